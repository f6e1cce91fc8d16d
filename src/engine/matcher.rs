//! Finding phrases. In: an [`Index`] that has entered a sentence. Out: which of its tokens each phrase matches.
//!
//! A phrase is run over sets of positions, all at once, so that the work is bounded by the phrase's length times the
//! sentence's, whatever the text; and only phrases whose rarest words are there are run at all.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use foldhash::fast::RandomState;

use super::index::Index;
use super::positions::Positions;
use crate::language::Class;
use crate::letter::{Letter, Sentence};
use crate::pack::{Gap, Joint, Op, Program};

/// Tokens of a sentence that a phrase matches.
pub type Hit = Range<usize>;

/// A regular expression is looked for so often in a sentence: each search alone is linear, all of them are not.
const MOST_MATCHES: usize = 32;

/// A sentence, made ready for matching.
pub struct Matcher<'m> {
    letter: &'m Letter,
    sentence: &'m Sentence,
    program: &'m Program,
    /// What stands where in the sentence.
    index: &'m Index<'m>,
    /// Before which tokens a clause begins, the end of the sentence among them.
    borders: Positions,
    /// Tokens that negate the whole clause.
    negators: Positions,
    /// What was found for lists and regular expressions, which many phrases share.
    found: RefCell<HashMap<Op, Rc<[Hit]>, RandomState>>,
}

