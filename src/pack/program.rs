//! Compiled rules. In: bytes that `encode` wrote, built into the program or made at run time.
//! Out: [`Program`], everything that the engine needs for letters in one language, used where it lies: nothing
//! is parsed, copied or allocated when it is opened.
//!
//! The bytes are tables of little-endian `u32`, one behind the other, and the text of all words. The first
//! numbers say where each table ends.

use std::borrow::Cow;
use std::ops::Range;

use super::rule_file::{When, Where};
use crate::language::Class;
use crate::language::words::Case;

/// Every rule of one language, compiled.
#[derive(Debug, Clone)]
pub struct Program {
    bytes: Cow<'static, [u8]>,
    /// Where each table begins, in bytes; the last number is where the text begins.
    starts: [usize; TABLES + 1],
}

/// The tables in the order in which they lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Table {
    /// Hash slots: number of the word plus one, or 0.
    Slots,
    /// A word: start in the text, length and side, first and last of its [`Table::Wanted`].
    Words,
    /// A symbol and the case that it asks for.
    Wanted,
    /// Steps, see [`Op`].
    Ops,
    /// Rows of steps: first and last.
    Sequences,
    /// Branches: first and last of [`Table::Sequences`].
    Groups,
    /// Parts of phrases: joint, sequence.
    Parts,
    /// Symbols.
    Symbols,
    /// Sets of symbols: first and last.
    Needs,
    /// Phrases: first and last part, first and last need.
    Phrases,
    /// Word lists: first and last phrase.
    Lists,
    /// Numbers of phrases that searches refer to.
    References,
    /// Searches, see [`Search`].
    Searches,
    /// For each symbol: first and last of [`Table::IndexEntries`].
    Index,
    /// Numbers of searches.
    IndexEntries,
}

pub(super) const TABLES: usize = 15;

/// Numbers a row of each table has.
pub(super) const WIDTH: [usize; TABLES] = [1, 4, 1, 1, 2, 2, 2, 1, 2, 4, 2, 1, 9, 2, 1];

/// A longer word, in bytes, is none: looking all its beginnings and ends up would take the square of its length.
const LONGEST_WORD: usize = 80;

impl Program {
    /// Opens what `encode` wrote.
    pub fn open(bytes: Cow<'static, [u8]>) -> Program {
        let mut starts = [0; TABLES + 1];
        starts[0] = TABLES * 4;
        for table in 0..TABLES {
            starts[table + 1] = starts[table] + number(&bytes, table * 4) as usize * 4;
        }
        Program { bytes, starts }
    }

