//! Sentences. In: the tokens of a stretch of a block's text. Out: where its sentences begin, and within each
//! the clauses and what is quoted.

use std::ops::Range;

use super::token::Token;
use crate::language::words::Case;
use crate::language::{Grammar, Language, WordSet};

/// Longer stretches without an end are cut, so that no sentence can make the matching slow; in tokens.
pub const LONGEST_SENTENCE: usize = 160;
/// What is longer is no abbreviation, in bytes.
const LONGEST_ABBREVIATION: usize = 40;

/// Divides `tokens[stretch]` into sentences; `text` is the block's, whose lines are filled to `width` bytes.
pub fn sentences(
    text: &str,
    tokens: &[Token],
    stretch: Range<usize>,
    width: usize,
    grammar: &Grammar,
    language: Language,
) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = stretch.start;
    for next in stretch.start + 1..stretch.end {
        if (!tokens[next].joined && ends_before(text, tokens, next, width, grammar, language))
            || next - start >= LONGEST_SENTENCE
        {
            found.push(start..next);
            start = next;
        }
    }
    if start < stretch.end {
        found.push(start..stretch.end);
    }
    found
}

fn ends_before(text: &str, tokens: &[Token], next: usize, width: usize, grammar: &Grammar, language: Language) -> bool {
    let (before, after) = (&tokens[next - 1], &tokens[next]);
    let gap = &text[before.end()..after.start()];
    // Letters between two tokens are a tag of a template: "It ends in May.{{else}}It ends in June."
    if gap.contains(char::is_alphabetic) && gap.trim_start().starts_with(['.', '!', '?', '…']) {
        return true;
    }
    if gap.contains('\n') && (line_was_ended(text, before, after, width) || begins_an_item(text, gap, after)) {
        return true;
    }
    let Some(mark) = gap.find(['.', '!', '?', '…']) else {
        return false;
    };
    if !gap[mark..].contains([' ', '\n', '"', '«', '»']) {
        return false;
    }
    if gap[mark..].starts_with(['!', '?']) {
        return true;
    }
    let begins_big = after.is_capital() || !after.folded.starts_with(char::is_alphabetic);
    let dots = gap[mark..].starts_with("..") || gap[mark..].starts_with('…');
    if dots {
        return begins_big;
    }
    if before.folded.is_empty() {
        return true;
    }
    if begins_for_sure(after, grammar) {
        return true;
    }
    let dotted = dotted_abbreviation(text, before);
    let is_one_of = |set: &WordSet| set.contains(&before.folded) || set.contains(&language.fold(&dotted));
    if is_one_of(&grammar.abbreviations) {
        let goes_on = grammar.time_zones.contains(&after.folded);
        return after.is_capital() && is_one_of(&grammar.final_abbreviations) && !goes_on;
    }
    let initial = before.folded.len() == 1 && before.is_capital();
    // Not the minutes of a time: "um 15:00. Dann".
    let of_a_time = text[..before.start()].ends_with(':');
    let ordinal = !of_a_time
        && before.folded.len() <= 2
        && before.folded.bytes().all(|b| b.is_ascii_digit())
        && language != Language::English
        && !(language == Language::Polish && after.is_capital());
    if initial || (ordinal && before.end() + 1 < text.len()) {
        return false;
    }
    // "zum 30.09. nieder": a number with a full stop goes on.
    begins_big || (before.folded.len() >= 4 && !before.folded.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether a word begins a sentence whatever stands before its full stop: "at 2 p.m. There", "the letter K. It". Words
/// that politeness writes with a capital do not show it: "d. h. Sie".
fn begins_for_sure(after: &Token, grammar: &Grammar) -> bool {
    let polite = |token: &Token| grammar.registers.iter().any(|own| own.pronouns.contain(&token.folded, Case::Capital));
    after.is_capital() && after.folded.len() > 1 && grammar.stop_words.contains(&after.folded) && !polite(after)
}

/// "z.B" or "m.in": the letters with full stops that end at this token.
fn dotted_abbreviation(text: &str, last: &Token) -> String {
    let near = text.floor_char_boundary(last.end().saturating_sub(LONGEST_ABBREVIATION));
    let start = text[near..last.end()].rfind([' ', '\n', '(']).map_or(near, |at| near + at + 1);
    text[start..last.end()].to_owned()
}

/// "(b) open the cellar", "[x] done": an item of a list in plain text.
fn begins_an_item(text: &str, gap: &str, after: &Token) -> bool {
    let lettered = after.range().len() <= 2 && text[after.end()..].starts_with(')');
    let line = gap.rsplit('\n').next().unwrap_or_default().trim();
    let ticked = line.starts_with("[ ]") || (line == "[" && after.folded.as_str() == "x");
    lettered || ticked
}

/// Whether the writer ended the line on purpose: the next word would still have fitted on it.
fn line_was_ended(text: &str, before: &Token, after: &Token, width: usize) -> bool {
    let start = text[..before.end()].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[before.end()..].find('\n').map_or(text.len(), |at| before.end() + at);
    let line = line_end - start;
    let next_word = after.range().len();
    let short = (line + 1 + next_word) * 10 <= width * 6;
    let marker =
        text[line_end..after.start()].trim().chars().next().is_some_and(|c| matches!(c, '-' | '*' | '•' | '–'));
    marker || (short && (after.is_capital() || !after.folded.starts_with(char::is_alphabetic)))
}

/// Numbers the clauses of a block and marks what stands between quotation marks.
pub fn mark_clauses(text: &str, tokens: &mut [Token], grammar: &Grammar) {
    let (mut clause, mut subclause) = (0u32, 0u32);
    let mut quotations = quotations(text).into_iter().peekable();
    for index in 0..tokens.len() {
        if index > 0 && !tokens[index].joined {
            if is_border(&text[tokens[index - 1].end()..tokens[index].start()]) {
                clause += 1;
                subclause += 1;
            } else if grammar.clause_borders.match_len(tokens[index..].iter().map(|t| t.folded.as_str())) > 0 {
                subclause += 1;
            }
        }
        let token = &mut tokens[index];
        while quotations.next_if(|quotation| quotation.end <= token.start()).is_some() {}
        // «Grund» is a placeholder, not somebody's word.
        let is_word = !token.folded.is_empty();
        token.quoted = is_word && quotations.peek().is_some_and(|quotation| quotation.contains(&token.start()));
        token.clause = clause;
        token.subclause = subclause;
    }
}

/// Bytes between quotation marks; a mark without its partner quotes nothing.
fn quotations(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: [Option<usize>; 2] = [None, None];
    for (at, c) in text.char_indices() {
        let kind = match c {
            '"' => 0,
            '«' | '»' => 1,
            _ => continue,
        };
        match open[kind].take() {
            Some(from) => found.push(from..at),
            None => open[kind] = Some(at),
        }
    }
    found.sort_by_key(|quotation| quotation.start);
    found
}

fn is_border(gap: &str) -> bool {
    gap.contains([',', ';', ':', '(', ')', '|', '–', '[', ']']) || gap.contains(" - ") || gap.contains("\n- ")
}
