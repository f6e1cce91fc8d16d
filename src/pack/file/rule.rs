//! A rule as its file says it.

use std::collections::BTreeMap;
use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::entry::{Entry, When, Where};
use super::example::{Example, Offer};
use super::{Phrases, add_other_names};
use crate::finding::Level;
use crate::language::Language;
use crate::pack::kind::{Check, Kind};

/// A whole rule file.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RuleFile {
    /// What the rule does.
    #[schemars(with = "Kind")]
    pub kind: Spanned<Kind>,
    /// How grave its findings are unless the settings say otherwise.
    pub severity: Level,
    /// The rule as an instruction: "Do not blame the client". In English; `title` and `why` may stand in a language's
    /// section as well.
    pub title: String,
    /// Why, in two or three sentences.
    #[serde(default)]
    pub why: String,
    /// The guides that it comes from, as `guides.toml` calls them.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub guides: Vec<Spanned<String>>,
    /// Rules that speak in its place where both mark the same words.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub yields_to: Vec<Spanned<String>>,
    /// Where a missing element is added.
    #[serde(default)]
    pub add: Place,
    /// What it asks beyond its phrases.
    #[schemars(with = "Option<Check>")]
    pub check: Option<Spanned<Check>>,
    /// The rules whose matches it asks for: those that name the end, for the date rules.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub from: Vec<Spanned<String>>,
    /// The rules whose matches hold dates of something else: the day of the talk is not the end.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub apart_from: Vec<Spanned<String>>,
    /// Rules beside whose matches alone `unclaimed` holds: in their paragraph and in those before and behind it.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub beside: Vec<Spanned<String>>,
    /// Rules whose matches are evidence, too.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub implied_by: Vec<Spanned<String>>,
    /// The bound of a limit, where the settings say nothing.
    #[schemars(with = "Option<usize>")]
    pub limit: Option<Spanned<usize>>,
    /// The setting without which the rule is off.
    pub in_force_with: Option<Circumstance>,
    /// The setting under which what is otherwise required is forbidden.
    pub turned_round_by: Option<Circumstance>,
    /// English.
    #[schemars(with = "Option<Section>")]
    pub en: Option<Spanned<Section>>,
    /// German.
    #[schemars(with = "Option<Section>")]
    pub de: Option<Spanned<Section>>,
    /// Polish.
    #[schemars(with = "Option<Section>")]
    pub pl: Option<Spanned<Section>>,
}

/// What the settings say of the letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Circumstance {
    /// `contract = true`
    Contract,
    /// `reason = "conduct"`
    ConductReason,
    /// `reason-style = "diplomatic"`
    DiplomaticReason,
    /// The pack of letters that end a relationship, or words of the letter for which the rule waits.
    Ending,
}

/// Where in the letter something is added.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// Behind the first paragraph.
    Opening,
    /// Before the last paragraph, so that the letter still ends as it did.
    #[default]
    Middle,
    /// Behind the last paragraph.
    Closing,
}

/// What a rule is in one language.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(transform = add_other_names)]
pub struct Section {
    /// The rule as an instruction, in this language.
    pub title: Option<String>,
    /// Why, in this language.
    pub why: Option<String>,
    /// What a finding says; `{match}` stands for the words found.
    #[serde(alias = "missing")]
    #[schemars(with = "String")]
    pub message: Spanned<String>,
    /// What to write instead, or what to add.
    pub help: String,
    /// What a finding says in special cases, by the name of the case.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, String>")]
    pub messages: BTreeMap<String, Spanned<String>>,
    /// Phrases that must not be there, or that are evidence.
    #[serde(alias = "evidence")]
    #[schemars(with = "Option<Vec<Entry>>")]
    pub find: Option<Spanned<Vec<Spanned<Entry>>>>,
    /// Phrases that are looked for, too, but in letters that end something alone: elsewhere their words are too often
    /// innocent.
    #[serde(default)]
    #[schemars(with = "Vec<Entry>")]
    pub in_endings: Vec<Spanned<Entry>>,
    /// Phrases that are evidence in sentences of the body in which no rule finds anything.
    #[serde(default)]
    #[schemars(with = "Vec<Entry>")]
    pub unclaimed: Vec<Spanned<Entry>>,
    /// Phrases without which the rule is not in force.
    #[serde(default)]
    #[schemars(with = "Vec<Entry>")]
    pub when: Vec<Spanned<Entry>>,
    /// Phrases that cancel a match in their clause.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub unless: Vec<Spanned<String>>,
    /// Phrases that cancel a match in their sentence.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub unless_sentence: Vec<Spanned<String>>,
    /// Parts of the letter in which alone matches count.
    #[serde(default, rename = "in")]
    pub within: Vec<Where>,
    /// Matches that a negation reaches.
    pub when_negated: Option<When>,
    /// Matches inside a condition.
    pub when_hypothetical: Option<When>,
    /// The bound of a limit in this language.
    #[schemars(with = "Option<usize>")]
    pub limit: Option<Spanned<usize>>,
    /// The highest LIX that is still easy enough in this language.
    #[schemars(with = "Option<usize>")]
    pub lix: Option<Spanned<usize>>,
    /// A sentence to add.
    pub offer: Option<Offer>,
    /// Texts that break the rule.
    #[serde(default)]
    pub bad: Vec<Example>,
    /// Texts that do not.
    #[serde(default)]
    pub good: Vec<Example>,
}

impl RuleFile {
    /// What the file says in `language`.
    pub fn section(&self, language: Language) -> Option<&Section> {
        self.spoken(language).map(Spanned::get_ref)
    }

    /// Where the section of `language` begins.
    pub fn section_place(&self, language: Language) -> Option<Range<usize>> {
        self.spoken(language).map(Spanned::span)
    }

    fn spoken(&self, language: Language) -> Option<&Spanned<Section>> {
        [&self.en, &self.de, &self.pl][language as usize].as_ref()
    }

    /// The rules that it names.
    pub fn names(&self) -> impl Iterator<Item = &Spanned<String>> {
        let lists = [&self.yields_to, &self.from, &self.apart_from, &self.beside, &self.implied_by];
        lists.into_iter().flatten()
    }

    /// Its phrases in `language`.
    pub fn phrases(&self, language: Language) -> Option<Phrases<'_>> {
        self.section(language).map(|section| Phrases {
            find: section.find.as_ref().map_or(&[], |find| find.get_ref()),
            in_endings: &section.in_endings,
            unclaimed: &section.unclaimed,
            when: &section.when,
            unless: &section.unless,
            unless_sentence: &section.unless_sentence,
        })
    }
}
