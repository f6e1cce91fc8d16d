//! Sets of words and of fixed phrases. In: lists of a grammar. Out: [`WordSet`] and [`Phrases`], each one text in which
//! is looked up where it lies: at the start of the program nothing is taken apart that no letter asks for.

use serde::{Deserialize, Serialize};

use super::Language;
use super::words::split;

/// A set of words.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WordSet(Sorted);

impl WordSet {
    /// Takes words, folded.
    pub fn new(words: Vec<String>) -> WordSet {
        WordSet(Sorted::new(words))
    }

    /// Whether `word`, folded, is among them.
    pub fn contains(&self, word: &str) -> bool {
        self.0.from(word).next() == Some(word)
    }
}

/// A set of fixed phrases, found by their first word.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Phrases {
    /// Those whose first word is closed, words divided by a space.
    closed: Sorted,
    /// Those whose first word is open at its end.
    open: Sorted,
}

impl Phrases {
    /// Makes a set of `phrases` of `language`; `word*` stands for any ending.
    pub fn new(phrases: &[String], language: Language) -> Phrases {
        let phrases = phrases.iter().map(|phrase| {
            let folded = phrase.split_whitespace().map(|word| {
                let pieces: Vec<String> = split(word, language).into_iter().map(|piece| piece.folded).collect();
                pieces.join(" ") + if word.ends_with('*') { "*" } else { "" }
            });
            folded.collect::<Vec<_>>().join(" ")
        });
        let (open, closed) = phrases
            .filter(|phrase| !phrase.is_empty())
            .partition(|phrase| phrase.split(' ').next().is_some_and(|first| first.ends_with('*')));
        Phrases { closed: Sorted::new(closed), open: Sorted::new(open) }
    }

    /// How many of the folded `words`, from the first on, are the longest phrase of this set that fits; 0 if none.
    pub fn match_len<'w>(&self, words: impl Iterator<Item = &'w str> + Clone) -> usize {
        let Some(first) = words.clone().next() else { return 0 };
        let begins_so =
            |phrase: &&str| phrase.strip_prefix(first).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
        let closed = self.closed.from(first).take_while(begins_so);
        let longest = closed.filter_map(|phrase| fit(phrase, words.clone())).max().unwrap_or(0);
        let open = self.open.all().filter_map(|phrase| fit(phrase, words.clone())).max();
        longest.max(open.unwrap_or(0))
    }
}

/// How many words `phrase` has, if `words` begin with them.
fn fit<'w>(phrase: &str, mut words: impl Iterator<Item = &'w str>) -> Option<usize> {
    let mut count = 0;
    for wanted in phrase.split(' ') {
        let word = words.next()?;
        let fits = match wanted.strip_suffix('*') {
            Some(stem) => word.starts_with(stem),
            None => wanted == word,
        };
        if !fits {
            return None;
        }
        count += 1;
    }
    Some(count)
}

/// Entries in order, divided by [`Sorted::BORDER`], in one text.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Sorted {
    entries: String,
    /// Bits by the hashes of first words, eight for each entry: most words that begin none are told at once.
    filter: Vec<u8>,
}

impl Sorted {
    /// In no folded word.
    const BORDER: char = '|';

    fn new(mut entries: Vec<String>) -> Sorted {
        entries.sort_unstable();
        entries.dedup();
        let mut filter = vec![0; entries.len()];
        for entry in &entries {
            let (at, bit) = place(entry.split(' ').next().unwrap_or_default(), filter.len());
            filter[at] |= bit;
        }
        Sorted { entries: entries.join("|"), filter }
    }

    fn all(&self) -> impl Iterator<Item = &str> {
        self.entries.split_terminator(Sorted::BORDER)
    }

    /// The entries from `word` on, in order; none where no entry's first word can be `word`.
    fn from(&self, word: &str) -> impl Iterator<Item = &str> {
        let known = !self.filter.is_empty() && {
            let (at, bit) = place(word, self.filter.len());
            self.filter[at] & bit != 0
        };
        let from = if known { self.lower_bound(word.as_bytes()) } else { self.entries.len() };
        self.entries.get(from..).unwrap_or_default().split_terminator(Sorted::BORDER)
    }

    /// Where the first entry begins that is not before `key`.
    fn lower_bound(&self, key: &[u8]) -> usize {
        let bytes = self.entries.as_bytes();
        let is_border = |byte: &u8| *byte == Sorted::BORDER as u8;
        let (mut low, mut high) = (0, bytes.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let start = bytes[low..middle].iter().rposition(is_border).map_or(low, |at| low + at + 1);
            let end = bytes[start..].iter().position(is_border).map_or(bytes.len(), |at| start + at);
            match bytes[start..end] < *key {
                true => low = end + 1,
                false => high = start,
            }
        }
        low
    }
}

/// Number and bit of a word in a filter of `len` bytes.
fn place(word: &str, len: usize) -> (usize, u8) {
    let hash =
        word.bytes().fold(0, |hash: u32, byte| (hash.rotate_left(5) ^ u32::from(byte)).wrapping_mul(0x9e37_79b1));
    (((u64::from(hash) * len as u64) >> 32) as usize, 1 << (hash & 7))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_wins_and_stems_stay_open() {
        let set = Phrases::new(&["sehr geehrte*".into(), "sehr".into(), "szanown*".into()], Language::German);
        let len = |text: &str| set.match_len(text.split(' '));
        assert_eq!(len("sehr geehrter herr"), 2);
        assert_eq!(len("sehr gut"), 1);
        assert_eq!(len("szanowna pani"), 1);
        assert_eq!(len("geehrter herr"), 0);
        assert_eq!(len("sehrgut"), 0);
        assert_eq!(Phrases::new(&[], Language::German).match_len("sehr".split(' ')), 0);
    }

    #[test]
    fn every_word_of_a_set_is_found_and_no_other() {
        let words = ["a", "ab", "abc", "b", "könnte", "z", "zz"];
        let set = WordSet::new(words.map(str::to_owned).to_vec());
        assert!(words.iter().all(|word| set.contains(word)));
        assert!(["", "aa", "abcd", "c", "konnte", "zzz", "|"].iter().all(|word| !set.contains(word)));
        assert!(!WordSet::default().contains(""));
    }
}
