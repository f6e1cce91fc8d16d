//! Findings to output. In: a [`Report`] of all letters of a run. Out: text for people and documents for programs, in
//! one of the [`FORMATS`]; the checklist. Knows no rules but by what the report says of them.

mod checklist;
mod checkstyle;
mod concise;
pub mod escape;
mod excerpt;
mod exempt;
mod fingerprint;
mod format;
mod full;
mod github;
mod gitlab;
mod html;
mod json;
mod junit;
mod path;
mod rdjson;
mod sarif;
mod statistics;
mod xml;

use std::io;
use std::sync::Arc;

pub use checklist::write as write_checklist;
pub use format::{FORMATS, Format};
pub use full::write_fault;
pub use json::write_json;
pub use statistics::write as write_statistics;

use crate::fault::Fault;
use crate::finding::{End, Exemption, Finding, Guide, Required, Severity};
use crate::language::Language;
use crate::locale::{Words, words};
use crate::source::{Position, Source};

/// Under this name in place of a rule's, reports for programs tell of a file that could not be checked.
const NOT_CHECKED: &str = "not-checked";

/// All that a run came to.
#[derive(Debug, Default)]
pub struct Report {
    /// The letters that were checked, in order.
    pub files: Vec<FileReport>,
    /// Settings files and baselines in which something is to be mended.
    pub upkeep: Vec<Paper>,
    /// What could not be checked, and why.
    pub failures: Vec<Failure>,
    /// The rules that found something, in the order of their ids.
    pub rules: Vec<RuleNote>,
    /// The level from which on findings in settings files and baselines fail the check.
    pub error_on: Severity,
    /// The user's language.
    pub locale: Language,
    /// Whether the line that sums up is left out.
    pub quiet: bool,
    /// At most so many findings of a file are shown to people; 0: all. Programs are always told all.
    pub max_findings: usize,
    /// The folder from which paths are told to programs: absolute, with `/`; empty where it is not known.
    pub folder: String,
}

/// What a rule is, for reports that describe rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleNote {
    /// `tone/no-blame`
    pub id: Arc<str>,
    /// The rule as an instruction: "Do not blame the client".
    pub title: Arc<str>,
    /// Why, in two or three sentences.
    pub why: Arc<str>,
    /// What to write instead.
    pub help: Arc<str>,
    /// How grave its findings are unless the settings say otherwise.
    pub severity: Option<Severity>,
    /// The guides that it comes from.
    pub guides: Arc<[Guide]>,
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
    /// What is told of it beyond the findings, to people alone; `None` where nobody asks.
    pub told: Option<Told>,
}

/// What a letter was read with, and what was not marked in it.
#[derive(Debug)]
pub struct Told {
    /// Whether its language was given, not found.
    pub language_given: bool,
    /// Where settings of its own come from: files, its front matter.
    pub settings_from: Vec<String>,
    /// What was not marked and why, in the order of the letter.
    pub exemptions: Vec<Exemption>,
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

impl Failure {
    /// Where its fault is, if it has a place.
    pub fn position(&self) -> Option<Position> {
        let fault = self.fault.as_ref()?;
        Some(Source::new(fault.text.clone()).position(fault.span.as_ref()?.start))
    }
}

impl Report {
    /// What the program says in the user's language.
    fn words(&self) -> &'static Words {
        words(self.locale)
    }

    /// Every file in which something can have been found: letters, then settings and baselines.
    pub fn papers(&self) -> impl Iterator<Item = &Paper> + Clone {
        self.judged().map(|(paper, _)| paper)
    }

    /// The same with what is told of those that are letters.
    fn papers_told(&self) -> impl Iterator<Item = (&Paper, Option<&FileReport>)> {
        let letters = self.files.iter().map(|file| (&file.paper, Some(file)));
        letters.chain(self.upkeep.iter().map(|paper| (paper, None)))
    }

    /// The same with the level from which on a finding fails the check of the file.
    pub fn judged(&self) -> impl Iterator<Item = (&Paper, Severity)> + Clone {
        let letters = self.files.iter().map(|file| (&file.paper, file.error_on));
        letters.chain(self.upkeep.iter().map(|paper| (paper, self.error_on)))
    }

    /// How many findings of `severity` there are.
    pub fn count(&self, severity: Severity) -> usize {
        count(self.findings(), severity)
    }

    fn findings(&self) -> impl Iterator<Item = &Finding> + Clone {
        self.papers().flat_map(|paper| &paper.findings)
    }

    /// Whether a file has a finding that fails its check.
    pub fn fails(&self) -> bool {
        self.judged().any(|(paper, level)| paper.findings.iter().any(|finding| finding.severity >= level))
    }
}

/// The words that fixes of `finding` put in the place of others.
fn replacements(finding: &Finding) -> Vec<&str> {
    let edits = finding.fixes.iter().flat_map(|fix| &fix.edits);
    edits.filter(|edit| !edit.span.is_empty() && !edit.text.is_empty()).map(|edit| edit.text.as_str()).collect()
}

/// The words that fixes put in the place of others, each as `shown` shows it: "write “a” or “b”"; `None` where there
/// are none.
fn what_to_write(finding: &Finding, words: &Words, shown: impl Fn(&str) -> String) -> Option<String> {
    let replacements: Vec<String> = replacements(finding).into_iter().map(|text| words.quoted(&shown(text))).collect();
    let written = (words.write)(&replacements.join(&format!(" {} ", words.or)));
    (!replacements.is_empty()).then_some(written)
}

/// "2 errors", "1 warning".
fn counted(count: usize, severity: Severity, words: &Words) -> String {
    let noun = match severity {
        Severity::Error => words.errors,
        Severity::Warning => words.warnings,
        Severity::Info => words.infos,
    };
    words.language.counted(count, noun)
}

/// "2 errors, 1 warning", or that there is nothing to mend.
fn counts<'f>(findings: impl Iterator<Item = &'f Finding> + Clone, words: &Words) -> String {
    let counts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Info]
        .into_iter()
        .map(|severity| (count(findings.clone(), severity), severity))
        .filter(|(count, _)| *count > 0)
        .map(|(count, severity)| counted(count, severity, words))
        .collect();
    if counts.is_empty() { words.nothing_to_mend.to_owned() } else { counts.join(", ") }
}

fn count<'f>(findings: impl Iterator<Item = &'f Finding>, severity: Severity) -> usize {
    findings.filter(|finding| finding.severity == severity).count()
}

/// What was found and is not shown, each behind `divider`: ", 2 suppressed". `count` asks a file, or all of them.
fn passed_over(count: impl Fn(fn(&FileReport) -> usize) -> usize, words: &Words, divider: &str) -> String {
    let counts = [
        (count(|file| file.fixed), words.fixed),
        (count(|file| file.suppressed), words.suppressed),
        (count(|file| file.baselined), words.baselined),
    ];
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    counts.map(|(count, say)| format!("{divider}{}", say(&words.language.figures(count)))).collect()
}

/// One line that sums the run up, for people.
fn summary(report: &Report) -> String {
    let words = report.words();
    let letters = words.language.counted(report.files.len(), words.letters);
    let sum = |count: fn(&FileReport) -> usize| report.files.iter().map(count).sum::<usize>();
    let mut line = (words.checked)(&letters);
    if !report.failures.is_empty() {
        line = line + ", " + &(words.unchecked)(&words.language.figures(report.failures.len()));
    }
    format!("{line}: {}{}", counts(report.findings(), words), passed_over(sum, words, ", "))
}

/// Whether output stopped because nobody reads on, which is no fault.
pub fn is_closed_pipe(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe
}
