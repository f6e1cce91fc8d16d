//! Rules to findings. In: a [`Letter`] and the rules in force. Out: [`Checked`]: what was found and the
//! evidence for what was there. Knows no paths, no command line and no colours.

mod address;
mod context;
mod date;
mod forbid;
mod judge;
mod limit;
mod matcher;
mod placeholder;
mod require;
mod shouting;
mod structure;
mod timeline;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::finding::{Checked, Finding};
use crate::letter::{Letter, Part, Sentence};
use crate::pack::{Check, DateCheck, Kind, MarkCheck, Program, Role, Rules, Search, When, Where};
use crate::settings::Settings;
use judge::Judge;
use matcher::{Hit, Matcher};

/// A match that counts: number of the sentence and its tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Match {
    sentence: usize,
    tokens: Hit,
}

/// What all phrases matched, by the rule's number and what a match is to it.
type Matches = BTreeMap<(usize, Role), Vec<Match>>;

/// Applies the rules of the packs that `settings` name to `letter`, whose language `rules` must know.
pub fn check(letter: &Letter, rules: &Rules, settings: &Settings) -> Checked {
    let mut checked = Checked::default();
    let Some(known) = rules.knowledge(letter.language) else { return checked };
    let matches = matches(letter, rules, &known.program, settings);
    for rule in &rules.rules {
        if settings.severity_of(rule).is_none() || rule.wording(letter.language).is_none() {
            continue;
        }
        let judge = Judge { letter, rule, settings, rules, known, matches: &matches };
        if judge.is_in_force() {
            apply(&judge, &mut checked);
        }
    }
    checked.findings.sort_by(Finding::by_place);
    yield_to_graver(&mut checked.findings, rules);
    checked
}

fn apply(judge: &Judge, checked: &mut Checked) {
    if judge.rule.check == Some(Check::Date(DateCheck::Notice)) {
        checked.end = date::end(judge);
    }
    checked.findings.extend(match (judge.rule.check, judge.rule.kind) {
        (Some(Check::Date(check)), _) => date::check(judge, check),
        (Some(Check::Structure(check)), _) => structure::check(judge, check),
        (Some(Check::Limit(check)), _) => limit::check(judge, check),
        (Some(Check::Mark(MarkCheck::Shouting)), _) => shouting::check(judge),
        (Some(Check::Mark(MarkCheck::LeftoverPlaceholder)), _) => placeholder::leftover(judge),
        (Some(Check::Mark(MarkCheck::UnknownPlaceholder)), _) => placeholder::unknown(judge),
        (None, Kind::Require) if judge.is_turned_round() => judge
            .own_matches()
            .first()
            .and_then(|found| judge.finding("turned-round", judge.span(found), &[("match", &judge.words(found))]))
            .into_iter()
            .collect(),
        (None, Kind::Require) => {
            let (required, finding) = require::check(judge);
            checked.required.push(required);
            finding.into_iter().collect()
        }
        (None, _) => forbid::check(judge),
    });
}

/// The numbers of the searches of `letter`'s language that match something in it that counts.
pub fn reached(letter: &Letter, rules: &Rules, settings: &Settings) -> BTreeSet<usize> {
    let mut reached = BTreeSet::new();
    if let Some(known) = rules.knowledge(letter.language) {
        search(letter, rules, &known.program, settings, |number, _, _| {
            reached.insert(number);
        });
    }
    reached
}

/// Every match of every search, by the number of its rule, in the order of the letter.
fn matches(letter: &Letter, rules: &Rules, program: &Program, settings: &Settings) -> Matches {
    let mut matches: Matches = BTreeMap::new();
    search(letter, rules, program, settings, |_, search, found| {
        matches.entry((search.rule, search.role)).or_default().push(found);
    });
    for found in matches.values_mut() {
        found.sort_by_key(|found| (found.sentence, found.tokens.start, found.tokens.end));
    }
    matches
}

