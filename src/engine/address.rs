//! One way of addressing the reader. In: the registers of the letter's language and its sentences. Out: a
//! finding for each sentence that falls out of the register that the letter keeps.

use std::collections::HashSet;

use super::Match;
use super::judge::Judge;
use super::structure::names_somebody;
use crate::finding::{Finding, Grounds};
use crate::language::Language;
use crate::language::words::Case;
use crate::letter::{Part, Sentence, Token};

/// Marks the pronouns and forms of another register than the letter's own.
pub fn check(judge: &Judge) -> Vec<Finding> {
    let slips = match judge.letter.language {
        Language::English => names(judge),
        _ => registers(judge),
    };
    // A branch of a template may be the one for readers who are addressed so.
    let in_a_branch =
        |slip: &&Match| judge.settings.template && judge.letter.is_in_a_branch((slip.sentence(), slip.tokens().start));
    let (others, slips): (Vec<&Match>, Vec<&Match>) = slips.iter().partition(in_a_branch);
    others.into_iter().for_each(|slip| judge.leave(|| (judge.span(slip), Grounds::Branch, None)));
    slips.into_iter().filter_map(|slip| judge.finding_at(slip)).collect()
}

/// Registers that do not go together with the letter's own: "euch" beside "du" means several people, and Państwo
/// beside Pani the firm.
fn are_mixed(own: &str, other: &str) -> bool {
    !matches!(
        (own, other),
        ("du", "ihr")
            | ("ihr", "du")
            | ("panstwo", "pan" | "pani")
            | ("pan" | "pani", "panstwo")
            | ("ty", "wy")
            | ("wy", "ty")
    ) && own != other
}

fn registers(judge: &Judge) -> Vec<Match> {
    let letter = judge.letter;
    let grammar = &judge.known.grammar;
    let mut slips = Vec::new();
    for (number, sentence) in letter.sentences.iter().enumerate().filter(|(_, sentence)| is_speech(sentence)) {
        let words = |from: usize| sentence.tokens[from..].iter().map(|token| token.folded.as_str());
        let slip = (0..sentence.tokens.len()).find(|index| {
            let token = &sentence.tokens[*index];
            // A capital at the beginning of a sentence shows nothing.
            let case = if *index > 0 { token.case } else { Case::Small };
            let other = grammar.registers.iter().find(|register| register.pronouns.contain(&token.folded, case));
            let why_not = match other.filter(|other| are_mixed(&letter.register, &other.name)) {
                None => return false,
                Some(_) if token.quoted => Grounds::Quoted,
                Some(_) if grammar.not_pronouns.match_len(words(*index)) > 0 => return false,
                Some(_) if names_a_third(letter.language, sentence, *index) => Grounds::Third,
                Some(_) => return true,
            };
            judge.leave(|| (letter.source_range(sentence, *index..index + 1), why_not, None));
            false
        });
        slips.extend(slip.map(|index| Match::new(number, index..index + 1)));
    }
    let familiar = grammar.registers.iter().any(|register| register.familiar && register.name == letter.register);
    if !familiar {
        slips.extend(judge.own_matches().iter().filter(|found| is_speech(judge.sentence(found))).copied());
        slips.sort_by_key(|slip| (slip.sentence, slip.first));
        slips.dedup_by_key(|slip| slip.sentence);
    }
    slips
}

fn is_speech(sentence: &Sentence) -> bool {
    matches!(sentence.part, Part::Subject | Part::Body | Part::Postscript)
}

/// "Pani Nowak", "Pana Kowalskiego": somebody else, by name.
fn names_a_third(language: Language, sentence: &Sentence, index: usize) -> bool {
    language == Language::Polish
        && sentence.tokens.get(index + 1).is_some_and(|next| next.is_capital() || next.folded.is_empty())
}

/// English: "Dear Ms Brough" and later "Helen, we …"; "Dear Lucy" and later "Ms Brandon".
fn names(judge: &Judge) -> Vec<Match> {
    let letter = judge.letter;
    let grammar = &judge.known.grammar;
    let is_title = |folded: &str| grammar.titles.contains(folded);
    let Some(salutation) = letter.sentences.iter().find(|sentence| sentence.part == Part::Salutation) else {
        return Vec::new();
    };
    let formal = salutation.tokens.iter().any(|token| is_title(&token.folded));
    if !names_somebody(judge, salutation) {
        return Vec::new(); // "Dear Sirs" keeps to nobody's name
    }
    let greeted = |folded: &str| salutation.tokens.iter().any(|token| token.folded.as_str() == folded);
    // Of the lines above, those in which the reader's name stands.
    let names_the_reader = |sentence: &&Sentence| {
        matches!(sentence.part, Part::Letterhead | Part::Header | Part::Salutation)
            && sentence.tokens.iter().any(|token| {
                token.is_capital() && token.folded.len() > 1 && !is_title(&token.folded) && greeted(&token.folded)
            })
    };
    let known: HashSet<&str> = letter
        .sentences
        .iter()
        .filter(names_the_reader)
        .flat_map(|sentence| {
            sentence.tokens.iter().filter(|token| token.is_capital()).map(|token| token.folded.as_str())
        })
        .collect();
    let mut slips = Vec::new();
    // "Millrace House: repair of the mill", above the salutation, calls nobody.
    let calls = |sentence: &Sentence| is_speech(sentence) && sentence.part != Part::Subject;
    for (number, sentence) in letter.sentences.iter().enumerate().filter(|(_, sentence)| calls(sentence)) {
        let tokens = &sentence.tokens;
        let slip = (0..tokens.len()).find_map(|index| {
            let token = &tokens[index];
            let titled = index > 0 && is_title(&tokens[index - 1].folded);
            let slip = if !token.is_capital() {
                None
            } else if formal {
                let is_name = known.contains(token.folded.as_str()) || is_vocative(judge, sentence, index);
                let first_name = is_name && !greeted(&token.folded) && !titled;
                (first_name && is_called(judge, sentence, index)).then_some(index..index + 1)
            } else {
                let is_name = || known.contains(token.folded.as_str()) || is_called_by_title(judge, sentence, index);
                (titled && !greeted(&token.folded) && is_name()).then(|| index - 1..index + 1)
            }?;
            if token.quoted {
                judge.leave(|| (letter.source_range(sentence, slip), Grounds::Quoted, None));
                return None;
            }
            Some(slip)
        });
        slips.extend(slip.map(|tokens| Match::new(number, tokens)));
    }
    slips
}

