//! A program's bytes. In: the [`Draft`] that `compile` makes. Out: the tables that
//! `Program` reads where they lie.

use std::collections::BTreeMap;

use super::phrase::Joint;
use super::program::{Op, Role, Side, TABLES, Table, WIDTH, Wanted, hash};
use super::rule_file::{When, Where};
use crate::language::Class;

/// A program as it is compiled, before it is laid flat.
#[derive(Debug, Default)]
pub struct Draft {
    /// Words and parts of words, folded, with their symbols.
    pub words: BTreeMap<(String, Side), Vec<Wanted>>,
    /// Word lists that hold more than single words.
    pub lists: Vec<Vec<DraftPhrase>>,
    /// All phrases that searches use.
    pub phrases: Vec<DraftPhrase>,
    /// By symbol: the searches whose phrase can only be found where the symbol is.
    pub index: BTreeMap<u32, Vec<u32>>,
    /// What to find, and what cancels it.
    pub searches: Vec<DraftSearch>,
}

/// A phrase over symbols.
#[derive(Debug, Default, Clone)]
pub struct DraftPhrase {
    /// Parts in the order in which they were written.
    pub parts: Vec<(Joint, Vec<DraftOp>)>,
    /// Of each of these sets one symbol must be in the sentence; the rarest stands first.
    pub needs: Vec<Vec<u32>>,
}

/// One step of a phrase, see [`Op`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum DraftOp {
    Symbol(u32),
    Class(Class),
    List(u32),
    Gap(u8, bool),
    Border,
    Start,
    End,
    OneOf(Vec<Vec<DraftOp>>),
    Maybe(Vec<Vec<DraftOp>>),
}

/// A phrase that a rule looks for, see [`Search`](super::program::Search).
#[derive(Debug, Clone)]
pub struct DraftSearch {
    pub rule: usize,
    pub role: Role,
    pub phrase: usize,
    pub with: Vec<usize>,
    pub unless: Vec<usize>,
    pub unless_sentence: Vec<usize>,
    pub within: Vec<Where>,
    pub when_negated: When,
    pub when_hypothetical: When,
}

/// Lays a draft flat.
pub fn encode(draft: &Draft) -> Vec<u8> {
    let mut encoder = Encoder { tables: vec![Vec::new(); TABLES], text: Vec::new() };
    encoder.words(&draft.words);
    // The lists' phrases come first, each list's together.
    for list in &draft.lists {
        let first = encoder.rows(Table::Phrases);
        list.iter().for_each(|entry| encoder.phrase(entry));
        let last = encoder.rows(Table::Phrases);
        encoder.push(Table::Lists, &[first, last]);
    }
    let offset = encoder.rows(Table::Phrases);
    draft.phrases.iter().for_each(|phrase| encoder.phrase(phrase));
    draft.searches.iter().for_each(|search| encoder.search(search, offset));
    encoder.index(&draft.index);
    encoder.finish()
}

struct Encoder {
    tables: Vec<Vec<u32>>,
    text: Vec<u8>,
}

impl Encoder {
    fn push(&mut self, table: Table, row: &[u32]) {
        debug_assert_eq!(row.len(), WIDTH[table as usize]);
        self.tables[table as usize].extend_from_slice(row);
    }

    fn rows(&self, table: Table) -> u32 {
        (self.tables[table as usize].len() / WIDTH[table as usize]) as u32
    }

    /// Words with a hash table of open addressing, at most half full.
    fn words(&mut self, words: &BTreeMap<(String, Side), Vec<Wanted>>) {
        let mut slots = vec![0u32; (words.len() * 2).next_power_of_two()];
        for (number, ((word, side), wanted)) in words.iter().enumerate() {
            let first = self.rows(Table::Wanted);
            for wanted in wanted {
                self.push(Table::Wanted, &[wanted.pack()]);
            }
            let length = (word.len() as u32) << 2 | *side as u32;
            let row = [self.text.len() as u32, length, first, self.rows(Table::Wanted)];
            self.push(Table::Words, &row);
            self.text.extend_from_slice(word.as_bytes());
            let mut slot = hash(word, *side) as usize & (slots.len() - 1);
            while slots[slot] != 0 {
                slot = (slot + 1) & (slots.len() - 1);
            }
            slots[slot] = number as u32 + 1;
        }
        self.tables[Table::Slots as usize] = slots;
    }

