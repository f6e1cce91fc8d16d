//! What fuzzing found once, and the inputs that it starts from, hold what every input must; so do settings of any shape.

mod common;
mod invariants;

use std::fs;
use std::path::Path;

use letterlint::fault::TomlFile;
use letterlint::language::Language;
use letterlint::settings::Settings;
use proptest::prelude::*;

#[test]
fn inputs_of_the_fuzz_targets_hold_what_all_must() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (name, target) in invariants::TARGETS {
        let mut count = 0;
        for folder in ["fuzz/seeds", "fixtures/fuzz"] {
            let Ok(inputs) = fs::read_dir(root.join(folder).join(name)) else { continue };
            for path in inputs.map(|input| input.unwrap().path()) {
                eprintln!("{}", path.display()); // shown where it fails
                target(&fs::read(&path).unwrap());
                count += 1;
            }
        }
        assert!(count > 0, "there is no input for {name}");
        assert!(root.join("fuzz/fuzz_targets").join(name).with_extension("rs").is_file(), "{name} has no target");
    }
}

#[test]
fn labelled_letters_are_judged_alike_in_all_spellings() {
    let mut count = 0;
    for language in Language::ALL {
        for path in common::labelled_letters(language).iter().step_by(8) {
            eprintln!("{}", path.display()); // shown where it fails
            invariants::differential(&fs::read(path).unwrap());
            count += 1;
        }
    }
    assert!(count > 100, "only {count} letters");
}

/// A string as TOML writes it.
fn toml(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// One line of settings that may be set or not, with a value of its kind.
fn line(line: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    prop::option::of(line).prop_map(|line| line.map(|line| line + "\n").unwrap_or_default())
}

fn one_of(key: &'static str, values: &'static [&'static str]) -> impl Strategy<Value = String> {
    line(prop::sample::select(values).prop_map(move |value| format!("{key} = {value}")))
}

fn list(key: &'static str) -> impl Strategy<Value = String> {
    let values = prop::collection::vec("(?s).{0,5}", 1..3);
    line(
        values.prop_map(move |values| {
            format!("{key} = [{}]", values.iter().map(|v| toml(v)).collect::<Vec<_>>().join(", "))
        }),
    )
}

/// Severities and figures of rules, whose names may be any.
fn rules() -> impl Strategy<Value = String> {
    let level = prop::sample::select(&["\"error\"", "\"info\"", "\"off\""][..]).prop_map(str::to_owned);
    let figures = (0usize..1000).prop_map(|words| format!("{{ severity = \"warning\", words = {words}, times = 2 }}"));
    let rule = ("[a-z\"\\\\. -]{1,6}", prop_oneof![level, figures]);
    let of = |rules: std::collections::BTreeMap<String, String>| {
        rules.into_iter().map(|(name, set)| format!("{name:?} = {set}\n")).collect::<String>()
    };
    prop::collection::btree_map(rule.0, rule.1, 0..3).prop_map(of)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn settings_that_are_shown_are_those_that_were_read(
        above in (
            list("packs"),
            one_of("error-on", &["\"error\"", "\"warning\"", "\"info\""]),
            one_of("template", &["true", "false"]),
            one_of("today", &["\"none\"", "\"2026-05-31\"", "\"2024-02-29\""]),
        ),
        letter in (
            one_of("notice", &["\"14 days\"", "\"6 weeks to quarter-end\"", "\"1 month\""]),
            one_of("contract", &["true", "false"]),
            one_of("letterhead", &["\"printed\"", "\"written\""]),
            one_of("reason", &["\"business\"", "\"conduct\""]),
            one_of("reason-style", &["\"direct\"", "\"diplomatic\""]),
            list("placeholders"),
            one_of("placeholder-styles", &["['<% %>']", "[\"'' ''\", '\\ \\']"]),
        ),
        rules in rules(),
    ) {
        let letter = [letter.0, letter.1, letter.2, letter.3, letter.4, letter.5, letter.6].concat();
        let text = format!("{}{}{}{}[letter]\n{letter}[rules]\n{rules}", above.0, above.1, above.2, above.3);
        let file = TomlFile { path: "letterlint.toml", text: &text };
        let settings = Settings::parse(&file);
        prop_assume!(settings.is_ok()); // a rule may be called like a setting
        invariants::settings::are_shown(&file, &settings.unwrap());
    }
}
