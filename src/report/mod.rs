//! Findings to output. In: a [`Report`] of all letters of a run. Out: text for people, JSON, the checklist.
//! Knows no rules.

mod checklist;
pub mod escape;
mod excerpt;
mod full;
mod json;
mod statistics;

use std::io::{self, Write};

pub use checklist::write as write_checklist;
pub use full::{write as write_full, write_fault};
pub use json::write as write_json;
pub use statistics::write as write_statistics;

use crate::fault::Fault;
use crate::finding::{End, Finding, Required, Severity};
use crate::language::Language;
use crate::source::Source;

/// All that a run came to.
#[derive(Debug, Default)]
pub struct Report {
    /// The letters that were checked, in order.
    pub files: Vec<FileReport>,
    /// Settings files and baselines in which something is to be mended.
    pub upkeep: Vec<Paper>,
    /// What could not be checked, and why.
    pub failures: Vec<Failure>,
}

/// A file with what was found in it.
#[derive(Debug)]
pub struct Paper {
    /// Its path, as it was named.
    pub path: String,
    /// Its text.
    pub source: Source,
    /// What should be mended, in order.
    pub findings: Vec<Finding>,
}

/// One letter that was checked.
#[derive(Debug)]
pub struct FileReport {
    /// The letter with its findings.
    pub paper: Paper,
    /// Its language.
    pub language: Language,
    /// The packs that it was checked with.
    pub packs: Vec<String>,
    /// Whether it was checked as a template.
    pub template: bool,
    /// The level from which on its findings fail the check.
    pub error_on: Severity,
    /// What is required, in the order of the rules.
    pub required: Vec<Required>,
    /// The end that it names, as it was understood.
    pub end: Option<End>,
    /// How many findings are suppressed.
    pub suppressed: usize,
    /// How many findings the baseline knows.
    pub baselined: usize,
    /// How many findings were mended in it.
    pub fixed: usize,
}

/// A path that could not be checked.
#[derive(Debug, Clone)]
pub struct Failure {
    /// The path, as it was named.
    pub path: String,
    /// Why.
    pub message: String,
    /// The place, where a letter's own settings are at fault.
    pub fault: Option<Fault>,
}

impl Report {
    /// Every file in which something can have been found: letters, then settings and baselines.
    pub fn papers(&self) -> impl Iterator<Item = &Paper> {
        self.files.iter().map(|file| &file.paper).chain(&self.upkeep)
    }

    /// How many findings of `severity` there are.
    pub fn count(&self, severity: Severity) -> usize {
        self.papers().flat_map(|paper| &paper.findings).filter(|finding| finding.severity == severity).count()
    }

    /// Whether a letter has a finding that fails its check, or anything else one as grave as `level`.
    pub fn fails(&self, level: Severity) -> bool {
        let reaches = |paper: &Paper, level| paper.findings.iter().any(|finding| finding.severity >= level);
        self.files.iter().any(|file| reaches(&file.paper, file.error_on))
            || self.upkeep.iter().any(|paper| reaches(paper, level))
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
    let sum = |count: fn(&FileReport) -> usize| report.files.iter().map(count).sum::<usize>();
    let passed_over = [
        (sum(|file| file.fixed), "fixed"),
        (sum(|file| file.suppressed), "suppressed"),
        (sum(|file| file.baselined), "in the baseline"),
    ];
    let passed_over = passed_over.iter().filter(|(count, _)| *count > 0);
    let passed_over: String = passed_over.map(|(count, how)| format!(", {count} {how}")).collect();
    writeln!(out, "{letters} checked: {counts}{passed_over}")
}

/// Whether output stopped because nobody reads on, which is no fault.
pub fn is_closed_pipe(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe
}
