//! What is a date and what only looks like one, in English, German and Polish,
//! and the calendar's arithmetic.

use jiff::civil::{Date, Weekday};
use letterlint::dates::{Anchor, Impossible, Notice, Part, Resolved, Unit, When, Why, Year, find, write};
use letterlint::language::Language::{self, English, German, Polish};

/// A mention's meaning in few characters, so that tables stay readable.
fn meaning(when: &When) -> String {
    let year = |year: &Year| match year {
        Year::Given(year) => format!("{year}"),
        Year::Unsaid => "?".to_string(),
        Year::On(years) => format!("year{years:+}"),
    };
    let day = |weekday: &Option<Weekday>| weekday.map_or(String::new(), |w| format!("{} ", &format!("{w:?}")[..3]));
    let part = |part: &Part| format!("{part:?}").to_lowercase();
    let unit = |unit: &Unit| format!("{unit:?}").to_lowercase();
    match when {
        When::Day { year: y, month, day: d, weekday } => {
            format!("{}{}-{month}-{d}", day(weekday), year(y))
        }
        When::Ambiguous { year, first, second, weekday } => {
            format!("{}{year}: {first} or {second}", day(weekday))
        }
        When::DayOfMonth { day: d, months_on, weekday } => {
            let on = if *months_on == 0 { String::new() } else { format!(" month{months_on:+}") };
            format!("{}day {d}{on}", day(weekday))
        }
        When::Month { year: y, month, part: p } => format!("{}-{month} {}", year(y), part(p)),
        When::Quarter { year: y, quarter, part: p } => format!("{}-q{quarter} {}", year(y), part(p)),
        When::CalendarYear { year, part: p } => format!("{year} {}", part(p)),
        When::Span { unit: u, which, part: p } => format!("{}{which:+} {}", unit(u), part(p)),
        When::Weekday { weekday, which, weeks_on } => {
            let on = weeks_on.map_or(String::new(), |w| format!(" week{w:+}"));
            format!("{}{which:+}{on}", day(&Some(*weekday)).trim())
        }
        When::NthWeekday { nth, weekday, month, year: y } => {
            format!("{nth}. {}of {}-{month}", day(&Some(*weekday)), year(y))
        }
        When::Relative { amount, unit: u, from, within } => {
            let from = match from {
                Anchor::Letter => "",
                Anchor::Receipt => " receipt",
                Anchor::Other => " other",
            };
            format!("{amount:+} {}{from}{}", unit(u), if *within { " within" } else { "" })
        }
        When::NoticePeriod { notice } => {
            format!("notice {}", notice.map_or("?".to_string(), |n| n.to_string()))
        }
        When::NextPossible => "next possible".to_string(),
        When::Immediate => "immediate".to_string(),
        When::Unfilled => "unfilled".to_string(),
    }
}

fn found(text: &str, language: Language) -> Vec<(String, String)> {
    find(text, language).into_iter().map(|m| (text[m.range].to_string(), meaning(&m.when))).collect()
}

/// Each row is a text with its dates in square brackets, and after the arrow what they mean.
fn check(language: Language, rows: &[&str]) {
    let mut failures = Vec::new();
    for row in rows {
        let (marked, meanings) = row.split_once(" => ").expect("a row has an arrow");
        let text = marked.replace(['[', ']'], "");
        let mentions = marked.split('[').skip(1).filter_map(|rest| rest.split(']').next());
        let expected: Vec<(String, String)> =
            mentions.zip(meanings.split("; ")).map(|(words, meaning)| (words.into(), meaning.into())).collect();
        let got = found(&text, language);
        if got != expected {
            failures.push(format!("{text:?}\n  expected {expected:?}\n  got      {got:?}"));
        }
    }
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), rows.len(), failures.join("\n"));
}

