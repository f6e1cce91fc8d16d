//! One letter. In: where it is, the settings and rules of the run. Out: what came of it, for the report; mended on the
//! way, where that is asked for. Several letters may be examined at once.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use letterlint::document::Format;
use letterlint::fix::Fixed;
use letterlint::lint::lint;
use letterlint::pack::Rules;
use letterlint::project::{Project, ProjectError, Setup};
use letterlint::report::{Failure, FileReport, Paper};
use letterlint::source::{self, Source, SourceError};
use letterlint::suppress::Hidden;

use super::args::Args;
use super::fix;
use super::run::project;

/// A letter whose text does not come from its path, which says its format and settings.
pub struct Given {
    pub path: PathBuf,
    pub bytes: Result<Vec<u8>, SourceError>,
}

/// A letter to be checked.
pub enum Letter {
    At(PathBuf),
    StandardInput(PathBuf),
    Given(Given),
}

impl Letter {
    /// Its path, which says its format and settings.
    pub fn path(&self) -> &Path {
        let (Letter::At(path) | Letter::StandardInput(path) | Letter::Given(Given { path, .. })) = self;
        path
    }

    /// Its path as it is shown.
    pub fn shown(&self) -> String {
        self.path().display().to_string()
    }

    /// Its text, which is read once and has at most so many bytes.
    pub fn read(&mut self, most: u64) -> Result<Source, SourceError> {
        Source::from_bytes(match self {
            Letter::At(path) => source::bytes_of_file(path, most)?,
            Letter::StandardInput(_) => source::bytes_of(io::stdin().lock(), most)?,
            Letter::Given(given) => std::mem::replace(&mut given.bytes, Ok(Vec::new()))?,
        })
    }
}

/// What came of a letter.
#[derive(Default)]
pub struct Outcome {
    /// What goes to standard output before the report: the diff, or the mended text.
    pub printed: String,
    /// Whether --diff has something to show.
    pub would_change: bool,
    /// Why it, or its mended text, could not be dealt with.
    pub failure: Option<Failure>,
    /// The letter as it is reported, and its rules.
    pub checked: Option<(FileReport, Arc<Rules>)>,
}

/// What every letter of a run is examined with.
pub struct Examiner<'a> {
    /// What was asked for.
    pub args: &'a Args,
    project: Mutex<Project>,
}

impl<'a> Examiner<'a> {
    /// Reads the settings and rules that the arguments name.
    pub fn new(args: &'a Args) -> anyhow::Result<Examiner<'a>> {
        Ok(Examiner { args, project: Mutex::new(project(args)?) })
    }

    /// The settings and rules of the run, for one thread at a time.
    pub fn project(&self) -> MutexGuard<'_, Project> {
        self.project.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Checks one letter, and mends it where that is asked for.
    ///
    /// # Errors
    /// Settings or rules that are broken for every letter.
    pub fn examine(&self, mut letter: Letter) -> Result<Outcome, ProjectError> {
        let mut outcome = Outcome::default();
        match self.open(&mut letter)? {
            Ok((source, setup)) => self.check(&letter, source, setup, &mut outcome),
            Err(failure) => outcome.failure = Some(failure),
        }
        Ok(outcome)
    }

    /// The text and the settings of a letter, or why it alone can't be checked.
    fn open(&self, letter: &mut Letter) -> Result<Result<(Source, Setup), Failure>, ProjectError> {
        let most = self.project().max_bytes(letter.path())?;
        let source = match letter.read(most) {
            Ok(source) => source,
            Err(error) => return Ok(Err(failure(letter, error.to_string()))),
        };
        match self.project().setup(letter.path(), source.text()) {
            Ok(setup) => Ok(Ok((source, setup))),
            // Its own front matter is at fault: that is no reason not to check the others.
            Err(ProjectError::Broken(fault)) if fault.path == letter.shown() => {
                Ok(Err(Failure { fault: Some(fault.clone()), ..failure(letter, fault.message) }))
            }
            Err(error) => Err(error),
        }
    }

    fn check(&self, letter: &Letter, mut source: Source, setup: Setup, outcome: &mut Outcome) {
        let format = Format::of_path(letter.path());
        let check =
            |source: &Source, language| lint(source, format, language, &setup.rules, &setup.settings, &setup.hidden);
        let mut linted = match check(&source, self.args.lang) {
            Ok(linted) => linted,
            Err(error) => {
                outcome.failure = Some(failure(letter, error.to_string()));
                return;
            }
        };
        let mended = fix::asked(self.args).map(|allowed| fix::mend(&source, format, linted.language, &setup, allowed));
        let mut fixed = 0;
        if let Some(mended) = mended
            && self.keep(letter, &source, &mended, outcome)
        {
            let after = Source::new(mended.text);
            if let Ok(again) = check(&after, Some(linted.language)) {
                (fixed, source, linted) = (mended.made, after, again);
            }
        }
        self.note_used(letter, &setup, &linted.used);
        let file = FileReport {
            paper: Paper { path: letter.shown(), source, findings: linted.checked.findings },
            language: linted.language,
            packs: setup.settings.packs,
            template: setup.settings.template,
            error_on: setup.settings.error_on,
            required: linted.checked.required,
            end: linted.checked.end,
            suppressed: linted.suppressed,
            baselined: 0,
            fixed,
        };
        outcome.checked = Some((file, setup.rules));
    }

    /// Puts the mended text in the place of the letter, or shows what would change; whether the letter now is so.
    fn keep(&self, letter: &Letter, before: &Source, mended: &Fixed, outcome: &mut Outcome) -> bool {
        match letter {
            _ if self.args.diff => {
                outcome.would_change = mended.made > 0;
                outcome.printed = fix::diff(letter.path(), before.text(), &mended.text);
                false
            }
            Letter::StandardInput(_) => {
                outcome.printed.clone_from(&mended.text);
                true
            }
            Letter::Given(_) => false, // what git holds is not written to
            Letter::At(_) if mended.made == 0 => false,
            Letter::At(path) => match fix::put_back(path, before, &mended.text) {
                Ok(()) => true,
                Err(message) => {
                    outcome.failure = Some(failure(letter, message));
                    false
                }
            },
        }
    }

    /// Notes which suppressions of the settings hid something in a letter. What is not looked for can't be found: that
    /// does not make its suppression idle.
    fn note_used(&self, letter: &Letter, setup: &Setup, used: &[usize]) {
        if setup.hidden.is_empty() {
            return;
        }
        let is_silent = |hidden: &&Hidden| {
            let rule = setup.rules.find(&hidden.rule);
            rule.is_none_or(|rule| setup.settings.severity_of(rule).is_none())
        };
        let silent = setup.hidden.iter().filter(is_silent).map(|hidden| hidden.number);
        let used: Vec<usize> = used.iter().copied().chain(silent).collect();
        self.project().note_used(letter.path(), &used);
    }
}

fn failure(letter: &Letter, message: String) -> Failure {
    Failure { path: letter.shown(), message, fault: None }
}
