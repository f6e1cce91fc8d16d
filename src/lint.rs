//! The one way through. In: the text of a letter, its format, the rules and settings. Out: what the check
//! came to, or why the letter could not be checked.

use thiserror::Error;

use crate::document::{Document, Format};
use crate::engine;
use crate::finding::{Checked, Exemption};
use crate::language::{self, Language};
use crate::letter::Letter;
use crate::locale;
use crate::pack::Rules;
use crate::settings::Settings;
use crate::source::Source;
use crate::suppress::{self, Hidden};

/// A letter that was checked.
#[derive(Debug)]
pub struct Linted {
    /// Its language, found or given.
    pub language: Language,
    /// What was found, without what is suppressed.
    pub checked: Checked,
    /// How many findings are suppressed.
    pub suppressed: usize,
    /// The suppressions of the settings that hid something, by their numbers.
    pub used: Vec<usize>,
}

/// Why a letter can't be checked; said in the language that it holds, the user's.
#[derive(Debug, Error)]
pub enum LintError {
    /// Neither English nor German nor Polish, or too short to tell.
    #[error("{}", locale::words(*.0).unknown_language)]
    UnknownLanguage(Language),
    /// Nothing is written in it.
    #[error("{}", locale::words(*.0).empty_letter)]
    Empty(Language),
}

/// Checks one letter. `language` overrides what the text says; `hidden` is what the settings suppress in it.
///
/// # Errors
/// Where the language can't be told.
pub fn lint(
    source: &Source,
    format: Format,
    language: Option<Language>,
    rules: &Rules,
    settings: &Settings,
    hidden: &[Hidden],
) -> Result<Linted, LintError> {
    let document = Document::parse(source.text(), format);
    let grammars = rules.grammars();
    let texts = document.blocks.iter().map(|block| block.text.as_str());
    let language = language.or_else(|| language::detect(texts, &grammars)).ok_or(match document.blocks.is_empty() {
        true => LintError::Empty(settings.locale),
        false => LintError::UnknownLanguage(settings.locale),
    })?;
    let letter = Letter::read(document, language, &grammars, &settings.letter.placeholder_styles);
    let mut checked = engine::check(&letter, rules, settings);
    let findings = std::mem::take(&mut checked.findings);
    let outcome = suppress::apply(findings, source.text(), &letter.document, language, rules, settings, hidden);
    checked.findings = outcome.findings;
    let suppressed = outcome.hidden.len();
    if settings.exemptions {
        checked.exemptions.extend(outcome.hidden);
        checked.exemptions.sort_by(Exemption::by_place);
    }
    Ok(Linted { language, checked, suppressed, used: outcome.used })
}
