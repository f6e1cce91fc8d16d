//! What stands where in some sentences of a letter. In: the sentences and a compiled program. Out: for each of them, where
//! the words of each symbol stand, and which phrases can be found.
//!
//! A word has dozens of symbols, and a letter says most of its words again and again. So each word is looked up once for
//! all of the sentences, and what a phrase needs is asked of all of them at once, a bit for each.

use std::cell::Cell;
use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::RandomState;

use super::positions::{Ones, Positions};
use crate::language::Class;
use crate::language::words::Case;
use crate::letter::Sentence;
use crate::pack::{EVERYWHERE, Program, WordSymbol};

/// At most so many sentences are read together: there is a bit for each.
const MOST_SENTENCES: usize = Sentences::BITS as usize - 1;

/// A sentence that begins behind so many tokens is read with the next ones, so that long sentences take no more room.
const MOST_TOKENS: usize = 2_048;

/// A set of sentences: a bit for each, by its place among those that were read together.
type Sentences = u32;

/// A bit that is no sentence's: what the others say was looked up.
const KNOWN: Sentences = 1 << MOST_SENTENCES;

/// Sentences that were read together, one of which was entered: of it everything is asked.
pub struct Index<'l> {
    program: &'l Program,
    sentences: Vec<(usize, &'l Sentence)>,
    words: Vec<Word<'l>>,
    /// The number of each word in `words`.
    numbers: HashMap<Item<'l>, u32, RandomState>,
    /// The words of the sentences, one sentence behind the other, and where each sentence ends.
    occurrences: Vec<Occurrence>,
    ends: Vec<usize>,
    symbols: Symbols,
    /// For each sentence a bit for each phrase of a search or a word list: whether all that it needs is there.
    possible: Vec<u64>,
    /// By condition: the sentences that hold all that it needs, once somebody asked.
    conditions: Vec<Cell<Sentences>>,
    /// The place of the sentence that was entered.
    place: usize,
}

/// What can stand in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Item<'l> {
    /// A word, folded, as it is written.
    Word(&'l str, Case),
    /// A span of tokens.
    Class(Class),
    /// The beginning of the sentence.
    Start,
}

#[derive(Debug)]
struct Word<'l> {
    item: Item<'l>,
    /// Those that hold it.
    sentences: Sentences,
    /// Where it stands in the one that was entered.
    here: Positions,
}

#[derive(Debug)]
struct Occurrence {
    word: u32,
    at: usize,
}

impl<'l> Index<'l> {
    /// Hands the number of each of `sentences` to `take`, with an index that has entered it.
    pub fn each(
        program: &'l Program,
        sentences: impl Iterator<Item = (usize, &'l Sentence)>,
        mut take: impl FnMut(usize, &Index<'l>),
    ) {
        let mut sentences = sentences.peekable();
        while sentences.peek().is_some() {
            let mut index = Index::read(program, &mut sentences);
            for place in 0..index.sentences.len() {
                index.enter(place);
                take(index.sentences[place].0, &index);
            }
        }
    }

    /// Reads as many of the sentences as can be read together.
    fn read(program: &'l Program, sentences: &mut impl Iterator<Item = (usize, &'l Sentence)>) -> Index<'l> {
        let mut index = Index {
            program,
            sentences: Vec::new(),
            words: Vec::new(),
            numbers: HashMap::default(),
            occurrences: Vec::new(),
            ends: Vec::new(),
            symbols: Symbols::new(program),
            possible: Vec::new(),
            conditions: vec![Cell::default(); program.conditions()],
            place: 0,
        };
        while index.sentences.len() < MOST_SENTENCES && index.occurrences.len() < MOST_TOKENS {
            let Some(sentence) = sentences.next() else { break };
            index.add(sentence.1);
            index.sentences.push(sentence);
        }
        for (number, word) in index.words.iter().enumerate() {
            word.item.symbols(program, |known| index.symbols.insert(known, number as u32, word.sentences));
        }
        index.find_possible();
        index
    }

    fn add(&mut self, sentence: &'l Sentence) {
        self.add_item(Item::Start, 0);
        for (at, token) in sentence.tokens.iter().enumerate() {
            self.add_item(Item::Word(&token.folded, token.case), at);
        }
        for span in &sentence.spans {
            self.add_item(Item::Class(span.class), span.tokens.start);
        }
        self.ends.push(self.occurrences.len());
    }

    fn add_item(&mut self, item: Item<'l>, at: usize) {
        let word = *self.numbers.entry(item).or_insert_with(|| {
            self.words.push(Word { item, sentences: 0, here: Positions::default() });
            self.words.len() as u32 - 1
        });
        self.words[word as usize].sentences |= 1 << self.sentences.len();
        self.occurrences.push(Occurrence { word, at });
    }

