//! Text to words. In: normalised text of a language. Out: its words, folded, each with its bytes. Letters and
//! the phrases of rules go through the same door, so that both are cut alike.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::Language;

/// One word as it is compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Bytes in the text that was split.
    pub range: Range<usize>,
    /// The word as [`Language::fold`] makes it.
    pub folded: String,
    /// How it is written.
    pub case: Case,
}

/// How a word is written; ordered so that what asks for less is less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Case {
    /// With a small letter first, or without letters.
    Small,
    /// With a capital letter first.
    Capital,
    /// In capitals alone, two letters or more.
    Upper,
}

impl Case {
    fn of(word: &str) -> Case {
        let letters = word.chars().filter(|c| c.is_alphabetic());
        if !word.starts_with(char::is_uppercase) {
            Case::Small
        } else if letters.clone().count() >= 2 && letters.clone().all(char::is_uppercase) {
            Case::Upper
        } else {
            Case::Capital
        }
    }
}

/// Cuts `text` into words.
///
/// A hyphen divides. English contractions are taken apart ("don't" is "do", "not"), and gendered endings in
/// brackets or after a slash belong to their word ("zapoznałem(am)", "geehrte/r").
pub fn split(text: &str, language: Language) -> Vec<Word> {
    let mut words = Vec::new();
    each(text, language, |word| words.push(word));
    words
}

/// The same, one word after the other, so that a long text is not held in words as a whole.
pub fn each(text: &str, language: Language, mut take: impl FnMut(Word)) {
    let mut rest = text.char_indices().peekable();
    while let Some(&(start, c)) = rest.peek() {
        if !c.is_alphanumeric() {
            rest.next();
            continue;
        }
        let end = if c.is_ascii_digit() { number_end(text, start) } else { word_end(text, start) };
        let (mut word, mut tail) = pieces(text, start..end, language);
        let end = end + ending_in_brackets(&text[end..]);
        tail.as_mut().unwrap_or(&mut word).range.end = end;
        take(word);
        tail.into_iter().for_each(&mut take);
        while rest.next_if(|(at, _)| *at < end).is_some() {}
    }
}

fn word_end(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut chars = text[start..].chars().peekable();
    while let Some(c) = chars.next() {
        let inside = c.is_alphanumeric() || (c == '\'' && chars.peek().is_some_and(|next| next.is_alphabetic()));
        if !inside {
            break;
        }
        end += c.len_utf8();
    }
    end
}

/// "1.340,50", "2'000", "26th": digits, marks between digits, and letters that follow at once.
fn number_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = start;
    while end < bytes.len() {
        let mark = matches!(bytes[end], b'.' | b',' | b'\'') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        if !bytes[end].is_ascii_digit() && !mark {
            break;
        }
        end += 1;
    }
    if text[end..].starts_with(char::is_alphabetic) { word_end(text, end) } else { end }
}

/// Bytes of "(am)", "(a)", "/r", "/-in" behind a word, which belong to it; 0 if there are none.
fn ending_in_brackets(rest: &str) -> usize {
    let letters = |inner: &str, most: usize| {
        let ending = inner.chars().take_while(|c| c.is_lowercase() || *c == '-').take(most);
        ending.map(char::len_utf8).sum::<usize>()
    };
    if let Some(inner) = rest.strip_prefix('(') {
        let len = letters(inner, 5);
        if len > 0 && inner[len..].starts_with(')') { len + 2 } else { 0 }
    } else if let Some(inner) = rest.strip_prefix('/') {
        let len = letters(inner, 4);
        let ends = !inner[len..].starts_with(char::is_alphanumeric);
        if (1..=3).contains(&len) && ends { len + 1 } else { 0 }
    } else {
        0
    }
}

