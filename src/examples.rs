//! The examples inside rule files. In: rules. Out: which of their `bad` and `good` examples a rule judges
//! wrongly: *noisy* where it marks a good one, *missing* where it leaves a bad one alone.

use jiff::civil::Date;

use crate::document::Format;
use crate::language::words::split;
use crate::language::{Grammar, Language};
use crate::lint::lint;
use crate::pack::{Circumstance, ExampleTable, Rule, Rules};
use crate::settings::{ReasonStyle, Settings};
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
    pub rule: String,
    /// The language of the example.
    pub language: Language,
    /// How.
    pub failure: Failure,
    /// The example.
    pub text: String,
    /// What the rule marked in it, if anything.
    pub marked: Vec<String>,
}

/// What running all examples came to.
#[derive(Debug, Default)]
pub struct Outcome {
    /// How many were run.
    pub run: usize,
    /// Those that failed.
    pub wrong: Vec<Wrong>,
}

/// The day on which every example is written, for those that speak of dates.
const TODAY: Date = jiff::civil::date(2026, 5, 3);

/// Runs the examples of every rule, each as the body of a letter of 3 May 2026, with its own pack in force.
pub fn run(rules: &Rules) -> Outcome {
    let mut outcome = Outcome::default();
    for rule in &rules.rules {
        for language in Language::ALL {
            let Some(section) = rule.wording(language) else {
                continue;
            };
            let bad = section.bad.iter().map(|text| (text, true));
            let good = section.good.iter().map(|text| (text, false));
            for (example, should_fire) in bad.chain(good) {
                let example = example.table();
                outcome.run += 1;
                let marked = marked(&example, rule, language, rules);
                if marked.is_empty() == should_fire {
                    let failure = if should_fire { Failure::Missing } else { Failure::Noisy };
                    outcome.wrong.push(Wrong { rule: rule.id(), language, failure, text: example.text, marked });
                }
            }
        }
    }
    outcome
}

/// What `rule` marks in an example; for something missing, an empty text. A rule that waits for a setting gets it.
fn marked(example: &ExampleTable, rule: &Rule, language: Language, rules: &Rules) -> Vec<String> {
    let mut settings = Settings { packs: vec![rule.pack.clone()], today: Some(TODAY), ..Settings::default() };
    settings.template = example.template;
    settings.letter.contract = rule.in_force_with == Some(Circumstance::Contract);
    if rule.in_force_with == Some(Circumstance::DiplomaticReason) {
        settings.letter.reason_style = ReasonStyle::Diplomatic;
    }
    let text = vec![example.text.as_str(); example.times].join(" ");
    let source = Source::new(as_letter(&text, language, rules));
    let linted = lint(&source, Format::Plain, Some(language), rules, &settings).expect("the language is given");
    let own = linted.checked.findings.into_iter().filter(|finding| finding.rule == rule.id());
    own.map(|finding| source.text()[finding.span].to_owned()).collect()
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
