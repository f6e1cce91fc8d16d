//! In: tokens. Out: days with the month as a word ("1 May 2015", "3rd of July",
//! "9. und 23. Oktober"), and years after a date.

use jiff::civil::Weekday;

use super::find::{Found, Scan};
use super::lexicon::{Lexicon, Sense};
use super::tokens::Kind;
use super::{Unit, When, Year};
use crate::language::Language;

/// A year after a date; `to` is the token after it.
pub(super) struct YearHit {
    pub year: Year,
    pub to: usize,
    /// "20XX".
    pub unfilled: bool,
}

impl YearHit {
    /// `when`, unless its year is still to be filled in.
    pub fn of(&self, when: When) -> When {
        if self.unfilled { When::Unfilled } else { when }
    }
}

pub(super) const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

impl Scan<'_> {
    pub fn english(&self) -> bool {
        self.language == Language::English
    }

    pub fn polish(&self) -> bool {
        self.language == Language::Polish
    }

    /// A day's number and the token after it: "1", "1st", "1.", "1-go", "ersten".
    pub fn day(&self, i: usize) -> Option<(i8, usize)> {
        if let Some((value, digits)) = self.tokens.number(i) {
            let value = i8::try_from(value).ok().filter(|v| (1..=39).contains(v) && digits <= 2)?;
            return Some((value, self.after_day(i)));
        }
        match (self.tokens.sense(i), self.tokens.sense(i + 1), self.tokens.sense(i + 2)) {
            (Sense::Ordinal(tens @ (20 | 30)), Sense::Ordinal(n @ 1..=9), _) if self.polish() => {
                Some((tens + n, i + 2))
            }
            (Sense::Ordinal(day), ..) => Some((day, i + 1)),
            (Sense::Number(tens @ (20 | 30)), Sense::Ordinal(n @ 1..=9), _) => Some((tens as i8 + n, i + 2)),
            (Sense::Number(tens @ (20 | 30)), _, Sense::Ordinal(n @ 1..=9)) if self.tokens.is_mark(i + 1, '-') => {
                Some((tens as i8 + n, i + 3))
            }
            _ => None,
        }
    }

    fn after_day(&self, i: usize) -> usize {
        let suffix: &[&str] = match self.language {
            Language::English => &["st", "nd", "rd", "th"],
            Language::German => &["ten", "sten", "te", "ter"],
            Language::Polish => &["go", "ego", "tego", "szego", "ciego", "giego", "ym", "tym"],
        };
        let hyphen = usize::from(self.tokens.is_mark(i + 1, '-') && self.tokens.tight(i + 1));
        let at = i + 1 + hyphen;
        if self.tokens.tight(at) && self.tokens.is(at, suffix) {
            return at + 1;
        }
        if self.english() { i + 1 } else { self.skip_dot(i + 1) }
    }

    /// A month that may follow a day, and the token after it.
    fn month(&self, i: usize) -> Option<(i8, usize)> {
        match self.tokens.sense(i) {
            Sense::Month(month) => {
                let ambiguous = self.english() && self.tokens.is(i, &["may", "march"]);
                if ambiguous && !self.tokens.capital(i) && !self.has_year(i + 1) {
                    return None;
                }
                Some((month, i + 1))
            }
            Sense::ShortMonth(_) if self.is_pronoun(i) => None,
            Sense::ShortMonth(month) => {
                let to = self.skip_dot(i + 1);
                let short = if self.polish() { self.ends_dated(i) } else { self.tokens.capital(i) || to > i + 1 };
                if self.has_year(to) { Some((month, to)) } else { short.then_some((month, i + 1)) }
            }
            _ => self.roman(i).or_else(|| self.foreign_month(i)),
        }
    }

    /// "30 IV 2026", "30.IV.2026".
    fn roman(&self, i: usize) -> Option<(i8, usize)> {
        const ROMAN: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
        let written = self.tokens.written(i);
        let month = (1..).zip(ROMAN).find(|(_, r)| *r == written)?.0;
        let to = self.skip_dot(i + 1);
        if self.has_year(to) { Some((month, to)) } else { self.ends_dated(i).then_some((month, i + 1)) }
    }

    /// Polish short months are words too ("lis" is a fox), and Roman ones are
    /// letters: without a year they need "do 15" before them and no word after.
    fn ends_dated(&self, i: usize) -> bool {
        self.polish()
            && self.tokens.is(i.wrapping_sub(2), &["do", "od", "dnia", "dniem", "z"])
            && self.tokens.kind(i + 1).is_none_or(|k| matches!(k, Kind::Mark(_) | Kind::Break))
    }

    /// "się" looks like "sie.", August, once its ogonek is folded away.
    pub fn is_pronoun(&self, i: usize) -> bool {
        self.tokens.is(i, &["sie"]) && !self.tokens.written(i).is_ascii()
    }

    /// A month in another language ("5 May 2026" in a German letter): only with a year.
    fn foreign_month(&self, i: usize) -> Option<(i8, usize)> {
        // "sie" is Polish for August, and German for "you".
        if self.tokens.word(i).is_empty() || self.tokens.is(i, &["sie"]) {
            return None;
        }
        let to = self.skip_dot(i + 1);
        if !self.has_year(to) {
            return None;
        }
        let word = self.tokens.word(i);
        [Language::English, Language::German, Language::Polish].into_iter().find_map(|language| {
            match Lexicon::of(language).sense(word) {
                Sense::Month(month) | Sense::ShortMonth(month) => Some((month, to)),
                _ => None,
            }
        })
    }

    fn has_year(&self, i: usize) -> bool {
        if self.short_which(i, Unit::Year).is_some() {
            return true;
        }
        let i = i + usize::from(self.tokens.is(i, &["roku"]));
        self.plain_year(i).is_some_and(|hit| hit.year != Year::Unsaid || hit.unfilled)
    }

    /// "2026", "'26", "20XX", "YYYY".
    fn plain_year(&self, i: usize) -> Option<YearHit> {
        let given = |year, to| Some(YearHit { year: Year::Given(year), to, unfilled: false });
        let blank = |to| Some(YearHit { year: Year::Unsaid, to, unfilled: true });
        match self.tokens.number(i) {
            Some((value, 4)) if YEARS.contains(&value) => {
                let more = self.tokens.tight(i + 1)
                    && (self.tokens.number(i + 2).is_some() && self.tokens.tight(i + 2))
                    && matches!(self.tokens.mark(i + 1), Some('/' | ',' | ':'));
                return if more { None } else { given(i16::try_from(value).ok()?, i + 1) };
            }
            Some((20, 2) | (200..=209, 3)) if self.tokens.tight(i + 1) && self.is_blank(i + 1) => {
                return blank(i + 2);
            }
            Some(_) => return None,
            None => {}
        }
        if self.tokens.is_mark(i, '\'')
            && self.tokens.tight(i + 1)
            && let Some((value, 2)) = self.tokens.number(i + 1)
        {
            return given(i16::try_from(2000 + value).ok()?, i + 2);
        }
        (self.is_blank(i) && self.tokens.word(i).len() == 4).then(|| YearHit {
            year: Year::Unsaid,
            to: i + 1,
            unfilled: true,
        })
    }

    /// The year after a day and month, or none said.
    pub fn year(&self, i: usize, comma: bool) -> YearHit {
        let comma = comma && self.tokens.is_mark(i, ',');
        let start = i + usize::from(comma);
        let start = start + usize::from(self.tokens.is(start, &["roku"]));
        if let Some(mut hit) = self.plain_year(start) {
            hit.to = self.after_year(hit.to);
            return hit;
        }
        let filler = |at| self.tokens.sense(at) == Sense::Article || self.tokens.is(at, &["of"]);
        let at = self.skip(i, 2, filler);
        if self.tokens.sense(at) == Sense::NextUnit(Unit::Year) {
            return YearHit { year: Year::On(1), to: at + 1, unfilled: false };
        }
        if let (Sense::Which(years), Sense::Unit(Unit::Year)) = (self.tokens.sense(at), self.tokens.sense(at + 1)) {
            return YearHit { year: Year::On(years), to: at + 2, unfilled: false };
        }
        if let Some((years, to)) = self.short_which(i, Unit::Year) {
            return YearHit { year: Year::On(years), to, unfilled: false };
        }
        YearHit { year: Year::Unsaid, to: self.after_year(i), unfilled: false }
    }

    /// "This" and "last" in short with a year or month: Polish "br.", "b/r",
    /// "ub. r.", "b.m."; German "d. J.", "v. M.". Which it is, and the token after.
    pub fn short_which(&self, i: usize, unit: Unit) -> Option<(i8, usize)> {
        const POLISH: [(&str, i8); 2] = [("b", 0), ("ub", -1)];
        const GERMAN: [(&str, i8); 4] = [("d", 0), ("lfd", 0), ("v", -1), ("n", 1)];
        let (shorts, nouns): (&[(&str, i8)], [&str; 2]) = match (self.language, unit) {
            (Language::Polish, Unit::Year) => (&POLISH, ["r", "roku"]),
            (Language::Polish, _) => (&POLISH, ["m", "miesiaca"]),
            (Language::German, Unit::Year) => (&GERMAN, ["j", "jahres"]),
            (Language::German, _) => (&GERMAN, ["m", "monats"]),
            (Language::English, _) => return None,
        };
        let which = |word: &str| shorts.iter().find(|(short, _)| *short == word).map(|&(_, which)| which);
        let word = self.tokens.word(i);
        if self.polish()
            && let Some(which) = word.strip_suffix(nouns[0]).and_then(which)
        {
            return Some((which, self.skip_dot(i + 1)));
        }
        let joined = self.tokens.is_mark(i + 1, '.') || (self.polish() && self.tokens.is_mark(i + 1, '/'));
        let to = self.skip_dot(i + 3);
        // "das Schreiben vom 15. Mai v. J. Müller" is by a J. Müller.
        let named = self.language == Language::German && (!self.tokens.capital(i + 2) || self.tokens.capital(to));
        if !joined || named || !self.tokens.is(i + 2, &nouns) {
            return None;
        }
        Some((which(word)?, to))
    }

    /// The Polish "r." or "roku" after a year.
    pub fn after_year(&self, i: usize) -> usize {
        if self.polish() && self.tokens.is(i, &["r"]) {
            return self.skip_dot(i + 1);
        }
        let year_word =
            self.polish() && self.tokens.is(i, &["roku"]) && self.tokens.number(i.wrapping_sub(1)).is_some();
        i + usize::from(year_word)
    }

    /// "1 May 2015", "1. Mai", "3rd of July", "pierwszego maja 2015 r."
    pub fn named_day(&self, i: usize) -> Option<Found> {
        if !self.free_left(i) && !self.is_range_end(i) {
            return None;
        }
        let (day, after) = self.day(i)?;
        let spelled = self.tokens.number(i).is_none();
        let of = self.english() && self.tokens.is(after, &["of"]);
        if spelled && self.english() && !of {
            return None;
        }
        let (month, to) = self.month(after + usize::from(of))?;
        if self.is_street(i, after, to) {
            return None;
        }
        let hit = self.year(to, self.english());
        // "32 September" is meant for a day; "32 of September" may count something.
        if day > 31 && hit.year == Year::Unsaid && of {
            return None;
        }
        if hit.unfilled {
            return Found::new(i, hit.to, When::Unfilled);
        }
        let (weekday, to) = self.weekday_after(hit.to);
        Found::new(i, to, When::Day { year: hit.year, month, day, weekday })
    }

    /// The second day of "1-5 May" or "2./3. Mai".
    fn is_range_end(&self, i: usize) -> bool {
        let first = match self.tokens.kind(i.wrapping_sub(2)) {
            Some(Kind::Mark('.')) => i.wrapping_sub(3),
            _ => i.wrapping_sub(2),
        };
        matches!(self.tokens.mark(i.wrapping_sub(1)), Some('-' | '/'))
            && self.tokens.number(first).is_some_and(|(_, digits)| digits <= 2)
            && self.free_left(first)
    }

    /// "ul. 3 Maja 14", "Straße des 17. Juni", "12 March Road".
    fn is_street(&self, i: usize, month: usize, to: usize) -> bool {
        let before = |n: usize| self.tokens.sense(i.wrapping_sub(n)) == Sense::Street;
        match self.language {
            Language::English => self.tokens.sense(to) == Sense::Street && self.tokens.capital(to),
            Language::German => before(2) && self.tokens.is(i.wrapping_sub(1), &["des"]),
            Language::Polish => {
                let house = self.tokens.number(to).is_some_and(|(_, digits)| digits <= 3);
                let dotted = self.tokens.is_mark(i.wrapping_sub(1), '.') && before(2);
                before(1) || dotted || (house && self.tokens.capital(month))
            }
        }
    }

    /// "(Friday)" after a date.
    pub fn weekday_after(&self, i: usize) -> (Option<Weekday>, usize) {
        if !self.tokens.is_mark(i, '(') {
            return (None, i);
        }
        let at = i + 1 + usize::from(self.english() && self.tokens.is(i + 1, &["a"]));
        let weekday = match self.tokens.sense(at) {
            Sense::Weekday(n) | Sense::ShortWeekday(n) => Weekday::from_monday_one_offset(n).ok(),
            _ => None,
        };
        let close = self.skip_dot(at + 1);
        match weekday {
            Some(_) if self.tokens.is_mark(close, ')') => (weekday, close + 1),
            _ => (None, i),
        }
    }

    /// The first day of "9. und 23. Oktober", "1 to 5 May", "od 3 do 7 czerwca".
    pub fn first_of_list(&self, i: usize) -> Option<Found> {
        if !self.free_left(i) || self.is_numbered(i) {
            return None;
        }
        let (day, to) = self.day(i)?;
        if self.language == Language::German && self.tokens.number(i).is_some() && !self.tokens.is_mark(to - 1, '.') {
            return None;
        }
        let mut at = to;
        for _ in 0..4 {
            at = self.list_joint(at)?;
            let (_, after) = self.day(at)?;
            let of = usize::from(self.english() && self.tokens.is(after, &["of"]));
            if let Some((month, month_to)) = self.month(after + of) {
                let hit = self.year(month_to, false);
                let when = When::Day { year: hit.year, month, day, weekday: None };
                return (day <= 31).then_some(Found { from: i, to, when: hit.of(when) });
            }
            at = after;
        }
        None
    }

    /// Past "and", "to the", "und vom", "-", "," between the days of a list.
    fn list_joint(&self, i: usize) -> Option<usize> {
        const JOINTS: [&str; 10] = ["and", "or", "to", "und", "oder", "bis", "i", "oraz", "do", "lub"];
        let mark = matches!(self.tokens.mark(i), Some(',' | '-' | '/'));
        if !mark && !self.tokens.is(i, &JOINTS) {
            return None;
        }
        let more = |at| {
            matches!(self.tokens.sense(at), Sense::Article | Sense::Preposition)
                && !self.tokens.is(at, &["in", "for", "of"])
        };
        Some(self.skip(i + 1, 2, more))
    }
}
