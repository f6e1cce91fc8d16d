//! In: what a mention says, and the day that it counts from. Out: the calendar
//! day or days that are meant, or what keeps them from being worked out, or
//! what is wrong with the date.

use jiff::{
    Span, ToSpan,
    civil::{Date, Weekday},
};

use super::{Anchor, Part, Unit, When, Year};

/// What a mention comes to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)] // the fields are named after what they hold
pub enum Resolved {
    /// This day.
    On(Date),
    /// Some day from `first` to `last` ("in March", "next week", "mid-May").
    Within {
        first: Date,
        last: Date,
    },
    /// "05/01/2015": one of two days.
    Either {
        day_first: Date,
        month_first: Date,
    },
    /// The date can't be.
    Impossible(Impossible),
    Unknown(Why),
}

/// What is wrong with a date.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)] // the fields are named after what they hold
pub enum Impossible {
    /// "31 November", "29 February 2027": the month's last day is `last` (29
    /// for a February of which the year is not known).
    NoSuchDay { year: Option<i16>, month: i8, day: i8, last: i8 },
    /// "01.13.2026".
    NoSuchMonth { month: i8 },
    /// "Monday, 1 May 2015" was a Friday.
    WrongWeekday { date: Date, written: Weekday, right: Weekday },
}

/// Why a mention can't be worked out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    /// It counts from the letter's date, which is not known.
    NoBase,
    /// It counts from something that only the reader and the writer know.
    OtherAnchor,
    /// A notice without a length, or "at the next possible date": ask the
    /// settings' notice.
    NoticeUnsaid,
    /// A form to be filled in.
    Unfilled,
    /// Beyond the calendar.
    OutOfRange,
}

impl Resolved {
    /// The first day that can be meant.
    pub fn earliest(&self) -> Option<Date> {
        match *self {
            Resolved::On(date) | Resolved::Within { first: date, .. } => Some(date),
            Resolved::Either { day_first, month_first } => Some(day_first.min(month_first)),
            Resolved::Impossible(Impossible::WrongWeekday { date, .. }) => Some(date),
            Resolved::Impossible(_) | Resolved::Unknown(_) => None,
        }
    }

    /// The last day that can be meant.
    pub fn latest(&self) -> Option<Date> {
        match *self {
            Resolved::Within { last, .. } => Some(last),
            Resolved::Either { day_first, month_first } => Some(day_first.max(month_first)),
            _ => self.earliest(),
        }
    }
}

/// Short for functions below: `Err` is an answer too, only not a day.
type Days = Result<Resolved, Resolved>;

impl When {
    /// The day that is meant, for a letter of the day `base`.
    ///
    /// A day, month or quarter without a year is the first one that is not more than
    /// two months before the base: letters speak of the near past ("the invoice
    /// of 3 March") and of up to a year ahead. If a weekday is written and does
    /// not agree, the same day of the year before is taken if it agrees and
    /// is in the base's year or at most half a year back.
    ///
    /// A weekday alone is the first after the base, also with "next"; with
    /// "last" the last one before it. A day of the month alone ("the 26th") is
    /// the first on or after the base in a month that has it. The beginning of
    /// the month, quarter or year is the next beginning where the base is past
    /// this one's. "Immediate" is the base itself. Working days are Monday to
    /// Friday.
    pub fn resolve(&self, base: Option<Date>) -> Resolved {
        self.days(base).unwrap_or_else(|other| other)
    }

    fn days(&self, base: Option<Date>) -> Days {
        let needs = || base.ok_or(Resolved::Unknown(Why::NoBase));
        match *self {
            When::Day { year, month, day, weekday } => on(year, month, day, weekday, base),
            When::Ambiguous { year, first, second, weekday } => either(year, first, second, weekday),
            When::DayOfMonth { day, months_on, weekday } => day_of_month(day, months_on, weekday, needs()?),
            When::Month { year, month, part } => {
                let first = match year {
                    Year::Unsaid => first_after(tolerance(needs()?)?, month)?,
                    _ => date(year_of(year, base)?, month, 1)?,
                };
                part_of(Unit::Month, first, part)
            }
            When::Quarter { year, quarter, part } => {
                let month = quarter.saturating_mul(3);
                let day = match year {
                    Year::Unsaid => first_after(tolerance(needs()?)?, month)?,
                    said => date(year_of(said, base)?, month, 1)?,
                };
                part_of(Unit::Quarter, day, part)
            }
            When::CalendarYear { year, part } => part_of(Unit::Year, date(year, 1, 1)?, part),
            When::Span { unit, which, part } => span(unit, which, part, needs()?),
            When::Weekday { weekday, which, weeks_on } => {
                weekday_near(weekday, which, weeks_on, needs()?).map(Resolved::On)
            }
            When::NthWeekday { nth, weekday, month, year } => nth_weekday(nth, weekday, month, year, base),
            When::Relative { from: Anchor::Other, .. } => Err(Resolved::Unknown(Why::OtherAnchor)),
            When::Relative { amount, unit, within, .. } => {
                let base = needs()?;
                let day = later(base, amount, unit)?;
                Ok(if within && day > base { Resolved::Within { first: base, last: day } } else { Resolved::On(day) })
            }
            When::NoticePeriod { notice: Some(notice) } => Ok(Resolved::On(notice.earliest(needs()?))),
            When::NoticePeriod { notice: None } | When::NextPossible => Err(Resolved::Unknown(Why::NoticeUnsaid)),
            When::Immediate => Ok(Resolved::On(needs()?)),
            When::Unfilled => Err(Resolved::Unknown(Why::Unfilled)),
        }
    }
}

