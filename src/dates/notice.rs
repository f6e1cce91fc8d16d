//! In: a period of notice as settings write it ("1 month to month-end") and a
//! letter's date. Out: the earliest day on which the ending can take effect.

use std::{fmt, str::FromStr};

use jiff::{ToSpan, civil::Date};

use super::{Unit, resolve};

/// A period of notice: `"14 days"`, `"4 weeks"`, `"1 month to month-end"`,
/// `"6 weeks to quarter-end"`, `"3 months to year-end"`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Notice {
    /// How many units.
    pub amount: u16,
    /// What is counted.
    pub unit: NoticeUnit,
    /// The ending takes effect only on the last day of such a span.
    pub end: Option<NoticeEnd>,
}

/// What a notice is counted in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum NoticeUnit {
    Days,
    /// Monday to Friday; holidays are not known.
    WorkingDays,
    Weeks,
    Months,
}

/// The span on whose last day the ending takes effect.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)]
pub enum NoticeEnd {
    Month,
    Quarter,
    HalfYear,
    Year,
}

const MAX_AMOUNT: u16 = 3660;

impl Notice {
    /// The earliest day that keeps this notice, for a letter of the day
    /// `from`. That day itself does not count: 14 days from 1 May is 15 May.
    /// A month ends on the day with the same number, or the month's last (31
    /// January and one month: 28 February). With an end, the first such end on
    /// or after that. Stops at the last day that the calendar knows.
    pub fn earliest(&self, from: Date) -> Date {
        let amount = i64::from(self.amount);
        let day = match self.unit {
            NoticeUnit::Days => from.saturating_add(amount.days()),
            NoticeUnit::WorkingDays => resolve::working_days(from, amount).unwrap_or(Date::MAX),
            NoticeUnit::Weeks => from.saturating_add(amount.weeks()),
            NoticeUnit::Months => from.saturating_add(amount.months()),
        };
        let Some(end) = self.end else { return day };
        let unit = match end {
            NoticeEnd::Month => Unit::Month,
            NoticeEnd::Quarter => Unit::Quarter,
            NoticeEnd::HalfYear => Unit::HalfYear,
            NoticeEnd::Year => Unit::Year,
        };
        resolve::span_of(unit, day).map_or(day, |(_, last)| last)
    }
}

/// What is wrong with a period of notice in the settings.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[allow(missing_docs)] // the messages say it
pub enum NoticeError {
    #[error("a notice begins with a number, as in \"14 days\" or \"1 month to month-end\"; this is \"{0}\"")]
    NoNumber(String),
    #[error("a notice is at most {MAX_AMOUNT}; this is {0}")]
    TooLong(String),
    #[error("a notice is counted in days, working days, weeks or months, as in \"14 days\"; this is \"{0}\"")]
    UnknownUnit(String),
    #[error(
        "a notice runs to month-end, quarter-end, half-year-end or year-end, as in \"1 month to month-end\"; this is \"{0}\""
    )]
    UnknownEnd(String),
}

impl FromStr for Notice {
    type Err = NoticeError;

    fn from_str(text: &str) -> Result<Self, NoticeError> {
        let text = text.trim().to_ascii_lowercase();
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = text.split_at(digits);
        if number.is_empty() {
            return Err(NoticeError::NoNumber(text));
        }
        let amount = number.parse().ok().filter(|&n| n <= MAX_AMOUNT);
        let amount = amount.ok_or_else(|| NoticeError::TooLong(number.to_string()))?;
        let rest = rest.trim();
        let counted = rest.strip_prefix("working ").map_or(rest, str::trim_start);
        let (unit, end) = counted.split_once(char::is_whitespace).unwrap_or((counted, ""));
        let unit = match unit {
            "day" | "days" if counted.len() < rest.len() => NoticeUnit::WorkingDays,
            _ if counted.len() < rest.len() => return Err(NoticeError::UnknownUnit(text)),
            "day" | "days" => NoticeUnit::Days,
            "week" | "weeks" => NoticeUnit::Weeks,
            "month" | "months" => NoticeUnit::Months,
            _ => return Err(NoticeError::UnknownUnit(text)),
        };
        let end = match end.split_whitespace().collect::<Vec<_>>().as_slice() {
            [] => None,
            ["to", "month-end"] => Some(NoticeEnd::Month),
            ["to", "quarter-end"] => Some(NoticeEnd::Quarter),
            ["to", "half-year-end"] => Some(NoticeEnd::HalfYear),
            ["to", "year-end"] => Some(NoticeEnd::Year),
            _ => return Err(NoticeError::UnknownEnd(end.trim().to_string())),
        };
        Ok(Notice { amount, unit, end })
    }
}

/// As settings write it.
impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            NoticeUnit::Days => "day",
            NoticeUnit::WorkingDays => "working day",
            NoticeUnit::Weeks => "week",
            NoticeUnit::Months => "month",
        };
        let plural = if self.amount == 1 { "" } else { "s" };
        write!(f, "{} {unit}{plural}", self.amount)?;
        f.write_str(match self.end {
            None => "",
            Some(NoticeEnd::Month) => " to month-end",
            Some(NoticeEnd::Quarter) => " to quarter-end",
            Some(NoticeEnd::HalfYear) => " to half-year-end",
            Some(NoticeEnd::Year) => " to year-end",
        })
    }
}
