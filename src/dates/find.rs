//! In: a text. Out: its dates. One pass over the tokens; at each token the
//! kinds of date that can begin there are tried, the more specific first. Each
//! looks only a bounded number of tokens ahead and back.

use super::lexicon::{Fixed, Lexicon, Sense};
use super::tokens::{Kind, Tokens};
use super::{Anchor, Mention, Part, Unit, When};
use crate::language::Language;

/// Every date mentioned in `text`, in order and not overlapping.
pub fn find(text: &str, language: Language) -> Vec<Mention> {
    let lexicon = Lexicon::of(language);
    let tokens = Tokens::new(text, lexicon);
    let mut scan = Scan { tokens, lexicon, language, floor: 0, month_before: None };
    let mut mentions = Vec::new();
    let mut i = 0;
    while i < scan.tokens.len() {
        let Some(found) = scan.at(i) else {
            i += 1;
            continue;
        };
        let (from, to) = (found.from.max(scan.floor), found.to.max(i + 1));
        if let Some(range) = scan.tokens.range(from, to - 1) {
            scan.month_before = matches!(found.when, When::Month { .. }).then_some(to);
            mentions.push(Mention { range, when: found.when });
        }
        scan.floor = to;
        i = to;
    }
    mentions
}

/// A date from token `from` up to but not with token `to`.
pub(super) struct Found {
    pub from: usize,
    pub to: usize,
    pub when: When,
}

impl Found {
    pub fn new(from: usize, to: usize, when: When) -> Option<Found> {
        Some(Found { from, to, when })
    }
}

pub(super) struct Scan<'t> {
    pub tokens: Tokens<'t>,
    pub lexicon: &'static Lexicon,
    pub language: Language,
    /// Where the date before ends: none may begin earlier.
    pub floor: usize,
    /// Where the month without a day before ends: "for February and March".
    pub month_before: Option<usize>,
}

