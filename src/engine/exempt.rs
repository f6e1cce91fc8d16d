//! What is left alone, and why. In: matches and what stands around them. Out: whether each counts; [`Exemption`]s of
//! those that do not, and of whatever else a check passes over. Without a wish for them nothing is made.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use super::Match;
use super::context;
use super::judge::Judge;
use super::matcher::{Hit, Matcher};
use crate::finding::{Exemption, Finding, Grounds, Required};
use crate::letter::{Part, Sentence};
use crate::pack::{Check, Kind, Program, Search, StructureCheck, When};

/// Why a match does not count, and the tokens that say so.
pub type Why = (Grounds, Option<Hit>);

/// A match that does not count.
#[derive(Debug)]
pub struct Spared {
    /// The rule's number.
    pub rule: usize,
    /// The match.
    pub found: Match,
    /// Why it does not count.
    pub why: Why,
}

/// What checks passed over, as it was noted.
#[derive(Debug, Default)]
pub struct Passed(RefCell<Vec<Exemption>>);

impl Passed {
    /// Adds one.
    pub fn add(&self, exemption: Exemption) {
        self.0.borrow_mut().push(exemption);
    }
}

/// Why the words around a match take it out of account: somebody else says it, or the writer does not mean it so.
/// Words that are forbidden are somebody else's also where they only run into a quotation.
pub fn around(search: &Search, sentence: &Sentence, hit: &Hit, forbids: bool) -> Option<Why> {
    if sentence.part == Part::Quote {
        return Some((Grounds::QuotedBlock, None));
    }
    if context::is_quoted(sentence, hit) {
        return Some((Grounds::Quoted, None));
    }
    if forbids && context::holds_a_quotation(sentence, hit) {
        return Some((Grounds::RunsIntoQuotation, None));
    }
    if search.when_negated != When::Keep
        && let Some(not) = context::negation(sentence, hit)
    {
        return Some((Grounds::Denied, Some(not.tokens.clone())));
    }
    if search.when_hypothetical != When::Keep
        && let Some(condition) = context::condition(sentence, hit)
    {
        return Some((Grounds::Condition, Some(condition.tokens.clone())));
    }
    if search.when_hypothetical == When::DropResult
        && let Some(condition) = context::condition_of_result(sentence, hit)
    {
        return Some((Grounds::FollowsFromCondition, Some(condition.tokens.clone())));
    }
    None
}

/// The phrase beside a match that takes it out of account: one of `unless` in its clause, or of `unless-sentence`.
pub fn unless(search: &Search, program: &Program, matcher: &Matcher, hit: &Hit) -> Option<Why> {
    let in_clause = |phrase| matcher.hits(phrase).into_iter().find(|other| matcher.share_a_clause(hit, other));
    let in_sentence = |phrase| matcher.hits(phrase).into_iter().next();
    let beside = program
        .references(search.unless())
        .find_map(in_clause)
        .or_else(|| program.references(search.unless_sentence()).find_map(in_sentence))?;
    Some((Grounds::Unless, Some(beside)))
}

/// Notes the matches of the rule at work that do not count: those that it would mark or count the times of, and evidence
/// that is missing after all.
pub fn pass<'s>(judge: &Judge, spared: impl Iterator<Item = &'s Spared>, required: &[Required]) {
    let marks = judge.rule.kind == Kind::Forbid
        || judge.rule.check == Some(Check::Structure(StructureCheck::Address))
        || judge.is_turned_round();
    let counts = || {
        let is_missing = |required: &Required| required.rule == *judge.rule.id() && required.evidence.is_none();
        judge.rule.kind == Kind::Limit || required.iter().any(is_missing)
    };
    for Spared { found, why: (grounds, by), .. } in spared {
        if !marks && !counts() {
            return;
        }
        let tokens = |tokens: &Hit| judge.letter.source_range(judge.sentence(found), tokens.clone());
        judge.passed.add(Exemption {
            rule: judge.rule.id().clone(),
            span: judge.span(found),
            grounds: grounds.clone(),
            by: by.as_ref().map(tokens),
            is_evidence: !marks,
        });
    }
}

/// Exemptions as they are told: each place once for a rule, and none that the rule marks on account of other words.
pub fn settled(passed: Passed, findings: &[Finding]) -> Vec<Exemption> {
    let mut exemptions = passed.0.into_inner();
    if exemptions.is_empty() {
        return exemptions;
    }
    let mut marked: BTreeMap<&str, Vec<&Range<usize>>> = BTreeMap::new();
    for finding in findings {
        marked.entry(&finding.rule).or_default().push(&finding.span);
    }
    marked.values_mut().for_each(|spans| spans.sort_by_key(|span| (span.start, span.end)));
    let is_marked = |exemption: &Exemption| {
        let spans = marked.get(&*exemption.rule).map(Vec::as_slice).unwrap_or_default();
        let before = spans.partition_point(|span| span.start < exemption.span.end);
        // Findings of one rule do not overlap, so that the last one reaches farthest.
        spans[..before].last().is_some_and(|span| exemption.span.start < span.end)
    };
    exemptions.retain(|exemption| !is_marked(exemption));
    exemptions.sort_by(|a, b| (&a.rule, a.span.start, b.span.end).cmp(&(&b.rule, b.span.start, a.span.end)));
    exemptions.dedup_by(|later, kept| later.rule == kept.rule && later.span.start < kept.span.end);
    exemptions
}
