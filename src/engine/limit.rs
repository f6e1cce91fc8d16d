//! `limit`: a figure must stay within bounds. In: the letter and the rule's bound. Out: findings with what
//! was measured.

use std::ops::Range;

use super::forbid::merged;
use super::judge::Judge;
use crate::document::BlockKind;
use crate::finding::{Finding, Grounds};
use crate::letter::{Part, Sentence, Token};
use crate::locale;
use crate::pack::LimitCheck;
use crate::settings::RuleOptions;

/// Texts of fewer words have no readability.
const FEWEST_WORDS: usize = 100;

/// Applies a rule of kind `limit`.
pub fn check(judge: &Judge, check: LimitCheck) -> Vec<Finding> {
    match check {
        LimitCheck::Words => words(judge).into_iter().collect(),
        LimitCheck::Sentences => sentences(judge),
        LimitCheck::Times => times(judge),
    }
}

/// The bound of the settings, called `option` there, or else the language's, or else the rule's own.
fn limit(judge: &Judge, option: fn(&RuleOptions) -> Option<usize>) -> usize {
    let set = judge.settings.options_of(judge.rule).and_then(option);
    let own = judge.rule.terms(judge.letter.language).and_then(|terms| terms.limit);
    set.or(own).or(judge.rule.limit).unwrap_or(usize::MAX)
}

/// The sentences of the body without tables.
fn running_text<'j>(judge: &Judge<'j>) -> impl Iterator<Item = &'j Sentence> {
    let letter = judge.letter;
    let is_table = |sentence: &Sentence| letter.block_of(sentence).kind == BlockKind::TableRow;
    letter.sentences.iter().filter(move |sentence| sentence.part == Part::Body && !is_table(sentence))
}

fn words(judge: &Judge) -> Option<Finding> {
    let limit = limit(judge, |options| options.words);
    let mut count = 0;
    let mut beyond = None;
    for sentence in running_text(judge) {
        count += sentence.tokens.len();
        if count > limit && beyond.is_none() {
            beyond = Some(sentence);
        }
    }
    let sentence = beyond?;
    let span = judge.letter.source_range(sentence, 0..sentence.tokens.len());
    too_many(judge, span, count, limit)
}

/// The finding that there are `count` words at `span` where `limit` are enough.
fn too_many(judge: &Judge, span: Range<usize>, count: usize, limit: usize) -> Option<Finding> {
    let (locale, noun) = (judge.settings.locale, locale::words(judge.settings.locale).words);
    let [count, words] = [locale.figures(count), locale.counted(count, noun)];
    judge.finding("", span, &[("count", &count), ("words", &words), ("limit", &locale.figures(limit))])
}

fn sentences(judge: &Judge) -> Vec<Finding> {
    let limit = limit(judge, |options| options.words);
    let long = running_text(judge).filter(|sentence| sentence.tokens.len() > limit).filter_map(|sentence| {
        let span = judge.letter.source_range(sentence, 0..sentence.tokens.len());
        too_many(judge, span, sentence.tokens.len(), limit)
    });
    long.chain(readability(judge)).collect()
}

/// LIX (C. H. Björnsson, Läsbarhet, 1968): words a sentence plus the percentage of words of more than six
/// letters. It counts neither syllables nor known words, so it serves all languages, each with its own bound.
fn readability(judge: &Judge) -> Option<Finding> {
    let set = judge.settings.options_of(judge.rule).and_then(|options| options.lix);
    let bound = set.or(judge.rule.terms(judge.letter.language)?.lix)?;
    let (mut sentences, mut words, mut long) = (0usize, 0usize, 0usize);
    for sentence in running_text(judge) {
        let text = judge.letter.block_of(sentence).text.as_str();
        // As it is written: folded, an ä is two letters.
        let letters = |token: &Token| text[token.range()].chars().filter(|c| c.is_alphabetic()).count();
        sentences += 1;
        words += sentence.tokens.len();
        long += sentence.tokens.iter().filter(|token| letters(token) > 6).count();
    }
    if words < FEWEST_WORDS {
        return None;
    }
    let lix = (words * words + 100 * long * sentences) / (words * sentences);
    let first = running_text(judge).next()?;
    let span = judge.letter.source_range(first, 0..first.tokens.len());
    if lix <= bound {
        None
    } else {
        judge.finding("hard", span, &[("lix", &lix.to_string()), ("limit", &bound.to_string())])
    }
}

/// What `find` found more often than the bound allows.
fn times(judge: &Judge) -> Vec<Finding> {
    let limit = limit(judge, |options| options.times);
    let found = merged(judge.own_matches());
    let (allowed, beyond) = found.split_at(limit.min(found.len()));
    allowed.iter().for_each(|found| judge.leave(|| (judge.span(found), Grounds::Times(limit), None)));
    beyond.iter().filter_map(|found| judge.finding_at(found)).collect()
}
