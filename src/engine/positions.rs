//! Sets of places in a sentence. In: places. Out: [`Positions`], on which a phrase is run for all of them at once.

use std::ops::Range;

use crate::letter::LONGEST_SENTENCE;

/// Positions between the tokens of a sentence: 0 is before the first one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Positions([u64; 3]);

/// There is a bit for the position behind the last token of the longest sentence, too.
const _: () = assert!(LONGEST_SENTENCE < 3 * 64);

impl Positions {
    /// One position.
    pub fn one(position: usize) -> Positions {
        let mut set = Positions::default();
        set.insert(position);
        set
    }

    /// All positions before `end`.
    pub fn below(end: usize) -> Positions {
        let word = |number: usize| match end.saturating_sub(number * 64) {
            0 => 0,
            count @ 1..64 => (1 << count) - 1,
            _ => u64::MAX,
        };
        Positions([word(0), word(1), word(2)])
    }

    /// The positions from `first` to `last`, this one among them.
    pub fn between(first: usize, last: usize) -> Positions {
        Positions::below(last + 1).without(Positions::below(first))
    }

    /// Adds a position.
    pub fn insert(&mut self, position: usize) {
        self.0[position / 64] |= 1 << (position % 64);
    }

    /// Whether `position` is among them.
    pub fn holds(self, position: usize) -> bool {
        self.0[position / 64] >> (position % 64) & 1 == 1
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == [0; 3]
    }

    /// Those of both.
    pub fn or(self, other: Positions) -> Positions {
        Positions([self.0[0] | other.0[0], self.0[1] | other.0[1], self.0[2] | other.0[2]])
    }

    /// Those in both.
    pub fn and(self, other: Positions) -> Positions {
        Positions([self.0[0] & other.0[0], self.0[1] & other.0[1], self.0[2] & other.0[2]])
    }

    /// Those that are not in `other`.
    pub fn without(self, other: Positions) -> Positions {
        Positions([self.0[0] & !other.0[0], self.0[1] & !other.0[1], self.0[2] & !other.0[2]])
    }

    /// Each moved behind the next token.
    pub fn next(self) -> Positions {
        let [a, b, c] = self.0;
        Positions([a << 1, b << 1 | a >> 63, c << 1 | b >> 63])
    }

    /// All of them in order.
    pub fn iter(self) -> Ones<[u64; 3]> {
        Ones::within(self.0, 0..3 * 64)
    }

    /// The last one.
    pub fn last(self) -> Option<usize> {
        (0..3).rev().find(|word| self.0[*word] != 0).map(|word| word * 64 + 63 - self.0[word].leading_zeros() as usize)
    }
}

impl FromIterator<usize> for Positions {
    fn from_iter<I: IntoIterator<Item = usize>>(positions: I) -> Positions {
        let mut set = Positions::default();
        positions.into_iter().for_each(|position| set.insert(position));
        set
    }
}

/// The numbers of the bits that are set, in order.
pub struct Ones<W> {
    words: W,
    /// Number of the word that is looked at, and what is left of it.
    word: usize,
    left: u64,
    end: usize,
}

impl<W: AsRef<[u64]>> Ones<W> {
    /// Those of `range` that are set in `words`.
    pub fn within(words: W, range: Range<usize>) -> Ones<W> {
        let word = range.start / 64;
        let left = words.as_ref().get(word).map_or(0, |bits| bits & u64::MAX << (range.start % 64));
        Ones { words, word, left, end: range.end }
    }
}

impl<W: AsRef<[u64]>> Iterator for Ones<W> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        while self.left == 0 {
            self.word += 1;
            if self.word * 64 >= self.end {
                return None;
            }
            self.left = *self.words.as_ref().get(self.word)?;
        }
        let number = self.word * 64 + self.left.trailing_zeros() as usize;
        self.left &= self.left - 1;
        (number < self.end).then_some(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(set: Positions) -> Vec<usize> {
        set.iter().collect()
    }

    #[test]
    fn sets_reach_over_the_borders_of_their_words() {
        let set: Positions = [0, 63, 64, 127, 159].into_iter().collect();
        assert_eq!(all(set), [0, 63, 64, 127, 159]);
        assert_eq!(all(set.next()), [1, 64, 65, 128, 160]);
        assert_eq!((set.last(), Positions::default().last()), (Some(159), None));
        assert_eq!(all(Positions::between(62, 66)), [62, 63, 64, 65, 66]);
        assert_eq!(all(Positions::below(2)), [0, 1]);
        assert_eq!(all(Positions::below(130)).len(), 130);
        assert_eq!(all(set.without(Positions::one(64))), [0, 63, 127, 159]);
        assert_eq!(all(set.and(Positions::between(60, 70))), [63, 64]);
        assert!(set.holds(127) && !set.holds(126));
    }

    #[test]
    fn ones_are_those_of_the_range() {
        let words = [1 << 63 | 1, 0, 0b110];
        let ones = |range| Ones::within(&words[..], range).collect::<Vec<_>>();
        assert_eq!(ones(0..192), [0, 63, 129, 130]);
        assert_eq!((ones(1..130), ones(0..1), ones(130..131)), (vec![63, 129], vec![0], vec![130]));
        assert_eq!((ones(1..63), ones(5..5), ones(131..500)), (vec![], vec![], vec![]));
    }
}