/// The word at `range`, and the second one that is written in one with it.
fn pieces(text: &str, range: Range<usize>, language: Language) -> (Word, Option<Word>) {
    let whole = &text[range.clone()];
    let case = Case::of(whole);
    let folded = language.fold(whole);
    let apart = match language {
        Language::English => expand(&folded).filter(|(.., len)| *len < whole.len()),
        Language::German => folded.strip_suffix("'s").map(|stem| (stem.to_owned(), "es", 2)),
        Language::Polish => None,
    };
    match apart {
        Some((stem, tail, len)) if whole.is_char_boundary(whole.len() - len) => {
            let cut = range.end - len;
            let tail = Word { range: cut..range.end, folded: tail.to_owned(), case: Case::Small };
            (Word { range: range.start..cut, folded: stem, case }, Some(tail))
        }
        _ => (Word { range, folded, case }, None),
    }
}

/// A contraction's two words and how many bytes the second one takes.
fn expand(folded: &str) -> Option<(String, &'static str, usize)> {
    const SUFFIXES: [(&str, &str); 6] =
        [("'ll", "will"), ("'ve", "have"), ("'re", "are"), ("'d", "would"), ("'m", "am"), ("n't", "not")];
    const WITH_IS: [&str; 14] = [
        "it",
        "that",
        "there",
        "he",
        "she",
        "what",
        "who",
        "here",
        "how",
        "where",
        "this",
        "everything",
        "nothing",
        "all",
    ];
    const BARE: [(&str, &str, &str, usize); 22] = [
        ("cannot", "can", "not", 3),
        ("dont", "do", "not", 2),
        ("didnt", "did", "not", 2),
        ("doesnt", "does", "not", 2),
        ("isnt", "is", "not", 2),
        ("arent", "are", "not", 2),
        ("wasnt", "was", "not", 2),
        ("werent", "were", "not", 2),
        ("havent", "have", "not", 2),
        ("hasnt", "has", "not", 2),
        ("hadnt", "had", "not", 2),
        ("wouldnt", "would", "not", 2),
        ("couldnt", "could", "not", 2),
        ("shouldnt", "should", "not", 2),
        ("cant", "can", "not", 1),
        ("im", "i", "am", 1),
        ("ive", "i", "have", 2),
        ("youve", "you", "have", 2),
        ("youre", "you", "are", 2),
        ("weve", "we", "have", 2),
        ("theyre", "they", "are", 2),
        ("thats", "that", "is", 1),
    ];
    if let Some((_, stem, tail, len)) = BARE.iter().find(|(word, ..)| *word == folded) {
        return Some(((*stem).to_owned(), tail, *len));
    }
    if let Some(stem) = folded.strip_suffix("'s") {
        return match stem {
            "let" => Some((stem.to_owned(), "us", 2)),
            stem if WITH_IS.contains(&stem) => Some((stem.to_owned(), "is", 2)),
            stem if !stem.is_empty() => Some((stem.to_owned(), "'s", 2)),
            _ => None,
        };
    }
    let (suffix, tail) = SUFFIXES.iter().find(|(suffix, _)| folded.ends_with(suffix))?;
    let stem = match (&folded[..folded.len() - suffix.len()], *tail) {
        ("ca", "not") => "can",
        ("wo", "not") => "will",
        ("sha", "not") => "shall",
        ("ai", "not") => "is",
        (stem, _) => stem,
    };
    (!stem.is_empty()).then(|| (stem.to_owned(), *tail, suffix.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str, language: Language) -> String {
        split(text, language).into_iter().map(|word| word.folded).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_are_cut_as_readers_compare_them() {
        use Language::*;
        assert_eq!(folded("Don't, we've won't can't CANNOT", English), "do not we have will not can not can not");
        assert_eq!(folded("It's the client's e-mail; I'd say", English), "it is the client 's e mail i would say");
        assert_eq!(folded("1.340,50 € am 26th, 2'000", German), "1.340,50 am 26th 2'000");
        assert_eq!(folded("Sehr geehrte/r Kund:in geht's", German), "sehr geehrte kund in geht es");
        assert_eq!(folded("Mówiłem(am) Szanowny(a) (tak)", Polish), "mowilem szanowny tak");
    }

    #[test]
    fn the_parts_of_a_contraction_have_their_own_bytes() {
        let words = split("won't", Language::English);
        assert_eq!(words.iter().map(|w| w.range.clone()).collect::<Vec<_>>(), [0..2, 2..5]);
    }
}
