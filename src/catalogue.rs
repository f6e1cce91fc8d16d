//! The rules, for people. In: [`Rules`]. Out: what `letterlint explain` and `letterlint rules` print, and
//! `docs/rules.md`, all from the rule files alone.

use std::fmt::Write as _;
use std::io::{self, Write};

use serde::Serialize;

use crate::finding::Severity;
use crate::language::Language;
use crate::locale::{Words, words};
use crate::pack::{Circumstance, Kind, PACKS, Rule, Rules, Wording};
use crate::settings::Settings;
use crate::settings::shown::Origins;

/// Examples that are shown of each kind.
const EXAMPLES: usize = 3;

/// Writes in the language `locale` what a rule checks and why, with examples in every language. `rules` must hold the
/// examples.
pub fn explain(rule: &Rule, locale: Language, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(text_of(rule, "", "", words(locale)).as_bytes())
}

/// A rule as it is listed.
#[derive(Debug, Serialize)]
pub struct Listed<'r> {
    rule: &'r str,
    severity: &'static str,
    set_by: &'r str,
    kind: Kind,
    title: &'r str,
    why: &'r str,
    guides: Vec<&'r str>,
    only_with: Option<&'static str>,
}

/// Every rule with the severity that `settings` give it, and where that was set.
pub fn listed<'r>(rules: &'r Rules, settings: &Settings, origins: &'r Origins) -> Vec<Listed<'r>> {
    let listed = rules.rules.iter().map(|rule| {
        let own = origins.of(&format!("rules.{}.severity", rule.name));
        let pack_off = (!settings.has_pack(&rule.pack)).then(|| origins.of("packs")).flatten();
        let house = rule.changed_by.last().map(String::as_str);
        Listed {
            rule: rule.id(),
            severity: settings.severity_of(rule).map_or("off", Severity::name),
            set_by: pack_off.or(own).or(house).unwrap_or("default"),
            kind: rule.kind,
            title: rule.title(settings.locale),
            why: rule.why(settings.locale),
            guides: rule.guides.iter().map(|guide| guide.id.as_str()).collect(),
            only_with: condition(rule).filter(|_| !settings.names_severity(rule)),
        }
    });
    listed.collect()
}

/// Writes every rule in the language `locale`, a line each.
pub fn list(listed: &[Listed], locale: Language, out: &mut dyn Write) -> io::Result<()> {
    let width = listed.iter().map(|rule| rule.rule.len()).max().unwrap_or(0);
    for rule in listed {
        let condition = rule.only_with.map(|setting| format!(" ({})", (words(locale).only_with)(setting)));
        let condition = condition.unwrap_or_default();
        let set_by = if rule.set_by == "default" { String::new() } else { format!(" [{}]", rule.set_by) };
        let title = rule.title.split_whitespace().collect::<Vec<_>>().join(" ");
        writeln!(out, "{:width$}  {:7}  {title}{condition}{set_by}", rule.rule, rule.severity)?;
    }
    Ok(())
}

/// The whole of `docs/rules.md`.
pub fn markdown(rules: &Rules) -> String {
    let mut text = String::from(
        "# Rules\n\nWhat letterlint checks. This page is made from the rule files (`letterlint explain RULE` shows the \
         same); change it there.\n",
    );
    for pack in PACKS {
        let _ = write!(text, "\n## Pack `{pack}`\n");
        for rule in rules.rules.iter().filter(|rule| rule.pack == pack) {
            let _ = write!(text, "\n{}", text_of(rule, "### ", "**", words(Language::English)));
        }
    }
    text
}

/// What a rule checks and why; `heading` stands before its name, `strong` around its title.
fn text_of(rule: &Rule, heading: &str, strong: &str, words: &Words) -> String {
    let (title, why) = (rule.title(words.language), rule.why(words.language));
    let mut text = format!("{heading}{}\n\n{strong}{title}{strong} ({})", rule.id(), rule.severity.name());
    if let Some(condition) = condition(rule) {
        let _ = write!(text, ", {}", (words.only_with)(condition));
    }
    let _ = write!(text, "\n\n{why}\n");
    for language in Language::ALL {
        if let Some(wording) = rule.wording(language) {
            write_examples(&mut text, language, wording, words);
        }
    }
    let guides: Vec<String> =
        rule.guides.iter().map(|guide| format!("{} {}", guide.id, words.quoted(&guide.title))).collect();
    let _ = write!(text, "\n{}: {}.\n", words.guides, guides.join(", "));
    text
}

fn write_examples(text: &mut String, language: Language, wording: &Wording, words: &Words) {
    let _ = write!(text, "\n{}: {}\n\n", words.languages[language as usize], wording.help);
    let examples = |marks: &str, examples: &[crate::pack::Example]| {
        let shown = examples.iter().take(EXAMPLES).map(|example| {
            let example = example.table();
            let times = if example.times > 1 { format!(" ({})", (words.times)(example.times)) } else { String::new() };
            format!("- {marks} {}{times}\n", example.text.replace("\n\n", " ¶ ").replace('\n', " / "))
        });
        shown.collect::<String>()
    };
    text.push_str(&examples("✗", &wording.bad));
    text.push_str(&examples("✓", &wording.good));
    if let Some(offer) = &wording.offer {
        let register = crate::draft::registers(language).next().unwrap_or_default();
        let _ = writeln!(text, "- {}", (words.add_for_example)(offer.for_register(register)));
    }
}

fn condition(rule: &Rule) -> Option<&'static str> {
    rule.in_force_with.map(|circumstance| match circumstance {
        Circumstance::Contract => "`contract = true`",
        Circumstance::ConductReason => "`reason = \"conduct\"`",
        Circumstance::DiplomaticReason => "`reason-style = \"diplomatic\"`",
        Circumstance::Ending => "the pack `disengagement`, or a letter that turns something down",
    })
}
