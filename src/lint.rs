//! The one way through. In: the text of a letter, its format, the rules and settings. Out: what the check
//! came to, or why the letter could not be checked.

use thiserror::Error;

use crate::document::{Document, Format};
use crate::engine;
use crate::finding::Checked;
use crate::language::{self, Language};
use crate::letter::Letter;
use crate::pack::Rules;
use crate::settings::Settings;
use crate::source::Source;

/// A letter that was checked.
#[derive(Debug)]
pub struct Linted {
    /// Its language, found or given.
    pub language: Language,
    /// What was found.
    pub checked: Checked,
}

/// Neither English nor German nor Polish, or too short to tell.
#[derive(Debug, Error)]
#[error(
    "can't tell the language: it reads neither as English nor as German nor as Polish; say which with --lang en, de or pl"
)]
pub struct UnknownLanguage;

/// Checks one letter. `language` overrides what the text says.
///
/// # Errors
/// Where the language can't be told.
pub fn lint(
    source: &Source,
    format: Format,
    language: Option<Language>,
    rules: &Rules,
    settings: &Settings,
) -> Result<Linted, UnknownLanguage> {
    let document = Document::parse(source.text(), format);
    let grammars = rules.grammars();
    let texts = document.blocks.iter().map(|block| block.text.as_str());
    let language = language.or_else(|| language::detect(texts, &grammars)).ok_or(UnknownLanguage)?;
    let letter = Letter::read(document, language, &grammars);
    Ok(Linted { language, checked: engine::check(&letter, rules, settings) })
}
