//! Which language a letter is in. In: its blocks and the grammars. Out: the language, if the vote is clear.

use super::{Grammar, Language};

/// Fewer known words than this are no evidence.
const ENOUGH: usize = 3;
/// Known words must be at least one in this many; other languages reach one in seventeen.
const ONE_IN: usize = 14;
/// No salutation has more words.
const LONGEST_SALUTATION: usize = 8;

/// Votes with the small words of each language. `texts` are the paragraphs of the letter; one that begins as a
/// salutation of the language counts for three words, wherever its lines are wrapped.
pub fn detect<'t>(texts: impl Iterator<Item = &'t str>, grammars: &[(Language, &Grammar)]) -> Option<Language> {
    let mut votes: Vec<(usize, Language, &Grammar)> =
        grammars.iter().map(|(language, grammar)| (0, *language, *grammar)).collect();
    let mut words = 0;
    let mut folded = String::new();
    for text in texts {
        for word in words_of(text) {
            words += 1;
            // Languages differ in how they fold a word only beyond ASCII.
            let mut same = false;
            for (score, language, grammar) in &mut votes {
                if !same {
                    folded.clear();
                    language.fold_into(word, &mut folded);
                    same = word.is_ascii();
                }
                *score += usize::from(grammar.stop_words.contains(&folded));
            }
        }
        for (score, language, grammar) in &mut votes {
            if begins_as_salutation(text, *language, grammar) {
                *score += 3;
            }
        }
    }
    votes.sort_by_key(|(score, ..)| std::cmp::Reverse(*score));
    let (best, language, _) = *votes.first()?;
    let second = votes.get(1).map_or(0, |(score, ..)| *score);
    let clear = best >= ENOUGH && best * ONE_IN >= words && best * 3 > second * 4;
    clear.then_some(language)
}

fn begins_as_salutation(text: &str, language: Language, grammar: &Grammar) -> bool {
    let mut words = words_of(text).take(LONGEST_SALUTATION).map(|word| language.fold(word));
    let Some(first) = words.next().filter(|first| grammar.salutations.may_begin_with(first)) else { return false };
    let words: Vec<String> = std::iter::once(first).chain(words).collect();
    grammar.salutations.match_len(words.iter().map(String::as_str)) > 0
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '\'');
    words.filter(|word| word.starts_with(char::is_alphabetic))
}
