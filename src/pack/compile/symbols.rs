//! Words to symbols. In: the words and sets of words that phrases ask for. Out: a symbol for each, and which symbols a word
//! has.

use std::collections::BTreeMap;

use crate::language::Class;
use crate::language::words::Case;
use crate::pack::phrase::Open;
use crate::pack::program::{Side, Wanted};

/// The symbols that were given so far.
#[derive(Debug)]
pub struct Symbols {
    next: u32,
    words: BTreeMap<(String, Case, Open), u32>,
    sets: BTreeMap<Vec<u32>, u32>,
    /// Symbols that stand for several words: which.
    members: BTreeMap<u32, Vec<u32>>,
}

impl Symbols {
    /// Those of classes alone.
    pub fn new() -> Symbols {
        let next = Class::FIRST_FREE_SYMBOL;
        Symbols { next, words: BTreeMap::new(), sets: BTreeMap::new(), members: BTreeMap::new() }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.next as usize
    }

    fn fresh(&mut self) -> u32 {
        self.next += 1;
        self.next - 1
    }

    /// The symbol of a word, folded.
    pub fn word(&mut self, folded: &str, case: Case, open: Open) -> u32 {
        let key = (folded.to_owned(), case, open);
        if let Some(symbol) = self.words.get(&key) {
            return *symbol;
        }
        let symbol = self.fresh();
        self.words.insert(key, symbol);
        symbol
    }

    /// The symbol that stands for any of `symbols`.
    pub fn set(&mut self, symbols: Vec<u32>) -> u32 {
        let mut members: Vec<u32> = symbols
            .into_iter()
            .flat_map(|symbol| self.members.get(&symbol).cloned().unwrap_or_else(|| vec![symbol]))
            .collect();
        members.sort_unstable();
        members.dedup();
        if let [only] = members[..] {
            return only;
        }
        if let Some(symbol) = self.sets.get(&members) {
            return *symbol;
        }
        let symbol = self.fresh();
        self.sets.insert(members.clone(), symbol);
        self.members.insert(symbol, members);
        symbol
    }

    /// The words and parts of words, each with its symbols.
    pub fn table(&self) -> BTreeMap<(String, Side), Vec<Wanted>> {
        let mut sets_of: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (set, members) in &self.members {
            for member in members {
                sets_of.entry(*member).or_default().push(*set);
            }
        }
        let mut table: BTreeMap<(String, Side), Vec<Wanted>> = BTreeMap::new();
        for ((folded, case, open), symbol) in &self.words {
            let side = match open {
                Open::Nowhere => Side::Whole,
                Open::End => Side::Beginning,
                Open::Start => Side::End,
            };
            let wanted = table.entry((folded.clone(), side)).or_default();
            let sets = sets_of.get(symbol).into_iter().flatten();
            wanted.extend(std::iter::once(symbol).chain(sets).map(|symbol| Wanted { symbol: *symbol, case: *case }));
        }
        table
    }
}
