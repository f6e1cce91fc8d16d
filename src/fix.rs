//! Fixes. In: the text of a letter, what is found in it, which fixes may be made. Out: [`Fixed`]: the text with them,
//! and how many were made.
//!
//! As many fixes as possible at once, and the letter is checked again behind them: where one finding is not mended, or
//! one is there that was not, half as many are tried, down to a single one, which is then not made. So fixes never
//! overlap, and a second run finds nothing to do.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use crate::finding::{Applicability, Edit, Finding, Fix};

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
/// `check` is called a few times for all fixes together, and more often only where some of them can't be made.
pub fn fix(text: &str, allowed: Allowed, template: bool, check: impl Fn(&str) -> Vec<Finding>) -> Fixed {
    let mut fixed = Fixed { text: text.to_owned(), made: 0 };
    let mut findings = check(text);
    // By their numbers among the findings.
    let mut refused: BTreeSet<usize> = BTreeSet::new();
    let mut most = usize::MAX;
    loop {
        let is_allowed =
            |number: usize, fix: &Fix| may(fix.applicability, allowed, template) && !refused.contains(&number);
        let chosen = choose(&fixed.text, &findings, most, is_allowed);
        if chosen.is_empty() {
            return fixed;
        }
        let made = applied(&fixed.text, chosen.iter().flat_map(|(_, fix)| &fix.edits));
        let after = check(&made);
        let mended: Vec<usize> = chosen.into_iter().map(|(number, _)| number).collect();
        if is_better((&fixed.text, &findings), (&made, &after), &mended) {
            fixed = Fixed { text: made, made: fixed.made + mended.len() };
            findings = after;
            most = most.saturating_mul(2);
            // What could not be mended before may be now.
            refused.clear();
        } else if let [only] = mended[..] {
            refused.insert(only);
        } else {
            most = mended.len() / 2;
        }
    }
}

/// What a finding is known by while the text around it moves: its rule, and the words that it marks.
type Key = (Arc<str>, String);

fn key(text: &str, finding: &Finding) -> Key {
    (finding.rule.clone(), text[finding.span.clone()].to_owned())
}

/// The first fixes, at most so many, that do not touch one another, each with the number of its finding; of a finding the
/// one that `is_allowed`; where there are several, the writer has to choose.
fn choose<'f>(
    text: &str,
    findings: &'f [Finding],
    most: usize,
    is_allowed: impl Fn(usize, &Fix) -> bool,
) -> Vec<(usize, &'f Fix)> {
    let mut chosen = Vec::new();
    let mut free_from = 0;
    for (number, finding) in findings.iter().enumerate() {
        let mut allowed = finding.fixes.iter().filter(|fix| is_allowed(number, fix));
        let (Some(fix), None) = (allowed.next(), allowed.next()) else { continue };
        let mut edits: Vec<&Range<usize>> = fix.edits.iter().map(|edit| &edit.span).collect();
        edits.sort_by_key(|span| span.start);
        let apart = edits.windows(2).all(|pair| pair[0].end <= pair[1].start);
        let (Some(first), Some(last)) = (edits.first(), edits.last()) else { continue };
        let changes = fix.edits.iter().any(|edit| text[edit.span.clone()] != edit.text);
        if apart && changes && first.start >= free_from {
            free_from = last.end + 1;
            chosen.push((number, fix));
        }
        if chosen.len() == most {
            break;
        }
    }
    chosen
}

fn may(applicability: Applicability, allowed: Allowed, template: bool) -> bool {
    match applicability {
        Applicability::MachineApplicable => true,
        Applicability::MaybeIncorrect => allowed == Allowed::Unsafe,
        // In a finished letter a placeholder would be the next fault.
        Applicability::HasPlaceholders => allowed == Allowed::Unsafe && template,
    }
}

/// The text with `edits`, which do not overlap.
fn applied<'e>(text: &str, edits: impl Iterator<Item = &'e Edit>) -> String {
    let mut edits: Vec<_> = edits.collect();
    edits.sort_by_key(|edit| edit.span.start);
    let mut made = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        made.push_str(&text[at..edit.span.start]);
        made.push_str(&edit.text);
        at = edit.span.end;
    }
    made + &text[at..]
}

/// Whether nothing is found afterwards but what was found before, the findings `mended` left out. Each comes with the
/// text in which it is found.
fn is_better(before: (&str, &[Finding]), after: (&str, &[Finding]), mended: &[usize]) -> bool {
    let mut left: BTreeMap<Key, usize> = BTreeMap::new();
    let kept = before.1.iter().enumerate().filter(|(number, _)| mended.binary_search(number).is_err());
    for (_, finding) in kept {
        *left.entry(key(before.0, finding)).or_default() += 1;
    }
    after.1.iter().all(|finding| match left.get_mut(&key(after.0, finding)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;

    /// Finds every "bad", to be replaced by `by`, and every "new".
    fn finder(by: &'static str) -> impl Fn(&str) -> Vec<Finding> {
        move |text: &str| {
            let find = |word: &'static str, fixes: bool| {
                text.match_indices(word)
                    .map(|(at, word)| Finding {
                        rule: word.into(),
                        severity: Severity::Error,
                        message: String::new(),
                        help: "".into(),
                        offer: None,
                        span: at..at + word.len(),
                        fixes: fixes
                            .then(|| Fix {
                                applicability: Applicability::MachineApplicable,
                                edits: vec![Edit { span: at..at + word.len(), text: by.to_owned() }],
                            })
                            .into_iter()
                            .collect(),
                        guides: Vec::new().into(),
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
    fn a_thousand_findings_take_few_checks() {
        let checks = std::cell::Cell::new(0);
        let find = finder("fair");
        let fixed = fix(&"a bad thing, ".repeat(1000), Allowed::Safe, false, |text| {
            checks.set(checks.get() + 1);
            find(text)
        });
        assert_eq!((fixed.made, fixed.text), (1000, "a fair thing, ".repeat(1000)));
        assert!(checks.get() <= 3, "{}", checks.get());
    }

    #[test]
    fn one_fix_that_can_not_be_made_does_not_hold_the_others_up() {
        let find = finder("fair");
        // "bad bad" at the beginning becomes "fair fair", which is a new fault.
        let fussy = |text: &str| {
            let mut found = find(text);
            if let Some(at) = text.find("fair fair") {
                found.push(Finding {
                    rule: "twice".into(),
                    span: at..at + 9,
                    fixes: Vec::new(),
                    ..find("bad").remove(0)
                });
            }
            found
        };
        let fixed = fix("bad bad, and a bad end", Allowed::Safe, false, fussy);
        assert_eq!(fixed, Fixed { text: "fair bad, and a fair end".to_owned(), made: 2 });
        assert_eq!(fix(&fixed.text, Allowed::Safe, false, fussy).made, 0);
    }

    #[test]
    fn a_fix_that_brings_a_finding_or_mends_nothing_is_not_made() {
        for by in ["new", "bad bad", "bad"] {
            assert_eq!(fix("a bad thing", Allowed::Safe, false, finder(by)).made, 0, "{by}");
        }
    }
}
