//! Dates in letters. In: a normalised text (NFC, plain quotes and dashes, no
//! markup, perhaps line breaks) and its language. Out: every date that the
//! text mentions ([`find`]), and the calendar day that a mention means
//! ([`When::resolve`]). Periods of notice and what they come to are a
//! [`Notice`].
//!
//! What a mention's range covers:
//! - A date of the calendar: its own words, with the weekday and a trailing
//!   "r." ("Mittwoch, dem 7. Oktober 2026", "31 grudnia 2026 r.", "3rd of
//!   July", "5 June (Friday)"), without article and preposition.
//! - A month or weekday alone, or a part of a span: these words ("July",
//!   "Friday", "end of May", "next week").
//! - German and Polish ends of a span take the words with them that say "at":
//!   "zum Monatsende", "am Ende des Quartals", "z końcem marca", "na koniec
//!   roku". Words that give the date a direction (until, from, before, after;
//!   bis, ab; do, od) stay outside: "bis | Ende März", "do | końca roku".
//! - Relative and immediate expressions and notice: all of it ("in two weeks",
//!   "30 days from the date of this letter", "ab sofort", "with thirty days'
//!   notice").
//!
//! Nothing here reads the clock. What counts from "now" counts from the base
//! that the caller gives: the letter's own date, or a setting.

mod de;
mod durations;
mod en;
mod find;
mod lexicon;
mod months;
mod named;
mod notice;
mod notice_phrases;
mod numeric;
mod pl;
mod relative;
mod resolve;
mod spans;
mod tokens;
mod unfilled;
mod weekdays;
pub mod write;

use std::ops::Range;

use jiff::civil::Weekday;

pub use find::find;
pub use notice::{Notice, NoticeEnd, NoticeError, NoticeUnit};
pub use resolve::{Impossible, Resolved, Why};

/// A date mentioned in a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mention {
    /// Bytes of the text, from 0.
    pub range: Range<usize>,
    /// What the words say.
    pub when: When,
}

/// What a mention says, before the calendar is asked: days and months are as
/// written and need not exist. Months count from 1, days of the month too.
#[derive(Clone, PartialEq, Eq, Debug)]
#[allow(missing_docs)] // the fields are named after what they hold
pub enum When {
    /// "Friday, 1 May 2015", "01.05.2015", "1 maja".
    Day { year: Year, month: i8, day: i8, weekday: Option<Weekday> },
    /// English "05/01/2015", where either number can be the month. German and
    /// Polish letters put the day first, so there it is a [`When::Day`].
    Ambiguous { year: i16, first: i8, second: i8, weekday: Option<Weekday> },
    /// "the 26th", "bis zum 20.", "am 15. des nächsten Monats" (`months_on` 1).
    DayOfMonth { day: i8, months_on: i8, weekday: Option<Weekday> },
    /// "from July on", "Ende März 2026", "w połowie maja".
    Month { year: Year, month: i8, part: Part },
    /// "Ende Q2 2026", "do końca III kwartału".
    Quarter { year: Year, quarter: i8, part: Part },
    /// "end of 2026".
    CalendarYear { year: i16, part: Part },
    /// A span counted from the base: `which` 0 is the span that the base lies
    /// in, 1 the next, -1 the last ("zum Monatsende", "next week").
    Span { unit: Unit, which: i8, part: Part },
    /// "on Monday", "next Friday" (1), "last Wednesday" (-1), "Friday next week"
    /// (`weeks_on` 1).
    Weekday { weekday: Weekday, which: i8, weeks_on: Option<i8> },
    /// "the last Thursday in March": `nth` 1 to 5, or -1 for the last.
    NthWeekday { nth: i8, weekday: Weekday, month: i8, year: Year },
    /// "in two weeks", "30 Tage nach Erhalt dieser Mail", "tomorrow"; in the
    /// past the amount is negative. `within`: at the latest then.
    Relative { amount: i32, unit: Unit, from: Anchor, within: bool },
    /// "with thirty days' notice"; `None` where the length is not said
    /// ("unter Einhaltung der Kündigungsfrist").
    NoticePeriod { notice: Option<Notice> },
    /// "zum nächstmöglichen Zeitpunkt": the day that the notice allows.
    NextPossible,
    /// "with immediate effect", "ab heute", "ze skutkiem natychmiastowym".
    Immediate,
    /// "XX.XX.XXXX", "TT.MM.JJJJ", "31 December 20XX".
    Unfilled,
}

/// The year of a day or month.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Year {
    /// As written.
    Given(i16),
    /// Not said: the closest, see [`When::resolve`].
    Unsaid,
    /// So many years after the base's year: "31. März nächsten Jahres".
    On(i8),
}

/// Which part of a month, quarter, year or week.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// All of it: some day in it.
    Whole,
    /// Its first day.
    First,
    /// Its first third.
    Early,
    /// Its second third.
    Middle,
    /// Its last third.
    Late,
    /// Its last day.
    End,
}

/// A unit of the calendar.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum Unit {
    Day,
    /// Monday to Friday; holidays are not known.
    WorkingDay,
    Week,
    Month,
    Quarter,
    HalfYear,
    Year,
}

/// What a relative date counts from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Anchor {
    /// The letter's date: "from today", "from the date of this letter", or nothing said.
    Letter,
    /// The letter's arrival, which is taken for the day of its date.
    Receipt,
    /// Something else ("after the end of the contract"): can't be worked out.
    Other,
}