/// Hands every match that counts to `take`, with its search and the number of that.
fn search(
    letter: &Letter,
    rules: &Rules,
    program: &Program,
    settings: &Settings,
    mut take: impl FnMut(usize, &Search, Match),
) {
    for (number, sentence) in letter.sentences.iter().enumerate().filter(|(_, sentence)| sentence.part.is_wording()) {
        let matcher = Matcher::new(sentence, program);
        for number_of_search in matcher.candidates() {
            let search = program.search(number_of_search);
            if !settings.has_pack(&rules.rules[search.rule].pack) || !stands_in(&search, letter, sentence) {
                continue;
            }
            let hits = matcher.hits(search.phrase).into_iter();
            let forbids = rules.rules[search.rule].kind == Kind::Forbid;
            let own = |hit: &Hit| !forbids || !context::holds_a_quotation(sentence, hit);
            for tokens in hits.filter(|hit| own(hit) && counts(&search, program, &matcher, sentence, hit)) {
                take(number_of_search as usize, &search, Match { sentence: number, tokens });
            }
        }
    }
}

fn stands_in(search: &Search, letter: &Letter, sentence: &Sentence) -> bool {
    let body = sentence.part == Part::Body;
    let last = letter.paragraphs.saturating_sub(1);
    let places = [
        (Where::Subject, sentence.part == Part::Subject),
        (Where::Body, body),
        (Where::Opening, body && sentence.paragraph == 0),
        (Where::Closing, body && sentence.paragraph == last),
        (Where::Postscript, sentence.part == Part::Postscript),
    ];
    search.is_anywhere() || places.iter().any(|(place, here)| *here && search.is_within(*place))
}

fn counts(search: &Search, program: &Program, matcher: &Matcher, sentence: &Sentence, hit: &Hit) -> bool {
    if context::is_quoted(sentence, hit) {
        return false;
    }
    if search.when_negated != When::Keep && context::is_negated(sentence, hit) {
        return false;
    }
    let conditional = match search.when_hypothetical {
        When::Keep => false,
        When::Drop => context::is_hypothetical(sentence, hit),
        When::DropResult => context::is_hypothetical(sentence, hit) || context::follows_from_condition(sentence, hit),
    };
    if conditional {
        return false;
    }
    let in_clause = |phrase| matcher.hits(phrase).iter().any(|other| matcher.share_a_clause(hit, other));
    let in_sentence = |phrase| !matcher.hits(phrase).is_empty();
    (search.with().is_empty() || program.references(search.with()).any(in_sentence))
        && !program.references(search.unless()).any(in_clause)
        && !program.references(search.unless_sentence()).any(in_sentence)
}

/// One fault, one finding: a rule is silent where one that it yields to marks the same words. `findings` come in the
/// order of the letter.
fn yield_to_graver(findings: &mut Vec<Finding>, rules: &Rules) {
    // By rule: where each of its findings begins, and how far it and those before it reach.
    let mut marked: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    for finding in findings.iter() {
        let places = marked.entry(name_of(&finding.rule)).or_default();
        let farthest = places.last().map_or(0, |(_, end)| *end);
        places.push((finding.span.start, finding.span.end.max(farthest)));
    }
    let is_marked_by = |name: &String, span: &Range<usize>| {
        let places = marked.get(name.as_str()).map_or(&[][..], Vec::as_slice);
        let before = &places[..places.partition_point(|(start, _)| *start < span.end)];
        before.last().is_some_and(|(_, farthest)| *farthest > span.start)
    };
    let yields = |finding: &Finding| {
        let graver = rules.find(&finding.rule).map(|rule| rule.yields_to.as_slice()).unwrap_or_default();
        graver.iter().any(|name| is_marked_by(name, &finding.span))
    };
    let silent: Vec<bool> = findings.iter().map(yields).collect();
    let mut silent = silent.into_iter();
    findings.retain(|_| !silent.next().unwrap_or_default());
}

/// `no-blame` of `tone/no-blame`
fn name_of(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}
