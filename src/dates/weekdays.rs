//! In: tokens. Out: weekdays, with the date after them ("Mittwoch, dem 7.
//! Oktober 2026") or alone ("bis Freitag").

use jiff::civil::Weekday;

use super::find::{Found, Scan};
use super::lexicon::Sense;
use super::{Unit, When};
use crate::language::Language;

impl Scan<'_> {
    /// A weekday with the date after it: "Friday, 1 May", "Montag, den 31. März".
    pub fn dated_weekday(&self, i: usize) -> Option<Found> {
        let (n, short) = match self.tokens.sense(i) {
            Sense::Weekday(n) => (n, false),
            Sense::ShortWeekday(n) => (n, true),
            _ => return None,
        };
        let written = Weekday::from_monday_one_offset(n).ok()?;
        let dot = if short { self.skip_dot(i + 1) } else { i + 1 };
        let comma = dot + usize::from(self.tokens.is_mark(dot, ','));
        // "Do", "So", "Di" are words too; "sob", "nd" in Polish rarely.
        if short && (comma == i + 1 && self.language == Language::German) {
            return None;
        }
        if short && !self.polish() && !self.tokens.capital(i) {
            return None;
        }
        let filler = |at| self.tokens.sense(at) == Sense::Article || self.tokens.is(at, &["dnia", "on", "am"]);
        let at = self.skip(comma, 2, filler);
        let found = self
            .numeric(at)
            .or_else(|| self.named_day(at))
            .or_else(|| self.month_first(at))
            .or_else(|| self.first_of_list(at))
            .or_else(|| self.bare_day_after_weekday(at));
        let mut found = found?;
        // "Monday to Wednesday, 5 to 7 October": which day is which weekday is not said.
        let written = (!self.ends_a_list_of_weekdays(i)).then_some(written);
        match &mut found.when {
            When::Day { weekday, .. } | When::Ambiguous { weekday, .. } | When::DayOfMonth { weekday, .. } => {
                *weekday = written
            }
            When::Unfilled => {}
            _ => return None,
        }
        found.from = i;
        Some(found)
    }

    /// "Monday and Tuesday", "od poniedziałku do środy".
    fn ends_a_list_of_weekdays(&self, i: usize) -> bool {
        let joint = i.wrapping_sub(1);
        let joins = self.tokens.mark(joint).is_some_and(|mark| matches!(mark, '-' | '–' | '/' | ',' | '&'))
            || self.tokens.is(
                joint,
                &[
                    "and", "or", "to", "till", "until", "through", "und", "oder", "bis", "i", "lub", "oraz", "albo",
                    "do",
                ],
            );
        joins && matches!(self.tokens.sense(i.wrapping_sub(2)), Sense::Weekday(_) | Sense::ShortWeekday(_))
    }

    /// "on Monday", "bis Freitag", "w przyszły piątek" (by [`Scan::which`]).
    pub fn lone_weekday(&self, i: usize) -> Option<Found> {
        let Sense::Weekday(n) = self.tokens.sense(i) else {
            return None;
        };
        let before = i.wrapping_sub(1);
        let found = self.weekday(i, i, n, 0)?;
        if matches!(found.when, When::Weekday { weeks_on: Some(_), .. }) {
            return Some(found);
        }
        let timed = self.tokens.sense(before) == Sense::Preposition
            && !self.tokens.is(before, &["of", "for", "in", "im", "von", "mit", "fur", "fuer"]);
        if !timed || self.is_weekly(i) {
            return None;
        }
        Some(found)
    }

    /// "from Monday to Friday", "od poniedziałku do czwartku", "am Freitag davor".
    fn is_weekly(&self, i: usize) -> bool {
        let is_weekday = |at: usize| matches!(self.tokens.sense(at), Sense::Weekday(_));
        let joint = |at: usize| self.tokens.is(at, &["to", "till", "until", "bis", "do", "through"]);
        let other = |word: &[&str]| self.tokens.is(i + 1, word);
        (joint(i + 1) && is_weekday(i + 2))
            || (joint(i.wrapping_sub(1)) && is_weekday(i.wrapping_sub(2)))
            || (self.tokens.is_mark(i + 1, '-') && is_weekday(i + 2))
            || other(&[
                "davor",
                "danach",
                "darauf",
                "zuvor",
                "before",
                "after",
                "mornings",
                "evenings",
                "afternoons",
                "nights",
            ])
    }

    /// The weekday, and "next week" after it.
    pub fn weekday(&self, from: usize, i: usize, n: i8, which: i8) -> Option<Found> {
        let weekday = Weekday::from_monday_one_offset(n).ok()?;
        let filler = |at| self.tokens.sense(at) == Sense::Article || self.tokens.is(at, &["of", "in", "w"]);
        let at = self.skip(i + 1, 2, filler);
        if let (Sense::Which(weeks), Sense::Unit(Unit::Week)) = (self.tokens.sense(at), self.tokens.sense(at + 1)) {
            let when = When::Weekday { weekday, which, weeks_on: Some(weeks) };
            return Found::new(from, at + 2, when);
        }
        Found::new(from, i + 1, When::Weekday { weekday, which, weeks_on: None })
    }
}
