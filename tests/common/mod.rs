//! What several tests need.
#![allow(dead_code)] // each test file uses its part of this

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use letterlint::built_in;
use letterlint::document::Format;
use letterlint::finding::Checked;
use letterlint::language::Language;
use letterlint::lint::lint;
use letterlint::pack::{House, HouseFile, Rules};
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

/// A pack of house rules called "house": the paths of its files inside the pack, and their texts.
pub fn house(files: &[(&str, &str)]) -> House {
    let file = |(inside, text): &(&str, &str)| HouseFile {
        inside: (*inside).to_owned(),
        path: format!("house/{inside}"),
        text: (*text).to_owned(),
    };
    House { name: "house".to_owned(), files: files.iter().map(file).collect(), aside: false }
}

/// The labelled letters of the fixtures in a language, in order.
pub fn labelled_letters(language: Language) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/letters").join(language.code());
    let mut letters: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    letters.retain(|path| path.extension().is_some_and(|extension| extension != "toml"));
    letters.sort();
    letters
}