#[test]
fn english() {
    check(
        English,
        &[
            // days of the calendar
            "on [1 May 2015] => 2015-5-1",
            "by [May 1st, 2015]. => 2015-5-1",
            "by [May 1, 2015], and => 2015-5-1",
            "on [Friday, 1 May]. => Fri ?-5-1",
            "on [Friday 1 May 2026] => Fri 2026-5-1",
            "on [Friday, May 1, 2026] => Fri 2026-5-1",
            "[Fri 1 May 2026] => Fri 2026-5-1",
            "on [5 June 2026 (Friday)] => Fri 2026-6-5",
            "ends on the [3rd of July] => ?-7-3",
            "on the [3rd July 2026] => 2026-7-3",
            "on the [first of May 2026] => 2026-5-1",
            "the [thirty-first of March] => ?-3-31",
            "on [31\nJuly 2026]. => 2026-7-31",
            "on [Sunday, 28\nFebruary\n2027] => Sun 2027-2-28",
            "[12 Jan 2026] => 2026-1-12",
            "[12 Sept. 2026] => 2026-9-12",
            "[Dec 31, 2026] => 2026-12-31",
            "by [31 DECEMBER 2026] => 2026-12-31",
            "by [31 march 2026] => 2026-3-31",
            "by [31 December '26] => 2026-12-31",
            "on [31 March next year] => year+1-3-31",
            "[Thursday the 5th of March] => Thu ?-3-5",
            "from [1] to [5 June] => ?-6-1; ?-6-5",
            "on [9] and [23 October 2026] => 2026-10-9; 2026-10-23",
            "[1]-[5 May 2026] => 2026-5-1; 2026-5-5",
            "by [31 April 2026] => 2026-4-31",
            "[2015-05-01] => 2015-5-1",
            "on [05/01/2015] => 2015: 5 or 1",
            "on [18/03/2026] => 2026-3-18",
            "on [03/18/2026] => 2026-3-18",
            "on [05/05/2015] => 2015-5-5",
            "on [01.05.2015] => 2015-5-1",
            "[Mon 05/01/2015] => Mon 2015: 5 or 1",
            // parts of a calendar
            "by the [26th]. => day 26",
            "on the [15th of next month] => day 15 month+1",
            "on [Tuesday the 26th], => Tue day 26",
            "from [July] on => ?-7 whole",
            "since [January 2020] => 2020-1 whole",
            "for [February] and [March] => ?-2 whole; ?-3 whole",
            "until the [end of March] => ?-3 end",
            "at the [end of May 2026] => 2026-5 end",
            "in [mid-July] => ?-7 middle",
            "in [early June] => ?-6 early",
            "[late August] => ?-8 late",
            "at the [end of the month] => month+0 end",
            "the [end of\nnext month] => month+1 end",
            "by the [end of this quarter] => quarter+0 end",
            "until the [end of the year] => year+0 end",
            "by the [end of 2026] => 2026 end",
            "by the [end of Q2 2026] => 2026-q2 end",
            "[end of the second quarter] => ?-q2 end",
            "by [month-end] => month+0 end",
            "at [year end] => year+0 end",
            "the [last day of August] => ?-8 end",
            "on the [first of the month] => day 1",
            "the [first Tuesday in March] => 1. Tue of ?-3",
            "the [last Friday of May 2026] => -1. Fri of 2026-5",
            "from [Monday] on => Mon+0",
            "[next Friday] => Fri+1",
            "on [Friday next week] => Fri+0 week+1",
            "[last Tuesday] => Tue-1",
            "a call [next week] => week+1 whole",
            "from [next month] => month+1 whole",
            // relative
            "[in two weeks] => +2 week",
            "[in two weeks' time] => +2 week",
            "[in a fortnight] => +2 week",
            "[30 days from the date of this letter] => +30 day",
            "[two calendar months after the date of this letter] => +2 month",
            "[60 days from today] => +60 day",
            "[a month from now] => +1 month",
            "ends [30 days after receipt of this letter] => +30 day receipt",
            "[on receipt of this letter] => +0 day receipt",
            "[within 14 days] => +14 day within",
            "[within thirty (30) days of receiving this email] => +30 day receipt within",
            "[within ten working days] => +10 workingday within",
            "[within twenty-one days] => +21 day within",
            "[two weeks after the handover] => +2 week other",
            "[three days ago] => -3 day",
            "[tomorrow] => +1 day",
            "[the day after tomorrow] => +2 day",
            "and [day after tomorrow] again => +2 day",
            "in [Sept. 2026] => 2026-9 whole",
            "[half a year from now] => +6 month",
            // notice
            "[with thirty days' notice] => notice 30 days",
            "[with one month's notice to the end of a quarter] => notice 1 month to quarter-end",
            "this is our [30-day notice] => notice 30 days",
            "[thirty days' notice from today] => notice 30 days",
            "[give you four weeks' written notice] => notice 4 weeks",
            "[with a notice period of three months] => notice 3 months",
            "[with the contractual notice period] => notice ?",
            "[at the next possible date] => next possible",
            "we had two weeks without any notice, and => ",
            // immediate and unfilled
            "[with immediate effect] => immediate",
            "[effective immediately] => immediate",
            "[as of today] => immediate",
            "[from today] => immediate",
            "I terminate it [immediately] => immediate",
            "our contract ends [today] => immediate",
            "[from today], [3 June 2026] => immediate; 2026-6-3",
            "on [XX.XX.XXXX] => unfilled",
            "on [YYYY-MM-DD] => unfilled",
            "on [DD/MM/YYYY] => unfilled",
            "on [31 December 20XX] => unfilled",
            "in [20XX] => unfilled",
            "[XX May 2026] => unfilled",
            "on [__.__.2026] => unfilled",
            "from the [1st of June, 2026] => 2026-6-1",
            "[may 5, 2026] => 2026-5-5",
            "from the [15th] to the [20th of May] => ?-5-15; ?-5-20",
            "[next Friday, 5 June] => Fri ?-6-5",
            "this [coming Friday] => Fri+1",
            "starting [Monday] => Mon+0",
            "effective [July] => ?-7 whole",
            "by COB [Thursday] => Thu+0",
            "on the [last working day of May] => ?-5 end",
            "the [30th of this month] => day 30",
            "[within the next month] => +1 month within",
            "[two weeks from Friday] => +2 week other",
            "[30 days after 31 March 2026] => +30 day other",
            "[14 days from the date on this letter] => +14 day",
            "[one month from the date above] => +1 month",
            "closes [at the end of the notice period] => notice ?",
            "We hereby [give one (1) month's notice] => notice 1 month",
            "[immediate] termination => immediate",
            "[by giving two weeks notice] => notice 2 weeks",
            "[last month-end] => month-1 end",
            // spellings of days
            "on [12 Jan] => ?-1-12",
            "by [31 december] => ?-12-31",
            "by [31 December ’26] => 2026-12-31",
            "the [twenty first of March] => ?-3-21",
            "we need all thirty by [first of May] => ?-5-1",
            "[May the 5th] => ?-5-5",
            "on [5 June 2026 (a Friday)] => Fri 2026-6-5",
            "on [5 June] (Friday at the latest) => ?-6-5",
            "[last Sunday May 3] => Sun ?-5-3",
            "on [Sunday the 31st] => Sun day 31",
            "on [1]–[5 May] => ?-5-1; ?-5-5",
            "Monday and [Tuesday, 5] and [6 May] => ?-5-5; ?-5-6",
            "on [Friday, 31 December 20XX] => unfilled",
            "([XX.XX.XXXX]) => unfilled",
            "in [MM/YYYY] => unfilled",
            // what follows a date is not all its own
            "on [5 May] 1200 guests came => ?-5-5",
            "On [1 May 2026], 3 people came => 2026-5-1",
            "on [5 May] (12 guests) => ?-5-5",
            "On [5 March] Anna called => ?-3-5",
            "see page 3 and [5 May] => ?-5-5",
            "[May 5]: 3 invoices => ?-5-5",
            "due [May 5]:(a) keys, (b) papers => ?-5-5",
            "In [May] 12 people came => ?-5 whole",
            "For [May] 20% less => ?-5 whole",
            "for [March] 17:30 is our slot => ?-3 whole",
            "only 35 of [May] and [June] are paid => ?-5 whole; ?-6 whole",
            "for [February] our March invoice => ?-2 whole",
            "by the [26th] - if possible => day 26",
            "on [Friday] 5 will come => Fri+0",
            "on [Monday] - if => Mon+0",
            "until [Friday] => Fri+0",
            "from [Monday] until [5 May] => Mon+0; ?-5-5",
            "on [Friday of next week] => Fri+0 week+1",
            // spans and what starts or ends in them
            "by [end May] => ?-5 end",
            "to start [May 5] => ?-5-5",
            "the [first day of next month] => month+1 first",
            "we will meet [next March] => ?-3 whole",
            "for the [current month] => month+0 whole",
            "[within the week] => week+0 end",
            "[within a month] => +1 month within",
            "1) pay [within 14 days] 2) return the keys => +14 day within",
            "[in the next two weeks] => +2 week within",
            "[in half a year] => +6 month",
            "[in two quarters] => +6 month",
            "[two weeks hence] => +2 week",
            "[14 days after receipt]. This letter => +14 day receipt",
            "[30 days from the date of the contract] => +30 day other",
            "[30 days after May 5, 2026] => +30 day other",
            "[from today's date] => immediate",
            "[Tomorrow] we close => +1 day",
            "I take the day off [tomorrow] => +1 day",
            "We can meet you again [day after tomorrow] => +2 day",
            // notice and what is no part of it
            "[with a three-month notice period] => notice 3 months",
            "[with one year's notice] => notice 12 months",
            "[Giving two weeks notice] => notice 2 weeks",
            "[with one month's notice to month-end] => notice 1 month to month-end",
            "[with one month's notice to the end of a calendar month] => notice 1 month to month-end",
            "We end it [with two weeks' notice], until the [end of the month] => notice 2 weeks; month+0 end",
            "[with two weeks' notice] to our landlord by [month-end] => notice 2 weeks; month+0 end",
            // "to end" is a verb, and no month that has its day ends
            "The contract is to end [May 5, 2026] => 2026-5-5",
            "It is due to end [July 1st] => ?-7-1",
            "The lease is to end [May 2026] => 2026-5 whole",
            "until [end May 2026] => 2026-5 end",
            "from [3 March] to [end May 2026] => ?-3-3; 2026-5 end",
            "by [end Sept 2026] => 2026-9 end",
            "until the [end of Dec. 2026] => 2026-12 end",
            // years and days that are not filled in
            "by [May 20XX] => unfilled",
            "by [December 20__] => unfilled",
            "by [Dec 20XX] => unfilled",
            "by [May 1X, 2026] => unfilled",
            "on [2X May 2026] => unfilled",
            "in [12/YYYY] => unfilled",
            "in [05/20XX] => unfilled",
            "at the end of [05/20XX] => unfilled",
            "[DD / MM / YYYY] => unfilled",
            "on [DD/MM] => unfilled",
            "by [MM/DD], please => unfilled",
            // the day of a month, counted
            "on the [second day of May] => ?-5-2",
            "the [third day of June 2026] => 2026-6-3",
            "signed this [5th day of May 2026] => 2026-5-5",
            "the [twenty-first day of the month of May, 2026] => 2026-5-21",
            "this [5th day of May 20XX] => unfilled",
            "on the [first day of the third quarter] => ?-q3 first",
            // quarters, months in short and months in figures
            "by the [end of the 2nd quarter 2026] => 2026-q2 end",
            "[end of 2nd quarter] => ?-q2 end",
            "on the [last day of the second quarter] => ?-q2 end",
            "on the [last day of the 2nd quarter 2026] => 2026-q2 end",
            "in [Sept 2026] => 2026-9 whole",
            "our invoice [Dec '25] => 2025-12 whole",
            "by the [end of 3.2026] => 2026-3 end",
            "by the [end of 03/2026], please => 2026-3 end",
            // a number after a date counts what follows it
            "By the [end of the month] 2000 letters will have gone out => month+0 end",
            "by the [end of the week] 12 orders => week+0 end",
            "by the [end of this week] 12 orders => week+0 end",
            "by the [end of the year] 12 orders => year+0 end",
            "by the [end of the year 2000] => 2000 end",
            "by the [26th] 12 orders came => day 26",
            "by the [26], please => day 26",
            "by the [26] please => day 26",
            "until the [26]. => day 26",
            "by the [15 of next month] => day 15 month+1",
            // notice with many adjectives
            "[with two months' full formal prior written notice] => notice 2 months",
            "[with thirty (30) calendar days' full formal prior written notice] => notice 30 days",
        ],
    );
}

