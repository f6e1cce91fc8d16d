//! What holds whatever comes in. In: any bytes, from a fuzz target in `fuzz/`, from a file that one of them once found,
//! or from a test. Out: nothing; what does not hold is a panic.
#![allow(dead_code)] // each fuzz target and each test uses its part of this

mod differential;
mod fault;
mod letter;
mod packs;
#[path = "../reported/mod.rs"]
mod reported;
mod reports;
pub mod settings;

use std::cell::RefCell;
use std::path::Path;
use std::sync::OnceLock;

use letterlint::built_in;
use letterlint::document::Format;
use letterlint::language::Language;
use letterlint::lint::{Linted, lint};
use letterlint::pack::Rules;
use letterlint::project::{Options, Project, ProjectError, Setup};
use letterlint::settings::Settings;
use letterlint::source::{Source, SourceError};

pub use differential::differential;
pub use letter::{fixes_are_good, is_true};
pub use packs::packs;
pub use reports::reports;
pub use settings::settings;

/// What is asserted of any bytes.
type Invariant = fn(&[u8]);

/// Every fuzz target by its name.
pub const TARGETS: [(&str, Invariant); 6] = [
    ("lint_markdown", lint_markdown),
    ("lint_text", lint_text),
    ("settings", settings),
    ("packs", packs),
    ("reports", reports),
    ("differential", differential),
];

/// A letter in Markdown, from its bytes to its findings and fixes.
pub fn lint_markdown(bytes: &[u8]) {
    whole_way(bytes, "letter.md");
}

/// The same in plain text.
pub fn lint_text(bytes: &[u8]) {
    whole_way(bytes, "letter.txt");
}

fn whole_way(bytes: &[u8], path: &str) {
    let source = match Source::from_bytes(bytes.to_vec()) {
        Ok(source) => source,
        Err(SourceError::NotUtf8 { line, column }) => {
            let good = std::str::from_utf8(bytes).expect_err("it was refused").valid_up_to();
            let before = &bytes[..good];
            let lines = before.iter().filter(|byte| **byte == b'\n').count() + 1;
            assert!(lines == line && column <= good + 1, "invalid UTF-8 at byte {good} is told as {line}:{column}");
            return;
        }
        Err(error) => panic!("{error}"),
    };
    let setup = setup_of(path, source.text());
    let format = Format::of_path(Path::new(path));
    let linted = lint_somehow(&source, format, &setup.rules, &setup.settings);
    is_true(source.text(), format, &linted.checked, &setup.rules);
    fixes_are_good(source.text(), format, linted.language, &setup.rules, &setup.settings);
}

thread_local! {
    static PROJECT: RefCell<Project> =
        RefCell::new(Project::new(Options { isolated: true, ..Options::default() }).expect("nothing is read"));
}

/// The settings and rules for a letter, from its own front matter; where that is at fault, as if there were none.
fn setup_of(path: &str, text: &str) -> Setup {
    PROJECT.with_borrow_mut(|project| match project.setup(Path::new(path), text) {
        Ok(setup) => setup,
        Err(ProjectError::Broken(found)) => {
            fault::is_told_well(&found, text);
            project.setup(Path::new(path), "").expect("there is nothing to be at fault")
        }
        Err(error) => panic!("{error}"),
    })
}

/// Checks a letter in the language that it is in, or else in one that its length chooses.
fn lint_somehow(source: &Source, format: Format, rules: &Rules, settings: &Settings) -> Linted {
    let other = Language::ALL[source.text().len() % Language::ALL.len()];
    let language = |language| lint(source, format, language, rules, settings, &[]);
    language(None).or_else(|_| language(Some(other))).expect("the language is given")
}

/// The built-in rules, read once.
pub fn built_in_rules() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(built_in::rules)
}
