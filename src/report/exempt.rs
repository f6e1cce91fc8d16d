//! What was left alone, in words. In: a letter of a [`Report`](super::Report). Out: for each exemption why, with the
//! words of the letter that decided it and their place; what the letter was read with.

use std::ops::Range;

use super::checklist::shorten;
use super::{FileReport, escape};
use crate::finding::Exemption;
use crate::locale::Words;

/// What `-v` tells of a letter: how it was read, then a line for each exemption.
pub(super) fn lines(file: &FileReport, words: &Words) -> Vec<String> {
    let Some(told) = &file.told else { return Vec::new() };
    let language = words.languages[file.language as usize];
    let read = (words.how_read)(language, told.language_given, file.template, &told.settings_from);
    let mut lines = vec![format!("{}: {read}", file.paper.path)];
    lines.extend(told.exemptions.iter().map(|exemption| {
        let marked = (words.at)(&marked(file, exemption, words), &place(file, &exemption.span));
        format!("  {}: {marked}: {}", label(exemption, words), why(file, exemption, words))
    }));
    lines.iter().map(|line| escape::line(line).into_owned()).collect()
}

/// A line for each exemption, as [`concise`](super::concise) writes findings.
pub(super) fn concise_lines(file: &FileReport, words: &Words) -> Vec<String> {
    let exemptions = file.told.iter().flat_map(|told| &told.exemptions);
    let line = |exemption: &Exemption| {
        let (place, label) = (place(file, &exemption.span), label(exemption, words));
        let (marked, why) = (marked(file, exemption, words), why(file, exemption, words));
        escape::line(&format!("{}:{place}: {label} {marked}: {why}", file.paper.path)).into_owned()
    };
    exemptions.map(line).collect()
}

fn label(exemption: &Exemption, words: &Words) -> String {
    let how = if exemption.is_evidence { words.not_counted } else { words.not_marked };
    format!("{how}[{}]", exemption.rule)
}

fn marked(file: &FileReport, exemption: &Exemption, words: &Words) -> String {
    match exemption.span.is_empty() {
        true => words.what_is_missing.to_owned(),
        false => text(file, &exemption.span, words),
    }
}

fn text(file: &FileReport, span: &Range<usize>, words: &Words) -> String {
    words.quoted(&shorten(&file.paper.source.text()[span.clone()]))
}

/// Line and column, from 1, in characters.
fn place(file: &FileReport, span: &Range<usize>) -> String {
    let position = file.paper.source.position(span.start);
    format!("{}:{}", position.line, position.column)
}

fn why(file: &FileReport, exemption: &Exemption, words: &Words) -> String {
    let by = exemption.by.clone().unwrap_or_default();
    let there = place(file, &by);
    (words.why)(&exemption.grounds, &(words.at)(&text(file, &by, words), &there), &there)
}
