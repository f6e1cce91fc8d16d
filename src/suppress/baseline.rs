//! A baseline: findings of a folder that were there when it began to be checked. In: findings, and the file that
//! lists the old ones. Out: which are new, which entries are stale; the file itself.
//!
//! An entry names a letter, a rule and the marked words, and no lines, so that it holds when text is moved.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use crate::fault::{Fault, TomlFile};

const HEADER: &str = "# Findings that letterlint passes over, since they were there before. Made by --write-baseline;\n\
                      # --prune-baseline takes out what is mended.\n\nversion = 1\n";

/// What an entry of a baseline is known by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The letter's path from the folder of the baseline, with `/`.
    pub path: String,
    /// `tone/no-blame`
    pub rule: String,
    /// The marked words, plain; empty where something is missing.
    pub text: String,
}

/// The findings that a baseline knows, each with how often it is there.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Baseline {
    entries: BTreeMap<Key, Entry>,
}

#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Entry {
    count: usize,
    /// How often it was met in this run.
    met: usize,
    /// The line on which it stands in the file; 0 for one that was not read.
    line: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: Spanned<u32>,
    #[serde(default)]
    finding: Vec<Spanned<FileEntry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileEntry {
    path: String,
    rule: String,
    text: String,
    #[serde(default = "once")]
    count: usize,
}

fn once() -> usize {
    1
}

/// An entry to which no finding belongs any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stale {
    /// What it is known by.
    pub key: Key,
    /// Its line in the file, from 1.
    pub line: usize,
    /// How many findings it has too many.
    pub too_many: usize,
}

impl Baseline {
    /// Reads a baseline.
    ///
    /// # Errors
    /// TOML that can't be read, an unknown key or version: with the place.
    pub fn parse(file: &TomlFile) -> Result<Baseline, Fault> {
        let read: File = toml::from_str(file.text).map_err(|error| Fault::toml(file, &error))?;
        if *read.version.get_ref() != 1 {
            let message = format!("baselines of version {} are unknown here", read.version.get_ref());
            return Err(Fault::at(file, read.version.span(), message).help("write it anew: --write-baseline"));
        }
        let mut baseline = Baseline::default();
        for entry in read.finding {
            let line = file.line(entry.span().start);
            let FileEntry { path, rule, text, count } = entry.into_inner();
            let known = baseline.entries.entry(Key { path, rule, text }).or_default();
            known.count += count;
            known.line = line;
        }
        Ok(baseline)
    }

    /// Adds a finding.
    pub fn add(&mut self, key: Key) {
        self.entries.entry(key).or_default().count += 1;
    }

    /// The line of the file that lists a finding, where it is an old one; each entry hides as many as there were.
    pub fn hides(&mut self, key: &Key) -> Option<usize> {
        let entry = self.entries.get_mut(key).filter(|entry| entry.met < entry.count)?;
        entry.met += 1;
        Some(entry.line)
    }

    /// Entries for which `was_checked` holds that hid less than they could.
    pub fn stale(&self, was_checked: impl Fn(&Key) -> bool) -> Vec<Stale> {
        let idle = self.entries.iter().filter(|(key, entry)| entry.met < entry.count && was_checked(key));
        idle.map(|(key, entry)| Stale { key: key.clone(), line: entry.line, too_many: entry.count - entry.met })
            .collect()
    }

    /// Takes out what is stale.
    pub fn prune(&mut self, was_checked: impl Fn(&Key) -> bool) {
        self.entries.retain(|key, entry| {
            if was_checked(key) {
                entry.count = entry.met;
            }
            entry.count > 0
        });
    }

    /// The whole file.
    pub fn to_toml(&self) -> String {
        let mut text = HEADER.to_owned();
        for (Key { path, rule, text: words }, Entry { count, .. }) in &self.entries {
            let string = |text: &str| toml::Value::String(text.to_owned()).to_string();
            text.push_str(&format!("\n[[finding]]\npath = {}\nrule = {}\n", string(path), string(rule)));
            text.push_str(&format!("text = {}\n", string(words)));
            if *count > 1 {
                text.push_str(&format!("count = {count}\n"));
            }
        }
        text
    }
}

/// Words as they are compared: in one line, without emphasis, in small letters.
pub fn plain(text: &str) -> String {
    let bare: String = text.chars().filter(|c| !matches!(c, '*' | '_' | '`' | '\u{ad}')).collect();
    bare.split(|c: char| c.is_whitespace() || c == '>')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(path: &str, text: &str) -> Key {
        Key { path: path.to_owned(), rule: "tone/no-blame".to_owned(), text: text.to_owned() }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let mut baseline = Baseline::default();
        for key in [key("a.md", "you \"failed\"\nto"), key("a.md", "you \"failed\"\nto"), key("b.md", "")] {
            baseline.add(key);
        }
        let text = baseline.to_toml();
        let mut read = Baseline::parse(&TomlFile { path: "b", text: &text }).unwrap();
        assert_eq!(read.to_toml(), text);
        let last = text.lines().collect::<Vec<_>>().iter().rposition(|line| *line == "[[finding]]").unwrap() + 1;
        let hidden = [0, 1].map(|_| read.hides(&key("b.md", "")));
        assert_eq!(hidden, [Some(last), None], "as often as it was there");
    }

    #[test]
    fn stale_entries_are_named_and_taken_out() {
        let text = "version = 1\n[[finding]]\npath = \"a.md\"\nrule = \"tone/no-blame\"\ntext = \"x\"\ncount = 3\n\
                    [[finding]]\npath = \"z.md\"\nrule = \"tone/no-blame\"\ntext = \"x\"\n";
        let mut baseline = Baseline::parse(&TomlFile { path: "b", text }).unwrap();
        assert_eq!(baseline.hides(&key("a.md", "x")), Some(2));
        let checked = |key: &Key| key.path == "a.md";
        assert_eq!(baseline.stale(checked), [Stale { key: key("a.md", "x"), line: 2, too_many: 2 }]);
        baseline.prune(checked);
        assert!(!baseline.to_toml().contains("count"), "one of three is left");
        assert!(baseline.to_toml().contains("z.md"), "what was not checked stays");
    }

    #[test]
    fn words_are_compared_without_line_ends_and_emphasis() {
        assert_eq!(plain("You **never**\n> answered"), "you never answered");
    }
}
