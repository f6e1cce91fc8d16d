//! The form of settings. In: a table of TOML, or of YAML that was read as one. Out: [`SettingsFile`], with every
//! value checked that can be checked without knowing the rules. The JSON Schema is made from these types.

use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::de::value::MapAccessDeserializer;
use serde::de::{IntoDeserializer, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use toml::Spanned;
use toml::de::DeTable;

use super::{Letterhead, Reason, ReasonStyle, parse_today};
use crate::dates::Notice;
use crate::fault::{Fault, TomlFile};
use crate::finding::{Level, Severity};

/// The keys of a settings file that are no table of rules.
const KEYS: [&str; 9] =
    ["packs", "error-on", "template", "today", "max-mib", "exclude", "letter", "overrides", "suppressions"];
/// The offsets of text count to 4 GiB.
const MOST_MIB: u32 = 1024;

/// A `letterlint.toml`. A letter's front matter may set the same keys but `max-mib`, `exclude`, `overrides`
/// and `suppressions`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct SettingsFile {
    /// The packs in force: `letter`, `tone`, `disengagement`, and folders of house rules such as `./house-rules`.
    #[schemars(with = "Option<Vec<String>>")]
    pub packs: Option<Spanned<Vec<Spanned<String>>>>,
    /// The level from which on findings fail the check; `error` unless said.
    pub error_on: Option<Severity>,
    /// Whether letters are templates, in which placeholders count as what they stand for.
    pub template: Option<bool>,
    /// Today's date, such as `2026-05-31`, for letters that bear none; or `none`.
    #[schemars(with = "Option<String>")]
    pub today: Option<Spanned<String>>,
    /// The largest letter that is read, in MiB: 10 unless said, at most 1024.
    #[schemars(with = "Option<u32>")]
    pub max_mib: Option<Spanned<u32>>,
    /// Globs of files in folders that are no letters, beside hidden files and a repository's own papers.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub exclude: Vec<Spanned<String>>,
    /// What can't be read from the letter.
    #[serde(default)]
    pub letter: LetterKeys,
    /// By the name of a rule: `error`, `warning`, `info` or `off`; or a table with `severity` and its figures.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, RuleSetting>")]
    pub rules: BTreeMap<Spanned<String>, Spanned<RuleSetting>>,
    /// Other settings for some of the files; later ones go before earlier ones.
    #[serde(default)]
    pub overrides: Vec<Override>,
    /// Findings that are hidden in some of the files.
    #[serde(default)]
    #[schemars(with = "Vec<SuppressionSetting>")]
    pub suppressions: Vec<Spanned<SuppressionSetting>>,
}

/// Other settings for some of the files.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Override {
    /// Globs of the files, from the folder of the settings file.
    #[schemars(with = "Vec<String>")]
    pub files: Spanned<Vec<Spanned<String>>>,
    /// The packs in force.
    #[schemars(with = "Option<Vec<String>>")]
    pub packs: Option<Spanned<Vec<Spanned<String>>>>,
    /// The level from which on findings fail the check.
    pub error_on: Option<Severity>,
    /// Whether letters are templates.
    pub template: Option<bool>,
    /// Today's date, or `none`.
    #[schemars(with = "Option<String>")]
    pub today: Option<Spanned<String>>,
    /// What can't be read from the letter.
    #[serde(default)]
    pub letter: LetterKeys,
    /// By the name of a rule: its severity, or a table.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, RuleSetting>")]
    pub rules: BTreeMap<Spanned<String>, Spanned<RuleSetting>>,
}

