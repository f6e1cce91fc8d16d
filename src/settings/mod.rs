//! Settings. In: settings files, a letter's front matter, the command line. Out: [`Settings`] for one letter.
//!
//! [`mod@file`] is their form, [`front_matter`] finds them in a letter, [`shown`] says where each value comes from.
//! Which file holds for which letter is the business of `project`.

pub mod file;
pub mod front_matter;
pub mod shown;

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;
use toml::de::DeTable;

use crate::dates::{Notice, NoticeUnit};
use crate::fault::{Fault, TomlFile};
use crate::finding::{Level, Severity, without_pack};
use crate::language::Language;
use crate::letter::PlaceholderStyle;
use crate::pack::{PACKS, Rule};
use file::{LetterKeys, Override, RuleSetting};
pub use file::{RuleOptions, SettingsFile};

/// What a letter is checked with.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Names of the packs in force.
    pub packs: Vec<String>,
    /// The level from which on findings fail the check.
    pub error_on: Severity,
    /// Whether placeholders count as what they stand for.
    pub template: bool,
    /// Today's date, for letters that bear none of their own.
    pub today: Option<Date>,
    /// What can't be read from the letter.
    pub letter: LetterSettings,
    /// Severity and figures of rules, by their names without the pack.
    pub rules: BTreeMap<String, RuleOptions>,
    /// Rules and packs that alone are in force; all of them where it is empty.
    pub select: Vec<String>,
    /// Rules and packs that are not in force.
    pub ignore: Vec<String>,
    /// Whether a letter may hide findings of its own.
    pub suppressions: bool,
    /// The language of messages.
    pub locale: Language,
    /// Whether to tell what was not marked, and why.
    pub exemptions: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            packs: PACKS.map(str::to_owned).to_vec(),
            error_on: Severity::Error,
            template: false,
            today: None,
            letter: LetterSettings::default(),
            rules: BTreeMap::new(),
            select: Vec::new(),
            ignore: Vec::new(),
            suppressions: true,
            locale: Language::English,
            exemptions: false,
        }
    }
}

impl Settings {
    /// The default settings with those of one settings file, its overrides left aside.
    ///
    /// # Errors
    /// See [`SettingsFile::read`].
    pub fn parse(file: &TomlFile) -> Result<Settings, Fault> {
        let table = DeTable::parse(file.text).map_err(|error| Fault::toml(file, &error))?;
        let read = SettingsFile::read(table, file)?;
        let mut settings = Settings::default();
        settings.apply(&Keys::from(&read));
        Ok(settings)
    }

    /// Lets what is set in `keys` go before what was set till now.
    pub fn apply(&mut self, keys: &Keys) {
        if let Some(packs) = &keys.packs {
            self.packs.clone_from(packs);
        }
        self.error_on = keys.error_on.unwrap_or(self.error_on);
        self.template = keys.template.unwrap_or(self.template);
        if let Some(today) = keys.today {
            self.today = parse_today(today).unwrap_or(self.today); // was checked when it was read
        }
        self.letter.apply(keys.letter);
        for (name, setting) in &keys.rules {
            let options = self.rules.entry(without_pack(name).to_owned()).or_default();
            match setting {
                RuleSetting::Level(level) => options.severity = Some(*level),
                RuleSetting::Options(set) => options.apply(set),
            }
        }
    }

    /// Whether `pack` is in force.
    pub fn has_pack(&self, pack: &str) -> bool {
        self.packs.iter().any(|name| name == pack)
    }

    /// How grave findings of `rule` are; `None` where the rule is not in force.
    pub fn severity_of(&self, rule: &Rule) -> Option<Severity> {
        if !self.has_pack(&rule.pack) || !is_selected(rule.id(), &self.select, &self.ignore) {
            return None;
        }
        self.level_of(rule).severity()
    }

    /// How grave findings of `rule` are to be, whether it is in force or not.
    pub fn level_of(&self, rule: &Rule) -> Level {
        self.options_of(rule).and_then(|options| options.severity).unwrap_or(rule.severity)
    }

    /// Whether the settings give `rule` a severity.
    pub fn names_severity(&self, rule: &Rule) -> bool {
        self.options_of(rule).is_some_and(|options| options.severity.is_some_and(|level| level != Level::Off))
    }

    /// What the settings say of `rule`.
    pub fn options_of(&self, rule: &Rule) -> Option<&RuleOptions> {
        self.rules.get(&rule.name)
    }
}

/// What one place sets: a settings file, one of its overrides, or a letter's front matter.
pub struct Keys<'k> {
    packs: Option<Vec<String>>,
    error_on: Option<Severity>,
    template: Option<bool>,
    today: Option<&'k str>,
    letter: &'k LetterKeys,
    rules: Vec<(&'k str, &'k RuleSetting)>,
}

