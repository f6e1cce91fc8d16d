//! The languages that letterlint reads. In: normalised text. Out: [`Language`] and how each folds a word so
//! that every spelling of it compares equal; its [`Grammar`]; its words; which language a letter is in; how a
//! language writes what is counted.

mod class;
mod detect;
mod grammar;
mod number;
mod phrases;
pub mod words;

pub use class::Class;
pub use detect::detect;
pub use grammar::{Grammar, PlaceholderKind, Register};
pub use number::Noun;
pub use phrases::{Phrases, WordSet};

use std::fmt;
use std::str::FromStr;

use unicode_normalization::char::decompose_canonical;

/// A language that letterlint can check.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// English, British or American.
    #[default]
    English,
    /// German, with or without umlauts and ß.
    German,
    /// Polish, with or without diacritics.
    Polish,
}

impl Language {
    /// All languages, in the order in which they are listed everywhere.
    pub const ALL: [Language; 3] = [Language::English, Language::German, Language::Polish];

    /// The ISO 639-1 code: `en`, `de` or `pl`.
    pub fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::German => "de",
            Language::Polish => "pl",
        }
    }

    /// "English", "German" or "Polish".
    pub fn name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::German => "German",
            Language::Polish => "Polish",
        }
    }

    /// Folds a word: lower case, without diacritics; in German ä, ö, ü and ß become ae, oe, ue and ss.
    ///
    /// `word` is in NFC. Two spellings that a reader takes for the same word fold to the same text.
    pub fn fold(self, word: &str) -> String {
        let mut folded = String::with_capacity(word.len() + 2);
        self.fold_into(word, &mut folded);
        folded
    }

    /// The same, written behind what `folded` holds.
    pub fn fold_into(self, word: &str, folded: &mut String) {
        if word.is_ascii() {
            let start = folded.len();
            folded.push_str(word);
            folded[start..].make_ascii_lowercase();
            return;
        }
        for c in word.chars().flat_map(char::to_lowercase) {
            self.fold_char(c, folded);
        }
    }

    fn fold_char(self, c: char, folded: &mut String) {
        match (c, self) {
            ('ä', Language::German) => folded.push_str("ae"),
            ('ö', Language::German) => folded.push_str("oe"),
            ('ü', Language::German) => folded.push_str("ue"),
            ('ß', _) => folded.push_str("ss"),
            ('ł', _) => folded.push('l'),
            ('ø', _) => folded.push('o'),
            ('đ', _) => folded.push('d'),
            ('æ', _) => folded.push_str("ae"),
            ('œ', _) => folded.push_str("oe"),
            (c, _) if c.is_ascii() => folded.push(c),
            _ => decompose_canonical(c, |part| {
                if !unicode_normalization::char::is_combining_mark(part) {
                    folded.push(part);
                }
            }),
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Language {
    type Err = String;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Language::ALL
            .into_iter()
            .find(|language| language.code() == code)
            .ok_or_else(|| format!("unknown language “{code}”: choose en, de or pl"))
    }
}

#[cfg(test)]
mod tests {
    use super::Language::*;

    #[test]
    fn spellings_of_a_word_fold_alike() {
        assert_eq!(German.fold("GRÜẞE"), German.fold("Gruesse"));
        assert_eq!(German.fold("versäumt"), "versaeumt");
        assert_eq!(Polish.fold("Żółć"), Polish.fold("zolc"));
        assert_eq!(Polish.fold("WINĄ"), "wina");
        assert_eq!(English.fold("Café"), "cafe");
    }
}
