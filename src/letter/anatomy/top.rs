//! The head of a letter. In: its lines. Out: where its salutation stands, and which part each line above belongs to.

use super::{Line, Part};
use crate::document::BlockKind;
use crate::language::Grammar;
use crate::letter::token::Token;

/// The line of the salutation, and where on it text begins that belongs to the body.
pub fn find_salutation(lines: &[Line], grammar: &Grammar) -> Option<(usize, Option<usize>)> {
    let stop = first_prose(lines, grammar);
    for (index, line) in lines.iter().enumerate().take(stop + 12) {
        let headed = line.is_header(&grammar.headers) || line.is_header(&grammar.subject_markers);
        if line.quoted || headed || line.kind == BlockKind::ListItem || line.tokens.is_empty() {
            continue;
        }
        let whole = line.text.trim_end();
        let marked = whole.ends_with([',', '!', ':', '–', '-']);
        let ends_block = lines.get(index + 1).is_none_or(|next| next.block != line.block);
        let named = line.begins_with(&grammar.salutations).max(line.begins_with(&grammar.group_salutations));
        let end = salutation_end(line);
        let within = line.tokens.iter().filter(|token| token.start() - line.range.start < end).count();
        // What reads as running text may be the sender's motto: "Supporting the arts in the Marches since 1974".
        let is_late = index >= stop + 4;
        if named > 0 && within <= 12 && (marked || (!is_late && (ends_block || end < whole.len()))) {
            let rest = line.text[end..].trim_matches(|c: char| !c.is_alphanumeric());
            return Some((index, (!rest.is_empty()).then_some(line.range.start + end)));
        }
        if is_late {
            continue;
        }
        let before_text = lines.get(index + 1).is_some_and(|next| next.tokens.len() >= 3);
        let titled = line.begins_with(&grammar.titles) > 0 && line.tokens.len() <= 5 && whole.ends_with([',', '!']);
        let bare = line.tokens.len() <= 3 && line.tokens.iter().all(Token::is_capital) && marked && ends_block;
        // "<<IMIE>>, dzień dobry!"
        let behind = line
            .tokens
            .get(1..)
            .map_or(0, |rest| grammar.salutations.match_len(rest.iter().map(|token| token.folded.as_str())));
        let bare = bare || (behind > 0 && line.tokens.len() <= 5 && marked && line.tokens[0].folded.is_empty());
        let alone = ends_block && index + 1 == stop;
        // "<<ANREDE>>", "{{anrede}} {{name}}" or "{{name}},", alone above the text
        let filled = line.tokens.iter().all(|token| token.folded.is_empty());
        let called_so = || {
            let fields = line.text.to_lowercase();
            SALUTATION_FIELDS.iter().any(|field| fields.contains(field))
        };
        let placeholder =
            filled && alone && (line.tokens.len() == 1 || (line.tokens.len() <= 3 && (marked || called_so())));
        // "Mr Whitcombe", alone above the text
        let addressed = line.begins_with(&grammar.titles) > 0
            && (2..=4).contains(&line.tokens.len())
            && line.tokens.iter().all(Token::is_capital)
            && alone;
        if (titled || ((bare || placeholder || addressed) && before_text)) && !is_greeted_below(lines, index, grammar) {
            return Some((index, None));
        }
    }
    None
}

/// Whether nothing but short lines leads from the one at `index` to a salutation that is none in doubt: "[DATE]", "By
/// e-mail and by post, no. [NUMBER]", "[CLIENT NAME]", "Dear [CLIENT]:".
fn is_greeted_below(lines: &[Line], index: usize, grammar: &Grammar) -> bool {
    // Alone in its block, since a line of running text may begin and end so where it is wrapped.
    let is_greeting = |at: &usize| {
        let line = &lines[*at];
        let alone = |other: Option<&Line>| other.is_none_or(|other| other.block != line.block);
        line.begins_with(&grammar.salutations) > 0
            && line.tokens.len() <= 8
            && line.text.trim_end().ends_with([',', ':', '!'])
            && alone(lines.get(at + 1))
            && alone(lines.get(at - 1))
    };
    let mut below = (index + 1..lines.len()).take(12);
    let end = below.find(|at| is_greeting(at) || lines[*at].ends_a_sentence());
    end.is_some_and(|at| is_greeting(&at))
}

