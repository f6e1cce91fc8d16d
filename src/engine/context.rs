//! What stands around a match. In: a sentence and a hit. Out: whether a negation or a condition reaches it,
//! or whether it is somebody else's word.

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

/// Whether a negation outside of `hit` reaches it. A hit that negates itself is not turned round by a second
/// negation: "żadnego terminu nie dotrzymali", "you never, not once, paid".
pub fn is_negated(sentence: &Sentence, hit: &Hit) -> bool {
    let tokens = &sentence.tokens;
    if spans(sentence, Class::Not).any(|not| hit.start <= not.tokens.start && not.tokens.end <= hit.end) {
        return false;
    }
    spans(sentence, Class::Not).any(|not| {
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

/// Whether `hit` stands inside a condition that begins outside of it.
pub fn is_hypothetical(sentence: &Sentence, hit: &Hit) -> bool {
    let tokens = &sentence.tokens;
    spans(sentence, Class::If).any(|condition| {
        condition.tokens.end <= hit.start
            && tokens[condition.tokens.start].clause == tokens[hit.start].clause
            && hit.start - condition.tokens.end < CONDITION_BEFORE
    })
}

/// Whether `hit` is what follows from a condition: the sentence begins with one, or one follows at once.
pub fn follows_from_condition(sentence: &Sentence, hit: &Hit) -> bool {
    spans(sentence, Class::If).any(|condition| condition.tokens.start == 0 || condition.tokens.start >= hit.end)
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
