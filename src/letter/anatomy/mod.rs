//! The parts of a letter. In: its lines with their tokens. Out: for each line which part of the letter it
//! belongs to: header, letterhead, date line, subject, salutation, body, closing, signature …

mod foot;
mod top;

use std::ops::Range;

use super::token::Token;
use crate::document::BlockKind;
use crate::language::words::split;
use crate::language::{Grammar, Language, Phrases};

/// A part of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// Lines of an e-mail's head other than subject and date.
    Header,
    /// Sender and recipient above the salutation.
    Letterhead,
    /// The line that bears the letter's date.
    DateLine,
    /// The subject line, or a heading above the salutation.
    Subject,
    /// "Dear Ms Kowalska,"
    Salutation,
    /// What the letter says.
    Body,
    /// "Kind regards"
    Closing,
    /// Names and addresses below the closing.
    Signature,
    /// The list of enclosures.
    Enclosure,
    /// "PS: …"
    Postscript,
    /// Somebody else's words in a block quote.
    Quote,
}

impl Part {
    /// Whether it is wording of the writer that rules judge.
    pub fn is_wording(self) -> bool {
        matches!(self, Part::Subject | Part::Body | Part::Postscript)
    }
}

/// One line of a block.
#[derive(Debug, Clone)]
pub struct Line<'l> {
    /// Number of its block.
    pub block: usize,
    /// Kind of its block.
    pub kind: BlockKind,
    /// Whether its block is a quote.
    pub quoted: bool,
    /// Bytes in the block's text.
    pub range: Range<usize>,
    /// Its text.
    pub text: &'l str,
    /// Its tokens.
    pub tokens: &'l [Token],
    /// The token, from 0, with which its first date begins.
    pub date: Option<usize>,
}

impl Line<'_> {
    fn words(&self) -> impl Iterator<Item = &str> + Clone {
        self.tokens.iter().map(|token| token.folded.as_str())
    }

    /// Tokens of the phrase of `set` that the line begins with; 0 if none.
    fn begins_with(&self, set: &Phrases) -> usize {
        set.match_len(self.words())
    }

    /// What follows the first `count` tokens.
    fn after(&self, count: usize) -> &str {
        count.checked_sub(1).map_or(self.text, |last| &self.text[self.tokens[last].end() - self.range.start..])
    }

    /// "From: …", with one of the names of `set` before the colon.
    fn is_header(&self, set: &Phrases) -> bool {
        let count = self.begins_with(set);
        count > 0 && self.after(count).trim_start().starts_with(':')
    }

    /// Whether its date is the day of something else: "Kündigung des Vertrages vom 2. Mai 2014".
    fn refers_to_a_date(&self, grammar: &Grammar) -> bool {
        let reference = |from: usize| from + grammar.reference_words.match_len(self.words().skip(from));
        self.date.is_some_and(|date| (1..date).any(|from| reference(from) == date))
    }

    fn ends_a_sentence(&self) -> bool {
        self.text.trim_end_matches(['"', ')', '\'']).ends_with(['.', '!', '?', '…', ':'])
    }
}

/// Whether `line` is one of an e-mail's head: "From: …", "Date: …", "Subject: …". In `language`, whose `grammar` is given.
pub fn is_head(line: &str, language: Language, grammar: &Grammar) -> bool {
    let Some((name, _)) = line.split_once(':') else { return false };
    let words = split(name, language);
    [&grammar.headers, &grammar.date_headers, &grammar.subject_markers]
        .iter()
        .any(|set| !words.is_empty() && set.match_len(words.iter().map(|word| word.folded.as_str())) == words.len())
}

/// Says of each line which part it belongs to. Where a salutation and text stand on one line, the place at
/// which to cut it is returned beside: line number and byte in the block's text.
pub fn parts(lines: &[Line], grammar: &Grammar) -> (Vec<Part>, Option<(usize, usize)>) {
    let mut parts = vec![Part::Body; lines.len()];
    let salutation = top::find_salutation(lines, grammar);
    let body = match salutation {
        Some((line, _)) => line + 1,
        None => top::first_prose(lines, grammar),
    };
    let top = salutation.map_or(body, |(line, _)| line);
    top::name_top(&lines[..top], &mut parts[..top], grammar);
    if let Some((line, _)) = salutation {
        parts[line] = Part::Salutation;
    }
    foot::name_foot(lines, body.min(lines.len()), &mut parts, grammar);
    for (line, part) in lines.iter().zip(&mut parts) {
        if line.quoted {
            *part = Part::Quote;
        }
    }
    (parts, salutation.and_then(|(line, cut)| cut.map(|at| (line, at))))
}