    /// What [`Program::open`] takes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    fn at(&self, table: Table, row: usize, column: usize) -> u32 {
        let table = table as usize;
        number(&self.bytes, self.starts[table] + (row * WIDTH[table] + column) * 4)
    }

    fn rows(&self, table: Table) -> usize {
        let table = table as usize;
        (self.starts[table + 1] - self.starts[table]) / 4 / WIDTH[table]
    }

    fn range(&self, table: Table, row: usize, column: usize) -> Range<usize> {
        self.at(table, row, column) as usize..self.at(table, row, column + 1) as usize
    }

    /// The symbols of a word, folded, that is written in `case`: sorted, in `symbols`.
    pub fn symbols_of(&self, word: &str, case: Case, symbols: &mut Vec<u32>) {
        symbols.clear();
        if word.is_empty() || word.len() > LONGEST_WORD {
            return;
        }
        self.add_symbols(word, Side::Whole, case, symbols);
        for (at, c) in word.char_indices() {
            self.add_symbols(&word[..at + c.len_utf8()], Side::Beginning, case, symbols);
            self.add_symbols(&word[at..], Side::End, case, symbols);
        }
        symbols.sort_unstable();
        symbols.dedup();
    }

    fn add_symbols(&self, text: &str, side: Side, case: Case, symbols: &mut Vec<u32>) {
        let Some(word) = self.word(text, side) else { return };
        for row in self.range(Table::Words, word, 2) {
            let wanted = Wanted::unpack(self.at(Table::Wanted, row, 0));
            if case >= wanted.case {
                symbols.push(wanted.symbol);
            }
        }
    }

    /// Whether rules know the word, folded, in any spelling.
    pub fn knows(&self, word: &str) -> bool {
        self.word(word, Side::Whole).is_some()
    }

    fn word(&self, text: &str, side: Side) -> Option<usize> {
        let slots = self.rows(Table::Slots);
        if slots == 0 {
            return None;
        }
        let words = self.starts[TABLES];
        let mut slot = hash(text, side) as usize & (slots - 1);
        loop {
            let word = (self.at(Table::Slots, slot, 0) as usize).checked_sub(1)?;
            let start = words + self.at(Table::Words, word, 0) as usize;
            let length = self.at(Table::Words, word, 1) as usize;
            let same_side = length & 3 == side as usize;
            if same_side && self.bytes.get(start..start + (length >> 2)) == Some(text.as_bytes()) {
                return Some(word);
            }
            slot = (slot + 1) & (slots - 1);
        }
    }

    /// The searches whose phrase can only be found where `symbol` is.
    pub fn searches_for(&self, symbol: u32) -> impl Iterator<Item = u32> {
        let symbol = symbol as usize;
        let entries = if symbol < self.rows(Table::Index) { self.range(Table::Index, symbol, 0) } else { 0..0 };
        entries.map(|entry| self.at(Table::IndexEntries, entry, 0))
    }

    /// Search `number`.
    pub fn search(&self, number: u32) -> Search {
        let row = number as usize;
        let flags = self.at(Table::Searches, row, 2);
        Search {
            rule: self.at(Table::Searches, row, 0) as usize,
            phrase: self.at(Table::Searches, row, 1) as usize,
            role: if flags & 1 == 0 { Role::Find } else { Role::When },
            when_negated: WHEN[(flags >> 1 & 3) as usize],
            when_hypothetical: WHEN[(flags >> 3 & 3) as usize],
            within: flags >> 5,
            references: [0, 2, 4].map(|column| self.range(Table::Searches, row, 3 + column)),
        }
    }

    /// Numbers of the phrases in a range of [`Search`]'s references.
    pub fn references(&self, range: &Range<usize>) -> impl Iterator<Item = usize> {
        range.clone().map(|row| self.at(Table::References, row, 0) as usize)
    }

    /// The parts of a phrase with how each is joined to the one before, and its sequence.
    pub fn parts(&self, phrase: usize) -> impl Iterator<Item = (Joint, usize)> {
        self.range(Table::Phrases, phrase, 0).map(|part| {
            let joint = if self.at(Table::Parts, part, 0) == 0 { Joint::Clause } else { Joint::Sentence };
            (joint, self.at(Table::Parts, part, 1) as usize)
        })
    }

    /// Whether all that a phrase needs is among the symbols of a sentence, which are sorted.
    pub fn can_be_found(&self, phrase: usize, present: &[u32]) -> bool {
        self.range(Table::Phrases, phrase, 2).all(|need| {
            let mut symbols = self.range(Table::Needs, need, 0).map(|row| self.at(Table::Symbols, row, 0));
            symbols.any(|symbol| present.binary_search(&symbol).is_ok())
        })
    }

    /// The phrases of a word list.
    pub fn list(&self, list: u32) -> Range<usize> {
        self.range(Table::Lists, list as usize, 0)
    }

    /// The numbers of the steps of a sequence.
    pub fn steps(&self, sequence: usize) -> Range<usize> {
        self.range(Table::Sequences, sequence, 0)
    }

    /// The sequences of a group of branches.
    pub fn branches(&self, group: u32) -> Range<usize> {
        self.range(Table::Groups, group as usize, 0)
    }

    /// Step `number`.
    pub fn op(&self, number: usize) -> Op {
        Op::unpack(self.at(Table::Ops, number, 0))
    }
}

/// Reads a number; beyond the end it is 0, so that broken bytes can do no harm.
fn number(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map_or(0, u32::from_le_bytes)
}

