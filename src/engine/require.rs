//! `require`: there must be evidence. In: the matches of a rule. Out: the evidence, or a finding at the place
//! where what is missing would be added, with a sentence to add.

use std::ops::Range;

use super::judge::Judge;
use crate::document::BlockKind;
use crate::finding::{Applicability, Edit, Finding, Fix, Required};
use crate::letter::{Letter, Part};
use crate::pack::{Place, Role};

/// Takes the longest match as evidence, which says most, and of equals the first; without one a match that implies it,
/// or a sentence that nobody else claims. Otherwise the element is missing.
pub fn check(judge: &Judge) -> (Required, Option<Finding>) {
    let longest = judge.own_matches().iter().rev().max_by_key(|found| found.tokens().len());
    let implied = || judge.rule.implied_by.iter().find_map(|name| judge.matches_of(name).first());
    let evidence = longest.or_else(implied).map(|found| judge.span(found)).or_else(|| unclaimed(judge));
    let required =
        Required { rule: judge.rule.id().clone(), title: judge.rule.title(judge.settings.locale).clone(), evidence };
    let finding = if required.evidence.is_some() { None } else { missing(judge) };
    (required, finding)
}

/// Sentences of fewer words say nothing of their own.
const FEWEST_WORDS: usize = 6;

/// A sentence of the body in which no rule finds anything, with one of the phrases of `unclaimed`; where the rule says
/// `beside` what, in its paragraph or the one before or behind. People explain an end or say what they still do in more
/// ways than phrases can list, but they do it in a sentence of its own.
fn unclaimed(judge: &Judge) -> Option<Range<usize>> {
    let sentences = &judge.letter.sentences;
    let body = |number: &usize| sentences[*number].part == Part::Body;
    let mut named = judge.rule.beside.iter().flat_map(|name| judge.matches_of(name)).map(|found| found.sentence());
    let place = named.find(body).map(|number| sentences[number].paragraph);
    if place.is_none() && !judge.rule.beside.is_empty() {
        return None;
    }
    let says_something = |number: &usize| {
        let sentence = &sentences[*number];
        let is_prose = judge.letter.block_of(sentence).kind == BlockKind::Paragraph;
        let is_beside = place.is_none_or(|place| sentence.paragraph.abs_diff(place) <= 1);
        let is_long = sentence.tokens.len() >= FEWEST_WORDS;
        body(number) && is_prose && is_beside && is_long && !judge.letter.is_question(sentence)
    };
    let claimed = judge.claimed_sentences();
    let mut numbers = judge.sentences_with(Role::Unclaimed);
    let number = numbers.find(|number| !claimed[*number] && says_something(number))?;
    Some(judge.letter.source_range(&sentences[number], 0..sentences[number].tokens.len()))
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
