//! In: tokens. Out: periods of notice as letters say them ("with thirty days'
//! notice", "mit einer Frist von drei Monaten zum Quartalsende", "z zachowaniem
//! miesięcznego okresu wypowiedzenia").

use super::durations::Duration;
use super::find::{Found, Scan};
use super::lexicon::Sense;
use super::tokens::Kind;
use super::{Anchor, Notice, NoticeEnd, NoticeUnit, Part, Unit, When};
use crate::language::Language;

/// What is known of a notice before its end is looked for.
struct Core {
    from: usize,
    to: usize,
    length: Option<(i32, Unit)>,
}

impl Scan<'_> {
    /// `i` is the noun: "notice", "Kündigungsfrist", "wypowiedzenia".
    pub fn notice(&self, i: usize) -> Option<Found> {
        let start = match self.language {
            Language::Polish => i - usize::from(i > self.floor && self.is_term(i - 1)),
            _ => i,
        };
        let period = usize::from(self.tokens.is(i + 1, &["period"]));
        let before = self.length_before(start);
        let after = self.length_after(i + 1 + period);
        let core = match (before, after) {
            (Some((from, length)), _) => Core { from, to: i + 1 + period, length: Some(length) },
            (None, Some(Duration { amount, unit, to })) => Core { from: start, to, length: Some((amount, unit)) },
            (None, None) => Core { from: start, to: i + 1 + period, length: None },
        };
        let opener = self.opener(core.from);
        if !self.is_notice(i, &core, opener) {
            return None;
        }
        let from = opener.unwrap_or(core.from);
        let (end, to) = match self.notice_end(core.to) {
            Some((end, to)) => (Some(end), to),
            None => (None, core.to),
        };
        let to = self.counted_from(to);
        let notice = core.length.and_then(|(amount, unit)| make(amount, unit, end));
        Found::new(from, to, When::NoticePeriod { notice })
    }

    /// The "okres" or "termin" of "okresu wypowiedzenia".
    fn is_term(&self, i: usize) -> bool {
        const TERMS: [&str; 7] = ["okres", "okresu", "okresem", "okresie", "termin", "terminu", "terminem"];
        self.tokens.is(i, &TERMS)
    }

    /// The length before the noun: "thirty days' notice", "dreimonatiger Frist".
    fn length_before(&self, noun: usize) -> Option<(usize, (i32, Unit))> {
        // As far back as "thirty (30) calendar days' full formal prior written notice" reaches.
        for at in noun.saturating_sub(12).max(self.floor)..noun {
            if let Some(length) = self.duration(at).filter(|d| d.to <= noun)
                && (length.to..noun).all(|at| self.is_between(at))
            {
                return Some((at, (length.amount, length.unit)));
            }
            let near = noun - at <= 3;
            if let Some(length) = self.adjective(at).filter(|_| near) {
                return Some((self.adjective_start(at).max(self.floor), length));
            }
        }
        None
    }

    fn is_between(&self, i: usize) -> bool {
        const WORDS: [&str; 10] =
            ["s", "written", "prior", "advance", "formal", "contractual", "clear", "umownego", "agreed", "full"];
        matches!(self.tokens.mark(i), Some('\'' | '-')) || self.tokens.is(i, &WORDS)
    }

    /// The length after the noun: "notice period of", "Frist von", "wynoszącego".
    fn length_after(&self, i: usize) -> Option<Duration> {
        const WORDS: [&str; 12] = [
            "of",
            "is",
            "von",
            "betragt",
            "betraegt",
            "wynoszacego",
            "wynoszacym",
            "wynosi",
            "at",
            "least",
            "mindestens",
            "co",
        ];
        let at = self.skip(i, 3, |at| self.tokens.is(at, &WORDS));
        let advance = self.tokens.is(i - 1, &["wyprzedzeniem"]);
        if at == i && !advance {
            return None;
        }
        self.duration(at)
    }

    /// The word that opens the expression, up to six words back: "with", "mit",
    /// "unter", "z". Only words of the same clause may stand between.
    fn opener(&self, from: usize) -> Option<usize> {
        let openers: &[&str] = match self.language {
            Language::English => {
                &["with", "on", "upon", "giving", "give", "observing", "after", "under", "at", "until", "by"]
            }
            Language::German => &["mit", "unter", "nach", "bei", "zum"],
            Language::Polish => &["z", "ze", "za", "przy", "po", "do"],
        };
        for at in (from.saturating_sub(6).max(self.floor)..from).rev() {
            if self.tokens.is(at, openers) {
                let by = at > self.floor && self.tokens.is(at, &["giving"]) && self.tokens.is(at - 1, &["by"]);
                // Words of direction stay outside, as everywhere.
                let direction = self.tokens.is(at, &["do", "until", "by"]);
                return Some(at + usize::from(direction) - usize::from(by));
            }
            if self.tokens.kind(at) != Some(Kind::Word) {
                return None;
            }
        }
        None
    }

    /// A notice and not some other term or the ending itself.
    fn is_notice(&self, noun: usize, core: &Core, opener: Option<usize>) -> bool {
        let known = core.length.is_some();
        let observed = |words: &[&str]| opener.is_some_and(|from| (from..noun).any(|at| self.tokens.is(at, words)));
        match self.language {
            Language::English => {
                const ADJECTIVES: [&str; 9] = [
                    "due",
                    "proper",
                    "agreed",
                    "contractual",
                    "required",
                    "statutory",
                    "full",
                    "usual",
                    "contractually",
                ];
                let period = self.tokens.is(noun + 1, &["period"]) && opener.is_some();
                known || period || observed(&ADJECTIVES)
            }
            Language::German => {
                const OBSERVED: [&str; 6] =
                    ["einhaltung", "wahrung", "beachtung", "berucksichtigung", "beruecksichtigung", "ablauf"];
                let of_ending = self.tokens.word(noun).contains("ndigung");
                let expected = of_ending && opener.is_some();
                (known && (of_ending || opener.is_some())) || expected || observed(&OBSERVED)
            }
            Language::Polish => {
                const KEPT: [&str; 8] =
                    ["zachowaniem", "zachowaniu", "uplywem", "uplywie", "okresem", "konca", "koncem", "koncu"];
                let term = self.is_term(noun.wrapping_sub(1));
                let advance = self.tokens.is(noun, &["wyprzedzeniem"]);
                let kept = observed(&KEPT);
                if known {
                    return term || advance || self.tokens.is(noun, &["wypowiedzeniem"]) || core.from < noun;
                }
                kept && (term || self.tokens.is(noun, &["wypowiedzenia"]))
            }
        }
    }

    /// "to the end of a month", "zum Quartalsende", "ze skutkiem na koniec miesiąca".
    fn notice_end(&self, i: usize) -> Option<(NoticeEnd, usize)> {
        const FIRST: [&str; 13] =
            ["to", "expiring", "ending", "effective", "zum", "auf", "ze", "na", "z", "jeweils", "zu", "until", "per"];
        const MORE: [&str; 16] = [
            "to", "a", "an", "any", "each", "of", "at", "on", "zum", "auf", "eines", "einem", "skutkiem", "na",
            "jeden", "jedes",
        ];
        let i = i + usize::from(self.tokens.is_mark(i, ',') && self.tokens.is(i + 1, &["ze", "jeweils"]));
        if !self.tokens.is(i, &FIRST) {
            return None;
        }
        let mut part = self.tokens.is(i, &["zum"]);
        for at in i + 1..i + 9 {
            match self.tokens.sense(at) {
                Sense::PartOf(Part::End, unit) => return Some((end_of(unit)?, at + 1)),
                Sense::Part(Part::End) => part = true,
                Sense::Unit(Unit::Day) | Sense::Article | Sense::Which(0 | -1) => {}
                Sense::Unit(unit) => {
                    let hyphen = at + 1 + usize::from(self.tokens.is_mark(at + 1, '-'));
                    let to = match self.tokens.word(hyphen) {
                        "end" => hyphen + 1,
                        "kalendarzowego" => at + 2,
                        _ if part || self.tokens.is(at - 1, &["dnia"]) => at + 1,
                        _ => return None,
                    };
                    return Some((end_of(unit)?, to));
                }
                Sense::Filler => {}
                _ if self.tokens.is(at, &MORE) => {}
                _ => return None,
            }
            part |= self.tokens.is(at, &["dzien", "day"]);
        }
        None
    }

    /// "from today", "ab heute", "from the date of this letter" belongs to the notice.
    fn counted_from(&self, i: usize) -> usize {
        if self.tokens.is(i, &["from", "ab", "von", "od"])
            && let Some((Anchor::Letter | Anchor::Receipt, to)) = self.anchor(i + 1)
        {
            return to;
        }
        i
    }
}

fn end_of(unit: Unit) -> Option<NoticeEnd> {
    match unit {
        Unit::Month => Some(NoticeEnd::Month),
        Unit::Quarter => Some(NoticeEnd::Quarter),
        Unit::HalfYear => Some(NoticeEnd::HalfYear),
        Unit::Year => Some(NoticeEnd::Year),
        Unit::Day | Unit::WorkingDay | Unit::Week => None,
    }
}

fn make(amount: i32, unit: Unit, end: Option<NoticeEnd>) -> Option<Notice> {
    let (amount, unit) = match unit {
        Unit::Day => (amount, NoticeUnit::Days),
        Unit::WorkingDay => (amount, NoticeUnit::WorkingDays),
        Unit::Week => (amount, NoticeUnit::Weeks),
        // A length in quarters or half-years is one in months from the start (`plain_unit`).
        Unit::Month | Unit::Quarter | Unit::HalfYear => (amount, NoticeUnit::Months),
        Unit::Year => (amount * 12, NoticeUnit::Months),
    };
    Some(Notice { amount: u16::try_from(amount).ok()?, unit, end })
}
