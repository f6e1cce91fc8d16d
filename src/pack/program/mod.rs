//! Compiled rules. In: bytes that `encode` wrote, built into the program or made at run time.
//! Out: [`Program`], everything that the engine needs for letters in one language, used where it lies: nothing
//! is parsed, copied or allocated when it is opened.
//!
//! The bytes are tables of little-endian `u32`, one behind the other, and the text of all words. The first
//! numbers say where each table ends.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;

use super::pattern;
use super::rule_file::{When, Where};
use crate::language::Class;
use crate::language::words::Case;

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
pub(super) enum Table {
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

pub(super) const TABLES: usize = 17;

/// Numbers a row of each table has.
pub(super) const WIDTH: [usize; TABLES] = [1, 4, 1, 1, 2, 2, 2, 2, 2, 1, 10, 2, 2, 1, 1, 1, 2];

/// A longer word, in bytes, is none: looking all its beginnings and ends up would take the square of its length.
const LONGEST_WORD: usize = 80;

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

    /// Hands the symbols of a word, folded, that is written in `case` to `take`; some more than once.
    pub fn symbols_of(&self, word: &str, case: Case, mut take: impl FnMut(WordSymbol)) {
        if word.is_empty() || word.len() > LONGEST_WORD {
            return;
        }
        let bytes = word.as_bytes();
        let words = self.words();
        // Parts that cut a character in two are no known word, so bytes will do.
        let mut beginning = Side::Beginning.seed();
        let beginnings = (1..=bytes.len()).map(|end| {
            beginning = step(beginning, bytes[end - 1]);
            (&bytes[..end], Side::Beginning, beginning)
        });
        let mut end = Side::End.seed();
        let ends = (0..bytes.len()).rev().map(|start| {
            end = step(end, bytes[start]);
            (&bytes[start..], Side::End, end)
        });
        let whole = (bytes, Side::Whole, hash(bytes, Side::Whole));
        for (part, side, hash) in beginnings.chain([whole]).chain(ends) {
            let Some(number) = words.find(part, side, hash) else { continue };
            let wanted = self.numbers(Table::Wanted, self.range(Table::Words, number, 2));
            wanted.filter_map(|wanted| Wanted::symbol_for(wanted, case)).for_each(&mut take);
        }
    }

    /// Whether rules know the word, folded, in any spelling.
    pub fn knows(&self, word: &str) -> bool {
        self.words().find(word.as_bytes(), Side::Whole, hash(word.as_bytes(), Side::Whole)).is_some()
    }

    fn words(&self) -> Words<'_> {
        let slots = self.starts[Table::Slots as usize]..self.starts[Table::Slots as usize + 1];
        Words {
            program: self,
            slots: self.bytes.get(slots).unwrap_or_default().as_chunks().0,
            tags: Tags::for_words(self.rows(Table::Words)),
        }
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
            (phrase, Needs(needs.get(first..).unwrap_or_default()))
        })
    }

    /// What a condition needs, by its number among them.
    pub fn needs_of(&self, condition: usize) -> Needs<'_> {
        Needs(self.needs().get(self.at(Table::Conditions, condition, 0) as usize..).unwrap_or_default())
    }

    fn needs(&self) -> &[[u8; 4]] {
        self.slice(Table::Needs, 0..self.rows(Table::Needs))
    }

    /// The phrases that searches look for above lists and tables.
    pub fn under(&self) -> impl Iterator<Item = usize> {
        self.numbers(Table::Under, 0..self.rows(Table::Under)).map(|phrase| phrase as usize)
    }

    /// Search `number`.
    pub fn search(&self, number: usize) -> Search {
        let row = number;
        let flags = self.at(Table::Searches, row, 1);
        Search {
            rule: self.at(Table::Searches, row, 0) as usize,
            role: ROLES[(flags & 3) as usize],
            when_negated: WHEN[(flags >> 2 & 3) as usize],
            when_hypothetical: WHEN[(flags >> 4 & 3) as usize],
            in_endings: flags >> 6 & 1 == 1,
            within: flags >> 7,
            references: [0, 2, 4, 6].map(|column| self.range(Table::Searches, row, 2 + column)),
        }
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

/// What a phrase needs: sets of symbols, one behind the other, of each of which one must be there. What lies behind them
/// is not looked at.
#[derive(Debug, Clone, Copy)]
pub struct Needs<'p>(&'p [[u8; 4]]);

/// Marks the last symbol of a set, and the last of all.
const LAST: u32 = 1 << 31;
const VERY_LAST: u32 = 1 << 30;