impl<'k> From<&'k SettingsFile> for Keys<'k> {
    fn from(file: &'k SettingsFile) -> Keys<'k> {
        Keys {
            packs: file.packs.as_ref().map(pack_names),
            error_on: file.error_on,
            template: file.template,
            today: file.today.as_ref().map(|today| today.get_ref().as_str()),
            letter: &file.letter,
            rules: file.rules.iter().map(|(name, set)| (name.get_ref().as_str(), set.get_ref())).collect(),
        }
    }
}

impl<'k> From<&'k Override> for Keys<'k> {
    fn from(over: &'k Override) -> Keys<'k> {
        Keys {
            packs: over.packs.as_ref().map(pack_names),
            error_on: over.error_on,
            template: over.template,
            today: over.today.as_ref().map(|today| today.get_ref().as_str()),
            letter: &over.letter,
            rules: over.rules.iter().map(|(name, set)| (name.get_ref().as_str(), set.get_ref())).collect(),
        }
    }
}

fn pack_names(packs: &Spanned<Vec<Spanned<String>>>) -> Vec<String> {
    packs.get_ref().iter().map(|pack| pack_name(pack.get_ref())).collect()
}

/// The name of the pack that settings call so: that of its folder for `./house-rules`.
pub fn pack_name(written: &str) -> String {
    without_pack(written.trim_end_matches('/')).to_owned()
}

/// Reads "none" or a date such as 2026-05-31.
pub fn parse_today(text: &str) -> Result<Option<Date>, String> {
    if text == "none" {
        return Ok(None);
    }
    let is_written_well = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    text.parse().map(Some).map_err(|_| match is_written_well {
        true => format!("there is no day {text}"),
        false => format!("“{text}” is no date"),
    })
}

/// Reads a style of placeholders such as `<% %>`: the marks before and behind the name.
pub fn parse_style(text: &str) -> Option<PlaceholderStyle> {
    let mut marks = text.split_whitespace();
    let (open, close) = (marks.next()?, marks.next()?);
    let is_mark = |mark: &str| !mark.contains(char::is_alphanumeric);
    (marks.next().is_none() && is_mark(open) && is_mark(close))
        .then(|| PlaceholderStyle { open: open.to_owned(), close: close.to_owned() })
}

/// `[letter]`: what the linter can't read from the letter.
#[derive(Debug, Clone)]
pub struct LetterSettings {
    /// The notice that the contract asks for; 14 days where it says nothing.
    pub notice: Notice,
    /// Whether there is a contract, to which the letter should refer.
    pub contract: bool,
    /// Where the letterhead is.
    pub letterhead: Letterhead,
    /// Why the relationship ends.
    pub reason: Reason,
    /// How much of the reason is said.
    pub reason_style: ReasonStyle,
    /// The placeholders that templates may use; any where it is empty.
    pub placeholders: Vec<String>,
    /// Styles of placeholders beside those that are known.
    pub placeholder_styles: Vec<PlaceholderStyle>,
}

impl Default for LetterSettings {
    fn default() -> Self {
        LetterSettings {
            notice: Notice { amount: 14, unit: NoticeUnit::Days, end: None },
            contract: false,
            letterhead: Letterhead::default(),
            reason: Reason::default(),
            reason_style: ReasonStyle::default(),
            placeholders: Vec::new(),
            placeholder_styles: Vec::new(),
        }
    }
}

/// Whether the rule `id` is to speak after the names that alone are selected, all where there is none, and those that are
/// ignored; each names a rule, with or without its pack, or a pack.
pub fn is_selected(id: &str, select: &[String], ignore: &[String]) -> bool {
    let named = |names: &[String]| names.iter().any(|name| id == name || id.split('/').any(|part| part == name));
    !named(ignore) && (select.is_empty() || named(select))
}

impl LetterSettings {
    fn apply(&mut self, keys: &LetterKeys) {
        let notice = keys.notice.as_ref().and_then(|notice| notice.get_ref().parse().ok());
        self.notice = notice.unwrap_or(self.notice);
        self.contract = keys.contract.unwrap_or(self.contract);
        self.letterhead = keys.letterhead.unwrap_or(self.letterhead);
        self.reason = keys.reason.unwrap_or(self.reason);
        self.reason_style = keys.reason_style.unwrap_or(self.reason_style);
        if let Some(placeholders) = &keys.placeholders {
            self.placeholders.clone_from(placeholders);
        }
        if let Some(styles) = &keys.placeholder_styles {
            self.placeholder_styles = styles.iter().filter_map(|style| parse_style(style.get_ref())).collect();
        }
    }
}

/// `letterhead`
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Letterhead {
    /// On the paper.
    Printed,
    /// In the text.
    #[default]
    Written,
}

