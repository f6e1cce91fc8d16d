//! The checklist. In: a [`Report`]. Out: for every letter which required elements are there, with the words
//! that show it and their line, and which are missing.

use std::io::{self, Write};

use super::{FileReport, Report, escape};
use crate::finding::{self, Required};

/// Longer evidence is cut, in characters.
const WIDEST: usize = 60;

/// Writes the checklist of every letter.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for file in &report.files {
        let there = file.required.iter().filter(|required| required.evidence.is_some()).count();
        writeln!(out, "{}: {there} of {} elements are there", escape::line(&file.paper.path), file.required.len())?;
        let width = file.required.iter().map(|required| required.title.chars().count()).max().unwrap_or(0);
        for required in &file.required {
            write_element(file, required, width, out)?;
        }
        if let Some(end) = &file.end {
            let line = file.paper.source.position(end.span.start).line;
            let words = shorten(&file.paper.source.text()[end.span.clone()]);
            let notice = end.notice.as_ref().map(|notice| format!(", {notice} from the letter")).unwrap_or_default();
            writeln!(out, "  The end: {}{notice} (line {line}: “{}”)", end.meaning, escape::line(&words))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn write_element(file: &FileReport, required: &Required, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let title = &required.title;
    match &required.evidence {
        Some(range) => {
            let line = file.paper.source.position(range.start).line;
            let words = shorten(&file.paper.source.text()[range.clone()]);
            writeln!(out, "  [x] {title:width$}  line {line}: “{}”", escape::line(&words))
        }
        None => {
            let name = required.rule.rsplit('/').next().unwrap_or_default();
            writeln!(out, "  [ ] {title:width$}  missing ({name})")
        }
    }
}

pub(super) fn shorten(words: &str) -> String {
    finding::shorten(&words.split_whitespace().collect::<Vec<_>>().join(" "), WIDEST).into_owned()
}
