//! GitLab's Code Quality report. In: a [`Report`]. Out: a JSON array of issues, each with a fingerprint by which GitLab
//! tells what a merge request brings from what was there.

use std::io::{self, Write};

use serde::Serialize;

use super::fingerprint::Fingerprints;
use super::{NOT_CHECKED, Report, json, path};
use crate::finding::Severity;
use crate::source::Position;

#[derive(Serialize)]
struct Issue<'r> {
    description: &'r str,
    check_name: &'r str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    positions: Positions,
}

/// `end` is exclusive.
#[derive(Serialize)]
struct Positions {
    begin: Place,
    end: Place,
}

/// Lines and characters from 1.
#[derive(Serialize)]
struct Place {
    line: usize,
    column: usize,
}

/// Writes an issue for each finding and failure.
pub fn write(report: &Report, _: bool, out: &mut dyn Write) -> io::Result<()> {
    let mut prints = Fingerprints::default();
    let mut issues = Vec::new();
    for paper in report.papers() {
        let path = path::relative(report, &paper.path);
        for finding in &paper.findings {
            let place = |offset| paper.source.position(offset);
            issues.push(Issue {
                description: &finding.message,
                check_name: &finding.rule,
                fingerprint: prints.next(&path, paper, finding),
                severity: match finding.severity {
                    Severity::Error => "major",
                    Severity::Warning => "minor",
                    Severity::Info => "info",
                },
                location: location(path.clone(), place(finding.span.start), place(finding.span.end)),
            });
        }
    }
    for failure in &report.failures {
        let path = path::relative(report, &failure.path);
        let at = failure.position().unwrap_or(Position { line: 1, column: 1 });
        issues.push(Issue {
            description: &failure.message,
            check_name: NOT_CHECKED,
            fingerprint: prints.of(&[&path, NOT_CHECKED]),
            severity: "blocker",
            location: location(path, at, at),
        });
    }
    json::write_json(&issues, out)
}

fn location(path: String, begin: Position, end: Position) -> Location {
    let place = |at: Position| Place { line: at.line, column: at.column };
    Location { path, positions: Positions { begin: place(begin), end: place(end) } }
}