#[test]
fn german() {
    check(
        German,
        &[
            // a name behind a month
            "Wir hören im [Mai] Müllers Angebot => ?-5 whole",
            "ab [September] Frau Kurz => ?-9 whole",
            // days of the calendar
            "am [1. Mai 2015] => 2015-5-1",
            "am [1.Mai] ist => ?-5-1",
            "am [1 Mai] => ?-5-1",
            "zum [01.05.2015] => 2015-5-1",
            "zum [1. 5. 2015] => 2015-5-1",
            "am [1.5.15] => 2015-5-1",
            "bis [15.02.] an => ?-2-15",
            "Termin: [15.02.] => ?-2-15",
            "am [15.02] um => ?-2-15",
            "am [Mittwoch, dem 7. Oktober 2026] => Wed 2026-10-7",
            "bis [Freitag, den 26. September 2025] => Fri 2025-9-26",
            "am [Montag, 01.06.2026] => Mon 2026-6-1",
            "[Mo., 01.06.2026] => Mon 2026-6-1",
            "am [ersten Mai] => ?-5-1",
            "zum [einunddreissigsten Maerz 2026] => 2026-3-31",
            "am [3. Jänner 2027] => 2027-1-3",
            "am [12. Jan. 2026] => 2026-1-12",
            "zum [31. marz] => ?-3-31",
            "zum [31. März nächsten Jahres] => year+1-3-31",
            "die [9.] und [23. Oktober] => ?-10-9; ?-10-23",
            "vom [2.] und vom [30. September 2025] => 2025-9-2; 2025-9-30",
            "vom [1.] bis [15. Mai] => ?-5-1; ?-5-15",
            "vom [01.05.2026]-[15.05.2026] => 2026-5-1; 2026-5-15",
            "zum [31.12.2026]. => 2026-12-31",
            "am [2026-02-01] => 2026-2-1",
            "Date: Tue, [3 Feb 2026] 08:12 => 2026-2-3",
            "am [5 May 2026] => 2026-5-5",
            "Rechnung vom [30.\nSeptember 2025] => 2025-9-30",
            // parts of a calendar
            "bis zum [20.] als PDF => day 20",
            "am [15. des nächsten Monats] => day 15 month+1",
            "am [Freitag, den 13.] => Fri day 13",
            "am [Monatsersten] => day 1",
            "ab [Juli] => ?-7 whole",
            "im [Mai] => ?-5 whole",
            "für den [November] => ?-11 whole",
            "[Januar 2026] => 2026-1 whole",
            "für [Januar] bis [März] => ?-1 whole; ?-3 whole",
            "bis [Ende März] => ?-3 end",
            "[Anfang September] => ?-9 early",
            "bis [Mitte Mai 2026] => 2026-5 middle",
            "[zum Monatsende] => month+0 end",
            "[zum Quartalsende] => quarter+0 end",
            "bis [Jahresende] => year+0 end",
            "[zum Jahresende 2026] => 2026 end",
            "[zum Halbjahresende] => halfyear+0 end",
            "[zum Ende dieses Quartals] => quarter+0 end",
            "[zum Ende des nächsten Monats] => month+1 end",
            "[zum Ende des Halbjahres] => halfyear+0 end",
            "[zum Ende des zweiten Quartals 2026] => 2026-q2 end",
            "[mit Ablauf des Kalenderjahres] => year+0 end",
            "mit Ablauf des [31. Mai 2026] => 2026-5-31",
            "[zum nächsten Quartalsende] => quarter+0 end",
            "[zum Quartal] => quarter+0 end",
            "[Ende 2026] => 2026 end",
            "ab [Montag] => Mon+0",
            "am [kommenden Freitag] => Fri+1",
            "vom [letzten Mittwoch] => Wed-1",
            "ab [nächster Woche] => week+1 whole",
            "[naechste Woche] => week+1 whole",
            "am [letzten Freitag im März] => -1. Fri of ?-3",
            // relative
            "[in zwei Wochen] => +2 week",
            "[innerhalb von 14 Tagen] => +14 day within",
            "[binnen eines Monats] => +1 month within",
            "[innerhalb der nächsten zehn Tage] => +10 day within",
            "[30 Tage nach Erhalt dieser Mail] => +30 day receipt",
            "[zehn Tage nach Vertragsende] => +10 day other",
            "[14 Tage ab heute] => +14 day",
            "[vier Wochen ab dem Datum dieses Schreibens] => +4 week",
            "[vor zwei Wochen] => -2 week",
            "[in einem halben Jahr] => +6 month",
            "[binnen 10 Werktagen] => +10 workingday within",
            "ab [morgen] => +1 day",
            "seit [gestern] => -1 day",
            "[mit Zugang dieses Schreibens] => +0 day receipt",
            // notice
            "[mit einer Frist von drei Monaten] => notice 3 months",
            "[mit einer Frist von drei Monaten zum Quartalsende] => notice 3 months to quarter-end",
            "[unter Einhaltung der vereinbarten Frist von drei Monaten] zum [31. Dezember 2025] => notice 3 months; 2025-12-31",
            "[unter Einhaltung der Kündigungsfrist] => notice ?",
            "[unter Wahrung der dreimonatigen Kuendigungsfrist zum Ende eines Quartals] => notice 3 months to quarter-end",
            "[mit vierwöchiger Frist] => notice 4 weeks",
            "[mit einer Frist von sechs Wochen zum Halbjahr] => notice 6 weeks to half-year-end",
            "[mit 14-tägiger Kündigungsfrist] => notice 14 days",
            "[mit zwei Wochen Vorlauf] => notice 2 weeks",
            "[zum nächstmöglichen Zeitpunkt] => next possible",
            "[zum naechstmoeglichen Termin] => next possible",
            // immediate and unfilled
            "[ab sofort] => immediate",
            "kündige ich [fristlos] => immediate",
            "[mit sofortiger\nWirkung] => immediate",
            "[ab heute] => immediate",
            "[zum heutigen Tag] => immediate",
            "wir kündigen [sofort] => immediate",
            "am [TT.MM.JJJJ] => unfilled",
            "am [XX. Mai 2026] => unfilled",
            "zum [31.12.20XX] => unfilled",
            "[TT. Monat JJJJ] => unfilled",
            "bis einschließlich [31.12.] => ?-12-31",
            "zum [1. des Folgemonats] => day 1 month+1",
            "[zum Ende des Folgemonats] => month+1 end",
            "[Mittwoch nächster Woche] => Wed+0 week+1",
            "am [kommenden Freitag, den 5. Juni] => Fri ?-6-5",
            "[zum Ende des 1. Quartals] => ?-q1 end",
            "[drei Monate ab dem 1. Mai 2026] => +3 month other",
            "bis [zum Ende der Kündigungsfrist] => notice ?",
            "[sofortige] Kündigung => immediate",
            "[nach Ablauf von 30 Tagen ab Zugang dieser Kündigung] => +30 day receipt",
            "auf [Ende September 2026] => 2026-9 end",
            "Die [Kündigungsfrist beträgt vier Wochen zum Quartalsende]. => notice 4 weeks to quarter-end",
            "[mit einer Kündigungsfrist von 3 Monaten auf Ende eines Monats] => notice 3 months to month-end",
            // spellings of days
            "zum [31. Ma\u{308}rz 2026] => 2026-3-31",
            "am [March 5, 2026] => 2026-3-5",
            "geboren am [1.5.80] => 1980-5-1",
            "am [05.13.2026] => 2026-13-5",
            "bis [12. jan]. => ?-1-12",
            "am [2.]/[3. Mai] => ?-5-2; ?-5-3",
            "zum [31. März des Folgejahres] => year+1-3-31",
            "am [XX. XX. 2026] => unfilled",
            // what follows a date is not all its own
            "am [01.05.2026], 3 Stück => 2026-5-1",
            "am [01.05.2026],wie besprochen => 2026-5-1",
            "am [15.02], wenn => ?-2-15",
            "Treffen [15.02.], dann => ?-2-15",
            "Auch unser nächstes Treffen [15.02.] um zehn => ?-2-15",
            "So [5. Mai] bleibt es => ?-5-5",
            // spans and lengths
            "bis [Ende des Monats Mai 2026] => 2026-5 end",
            "Wir kündigen [zum Monatsende März 2026] => 2026-3 end",
            "am [vergangenen Freitag] im [Mai] => Fri-1; ?-5 whole",
            "[in einer Woche] => +1 week",
            "[in einem Halbjahr] => +6 month",
            "Wir enden [in einem halben Jahr] => +6 month",
            "[14 Tage von heute an] => +14 day",
            "[14 Tage nach Zugang] heute noch offener Rechnungen => +14 day receipt",
            "[mit __ tägiger Kündigungsfrist] => notice ?",
            "Wir kündigen hiermit [mit 14-tägiger Kündigungsfrist] => notice 14 days",
            // a number after a date counts what follows it
            "am [1.5.] 15 Gäste kamen => ?-5-1",
            "ab [1.7.] 50 Euro mehr => ?-7-1",
            "am [3.11.] 20 Personen => ?-11-3",
            "am [1.5.] 15.30 Uhr => ?-5-1",
            "Am [Montag, 1.5.] 15 Gäste => Mon ?-5-1",
            "am [1.5. 2026] wird => 2026-5-1",
            "bis zum [20.] 12 Exemplare => day 20",
            "am [20.] 12 Uhr => day 20",
            "zum [1.] 50 Euro => day 1",
            "am [Freitag, den 13.] 12 Gäste => Fri day 13",
            "bis [zum Ende der Woche] 12 Bestellungen => week+0 end",
            "bis [Ende dieses Monats] 200 neue Briefe => month+0 end",
            "bis zum [26], bitte => day 26",
            // quarters, months in short and months in figures
            "am [letzten Tag des zweiten Quartals] => ?-q2 end",
            "am [letzten Tag des 2. Quartals 2026] => 2026-q2 end",
            "am [ersten Tag des dritten Quartals] => ?-q3 first",
            "[zum Ende des 2. Quartals 2026] => 2026-q2 end",
            "Rechnung [Dez 2025] => 2025-12 whole",
            "bis [Ende Dez 2025] => 2025-12 end",
            "Im [Dez 20XX] => unfilled",
            "bis [Ende 3.2026] => 2026-3 end",
            "bis [Anfang 03/2026] => 2026-3 early",
            // the day of a month, counted
            "am [zweiten Tag des Monats Mai 2026] => 2026-5-2",
            "am [5. Tag im Mai] => ?-5-5",
            // years and months in short
            "am [15. Mai v. J.] haben wir => year-1-5-15",
            "am [15. Mai d.J.] haben wir => year+0-5-15",
            "am [15. d. M.] haben wir => day 15",
            "am [15. v. M.] haben wir => day 15 month-1",
            "das Schreiben vom [15. Mai] v. J. Müller => ?-5-15",
            // not filled in
            "am [TT / MM / JJJJ] => unfilled",
            "am [TT.MM.] um zehn => unfilled",
            "am [XX.XX.] um zehn => unfilled",
            "bis [XX.05.] um zehn => unfilled",
            "am [1X. Mai 2026] => unfilled",
        ],
    );
}

