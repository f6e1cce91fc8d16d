//! How the reader is addressed. In: the sentences. Out: the name of the register, as offered sentences are
//! kept: `sie`, `du`, `ihr`; `panstwo`, `pan`, `pani`, `ty`, `wy`; empty where the language has but one.

use super::Sentence;
use super::anatomy::Part;
use crate::language::Grammar;

/// The register whose pronouns stand most often in salutation and body. A capital that only begins a sentence
/// shows nothing.
pub fn of(sentences: &[Sentence], grammar: &Grammar) -> String {
    let read =
        sentences.iter().filter(|sentence| matches!(sentence.part, Part::Salutation | Part::Body | Part::Postscript));
    let mut counts = vec![0usize; grammar.registers.len()];
    for sentence in read {
        for (index, token) in sentence.tokens.iter().enumerate() {
            let capital = token.capital && (index > 0 || sentence.part == Part::Salutation);
            for (count, (_, pronouns)) in counts.iter_mut().zip(&grammar.registers) {
                *count += usize::from(pronouns.contain(&token.folded, capital));
            }
        }
    }
    // The first of equals, so that a letter without any pronoun gets the formal register.
    let best = counts.iter().enumerate().max_by_key(|(index, count)| (**count, std::cmp::Reverse(*index)));
    best.map(|(index, _)| grammar.registers[index].0.clone()).unwrap_or_default()
}
