//! `--fix`, `--unsafe-fixes`, `--diff`. In: a letter and what it is checked with. Out: the letter mended, in its place,
//! or what would change.

use std::path::Path;

use letterlint::document::Format;
use letterlint::fix::{Allowed, Fixed, fix};
use letterlint::language::Language;
use letterlint::lint::lint;
use letterlint::project::Setup;
use letterlint::report::escape;
use letterlint::source::{self, Source, save};
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

/// Puts `mended` in the place of the letter at `path`, unless somebody changed that since it was read.
///
/// # Errors
/// What is to be said of the letter, which is as it was.
pub fn put_back(path: &Path, before: &Source, mended: &str) -> Result<(), String> {
    let now = source::bytes_of_file(path, before.text().len() as u64);
    if !now.is_ok_and(|now| now == before.text().as_bytes()) {
        return Err("it was changed while it was checked, and left as it is".to_owned());
    }
    save::replace(path, mended).map_err(|error| format!("can't write it: {error}"))
}

/// What changes from `before` to `after`, as a unified diff.
pub fn diff(path: &Path, before: &str, after: &str) -> String {
    let name = path.display().to_string();
    let diff = TextDiff::from_lines(before, after);
    let text = diff.unified_diff().context_radius(2).header(&name, &name).to_string();
    escape::lines(&text).text.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_meanwhile_is_not_overwritten() {
        let path = std::env::temp_dir().join(format!("letterlint-{}.md", std::process::id()));
        let read = Source::new("old!!!".to_owned());
        for meanwhile in ["old!!!, and more", "old", "new!!!"] {
            std::fs::write(&path, meanwhile).unwrap();
            assert!(put_back(&path, &read, "old!").unwrap_err().contains("was changed"), "{meanwhile}");
            assert_eq!(std::fs::read_to_string(&path).unwrap(), meanwhile);
        }
        std::fs::write(&path, "old!!!").unwrap();
        put_back(&path, &read, "old!").unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "old!");
        std::fs::remove_file(&path).unwrap();
        assert!(put_back(&path, &read, "old!").is_err() && !path.exists(), "one that was taken away stays away");
    }
}
