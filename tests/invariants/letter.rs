//! What was found in a letter is true, and its fixes are good.

use std::collections::BTreeMap;
use std::sync::Arc;

use letterlint::document::{Format, TextBuilder};
use letterlint::finding::{Checked, Finding};
use letterlint::fix::{Allowed, Fixed, fix};
use letterlint::language::Language;
use letterlint::lint::lint;
use letterlint::pack::Rules;
use letterlint::settings::Settings;
use letterlint::source::Source;

/// Every place lies in `text`, between characters; findings stand in order, are of rules that there are, and mark the
/// words that they speak of. How many places that were.
pub fn is_true(text: &str, format: Format, checked: &Checked, rules: &Rules) -> usize {
    for pair in checked.findings.windows(2) {
        assert!(Finding::by_place(&pair[0], &pair[1]).is_le(), "{pair:?}");
        assert_ne!(pair[0], pair[1], "a finding twice");
    }
    for finding in &checked.findings {
        let words = text.get(finding.span.clone()).unwrap_or_else(|| panic!("{finding:?} lies outside"));
        assert!(rules.find(&finding.rule).is_some(), "{}", finding.rule);
        assert!(!finding.message.contains('\n'), "{:?}", finding.message);
        if let Some(matched) = finding.message.strip_prefix('“').and_then(|rest| rest.split('”').next()) {
            assert!(marks(words, matched, format), "{words:?} is marked for {matched:?}");
        }
        for edit in finding.fixes.iter().flat_map(|fix| &fix.edits) {
            assert!(text.get(edit.span.clone()).is_some(), "{edit:?} lies outside");
        }
    }
    for required in &checked.required {
        let evidence = required.evidence.clone().map(|span| text.get(span));
        assert!(evidence.is_none_or(|words| words.is_some_and(|words| !words.trim().is_empty())), "{required:?}");
    }
    assert!(checked.end.as_ref().is_none_or(|end| text.get(end.span.clone()).is_some()), "{:?}", checked.end);
    checked.findings.len() + checked.required.iter().filter(|required| required.evidence.is_some()).count()
}

/// Whether the original `words` read as `matched`: letters and digits alone, since marks and spaces between words are
/// the document's own. Markdown may hold more: tags, comments, the targets of links.
fn marks(words: &str, matched: &str, format: Format) -> bool {
    let matched_is_clipped = matched.ends_with(" …");
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let (mut original, matched) = (letters(&normalised(words)), letters(matched));
    if matched_is_clipped {
        original = original.chars().take(matched.chars().count()).collect();
    }
    match format {
        Format::Markdown if words.contains('&') => true, // an entity stands for its character
        Format::Markdown if words.contains(['<', '[', '(']) => {
            let mut original = original.chars();
            matched.chars().all(|c| original.any(|other| other == c))
        }
        _ => original == matched,
    }
}

fn normalised(words: &str) -> String {
    let mut builder = TextBuilder::default();
    builder.push(words, 0..words.len());
    builder.finish().as_str().to_owned()
}

/// Fixes bring nothing new, each takes a finding away, and a second run has nothing to do. The letter with the sure
/// ones, and with all.
pub fn fixes_are_good(
    text: &str,
    format: Format,
    language: Language,
    rules: &Rules,
    settings: &Settings,
) -> [Fixed; 2] {
    let check = |text: &str| {
        let source = Source::new(text.to_owned());
        lint(&source, format, Some(language), rules, settings, &[]).expect("the language is given").checked.findings
    };
    let before = counts(text, &check(text));
    [Allowed::Safe, Allowed::Unsafe].map(|allowed| {
        let fixed = fix(text, allowed, settings.template, check);
        let after = counts(&fixed.text, &check(&fixed.text));
        for (key, count) in &after {
            assert!(before.get(key).is_some_and(|before| count <= before), "{key:?} is new");
        }
        let (sum, was): (usize, usize) = (after.values().sum(), before.values().sum());
        assert!(sum + fixed.made <= was, "{} fixes, {was} findings before, {sum} after", fixed.made);
        assert_eq!(fix(&fixed.text, allowed, settings.template, check).made, 0, "a second run has more to do");
        fixed
    })
}

fn counts(text: &str, findings: &[Finding]) -> BTreeMap<(Arc<str>, String), usize> {
    let mut counts = BTreeMap::new();
    for finding in findings {
        *counts.entry((finding.rule.clone(), text[finding.span.clone()].to_owned())).or_default() += 1;
    }
    counts
}
