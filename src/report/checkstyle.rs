//! Checkstyle's XML, which many CI services read. In: a [`Report`]. Out: `<file>` elements with `<error>`s; a file that
//! could not be checked has one of its own.

use std::io::{self, Write};

use super::xml::escaped;
use super::{NOT_CHECKED, Report, path};

/// Writes the document.
pub fn write(report: &Report, _: bool, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">")?;
    for paper in report.papers() {
        writeln!(out, "  <file name=\"{}\">", escaped(&path::relative(report, &paper.path)))?;
        for finding in &paper.findings {
            let at = paper.source.position(finding.span.start);
            let (severity, message) = (finding.severity.name(), &finding.message);
            write_error((at.line, at.column), severity, message, &finding.rule, out)?;
        }
        writeln!(out, "  </file>")?;
    }
    for failure in &report.failures {
        writeln!(out, "  <file name=\"{}\">", escaped(&path::relative(report, &failure.path)))?;
        let at = failure.position().map_or((1, 1), |at| (at.line, at.column));
        write_error(at, "error", &failure.message, NOT_CHECKED, out)?;
        writeln!(out, "  </file>")?;
    }
    writeln!(out, "</checkstyle>")
}

fn write_error(
    (line, column): (usize, usize),
    severity: &str,
    message: &str,
    source: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (message, source) = (escaped(message), escaped(source));
    writeln!(
        out,
        "    <error line=\"{line}\" column=\"{column}\" severity=\"{severity}\" message=\"{message}\" source=\"{source}\"/>"
    )
}
