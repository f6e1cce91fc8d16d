//! In: a calendar day, a number of days or a notice. Out: how a letter or a message in a language writes it.

use jiff::civil::{Date, Weekday};

use super::{Notice, NoticeEnd, NoticeUnit};
use crate::language::{Language, Noun};

const MONTHS: [[&str; 12]; 3] = [
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    [
        "stycznia",
        "lutego",
        "marca",
        "kwietnia",
        "maja",
        "czerwca",
        "lipca",
        "sierpnia",
        "września",
        "października",
        "listopada",
        "grudnia",
    ],
];

/// Monday to Sunday in the forms that stand before a date; the first form is the one for messages.
const WEEKDAYS: [&[[&str; 7]]; 3] = [
    &[["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]],
    &[["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"]],
    &[
        ["poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela"],
        ["poniedziałek", "wtorek", "środę", "czwartek", "piątek", "sobotę", "niedzielę"],
        ["poniedziałku", "wtorku", "środy", "czwartku", "piątku", "soboty", "niedzieli"],
        ["poniedziałkiem", "wtorkiem", "środą", "czwartkiem", "piątkiem", "sobotą", "niedzielą"],
    ],
];

const DAYS: [Noun; 3] = [["day", "days", "days"], ["Tag", "Tage", "Tage"], ["dzień", "dni", "dni"]];
const WORKING_DAYS: [Noun; 3] = [
    ["working day", "working days", "working days"],
    ["Werktag", "Werktage", "Werktage"],
    ["dzień roboczy", "dni robocze", "dni roboczych"],
];
const WEEKS: [Noun; 3] =
    [["week", "weeks", "weeks"], ["Woche", "Wochen", "Wochen"], ["tydzień", "tygodnie", "tygodni"]];
const MONTHS_OF_NOTICE: [Noun; 3] =
    [["month", "months", "months"], ["Monat", "Monate", "Monate"], ["miesiąc", "miesiące", "miesięcy"]];

/// "31 December 2026", "31. Dezember 2026", "31 grudnia 2026 r."
pub fn date(date: Date, language: Language) -> String {
    let month = MONTHS[language as usize][date.month() as usize - 1];
    match language {
        Language::English => format!("{} {month} {}", date.day(), date.year()),
        Language::German => format!("{}. {month} {}", date.day(), date.year()),
        Language::Polish => format!("{} {month} {} r.", date.day(), date.year()),
    }
}

/// `new` in the manner in which `written` writes another date: with figures alone or with the month's name. `month_first`
/// says how figures with slashes are ordered.
pub fn like(written: &str, new: Date, language: Language, month_first: bool) -> String {
    let figures = written.chars().all(|c| c.is_ascii_digit() || c.is_ascii_punctuation() || c == ' ');
    if !figures {
        return date(new, language);
    }
    let (year, month, day) = (new.year(), new.month(), new.day());
    if written.contains('-') {
        format!("{year:04}-{month:02}-{day:02}")
    } else if written.contains('/') && month_first {
        format!("{month:02}/{day:02}/{year}")
    } else if written.contains('/') {
        format!("{day:02}/{month:02}/{year}")
    } else {
        format!("{day:02}.{month:02}.{year}")
    }
}

/// "Tuesday", "Dienstag", "wtorek"
pub fn weekday(day: Weekday, language: Language) -> &'static str {
    WEEKDAYS[language as usize][0][day.to_monday_zero_offset() as usize]
}

/// The name of `right` in the form in which `written` names another day ("środę" for "piątku" is "środy");
/// `None` for a short form.
pub fn weekday_like(written: &str, right: Weekday, language: Language) -> Option<&'static str> {
    let written = language.fold(written);
    let forms = WEEKDAYS[language as usize];
    let form = forms.iter().find(|names| names.iter().any(|name| language.fold(name) == written))?;
    Some(form[right.to_monday_zero_offset() as usize])
}

/// "9 days", "1 Tag", "9 dni"
pub fn days(count: i32, language: Language) -> String {
    let sign = if count < 0 { "-" } else { "" };
    format!("{sign}{}", language.counted(count.unsigned_abs() as usize, DAYS[language as usize]))
}

/// "1 month to month-end", "6 Wochen zum Quartalsende", "3 miesiące na koniec roku"
pub fn notice(notice: &Notice, language: Language) -> String {
    let unit = match notice.unit {
        NoticeUnit::Days => DAYS,
        NoticeUnit::WorkingDays => WORKING_DAYS,
        NoticeUnit::Weeks => WEEKS,
        NoticeUnit::Months => MONTHS_OF_NOTICE,
    };
    language.counted(notice.amount.into(), unit[language as usize]) + end(notice.end, language)
}

fn end(end: Option<NoticeEnd>, language: Language) -> &'static str {
    let Some(end) = end else { return "" };
    let all = match end {
        NoticeEnd::Month => [" to month-end", " zum Monatsende", " na koniec miesiąca"],
        NoticeEnd::Quarter => [" to quarter-end", " zum Quartalsende", " na koniec kwartału"],
        NoticeEnd::HalfYear => [" to half-year-end", " zum Halbjahresende", " na koniec półrocza"],
        NoticeEnd::Year => [" to year-end", " zum Jahresende", " na koniec roku"],
    };
    all[language as usize]
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as day;

    use super::*;
    use Language::*;

    #[test]
    fn dates_are_written_as_each_language_writes_them() {
        let end = day(2026, 12, 31);
        assert_eq!(
            [English, German, Polish].map(|language| date(end, language)),
            ["31 December 2026", "31. Dezember 2026", "31 grudnia 2026 r."]
        );
        assert_eq!(like("1.12.2026", end, German, false), "31.12.2026");
        assert_eq!(like("2026-12-01", end, Polish, true), "2026-12-31");
        assert_eq!(like("Tuesday, 1 December", end, English, true), "31 December 2026");
        assert_eq!([false, true].map(|first| like("12/01/2026", end, English, first)), ["31/12/2026", "12/31/2026"]);
    }

    #[test]
    fn weekdays_keep_their_form() {
        assert_eq!(weekday_like("środę", Weekday::Sunday, Polish), Some("niedzielę"));
        assert_eq!(weekday_like("PIATKU", Weekday::Wednesday, Polish), Some("środy"));
        assert_eq!(weekday_like("Monday", Weekday::Friday, English), Some("Friday"));
        assert_eq!(weekday_like("Mo", Weekday::Friday, German), None);
    }

    #[test]
    fn amounts_agree_with_their_nouns() {
        let notices = ["1 month to month-end", "22 months", "12 weeks to year-end", "1 day"];
        let written = notices.map(|text| notice(&text.parse().unwrap(), Polish));
        assert_eq!(written, ["1 miesiąc na koniec miesiąca", "22 miesiące", "12 tygodni na koniec roku", "1 dzień"]);
    }
}
