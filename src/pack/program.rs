//! Compiled rules. In: what `compile` builds. Out: [`Program`], everything that the engine needs for letters
//! in one language: a table from words to symbols, and phrases over symbols.

use std::collections::HashMap;

use super::rule_file::{When, Where};
use crate::language::words::Case;
use crate::letter::{Class, Token};

/// Every rule of one language, compiled.
#[derive(Debug, Default)]
pub struct Program {
    /// Words to symbols.
    pub symbols: SymbolTable,
    /// Word lists that hold more than single words.
    pub lists: Vec<Vec<CompiledPhrase>>,
    /// All phrases that searches use.
    pub phrases: Vec<CompiledPhrase>,
    /// By symbol: the searches whose phrase can only be found where the symbol is.
    pub index: HashMap<u32, Vec<u32>>,
    /// What to find, and what cancels it.
    pub searches: Vec<Search>,
}

/// One phrase that a rule looks for, with its conditions.
#[derive(Debug)]
pub struct Search {
    /// Number of the rule in [`Rules::rules`](super::Rules).
    pub rule: usize,
    /// What a match is to the rule.
    pub role: Role,
    /// The phrase: number in [`Program::phrases`].
    pub phrase: usize,
    /// Under which conditions it counts.
    pub filters: Filters,
}

/// What a match is to its rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// What must not be there, or evidence: `find`.
    Find,
    /// What brings the rule into force: `when`.
    When,
}

/// Conditions on a match. Phrases are numbers in [`Program::phrases`].
#[derive(Debug, Clone)]
pub struct Filters {
    /// One must be in the sentence.
    pub with: Vec<usize>,
    /// None may be in the clause.
    pub unless: Vec<usize>,
    /// None may be in the sentence.
    pub unless_sentence: Vec<usize>,
    /// Parts of the letter; none means anywhere.
    pub within: Vec<Where>,
    /// When a negation reaches it.
    pub when_negated: When,
    /// When it stands inside a condition.
    pub when_hypothetical: When,
}

/// A phrase over symbols.
#[derive(Debug, Default, Clone)]
pub struct CompiledPhrase {
    /// Parts in the order in which they were written.
    pub parts: Vec<(Joint, Vec<Op>)>,
    /// Of each of these sets one symbol must be in the sentence; the rarest stands first.
    pub needs: Vec<Vec<u32>>,
}

pub use super::phrase::Joint;

/// One step of a phrase.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Op {
    /// A token that has this symbol.
    Symbol(u32),
    /// A span of this class.
    Class(Class),
    /// An entry of this list.
    List(u32),
    /// At most so many words.
    Gap {
        /// Most words.
        most: u8,
        /// Whether it may leave the clause.
        across: bool,
    },
    /// A clause begins here.
    Border,
    /// The sentence begins here.
    Start,
    /// The sentence ends here.
    End,
    /// One of these.
    OneOf(Vec<Vec<Op>>),
    /// One of these or nothing.
    Maybe(Vec<Vec<Op>>),
}

/// What a word must be to have a symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Wanted {
    /// The symbol.
    pub symbol: u32,
    /// How it must be written at least.
    pub case: Case,
}

/// Words to symbols. Words are folded.
#[derive(Debug, Default)]
pub struct SymbolTable {
    /// Whole words.
    pub words: HashMap<String, Vec<Wanted>>,
    /// Beginnings of words.
    pub beginnings: HashMap<String, Vec<Wanted>>,
    /// Ends of words.
    pub ends: HashMap<String, Vec<Wanted>>,
}

impl SymbolTable {
    /// The symbols of `token`, sorted.
    pub fn of(&self, token: &Token) -> Vec<u32> {
        let word = token.folded.as_str();
        let mut symbols = Vec::new();
        if word.is_empty() {
            return symbols;
        }
        let mut add = |wanted: Option<&Vec<Wanted>>| {
            symbols.extend(wanted.into_iter().flatten().filter(|w| token.case >= w.case).map(|w| w.symbol));
        };
        add(self.words.get(word));
        for (at, c) in word.char_indices() {
            add(self.beginnings.get(&word[..at + c.len_utf8()]));
            add(self.ends.get(&word[at..]));
        }
        symbols.sort_unstable();
        symbols.dedup();
        symbols
    }
}

impl Class {
    /// Classes stand among the symbols under numbers of their own.
    pub fn symbol(self) -> u32 {
        self as u32
    }

    /// Symbols of words begin here.
    pub const FIRST_FREE_SYMBOL: u32 = 32;
}