#[test]
fn polish() {
    check(
        Polish,
        &[
            // days of the calendar
            "[1 maja 2015 r.] => 2015-5-1",
            "z dniem [31 grudnia 2026 r.] => 2026-12-31",
            "z dniem [31\ngrudnia 2026 roku] => 2026-12-31",
            "do [20 wrzesnia] => ?-9-20",
            "[24 pazdziernika] => ?-10-24",
            "w [środę, 26 listopada 2026] => Wed 2026-11-26",
            "do [piątku, 31 maja 2026] => Fri 2026-5-31",
            "w [piątek, dnia 5 czerwca] => Fri ?-6-5",
            "[5 czerwca 2026 r. (piątek)] => Fri 2026-6-5",
            "dnia [20.04.2026 r.] => 2026-4-20",
            "dnia [20.04.2026r.] => 2026-4-20",
            "z dniem [31/12/2026], oddajemy => 2026-12-31",
            "dnia [3/04/2026] => 2026-4-3",
            "[31-12-2026] => 2026-12-31",
            "[2026-08-31] => 2026-8-31",
            "[30 IV 2026] => 2026-4-30",
            "[30.IV.2026 r.] => 2026-4-30",
            "do [15.02] proszę => ?-2-15",
            "do [15.02.] proszę => ?-2-15",
            "od [pierwszego maja] => ?-5-1",
            "do [dwudziestego pierwszego czerwca] => ?-6-21",
            "do [15-go maja 2026] => 2026-5-15",
            "od [3] do [7 czerwca] => ?-6-3; ?-6-7",
            "[31 marca br.] => year+0-3-31",
            "[31 marca przyszłego roku] => year+1-3-31",
            "do [30 lutego] => ?-2-30",
            "[5 paź 2026] => 2026-10-5",
            // parts of a calendar
            "od [września] => ?-9 whole",
            "w [październiku] => ?-10 whole",
            "za [czerwiec] i [lipiec] => ?-6 whole; ?-7 whole",
            "[z końcem marca] => ?-3 end",
            "[z koncem pazdziernika] => ?-10 end",
            "do [końca listopada 2026 r.] => 2026-11 end",
            "[w połowie maja] => ?-5 middle",
            "[na początku kwietnia] => ?-4 early",
            "[pod koniec czerwca] => ?-6 late",
            "do [końca kwartału] => quarter+0 end",
            "do [końca III kwartału 2026 r.] => 2026-q3 end",
            "[z końcem bieżącego miesiąca] => month+0 end",
            "[na koniec roku] => year+0 end",
            "[z końcem 2026 roku] => 2026 end",
            "do [końca roku 2026] => 2026 end",
            "[z końcem półrocza] => halfyear+0 end",
            "do [ostatniego dnia sierpnia] => ?-8 end",
            "[ostatniego dnia miesiąca] => month+0 end",
            "w [poniedziałek] => Mon+0",
            "we [wtorek] => Tue+0",
            "w [przyszły piątek] => Fri+1",
            "w [zeszłym tygodniu] => week-1 whole",
            "od [przyszłego roku] => year+1 whole",
            "[od nowego roku] => year+1 early",
            // relative
            "[za dwa tygodnie] => +2 week",
            "[za tydzień] kończę => +1 week",
            "ustaje [za 30 dni] => +30 day",
            "[w ciągu siedmiu dni] => +7 day within",
            "[w ciągu 14 dni roboczych] => +14 workingday within",
            "[w terminie trzydziestu dni od otrzymania tego pisma] => +30 day receipt within",
            "[30 dni od daty niniejszego pisma] => +30 day",
            "[trzy miesiące od dziś] => +3 month",
            "[po upływie dwóch tygodni od doręczenia] => +2 week receipt",
            "[przed dwoma tygodniami] => -2 week",
            "[30 dni temu] => -30 day",
            "[jutro] => +1 day",
            "[za pół roku] zamykamy => +6 month",
            "[z chwilą otrzymania tego pisma] => +0 day receipt",
            // notice
            "[z zachowaniem miesięcznego okresu wypowiedzenia] => notice 1 month",
            "[z zachowaniem trzymiesiecznego okresu wypowiedzenia ze skutkiem na koniec miesiąca kalendarzowego] => notice 3 months to month-end",
            "[z dwutygodniowym wypowiedzeniem] => notice 2 weeks",
            "[z 14-dniowym okresem wypowiedzenia] => notice 14 days",
            "[z zachowaniem 30 dni okresu wypowiedzenia] => notice 30 days",
            "[z zachowaniem okresu wypowiedzenia] => notice ?",
            "[okres wypowiedzenia wynosi trzy miesiące] => notice 3 months",
            "[z miesięcznym wyprzedzeniem] => notice 1 month",
            "[w najbliższym możliwym terminie] => next possible",
            // immediate and unfilled
            "[ze skutkiem natychmiastowym] => immediate",
            "[od dziś] => immediate",
            "[od zaraz] => immediate",
            "[z dniem dzisiejszym] => immediate",
            "[w trybie natychmiastowym] => immediate",
            "wypowiadam umowę [natychmiast] => immediate",
            "dnia [dd.mm.rrrr] => unfilled",
            "do [XX.XX.2026] => unfilled",
            "[RRRR-MM-DD] => unfilled",
            "[XX maja 2026 r.] => unfilled",
            "do [15 bm.] => day 15",
            "w dniu [15 maja b.r.] => year+0-5-15",
            "[15 V br.] => year+0-5-15",
            "do [końca okresu wypowiedzenia] => notice ?",
            "[14 dni po otrzymaniu] => +14 day receipt",
            "[natychmiastowe] rozwiązanie umowy => immediate",
            "[z wyprzedzeniem 14 dni] => notice 14 days",
            "między [majem] a [czerwcem] => ?-5 whole; ?-6 whole",
            "w [pierwszy poniedziałek czerwca] => 1. Mon of ?-6",
            "z [ostatnim dniem czerwca] => ?-6 end",
            "do [10. dnia miesiąca] => day 10",
            "[3 miesiące od 1 maja 2026] => +3 month other",
            // days and what follows them
            "do [15 IV]. => ?-4-15",
            "z dnia [15 XI roku 2026] => 2026-11-15",
            "w [pt., 5 czerwca] => Fri ?-6-5",
            "do [20-go]. => day 20",
            "Dziękuję. [3 maja] zamykamy => ?-5-3",
            "przelałem [5 maja] 2000,50 zł => ?-5-5",
            "Do [5 maja] b. proszę o odpowiedź => ?-5-5",
            // spans and lengths
            "w [przyszłym maju] => ?-5 whole",
            "za miesiąc [maj] => ?-5 whole",
            "w [maju] Państwa sprawę => ?-5 whole",
            "Umowa trwa do [końca roku 2026] => 2026 end",
            "do [końca miesiąca kalendarzowego] => month+0 end",
            "[za pięć dni] => +5 day",
            "[z czterotygodniowym wypowiedzeniem] => notice 4 weeks",
            "[z miesięcznym wypowiedzeniem] na rok szkolny => notice 1 month",
            "[z zachowaniem dwóch tygodni wypowiedzenia] => notice 2 weeks",
            "[z zachowaniem umownego wypowiedzenia] => notice ?",
            "[z zachowaniem miesięcznego okresu wypowiedzenia, ze skutkiem na koniec miesiąca] => notice 1 month to month-end",
            "[z zachowaniem miesięcznego okresu wypowiedzenia ze skutkiem ostatniego dnia miesiąca] => notice 1 month to month-end",
            // years and months in short
            "dnia [15 maja ub.r.] => year-1-5-15",
            "dnia [15 maja ub. r.] => year-1-5-15",
            "dnia [15 maja ub. roku] => year-1-5-15",
            "dnia [15 stycznia b/r] => year+0-1-15",
            "w [maju ub.r.] => year-1-5 whole",
            "do [15 b.m.] => day 15",
            "z dnia [15 ub.m.] => day 15 month-1",
            "do [15 paź]. => ?-10-15",
            "do [15 paź], proszę => ?-10-15",
            "do [15 I]. => ?-1-15",
            "faktura [gru 2025] => 2025-12 whole",
            "do [końca paź 2026] => 2026-10 end",
            "do [końca 03.2026 r.] => 2026-3 end",
            "do [końca 2 kwartału 2026] => 2026-q2 end",
            "do [ostatniego dnia II kwartału] => ?-q2 end",
            // a number after a date counts what follows it
            "do [15.02.] 20 osób => ?-2-15",
            "do [20-go] 12 osób => day 20",
            "do [końca tygodnia] 12 zamówień => week+0 end",
            "do [końca tego roku] 12 zamówień => year+0 end",
            "do dnia [26], proszę => day 26",
            // the day of a month, counted
            "od [drugiego dnia maja] => ?-5-2",
            "od [dwudziestego pierwszego dnia maja 2026] => 2026-5-21",
            "do [5 dnia maja] => ?-5-5",
            // not filled in
            "w [05/20XX] => unfilled",
            "dnia [DD.MM.] => unfilled",
            "dnia [DD / MM / RRRR] => unfilled",
        ],
    );
}

