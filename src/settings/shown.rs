//! What the settings of a letter are and where each was set, for `--show-settings`. In: the tables of settings that
//! hold for a letter, in order. Out: every key with its value as it was written, and its place.

use std::borrow::Cow;
use std::collections::BTreeMap;

use toml::de::{DeTable, DeValue};

use crate::fault::TomlFile;
use crate::finding::without_pack;

/// What holds where nobody set anything, in the order in which it is shown.
const DEFAULTS: [(&str, &str); 12] = [
    ("packs", "[\"letter\", \"tone\", \"disengagement\"]"),
    ("error-on", "\"error\""),
    ("template", "false"),
    ("today", "\"none\""),
    ("max-mib", "10"),
    ("letter.notice", "\"14 days\""),
    ("letter.contract", "false"),
    ("letter.letterhead", "\"written\""),
    ("letter.reason", "\"business\""),
    ("letter.reason-style", "\"direct\""),
    ("letter.placeholders", "[]"),
    ("letter.placeholder-styles", "[]"),
];

/// A setting as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The key with its tables: `letter.notice`, `rules.no-blame.severity`.
    pub key: String,
    /// The value, in TOML.
    pub value: String,
    /// Where it was set: `letterlint.toml:3`, `--template`, `default`.
    pub origin: String,
}

/// Settings with their origins; what is added later goes before what was there.
#[derive(Debug, Clone)]
pub struct Origins(BTreeMap<String, (String, String)>);

impl Default for Origins {
    fn default() -> Self {
        let default = |(key, value): (&str, &str)| (key.to_owned(), (value.to_owned(), "default".to_owned()));
        Origins(DEFAULTS.map(default).into())
    }
}

impl Origins {
    /// Sets `key` to `value`, as `origin` says.
    pub fn set(&mut self, key: impl Into<String>, value: impl Into<String>, origin: impl Into<String>) {
        self.0.insert(key.into(), (value.into(), origin.into()));
    }

    /// Where `key` was set, if it was.
    pub fn of(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(|(_, origin)| origin.as_str())
    }

    /// Adds a table of settings out of `file`, but for what is no setting of a letter. `part` says in which part of
    /// the file it stands.
    pub fn add(&mut self, table: &DeTable, file: &TomlFile, part: &str) {
        for (key, value) in table {
            match (key.get_ref().as_ref(), value.get_ref()) {
                ("files" | "exclude" | "overrides" | "suppressions", _) => {}
                ("letter", DeValue::Table(inner)) => self.add_all("letter", inner, file, part),
                ("rules", DeValue::Table(inner)) => {
                    for (rule, setting) in inner {
                        let name = format!("rules.{}", key_of(without_pack(rule.get_ref())));
                        match setting.get_ref() {
                            DeValue::Table(options) => self.add_all(&name, options, file, part),
                            level => self.put(format!("{name}.severity"), level, rule.span().start, file, part),
                        }
                    }
                }
                (name, value) => self.put(name.to_owned(), value, key.span().start, file, part),
            }
        }
    }

    fn add_all(&mut self, above: &str, table: &DeTable, file: &TomlFile, part: &str) {
        for (key, value) in table {
            self.put(format!("{above}.{}", key.get_ref()), value.get_ref(), key.span().start, file, part);
        }
    }

    fn put(&mut self, key: String, value: &DeValue, at: usize, file: &TomlFile, part: &str) {
        let part = if part.is_empty() { String::new() } else { format!(" ({part})") };
        self.set(key, written(value), format!("{}:{}{part}", file.path, file.line(at)));
    }

    /// Everything, in the order of the defaults; rules last.
    pub fn shown(&self) -> Vec<Shown> {
        let known = DEFAULTS.iter().map(|(key, _)| *key);
        let others = self.0.keys().map(String::as_str).filter(|key| DEFAULTS.iter().all(|(known, _)| known != key));
        known
            .chain(others)
            .filter_map(|key| {
                let (value, origin) = self.0.get(key)?;
                Some(Shown { key: key.to_owned(), value: value.clone(), origin: origin.clone() })
            })
            .collect()
    }
}

/// A key as TOML writes it.
fn key_of(name: &str) -> Cow<'_, str> {
    let bare = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if bare { Cow::Borrowed(name) } else { Cow::Owned(quoted(name)) }
}

/// A string as TOML writes it in one line.
fn quoted(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

/// A value as TOML writes it.
fn written(value: &DeValue) -> String {
    match value {
        DeValue::String(text) => quoted(text),
        DeValue::Integer(number) => number.to_string(),
        DeValue::Float(number) => number.to_string(),
        DeValue::Boolean(value) => value.to_string(),
        DeValue::Datetime(value) => value.to_string(),
        DeValue::Array(array) => {
            format!("[{}]", array.iter().map(|value| written(value.get_ref())).collect::<Vec<_>>().join(", "))
        }
        DeValue::Table(_) => "{ … }".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_says_where_it_was_set() {
        let text = "template = true\n[letter]\nnotice = \"1 month\"\n[rules]\n\"tone/no-blame\" = \"info\"\n\
                    keep-it-short = { words = 300 }\n";
        let mut origins = Origins::default();
        let file = TomlFile { path: "letterlint.toml", text };
        origins.add(DeTable::parse(text).unwrap().get_ref(), &file, "");
        let shown: Vec<String> =
            origins.shown().into_iter().map(|s| format!("{} = {} <- {}", s.key, s.value, s.origin)).collect();
        for line in [
            "template = true <- letterlint.toml:1",
            "letter.notice = \"1 month\" <- letterlint.toml:3",
            "letter.contract = false <- default",
            "rules.no-blame.severity = \"info\" <- letterlint.toml:5",
            "rules.keep-it-short.words = 300 <- letterlint.toml:6",
        ] {
            assert!(shown.iter().any(|shown| shown == line), "{line} in {shown:#?}");
        }
    }
}
