//! A rule as reports and the engine know it. In: a rule file. Out: [`Rule`]: what it is and what it says in each
//! language; its phrases are in the [`Program`](super::Program)s.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use serde::de::{self, Visitor};
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use toml::Spanned;

use super::file::sound;
use super::file::{ChangeFile, ChangeSection, Circumstance, Example, Offer, Place, RuleFile, Section};
use super::kind::{Check, Kind, LimitCheck};
use crate::fault::{Fault, TomlFile};
use crate::finding::{Finding, Guide, Level, Severity, shorten};
use crate::language::Language;
use crate::suggest;

/// Longer words of a letter are cut in messages, in characters.
const LONGEST_WORDS: usize = 160;

/// A rule without its phrases.
#[derive(Debug, Serialize, Deserialize)]
pub struct Rule {
    id: Arc<str>,
    /// Its pack, such as `tone`.
    pub pack: String,
    /// Its name, such as `no-blame`.
    pub name: String,
    /// What it does.
    pub kind: Kind,
    /// How grave its findings are unless the settings say otherwise.
    pub severity: Level,
    /// The rule as an instruction: "Do not blame the client"; see [`Rule::title`].
    title: Arc<str>,
    /// Why, in two or three sentences; see [`Rule::why`].
    why: Arc<str>,
    /// The guides that it comes from.
    pub guides: Arc<[Guide]>,
    /// Rules that speak in its place where both mark the same words.
    pub yields_to: Vec<String>,
    /// Where a missing element is added.
    pub add: Place,
    /// What it asks beyond its phrases.
    pub check: Option<Check>,
    /// The rules whose matches it asks for.
    pub from: Vec<String>,
    /// The rules whose matches hold dates of something else.
    pub apart_from: Vec<String>,
    /// The rules beside whose matches alone sentences are evidence in which no rule finds anything.
    pub beside: Vec<String>,
    /// The rules whose matches are evidence, too.
    pub implied_by: Vec<String>,
    /// The bound of a limit.
    pub limit: Option<usize>,
    /// The setting without which it is off.
    pub in_force_with: Option<Circumstance>,
    /// The setting under which what it requires is forbidden.
    pub turned_round_by: Option<Circumstance>,
    /// The packs of house rules that change it, one for each file.
    pub changed_by: Vec<String>,
    /// What it is in English, German and Polish.
    sections: [Option<InLanguage>; 3],
}

/// A rule in one language.
#[derive(Debug, Serialize, Deserialize)]
struct InLanguage {
    terms: Terms,
    text: Text,
}

/// What a rule asks of letters in one language, beside its phrases.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Terms {
    /// The bound of a limit in this language.
    pub limit: Option<usize>,
    /// The highest LIX that is still easy enough.
    pub lix: Option<usize>,
    /// Whether the rule waits for words of the letter (`when`).
    pub waits: bool,
}

/// "did you mean “tone/no-blame”?": the one of `rules` that `name` may have been meant for.
pub fn meant<'r>(name: &str, rules: impl Iterator<Item = &'r Rule>) -> Option<String> {
    let known: Vec<(&str, &str)> = rules.map(|rule| (&**rule.id(), rule.name.as_str())).collect();
    let Some((_, bare)) = name.rsplit_once('/') else {
        return suggest::did_you_mean(name, known.iter().map(|(_, name)| *name));
    };
    let elsewhere = known.iter().find(|(_, name)| *name == bare).map(|(id, _)| format!("did you mean “{id}”?"));
    elsewhere.or_else(|| suggest::did_you_mean(name, known.iter().map(|(id, _)| *id)))
}

/// What a rule says in one language.
#[derive(Debug, Serialize, Deserialize)]
pub struct Wording {
    /// The rule as an instruction, where that stands in the language's section.
    title: Option<Arc<str>>,
    /// Why, where that stands there.
    why: Option<Arc<str>>,
    /// What a finding says; `{match}` stands for the words found.
    pub message: Arc<str>,
    /// What to write instead, or what to add.
    pub help: Arc<str>,
    /// What a finding says in special cases, by the name of the case.
    pub messages: BTreeMap<String, Arc<str>>,
    /// A sentence to add.
    pub offer: Option<Offer>,
    /// Texts that break the rule. The built-in rules leave them out: only trying the rules needs them.
    #[serde(skip)]
    pub bad: Vec<Example>,
    /// Texts that do not.
    #[serde(skip)]
    pub good: Vec<Example>,
}

