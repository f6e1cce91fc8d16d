//! The steps of a phrase, each as a number of 32 bits.

use crate::language::Class;

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
    /// The step as a number.
    pub fn pack(self) -> u32 {
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

    /// What [`Op::pack`] packed.
    pub fn unpack(packed: u32) -> Op {
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
