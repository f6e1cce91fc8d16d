//! The one way through. In: the text of a letter, its format, the rules and settings. Out: what the check
//! came to, or why the letter could not be checked.

use thiserror::Error;

use crate::document::{Document, Format};
use crate::engine;
use crate::fault::Fault;
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

/// Why a letter could not be checked.
#[derive(Debug, Error)]
pub enum LintError {
    /// Neither English nor German nor Polish, or too short to tell.
    #[error(
        "can't tell the language: it reads neither as English nor as German nor as Polish; say which with --lang en, de or pl"
    )]
    UnknownLanguage,
    /// A rule file is broken.
    #[error(transparent)]
    Rules(#[from] Box<Fault>),
}

/// Checks one letter. `language` overrides what the text says.
///
/// # Errors
/// Where the language can't be told, or a rule file is broken.
pub fn lint(
    source: &Source,
    format: Format,
    language: Option<Language>,
    rules: &Rules,
    settings: &Settings,
) -> Result<Linted, LintError> {
    let document = Document::parse(source.text(), format);
    let grammars = rules.grammars();
    let texts = document.blocks.iter().map(|block| block.text.as_str());
    let language = language.or_else(|| language::detect(texts, &grammars)).ok_or(LintError::UnknownLanguage)?;
    let letter = Letter::read(document, language, &grammars);
    let checked = engine::check(&letter, rules, settings).map_err(Box::new)?;
    Ok(Linted { language, checked })
}
