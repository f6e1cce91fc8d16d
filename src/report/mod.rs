//! Findings to output. In: a [`Report`] of all letters of a run. Out: text for people, JSON, the checklist.
//! Knows no rules.

mod checklist;
pub mod escape;
mod excerpt;
mod full;
mod json;

use std::io::{self, Write};

pub use checklist::write as write_checklist;
pub use full::{write as write_full, write_fault};
pub use json::write as write_json;

use crate::finding::{Checked, Severity};
use crate::language::Language;
use crate::source::Source;

/// All that a run came to.
#[derive(Debug, Default)]
pub struct Report {
    /// The letters that were checked, in order.
    pub files: Vec<FileReport>,
    /// What could not be checked, and why.
    pub failures: Vec<Failure>,
}

/// One letter that was checked.
#[derive(Debug)]
pub struct FileReport {
    /// Its path, as it was named.
    pub path: String,
    /// Its text.
    pub source: Source,
    /// Its language.
    pub language: Language,
    /// The packs that it was checked with.
    pub packs: Vec<String>,
    /// Whether it was checked as a template.
    pub template: bool,
    /// What was found.
    pub checked: Checked,
}

/// A path that could not be checked.
#[derive(Debug, Clone)]
pub struct Failure {
    /// The path, as it was named.
    pub path: String,
    /// Why.
    pub message: String,
}

impl Report {
    /// How many findings of `severity` there are.
    pub fn count(&self, severity: Severity) -> usize {
        self.files.iter().flat_map(|file| &file.checked.findings).filter(|finding| finding.severity == severity).count()
    }

    /// Whether anything is at least as grave as `severity`.
    pub fn reaches(&self, severity: Severity) -> bool {
        self.files.iter().flat_map(|file| &file.checked.findings).any(|finding| finding.severity >= severity)
    }
}

/// "2 errors, 1 warning", or nothing where there is none.
fn counts(report: &Report) -> String {
    [Severity::Error, Severity::Warning, Severity::Info]
        .into_iter()
        .map(|severity| (report.count(severity), severity.name()))
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| plural(count, name))
        .collect::<Vec<_>>()
        .join(", ")
}

fn plural(count: usize, name: &str) -> String {
    format!("{count} {name}{}", if count == 1 { "" } else { "s" })
}

/// One line that sums the run up, for people.
pub fn write_summary(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let counts = counts(report);
    let letters = plural(report.files.len(), "letter");
    let counts = if counts.is_empty() { "nothing to mend".to_owned() } else { counts };
    writeln!(out, "{letters} checked: {counts}")
}

/// Whether output stopped because nobody reads on, which is no fault.
pub fn is_closed_pipe(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe
}
