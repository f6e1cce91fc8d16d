//! Shouting. In: the tokens of body and postscript. Out: a finding for words in capitals that are used for
//! emphasis, and for runs of exclamation marks. Acronyms, headings, subject lines and names that the letterhead
//! or the signature writes in capitals are left alone.

use std::collections::HashSet;
use std::ops::Range;

use super::judge::Judge;
use crate::document::BlockKind;
use crate::finding::{Finding, Fix, Grounds};
use crate::language::Class;
use crate::language::words::Case;
use crate::letter::{Part, Sentence, Token};

/// A single shouted word is at least so long; shorter ones are mostly acronyms.
const SHORTEST: usize = 3;
/// No heading in capitals is longer, in bytes.
const LONGEST_HEADING: usize = 160;

/// Marks words in capitals and runs of `!` and `?`.
pub fn check(judge: &Judge) -> Vec<Finding> {
    let (judged, others): (Vec<&Sentence>, Vec<&Sentence>) =
        judge.letter.sentences.iter().partition(|sentence| is_judged(judge, sentence));
    let names: HashSet<&str> = others
        .iter()
        .filter(|sentence| {
            matches!(sentence.part, Part::Letterhead | Part::Signature | Part::Header | Part::Salutation)
        })
        .flat_map(|sentence| sentence.tokens.iter().map(|token| token.folded.as_str()))
        .collect();
    let mut findings = Vec::new();
    for sentence in judged {
        let word = |index: usize| sentence.tokens[index].folded.as_str();
        let text = judge.letter.block_of(sentence).text.as_str();
        for run in upper_runs(text, sentence) {
            let everyday: Vec<&str> =
                run.clone().filter(|index| is_everyday(judge, sentence, *index, run.len())).map(word).collect();
            if everyday.is_empty() {
                continue;
            }
            let span = || judge.letter.source_range(sentence, run.clone());
            match why_not(judge, sentence, &run, &everyday, &names) {
                Some(grounds) => judge.leave(|| (span(), grounds, None)),
                None => {
                    let words = judge.letter.words(sentence, run.clone());
                    findings.extend(judge.finding("", span(), &[("match", &words)]));
                }
            }
        }
        findings.extend(marks(judge, sentence));
    }
    findings
}

fn is_judged(judge: &Judge, sentence: &Sentence) -> bool {
    let heading = judge.letter.block_of(sentence).kind == BlockKind::Heading;
    matches!(sentence.part, Part::Body | Part::Postscript) && !heading
}

/// Runs of words that are written in capitals alone, each quoted as a whole or not at all.
fn upper_runs(text: &str, sentence: &Sentence) -> Vec<Range<usize>> {
    let gap_before = |index: usize| &text[sentence.tokens[index - 1].end()..sentence.tokens[index].start()];
    let mut runs: Vec<Range<usize>> = Vec::new();
    let is_upper = |index: usize| sentence.tokens.get(index).is_some_and(|token| token.case == Case::Upper);
    // "WHEN I CAME", "KIEDY I GDZIE"
    let is_letter_between = |index: usize| {
        let token = &sentence.tokens[index];
        token.is_capital() && token.folded.len() == 1 && index > 0 && is_upper(index - 1) && is_upper(index + 1)
    };
    for index in (0..sentence.tokens.len()).filter(|index| is_upper(*index) || is_letter_between(*index)) {
        match runs.last_mut() {
            Some(run)
                if run.end == index
                    && sentence.tokens[run.start].quoted == sentence.tokens[index].quoted
                    && !gap_before(index).contains(':') =>
            {
                run.end = index + 1;
            }
            _ => runs.push(index..index + 1),
        }
    }
    runs
}

/// "THERMA-GO": a name that hyphens join.
fn is_hyphenated(judge: &Judge, sentence: &Sentence, run: &Range<usize>) -> bool {
    let text = judge.letter.block_of(sentence).text.as_str();
    let tokens = &sentence.tokens[run.clone()];
    tokens.len() > 1 && tokens.windows(2).all(|pair| &text[pair[0].end()..pair[1].start()] == "-")
}

/// "the database LEXFORUM ONLINE", "our catalogue SPRING 2027": the first word is none of the `everyday` ones, or a
/// figure belongs to a single one.
fn is_product(judge: &Judge, sentence: &Sentence, run: &Range<usize>, everyday: &[&str]) -> bool {
    let text = judge.letter.block_of(sentence).text.as_str();
    let behind = text[sentence.tokens[run.end - 1].end()..].strip_prefix(' ').unwrap_or_default();
    let first = sentence.tokens[run.start].folded.as_str();
    let coined = first.len() > SHORTEST && !everyday.contains(&first) && everyday.len() * 2 <= run.len();
    (run.len() > 1 && coined) || (run.len() == 1 && behind.starts_with(|c: char| c.is_ascii_digit()))
}

/// "a loaf called OLD STUBBORN", "the key marked RESET"
fn is_label(judge: &Judge, sentence: &Sentence, run: &Range<usize>) -> bool {
    let before = &sentence.tokens[run.start.saturating_sub(2)..run.start];
    before.iter().any(|token| judge.known.grammar.naming_words.contains(&token.folded))
}