/// How templates call the field for a salutation.
const SALUTATION_FIELDS: [&str; 4] = ["anrede", "salutation", "greeting", "zwrot"];

/// Byte in the line at which its salutation ends: behind the last comma, exclamation mark or colon of the
/// first few words, so that "Liebe Frau Bessel, lieber Herr Bessel," is one.
fn salutation_end(line: &Line) -> usize {
    let text = line.text;
    let mut end = None;
    let mut from = 0;
    for (at, mark) in text.match_indices([',', '!', ':', ';', '–']).chain([(text.len(), "")]) {
        let piece = &text[from..at];
        let words = piece.split_whitespace().count();
        let small = piece.split_whitespace().skip(1).filter(|word| word.starts_with(char::is_lowercase)).count();
        let names = piece.split_whitespace().skip(1).filter(|word| !word.starts_with(char::is_lowercase)).count();
        // "Cześć, Danielu,"
        let called = words == 1 && !mark.is_empty() && piece.trim().starts_with(char::is_uppercase);
        let goes_on = words <= 4 && ((names > 0 && small <= 1) || called || line_is_placeholders(piece));
        if end.is_some() && !goes_on {
            break;
        }
        end = Some(at + mark.len());
        from = at + mark.len();
    }
    end.unwrap_or(text.len())
}

/// "«Vorname» «Nachname»"
fn line_is_placeholders(piece: &str) -> bool {
    !piece.trim().is_empty()
        && piece.split_whitespace().all(|word| word.starts_with(['«', '<', '[', '{', '$', '%', '@']))
}

/// The first line of the first block that reads as running text.
pub fn first_prose(lines: &[Line], grammar: &Grammar) -> usize {
    lines
        .iter()
        .position(|line| {
            let small = line.words().filter(|word| grammar.stop_words.contains(word)).count();
            let headed = line.is_header(&grammar.headers)
                || line.is_header(&grammar.subject_markers)
                || line.is_header(&grammar.date_headers);
            !line.quoted && !headed && line.kind != BlockKind::Heading && small >= 3 && line.tokens.len() >= 6
        })
        .unwrap_or(lines.len())
}

/// Names the lines above the salutation, or above the body where there is none.
pub fn name_top(lines: &[Line], parts: &mut [Part], grammar: &Grammar) {
    for (line, part) in lines.iter().zip(parts.iter_mut()) {
        let marked = line.begins_with(&grammar.subject_markers) > 0;
        *part = if line.is_header(&grammar.date_headers) {
            Part::DateLine
        } else if line.is_header(&grammar.headers) {
            Part::Header
        } else if line.kind == BlockKind::Heading || (marked && line.text.contains(':')) {
            Part::Subject
        } else if line.date.is_some()
            && line.tokens.len() <= 8
            && !marked
            && line.begins_with(&grammar.headers) == 0
            && !line.refers_to_a_date(grammar)
        {
            Part::DateLine
        } else {
            Part::Letterhead
        };
    }
    let Some(last) = lines.last() else { return };
    let block = lines.iter().position(|line| line.block == last.block).unwrap_or(0);
    let unnamed = parts[block..].iter().all(|part| *part == Part::Letterhead);
    if unnamed
        && block > 0
        && lines.len() - block <= 2
        && lines[block..].iter().all(|line| reads_as_subject(line, grammar))
    {
        parts[block..].fill(Part::Subject);
    }
}

fn reads_as_subject(line: &Line, grammar: &Grammar) -> bool {
    let addressed = line.begins_with(&grammar.titles) > 0 || line.text.contains('@');
    let postcode =
        line.tokens.iter().any(|token| token.folded.len() >= 5 && token.folded.bytes().all(|b| b.is_ascii_digit()));
    let says_something = line.words().any(|word| !word.is_empty());
    says_something && !addressed && !postcode && !line.text.trim_end().ends_with(',')
}
