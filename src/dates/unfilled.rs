//! In: tokens. Out: dates that were never filled in ("XX.XX.XXXX", "TT.MM.JJJJ",
//! "31.12.20XX", "XX. Mai").

use super::When;
use super::find::{Found, Scan};
use super::lexicon::Sense;
use super::tokens::Kind;

impl Scan<'_> {
    /// What is written in place of a date's figures: "XX", "TT", "YYYY", "__".
    pub fn is_blank(&self, i: usize) -> bool {
        let word = self.tokens.word(i).as_bytes();
        word.first()
            .is_some_and(|first| b"x_tmjdyr".contains(first) && word.iter().all(|b| b == first) && word.len() <= 8)
    }

    /// "XX.XX.XXXX", "TT.MM.JJJJ", "XX.05.2026", "31.12.20XX", "MM/YYYY", "XX. Mai".
    pub fn blank(&self, i: usize) -> Option<Found> {
        if !self.free_left(i) {
            return None;
        }
        let (first_blank, next) = self.group(i)?;
        if let Some(to) = self.blank_groups(i, first_blank, next) {
            return Found::new(i, to, When::Unfilled);
        }
        if !first_blank {
            return None;
        }
        if let Some((20, 2)) = self.tokens.number(i) {
            return Found::new(i, next, When::Unfilled);
        }
        let month = self.skip_dot(next);
        let half = self.half_blank_day(i).is_some();
        let named = matches!(self.tokens.sense(month), Sense::Month(_) | Sense::ShortMonth(_))
            || (self.is_blank(i) && self.tokens.is(month, &["month", "monat", "miesiac", "miesiaca"]));
        let day = matches!(self.tokens.word(i).bytes().next(), Some(b'x' | b'_' | b't' | b'd'));
        let long = self.tokens.word(i).len() >= 2;
        let when = When::Unfilled;
        (named && (half || day && long)).then(|| Found { from: i, to: self.year(month + 1, false).to, when })
    }

    /// "1X" of "1X. Mai", "May 2_": the token after it.
    pub fn half_blank_day(&self, i: usize) -> Option<usize> {
        self.tokens.number(i).filter(|&(_, digits)| digits == 1)?;
        (self.tokens.tight(i + 1) && self.tokens.is(i + 1, &["x", "_"])).then_some(i + 2)
    }

    /// One group of a date in figures: is it blank, and the token after it.
    fn group(&self, i: usize) -> Option<(bool, usize)> {
        match self.tokens.kind(i)? {
            Kind::Number(_, digits) if digits <= 4 => {
                let half = self.tokens.tight(i + 1) && self.is_blank(i + 1);
                let fits = half && usize::from(digits) + self.tokens.word(i + 1).len() <= 4;
                Some(if fits { (true, i + 2) } else { (false, i + 1) })
            }
            Kind::Word if self.is_blank(i) => Some((true, i + 1)),
            _ => None,
        }
    }

    /// Whether the blank groups among three are those of a date. "D/318/2023" is the number of a contract.
    fn tell_a_date(&self, groups: [(bool, usize); 3]) -> bool {
        let is_sure =
            |at: usize| !self.is_blank(at) || self.tokens.word(at).len() > 1 || self.tokens.is(at, &["x", "_"]);
        groups.iter().any(|(blank, at)| *blank && is_sure(*at)) || groups.iter().all(|(blank, _)| *blank)
    }

    fn blank_groups(&self, i: usize, first_blank: bool, next: usize) -> Option<usize> {
        let sep = self.tokens.mark(next).filter(|c| matches!(c, '.' | '/' | '-'))?;
        let (second_blank, third) = self.group(next + 1)?;
        let tight = self.tokens.tight(next) && (self.tokens.tight(next + 1) || sep == '.');
        if self.tokens.is_mark(third, sep)
            && let Some((third_blank, to)) = self.group(third + 1)
        {
            let blanks = [(first_blank, i), (second_blank, next + 1), (third_blank, third + 1)];
            let widths = [self.width(i, next), self.width(next + 1, third), self.width(third + 1, to)];
            // "TT / MM / JJJJ": set wide, the groups have to be those of a date.
            if (tight && self.tokens.tight(third)) || matches!(widths, [2, 2, 4] | [4, 2, 2]) {
                return self.tell_a_date(blanks).then(|| self.after_year(to));
            }
        }
        if !tight {
            return None;
        }
        let groups = [(first_blank, i, next), (second_blank, next + 1, third)];
        self.blank_month(sep, groups).or_else(|| self.blank_day(sep, groups))
    }

    /// How many characters a group has.
    fn width(&self, from: usize, to: usize) -> usize {
        self.tokens.range(from, to - 1).map_or(0, |range| range.len())
    }

    /// "MM/YYYY", "in 12/YYYY", "in 05/20XX". "Vertrag 12/20XX" is the number of a contract.
    fn blank_month(&self, sep: char, [first, second]: [(bool, usize, usize); 2]) -> Option<usize> {
        let (first_blank, i, next) = first;
        let (second_blank, year, to) = second;
        let month = self.tokens.number(i).is_some_and(|(month, digits)| (1..=12).contains(&month) && digits <= 2);
        let is_year = self.tokens.number(year).is_some_and(|(century, _)| century == 20)
            || matches!(self.tokens.word(year).bytes().next(), Some(b'y' | b'j' | b'r'));
        let figures = month && is_year && sep != '-' && self.is_timed_blank(i);
        let letters = first_blank && (self.tokens.number(year).is_none() || self.width(i, next) == 2);
        (second_blank && self.width(year, to) == 4 && (letters || figures)).then_some(to)
    }

    /// "on DD/MM", "am TT.MM.", "am XX.05.".
    fn blank_day(&self, sep: char, [first, second]: [(bool, usize, usize); 2]) -> Option<usize> {
        let (first_blank, i, next) = first;
        let (second_blank, month, to) = second;
        if (self.width(i, next), self.width(month, to)) != (2, 2) {
            return None;
        }
        let named = matches!((self.tokens.word(i), self.tokens.word(month)), ("dd" | "tt", "mm") | ("mm", "dd"));
        let dotted = sep == '.' && self.tokens.is_mark(to, '.') && self.tokens.tight(to);
        let figures = (first_blank || second_blank) && dotted && self.is_timed_blank(i);
        (named || figures).then_some(to + usize::from(dotted))
    }

    /// The word before makes a time of what follows.
    fn is_timed_blank(&self, i: usize) -> bool {
        let before = i.wrapping_sub(1);
        matches!(self.tokens.sense(before), Sense::Preposition | Sense::Part(_))
            || self.tokens.is(before, &["dnia", "dniem", "den", "dem"])
    }
}