/// A wording as it was compiled, or as it lies in the program, unread until somebody asks: a letter needs one language,
/// and few rules.
#[derive(Debug)]
enum Text {
    Read(Box<Wording>),
    /// As JSON; bytes, so that nobody looks whether they are text before it is read.
    Unread(Vec<u8>, OnceLock<Box<Wording>>),
}

impl Text {
    fn read(&self) -> &Wording {
        match self {
            Text::Read(wording) => wording,
            Text::Unread(json, read) => {
                read.get_or_init(|| serde_json::from_slice(json).expect("the build script wrote it"))
            }
        }
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&serde_json::to_vec(self.read()).map_err(S::Error::custom)?)
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
        struct Bytes;
        impl Visitor<'_> for Bytes {
            type Value = Vec<u8>;

            fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
                formatter.write_str("bytes")
            }

            fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
                Ok(bytes.to_vec())
            }
        }
        Ok(Text::Unread(deserializer.deserialize_bytes(Bytes)?, OnceLock::new()))
    }
}

impl Rule {
    /// The rule that `file` describes.
    pub(super) fn new(pack: &str, name: &str, guides: Vec<Guide>, file: &RuleFile) -> Rule {
        let sections = Language::ALL.map(|language| Some(InLanguage::new(file.section(language)?)));
        let names = |names: &[Spanned<String>]| names.iter().map(|name| name.get_ref().clone()).collect();
        Rule {
            id: format!("{pack}/{name}").into(),
            pack: pack.to_owned(),
            name: name.to_owned(),
            kind: *file.kind.get_ref(),
            severity: file.severity,
            title: file.title.as_str().into(),
            why: file.why.as_str().into(),
            guides: guides.into(),
            yields_to: names(&file.yields_to),
            add: file.add,
            check: file.check.as_ref().map(|check| *check.get_ref()),
            from: names(&file.from),
            apart_from: names(&file.apart_from),
            beside: names(&file.beside),
            implied_by: names(&file.implied_by),
            limit: figure(&file.limit),
            in_force_with: file.in_force_with,
            turned_round_by: file.turned_round_by,
            changed_by: Vec::new(),
            sections,
        }
    }

    /// Takes over what a file of house rules says in place of this rule's own file.
    ///
    /// # Errors
    /// A section for a language that the rule does not have, a limit where there is none to set.
    pub(super) fn change(&mut self, pack: &str, change: &ChangeFile, source: &TomlFile) -> Result<(), Fault> {
        self.changed_by.push(pack.to_owned());
        let bounded = matches!(self.check, Some(Check::Limit(_)));
        let limits = Language::ALL.map(|language| change.section(language)).into_iter().flatten();
        let mut limits = limits.filter_map(|section| section.limit.as_ref()).chain(&change.limit);
        if let Some(limit) = limits.next().filter(|_| !bounded) {
            return Err(Fault::at(source, limit.span(), format!("{} has no limit", self.id()))
                .help("leave it out: only rules with kind = \"limit\" have one"));
        }
        self.severity = change.severity.unwrap_or(self.severity);
        self.change_title(change);
        self.limit = figure(&change.limit).or(self.limit);
        for language in Language::ALL {
            let Some(section) = change.section(language) else { continue };
            let Some(InLanguage { terms, text: Text::Read(wording) }) = &mut self.sections[language as usize] else {
                let message = format!("{} says nothing in {}", self.id(), language.name());
                let place = change.section_place(language).unwrap_or_else(|| change.changes.span());
                return Err(Fault::at(source, place, message).help("leave this section out"));
            };
            section.message.iter().try_for_each(|message| sound::message(message, self.check, source))?;
            terms.limit = figure(&section.limit).or(terms.limit);
            wording.change(section);
        }
        Ok(())
    }

    /// What is said for all languages takes the place of what was said in one, too.
    fn change_title(&mut self, change: &ChangeFile) {
        replace(&mut self.title, change.title.as_ref());
        replace(&mut self.why, change.why.as_ref());
        for section in self.sections.iter_mut().flatten() {
            // Only rules that are compiled are changed.
            if let Text::Read(wording) = &mut section.text {
                wording.title.take_if(|_| change.title.is_some());
                wording.why.take_if(|_| change.why.is_some());
            }
        }
    }

