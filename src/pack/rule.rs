//! A rule as reports and the engine know it. In: a rule file. Out: [`Rule`]: what it is and what it says in each
//! language; its phrases are in the [`Program`](super::Program)s.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::rule_file::{Check, Circumstance, Example, Kind, Offer, Place, RuleFile, Section};
use crate::finding::{Guide, Severity};
use crate::language::Language;

/// A rule without its phrases.
#[derive(Debug, Serialize, Deserialize)]
pub struct Rule {
    /// Its pack, such as `tone`.
    pub pack: String,
    /// Its name, such as `no-blame`.
    pub name: String,
    /// What it does.
    pub kind: Kind,
    /// How grave its findings are unless the settings say otherwise.
    pub severity: Severity,
    /// The rule as an instruction: "Do not blame the client".
    pub title: String,
    /// Why, in two or three sentences.
    pub why: String,
    /// The guides that it comes from.
    pub guides: Vec<Guide>,
    /// Rules that speak in its place where both mark the same words.
    pub yields_to: Vec<String>,
    /// Where a missing element is added.
    pub add: Place,
    /// What it asks beyond its phrases.
    pub check: Option<Check>,
    /// The rules whose matches it asks for.
    pub from: Vec<String>,
    /// The bound of a limit.
    pub limit: Option<usize>,
    /// The setting without which it is off.
    pub in_force_with: Option<Circumstance>,
    /// The setting under which what it requires is forbidden.
    pub turned_round_by: Option<Circumstance>,
    /// What it says in English, German and Polish.
    wording: [Option<Wording>; 3],
}

/// What a rule says in one language.
#[derive(Debug, Serialize, Deserialize)]
pub struct Wording {
    /// What a finding says; `{match}` stands for the words found.
    pub message: String,
    /// What to write instead, or what to add.
    pub help: String,
    /// What a finding says in special cases, by the name of the case.
    pub messages: BTreeMap<String, String>,
    /// A sentence to add.
    pub offer: Option<Offer>,
    /// The bound of a limit in this language.
    pub limit: Option<usize>,
    /// The highest LIX that is still easy enough.
    pub lix: Option<usize>,
    /// Whether the rule waits for words of the letter (`when`).
    pub waits: bool,
    /// Texts that break the rule. The built-in rules leave them out: only trying the rules needs them.
    #[serde(skip)]
    pub bad: Vec<Example>,
    /// Texts that do not.
    #[serde(skip)]
    pub good: Vec<Example>,
}

impl Rule {
    /// The rule that `file` describes.
    pub(super) fn new(pack: &str, name: &str, guides: Vec<Guide>, file: &RuleFile) -> Rule {
        let wording = |section: &Option<Section>| section.as_ref().map(Wording::new);
        Rule {
            pack: pack.to_owned(),
            name: name.to_owned(),
            kind: file.kind,
            severity: file.severity,
            title: file.title.clone(),
            why: file.why.clone(),
            guides,
            yields_to: file.yields_to.clone(),
            add: file.add,
            check: file.check,
            from: file.from.clone(),
            limit: file.limit,
            in_force_with: file.in_force_with,
            turned_round_by: file.turned_round_by,
            wording: [wording(&file.en), wording(&file.de), wording(&file.pl)],
        }
    }

    /// `tone/no-blame`
    pub fn id(&self) -> String {
        format!("{}/{}", self.pack, self.name)
    }

    /// What it says in `language`: messages for people, offers for letters.
    pub fn wording(&self, language: Language) -> Option<&Wording> {
        self.wording[language as usize].as_ref()
    }
}

impl Wording {
    fn new(section: &Section) -> Wording {
        Wording {
            message: section.message.clone(),
            help: section.help.clone(),
            messages: section.messages.clone(),
            offer: section.offer.clone(),
            limit: section.limit,
            lix: section.lix,
            waits: !section.when.is_empty(),
            bad: section.bad.clone(),
            good: section.good.clone(),
        }
    }
}
