//! Checking letters. In: [`Args`]. Out: the report, and whether it fails.

use std::collections::HashSet;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use letterlint::built_in;
use letterlint::finding::Severity;
use letterlint::language::Language;
use letterlint::pack::{Rule, Rules};
use letterlint::project::{Project, ProjectError};
use letterlint::report::{self, Failure, Paper, Report, RuleNote, escape};
use letterlint::source::{Source, discover, whole_path};
use letterlint::suppress;

use super::args::{self, Args};
use super::examine::{Examiner, Given, Letter, Outcome};
use super::in_order::in_order;
use super::output::say;
use super::progress::Progress;
use super::run::{Exit, colour, locale};
use super::{baseline, output};

/// Checks the letters that `args` name.
pub fn check(args: &Args, out: &mut dyn Write) -> anyhow::Result<Exit> {
    let examiner = Examiner::new(args)?;
    let mut run = Run::new(&examiner);
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
    let examiner = Examiner::new(args)?;
    let mut run = Run::new(&examiner);
    let letters = letters(&mut examiner.project())?;
    // Whether a suppression is idle can't be told here: the other letters for which it stands are not looked at.
    run.add_all(letters.into_iter().map(Letter::Given).collect(), &mut io::sink())?;
    let mut out = io::BufWriter::new(io::stderr().lock());
    output::write(args, &run.report, io::stderr().is_terminal(), &mut out)?;
    drop(out);
    run.finish()
}

struct Run<'a> {
    args: &'a Args,
    examiner: &'a Examiner<'a>,
    report: Report,
    /// Whether --diff had something to show.
    would_change: bool,
}

