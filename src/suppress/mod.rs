//! Findings that are to be hidden. In: what a letter's check came to, its comments, the suppressions of the settings.
//! Out: [`Suppressed`]: what is left, what was hidden, and a finding for each suppression that is no good.

pub mod baseline;
mod comment;
mod reach;

use std::collections::BTreeSet;
use std::ops::Range;

use crate::document::Document;
use crate::finding::{Exemption, Finding, Fix, Grounds, without_pack};
use crate::language::Language;
use crate::locale::words;
use crate::pack::{Check, Rule, Rules, StructureCheck};
use crate::settings::Settings;
use crate::suggest::nearest;
use comment::{Command, Directive};
use reach::{Reach, id_of};

/// A suppression of the settings that holds for a letter.
#[derive(Debug, Clone)]
pub struct Hidden {
    /// The rule's name.
    pub rule: String,
    /// The words that it marks; `None` hides all of its findings.
    pub words: Option<String>,
    /// By what the settings know it again.
    pub number: usize,
    /// Where it stands: `letterlint.toml:14`.
    pub place: String,
}

/// What is left of the findings of a letter.
#[derive(Debug, Default)]
pub struct Suppressed {
    /// Findings that are shown, those about suppressions among them.
    pub findings: Vec<Finding>,
    /// What was hidden, and by what.
    pub hidden: Vec<Exemption>,
    /// The suppressions of the settings that hid something, by their numbers.
    pub used: Vec<usize>,
}

/// Hides what the letter's own comments and `hidden` of the settings say; nothing where the settings forbid it.
pub fn apply(
    findings: Vec<Finding>,
    text: &str,
    document: &Document,
    language: Language,
    rules: &Rules,
    settings: &Settings,
    hidden: &[Hidden],
) -> Suppressed {
    if !settings.suppressions {
        return Suppressed { findings, ..Suppressed::default() };
    }
    let directives: Vec<Directive> = document.comments.iter().filter_map(|range| comment::read(text, range)).collect();
    let reach = Reach::new(text, document, &directives, &findings, rules);
    let mut outcome = Suppressed::default();
    for finding in findings {
        let by_comment = reach.hides(&finding);
        let by_settings = hidden.iter().find(|hidden| hides(hidden, &finding, text));
        outcome.used.extend(by_settings.map(|hidden| hidden.number));
        let grounds = match (by_comment, by_settings) {
            (true, _) => Grounds::Comment,
            (false, Some(hidden)) => Grounds::Settings(hidden.place.clone()),
            (false, None) => {
                outcome.findings.push(finding);
                continue;
            }
        };
        let comment = (by_comment && settings.exemptions).then(|| reach.comment_of(&finding)).flatten();
        outcome.hidden.push(Exemption::of(&finding, grounds, comment));
    }
    let said = Said { text, directives: &directives, reach };
    let faults = faults(&said, rules, settings, language);
    if !faults.is_empty() {
        outcome.findings.extend(faults);
        outcome.findings.sort_by(Finding::by_place);
    }
    outcome
}

fn hides(hidden: &Hidden, finding: &Finding, text: &str) -> bool {
    let says = |words: &String| {
        let (marked, words) = (baseline::plain(&text[finding.span.clone()]), baseline::plain(words));
        !marked.is_empty() && (marked.contains(&words) || words.contains(&marked))
    };
    is_called(&finding.rule, &hidden.rule) && hidden.words.as_ref().is_none_or(says)
}

/// Whether `name`, with or without its pack, means the rule `id`.
fn is_called(id: &str, name: &str) -> bool {
    id == name || without_pack(id) == name
}

/// The rule that judges suppressions, whatever packs are in force.
pub fn rule_of(rules: &Rules) -> Option<&Rule> {
    let own = Some(Check::Structure(StructureCheck::Suppressions));
    rules.rules.iter().find(|rule| rule.check == own)
}

/// A finding in a settings file or a baseline, with the message of `case` in the language `locale`; see
/// [`Rule::finding`].
pub fn upkeep(
    rules: &Rules,
    locale: Language,
    case: &str,
    span: Range<usize>,
    named: &[(&str, &str)],
) -> Option<Finding> {
    let own = rule_of(rules)?;
    let wording = own.wording(locale).or_else(|| own.wording(Language::English))?;
    Some(own.finding(own.severity.severity()?, wording, case, span, named))
}

/// What the comments of a letter say.
struct Said<'s> {
    text: &'s str,
    directives: &'s [Directive],
    reach: Reach<'s>,
}

