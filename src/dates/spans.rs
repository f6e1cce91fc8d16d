//! In: tokens. Out: dates that name a span or a part of one ("end of March",
//! "zum Monatsende", "next week", "do końca III kwartału", "the last Thursday
//! in March").

use jiff::civil::Weekday;

use super::find::{Found, Scan};
use super::lexicon::Sense;
use super::named::YEARS;
use super::tokens::Kind;
use super::{Part, Unit, When, Year};
use crate::language::Language;

impl Scan<'_> {
    /// "end of March", "Ende dieses Quartals", "z końcem roku 2026".
    pub fn part(&self, i: usize, part: Part) -> Option<Found> {
        let english = self.language == Language::English;
        let mut at = i + 1;
        let (mut which, mut ordinal, mut of) = (0, None, !english);
        at += usize::from(english && self.tokens.is_mark(at, '-'));
        for _ in 0..5 {
            match self.tokens.sense(at) {
                Sense::Article => {}
                Sense::Which(n) => which = n,
                Sense::Ordinal(n) => ordinal = Some(n),
                _ if self.tokens.is(at, &["of", "von", "vom"]) => of = true,
                _ => match self.quarter_number(at) {
                    Some((n, noun)) => {
                        (ordinal, at) = (Some(n), noun);
                        break;
                    }
                    None => break,
                },
            }
            at += 1;
        }
        // "We start next month", "they end May 5": English needs "of", or "early", "mid-", "late".
        let short = self.tokens.is(i, &["early", "mid", "late"]);
        let dated_end = part == Part::End && self.is_end_of_month(i, at);
        if english && !of && !short && !dated_end {
            return None;
        }
        let (when, to) = self.part_target(at, part, which, ordinal, of)?;
        let (from, late) = self.part_start(i);
        let when = if late { make_late(when) } else { when };
        Found::new(from, to, when)
    }

    /// "by end May 2026"; not "is to end May 2026", nor with a day, "due to end July 1st".
    fn is_end_of_month(&self, i: usize, at: usize) -> bool {
        let (Sense::Month(month) | Sense::ShortMonth(month)) = self.tokens.sense(at) else {
            return false;
        };
        let before = i.wrapping_sub(1);
        // "from 3 March to end May": after a date "to" leads to another.
        let infinitive = self.tokens.is(before, &["to"]) && !(self.floor > 0 && self.floor == before);
        let timed = self.tokens.sense(before) == Sense::Preposition && !infinitive;
        timed && self.month_then_day(at, month, self.skip_dot(at + 1)).is_none()
    }

    fn part_target(&self, at: usize, part: Part, which: i8, ordinal: Option<i8>, of: bool) -> Option<(When, usize)> {
        if let Some((value, 4)) = self.tokens.number(at).filter(|(v, _)| YEARS.contains(v)) {
            let year = i16::try_from(value).ok()?;
            return Some((When::CalendarYear { year, part }, self.after_year(at + 1)));
        }
        if let (true, Some((quarter @ 1..=4, 1))) = (self.tokens.is(at, &["q"]), self.tokens.number(at + 1)) {
            return self.quarter(at + 2, i8::try_from(quarter).ok()?, part);
        }
        if let Some((month, year, to)) = self.month_in_figures(at) {
            return Some((When::Month { year: Year::Given(year), month, part }, to));
        }
        match self.tokens.sense(at) {
            Sense::Month(month) if ordinal.is_none() => {
                let verb = self.tokens.is(at, &["may", "march"]) && !self.tokens.capital(at);
                let hit = self.year(at + 1, false);
                let plain = !(verb && !of && self.language == Language::English);
                let when = When::Month { year: hit.year, month, part };
                plain.then_some((hit.of(when), hit.to))
            }
            Sense::ShortMonth(month) if ordinal.is_none() => {
                let hit = self.short_month_year(at)?;
                let when = When::Month { year: hit.year, month, part };
                Some((hit.of(when), hit.to))
            }
            Sense::Unit(Unit::Quarter) if ordinal.is_some() => self.quarter(at + 1, ordinal?, part),
            Sense::Unit(Unit::Day | Unit::WorkingDay) => None,
            Sense::Unit(_) if ordinal.is_some() => None,
            Sense::Unit(unit) => self.unit_target(at, unit, part, which),
            Sense::NextUnit(unit) => Some((When::Span { unit, which: 1, part }, at + 1)),
            _ => None,
        }
    }

    fn unit_target(&self, at: usize, unit: Unit, part: Part, which: i8) -> Option<(When, usize)> {
        if unit == Unit::Month
            && let Sense::Month(month) = self.tokens.sense(at + 1)
        {
            let hit = self.year(at + 2, false);
            return Some((When::Month { year: hit.year, month, part }, hit.to));
        }
        if let Some((value, digits)) = self.tokens.number(at + 1) {
            if unit == Unit::Year && digits == 4 && YEARS.contains(&value) {
                let year = i16::try_from(value).ok()?;
                return Some((When::CalendarYear { year, part }, self.after_year(at + 2)));
            }
            if self.is_numbered_span(at) {
                return None;
            }
        }
        const OTHER_YEARS: [&str; 6] =
            ["szkolnego", "akademickiego", "obrotowego", "podatkowego", "szkolny", "umownego"];
        if self.tokens.is(at + 1, &OTHER_YEARS) {
            return None;
        }
        let calendar = self.tokens.is(at + 1, &["kalendarzowego"]);
        Some((When::Span { unit, which, part }, at + 1 + usize::from(calendar)))
    }

    /// "year 7", "Kalenderwoche 12"; not "by the end of the week 12 orders",
    /// "bis Ende der Woche 12 Aufträge", where the number counts what follows.
    fn is_numbered_span(&self, at: usize) -> bool {
        let (before, after) = (at.wrapping_sub(1), at + 2);
        if self.tokens.is_mark(after, '/') && self.tokens.tight(after) {
            return true;
        }
        let counts = match self.language {
            Language::English => self.tokens.sense(before) == Sense::Article,
            Language::German => self.tokens.capital(after) && !self.tokens.word(at).starts_with("kalender"),
            Language::Polish => {
                self.tokens.kind(after) == Some(Kind::Word)
                    && self.tokens.sense(after) != Sense::Preposition
                    && !self.tokens.is(after, &["r", "roku", "i", "oraz", "lub"])
            }
        };
        !counts && !matches!(self.tokens.sense(before), Sense::Which(_))
    }

    fn quarter(&self, at: usize, quarter: i8, part: Part) -> Option<(When, usize)> {
        let hit = self.year(at, false);
        let when = When::Quarter { year: hit.year, quarter, part };
        (1..=4).contains(&quarter).then_some((when, hit.to))
    }

    /// "III" of "III kwartału", "1." of "1. Quartals", "2nd", and where the quarter's noun stands.
    fn quarter_number(&self, i: usize) -> Option<(i8, usize)> {
        let roman = (1..).zip(["I", "II", "III", "IV"]).find(|(_, r)| *r == self.tokens.written(i));
        let (n, noun) = match roman {
            Some((n, _)) => (n, i + 1),
            None => {
                self.tokens.number(i)?;
                let (n, to) = self.day(i)?;
                let noun = if to == i + 1 { self.skip_dot(to) } else { to };
                // "2 kwartału" is an ordinal in Polish.
                (n, Some(noun).filter(|&noun| noun > i + 1 || self.polish())?)
            }
        };
        (self.tokens.sense(noun) == Sense::Unit(Unit::Quarter)).then_some((n, noun))
    }

    /// The word for "at" before "Ende", "końcem" belongs to the expression;
    /// "pod koniec" is towards the end.
    fn part_start(&self, i: usize) -> (usize, bool) {
        let before = i.wrapping_sub(1);
        let at: &[&str] = match self.language {
            Language::English => &[],
            Language::German => &["zum", "am", "zu", "mit"],
            Language::Polish => &["z", "ze", "na", "w", "pod"],
        };
        if !self.tokens.is(before, at) || before < self.floor {
            return (i, false);
        }
        (before, self.tokens.is(before, &["pod"]))
    }

    /// "zum Monatsende", "Jahresende 2026", "zum kommenden Quartalsende".
    pub fn compound(&self, i: usize, part: Part, unit: Unit) -> Option<Found> {
        // The next month's end is the coming one.
        let first = i - usize::from(i > 0 && self.tokens.sense(i - 1) == Sense::Which(1));
        let (from, _) = self.part_start(first);
        if self.tokens.is(from.wrapping_sub(1), &["jeweils", "immer", "jeden"]) {
            return None;
        }
        if (part, unit) == (Part::First, Unit::Month) {
            let when = When::DayOfMonth { day: 1, months_on: 0, weekday: None };
            return Found::new(i, i + 1, when);
        }
        if let (Unit::Month, Sense::Month(month)) = (unit, self.tokens.sense(i + 1)) {
            let hit = self.year(i + 2, false);
            return Found::new(from, hit.to, When::Month { year: hit.year, month, part });
        }
        if unit == Unit::Year
            && let Some((value, 4)) = self.tokens.number(i + 1).filter(|(v, _)| YEARS.contains(v))
        {
            let year = i16::try_from(value).ok()?;
            return Found::new(from, i + 2, When::CalendarYear { year, part });
        }
        Found::new(from, i + 1, When::Span { unit, which: 0, part })
    }

    /// "next week", "kommenden Montag", "w przyszłym miesiącu", "this Friday".
    pub fn which(&self, i: usize, which: i8) -> Option<Found> {
        let before = i.wrapping_sub(1);
        let definite = self.tokens.sense(before) == Sense::Article
            || self.tokens.is(before, &["my", "our", "your", "ihr", "mein", "unser"]);
        // "The following week" follows something else.
        const ELSEWHERE: [&str; 4] = ["following", "folgenden", "folgende", "darauffolgenden"];
        let is_unit = matches!(self.tokens.sense(i + 1), Sense::Unit(_));
        if is_unit && self.tokens.is(i, &ELSEWHERE) {
            return None;
        }
        match self.tokens.sense(i + 1) {
            // "The last Thursday" is the final one in English.
            Sense::Weekday(n) => {
                if let Some(mut dated) = self.dated_weekday(i + 1) {
                    dated.from = i;
                    return Some(dated);
                }
                let last = which < 0 && definite && self.language == Language::English;
                (!last).then(|| self.weekday(i, i + 1, n, which))?
            }
            Sense::Month(month) if which >= 0 => {
                let verb = self.language == Language::English && !self.tokens.capital(i + 1);
                let hit = self.year(i + 2, false);
                let when = When::Month { year: hit.year, month, part: Part::Whole };
                (!verb).then_some(Found { from: i, to: hit.to, when })
            }
            Sense::Unit(unit @ (Unit::Week | Unit::Month | Unit::Quarter | Unit::HalfYear)) => {
                let last = which < 0 && (definite || self.tokens.is(i, &["ostatni", "ostatniego", "ostatnim", "past"]));
                // "last month-end"
                let at = i + 2 + usize::from(self.tokens.is_mark(i + 2, '-'));
                if self.language == Language::English && self.tokens.is(at, &["end"]) {
                    let which = which.min(0);
                    return Found::new(i, at + 1, When::Span { unit, which, part: Part::End });
                }
                let when = When::Span { unit, which, part: Part::Whole };
                (!last).then_some(Found { from: i, to: i + 2, when })
            }
            // "This year" and "last year" name no time that a letter acts on.
            Sense::Unit(unit @ Unit::Year) if which > 0 => {
                Found::new(i, i + 2, When::Span { unit, which, part: Part::Whole })
            }
            _ => None,
        }
    }

    /// "first of the month" is a day of the month; "the last day of August",
    /// "ostatniego dnia miesiąca", "the first Tuesday in March".
    pub fn ordinal_of(&self, i: usize) -> Option<Found> {
        let nth = match self.tokens.sense(i) {
            Sense::Ordinal(n) => n,
            Sense::Which(-1) if self.is_last(i) => -1,
            _ => return None,
        };
        let filler =
            |at| matches!(self.tokens.sense(at), Sense::Article) || self.tokens.is(at, &["of", "in", "im", "w", "we"]);
        // "the last working day of May"
        let noun = i + 1 + usize::from(self.tokens.sense(i + 1) == Sense::Working);
        let at = self.skip(noun + 1, 2, filler);
        match self.tokens.sense(noun) {
            Sense::Unit(Unit::Day) if nth == 1 || nth == -1 => self.edge(i, at, nth),
            Sense::Weekday(n) if at > noun + 1 || self.language == Language::Polish => {
                let Sense::Month(month) = self.tokens.sense(at) else {
                    return None;
                };
                let weekday = Weekday::from_monday_one_offset(n).ok()?;
                let hit = self.year(at + 1, false);
                let when = When::NthWeekday { nth, weekday, month, year: hit.year };
                (nth <= 5).then_some(Found { from: i, to: hit.to, when })
            }
            _ => None,
        }
    }

    fn is_last(&self, i: usize) -> bool {
        let word = self.tokens.word(i);
        word == "last" || word.starts_with("letzt") || word.starts_with("ostatni")
    }

    /// The first or last day of what stands at `at`.
    fn edge(&self, i: usize, at: usize, nth: i8) -> Option<Found> {
        let part = if nth == 1 { Part::First } else { Part::End };
        let (at, which, ordinal) = match (self.tokens.sense(at), self.quarter_number(at)) {
            (Sense::Which(n), _) => (at + 1, n, None),
            (Sense::Ordinal(n), _) => (at + 1, 0, Some(n)),
            (_, Some((n, noun))) => (noun, 0, Some(n)),
            _ => (at, 0, None),
        };
        let (when, to) = self.part_target(at, part, which, ordinal, true)?;
        let when = match when {
            When::Span { unit: Unit::Month, which: 0, part: Part::First } => {
                When::DayOfMonth { day: 1, months_on: 0, weekday: None }
            }
            other => other,
        };
        Found::new(i, to, when)
    }

    /// English "month-end", "year end"; German "zum Quartal".
    pub fn unit_end(&self, i: usize, unit: Unit) -> Option<Found> {
        let before = i.wrapping_sub(1);
        if self.language == Language::German {
            let whole = matches!(unit, Unit::Quarter | Unit::HalfYear);
            let when = When::Span { unit, which: 0, part: Part::End };
            return (whole && self.tokens.is(before, &["zum"]) && before >= self.floor).then_some(Found {
                from: before,
                to: i + 1,
                when,
            });
        }
        const NOUNS: [&str; 11] = [
            "accounts",
            "figures",
            "report",
            "reports",
            "closing",
            "close",
            "returns",
            "return",
            "statements",
            "work",
            "review",
        ];
        let at = i + 1 + usize::from(self.tokens.is_mark(i + 1, '-'));
        let timed = matches!(self.tokens.sense(before), Sense::Preposition | Sense::Which(0 | 1))
            || self.tokens.is(before, &["at", "the"]);
        let is_end = self.language == Language::English
            && self.tokens.is(at, &["end"])
            && !matches!(unit, Unit::Day | Unit::WorkingDay)
            && timed
            && !self.tokens.is(at + 1, &NOUNS);
        let when = When::Span { unit, which: 0, part: Part::End };
        is_end.then_some(Found { from: i, to: at + 1, when })
    }
}

fn make_late(when: When) -> When {
    let part = Part::Late;
    match when {
        When::Month { year, month, part: Part::End } => When::Month { year, month, part },
        When::Span { unit, which, part: Part::End } => When::Span { unit, which, part },
        When::CalendarYear { year, part: Part::End } => When::CalendarYear { year, part },
        When::Quarter { year, quarter, part: Part::End } => When::Quarter { year, quarter, part },
        other => other,
    }
}
