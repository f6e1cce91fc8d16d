//! A phrase in a rule file, and when it counts.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use super::text_or_table;

/// A part of the letter, as rule files name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Where {
    /// The subject line.
    Subject,
    /// The first paragraph of the body.
    Opening,
    /// The body.
    Body,
    /// The last paragraph of the body.
    Closing,
    /// The postscript.
    Postscript,
}

/// A phrase, alone or with conditions of its own.
#[derive(Debug, JsonSchema)]
#[schemars(untagged)]
pub enum Entry {
    /// The phrase alone.
    Phrase(String),
    /// With conditions.
    Table(EntryTable),
}

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Entry, D::Error> {
        text_or_table::read(deserializer, "a phrase, or a table with `find`", Entry::Phrase, Entry::Table)
    }
}

/// A phrase with conditions.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct EntryTable {
    /// The phrase.
    #[schemars(with = "String")]
    pub find: Spanned<String>,
    /// One of these must stand in the same sentence.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub with: Vec<Spanned<String>>,
    /// One of these must stand above the list or table in which the phrase stands: in its heading, or in the sentence
    /// that leads up to it.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub under: Vec<Spanned<String>>,
    /// Cancels in the same clause.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub unless: Vec<Spanned<String>>,
    /// Cancels in the same sentence.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub unless_sentence: Vec<Spanned<String>>,
    /// Parts of the letter in which alone it counts.
    #[serde(default, rename = "in")]
    pub within: Vec<Where>,
    /// When a negation reaches it.
    pub when_negated: Option<When>,
    /// When it stands inside a condition.
    pub when_hypothetical: Option<When>,
}

impl EntryTable {
    /// A phrase without conditions.
    pub fn plain(find: Spanned<String>) -> EntryTable {
        EntryTable {
            find,
            with: Vec::new(),
            under: Vec::new(),
            unless: Vec::new(),
            unless_sentence: Vec::new(),
            within: Vec::new(),
            when_negated: None,
            when_hypothetical: None,
        }
    }
}

/// What to do with a match that a negation or a condition reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    /// It counts all the same.
    Keep,
    /// It does not count.
    Drop,
    /// It does not count, nor does what follows from the condition.
    DropResult,
}
