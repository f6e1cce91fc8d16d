//! One run. In: [`Args`]. Out: what was asked for, on standard output, and the exit code.

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use letterlint::document::Format;
use letterlint::examples::{self, Failure as Wrongly};
use letterlint::fault::TomlFile;
use letterlint::language::Language;
use letterlint::lint::lint;
use letterlint::pack::Rules;
use letterlint::report::{self, Failure, FileReport, Report, escape};
use letterlint::settings::{Settings, parse_today};
use letterlint::source::{Source, discover};
use letterlint::{built_in, catalogue, draft, suggest};

use super::args::{Args, Colour, Command, OutputFormat};

/// What a run came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Nothing at or above the failing level.
    Clean = 0,
    /// Findings at or above it.
    Findings = 1,
    /// Not everything was checked.
    Incomplete = 2,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

/// Does what `args` ask for.
///
/// # Errors
/// Where nothing could be checked at all: broken settings or rules. A [`Fault`] among the causes has a place.
pub fn run(args: &Args) -> anyhow::Result<Exit> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let exit = match &args.command {
        Some(Command::Test { folders }) => test(folders, &mut out),
        Some(Command::Explain { rule }) => explain(rule, &mut out),
        Some(Command::Rules { output_format }) => list(*output_format, &mut out),
        Some(Command::New { lang, register }) => new(*lang, register.as_deref(), &mut out),
        None => check(args, &mut out),
    }?;
    out.flush().context("can't write the report")?;
    Ok(exit)
}

/// Whether to use colour on a stream that is a terminal or not.
pub fn colour(choice: Colour, terminal: bool) -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    match choice {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto if set("NO_COLOR") => false,
        Colour::Auto if std::env::var_os("CLICOLOR_FORCE").is_some_and(|value| value != "0" && !value.is_empty()) => {
            true
        }
        Colour::Auto => terminal && std::env::var_os("TERM").is_none_or(|term| term != "dumb"),
    }
}

fn check(args: &Args, out: &mut dyn Write) -> anyhow::Result<Exit> {
    let settings = settings(args)?;
    let rules = match &args.rules {
        Some(folder) => read_rules(folder)?,
        None => built_in::rules(),
    };
    let mut report = Report::default();
    let here = [PathBuf::from(".")];
    let paths = if args.paths.is_empty() { &here[..] } else { &args.paths[..] };
    for path in paths {
        if path == Path::new("-") {
            let name = args.stdin_filename.clone().unwrap_or_else(|| PathBuf::from("<stdin>"));
            add(&mut report, &name, Source::from_reader(io::stdin().lock()), args, &rules, &settings)?;
            continue;
        }
        let found = discover::letters_at(path);
        for file in found.files {
            add(&mut report, &file, Source::from_path(&file), args, &rules, &settings)?;
        }
        let failures = found.failures.into_iter();
        report.failures.extend(failures.map(|(path, message)| Failure { path: path.display().to_string(), message }));
    }
    let colour = colour(args.color, io::stdout().is_terminal());
    match args.output_format {
        OutputFormat::Json => report::write_json(&report, out)?,
        OutputFormat::Full if args.checklist => report::write_checklist(&report, out)?,
        OutputFormat::Full => {
            report::write_full(&report, colour, out)?;
            if !report.files.is_empty() {
                report::write_summary(&report, out)?;
            }
        }
    }
    out.flush()?;
    for failure in &report.failures {
        eprintln!("error: {}: {}", escape::line(&failure.path), escape::line(&failure.message));
    }
    Ok(if !report.failures.is_empty() {
        Exit::Incomplete
    } else if report.reaches(args.error_on.into()) && !args.exit_zero {
        Exit::Findings
    } else {
        Exit::Clean
    })
}

