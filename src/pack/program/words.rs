//! Words to symbols. In: a word, folded. Out: the symbols that it has, as a whole, by its beginning and by its end.

use super::{Program, Table};
use crate::language::words::Case;

/// A longer word, in bytes, is none: looking all its beginnings and ends up would take the square of its length.
const LONGEST_WORD: usize = 80;

impl Program {
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

/// FNV-1a, 32 bits (G. Fowler, L. C. Noll, K.-P. Vo), over which part of a word it is and the word; an end is read
/// backwards, so that all beginnings and all ends of a word are hashed in one go each.
pub fn hash(text: &[u8], side: Side) -> u32 {
    match side {
        Side::Whole | Side::Beginning => text.iter().fold(side.seed(), |hash, byte| step(hash, *byte)),
        Side::End => text.iter().rev().fold(side.seed(), |hash, byte| step(hash, *byte)),
    }
}

fn step(hash: u32, byte: u8) -> u32 {
    (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
}

/// Where the search for a hash begins among `slots`, a power of two. The low bits of FNV alone are poor.
pub fn slot_of(hash: u32, slots: usize) -> usize {
    (hash ^ hash >> 15) as usize & (slots - 1)
}

/// How a slot holds the number of a word and, above it, as many of the highest bits of its hash as there is room for:
/// nearly all words that are not the one are told by them.
#[derive(Debug, Clone, Copy)]
pub struct Tags(u32);

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
pub enum Side {
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

/// What a word must be to have a symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Wanted {
    /// The symbol.
    pub symbol: u32,
    /// How it must be written at least.
    pub case: Case,
}

impl Wanted {
    pub fn pack(self, leads: bool) -> u32 {
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