/// `[letter]`: what the linter can't read from the letter.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct LetterKeys {
    /// The notice that was agreed: `14 days` unless said, `4 weeks`, `1 month to month-end`, `6 weeks to quarter-end`.
    #[schemars(with = "Option<String>")]
    pub notice: Option<Spanned<String>>,
    /// Whether there is a contract, to which the letter should refer.
    pub contract: Option<bool>,
    /// Where the letterhead is: `printed` on the paper, or `written` in the text.
    pub letterhead: Option<Letterhead>,
    /// Why the relationship ends: `business`, or `conduct`, after which nobody else is recommended.
    pub reason: Option<Reason>,
    /// How much of the reason is said: `direct`, or `diplomatic`, which leaves the client's behaviour out.
    pub reason_style: Option<ReasonStyle>,
    /// The placeholders that templates may use; any unless said.
    pub placeholders: Option<Vec<String>>,
    /// Styles of placeholders beside those that are known, as the marks before and behind the name: `<% %>`.
    #[schemars(with = "Option<Vec<String>>")]
    pub placeholder_styles: Option<Vec<Spanned<String>>>,
}

/// What the settings say of a rule.
#[derive(Debug, Clone, JsonSchema)]
#[schemars(untagged)]
pub enum RuleSetting {
    /// Its severity alone.
    Level(Level),
    /// Its severity and figures.
    Options(RuleOptions),
}

/// By hand, since serde's untagged enums say nothing of an unknown key and know no places.
impl<'de> Deserialize<'de> for RuleSetting {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<RuleSetting, D::Error> {
        struct SettingVisitor;

        impl<'de> Visitor<'de> for SettingVisitor {
            type Value = RuleSetting;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("\"error\", \"warning\", \"info\" or \"off\", or a table with `severity`")
            }

            fn visit_str<E: serde::de::Error>(self, level: &str) -> Result<RuleSetting, E> {
                Level::deserialize(level.into_deserializer()).map(RuleSetting::Level)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<RuleSetting, A::Error> {
                RuleOptions::deserialize(MapAccessDeserializer::new(map)).map(RuleSetting::Options)
            }
        }

        deserializer.deserialize_any(SettingVisitor)
    }
}

/// The severity and the figures of a rule.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RuleOptions {
    /// How grave its findings are.
    pub severity: Option<Level>,
    /// The most words: of the letter for `keep-it-short`, of a sentence for `simple-language`.
    pub words: Option<usize>,
    /// The highest LIX that is still easy enough, for `simple-language`.
    pub lix: Option<usize>,
    /// How often, for `no-repeated-apology`.
    pub times: Option<usize>,
}

impl RuleOptions {
    pub(super) fn apply(&mut self, set: &RuleOptions) {
        self.severity = set.severity.or(self.severity);
        self.words = set.words.or(self.words);
        self.lix = set.lix.or(self.lix);
        self.times = set.times.or(self.times);
    }

    /// The names of the figures that are set.
    pub fn figures(&self) -> impl Iterator<Item = &'static str> {
        [("words", self.words), ("lix", self.lix), ("times", self.times)]
            .into_iter()
            .filter(|(_, figure)| figure.is_some())
            .map(|(name, _)| name)
    }
}

/// A finding that is hidden, for letters that have no comments to say so.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct SuppressionSetting {
    /// Globs of the files, from the folder of the settings file.
    #[schemars(with = "Vec<String>")]
    pub files: Spanned<Vec<Spanned<String>>>,
    /// The rule.
    #[schemars(with = "String")]
    pub rule: Spanned<String>,
    /// The words that it marks; without them all of its findings, also that something is missing, are hidden.
    #[schemars(with = "Option<String>")]
    pub text: Option<Spanned<String>>,
    /// Why.
    #[schemars(with = "String")]
    pub reason: Spanned<String>,
}

