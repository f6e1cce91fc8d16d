//! The checklist. In: a [`Report`]. Out: for every letter which required elements are there, with the words
//! that show it and their line, and which are missing.

use std::io::{self, Write};
use std::ops::Range;

use super::{FileReport, Report, escape};
use crate::finding::{self, Required};
use crate::locale::Words;

/// Longer evidence is cut, in characters.
const WIDEST: usize = 60;

/// Writes the checklist of every letter.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let words = report.words();
    for file in &report.files {
        let there = file.required.iter().filter(|required| required.evidence.is_some()).count();
        let elements = (words.elements)(there, file.required.len());
        writeln!(out, "{}: {elements}", escape::line(&file.paper.path))?;
        let width =
            file.required.iter().map(|required| escape::line(&required.title).chars().count()).max().unwrap_or(0);
        for required in &file.required {
            write_element(file, required, width, words, out)?;
        }
        if let Some(end) = &file.end {
            let place = evidence(file, &end.span, words);
            let notice = end.notice.as_ref().map(|notice| format!(", {}", (words.from_letter)(notice)));
            writeln!(out, "  {}: {}{} ({place})", words.end, end.meaning, notice.unwrap_or_default())?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn write_element(
    file: &FileReport,
    required: &Required,
    width: usize,
    words: &Words,
    out: &mut dyn Write,
) -> io::Result<()> {
    let title = escape::line(&required.title);
    match &required.evidence {
        Some(range) => writeln!(out, "  [x] {title:width$}  {}", evidence(file, range, words)),
        None => {
            let name = finding::without_pack(&required.rule);
            writeln!(out, "  [ ] {title:width$}  {} ({})", words.missing, escape::line(name))
        }
    }
}

/// "line 3: “31 May 2026”"
fn evidence(file: &FileReport, range: &Range<usize>, words: &Words) -> String {
    let line = file.paper.source.position(range.start).line;
    let text = shorten(&file.paper.source.text()[range.clone()]);
    format!("{} {line}: {}", words.line, words.quoted(&escape::line(&text)))
}

/// Words of a letter on one line: without emphasis, of which they may hold but one half, the marks of a quoted block and
/// soft hyphens, and cut where they are long.
pub(super) fn shorten(words: &str) -> String {
    let bare = words.replace(['*', '`', '\u{ad}'], "");
    let line = bare.split_whitespace().filter(|word| *word != ">").collect::<Vec<_>>().join(" ");
    finding::shorten(&line, WIDEST).into_owned()
}
