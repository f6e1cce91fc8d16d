//! One letter in two spellings is judged alike: line ends, a byte order mark, composed or decomposed letters, lines
//! wrapped or not. Findings are the same at the places that correspond.

use std::ops::Range;
use std::sync::Arc;

use letterlint::document::Format;
use letterlint::finding::Checked;
use letterlint::language::Language;
use letterlint::lint::lint;
use letterlint::settings::Settings;
use letterlint::source::Source;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};

use super::built_in_rules;

/// A letter of any bytes in all its spellings.
pub fn differential(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).replace('\r', "").nfc().collect::<String>();
    let text = text.trim_start_matches('\u{feff}');
    for format in [Format::Markdown, Format::Plain] {
        compare(text, format, crlf);
        compare(text, format, |c| format!("{c}"));
        compare(text, format, decomposed);
    }
    wrapped(text);
}

fn crlf(c: char) -> String {
    if c == '\n' { "\r\n".to_owned() } else { c.to_string() }
}

/// Letters alone: with a stroke through it even `>` has a form of its own, which is no mark of a quotation.
fn decomposed(c: char) -> String {
    let parts: Vec<char> = std::iter::once(c).nfd().collect();
    let is_letter = parts[0].is_alphabetic()
        && parts[1..].iter().all(|part| is_combining_mark(*part) && canonical_combining_class(*part) != 0);
    if is_letter { parts.into_iter().collect() } else { c.to_string() }
}

/// What a letter comes to: rule, message and marked bytes of each finding; the evidence.
type Outcome = (Vec<(Arc<str>, String, Range<usize>)>, Vec<(Arc<str>, Option<Range<usize>>)>);

fn outcome(text: &str, format: Format, place: impl Fn(usize) -> usize) -> Outcome {
    // Its length changes with the spelling; how many words it has does not.
    let language = Language::ALL[text.split_whitespace().count() % Language::ALL.len()];
    let check =
        |language| lint(&Source::new(text.to_owned()), format, language, built_in_rules(), &Settings::default(), &[]);
    let checked: Checked = check(None).or_else(|_| check(Some(language))).expect("the language is given").checked;
    let span = |span: Range<usize>| place(span.start)..place(span.end);
    let findings = checked.findings.into_iter().map(|found| (found.rule, found.message, span(found.span)));
    let evidence = checked.required.into_iter().map(|required| (required.rule, required.evidence.map(span)));
    (findings.collect(), evidence.collect())
}

/// Holds `text` against the same with every character spelt as `spelt` says, and a byte order mark before it.
fn compare(text: &str, format: Format, spelt: impl Fn(char) -> String) {
    let mut other = String::from('\u{feff}');
    let mut places = Vec::new();
    for (at, c) in text.char_indices() {
        places.push((other.len(), at));
        other.push_str(&spelt(c));
    }
    places.push((other.len(), text.len()));
    let place = |offset: usize| {
        let known = places.partition_point(|(there, _)| *there <= offset);
        places[known.saturating_sub(1)].1
    };
    assert_eq!(outcome(text, format, |at| at), outcome(&other, format, place), "{text:?} and {other:?}");
}

/// The words of `text` as one paragraph, on one line and on several.
fn wrapped(text: &str) {
    // What begins or ends a line may be a mark there; words without any are the same everywhere.
    let is_plain = |word: &&str| word.chars().all(|c| c.is_alphabetic() || matches!(c, ',' | '.' | '!' | '?' | '\''));
    let words: Vec<&str> =
        text.split_whitespace().filter(is_plain).filter(|word| word.starts_with(char::is_alphabetic)).collect();
    let body = words.join(" ");
    let mut lines = String::new();
    let mut width = 0;
    for word in words {
        if width > 60 {
            lines.push('\n');
            width = 0;
        } else if width > 0 {
            lines.push(' ');
        }
        lines.push_str(word);
        width += word.len() + 1;
    }
    let letter = |body: &str| {
        format!("Dear Ms Hale,\n\n{body} And so it is with all of this work that we do.\n\nKind regards\nAnn Lee\n")
    };
    let (one, other) = (letter(&body), letter(&lines));
    for format in [Format::Markdown, Format::Plain] {
        assert_eq!(outcome(&one, format, |at| at), outcome(&other, format, |at| at), "{other:?}");
    }
}
