//! Compiled rules. In: bytes that `encode` wrote, built into the program or made at run time.
//! Out: [`Program`], everything that the engine needs for letters in one language, used where it lies: nothing
//! is parsed, copied or allocated when it is opened.
//!
//! The bytes are tables of little-endian `u32`, one behind the other, and the text of all words. The first
//! numbers say where each table ends.

mod needs;
mod op;
mod search;
mod words;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;

use super::pattern;
pub use super::phrase::Joint;
use crate::language::Class;
pub use needs::Needs;
pub use op::{Gap, Op};
pub use search::{Role, Search};
pub use words::{Side, Tags, Wanted, WordSymbol, hash, slot_of};

/// Every rule of one language, compiled.
#[derive(Debug, Clone)]
pub struct Program {
    bytes: Cow<'static, [u8]>,
    /// Where each table begins, in bytes; the last number is where the text begins.
    starts: [usize; TABLES + 1],
    /// The regular expressions, each compiled when a letter first asks for it; none for broken bytes.
    patterns: Vec<OnceLock<Option<Regex>>>,
}

/// The tables in the order in which they lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// Hash slots: number of the word plus one, and of its hash what [`Tags`] leave room for; or 0.
    Slots,
    /// A word: start in the text, length and side, first and last of its [`Table::Wanted`].
    Words,
    /// A symbol, whether it leads to phrases, and the case that it asks for.
    Wanted,
    /// Steps, see [`Op`].
    Ops,
    /// Rows of steps: first and last.
    Sequences,
    /// Branches: first and last of [`Table::Sequences`].
    Groups,
    /// Parts of phrases: joint, sequence.
    Parts,
    /// Phrases: first and last part. Those of searches come first, then those of word lists, then conditions.
    Phrases,
    /// Word lists: first and last phrase.
    Lists,
    /// Numbers of phrases that searches refer to.
    References,
    /// Searches, see [`Search`].
    Searches,
    /// For each symbol: first and last of [`Table::IndexEntries`].
    Index,
    /// What can only be found where a symbol is: number of the phrase of a search or a word list, and where in
    /// [`Table::Needs`] begins what it needs beside.
    IndexEntries,
    /// For each condition where in [`Table::Needs`] begins what it needs.
    Conditions,
    /// Symbols, see [`Needs`].
    Needs,
    /// Phrases that are looked for above lists and tables.
    Under,
    /// Regular expressions: start in the text, length.
    Patterns,
}

pub const TABLES: usize = 17;

/// Numbers a row of each table has.
pub const WIDTH: [usize; TABLES] = [1, 4, 1, 1, 2, 2, 2, 2, 2, 1, 10, 2, 2, 1, 1, 1, 2];

/// A symbol that every sentence has, for phrases that need no other.
pub const EVERYWHERE: u32 = Class::FIRST_FREE_SYMBOL - 1;

impl Program {
    /// Opens what `encode` wrote.
    pub fn open(bytes: Cow<'static, [u8]>) -> Program {
        let mut starts = [0; TABLES + 1];
        starts[0] = TABLES * 4;
        for table in 0..TABLES {
            starts[table + 1] = starts[table] + number(&bytes, table * 4) as usize * 4;
        }
        let mut program = Program { bytes, starts, patterns: Vec::new() };
        program.patterns.resize(program.rows(Table::Patterns), OnceLock::new());
        program
    }

