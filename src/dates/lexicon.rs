//! In: the word tables of one language. Out: what a folded word means to the
//! date recogniser, and which fixed expressions begin with it.

use std::sync::OnceLock;

use super::{Part, Unit, de, en, pl};
use crate::language::{Language, hash};

/// What a word can be in a date. A word has one sense; what it means beside
/// that is asked of the word itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sense {
    None,
    /// 1 to 12.
    Month(i8),
    ShortMonth(i8),
    /// 1 (Monday) to 7.
    Weekday(i8),
    ShortWeekday(i8),
    /// A unit of time in the singular, and in the plural.
    Unit(Unit),
    Units(Unit),
    /// "Folgemonat".
    NextUnit(Unit),
    /// A unit that counts twice: a fortnight.
    Fortnight,
    Number(i16),
    Ordinal(i8),
    /// "end", "Mitte", "początku".
    Part(Part),
    /// "Monatsende".
    PartOf(Part, Unit),
    /// "this" 0, "next" 1, "last" -1.
    Which(i8),
    Article,
    /// May stand before a month or a weekday that is alone.
    Preposition,
    /// Days from today: "tomorrow" 1.
    Shift(i8),
    /// A noun for a period of notice.
    Notice,
    /// May stand between a number and its unit: "calendar", "volle".
    Filler,
    /// The same, and counts only working days.
    Working,
    /// What a number after it is the number of: "invoice", "§", "Ziffer".
    Numbered,
    /// A street, or what stands before a street's name.
    Street,
    /// "this letter", "dieser Mail": the noun.
    Letter,
    Receipt,
}

/// What a fixed expression means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fixed {
    Immediate,
    /// Immediate only near a word for ending ("terminate … immediately").
    ImmediateIfEnding,
    NextPossible,
    NewYear,
}

/// The tables of one language: forms are folded and separated by spaces.
pub(super) struct Tables {
    pub words: &'static [(Sense, &'static str)],
    pub phrases: &'static [(Fixed, &'static [&'static str])],
    /// How words for ending begin.
    pub endings: &'static [&'static str],
}

pub(super) struct Lexicon {
    words: Vec<(&'static str, Sense)>,
    /// Spares most words of a text the search.
    word_filter: Filter,
    phrases: Vec<(&'static str, Fixed)>,
    phrase_filter: Filter,
    endings: &'static [&'static str],
}

impl Lexicon {
    pub fn of(language: Language) -> &'static Lexicon {
        static ENGLISH: OnceLock<Lexicon> = OnceLock::new();
        static GERMAN: OnceLock<Lexicon> = OnceLock::new();
        static POLISH: OnceLock<Lexicon> = OnceLock::new();
        match language {
            Language::English => ENGLISH.get_or_init(|| Lexicon::new(&en::TABLES)),
            Language::German => GERMAN.get_or_init(|| Lexicon::new(&de::TABLES)),
            Language::Polish => POLISH.get_or_init(|| Lexicon::new(&pl::TABLES)),
        }
    }

    fn new(tables: &Tables) -> Self {
        let mut words: Vec<_> = tables
            .words
            .iter()
            .flat_map(|&(sense, forms)| forms.split_ascii_whitespace().map(move |f| (f, sense)))
            .collect();
        words.sort_unstable_by_key(|&(form, _)| form);
        let mut phrases: Vec<_> =
            tables.phrases.iter().flat_map(|&(fixed, list)| list.iter().map(move |&p| (p, fixed))).collect();
        phrases.sort_unstable_by_key(|&(phrase, _)| phrase);
        let word_filter = words.iter().map(|&(form, _)| form).collect();
        let phrase_filter = phrases.iter().map(|&(phrase, _)| first(phrase)).collect();
        Lexicon { words, word_filter, phrases, phrase_filter, endings: tables.endings }
    }

    pub fn sense(&self, word: &str) -> Sense {
        if !self.word_filter.may_hold(word) {
            return Sense::None;
        }
        match self.words.binary_search_by(|&(form, _)| form.cmp(word)) {
            Ok(at) => self.words[at].1,
            Err(_) => Sense::None,
        }
    }

    /// The fixed expressions whose first word this is.
    pub fn phrases_from<'a>(&'a self, word: &'a str) -> impl Iterator<Item = (&'static str, Fixed)> + 'a {
        let from = if self.phrase_filter.may_hold(word) {
            self.phrases.partition_point(|&(phrase, _)| first(phrase) < word)
        } else {
            self.phrases.len()
        };
        self.phrases[from..].iter().copied().take_while(move |&(p, _)| first(p) == word)
    }

    pub fn is_ending(&self, word: &str) -> bool {
        !word.is_empty() && self.endings.iter().any(|stem| word.starts_with(stem))
    }
}

fn first(phrase: &str) -> &str {
    let end = phrase.bytes().position(|byte| byte == b' ');
    &phrase[..end.unwrap_or(phrase.len())]
}

/// Tells nearly all words that are not in a set from those that are: a bit for each hash.
struct Filter([u64; Filter::WORDS]);

impl Filter {
    const WORDS: usize = 128;

    fn may_hold(&self, word: &str) -> bool {
        let (at, bit) = Filter::place(word);
        self.0[at] & bit != 0
    }

    fn place(word: &str) -> (usize, u64) {
        let hash = hash(word);
        ((hash >> 6) as usize % Filter::WORDS, 1 << (hash & 63))
    }
}

impl<'w> FromIterator<&'w str> for Filter {
    fn from_iter<I: IntoIterator<Item = &'w str>>(words: I) -> Filter {
        let mut filter = Filter([0; Filter::WORDS]);
        for (at, bit) in words.into_iter().map(Filter::place) {
            filter.0[at] |= bit;
        }
        filter
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A form that stands twice in a table would have the sense that chance gives it.
    #[test]
    fn no_form_twice_and_all_forms_folded() {
        for language in [Language::English, Language::German, Language::Polish] {
            let lexicon = Lexicon::of(language);
            for pair in lexicon.words.windows(2) {
                assert_ne!(pair[0].0, pair[1].0, "{language:?}: twice in the table");
            }
            let forms = lexicon.words.iter().map(|w| w.0);
            for form in forms.chain(lexicon.phrases.iter().map(|p| p.0)) {
                assert!(form.bytes().all(|b| b.is_ascii_lowercase() || b == b' '), "{language:?}: not folded: {form}");
            }
        }
    }

    /// Phrases must stay findable by their first word.
    #[test]
    fn every_phrase_is_found_by_its_first_word() {
        for language in [Language::English, Language::German, Language::Polish] {
            let lexicon = Lexicon::of(language);
            for &(phrase, _) in &lexicon.phrases {
                assert!(lexicon.phrases_from(first(phrase)).any(|(p, _)| p == phrase), "{language:?}: {phrase}");
            }
        }
    }
}
