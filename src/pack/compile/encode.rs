//! A program's bytes. In: a [`Draft`]. Out: the tables that
//! `Program` reads where they lie.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::draft::{Draft, DraftOp, DraftPhrase, DraftSearch};
use crate::pack::file::When;
use crate::pack::phrase::Joint;
use crate::pack::program::{Gap, Needs, Op, Side, TABLES, Table, Tags, WIDTH, Wanted, hash, slot_of};

/// Lays a draft flat.
pub fn encode(draft: &Draft) -> Vec<u8> {
    let mut encoder = Encoder::default();
    draft.searches.iter().for_each(|search| encoder.sought_phrase(&search.phrase));
    for list in &draft.lists {
        let first = encoder.rows(Table::Phrases);
        list.iter().for_each(|entry| encoder.sought_phrase(entry));
        let last = encoder.rows(Table::Phrases);
        encoder.push(Table::Lists, &[first, last]);
    }
    let offset = encoder.rows(Table::Phrases);
    draft.conditions.iter().for_each(|phrase| encoder.condition(phrase));
    draft.searches.iter().for_each(|search| encoder.search(search, offset));
    let under: BTreeSet<usize> = draft.searches.iter().flat_map(|search| search.under.iter().copied()).collect();
    under.into_iter().for_each(|phrase| encoder.push(Table::Under, &[offset + phrase as u32]));
    encoder.words(&draft.words);
    encoder.patterns(&draft.patterns);
    encoder.lay_index(draft.symbols);
    encoder.finish()
}

#[derive(Default)]
struct Encoder {
    tables: [Vec<u32>; TABLES],
    text: Vec<u8>,
    /// Rows of numbers that lie in a table already: first and last.
    laid: HashMap<(usize, Vec<u32>), [u32; 2]>,
    /// By symbol: its entries in [`Table::IndexEntries`].
    index: BTreeMap<u32, Vec<u32>>,
}

impl Encoder {
    fn push(&mut self, table: Table, row: &[u32]) {
        debug_assert_eq!(row.len(), WIDTH[table as usize]);
        self.tables[table as usize].extend_from_slice(row);
    }

    fn rows(&self, table: Table) -> u32 {
        (self.tables[table as usize].len() / WIDTH[table as usize]) as u32
    }

    /// Where `numbers` lie in a table of single numbers, one behind the other.
    fn lay(&mut self, table: Table, numbers: Vec<u32>) -> [u32; 2] {
        let key = (table as usize, numbers);
        if let Some(known) = self.laid.get(&key) {
            return *known;
        }
        let first = self.rows(table);
        self.tables[table as usize].extend_from_slice(&key.1);
        let range = [first, self.rows(table)];
        self.laid.insert(key, range);
        range
    }

    /// Words with a hash table of open addressing, at most half full. All phrases that are sought must lie there.
    fn words(&mut self, words: &BTreeMap<(String, Side), Vec<Wanted>>) {
        let mut slots = vec![0u32; (words.len() * 2).next_power_of_two()];
        let tags = Tags::for_words(words.len());
        for (number, ((word, side), wanted)) in words.iter().enumerate() {
            let pack = |wanted: &Wanted| wanted.pack(self.index.contains_key(&wanted.symbol));
            let packed = wanted.iter().map(pack).collect();
            let [first, last] = self.lay(Table::Wanted, packed);
            let length = (word.len() as u32) << 2 | *side as u32;
            let row = [self.text.len() as u32, length, first, last];
            self.push(Table::Words, &row);
            self.text.extend_from_slice(word.as_bytes());
            let hash = hash(word.as_bytes(), *side);
            let mut slot = slot_of(hash, slots.len());
            while slots[slot] != 0 {
                slot = (slot + 1) & (slots.len() - 1);
            }
            slots[slot] = tags.slot(number, hash);
        }
        self.tables[Table::Slots as usize] = slots;
    }

    fn patterns(&mut self, patterns: &[String]) {
        for pattern in patterns {
            let row = [self.text.len() as u32, pattern.len() as u32];
            self.push(Table::Patterns, &row);
            self.text.extend_from_slice(pattern.as_bytes());
        }
    }

    /// A phrase that is looked for wherever the rarest thing that it needs is.
    fn sought_phrase(&mut self, phrase: &DraftPhrase) {
        let (rarest, others) = phrase.needs.split_first().expect("every phrase needs something");
        let [first, _] = self.lay(Table::Needs, Needs::pack(others));
        let entry = [self.rows(Table::Phrases), first];
        rarest.iter().for_each(|symbol| self.index.entry(*symbol).or_default().extend(entry));
        self.phrase(phrase);
    }