    /// The rule as an instruction: "Do not blame the client"; in `locale` where its file says it so.
    pub fn title(&self, locale: Language) -> &Arc<str> {
        self.wording(locale).and_then(|wording| wording.title.as_ref()).unwrap_or(&self.title)
    }

    /// Why, in two or three sentences; in `locale` where its file says it so.
    pub fn why(&self, locale: Language) -> &Arc<str> {
        self.wording(locale).and_then(|wording| wording.why.as_ref()).unwrap_or(&self.why)
    }

    /// Whether `name` means this rule, with or without its pack before it.
    pub fn is_called(&self, name: &str) -> bool {
        name == self.name || name == &*self.id
    }

    /// The names of the figures that settings can set for it.
    pub fn options(&self) -> &'static [&'static str] {
        match self.check {
            Some(Check::Limit(LimitCheck::Words)) => &["words"],
            Some(Check::Limit(LimitCheck::Sentences)) => &["words", "lix"],
            Some(Check::Limit(LimitCheck::Times)) => &["times"],
            _ => &[],
        }
    }

    /// A finding at the bytes `span` of a letter, with the message of `case` and the help of `help-<case>`, or the only
    /// ones of `wording`; names in braces stand for what `named` says.
    pub fn finding(
        &self,
        severity: Severity,
        wording: &Wording,
        case: &str,
        span: Range<usize>,
        named: &[(&str, &str)],
    ) -> Finding {
        let mut message = wording.messages.get(case).unwrap_or(&wording.message).to_string();
        for (name, value) in named {
            message = message.replace(&format!("{{{name}}}"), &shorten(value, LONGEST_WORDS));
        }
        let help = wording.messages.get(&format!("help-{case}")).unwrap_or(&wording.help).clone();
        Finding {
            rule: self.id.clone(),
            severity,
            message,
            help,
            offer: None,
            span,
            fixes: Vec::new(),
            guides: self.guides.clone(),
        }
    }

    /// `tone/no-blame`
    pub fn id(&self) -> &Arc<str> {
        &self.id
    }

    /// What it says in `language`: messages for people, offers for letters.
    pub fn wording(&self, language: Language) -> Option<&Wording> {
        self.sections[language as usize].as_ref().map(|section| section.text.read())
    }

    /// What it asks of letters in `language`; `None` where it has nothing to say to them.
    pub fn terms(&self, language: Language) -> Option<Terms> {
        self.sections[language as usize].as_ref().map(|section| section.terms)
    }
}

fn figure(written: &Option<Spanned<usize>>) -> Option<usize> {
    written.as_ref().map(|figure| *figure.get_ref())
}

fn replace(text: &mut Arc<str>, by: Option<&String>) {
    if let Some(by) = by {
        *text = by.as_str().into();
    }
}

impl InLanguage {
    fn new(section: &Section) -> InLanguage {
        let terms = Terms { limit: figure(&section.limit), lix: figure(&section.lix), waits: !section.when.is_empty() };
        InLanguage { terms, text: Text::Read(Box::new(Wording::new(section))) }
    }
}

impl Wording {
    fn change(&mut self, section: &ChangeSection) {
        replace(&mut self.message, section.message.as_ref().map(Spanned::get_ref));
        replace(&mut self.help, section.help.as_ref());
        self.title = section.title.as_deref().map(Arc::from).or_else(|| self.title.take());
        self.why = section.why.as_deref().map(Arc::from).or_else(|| self.why.take());
        self.offer = section.offer.clone().or_else(|| self.offer.take());
        self.bad.extend(section.bad.iter().cloned());
        self.good.extend(section.good.iter().cloned());
    }

    fn new(section: &Section) -> Wording {
        Wording {
            title: section.title.as_deref().map(Arc::from),
            why: section.why.as_deref().map(Arc::from),
            message: section.message.get_ref().as_str().into(),
            help: section.help.as_str().into(),
            messages: section
                .messages
                .iter()
                .map(|(case, said)| (case.clone(), said.get_ref().as_str().into()))
                .collect(),
            offer: section.offer.clone(),
            bad: section.bad.clone(),
            good: section.good.clone(),
        }
    }
}
