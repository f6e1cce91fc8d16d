//! What a letter's dates are for. In: a [`Letter`] and the matches that name its end. Out: [`Timeline`]: the
//! letter's own date and the days on which the relationship ends.

use jiff::ToSpan;
use jiff::civil::Date;

use super::Match;
use super::judge::Judge;
use crate::dates::{Mention, Resolved, When, Year};
use crate::language::Class;
use crate::letter::{ClassSpan, Letter, Part};

/// The dates of a letter by what they are for.
#[derive(Debug)]
pub struct Timeline {
    /// The day of the letter, or today's from the settings.
    pub letter: Option<Date>,
    /// When the relationship ends, as often as the letter says it.
    pub ends: Vec<DatePlace>,
    /// What dates without a year are compared by where the letter bears no date.
    some_day: Date,
    /// Whether numbers such as 03/04/2026 name the day first, if another date of the letter shows it.
    day_first: Option<bool>,
}

/// A date and where it stands.
#[derive(Debug, Clone)]
pub struct DatePlace {
    /// Number of the sentence.
    pub sentence: usize,
    /// Its span there.
    pub span: ClassSpan,
    /// What it says.
    pub when: When,
    /// What it comes to.
    pub resolved: Resolved,
    /// The first and the last day that it can mean, to be compared with others of the same letter. Known also
    /// where neither the letter nor the date says a year.
    pub days: Option<(Date, Date)>,
}

impl DatePlace {
    /// Whether `other` is the same date in the same place.
    pub fn is_at(&self, other: &DatePlace) -> bool {
        self.sentence == other.sentence && self.span == other.span
    }
}

/// A letter without any year is read as if it were written on this day: which of its dates comes first can be told
/// all the same.
const SOME_YEAR: Date = jiff::civil::date(2000, 1, 1);

impl Timeline {
    /// Reads the dates of the letter; the matches that `judge` asks name its end.
    pub fn read(judge: &Judge) -> Timeline {
        let (letter, settings) = (judge.letter, judge.settings);
        let full = letter.dates.iter().filter(|(_, mention)| says_the_year(&mention.when));
        let first = full.filter_map(|(_, mention)| mention.when.resolve(None).earliest()).min();
        // A date without a year is then the one that is nearest to the first full date.
        let some_day = first.map_or(SOME_YEAR, |day| day.saturating_sub(4.months()));
        let mut timeline =
            Timeline { letter: settings.today, ends: Vec::new(), some_day, day_first: day_first(letter) };
        timeline.letter = timeline.letter_date(letter).or(settings.today);
        for found in judge.asked_matches() {
            timeline.ends.extend(timeline.end_in(judge, found));
        }
        // "as discussed on Thursday", "in our session last week", "it ends on 31 March": a bare weekday and what is counted
        // back give way to a date.
        let bare = |place: &DatePlace| match place.when {
            When::Weekday { .. } => true,
            When::Span { which: count, .. } => count < 0,
            When::Relative { amount, .. } => amount < 0,
            _ => false,
        };
        if !timeline.ends.iter().all(bare) {
            timeline.ends.retain(|place| !bare(place));
        }
        // "with a month's notice, that is on 30 April": the day that is named goes before the period.
        let period = |place: &DatePlace| matches!(place.when, When::NoticePeriod { .. });
        if timeline.ends.iter().any(|place| timeline.is_ahead(place)) {
            timeline.ends.retain(|place| !period(place));
        }
        timeline
    }

    /// Of the dates inside of a match the one at its end, else the first: "terminate the contract of 1 June 2020
    /// on 31 May", "on 31 May the contract of 1 June 2020 ends". Not the day of something else: "as discussed on
    /// 1 May, it ends on 31 May".
    fn end_in(&self, judge: &Judge, found: &Match) -> Option<DatePlace> {
        let mut places = self.places_in(judge.letter, found);
        places.retain(|place| judge.apart(place.sentence, &place.span.tokens).is_none());
        // "thirty days' notice from today, 3 June 2026"
        if let Some(notice) =
            places.iter().position(|place| matches!(place.when, When::NoticePeriod { notice: Some(_) }))
        {
            let day = places.iter().position(|place| self.is_ahead(place)).unwrap_or(notice);
            return Some(places.swap_remove(day));
        }
        let last = places.iter().position(|place| place.span.tokens.end == found.tokens().end);
        (!places.is_empty()).then(|| places.swap_remove(last.unwrap_or(0)))
    }

