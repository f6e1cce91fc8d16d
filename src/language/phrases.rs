//! Sets of words and of fixed phrases. In: lists of a grammar. Out: [`WordSet`] and [`Phrases`], each one text in which
//! is looked up where it lies: at the start of the program nothing is taken apart that no letter asks for.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::Language;
use super::words::split;

/// A set of words.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(transparent, bound(deserialize = "Sorted: Deserialize<'de>"))]
pub struct WordSet(Sorted);

impl WordSet {
    /// Takes words, folded.
    pub fn new(words: Vec<String>) -> WordSet {
        WordSet(Sorted::new(words))
    }

    /// Whether `word`, folded, is among them.
    pub fn contains(&self, word: &str) -> bool {
        self.0.from(word).next() == Some(word.as_bytes())
    }
}

/// A set of fixed phrases, found by their first word.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "Sorted: Deserialize<'de>"))]
pub struct Phrases {
    /// Those whose first word is closed, words divided by a space.
    closed: Sorted,
    /// Those whose first word is open at its end.
    open: Vec<String>,
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
        Phrases { closed: Sorted::new(closed), open }
    }

    /// Whether a phrase of this set may begin with `word`, folded.
    pub fn may_begin_with(&self, word: &str) -> bool {
        let fits = |phrase: &String| phrase.split('*').next().is_some_and(|stem| word.starts_with(stem));
        self.closed.find(word).is_ok() || self.open.iter().any(fits)
    }

    /// Whether the folded `word` alone is one of them.
    pub fn contains(&self, word: &str) -> bool {
        self.match_len(std::iter::once(word)) > 0
    }

    /// How many of the folded `words`, from the first on, are the longest phrase of this set that fits; 0 if none.
    pub fn match_len<'w>(&self, words: impl Iterator<Item = &'w str> + Clone) -> usize {
        let Some(first) = words.clone().next() else { return 0 };
        let phrases = self.closed.from(first).chain(self.open.iter().map(String::as_bytes));
        phrases.filter_map(|phrase| fit(phrase, words.clone())).max().unwrap_or(0)
    }
}

/// How many words `phrase` has, if `words` begin with them.
fn fit<'w>(phrase: &[u8], mut words: impl Iterator<Item = &'w str>) -> Option<usize> {
    let mut count = 0;
    for wanted in phrase.split(|byte| *byte == b' ') {
        let word = words.next()?.as_bytes();
        let fits = match wanted.strip_suffix(b"*") {
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
    /// Text as bytes, which need no check when they are read.
    #[serde(borrow)]
    entries: Cow<'static, [u8]>,
    /// Hash slots of first words, four bytes each, a power of two of them and at most half of them taken: where the
    /// first entry begins that begins so, plus one, or 0.
    #[serde(borrow)]
    slots: Cow<'static, [u8]>,
}

impl Sorted {
    /// In no folded word.
    const BORDER: u8 = b'|';
    /// Bytes of a slot.
    const SLOT: usize = 4;

    fn new(mut entries: Vec<String>) -> Sorted {
        entries.sort_unstable();
        entries.dedup();
        let slots = vec![0; entries.len().next_power_of_two() * 2 * Sorted::SLOT];
        let mut sorted = Sorted { entries: entries.join("|").into_bytes().into(), slots: slots.into() };
        let mut at = 0;
        for entry in &entries {
            let first = entry.split(' ').next().unwrap_or_default();
            if let Err(slot) = sorted.find(first) {
                let place = (at as u32 + 1).to_le_bytes();
                sorted.slots.to_mut().as_chunks_mut().0[slot] = place;
            }
            at += entry.len() + 1;
        }
        sorted
    }

    /// The entries whose first word is `word`, in order.
    fn from(&self, word: &str) -> impl Iterator<Item = &[u8]> {
        let rest = self.find(word).ok().map(|from| &self.entries[from..]);
        let entries = rest.into_iter().flat_map(|rest| rest.split(|byte| *byte == Sorted::BORDER));
        entries.take_while(move |entry| begins_with(entry, word.as_bytes()))
    }

    /// Where the first entry begins whose first word is `word`, or the free slot for it.
    fn find(&self, word: &str) -> Result<usize, usize> {
        let slots: &[[u8; Sorted::SLOT]] = self.slots.as_chunks().0;
        let Some(mask) = slots.len().checked_sub(1) else { return Err(0) };
        let mut slot = hash(word) as usize & mask;
        loop {
            let Some(from) = (u32::from_le_bytes(slots[slot]) as usize).checked_sub(1) else { return Err(slot) };
            if begins_with(&self.entries[from..], word.as_bytes()) {
                return Ok(from);
            }
            slot = (slot + 1) & mask;
        }
    }
}

/// Whether the first word of `entries` is `word`.
fn begins_with(entries: &[u8], word: &[u8]) -> bool {
    entries.strip_prefix(word).is_some_and(|rest| matches!(rest.first(), None | Some(b' ' | &Sorted::BORDER)))
}

/// A quick hash whose low bits are good.
fn hash(word: &str) -> u32 {
    let mix = |hash: u32, byte| (hash.rotate_left(5) ^ u32::from(byte)).wrapping_mul(0x9e37_79b1);
    let hash = word.bytes().fold(0, mix);
    hash ^ hash >> 16
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
        assert!(!WordSet::new(vec!["z o.o".to_owned()]).contains("z"));
        assert!(!WordSet::default().contains(""));
    }
}