    fn phrase(&mut self, phrase: &DraftPhrase) {
        let parts: Vec<[u32; 2]> = phrase
            .parts
            .iter()
            .map(|(joint, ops)| [u32::from(*joint == Joint::Sentence), self.sequence(ops)])
            .collect();
        let first_part = self.rows(Table::Parts);
        parts.iter().for_each(|part| self.push(Table::Parts, part));
        let first_need = self.rows(Table::Needs);
        for need in &phrase.needs {
            let first = self.rows(Table::Symbols);
            need.iter().for_each(|symbol| self.push(Table::Symbols, &[*symbol]));
            let last = self.rows(Table::Symbols);
            self.push(Table::Needs, &[first, last]);
        }
        let row = [first_part, self.rows(Table::Parts), first_need, self.rows(Table::Needs)];
        self.push(Table::Phrases, &row);
    }

    /// The number of a sequence. Its branches are laid down before it, so that its own steps lie together.
    fn sequence(&mut self, ops: &[DraftOp]) -> u32 {
        let packed: Vec<u32> = ops.iter().map(|op| self.op(op).pack()).collect();
        let first = self.rows(Table::Ops);
        packed.iter().for_each(|op| self.push(Table::Ops, &[*op]));
        let last = self.rows(Table::Ops);
        self.push(Table::Sequences, &[first, last]);
        self.rows(Table::Sequences) - 1
    }

    fn op(&mut self, op: &DraftOp) -> Op {
        match op {
            DraftOp::Symbol(symbol) => Op::Symbol(*symbol),
            DraftOp::Class(class) => Op::Class(*class),
            DraftOp::List(list) => Op::List(*list),
            DraftOp::Gap(most, across) => Op::Gap(*most, *across),
            DraftOp::Border => Op::Border,
            DraftOp::Start => Op::Start,
            DraftOp::End => Op::End,
            DraftOp::OneOf(branches) => Op::OneOf(self.group(branches)),
            DraftOp::Maybe(branches) => Op::Maybe(self.group(branches)),
        }
    }

    /// The number of a group of branches, whose sequences lie together.
    fn group(&mut self, branches: &[Vec<DraftOp>]) -> u32 {
        let packed: Vec<Vec<u32>> =
            branches.iter().map(|ops| ops.iter().map(|op| self.op(op).pack()).collect()).collect();
        let first = self.rows(Table::Sequences);
        for ops in packed {
            let start = self.rows(Table::Ops);
            ops.iter().for_each(|op| self.push(Table::Ops, &[*op]));
            let end = self.rows(Table::Ops);
            self.push(Table::Sequences, &[start, end]);
        }
        let last = self.rows(Table::Sequences);
        self.push(Table::Groups, &[first, last]);
        self.rows(Table::Groups) - 1
    }

    fn search(&mut self, search: &DraftSearch, offset: u32) {
        let when = |when: When| when as u32;
        let flags = search.within.iter().fold(
            u32::from(search.role == Role::When) | when(search.when_negated) << 1 | when(search.when_hypothetical) << 3,
            |flags, place| flags | 1 << (5 + *place as u32),
        );
        let mut row = vec![search.rule as u32, offset + search.phrase as u32, flags];
        for phrases in [&search.with, &search.unless, &search.unless_sentence] {
            row.push(self.rows(Table::References));
            phrases.iter().for_each(|phrase| self.push(Table::References, &[offset + *phrase as u32]));
            row.push(self.rows(Table::References));
        }
        self.push(Table::Searches, &row);
    }

    fn index(&mut self, index: &BTreeMap<u32, Vec<u32>>) {
        let symbols = index.keys().next_back().map_or(0, |last| last + 1);
        for symbol in 0..symbols {
            let first = self.rows(Table::IndexEntries);
            for search in index.get(&symbol).into_iter().flatten() {
                self.push(Table::IndexEntries, &[*search]);
            }
            let last = self.rows(Table::IndexEntries);
            self.push(Table::Index, &[first, last]);
        }
    }

    fn finish(self) -> Vec<u8> {
        let lengths = self.tables.iter().map(|table| table.len() as u32);
        let numbers = lengths.chain(self.tables.iter().flatten().copied());
        let mut bytes: Vec<u8> = numbers.flat_map(u32::to_le_bytes).collect();
        bytes.extend_from_slice(&self.text);
        bytes
    }
}