/// Nothing in these is a date.
#[test]
fn traps() {
    let traps: &[(Language, &str)] = &[
        (Polish, "ul. 3 Maja 14"),
        (Polish, "przy ulicy 11 Listopada 7/2"),
        (Polish, "3 Maja 14/3, 00-001 Warszawa"),
        (German, "Straße des 17. Juni 135"),
        (English, "12 March Road, Leeds"),
        (English, "§ 5"),
        (English, "clause 5.1"),
        (English, "clause 14.2 of our terms"),
        (German, "Ziffer 3.1.15"),
        (German, "nach § 5.1. des Vertrags"),
        (Polish, "§ 8 ust. 1"),
        (German, "Tel. 0431 555 01 02"),
        (German, "Tel. 07531 5550 40"),
        (English, "01632 960 001"),
        (Polish, "tel. 16 000 45 45"),
        (German, "Rechnung 2025-081"),
        (English, "Invoice 2026-117"),
        (Polish, "FV 12/2025"),
        (Polish, "faktura FV 8/12/2025"),
        (Polish, "faktura nr 3/12/2026"),
        (Polish, "umowy nr 7/2019"),
        (English, "version 3.1.2"),
        (English, "version 3.1.12"),
        (English, "v 2.10.15"),
        (English, "IP 10.0.0.12"),
        (German, "1.340 Euro"),
        (German, "12.50 Euro"),
        (German, "kostet 12.10 Euro"),
        (German, "um 12.05 Uhr"),
        (Polish, "o 10.10 w biurze"),
        (Polish, "o godz. 10.00"),
        (Polish, "przyszło o 23.40"),
        (English, "at 17:30"),
        (German, "14.30 Uhr"),
        (English, "£2,206.00"),
        (English, "May I thank you"),
        (English, "you may 1 day regret it"),
        (English, "We may or may not be in touch"),
        (English, "May the boys grow tall"),
        (English, "may the fourth be the finest"),
        (English, "the army will march on"),
        (English, "in march step"),
        (English, "Stage 4 is the second"),
        (English, "wait a second"),
        (English, "pages 3-5"),
        (German, "S. 10-12"),
        (English, "24/7"),
        (English, "1/2"),
        (English, "since 2019"),
        (German, "seit 2019"),
        (Polish, "od 2011 roku nagram"),
        (English, "Best, June Okafor"),
        (English, "a letter from June Okafor"),
        (German, "von August Müller"),
        (English, "the September issue"),
        (English, "your March invoice"),
        (English, "October's bill"),
        (English, "every Friday"),
        (German, "jeden Freitag"),
        (English, "from Monday to Friday"),
        (Polish, "od poniedziałku do czwartku"),
        (German, "Dienstagabend"),
        (English, "for three years"),
        (German, "nach zehn Minuten"),
        (German, "seit 18 Jahren"),
        (Polish, "od ośmiu miesięcy"),
        (English, "30 days"),
        (German, "zum 20. Geburtstag"),
        (English, "by the 5th invoice"),
        (German, "Guten Morgen"),
        (German, "jeden Morgen"),
        (German, "am Ende einfach nicht anders"),
        (English, "at the end of the day"),
        (Polish, "w połowie drogi"),
        (German, "Phase 2 und 3"),
        (English, "Week 6 - where we are"),
        (German, "KW 9"),
        (English, "Year-end figures"),
        (English, "your notice"),
        (English, "until further notice"),
        (Polish, "Państwa wypowiedzenie"),
        (German, "Am Kai 3, Bremen"),
        (Polish, "wyrok II C 14/26"),
        (Polish, "dziękuję za pół roku wspólnej pracy"),
        (Polish, "340 zł za dwa tygodnie"),
        (English, "write to me immediately if anything is missing"),
        (English, "Today I write to you"),
        (German, "Heute laufen Sie mir davon"),
        (English, "ticket 41 to 58"),
        (English, "the 1st phase"),
        (English, "x.x"),
        (Polish, "XX wieku"),
        (English, "the following week we met"),
        (German, "Die Frist von 14 Tagen"),
        (German, "in der darauffolgenden Woche"),
        (German, "zum Ende der Vertragslaufzeit"),
        (Polish, "do 10 każdego miesiąca"),
        (Polish, "od 9.00 do 12.10"),
        (Polish, "do końca roku szkolnego"),
        (Polish, "od Maja Nowak"),
        (German, "z.B. und d.h."),
        (English, "to my customers in 12 May Street"),
        (English, "after the end of the second May bank holiday"),
        (English, "My wish to end may come as a surprise"),
        (English, "the last week was hard"),
        (English, "the last Thursday was hard"),
        (English, "the work you did last March"),
        (English, "this year was hard"),
        (English, "at the month-end close"),
        (English, "We sent 45 September invoices"),
        (English, "the other 12 of the month's invoices"),
        (English, "your order A-12 March edition"),
        (English, "May the 4 of us meet"),
        (English, "for the March invoice"),
        (English, "in the 15th month"),
        (English, "I live on the 35th."),
        (English, "This is the 20th and last invoice"),
        (English, "We are open on Monday-Friday"),
        (English, "in 2026 weeks of rain"),
        (English, "in ten two-week blocks"),
        (English, "in the past two weeks"),
        (English, "We had hoped for two weeks from your team"),
        (English, "within half an hour"),
        (English, "INV-12/05/2026"),
        (English, "policy 18/03/2026-7"),
        (English, "part 12-10-2026X"),
        (English, "on 2026-13-05"),
        (English, "the ratio x/2, 3 in all"),
        (German, "zum Ende der zweiten Woche"),
        (German, "am zweiten Tag der Woche"),
        (German, "Wir haben im Quartal drei Aufträge"),
        (German, "in einer halben Stunde"),
        (German, "nach gut zwei Wochen"),
        (German, "in zehn Jahren"),
        (German, "am Freitag danach"),
        (German, "am Morgen nach dem Gespräch"),
        (German, "kostet 12.10. Das ist mehr"),
        (German, "ab 12.10 Euro"),
        (German, "Ablauf: 3. 10.15 Uhr Pause"),
        (German, "Anspruch nach 10/12 Monaten"),
        (German, "Vertrag 3.12/2026"),
        (German, "Vertrag 35/12/2026"),
        (German, "Vorgang 2026-011-05"),
        (German, "Konto 12345678-XX-XXXX"),
        (German, "in Zimmer 12 Nový"),
        (German, "Sie sind der 5. und letzte Kunde"),
        (German, "mit der Frist sind wir einverstanden"),
        (Polish, "ul. 3 maja w Krakowie"),
        (Polish, "w pokoju 12 Lis i Wrona"),
        (Polish, "wydziału 3 II, pokój 5"),
        (Polish, "umowa 12/D/2023"),
        (Polish, "umowa 12/318/D"),
        (Polish, "za pół godziny"),
        (Polish, "za trzy miesiące współpracy"),
        (Polish, "dostajemy wypowiedzenia co dwa tygodnie"),
        (Polish, "Okres wypowiedzenia jest w umowie"),
        (English, "My wish is to end may 5 times over"),
        (English, "it is set to end March"),
        (English, "the second day of our May workshop"),
        (English, "on the second day of the May fair"),
        (German, "am zweiten Tag der Mai-Ferien"),
        (English, "after the 1st 12 months"),
        (English, "until the 1st 100 guests"),
        (English, "on the 26, a bus"),
        (English, "until the 26,000 letters"),
        (English, "at the end of year 7"),
        (English, "at the end of week 12"),
        (English, "contract 12/YYYY"),
        (English, "invoice 05/20XX"),
        (English, "____ / ____ / ____"),
        (English, "see jan 2026 times"),
        (English, "The call on May 5pm was short"),
        (German, "3.1. 20 Lizenzen"),
        (German, "Der Preis gilt nach 5.1. 12 Monate"),
        (German, "Siehe Anlage, 2.4. 7 Stück"),
        (Polish, "o 10, 11.10 w biurze"),
        (German, "zum Ende der Kalenderwoche 12"),
        (German, "zum Ende der Woche 12"),
        (German, "Ich gab Jan 2000 Euro"),
        (German, "Seiten 5 bis 20. 12 Bilder"),
        (German, "kostet XX.XX Euro"),
        (German, "wenn die 3 Sie 2026 besuchen"),
        (German, "Vertrag 12/20XX"),
        (Polish, "odbyło się. 2026 rok będzie lepszy"),
        (Polish, "odbyło sie 2026 spotkań"),
        (Polish, "zebrało 15 się."),
        (Polish, "do 15 lip przy drodze"),
        (Polish, "do końca tygodnia 12"),
        (Polish, "do 26, proszę"),
        (Polish, "umowa 12/20XX"),
    ];
    let failures: Vec<String> = traps
        .iter()
        .filter_map(|&(language, text)| {
            let got = found(text, language);
            (!got.is_empty()).then(|| format!("{language:?} {text:?}: {got:?}"))
        })
        .collect();
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), traps.len(), failures.join("\n"));
}

