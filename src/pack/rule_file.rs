//! The form of a rule file. In: TOML. Out: [`RuleFile`], checked for what its kind needs.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use toml::Spanned;

use crate::fault::{Fault, TomlFile};
use crate::finding::Severity;
use crate::language::Language;

/// What a rule does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// These words must not be there.
    Forbid,
    /// There must be evidence for this.
    Require,
    /// A measured figure must stay within bounds.
    Limit,
    /// What the letter's dates mean together.
    Date,
    /// The parts of the letter and their order.
    Structure,
}

/// What a rule asks beyond its phrases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", untagged)]
pub enum Check {
    /// Kind [`Kind::Date`].
    Date(DateCheck),
    /// Kind [`Kind::Structure`].
    Structure(StructureCheck),
    /// Kind [`Kind::Limit`].
    Limit(LimitCheck),
    /// Kind [`Kind::Forbid`], where phrases can't say what is forbidden.
    Mark(MarkCheck),
}

/// What a rule asks of the dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateCheck {
    /// Every date can be.
    Valid,
    /// From the letter to the end there is the notice that was agreed.
    Notice,
    /// There is but one end.
    OneEnd,
    /// The end is not before the letter.
    EndAhead,
    /// What `find` marks as a deadline is not after the end.
    DeadlinesBeforeEnd,
}

/// What a rule asks of the parts of the letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StructureCheck {
    /// The salutation names somebody.
    Recipient,
    /// There is a closing formula with a name.
    SignOff,
    /// The sender's address stands above the letter.
    Letterhead,
    /// What the rules in `from` found stands at the beginning of the body.
    Early,
    /// What the rules in `from` found stands in the last paragraph.
    AtClose,
    /// The reader is addressed in one way.
    Address,
}

/// What a rule measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LimitCheck {
    /// Words of the body.
    Words,
    /// Words of each sentence, and the readability of the whole.
    Sentences,
    /// How often `find` was found.
    Times,
}

/// What a rule marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MarkCheck {
    /// Words in capitals and runs of exclamation marks.
    Shouting,
    /// What was to be filled in and was not.
    LeftoverPlaceholder,
    /// Placeholders of a template that are malformed or not declared.
    UnknownPlaceholder,
}

/// What to do with a match that a negation or a condition reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    /// It counts all the same.
    Keep,
    /// It does not count.
    Drop,
    /// It does not count, nor does what follows from the condition.
    DropResult,
}

/// A whole rule file.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RuleFile {
    /// What the rule does.
    pub kind: Kind,
    /// How grave its findings are unless the settings say otherwise.
    pub severity: Severity,
    /// The rule as an instruction: "Do not blame the client".
    pub title: String,
    /// Why, in two or three sentences.
    pub why: String,
    /// The guides that it comes from.
    pub guides: Vec<Spanned<String>>,
    /// Rules that speak in its place where both mark the same words.
    #[serde(default)]
    pub yields_to: Vec<String>,
    /// Where a missing element is added.
    #[serde(default)]
    pub add: Place,
    /// What it asks beyond its phrases.
    pub check: Option<Check>,
    /// The rules whose matches it asks for: those that name the end, for the date rules.
    #[serde(default)]
    pub from: Vec<String>,
    /// The bound of a limit, where the settings say nothing.
    pub limit: Option<usize>,
    /// The setting without which the rule is off.
    pub in_force_with: Option<Circumstance>,
    /// The setting under which what is otherwise required is forbidden.
    pub turned_round_by: Option<Circumstance>,
    /// The whole TOML, to which spans refer.
    #[serde(skip)]
    pub text: String,
    /// English.
    pub en: Option<Section>,
    /// German.
    pub de: Option<Section>,
    /// Polish.
    pub pl: Option<Section>,
}

/// What the settings say of the letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Circumstance {
    /// `contract = true`
    Contract,
    /// `reason = "conduct"`
    ConductReason,
    /// `reason-style = "diplomatic"`
    DiplomaticReason,
}

