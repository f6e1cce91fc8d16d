//! Spans are true, whatever the document: on character boundaries within the file, and what they mark
//! normalises to the words that matched.

mod common;

use letterlint::document::{Format, TextBuilder};
use letterlint::language::Language;
use proptest::prelude::*;

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

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn spans_lie_on_character_boundaries_and_mark_what_matched(
        pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..60),
        noise in "\\PC{0,12}",
        at in 0usize..60,
        markdown: bool,
        language in prop::sample::select(&Language::ALL[..]),
    ) {
        let mut pieces: Vec<&str> = pieces;
        pieces.insert(at.min(pieces.len()), &noise);
        let letter = pieces.concat();
        let format = if markdown { Format::Markdown } else { Format::Plain };
        let checked = common::check(&letter, format, Some(language));
        for finding in &checked.findings {
            let words = letter.get(finding.span.clone());
            prop_assert!(words.is_some(), "{:?} in {letter:?}", finding.span);
            if let Some(matched) = finding.message.strip_prefix('“').and_then(|rest| rest.split('”').next()) {
                let plain = normalised(&strip_markup(words.unwrap_or_default(), format));
                prop_assert_eq!(letters_of(&plain), letters_of(matched), "{:?}", letter);
            }
        }
        for required in &checked.required {
            if let Some(range) = &required.evidence {
                prop_assert!(letter.get(range.clone()).is_some_and(|words| !words.trim().is_empty()));
            }
        }
    }
}

fn normalised(words: &str) -> String {
    let mut builder = TextBuilder::default();
    builder.push(words, 0..words.len());
    builder.finish().as_str().to_owned()
}

/// What Markdown takes out of a text, since it stands in the original but not in what matched.
fn strip_markup(words: &str, format: Format) -> String {
    if format == Format::Plain {
        return words.to_owned();
    }
    words.replace("&amp;", "&").replace("<br>", "\n")
}

/// Letters and digits alone: marks and spaces between words are the document's own.
fn letters_of(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
