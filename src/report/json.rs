//! JSON, version 1, on which other programs rest. In: a [`Report`]. Out: one JSON document.

use std::io::{self, Write};
use std::ops::Range;

use serde::Serialize;

use super::escape::is_dangerous;
use super::{FileReport, Paper, Report};
use crate::finding::{Edit, Finding, Fix, Severity};
use crate::source::Source;

/// Writes `report` as one line of JSON.
pub fn write(report: &Report, _: bool, out: &mut dyn Write) -> io::Result<()> {
    let document = Document {
        version: 1,
        files: report.files.iter().map(file).collect(),
        upkeep: report.upkeep.iter().map(upkeep).collect(),
        failures: report
            .failures
            .iter()
            .map(|failure| Failure { path: &failure.path, message: &failure.message })
            .collect(),
        summary: Summary {
            files: report.files.len(),
            errors: report.count(Severity::Error),
            warnings: report.count(Severity::Warning),
            infos: report.count(Severity::Info),
        },
    };
    write_json(&document, out)
}

/// Writes JSON in one line, without anything that a terminal or a CI runner would obey: where such a character stands
/// in a string, it is written by its number, and reads the same.
pub fn write_json(document: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let plain = serde_json::to_string(document)?;
    let may_command = plain.contains("##");
    let mut json = String::with_capacity(plain.len());
    for c in plain.chars() {
        if is_dangerous(c) || (c == '#' && may_command) {
            c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| json.push_str(&format!("\\u{unit:04x}")));
        } else {
            json.push(c);
        }
    }
    writeln!(out, "{json}")
}

#[derive(Serialize)]
struct Document<'r> {
    version: u32,
    files: Vec<File<'r>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    upkeep: Vec<Upkeep<'r>>,
    failures: Vec<Failure<'r>>,
    summary: Summary,
}

#[derive(Serialize)]
struct File<'r> {
    path: &'r str,
    language: &'static str,
    packs: &'r [String],
    template: bool,
    findings: Vec<JsonFinding<'r>>,
    evidence: Vec<JsonEvidence<'r>>,
    suppressed: usize,
    #[serde(skip_serializing_if = "is_zero")]
    baselined: usize,
}

fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// A settings file or a baseline in which something is to be mended.
#[derive(Serialize)]
struct Upkeep<'r> {
    path: &'r str,
    findings: Vec<JsonFinding<'r>>,
}

#[derive(Serialize)]
struct JsonFinding<'r> {
    rule: &'r str,
    severity: &'static str,
    message: &'r str,
    help: String,
    text: &'r str,
    span: Span,
    fixes: Vec<JsonFix<'r>>,
    guides: Vec<&'r str>,
}

#[derive(Serialize)]
struct JsonFix<'r> {
    applicability: &'static str,
    edits: Vec<JsonEdit<'r>>,
}

#[derive(Serialize)]
struct JsonEdit<'r> {
    span: Span,
    text: &'r str,
}

#[derive(Serialize)]
struct JsonEvidence<'r> {
    rule: &'r str,
    span: Span,
    text: &'r str,
}

#[derive(Serialize)]
struct Failure<'r> {
    path: &'r str,
    message: &'r str,
}

#[derive(Serialize)]
struct Summary {
    files: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
}

/// `end` is exclusive.
#[derive(Serialize)]
struct Span {
    start: Place,
    end: Place,
}

/// Bytes of the original from 0, lines from 1, Unicode characters from 1.
#[derive(Serialize)]
struct Place {
    offset: usize,
    line: usize,
    column: usize,
}

fn file(report: &FileReport) -> File<'_> {
    let source = &report.paper.source;
    let evidence = report.required.iter().filter_map(|required| {
        let range = required.evidence.as_ref()?;
        Some(JsonEvidence { rule: &required.rule, span: span(source, range), text: &source.text()[range.clone()] })
    });
    File {
        path: &report.paper.path,
        language: report.language.code(),
        packs: &report.packs,
        template: report.template,
        findings: findings(&report.paper),
        evidence: evidence.collect(),
        suppressed: report.suppressed,
        baselined: report.baselined,
    }
}

fn upkeep(paper: &Paper) -> Upkeep<'_> {
    Upkeep { path: &paper.path, findings: findings(paper) }
}

fn findings(paper: &Paper) -> Vec<JsonFinding<'_>> {
    paper.findings.iter().map(|finding| json_finding(&paper.source, finding)).collect()
}

fn json_finding<'r>(source: &'r Source, finding: &'r Finding) -> JsonFinding<'r> {
    let edit = |edit: &'r Edit| JsonEdit { span: span(source, &edit.span), text: &edit.text };
    let fix =
        |fix: &'r Fix| JsonFix { applicability: fix.applicability.name(), edits: fix.edits.iter().map(edit).collect() };
    JsonFinding {
        rule: &finding.rule,
        severity: finding.severity.name(),
        message: &finding.message,
        help: match &finding.offer {
            Some(offer) => format!("{}: {offer}", finding.help),
            None => finding.help.to_string(),
        },
        text: &source.text()[finding.span.clone()],
        span: span(source, &finding.span),
        fixes: finding.fixes.iter().map(fix).collect(),
        guides: finding.guides.iter().map(|guide| guide.id.as_str()).collect(),
    }
}

fn span(source: &Source, range: &Range<usize>) -> Span {
    let place = |offset: usize| {
        let position = source.position(offset);
        Place { offset, line: position.line, column: position.column }
    };
    Span { start: place(range.start), end: place(range.end) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 100_000, ..ProptestConfig::default() })]

        #[test]
        fn a_parser_gives_back_what_was_written(text in "(?s)(.|[\"\\\\#\\[\u{0}-\u{1f}\u{80}-\u{9f}\u{202e}\u{e0001}]){0,8}") {
            let mut json = Vec::new();
            write_json(&text, &mut json).unwrap();
            let json = String::from_utf8(json).unwrap();
            prop_assert!(!json.trim_end_matches('\n').chars().any(is_dangerous) && !json.contains("##"), "{}", json);
            prop_assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
        }
    }
}
