//! The built-in rules are whole: every phrase compiles, every rule has every language, and judges its own
//! examples as it should.

mod common;

use letterlint::examples;
use letterlint::language::Language;
use letterlint::pack::{Kind, PACKS};

#[test]
fn every_phrase_of_every_language_compiles() {
    if let Err(fault) = common::rules().check() {
        panic!("{fault} at {:?}", fault.span);
    }
}

#[test]
fn every_rule_judges_its_examples_rightly() {
    let outcome = examples::run(common::rules()).expect("rules compile");
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
    for rule in &common::rules().rules {
        let id = rule.id();
        let mut need = |wanted: bool, what: &str| {
            if !wanted {
                gaps.push(format!("{id}: {what}"));
            }
        };
        need(PACKS.contains(&rule.pack.as_str()), "its pack is unknown");
        need(!rule.file.title.is_empty() && rule.file.why.len() > 40, "title and why");
        need(!rule.guides.is_empty(), "its guide");
        for language in Language::ALL {
            let Some(section) = rule.section(language) else {
                need(false, &format!("a section for {language}"));
                continue;
            };
            need(section.bad.len() >= 3 && section.good.len() >= 3, &format!("three bad and three good in {language}"));
            need(!section.help.is_empty() && !section.message.get_ref().is_empty(), &format!("messages in {language}"));
            need(rule.file.kind != Kind::Require || section.offer.is_some(), &format!("an offer in {language}"));
        }
    }
    assert!(gaps.is_empty(), "{}", gaps.join("\n"));
}

#[test]
fn every_register_has_its_offer() {
    let registers =
        [(Language::German, &["sie", "du", "ihr"][..]), (Language::Polish, &["panstwo", "pan", "pani", "ty", "wy"])];
    for rule in common::rules().rules.iter().filter(|rule| rule.file.kind == Kind::Require) {
        for (language, names) in registers {
            let offer = rule.section(language).and_then(|section| section.offer.as_ref()).expect("tested above");
            let mut sentences: Vec<&str> = names.iter().map(|name| offer.for_register(name)).collect();
            assert!(
                sentences.iter().all(|sentence| sentence.ends_with('.')),
                "{} {language}: {sentences:?}",
                rule.id()
            );
            sentences.sort_unstable();
            sentences.dedup();
            assert!(sentences.len() > 1, "{} {language} says the same to everyone: {sentences:?}", rule.id());
        }
    }
}
