//! `date`: what the letter's dates mean together. In: the [`Timeline`] and a rule's check. Out: findings that
//! say the arithmetic, with the corrected date as a fix where it is sure.

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::Date;

use super::judge::Judge;
use super::timeline::{DatePlace, Timeline};
use crate::dates::{Impossible, Resolved, When, Why, write};
use crate::finding::{Applicability, Edit, End, Finding, Fix, Grounds, Severity};
use crate::locale::words;
use crate::pack::{DateCheck, Role};

/// More notice than this is too long.
const LONGEST_MONTHS: i32 = 6;

/// Applies a rule of kind `date`.
pub fn check(judge: &Judge, check: DateCheck) -> Vec<Finding> {
    let timeline = Timeline::read(judge);
    let dates = Dates { judge, timeline: &timeline };
    match check {
        DateCheck::Valid => dates.valid(),
        DateCheck::Notice => dates.notice(),
        DateCheck::OneEnd => dates.one_end(),
        DateCheck::EndAhead => dates.end_ahead(),
        DateCheck::DeadlinesBeforeEnd => dates.deadlines(),
    }
}

/// The end that the letter names first, as it was understood.
pub fn end(judge: &Judge) -> Option<End> {
    let timeline = Timeline::read(judge);
    let dates = Dates { judge, timeline: &timeline };
    let place = timeline.ends.first()?;
    let locale = judge.settings.locale;
    let meaning = match (place.resolved, place.resolved.latest()) {
        (Resolved::On(day), _) => write::date(day, locale),
        (Resolved::Within { first, last }, _) => {
            format!("{} – {}", write::date(first, locale), write::date(last, locale))
        }
        (_, Some(day)) => write::date(day, locale),
        (Resolved::Unknown(Why::NoBase), None) => words(locale).end_undated.to_owned(),
        _ => words(locale).end_unknown.to_owned(),
    };
    let days = |from: Date| place.resolved.latest().map(|day| write::days((day - from).get_days(), locale));
    Some(End { span: dates.source(place), meaning, notice: timeline.letter.and_then(days) })
}

struct Dates<'d> {
    judge: &'d Judge<'d>,
    timeline: &'d Timeline,
}