impl<'m> Matcher<'m> {
    /// For the sentence, one of `letter`, that `index` has entered.
    pub fn new(letter: &'m Letter, index: &'m Index<'m>) -> Matcher<'m> {
        let sentence = index.sentence();
        let of = |class: Class| index.positions(class.symbol());
        Matcher {
            borders: (0..=sentence.tokens.len()).filter(|at| is_border(sentence, *at)).collect(),
            negators: of(Class::Not).without(of(Class::No)),
            found: RefCell::default(),
            letter,
            sentence,
            program: index.program(),
            index,
        }
    }

    /// Numbers of the searches whose phrase may be in the sentence.
    pub fn candidates(&self) -> impl Iterator<Item = usize> {
        self.index.possible(0..self.program.searches())
    }

    /// Where a phrase of the program stands in the sentence, in order.
    pub fn hits(&self, phrase: usize) -> Vec<Hit> {
        if !self.index.is_possible(phrase) {
            return Vec::new();
        }
        let mut hits = self.find(phrase);
        keep_shortest(&mut hits);
        hits
    }

    /// Whether a phrase of the program stands in the sentence.
    pub fn finds(&self, phrase: usize) -> bool {
        self.index.is_possible(phrase) && !self.find(phrase).is_empty()
    }

    fn find(&self, phrase: usize) -> Vec<Hit> {
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
        let mut hits = Vec::new();
        self.each_start(sequence, |start, ends| {
            hits.extend(ends.last().filter(|end| *end > start).map(|end| start..end));
        });
        hits
    }

    /// Hands every place at which a sequence may begin to `take`, with where it ends then. Each place is tried alone
    /// only where a run from all of them comes to something.
    fn each_start(&self, sequence: usize, mut take: impl FnMut(usize, Positions)) {
        let everywhere = Positions::below(self.sentence.tokens.len());
        let ends = self.run(sequence, everywhere);
        if ends.is_empty() {
            return;
        }
        let starts = self.starts(sequence, everywhere);
        let mut each = starts.iter();
        match (each.next(), each.next()) {
            (Some(only), None) => take(only, ends),
            _ => starts.iter().for_each(|start| take(start, self.run(sequence, Positions::one(start)))),
        }
    }

    /// Those of `from` at which the first step of a sequence holds, as far as that is quickly told.
    fn starts(&self, sequence: usize, from: Positions) -> Positions {
        match self.program.steps(sequence).next().map(|step| self.program.op(step)) {
            Some(Op::Symbol(symbol)) => from.and(self.index.positions(symbol)),
            Some(Op::Class(class)) => from.and(self.index.positions(class.symbol())),
            Some(Op::Border) => from.and(self.borders),
            Some(Op::Start) => from.and(Positions::one(0)),
            Some(op @ (Op::List(_) | Op::Pattern(_))) => {
                from.and(self.hits_once(op).iter().map(|hit| hit.start).collect())
            }
            Some(Op::OneOf(group)) => {
                let branches = self.program.branches(group);
                branches.fold(Positions::default(), |all, branch| all.or(self.starts(branch, from)))
            }
            _ => from,
        }
    }

    fn run(&self, sequence: usize, from: Positions) -> Positions {
        let mut positions = from;
        for step in self.program.steps(sequence) {
            if positions.is_empty() {
                break;
            }
            positions = self.step(self.program.op(step), positions);
        }
        positions
    }

    // Most steps are a word, which take less time than a call.
    #[inline(always)]
    fn step(&self, op: Op, from: Positions) -> Positions {
        match op {
            Op::Symbol(symbol) => from.and(self.index.positions(symbol)).next(),
            Op::Class(class) => {
                let spans = self.sentence.spans.iter().filter(|span| span.class == class);
                spans.filter(|span| from.holds(span.tokens.start)).map(|span| span.tokens.end).collect()
            }
            Op::List(_) | Op::Pattern(_) => {
                let hits = self.hits_once(op);
                hits.iter().filter(|hit| from.holds(hit.start)).map(|hit| hit.end).collect()
            }
            Op::Gap(gap) => {
                from.iter().fold(Positions::default(), |to, at| to.or(Positions::between(at, self.gap_end(at, gap))))
            }
            Op::Border => from.and(self.borders),
            Op::Start => from.and(Positions::one(0)),
            Op::End => from.and(Positions::one(self.sentence.tokens.len())),
            Op::OneOf(group) => self.branches(group, from, Positions::default()),
            Op::Maybe(group) => self.branches(group, from, from),
        }
    }

    fn branches(&self, group: u32, from: Positions, to: Positions) -> Positions {
        self.program.branches(group).fold(to, |to, sequence| to.or(self.run(sequence, from)))
    }

    /// The last position to which a gap may lead that begins at `at`. It does not pass over "not": "we will not
    /// terminate" is no "we … terminate".
    fn gap_end(&self, at: usize, gap: Gap) -> usize {
        let tokens = &self.sentence.tokens;
        let widest = (at + gap.most as usize).min(tokens.len());
        if gap.across || at >= tokens.len() {
            return widest;
        }
        let clause = tokens[if gap.from_border { at } else { at.saturating_sub(1) }].clause;
        let mut end = at;
        while end < widest
            && tokens[end].clause == clause
            && (gap.to_border || tokens.get(end + 1).is_none_or(|next| next.clause == clause))
            && !self.negators.holds(end)
        {
            end += 1;
        }
        end
    }

    /// Every place of an entry of a list or of a regular expression, ordered by its start.
    fn hits_once(&self, op: Op) -> Rc<[Hit]> {
        if let Some(known) = self.found.borrow().get(&op) {
            return known.clone();
        }
        let mut hits: Vec<Hit> = match op {
            Op::List(list) => {
                self.index.possible(self.program.list(list)).flat_map(|entry| self.entry_hits(entry)).collect()
            }
            Op::Pattern(pattern) => self.pattern_hits(pattern),
            _ => Vec::new(),
        };
        hits.sort_by_key(|hit| (hit.start, hit.end));
        hits.dedup();
        let hits: Rc<[Hit]> = hits.into();
        self.found.borrow_mut().insert(op, hits.clone());
        hits
    }

    /// The words that each match of a regular expression touches, or the one before it where it touches none.
    fn pattern_hits(&self, pattern: u32) -> Vec<Hit> {
        let Some(pattern) = self.program.pattern(pattern) else { return Vec::new() };
        let (start, line) = self.letter.line_of(self.sentence);
        let tokens = &self.sentence.tokens;
        let touched = |found: regex::Match| {
            let first = tokens.partition_point(|token| token.end() <= start + found.start());
            let end = tokens.partition_point(|token| token.start() < start + found.end());
            if first < end { first..end } else { end.saturating_sub(1)..end.max(1) }
        };
        pattern.find_iter(&line).take(MOST_MATCHES).map(touched).collect()
    }

    /// Every start and every end, since the phrase around the list decides which is meant.
    fn entry_hits(&self, entry: usize) -> Vec<Hit> {
        let mut parts = self.program.parts(entry);
        let (Some((_, sequence)), None) = (parts.next(), parts.next()) else { return self.find(entry) };
        let mut hits = Vec::new();
        self.each_start(sequence, |start, ends| {
            hits.extend(ends.iter().filter(|end| *end > start).map(|end| start..end));
        });
        hits
    }
}

/// Whether a clause begins or ends before the token `at`.
fn is_border(sentence: &Sentence, at: usize) -> bool {
    let tokens = &sentence.tokens;
    at == 0 || at >= tokens.len() || tokens[at].clause != tokens[at - 1].clause
}

/// Of hits that overlap, keeps those that hold no other: "you … you failed" is "you failed".
fn keep_shortest(hits: &mut Vec<Hit>) {
    if hits.len() < 2 {
        return;
    }
    hits.sort_by_key(|hit| (hit.end, std::cmp::Reverse(hit.start)));
    hits.dedup_by_key(|hit| hit.end);
    hits.sort_by_key(|hit| (hit.start, hit.end));
    let all = hits.clone();
    hits.retain(|hit| !all.iter().any(|other| other != hit && hit.start <= other.start && other.end <= hit.end));
}
