//! `forbid`: words that must not be there. In: the matches of a rule. Out: a finding for each marked place.

use super::Match;
use super::judge::Judge;
use crate::finding::Finding;

/// One finding for every match; matches that overlap are one.
pub fn check(judge: &Judge) -> Vec<Finding> {
    merged(judge.own_matches()).iter().filter_map(|found| judge.finding_at(found)).collect()
}

/// Matches of one sentence that overlap become one. They come in the order of the letter.
pub fn merged(matches: &[Match]) -> Vec<Match> {
    let mut merged: Vec<Match> = Vec::new();
    for found in matches {
        match merged.last_mut() {
            Some(last) if last.sentence == found.sentence && found.first < last.end => {
                last.end = last.end.max(found.end);
            }
            _ => merged.push(*found),
        }
    }
    merged
}