const OUT: Resolved = Resolved::Unknown(Why::OutOfRange);

fn plus(base: Date, span: Span) -> Result<Date, Resolved> {
    base.checked_add(span).map_err(|_| OUT)
}

fn date(year: i16, month: i8, day: i8) -> Result<Date, Resolved> {
    if !(1..=12).contains(&month) {
        return Err(Resolved::Impossible(Impossible::NoSuchMonth { month }));
    }
    let first = Date::new(year, month, 1).map_err(|_| OUT)?;
    let last = first.days_in_month();
    let no_such_day = Impossible::NoSuchDay { year: Some(year), month, day, last };
    Date::new(year, month, day).map_err(|_| Resolved::Impossible(no_such_day))
}

fn year_of(year: Year, base: Option<Date>) -> Result<i16, Resolved> {
    match (year, base) {
        (Year::Given(year), _) => Ok(year),
        (_, None) => Err(Resolved::Unknown(Why::NoBase)),
        (Year::Unsaid, Some(base)) => Ok(base.year()),
        (Year::On(years), Some(base)) => Ok(base.year().saturating_add(years.into())),
    }
}

fn tolerance(base: Date) -> Result<Date, Resolved> {
    plus(base, -2.months())
}

/// The first of the first month of this number that does not lie wholly before the day.
fn first_after(floor: Date, month: i8) -> Result<Date, Resolved> {
    let first = date(floor.year(), month, 1)?;
    if first.last_of_month() < floor { plus(first, 1.year()) } else { Ok(first) }
}

fn check(day: Date, weekday: Option<Weekday>) -> Days {
    match weekday {
        Some(written) if written != day.weekday() => {
            let right = day.weekday();
            Err(Resolved::Impossible(Impossible::WrongWeekday { date: day, written, right }))
        }
        _ => Ok(Resolved::On(day)),
    }
}

fn on(year: Year, month: i8, day: i8, weekday: Option<Weekday>, base: Option<Date>) -> Days {
    if year != Year::Unsaid {
        // 2024 is a leap year: what it does not have, no year has.
        date(2024, month, day).map_err(|wrong| without_year(wrong, year))?;
        return check(date(year_of(year, base)?, month, day)?, weekday);
    }
    date(2024, month, day).map_err(|wrong| without_year(wrong, year))?;
    let base = base.ok_or(Resolved::Unknown(Why::NoBase))?;
    let floor = tolerance(base)?;
    let first = first_after(floor, month)?;
    let first = match date(first.year(), month, day)? {
        day if day < floor => plus(first, 1.year())?,
        _ => first,
    };
    let found = date(first.year(), month, day)?;
    let before = date(first.year() - 1, month, day).ok();
    let half_a_year_back = plus(base, -6.months())?;
    match (before, weekday) {
        (Some(before), Some(written))
            if found.weekday() != written
                && before.weekday() == written
                && (before.year() == base.year() || before >= half_a_year_back) =>
        {
            Ok(Resolved::On(before))
        }
        _ => check(found, weekday),
    }
}

/// The year of a leap-year trial must not stand in what is wrong with a day.
fn without_year(wrong: Resolved, said: Year) -> Resolved {
    match wrong {
        Resolved::Impossible(Impossible::NoSuchDay { month, day, mut last, .. }) => {
            let year = if let Year::Given(year) = said { Some(year) } else { None };
            if let Some(first) = year.and_then(|y| Date::new(y, month, 1).ok()) {
                last = first.days_in_month();
            }
            Resolved::Impossible(Impossible::NoSuchDay { year, month, day, last })
        }
        other => other,
    }
}

fn either(year: i16, first: i8, second: i8, weekday: Option<Weekday>) -> Days {
    let day_first = date(year, second, first)?;
    let month_first = date(year, first, second)?;
    // A weekday that only one of them has decides.
    match weekday {
        Some(day) if day_first.weekday() == day && month_first.weekday() != day => Ok(Resolved::On(day_first)),
        Some(day) if month_first.weekday() == day && day_first.weekday() != day => Ok(Resolved::On(month_first)),
        _ => Ok(Resolved::Either { day_first, month_first }),
    }
}