/// Whether a common first name is called: "Martin, could you …", "my apologies, Joan", "it goes out on 1 May, Steve,
/// and will be …".
fn is_vocative(judge: &Judge, sentence: &Sentence, index: usize) -> bool {
    let known = judge.known.grammar.first_names.contains(sentence.tokens[index].folded.as_str());
    known && sentence.tokens.len() > 2 && !is_told_of(judge, sentence, index, index)
}

/// Whether somebody is called by a title and the name at `index`: "do say so, Ms Brandon, and we will".
fn is_called_by_title(judge: &Judge, sentence: &Sentence, index: usize) -> bool {
    let tokens = &sentence.tokens;
    let stands_alone = (index == 1 || tokens[index - 2].clause != tokens[index - 1].clause)
        && tokens.get(index + 1).is_none_or(|next| next.clause != tokens[index].clause);
    stands_alone && tokens.len() > 3 && is_running_on(judge, sentence) && !is_told_of(judge, sentence, index - 1, index)
}

/// Whether a sentence goes to its end: a name alone in a list, or in a line of an address, calls nobody.
fn is_running_on(judge: &Judge, sentence: &Sentence) -> bool {
    let text = judge.letter.block_of(sentence).text.as_str();
    let end = sentence.tokens.last().map_or(0, |token| token.end());
    text[end..].trim_start_matches(['"', ')', '\'']).starts_with(['.', '!', '?'])
}

/// Whether the name from token `first` to `last` belongs to words that say who somebody is: "our surveyor, Martin,
/// will call", "Martin, our surveyor", "Anna, Martin and I".
fn is_told_of(judge: &Judge, sentence: &Sentence, first: usize, last: usize) -> bool {
    let tokens = &sentence.tokens;
    let before = first.checked_sub(1).map(|index| &tokens[index]);
    let after = tokens.get(last + 1);
    let role = before.is_some_and(|word| judge.known.grammar.roles.contains(&word.folded));
    let listed = before.is_some_and(|word| judge.known.grammar.first_names.contains(&word.folded));
    let is_one_of = |word: &Token, words: &[&str]| words.contains(&word.folded.as_str());
    // "our upholsterer, Mr Dixon, can come"
    let described = tokens[first.saturating_sub(3)..first].iter().any(|word| is_one_of(word, &DETERMINERS));
    let acts = described && after.is_some_and(|word| is_one_of(word, &AUXILIARIES));
    role || acts || (after.is_some() && listed) || after.is_some_and(|word| is_one_of(word, &APPOSITIONS))
}

/// Words that say who somebody is, behind a name and a comma.
const APPOSITIONS: [&str; 13] =
    ["our", "my", "your", "the", "a", "an", "who", "whose", "from", "of", "his", "her", "their"];
/// Words that go on about somebody, behind a name and a comma.
const AUXILIARIES: [&str; 8] = ["can", "will", "is", "has", "was", "would", "could", "may"];
/// Words that say whose or which somebody is, before the comma and the name.
const DETERMINERS: [&str; 7] = ["our", "my", "the", "a", "an", "his", "her"];

/// Whether a name stands alone between commas or at the edge of the sentence, as one calls somebody.
fn is_called(judge: &Judge, sentence: &Sentence, index: usize) -> bool {
    let tokens = &sentence.tokens;
    let text = judge.letter.block_of(sentence).text.as_str();
    if text[..tokens[index].start()].trim_end().ends_with(['(', ':']) {
        return false; // "S. Bell (Trust)"
    }
    let small_before =
        index == 1 || tokens.get(index.wrapping_sub(2)).is_some_and(|token| token.clause != tokens[index - 1].clause);
    let named_before = index > 1 && tokens[index - 1].is_capital();
    if named_before && tokens[index - 1].clause == tokens[index].clause {
        return false; // "Framwell Park", part of a longer name
    }
    let before = index == 0 || tokens[index - 1].clause != tokens[index].clause || small_before;
    let after = tokens.get(index + 1).is_none_or(|next| next.clause != tokens[index].clause);
    before && after
}
