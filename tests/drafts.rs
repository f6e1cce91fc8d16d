//! `letterlint new`: a draft of the rules' own sentences passes in template mode without a finding, and each
//! offered sentence, put where it belongs, silences its own finding and makes no other.

mod common;

use std::sync::Arc;

use letterlint::document::Format;
use letterlint::draft::{draft, registers};
use letterlint::finding::Finding;
use letterlint::language::Language;
use letterlint::lint::lint;
use letterlint::settings::Settings;
use letterlint::source::Source;

fn findings(text: &str, language: Language, contract: bool) -> Vec<Finding> {
    let mut settings = Settings { template: true, ..Settings::default() };
    settings.letter.contract = contract;
    let source = Source::new(text.to_owned());
    lint(&source, Format::Plain, Some(language), common::rules(), &settings, &[])
        .expect("the language is given")
        .checked
        .findings
}

fn all() -> impl Iterator<Item = (Language, &'static str)> {
    Language::ALL.into_iter().flat_map(|language| registers(language).map(move |register| (language, register)))
}

#[test]
fn a_draft_has_no_finding_in_any_language_and_register() {
    for (language, register) in all() {
        let text = draft(common::rules(), language, register).expect("a known register");
        let found = findings(&text, language, false);
        assert!(found.is_empty(), "{language} {register}: {found:#?}\n{text}");
    }
}

#[test]
fn every_offered_sentence_silences_its_finding_and_makes_no_other() {
    let mut tried = 0;
    for (language, register) in all() {
        let whole = draft(common::rules(), language, register).expect("a known register");
        for rule in &common::rules().rules {
            let Some(offer) = rule.wording(language).and_then(|wording| wording.offer.as_ref()) else { continue };
            let sentence = offer.for_register(register);
            // Without its sentence the rule must ask for it; with the fix that it offers all must be well.
            let (first, rest) = sentence.split_at(sentence.chars().next().map_or(0, char::len_utf8));
            let begins_the_letter = first.to_lowercase() + rest;
            let without = whole.replacen(sentence, "", 1).replacen(&begins_the_letter, "", 1);
            let before = findings(&without, language, true);
            let Some(own) = before.iter().find(|finding| finding.rule == *rule.id()) else { continue };
            assert_eq!(own.offer.as_deref(), Some(sentence), "{} {language} {register}", rule.id());
            let edit = &own.fixes[0].edits[0];
            let with = format!("{}{}{}", &without[..edit.span.start], edit.text, &without[edit.span.end..]);
            let after = findings(&with, language, true);
            let rules = |findings: &[Finding]| findings.iter().map(|finding| finding.rule.clone()).collect::<Vec<_>>();
            let expected: Vec<Arc<str>> = rules(&before).into_iter().filter(|other| other != rule.id()).collect();
            let new: Vec<Arc<str>> = rules(&after).into_iter().filter(|rule| !expected.contains(rule)).collect();
            assert!(new.is_empty(), "{} {language} {register}: still or newly found {new:?}\n{with}", rule.id());
            tried += 1;
        }
    }
    assert!(tried > 60, "only {tried} offers were tried");
}

#[test]
fn an_unknown_register_is_refused() {
    assert_eq!(draft(common::rules(), Language::English, "sie"), None);
}