impl Dates<'_> {
    fn valid(&self) -> Vec<Finding> {
        self.timeline.all(self.judge.letter).iter().filter_map(|place| self.judge_date(place)).collect()
    }

    fn judge_date(&self, place: &DatePlace) -> Option<Finding> {
        let locale = self.judge.settings.locale;
        match place.resolved {
            Resolved::Impossible(Impossible::NoSuchDay { last, .. }) => {
                self.finding(place, "no-such-day", &[("last", last.to_string())], Vec::new())
            }
            Resolved::Impossible(Impossible::NoSuchMonth { month }) => {
                self.finding(place, "no-such-month", &[("month", month.to_string())], Vec::new())
            }
            Resolved::Impossible(Impossible::WrongWeekday { date, written, right }) => {
                let named = [
                    ("date", write::date(date, locale)),
                    ("right", write::weekday(right, locale).to_owned()),
                    ("written", write::weekday(written, locale).to_owned()),
                ];
                self.finding(place, "wrong-weekday", &named, self.weekday_fix(place, right).into_iter().collect())
            }
            Resolved::Either { day_first, month_first } => {
                let named =
                    [("day-first", write::date(day_first, locale)), ("month-first", write::date(month_first, locale))];
                let fixes = [day_first, month_first]
                    .map(|date| self.replace(place, write::date(date, self.judge.letter.language)));
                let finding = self.finding(place, "two-readings", &named, fixes.to_vec())?;
                Some(Finding { severity: Severity::Info.min(finding.severity), ..finding })
            }
            _ => None,
        }
    }

    /// The right weekday in the form of the wrong one.
    fn weekday_fix(&self, place: &DatePlace, right: jiff::civil::Weekday) -> Option<Fix> {
        let sentence = &self.judge.letter.sentences[place.sentence];
        place.span.tokens.clone().find_map(|token| {
            let written = self.judge.letter.words(sentence, token..token + 1);
            let name = write::weekday_like(&written, right, self.judge.letter.language)?;
            let span = self.judge.letter.source_range(sentence, token..token + 1);
            Some(Fix {
                applicability: Applicability::MaybeIncorrect,
                edits: vec![Edit { span, text: name.to_owned() }],
            })
        })
    }

    fn notice(&self) -> Vec<Finding> {
        self.timeline.ends.first().and_then(|end| self.judge_notice(end)).into_iter().collect()
    }

    fn judge_notice(&self, end: &DatePlace) -> Option<Finding> {
        let locale = self.judge.settings.locale;
        let notice = self.judge.settings.letter.notice;
        let asked = ("notice", write::notice(&notice, locale));
        let immediate = end.when == When::Immediate;
        let Some(from) = self.timeline.letter else {
            return if immediate { self.finding(end, "immediate-undated", &[asked], Vec::new()) } else { None };
        };
        let earliest = notice.earliest(from);
        let earliest_named = ("earliest", write::date(earliest, locale));
        if immediate {
            return self.finding(end, "immediate", &[asked, earliest_named], Vec::new());
        }
        let (first, last) = (end.resolved.earliest()?, end.resolved.latest()?);
        let given = |day: Date| ("given", write::days((day - from).get_days(), locale));
        let named = |day: Date| {
            [
                asked.clone(),
                earliest_named.clone(),
                given(day),
                ("from", write::date(from, locale)),
                ("end", write::date(day, locale)),
            ]
        };
        if last < from {
            return None; // `date-in-future` speaks
        }
        if last < earliest {
            let fixes = if matches!(end.resolved, Resolved::On(_)) {
                vec![self.replace_date(end, earliest)]
            } else {
                Vec::new()
            };
            return self.finding(end, "short", &named(last), fixes);
        }
        let too_long = first > from.saturating_add(LONGEST_MONTHS.months()) && first > earliest;
        let finding = if too_long { self.finding(end, "long", &named(first), Vec::new()) } else { None };
        finding.map(|finding| Finding { severity: Severity::Info.min(finding.severity), ..finding })
    }

    fn one_end(&self) -> Vec<Finding> {
        let mut ends = self.timeline.ends.iter().filter(|end| is_a_day(end));
        let Some(first) = ends.next() else { return Vec::new() };
        let Some((start, end)) = first.days else { return Vec::new() };
        // "until 30 April" and "from 1 May on" are the same end, and so are "in June" and "30 June".
        let apart = |(from, to): (Date, Date)| (from - end).get_days().max((start - to).get_days()) > 1;
        // What happens for the last time, "the last lesson is on 26 June": the end may still come later.
        let occasions: Vec<DatePlace> = self.own_places().collect();
        // "to the end of a calendar month" beside a day says how the notice is reckoned; a month in the same sentence, when
        // something else begins: "I close on 31 July and go back to university in September".
        let is_general = |end: &DatePlace| match end.when {
            When::Span { .. } => true,
            When::Month { .. } => end.sentence == first.sentence,
            _ => false,
        };
        let contradicts = |end: &DatePlace| {
            end.days.is_some_and(apart)
                && !is_general(end)
                && !self.are_alternatives(first, end)
                && !goes_before(&occasions, first, end)
                && !goes_before(&occasions, end, first)
        };
        // What is evidence of an end may be the end of something else, too: a policy, a period to appeal, a job in hand.
        let sure: BTreeSet<usize> = self.judge.sentences_with(Role::When).collect();
        let other = ends.find(|end| sure.contains(&end.sentence) && contradicts(end));
        if self.judge.settings.exemptions {
            self.leave_others(|place| is_a_day(place) && place.days.is_some_and(apart));
        }
        let finding = other.and_then(|other| self.finding(other, "", &[("first", self.words(first))], Vec::new()));
        finding.into_iter().collect()
    }

    /// The dates inside of the rule's own matches.
    fn own_places(&self) -> impl Iterator<Item = DatePlace> {
        self.judge.own_matches().iter().flat_map(|found| self.timeline.places_in(self.judge.letter, found))
    }

    /// Notes the dates that would be another end and belong to something else.
    fn leave_others(&self, is_other: impl Fn(&DatePlace) -> bool) {
        let asked = self.judge.asked_matches();
        let dates = asked.flat_map(|found| self.timeline.places_in(self.judge.letter, found));
        for place in dates.filter(is_other) {
            if let Some((rule, whole)) = self.judge.apart(place.sentence, &place.span.tokens) {
                let grounds = Grounds::BelongsTo(rule.to_owned());
                self.judge.leave(|| (self.source(&place), grounds, Some(self.judge.span(whole))));
            }
        }
    }

    fn end_ahead(&self) -> Vec<Finding> {
        let Some(from) = self.timeline.letter else { return Vec::new() };
        let locale = self.judge.settings.locale;
        // Behind an end that is ahead, a day that is past belongs to something else: "after what happened on 29 October".
        let first = self.timeline.ends.iter().find(|end| is_a_day(end));
        let past = first.filter(|end| end.resolved.latest().is_some_and(|end| end < from));
        let Some(end) = past else { return Vec::new() };
        let named = [
            ("from", write::date(from, locale)),
            ("end", end.resolved.latest().map(|date| write::date(date, locale)).unwrap_or_default()),
        ];
        self.finding(end, "", &named, Vec::new()).into_iter().collect()
    }

    fn deadlines(&self) -> Vec<Finding> {
        let Some(end) = self.timeline.ends.iter().find(|end| is_a_day(end)) else { return Vec::new() };
        let Some((_, last)) = end.days else { return Vec::new() };
        let last = self.timeline.letter.map_or(last, |letter| of_the_right_year(last, letter));
        let mut found: Vec<Finding> = Vec::new();
        for place in self.own_places() {
            let late = place.days.is_some_and(|(first, due)| first == due && due > last);
            let is_end = self.timeline.ends.iter().any(|end| end.is_at(&place));
            if late && !is_end && !self.are_alternatives(end, &place) {
                found.extend(self.finding(&place, "", &[("end", self.words(end))], Vec::new()));
            }
        }
        found.dedup_by(|a, b| a.span == b.span);
        found
    }

    /// Whether a template says only one of the two, so that the second is left alone.
    fn are_alternatives(&self, a: &DatePlace, b: &DatePlace) -> bool {
        let place = |place: &DatePlace| (place.sentence, place.span.tokens.start);
        let are = self.judge.settings.template && self.judge.letter.are_alternatives(place(a), place(b));
        if are {
            self.judge.leave(|| (self.source(b), Grounds::Alternative, Some(self.source(a))));
        }
        are
    }

    fn words(&self, place: &DatePlace) -> String {
        self.judge.letter.words(&self.judge.letter.sentences[place.sentence], place.span.tokens.clone())
    }

    fn replace(&self, place: &DatePlace, text: String) -> Fix {
        let span = self.source(place);
        Fix { applicability: Applicability::MaybeIncorrect, edits: vec![Edit { span, text }] }
    }

    fn replace_date(&self, place: &DatePlace, date: Date) -> Fix {
        let language = self.judge.letter.language;
        self.replace(place, write::like(&self.words(place), date, language, self.timeline.is_month_first()))
    }

    /// A finding at `place` with the message of `case`; names in braces stand for `named`.
    fn finding(&self, place: &DatePlace, case: &str, named: &[(&str, String)], fixes: Vec<Fix>) -> Option<Finding> {
        let words = self.words(place);
        let named: Vec<(&str, &str)> =
            named.iter().map(|(name, value)| (*name, value.as_str())).chain([("match", words.as_str())]).collect();
        let finding = self.judge.finding(case, self.source(place), &named)?;
        Some(Finding { fixes, ..finding })
    }

    fn source(&self, place: &DatePlace) -> Range<usize> {
        self.judge.letter.source_range(&self.judge.letter.sentences[place.sentence], place.span.tokens.clone())
    }
}

