//! Fixes. In: the text of a letter, what is found in it, which fixes may be made. Out: [`Fixed`]: the text with them,
//! and how many were made.
//!
//! One fix at a time, and the letter is checked again after each: one that does not mend its finding, or that brings a
//! finding that was not there, is not made. So fixes never overlap, and a second run finds nothing to do.

use std::collections::BTreeMap;

use crate::finding::{Applicability, Finding, Fix};

/// Which fixes may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allowed {
    /// Those that are sure.
    Safe,
    /// Also those that the writer should look at: offered sentences, corrected dates.
    Unsafe,
}

/// A letter with fixes made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixed {
    /// Its text.
    pub text: String,
    /// How many were made.
    pub made: usize,
}

/// Makes the fixes of what `check` finds in `text`; `template` says that sentences with placeholders may be added.
///
/// `check` is called once for every fix that is tried.
pub fn fix(text: &str, allowed: Allowed, template: bool, check: impl Fn(&str) -> Vec<Finding>) -> Fixed {
    let mut fixed = Fixed { text: text.to_owned(), made: 0 };
    let mut findings = check(text);
    let mut refused: Vec<Key> = Vec::new();
    while let Some((key, made)) = next(&fixed.text, &findings, allowed, template, &refused) {
        let after = check(&made);
        if is_better(&fixed.text, &findings, &made, &after, &key) {
            fixed = Fixed { text: made, made: fixed.made + 1 };
            findings = after;
        } else {
            refused.push(key);
        }
    }
    fixed
}

/// What a finding is known by while the text around it moves: its rule, and the words that it marks.
type Key = (String, String);

fn key(text: &str, finding: &Finding) -> Key {
    (finding.rule.clone(), text[finding.span.clone()].to_owned())
}

/// The first finding that can be mended, and the text with its fix.
fn next(text: &str, findings: &[Finding], allowed: Allowed, template: bool, refused: &[Key]) -> Option<(Key, String)> {
    findings.iter().find_map(|finding| {
        let key = key(text, finding);
        let fix = finding.fixes.iter().find(|fix| may(fix.applicability, allowed, template))?;
        (!refused.contains(&key)).then(|| Some((key, applied(text, fix)?))).flatten()
    })
}

fn may(applicability: Applicability, allowed: Allowed, template: bool) -> bool {
    match applicability {
        Applicability::MachineApplicable => true,
        Applicability::MaybeIncorrect => allowed == Allowed::Unsafe,
        // In a finished letter a placeholder would be the next fault.
        Applicability::HasPlaceholders => allowed == Allowed::Unsafe && template,
    }
}

/// The text with the edits of `fix`, from the last to the first; `None` where two of them overlap.
fn applied(text: &str, fix: &Fix) -> Option<String> {
    let mut edits: Vec<_> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
    let apart = edits.windows(2).all(|pair| pair[1].span.end <= pair[0].span.start);
    let mut made = text.to_owned();
    for edit in edits.iter().filter(|_| apart) {
        made.replace_range(edit.span.clone(), &edit.text);
    }
    (apart && made != text).then_some(made)
}

/// Whether the finding `mended` is there less often than before, and no other more often.
fn is_better(text: &str, before: &[Finding], made: &str, after: &[Finding], mended: &Key) -> bool {
    let count = |text: &str, findings: &[Finding]| {
        findings.iter().fold(BTreeMap::new(), |mut counts: BTreeMap<Key, usize>, finding| {
            *counts.entry(key(text, finding)).or_default() += 1;
            counts
        })
    };
    let (before, after) = (count(text, before), count(made, after));
    let of = |counts: &BTreeMap<Key, usize>, key: &Key| counts.get(key).copied().unwrap_or(0);
    of(&after, mended) < of(&before, mended) && after.keys().all(|key| of(&after, key) <= of(&before, key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Edit, Severity};

    /// Finds every "bad", to be replaced by `by`, and every "new".
    fn finder(by: &'static str) -> impl Fn(&str) -> Vec<Finding> {
        move |text: &str| {
            let find = |word: &'static str, fixes: bool| {
                text.match_indices(word)
                    .map(|(at, word)| Finding {
                        rule: word.to_owned(),
                        severity: Severity::Error,
                        message: String::new(),
                        help: String::new(),
                        offer: None,
                        span: at..at + word.len(),
                        fixes: fixes
                            .then(|| Fix {
                                applicability: Applicability::MachineApplicable,
                                edits: vec![Edit { span: at..at + word.len(), text: by.to_owned() }],
                            })
                            .into_iter()
                            .collect(),
                        guides: Vec::new(),
                    })
                    .collect::<Vec<_>>()
            };
            [find("bad", true), find("new", false)].concat()
        }
    }

    #[test]
    fn every_finding_is_mended_once() {
        let fixed = fix("bad, bad and good", Allowed::Safe, false, finder("fair"));
        assert_eq!(fixed, Fixed { text: "fair, fair and good".to_owned(), made: 2 });
        assert_eq!(fix(&fixed.text, Allowed::Safe, false, finder("fair")).made, 0);
    }

    #[test]
    fn a_fix_that_brings_a_finding_or_mends_nothing_is_not_made() {
        for by in ["new", "bad bad", "bad"] {
            assert_eq!(fix("a bad thing", Allowed::Safe, false, finder(by)).made, 0, "{by}");
        }
    }
}
