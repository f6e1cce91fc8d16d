//! What serde says of keys and values, which is written for programmers, in plain words. In: its message and the
//! place. Out: [`Fault`] with what to do.

use std::ops::Range;

use super::{Fault, TomlFile};
use crate::suggest::{self, list};

/// Keys of `[letter]` in settings.
const LETTER: &[&str] =
    &["notice", "contract", "letterhead", "reason", "reason-style", "placeholders", "placeholder-styles"];
/// Keys of settings that stand above all tables.
const SETTINGS: &[&str] =
    &["packs", "error-on", "template", "today", "max-mib", "exclude", "letter", "rules", "overrides", "suppressions"];
/// Keys of a rule in settings.
const RULE: &[&str] = &["severity", "words", "lix", "times"];
/// Keys of a language in a rule file.
const SECTION: &[&str] = &[
    "title",
    "why",
    "message",
    "missing",
    "help",
    "messages",
    "find",
    "evidence",
    "in-endings",
    "unclaimed",
    "when",
    "unless",
    "unless-sentence",
    "in",
    "when-negated",
    "when-hypothetical",
    "limit",
    "lix",
    "offer",
    "bad",
    "good",
];
/// Keys of a rule file that stand above its languages.
const RULE_FILE: &[&str] = &[
    "kind",
    "severity",
    "title",
    "why",
    "guides",
    "yields-to",
    "add",
    "check",
    "limit",
    "from",
    "apart-from",
    "beside",
    "implied-by",
    "in-force-with",
    "turned-round-by",
    "changes",
];

/// Keys that stand in the wrong table: one by which this table is known, the keys, and where they belong.
const HOMES: &[(&str, &[&str], &str)] = &[
    ("files", LETTER, "write letter.{key} = …"),
    ("packs", LETTER, "it stands below [letter]"),
    ("packs", RULE, "it stands with its rule, below [rules]: keep-it-short = { words = 300 }"),
    ("notice", SETTINGS, "it stands above [letter], not below it"),
    ("kind", SECTION, "it stands below a language: [en], [de] or [pl]"),
    ("changes", SECTION, "it stands below a language: [en], [de] or [pl]"),
    ("offer", RULE_FILE, "it stands above the languages"),
];

/// Keys that have another name.
const ALIASES: &[(&str, &str)] = &[("find", "evidence"), ("message", "missing")];

/// What serde expected: how its words begin, what is said of the value, what to do. `{value}` is the value as it is
/// written, `{expected}` what serde expected.
const WANTED: &[(&str, &str, &str)] = &[
    ("a boolean", "is neither true nor false", "write true or false, without quotes"),
    ("usize", "is no whole number", "write a whole number, without quotes"),
    ("u32", "is no whole number", "write a whole number, without quotes"),
    ("\"error\"", "is no severity", "write {expected} such as { severity = \"info\" }"),
    ("a sequence", "is no list", "write it in square brackets: [{value}]"),
    ("", "can't stand here", "write {expected}"),
];

/// The fault in plain words; `None` where `message` is none of serde's.
pub(super) fn fault(file: &TomlFile, message: &str, span: Range<usize>) -> Option<Fault> {
    let (what, rest) = message.split_once(" `").unwrap_or((message, ""));
    let (name, expected) = rest.split_once('`').unwrap_or((rest, ""));
    let known = || expected.split('`').skip(1).step_by(2).collect::<Vec<_>>();
    Some(match what {
        "unknown field" => unknown_key(file, span, name, &known()),
        "unknown variant" => {
            let quoted: Vec<String> = known().iter().map(|word| format!("{word:?}")).collect();
            let meant = suggest::did_you_mean(name, known());
            let help = meant.unwrap_or_else(|| format!("write {}", list(&quoted, "or")));
            Fault::at(file, span, format!("“{name}” can't stand here")).help(help)
        }
        "missing field" => {
            let help = match name {
                "reason" => "say why the finding may stay: reason = \"the client's own words\"".to_owned(),
                _ => format!("add “{name} = …”"),
            };
            Fault::at(file, span, format!("this needs the key “{name}”")).help(help)
        }
        "duplicate field" => twice(file, span, name),
        _ if ["invalid type", "invalid value", "invalid length"].iter().any(|what| message.starts_with(what)) => {
            let (found, expected) = message.rsplit_once(", expected ")?;
            // Only a list can have a wrong length.
            let found = found.split_once(": ").map_or("sequence", |(_, found)| found);
            wrong_type(file, span, found, expected)
        }
        _ => return None,
    })
}