/// The bytes of a comment, with its line where it stands alone on it.
fn whole_line(text: &str, comment: &Range<usize>) -> Range<usize> {
    let is_blank = |c: char| c != '\n' && c.is_whitespace();
    let before = text[..comment.start].trim_end_matches(is_blank);
    let behind = text[comment.end..].trim_start_matches(is_blank);
    let alone = (before.is_empty() || before.ends_with('\n')) && (behind.is_empty() || behind.starts_with('\n'));
    let end = text.len() - behind.len() + usize::from(behind.starts_with('\n'));
    if alone { before.len()..end } else { comment.clone() }
}

/// What is wrong with the directives of a letter.
fn faults(said: &Said, rules: &Rules, settings: &Settings, language: Language) -> Vec<Finding> {
    let Some(own) = rule_of(rules) else { return Vec::new() };
    let Some(severity) = settings.level_of(own).severity() else { return Vec::new() };
    let Some(wording) = own.wording(settings.locale).or_else(|| own.wording(language)) else { return Vec::new() };
    let say = |case: &str, span: &Range<usize>, meant: Option<&str>| {
        let hint = words(settings.locale).hint(meant);
        let named = [("match", &said.text[span.clone()]), ("hint", hint.as_str())];
        own.finding(severity, wording, case, span.clone(), &named)
    };
    // The rules that are suppressed until further notice.
    let mut open: BTreeSet<&str> = BTreeSet::new();
    let mut faults = Vec::new();
    for (number, directive) in said.directives.iter().enumerate() {
        let names = directive.rules.iter().map(|range| (range, id_of(&said.text[range.clone()], rules)));
        match directive.command {
            Some(Command::Until) if directive.rules.is_empty() => {
                faults.extend(open.is_empty().then(|| say("not-open", &directive.range, None)));
                open.clear();
            }
            Some(Command::Until) => faults.extend(names.filter_map(|(range, id)| {
                let unknown = unknown_rule(said, range, rules, &say);
                unknown.or_else(|| (!open.remove(id)).then(|| say("not-open", range, None)))
            })),
            command => {
                if command == Some(Command::From) {
                    open.extend(names.map(|(_, id)| id));
                }
                faults.extend(directive_faults(said, number, rules, settings, &say));
            }
        }
    }
    faults
}

/// Makes a finding of a case, the bytes that it marks, and what they may have meant.
type Say<'s> = dyn Fn(&str, &Range<usize>, Option<&str>) -> Finding + 's;

fn directive_faults(said: &Said, number: usize, rules: &Rules, settings: &Settings, say: &Say) -> Vec<Finding> {
    let directive = &said.directives[number];
    match directive.command {
        None => {
            let known: Vec<String> = comment::commands().collect();
            let word = &said.text[directive.word.clone()];
            let meant = nearest(word, known.iter().map(String::as_str));
            vec![say("unknown-command", &directive.word, meant)]
        }
        Some(_) if directive.rules.is_empty() => vec![say("no-rule", &directive.range, None)],
        Some(_) => {
            let bare = (!directive.has_reason).then(|| say("no-reason", &directive.range, None));
            let names = 0..directive.rules.len();
            bare.into_iter()
                .chain(names.filter_map(|name| name_fault(said, number, name, rules, settings, say)))
                .collect()
        }
    }
}

/// That no rule is called as a directive names one at `range`.
fn unknown_rule(said: &Said, range: &Range<usize>, rules: &Rules, say: &Say) -> Option<Finding> {
    let name = &said.text[range.clone()];
    let known = rules.rules.iter().map(|rule| rule.name.as_str());
    rules.find(name).is_none().then(|| say("unknown-rule", range, nearest(name, known)))
}

/// What is wrong with one of the rules that a directive names: it is not there, or nothing of it was hidden.
fn name_fault(
    said: &Said,
    number: usize,
    name: usize,
    rules: &Rules,
    settings: &Settings,
    say: &Say,
) -> Option<Finding> {
    let directive = &said.directives[number];
    let range = &directive.rules[name];
    let Some(rule) = rules.find(&said.text[range.clone()]) else { return unknown_rule(said, range, rules, say) };
    // A rule that is not in force finds nothing; that does not make its suppression idle.
    let in_force = settings.severity_of(rule).is_some();
    if !in_force || !directive.has_reason || said.reach.used(number, name) {
        return None;
    }
    // A comment that names one rule is of no use at all without it.
    let fix = (directive.rules.len() == 1).then(|| Fix::sure(whole_line(said.text, &directive.range), ""));
    Some(Finding { fixes: fix.into_iter().collect(), ..say("", range, None) })
}
