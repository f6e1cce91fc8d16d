//! Reviewdog's Diagnostic JSON, which it turns into comments on a change, with suggestions to accept. In: a [`Report`].
//! Out: one `DiagnosticResult`. Columns count bytes here, as its definition says.

use std::io::{self, Write};
use std::ops::Range;

use serde::Serialize;

use super::{Failure, NOT_CHECKED, Paper, Report, json, path};
use crate::finding::{Finding, Fix, Severity};
use crate::source::Source;

#[derive(Serialize)]
struct DiagnosticResult<'r> {
    source: Tool,
    diagnostics: Vec<Diagnostic<'r>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
}

#[derive(Serialize)]
struct Diagnostic<'r> {
    message: &'r str,
    location: Location,
    severity: &'static str,
    code: Code<'r>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion>,
}

#[derive(Serialize)]
struct Code<'r> {
    value: &'r str,
}

#[derive(Serialize)]
struct Location {
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Places>,
}

#[derive(Serialize)]
struct Suggestion {
    range: Places,
    text: String,
}

/// `end` is exclusive.
#[derive(Serialize)]
struct Places {
    start: Place,
    end: Place,
}

/// Lines from 1, bytes of the line from 1.
#[derive(Serialize)]
struct Place {
    line: usize,
    column: usize,
}

/// Writes a diagnostic for each finding and failure.
pub fn write(report: &Report, _: bool, out: &mut dyn Write) -> io::Result<()> {
    let found = report.papers().flat_map(|paper| paper.findings.iter().map(move |finding| (paper, finding)));
    let found = found.map(|(paper, finding)| diagnostic(report, paper, finding));
    let failed = report.failures.iter().map(|failure| failed(report, failure));
    let result = DiagnosticResult { source: Tool { name: "letterlint" }, diagnostics: found.chain(failed).collect() };
    json::write_json(&result, out)
}

fn diagnostic<'r>(report: &Report, paper: &Paper, finding: &'r Finding) -> Diagnostic<'r> {
    Diagnostic {
        message: &finding.message,
        location: Location {
            path: path::relative(report, &paper.path),
            range: Some(places(&paper.source, &finding.span)),
        },
        severity: match finding.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Info => "INFO",
        },
        code: Code { value: &finding.rule },
        suggestions: finding.fixes.iter().filter_map(|fix| suggestion(&paper.source, fix)).collect(),
    }
}

fn failed<'r>(report: &Report, failure: &'r Failure) -> Diagnostic<'r> {
    let range = failure.fault.as_ref().and_then(|fault| {
        let span = fault.span.as_ref()?;
        Some(places(&Source::new(fault.text.clone()), span))
    });
    Diagnostic {
        message: &failure.message,
        location: Location { path: path::relative(report, &failure.path), range },
        severity: "ERROR",
        code: Code { value: NOT_CHECKED },
        suggestions: Vec::new(),
    }
}

/// A suggestion is one change, so that the edits of a fix become one, with what stands between them.
fn suggestion(source: &Source, fix: &Fix) -> Option<Suggestion> {
    let mut edits: Vec<_> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let start = edits.first()?.span.start;
    let (mut text, mut at) = (String::new(), start);
    for edit in edits {
        text.push_str(source.text().get(at..edit.span.start)?);
        text.push_str(&edit.text);
        at = edit.span.end;
    }
    Some(Suggestion { range: places(source, &(start..at)), text })
}

fn places(source: &Source, range: &Range<usize>) -> Places {
    let place = |offset: usize| {
        let line = source.position(offset).line;
        Place { line, column: source.text().floor_char_boundary(offset) - source.line(line).start + 1 }
    };
    Places { start: place(range.start), end: place(range.end) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Applicability, Edit};

    #[test]
    fn edits_of_one_fix_become_one_suggestion_in_bytes() {
        let source = Source::new("Gruß\nś one two three".to_owned());
        let edit = |words: &str, text: &str| {
            let at = source.text().find(words).unwrap();
            Edit { span: at..at + words.len(), text: text.to_owned() }
        };
        let fix =
            Fix { applicability: Applicability::MaybeIncorrect, edits: vec![edit("three", "3"), edit("one", "1")] };
        let json = serde_json::to_value(suggestion(&source, &fix).unwrap()).unwrap();
        let range = serde_json::json!({ "start": { "line": 2, "column": 4 }, "end": { "line": 2, "column": 17 } });
        assert_eq!(json, serde_json::json!({ "range": range, "text": "1 two 3" }));
    }
}
