//! Checking letters. In: [`Args`]. Out: the report, and whether it fails.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use letterlint::built_in;
use letterlint::document::Format;
use letterlint::finding::Severity;
use letterlint::fix::Fixed;
use letterlint::language::Language;
use letterlint::lint::lint;
use letterlint::pack::{Rule, Rules};
use letterlint::project::{Project, ProjectError, Setup};
use letterlint::report::{self, Failure, FileReport, Paper, Report, RuleNote, escape};
use letterlint::source::{Source, SourceError, discover, save};
use letterlint::suppress::{self, Hidden};

use super::args::Args;
use super::progress::Progress;
use super::run::{Exit, colour, project};
use super::{baseline, fix, output};

/// Checks the letters that `args` name.
pub fn check(args: &Args, out: &mut dyn Write) -> anyhow::Result<Exit> {
    let mut run = Run::new(args)?;
    let letters = run.letters()?;
    if args.show_files {
        letters.iter().try_for_each(|letter| writeln!(out, "{}", escape::line(&letter.shown())))?;
        return run.finish();
    }
    if args.show_settings {
        letters.into_iter().try_for_each(|letter| run.show_settings(letter, out))?;
        return run.finish();
    }
    run.add_all(letters, out)?;
    if args.diff {
        return run.finish();
    }
    run.report.upkeep = run.idle_suppressions();
    baseline::apply(args, &mut run.report)?;
    run.describe_upkeep();
    if args.fix && args.paths.iter().any(|path| path == Path::new("-")) {
        out.flush()?; // the letter went to standard output
        output::write(args, &run.report, io::stderr().is_terminal(), &mut io::stderr().lock())?;
    } else {
        output::write(args, &run.report, io::stdout().is_terminal(), out)?;
    }
    run.finish()
}

/// Checks letters whose text does not come from their paths: those that `letters` makes for the settings of the run.
/// What is found goes to standard error, as all that a hook says: standard output is git's.
pub fn check_given(
    args: &Args,
    letters: impl FnOnce(&mut Project) -> anyhow::Result<Vec<Given>>,
) -> anyhow::Result<Exit> {
    let mut run = Run::new(args)?;
    let letters = letters(&mut run.project)?;
    // Whether a suppression is idle can't be told here: the other letters for which it stands are not looked at.
    run.add_all(letters.into_iter().map(Letter::Given).collect(), &mut io::sink())?;
    let mut out = io::BufWriter::new(io::stderr().lock());
    output::write(args, &run.report, io::stderr().is_terminal(), &mut out)?;
    drop(out);
    run.finish()
}

/// A letter whose text does not come from its path, which says its format and settings.
pub struct Given {
    pub path: PathBuf,
    pub bytes: Result<Vec<u8>, SourceError>,
}

/// A letter to be checked.
enum Letter {
    At(PathBuf),
    StandardInput(PathBuf),
    Given(Given),
}

impl Letter {
    fn path(&self) -> &Path {
        let (Letter::At(path) | Letter::StandardInput(path) | Letter::Given(Given { path, .. })) = self;
        path
    }

    fn shown(&self) -> String {
        self.path().display().to_string()
    }

    fn read(&mut self) -> Result<Source, SourceError> {
        match self {
            Letter::At(path) => Source::from_path(path),
            Letter::StandardInput(_) => Source::from_reader(io::stdin().lock()),
            Letter::Given(given) => Source::from_bytes(std::mem::replace(&mut given.bytes, Ok(Vec::new()))?),
        }
    }
}

struct Run<'a> {
    args: &'a Args,
    project: Project,
    report: Report,
    /// Whether --diff had something to show.
    would_change: bool,
}