impl Scan<'_> {
    fn at(&self, i: usize) -> Option<Found> {
        match self.tokens.kind(i)? {
            Kind::Number(..) => self
                .numeric(i)
                .or_else(|| self.named_day(i))
                .or_else(|| self.first_of_list(i))
                .or_else(|| self.blank(i))
                .or_else(|| self.counted(i))
                .or_else(|| self.day_in_month(i))
                .or_else(|| self.day_of_month(i)),
            Kind::Word => self.at_word(i),
            Kind::Mark(_) | Kind::Break => None,
        }
    }

    fn at_word(&self, i: usize) -> Option<Found> {
        let found = self.fixed(i).or_else(|| self.relative(i));
        if found.is_some() {
            return found;
        }
        match self.tokens.sense(i) {
            Sense::Weekday(_) => self.dated_weekday(i).or_else(|| self.lone_weekday(i)),
            Sense::ShortWeekday(_) => self.dated_weekday(i),
            Sense::Month(_) | Sense::ShortMonth(_) => self.month_first(i).or_else(|| self.lone_month(i)),
            Sense::Ordinal(_) => self
                .named_day(i)
                .or_else(|| self.first_of_list(i))
                .or_else(|| self.ordinal_of(i))
                .or_else(|| self.day_in_month(i))
                .or_else(|| self.day_of_month(i)),
            Sense::Number(_) => self.named_day(i).or_else(|| self.day_in_month(i)).or_else(|| self.counted(i)),
            Sense::Part(part) => self.part(i, part),
            Sense::PartOf(part, unit) => self.compound(i, part, unit),
            Sense::Which(which) => self.ordinal_of(i).or_else(|| self.which(i, which)),
            Sense::Shift(days) => self.shift(i, days),
            Sense::Notice => self.notice(i),
            Sense::Unit(unit) => self.unit_end(i, unit).or_else(|| self.counted(i)),
            Sense::None => self.blank(i).or_else(|| self.foreign_month_first(i)).or_else(|| self.counted(i)),
            _ => None,
        }
    }

    /// Nothing is glued to the left of this token that makes it part of
    /// something longer: "3-5", "$5", "1.340", "no.5".
    pub fn free_left(&self, i: usize) -> bool {
        if !self.tokens.tight(i) {
            return true;
        }
        match self.tokens.kind(i.wrapping_sub(1)) {
            Some(Kind::Word | Kind::Number(..)) => false,
            Some(Kind::Mark(c)) => {
                !matches!(c, '.' | ',' | '/' | '-' | ':' | '#' | '$' | '€' | '£' | '§' | '+' | '@' | '=' | '~')
            }
            _ => true,
        }
    }

    /// The word before says what the number is a number of: "clause", "Nr.", "§".
    pub fn is_numbered(&self, i: usize) -> bool {
        let mut before = i.wrapping_sub(1);
        while matches!(self.tokens.mark(before), Some('.' | '#')) {
            before = before.wrapping_sub(1);
        }
        self.tokens.sense(before) == Sense::Numbered || matches!(self.tokens.mark(before), Some('§' | '#'))
    }

    /// A word, a month's or weekday's short form, may stand before its dot.
    pub fn skip_dot(&self, i: usize) -> usize {
        if self.tokens.is_mark(i, '.') && self.tokens.tight(i) { i + 1 } else { i }
    }

    pub fn skip(&self, mut i: usize, most: usize, what: impl Fn(usize) -> bool) -> usize {
        let end = i + most;
        while i < end && what(i) {
            i += 1;
        }
        i
    }

    /// The words of a phrase one after the other, hyphens and apostrophes between them or not.
    fn spelled(&self, i: usize, phrase: &str) -> Option<usize> {
        let mut at = i;
        for word in phrase.split(' ') {
            if at > i && matches!(self.tokens.mark(at), Some('-' | '\'')) {
                at += 1;
            }
            if self.tokens.word(at) != word {
                return None;
            }
            at += 1;
        }
        Some(at)
    }

    fn fixed(&self, i: usize) -> Option<Found> {
        let word = self.tokens.word(i);
        let (to, fixed) = self
            .lexicon
            .phrases_from(word)
            .iter()
            .filter_map(|&(phrase, fixed)| Some((self.spelled(i, phrase)?, fixed)))
            .max_by_key(|&(to, _)| to)?;
        let when = match fixed {
            Fixed::Immediate => When::Immediate,
            Fixed::ImmediateIfEnding if self.near_ending(i, 6, 5) => When::Immediate,
            Fixed::ImmediateIfEnding => return None,
            Fixed::NextPossible => When::NextPossible,
            Fixed::NewYear => When::Span { unit: Unit::Year, which: 1, part: Part::Early },
        };
        Found::new(i, to, when)
    }

    /// A word for ending stands close by in the same sentence.
    fn near_ending(&self, i: usize, back: usize, on: usize) -> bool {
        let same_sentence =
            |at: &usize| !matches!(self.tokens.kind(*at), None | Some(Kind::Break | Kind::Mark('.' | '!' | '?')));
        let is_ending = |at: usize| self.lexicon.is_ending(self.tokens.word(at));
        let mut before = (i.saturating_sub(back)..i).rev().take_while(same_sentence);
        let mut after = (i + 1..=i + on).take_while(same_sentence);
        before.any(is_ending) || after.any(is_ending)
    }

    /// "tomorrow", "gestern"; "today" only where something ends today.
    fn shift(&self, i: usize, days: i8) -> Option<Found> {
        if days == 0 {
            return self.near_ending(i, 2, 0).then_some(Found { from: i, to: i + 1, when: When::Immediate });
        }
        // "Morgen" is the morning, "morgen" tomorrow.
        let morning = self.language == Language::German && days == 1 && self.tokens.capital(i);
        if morning || self.tokens.is(i.wrapping_sub(1), &["guten", "jeden", "heute", "gestern"]) {
            return None;
        }
        let mut from = i;
        let mut amount = i32::from(days);
        let before = |n: usize, word: &str| self.tokens.word(i.wrapping_sub(n)) == word;
        if self.language == Language::English
            && before(1, if days > 0 { "after" } else { "before" })
            && before(2, "day")
        {
            from = if before(3, "the") { i - 3 } else { i - 2 };
            amount *= 2;
        }
        let from_anchor = Anchor::Letter;
        let when = When::Relative { amount, unit: Unit::Day, from: from_anchor, within: false };
        Found::new(from, i + 1, when)
    }
}
