//! A finding on the page. In: a paper and the number of a finding. Out: the note that stands in the margin, or in a list where its
//! words are not on the sheet.

use std::io::{self, Write};

use super::text;
use crate::locale::Words;
use crate::report::excerpt::Excerpt;
use crate::report::{Paper, what_to_write};

/// What the note and the mark of a finding link to: `l2n1`, `l2m1`.
pub fn anchor(letter: usize, kind: char, index: usize) -> String {
    format!("l{letter}{kind}{}", index + 1)
}

/// The note of the finding at `index`, made of elements that may stand inside a paragraph.
pub fn note(paper: &Paper, letter: usize, index: usize, marked: bool, words: &Words) -> String {
    let finding = &paper.findings[index];
    let at = paper.source.position(finding.span.start);
    let severity = finding.severity.name();
    let number = match marked {
        true => format!("<a href=\"#{}\">{}</a>", anchor(letter, 'm', index), index + 1),
        false => format!("<b>{}</b>", index + 1),
    };
    let mut note = format!(
        "<span class=\"note {severity}\" role=\"note\" lang=\"{}\" id=\"{}\"><span class=\"head\" title=\"{} {}, {} {}\">{number} {severity} \
         <code>{}</code></span> <span class=\"message\"{}>{}.</span> <span class=\"help\">{}{}</span>",
        words.language.code(),
        anchor(letter, 'n', index),
        words.line,
        at.line,
        words.column,
        at.column,
        text(&finding.rule),
        // Words of the letter keep their own first letter.
        if finding.message.starts_with(char::is_alphabetic) { " data-sentence=\"\"" } else { "" },
        text(finding.message.trim_end_matches('.')),
        text(&capital(&finding.help)),
        if finding.offer.is_some() { ":" } else { "" }
    );
    if let Some(offer) = &finding.offer {
        note.push_str(&format!(" <span class=\"offer\">{}</span>", text(offer).replace("&#10;", "<br/>")));
    }
    if let Some(what_to_write) = what_to_write(finding, words, text) {
        note.push_str(&format!(" <span class=\"help\">{}</span>", capital(&what_to_write)));
    }
    note.push_str("</span>");
    note
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// Writes findings as a list, each with the lines of the file that it speaks of.
pub fn write_list(
    paper: &Paper,
    findings: impl Iterator<Item = usize>,
    letter: usize,
    words: &Words,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "<ol class=\"notes\">")?;
    for index in findings {
        let excerpt = Excerpt::new(&paper.source, &paper.findings[index].span);
        let note = note(paper, letter, index, false, words);
        let lines = text(excerpt.text.trim_end_matches('\n')).replace("&#10;", "\n");
        writeln!(out, "<li><pre><i>{}</i> {lines}</pre>{note}</li>", excerpt.first_line)?;
    }
    writeln!(out, "</ol>")
}