impl SettingsFile {
    /// Takes the settings from `table`, whose places are bytes of `file`.
    ///
    /// # Errors
    /// An unknown key, a value that can't be: with the place.
    pub fn read(table: Spanned<DeTable>, file: &TomlFile) -> Result<SettingsFile, Fault> {
        misplaced(table.get_ref(), file)?;
        let deserializer = toml::Deserializer::from(table);
        let read = SettingsFile::deserialize(deserializer).map_err(|error| Fault::toml(file, &error))?;
        let todays = read.overrides.iter().map(|over| &over.today).chain([&read.today]).flatten();
        for today in todays {
            parse_today(today.get_ref()).map_err(|message| {
                Fault::at(file, today.span(), message).help("write a day such as \"2026-05-31\", or \"none\"")
            })?;
        }
        if let Some(mib) = read.max_mib.as_ref().filter(|mib| !(1..=MOST_MIB).contains(mib.get_ref())) {
            let message = format!("“{}” is too small or too large here", mib.get_ref());
            return Err(Fault::at(file, mib.span(), message).help(format!("write a number from 1 to {MOST_MIB}")));
        }
        let letters = read.overrides.iter().map(|over| &over.letter).chain([&read.letter]);
        letters.into_iter().try_for_each(|letter| check_letter(letter, file))?;
        let packs = read.overrides.iter().map(|over| &over.packs).chain([&read.packs]).flatten();
        packs.into_iter().try_for_each(|packs| check_packs(packs, file))?;
        for over in &read.overrides {
            not_empty(&over.files, file, "an override without files holds for none")?;
        }
        read.suppressions.iter().try_for_each(|one| check_suppression(one.get_ref(), file))?;
        Ok(read)
    }
}

/// Settings below `rules`, where everything but a house rule of that name is lost.
fn misplaced(table: &DeTable, file: &TomlFile) -> Result<(), Fault> {
    let overrides = table.get("overrides").and_then(|value| value.get_ref().as_array());
    let overrides = overrides.into_iter().flatten().filter_map(|over| over.get_ref().as_table());
    let rules = overrides.chain([table]).filter_map(|table| table.get("rules")?.get_ref().as_table());
    for (key, _) in rules.flatten() {
        let name = key.get_ref().as_ref();
        if KEYS.contains(&name) {
            let help = format!("“{name}” is a setting of its own: it stands above `rules`, not below it");
            return Err(Fault::at(file, key.span(), format!("there is no rule “{name}”")).help(help));
        }
    }
    Ok(())
}

fn check_packs(packs: &Spanned<Vec<Spanned<String>>>, file: &TomlFile) -> Result<(), Fault> {
    if packs.get_ref().is_empty() {
        let help = "leave `packs` out for all built-in packs, or name some: packs = [\"letter\", \"tone\"]";
        return Err(Fault::at(file, packs.span(), "without a pack nothing is checked").help(help));
    }
    Ok(())
}

fn not_empty(files: &Spanned<Vec<Spanned<String>>>, file: &TomlFile, message: &str) -> Result<(), Fault> {
    if files.get_ref().is_empty() {
        return Err(Fault::at(file, files.span(), message).help("name them: files = [\"templates/**\"]"));
    }
    Ok(())
}

fn check_suppression(suppression: &SuppressionSetting, file: &TomlFile) -> Result<(), Fault> {
    not_empty(&suppression.files, file, "a suppression without files holds for none")?;
    let reason = &suppression.reason;
    if reason.get_ref().trim().is_empty() {
        let fault = Fault::at(file, reason.span(), "a suppression needs its reason");
        return Err(fault.help("say why the finding may stay: reason = \"the client's own words\""));
    }
    if let Some(text) = suppression.text.as_ref().filter(|text| text.get_ref().trim().is_empty()) {
        let fault = Fault::at(file, text.span(), "no words are here");
        return Err(fault.help("write the words that the rule marks, or leave `text` out to hide all its findings"));
    }
    Ok(())
}

fn check_letter(letter: &LetterKeys, file: &TomlFile) -> Result<(), Fault> {
    if let Some(notice) = &letter.notice {
        let read: Result<Notice, _> = notice.get_ref().parse();
        read.map_err(|error| Fault::at(file, notice.span(), error.to_string()))?;
    }
    for style in letter.placeholder_styles.iter().flatten() {
        super::parse_style(style.get_ref()).ok_or_else(|| {
            let message = format!("“{}” is no style of placeholders", style.get_ref());
            Fault::at(file, style.span(), message).help("write both marks with a space between them: \"<% %>\"")
        })?;
    }
    Ok(())
}
