//! What was left alone, in words. In: a letter of a [`Report`](super::Report). Out: for each exemption why, with the
//! words of the letter that decided it and their place; what the letter was read with.

use std::ops::Range;

use super::checklist::shorten;
use super::{FileReport, Told, escape};
use crate::finding::{Exemption, Grounds};

/// What `-v` tells of a letter: how it was read, then a line for each exemption.
pub(super) fn lines(file: &FileReport) -> Vec<String> {
    let Some(told) = &file.told else { return Vec::new() };
    let mut lines = vec![how_read(file, told)];
    lines.extend(told.exemptions.iter().map(|exemption| {
        let place = place(file, &exemption.span);
        format!("  {}: {} at {place}: {}", label(exemption), marked(file, exemption), why(file, exemption))
    }));
    lines.iter().map(|line| escape::line(line).into_owned()).collect()
}

/// A line for each exemption, as [`concise`](super::concise) writes findings.
pub(super) fn concise_lines(file: &FileReport) -> Vec<String> {
    let exemptions = file.told.iter().flat_map(|told| &told.exemptions);
    let line = |exemption: &Exemption| {
        let place = place(file, &exemption.span);
        let (label, marked) = (label(exemption), marked(file, exemption));
        escape::line(&format!("{}:{place}: {label} {marked}: {}", file.paper.path, why(file, exemption))).into_owned()
    };
    exemptions.map(line).collect()
}

fn how_read(file: &FileReport, told: &Told) -> String {
    let language = if told.language_given { "as --lang says" } else { "by its words" };
    let template = if file.template { ", a template" } else { "" };
    let from = told.settings_from.join(" and ");
    let settings = if from.is_empty() { "default settings".to_owned() } else { format!("settings of {from}") };
    format!("{}: {} {language}{template}, {settings}", file.paper.path, file.language.name())
}

fn label(exemption: &Exemption) -> String {
    format!("not {}[{}]", if exemption.is_evidence { "counted" } else { "marked" }, exemption.rule)
}

fn marked(file: &FileReport, exemption: &Exemption) -> String {
    if exemption.span.is_empty() { "what is missing".to_owned() } else { words(file, &exemption.span) }
}

fn words(file: &FileReport, span: &Range<usize>) -> String {
    format!("“{}”", shorten(&file.paper.source.text()[span.clone()]))
}

/// Line and column, from 1, in characters.
fn place(file: &FileReport, span: &Range<usize>) -> String {
    let position = file.paper.source.position(span.start);
    format!("{}:{}", position.line, position.column)
}

fn why(file: &FileReport, exemption: &Exemption) -> String {
    let by = exemption.by.clone().unwrap_or_default();
    let there = place(file, &by);
    let by = || format!("{} at {there}", words(file, &by));
    match &exemption.grounds {
        Grounds::Denied => format!("denied by {}", by()),
        Grounds::Condition => format!("in the condition that begins with {}", by()),
        Grounds::FollowsFromCondition => format!("follows only from the condition that begins with {}", by()),
        Grounds::Quoted => "in quotation marks, so another's words".to_owned(),
        Grounds::RunsIntoQuotation => "runs into quotation marks, so another's words".to_owned(),
        Grounds::QuotedBlock => "in a quoted block, so another's words".to_owned(),
        Grounds::Unless => format!("allowed beside {}", by()),
        Grounds::MarkedBy(rule) => format!("{rule} marks {} already", by()),
        Grounds::BelongsTo(rule) => format!("belongs to {}, found by {rule}", by()),
        Grounds::Branch => "in a branch of the template, which is not always sent".to_owned(),
        Grounds::Alternative => format!("sent in place of {}, never beside it", by()),
        Grounds::Times(1) => "allowed once".to_owned(),
        Grounds::Times(limit) => format!("allowed {limit} times"),
        Grounds::SubjectMark => "a mark in the subject line".to_owned(),
        Grounds::Heading => "a line of its own, so a heading".to_owned(),
        Grounds::Name => "in capitals in the letter's head or signature, too, so a name".to_owned(),
        Grounds::Acronym => "an acronym".to_owned(),
        Grounds::Placeholder => "to be filled in".to_owned(),
        Grounds::Third => "somebody else, by name".to_owned(),
        Grounds::Comment => format!("suppressed by the comment at {there}"),
        Grounds::Settings(place) => format!("suppressed in {place}"),
        Grounds::Baseline(place) => format!("in the baseline {place}"),
    }
}
