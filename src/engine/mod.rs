//! Rules to findings. In: a [`Letter`] and the rules in force. Out: [`Checked`]: what was found, the evidence for
//! what was there and, where the settings ask for it, what was left alone and why. Knows no paths, no command line
//! and no colours.

mod address;
mod context;
mod date;
mod exempt;
mod forbid;
mod index;
mod judge;
mod lead_in;
mod limit;
mod matcher;
mod placeholder;
mod positions;
mod require;
mod shouting;
mod structure;
mod timeline;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::finding::{Checked, Exemption, Finding, Grounds, without_pack};
use crate::language::Grammar;
use crate::letter::{LONGEST_SENTENCE, Letter, Part, Sentence};
use crate::pack::{Check, DateCheck, ENDING, Kind, Knowledge, MarkCheck, Program, Role, Rules, Search, Where};
use crate::settings::Settings;
use exempt::{Passed, Spared, Why};
use index::Index;
use judge::Judge;
use lead_in::LeadIn;
use matcher::{Hit, Matcher};

/// A match that counts. Its numbers are narrow, since a long letter has many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Match {
    sentence: u32,
    first: u8,
    end: u8,
}

const _: () = assert!(LONGEST_SENTENCE <= u8::MAX as usize);

impl Match {
    fn new(sentence: usize, tokens: Hit) -> Match {
        Match { sentence: sentence as u32, first: tokens.start as u8, end: tokens.end as u8 }
    }

    /// Number of the sentence.
    fn sentence(self) -> usize {
        self.sentence as usize
    }

    /// Its tokens in the sentence.
    fn tokens(self) -> Hit {
        self.first as usize..self.end as usize
    }
}

/// What all phrases matched, by the rule's number and what a match is to it.
type Matches = BTreeMap<(usize, Role), Vec<Match>>;

/// Applies the rules of the packs that `settings` name to `letter`, whose language `rules` must know.
pub fn check(letter: &Letter, rules: &Rules, settings: &Settings) -> Checked {
    let mut checked = Checked::default();
    let Some(known) = rules.knowledge(letter.language) else { return checked };
    let mut spared = Vec::new();
    let matches = matches(letter, rules, known, settings, &mut spared);
    let passed = Passed::default();
    for (number, rule) in rules.rules.iter().enumerate() {
        if settings.severity_of(rule).is_none() || rule.terms(letter.language).is_none() {
            continue;
        }
        let judge = Judge { letter, rule, settings, rules, known, matches: &matches, passed: &passed };
        if judge.is_in_force() {
            apply(&judge, &mut checked);
            exempt::pass(&judge, spared.iter().filter(|spared| spared.rule == number), &checked.required);
        }
    }
    checked.findings.sort_by(Finding::by_place);
    let mut exemptions = exempt::settled(passed, &checked.findings);
    yield_to_graver(&mut checked.findings, rules, |yielding, rule, span| {
        if settings.exemptions {
            exemptions.push(Exemption::of(yielding, Grounds::MarkedBy(rule.to_owned()), Some(span.clone())));
        }
    });
    exemptions.sort_by(Exemption::by_place);
    checked.exemptions = exemptions;
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
        search(letter, rules, known, settings, |number, _, _, spared| {
            if spared.is_none() {
                reached.insert(number);
            }
        });
    }
    reached
}

/// Every match of every search that counts, by the number of its rule, in the order of the letter. Those that do not
/// count go to `spared` where the settings ask for them.
fn matches(
    letter: &Letter,
    rules: &Rules,
    known: &Knowledge,
    settings: &Settings,
    spared: &mut Vec<Spared>,
) -> Matches {
    let mut matches: Matches = BTreeMap::new();
    search(letter, rules, known, settings, |_, search, found, why| match why {
        None => matches.entry((search.rule, search.role)).or_default().push(found),
        Some(why) if settings.exemptions && search.role == Role::Find => {
            spared.push(Spared { rule: search.rule, found, why });
        }
        Some(_) => {}
    });
    for found in matches.values_mut() {
        found.sort_unstable();
        found.dedup();
    }
    matches
}

/// Hands every match to `take`, with its search and the number of that, and why it does not count if it does not.
fn search(
    letter: &Letter,
    rules: &Rules,
    known: &Knowledge,
    settings: &Settings,
    mut take: impl FnMut(usize, &Search, Match, Option<Why>),
) {
    let mut before = 0;
    for program in &known.programs {
        search_with(program, &known.grammar, letter, rules, settings, |number, search, found, why| {
            take(before + number, search, found, why);
        });
        before += program.searches();
    }
}

