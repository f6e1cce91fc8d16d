//! What the TOML reader says of broken TOML, which is written for programmers, in plain words. In: its message and the
//! place. Out: [`Fault`] with what to do, and with a caret where the writer left off, not where the reader gave up.

use std::ops::Range;

use super::{Fault, TomlFile};

/// Where the caret belongs.
#[derive(Clone, Copy, PartialEq)]
enum Caret {
    /// Where the reader saw the fault.
    There,
    /// Behind what stands before that place.
    Before,
}
use Caret::{Before, There};

/// How the reader's message begins, what is said instead, what to do, where.
const WORDS: &[(&str, &str, &str, Caret)] = &[
    ("unclosed array table", "this heading is not closed", "a heading in double brackets ends with “]]”", There),
    ("unclosed table", "this heading is not closed", "write “]” at its end", There),
    ("unclosed array", "this list is not closed", "write “]” at its end", Before),
    ("unclosed inline table", "this table is not closed", "write “}” at its end", Before),
    (
        "missing comma between array elements",
        "a comma or “]” is missing here",
        "write “,” between the entries of a list and “]” at its end",
        Before,
    ),
    (
        "missing comma between key-value pairs",
        "a comma or “}” is missing here",
        "write “,” between the keys of a table and “}” at its end",
        Before,
    ),
    ("extra comma", "this comma is one too many", "take it out", There),
    ("extra", "this “=” is one too many", "take it out", There),
    ("unexpected `=`", "“=” can't stand in a list", "a table stands in curly brackets: { find = \"…\" }", There),
    ("missing assignment", "“=” is missing here", "write a key, “=” and its value", Before),
    ("missing key", "a key is missing here", "write a key, “=” and its value", There),
    ("missing value", "the value is missing here", "write it behind the “=”, or leave the line out", There),
    ("key with no value", "this key has no value", "write “=” and the value behind it", Before),
    ("unexpected leading zero", "no number begins with 0", "leave the 0 out", There),
    ("unexpected key or value", "this can't stand behind a value", LINES, There),
    ("unexpected", "this can't stand here", LINES, There),
    ("missing escaped value", "this backslash means nothing", BACKSLASH, There),
    ("too few unicode", "this backslash means nothing", BACKSLASH, There),
    ("cannot extend value", "this key has a value already", "keep one of the two", There),
    ("invalid unquoted key", "this is no key", KEYS, There),
    ("unquoted keys", "a key is missing here", KEYS, There),
    ("invalid key", "this is no key", KEYS, There),
    ("invalid inline table", "this can't stand in a table", "write keys, “=” and values between “,”", There),
    ("invalid date", "there is no such day", "write a day in quotes, such as \"2026-05-31\"", There),
    ("invalid basic string", UNSEEN, "take it out", There),
    ("invalid literal string", UNSEEN, "take it out", There),
    ("invalid multi-line", UNSEEN, "take it out", There),
    ("invalid", "this can't be read", "a text stands in quotes; a number, true and false do not", There),
    ("wanted string or table", "this can't stand here", "write a text in quotes", There),
    ("carriage return", "a line end is broken here", "save the file anew, with plain line ends", There),
];
const LINES: &str = "a list stands in square brackets, and each key on a line of its own";
const UNSEEN: &str = "a character that can't be seen stands here";
const BACKSLASH: &str = "write \\\\ for a backslash, or put the text in single quotes";
const KEYS: &str = "a key holds letters, digits and hyphens";

/// The fault in plain words.
pub(super) fn fault(file: &TomlFile, message: &str, span: Range<usize>) -> Fault {
    let value = file.text.get(span.clone()).unwrap_or_default();
    let before = behind_what_is_before(file.text, span.start);
    if message.starts_with("duplicate key") {
        let message = format!("the key “{value}” is here for the second time");
        return Fault::at(file, span, message).help("keep one of the two");
    }
    let is_bare = message.starts_with("string values must be quoted") || message.starts_with("invalid boolean");
    if is_bare && !value.is_empty() {
        return without_quotes(file, span, value);
    }
    if message.starts_with("key with no value") && file.text[..before].ends_with(':') {
        let fault = Fault::at(file, before - 1..before, "a key and its value are joined by “=”");
        return fault.help("write “=” in place of “:”");
    }
    if message.starts_with("extra assignment") && message.ends_with("expected `,`") {
        let key = file.key_before((span.start + 1).min(file.text.len())).unwrap_or(span);
        let fault = Fault::at(file, key, "a comma is missing before this key");
        return fault.help("write “,” between the keys of a table");
    }
    if let Some(quote) = unclosed_quote(message) {
        let end = span.start..span.start;
        return Fault::at(file, end, "this text in quotes is not closed").help(format!("write “{quote}” at its end"));
    }
    let message = message.replacen("string values must be quoted", "missing value", 1);
    match WORDS.iter().find(|(theirs, ..)| message.starts_with(theirs)) {
        Some((_, said, help, Before)) => Fault::at(file, before..before, *said).help(*help),
        Some((_, said, help, There)) => Fault::at(file, span, *said).help(*help),
        None => Fault::at(file, span, "this can't be read").help(LINES),
    }
}

fn without_quotes(file: &TomlFile, span: Range<usize>, value: &str) -> Fault {
    let bare = value.trim_matches(['“', '”', '„', '‟', '«', '»', '‘', '’', '‚']);
    if bare.len() < value.len() {
        let fault = Fault::at(file, span, "“ and ” are no quotes in settings");
        return fault.help(format!("write straight quotes: \"{bare}\""));
    }
    let help = match value.to_lowercase().as_str() {
        "yes" | "true" => "write true, or a text in quotes".to_owned(),
        "no" | "false" => "write false, or a text in quotes".to_owned(),
        _ => format!("write it in quotes: \"{value}\""),
    };
    Fault::at(file, span, format!("“{value}” stands without quotes")).help(help)
}

/// The quotes that are missing, by a message such as "invalid basic string, expected `"`".
fn unclosed_quote(message: &str) -> Option<&str> {
    let (what, quote) = message.split_once(", expected `")?;
    let quote = quote.strip_suffix('`')?;
    (what.ends_with("string") && quote.starts_with(['"', '\''])).then_some(quote)
}

/// Where the last text before `at` ends; `at` where a comment stands between, which is not what was left off.
fn behind_what_is_before(text: &str, at: usize) -> usize {
    let before = text[..at.min(text.len())].trim_end();
    let line = before.rsplit('\n').next().unwrap_or_default();
    if line.contains('#') { at } else { before.len() }
}
