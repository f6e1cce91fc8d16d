//! A finding on the page. In: a paper and the number of a finding. Out: the note that stands in the margin, or in a list where its
//! words are not on the sheet.

use std::io::{self, Write};

use super::text;
use crate::report::excerpt::Excerpt;
use crate::report::{Paper, replacements};

/// What the note and the mark of a finding link to: `l2n1`, `l2m1`.
pub fn anchor(letter: usize, kind: char, index: usize) -> String {
    format!("l{letter}{kind}{}", index + 1)
}

/// The note of the finding at `index`, made of elements that may stand inside a paragraph.
pub fn note(paper: &Paper, letter: usize, index: usize, marked: bool) -> String {
    let finding = &paper.findings[index];
    let at = paper.source.position(finding.span.start);
    let severity = finding.severity.name();
    let number = match marked {
        true => format!("<a href=\"#{}\">{}</a>", anchor(letter, 'm', index), index + 1),
        false => format!("<b>{}</b>", index + 1),
    };
    let mut note = format!(
        "<span class=\"note {severity}\" role=\"note\" lang=\"en\" id=\"{}\"><span class=\"head\" title=\"line {}, column {}\">{number} {severity} \
         <code>{}</code></span> <span class=\"message\"{}>{}.</span> <span class=\"help\">{}{}</span>",
        anchor(letter, 'n', index),
        at.line,
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
    let replacements: Vec<String> = replacements(finding).iter().map(|words| format!("“{}”", text(words))).collect();
    if !replacements.is_empty() {
        note.push_str(&format!(" <span class=\"help\">Write {}</span>", replacements.join(" or ")));
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
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "<ol class=\"notes\">")?;
    for index in findings {
        let excerpt = Excerpt::new(&paper.source, &paper.findings[index].span);
        let note = note(paper, letter, index, false);
        let lines = text(excerpt.text.trim_end_matches('\n')).replace("&#10;", "\n");
        writeln!(out, "<li><pre><i>{}</i> {lines}</pre>{note}</li>", excerpt.first_line)?;
    }
    writeln!(out, "</ol>")
}