fn search_with(
    program: &Program,
    grammar: &Grammar,
    letter: &Letter,
    rules: &Rules,
    settings: &Settings,
    mut take: impl FnMut(usize, &Search, Match, Option<Why>),
) {
    let is_searched = |sentence: &Sentence| {
        let quoted = sentence.part == Part::Quote && settings.exemptions;
        sentence.part.is_wording() || quoted || structure::closes_with_more(sentence, grammar)
    };
    let ending = settings.has_pack(ENDING);
    let in_force: Vec<bool> = rules.rules.iter().map(|rule| settings.has_pack(&rule.pack)).collect();
    let mut lead_in = LeadIn::new(letter, program);
    let searched = letter.sentences.iter().enumerate().filter(|(_, sentence)| is_searched(sentence));
    Index::each(program, searched, |number, index| {
        let sentence = index.sentence();
        let matcher = Matcher::new(letter, index);
        lead_in.pass(sentence, &matcher);
        for number_of_search in matcher.candidates() {
            let search = program.search(number_of_search);
            let kind = rules.rules[search.rule].kind;
            let forbids = kind == Kind::Forbid;
            if sentence.part == Part::Closing && kind != Kind::Require {
                continue;
            }
            if !in_force[search.rule] || (search.in_endings && !ending) || !stands_in(&search, letter, sentence) {
                continue;
            }
            let hits = matcher.hits(number_of_search);
            let in_sentence = |phrase| matcher.finds(phrase);
            if hits.is_empty()
                || (!search.with().is_empty() && !program.references(search.with()).any(in_sentence))
                || (!search.under().is_empty() && !lead_in.holds(search.under()))
            {
                continue;
            }
            for tokens in hits {
                let why = exempt::around(&search, sentence, &tokens, forbids)
                    .or_else(|| exempt::unless(&search, program, &matcher, &tokens));
                take(number_of_search, &search, Match::new(number, tokens), why);
            }
        }
    });
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

/// One fault, one finding: a rule is silent where one that it yields to marks the same words. `findings` come in the
/// order of the letter. `take` is told of it, with that other rule and the words that it marks.
fn yield_to_graver(findings: &mut Vec<Finding>, rules: &Rules, mut take: impl FnMut(&Finding, &str, &Range<usize>)) {
    // By rule: where each of its findings begins, and the one of it and those before it that reaches farthest.
    let mut marked: BTreeMap<&str, Vec<(usize, &Finding)>> = BTreeMap::new();
    for finding in findings.iter() {
        let places = marked.entry(without_pack(&finding.rule)).or_default();
        let farthest = places.last().map(|(_, before)| *before).filter(|before| before.span.end >= finding.span.end);
        places.push((finding.span.start, farthest.unwrap_or(finding)));
    }
    let marks = |name: &String, span: &Range<usize>| {
        let places = marked.get(name.as_str()).map_or(&[][..], Vec::as_slice);
        let before = &places[..places.partition_point(|(start, _)| *start < span.end)];
        before.last().map(|(_, farthest)| *farthest).filter(|farthest| farthest.span.end > span.start)
    };
    let yields = |finding: &Finding| {
        let graver = rules.find(&finding.rule).map(|rule| rule.yields_to.as_slice()).unwrap_or_default();
        let speaks = graver.iter().find_map(|name| marks(name, &finding.span));
        speaks.inspect(|speaks| take(finding, &speaks.rule, &speaks.span)).is_some()
    };
    let silent: Vec<bool> = findings.iter().map(yields).collect();
    let mut silent = silent.into_iter();
    findings.retain(|_| !silent.next().unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::TomlFile;
    use crate::finding::Severity;
    use crate::language::Language;

    const GRAVE: &str = r#"
kind = "forbid"
severity = "error"
title = "t"
[en]
message = "m"
help = "h"
find = ["a"]
"#;

    #[test]
    fn a_rule_yields_where_a_graver_one_marks_the_same_words_and_not_where_it_marks_those_beside() {
        let light = GRAVE.replace("[en]", "yields-to = [\"grave\"]\n[en]");
        let grammar = include_str!("../../rules/languages/en/grammar.toml");
        let files = [("own/grave.toml", GRAVE), ("own/light.toml", &light), ("languages/en/grammar.toml", grammar)];
        let rules = Rules::read(&files.map(|(path, text)| TomlFile { path, text }), &[]).unwrap();
        let finding = |name: &str, span: Range<usize>| {
            let rule = rules.find(name).unwrap();
            rule.finding(Severity::Error, rule.wording(Language::English).unwrap(), "", span, &[])
        };
        for (light, stays) in [(0..5, true), (0..6, false), (6..7, false), (8..12, false), (9..12, true)] {
            let mut findings = vec![finding("grave", 5..9), finding("light", light.clone())];
            findings.sort_by(Finding::by_place);
            yield_to_graver(&mut findings, &rules, |_, _, _| {});
            assert_eq!(findings.len() == 2, stays, "{light:?}");
        }
    }
}
