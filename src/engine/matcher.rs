//! Finding phrases. In: one sentence and a compiled program. Out: which tokens each phrase matches.
//!
//! A phrase is run over sets of positions, all at once, so that the work for one start is bounded by the
//! phrase's length times the sentence's, whatever the text.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use crate::language::Class;
use crate::letter::Sentence;
use crate::pack::{Joint, Op, Program};

/// Tokens of a sentence that a phrase matches.
pub type Hit = Range<usize>;

/// Positions between the tokens of a sentence: 0 is before the first one. Sentences have at most 160 tokens.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Positions([u64; 3]);

impl Positions {
    fn one(position: usize) -> Positions {
        let mut set = Positions::default();
        set.insert(position);
        set
    }

    fn insert(&mut self, position: usize) {
        self.0[position / 64] |= 1 << (position % 64);
    }

    fn union(self, other: Positions) -> Positions {
        Positions([self.0[0] | other.0[0], self.0[1] | other.0[1], self.0[2] | other.0[2]])
    }

    fn is_empty(self) -> bool {
        self.0 == [0; 3]
    }

    fn iter(self) -> impl Iterator<Item = usize> {
        self.0.into_iter().enumerate().flat_map(|(word, bits)| {
            std::iter::successors((bits != 0).then_some(bits), |bits| Some(bits & (bits - 1)).filter(|bits| *bits != 0))
                .map(move |bits| word * 64 + bits.trailing_zeros() as usize)
        })
    }

    fn last(self) -> Option<usize> {
        self.iter().last()
    }
}

/// A sentence, made ready for matching.
pub struct Matcher<'m> {
    sentence: &'m Sentence,
    program: &'m Program,
    /// Symbols of all tokens, one token's behind the other's, each sorted.
    symbols: Vec<u32>,
    /// Where each token's symbols begin.
    ends: Vec<usize>,
    /// All symbols and classes of the sentence, sorted.
    present: Vec<u32>,
    lists: RefCell<HashMap<u32, Rc<Vec<Hit>>>>,
}