    /// A phrase that is looked for where another one was found.
    fn condition(&mut self, phrase: &DraftPhrase) {
        let [first, _] = self.lay(Table::Needs, Needs::pack(&phrase.needs));
        self.push(Table::Conditions, &[first]);
        self.phrase(phrase);
    }

    fn phrase(&mut self, phrase: &DraftPhrase) {
        let parts: Vec<[u32; 2]> = phrase
            .parts
            .iter()
            .map(|(joint, ops)| [u32::from(*joint == Joint::Sentence), self.sequence(ops)])
            .collect();
        let first_part = self.rows(Table::Parts);
        parts.iter().for_each(|part| self.push(Table::Parts, part));
        let last_part = self.rows(Table::Parts);
        self.push(Table::Phrases, &[first_part, last_part]);
    }

    /// The number of a sequence. Its branches are laid down before it, so that its own steps lie together.
    fn sequence(&mut self, ops: &[DraftOp]) -> u32 {
        let packed = self.ops(ops);
        let range = self.lay(Table::Ops, packed);
        self.push(Table::Sequences, &range);
        self.rows(Table::Sequences) - 1
    }

    fn ops(&mut self, ops: &[DraftOp]) -> Vec<u32> {
        let step = |(at, op)| self.op(op, at, ops).pack();
        ops.iter().enumerate().map(step).collect()
    }

    /// Step `at` of a sequence, with what it must know of those beside it.
    fn op(&mut self, op: &DraftOp, at: usize, ops: &[DraftOp]) -> Op {
        let is_border = |beside: Option<&DraftOp>| beside.is_none_or(may_be_border);
        match op {
            DraftOp::Symbol(symbol) => Op::Symbol(*symbol),
            DraftOp::Class(class) => Op::Class(*class),
            DraftOp::List(list) => Op::List(*list),
            DraftOp::Pattern(pattern) => Op::Pattern(*pattern),
            DraftOp::Gap(most, across) => Op::Gap(Gap {
                most: *most,
                across: *across,
                from_border: is_border(at.checked_sub(1).map(|before| &ops[before])),
                to_border: is_border(ops.get(at + 1)),
            }),
            DraftOp::Border => Op::Border,
            DraftOp::Start => Op::Start,
            DraftOp::End => Op::End,
            DraftOp::OneOf(branches) => Op::OneOf(self.group(branches)),
            DraftOp::Maybe(branches) => Op::Maybe(self.group(branches)),
        }
    }

    /// The number of a group of branches, whose sequences lie together.
    fn group(&mut self, branches: &[Vec<DraftOp>]) -> u32 {
        let packed: Vec<Vec<u32>> = branches.iter().map(|ops| self.ops(ops)).collect();
        let first = self.rows(Table::Sequences);
        for ops in packed {
            let range = self.lay(Table::Ops, ops);
            self.push(Table::Sequences, &range);
        }
        let last = self.rows(Table::Sequences);
        self.push(Table::Groups, &[first, last]);
        self.rows(Table::Groups) - 1
    }

    fn search(&mut self, search: &DraftSearch, offset: u32) {
        let when = |when: When| when as u32;
        let flags = search.within.iter().fold(
            search.role as u32
                | when(search.when_negated) << 2
                | when(search.when_hypothetical) << 4
                | u32::from(search.in_endings) << 6,
            |flags, place| flags | 1 << (7 + *place as u32),
        );
        let mut row = vec![search.rule as u32, flags];
        for phrases in [&search.with, &search.under, &search.unless, &search.unless_sentence] {
            row.extend(self.lay(Table::References, phrases.iter().map(|phrase| offset + *phrase as u32).collect()));
        }
        self.push(Table::Searches, &row);
    }

    fn lay_index(&mut self, symbols: u32) {
        let index = std::mem::take(&mut self.index);
        for symbol in 0..symbols {
            let range = self.lay(Table::IndexEntries, index.get(&symbol).cloned().unwrap_or_default());
            self.push(Table::Index, &range);
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

/// Whether a step may be a border of clauses.
fn may_be_border(op: &DraftOp) -> bool {
    match op {
        DraftOp::Border => true,
        DraftOp::OneOf(branches) | DraftOp::Maybe(branches) => branches.iter().flatten().any(may_be_border),
        _ => false,
    }
}
