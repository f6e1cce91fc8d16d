//! JUnit XML, in which each letter is a test. In: a [`Report`]. Out: a `<testcase>` for each file: a `<failure>` for each
//! finding that fails the check, an `<error>` for a file that could not be checked; all findings, the milder ones too,
//! stand in its `<system-out>`, as `--output-format concise` writes them.

use std::io::{self, Write};

use super::xml::escaped;
use super::{NOT_CHECKED, Paper, Report, concise, path};
use crate::finding::{Finding, Severity};

/// Writes the document.
pub fn write(report: &Report, _: bool, out: &mut dyn Write) -> io::Result<()> {
    let fails = |(paper, level): &(&Paper, Severity)| paper.findings.iter().any(|finding| finding.severity >= *level);
    let counts = format!(
        "tests=\"{}\" failures=\"{}\" errors=\"{}\"",
        report.papers().count() + report.failures.len(),
        report.judged().filter(fails).count(),
        report.failures.len()
    );
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"letterlint\" {counts}>")?;
    writeln!(out, "  <testsuite name=\"letterlint\" {counts}>")?;
    for (paper, level) in report.judged() {
        write_case(report, paper, level, out)?;
    }
    for failure in &report.failures {
        open_case(report, &failure.path, out)?;
        let message = escaped(&failure.message);
        let place = failure.position().map(|at| format!(":{}:{}", at.line, at.column)).unwrap_or_default();
        let path = escaped(&failure.path);
        writeln!(out, ">\n      <error type=\"{NOT_CHECKED}\" message=\"{message}\">{path}{place}: {message}</error>")?;
        writeln!(out, "    </testcase>")?;
    }
    writeln!(out, "  </testsuite>\n</testsuites>")
}

/// Begins the element, up to the end of its attributes.
fn open_case(report: &Report, path: &str, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "    <testcase classname=\"letterlint\" name=\"{}\"", escaped(&path::relative(report, path)))
}

fn write_case(report: &Report, paper: &Paper, level: Severity, out: &mut dyn Write) -> io::Result<()> {
    open_case(report, &paper.path, out)?;
    if paper.findings.is_empty() {
        return writeln!(out, "/>");
    }
    writeln!(out, ">")?;
    for finding in paper.findings.iter().filter(|finding| finding.severity >= level) {
        write_failure(report, paper, finding, out)?;
    }
    let lines: Vec<String> = paper.findings.iter().map(|finding| escaped(&concise::line(paper, finding))).collect();
    writeln!(out, "      <system-out>{}</system-out>\n    </testcase>", lines.join("\n"))
}

fn write_failure(report: &Report, paper: &Paper, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let words = report.words();
    let help = format!("{}: {}", words.help, finding.help);
    let mut lines = vec![escaped(&concise::line(paper, finding)), escaped(&help)];
    if let Some(offer) = &finding.offer {
        lines.extend(offer.lines().map(|line| escaped(&format!("  {line}"))));
    }
    if let Some(rule) = report.rules.iter().find(|rule| rule.id == finding.rule) {
        lines.push(escaped(&format!("{}: {}. {}", words.rule, rule.title.trim_end_matches('.'), rule.why)));
    }
    let (rule, message) = (escaped(&finding.rule), escaped(&finding.message));
    writeln!(out, "      <failure type=\"{rule}\" message=\"{message}\">{}</failure>", lines.join("\n"))
}
