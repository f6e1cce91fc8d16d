//! Checking letters. In: [`Args`]. Out: the report, and whether it fails.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use letterlint::built_in;
use letterlint::document::Format;
use letterlint::finding::Severity;
use letterlint::language::Language;
use letterlint::lint::lint;
use letterlint::pack::{Rule, Rules};
use letterlint::project::{Project, ProjectError, Setup};
use letterlint::report::{self, Failure, FileReport, Paper, Report, RuleNote, escape};
use letterlint::source::{Source, SourceError, discover};
use letterlint::suppress::{self, Hidden};

use super::args::Args;
use super::run::{Exit, colour, project};
use super::{baseline, output};

/// Checks the letters that `args` name.
pub fn check(args: &Args, out: &mut dyn Write) -> anyhow::Result<Exit> {
    let report = Report {
        error_on: args.error_on.map_or(Severity::Error, Severity::from),
        folder: output::folder(),
        ..Report::default()
    };
    let mut run = Run { args, project: project(args)?, report };
    let letters = run.letters()?;
    if args.show_files {
        letters.iter().try_for_each(|letter| writeln!(out, "{}", escape::line(&letter.shown())))?;
        return run.finish();
    }
    for letter in letters {
        if args.show_settings { run.show_settings(&letter, out)? } else { run.add(letter)? }
    }
    if args.show_settings {
        return run.finish();
    }
    run.report.upkeep = run.idle_suppressions();
    baseline::apply(args, &mut run.report)?;
    // Suppressions and baselines are judged by a rule of the program itself, whatever rules a letter has.
    if !run.report.upkeep.is_empty() {
        let found = run.report.upkeep.iter().flat_map(|paper| &paper.findings);
        let found = found.map(|finding| finding.rule.clone()).collect();
        run.describe(&built_in::rules(), found);
    }
    output::write(args, &run.report, out)?;
    run.finish()
}

/// A letter to be checked.
enum Letter {
    At(PathBuf),
    StandardInput(PathBuf),
}

impl Letter {
    fn path(&self) -> &Path {
        let (Letter::At(path) | Letter::StandardInput(path)) = self;
        path
    }

    fn shown(&self) -> String {
        self.path().display().to_string()
    }

    fn read(&self) -> Result<Source, SourceError> {
        match self {
            Letter::At(path) => Source::from_path(path),
            Letter::StandardInput(_) => Source::from_reader(io::stdin().lock()),
        }
    }
}

struct Run<'a> {
    args: &'a Args,
    project: Project,
    report: Report,
}

impl Run<'_> {
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
    fn open(&mut self, letter: &Letter) -> Result<Option<(Source, Setup)>, ProjectError> {
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

    /// Checks one letter and adds what came of it to the report.
    fn add(&mut self, letter: Letter) -> Result<(), ProjectError> {
        let Some((source, setup)) = self.open(&letter)? else { return Ok(()) };
        let format = Format::of_path(letter.path());
        let Setup { settings, rules, hidden } = setup;
        match lint(&source, format, self.args.lang, &rules, &settings, &hidden) {
            Ok(linted) => {
                let idle = |hidden: &&Hidden| {
                    let rule = rules.find(&hidden.rule);
                    rule.is_none_or(|rule| settings.severity_of(rule).is_none())
                };
                // What is not looked for can't be found: that does not make its suppression idle.
                let silent = hidden.iter().filter(idle).map(|hidden| hidden.number);
                let used: Vec<usize> = linted.used.iter().copied().chain(silent).collect();
                self.project.note_used(letter.path(), &used);
                let found = linted.checked.findings.iter().map(|finding| finding.rule.clone()).collect();
                self.describe(&rules, found);
                self.report.files.push(FileReport {
                    paper: Paper { path: letter.shown(), source, findings: linted.checked.findings },
                    language: linted.language,
                    packs: settings.packs,
                    template: settings.template,
                    error_on: settings.error_on,
                    required: linted.checked.required,
                    end: linted.checked.end,
                    suppressed: linted.suppressed,
                    baselined: 0,
                });
            }
            Err(error) => self.fail(letter.shown(), error.to_string()),
        }
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

    fn show_settings(&mut self, letter: &Letter, out: &mut dyn Write) -> anyhow::Result<()> {
        let Some((source, _)) = self.open(letter)? else { return Ok(()) };
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
        if self.args.no_suppressions {
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
        for failure in &self.report.failures {
            match &failure.fault {
                Some(fault) => report::write_fault(fault, colour, &mut io::stderr().lock())?,
                None => eprintln!("error: {}: {}", escape::line(&failure.path), escape::line(&failure.message)),
            }
        }
        Ok(if !self.report.failures.is_empty() {
            Exit::Incomplete
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
