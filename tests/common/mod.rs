//! What several tests need.
#![allow(dead_code)] // each test file uses its part of this

use std::sync::OnceLock;

use letterlint::built_in;
use letterlint::document::Format;
use letterlint::finding::Checked;
use letterlint::language::Language;
use letterlint::lint::lint;
use letterlint::pack::Rules;
use letterlint::settings::Settings;
use letterlint::source::Source;

/// The built-in rules, read once.
pub fn rules() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(built_in::rules)
}

/// Checks `text` with all packs.
pub fn check(text: &str, format: Format, language: Option<Language>) -> Checked {
    let source = Source::new(text.to_owned());
    lint(&source, format, language, rules(), &Settings::default(), &[]).expect("the letter can be checked").checked
}

/// What `rule` (without its pack) marks in `text`.
pub fn marked<'t>(text: &'t str, format: Format, language: Language, rule: &str) -> Vec<&'t str> {
    let checked = check(text, format, Some(language));
    let own = checked.findings.into_iter().filter(|finding| finding.rule.ends_with(&format!("/{rule}")));
    own.map(|finding| &text[finding.span]).collect()
}
