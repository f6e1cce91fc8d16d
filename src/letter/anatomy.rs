//! The parts of a letter. In: its lines with their tokens. Out: for each line which part of the letter it
//! belongs to: header, letterhead, date line, subject, salutation, body, closing, signature …

use std::ops::Range;

use super::token::Token;
use crate::document::BlockKind;
use crate::language::{Grammar, Phrases};

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
    /// Whether a date stands in it.
    pub dated: bool,
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

    fn ends_a_sentence(&self) -> bool {
        self.text.trim_end_matches(['"', ')', '\'']).ends_with(['.', '!', '?', '…', ':'])
    }
}

/// Says of each line which part it belongs to. Where a salutation and text stand on one line, the place at
/// which to cut it is returned beside: line number and byte in the block's text.
pub fn parts(lines: &[Line], grammar: &Grammar) -> (Vec<Part>, Option<(usize, usize)>) {
    let mut parts = vec![Part::Body; lines.len()];
    let salutation = find_salutation(lines, grammar);
    let body = match salutation {
        Some((line, _)) => line + 1,
        None => first_prose(lines, grammar),
    };
    let top = salutation.map_or(body, |(line, _)| line);
    name_top(&lines[..top], &mut parts[..top], grammar);
    if let Some((line, _)) = salutation {
        parts[line] = Part::Salutation;
    }
    name_foot(lines, body.min(lines.len()), &mut parts, grammar);
    for (line, part) in lines.iter().zip(&mut parts) {
        if line.quoted {
            *part = Part::Quote;
        }
    }
    (parts, salutation.and_then(|(line, cut)| cut.map(|at| (line, at))))
}

