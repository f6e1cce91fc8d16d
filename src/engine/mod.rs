//! Rules to findings. In: a [`Letter`] and the rules in force. Out: [`Checked`]: what was found and the
//! evidence for what was there. Knows no paths, no command line and no colours.

mod context;
mod date;
mod forbid;
mod matcher;
mod require;
mod timeline;

use std::collections::BTreeMap;

use crate::fault::Fault;
use crate::finding::{Checked, Finding};
use crate::letter::{Letter, Part, Sentence};
use crate::pack::{Check, Filters, Kind, Rules, When, Where};
use crate::settings::Settings;
use matcher::{Hit, Matcher};
use timeline::Timeline;

/// A match that counts: number of the sentence and its tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Match {
    sentence: usize,
    tokens: Hit,
}

/// Applies the rules of the packs that `settings` name to `letter`.
///
/// # Errors
/// Where a rule file of the letter's language is broken.
pub fn check(letter: &Letter, rules: &Rules, settings: &Settings) -> Result<Checked, Fault> {
    let matches = matches(letter, rules, settings)?;
    let mut checked = Checked::default();
    for (number, rule) in rules.rules.iter().enumerate() {
        if !settings.has_pack(&rule.pack) || rule.section(letter.language).is_none() {
            continue;
        }
        let found = matches.get(&number).map(Vec::as_slice).unwrap_or_default();
        match rule.file.kind {
            Kind::Forbid => forbid::check(letter, rule, found, settings, &mut checked),
            Kind::Require => require::check(letter, rule, found, settings, &mut checked),
            Kind::Date => {
                let end = rule
                    .file
                    .end_from
                    .as_deref()
                    .and_then(|name| rules.rules.iter().position(|rule| rule.name == name));
                let ends = end.and_then(|end| matches.get(&end)).map(Vec::as_slice).unwrap_or_default();
                date::check(letter, rule, found, &Timeline::read(letter, ends, settings), settings, &mut checked);
            }
        }
    }
    yield_to_graver(&mut checked.findings, rules);
    checked.findings.sort_by(|a, b| (a.span.start, a.span.end, &a.rule).cmp(&(b.span.start, b.span.end, &b.rule)));
    Ok(checked)
}

/// Every match of every check, by the number of its rule, in the order of the letter.
fn matches(letter: &Letter, rules: &Rules, settings: &Settings) -> Result<BTreeMap<usize, Vec<Match>>, Fault> {
    let program = rules.program(letter.language)?;
    let mut matches: BTreeMap<usize, Vec<Match>> = BTreeMap::new();
    for (number, sentence) in letter.sentences.iter().enumerate().filter(|(_, sentence)| sentence.part.is_wording()) {
        let matcher = Matcher::new(sentence, program);
        for check in matcher.candidates() {
            let check: &Check = &program.checks[check as usize];
            if !settings.has_pack(&rules.rules[check.rule].pack) || !stands_in(&check.filters, letter, sentence) {
                continue;
            }
            let hits =
                matcher.hits(check.phrase).into_iter().filter(|hit| counts(&check.filters, &matcher, sentence, hit));
            matches.entry(check.rule).or_default().extend(hits.map(|tokens| Match { sentence: number, tokens }));
        }
    }
    for found in matches.values_mut() {
        found.sort_by_key(|found| (found.sentence, found.tokens.start, found.tokens.end));
    }
    Ok(matches)
}

fn stands_in(filters: &Filters, letter: &Letter, sentence: &Sentence) -> bool {
    let last = letter.paragraphs.saturating_sub(1);
    let body = sentence.part == Part::Body;
    filters.within.is_empty()
        || filters.within.iter().any(|place| match place {
            Where::Subject => sentence.part == Part::Subject,
            Where::Body => body,
            Where::Opening => body && sentence.paragraph == 0,
            Where::Closing => body && sentence.paragraph == last,
            Where::Postscript => sentence.part == Part::Postscript,
        })
}

fn counts(filters: &Filters, matcher: &Matcher, sentence: &Sentence, hit: &Hit) -> bool {
    if context::is_quoted(sentence, hit) {
        return false;
    }
    if filters.when_negated != When::Keep && context::is_negated(sentence, hit) {
        return false;
    }
    let conditional = match filters.when_hypothetical {
        When::Keep => false,
        When::Drop => context::is_hypothetical(sentence, hit),
        When::DropResult => context::is_hypothetical(sentence, hit) || context::follows_from_condition(sentence, hit),
    };
    if conditional {
        return false;
    }
    let in_clause = |phrase: &usize| matcher.hits(*phrase).iter().any(|other| matcher.share_a_clause(hit, other));
    let in_sentence = |phrase: &usize| !matcher.hits(*phrase).is_empty();
    (filters.with.is_empty() || filters.with.iter().any(in_sentence))
        && !filters.unless.iter().any(in_clause)
        && !filters.unless_sentence.iter().any(in_sentence)
}

/// One fault, one finding: a rule is silent where one that it yields to marks the same words.
fn yield_to_graver(findings: &mut Vec<Finding>, rules: &Rules) {
    let marked: Vec<_> = findings.iter().map(|finding| (finding.rule.clone(), finding.span.clone())).collect();
    findings.retain(|finding| {
        let graver = rules.find(&finding.rule).map(|rule| rule.file.yields_to.as_slice()).unwrap_or_default();
        !marked.iter().any(|(rule, span)| {
            span.start < finding.span.end
                && finding.span.start < span.end
                && graver.iter().any(|name| rule.rsplit('/').next() == Some(name.as_str()))
        })
    });
}
