//! `forbid`: words that must not be there. In: the matches of a rule. Out: a finding for each marked place.

use super::Match;
use crate::finding::{Checked, Finding};
use crate::letter::Letter;
use crate::pack::Rule;
use crate::settings::Settings;

/// Makes one finding of every match; matches that overlap are one.
pub fn check(letter: &Letter, rule: &Rule, matches: &[Match], settings: &Settings, checked: &mut Checked) {
    let mut merged: Vec<Match> = Vec::new();
    for found in matches {
        match merged.last_mut() {
            Some(last) if last.sentence == found.sentence && found.tokens.start < last.tokens.end => {
                last.tokens.end = last.tokens.end.max(found.tokens.end);
            }
            _ => merged.push(found.clone()),
        }
    }
    let Some(section) = rule.section(settings.locale) else {
        return;
    };
    for found in merged {
        let sentence = &letter.sentences[found.sentence];
        let words = letter.words(sentence, found.tokens.clone());
        checked.findings.push(Finding {
            rule: rule.id(),
            severity: rule.file.severity,
            message: section.message.get_ref().replace("{match}", &words),
            help: section.help.clone(),
            offer: None,
            span: letter.source_range(sentence, found.tokens),
            fixes: Vec::new(),
            guides: rule.guides.clone(),
        });
    }
}
