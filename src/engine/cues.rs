//! Weak signs that add up. In: the signs that one sentence shows. Out: the rules for which they are enough,
//! with the words that decided.

use std::collections::BTreeMap;

use super::context;
use super::matcher::Hit;
use crate::language::Language;
use crate::letter::Sentence;
use crate::pack::Rules;

/// The signs of one sentence, by the rule's number.
#[derive(Debug, Default)]
pub struct Tally(BTreeMap<usize, Vec<(i32, Hit)>>);

impl Tally {
    /// Notes a sign of `rule` that is worth `points`, at the first of its hits that is the writer's own word.
    pub fn add(&mut self, rule: usize, points: i32, hits: Vec<Hit>, sentence: &Sentence) {
        let own = hits.into_iter().find(|hit| !context::is_quoted(sentence, hit));
        if let Some(hit) = own {
            self.0.entry(rule).or_default().push((points, hit));
        }
    }

    /// The rules that have points enough, each with the tokens from the first to the last of its strong signs.
    pub fn enough(self, rules: &Rules, language: Language) -> impl Iterator<Item = (usize, Hit)> {
        self.0.into_iter().filter_map(move |(rule, signs)| {
            let cues = rules.rules[rule].section(language)?.cues.as_ref()?;
            let points: i32 = signs.iter().map(|(points, _)| points).sum();
            let best = signs.iter().map(|(points, _)| *points).max().filter(|_| points >= cues.at_least)?;
            let strong = signs.iter().filter(|(points, _)| points * 2 >= best).map(|(_, hit)| hit);
            let start = strong.clone().map(|hit| hit.start).min()?;
            let end = strong.map(|hit| hit.end).max()?;
            Some((rule, start..end))
        })
    }
}