/// FNV-1a, 32 bits (G. Fowler, L. C. Noll, K.-P. Vo), over the word and which part of a word it is.
pub(super) fn hash(text: &str, side: Side) -> u32 {
    text.bytes().chain([side as u8]).fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Which part of a word an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Side {
    /// `word`
    Whole,
    /// `word*`
    Beginning,
    /// `*word`
    End,
}

/// A phrase that a rule looks for, and under which conditions it counts.
#[derive(Debug, Clone)]
pub struct Search {
    /// Number of the rule in [`Rules::rules`](super::Rules).
    pub rule: usize,
    /// Number of the phrase.
    pub phrase: usize,
    /// What a match is to the rule.
    pub role: Role,
    /// When a negation reaches it.
    pub when_negated: When,
    /// When it stands inside a condition.
    pub when_hypothetical: When,
    /// Parts of the letter, a bit each; none means anywhere.
    within: u32,
    /// `with`, `unless`, `unless-sentence`.
    references: [Range<usize>; 3],
}

impl Search {
    /// Whether it counts anywhere in the letter.
    pub fn is_anywhere(&self) -> bool {
        self.within == 0
    }

    /// Whether it counts in `place`.
    pub fn is_within(&self, place: Where) -> bool {
        self.within & (1 << place as u32) != 0
    }

    /// Phrases of which one must be in the sentence.
    pub fn with(&self) -> &Range<usize> {
        &self.references[0]
    }

    /// Phrases that must not be in the clause.
    pub fn unless(&self) -> &Range<usize> {
        &self.references[1]
    }

    /// Phrases that must not be in the sentence.
    pub fn unless_sentence(&self) -> &Range<usize> {
        &self.references[2]
    }
}

/// What a match is to its rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// What must not be there, or evidence: `find`.
    Find,
    /// What brings the rule into force: `when`.
    When,
}

const WHEN: [When; 4] = [When::Keep, When::Drop, When::DropResult, When::Keep];

pub use super::phrase::Joint;

/// One step of a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Op {
    /// A token that has this symbol.
    Symbol(u32),
    /// A span of this class.
    Class(Class),
    /// An entry of this list.
    List(u32),
    /// At most so many words; whether it may leave the clause.
    Gap(u8, bool),
    /// A clause begins here.
    Border,
    /// The sentence begins here.
    Start,
    /// The sentence ends here.
    End,
    /// One of these branches.
    OneOf(u32),
    /// One of these branches or nothing.
    Maybe(u32),
}

impl Op {
    pub(super) fn pack(self) -> u32 {
        let (tag, value) = match self {
            Op::Symbol(symbol) => (0, symbol),
            Op::Class(class) => (1, class.symbol()),
            Op::List(list) => (2, list),
            Op::Gap(most, across) => (3, u32::from(most) << 1 | u32::from(across)),
            Op::Border => (4, 0),
            Op::Start => (5, 0),
            Op::End => (6, 0),
            Op::OneOf(group) => (7, group),
            Op::Maybe(group) => (8, group),
        };
        value << 4 | tag
    }

    fn unpack(packed: u32) -> Op {
        let value = packed >> 4;
        match packed & 15 {
            0 => Op::Symbol(value),
            1 => Op::Class(Class::ALL[value as usize % Class::ALL.len()].1),
            2 => Op::List(value),
            3 => Op::Gap((value >> 1) as u8, value & 1 == 1),
            4 => Op::Border,
            5 => Op::Start,
            6 => Op::End,
            7 => Op::OneOf(value),
            _ => Op::Maybe(value),
        }
    }
}

/// What a word must be to have a symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Wanted {
    /// The symbol.
    pub symbol: u32,
    /// How it must be written at least.
    pub case: Case,
}

impl Wanted {
    pub(super) fn pack(self) -> u32 {
        self.symbol << 2 | self.case as u32
    }

    fn unpack(packed: u32) -> Wanted {
        let case = match packed & 3 {
            0 => Case::Small,
            1 => Case::Capital,
            _ => Case::Upper,
        };
        Wanted { symbol: packed >> 2, case }
    }
}