impl<'a> Run<'a> {
    fn new(args: &'a Args) -> anyhow::Result<Run<'a>> {
        let report = Report {
            error_on: args.error_on.map_or(Severity::Error, Severity::from),
            folder: output::folder(),
            quiet: args.quiet > 0,
            max_findings: args.max_findings,
            ..Report::default()
        };
        Ok(Run { args, project: project(args)?, report, would_change: false })
    }

    /// The letters that the arguments lead to, in order.
    fn letters(&mut self) -> Result<Vec<Letter>, ProjectError> {
        let here = [PathBuf::from(".")];
        let paths = if self.args.paths.is_empty() { &here[..] } else { &self.args.paths[..] };
        let mut letters = Vec::new();
        for path in paths {
            if path == Path::new("-") {
                let name = self.args.stdin_filename.clone().unwrap_or_else(|| PathBuf::from("<stdin>"));
                letters.push(Letter::StandardInput(name));
                continue;
            }
            if self.args.force_exclude && self.project.is_excluded(path)? {
                continue;
            }
            let mut broken = None;
            let found = discover::letters_at(path, |path| {
                self.project.is_excluded(path).unwrap_or_else(|error| {
                    broken.get_or_insert(error);
                    true
                })
            });
            if let Some(error) = broken {
                return Err(error);
            }
            letters.extend(found.files.into_iter().map(Letter::At));
            for (path, message) in found.failures {
                self.fail(path.display().to_string(), message);
            }
        }
        Ok(letters)
    }

    fn fail(&mut self, path: String, message: String) {
        self.report.failures.push(Failure { path, message, fault: None });
    }

    /// The text and the settings of a letter; `None` where it can't be checked, which is then in the report.
    fn open(&mut self, letter: &mut Letter) -> Result<Option<(Source, Setup)>, ProjectError> {
        let source = match letter.read() {
            Ok(source) => source,
            Err(error) => {
                self.fail(letter.shown(), error.to_string());
                return Ok(None);
            }
        };
        match self.project.setup(letter.path(), source.text()) {
            Ok(setup) => Ok(Some((source, setup))),
            // Its own front matter is at fault: that is no reason not to check the others.
            Err(ProjectError::Broken(fault)) if fault.path == letter.shown() => {
                let (path, message) = (letter.shown(), fault.message.clone());
                self.report.failures.push(Failure { path, message, fault: Some(fault) });
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    fn add_all(&mut self, letters: Vec<Letter>, out: &mut dyn Write) -> anyhow::Result<()> {
        let mut progress = Progress::new(letters.len(), self.args.quiet == 0);
        letters.into_iter().try_for_each(|letter| {
            self.add(letter, out)?;
            progress.step();
            Ok(())
        })
    }

    /// Checks one letter, mends it where that is asked for, and adds what came of it to the report.
    fn add(&mut self, mut letter: Letter, out: &mut dyn Write) -> anyhow::Result<()> {
        let Some((mut source, setup)) = self.open(&mut letter)? else { return Ok(()) };
        let format = Format::of_path(letter.path());
        let check =
            |source: &Source, language| lint(source, format, language, &setup.rules, &setup.settings, &setup.hidden);
        let mut linted = match check(&source, self.args.lang) {
            Ok(linted) => linted,
            Err(error) => {
                self.fail(letter.shown(), error.to_string());
                return Ok(());
            }
        };
        let mended = fix::asked(self.args).map(|allowed| fix::mend(&source, format, linted.language, &setup, allowed));
        let mut fixed = 0;
        if let Some(mended) = mended
            && self.keep(&letter, &source, &mended, out)?
        {
            fixed = mended.made;
            source = Source::new(mended.text);
            linted = check(&source, Some(linted.language))?;
        }
        self.note_used(&letter, &setup, &linted.used);
        let found = linted.checked.findings.iter().map(|finding| finding.rule.clone()).collect();
        self.describe(&setup.rules, found);
        self.report.files.push(FileReport {
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
        });
        Ok(())
    }

    /// Adds to the report what `rules` say of those that found something.
    fn describe(&mut self, rules: &Rules, found: Vec<String>) {
        for id in found {
            let Err(place) = self.report.rules.binary_search_by(|known| known.id.cmp(&id)) else { continue };
            if let Some(rule) = rules.find(&id) {
                self.report.rules.insert(place, note(rule));
            }
        }
    }

    /// Suppressions and baselines are judged by a rule of the program itself, whatever rules a letter has.
    fn describe_upkeep(&mut self) {
        let found = self.report.upkeep.iter().flat_map(|paper| &paper.findings);
        let found: Vec<String> = found.map(|finding| finding.rule.clone()).collect();
        if !found.is_empty() {
            self.describe(&built_in::rules(), found);
        }
    }

    /// Puts the mended text in the place of the letter, or shows what would change; whether the letter now is so.
    fn keep(&mut self, letter: &Letter, before: &Source, mended: &Fixed, out: &mut dyn Write) -> anyhow::Result<bool> {
        match letter {
            _ if self.args.diff => {
                self.would_change |= mended.made > 0;
                write!(out, "{}", fix::diff(letter.path(), before.text(), &mended.text))?;
                Ok(false)
            }
            Letter::StandardInput(_) => {
                write!(out, "{}", mended.text)?;
                Ok(true)
            }
            Letter::Given(_) => Ok(false), // what git holds is not written to
            Letter::At(_) if mended.made == 0 => Ok(false),
            Letter::At(path) => match save::replace(path, &mended.text) {
                Ok(()) => Ok(true),
                Err(error) => {
                    self.fail(letter.shown(), format!("can't write it: {error}"));
                    Ok(false)
                }
            },
        }
    }

    /// Notes which suppressions of the settings hid something in a letter. What is not looked for can't be found: that
    /// does not make its suppression idle.
    fn note_used(&mut self, letter: &Letter, setup: &Setup, used: &[usize]) {
        let is_silent = |hidden: &&Hidden| {
            let rule = setup.rules.find(&hidden.rule);
            rule.is_none_or(|rule| setup.settings.severity_of(rule).is_none())
        };
        let silent = setup.hidden.iter().filter(is_silent).map(|hidden| hidden.number);
        let used: Vec<usize> = used.iter().copied().chain(silent).collect();
        self.project.note_used(letter.path(), &used);
    }

    fn show_settings(&mut self, mut letter: Letter, out: &mut dyn Write) -> anyhow::Result<()> {
        let Some((source, _)) = self.open(&mut letter)? else { return Ok(()) };
        let shown = self.project.origins(letter.path(), source.text())?.shown();
        writeln!(out, "{}", escape::line(&letter.shown()))?;
        let setting = |one: &letterlint::settings::shown::Shown| format!("{} = {}", one.key, one.value);
        let width = shown.iter().map(|one| setting(one).chars().count()).max().unwrap_or(0).min(50);
        for one in &shown {
            writeln!(out, "  {:width$}  {}", escape::line(&setting(one)), escape::line(&one.origin))?;
        }
        Ok(())
    }

    /// Suppressions of settings files that hide nothing, as findings in these files.
    fn idle_suppressions(&mut self) -> Vec<Paper> {
        if self.args.no_suppressions || self.project.idle_suppressions().next().is_none() {
            return Vec::new();
        }
        let Ok(rules) = self.project.all_rules(Path::new(".")) else { return Vec::new() };
        let papers = self.project.idle_suppressions().map(|(config, idle)| {
            let say = |span: &std::ops::Range<usize>| {
                let rule = config.text()[span.clone()].trim_matches(['"', '\'']);
                suppress::upkeep(&rules, "idle", span.clone(), &[("match", rule)])
            };
            Paper {
                path: config.shown().to_owned(),
                source: Source::new(config.text().to_owned()),
                findings: idle.iter().filter_map(say).collect(),
            }
        });
        papers.collect()
    }

    /// Says on standard error what could not be checked; the exit code of the run.
    fn finish(&self) -> anyhow::Result<Exit> {
        let colour = colour(self.args.color, io::stderr().is_terminal());
        for failure in self.report.failures.iter().filter(|_| self.args.quiet < 2) {
            match &failure.fault {
                Some(fault) => report::write_fault(fault, colour, &mut io::stderr().lock())?,
                None => eprintln!("error: {}: {}", escape::line(&failure.path), escape::line(&failure.message)),
            }
        }
        Ok(if !self.report.failures.is_empty() {
            Exit::Incomplete
        } else if self.args.diff {
            if self.would_change && !self.args.exit_zero { Exit::Findings } else { Exit::Clean }
        } else if self.report.fails() && !self.args.exit_zero {
            Exit::Findings
        } else {
            Exit::Clean
        })
    }
}

fn note(rule: &Rule) -> RuleNote {
    let wording = Language::ALL.into_iter().find_map(|language| rule.wording(language));
    RuleNote {
        id: rule.id(),
        title: rule.title.clone(),
        why: rule.why.clone(),
        help: wording.map(|wording| wording.help.clone()).unwrap_or_default(),
        severity: rule.severity.severity(),
        guides: rule.guides.clone(),
    }
}