/// Where in the letter something is added.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
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
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Section {
    /// What a finding says; `{match}` stands for the words found.
    #[serde(alias = "missing")]
    pub message: String,
    /// What to write instead, or what to add.
    pub help: String,
    /// What a finding says in special cases, by the name of the case.
    #[serde(default)]
    pub messages: BTreeMap<String, String>,
    /// Phrases that must not be there, or that are evidence.
    #[serde(alias = "evidence", default)]
    pub find: Vec<Spanned<Entry>>,
    /// Phrases without which the rule is not in force.
    #[serde(default)]
    pub when: Vec<Spanned<Entry>>,
    /// Phrases that cancel a match in their clause.
    #[serde(default)]
    pub unless: Vec<Spanned<String>>,
    /// Phrases that cancel a match in their sentence.
    #[serde(default)]
    pub unless_sentence: Vec<Spanned<String>>,
    /// Parts of the letter in which alone matches count.
    #[serde(default, rename = "in")]
    pub within: Vec<Where>,
    /// Matches that a negation reaches.
    pub when_negated: Option<When>,
    /// Matches inside a condition.
    pub when_hypothetical: Option<When>,
    /// The bound of a limit in this language.
    pub limit: Option<usize>,
    /// The highest LIX that is still easy enough in this language.
    pub lix: Option<usize>,
    /// A sentence to add.
    pub offer: Option<Offer>,
    /// Texts that break the rule.
    #[serde(default)]
    pub bad: Vec<Example>,
    /// Texts that do not.
    #[serde(default)]
    pub good: Vec<Example>,
}

/// A text that a rule is tried on: the body of a letter, or a whole one with its salutation.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum Example {
    /// The text alone.
    Plain(String),
    /// With circumstances.
    Table(ExampleTable),
}

/// A text with circumstances.
#[derive(Debug, Clone, Deserialize)]
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
}

fn once() -> usize {
    1
}

impl Example {
    /// The text with its circumstances.
    pub fn table(&self) -> ExampleTable {
        match self {
            Example::Plain(text) => ExampleTable { text: text.clone(), times: 1, template: false },
            Example::Table(table) => table.clone(),
        }
    }
}

/// One sentence, or one for each way of addressing the reader.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(untagged)]
pub enum Offer {
    /// The same for every reader.
    Plain(String),
    /// By register: `sie`, `du`, `ihr`; `panstwo`, `pan`, `pani`, `ty`, `wy`.
    ByRegister(BTreeMap<String, String>),
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

/// A part of the letter, as rule files name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
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
#[derive(Debug)]
pub enum Entry {
    /// The phrase alone.
    Phrase(String),
    /// With conditions.
    Table(EntryTable),
}

/// By hand, since serde's untagged enums say nothing of an unknown key and know no places.
impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Entry, D::Error> {
        struct EntryVisitor;

        impl<'de> Visitor<'de> for EntryVisitor {
            type Value = Entry;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a phrase, or a table with `find`")
            }

            fn visit_str<E: serde::de::Error>(self, phrase: &str) -> Result<Entry, E> {
                Ok(Entry::Phrase(phrase.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Entry, A::Error> {
                EntryTable::deserialize(MapAccessDeserializer::new(map)).map(Entry::Table)
            }
        }

        deserializer.deserialize_any(EntryVisitor)
    }
}

/// A phrase with conditions.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct EntryTable {
    /// The phrase.
    pub find: Spanned<String>,
    /// One of these must stand in the same sentence.
    #[serde(default)]
    pub with: Vec<Spanned<String>>,
    /// Cancels in the same clause.
    #[serde(default)]
    pub unless: Vec<Spanned<String>>,
    /// Cancels in the same sentence.
    #[serde(default)]
    pub unless_sentence: Vec<Spanned<String>>,
    /// Parts of the letter in which alone it counts.
    #[serde(default, rename = "in")]
    pub within: Vec<Where>,
    /// When a negation reaches it.
    pub when_negated: Option<When>,
    /// When it stands inside a condition.
    pub when_hypothetical: Option<When>,
}

impl RuleFile {
    /// Reads a rule file.
    pub fn parse(source: &TomlFile) -> Result<RuleFile, Fault> {
        let file: RuleFile = toml::from_str(source.text).map_err(|error| Fault::toml(source, &error))?;
        Ok(RuleFile { text: source.text.to_owned(), ..file })
    }

    /// What the file says in `language`.
    pub fn section(&self, language: Language) -> Option<&Section> {
        match language {
            Language::English => self.en.as_ref(),
            Language::German => self.de.as_ref(),
            Language::Polish => self.pl.as_ref(),
        }
    }
}

impl EntryTable {
    /// A phrase without conditions.
    pub fn plain(find: Spanned<String>) -> EntryTable {
        EntryTable {
            find,
            with: Vec::new(),
            unless: Vec::new(),
            unless_sentence: Vec::new(),
            within: Vec::new(),
            when_negated: None,
            when_hypothetical: None,
        }
    }
}
