//! `structure`: the parts of the letter and their order. In: the letter's anatomy, and what other rules
//! matched. Out: findings where a part is missing, empty or out of place.

use super::judge::Judge;
use super::{address, require};
use crate::document::BlockKind;
use crate::finding::Finding;
use crate::language::{Class, Grammar, Language};
use crate::letter::{Part, Sentence};
use crate::pack::StructureCheck;
use crate::settings::Letterhead;

/// An ending among so many first sentences of the body is early enough, even in a second paragraph.
const EARLY_SENTENCES: usize = 3;
/// German words for groups that others may begin with are at least so long, in bytes: "kunden", "eltern".
const SHORTEST_GROUP: usize = 6;
/// In a letter of one paragraph so many last sentences are its close.
const LAST_SENTENCES: usize = 2;

/// Applies a rule of kind `structure`.
pub fn check(judge: &Judge, check: StructureCheck) -> Vec<Finding> {
    match check {
        StructureCheck::Recipient => recipient(judge).into_iter().collect(),
        StructureCheck::SignOff => sign_off(judge).into_iter().collect(),
        StructureCheck::Letterhead => letterhead(judge).into_iter().collect(),
        StructureCheck::Early => early(judge).into_iter().collect(),
        StructureCheck::AtClose => at_close(judge).into_iter().collect(),
        StructureCheck::Address => address::check(judge),
        StructureCheck::Suppressions => Vec::new(), // judged when all other rules have spoken
    }
}

fn of_part<'j>(judge: &Judge<'j>, part: Part) -> impl Iterator<Item = &'j Sentence> {
    judge.letter.sentences.iter().filter(move |sentence| sentence.part == part)
}

fn recipient(judge: &Judge) -> Option<Finding> {
    let letter = judge.letter;
    let mut salutation = of_part(judge, Part::Salutation).peekable();
    let Some(first) = salutation.peek() else {
        let start = of_part(judge, Part::Body)
            .next()
            .map_or(letter.document.body, |sentence| letter.source_range(sentence, 0..1).start);
        return judge.finding("none", start..start, &[]);
    };
    let span = letter.source_range(first, 0..first.tokens.len());
    let words = letter.words(first, 0..first.tokens.len());
    if salutation.any(|sentence| names_somebody(judge, sentence)) {
        return None;
    }
    judge.finding("", span, &[("match", &words)])
}

/// Whether anything is left of a salutation without its formula, titles and words for a group.
pub fn names_somebody(judge: &Judge, sentence: &Sentence) -> bool {
    let grammar = &judge.known.grammar;
    let words = |from: usize| sentence.tokens[from..].iter().map(|token| token.folded.as_str());
    let is_title = |at: usize| at < sentence.tokens.len() && grammar.titles.match_len(words(at)) > 0;
    if (0..sentence.tokens.len()).any(|at| is_title(at) && is_title(at + 1)) {
        return true; // "Verehrte Frau Baronin"
    }
    let mut at = grammar.salutations.match_len(words(0)).max(grammar.group_salutations.match_len(words(0)));
    while at < sentence.tokens.len() {
        let token = &sentence.tokens[at];
        let known = [&grammar.titles, &grammar.group_words, &grammar.salutations, &grammar.clause_borders];
        let known = known.iter().map(|set| set.match_len(words(at))).max().unwrap_or(0).max(group(judge, sentence, at));
        let small =
            !token.folded.is_empty() && grammar.stop_words.contains(token.folded.as_str()) && !token.is_capital();
        // "Frau Reiter", "Mr Singer"; a Polish title goes with words for a group, too: "Państwo Klienci"
        let titled = at > 0 && is_title(at - 1) && !is_title(at) && token.is_capital();
        if (known == 0 && !small) || (titled && judge.letter.language != Language::Polish) {
            return true;
        }
        at += known.max(1);
    }
    false
}

