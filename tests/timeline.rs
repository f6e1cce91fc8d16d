//! What the dates of a letter mean together: which day it bears, when it lets the relationship end, and what is too late
//! for that.

mod common;

use letterlint::document::Format;
use letterlint::finding::{Checked, Severity};
use letterlint::language::Language;

/// A letter of the day `date` that says `body`.
fn checked(date: &str, body: &str) -> (String, Checked) {
    let letter = format!("Lee Studio\n\n{date}\n\nDear Ms Hale,\n\n{body}\n\nKind regards\nAnn Lee\n");
    let checked = common::check(&letter, Format::Plain, Some(Language::English));
    (letter, checked)
}

/// What the date rules say of it: rule, severity and marked words.
fn said(date: &str, body: &str) -> Vec<(String, Severity, String)> {
    const DATES: [&str; 5] =
        ["gives-notice", "one-effective-date", "date-in-future", "deadlines-before-end", "valid-dates"];
    let (letter, checked) = checked(date, body);
    let own = checked.findings.into_iter().filter_map(|finding| {
        let rule = finding.rule.split('/').next_back()?.to_owned();
        DATES.contains(&rule.as_str()).then(|| (rule, finding.severity, letter[finding.span.clone()].to_owned()))
    });
    own.collect()
}

/// What a fix of `gives-notice` writes in the place of the end.
fn corrected(date: &str, body: &str) -> String {
    let (_, checked) = checked(date, body);
    let finding = checked.findings.into_iter().find(|finding| finding.rule.ends_with("/gives-notice"));
    finding.expect("the notice is short").fixes[0].edits[0].text.clone()
}

#[test]
fn one_date_shows_which_number_of_the_others_is_the_month() {
    assert_eq!(said("03/18/2026", "Our contract ends on 05/04/2026."), []);
    assert_eq!(said("18/03/2026", "Our contract ends on 04/05/2026."), []);
    assert_eq!(corrected("03/18/2026", "Our contract ends on 03/25/2026."), "04/01/2026");
    assert_eq!(corrected("18/03/2026", "Our contract ends on 25/03/2026."), "01/04/2026");
    let of_two_readings = said("2 March 2026", "Our contract ends on 05/04/2026.");
    assert_eq!(of_two_readings, [("valid-dates".to_owned(), Severity::Info, "05/04/2026".to_owned())]);
}

#[test]
fn the_end_and_the_notice_are_told_as_they_were_understood() {
    let (letter, checked) = checked("1 May 2026", "Our contract ends on 31 May.");
    let end = checked.end.expect("it is named");
    assert_eq!((&letter[end.span], end.meaning.as_str()), ("31 May", "31 May 2026"));
    assert_eq!(end.notice.as_deref(), Some("30 days"));
    let (_, checked) = self::checked("1 May 2026", "Our contract ends next month.");
    assert_eq!(checked.end.expect("it is named").meaning, "1 June 2026 – 30 June 2026");
}

#[test]
fn notice_is_short_before_a_fortnight_and_long_after_half_a_year() {
    let notice = |end: &str| {
        let said = said("1 May 2026", &format!("Our contract ends on {end}."));
        said.into_iter().map(|(rule, severity, _)| (rule, severity)).collect::<Vec<_>>()
    };
    let of = |severity| vec![("gives-notice".to_owned(), severity)];
    assert_eq!(notice("1 May 2026"), of(Severity::Warning));
    assert_eq!(notice("14 May 2026"), of(Severity::Warning));
    assert_eq!(notice("15 May 2026"), []);
    assert_eq!(notice("1 November 2026"), []);
    assert_eq!(notice("2 November 2026"), of(Severity::Info));
}

#[test]
fn work_is_late_after_the_end_that_was_meant() {
    let late = |end: &str, due: &str| {
        let said = said("1 May 2026", &format!("Our contract ends on {end}. I will send you the drawings by {due}."));
        said.iter().any(|(rule, _, words)| rule == "deadlines-before-end" && words == due)
    };
    assert!(late("31 May 2026", "15 June 2026"));
    assert!(!late("31 May 2026", "31 May 2026"));
    // a slip of the year: the same day ahead is meant
    assert!(late("31 May 2025", "15 June 2026"));
    assert!(!late("31 May 2025", "20 May 2026"));
    assert!(!late("31 March 2025", "15 June 2026"), "March is meant that lies ahead");
    // not long ago: it may be meant so
    assert!(late("31 March 2026", "15 June 2026"));
}
