//! `require`: there must be evidence. In: the matches of a rule. Out: the evidence, or a finding at the place
//! where what is missing would be added, with a sentence to add.

use super::Match;
use crate::finding::{Applicability, Checked, Edit, Finding, Fix, Required};
use crate::letter::{Letter, Part};
use crate::pack::{Place, Rule};
use crate::settings::Settings;

/// Takes the first match as evidence; without one the element is missing.
pub fn check(letter: &Letter, rule: &Rule, matches: &[Match], settings: &Settings, checked: &mut Checked) {
    let words = |found: &Match| letter.source_range(&letter.sentences[found.sentence], found.tokens.clone());
    let evidence = matches.first().map(words);
    checked.required.push(Required { rule: rule.id(), title: rule.file.title.clone(), evidence: evidence.clone() });
    if evidence.is_some() {
        return;
    }
    let Some(section) = rule.section(settings.locale) else {
        return;
    };
    let own = rule.section(letter.language);
    let offer = own.and_then(|own| own.offer.as_ref()).map(|offer| offer.for_register(&letter.register).to_owned());
    let place = place_to_add(letter, rule.file.add);
    checked.findings.push(Finding {
        rule: rule.id(),
        severity: rule.file.severity,
        message: section.message.get_ref().clone(),
        help: section.help.clone(),
        fixes: offer.iter().map(|sentence| insertion(letter, place, sentence)).collect(),
        offer,
        span: place..place,
        guides: rule.guides.clone(),
    });
}

fn insertion(letter: &Letter, place: usize, sentence: &str) -> Fix {
    let newline = letter.document.newline;
    let open = sentence.contains('[');
    Fix {
        applicability: if open { Applicability::HasPlaceholders } else { Applicability::MaybeIncorrect },
        edits: vec![Edit { span: place..place, text: format!("{newline}{newline}{sentence}") }],
    }
}

/// The byte behind the first or the last paragraph of the body; of a letter without a body, its end.
fn place_to_add(letter: &Letter, place: Place) -> usize {
    let body = || letter.sentences.iter().filter(|sentence| sentence.part == Part::Body);
    let paragraph = match place {
        Place::Opening => body().map(|sentence| sentence.paragraph).min(),
        Place::Closing => body().map(|sentence| sentence.paragraph).max(),
    };
    let last = body().filter(|sentence| Some(sentence.paragraph) == paragraph).next_back();
    let last = last.or_else(|| letter.sentences.last());
    last.map_or(letter.document.len, |sentence| letter.end_of(sentence))
}
