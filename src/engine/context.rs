//! What stands around a match. In: a sentence and a hit. Out: the negation or the condition that reaches it,
//! and whether it is somebody else's word.

use super::matcher::Hit;
use crate::language::Class;
use crate::letter::{ClassSpan, Sentence};

/// A negation reaches so many words forward, and so many back, within its clause.
const NEGATION_BEFORE: usize = 6;
const NEGATION_AFTER: usize = 3;
/// "no" and "kein" negate what they stand with.
const DETERMINER_BEFORE: usize = 2;
/// A condition reaches so many words forward within its clause.
const CONDITION_BEFORE: usize = 8;

/// The negation outside of `hit` that reaches it. A hit that negates itself is not turned round by a second
/// negation: "żadnego terminu nie dotrzymali", "you never, not once, paid".
pub fn negation<'s>(sentence: &'s Sentence, hit: &Hit) -> Option<&'s ClassSpan> {
    let tokens = &sentence.tokens;
    if spans(sentence, Class::Not).any(|not| hit.start <= not.tokens.start && not.tokens.end <= hit.end) {
        return None;
    }
    spans(sentence, Class::Not).find(|not| {
        let determiner = sentence.spans.iter().any(|span| span.class == Class::No && span.tokens == not.tokens);
        if not.tokens.end <= hit.start {
            let reach = if determiner { DETERMINER_BEFORE } else { NEGATION_BEFORE };
            let same = tokens[not.tokens.end - 1].subclause == tokens[hit.start].subclause;
            same && hit.start - not.tokens.end < reach
        } else if not.tokens.start >= hit.end {
            let same = tokens[not.tokens.start].subclause == tokens[hit.end - 1].subclause;
            !determiner && same && not.tokens.start - hit.end < NEGATION_AFTER
        } else {
            false
        }
    })
}

/// What begins, outside of `hit`, a condition in which it stands.
pub fn condition<'s>(sentence: &'s Sentence, hit: &Hit) -> Option<&'s ClassSpan> {
    let tokens = &sentence.tokens;
    spans(sentence, Class::If).find(|condition| {
        condition.tokens.end <= hit.start
            && tokens[condition.tokens.start].clause == tokens[hit.start].clause
            && hit.start - condition.tokens.end < CONDITION_BEFORE
    })
}

/// What begins the condition from which `hit` follows: the sentence begins with one, or one follows it.
pub fn condition_of_result<'s>(sentence: &'s Sentence, hit: &Hit) -> Option<&'s ClassSpan> {
    spans(sentence, Class::If).find(|condition| condition.tokens.start == 0 || condition.tokens.start >= hit.end)
}

/// Whether `hit` begins between quotation marks.
pub fn is_quoted(sentence: &Sentence, hit: &Hit) -> bool {
    sentence.tokens[hit.start].quoted
}

/// Whether `hit` runs into words that are quoted; one word alone may be the writer's scorn: your "team".
pub fn holds_a_quotation(sentence: &Sentence, hit: &Hit) -> bool {
    let goes_on = (hit.end + 1).min(sentence.tokens.len());
    sentence.tokens[hit.start..goes_on].windows(2).any(|pair| pair.iter().all(|token| token.quoted))
}

fn spans(sentence: &Sentence, class: Class) -> impl Iterator<Item = &ClassSpan> {
    sentence.spans.iter().filter(move |span| span.class == class)
}
