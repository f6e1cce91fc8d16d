//! What every kind of rule works with. In: a letter, a rule, and what all phrases matched. Out: [`Judge`],
//! which knows the way from a match to a finding.

use std::ops::Range;

use super::exempt::Passed;
use super::{Match, Matches};
use crate::finding::{Exemption, Finding, Grounds};
use crate::letter::{Letter, Sentence};
use crate::pack::{Circumstance, ENDING, Knowledge, Role, Rule, Rules, Wording};
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
    /// Takes down what is left alone.
    pub passed: &'j Passed,
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

    /// The sentences in which the rule's own phrases of a role stand, in order, some more than once.
    pub fn sentences_with(&self, role: Role) -> impl Iterator<Item = usize> {
        self.matches_as(&self.rule.name, role).iter().map(|found| found.sentence())
    }

    /// By sentence: whether any rule finds something in it, or has evidence there.
    pub fn claimed_sentences(&self) -> Vec<bool> {
        let mut claimed = vec![false; self.letter.sentences.len()];
        let found = self.matches.iter().filter(|((_, role), _)| *role == Role::Find).flat_map(|(_, found)| found);
        found.for_each(|found| claimed[found.sentence()] = true);
        claimed
    }

    fn matches_as(&self, name: &str, role: Role) -> &'j [Match] {
        let number = self.rules.rules.iter().position(|rule| rule.name == name);
        number.and_then(|number| self.matches.get(&(number, role))).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether the settings, and the letter's own words where the rule waits for some, bring the rule into force.
    /// A severity of its own in the settings stands for the circumstance without which a rule is off.
    pub fn is_in_force(&self) -> bool {
        let asked_for = self.settings.names_severity(self.rule);
        let waits = self.rule.terms(self.letter.language).is_some_and(|terms| terms.waits);
        let holds = || !self.matches_as(&self.rule.name, Role::When).is_empty();
        match self.rule.in_force_with {
            // What the letter says is as good as the pack.
            Some(Circumstance::Ending) => asked_for || self.is_so(Circumstance::Ending) || holds(),
            needed => (asked_for || needed.is_none_or(|needed| self.is_so(needed))) && (!waits || holds()),
        }
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
            Circumstance::Ending => self.settings.has_pack(ENDING),
        }
    }

    /// What the phrases of all rules matched that this one asks (`from` in its file).
    pub fn asked_matches(&self) -> impl Iterator<Item = &'j Match> {
        self.rule.from.iter().flat_map(|name| self.matches_of(name))
    }

    /// What the phrases of another rule that speaks of something else (`apart-from` in the rule's file) matched, where
    /// tokens of a sentence lie in it; with the name of that rule.
    pub fn apart(&self, sentence: usize, tokens: &Range<usize>) -> Option<(&'j str, &'j Match)> {
        let mut others = self.rule.apart_from.iter().flat_map(|name| {
            let own = of_sentence(self.matches_of(name), sentence).iter();
            own.map(move |found| (name.as_str(), found))
        });
        others.find(|(_, found)| found.tokens().start <= tokens.start && tokens.end <= found.tokens().end)
    }

    /// Notes that the rule leaves something alone, where the settings ask for that: its bytes in the original, why,
    /// and the bytes that decided.
    pub fn leave(&self, what: impl FnOnce() -> (Range<usize>, Grounds, Option<Range<usize>>)) {
        if self.settings.exemptions {
            let (span, grounds, by) = what();
            self.passed.add(Exemption { rule: self.rule.id().clone(), span, grounds, by, is_evidence: false });
        }
    }

    /// What the rule's file says in the user's language, or else in the letter's.
    pub fn wording(&self) -> Option<&'j Wording> {
        self.rule.wording(self.settings.locale).or_else(|| self.rule.wording(self.letter.language))
    }

    /// The sentence of a match.
    pub fn sentence(&self, found: &Match) -> &'j Sentence {
        &self.letter.sentences[found.sentence()]
    }

    /// The bytes of the original that a match stands for.
    pub fn span(&self, found: &Match) -> Range<usize> {
        self.letter.source_range(self.sentence(found), found.tokens())
    }

    /// The words of a match, in one line.
    pub fn words(&self, found: &Match) -> String {
        self.letter.words(self.sentence(found), found.tokens())
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
    let from = matches.partition_point(|found| found.sentence() < sentence);
    let len = matches[from..].partition_point(|found| found.sentence() == sentence);
    &matches[from..from + len]
}