fn day_of_month(day: i8, months_on: i8, weekday: Option<Weekday>, base: Date) -> Days {
    if !(1..=31).contains(&day) {
        return Err(OUT);
    }
    let this_month = base.first_of_month();
    if months_on != 0 {
        let first = plus(this_month, i64::from(months_on).months())?;
        return check(date(first.year(), first.month(), day)?, weekday);
    }
    // With a weekday the month before may be meant, or the one after.
    let agrees = |date: &Date| weekday.is_none_or(|w| date.weekday() == w);
    let near = |from: i64| {
        (from..=from + 2).filter_map(move |months| {
            let first = this_month.checked_add(months.months()).ok()?;
            Date::new(first.year(), first.month(), day).ok()
        })
    };
    let next = near(0).find(|date| *date >= base).ok_or(OUT)?;
    let meant = Some(next).filter(agrees).or_else(|| near(-1).find(agrees));
    // Where none of them agrees, another month is meant: "Tuesday the 12th or Thursday 21 May".
    meant.map(Resolved::On).ok_or(Resolved::Unknown(Why::OtherAnchor))
}

/// First and last day of the week, month, quarter … that a day lies in.
pub(super) fn span_of(unit: Unit, day: Date) -> Option<(Date, Date)> {
    let months = match unit {
        Unit::Day | Unit::WorkingDay => return Some((day, day)),
        Unit::Week => {
            let back = i64::from(day.weekday().to_monday_zero_offset());
            let first = day.checked_sub(back.days()).ok()?;
            return Some((first, first.checked_add(6.days()).ok()?));
        }
        Unit::Month => 1,
        Unit::Quarter => 3,
        Unit::HalfYear => 6,
        Unit::Year => 12,
    };
    let month = (day.month() - 1) / months * months + 1;
    let first = Date::new(day.year(), month, 1).ok()?;
    let last = Date::new(day.year(), month + months - 1, 1).ok()?.last_of_month();
    Some((first, last))
}

fn part_of(unit: Unit, day: Date, part: Part) -> Days {
    let (first, last) = span_of(unit, day).ok_or(OUT)?;
    let days = i64::from((last - first).get_days()) + 1;
    let third = |n: i64| plus(first, (n * (days / 3)).days());
    let end_of_second = plus(last, -(days / 3).days())?;
    Ok(match part {
        Part::Whole => Resolved::Within { first, last },
        Part::First => Resolved::On(first),
        Part::End => Resolved::On(last),
        Part::Early => Resolved::Within { first, last: plus(third(1)?, -1.day())? },
        Part::Middle => Resolved::Within { first: third(1)?, last: end_of_second },
        Part::Late => Resolved::Within { first: plus(end_of_second, 1.day())?, last },
    })
}

fn span(unit: Unit, which: i8, part: Part, base: Date) -> Days {
    let which = i32::from(which);
    let found = part_of(unit, later(base, which, unit)?, part)?;
    let is_past = found.latest().is_some_and(|last| last < base);
    if which == 0 && is_past {
        return part_of(unit, later(base, 1, unit)?, part);
    }
    Ok(found)
}

fn weekday_near(weekday: Weekday, which: i8, weeks_on: Option<i8>, base: Date) -> Result<Date, Resolved> {
    if let Some(weeks) = weeks_on {
        let (monday, _) = span_of(Unit::Week, base).ok_or(OUT)?;
        let days = i64::from(weeks) * 7 + i64::from(weekday.to_monday_zero_offset());
        return plus(monday, days.days());
    }
    let nth = if which < 0 { -1 } else { 1 };
    base.nth_weekday(nth, weekday).map_err(|_| OUT)
}

fn nth_weekday(nth: i8, weekday: Weekday, month: i8, year: Year, base: Option<Date>) -> Days {
    let first = match (year, base) {
        (Year::Unsaid, Some(base)) => first_after(tolerance(base)?, month)?,
        _ => date(year_of(year, base)?, month, 1)?,
    };
    first.nth_weekday_of_month(nth, weekday).map(Resolved::On).map_err(|_| OUT)
}

/// So many units later, or earlier if negative.
fn later(base: Date, amount: i32, unit: Unit) -> Result<Date, Resolved> {
    let n = i64::from(amount.clamp(-10_000, 10_000));
    match unit {
        Unit::Day => plus(base, n.days()),
        Unit::WorkingDay => working_days(base, n),
        Unit::Week => plus(base, n.weeks()),
        Unit::Month => plus(base, n.months()),
        Unit::Quarter => plus(base, (n * 3).months()),
        Unit::HalfYear => plus(base, (n * 6).months()),
        Unit::Year => plus(base, n.years()),
    }
}

pub(super) fn working_days(base: Date, n: i64) -> Result<Date, Resolved> {
    let mut day = plus(base, (n / 5).weeks())?;
    let mut left = n % 5;
    let step = left.signum();
    let is_free = |d: Date| matches!(d.weekday(), Weekday::Saturday | Weekday::Sunday);
    // From a weekend, whole weeks lead to a weekend, which is a day too far: back towards the base.
    while left == 0 && n != 0 && is_free(day) {
        day = plus(day, -n.signum().days())?;
    }
    while left != 0 {
        day = plus(day, step.days())?;
        if !is_free(day) {
            left -= step;
        }
    }
    Ok(day)
}
