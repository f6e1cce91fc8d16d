//! The anatomy of a letter. In: a [`Document`] and the language's grammar. Out: [`Letter`]: its parts, its
//! sentences as tokens, its placeholders and dates.

mod anatomy;
mod placeholder;
mod register;
mod sentence;
mod token;

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

pub use anatomy::Part;
pub use placeholder::{Placeholder, PlaceholderStyle};
pub use sentence::LONGEST_SENTENCE;
pub use token::{ClassSpan, Token, Tokens};

use crate::dates::{self, Mention};
use crate::document::{Block, Document};
use crate::language::{Class, Grammar, Language, PlaceholderKind};
use anatomy::Line;
use placeholder::Styles;
use token::Words;

/// A letter, read.
#[derive(Debug)]
pub struct Letter {
    /// The blocks that it was read from.
    pub document: Document,
    /// Its language.
    pub language: Language,
    /// Its sentences, in order.
    pub sentences: Vec<Sentence>,
    /// What is to be filled in, with the number of the block.
    pub placeholders: Vec<(usize, Placeholder)>,
    /// Bytes of a block's text that begin or end a placeholder and lack the other mark.
    pub malformed: Vec<(usize, Range<usize>)>,
    /// The dates that it names, with the number of the block.
    pub dates: Vec<(usize, Mention)>,
    /// How many paragraphs the body has.
    pub paragraphs: usize,
    /// How the reader is addressed: `sie`, `du`, `ihr`; `panstwo`, `pan`, `pani`, `ty`, `wy`; empty in English.
    pub register: String,
}

/// A block's text, read.
struct Parsed {
    tokens: Rc<[Token]>,
    spans: Vec<ClassSpan>,
    /// Bytes to which its lines are filled.
    width: usize,
}

/// One sentence, or one heading, list item, table row, line of an address.
#[derive(Debug)]
pub struct Sentence {
    /// Number of the block that it stands in.
    pub block: usize,
    /// Part of the letter.
    pub part: Part,
    /// Number of the body's paragraph, from 0; 0 elsewhere.
    pub paragraph: usize,
    /// Its words.
    pub tokens: Tokens,
    /// What its tokens are beyond their words, ordered by their first token.
    pub spans: Vec<ClassSpan>,
}

impl Letter {
    /// Reads the parts of `document`, which is in `language`. `grammars` are those of all languages, by whose
    /// words placeholders are understood; the letter's own must be among them. `styles` are placeholders beside
    /// those that are known.
    pub fn read(
        mut document: Document,
        language: Language,
        grammars: &[(Language, &Grammar)],
        styles: &[PlaceholderStyle],
    ) -> Letter {
        let grammar = grammars.iter().find(|(other, _)| *other == language).expect("the letter's own grammar").1;
        let mut head = std::mem::take(&mut document.head);
        head.retain(|line| anatomy::is_head(line.text.as_str(), language, grammar));
        document.blocks.splice(0..0, head);
        let mut letter = Letter {
            document,
            language,
            sentences: Vec::new(),
            placeholders: Vec::new(),
            malformed: Vec::new(),
            dates: Vec::new(),
            paragraphs: 0,
            register: String::new(),
        };
        let mut blocks: Vec<Parsed> = Vec::with_capacity(letter.document.blocks.len());
        let texts = letter.document.blocks.iter().map(|block| block.text.as_str());
        let mut words = Words::default();
        let styles = Styles::new(styles, grammars).for_letter(texts);
        for (number, block) in letter.document.blocks.iter().enumerate() {
            let text = block.text.as_str();
            let placeholders = styles.find(text);
            let mut dates = dates::find(text, language);
            dates.retain(|mention| !overlaps(&placeholders, &mention.range));
            let malformed = placeholder::malformed(text, &placeholders);
            let meant = malformed.iter().filter_map(|range| styles.meant(text, range));
            let all: Vec<Placeholder> = placeholders.iter().cloned().chain(meant).collect();
            let first_date = letter.dates.len();
            let (mut tokens, spans) = token::tokens(text, &all, &dates, first_date, language, grammar, &mut words);
            sentence::mark_clauses(text, &mut tokens, grammar);
            letter.malformed.extend(malformed.into_iter().map(|range| (number, range)));
            letter.placeholders.extend(placeholders.into_iter().map(|placeholder| (number, placeholder)));
            letter.dates.extend(dates.into_iter().map(|mention| (number, mention)));
            blocks.push(Parsed { tokens: Rc::from(tokens), spans, width: width(text) });
        }
        letter.divide(&blocks, grammar);
        letter.register = register::of(&letter.sentences, grammar);
        letter
    }