/// Some words on a line of their own are a heading, also in plain text, unless they call out "PAY NOW"; so is
/// "WEEK 1 (2-6 March)", and what stands before a colon: "SAFETY NOTICE: your kettle".
fn is_whole_line(judge: &Judge, sentence: &Sentence, run: &Range<usize>) -> bool {
    let text = judge.letter.block_of(sentence).text.as_str();
    if is_capital_line(text) && !calls_out(judge, sentence, &(0..sentence.tokens.len())) {
        return true;
    }
    let start = sentence.tokens[run.start].start();
    if text[..start].chars().next_back().is_some_and(|c| c != '\n') {
        return false;
    }
    let line = text[start..].split('\n').next().unwrap_or_default().trim_end();
    let Some(behind) = line.get(sentence.tokens[run.end - 1].end() - start..) else { return false };
    let alone = run.len() <= 8 && behind.trim_matches([' ', ':']).is_empty();
    let numbered = behind.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let short = line.split_whitespace().count() <= 8 && !line.ends_with(['.', '!', '?']);
    let heads = (numbered || behind.starts_with(':')) && short;
    (alone || heads) && !calls_out(judge, sentence, run)
}

/// "CLIENT REF. 40917 - DISENGAGEMENT", a paragraph of its own: a heading, too.
fn is_capital_line(text: &str) -> bool {
    let text = text.trim_end();
    let words = text.split_whitespace().filter(|word| word.contains(char::is_alphabetic));
    let is_short = text.len() <= LONGEST_HEADING && !text.contains('\n') && words.clone().count() <= 8;
    is_short && !text.ends_with(['.', '!', '?']) && words.clone().all(|word| !word.contains(char::is_lowercase))
}

/// "PAY NOW"
fn calls_out(judge: &Judge, sentence: &Sentence, run: &Range<usize>) -> bool {
    sentence.tokens[run.clone()].iter().any(|token| judge.known.grammar.urgent_words.contains(&token.folded))
}

/// Whether a word in a run of `len` words in capitals is one of everyday language. What holds a figure, and what nobody
/// knows ("DATEV"), is a name or an acronym.
fn is_everyday(judge: &Judge, sentence: &Sentence, index: usize, len: usize) -> bool {
    let text = judge.letter.block_of(sentence).text.as_str();
    // "WHIT-014"
    let behind = &text[sentence.tokens[index].end()..];
    if behind.strip_prefix(['-', '/']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
        return false;
    }
    let word = sentence.tokens[index].folded.as_str();
    let long = word.len() >= SHORTEST || (len > 1 && word.len() >= 2);
    long && (judge.known.knows(word) || judge.known.grammar.stop_words.contains(word))
}

/// Why a run whose words `everyday` are of everyday language is not shouted all the same.
fn why_not(
    judge: &Judge,
    sentence: &Sentence,
    run: &Range<usize>,
    everyday: &[&str],
    names: &HashSet<&str>,
) -> Option<Grounds> {
    let grammar = &judge.known.grammar;
    let is_named = |token: &Token| grammar.placeholder_words.iter().any(|(_, known)| known.contains(&token.folded));
    let are_named = sentence.tokens[run.clone()].iter().all(is_named);
    // In a template several capitals in a row are to be filled in: "tel. NUMER TELEFONU".
    let to_fill_in = (are_named || (judge.settings.template && run.len() > 1)) && !calls_out(judge, sentence, run);
    let is_acronym = |word: &&str| grammar.acronyms.contains(word);
    let known = [
        (Grounds::Quoted, sentence.tokens[run.start].quoted),
        (Grounds::Name, is_hyphenated(judge, sentence, run) || is_label(judge, sentence, run)),
        (Grounds::Name, is_product(judge, sentence, run, everyday)),
        (Grounds::Heading, is_whole_line(judge, sentence, run)),
        (Grounds::Placeholder, to_fill_in),
        (Grounds::Acronym, everyday.iter().all(is_acronym)),
        (Grounds::Name, everyday.iter().all(|word| is_acronym(word) || names.contains(word))),
    ];
    known.into_iter().find(|(_, holds)| *holds).map(|(grounds, _)| grounds)
}

/// "!!", "?!", "!?!": two marks or more, one of them an exclamation mark.
fn marks(judge: &Judge, sentence: &Sentence) -> Vec<Finding> {
    let text = &judge.letter.block_of(sentence).text;
    let mut findings = Vec::new();
    for (index, token) in sentence.tokens.iter().enumerate() {
        let next = sentence.tokens.get(index + 1).or_else(|| sentence.tokens.behind());
        let gap = &text.as_str()[token.end()..next.map_or(text.as_str().len(), Token::start)];
        // Tags of a template are no tokens.
        let gap = &gap[..gap.find(char::is_alphanumeric).unwrap_or(gap.len())];
        let Some(start) = gap.find(['!', '?']) else { continue };
        let run = gap[start..].len() - gap[start..].trim_start_matches(['!', '?']).len();
        let marks = &gap[start..start + run];
        let placeholder =
            sentence.spans.iter().any(|span| span.class == Class::Placeholder && span.tokens.contains(&index));
        let quoted = token.quoted && !gap[..start].contains(['"', '«', '»']);
        if run >= 2 && marks.contains('!') {
            let at = token.end() + start;
            let span = text.source_range(at..at + run);
            if quoted || placeholder {
                let grounds = if quoted { Grounds::Quoted } else { Grounds::Placeholder };
                judge.leave(|| (span, grounds, None));
                continue;
            }
            let finding = judge.finding("marks", span.clone(), &[("match", marks)]);
            // "?!" asks, "!!" calls.
            let one = if marks.contains('?') { "?" } else { "!" };
            let fixes = vec![Fix::sure(span, one)];
            findings.extend(finding.map(|finding| Finding { fixes, ..finding }));
        }
    }
    findings
}
