//! In: tokens. Out: dates in figures ("01.05.2015", "15.02.", "2015-05-01",
//! "05/01/2015") and days of the month alone ("the 26th", "bis zum 20.").

use super::find::{Found, Scan};
use super::lexicon::Sense;
use super::named::YEARS;
use super::tokens::Kind;
use super::{Unit, When, Year};
use crate::language::Language;

impl Scan<'_> {
    /// "01.05.2015" and its kin, beginning at a number.
    pub fn numeric(&self, i: usize) -> Option<Found> {
        let (first, digits) = self.tokens.number(i)?;
        let sep = self.tokens.mark(i + 1).filter(|_| self.tokens.tight(i + 1))?;
        if !matches!(sep, '.' | '/' | '-') || !self.is_apart(i, sep) {
            return None;
        }
        let (second, second_digits) = self.tokens.number(i + 2)?;
        let spaced = !self.tokens.tight(i + 2);
        if second_digits > 2 || (spaced && sep != '.') {
            return None;
        }
        let third = self
            .tokens
            .number(i + 4)
            .filter(|_| self.tokens.is_mark(i + 3, sep) && self.tokens.tight(i + 3))
            // "am 1.5. 15 Gäste": only a year of four figures may stand apart.
            .filter(|(_, digits)| self.tokens.tight(i + 4) || (sep == '.' && *digits == 4));
        let Some((third, third_digits)) = third else {
            return if sep == '.' && !spaced { self.day_and_month(i, first, second) } else { None };
        };
        if !self.is_closed(i + 5, sep) {
            return None;
        }
        if digits == 4 {
            return self.year_month_day(i, first, second, third);
        }
        let spaced = spaced || !self.tokens.tight(i + 4);
        if digits > 2 || (spaced && third_digits != 4) {
            return None;
        }
        let year = self.full_year(i, third, third_digits, sep)?;
        self.two_and_year(i, sep, first, second, year)
    }

    /// Nothing on the left makes the figures part of a longer number.
    fn is_apart(&self, i: usize, sep: char) -> bool {
        let before = i.wrapping_sub(1);
        // The second date of "01.05.2026-15.05.2026".
        let range = sep == '.' && self.tokens.is_mark(before, '-');
        range || self.free_left(i)
    }

    /// Nothing on the right does.
    pub fn is_closed(&self, i: usize, sep: char) -> bool {
        if !self.tokens.tight(i) {
            return true;
        }
        match self.tokens.kind(i) {
            Some(Kind::Word) => self.tokens.is(i, &["r", "t"]),
            Some(Kind::Mark('-')) if sep == '.' => true,
            Some(Kind::Mark('.' | '/' | '-' | ':' | ',')) => {
                !(self.tokens.number(i + 1).is_some() && self.tokens.tight(i + 1))
            }
            _ => true,
        }
    }

    fn full_year(&self, i: usize, year: i32, digits: u8, sep: char) -> Option<i16> {
        let year = match digits {
            // "3/12/2026" after "FV" is an invoice, "1.5.2026" after "Rechnung" a day.
            4 if YEARS.contains(&year) && !(sep != '.' && self.is_numbered(i)) => year,
            2 if !self.is_numbered(i) => year + if year < 80 { 2000 } else { 1900 },
            _ => return None,
        };
        i16::try_from(year).ok()
    }

    fn year_month_day(&self, i: usize, year: i32, month: i32, day: i32) -> Option<Found> {
        let fits = YEARS.contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        if !fits || self.is_numbered(i) {
            return None;
        }
        let to = self.after_year(i + 5);
        let (weekday, to) = self.weekday_after(to);
        let year = Year::Given(i16::try_from(year).ok()?);
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        Found::new(i, to, When::Day { year, month, day, weekday })
    }

    fn two_and_year(&self, i: usize, sep: char, first: i32, second: i32, year: i16) -> Option<Found> {
        let (weekday, to) = self.weekday_after(self.after_year(i + 5));
        let (first, second) = (i8::try_from(first).ok()?, i8::try_from(second).ok()?);
        let day = |day, month| When::Day { year: Year::Given(year), month, day, weekday };
        let english = self.language == Language::English && sep != '.';
        let when = match (first, second) {
            (1..=12, 1..=12) if english && first != second => When::Ambiguous { year, first, second, weekday },
            (1..=12, 13..=31) if english => day(second, first),
            // Kept though it can't be: someone meant a date.
            (1..=31, 1..=12) => day(first, second),
            (32..=39, 1..=12) | (1..=31, 13..=19) if sep == '.' => day(first, second),
            _ => return None,
        };
        Found::new(i, to, when)
    }

    /// "15.02." and "15.02", where it can't be an amount, a time or a clause.
    fn day_and_month(&self, i: usize, day: i32, month: i32) -> Option<Found> {
        const DATED: [&str; 22] = [
            "do",
            "od",
            "dnia",
            "dniem",
            "am",
            "zum",
            "bis",
            "ab",
            "vom",
            "den",
            "dem",
            "der",
            "einschliesslich",
            "spatestens",
            "spaetestens",
            "auf",
            "per",
            "seit",
            "nach",
            "datum",
            "dzien",
            "najpozniej",
        ];
        let (_, month_digits) = self.tokens.number(i + 2)?;
        let fits = (1..=31).contains(&day) && (1..=12).contains(&month);
        if !fits || self.language == Language::English || self.is_numbered(i) {
            return None;
        }
        let dot = self.tokens.is_mark(i + 3, '.') && self.tokens.tight(i + 3);
        let to = i + 3 + usize::from(dot);
        let before = i.wrapping_sub(1);
        let of_time = self.tokens.is(before, &["um", "o", "godz", "gegen"]);
        if of_time || self.is_measure(to) || (dot && self.tokens.number(to).is_some_and(|_| self.tokens.tight(to))) {
            return None;
        }
        let counts = self.tokens.number(to).is_some();
        // "nach 5.1. 12 Monate" goes by a clause, "am 1.5. 15 Gäste" by a day.
        let clause = counts && self.tokens.is(before, &["nach", "der"]);
        let dated = self.tokens.is(before, &DATED) && !clause && self.tokens.number(i.wrapping_sub(2)).is_none();
        let comma = self.tokens.is_mark(before, ',');
        // "3.1. 20 Lizenzen" is a numbered paragraph.
        let set_off = if counts {
            let weekday = self.tokens.sense(before.wrapping_sub(usize::from(comma)));
            matches!(weekday, Sense::Weekday(_) | Sense::ShortWeekday(_))
        } else {
            self.tokens.opens(i) || comma || self.tokens.is_mark(before, '-')
        };
        let goes_on = match self.tokens.kind(to) {
            Some(Kind::Word) => !self.tokens.capital(to),
            Some(Kind::Mark(c)) => matches!(c, ',' | ')' | '-' | ';' | '|' | '/'),
            _ => false,
        };
        let is_date =
            if dot { dated || set_off || (goes_on && self.tokens.tight(i + 2)) } else { dated && month_digits == 2 };
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        let when = When::Day { year: Year::Unsaid, month, day, weekday: None };
        is_date.then_some(Found { from: i, to, when })
    }

    /// "Uhr", "zł", "€", "%" after a number.
    pub fn is_measure(&self, i: usize) -> bool {
        const MEASURES: [&str; 16] = [
            "uhr", "h", "euro", "eur", "zl", "zlotych", "pln", "chf", "usd", "km", "m", "kg", "gr", "tys", "mln",
            "prozent",
        ];
        self.tokens.is(i, &MEASURES) || matches!(self.tokens.mark(i), Some('€' | '$' | '£' | '%'))
    }

    /// "the 26th", "bis zum 20.", "do 15-go", "the 15th of next month".
    pub fn day_of_month(&self, i: usize) -> Option<Found> {
        let (day, to) = self.day(i)?;
        let spelled_out = self.tokens.number(i).is_none();
        let due = self.is_due(i);
        let marked = to > i + 1 || spelled_out || (due && self.is_cut_off(to));
        if day > 31 || !self.free_left(i) {
            return None;
        }
        let introduced = self.is_introduced(i);
        let marked_or_of_month = marked || due || self.language == Language::Polish;
        if marked_or_of_month
            && (introduced || !spelled_out)
            && let Some(found) = self.of_month(i, day, to)
        {
            return Some(found);
        }
        if !marked || !introduced {
            return None;
        }
        let stands_alone = self.stands_alone(i, to);
        let when = When::DayOfMonth { day, months_on: 0, weekday: None };
        (stands_alone && !spelled_out).then_some(Found { from: i, to, when })
    }

    /// "by the 26", "bis zum 26", "do dnia 26": no mark of an ordinal is needed after these.
    fn is_due(&self, i: usize) -> bool {
        let before = i.wrapping_sub(1);
        match self.language {
            Language::English => {
                self.tokens.is(before, &["the"])
                    && self.tokens.is(before.wrapping_sub(1), &["by", "until", "till", "before"])
            }
            Language::German => self.tokens.is(before, &["am", "vom", "zum"]),
            Language::Polish => self.tokens.is(before, &["dnia", "dniem"]),
        }
    }

    /// Nothing follows that the number could count.
    fn is_cut_off(&self, to: usize) -> bool {
        match self.tokens.kind(to) {
            None | Some(Kind::Break) => true,
            Some(Kind::Mark(',' | ';' | '.' | '!' | '?' | ')')) => self.tokens.number(to + 1).is_none(),
            Some(Kind::Word) => self.tokens.is(to, &["please", "bitte"]),
            Some(_) => false,
        }
    }

    /// "Tuesday the 26th", "Freitag, den 13."
    pub fn bare_day_after_weekday(&self, i: usize) -> Option<Found> {
        self.tokens.number(i)?;
        let (day, to) = self.day(i)?;
        if day > 31 || to == i + 1 {
            return None;
        }
        let of_month = self.of_month(i, day, to);
        let when = When::DayOfMonth { day, months_on: 0, weekday: None };
        of_month.or_else(|| self.stands_alone(i, to).then_some(Found { from: i, to, when }))
    }

    fn is_introduced(&self, i: usize) -> bool {
        let before = i.wrapping_sub(1);
        let preposition = |at| {
            self.tokens.sense(at) == Sense::Preposition
                && !self.tokens.is(at, &["of", "in", "im", "during", "for", "fur", "fuer", "w", "na", "za"])
        };
        match self.language {
            Language::English => self.tokens.is(before, &["the"]) && preposition(i.wrapping_sub(2)),
            Language::German => {
                preposition(before)
                    || (self.tokens.is(before, &["dem", "den", "der"]) && preposition(i.wrapping_sub(2)))
            }
            Language::Polish => preposition(before) || self.tokens.is(before, &["dnia", "dniem"]),
        }
    }

    /// "of the month", "des nächsten Monats", "następnego miesiąca".
    fn of_month(&self, i: usize, day: i8, to: usize) -> Option<Found> {
        if let Some((months_on, end)) = self.short_which(to, Unit::Month) {
            return Found::new(i, end, When::DayOfMonth { day, months_on, weekday: None });
        }
        let mut months_on = 0;
        for at in to..to + 4 {
            match self.tokens.sense(at) {
                Sense::Which(n) => months_on = n,
                Sense::Article => {}
                Sense::NextUnit(Unit::Month) => {
                    let when = When::DayOfMonth { day, months_on: 1, weekday: None };
                    return Found::new(i, at + 1, when);
                }
                Sense::Unit(Unit::Month) if at > to || self.language == Language::Polish => {
                    let when = When::DayOfMonth { day, months_on, weekday: None };
                    return Found::new(i, at + 1, when);
                }
                _ if self.tokens.is(at, &["of", "dnia", "dzien", "day"]) => {}
                _ => return None,
            }
        }
        None
    }

    /// What follows shows that no noun is numbered: not "the 5th invoice".
    fn stands_alone(&self, i: usize, to: usize) -> bool {
        const GOES_ON: [&str; 34] = [
            "at", "and", "or", "but", "we", "i", "you", "it", "our", "my", "is", "was", "will", "as", "with", "to",
            "so", "if", "when", "because", "then", "from", "please", "until", "by", "on", "unless", "dann", "danach",
            "bitte", "ich", "wir", "die", "der",
        ];
        match self.tokens.kind(to) {
            None | Some(Kind::Break) => true,
            Some(Kind::Mark(c)) => !matches!(c, '/' | '-' | '%' | '€' | '§') || !self.tokens.tight(to),
            Some(Kind::Number(..)) => self.is_before_count(i, to),
            Some(Kind::Word) => {
                let every = self.tokens.is(to, &["jeden", "jedes", "kazdego", "of", "each", "every"]);
                let small = self.language == Language::German && !self.tokens.capital(to);
                !every && (small || self.tokens.is(to, &GOES_ON))
            }
        }
    }

    /// "bis zum 20. 12 Exemplare": the number after a day counts something. Not
    /// "20. 12.", "Seite 5 bis 20. 12 Bilder", "the 1st 12 months", "the 1st 100 guests".
    fn is_before_count(&self, i: usize, to: usize) -> bool {
        let short = self.tokens.number(to).is_some_and(|(_, digits)| digits < 4);
        let glued = self.tokens.tight(to)
            || self.tokens.tight(to + 1) && matches!(self.tokens.mark(to + 1), Some('.' | '/' | '-'));
        let unit = matches!(self.tokens.sense(to + 1), Sense::Unit(_) | Sense::Units(_));
        let first_few = self.tokens.number(i).is_some_and(|(day, _)| day == 1)
            && self.tokens.is(i.wrapping_sub(1), &["the", "den"]);
        short && !glued && !unit && !first_few && self.tokens.number(i.wrapping_sub(2)).is_none()
    }
}