    /// Cuts every block into stretches of one part, and these into sentences.
    fn divide(&mut self, blocks: &[Parsed], grammar: &Grammar) {
        let lines = lines(&self.document, blocks);
        let (parts, cut) = anatomy::parts(&lines, grammar);
        let mut stretches: Vec<(usize, Part, Range<usize>)> = Vec::new();
        let mut add = |block: usize, part: Part, range: Range<usize>| match stretches.last_mut() {
            Some((last, same, whole)) if *last == block && *same == part => whole.end = range.end,
            _ => stretches.push((block, part, range)),
        };
        for (number, (line, part)) in lines.iter().zip(parts).enumerate() {
            match cut {
                Some((cut_line, at)) if cut_line == number => {
                    add(line.block, part, line.range.start..at);
                    add(line.block, Part::Body, at..line.range.end);
                }
                _ => add(line.block, part, line.range.clone()),
            }
        }
        let mut last_block = None;
        for (block, part, range) in stretches {
            let before = self.sentences.len();
            self.add_sentences(block, part, range, &blocks[block], grammar);
            let added = &mut self.sentences[before..];
            if part == Part::Body && !added.is_empty() {
                self.paragraphs += usize::from(last_block != Some(block));
                last_block = Some(block);
                added.iter_mut().for_each(|sentence| sentence.paragraph = self.paragraphs - 1);
            }
        }
    }

    fn add_sentences(&mut self, block: usize, part: Part, range: Range<usize>, parsed: &Parsed, grammar: &Grammar) {
        let Parsed { tokens, spans, width } = parsed;
        let text = self.document.blocks[block].text.as_str();
        let from = tokens.partition_point(|token| token.start() < range.start);
        let to = tokens.partition_point(|token| token.start() < range.end);
        for sentence in sentence::sentences(text, tokens, from..to, *width, grammar, self.language) {
            let own = spans[first_from(spans, sentence.start)..first_from(spans, sentence.end)]
                .iter()
                .filter(|span| span.tokens.end <= sentence.end)
                .map(|span| ClassSpan {
                    tokens: span.tokens.start - sentence.start..span.tokens.end - sentence.start,
                    ..span.clone()
                })
                .collect();
            self.sentences.push(Sentence {
                block,
                part,
                paragraph: 0,
                tokens: Tokens::new(tokens, sentence),
                spans: own,
            });
        }
    }

    /// Whether two tokens stand in different branches of a template: a condition begins or ends between them, or
    /// another wording of a choice. Each is the number of a sentence and of a token in it.
    pub fn are_alternatives(&self, a: (usize, usize), b: (usize, usize)) -> bool {
        let (first, last) = (self.place(a.min(b)), self.place(a.max(b)));
        self.tags().any(|(place, _)| first < place && place < last)
    }

    /// Whether a token stands in a branch of a template, which is not always sent.
    pub fn is_in_a_branch(&self, token: (usize, usize)) -> bool {
        let place = self.place(token);
        let open = |depth: i32, (_, tag): (_, &str)| (depth + placeholder::branch_step(tag)).max(0);
        self.tags().take_while(|(tag, _)| *tag < place).fold(0, open) > 0
    }

    /// Block and byte of a token, by the numbers of its sentence and of itself.
    fn place(&self, (sentence, token): (usize, usize)) -> (usize, usize) {
        let sentence = &self.sentences[sentence];
        (sentence.block, sentence.tokens[token].start())
    }

    /// Conditions, loops and choices: block and byte, and the tag.
    fn tags(&self) -> impl Iterator<Item = ((usize, usize), &str)> {
        let is_tag = |placeholder: &Placeholder| placeholder.kind == Some(PlaceholderKind::Control);
        self.placeholders.iter().filter(move |(_, placeholder)| is_tag(placeholder)).map(|(block, tag)| {
            ((*block, tag.range.start), &self.document.blocks[*block].text.as_str()[tag.range.clone()])
        })
    }

    /// The block in which `sentence` stands.
    pub fn block_of(&self, sentence: &Sentence) -> &Block {
        &self.document.blocks[sentence.block]
    }

    /// The bytes of the original that the tokens `range` of `sentence` stand for.
    pub fn source_range(&self, sentence: &Sentence, range: Range<usize>) -> Range<usize> {
        self.block_of(sentence).text.source_range(self.text_range(sentence, range))
    }

    /// The bytes of the block's text that tokens stand for. Half a contraction ("'ll") takes its other half along.
    fn text_range(&self, sentence: &Sentence, range: Range<usize>) -> Range<usize> {
        let text = self.block_of(sentence).text.as_str();
        let tokens = &sentence.tokens;
        let first = tokens[range.start].range();
        let half = range.start.checked_sub(1).filter(|before| tokens[*before].end() == first.start);
        let start = match half {
            Some(before) if text[first.clone()].starts_with('\'') => tokens[before].start(),
            _ => first.start,
        };
        start..tokens[range.end - 1].end()
    }