/// The line of the salutation, and where on it text begins that belongs to the body.
fn find_salutation(lines: &[Line], grammar: &Grammar) -> Option<(usize, Option<usize>)> {
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
        // "<<ANREDE>>" or "{{anrede}} {{name}},", alone above the text
        let filled = line.tokens.iter().all(|token| token.folded.is_empty());
        let placeholder = filled && alone && (line.tokens.len() == 1 || (line.tokens.len() <= 3 && marked));
        // "Mr Whitcombe", alone above the text
        let addressed = line.begins_with(&grammar.titles) > 0
            && (2..=4).contains(&line.tokens.len())
            && line.tokens.iter().all(Token::is_capital)
            && alone;
        if titled || ((bare || placeholder || addressed) && before_text) {
            return Some((index, None));
        }
    }
    None
}

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
fn first_prose(lines: &[Line], grammar: &Grammar) -> usize {
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
fn name_top(lines: &[Line], parts: &mut [Part], grammar: &Grammar) {
    for (line, part) in lines.iter().zip(parts.iter_mut()) {
        let marked = line.begins_with(&grammar.subject_markers) > 0;
        *part = if line.is_header(&grammar.date_headers) || (line.dated && line.tokens.len() <= 8) {
            Part::DateLine
        } else if line.is_header(&grammar.headers) {
            Part::Header
        } else if line.kind == BlockKind::Heading || (marked && line.text.contains(':')) {
            Part::Subject
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

/// "Pozdrawiamy i życzymy suchych stóp", with a name or the like right below.
fn stands_over_short_line(lines: &[Line], index: usize) -> bool {
    let is_short = |line: &&Line| {
        let small = line.tokens.first().is_none_or(|token| !token.is_capital());
        (1..=5).contains(&line.tokens.len()) && !small && !line.ends_a_sentence()
    };
    !lines[index].text.contains(['.', '?', '!', ':']) && lines.get(index + 1).filter(is_short).is_some()
}

/// The formula to which the one at `last` belongs: "Yours sincerely", a name, "For and on behalf of Hale & Sons".
fn above_a_name(lines: &[Line], body: usize, last: usize, formula: impl Fn(&usize) -> bool) -> usize {
    let is_short = |index: &usize| lines[*index].tokens.len() <= 5 && !lines[*index].ends_a_sentence();
    let names = (body..last).rev().take_while(|index| is_short(index) && !formula(index)).count();
    match last.checked_sub(names + 1).filter(|above| *above >= body && formula(above)) {
        Some(above) if (1..=3).contains(&names) => above,
        _ => last,
    }
}

fn reads_as_subject(line: &Line, grammar: &Grammar) -> bool {
    let addressed = line.begins_with(&grammar.titles) > 0 || line.text.contains('@');
    let postcode =
        line.tokens.iter().any(|token| token.folded.len() >= 5 && token.folded.bytes().all(|b| b.is_ascii_digit()));
    !line.tokens.is_empty() && !addressed && !postcode && !line.text.trim_end().ends_with(',')
}

/// Names closing, signature, enclosures and postscript below the body, which begins at line `body`.
fn name_foot(lines: &[Line], body: usize, parts: &mut [Part], grammar: &Grammar) {
    let formula = |index: &usize| {
        let starts_block = *index == 0 || lines[*index - 1].block != lines[*index].block;
        let line = &lines[*index];
        let leads_on = starts_block && line.tokens.len() <= 10 && line.begins_with(&grammar.closings) > 0;
        !line.quoted && (is_closing(line, starts_block, grammar) || (leads_on && stands_over_short_line(lines, *index)))
    };
    let foot = match (body..lines.len()).rev().find(formula) {
        Some(last) => {
            let last = above_a_name(lines, body, last, formula);
            let first = (body..last).rev().take_while(formula).last().unwrap_or(last);
            parts[first..=last].fill(Part::Closing);
            last + 1
        }
        None => {
            let foot = unsigned_foot(lines, body, grammar);
            let above = foot.checked_sub(1).filter(|index| *index >= body && foot < lines.len());
            let unknown = Some(foot).filter(|first| stands_over_a_name(lines, *first, &lines[..body], grammar));
            if let Some(index) = unknown.or(above.filter(|index| leads_to_a_name(lines, *index))) {
                parts[index] = Part::Closing;
            }
            foot
        }
    };
    let mut current = Part::Signature;
    for index in foot..lines.len() {
        let line = &lines[index];
        if parts[index] == Part::Closing {
            continue;
        }
        if begins_postscript(line, grammar) {
            current = Part::Postscript;
        } else if line.begins_with(&grammar.enclosure_markers) > 0 {
            current = Part::Enclosure;
        }
        parts[index] =
            if current == Part::Signature && line.dated && line.tokens.len() <= 6 { Part::DateLine } else { current };
    }
}

fn begins_postscript(line: &Line, grammar: &Grammar) -> bool {
    line.begins_with(&grammar.postscript_markers) > 0
}

/// A closing formula with nothing behind it but a name; at the start of a block, a short line that comes to one:
/// "Żeglarskie pozdrowienia", "Vielen Dank im Voraus und freundliche Grüße nach nebenan".
fn is_closing(line: &Line, starts_block: bool, grammar: &Grammar) -> bool {
    let open = line.text.trim_end().ends_with(['.', '?', '!', ':', ';']);
    let comes_to_one =
        |widest: usize| (2..=widest).contains(&line.tokens.len()) && !open && line.kind == BlockKind::Paragraph;
    (line.tokens.len() <= 14 && closes_from(line, 0, grammar))
        || (comes_to_one(5) && (1..line.tokens.len()).any(|from| ends_with_formula(line, from, grammar)))
        || (starts_block
            && comes_to_one(10)
            && !line.text.contains(['.', '?', '!'])
            && (1..line.tokens.len()).any(|from| closes_from(line, from, grammar)))
}

/// Whether the line's tokens from `from` on are nothing but a formula.
fn ends_with_formula(line: &Line, from: usize, grammar: &Grammar) -> bool {
    let rest = line.tokens[from..].iter().map(|token| token.folded.as_str());
    grammar.closings.match_len(rest) == line.tokens.len() - from
}

/// Whether the line's tokens from `from` on are a formula with nothing behind it but a name or a place.
fn closes_from(line: &Line, from: usize, grammar: &Grammar) -> bool {
    let mut count = from + grammar.closings.match_len(line.tokens[from..].iter().map(|t| t.folded.as_str()));
    if count == from {
        return false;
    }
    loop {
        let rest = &line.tokens[count..];
        let joined = grammar.clause_borders.match_len(rest.iter().map(|t| t.folded.as_str()));
        let more = grammar.closings.match_len(rest[joined..].iter().map(|t| t.folded.as_str()));
        if more == 0 {
            break;
        }
        count += joined + more;
    }
    let rest = &line.tokens[count..];
    let open = line.after(count).trim().ends_with(['.', '?', '!']);
    let from_a_place = matches!(
        rest.first().map(|t| t.folded.as_str()),
        Some("aus" | "from" | "z" | "ze" | "vom" | "von" | "nach" | "an" | "to" | "do" | "od" | "in" | "w")
    );
    let names = rest.iter().all(|token| token.is_capital() || token.folded.is_empty() || token.folded.len() <= 3);
    rest.is_empty() || (!open && ((rest.len() <= 4 && from_a_place) || (rest.len() <= 6 && names)))
}

/// A formula that nobody knows ("Laters,", "Namasté", "Z wyrazami sympatii od całej ekipy"): a short line without
/// the end of a sentence right above the name.
fn leads_to_a_name(lines: &[Line], index: usize) -> bool {
    let line = &lines[index];
    let whole = line.text.trim_end();
    let starts_block = index == 0 || lines[index - 1].block != line.block;
    let short = (1..=9).contains(&line.tokens.len()) && (whole.ends_with(',') || line.tokens.len() <= 6);
    let plain = !whole.ends_with(['.', '!', '?', ':', ';']) && !line.quoted && line.kind == BlockKind::Paragraph;
    starts_block && short && plain && line.tokens.first().is_some_and(Token::is_capital)
}

/// The first of the short lines at the end, where it is no name itself: "Laters,", or a word above a name that
/// the letter's head knows.
fn stands_over_a_name(lines: &[Line], first: usize, head: &[Line], grammar: &Grammar) -> bool {
    let (Some(line), Some(next)) = (lines.get(first), lines.get(first + 1)) else { return false };
    let known = |line: &Line| {
        let names = head.iter().flat_map(|line| line.words());
        line.words().any(|word| word.len() > 2 && names.clone().any(|name| name == word))
    };
    let placeholder = |line: &Line| line.tokens.iter().all(|token| token.folded.is_empty());
    let formula = |line: &Line| line.begins_with(&grammar.closings) > 0;
    let name_below =
        (formula(line) && !formula(next)) || (known(next) && !known(line)) || (placeholder(next) && !placeholder(line));
    !placeholder(line) && (line.text.trim_end().ends_with(',') || name_below)
}

/// Where there is no closing formula: the short lines at the end that are a name, a firm, a date.
fn unsigned_foot(lines: &[Line], body: usize, grammar: &Grammar) -> usize {
    let mut foot = lines.len();
    while foot > body {
        let line = &lines[foot - 1];
        if line.begins_with(&grammar.enclosure_markers) > 0 {
            foot -= 1;
            continue;
        }
        let joins = |word: &str| grammar.clause_borders.match_len(std::iter::once(word)) > 0;
        let small = line.words().filter(|word| grammar.stop_words.contains(word) && !joins(word)).count();
        let plain = line.kind == BlockKind::Paragraph && !line.quoted && !line.ends_a_sentence();
        let placeholder = line.tokens.len() == 1 && line.tokens[0].folded.is_empty();
        // "adw. Szymon Bielak", "ciocia Wiesia"
        let related = line.tokens.len() <= 4 && line.tokens.iter().skip(1).any(Token::is_capital);
        // "kierownik przychodni", right below a name
        let above = lines[body..foot - 1].last().filter(|above| above.block == line.block);
        let is_name =
            |above: &Line| (2..=4).contains(&above.tokens.len()) && above.tokens.iter().all(Token::is_capital);
        let office = above.is_some_and(is_name);
        let named =
            line.tokens.first().is_some_and(Token::is_capital) || related || placeholder || line.dated || office;
        if !(plain && small == 0 && named && (1..=5).contains(&line.tokens.len())) {
            break;
        }
        foot -= 1;
    }
    if foot == body { lines.len() } else { foot }
}
