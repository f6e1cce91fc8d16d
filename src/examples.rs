//! The examples inside rule files. In: rules. Out: which of their `bad` and `good` examples a rule judges
//! wrongly: *noisy* where it marks a good one, *missing* where it leaves a bad one alone.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use crate::document::{Document, Format};
use crate::engine;
use crate::finding::Level;
use crate::language::words::split;
use crate::language::{Grammar, Language};
use crate::letter::Letter;
use crate::lint::lint;
use crate::pack::{Check, Circumstance, ENDING, Example, PhrasePlace, Rule, Rules, StructureCheck};
use crate::settings::{RuleOptions, Settings};
use crate::source::Source;

/// How a rule failed on one of its own examples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// It fires on a good example.
    Noisy,
    /// It does not fire on a bad one.
    Missing,
}

/// An example that its rule judges wrongly.
#[derive(Debug, Clone)]
pub struct Wrong {
    /// `tone/no-blame`
    pub rule: Arc<str>,
    /// The language of the example.
    pub language: Language,
    /// How.
    pub failure: Failure,
    /// The example.
    pub text: String,
    /// What the rule marked in it, if anything.
    pub marked: Vec<String>,
}

/// What running examples came to.
#[derive(Debug, Default)]
pub struct Outcome {
    /// How many rules they belong to.
    pub rules: usize,
    /// How many were run.
    pub run: usize,
    /// Those that failed.
    pub wrong: Vec<Wrong>,
    /// Phrases that were looked for.
    pub phrases: usize,
    /// Those of them that no example reaches.
    pub unreached: Vec<PhrasePlace>,
}

/// The day on which every example is written, for those that speak of dates.
const TODAY: Date = jiff::civil::date(2026, 5, 3);

/// Runs the examples of the rules that are of `pack` or changed by it, or of all rules without one: each as the body
/// of a letter of 3 May 2026, with its own pack in force. `rules` must know where their phrases stand.
pub fn run(rules: &Rules, pack: Option<&str>) -> Outcome {
    let mut outcome = Outcome::default();
    let wanted = |rule: &Rule| pack.is_none_or(|pack| rule.pack == pack || rule.changed_by.iter().any(|by| by == pack));
    for (number, rule) in rules.rules.iter().enumerate().filter(|(_, rule)| wanted(rule)) {
        outcome.rules += 1;
        for known in &rules.languages {
            let Some(wording) = rule.wording(known.language) else { continue };
            let mut reached = BTreeSet::new();
            let bad = wording.bad.iter().map(|text| (text, true));
            let good = wording.good.iter().map(|text| (text, false));
            for (example, should_fire) in bad.chain(good) {
                let trial = Trial::new(example, should_fire, rule, known.language, rules);
                outcome.run += 1;
                let marked = trial.marked();
                reached.extend(trial.reached());
                if marked.is_empty() == should_fire {
                    let failure = if should_fire { Failure::Missing } else { Failure::Noisy };
                    let (rule, text) = (rule.id().clone(), example.table().text);
                    outcome.wrong.push(Wrong { rule, language: known.language, failure, text, marked });
                }
            }
            // Of a rule that is only changed, the phrases that are added.
            let own = known
                .places
                .iter()
                .enumerate()
                .filter(|(_, place)| place.rule == number && pack.is_none_or(|pack| place.pack == pack));
            for (search, place) in own {
                outcome.phrases += 1;
                outcome.unreached.extend((!reached.contains(&search)).then(|| place.clone()));
            }
        }
    }
    outcome
}

/// One rule on one example.
struct Trial<'t> {
    rule: &'t Rule,
    rules: &'t Rules,
    language: Language,
    settings: Settings,
    source: Source,
    format: Format,
}

impl Trial<'_> {
    fn new<'t>(
        example: &Example,
        should_fire: bool,
        rule: &'t Rule,
        language: Language,
        rules: &'t Rules,
    ) -> Trial<'t> {
        let example = example.table();
        let mut settings = Settings { today: Some(TODAY), ..Settings::default() };
        // What is suppressed may be a finding of any pack.
        if rule.check != Some(Check::Structure(StructureCheck::Suppressions)) {
            settings.packs = vec![rule.pack.clone()];
        }
        // What is good must be so in every letter, what is bad in any that the rule judges.
        if !should_fire || example.ending || rule.in_force_with == Some(Circumstance::Ending) {
            settings.packs.push(ENDING.to_owned());
        }
        settings.template = example.template;
        // A rule that waits for a setting gets it, and one that is switched off is tried all the same.
        let level = rule.severity.severity().map_or(Level::Warning, Level::from);
        settings.rules.insert(rule.name.clone(), RuleOptions { severity: Some(level), ..RuleOptions::default() });
        let text = vec![example.text.as_str(); example.times].join(" ");
        let source = Source::new(as_letter(&text, language, rules));
        let format = if example.markdown { Format::Markdown } else { Format::Plain };
        Trial { rule, rules, language, settings, source, format }
    }

    /// What the rule marks; for something missing, an empty text.
    fn marked(&self) -> Vec<String> {
        let linted = lint(&self.source, self.format, Some(self.language), self.rules, &self.settings, &[]);
        let findings = linted.expect("the language is given").checked.findings;
        let own = findings.into_iter().filter(|finding| finding.rule == *self.rule.id());
        own.map(|finding| self.source.text()[finding.span].to_owned()).collect()
    }

    /// The searches that match something.
    fn reached(&self) -> BTreeSet<usize> {
        let document = Document::parse(self.source.text(), self.format);
        let letter = Letter::read(document, self.language, &self.rules.grammars(), &[]);
        engine::reached(&letter, self.rules, &self.settings)
    }
}

/// The example as the body of a letter, so that it is not taken for an address or a signature; an example of
/// several paragraphs that greets or closes by itself is a letter already.
fn as_letter(text: &str, language: Language, rules: &Rules) -> String {
    let (salutation, closing) = match language {
        Language::English => ("Dear Ms Example,", "Kind regards,\n\nAlex Example"),
        Language::German => ("Sehr geehrte Frau Beispiel,", "Mit freundlichen Grüßen\n\nAlex Beispiel"),
        Language::Polish => ("Szanowna Pani Anno,", "Z poważaniem\n\nAlex Przykład"),
    };
    if text.contains("\n\n") && rules.knowledge(language).is_some_and(|known| greets(text, language, &known.grammar)) {
        return format!("{text}\n");
    }
    format!("{salutation}\n\n{text}\n\n{closing}\n")
}

fn greets(text: &str, language: Language, grammar: &Grammar) -> bool {
    text.split("\n\n").any(|paragraph| {
        let words = split(paragraph, language);
        let words = || words.iter().map(|word| word.folded.as_str());
        paragraph.trim_end().ends_with([',', ':', '!'])
            && grammar.salutations.match_len(words()).max(grammar.group_salutations.match_len(words())) > 0
    })
}
