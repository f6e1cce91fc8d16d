//! `require`: there must be evidence. In: the matches of a rule. Out: the evidence, or a finding at the place
//! where what is missing would be added, with a sentence to add.

use super::judge::Judge;
use crate::finding::{Applicability, Edit, Finding, Fix, Required};
use crate::letter::{Letter, Part};
use crate::pack::Place;

/// Takes the longest match as evidence, which says most, and of equals the first; without one the element is
/// missing.
pub fn check(judge: &Judge) -> (Required, Option<Finding>) {
    let longest = judge.own_matches().iter().rev().max_by_key(|found| found.tokens().len());
    let evidence = longest.map(|found| judge.span(found));
    let required =
        Required { rule: judge.rule.id().clone(), title: judge.rule.title(judge.settings.locale).clone(), evidence };
    let finding = if required.evidence.is_some() { None } else { missing(judge) };
    (required, finding)
}

/// The finding that the element is not there, with a sentence to add.
pub fn missing(judge: &Judge) -> Option<Finding> {
    let letter = judge.letter;
    let place = place_to_add(letter, judge.rule.add);
    let own = judge.rule.wording(letter.language);
    let offer = own.and_then(|own| own.offer.as_ref()).map(|offer| offer.for_register(&letter.register).to_owned());
    let finding = judge.finding("", place..place, &[])?;
    Some(Finding { fixes: offer.iter().map(|sentence| insertion(letter, place, sentence)).collect(), offer, ..finding })
}

fn insertion(letter: &Letter, place: usize, sentence: &str) -> Fix {
    let newline = letter.document.newline;
    let open = sentence.contains('[');
    Fix {
        applicability: if open { Applicability::HasPlaceholders } else { Applicability::MaybeIncorrect },
        edits: vec![Edit { span: place..place, text: format!("{newline}{newline}{sentence}") }],
    }
}

/// The byte behind the paragraph of the body at which something is added; of a letter without a body, its end.
fn place_to_add(letter: &Letter, place: Place) -> usize {
    let body = || letter.sentences.iter().filter(|sentence| sentence.part == Part::Body);
    let last = body().map(|sentence| sentence.paragraph).max().unwrap_or(0);
    let paragraph = match place {
        Place::Opening => 0,
        Place::Middle => last.saturating_sub(1),
        Place::Closing => last,
    };
    let behind = body().rfind(|sentence| sentence.paragraph == paragraph).or_else(|| letter.sentences.last());
    behind.map_or(letter.document.len, |sentence| letter.end_of(sentence))
}
