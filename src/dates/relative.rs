//! In: tokens. Out: dates that count from another day ("in two weeks", "30
//! days from the date of this letter", "innerhalb von 14 Tagen", "za tydzień",
//! "two weeks ago").

use super::durations::Duration;
use super::find::{Found, Scan};
use super::lexicon::Sense;
use super::{Anchor, Part, Unit, When};
use crate::language::Language;

impl Scan<'_> {
    /// An expression that begins with its preposition.
    pub fn relative(&self, i: usize) -> Option<Found> {
        match self.language {
            Language::English => self.relative_english(i),
            Language::German => self.relative_german(i),
            Language::Polish => self.relative_polish(i),
        }
    }

    fn relative_english(&self, i: usize) -> Option<Found> {
        match self.tokens.word(i) {
            "in" => {
                let at = i + 1;
                let next = self.tokens.is(at, &["the"]) && self.tokens.sense(at + 1) == Sense::Which(1);
                let at = if next { at + 2 } else { self.skip_words(at, &["exactly", "about", "another", "around"]) };
                let length = self.duration(at).filter(is_near)?;
                let to =
                    self.skip(length.to, 3, |at| self.tokens.is_mark(at, '\'') || self.tokens.is(at, &["s", "time"]));
                self.after_length(i, length, to, next)
            }
            "within" => {
                const WORDS: [&str; 8] = ["the", "next", "a", "period", "of", "maximum", "about", "following"];
                let longest = self.skip_words(i + 1, &WORDS);
                if let Some(found) = self.within_unit(i, longest) {
                    return Some(found);
                }
                let at = if self.duration(longest).is_some() { longest } else { i + 1 };
                let length = self.duration(at)?;
                self.after_length(i, length, length.to, true)
            }
            "on" | "upon" => self.receipt(i),
            _ => None,
        }
    }

    /// "within the next month" is one month; "within the week" ends with it.
    fn within_unit(&self, i: usize, at: usize) -> Option<Found> {
        let Sense::Unit(unit) = self.tokens.sense(at) else {
            return None;
        };
        let from = Anchor::Letter;
        let when = match self.tokens.word(at - 1) {
            "next" | "following" => When::Relative { amount: 1, unit, from, within: true },
            "the" if unit != Unit::Day => When::Span { unit, which: 0, part: Part::End },
            _ => return None,
        };
        Found::new(i, at + 1, when)
    }

    fn relative_german(&self, i: usize) -> Option<Found> {
        let word = self.tokens.word(i);
        match word {
            "in" | "binnen" | "innerhalb" => {
                const WORDS: [&str; 12] = [
                    "von",
                    "der",
                    "den",
                    "genau",
                    "etwa",
                    "ca",
                    "rund",
                    "frist",
                    "spatestens",
                    "lediglich",
                    "einer",
                    "nur",
                ];
                let next = |at: usize| self.tokens.sense(at) == Sense::Which(1);
                let at =
                    self.skip(i + 1, 4, |at| (self.tokens.is(at, &WORDS) && self.duration(at).is_none()) || next(at));
                let length = self.duration(at)?;
                if word == "in" && !is_near(&length) {
                    return None;
                }
                let within = word != "in" || next(at.wrapping_sub(1));
                self.after_length(i, length, length.to, within)
            }
            "vor" => {
                let at = self.skip_words(i + 1, &["genau", "etwa", "gut", "rund", "knapp"]);
                let length = self.duration(at).filter(|d| d.unit != Unit::Year)?;
                self.ago(i, length, length.to)
            }
            "nach" if self.tokens.is(i + 1, &["ablauf"]) => {
                let at = self.skip_words(i + 2, &["von", "der"]);
                let length = self.duration(at)?;
                self.after_length(i, length, length.to, false)
            }
            "mit" | "bei" | "ab" => self.receipt(i),
            _ => None,
        }
    }

    fn relative_polish(&self, i: usize) -> Option<Found> {
        const SPANS: [&str; 4] = ["ciagu", "przeciagu", "terminie", "okresie"];
        let second = i + 1;
        match self.tokens.word(i) {
            "za" => {
                let at = self.skip_words(second, &["dokladnie", "okolo", "jakies", "rowno"]);
                let length = self.duration(at).filter(is_near)?;
                // "za miesiąc maj", "za rok 2026" are what is paid for.
                let paid =
                    matches!(self.tokens.sense(length.to), Sense::Month(_)) || self.tokens.number(length.to).is_some();
                if paid || self.is_thanks_or_price(i, length.to) {
                    None
                } else {
                    self.after_length(i, length, length.to, false)
                }
            }
            "w" if self.tokens.is(second, &SPANS) => {
                const WORDS: [&str; 7] =
                    ["najblizszych", "kolejnych", "nastepnych", "do", "maksymalnie", "najblizszego", "okolo"];
                let length = self.duration(self.skip_words(i + 2, &WORDS))?;
                self.after_length(i, length, length.to, true)
            }
            "po" | "z" | "wraz" if self.tokens.is(second, &["uplywie", "uplywem"]) => {
                let lone = matches!(self.tokens.sense(i + 2), Sense::Unit(_));
                let length = self.duration(i + 2).filter(|_| !lone)?;
                self.after_length(i, length, length.to, false)
            }
            "przed" => {
                let length = self.duration(second).filter(|d| d.unit != Unit::Year)?;
                let word = self.tokens.word(length.to - 1);
                let instrumental = word.ends_with("ami") || word.ends_with("em");
                if instrumental { self.ago(i, length, length.to) } else { None }
            }
            "z" | "w" => self.receipt(i),
            _ => None,
        }
    }

    /// "dziękuję za pół roku", "340 zł za dwa tygodnie", "za trzy miesiące współpracy".
    fn is_thanks_or_price(&self, za: usize, after: usize) -> bool {
        const GIVEN: [&str; 14] = [
            "dziek",
            "podziek",
            "wdziecz",
            "zl",
            "pln",
            "zaplat",
            "zaplac",
            "faktur",
            "rachun",
            "naleznosc",
            "wynagrodz",
            "honorari",
            "oplat",
            "abonament",
        ];
        const OF: [&str; 8] =
            ["wspolpracy", "wspolnej", "wspolnego", "pracy", "wspolnych", "zaufania", "nauki", "uslug"];
        let given = |at: usize| {
            let word = self.tokens.word(at);
            !word.is_empty() && GIVEN.iter().any(|stem| word.starts_with(stem))
        };
        given(za.wrapping_sub(1)) || given(za.wrapping_sub(2)) || self.tokens.is(after, &OF)
    }

    fn skip_words(&self, i: usize, words: &[&str]) -> usize {
        self.skip(i, 4, |at| self.tokens.is(at, words))
    }

    /// "on receipt of this letter", "mit Zugang dieses Schreibens", "z chwilą doręczenia".
    fn receipt(&self, i: usize) -> Option<Found> {
        let moment = self.tokens.is(i + 1, &["chwila", "dniem", "data", "dniu", "dem", "momentem"]);
        let at = i + 1 + usize::from(moment);
        let polish = self.language == Language::Polish;
        if self.tokens.sense(at) != Sense::Receipt || polish != moment && polish {
            return None;
        }
        let (from, to) = self.anchor(at)?;
        let of_letter = polish || matches!(self.tokens.sense(to - 1), Sense::Letter | Sense::Notice);
        let when = When::Relative { amount: 0, unit: Unit::Day, from, within: false };
        of_letter.then_some(Found { from: i, to, when })
    }

    /// A duration and what follows it: "30 days from …", "zwei Wochen nach …", "30 dni temu".
    pub fn counted(&self, i: usize) -> Option<Found> {
        let length = self.duration(i)?;
        if self.tokens.is(length.to, &["ago", "temu"]) {
            let far = length.unit == Unit::Year;
            return if far { None } else { self.ago(i, length, length.to + 1) };
        }
        if self.tokens.is(length.to, &["hence"]) {
            return self.after_length(i, length, length.to + 1, false);
        }
        let found = self.after_length(i, length, length.to, false)?;
        (found.to > length.to).then_some(found)
    }

    fn ago(&self, from: usize, length: Duration, to: usize) -> Option<Found> {
        let Duration { amount, unit, .. } = length;
        let when = When::Relative { amount: -amount, unit, from: Anchor::Letter, within: false };
        Found::new(from, to, when)
    }

    /// Takes in what the duration counts from, if that is said.
    fn after_length(&self, from: usize, length: Duration, to: usize, within: bool) -> Option<Found> {
        let Duration { amount, unit, .. } = length;
        let make = |from_anchor, to| {
            let when = When::Relative { amount, unit, from: from_anchor, within };
            Found::new(from, to, when)
        };
        let (joint, any) = self.joint(to, within);
        if joint {
            // "two weeks from Friday", "drei Monate ab dem 1. Mai": no day of its own.
            if let Some(to) = self.date_at(to + 1) {
                return make(Anchor::Other, to);
            }
            match self.anchor(to + 1) {
                Some((Anchor::Other, end)) if any || self.is_date_of(to + 1) => {
                    return make(Anchor::Other, end);
                }
                Some((Anchor::Other, _)) | None => {}
                Some((anchor, end)) => return make(anchor, end + self.trailing_on(end)),
            }
        }
        make(Anchor::Letter, to)
    }

    /// Where a date of the calendar ends that begins here, after an article perhaps.
    fn date_at(&self, i: usize) -> Option<usize> {
        let at = i + usize::from(matches!(self.tokens.sense(i), Sense::Article));
        let found = match self.tokens.sense(at) {
            Sense::Weekday(_) => self.dated_weekday(at).or_else(|| self.lone_weekday(at)),
            Sense::Month(_) => self.month_first(at),
            _ => self.numeric(at).or_else(|| self.named_day(at)),
        };
        found.map(|found| found.to)
    }

    /// A word that says what is counted from; and whether it may be anything.
    fn joint(&self, i: usize, within: bool) -> (bool, bool) {
        match self.tokens.word(i) {
            "from" | "ab" | "od" => (true, within),
            "after" | "following" | "nach" | "po" => (true, true),
            "of" => (within, true),
            "von" | "seit" | "since" => (true, false),
            _ => (false, false),
        }
    }

    fn is_date_of(&self, i: usize) -> bool {
        let at = i + usize::from(self.tokens.sense(i) == Sense::Article);
        self.tokens.is(at, &["date", "daty", "dnia"])
    }

    /// "von heute an".
    fn trailing_on(&self, i: usize) -> usize {
        usize::from(self.language == Language::German && self.tokens.is(i, &["an"]))
    }
}

/// Years are lives, not dates: "in ten years we never …"; one year may be a date.
fn is_near(length: &Duration) -> bool {
    length.unit != Unit::Year || length.amount == 1
}
