//! Settings, as a file, as front matter, and a baseline: read, or refused at a place; shown, they read as before.

use std::fmt::Debug;

use letterlint::document::Format;
use letterlint::fault::TomlFile;
use letterlint::settings::shown::Origins;
use letterlint::settings::{Keys, Settings, front_matter};
use letterlint::source::Source;
use letterlint::suppress::baseline::Baseline;
use toml::de::DeTable;

use super::{built_in_rules, fault, is_true, lint_somehow};

const LETTER: &str = "1 May 2026\n\nDear Ms Hale,\n\nYou failed to pay!!! Our contract ends on 31 May 2026, {{client_name}}. \
                      Sorry, sorry.\n\nKind regards\nAnn Lee\n";

/// Settings of any bytes.
pub fn settings(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    as_file(&text);
    as_front_matter(&text);
    as_baseline(&text);
}

fn as_file(text: &str) {
    let file = TomlFile { path: "letterlint.toml", text };
    match Settings::parse(&file) {
        Err(found) => fault::is_told_well(&found, text),
        Ok(settings) => {
            let source = Source::new(LETTER.to_owned());
            let linted = lint_somehow(&source, Format::Markdown, built_in_rules(), &settings);
            is_true(LETTER, Format::Markdown, &linted.checked, built_in_rules());
            are_shown(&file, &settings);
        }
    }
}

/// `--show-settings` writes what is in force as TOML that says the same.
pub fn are_shown(file: &TomlFile, settings: &Settings) {
    let mut origins = Origins::default();
    origins.add(DeTable::parse(file.text).expect("it was read").get_ref(), file, "");
    let shown: String = origins.shown().iter().map(|one| format!("{} = {}\n", one.key, one.value)).collect();
    let again = Settings::parse(&TomlFile { path: "shown.toml", text: &shown });
    same(&again.unwrap_or_else(|fault| panic!("{fault}:\n{shown}")), settings);
}

fn same(one: &impl Debug, other: &impl Debug) {
    assert_eq!(format!("{one:?}"), format!("{other:?}"));
}

fn as_front_matter(text: &str) {
    for letter in [format!("---\n{text}\n---\n{LETTER}"), format!("+++\n{text}\n+++\n{LETTER}"), text.to_owned()] {
        match front_matter::read(&TomlFile { path: "letter.md", text: &letter }) {
            Err(found) => fault::is_told_well(&found, &letter),
            Ok(None) => {}
            Ok(Some(own)) => Settings::default().apply(&Keys::from(&own)),
        }
    }
}

fn as_baseline(text: &str) {
    match Baseline::parse(&TomlFile { path: "baseline.toml", text }) {
        Err(found) => fault::is_told_well(&found, text),
        Ok(baseline) => {
            let written = baseline.to_toml();
            let again = Baseline::parse(&TomlFile { path: "baseline.toml", text: &written });
            assert_eq!(again.unwrap_or_else(|fault| panic!("{fault}:\n{written}")).to_toml(), written);
        }
    }
}
