//! Which part of a letter a line belongs to. Each letter stands as a table: before the stroke what the line is, behind it
//! the line.

mod common;

use letterlint::document::{Document, Format};
use letterlint::language::Language::{self, English, German, Polish};
use letterlint::letter::Letter;

/// What each line of `table` is taken for, as the same table.
fn read(table: &str, language: Language) -> String {
    let rows: Vec<&str> = table.lines().map(|row| row.split_once('|').map_or("", |(_, line)| line.trim())).collect();
    let text = rows.join("\n");
    let grammars = common::rules().grammars();
    let letter = Letter::read(Document::parse(&text, Format::Plain), language, &grammars, &[]);
    let part_at = |start: usize, end: usize| {
        let places = letter.sentences.iter().map(|sentence| letter.source_range(sentence, 0..sentence.tokens.len()));
        let mut touched = places.zip(&letter.sentences).filter(|(place, _)| place.start < end && start < place.end);
        touched.next().map_or(String::new(), |(_, sentence)| format!("{:?}", sentence.part).to_lowercase())
    };
    let mut start = 0;
    let mut read = String::new();
    for row in rows {
        read += format!("{:10} | {row}", part_at(start, start + row.len())).trim_end();
        read.push('\n');
        start += row.len() + 1;
    }
    read
}

#[track_caller]
fn check(language: Language, table: &str) {
    let table: Vec<&str> = table.trim().lines().map(str::trim).collect();
    let read = read(&table.join("\n"), language);
    let tidy = |table: &str| table.lines().map(|row| row.replace(' ', "")).collect::<Vec<_>>().join("\n");
    assert_eq!(tidy(&read), tidy(&table.join("\n")), "\n{read}");
}

#[test]
fn a_line_that_says_how_a_letter_is_sent_does_not_begin_it() {
    check(
        English,
        "letterhead | [PRACTICE LETTERHEAD]
                    |
         dateline   | [DATE]
                    |
         letterhead | By first-class mail and by certified mail, receipt no. [NUMBER]
                    |
         letterhead | [PATIENT NAME]
         letterhead | [STREET ADDRESS]
                    |
         salutation | Dear [NAME]:
                    |
         body       | I will no longer be able to serve as your physician after 30 June.
                    |
         closing    | Sincerely,
         signature  | [PHYSICIAN NAME], M.D.",
    );
}

#[test]
fn a_field_alone_above_the_text_is_a_salutation() {
    check(
        German,
        "salutation | {{anrede}},
                    |
         body       | wir beenden unsere Zusammenarbeit zum 31. Mai und danken Ihnen für die Zeit.
                    |
         closing    | Liebe Grüße,
         signature  | {{name}}",
    );
}

#[test]
fn a_closing_may_go_on_with_a_place_and_a_wish() {
    check(
        German,
        "salutation | Liebe Frau Obermüller,
                    |
         body       | die Skizze schicke ich Ihnen mit diesem Brief zurück.
                    |
         closing    | Einen schönen Gruß aus Ruhpolding und viel Freude mit dem neuen Haus
                    |
         signature  | Alois Hintermayr",
    );
    check(
        English,
        "salutation | Dear Ms Hale,
                    |
         body       | Our work together ends on 31 May.
                    |
         body       | Warm thanks to all of you for the six years that we have had together on this farm.
                    |
         closing    | Kind regards
         signature  | Ann Lee",
    );
}

#[test]
fn what_a_form_says_below_a_blank_line_is_no_closing() {
    check(
        Polish,
        "letterhead | WYPOWIEDZENIE UMOWY
                    |
         body       | Wypowiadam umowę o świadczenie usług z dniem 31 maja 2027 r. i dziękuję za współpracę.
                    |
         body       | ..............................
         signature  | (data i czytelny podpis)",
    );
}

#[test]
fn the_day_of_a_contract_in_the_subject_is_not_the_day_of_the_letter() {
    check(
        German,
        "letterhead | Steuerkanzlei Hollerbach
         header     | Unser Zeichen: 10427/HW Würzburg, den 28. September 2026
                    |
         subject    | Kündigung des Vertrages vom 2. Mai 2014
                    |
         salutation | Sehr geehrter Herr Reinfurt,
                    |
         body       | wir kündigen den oben genannten Vertrag zum 31. Dezember 2026.
                    |
         closing    | Mit freundlichen Grüßen
         signature  | Dr. Matthias Wendt",
    );
    check(
        Polish,
        "dateline   | Kraków, dnia 5 maja 2026 r.
                    |
         subject    | Wypowiedzenie umowy z dnia 3 maja 2020 r.
                    |
         salutation | Szanowny Panie Janie,
                    |
         body       | wypowiadam tę umowę z dniem 30 czerwca 2026 r.
                    |
         closing    | Z poważaniem
         signature  | Ewa Lis",
    );
}