    /// The byte of the original behind `sentence` and the marks that end it.
    pub fn end_of(&self, sentence: &Sentence) -> usize {
        let text = &self.block_of(sentence).text;
        let last = sentence.tokens.last().map_or(0, |token| token.end());
        let marks = marks_at_start(&text.as_str()[last..]);
        text.source_range(last + marks..last + marks).end.max(text.source_range(0..last + marks).end)
    }

    /// `sentence` in one line with the marks before and behind it, as it stands in the block's text, and its first byte
    /// there.
    pub fn line_of(&self, sentence: &Sentence) -> (usize, Cow<'_, str>) {
        let text = self.block_of(sentence).text.as_str();
        let [Some(first), Some(last)] = [sentence.tokens.first(), sentence.tokens.last()] else {
            return (0, Cow::default());
        };
        let before = &text[text.floor_char_boundary(first.start().saturating_sub(MOST_MARKS))..first.start()];
        let ended = |c: char| c.is_alphanumeric() || matches!(c, '.' | '!' | '?' | '…' | '\n');
        // What follows the mark that ended the sentence before without a space belongs to that.
        let behind = |at: usize| before[at..].find(char::is_whitespace).map_or("", |space| &before[at + space..]);
        let own = before.rfind(ended).map_or(before, behind).trim_start();
        let start = first.start() - own.len();
        let end = last.end() + marks_at_start(&text[last.end()..]);
        let line = &text[start..end];
        (start, if line.contains('\n') { line.replace('\n', " ").into() } else { line.into() })
    }

    /// Whether `sentence` ends in a question mark.
    pub fn is_question(&self, sentence: &Sentence) -> bool {
        self.line_of(sentence).1.trim_end_matches(['"', ')', '»', '«']).ends_with('?')
    }

    /// The words that the tokens `range` of `sentence` stand for, in one line.
    pub fn words(&self, sentence: &Sentence, range: Range<usize>) -> String {
        let text = self.block_of(sentence).text.as_str();
        text[self.text_range(sentence, range)].replace('\n', " ")
    }
}

/// Most bytes of marks that belong to the sentence behind them.
const MOST_MARKS: usize = 40;

/// How many bytes of marks stand at the beginning of `text`.
fn marks_at_start(text: &str) -> usize {
    text.find(|c: char| c.is_whitespace() || c.is_alphanumeric()).unwrap_or(text.len())
}

/// Bytes of the longest line of `text`. Where there are more than two, the last one does not count: what somebody goes on
/// to type there is not wrapped. Nor do lines with an address of a page or the like, where there are others: it sticks out
/// because it can't be cut.
fn width(text: &str) -> usize {
    let mut lines: Vec<&str> = text.lines().collect();
    if lines.len() > 2 {
        lines.pop();
    }
    let is_cut = |line: &&str| line.split(' ').all(|word| word.len() <= LONGEST_CUT_WORD);
    let cut = lines.iter().filter(|line| is_cut(line)).map(|line| line.len()).max();
    cut.or_else(|| lines.iter().map(|line| line.len()).max()).unwrap_or(0)
}

/// No word of a language is longer, in bytes.
const LONGEST_CUT_WORD: usize = 40;

fn overlaps(placeholders: &[Placeholder], range: &Range<usize>) -> bool {
    let next = placeholders.partition_point(|placeholder| placeholder.range.end <= range.start);
    placeholders.get(next).is_some_and(|placeholder| placeholder.range.start < range.end)
}

/// The first of `spans` that begins at or behind `token`.
fn first_from(spans: &[ClassSpan], token: usize) -> usize {
    spans.partition_point(|span| span.tokens.start < token)
}

fn lines<'l>(document: &'l Document, blocks: &'l [Parsed]) -> Vec<Line<'l>> {
    let mut lines = Vec::new();
    for (number, (block, Parsed { tokens, spans, .. })) in document.blocks.iter().zip(blocks).enumerate() {
        let text = block.text.as_str();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let range = at..at + line.len();
            at = range.end;
            let from = tokens.partition_point(|token| token.start() < range.start);
            let to = tokens.partition_point(|token| token.start() < range.end);
            let own = &spans[first_from(spans, from)..first_from(spans, to)];
            // A blank may stand for anything, a date among it.
            let of_token = |token: usize| &own[first_from(own, token)..first_from(own, token + 1)];
            let blank = |token: usize| of_token(token).iter().any(|span| span.class == Class::Money);
            let mut dates = own.iter().filter(|span| span.class == Class::Date && !blank(span.tokens.start));
            let date = dates.next().map(|span| span.tokens.start - from);
            let text = line.trim_end_matches('\n');
            if from == to && text.contains(char::is_alphabetic) {
                continue; // conditions of a template alone are no text
            }
            lines.push(Line {
                block: number,
                kind: block.kind,
                quoted: block.quoted,
                range,
                text,
                tokens: &tokens[from..to],
                date,
            });
        }
    }
    lines
}
