//! In: tokens. Out: dates that begin with their month ("May 1st, 2015", "May
//! 2026"), months alone that a preposition makes a time ("ab Juli"), and days
//! counted in their month ("the second day of May").

use super::find::{Found, Scan};
use super::lexicon::{Lexicon, Sense};
use super::named::{YEARS, YearHit};
use super::tokens::Kind;
use super::{Part, Unit, When, Year};
use crate::language::Language;

impl Scan<'_> {
    /// "May 1st, 2015", "May 2026".
    pub fn month_first(&self, i: usize) -> Option<Found> {
        let (month, after) = match self.tokens.sense(i) {
            Sense::Month(month) => (month, i + 1),
            Sense::ShortMonth(month) => (month, self.skip_dot(i + 1)),
            _ => return None,
        };
        let full = matches!(self.tokens.sense(i), Sense::Month(_));
        if self.english()
            && (self.tokens.capital(i) || full)
            && let Some(found) = self.month_then_day(i, month, after)
        {
            return Some(found);
        }
        let hit = if full { self.year(after, true) } else { self.short_month_year(i)? };
        let said = hit.unfilled || hit.year != Year::Unsaid;
        let when = When::Month { year: hit.year, month, part: Part::Whole };
        said.then_some(Found { from: i, to: hit.to, when: hit.of(when) })
    }

    /// The year after a short month, which it needs: "Dez. 2025", "Sept 2026".
    pub fn short_month_year(&self, i: usize) -> Option<YearHit> {
        let after = self.skip_dot(i + 1);
        let dotted = after > i + 1;
        let hit = self.year(after, dotted);
        // "Ich gab Jan 2000 Euro", "odbyło sie 2026 spotkań".
        let plain =
            (self.tokens.capital(i) || self.polish() && !self.tokens.is(i, &["sie"])) && !self.is_measure(hit.to);
        let dated = (hit.unfilled || matches!(hit.year, Year::Given(_))) && (dotted || plain);
        (dated && !self.is_pronoun(i)).then_some(hit)
    }

    /// "3.2026", "03/2026": month, year and the token after.
    pub fn month_in_figures(&self, i: usize) -> Option<(i8, i16, usize)> {
        let (month, _) = self.tokens.number(i).filter(|(month, digits)| (1..=12).contains(month) && *digits <= 2)?;
        let sep = self.tokens.mark(i + 1).filter(|sep| matches!(sep, '.' | '/') && self.tokens.tight(i + 1))?;
        let (year, _) = self.tokens.number(i + 2).filter(|(year, digits)| YEARS.contains(year) && *digits == 4)?;
        let whole = self.tokens.tight(i + 2) && self.is_closed(i + 3, sep);
        whole.then_some((i8::try_from(month).ok()?, i16::try_from(year).ok()?, self.after_year(i + 3)))
    }

    /// "the second day of May", "this 5th day of May 2026", "am dritten Tag des Monats Mai".
    pub fn day_in_month(&self, i: usize) -> Option<Found> {
        let (day, noun) = self.day(i)?;
        let is_month = |at| self.tokens.sense(at) == Sense::Unit(Unit::Month);
        // "5 day" is no ordinal; Polish "5 dnia" is.
        let bare = self.tokens.number(i).is_some() && noun == i + 1 && !self.polish();
        if bare || day > 31 || !self.free_left(i) || self.tokens.sense(noun) != Sense::Unit(Unit::Day) {
            return None;
        }
        // Not "the second day of the May fair", but "of the month of May".
        let article = |at| self.tokens.sense(at) == Sense::Article && (!self.english() || is_month(at + 1));
        let filler = |at| self.tokens.is(at, &["of", "in", "im"]) || is_month(at) || article(at);
        let at = self.skip(noun + 1, 4, filler);
        let Sense::Month(month) = self.tokens.sense(at) else {
            return None;
        };
        let compound = self.tokens.is_mark(at + 1, '-') && self.tokens.tight(at + 1);
        let verb = self.english() && !self.tokens.capital(at);
        if compound || verb || (at == noun + 1 && !self.polish()) {
            return None;
        }
        let hit = self.year(at + 1, self.english());
        let when = When::Day { year: hit.year, month, day, weekday: None };
        Found::new(i, hit.to, hit.of(when))
    }

    pub fn month_then_day(&self, i: usize, month: i8, after: usize) -> Option<Found> {
        let the = usize::from(self.tokens.is(after, &["the"]));
        if let Some(to) = self.half_blank_day(after + the) {
            return Found::new(i, self.year(to, true).to, When::Unfilled);
        }
        let (day, to) = self.day(after + the)?;
        // "by May 20XX", "May 5pm"
        let glued = self.tokens.tight(to) && self.tokens.kind(to) == Some(Kind::Word);
        let number = self.tokens.number(after + the).is_some();
        // "May the fourth be …", "In May 12 people came", "at 5 March 17:30".
        let bare = to == after + the + 1;
        let minutes = || self.tokens.tight(to + 1) && self.tokens.number(to + 1).is_some();
        let mark = self.tokens.mark(to).filter(|_| self.tokens.tight(to));
        let clock = mark == Some('%') || (mark == Some(':') && minutes());
        let counted = bare && self.tokens.is(i.wrapping_sub(1), &["in", "since", "during"]);
        let unit = matches!(self.tokens.sense(to), Sense::Unit(_) | Sense::Units(_) | Sense::Fortnight);
        if !number || glued || clock || counted || unit || (the == 1 && bare) || day > 31 {
            return None;
        }
        let hit = self.year(to, true);
        if hit.unfilled {
            return Found::new(i, hit.to, When::Unfilled);
        }
        // "may 5" in small letters may be the verb.
        if hit.year == Year::Unsaid && !self.tokens.capital(i) {
            return None;
        }
        let (weekday, to) = self.weekday_after(hit.to);
        Found::new(i, to, When::Day { year: hit.year, month, day, weekday })
    }

    /// "March 5, 2026" in a German or Polish letter.
    pub fn foreign_month_first(&self, i: usize) -> Option<Found> {
        if self.english() || !self.tokens.capital(i) {
            return None;
        }
        let (day, to) = self.day(i + 1)?;
        let hit = self.year(to, true);
        let Sense::Month(month) = Lexicon::of(Language::English).sense(self.tokens.word(i)) else {
            return None;
        };
        let given = matches!(hit.year, Year::Given(_));
        let when = When::Day { year: hit.year, month, day, weekday: None };
        given.then_some(Found { from: i, to: hit.to, when })
    }

    /// "in July", "ab Juli", "od września": a month that a preposition makes a time.
    pub fn lone_month(&self, i: usize) -> Option<Found> {
        let Sense::Month(month) = self.tokens.sense(i) else {
            return None;
        };
        // "may" and "march" are verbs in small letters; other languages' Mai, maj are not.
        if self.english() && !self.tokens.capital(i) {
            return None;
        }
        let joined = self.month_before.is_some_and(|end| {
            let joint = i.wrapping_sub(1);
            end == joint
                && (self.tokens.is(joint, &["and", "or", "to", "und", "oder", "bis", "i", "oraz", "lub", "do", "a"])
                    || self.tokens.is_mark(joint, '-'))
        });
        if !joined && !self.is_timed(i) || self.is_name(i) {
            return None;
        }
        let when = When::Month { year: Year::Unsaid, month, part: Part::Whole };
        Found::new(i, i + 1, when)
    }

    fn is_timed(&self, i: usize) -> bool {
        let before = i.wrapping_sub(1);
        match self.tokens.sense(before) {
            Sense::Preposition => !(self.english() && self.tokens.is(before, &["on"])),
            Sense::Unit(Unit::Month) => true,
            Sense::Article => self.tokens.sense(i.wrapping_sub(2)) == Sense::Preposition && !self.english(),
            _ => self.tokens.is(before, &["caly", "ganzen"]),
        }
    }

    /// "from June Okafor", "von August Müller", "z Maja Nowak".
    fn is_name(&self, i: usize) -> bool {
        let next = i + 1;
        let capital =
            self.tokens.capital(next) && !matches!(self.tokens.sense(next), Sense::Month(_) | Sense::Weekday(_));
        let follows = self.tokens.kind(next) == Some(Kind::Word) && capital;
        match self.language {
            Language::English => follows && self.tokens.written(next) != "I",
            Language::German => {
                follows
                    && self.tokens.is(i.wrapping_sub(1), &["von", "an", "herrn", "fur", "zu"])
                    && self.tokens.is(i, &["august", "april", "mai", "juni"])
            }
            Language::Polish => follows && self.tokens.capital(i),
        }
    }
}