#[test]
fn no_date_crosses_an_empty_line() {
    assert_eq!(found("31\n\nJuly 2026", English), [("July 2026".into(), "2026-7 whole".into())]);
}

fn day(text: &str) -> Date {
    text.parse().expect("a date of the table")
}

fn answer(resolved: Resolved) -> String {
    match resolved {
        Resolved::On(date) => date.to_string(),
        Resolved::Within { first, last } => format!("{first}..{last}"),
        Resolved::Either { day_first, month_first } => format!("{day_first} or {month_first}"),
        Resolved::Impossible(Impossible::NoSuchDay { last, .. }) => format!("last is {last}"),
        Resolved::Impossible(Impossible::NoSuchMonth { .. }) => "no such month".to_string(),
        Resolved::Impossible(Impossible::WrongWeekday { right, .. }) => format!("is {right:?}"),
        Resolved::Unknown(why) => format!("{why:?}"),
    }
}

/// Language, text with one date, the letter's date ("" for none), and the day.
#[test]
fn calendar() {
    let rows: &[(Language, &str, &str, &str)] = &[
        // days that are, and days that are not
        (English, "29 February 2028", "", "2028-02-29"),
        (English, "29 February 2027", "", "last is 28"),
        (English, "31 February 2026", "", "last is 28"),
        (English, "31 February", "", "last is 29"),
        (English, "31 November", "", "last is 30"),
        (German, "31.04.2026", "", "last is 30"),
        (Polish, "31.13.2026", "", "no such month"),
        (English, "29 February", "2026-01-10", "last is 28"),
        (English, "29 February", "2028-01-10", "2028-02-29"),
        (English, "Monday, 1 May 2015", "", "is Friday"),
        (English, "Friday, 1 May 2015", "", "2015-05-01"),
        // told of the letter's own year, long ago
        (English, "Saturday, January 17", "2026-11-04", "2026-01-17"),
        (English, "Monday, January 17", "2026-11-04", "is Sunday"),
        (German, "Montag, den 31. März 2026", "", "is Tuesday"),
        (Polish, "w środę, 26 listopada 2026", "", "is Thursday"),
        (English, "Monday, 31 November 2025", "", "last is 30"),
        // the year that is meant
        (English, "1 May", "", "NoBase"),
        (English, "31 March", "2026-02-02", "2026-03-31"),
        (English, "31 January", "2026-12-02", "2027-01-31"),
        (English, "3 November", "2026-12-20", "2026-11-03"),
        (English, "3 October", "2026-12-20", "2027-10-03"),
        (English, "20 December", "2027-01-05", "2026-12-20"),
        (English, "Friday, 5 June", "2026-05-01", "2026-06-05"),
        (English, "Thursday, 5 June", "2026-05-01", "is Friday"),
        (English, "Monday, 20 October", "2026-01-05", "2025-10-20"),
        (English, "31 March next year", "2026-02-02", "2027-03-31"),
        (Polish, "31 marca br.", "2026-02-02", "2026-03-31"),
        (English, "31 March", "2026-05-31", "2026-03-31"),
        (English, "in January", "2026-12-05", "2027-01-01..2027-01-31"),
        (English, "first Tuesday in March", "2026-12-15", "2027-03-02"),
        // ambiguous
        (English, "05/01/2015", "", "2015-01-05 or 2015-05-01"),
        (English, "Friday 05/01/2015", "", "2015-05-01"),
        (English, "Monday 05/01/2015", "", "2015-01-05"),
        (English, "Tuesday 05/01/2015", "", "2015-01-05 or 2015-05-01"),
        (German, "zum Ende des 1. Quartals", "2026-11-10", "2027-03-31"),
        (English, "at the end of Q3", "2026-11-10", "2026-09-30"),
        (English, "at the end of Q2", "2026-11-10", "2027-06-30"),
        // parts of spans
        (English, "end of February", "2028-01-10", "2028-02-29"),
        (German, "Ende Februar", "2026-01-10", "2026-02-28"),
        (German, "zum Monatsende", "2026-02-10", "2026-02-28"),
        (German, "zum Monatsende", "2026-02-28", "2026-02-28"),
        (German, "zum Quartalsende", "2026-05-10", "2026-06-30"),
        (German, "zum Halbjahresende", "2026-05-10", "2026-06-30"),
        (German, "zum Halbjahresende", "2026-07-01", "2026-12-31"),
        (German, "zum Jahresende", "2026-05-10", "2026-12-31"),
        (Polish, "do końca III kwartału", "2026-05-10", "2026-09-30"),
        (English, "end of next month", "2026-01-31", "2026-02-28"),
        (English, "end of next month", "2026-12-05", "2027-01-31"),
        (English, "in July", "2026-05-10", "2026-07-01..2026-07-31"),
        (English, "mid-May", "2026-01-10", "2026-05-11..2026-05-21"),
        (German, "Anfang April", "2026-01-10", "2026-04-01..2026-04-10"),
        (English, "end of 2026", "", "2026-12-31"),
        (English, "next week", "2026-05-07", "2026-05-11..2026-05-17"),
        (English, "end of the week", "2026-05-07", "2026-05-10"),
        (German, "am Monatsersten", "2026-05-07", "2026-06-01"),
        (German, "am Monatsanfang", "2026-05-05", "2026-05-01..2026-05-10"),
        (German, "am Monatsanfang", "2026-05-20", "2026-06-01..2026-06-10"),
        (English, "on the first day of the quarter", "2026-05-10", "2026-07-01"),
        (German, "im nächsten Halbjahr", "2026-05-10", "2026-07-01..2026-12-31"),
        (English, "by the 26th", "2026-05-07", "2026-05-26"),
        (English, "by the 5th", "2026-05-07", "2026-06-05"),
        (English, "by the 31st", "2026-06-01", "2026-07-31"),
        (English, "on Tuesday the 28th", "2026-05-07", "2026-04-28"),
        (English, "on Monday", "2026-05-07", "2026-05-11"),
        (English, "on Thursday", "2026-05-07", "2026-05-14"),
        (English, "last Tuesday", "2026-05-07", "2026-05-05"),
        (English, "on Friday next week", "2026-05-07", "2026-05-15"),
        (English, "first Tuesday in March", "2027-01-15", "2027-03-02"),
        (German, "am letzten Freitag im März", "2026-01-15", "2026-03-27"),
        // relative
        (English, "in two weeks", "2026-12-24", "2027-01-07"),
        (English, "in one month", "2026-01-31", "2026-02-28"),
        (English, "in one month", "2028-01-31", "2028-02-29"),
        (English, "30 days from today", "2026-02-02", "2026-03-04"),
        (English, "within 14 days", "2026-02-02", "2026-02-02..2026-02-16"),
        (English, "30 days from today", "", "NoBase"),
        (German, "zehn Tage nach Vertragsende", "2026-02-02", "OtherAnchor"),
        (English, "within ten working days", "2026-05-07", "2026-05-07..2026-05-21"),
        (English, "within three working days", "2026-05-07", "2026-05-07..2026-05-12"),
        (English, "within five working days", "2026-05-09", "2026-05-09..2026-05-15"),
        (English, "five working days ago", "2026-05-08", "2026-05-01"),
        (English, "five working days ago", "2026-05-09", "2026-05-04"),
        (English, "five working days ago", "2026-05-10", "2026-05-04"),
        (English, "six working days ago", "2026-05-09", "2026-05-01"),
        (German, "vor zehn Werktagen", "2026-05-09", "2026-04-27"),
        (German, "am 15. v. M.", "2026-01-10", "2025-12-15"),
        (Polish, "15 maja ub.r.", "2026-02-02", "2025-05-15"),
        (English, "last day of the second quarter", "2026-05-10", "2026-06-30"),
        (English, "tomorrow", "2026-12-31", "2027-01-01"),
        (German, "ab sofort", "2026-02-02", "2026-02-02"),
        (German, "ab sofort", "", "NoBase"),
        (English, "with thirty days' notice", "2026-02-02", "2026-03-04"),
        (English, "with ten working days' notice", "2026-06-01", "2026-06-15"),
        (German, "mit einer Frist von fünf Werktagen", "2026-06-03", "2026-06-10"),
        (German, "mit einer Frist von drei Monaten zum Quartalsende", "2026-02-02", "2026-06-30"),
        (Polish, "z zachowaniem miesięcznego okresu wypowiedzenia", "2026-01-31", "2026-02-28"),
        (German, "unter Einhaltung der Kündigungsfrist", "2026-02-02", "NoticeUnsaid"),
        (German, "zum nächstmöglichen Zeitpunkt", "2026-02-02", "NoticeUnsaid"),
        (English, "XX.XX.XXXX", "2026-02-02", "Unfilled"),
    ];
    let mut failures = Vec::new();
    for (language, text, base, expected) in rows {
        let base = (!base.is_empty()).then(|| day(base));
        let mentions = find(text, *language);
        let got: Vec<String> = mentions.iter().map(|m| answer(m.when.resolve(base))).collect();
        if got != [*expected] {
            failures.push(format!("{text:?} from {base:?}: expected {expected}, got {got:?}"));
        }
    }
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), rows.len(), failures.join("\n"));
}

