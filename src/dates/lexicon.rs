//! In: the word tables of one language. Out: what a folded word means to the
//! date recogniser, and which fixed expressions begin with it.

use std::collections::HashMap;
use std::sync::OnceLock;

use foldhash::fast::RandomState;

use super::{Part, Unit, de, en, pl};
use crate::language::Language;

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
    words: HashMap<&'static str, Sense, RandomState>,
    /// By their first word.
    phrases: HashMap<&'static str, Vec<(&'static str, Fixed)>, RandomState>,
    endings: &'static [&'static str],
}

impl Lexicon {
    pub fn of(language: Language) -> &'static Lexicon {
        static KNOWN: [OnceLock<Lexicon>; 3] = [const { OnceLock::new() }; 3];
        KNOWN[language as usize].get_or_init(|| Lexicon::new(tables(language)))
    }

    fn new(tables: &Tables) -> Self {
        let mut words = HashMap::with_capacity_and_hasher(tables.words.len() * 8, RandomState::default());
        for &(sense, forms) in tables.words {
            words.extend(forms.split_ascii_whitespace().map(|form| (form, sense)));
        }
        let mut phrases: HashMap<_, Vec<_>, RandomState> = HashMap::default();
        for &(fixed, list) in tables.phrases {
            list.iter().for_each(|phrase| phrases.entry(first(phrase)).or_default().push((*phrase, fixed)));
        }
        Lexicon { words, phrases, endings: tables.endings }
    }

    pub fn sense(&self, word: &str) -> Sense {
        self.words.get(word).copied().unwrap_or(Sense::None)
    }

    /// The fixed expressions whose first word this is.
    pub fn phrases_from(&self, word: &str) -> &[(&'static str, Fixed)] {
        self.phrases.get(word).map(Vec::as_slice).unwrap_or_default()
    }

    pub fn is_ending(&self, word: &str) -> bool {
        !word.is_empty() && self.endings.iter().any(|stem| word.starts_with(stem))
    }
}

fn tables(language: Language) -> &'static Tables {
    match language {
        Language::English => &en::TABLES,
        Language::German => &de::TABLES,
        Language::Polish => &pl::TABLES,
    }
}

fn first(phrase: &str) -> &str {
    let end = phrase.bytes().position(|byte| byte == b' ');
    &phrase[..end.unwrap_or(phrase.len())]
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    /// A form that stands twice in a table would have the sense that comes last.
    #[test]
    fn no_form_twice_and_all_forms_folded() {
        for language in Language::ALL {
            let tables = tables(language);
            let forms = tables.words.iter().flat_map(|(_, forms)| forms.split_ascii_whitespace());
            let mut seen = HashSet::new();
            for form in forms.clone() {
                assert!(seen.insert(form), "{language:?}: twice in the table: {form}");
            }
            for form in forms.chain(tables.phrases.iter().flat_map(|(_, list)| list.iter().copied())) {
                assert!(form.bytes().all(|b| b.is_ascii_lowercase() || b == b' '), "{language:?}: not folded: {form}");
            }
        }
    }

    /// Phrases must stay findable by their first word.
    #[test]
    fn every_phrase_is_found_by_its_first_word() {
        for language in Language::ALL {
            for &(fixed, list) in tables(language).phrases {
                for &phrase in list {
                    let found = Lexicon::of(language).phrases_from(first(phrase));
                    assert!(found.contains(&(phrase, fixed)), "{language:?}: {phrase}");
                }
            }
        }
    }
}
