//! What leads up to a list or a table. In: the sentences of a letter in their order. Out: whether a phrase stands in the
//! heading or the sentence above the list in which the last of them stands.

use std::ops::Range;

use super::matcher::Matcher;
use crate::document::BlockKind;
use crate::letter::{Letter, Sentence};
use crate::pack::Program;

/// The sentence above the list or table that is being read.
pub struct LeadIn<'l> {
    letter: &'l Letter,
    program: &'l Program,
    /// What was found in the last sentence that is no item and no row, of what lists are asked for.
    above: Vec<usize>,
    /// Whether the last sentence is one.
    is_inside: bool,
}

impl<'l> LeadIn<'l> {
    /// At the beginning of `letter`; `program` holds the phrases.
    pub fn new(letter: &'l Letter, program: &'l Program) -> LeadIn<'l> {
        LeadIn { letter, program, above: Vec::new(), is_inside: false }
    }

    /// Goes on to the next sentence, of which `matcher` is.
    pub fn pass(&mut self, sentence: &Sentence, matcher: &Matcher) {
        let kind = self.letter.block_of(sentence).kind;
        self.is_inside = matches!(kind, BlockKind::ListItem | BlockKind::TableRow);
        if !self.is_inside {
            self.above = self.program.under().filter(|phrase| matcher.finds(*phrase)).collect();
        }
    }

    /// Whether the sentence is inside of a list or table, and one of these phrases above it.
    pub fn holds(&self, phrases: &Range<usize>) -> bool {
        self.is_inside && self.program.references(phrases).any(|phrase| self.above.contains(&phrase))
    }
}