    /// What [`Program::open`] takes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    fn at(&self, table: Table, row: usize, column: usize) -> u32 {
        let table = table as usize;
        number(&self.bytes, self.starts[table] + (row * WIDTH[table] + column) * 4)
    }

    /// Bytes of the text behind the tables; none if they lie beyond the end.
    fn text(&self, start: usize, length: usize) -> Option<&[u8]> {
        let start = self.starts[TABLES] + start;
        self.bytes.get(start..start + length)
    }

    fn rows(&self, table: Table) -> usize {
        let table = table as usize;
        (self.starts[table + 1] - self.starts[table]) / 4 / WIDTH[table]
    }

    /// The numbers in rows of a table that has one in each.
    fn numbers(&self, table: Table, rows: Range<usize>) -> impl Iterator<Item = u32> {
        self.slice::<4>(table, rows).iter().map(|four| u32::from_le_bytes(*four))
    }

    /// Rows of a table, whose width in bytes is `N`; none if they lie beyond the end.
    fn slice<const N: usize>(&self, table: Table, rows: Range<usize>) -> &[[u8; N]] {
        let start = self.starts[table as usize];
        self.bytes.get(start + rows.start * N..start + rows.end * N).unwrap_or_default().as_chunks().0
    }

    fn range(&self, table: Table, row: usize, column: usize) -> Range<usize> {
        let at = self.starts[table as usize] + (row * WIDTH[table as usize] + column) * 4;
        self.bytes.get(at..at + 8).and_then(|eight| eight.try_into().ok()).map_or(0..0, range)
    }

    /// How many searches there are. Their phrases have the same numbers, the first ones.
    pub fn searches(&self) -> usize {
        self.rows(Table::Searches)
    }

    /// How many phrases searches and word lists look for. Conditions have the numbers behind them.
    pub fn sought(&self) -> usize {
        self.rows(Table::Phrases) - self.conditions()
    }

    /// How many conditions there are: what searches ask to be or not to be beside what they find.
    pub fn conditions(&self) -> usize {
        self.rows(Table::Conditions)
    }

    /// How many symbols there are.
    pub fn symbols(&self) -> usize {
        self.rows(Table::Index)
    }

    /// The phrases of searches and word lists that can only be found where `symbol` is, each with what it needs beside.
    pub fn phrases_with(&self, symbol: u32) -> impl Iterator<Item = (usize, Needs<'_>)> {
        let needs = self.needs();
        self.slice(Table::IndexEntries, self.range(Table::Index, symbol as usize, 0)).iter().map(move |entry| {
            let Range { start: phrase, end: first } = range(*entry);
            (phrase, Needs::at(needs, first))
        })
    }

    /// What a condition needs, by its number among them.
    pub fn needs_of(&self, condition: usize) -> Needs<'_> {
        Needs::at(self.needs(), self.at(Table::Conditions, condition, 0) as usize)
    }

    fn needs(&self) -> &[[u8; 4]] {
        self.slice(Table::Needs, 0..self.rows(Table::Needs))
    }

    /// The phrases that searches look for above lists and tables.
    pub fn under(&self) -> impl Iterator<Item = usize> {
        self.numbers(Table::Under, 0..self.rows(Table::Under)).map(|phrase| phrase as usize)
    }

    /// Numbers of the phrases in a range of [`Search`]'s references.
    pub fn references(&self, range: &Range<usize>) -> impl Iterator<Item = usize> {
        self.numbers(Table::References, range.clone()).map(|phrase| phrase as usize)
    }

    /// The parts of a phrase with how each is joined to the one before, and its sequence.
    pub fn parts(&self, phrase: usize) -> impl Iterator<Item = (Joint, usize)> {
        self.range(Table::Phrases, phrase, 0).map(|part| {
            let joint = if self.at(Table::Parts, part, 0) == 0 { Joint::Clause } else { Joint::Sentence };
            (joint, self.at(Table::Parts, part, 1) as usize)
        })
    }

    /// The phrases of a word list.
    pub fn list(&self, list: u32) -> Range<usize> {
        self.range(Table::Lists, list as usize, 0)
    }

    /// What finds regular expression `number`.
    pub fn pattern(&self, number: u32) -> Option<&Regex> {
        let compiled = || {
            let [start, length] = [0, 1].map(|column| self.at(Table::Patterns, number as usize, column) as usize);
            pattern::compile(str::from_utf8(self.text(start, length)?).ok()?)
        };
        self.patterns.get(number as usize)?.get_or_init(compiled).as_ref()
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

/// Reads a number and the one behind it.
fn range(eight: [u8; 8]) -> Range<usize> {
    let both = u64::from_le_bytes(eight);
    both as u32 as usize..(both >> 32) as usize
}
