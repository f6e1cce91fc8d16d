//! One line for each finding, as compilers write them and editors read them, and for each exemption that is asked for.
//! In: a [`Report`]. Out: `path:line:column: severity[pack/rule] message`.

use std::io::{self, Write};

use super::{Paper, Report, escape, exempt};
use crate::finding::Finding;

/// Writes a line for each finding.
pub fn write(report: &Report, _: bool, out: &mut dyn Write) -> io::Result<()> {
    for (paper, file) in report.papers_told() {
        let findings = paper.findings.iter().map(|finding| line(paper, finding));
        let exemptions = file.map(|file| exempt::concise_lines(file, report.words())).unwrap_or_default();
        findings.chain(exemptions).try_for_each(|line| writeln!(out, "{line}"))?;
    }
    Ok(())
}

/// The line of a finding; nothing in it speaks to a terminal or a CI runner.
pub(super) fn line(paper: &Paper, finding: &Finding) -> String {
    let position = paper.source.position(finding.span.start);
    let severity = finding.severity.name();
    let line = format!(
        "{}:{}:{}: {severity}[{}] {}",
        paper.path, position.line, position.column, finding.rule, finding.message
    );
    escape::line(&line).into_owned()
}