/// How many tokens from `at` on are one word for a group that begins with another: "Hosting-Kundinnen", "Kursteilnehmer".
fn group(judge: &Judge, sentence: &Sentence, at: usize) -> usize {
    let (tokens, text) = (&sentence.tokens, judge.letter.block_of(sentence).text.as_str());
    let is_hyphen = |at: &usize| text[tokens[*at].end()..tokens[*at + 1].start()] == *"-";
    let last = (at..tokens.len() - 1).find(|at| !is_hyphen(at)).unwrap_or(tokens.len() - 1);
    let word = tokens[last].folded.as_str();
    let names_a_group = |word: &str| judge.known.grammar.group_words.contains(word);
    let ends_so = || {
        let heads = word.char_indices().map(|(start, _)| &word[start..]);
        heads.skip(1).take_while(|head| head.len() >= SHORTEST_GROUP).any(names_a_group)
    };
    let is_group = (last > at && names_a_group(word)) || (judge.letter.language == Language::German && ends_so());
    if is_group { last + 1 - at } else { 0 }
}

fn sign_off(judge: &Judge) -> Option<Finding> {
    let letter = judge.letter;
    let end = letter.sentences.last().map_or(letter.document.len, |sentence| letter.end_of(sentence));
    let Some(closing) = of_part(judge, Part::Closing).last() else {
        return judge.finding("none", end..end, &[]);
    };
    let formula = formula(closing, &judge.known.grammar);
    let named_in_formula = closing.tokens[formula..].iter().any(|token| token.is_capital() || token.folded.is_empty());
    let signed = of_part(judge, Part::Signature).next().is_some();
    if named_in_formula || signed {
        return None;
    }
    let end = letter.end_of(closing);
    judge.finding("unsigned", end..end, &[])
}

/// Tokens of the formula with which a closing begins.
fn formula(closing: &Sentence, grammar: &Grammar) -> usize {
    grammar.closings.match_len(closing.tokens.iter().map(|token| token.folded.as_str()))
}

/// Whether a closing says more than its formula: "With best wishes for the building".
pub fn closes_with_more(sentence: &Sentence, grammar: &Grammar) -> bool {
    sentence.part == Part::Closing && sentence.tokens.len() > formula(sentence, grammar) + 1
}

fn letterhead(judge: &Judge) -> Option<Finding> {
    if judge.settings.letter.letterhead == Letterhead::Printed || of_part(judge, Part::Header).next().is_some() {
        return None;
    }
    let reachable = [Class::Email, Class::Url, Class::Phone, Class::Number, Class::Placeholder];
    let there = of_part(judge, Part::Letterhead)
        .any(|sentence| sentence.spans.iter().any(|span| reachable.contains(&span.class)));
    let letter = judge.letter;
    let body = letter.document.body;
    let mut starts = letter.sentences.iter().map(|sentence| letter.source_range(sentence, 0..1).start);
    let start = starts.find(|start| *start >= body).unwrap_or(body);
    if there { None } else { judge.finding("", start..start, &[]) }
}

/// The ending stands in the first paragraph or among the first sentences; silent where there is none at all.
fn early(judge: &Judge) -> Option<Finding> {
    let letter = judge.letter;
    let body: Vec<usize> = (0..letter.sentences.len()).filter(|number| is_running_text(judge, *number)).collect();
    let is_early = |number: usize| {
        letter.sentences[number].paragraph == 0 || body.iter().take(EARLY_SENTENCES).any(|early| *early == number)
    };
    let in_body = |number: usize| letter.sentences[number].part == Part::Body;
    let matches: Vec<_> = judge.asked_matches().filter(|found| in_body(found.sentence())).collect();
    let first = matches.first()?;
    if matches.iter().any(|found| is_early(found.sentence())) {
        return None;
    }
    judge.finding("", judge.span(first), &[("match", &judge.words(first))])
}

fn is_running_text(judge: &Judge, number: usize) -> bool {
    let sentence = &judge.letter.sentences[number];
    sentence.part == Part::Body && judge.letter.block_of(sentence).kind != BlockKind::Heading
}

/// Thanks or good wishes stand in the last paragraph.
fn at_close(judge: &Judge) -> Option<Finding> {
    let letter = judge.letter;
    let body: Vec<usize> =
        (0..letter.sentences.len()).filter(|number| letter.sentences[*number].part == Part::Body).collect();
    let last = body.last().map(|number| letter.sentences[*number].paragraph)?;
    let is_last = |number: usize| match last {
        _ if letter.sentences[number].part == Part::Closing => true,
        0 => body.iter().rev().take(LAST_SENTENCES).any(|late| *late == number),
        last => letter.sentences[number].part == Part::Body && letter.sentences[number].paragraph == last,
    };
    if judge.asked_matches().any(|found| is_last(found.sentence())) {
        return None;
    }
    require::missing(judge)
}
