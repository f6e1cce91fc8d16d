//! `--fix`, `--unsafe-fixes`, `--diff`. In: a letter and what it is checked with. Out: the letter mended, in its place,
//! or what would change.

use std::path::Path;

use letterlint::document::Format;
use letterlint::fix::{Allowed, Fixed, fix};
use letterlint::language::Language;
use letterlint::lint::lint;
use letterlint::project::Setup;
use letterlint::report::escape;
use letterlint::source::Source;
use similar::TextDiff;

use super::args::Args;

/// Which fixes the arguments ask for.
pub fn asked(args: &Args) -> Option<Allowed> {
    let allowed = if args.unsafe_fixes { Allowed::Unsafe } else { Allowed::Safe };
    (args.fix || args.diff).then_some(allowed)
}

/// The letter with the fixes that are `allowed`.
pub fn mend(source: &Source, format: Format, language: Language, setup: &Setup, allowed: Allowed) -> Fixed {
    let Setup { settings, rules, hidden } = setup;
    fix(source.text(), allowed, settings.template, |text| {
        let source = Source::new(text.to_owned());
        let linted = lint(&source, format, Some(language), rules, settings, hidden);
        linted.map(|linted| linted.checked.findings).unwrap_or_default()
    })
}

/// What changes from `before` to `after`, as a unified diff.
pub fn diff(path: &Path, before: &str, after: &str) -> String {
    let name = path.display().to_string();
    let diff = TextDiff::from_lines(before, after);
    let text = diff.unified_diff().context_radius(2).header(&name, &name).to_string();
    escape::lines(&text).text.into_owned()
}