impl<'m> Matcher<'m> {
    /// Looks every word of `sentence` up.
    pub fn new(sentence: &'m Sentence, program: &'m Program) -> Matcher<'m> {
        let mut symbols = Vec::new();
        let mut ends = Vec::with_capacity(sentence.tokens.len() + 1);
        let mut found = Vec::new();
        for token in &sentence.tokens {
            ends.push(symbols.len());
            program.symbols_of(&token.folded, token.case, &mut found);
            symbols.extend_from_slice(&found);
        }
        ends.push(symbols.len());
        let mut present = symbols.clone();
        present.extend(sentence.spans.iter().map(|span| span.class.symbol()));
        present.sort_unstable();
        present.dedup();
        Matcher { sentence, program, symbols, ends, present, lists: RefCell::default() }
    }

    /// Numbers of the searches whose phrase may be in the sentence.
    pub fn candidates(&self) -> Vec<u32> {
        let mut searches: Vec<u32> =
            self.present.iter().flat_map(|symbol| self.program.searches_for(*symbol)).collect();
        searches.sort_unstable();
        searches.dedup();
        searches
    }

    /// Where phrase `number` of the program stands in the sentence, in order.
    pub fn hits(&self, number: usize) -> Vec<Hit> {
        let mut hits = self.find(number);
        keep_shortest(&mut hits);
        hits
    }

    fn find(&self, phrase: usize) -> Vec<Hit> {
        if !self.program.can_be_found(phrase, &self.present) {
            return Vec::new();
        }
        let mut parts = self.program.parts(phrase);
        let Some((_, first)) = parts.next() else { return Vec::new() };
        let mut found = self.sequence_hits(first);
        for (joint, sequence) in parts {
            if found.is_empty() {
                return found;
            }
            let others = self.sequence_hits(sequence);
            found = found.into_iter().filter_map(|hit| self.nearest(&hit, &others, joint)).collect();
        }
        found
    }

    fn has_symbol(&self, token: usize, symbol: u32) -> bool {
        self.symbols[self.ends[token]..self.ends[token + 1]].binary_search(&symbol).is_ok()
    }

    /// `hit` widened to the nearest of `others` that it may be joined to. They may overlap: "lege das Mandat
    /// nieder" holds its own object.
    fn nearest(&self, hit: &Hit, others: &[Hit], joint: Joint) -> Option<Hit> {
        others
            .iter()
            .filter(|other| *other != hit)
            .filter(|other| joint == Joint::Sentence || self.share_a_clause(hit, other))
            .min_by_key(|other| other.start.saturating_sub(hit.end).max(hit.start.saturating_sub(other.end)))
            .map(|other| hit.start.min(other.start)..hit.end.max(other.end))
    }

    /// Whether two hits touch the same clause.
    pub fn share_a_clause(&self, a: &Hit, b: &Hit) -> bool {
        let clauses = |hit: &Hit| self.sentence.tokens[hit.start].clause..=self.sentence.tokens[hit.end - 1].clause;
        let (a, b) = (clauses(a), clauses(b));
        a.start() <= b.end() && b.start() <= a.end()
    }

    /// Every start of a sequence with its farthest end.
    fn sequence_hits(&self, sequence: usize) -> Vec<Hit> {
        (0..self.sentence.tokens.len())
            .filter_map(|start| {
                let end = self.run(sequence, Positions::one(start)).last()?;
                (end > start).then_some(start..end)
            })
            .collect()
    }

    fn run(&self, sequence: usize, from: Positions) -> Positions {
        let mut positions = from;
        let steps = self.program.steps(sequence);
        for step in steps.clone() {
            if positions.is_empty() {
                break;
            }
            positions = match self.program.op(step) {
                Op::Gap(most, across) => {
                    let from_border = step == steps.start || self.has_border(step - 1);
                    let to_border = step + 1 == steps.end || self.has_border(step + 1);
                    self.gap(&Gap { most: most as usize, across, from_border, to_border }, positions)
                }
                op => self.step(op, positions),
            };
        }
        positions
    }

    /// Whether a step may be a border of clauses.
    fn has_border(&self, step: usize) -> bool {
        match self.program.op(step) {
            Op::Border => true,
            Op::OneOf(group) | Op::Maybe(group) => {
                let mut steps = self.program.branches(group).flat_map(|sequence| self.program.steps(sequence));
                steps.any(|step| self.has_border(step))
            }
            _ => false,
        }
    }

    fn gap(&self, gap: &Gap, from: Positions) -> Positions {
        let mut to = Positions::default();
        for at in from.iter() {
            (at..=self.gap_end(at, gap)).for_each(|end| to.insert(end));
        }
        to
    }

    /// A gap is [`Matcher::gap`]'s, since `run` knows what stands beside it.
    fn step(&self, op: Op, from: Positions) -> Positions {
        let count = self.sentence.tokens.len();
        let mut to = Positions::default();
        match op {
            Op::Symbol(symbol) => {
                for at in from.iter().filter(|at| *at < count && self.has_symbol(*at, symbol)) {
                    to.insert(at + 1);
                }
            }
            Op::Class(class) => {
                for at in from.iter() {
                    self.class_ends(class, at).for_each(|end| to.insert(end));
                }
            }
            Op::List(list) => {
                let hits = self.list_hits(list);
                for at in from.iter() {
                    let first = hits.partition_point(|hit| hit.start < at);
                    hits[first..].iter().take_while(|hit| hit.start == at).for_each(|hit| to.insert(hit.end));
                }
            }
            Op::Gap(..) => to = from,
            Op::Border => from.iter().filter(|at| self.is_border(*at)).for_each(|at| to.insert(at)),
            Op::Start => from.iter().filter(|at| *at == 0).for_each(|at| to.insert(at)),
            Op::End => from.iter().filter(|at| *at == count).for_each(|at| to.insert(at)),
            Op::OneOf(group) => to = self.branches(group, from, to),
            Op::Maybe(group) => to = self.branches(group, from, from),
        }
        to
    }

    fn branches(&self, group: u32, from: Positions, to: Positions) -> Positions {
        self.program.branches(group).fold(to, |to, sequence| to.union(self.run(sequence, from)))
    }

    fn class_ends(&self, class: Class, at: usize) -> impl Iterator<Item = usize> {
        let spans = &self.sentence.spans;
        let first = spans.partition_point(|span| span.tokens.start < at);
        spans[first..]
            .iter()
            .take_while(move |span| span.tokens.start == at)
            .filter(move |span| span.class == class)
            .map(|span| span.tokens.end)
    }

    /// The last position to which a gap may lead that begins at `at`.
    fn gap_end(&self, at: usize, gap: &Gap) -> usize {
        let tokens = &self.sentence.tokens;
        let widest = (at + gap.most).min(tokens.len());
        if gap.across || at >= tokens.len() {
            return widest;
        }
        let clause = tokens[if gap.from_border { at } else { at.saturating_sub(1) }].clause;
        let mut end = at;
        while end < widest
            && tokens[end].clause == clause
            && (gap.to_border || tokens.get(end + 1).is_none_or(|next| next.clause == clause))
            && !self.is_negator(end)
        {
            end += 1;
        }
        end
    }

    /// A gap does not pass over "not": "we will not terminate" is no "we … terminate".
    fn is_negator(&self, at: usize) -> bool {
        let of = |class: Class| self.class_ends(class, at).next().is_some();
        of(Class::Not) && !of(Class::No)
    }

    fn is_border(&self, at: usize) -> bool {
        let tokens = &self.sentence.tokens;
        at == 0 || at >= tokens.len() || tokens[at].clause != tokens[at - 1].clause
    }

    /// Every place of an entry of the list, ordered by its start.
    fn list_hits(&self, list: u32) -> Rc<Vec<Hit>> {
        if let Some(known) = self.lists.borrow().get(&list) {
            return known.clone();
        }
        let mut hits: Vec<Hit> = self.program.list(list).flat_map(|entry| self.entry_hits(entry)).collect();
        hits.sort_by_key(|hit| (hit.start, hit.end));
        hits.dedup();
        let hits = Rc::new(hits);
        self.lists.borrow_mut().insert(list, hits.clone());
        hits
    }

    /// Every start and every end, since the phrase around the list decides which is meant.
    fn entry_hits(&self, entry: usize) -> Vec<Hit> {
        if !self.program.can_be_found(entry, &self.present) {
            return Vec::new();
        }
        let mut parts = self.program.parts(entry);
        let (Some((_, sequence)), None) = (parts.next(), parts.next()) else { return self.find(entry) };
        let ends = |start| {
            self.run(sequence, Positions::one(start)).iter().filter(move |end| *end > start).map(move |end| start..end)
        };
        (0..self.sentence.tokens.len()).flat_map(ends).collect()
    }
}

/// A gap and whether a border of clauses stands beside it in the phrase.
struct Gap {
    most: usize,
    across: bool,
    from_border: bool,
    to_border: bool,
}

/// Of hits that overlap, keeps those that hold no other: "you … you failed" is "you failed".
fn keep_shortest(hits: &mut Vec<Hit>) {
    hits.sort_by_key(|hit| (hit.end, std::cmp::Reverse(hit.start)));
    hits.dedup_by_key(|hit| hit.end);
    hits.sort_by_key(|hit| (hit.start, hit.end));
    let all = hits.clone();
    hits.retain(|hit| !all.iter().any(|other| other != hit && hit.start <= other.start && other.end <= hit.end));
}
