//! What a check comes to. In: nothing. Out: [`Finding`], [`Required`], [`Exemption`] and [`Checked`], which reports
//! show.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How grave a finding is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Good to know.
    Info,
    /// Should be mended.
    Warning,
    /// Must be mended; fails the check.
    #[default]
    Error,
}

impl Severity {
    /// As it is written in reports.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// How grave a rule's findings are to be, as settings and rule files say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Not looked for at all.
    Off,
    /// Good to know.
    Info,
    /// Should be mended.
    Warning,
    /// Must be mended.
    Error,
}

impl Level {
    /// As it is written in settings and rule files.
    pub fn name(self) -> &'static str {
        self.severity().map_or("off", Severity::name)
    }

    /// The severity of findings; `None` where there are to be none.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Level::Off => None,
            Level::Info => Some(Severity::Info),
            Level::Warning => Some(Severity::Warning),
            Level::Error => Some(Severity::Error),
        }
    }
}

impl From<Severity> for Level {
    fn from(severity: Severity) -> Level {
        match severity {
            Severity::Info => Level::Info,
            Severity::Warning => Level::Warning,
            Severity::Error => Level::Error,
        }
    }
}

/// Something that should be mended. What a rule says alike each time is shared: a folder may have many findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// `tone/no-blame`
    pub rule: Arc<str>,
    /// How grave it is.
    pub severity: Severity,
    /// What is wrong, in one line, in the user's language.
    pub message: String,
    /// What to do, in the user's language.
    pub help: Arc<str>,
    /// A sentence to add, in the letter's language.
    pub offer: Option<String>,
    /// Bytes of the original that are marked; empty at the place where something would be added.
    pub span: Range<usize>,
    /// What would mend it.
    pub fixes: Vec<Fix>,
    /// The guides that the rule comes from.
    pub guides: Arc<[Guide]>,
}

impl Finding {
    /// The order in which findings are shown: that of the letter.
    pub fn by_place(a: &Finding, b: &Finding) -> std::cmp::Ordering {
        (a.span.start, a.span.end, &a.rule).cmp(&(b.span.start, b.span.end, &b.rule))
    }
}

/// A guide to writing such letters, from which rules are drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guide {
    /// Its number: `003`.
    pub id: String,
    /// What it is called.
    pub title: String,
}

/// Changes that mend a finding together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// How sure it is.
    pub applicability: Applicability,
    /// The changes, which do not overlap.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// Replaces the bytes `span` of the original by `text`, which is sure.
    pub fn sure(span: Range<usize>, text: &str) -> Fix {
        let edits = vec![Edit { span, text: text.to_owned() }];
        Fix { applicability: Applicability::MachineApplicable, edits }
    }
}

/// Replaces the bytes of the original in `span` by `text`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Bytes of the original; empty to insert.
    pub span: Range<usize>,
    /// What stands there afterwards.
    pub text: String,
}

/// How sure a fix is, in rustc's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applicability {
    /// Sure.
    MachineApplicable,
    /// The text holds placeholders that the writer has to fill in.
    HasPlaceholders,
    /// Good, but perhaps not what the writer means.
    MaybeIncorrect,
}

impl Applicability {
    /// As it is written in reports.
    pub fn name(self) -> &'static str {
        match self {
            Applicability::MachineApplicable => "machine-applicable",
            Applicability::HasPlaceholders => "has-placeholders",
            Applicability::MaybeIncorrect => "maybe-incorrect",
        }
    }
}

/// An element that a rule requires.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Required {
    /// `disengagement/includes-thanks`
    pub rule: Arc<str>,
    /// The rule as an instruction: "Thank the client".
    pub title: Arc<str>,
    /// Bytes of the original that are the evidence for it; `None` where it is missing.
    pub evidence: Option<Range<usize>>,
}

/// All that a letter's check came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// What should be mended, in the order of the letter.
    pub findings: Vec<Finding>,
    /// What is required, in the order of the rules.
    pub required: Vec<Required>,
    /// The end that the letter names, as it was understood.
    pub end: Option<End>,
    /// What was not marked, in the order of the letter; empty unless the settings ask for it.
    pub exemptions: Vec<Exemption>,
}

/// Words that a rule looks for and that it left alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exemption {
    /// `tone/no-blame`
    pub rule: Arc<str>,
    /// Bytes of the original that would have been marked, or counted; empty where something is missing.
    pub span: Range<usize>,
    /// Why they were not.
    pub grounds: Grounds,
    /// Bytes of the original that decided it, where words of the letter did.
    pub by: Option<Range<usize>>,
    /// Whether the words would have been counted for something rather than marked.
    pub is_evidence: bool,
}

impl Exemption {
    /// What hides `finding`.
    pub fn of(finding: &Finding, grounds: Grounds, by: Option<Range<usize>>) -> Exemption {
        Exemption { rule: finding.rule.clone(), span: finding.span.clone(), grounds, by, is_evidence: false }
    }

    /// The order in which exemptions are shown: that of the letter.
    pub fn by_place(a: &Exemption, b: &Exemption) -> std::cmp::Ordering {
        (a.span.start, a.span.end, &a.rule).cmp(&(b.span.start, b.span.end, &b.rule))
    }
}

/// Why words are left alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Grounds {
    /// A negation reaches them.
    Denied,
    /// They stand in a condition.
    Condition,
    /// They follow from a condition.
    FollowsFromCondition,
    /// They begin between quotation marks.
    Quoted,
    /// They run into words between quotation marks.
    RunsIntoQuotation,
    /// They stand in a quoted block.
    QuotedBlock,
    /// A phrase of the rule's `unless` or `unless-sentence` stands beside them.
    Unless,
    /// A graver rule, this one, marks the same words.
    MarkedBy(String),
    /// They belong to what this other rule looks for.
    BelongsTo(String),
    /// They stand in a branch of a template.
    Branch,
    /// A template sends either them or the others.
    Alternative,
    /// The rule allows them so many times.
    Times(usize),
    /// A mark such as "[Action required]" in a subject line.
    SubjectMark,
    /// A heading, or a line that looks like one.
    Heading,
    /// Written in capitals at the head of the letter or below it, too.
    Name,
    /// An acronym that is known.
    Acronym,
    /// Stands for something that is to be filled in.
    Placeholder,
    /// Somebody else, who is named.
    Third,
    /// A comment in the letter suppresses the finding.
    Comment,
    /// The settings suppress it, at this place.
    Settings(String),
    /// The baseline knows it, at this place.
    Baseline(String),
}

/// The day on which a letter ends the relationship.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// Bytes of the original that name it.
    pub span: Range<usize>,
    /// The day, written in the user's language, or why it can't be worked out.
    pub meaning: String,
    /// The notice that it gives, written in the user's language, where the letter's date is known.
    pub notice: Option<String>,
}

/// `no-blame` for `tone/no-blame`.
pub fn without_pack(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}

/// `words` where they are at most `widest` characters long, and else what they begin with.
pub fn shorten(words: &str, widest: usize) -> Cow<'_, str> {
    match words.char_indices().nth(widest) {
        Some((at, _)) => Cow::Owned(format!("{} …", words[..at].trim_end())),
        None => Cow::Borrowed(words),
    }
}
