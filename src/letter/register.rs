//! How the reader is addressed. In: the sentences. Out: the name of the register, as offered sentences are
//! kept: `sie`, `du`, `ihr`; `panstwo`, `pan`, `pani`, `ty`, `wy`; empty where the language has but one.

use super::Sentence;
use super::anatomy::Part;
use crate::language::words::Case;
use crate::language::{Grammar, Register};

/// What the salutation shows counts more than one pronoun and less than two.
const SALUTATION: usize = 3;
/// What a pronoun counts.
const PRONOUN: usize = 2;

/// The register whose pronouns stand most often in salutation and body. A capital that only begins a sentence
/// shows nothing; a salutation with a title speaks for a formal register, one with a name alone for a familiar
/// one.
pub fn of(sentences: &[Sentence], grammar: &Grammar) -> String {
    let registers = &grammar.registers;
    let mut counts = vec![0usize; registers.len()];
    for sentence in
        sentences.iter().filter(|sentence| matches!(sentence.part, Part::Salutation | Part::Body | Part::Postscript))
    {
        for (index, token) in sentence.tokens.iter().enumerate() {
            let case = if index > 0 || sentence.part == Part::Salutation { token.case } else { Case::Small };
            for (count, register) in counts.iter_mut().zip(registers) {
                *count += PRONOUN * usize::from(register.pronouns.contain(&token.folded, case));
            }
        }
    }
    if let Some(salutation) = sentences.iter().find(|sentence| sentence.part == Part::Salutation) {
        let words = |from: usize| salutation.tokens[from..].iter().map(|token| token.folded.as_str());
        let titled = (0..salutation.tokens.len()).any(|from| grammar.titles.match_len(words(from)) > 0);
        let grouped = grammar.group_salutations.match_len(words(0)) == salutation.tokens.len();
        // A placeholder may stand for "Frau Brandt" and for "Anna"; a group is addressed in either way.
        let open = salutation
            .tokens
            .iter()
            .any(|token| token.folded.is_empty() || grammar.group_words.contains(&token.folded));
        let formal = titled || grouped;
        // "Panie Krzysztofie" is said to one man, "Szanowne Panie" to several women, "Pani / Panie" to either.
        let calls = |register: &Register| {
            salutation.tokens.windows(2).any(|pair| {
                let named = pair[1].is_capital() || pair[1].folded.is_empty();
                register.before_name.contain(&pair[0].folded, pair[0].case) && named
            })
        };
        let mut called = (0..registers.len()).filter(|index| calls(&registers[*index]));
        let calls_one = called.next().filter(|_| called.next().is_none());
        let by_title = registers.iter().position(|register| register.familiar != formal && (formal || !open));
        let speaks_for = calls_one.or(by_title);
        if let Some(index) = speaks_for {
            counts[index] += SALUTATION;
        }
    }
    // The first of equals, so that a letter without any pronoun gets the formal register.
    let best = counts.iter().enumerate().max_by_key(|(index, count)| (**count, std::cmp::Reverse(*index)));
    best.map(|(index, _)| registers[index].name.clone()).unwrap_or_default()
}
