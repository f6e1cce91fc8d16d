//! Settings. In: `letterlint.toml` and the command line. Out: [`Settings`] for one letter.

use std::str::FromStr;

use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

use crate::dates::Notice;
use crate::fault::{Fault, TomlFile};
use crate::language::Language;
use crate::pack::PACKS;

/// What a letter is checked with.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Names of the packs in force.
    pub packs: Vec<String>,
    /// Whether placeholders count as what they stand for.
    pub template: bool,
    /// Today's date, for letters that bear none of their own.
    pub today: Option<Date>,
    /// What can't be read from the letter.
    pub letter: LetterSettings,
    /// The language of messages.
    pub locale: Language,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            packs: PACKS.map(str::to_owned).to_vec(),
            template: false,
            today: None,
            letter: LetterSettings::default(),
            locale: Language::English,
        }
    }
}

impl Settings {
    /// Whether `pack` is in force.
    pub fn has_pack(&self, pack: &str) -> bool {
        self.packs.iter().any(|name| name == pack)
    }

    /// Reads a settings file.
    ///
    /// # Errors
    /// TOML that can't be read, an unknown key, pack or value: with the place in the file.
    pub fn parse(file: &TomlFile) -> Result<Settings, Fault> {
        let read: File = toml::from_str(file.text).map_err(|error| Fault::toml(file, &error))?;
        let mut settings = Settings::default();
        if let Some(packs) = read.packs {
            for pack in &packs {
                known_pack(pack, file)?;
            }
            settings.packs = packs.into_iter().map(Spanned::into_inner).collect();
        }
        settings.template = read.template.unwrap_or(false);
        if let Some(today) = read.today {
            settings.today = parse_today(today.get_ref()).map_err(|message| {
                Fault::at(file, today.span(), message).help("write it as \"2026-05-31\", or \"none\"")
            })?;
        }
        if let Some(notice) = &read.letter.notice {
            Notice::from_str(notice.get_ref()).map_err(|error| Fault::at(file, notice.span(), error.to_string()))?;
        }
        settings.letter = read.letter;
        Ok(settings)
    }
}

/// Reads "none" or a date such as 2026-05-31.
pub fn parse_today(text: &str) -> Result<Option<Date>, String> {
    if text == "none" {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| format!("“{text}” is no date"))
}

fn known_pack(pack: &Spanned<String>, file: &TomlFile) -> Result<(), Fault> {
    if PACKS.contains(&pack.get_ref().as_str()) {
        return Ok(());
    }
    let fault = Fault::at(file, pack.span(), format!("there is no pack “{}”", pack.get_ref()));
    let help = crate::suggest::did_you_mean(pack.get_ref(), PACKS);
    Err(fault.help(help.unwrap_or_else(|| format!("the packs are {}", PACKS.join(", ")))))
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct File {
    packs: Option<Vec<Spanned<String>>>,
    template: Option<bool>,
    today: Option<Spanned<String>>,
    #[serde(default)]
    letter: LetterSettings,
}

/// `[letter]`: what the linter can't read from the letter.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct LetterSettings {
    /// The notice that the contract asks for; 14 days where it says nothing.
    pub notice: Option<Spanned<String>>,
    /// Whether there is a contract, to which the letter should refer.
    #[serde(default)]
    pub contract: bool,
    /// Where the letterhead is, if not in the text.
    pub letterhead: Option<Letterhead>,
    /// Why the relationship ends.
    #[serde(default)]
    pub reason: Reason,
    /// How much of the reason is said.
    #[serde(default)]
    pub reason_style: ReasonStyle,
    /// The placeholders that templates may use.
    #[serde(default)]
    pub placeholders: Vec<String>,
}

/// `letterhead`
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Letterhead {
    /// On the paper.
    Printed,
}

/// `reason`
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// A reason of business.
    #[default]
    Business,
    /// The client's conduct, after which nobody else is recommended.
    Conduct,
}

/// `reason-style`
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
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
        let text = "packs = [\"letter\", \"tome\"]\n";
        let fault_ = fault(text);
        assert_eq!(&text[fault_.span.clone().unwrap()], "\"tome\"");
        assert_eq!(fault_.help.as_deref(), Some("did you mean “tone”?"));
        assert_eq!(fault("temlate = true").help.as_deref(), Some("did you mean “template”?"));
        assert!(fault("today = \"31.05.2026\"").message.contains("is no date"));
        assert!(fault("[letter]\nnotice = \"soon\"").span.is_some());
    }

    #[test]
    fn every_key_is_read() {
        let text = "packs = [\"tone\"]\ntemplate = true\ntoday = \"2026-05-31\"\n[letter]\ncontract = true\n\
                    reason = \"conduct\"\nreason-style = \"diplomatic\"\nletterhead = \"printed\"\nplaceholders = [\"a\"]\n";
        let settings = Settings::parse(&TomlFile { path: "x", text }).unwrap();
        assert!(settings.has_pack("tone") && !settings.has_pack("letter"));
        assert!(settings.template && settings.letter.contract);
        assert_eq!(settings.today, Some(jiff::civil::date(2026, 5, 31)));
        assert_eq!((settings.letter.reason, settings.letter.reason_style), (Reason::Conduct, ReasonStyle::Diplomatic));
    }
}