pub(super) fn unknown_key(file: &TomlFile, span: Range<usize>, name: &str, known: &[&str]) -> Fault {
    if known.contains(&"en") && name.len() == 2 {
        return Fault::at(file, span, format!("unknown language “{name}”: choose en, de or pl"));
    }
    let home = HOMES.iter().find(|(table, keys, _)| known.contains(table) && keys.contains(&name));
    let help = match home {
        // Headings in brackets are TOML's.
        Some((.., home)) if is_yaml(file, span.end) => home.replace(['[', ']'], "`"),
        Some((.., home)) => home.replace("{key}", name),
        None => suggest::did_you_mean(name, known.iter().copied())
            .unwrap_or_else(|| format!("the keys here are {}", list(known, "and"))),
    };
    Fault::at(file, span, format!("there is no key “{name}” here")).help(help)
}

/// A key of a language in a rule file that stands there under both of its names.
fn twice(file: &TomlFile, span: Range<usize>, name: &str) -> Fault {
    let other = ALIASES.iter().find(|(known, _)| *known == name).map_or(name, |(_, other)| other);
    let start = file.text[span.end..].find(&format!("\n{other}")).map(|at| span.end + at + 1);
    let place = start.map_or(span, |start| start..start + other.len());
    Fault::at(file, place, format!("“{name}” and “{other}” are one key by two names")).help("keep one of the two")
}

fn wrong_type(file: &TomlFile, span: Range<usize>, found: &str, expected: &str) -> Fault {
    let value = &file.text[span.clone()];
    let heading = value.trim_matches(['[', ']']);
    let key = file.key_before(span.start).map_or(heading, |key| &file.text[key]);
    let is_heading = value.starts_with("[[") && (found == "map" || is_alone(file, &span));
    let is_table = expected == "a map" || expected.starts_with("struct ");
    let (message, help) = match found {
        _ if value.is_empty() => {
            ("the value is missing here".to_owned(), "write it behind the key, or leave the line out".to_owned())
        }
        "map" if value.starts_with('[') && expected == "a sequence" => {
            (format!("“{heading}” is no list"), format!("write it in double brackets: [[{heading}]]"))
        }
        "map" | "sequence" if is_heading => {
            (format!("“{heading}” is one table, and no list"), format!("write it in single brackets: [{heading}]"))
        }
        _ if is_table => {
            let how = match is_yaml(file, file.key_before(span.start).map_or(0, |key| key.end)) {
                true => "write its settings below it, indented".to_owned(),
                false => format!("write [{key}] on a line of its own, and its settings below it"),
            };
            (format!("{} is no table", subject(found, value)), how)
        }
        "sequence" | "map" if expected == "a string" && value.starts_with(['[', '{']) => {
            (format!("{} can't stand here", subject(found, value)), "write one text in quotes".to_owned())
        }
        _ if expected == "a string" => {
            (format!("“{value}” stands without quotes"), format!("write it in quotes: \"{value}\""))
        }
        _ if found.starts_with("integer") && matches!(expected, "usize" | "u32") => {
            (format!("“{value}” is too small or too large here"), "write a whole number from 0 on".to_owned())
        }
        _ => {
            let (_, said, help) = WANTED.iter().find(|(theirs, ..)| expected.starts_with(theirs)).expect("“” is last");
            let help = help.replace("{value}", value).replace("{expected}", &expected.replace(" with `severity`", ""));
            (format!("{} {said}", subject(found, value)), help)
        }
    };
    Fault::at(file, span, message).help(help)
}

/// Whether what stands at `span` begins its line, as headings do.
fn is_alone(file: &TomlFile, span: &Range<usize>) -> bool {
    file.text[..span.start].trim_end_matches([' ', '\t']).chars().next_back().is_none_or(|c| c == '\n')
}

/// A value as a message names it.
fn subject(found: &str, value: &str) -> String {
    match found {
        "sequence" => "a list".to_owned(),
        "map" if value.starts_with(['[', '{']) => "a table".to_owned(),
        _ => format!("“{}”", value.trim_matches(['"', '\''])),
    }
}

/// Whether the key that ends at `end` stands in YAML.
fn is_yaml(file: &TomlFile, end: usize) -> bool {
    file.text[end..].trim_start_matches(['"', '\'', ' ']).starts_with(':')
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{RULE_FILE, SECTION};
    use crate::pack::RuleFile;

    #[test]
    fn every_key_of_a_rule_file_has_its_place() {
        let schema = schemars::schema_for!(RuleFile);
        let keys = |pointer: &str| -> BTreeSet<String> {
            let known = schema.pointer(pointer).and_then(|known| known.as_object()).unwrap();
            known.keys().filter(|key| !["en", "de", "pl"].contains(&key.as_str())).cloned().collect()
        };
        let owned = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<BTreeSet<_>>();
        let mut of_files = keys("/properties");
        of_files.insert("changes".to_owned());
        assert_eq!(owned(RULE_FILE), of_files);
        assert_eq!(owned(SECTION), keys("/$defs/Section/properties"));
    }
}
