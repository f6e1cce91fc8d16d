//! What every kind of rule works with. In: a letter, a rule, and what all phrases matched. Out: [`Judge`],
//! which knows the way from a match to a finding.

use std::ops::Range;

use super::{Match, Matches};
use crate::finding::Finding;
use crate::letter::{Letter, Sentence};
use crate::pack::{Circumstance, Knowledge, Role, Rule, Rules, Wording};
use crate::settings::{Reason, ReasonStyle, Settings};

/// One rule at work on one letter.
#[derive(Clone, Copy)]
pub struct Judge<'j> {
    /// The letter.
    pub letter: &'j Letter,
    /// The rule.
    pub rule: &'j Rule,
    /// The settings of this letter.
    pub settings: &'j Settings,
    /// All rules, for those that ask what others matched.
    pub rules: &'j Rules,
    /// What is known of the letter's language.
    pub known: &'j Knowledge,
    /// What every rule's phrases matched, by the rule's number.
    pub matches: &'j Matches,
}

impl<'j> Judge<'j> {
    /// What the rule's own phrases matched, in the order of the letter.
    pub fn own_matches(&self) -> &'j [Match] {
        self.matches_of(&self.rule.name)
    }

    /// What the phrases of the rule called `name` matched.
    pub fn matches_of(&self, name: &str) -> &'j [Match] {
        self.matches_as(name, Role::Find)
    }

    fn matches_as(&self, name: &str, role: Role) -> &'j [Match] {
        let number = self.rules.rules.iter().position(|rule| rule.name == name);
        number.and_then(|number| self.matches.get(&(number, role))).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether the settings, and the letter's own words where the rule waits for some, bring the rule into force.
    /// A severity of its own in the settings stands for the circumstance without which a rule is off.
    pub fn is_in_force(&self) -> bool {
        let asked_for = self.settings.names_severity(self.rule)
            || self.rule.in_force_with.is_none_or(|circumstance| self.is_so(circumstance));
        let waits = self.rule.wording(self.letter.language).is_some_and(|wording| wording.waits);
        asked_for && (!waits || !self.matches_as(&self.rule.name, Role::When).is_empty())
    }

    /// Whether what the rule requires is to be left out of this letter.
    pub fn is_turned_round(&self) -> bool {
        self.rule.turned_round_by.is_some_and(|circumstance| self.is_so(circumstance))
    }

    fn is_so(&self, circumstance: Circumstance) -> bool {
        let letter = &self.settings.letter;
        match circumstance {
            Circumstance::Contract => letter.contract,
            Circumstance::ConductReason => letter.reason == Reason::Conduct,
            Circumstance::DiplomaticReason => letter.reason_style == ReasonStyle::Diplomatic,
        }
    }

    /// What the phrases of all rules matched that this one asks (`from` in its file).
    pub fn asked_matches(&self) -> impl Iterator<Item = &'j Match> {
        self.rule.from.iter().flat_map(|name| self.matches_of(name))
    }

    /// Whether tokens of a sentence lie in what the phrases of another rule matched that speaks of something else
    /// (`apart-from` in the rule's file).
    pub fn is_apart(&self, sentence: usize, tokens: &Range<usize>) -> bool {
        self.rule
            .apart_from
            .iter()
            .flat_map(|name| of_sentence(self.matches_of(name), sentence))
            .any(|found| found.tokens.start <= tokens.start && tokens.end <= found.tokens.end)
    }

    /// What the rule's file says in the user's language, or else in the letter's.
    pub fn wording(&self) -> Option<&'j Wording> {
        self.rule.wording(self.settings.locale).or_else(|| self.rule.wording(self.letter.language))
    }

    /// The sentence of a match.
    pub fn sentence(&self, found: &Match) -> &'j Sentence {
        &self.letter.sentences[found.sentence]
    }

    /// The bytes of the original that a match stands for.
    pub fn span(&self, found: &Match) -> Range<usize> {
        self.letter.source_range(self.sentence(found), found.tokens.clone())
    }

    /// The words of a match, in one line.
    pub fn words(&self, found: &Match) -> String {
        self.letter.words(self.sentence(found), found.tokens.clone())
    }

    /// A finding at the bytes `span` of the original. Its message is the one of `case`, or the rule's only one;
    /// names in braces stand for what `named` says. `None` where the rule has no words for it.
    pub fn finding(&self, case: &str, span: Range<usize>, named: &[(&str, &str)]) -> Option<Finding> {
        let severity = self.settings.severity_of(self.rule)?;
        Some(self.rule.finding(severity, self.wording()?, case, span, named))
    }

    /// A finding at a match.
    pub fn finding_at(&self, found: &Match) -> Option<Finding> {
        self.finding("", self.span(found), &[("match", &self.words(found))])
    }
}

/// Those of `matches`, which come in the order of the letter, that stand in a sentence.
fn of_sentence(matches: &[Match], sentence: usize) -> &[Match] {
    let from = matches.partition_point(|found| found.sentence < sentence);
    let len = matches[from..].partition_point(|found| found.sentence == sentence);
    &matches[from..from + len]
}
