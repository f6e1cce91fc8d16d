//! Findings that are to be hidden. In: what a letter's check came to, its comments, the suppressions of the settings.
//! Out: [`Suppressed`]: what is left, what was hidden, and a finding for each suppression that is no good.

pub mod baseline;
mod comment;

use std::ops::Range;

use crate::document::Document;
use crate::finding::{Exemption, Finding, Fix, Grounds};
use crate::language::Language;
use crate::locale::words;
use crate::pack::{Check, Rule, Rules, StructureCheck};
use crate::settings::Settings;
use crate::suggest::nearest;
use comment::{Command, Directive};

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
    let mut reach = Reach { text, document, directives: &directives, used: Vec::new() };
    let mut outcome = Suppressed::default();
    for finding in findings {
        let by_comment = reach.hides(&finding);
        let by_settings = hidden.iter().find(|hidden| hides(hidden, &finding, text));
        outcome.used.extend(by_settings.map(|hidden| hidden.number));
        let grounds = match (&by_comment, by_settings) {
            (Some(_), _) => Grounds::Comment,
            (None, Some(hidden)) => Grounds::Settings(hidden.place.clone()),
            (None, None) => {
                outcome.findings.push(finding);
                continue;
            }
        };
        outcome.hidden.push(Exemption::of(&finding, grounds, by_comment));
    }
    let faults = faults(&reach, rules, settings, language);
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
    id == name || id.rsplit('/').next() == Some(name)
}

/// The directives of a letter, and which of the rules that they name hid something.
struct Reach<'r> {
    text: &'r str,
    document: &'r Document,
    directives: &'r [Directive],
    used: Vec<(usize, usize)>,
}

impl Reach<'_> {
    /// The comment that hides a finding, as bytes; the first of several.
    fn hides(&mut self, finding: &Finding) -> Option<Range<usize>> {
        let mut hidden = None;
        for (number, directive) in self.directives.iter().enumerate() {
            if !directive.has_reason {
                continue;
            }
            for (name, range) in directive.rules.iter().enumerate() {
                let named = is_called(&finding.rule, &self.text[range.clone()]);
                if named && self.reaches(number, range).is_some_and(|reach| touches(&reach, &finding.span)) {
                    self.used.push((number, name));
                    hidden.get_or_insert_with(|| directive.range.clone());
                }
            }
        }
        hidden
    }

    /// The bytes in which the directive hides findings of the rule named at `rule`.
    fn reaches(&self, number: usize, rule: &Range<usize>) -> Option<Range<usize>> {
        let directive = &self.directives[number];
        match directive.command? {
            Command::File => Some(0..self.text.len()),
            Command::Line => {
                let start = self.text[..directive.range.start].rfind('\n').map_or(0, |at| at + 1);
                let end = self.text[directive.range.end..].find('\n');
                Some(start..end.map_or(self.text.len(), |at| directive.range.end + at))
            }
            Command::NextBlock => {
                let mut places =
                    self.document.blocks.iter().map(|block| block.text.source_range(0..block.text.as_str().len()));
                places.find(|place| place.start >= directive.range.end)
            }
            Command::From => {
                let name = &self.text[rule.clone()];
                let ends = |later: &&Directive| {
                    later.command == Some(Command::Until)
                        && (later.rules.is_empty() || later.rules.iter().any(|rule| self.text[rule.clone()] == *name))
                };
                let end = self.directives[number + 1..].iter().find(ends);
                Some(directive.range.end..end.map_or(self.text.len(), |end| end.range.start))
            }
            Command::Until => None,
        }
    }
}

/// Whether a finding stands in `reach`; one that something is missing stands at its end, too.
fn touches(reach: &Range<usize>, span: &Range<usize>) -> bool {
    if span.is_empty() {
        reach.start <= span.start && span.start <= reach.end
    } else {
        span.start < reach.end && reach.start < span.end
    }
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

/// The bytes of a comment, with its line where it stands alone on it.
fn whole_line(text: &str, comment: &Range<usize>) -> Range<usize> {
    let start = text[..comment.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[comment.end..].find('\n').map_or(text.len(), |at| comment.end + at + 1);
    let alone = text[start..comment.start].trim().is_empty() && text[comment.end..end].trim().is_empty();
    if alone { start..end } else { comment.clone() }
}

/// What is wrong with the directives of a letter.
fn faults(reach: &Reach, rules: &Rules, settings: &Settings, language: Language) -> Vec<Finding> {
    let Some(own) = rule_of(rules) else { return Vec::new() };
    let Some(severity) = settings.level_of(own).severity() else { return Vec::new() };
    let Some(wording) = own.wording(settings.locale).or_else(|| own.wording(language)) else { return Vec::new() };
    let say = |case: &str, span: &Range<usize>, meant: Option<&str>| {
        let hint = words(settings.locale).hint(meant);
        let named = [("match", &reach.text[span.clone()]), ("hint", hint.as_str())];
        own.finding(severity, wording, case, span.clone(), &named)
    };
    let directives = 0..reach.directives.len();
    directives.flat_map(|number| directive_faults(reach, number, rules, settings, &say)).collect()
}

/// Makes a finding of a case, the bytes that it marks, and what they may have meant.
type Say<'s> = dyn Fn(&str, &Range<usize>, Option<&str>) -> Finding + 's;

fn directive_faults(reach: &Reach, number: usize, rules: &Rules, settings: &Settings, say: &Say) -> Vec<Finding> {
    let directive = &reach.directives[number];
    match directive.command {
        None => {
            let known: Vec<String> = comment::commands().collect();
            let word = &reach.text[directive.word.clone()];
            let meant = nearest(word, known.iter().map(String::as_str));
            vec![say("unknown-command", &directive.word, meant)]
        }
        Some(Command::Until) => {
            let opens = |earlier: &Directive| earlier.command == Some(Command::From);
            let open = reach.directives[..number].iter().any(opens);
            if open { Vec::new() } else { vec![say("not-open", &directive.range, None)] }
        }
        Some(_) if directive.rules.is_empty() => vec![say("no-rule", &directive.range, None)],
        Some(_) => {
            let bare = (!directive.has_reason).then(|| say("no-reason", &directive.range, None));
            let names = 0..directive.rules.len();
            bare.into_iter()
                .chain(names.filter_map(|name| name_fault(reach, number, name, rules, settings, say)))
                .collect()
        }
    }
}

/// What is wrong with one of the rules that a directive names: it is not there, or nothing of it was hidden.
fn name_fault(
    reach: &Reach,
    number: usize,
    name: usize,
    rules: &Rules,
    settings: &Settings,
    say: &Say,
) -> Option<Finding> {
    let directive = &reach.directives[number];
    let range = &directive.rules[name];
    let Some(rule) = rules.find(&reach.text[range.clone()]) else {
        let known = rules.rules.iter().map(|rule| rule.name.as_str());
        return Some(say("unknown-rule", range, nearest(&reach.text[range.clone()], known)));
    };
    // A rule that is not in force finds nothing; that does not make its suppression idle.
    let in_force = settings.severity_of(rule).is_some();
    if !in_force || !directive.has_reason || reach.used.contains(&(number, name)) {
        return None;
    }
    // A comment that names one rule is of no use at all without it.
    let fix = (directive.rules.len() == 1).then(|| Fix::sure(whole_line(reach.text, &directive.range), ""));
    Some(Finding { fixes: fix.into_iter().collect(), ..say("", range, None) })
}
