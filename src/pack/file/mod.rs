//! The form of the files of a pack. In: TOML. Out: [`PackFile`]: a rule, or changes to a rule of another pack.

use std::collections::BTreeMap;
use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};
use toml::Spanned;
use toml::de::DeTable;

use super::kind::{Check, Kind};
use super::{sound, text_or_table};
use crate::fault::{Fault, TomlFile};
use crate::finding::Level;
use crate::language::Language;

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
    pub message: String,
    /// What to write instead, or what to add.
    pub help: String,
    /// What a finding says in special cases, by the name of the case.
    #[serde(default)]
    pub messages: BTreeMap<String, String>,
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

/// What is required is called `missing` and `evidence` where what is forbidden is `message` and `find`.
fn add_other_names(schema: &mut schemars::Schema) {
    if let Some(properties) = schema.get_mut("properties").and_then(|properties| properties.as_object_mut()) {
        for (name, other) in [("message", "missing"), ("find", "evidence")] {
            let known = properties.get(name).cloned().unwrap_or_default();
            properties.insert(other.to_owned(), known);
        }
    }
    if let Some(required) = schema.get_mut("required").and_then(|required| required.as_array_mut()) {
        required.retain(|name| name != "message");
    }
}

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
    pub message: Option<String>,
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

/// A file of a pack.
#[derive(Debug)]
pub enum PackFile {
    /// A rule.
    Rule(Box<RuleFile>),
    /// Changes to a rule of another pack.
    Change(Box<ChangeFile>),
}

/// The phrases of a file in one language, for the compiler.
pub struct Phrases<'s> {
    /// What is looked for.
    pub find: &'s [Spanned<Entry>],
    /// What is looked for in letters that end something alone.
    pub in_endings: &'s [Spanned<Entry>],
    /// Phrases that are evidence in sentences in which no rule finds anything.
    pub unclaimed: &'s [Spanned<Entry>],
    /// Phrases without which the rule is not in force.
    pub when: &'s [Spanned<Entry>],
    /// Cancel in the same clause.
    pub unless: &'s [Spanned<String>],
    /// Cancel in the same sentence.
    pub unless_sentence: &'s [Spanned<String>],
}

impl PackFile {
    /// Reads a file of a pack.
    ///
    /// # Errors
    /// TOML that can't be read, a key that is unknown or lacks: with the place.
    pub fn parse(source: &TomlFile) -> Result<PackFile, Fault> {
        let table = DeTable::parse(source.text).map_err(|error| Fault::toml(source, &error))?;
        let is_change = table.get_ref().contains_key("changes");
        let kind = table.get_ref().get("kind").and_then(|kind| kind.get_ref().as_str()).map(str::to_owned);
        let deserializer = toml::Deserializer::from(table);
        let read = if is_change {
            ChangeFile::deserialize(deserializer).map(|file| PackFile::Change(Box::new(file)))
        } else {
            RuleFile::deserialize(deserializer).map(|file| PackFile::Rule(Box::new(file)))
        };
        let read = read.map_err(|error| {
            let fault = Fault::toml(source, &error);
            if kind.as_deref() == Some(Kind::Require.name()) { fault.calling("message", "missing") } else { fault }
        })?;
        match &read {
            PackFile::Rule(file) => sound::check(file, source)?,
            PackFile::Change(_) => {}
        }
        Ok(read)
    }
}

impl RuleFile {
    /// What the file says in `language`.
    pub fn section(&self, language: Language) -> Option<&Section> {
        of(language, &self.en, &self.de, &self.pl)
    }

    /// Where the section of `language` begins.
    pub fn section_place(&self, language: Language) -> Option<Range<usize>> {
        place(language, &self.en, &self.de, &self.pl)
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

impl ChangeFile {
    /// What changes in `language`.
    pub fn section(&self, language: Language) -> Option<&ChangeSection> {
        of(language, &self.en, &self.de, &self.pl)
    }

    /// Where the section of `language` begins.
    pub fn section_place(&self, language: Language) -> Option<Range<usize>> {
        place(language, &self.en, &self.de, &self.pl)
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

type Spoken<S> = Option<Spanned<S>>;

fn of<'s, S>(language: Language, en: &'s Spoken<S>, de: &'s Spoken<S>, pl: &'s Spoken<S>) -> Option<&'s S> {
    spoken(language, en, de, pl).map(Spanned::get_ref)
}

fn place<S>(language: Language, en: &Spoken<S>, de: &Spoken<S>, pl: &Spoken<S>) -> Option<Range<usize>> {
    spoken(language, en, de, pl).map(Spanned::span)
}

fn spoken<'s, S>(
    language: Language,
    en: &'s Spoken<S>,
    de: &'s Spoken<S>,
    pl: &'s Spoken<S>,
) -> Option<&'s Spanned<S>> {
    match language {
        Language::English => en,
        Language::German => de,
        Language::Polish => pl,
    }
    .as_ref()
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