    fn find_possible(&mut self) {
        let width = self.width();
        self.possible = vec![0; width * self.sentences.len()];
        for &symbol in &self.symbols.leading {
            let led = self.symbols.sentences(symbol);
            for (phrase, needs) in self.program.phrases_with(symbol) {
                let mut met = needs.met(led, |symbol| self.symbols.sentences(symbol));
                while met != 0 {
                    self.possible[met.trailing_zeros() as usize * width + phrase / 64] |= 1 << (phrase % 64);
                    met &= met - 1;
                }
            }
        }
    }

    /// How many words of `possible` a sentence has.
    fn width(&self) -> usize {
        self.program.sought().div_ceil(64)
    }

    /// Goes to the sentence at `place` of those that were read.
    fn enter(&mut self, place: usize) {
        for Occurrence { word, .. } in &self.occurrences[self.range(self.place)] {
            self.words[*word as usize].here = Positions::default();
        }
        for Occurrence { word, at } in &self.occurrences[self.range(place)] {
            self.words[*word as usize].here.insert(*at);
        }
        self.place = place;
    }

    /// The occurrences of the words of a sentence.
    fn range(&self, place: usize) -> Range<usize> {
        place.checked_sub(1).map_or(0, |before| self.ends[before])..self.ends[place]
    }

    /// The sentence that was entered.
    pub fn sentence(&self) -> &'l Sentence {
        self.sentences[self.place].1
    }

    /// The program whose symbols and phrases are asked for.
    pub fn program(&self) -> &'l Program {
        self.program
    }

    /// Where the words of `symbol` stand.
    #[inline]
    pub fn positions(&self, symbol: u32) -> Positions {
        if self.symbols.sentences(symbol) >> self.place & 1 == 0 {
            return Positions::default();
        }
        let words = self.symbols.words(symbol);
        words.fold(Positions::default(), |all, word| all.or(self.words[word as usize].here))
    }

    /// Whether all that a phrase needs is there.
    pub fn is_possible(&self, phrase: usize) -> bool {
        match phrase.checked_sub(self.program.sought()) {
            None => self.row()[phrase / 64] >> (phrase % 64) & 1 == 1,
            Some(condition) => self.meeting(condition) >> self.place & 1 == 1,
        }
    }

    /// The sentences that hold all that a condition needs.
    fn meeting(&self, condition: usize) -> Sentences {
        let known = &self.conditions[condition];
        if known.get() & KNOWN == 0 {
            let needs = self.program.needs_of(condition);
            known.set(needs.met(Sentences::MAX, |symbol| self.symbols.sentences(symbol)) | KNOWN);
        }
        known.get()
    }

    /// Those of `phrases`, which are of searches or word lists, that are possible, in order.
    pub fn possible(&self, phrases: Range<usize>) -> Ones<&[u64]> {
        Ones::within(self.row(), phrases)
    }

    /// What is possible in the sentence that was entered.
    fn row(&self) -> &[u64] {
        &self.possible[self.place * self.width()..][..self.width()]
    }
}

impl Item<'_> {
    /// Hands its symbols to `take`; some more than once.
    fn symbols(self, program: &Program, mut take: impl FnMut(WordSymbol)) {
        match self {
            Item::Word(folded, case) => program.symbols_of(folded, case, take),
            Item::Class(class) => take(WordSymbol { symbol: class.symbol(), leads: true }),
            Item::Start => take(WordSymbol { symbol: EVERYWHERE, leads: true }),
        }
    }
}

/// The symbols of the words that were read.
#[derive(Debug)]
struct Symbols {
    /// By symbol.
    known: Vec<Symbol>,
    /// Those that some sentence holds and that lead to phrases.
    leading: Vec<u32>,
    /// The words of all symbols, those of one chained from the last to the first.
    words: Vec<Link>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Symbol {
    /// Those that hold a word of it.
    sentences: Sentences,
    /// The number of the last of its words in [`Symbols::words`] plus one, or 0.
    last: u32,
}

#[derive(Debug)]
struct Link {
    word: u32,
    /// The number of the one before plus one, or 0.
    before: u32,
}

impl Symbols {
    /// Room for the symbols of `program`.
    fn new(program: &Program) -> Symbols {
        let known = vec![Symbol::default(); program.symbols()];
        Symbols { known, leading: Vec::new(), words: Vec::new() }
    }

    /// Adds a symbol of `word`, which `sentences` hold.
    fn insert(&mut self, WordSymbol { symbol, leads }: WordSymbol, word: u32, sentences: Sentences) {
        let known = &mut self.known[symbol as usize];
        if leads && known.sentences == 0 {
            self.leading.push(symbol);
        }
        self.words.push(Link { word, before: known.last });
        *known = Symbol { sentences: known.sentences | sentences, last: self.words.len() as u32 };
    }

    /// The sentences that hold a word of `symbol`.
    fn sentences(&self, symbol: u32) -> Sentences {
        self.known[symbol as usize].sentences
    }

    /// The words of `symbol`; some more than once.
    fn words(&self, symbol: u32) -> impl Iterator<Item = u32> {
        let link = |number: u32| number.checked_sub(1).map(|number| &self.words[number as usize]);
        std::iter::successors(link(self.known[symbol as usize].last), move |at| link(at.before)).map(|link| link.word)
    }
}
