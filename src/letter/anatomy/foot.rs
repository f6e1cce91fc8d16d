//! The foot of a letter. In: its lines and where the body begins. Out: which of them are the closing, the signature,
//! enclosures and a postscript.

use super::{Line, Part};
use crate::document::BlockKind;
use crate::language::Grammar;
use crate::letter::token::Token;

/// Names closing, signature, enclosures and postscript below the body, which begins at line `body`.
pub fn name_foot(lines: &[Line], body: usize, parts: &mut [Part], grammar: &Grammar) {
    let formula = |index: &usize| {
        let line = &lines[*index];
        let starts_block = starts_block(lines, *index);
        let ends_block = lines.get(*index + 1).is_none_or(|next| next.block != line.block);
        let above_short_line = stands_over_short_line(lines, *index);
        // The first line of a paragraph may end with "vielen Dank für" where it is wrapped.
        let stands_alone = starts_block && (ends_block || above_short_line);
        // "Einen schönen Gruß aus Ruhpolding und viel Freude mit dem neuen Haus"
        let begins = |from: usize| grammar.closings.match_len(line.words().skip(from)) > 0;
        let closes_nothing = line.quoted || is_label(line);
        let leads_on = starts_block && line.tokens.len() <= 14 && (begins(0) || begins(1));
        let closes = is_closing(line, stands_alone, grammar) || (leads_on && above_short_line);
        !closes_nothing && closes && !runs_on(lines, *index, grammar)
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
            if let Some(index) = unknown.or(above.filter(|index| leads_to_a_name(lines, *index, grammar))) {
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
        parts[index] = if current == Part::Signature && line.date.is_some() && line.tokens.len() <= 6 {
            Part::DateLine
        } else {
            current
        };
    }
}

fn starts_block(lines: &[Line], index: usize) -> bool {
    index == 0 || lines[index - 1].block != lines[index].block
}

/// Whether a line is wrapped and a sentence goes on below it: "Your files, the plans and the keys" above "we hand to your new
/// gardener on the last day."
fn runs_on(lines: &[Line], index: usize, grammar: &Grammar) -> bool {
    let next = lines.get(index + 1).filter(|next| next.block == lines[index].block);
    next.is_some_and(|next| {
        let goes_on = next.ends_a_sentence() || next.tokens.first().is_some_and(|token| !token.is_capital());
        next.tokens.len() > 8 && goes_on && !begins_postscript(next, grammar)
    })
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

fn begins_postscript(line: &Line, grammar: &Grammar) -> bool {
    line.begins_with(&grammar.postscript_markers) > 0
}

/// A closing formula with nothing behind it but a name; or a short line that stands alone and comes to one:
/// "Żeglarskie pozdrowienia", "Vielen Dank im Voraus und freundliche Grüße nach nebenan".
fn is_closing(line: &Line, stands_alone: bool, grammar: &Grammar) -> bool {
    let open = line.text.trim_end().ends_with(['.', '?', '!', ':', ';']);
    let comes_to_one =
        |widest: usize| (2..=widest).contains(&line.tokens.len()) && !open && line.kind == BlockKind::Paragraph;
    (line.tokens.len() <= 14 && closes_from(line, 0, grammar))
        || (comes_to_one(5) && (1..line.tokens.len()).any(|from| ends_with_formula(line, from, grammar)))
        || (stands_alone
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
fn leads_to_a_name(lines: &[Line], index: usize, grammar: &Grammar) -> bool {
    let line = &lines[index];
    let whole = line.text.trim_end();
    let short = (1..=9).contains(&line.tokens.len()) && (whole.ends_with(',') || line.tokens.len() <= 6);
    let open = whole.ends_with(['.', '!', '?', ':', ';']) || is_label(line);
    let plain = !open && !line.quoted && line.kind == BlockKind::Paragraph;
    // "Igor Lach", above "CTO, Syntelo", and not "Mit Handwerksgruß"
    let is_name = (2..=3).contains(&line.tokens.len())
        && line.tokens.iter().all(Token::is_capital)
        && !line.words().any(|word| grammar.stop_words.contains(word))
        && !whole.ends_with(',');
    starts_block(lines, index) && short && plain && !is_name && line.tokens.first().is_some_and(Token::is_capital)
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
    !placeholder(line) && !is_label(line) && (line.text.trim_end().ends_with(',') || name_below)
}

/// "(data i czytelny podpis)": what a form says below a line to be filled in.
fn is_label(line: &Line) -> bool {
    line.text.trim_start().starts_with('(') && line.text.trim_end().ends_with(')')
}

/// Where there is no closing formula: the short lines at the end that are a name, a firm, a date.
fn unsigned_foot(lines: &[Line], body: usize, grammar: &Grammar) -> usize {
    let mut foot = lines.len();
    while foot > body {
        let line = &lines[foot - 1];
        if line.begins_with(&grammar.enclosure_markers) > 0 && !line.ends_a_sentence() {
            foot -= 1;
            continue;
        }
        let joins = |word: &str| grammar.clause_borders.contains(word);
        let small = line.words().filter(|word| grammar.stop_words.contains(word) && !joins(word)).count();
        let plain = line.kind == BlockKind::Paragraph && !line.quoted && !line.ends_a_sentence();
        let placeholder = is_label(line) || (line.tokens.len() == 1 && line.tokens[0].folded.is_empty());
        // "adw. Szymon Bielak", "ciocia Wiesia"
        let related = line.tokens.len() <= 4 && line.tokens.iter().skip(1).any(Token::is_capital);
        // "kierownik przychodni", right below a name
        let above = lines[body..foot - 1].last().filter(|above| above.block == line.block);
        let is_name =
            |above: &Line| (2..=4).contains(&above.tokens.len()) && above.tokens.iter().all(Token::is_capital);
        let office = above.is_some_and(is_name);
        let named = line.tokens.first().is_some_and(Token::is_capital)
            || related
            || placeholder
            || line.date.is_some()
            || office;
        // "Nina Okafor, nina@okafor.example, 0491 570 156"
        let is_figure = |word: &str| word.len() >= 3 && word.bytes().all(|byte| byte.is_ascii_digit());
        let reached = line.words().any(|word| word.is_empty() || is_figure(word));
        let longest = if reached { 12 } else { 5 };
        if !(plain && small == 0 && named && (1..=longest).contains(&line.tokens.len())) {
            break;
        }
        foot -= 1;
    }
    if foot == body { lines.len() } else { foot }
}