/// Checks one letter and adds what came of it to `report`.
fn add(
    report: &mut Report,
    path: &Path,
    source: Result<Source, letterlint::source::SourceError>,
    args: &Args,
    rules: &Rules,
    settings: &Settings,
) -> anyhow::Result<()> {
    let shown = path.display().to_string();
    let source = match source {
        Ok(source) => source,
        Err(error) => {
            report.failures.push(Failure { path: shown, message: error.to_string() });
            return Ok(());
        }
    };
    match lint(&source, Format::of_path(path), args.lang, rules, settings) {
        Ok(linted) => report.files.push(FileReport {
            path: shown,
            source,
            language: linted.language,
            packs: settings.packs.clone(),
            template: settings.template,
            checked: linted.checked,
        }),
        Err(error) => report.failures.push(Failure { path: shown, message: error.to_string() }),
    }
    Ok(())
}

fn settings(args: &Args) -> anyhow::Result<Settings> {
    let mut settings = match &args.config {
        Some(path) => {
            let shown = path.display().to_string();
            let text = fs::read_to_string(path).with_context(|| format!("can't read the settings {shown}"))?;
            Settings::parse(&TomlFile { path: &shown, text: &text })?
        }
        None => Settings::default(),
    };
    if let Some(today) = &args.today {
        settings.today =
            parse_today(today).map_err(|message| anyhow::anyhow!("--today: {message}; write 2026-05-31 or none"))?;
    }
    Ok(settings)
}

/// Reads a rule folder that is laid out as the built-in one.
fn read_rules(folder: &Path) -> anyhow::Result<Rules> {
    let mut files = Vec::new();
    collect(folder, folder, &mut files)?;
    if files.is_empty() {
        bail!("{}: there is no rule file in this folder", folder.display());
    }
    files.sort();
    let sources: Vec<TomlFile> = files.iter().map(|(path, text)| TomlFile { path, text }).collect();
    Ok(Rules::read(&sources)?)
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<(String, String)>) -> anyhow::Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("can't read the rule folder {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            let text = fs::read_to_string(&path).with_context(|| format!("can't read {}", path.display()))?;
            let name = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            files.push((name, text));
        }
    }
    Ok(())
}

fn explain(name: &str, out: &mut dyn Write) -> anyhow::Result<Exit> {
    let rules = Rules::read(built_in::SOURCES)?;
    let Some(rule) = rules.find(name) else {
        let meant = suggest::did_you_mean(name, rules.rules.iter().map(|rule| rule.name.as_str()));
        bail!("there is no rule “{name}”; {}", meant.unwrap_or_else(|| "`letterlint rules` lists them".to_owned()));
    };
    catalogue::explain(rule, out)?;
    Ok(Exit::Clean)
}

fn list(format: OutputFormat, out: &mut dyn Write) -> anyhow::Result<Exit> {
    match format {
        OutputFormat::Full => catalogue::list(&built_in::rules(), out)?,
        OutputFormat::Json => catalogue::list_json(&built_in::rules(), out)?,
    }
    Ok(Exit::Clean)
}

fn new(language: Language, register: Option<&str>, out: &mut dyn Write) -> anyhow::Result<Exit> {
    let known: Vec<&str> = draft::registers(language).collect();
    let register = register.unwrap_or(known[0]);
    let Some(text) = draft::draft(&built_in::rules(), language, register) else {
        bail!("{language} has no register “{register}”; choose {}", known.join(", "));
    };
    write!(out, "{text}")?;
    Ok(Exit::Clean)
}

fn test(folders: &[PathBuf], out: &mut dyn Write) -> anyhow::Result<Exit> {
    let mut exit = Exit::Clean;
    let all = if folders.is_empty() {
        vec![Rules::read(built_in::SOURCES)?]
    } else {
        folders.iter().map(|folder| read_rules(folder)).collect::<anyhow::Result<_>>()?
    };
    for rules in &all {
        let outcome = examples::run(rules);
        for wrong in &outcome.wrong {
            exit = Exit::Findings;
            let how = match wrong.failure {
                Wrongly::Noisy => {
                    format!("noisy: marks “{}” in a good example", escape::line(&wrong.marked.join("”, “")))
                }
                Wrongly::Missing => "missing: leaves a bad example alone".to_owned(),
            };
            writeln!(out, "{} [{}] {how}:\n    {}", wrong.rule, wrong.language, escape::line(&wrong.text))?;
        }
        writeln!(out, "{} examples in {} rules: {} failed", outcome.run, rules.rules.len(), outcome.wrong.len())?;
    }
    Ok(exit)
}
