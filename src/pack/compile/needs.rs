//! What phrases need. In: a [`Draft`] whose words are known, and how frequent words are. Out: for each of its phrases the
//! sets of symbols of which a sentence must have one each to hold it, the rarest first.

use std::collections::BTreeMap;

use super::draft::{Draft, DraftOp, DraftPhrase};
use crate::language::Class;
use crate::pack::program::{EVERYWHERE, Side};

/// Sets of more symbols than this are asked for only where nothing else tells.
const WIDEST_NEED: usize = 64;

/// How often each symbol of `draft`, which has `symbols` of them, is likely to be met, going by the `counts` of words,
/// folded.
pub fn weigh(draft: &Draft, symbols: usize, counts: &BTreeMap<String, u32>) -> Vec<u32> {
    let mut weights = vec![1; symbols];
    let words: u32 = counts.values().sum();
    // Nobody counted the classes; they are common.
    weights[..Class::FIRST_FREE_SYMBOL as usize].fill(words / 20);
    weights[EVERYWHERE as usize] = words.max(1000);
    for (word, count) in counts {
        let ends = word
            .char_indices()
            .flat_map(|(at, c)| [(&word[..at + c.len_utf8()], Side::Beginning), (&word[at..], Side::End)]);
        for (part, side) in ends.chain([(word.as_str(), Side::Whole)]) {
            for wanted in draft.words.get(&(part.to_owned(), side)).into_iter().flatten() {
                weights[wanted.symbol as usize] += count;
            }
        }
    }
    weights
}

/// Says of every phrase of `draft` what it needs.
pub fn fill(draft: &mut Draft, weights: &[u32]) {
    let mut finder = Finder { weights, lists: Vec::with_capacity(draft.lists.len()) };
    // A list only names lists that stand before it, so one pass in order is enough.
    for list in &mut draft.lists {
        let mut any = Vec::new();
        for entry in list {
            entry.needs = finder.needs(entry);
            any.extend(entry.needs.first().into_iter().flatten());
        }
        any.sort_unstable();
        any.dedup();
        finder.lists.push(any);
    }
    let searched = draft.searches.iter_mut().map(|search| &mut search.phrase);
    for phrase in draft.conditions.iter_mut().chain(searched) {
        phrase.needs = finder.needs(phrase);
    }
}

struct Finder<'w> {
    weights: &'w [u32],
    /// By word list: the symbols of which one must be there.
    lists: Vec<Vec<u32>>,
}

impl Finder<'_> {
    fn needs(&self, phrase: &DraftPhrase) -> Vec<Vec<u32>> {
        let mut needs: Vec<Vec<u32>> = phrase.parts.iter().flat_map(|(_, ops)| self.needs_of(ops)).collect();
        needs.sort_by_cached_key(|set| self.commonness(set));
        needs.dedup();
        // A wide set rules little out and costs much to look through; the first one is what the index rests on.
        let mut first = true;
        needs.retain(|set| std::mem::take(&mut first) || set.len() <= WIDEST_NEED);
        if needs.is_empty() {
            needs.push(vec![EVERYWHERE]);
        }
        needs
    }

    fn needs_of(&self, ops: &[DraftOp]) -> Vec<Vec<u32>> {
        let mut needs = Vec::new();
        for op in ops {
            match op {
                DraftOp::Symbol(symbol) => needs.push(vec![*symbol]),
                DraftOp::Class(class) => needs.push(vec![class.symbol()]),
                DraftOp::List(list) => needs.push(self.lists[*list as usize].clone()),
                DraftOp::OneOf(branches) => {
                    let rarest = |branch: &Vec<DraftOp>| {
                        self.needs_of(branch).into_iter().min_by_key(|set| self.commonness(set))
                    };
                    // A branch that can be found anywhere makes the whole so.
                    if let Some(all) = branches.iter().map(rarest).collect::<Option<Vec<_>>>() {
                        let mut any = all.concat();
                        any.sort_unstable();
                        any.dedup();
                        needs.push(any);
                    }
                }
                DraftOp::Pattern(_)
                | DraftOp::Gap(..)
                | DraftOp::Border
                | DraftOp::Start
                | DraftOp::End
                | DraftOp::Maybe(_) => {}
            }
        }
        needs
    }

    /// How often a set of symbols is likely to be met.
    fn commonness(&self, set: &[u32]) -> u32 {
        set.iter().map(|symbol| self.weights[*symbol as usize]).sum()
    }
}