impl Needs<'_> {
    /// Sets of symbols as they are laid down. No sets at all are met everywhere.
    pub(super) fn pack(needs: &[Vec<u32>]) -> Vec<u32> {
        let mut packed = Vec::new();
        for need in needs {
            packed.extend(need);
            packed.last_mut().into_iter().for_each(|last| *last |= LAST);
        }
        let last = packed.pop().unwrap_or(EVERYWHERE | LAST);
        packed.push(last | VERY_LAST);
        packed
    }

    /// Those of `places`, a bit each, where all of it is; `places_of` tells where a symbol is.
    pub fn met(self, mut places: u32, places_of: impl Fn(u32) -> u32) -> u32 {
        let mut any = 0;
        for packed in self.0.iter().map(|packed| u32::from_le_bytes(*packed)) {
            any |= places_of(packed & !(LAST | VERY_LAST));
            if packed & LAST == 0 {
                continue;
            }
            places &= std::mem::take(&mut any);
            if places == 0 || packed & VERY_LAST != 0 {
                break;
            }
        }
        places
    }
}

/// The words of a program, to be looked up.
struct Words<'p> {
    program: &'p Program,
    slots: &'p [[u8; 4]],
    tags: Tags,
}

impl Words<'_> {
    /// The number of a word or part of a word, whose hash is given.
    fn find(&self, text: &[u8], side: Side, hash: u32) -> Option<usize> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut slot = slot_of(hash, self.slots.len());
        loop {
            let taken = u32::from_le_bytes(self.slots[slot & mask]);
            let number = self.tags.number(taken)?;
            if self.tags.may_be(taken, hash) && self.is(number, text, side) {
                return Some(number);
            }
            slot += 1;
        }
    }

    fn is(&self, number: usize, text: &[u8], side: Side) -> bool {
        let [start, length] = [0, 1].map(|column| self.program.at(Table::Words, number, column) as usize);
        length & 3 == side as usize && self.program.text(start, length >> 2) == Some(text)
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

/// FNV-1a, 32 bits (G. Fowler, L. C. Noll, K.-P. Vo), over which part of a word it is and the word; an end is read
/// backwards, so that all beginnings and all ends of a word are hashed in one go each.
pub(super) fn hash(text: &[u8], side: Side) -> u32 {
    match side {
        Side::Whole | Side::Beginning => text.iter().fold(side.seed(), |hash, byte| step(hash, *byte)),
        Side::End => text.iter().rev().fold(side.seed(), |hash, byte| step(hash, *byte)),
    }
}

fn step(hash: u32, byte: u8) -> u32 {
    (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
}

/// Where the search for a hash begins among `slots`, a power of two. The low bits of FNV alone are poor.
pub(super) fn slot_of(hash: u32, slots: usize) -> usize {
    (hash ^ hash >> 15) as usize & (slots - 1)
}

/// How a slot holds the number of a word and, above it, as many of the highest bits of its hash as there is room for:
/// nearly all words that are not the one are told by them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tags(u32);

impl Tags {
    /// Of a table of so many words.
    pub fn for_words(words: usize) -> Tags {
        // Never all bits, so that an empty slot of an empty table can be shifted, too.
        let numbers = u32::BITS - (words as u32).leading_zeros();
        Tags(numbers.clamp(1, u32::BITS - 1))
    }

    /// A slot for the word `number` with this hash.
    pub fn slot(self, number: usize, hash: u32) -> u32 {
        hash >> self.0 << self.0 | (number as u32 + 1)
    }

    fn number(self, slot: u32) -> Option<usize> {
        ((slot & !(u32::MAX << self.0)) as usize).checked_sub(1)
    }

    fn may_be(self, slot: u32, hash: u32) -> bool {
        (slot ^ hash) >> self.0 == 0
    }
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

impl Side {
    fn seed(self) -> u32 {
        step(0x811c_9dc5, self as u8)
    }
}

/// A phrase that a rule looks for, and under which conditions it counts.
#[derive(Debug, Clone)]
pub struct Search {
    /// Number of the rule in [`Rules::rules`](super::Rules).
    pub rule: usize,
    /// What a match is to the rule.
    pub role: Role,
    /// When a negation reaches it.
    pub when_negated: When,
    /// When it stands inside a condition.
    pub when_hypothetical: When,
    /// Whether it counts in letters that end something alone.
    pub in_endings: bool,
    /// Parts of the letter, a bit each; none means anywhere.
    within: u32,
    /// `with`, `under`, `unless`, `unless-sentence`.
    references: [Range<usize>; 4],
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

    /// Phrases of which one must be above the list or table.
    pub fn under(&self) -> &Range<usize> {
        &self.references[1]
    }

    /// Phrases that must not be in the clause.
    pub fn unless(&self) -> &Range<usize> {
        &self.references[2]
    }

    /// Phrases that must not be in the sentence.
    pub fn unless_sentence(&self) -> &Range<usize> {
        &self.references[3]
    }
}

/// What a match is to its rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// What must not be there, or evidence: `find`.
    Find,
    /// What brings the rule into force: `when`.
    When,
    /// What makes a sentence evidence in which no rule finds anything else: `unclaimed`.
    Unclaimed,
}

const ROLES: [Role; 4] = [Role::Find, Role::When, Role::Unclaimed, Role::Find];

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
    /// Words that this regular expression touches.
    Pattern(u32),
    /// At most so many words.
    Gap(Gap),
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

/// Words between the steps of a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Gap {
    /// How many there may be.
    pub most: u8,
    /// Whether they may leave the clause.
    pub across: bool,
    /// Whether a clause may begin before them.
    pub from_border: bool,
    /// Whether a clause may begin behind them.
    pub to_border: bool,
}

impl Gap {
    fn pack(self) -> u32 {
        u32::from(self.most) << 3
            | u32::from(self.across) << 2
            | u32::from(self.from_border) << 1
            | u32::from(self.to_border)
    }

    fn unpack(value: u32) -> Gap {
        let flag = |bit: u32| value >> bit & 1 == 1;
        Gap { most: (value >> 3) as u8, across: flag(2), from_border: flag(1), to_border: flag(0) }
    }
}

impl Op {
    pub(super) fn pack(self) -> u32 {
        let (tag, value) = match self {
            Op::Symbol(symbol) => (0, symbol),
            Op::Class(class) => (1, class.symbol()),
            Op::List(list) => (2, list),
            Op::Gap(gap) => (3, gap.pack()),
            Op::Border => (4, 0),
            Op::Start => (5, 0),
            Op::End => (6, 0),
            Op::OneOf(group) => (7, group),
            Op::Maybe(group) => (8, group),
            Op::Pattern(pattern) => (9, pattern),
        };
        value << 4 | tag
    }

    fn unpack(packed: u32) -> Op {
        let value = packed >> 4;
        match packed & 15 {
            0 => Op::Symbol(value),
            1 => Op::Class(Class::ALL[value as usize % Class::ALL.len()].1),
            2 => Op::List(value),
            3 => Op::Gap(Gap::unpack(value)),
            4 => Op::Border,
            5 => Op::Start,
            6 => Op::End,
            7 => Op::OneOf(value),
            8 => Op::Maybe(value),
            _ => Op::Pattern(value),
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
    pub(super) fn pack(self, leads: bool) -> u32 {
        self.symbol << 3 | u32::from(leads) << 2 | self.case as u32
    }

    /// What a packed one gives to a word that is written in `case`.
    fn symbol_for(packed: u32, case: Case) -> Option<WordSymbol> {
        (case as u32 >= packed & 3).then_some(WordSymbol { symbol: packed >> 3, leads: packed & 4 != 0 })
    }
}

/// A symbol that a word has.
#[derive(Debug, Clone, Copy)]
pub struct WordSymbol {
    /// Its number.
    pub symbol: u32,
    /// Whether phrases are looked for where it is, see [`Program::phrases_with`].
    pub leads: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn needs_are_met_where_one_of_each_set_is() {
        let places_of = |symbol: u32| match symbol {
            EVERYWHERE => 0b1111,
            40 => 0b0011,
            41 => 0b0100,
            _ => 0b0110,
        };
        let met = |needs: &[Vec<u32>], places| {
            let mut packed: Vec<[u8; 4]> = Needs::pack(needs).into_iter().map(u32::to_le_bytes).collect();
            packed.push(99u32.to_le_bytes()); // belongs to the next phrase
            Needs(&packed).met(places, places_of)
        };
        assert_eq!(met(&[], 0b1010), 0b1010);
        assert_eq!(met(&[vec![40]], 0b1110), 0b0010);
        assert_eq!(met(&[vec![40, 41]], 0b1110), 0b0110);
        assert_eq!(met(&[vec![40, 41], vec![42]], 0b1111), 0b0110);
        assert_eq!(met(&[vec![41], vec![40]], 0b1111), 0);
    }

    #[test]
    fn slots_hold_any_number_and_tell_other_hashes() {
        for words in [1usize, 2, 3, 4, 1 << 20, (1 << 31) - 1] {
            let tags = Tags::for_words(words);
            for number in [0, words / 2, words - 1] {
                let slot = tags.slot(number, 0xdead_beef);
                assert_eq!(
                    (tags.number(slot), tags.may_be(slot, 0xdead_beef)),
                    (Some(number), true),
                    "{number}/{words}"
                );
                assert!(!tags.may_be(slot, !0xdead_beef), "{number}/{words}");
            }
            assert_eq!(tags.number(0), None, "{words}");
        }
    }
}