#[test]
fn a_date_that_may_be_one_of_two_days_reaches_from_the_earlier_to_the_later() {
    for text in ["05/01/2015", "01/05/2015"] {
        let resolved = find(text, English)[0].when.resolve(None);
        let reach = (resolved.earliest(), resolved.latest());
        assert_eq!(reach, (Some(day("2015-01-05")), Some(day("2015-05-01"))), "{text}");
    }
}

#[test]
fn messages_name_days_and_count_them_in_the_language_of_the_letter() {
    assert_eq!(write::weekday(Weekday::Tuesday, German), "Dienstag");
    assert_eq!([-9, 0, 1].map(|count| write::days(count, English)), ["-9 days", "0 days", "1 day"]);
    assert_eq!(write::like("1. 12. 2026", day("2026-12-31"), German, false), "31.12.2026");
}

#[test]
fn notice_keeps_the_calendar() {
    let rows = [
        ("14 days", "2026-05-01", "2026-05-15"),
        ("14 days", "2026-12-24", "2027-01-07"),
        ("14 days", "2028-02-20", "2028-03-05"),
        ("14 days", "2026-02-20", "2026-03-06"),
        ("30 days", "2026-12-15", "2027-01-14"),
        ("4 weeks", "2026-12-15", "2027-01-12"),
        ("1 week", "2026-02-25", "2026-03-04"),
        ("1 month", "2026-01-31", "2026-02-28"),
        ("1 month", "2028-01-31", "2028-02-29"),
        ("1 month", "2026-12-31", "2027-01-31"),
        ("1 month to month-end", "2026-01-12", "2026-02-28"),
        ("1 month to month-end", "2026-01-31", "2026-02-28"),
        ("1 month to month-end", "2026-02-28", "2026-03-31"),
        ("1 month to month-end", "2026-12-01", "2027-01-31"),
        ("4 weeks to quarter-end", "2026-03-03", "2026-03-31"),
        ("4 weeks to quarter-end", "2026-03-04", "2026-06-30"),
        ("6 weeks to quarter-end", "2026-02-17", "2026-03-31"),
        ("6 weeks to quarter-end", "2026-02-18", "2026-06-30"),
        ("6 weeks to quarter-end", "2026-11-20", "2027-03-31"),
        ("3 months to half-year-end", "2026-03-31", "2026-06-30"),
        ("3 months to half-year-end", "2026-04-01", "2026-12-31"),
        ("3 months to year-end", "2026-09-30", "2026-12-31"),
        ("3 months to year-end", "2026-10-01", "2027-12-31"),
        ("0 days", "2026-10-01", "2026-10-01"),
        ("0 working days", "2026-05-09", "2026-05-09"),
        ("1 days", "2026-02-28", "2026-03-01"),
    ];
    let mut failures = Vec::new();
    for (notice, from, expected) in rows {
        let got = notice.parse::<Notice>().map(|n| n.earliest(day(from)).to_string());
        if got.as_deref() != Ok(expected) {
            failures.push(format!("{notice} from {from}: expected {expected}, got {got:?}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn notice_that_is_none_says_why() {
    let rows = [
        ("", "begins with a number"),
        ("two weeks", "begins with a number"),
        ("-3 days", "begins with a number"),
        ("14", "days, working days, weeks or months"),
        ("2 working weeks", "days, working days, weeks or months"),
        ("14 fortnights", "working days, weeks or months"),
        ("14 tage", "working days, weeks or months"),
        ("1 month to week-end", "quarter-end"),
        ("1 month month-end", "quarter-end"),
        ("1 month to month-end sharp", "quarter-end"),
        ("99999999999 days", "at most"),
    ];
    for (text, expected) in rows {
        let error = text.parse::<Notice>().expect_err(text).to_string();
        assert!(error.contains(expected), "{text:?}: {error}");
    }
}

#[test]
fn notice_reads_what_it_writes() {
    for text in
        ["14 days", "1 day", "1 working day", "10 working days", "4 weeks to quarter-end", "3 months to half-year-end"]
    {
        let notice: Notice = text.parse().expect(text);
        assert_eq!(notice.to_string(), text);
    }
    assert_eq!(
        "  1  MONTH  to month-end ".parse::<Notice>().map(|n| n.to_string()).as_deref(),
        Ok("1 month to month-end")
    );
}

/// Any text is read without a panic, and the ranges are in order, apart and on
/// the borders of characters. The texts are made of pieces of dates in an
/// order that a small generator picks.
#[test]
fn odd_texts_do_no_harm() {
    const PIECES: &[&str] = &[
        "31",
        "1.",
        "May",
        "Mai",
        "maja",
        "2026",
        "20XX",
        "-",
        "/",
        ".",
        ",",
        "'",
        "(",
        ")",
        "\n",
        "\n\n",
        " ",
        " ",
        " ",
        "the",
        "of",
        "end",
        "Ende",
        "z końcem",
        "in",
        "days",
        "Tagen",
        "dni",
        "30",
        "notice",
        "Frist",
        "wypowiedzenia",
        "okresu",
        "with",
        "mit",
        "unter",
        "from",
        "ab",
        "od",
        "today",
        "heute",
        "dziś",
        "Friday",
        "Freitag",
        "piątek",
        "next",
        "nächsten",
        "przyszły",
        "XX",
        "é",
        "ß",
        "\u{301}",
        "🦀",
        "99999999999",
        "zum",
        "Monatsende",
        "Q2",
        "IV",
        "dreimonatiger",
        "a",
        "last",
        "letzten",
        "day",
        "Tag",
        "dnia",
        "r.",
        "roku",
        "year",
    ];
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    for round in 0..60_000 {
        let mut text = String::new();
        for _ in 0..round % 17 {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            text.push_str(PIECES[(state % PIECES.len() as u64) as usize]);
            if state & 0x300 != 0 {
                text.push(' ');
            }
        }
        for language in [English, German, Polish] {
            let mut end = 0;
            for mention in find(&text, language) {
                assert!(mention.range.start >= end, "{text:?}");
                assert!(mention.range.end > mention.range.start, "{text:?}");
                assert!(text.get(mention.range.clone()).is_some(), "{text:?}");
                end = mention.range.end;
                for base in [None, Some(day("2026-02-28")), Some(Date::MAX), Some(Date::MIN)] {
                    let resolved = mention.when.resolve(base);
                    assert!(
                        resolved != Resolved::Unknown(Why::OutOfRange) || base.is_none_or(|b| b.year().abs() > 9000),
                        "{text:?}: {:?}",
                        mention.when
                    );
                }
            }
        }
    }
}
