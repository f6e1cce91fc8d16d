//! What leads up to a list or a table. In: the sentences of a letter in their order. Out: whether a phrase stands in the
//! heading or the sentence above the list in which the last of them stands.

use std::ops::Range;

use super::matcher::{Matcher, Symbols};
use crate::document::BlockKind;
use crate::letter::{Letter, Sentence};
use crate::pack::Program;

/// The sentence above the list or table that is being read.
pub struct LeadIn<'l> {
    letter: &'l Letter,
    program: &'l Program,
    /// The last sentence that is no item and no row.
    above: Option<&'l Sentence>,
    /// Whether the last sentence is one.
    is_inside: bool,
    /// What was asked last of the sentence above, and the answer: every item of a list asks the same.
    known: Option<(Range<usize>, bool)>,
}

impl<'l> LeadIn<'l> {
    /// At the beginning of `letter`; `program` holds the phrases.
    pub fn new(letter: &'l Letter, program: &'l Program) -> LeadIn<'l> {
        LeadIn { letter, program, above: None, is_inside: false, known: None }
    }

    /// Goes on to the next sentence.
    pub fn pass(&mut self, sentence: &'l Sentence) {
        let kind = self.letter.block_of(sentence).kind;
        self.is_inside = matches!(kind, BlockKind::ListItem | BlockKind::TableRow);
        if !self.is_inside {
            (self.above, self.known) = (Some(sentence), None);
        }
    }

    /// Whether the sentence is inside of a list or table, and one of these phrases above it.
    pub fn holds(&mut self, phrases: &Range<usize>) -> bool {
        let Some(above) = self.above.filter(|_| self.is_inside) else { return false };
        if let Some((_, holds)) = self.known.as_ref().filter(|(asked, _)| asked == phrases) {
            return *holds;
        }
        let mut symbols = Symbols::new(self.program);
        let matcher = Matcher::new(self.letter, above, self.program, &mut symbols);
        let holds = self.program.references(phrases).any(|phrase| !matcher.hits(phrase).is_empty());
        self.known = Some((phrases.clone(), holds));
        holds
    }
}