    /// Whether a date names a day behind that of the letter.
    fn is_ahead(&self, place: &DatePlace) -> bool {
        let is_day = matches!(place.when, When::Day { .. } | When::Ambiguous { .. });
        is_day && self.letter.zip(place.resolved.earliest()).is_some_and(|(letter, day)| day > letter)
    }

    /// The dates inside of a match.
    pub fn places_in(&self, letter: &Letter, found: &Match) -> Vec<DatePlace> {
        let whole = found.tokens();
        let within = |span: &&ClassSpan| whole.start <= span.tokens.start && span.tokens.end <= whole.end;
        letter.sentences[found.sentence()]
            .spans
            .iter()
            .filter(within)
            .filter_map(|span| self.place(letter, found.sentence(), span))
            .collect()
    }

    /// Every date of the letter, those that are quoted apart.
    pub fn all(&self, letter: &Letter) -> Vec<DatePlace> {
        let own = letter.sentences.iter().enumerate().filter(|(_, sentence)| sentence.part != Part::Quote);
        own.flat_map(|(number, sentence)| {
            sentence.spans.iter().filter_map(move |span| self.place(letter, number, span))
        })
        .collect()
    }

    fn place(&self, letter: &Letter, sentence: usize, span: &ClassSpan) -> Option<DatePlace> {
        let mention = &letter.dates[span.date.filter(|_| span.class == Class::Date)?].1;
        let resolved = self.resolve(&mention.when, self.letter);
        let of_this_year =
            matches!(mention.when, When::Day { year: Year::Unsaid, .. } | When::Month { year: Year::Unsaid, .. });
        let comparable = match self.letter {
            None if of_this_year => mention.when.resolve(Some(self.some_day)),
            _ => resolved,
        };
        let days = comparable.earliest().zip(comparable.latest());
        Some(DatePlace { sentence, span: span.clone(), when: mention.when.clone(), resolved, days })
    }

    /// What a date comes to. One of two readings has one where another date of the letter shows how its writer means them.
    fn resolve(&self, when: &When, base: Option<Date>) -> Resolved {
        match (when, self.day_first) {
            (When::Ambiguous { year, first, second, weekday }, Some(day_first)) => {
                let (day, month) = if day_first { (*first, *second) } else { (*second, *first) };
                When::Day { year: Year::Given(*year), month, day, weekday: *weekday }.resolve(base)
            }
            _ => when.resolve(base),
        }
    }

    /// Whether dates such as 03/18/2026 show that their writer names the month first.
    pub fn is_month_first(&self) -> bool {
        self.day_first == Some(false)
    }

    /// The date line's, the e-mail head's, else the first full date above the salutation, else one below the
    /// signature.
    fn letter_date(&self, letter: &Letter) -> Option<Date> {
        let of = |wanted: &[Part]| {
            let sentences = letter.sentences.iter().filter(|sentence| wanted.contains(&sentence.part));
            let mut mentions =
                sentences.flat_map(|sentence| &sentence.spans).filter_map(|span| Some(&letter.dates[span.date?].1));
            mentions.find_map(|mention: &Mention| match self.resolve(&mention.when, self.letter) {
                Resolved::On(date) if says_the_year(&mention.when) || self.letter.is_some() => Some(date),
                _ => None,
            })
        };
        of(&[Part::DateLine]).or_else(|| of(&[Part::Header, Part::Letterhead])).or_else(|| of(&[Part::Signature]))
    }
}

fn says_the_year(when: &When) -> bool {
    matches!(when, When::Day { year: Year::Given(_), .. } | When::Ambiguous { .. })
}

/// Whether a date such as 18/03/2026 or 03/18/2026 shows which number comes first in this letter.
fn day_first(letter: &Letter) -> Option<bool> {
    letter.dates.iter().find_map(|(block, mention)| {
        let text = &letter.document.blocks[*block].text.as_str()[mention.range.clone()];
        let mut numbers = text.split('/').map(|number| number.trim().parse::<u32>().ok());
        match (numbers.next()??, numbers.next()??, numbers.next()?) {
            (13..=31, 1..=12, _) => Some(true),
            (1..=12, 13..=31, _) => Some(false),
            _ => None,
        }
    })
}
