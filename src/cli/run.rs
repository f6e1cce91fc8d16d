//! One run. In: [`Args`]. Out: what was asked for, on standard output, and the exit code.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::Context;
use letterlint::language::Language;
use letterlint::locale;
use letterlint::project::{Options, Project};
use letterlint::settings::parse_today;

use super::args::{Args, Colour, Command, HookCommand};
use super::hook_install::{self, Wanted};
use super::{check, hook_run, manual, packs, write};

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
/// Where nothing could be checked at all: broken settings or rules. A [`Fault`](letterlint::fault::Fault) among the
/// causes has a place.
pub fn run(args: &Args) -> anyhow::Result<Exit> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let exit = match &args.command {
        Some(Command::Test { folders }) => packs::test(args, folders, &mut out),
        Some(Command::Explain { rule }) => packs::explain(args, rule, &mut out),
        Some(Command::Rules { output_format }) => packs::list(args, *output_format, &mut out),
        Some(Command::New { lang, register }) => packs::new(*lang, register.as_deref(), &mut out),
        Some(Command::NewRule { id }) => write::new_rule(id, &mut out),
        Some(Command::Init) => write::init(&mut out),
        Some(Command::Schema { of }) => write::schema(*of, &mut out),
        Some(Command::Hook(HookCommand::Install { kind, error_on, chain, shared })) => {
            let wanted = Wanted { kind: (*kind).into(), error_on: *error_on, chain: *chain, shared: *shared };
            hook_install::install(args, &wanted, &mut out)
        }
        Some(Command::Hook(HookCommand::Uninstall { kind })) => hook_install::uninstall((*kind).into(), &mut out),
        Some(Command::Hook(HookCommand::Run { kind, error_on, given })) => {
            let args = Args { error_on: *error_on, ..args.clone() };
            hook_run::run(&args, (*kind).into(), given)
        }
        Some(Command::Completions { shell }) => manual::completions(*shell, &mut out),
        Some(Command::Man { command }) => manual::man(command, &mut out),
        None => check::check(args, &mut out),
    }?;
    out.flush().context("can't write the report")?;
    Ok(exit)
}

/// The project that `args` speak of.
pub fn project(args: &Args) -> anyhow::Result<Project> {
    let today = args.today.as_ref().map(|written| {
        let read =
            parse_today(written).map_err(|message| anyhow::anyhow!("--today: {message}; write 2026-05-31 or none"));
        read.map(|today| (written.clone(), today))
    });
    Ok(Project::new(Options {
        config: args.project.config.clone(),
        isolated: args.project.isolated,
        packs: args.project.pack.clone(),
        rules: args.project.rules.clone(),
        select: args.select.clone(),
        ignore: args.ignore.clone(),
        template: args.template,
        today: today.transpose()?,
        error_on: args.error_on.map(Into::into),
        no_suppressions: args.no_suppressions,
        locale: locale(args),
        exemptions: args.verbose,
    })?)
}

/// The language of messages: the one that `args` name, else that of the environment.
pub fn locale(args: &Args) -> Language {
    let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
    let environment = || ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(set);
    args.locale.unwrap_or_else(|| locale::named(&environment().unwrap_or_default().to_string_lossy()))
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
