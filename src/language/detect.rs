//! Which language a letter is in. In: its blocks and the grammars. Out: the language, if the vote is clear.

use super::{Grammar, Language};

/// Fewer known words than this are no evidence.
const ENOUGH: usize = 3;
/// Known words must be at least one in this many; other languages reach one in seventeen.
const ONE_IN: usize = 14;

/// Votes with the small words of each language. `texts` are the paragraphs of the letter; a line that begins
/// as a salutation of the language counts for three words.
pub fn detect<'t>(texts: impl Iterator<Item = &'t str> + Clone, grammars: &[(Language, &Grammar)]) -> Option<Language> {
    let mut votes: Vec<(usize, usize, Language)> =
        grammars.iter().map(|(language, grammar)| vote(texts.clone(), *language, grammar)).collect();
    votes.sort_by_key(|(score, ..)| std::cmp::Reverse(*score));
    let (best, words, language) = *votes.first()?;
    let second = votes.get(1).map_or(0, |(score, ..)| *score);
    let clear = best >= ENOUGH && best * ONE_IN >= words && best * 3 > second * 4;
    clear.then_some(language)
}

fn vote<'t>(texts: impl Iterator<Item = &'t str>, language: Language, grammar: &Grammar) -> (usize, usize, Language) {
    let (mut score, mut words) = (0, 0);
    for text in texts {
        for line in text.lines() {
            let folded: Vec<String> = line
                .split(|c: char| !c.is_alphanumeric() && c != '\'')
                .filter(|word| word.starts_with(char::is_alphabetic))
                .map(|word| language.fold(word))
                .collect();
            words += folded.len();
            score += folded.iter().filter(|word| grammar.stop_words.contains(word)).count();
            if grammar.salutations.match_len(folded.iter().map(String::as_str)) > 0 {
                score += 3;
            }
        }
    }
    (score, words, language)
}
