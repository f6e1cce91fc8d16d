//! Workflow commands of GitHub Actions, which show findings beside the changed lines. In: a [`Report`]. Out: a line
//! `::error file=…,line=…::message` for each finding and each file that could not be checked.

use std::io::{self, Write};

use super::{Failure, NOT_CHECKED, Paper, Report, escape, path};
use crate::finding::{Finding, Severity};

/// Writes a command for each finding and failure.
pub fn write(report: &Report, _: bool, out: &mut dyn Write) -> io::Result<()> {
    for paper in report.papers() {
        for finding in &paper.findings {
            write_finding(report, paper, finding, out)?;
        }
    }
    report.failures.iter().try_for_each(|failure| write_failure(report, failure, out))
}

fn write_finding(report: &Report, paper: &Paper, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let (start, end) = (paper.source.position(finding.span.start), paper.source.position(finding.span.end));
    let command = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    // GitHub refuses columns that do not belong to one line.
    let columns = match start.line == end.line {
        true => format!(",col={},endColumn={}", start.column, end.column),
        false => String::new(),
    };
    writeln!(
        out,
        "::{command} file={},line={},endLine={}{columns},title={}::{}",
        property(&path::relative(report, &paper.path)),
        start.line,
        end.line,
        property(&finding.rule),
        data(&finding.message)
    )
}

fn write_failure(report: &Report, failure: &Failure, out: &mut dyn Write) -> io::Result<()> {
    let place = failure.position().map(|at| format!(",line={},col={}", at.line, at.column)).unwrap_or_default();
    let file = property(&path::relative(report, &failure.path));
    writeln!(out, "::error file={file}{place},title={NOT_CHECKED}::{}", data(&failure.message))
}

/// What stands behind the second `::`.
fn data(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '%' | '\r' | '\n' => escaped.push_str(&format!("%{:02X}", u32::from(c))),
            c if escape::is_dangerous(c) => escaped.extend(c.escape_unicode()),
            c => escaped.push(c),
        }
    }
    // The runner that finds no `::` command looks for the older `##[command]`.
    escaped.replace("##", "#\\u{23}")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// As GitHub's runner reads the value of a property; what it does with data is part of that.
    fn unescape(text: &str) -> String {
        text.replace("%0D", "\r").replace("%0A", "\n").replace("%3A", ":").replace("%2C", ",").replace("%25", "%")
    }

    fn shown(c: char) -> String {
        if escape::is_dangerous(c) && c != '\r' && c != '\n' { c.escape_unicode().to_string() } else { c.to_string() }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 100_000, ..ProptestConfig::default() })]

        #[test]
        fn the_runner_reads_what_was_escaped(text in "[%:,#\\[\r\n\u{1b}\u{202e}023ACDa-c\u{80}-\u{10ffff}]{0,10}") {
            let expected = text.chars().map(shown).collect::<String>().replace("##", "#\\u{23}");
            for escaped in [data(&text), property(&text)] {
                prop_assert_eq!(unescape(&escaped), expected.clone());
                prop_assert!(!escaped.chars().any(escape::is_dangerous) && !escaped.contains("##["));
            }
            prop_assert!(!property(&text).contains([':', ',']));
        }
    }
}
