//! Placeholders. In: what the letter has to be filled in with. Out: for a finished letter what was left over, for
//! a template what is malformed or was not declared.

use std::collections::HashSet;
use std::ops::Range;

use super::forbid::merged;
use super::judge::Judge;
use crate::dates::When;
use crate::finding::{Applicability, Edit, Finding, Fix, Grounds};
use crate::language::PlaceholderKind;
use crate::letter::{Part, Placeholder};
use crate::locale::words;

/// Everything that was to be filled in and was not; nothing in a template.
pub fn leftover(judge: &Judge) -> Vec<Finding> {
    if judge.settings.template {
        return Vec::new();
    }
    let letter = judge.letter;
    let blocks = &letter.document.blocks;
    let own = |block: &usize| !blocks[*block].quoted;
    // "[Action required]" at the beginning of a subject line is a mark of the office, "{{number}}" is none.
    let subjects = letter.sentences.iter().filter(|sentence| sentence.part == Part::Subject);
    let subjects: HashSet<usize> = subjects.map(|sentence| sentence.block).collect();
    let is_mark = |block: &usize, placeholder: &Placeholder| {
        placeholder.kind == Some(PlaceholderKind::Other)
            && subjects.contains(block)
            && is_first(blocks[*block].text.as_str(), &placeholder.range)
    };
    let (marked, others): (Vec<_>, Vec<_>) =
        letter.placeholders.iter().partition(|(block, placeholder)| own(block) && !is_mark(block, placeholder));
    for (block, placeholder) in others {
        let grounds = if own(block) { Grounds::SubjectMark } else { Grounds::QuotedBlock };
        judge.leave(|| (blocks[*block].text.source_range(placeholder.range.clone()), grounds, None));
    }
    // Nobody sends a condition: the letter is a template, and is to be checked as one.
    let case = |placeholder: &Placeholder| match placeholder.kind {
        Some(PlaceholderKind::Control) => "tag",
        _ => "",
    };
    let marked = marked.iter().map(|(block, placeholder)| (*block, placeholder.range.clone(), case(placeholder)));
    let unfilled = letter.dates.iter().filter(|(block, mention)| own(block) && mention.when == When::Unfilled);
    let unfilled = unfilled.map(|(block, mention)| (*block, mention.range.clone()));
    // A lone « or < is more often a slip of another kind than half a placeholder.
    let half =
        |block: &usize, range: &Range<usize>| !blocks[*block].text.as_str()[range.clone()].starts_with(['«', '<']);
    let malformed = letter.malformed.iter().filter(|(block, range)| own(block) && half(block, range)).cloned();
    let asked = question_marks(judge);
    let others = unfilled.chain(malformed).chain(asked).map(|(block, range)| (block, range, ""));
    let mut places: Vec<(Range<usize>, &str)> =
        marked.chain(others).map(|(block, range, case)| (blocks[block].text.source_range(range), case)).collect();
    places.extend(merged(judge.own_matches()).iter().map(|found| (judge.span(found), "")));
    places.sort_by_key(|(place, _)| (place.start, std::cmp::Reverse(place.end)));
    places.dedup_by(|(later, _), (earlier, _)| later.start < earlier.end);
    places.into_iter().filter_map(|(span, case)| judge.finding(case, span, &[])).collect()
}

/// Whether the mark in square brackets at `range` is the first thing of its line, or stands behind "Subject:" and others.
fn is_first(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].trim_end_matches(' ');
    text[range.clone()].starts_with('[') && (before.is_empty() || before.ends_with(['\n', ':', ']']))
}

/// "??? ask Tom": three question marks or more are a note of the writer's to himself.
fn question_marks(judge: &Judge) -> Vec<(usize, Range<usize>)> {
    let mut found = Vec::new();
    for (number, block) in judge.letter.document.blocks.iter().enumerate().filter(|(_, block)| !block.quoted) {
        let text = block.text.as_str();
        let starts_word = |at: usize| at == 0 || text[..at].ends_with([' ', '\n', '(']);
        for (at, mark) in text.match_indices("???").filter(|(at, _)| starts_word(*at)) {
            found.push((number, at..at + mark.len()));
        }
    }
    found
}

/// A placeholder of one name whose closing mark lacks or is half there, as it was meant: `{{date}}` for `{{date}`.
fn closed(words: &str) -> Option<String> {
    const PAIRS: [(&str, &str); 5] = [("{{", "}}"), ("${", "}"), ("<<", ">>"), ("[[", "]]"), ("{%", "%}")];
    let (open, close) = PAIRS.iter().find(|(open, _)| words.starts_with(open))?;
    let name = words[open.len()..].trim_end_matches(['}', '>', ']']);
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    is_name.then(|| format!("{open}{name}{close}"))
}

/// Placeholders of a template that are malformed, or not among the declared ones.
pub fn unknown(judge: &Judge) -> Vec<Finding> {
    if !judge.settings.template {
        return Vec::new();
    }
    let letter = judge.letter;
    let source = |block: usize, range: &Range<usize>| letter.document.blocks[block].text.source_range(range.clone());
    let malformed = letter.malformed.iter().filter_map(|(block, range)| {
        let words = &letter.document.blocks[*block].text.as_str()[range.clone()];
        let finding = judge.finding("malformed", source(*block, range), &[("match", words)])?;
        let fixes = closed(words).map(|whole| Fix::sure(source(*block, range), &whole)).into_iter().collect();
        Some(Finding { fixes, ..finding })
    });
    let declared = &judge.settings.letter.placeholders;
    let undeclared = letter.placeholders.iter().filter_map(|(block, placeholder)| {
        let name = letter.document.blocks[*block].text.as_str()[placeholder.content.clone()].trim();
        let is_value = placeholder.kind.is_some() && placeholder.kind != Some(PlaceholderKind::Control);
        if declared.is_empty() || !is_value || declared.iter().any(|known| known == name) {
            return None;
        }
        let meant = crate::suggest::nearest(name, declared.iter().map(String::as_str));
        let hint = words(judge.settings.locale).hint(meant);
        let finding = judge.finding("", source(*block, &placeholder.range), &[("match", name), ("hint", &hint)])?;
        let fix = meant.map(|meant| Fix {
            applicability: Applicability::MaybeIncorrect,
            edits: vec![Edit { span: source(*block, &placeholder.content), text: meant.to_owned() }],
        });
        Some(Finding { fixes: fix.into_iter().collect(), ..finding })
    });
    malformed.chain(undeclared).collect()
}
