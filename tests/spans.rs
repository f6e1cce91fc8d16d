//! Spans are true, whatever the document: on character boundaries within the file, and what they mark
//! normalises to the words that matched.

mod common;
mod invariants;

use std::cell::Cell;

use letterlint::document::{Format, TextBuilder};
use letterlint::language::Language;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

/// Pieces of which random letters are made: words that rules know, and everything that makes offsets hard.
const PIECES: [&str; 44] = [
    "You failed to",
    "you",
    "never",
    " pay ",
    "Sie haben es versäumt",
    "Frechheit",
    "z Państwa winy",
    "bezczelność",
    "Dear Ms Hale,\n\n",
    "Liebe Anna,\n",
    "Szanowna Pani,\r\n",
    "Kind regards\n",
    "31 May 2026",
    "1. Mai\n",
    "z dniem ",
    "\n",
    "\r\n",
    "\n\n",
    " ",
    "\u{a0}",
    "\u{ad}",
    "\u{200b}",
    "\u{feff}",
    "**",
    "_",
    "`",
    "> ",
    "- ",
    "# ",
    "| a | b |\n|--|--|\n",
    "{{end_date}}",
    "[Client Name]",
    "<<X Y>>",
    "&amp;",
    "<br>",
    "e\u{301}",
    "ß",
    "ł",
    "\u{1f600}",
    "\u{201e}",
    "\u{201d}",
    "\"",
    "thank you for",
    "---\n",
];

/// So many letters hold a hundred thousand marked places.
const CASES: u32 = 7000;

/// Letters and spaces of every kind, and what is no text.
const CHARACTERS: [&str; 20] = [
    "a",
    "B",
    "ł",
    "ü",
    "e\u{301}",
    "\u{301}",
    "a\u{328}\u{301}",
    "\u{ac00}",
    "\u{1f600}",
    " ",
    "\u{a0}",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "\u{ad}",
    "\u{200b}",
    "\u{feff}",
    "\u{2019}",
    "\u{201e}",
];

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

#[test]
fn a_hundred_thousand_spans_mark_what_matched() {
    let letters = (
        prop::collection::vec(prop::sample::select(&PIECES[..]), 0..60),
        "\\PC{0,12}",
        0usize..60,
        any::<bool>(),
        prop::sample::select(&Language::ALL[..]),
    );
    let count = Cell::new(0);
    let outcome = TestRunner::new(config(CASES)).run(&letters, |(mut pieces, noise, at, markdown, language)| {
        pieces.insert(at.min(pieces.len()), &noise);
        let letter = pieces.concat();
        let format = if markdown { Format::Markdown } else { Format::Plain };
        let checked = common::check(&letter, format, Some(language));
        count.set(count.get() + invariants::is_true(&letter, format, &checked, common::rules()));
        Ok(())
    });
    outcome.unwrap();
    assert!(count.get() >= 100_000, "{}", count.get());
}

proptest! {
    #![proptest_config(config(100_000))]

    #[test]
    fn every_character_knows_where_it_comes_from(
        pieces in prop::collection::vec(prop::sample::select(&CHARACTERS[..]), 0..12), start in 0usize..3,
    ) {
        let source = pieces.concat();
        let start = source.floor_char_boundary(start.min(source.len()));
        let mut builder = TextBuilder::default();
        builder.push(&source, start..source.len());
        let text = builder.finish();
        let mut last = start..start;
        for (at, c) in text.as_str().char_indices() {
            let range = text.source_range(at..at + c.len_utf8());
            let words = source.get(range.clone());
            prop_assert!(words.is_some_and(|words| !words.is_empty()) && range.start >= last.start, "{c:?} from {range:?} of {source:?}");
            let mut own = TextBuilder::default();
            own.push(&source, range.clone());
            prop_assert!(c.is_whitespace() || own.finish().as_str().contains(c), "{c:?} from {words:?} of {source:?}");
            last = range;
        }
    }
}
