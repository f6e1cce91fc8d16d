//! The form of the files of a pack. In: TOML. Out: [`PackFile`]: a rule, or changes to a rule of another pack.

mod change;
mod entry;
mod example;
mod rule;
pub mod sound;
mod text_or_table;

use serde::Deserialize;
use toml::Spanned;
use toml::de::DeTable;

use super::kind::Kind;
use crate::fault::{Fault, TomlFile};
pub use change::{ChangeFile, ChangeSection};
pub use entry::{Entry, EntryTable, When, Where};
pub use example::{Example, ExampleTable, Offer};
pub use rule::{Circumstance, Place, RuleFile, Section};

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
