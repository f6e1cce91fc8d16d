//! The built-in rules are whole: every phrase compiles, every rule has every language, and judges its own
//! examples as it should.

mod common;

use std::collections::BTreeSet;
use std::sync::OnceLock;

use letterlint::built_in;
use letterlint::catalogue;
use letterlint::document::Format;
use letterlint::examples;
use letterlint::finding::Level;
use letterlint::language::Language;
use letterlint::pack::{Kind, Offer, PACKS, Rules};

/// Every way of addressing a reader.
const REGISTERS: [(Language, &str); 9] = [
    (Language::English, ""),
    (Language::German, "sie"),
    (Language::German, "du"),
    (Language::German, "ihr"),
    (Language::Polish, "panstwo"),
    (Language::Polish, "pan"),
    (Language::Polish, "pani"),
    (Language::Polish, "ty"),
    (Language::Polish, "wy"),
];

/// The rules with their examples, which the built-in ones leave out.
fn rules() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(|| Rules::read(built_in::SOURCES, &[]).expect("the build script has read them"))
}

#[test]
fn the_built_in_rules_are_those_of_the_files() {
    let names = |rules: &Rules| rules.rules.iter().map(|rule| rule.id().clone()).collect::<Vec<_>>();
    assert_eq!(names(common::rules()), names(rules()));
    for (built_in, read) in common::rules().languages.iter().zip(&rules().languages) {
        assert!(built_in.programs[0].bytes() == read.programs[0].bytes(), "{}", read.language);
    }
}

#[test]
fn every_rule_judges_its_examples_rightly() {
    let outcome = examples::run(rules(), None);
    let wrong: Vec<_> = outcome
        .wrong
        .iter()
        .map(|wrong| {
            format!("{} [{}] {:?}: {} ({:?})", wrong.rule, wrong.language, wrong.failure, wrong.text, wrong.marked)
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {} examples:\n{}", wrong.len(), outcome.run, wrong.join("\n"));
}

#[test]
fn every_rule_is_complete_in_every_language() {
    let mut gaps = Vec::new();
    for rule in &rules().rules {
        let id = rule.id();
        let mut need = |wanted: bool, what: &str| {
            if !wanted {
                gaps.push(format!("{id}: {what}"));
            }
        };
        need(PACKS.contains(&rule.pack.as_str()), "its pack is unknown");

        need(!rule.guides.is_empty(), "its guide");
        need(rule.severity != Level::Off, "it is switched off");
        for language in Language::ALL {
            let translated = language == Language::English || rule.title(language) != rule.title(Language::English);
            need(translated && rule.why(language).len() > 40, &format!("title and why in {language}"));
            let Some(section) = rule.wording(language) else {
                need(false, &format!("a section for {language}"));
                continue;
            };
            need(section.bad.len() >= 3 && section.good.len() >= 3, &format!("three bad and three good in {language}"));
            need(!section.help.is_empty() && !section.message.is_empty(), &format!("messages in {language}"));
            need(rule.kind != Kind::Require || section.offer.is_some(), &format!("an offer in {language}"));
        }
    }
    assert!(gaps.is_empty(), "{}", gaps.join("\n"));
}

/// The names in braces of a message: `{match}`.
fn names(message: &str) -> BTreeSet<&str> {
    message.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

#[test]
fn messages_say_the_same_in_every_language() {
    for rule in &rules().rules {
        let [english, others @ ..] = Language::ALL.map(|language| rule.wording(language).expect("tested above"));
        for other in others {
            assert!(english.messages.keys().eq(other.messages.keys()), "{}: other cases", rule.id());
            let pairs = english.messages.iter().map(|(case, message)| (message, &other.messages[case]));
            for (english, other) in pairs.chain([(&english.message, &other.message)]) {
                assert_eq!(names(english), names(other), "{}: {english} / {other}", rule.id());
            }
        }
    }
}

#[test]
fn messages_and_help_go_on_behind_a_colon() {
    for rule in &rules().rules {
        for wording in Language::ALL.iter().filter_map(|language| rule.wording(*language)) {
            for said in wording.messages.values().chain([&wording.message, &wording.help]) {
                let small = !said.starts_with(char::is_uppercase);
                assert!(small && !said.ends_with('.'), "{}: {said}", rule.id());
            }
        }
    }
}

#[test]
fn every_offer_is_a_sentence_in_every_register() {
    for rule in rules().rules.iter().filter(|rule| rule.kind == Kind::Require) {
        for (language, register) in REGISTERS {
            let offer = rule.wording(language).and_then(|wording| wording.offer.as_ref()).expect("tested above");
            let sentence = offer.for_register(register);
            let whole =
                sentence.ends_with(['.', '!']) && sentence.chars().next().is_some_and(|c| c.is_uppercase() || c == '[');
            assert!(whole, "{} {language} {register}: {sentence:?}", rule.id());
            if let Offer::ByRegister(sentences) = offer {
                assert!(sentences.contains_key(register), "{} {language} has no sentence for {register}", rule.id());
            }
        }
    }
}

#[test]
fn the_page_about_the_rules_is_in_step() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/rules.md");
    let made = catalogue::markdown(rules());
    if std::env::var_os("LETTERLINT_WRITE_DOCS").is_some() {
        std::fs::write(path, &made).unwrap();
    }
    let page = std::fs::read_to_string(path).unwrap_or_default();
    assert!(page == made, "docs/rules.md is out of step: LETTERLINT_WRITE_DOCS=1 cargo test --test rules writes it");
}

#[test]
fn a_run_of_marks_is_one_finding() {
    let text =
        "Dear Ms Hale,\n\nOur work ends on 31 May. Thank you for all of it. It was a joy!!\n\nKind regards\nAnn Lee\n";
    let marked = common::marked(text, Format::Plain, Language::English, "no-shouting");
    assert_eq!(marked, ["!!"], "the sentences before it have no part in it");
}