/// An end that lies more than half a year before the letter bears a wrong year, as `date-in-future` says: the same day ahead
/// is meant. One that is past by less may be meant so.
fn of_the_right_year(end: Date, letter: Date) -> Date {
    if end >= letter.saturating_sub(LONGEST_MONTHS.months()) {
        return end;
    }
    let same_year = end.saturating_add((letter.year() - end.year()).years());
    if same_year < letter { same_year.saturating_add(1.year()) } else { same_year }
}

/// Whether `place` is one of `occasions` and lies shortly before `end`: in its month, or in the week before it.
fn goes_before(occasions: &[DatePlace], place: &DatePlace, end: &DatePlace) -> bool {
    let shortly = |((_, last), (first, _)): ((Date, Date), (Date, Date))| {
        last < first && (last.first_of_month() == first.first_of_month() || (first - last).get_days() <= 7)
    };
    place.days.zip(end.days).is_some_and(shortly) && occasions.iter().any(|occasion| occasion.is_at(place))
}

/// Whether a date names a day or a span of its own, not a notice that the contract has to tell.
fn is_a_day(place: &DatePlace) -> bool {
    !matches!(place.when, When::NoticePeriod { .. } | When::NextPossible | When::Immediate | When::Unfilled)
        && place.days.is_some()
}
