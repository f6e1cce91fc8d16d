//! What house rules change in a rule of another pack.

use std::ops::Range;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::entry::Entry;
use super::example::{Example, Offer};
use super::{Phrases, add_other_names};
use crate::finding::Level;
use crate::language::Language;

/// Changes to a rule of another pack: what is said here takes the place of what its own file says, and phrases
/// and examples are added to its own.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ChangeFile {
    /// The rule, with or without its pack: `tone/no-blame`.
    #[schemars(with = "String")]
    pub changes: Spanned<String>,
    /// How grave its findings are; `off` switches it off.
    pub severity: Option<Level>,
    /// The rule as an instruction.
    pub title: Option<String>,
    /// Why, in two or three sentences.
    pub why: Option<String>,
    /// The bound of a limit.
    #[schemars(with = "Option<usize>")]
    pub limit: Option<Spanned<usize>>,
    /// English.
    #[schemars(with = "Option<ChangeSection>")]
    pub en: Option<Spanned<ChangeSection>>,
    /// German.
    #[schemars(with = "Option<ChangeSection>")]
    pub de: Option<Spanned<ChangeSection>>,
    /// Polish.
    #[schemars(with = "Option<ChangeSection>")]
    pub pl: Option<Spanned<ChangeSection>>,
}

/// What changes in one language.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(transform = add_other_names)]
pub struct ChangeSection {
    /// The rule as an instruction, in this language.
    pub title: Option<String>,
    /// Why, in this language.
    pub why: Option<String>,
    /// What a finding says.
    #[serde(alias = "missing")]
    #[schemars(with = "Option<String>")]
    pub message: Option<Spanned<String>>,
    /// What to write instead, or what to add.
    pub help: Option<String>,
    /// A sentence to add.
    pub offer: Option<Offer>,
    /// The bound of a limit in this language.
    #[schemars(with = "Option<usize>")]
    pub limit: Option<Spanned<usize>>,
    /// Further phrases that must not be there, or that are evidence.
    #[serde(alias = "evidence", default)]
    #[schemars(with = "Vec<Entry>")]
    pub find: Vec<Spanned<Entry>>,
    /// Further phrases that cancel a match in their clause, of the rule's own phrases too.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub unless: Vec<Spanned<String>>,
    /// Further phrases that cancel a match in their sentence.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub unless_sentence: Vec<Spanned<String>>,
    /// Further texts that break the rule.
    #[serde(default)]
    pub bad: Vec<Example>,
    /// Further texts that do not.
    #[serde(default)]
    pub good: Vec<Example>,
}

impl ChangeFile {
    /// What changes in `language`.
    pub fn section(&self, language: Language) -> Option<&ChangeSection> {
        self.spoken(language).map(Spanned::get_ref)
    }

    /// Where the section of `language` begins.
    pub fn section_place(&self, language: Language) -> Option<Range<usize>> {
        self.spoken(language).map(Spanned::span)
    }

    fn spoken(&self, language: Language) -> Option<&Spanned<ChangeSection>> {
        [&self.en, &self.de, &self.pl][language as usize].as_ref()
    }

    /// The phrases that are added in `language`.
    pub fn phrases(&self, language: Language) -> Option<Phrases<'_>> {
        self.section(language).map(|section| Phrases {
            find: &section.find,
            in_endings: &[],
            unclaimed: &[],
            when: &[],
            unless: &section.unless,
            unless_sentence: &section.unless_sentence,
        })
    }
}