/// `reason`
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// A reason of business.
    #[default]
    Business,
    /// The client's conduct, after which nobody else is recommended.
    Conduct,
}

/// `reason-style`
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReasonStyle {
    /// As it is.
    #[default]
    Direct,
    /// In general words.
    Diplomatic,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> Fault {
        Settings::parse(&TomlFile { path: "letterlint.toml", text }).unwrap_err()
    }

    #[test]
    fn faults_point_at_their_place() {
        let text = "[rules]\nkeep-it-short = { severty = \"info\" }\n";
        let found = fault(text);
        assert_eq!(&text[found.span.clone().unwrap()], "severty");
        assert_eq!(found.help.as_deref(), Some("did you mean “severity”?"));
        assert_eq!(fault("temlate = true").help.as_deref(), Some("did you mean “template”?"));
        assert_eq!(fault("[rules]\nx = \"eror\"").help.as_deref(), Some("did you mean “error”?"));
        assert!(fault("today = \"31.05.2026\"").message.contains("is no date"));
        assert!(fault("[letter]\nnotice = \"soon\"").span.is_some());
        assert!(fault("[[overrides]]\nfiles = [\"a\"]\nletter.notice = \"soon\"").span.is_some());
        assert!(fault("[letter]\nplaceholder-styles = [\"<%\"]").message.contains("no style"));
    }

    #[test]
    fn whatever_is_broken_is_said_in_plain_words() {
        let text = "packs = [\"tone\"]\ntoday = '2026-05-31' # ä\nletter.contract = true\n[rules]\nno-blame = \"off\"\n\
                    x = { words = 3, severity = \"info\" }\n[[overrides]]\nfiles = [\n \"ä/**\",\n \"b\"]\n";
        let broken = text.char_indices().flat_map(|(at, c)| {
            let (before, from) = text.split_at(at);
            let inserted =
                ["é", "\"", "'", "[", "]", "=", "\\", "{", "}", ",", "\n", "\r", "#", "0", " ", ":", "\u{1}"];
            let inserted = inserted.map(|new| format!("{before}{new}{from}"));
            inserted.into_iter().chain([before.to_owned(), format!("{before}{}", &from[c.len_utf8()..])])
        });
        for text in broken {
            let Err(found) = Settings::parse(&TomlFile { path: "x", text: &text }) else { continue };
            assert!(text.get(found.span.clone().unwrap()).is_some(), "{text}: {found:?}");
            let said = format!("{} {}", found.message, found.help.unwrap_or_default());
            let jargon = ["expected", "invalid", "field", "variant", "sequence", "struct", "map", "wanted"];
            assert!(!jargon.iter().any(|word| said.contains(word)), "{text}: {said}");
        }
    }

    #[test]
    fn every_key_is_read() {
        let text = "packs = [\"tone\"]\nerror-on = \"info\"\ntemplate = true\ntoday = \"2026-05-31\"\n[letter]\n\
                    contract = true\nreason = \"conduct\"\nreason-style = \"diplomatic\"\nletterhead = \"printed\"\n\
                    placeholders = [\"a\"]\nnotice = \"2 months\"\nplaceholder-styles = [\"<% %>\"]\n\
                    [rules]\nno-blame = \"off\"\n\"letter/keep-it-short\" = { severity = \"info\", words = 3 }\n";
        let settings = Settings::parse(&TomlFile { path: "x", text }).unwrap();
        assert!(settings.has_pack("tone") && !settings.has_pack("letter"));
        assert!(settings.template && settings.letter.contract);
        assert_eq!(settings.error_on, Severity::Info);
        assert_eq!(settings.today, Some(jiff::civil::date(2026, 5, 31)));
        assert_eq!((settings.letter.reason, settings.letter.reason_style), (Reason::Conduct, ReasonStyle::Diplomatic));
        assert_eq!(settings.letter.notice, "2 months".parse().unwrap());
        assert_eq!(settings.letter.placeholder_styles[0].close, "%>");
        assert_eq!(settings.rules["no-blame"].severity, Some(Level::Off));
        let short = RuleOptions { severity: Some(Level::Info), words: Some(3), ..RuleOptions::default() };
        assert_eq!(settings.rules["keep-it-short"], short);
    }

    #[test]
    fn later_places_go_before_earlier_ones_key_by_key() {
        let mut settings = Settings::default();
        for text in ["[letter]\ncontract = true\n[rules]\na = { words = 3 }", "template = true\n[rules]\na = \"info\""]
        {
            let file = TomlFile { path: "x", text };
            let read = SettingsFile::read(DeTable::parse(text).unwrap(), &file).unwrap();
            settings.apply(&Keys::from(&read));
        }
        assert!(settings.template && settings.letter.contract);
        assert_eq!((settings.rules["a"].words, settings.rules["a"].severity), (Some(3), Some(Level::Info)));
    }
}