impl<'a> Run<'a> {
    fn new(examiner: &'a Examiner<'a>) -> Run<'a> {
        let args = examiner.args;
        let report = Report {
            error_on: args.error_on.map_or(Severity::Error, Severity::from),
            folder: output::folder(),
            locale: locale(args),
            quiet: args.quiet > 0,
            max_findings: args.max_findings,
            ..Report::default()
        };
        Run { args, examiner, report, would_change: false }
    }

    /// The letters that the arguments lead to, in order.
    fn letters(&mut self) -> Result<Vec<Letter>, ProjectError> {
        let here = [PathBuf::from(".")];
        let paths = if self.args.paths.is_empty() { &here[..] } else { &self.args.paths[..] };
        let mut letters = Vec::new();
        let mut named = HashSet::new();
        for path in paths {
            if path == Path::new("-") {
                let name = self.args.stdin_filename.clone().unwrap_or_else(|| PathBuf::from("<stdin>"));
                letters.push(Letter::StandardInput(name));
                continue;
            }
            if let Some(command) = args::command_called(path) {
                let message =
                    format!("“{command}” is a command; commands come before all options: letterlint {command} …");
                return Err(ProjectError::Usage(message));
            }
            if self.args.force_exclude && self.examiner.project().is_excluded(path)? {
                continue;
            }
            let mut broken = None;
            let found = discover::letters_at(path, |path| {
                self.examiner.project().is_excluded(path).unwrap_or_else(|error| {
                    broken.get_or_insert(error);
                    true
                })
            });
            if let Some(error) = broken {
                return Err(error);
            }
            // What two arguments lead to is one letter.
            let new = found.files.into_iter().filter(|path| paths.len() == 1 || named.insert(whole_path(path)));
            letters.extend(new.map(Letter::At));
            for (path, message) in found.failures {
                self.fail(path.display().to_string(), message);
            }
        }
        Ok(letters)
    }

    fn fail(&mut self, path: String, message: String) {
        self.report.failures.push(Failure { path, message, fault: None });
    }

    /// Checks the letters, several at once where there are many; what comes of them is taken in their order.
    fn add_all(&mut self, letters: Vec<Letter>, out: &mut dyn Write) -> anyhow::Result<()> {
        let mut progress = Progress::new(letters.len(), self.report.locale, self.args.quiet == 0);
        // A letter that links lead to must not be mended twice at once; and asking how many processors there are takes
        // part of the time of a letter.
        let most = if self.args.fix || letters.len() < 2 { 1 } else { self.args.jobs() };
        let examiner = self.examiner;
        let examine = |letter| examiner.examine(letter);
        in_order(letters, most, examine, |outcome| {
            progress.step();
            self.take(outcome?, out)
        })
    }

    /// Adds to the report what came of a letter.
    fn take(&mut self, outcome: Outcome, out: &mut dyn Write) -> anyhow::Result<()> {
        write!(out, "{}", outcome.printed)?;
        self.would_change |= outcome.would_change;
        self.report.failures.extend(outcome.failure);
        if let Some((mut file, rules)) = outcome.checked {
            let found = file.paper.findings.iter().map(|finding| finding.rule.clone()).collect();
            self.describe(&rules, found);
            let is_shown = self.args.checklist || self.args.verbose || self.args.output_format.shows_clean_letters;
            // What nobody will ask for is not kept, so that a large folder needs little memory.
            if !is_shown {
                (file.required, file.packs) = (Vec::new(), Vec::new());
                if file.paper.findings.is_empty() {
                    file.paper.source = Source::new(String::new());
                }
            }
            self.report.files.push(file);
        }
        Ok(())
    }

    /// Adds to the report what `rules` say of those that found something.
    fn describe(&mut self, rules: &Rules, found: Vec<Arc<str>>) {
        for id in found {
            let Err(place) = self.report.rules.binary_search_by(|known| known.id.cmp(&id)) else { continue };
            if let Some(rule) = rules.find(&id) {
                self.report.rules.insert(place, note(rule, self.report.locale));
            }
        }
    }

    /// Suppressions and baselines are judged by a rule of the program itself, whatever rules a letter has.
    fn describe_upkeep(&mut self) {
        let found = self.report.upkeep.iter().flat_map(|paper| &paper.findings);
        let found: Vec<Arc<str>> = found.map(|finding| finding.rule.clone()).collect();
        if !found.is_empty() {
            self.describe(&built_in::rules(), found);
        }
    }

    fn show_settings(&mut self, mut letter: Letter, out: &mut dyn Write) -> anyhow::Result<()> {
        let most = self.examiner.project().max_bytes(letter.path())?;
        let source = match letter.read(most) {
            Ok(source) => source,
            Err(error) => {
                self.fail(letter.shown(), error.to_string());
                return Ok(());
            }
        };
        let shown = self.examiner.project().origins(letter.path(), source.text())?.shown();
        writeln!(out, "{}", escape::line(&letter.shown()))?;
        let setting = |one: &letterlint::settings::shown::Shown| format!("{} = {}", one.key, one.value);
        let width = shown.iter().map(|one| setting(one).chars().count()).max().unwrap_or(0).min(50);
        for one in &shown {
            writeln!(out, "  {:width$}  {}", escape::line(&setting(one)), escape::line(&one.origin))?;
        }
        Ok(())
    }

    /// Suppressions of settings files that hide nothing, as findings in these files.
    fn idle_suppressions(&self) -> Vec<Paper> {
        let mut project = self.examiner.project();
        if self.args.no_suppressions || project.idle_suppressions().next().is_none() {
            return Vec::new();
        }
        let Ok(rules) = project.all_rules(Path::new(".")) else { return Vec::new() };
        let papers = project.idle_suppressions().map(|(config, idle)| {
            let say = |span: &std::ops::Range<usize>| {
                let rule = config.text()[span.clone()].trim_matches(['"', '\'']);
                suppress::upkeep(&rules, self.report.locale, "idle", span.clone(), &[("match", rule)])
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
                None => {
                    say(&format!("error: {}: {}", escape::line(&failure.path), escape::line(&failure.message)));
                }
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

fn note(rule: &Rule, locale: Language) -> RuleNote {
    let wording = [locale].into_iter().chain(Language::ALL).find_map(|language| rule.wording(language));
    RuleNote {
        id: rule.id().clone(),
        title: rule.title(locale).clone(),
        why: rule.why(locale).clone(),
        help: wording.map(|wording| wording.help.clone()).unwrap_or_default(),
        severity: rule.severity.severity(),
        guides: rule.guides.clone(),
    }
}
