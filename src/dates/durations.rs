//! In: tokens. Out: how long something is ("thirty (30) calendar days", "einem
//! halben Jahr", "trzech miesięcy", "dreimonatig"), and from when it counts
//! ("from the date of this letter").

use super::find::Scan;
use super::lexicon::Sense;
use super::{Anchor, Unit};
use crate::language::Language;

/// So many units; `to` is the token after it.
#[derive(Clone, Copy)]
pub(super) struct Duration {
    pub amount: i32,
    pub unit: Unit,
    pub to: usize,
}

impl Scan<'_> {
    pub fn duration(&self, i: usize) -> Option<Duration> {
        let (amount, after) = match self.amount(i) {
            Some(hit) => hit,
            // "za tydzień": Polish needs no "one".
            None if self.language == Language::Polish
                && matches!(self.tokens.sense(i), Sense::Unit(unit) if unit != Unit::Day) =>
            {
                (1, i)
            }
            None => return self.half_year(i),
        };
        let mut at = after + usize::from(self.tokens.is_mark(after, '-'));
        let mut working = false;
        for _ in 0..2 {
            match self.tokens.sense(at) {
                Sense::Filler => {}
                Sense::Working => working = true,
                _ => break,
            }
            at += 1;
        }
        let (amount, unit) = match self.tokens.sense(at) {
            Sense::Unit(unit) | Sense::Units(unit) => plain_unit(amount, unit),
            Sense::Fortnight => (amount * 2, Unit::Week),
            _ => return self.half_year(i),
        };
        let mut to = at + 1;
        if self.language == Language::Polish {
            working |= self.tokens.sense(to) == Sense::Working;
            to = self.skip(to, 1, |i| matches!(self.tokens.sense(i), Sense::Working | Sense::Filler));
        }
        let unit = if working && unit == Unit::Day { Unit::WorkingDay } else { unit };
        Some(Duration { amount, unit, to })
    }

    /// "14", "thirty", "twenty-one", "a", "thirty (30)", "30 (thirty)".
    fn amount(&self, i: usize) -> Option<(i32, usize)> {
        let (amount, to) = self.single_amount(i)?;
        let doubled = self.tokens.is_mark(to, '(')
            && self.single_amount(to + 1).is_some_and(|(_, end)| self.tokens.is_mark(end, ')'));
        if doubled {
            let (_, end) = self.single_amount(to + 1)?;
            return Some((amount, end + 1));
        }
        Some((amount, to))
    }

    fn single_amount(&self, i: usize) -> Option<(i32, usize)> {
        if let Some((value, digits)) = self.tokens.number(i) {
            return (digits <= 3 && self.free_left(i)).then_some((value, i + 1));
        }
        if self.language == Language::English && self.tokens.is(i, &["a", "an"]) {
            return Some((1, i + 1));
        }
        let Sense::Number(value) = self.tokens.sense(i) else {
            return None;
        };
        let hyphen = usize::from(self.tokens.is_mark(i + 1, '-'));
        match self.tokens.sense(i + 1 + hyphen) {
            Sense::Number(ones @ 1..=9) if value >= 20 && value % 10 == 0 => {
                Some((i32::from(value + ones), i + 2 + hyphen))
            }
            _ => Some((i32::from(value), i + 1)),
        }
    }

    /// "half a year", "einem halben Jahr", "pół roku", "anderthalb Monaten" is left alone.
    fn half_year(&self, i: usize) -> Option<Duration> {
        let half = |to| Some(Duration { amount: 6, unit: Unit::Month, to });
        let year = |at| self.tokens.sense(at) == Sense::Unit(Unit::Year);
        match self.language {
            Language::English => {
                let at = i + usize::from(self.tokens.is(i, &["a"]));
                let article = usize::from(self.tokens.is(at + 1, &["a"]));
                let is_half = self.tokens.is(at, &["half"]) && year(at + 1 + article);
                if is_half { half(at + 2 + article) } else { None }
            }
            Language::German => {
                let at = i + usize::from(self.tokens.sense(i) == Sense::Number(1));
                let is_half = self.tokens.is(at, &["halben", "halbes", "halbem"]) && year(at + 1);
                if is_half { half(at + 2) } else { None }
            }
            Language::Polish => {
                let is_half = self.tokens.is(i, &["pol"]) && year(i + 1);
                if is_half { half(i + 2) } else { None }
            }
        }
    }

    /// What a duration counts from; `i` is the token after "from", "nach", "od".
    /// `None` if nothing is there that one could count from.
    pub fn anchor(&self, i: usize) -> Option<(Anchor, usize)> {
        let mut found = None;
        let mut at = i;
        for _ in 0..9 {
            match self.tokens.sense(at) {
                Sense::Receipt => found = Some((Anchor::Receipt, at + 1)),
                Sense::Letter | Sense::Notice => {
                    let kind = found.map_or(Anchor::Letter, |(kind, _)| kind);
                    return Some((kind, at + 1));
                }
                Sense::Shift(0) if found.is_none() => return Some((Anchor::Letter, at + 1)),
                Sense::Article | Sense::Which(0) => {}
                _ if self.tokens.is(at, &["now", "hence", "jetzt", "teraz"]) => {
                    return found.or(Some((Anchor::Letter, at + 1)));
                }
                _ if self.tokens.is(at, &["above", "oben"]) && at > i => {
                    return found.or(Some((Anchor::Letter, at + 1)));
                }
                _ if self.is_anchor_filler(at) => {}
                _ => break,
            }
            at += 1;
        }
        if found.is_some() {
            return found;
        }
        // Something else: take it into the expression if it is a word.
        let other = !self.tokens.word(at).is_empty();
        other.then_some((Anchor::Other, at + 1))
    }

    fn is_anchor_filler(&self, i: usize) -> bool {
        const FILLERS: [&str; 46] = [
            "on",
            "date",
            "day",
            "of",
            "your",
            "our",
            "my",
            "you",
            "sending",
            "e",
            "written",
            "this",
            "datum",
            "tag",
            "tage",
            "ihrem",
            "ihres",
            "ihrer",
            "unserer",
            "unseres",
            "meiner",
            "meines",
            "dato",
            "diesem",
            "daty",
            "dnia",
            "dniu",
            "niniejszego",
            "niniejszej",
            "pani",
            "pana",
            "panstwa",
            "tej",
            "mojego",
            "naszego",
            "chwili",
            "momentu",
            "wyslania",
            "data",
            "absendung",
            "versand",
            "vom",
            "bei",
            "ihnen",
            "przez",
            "naszej",
        ];
        self.tokens.is(i, &FILLERS) || (self.tokens.is_mark(i, '-') && self.tokens.tight(i))
    }

    /// "dreimonatig", "vierwöchiger", "miesięcznego", "czternastodniowym".
    pub fn adjective(&self, i: usize) -> Option<(i32, Unit)> {
        let word = self.tokens.word(i);
        let (prefix, unit) = match self.language {
            Language::English => return None,
            Language::German => german_adjective(word)?,
            Language::Polish => polish_adjective(word)?,
        };
        let before = i.wrapping_sub(2);
        let amount = match prefix {
            // "3-monatig", "14-dniowy", or "14 tägig".
            "" if self.tokens.is_mark(i.wrapping_sub(1), '-') => self.tokens.number(before)?.0,
            "" => match self.tokens.number(i.wrapping_sub(1)) {
                Some((value, _)) => value,
                None if self.language == Language::Polish => 1,
                None => return None,
            },
            _ => self.number_prefix(prefix)?,
        };
        Some(plain_unit(amount, unit))
    }

    /// Where the adjective begins: at its figures if it has some.
    pub fn adjective_start(&self, i: usize) -> usize {
        let hyphen = usize::from(self.tokens.is_mark(i.wrapping_sub(1), '-'));
        match self.tokens.number(i.wrapping_sub(1 + hyphen)) {
            Some(_) => i - 1 - hyphen,
            None => i,
        }
    }

    fn number_prefix(&self, prefix: &str) -> Option<i32> {
        const POLISH: [(&str, i32); 17] = [
            ("jedno", 1),
            ("dwu", 2),
            ("trzy", 3),
            ("cztero", 4),
            ("piecio", 5),
            ("szescio", 6),
            ("siedmio", 7),
            ("osmio", 8),
            ("dziewiecio", 9),
            ("dziesiecio", 10),
            ("dwunasto", 12),
            ("czternasto", 14),
            ("pietnasto", 15),
            ("dwudziesto", 20),
            ("trzydziesto", 30),
            ("szescdziesiecio", 60),
            ("dziewiecdziesiecio", 90),
        ];
        match self.language {
            Language::Polish => POLISH.iter().find(|(p, _)| *p == prefix).map(|(_, n)| *n),
            _ => match self.lexicon.sense(prefix) {
                Sense::Number(n) => Some(i32::from(n)),
                _ => None,
            },
        }
    }
}

