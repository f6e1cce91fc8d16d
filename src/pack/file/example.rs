//! Texts in a rule file: those that the rule is tried on, and the sentence that it offers.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use super::text_or_table;

/// A text that a rule is tried on: the body of a letter, or a whole one with its salutation.
#[derive(Debug, Clone, JsonSchema)]
#[schemars(untagged)]
pub enum Example {
    /// The text alone.
    Plain(String),
    /// With circumstances.
    Table(ExampleTable),
}

/// A text with circumstances.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ExampleTable {
    /// The text.
    pub text: String,
    /// How often it stands in the letter.
    #[serde(default = "once")]
    pub times: usize,
    /// Whether the letter is a template.
    #[serde(default)]
    pub template: bool,
    /// Whether the letter is Markdown, not plain text.
    #[serde(default)]
    pub markdown: bool,
    /// Whether the letter ends something; for `bad` examples of phrases that count only there.
    #[serde(default)]
    pub ending: bool,
}

fn once() -> usize {
    1
}

impl<'de> Deserialize<'de> for Example {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Example, D::Error> {
        text_or_table::read(deserializer, "a text, or a table with `text`", Example::Plain, Example::Table)
    }
}

impl Example {
    /// The text alone.
    pub fn text(&self) -> &str {
        match self {
            Example::Plain(text) => text,
            Example::Table(table) => &table.text,
        }
    }

    /// The text with its circumstances.
    pub fn table(&self) -> ExampleTable {
        match self {
            Example::Plain(text) => {
                ExampleTable { text: text.clone(), times: 1, template: false, markdown: false, ending: false }
            }
            Example::Table(table) => table.clone(),
        }
    }
}

/// One sentence, or one for each way of addressing the reader.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Offer {
    /// The same for every reader.
    Plain(String),
    /// By register: `sie`, `du`, `ihr`; `panstwo`, `pan`, `pani`, `ty`, `wy`.
    ByRegister(BTreeMap<String, String>),
}

impl<'de> Deserialize<'de> for Offer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Offer, D::Error> {
        text_or_table::read(deserializer, "a sentence, or a table of them", Offer::Plain, Offer::ByRegister)
    }
}

impl Offer {
    /// The sentence for a reader who is addressed so; for an unknown register any.
    pub fn for_register(&self, register: &str) -> &str {
        match self {
            Offer::Plain(sentence) => sentence,
            Offer::ByRegister(sentences) => {
                sentences.get(register).or_else(|| sentences.values().next()).map_or("", String::as_str)
            }
        }
    }
}
