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
        if self.tokens.tight(i) && !self.free_left(i) {
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
        let named = matches!(self.tokens.sense(month), Sense::Month(_) | Sense::ShortMonth(_))
            || (self.is_blank(i) && self.tokens.is(month, &["month", "monat", "miesiac", "miesiaca"]));
        let day = matches!(self.tokens.word(i).bytes().next(), Some(b'x' | b'_' | b't' | b'd'));
        let long = self.tokens.word(i).len() >= 2;
        let when = When::Unfilled;
        (named && day && long).then(|| Found { from: i, to: self.year(month + 1, false).to, when })
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
        if !tight {
            return None;
        }
        if self.tokens.is_mark(third, sep)
            && self.tokens.tight(third)
            && let Some((third_blank, to)) = self.group(third + 1)
        {
            let blanks = [(first_blank, i), (second_blank, next + 1), (third_blank, third + 1)];
            return self.tell_a_date(blanks).then(|| self.after_year(to));
        }
        // "MM/YYYY": two groups are enough where both are blank and the second is a year.
        let year = self.tokens.word(next + 1).len() == 4;
        (first_blank && second_blank && year).then_some(third)
    }
}
