//! Symbols in the order in which letters meet them. In: a [`Draft`] and how frequent each of its symbols is. Out: the
//! same draft without the symbols that no phrase asks for, the frequent ones first, so that what a sentence looks up
//! lies together.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::draft::{Draft, DraftOp, DraftPhrase};
use crate::language::Class;

/// Numbers the symbols of `draft` anew; `weights` has one entry for each. Those of classes stay as they are.
pub fn renumber(draft: &mut Draft, weights: &[u32]) {
    let mut used = BTreeSet::new();
    each_symbol(draft, &mut |symbol| {
        used.insert(*symbol);
    });
    let mut order: Vec<u32> = used.into_iter().filter(|symbol| *symbol >= Class::FIRST_FREE_SYMBOL).collect();
    order.sort_by_key(|symbol| Reverse(weights[*symbol as usize]));
    let classes = (0..Class::FIRST_FREE_SYMBOL).map(|symbol| (symbol, symbol));
    let numbers: BTreeMap<u32, u32> = classes.chain(order.into_iter().zip(Class::FIRST_FREE_SYMBOL..)).collect();
    each_symbol(draft, &mut |symbol| *symbol = numbers[symbol]);
    for wanted in draft.words.values_mut() {
        wanted.retain(|wanted| numbers.contains_key(&wanted.symbol));
        wanted.iter_mut().for_each(|wanted| wanted.symbol = numbers[&wanted.symbol]);
        wanted.sort_by_key(|wanted| wanted.symbol);
    }
    draft.symbols = numbers.len() as u32;
}

/// Hands every symbol that a phrase asks for to `take`.
fn each_symbol(draft: &mut Draft, take: &mut impl FnMut(&mut u32)) {
    let searched = draft.searches.iter_mut().map(|search| &mut search.phrase);
    for phrase in draft.lists.iter_mut().flatten().chain(&mut draft.conditions).chain(searched) {
        let DraftPhrase { parts, needs } = phrase;
        needs.iter_mut().flatten().for_each(&mut *take);
        parts.iter_mut().for_each(|(_, ops)| of_ops(ops, take));
    }
}

fn of_ops(ops: &mut [DraftOp], take: &mut impl FnMut(&mut u32)) {
    for op in ops {
        match op {
            DraftOp::Symbol(symbol) => take(symbol),
            DraftOp::OneOf(branches) | DraftOp::Maybe(branches) => {
                branches.iter_mut().for_each(|branch| of_ops(branch, take));
            }
            DraftOp::Class(_)
            | DraftOp::List(_)
            | DraftOp::Pattern(_)
            | DraftOp::Gap(..)
            | DraftOp::Border
            | DraftOp::Start
            | DraftOp::End => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::words::Case;
    use crate::pack::program::{Side, Wanted};

    #[test]
    fn the_frequent_come_first_and_the_unused_go() {
        let [rare, unused, frequent] = [0, 1, 2].map(|number| Class::FIRST_FREE_SYMBOL + number);
        let steps = vec![DraftOp::Symbol(rare), DraftOp::Maybe(vec![vec![DraftOp::Symbol(frequent)]])];
        let phrase = DraftPhrase { parts: vec![(crate::pack::Joint::Clause, steps)], needs: vec![vec![rare]] };
        let wanted = [frequent, unused, rare].map(|symbol| Wanted { symbol, case: Case::Small });
        let mut draft = Draft { conditions: vec![phrase], ..Draft::default() };
        draft.words.insert(("word".to_owned(), Side::Whole), wanted.to_vec());
        let mut weights = vec![1; Class::FIRST_FREE_SYMBOL as usize + 3];
        weights[frequent as usize] = 9;

        renumber(&mut draft, &weights);
        let [first, second] = [0, 1].map(|number| Class::FIRST_FREE_SYMBOL + number);
        let phrase = &draft.conditions[0];
        let steps = vec![DraftOp::Symbol(second), DraftOp::Maybe(vec![vec![DraftOp::Symbol(first)]])];
        assert_eq!((&phrase.parts[0].1, &phrase.needs), (&steps, &vec![vec![second]]));
        let of_word: Vec<u32> = draft.words.values().flatten().map(|wanted| wanted.symbol).collect();
        assert_eq!((of_word, draft.symbols), (vec![first, second], Class::FIRST_FREE_SYMBOL + 2));
    }
}
