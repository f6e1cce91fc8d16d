//! A program as it is compiled: phrases over symbols, not yet laid flat.

use std::collections::BTreeMap;

use crate::language::Class;
use crate::pack::file::{When, Where};
use crate::pack::phrase::Joint;
use crate::pack::program::{Role, Side, Wanted};

/// A program as it is compiled, before it is laid flat.
#[derive(Debug, Default)]
pub struct Draft {
    /// Words and parts of words, folded, with their symbols.
    pub words: BTreeMap<(String, Side), Vec<Wanted>>,
    /// Word lists that hold more than single words.
    pub lists: Vec<Vec<DraftPhrase>>,
    /// Regular expressions.
    pub patterns: Vec<String>,
    /// What must be or must not be beside what searches find.
    pub conditions: Vec<DraftPhrase>,
    /// What to find.
    pub searches: Vec<DraftSearch>,
    /// How many symbols there are.
    pub symbols: u32,
}

/// A phrase over symbols.
#[derive(Debug, Default, Clone)]
pub struct DraftPhrase {
    /// Parts in the order in which they were written.
    pub parts: Vec<(Joint, Vec<DraftOp>)>,
    /// Of each of these sets one symbol must be in the sentence; the rarest stands first, and there is one.
    pub needs: Vec<Vec<u32>>,
}

/// One step of a phrase, see [`Op`](crate::pack::Op).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum DraftOp {
    Symbol(u32),
    Class(Class),
    List(u32),
    Pattern(u32),
    Gap(u8, bool),
    Border,
    Start,
    End,
    OneOf(Vec<Vec<DraftOp>>),
    Maybe(Vec<Vec<DraftOp>>),
}

/// A phrase that a rule looks for, see [`Search`](crate::pack::Search).
#[derive(Debug, Clone)]
pub struct DraftSearch {
    pub rule: usize,
    pub role: Role,
    pub in_endings: bool,
    pub phrase: DraftPhrase,
    pub with: Vec<usize>,
    pub under: Vec<usize>,
    pub unless: Vec<usize>,
    pub unless_sentence: Vec<usize>,
    pub within: Vec<Where>,
    pub when_negated: When,
    pub when_hypothetical: When,
}