fn plain_unit(amount: i32, unit: Unit) -> (i32, Unit) {
    match unit {
        Unit::Quarter => (amount * 3, Unit::Month),
        Unit::HalfYear => (amount * 6, Unit::Month),
        unit => (amount, unit),
    }
}

fn german_adjective(word: &str) -> Option<(&str, Unit)> {
    const STEMS: [(&str, Unit); 6] = [
        ("monatig", Unit::Month),
        ("wochig", Unit::Week),
        ("woechig", Unit::Week),
        ("tagig", Unit::Day),
        ("taegig", Unit::Day),
        ("jahrig", Unit::Year),
    ];
    split_adjective(word, &STEMS, &["", "e", "en", "er", "es", "em"])
}

fn polish_adjective(word: &str) -> Option<(&str, Unit)> {
    const STEMS: [(&str, Unit); 6] = [
        ("miesieczn", Unit::Month),
        ("tygodniow", Unit::Week),
        ("dniow", Unit::Day),
        ("kwartaln", Unit::Quarter),
        ("polroczn", Unit::HalfYear),
        ("roczn", Unit::Year),
    ];
    let ends = ["y", "a", "e", "ego", "ej", "emu", "ym", "ych", "ymi"];
    split_adjective(word, &STEMS, &ends)
}

fn split_adjective<'w>(word: &'w str, stems: &[(&str, Unit)], ends: &[&str]) -> Option<(&'w str, Unit)> {
    stems.iter().find_map(|&(stem, unit)| {
        let at = word.rfind(stem)?;
        ends.contains(&&word[at + stem.len()..]).then_some((&word[..at], unit))
    })
}
