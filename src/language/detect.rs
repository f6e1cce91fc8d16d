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
    for text in texts {
        for word in words_of(text) {
            words += 1;
            // Languages differ in how they fold a word only beyond ASCII.
            let plain = word.is_ascii().then(|| Language::English.fold(word));
            for (score, language, grammar) in &mut votes {
                let is_known = match &plain {
                    Some(folded) => grammar.stop_words.contains(folded),
                    None => grammar.stop_words.contains(&language.fold(word)),
                };
                *score += usize::from(is_known);
            }
        }
        for (score, language, grammar) in &mut votes {
            let first: Vec<String> = words_of(text).take(LONGEST_SALUTATION).map(|word| language.fold(word)).collect();
            if grammar.salutations.match_len(first.iter().map(String::as_str)) > 0 {
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

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '\'');
    words.filter(|word| word.starts_with(char::is_alphabetic))
}
