//! The arguments that letterlint takes. In: the command line. Out: [`Args`].

use std::convert::Infallible;
use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use letterlint::finding::Severity;
use letterlint::hook;
use letterlint::language::Language;
use letterlint::report::{FORMATS, Format};

use super::help;

/// Checks letters that end a client relationship: clear, final, kind and complete.
///
/// Reads Markdown and plain text in English, German and Polish. Everything stays on this machine.
#[derive(Debug, Clone, Parser)]
#[command(
    version,
    args_conflicts_with_subcommands = true,
    after_help = format!("Exit: {}", help::EXIT),
    after_long_help = format!("Exit: {}\n\n{}", help::EXIT, help::EXAMPLES)
)]
pub struct Args {
    /// What to do instead of checking letters
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Letters, and folders of them; `-` is standard input; none: this folder
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub project: ProjectArgs,
    /// The language of the letters; found from the text unless given
    #[arg(long, value_name = "en|de|pl", value_parser = language(), hide_possible_values = true, help_heading = LETTERS)]
    pub lang: Option<Language>,
    /// Take the letters for templates, in which placeholders count as what they stand for
    #[arg(long, help_heading = RULES)]
    pub template: bool,
    /// Today's date for letters that bear none, such as 2026-05-31, or `none`
    #[arg(long, value_name = "DATE", help_heading = RULES)]
    pub today: Option<String>,
    /// Check these rules and packs alone, such as `no-blame,letter`
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = trimmed, help_heading = RULES)]
    pub select: Vec<String>,
    /// Do not check these rules and packs
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = trimmed, help_heading = RULES)]
    pub ignore: Vec<String>,
    /// How to write the findings
    #[arg(long, value_name = "FORMAT", default_value = "full", value_parser = format(), help_heading = OUTPUT)]
    pub output_format: &'static Format,
    /// Write the findings to this file, whole or not at all, in place of standard output
    #[arg(short, long, value_name = "FILE", help_heading = OUTPUT)]
    pub output_file: Option<PathBuf>,
    /// Mend what can surely be mended, in the letters themselves
    #[arg(long, group = "mending", help_heading = FIXES)]
    pub fix: bool,
    /// With --fix or --diff: mend also what the writer should look at, such as dates; add the offered sentences, those
    /// with blanks to fill in to templates alone
    #[arg(long, requires = "mending", help_heading = FIXES)]
    pub unsafe_fixes: bool,
    /// Show what --fix would change, and change nothing
    #[arg(long, group = "mending", help_heading = FIXES)]
    pub diff: bool,
    /// Show which required elements are there, with the words that show it
    #[arg(long, help_heading = OUTPUT)]
    pub checklist: bool,
    /// Show the settings of each letter and where each was set, and check nothing
    #[arg(long, help_heading = OUTPUT)]
    pub show_settings: bool,
    /// Show which files would be checked, and check nothing
    #[arg(long, help_heading = OUTPUT)]
    pub show_files: bool,
    /// The name under which standard input is checked; its ending tells Markdown from plain text
    #[arg(long, value_name = "PATH", help_heading = LETTERS)]
    pub stdin_filename: Option<PathBuf>,
    /// Leave out what the settings exclude also where it is named
    #[arg(long, help_heading = LETTERS)]
    pub force_exclude: bool,
    /// Fail on findings of this level and above; `error` unless the settings say otherwise
    #[arg(long, value_name = "LEVEL", help_heading = FAILING)]
    pub error_on: Option<FailingLevel>,
    /// Do not fail on findings
    #[arg(long, help_heading = FAILING)]
    pub exit_zero: bool,
    /// Show what is suppressed, too, and take no settings from letters
    #[arg(long, help_heading = RULES)]
    pub no_suppressions: bool,
    /// Pass over the findings that this file lists
    #[arg(long, value_name = "FILE", help_heading = BASELINE)]
    pub baseline: Option<PathBuf>,
    /// List all findings of this run in a file, to be passed over from now on
    #[arg(long, value_name = "FILE", help_heading = BASELINE, conflicts_with_all = ["baseline", "prune_baseline"])]
    pub write_baseline: Option<PathBuf>,
    /// Take out of the baseline what is mended
    #[arg(long, help_heading = BASELINE, requires = "baseline")]
    pub prune_baseline: bool,
    /// When to use colour; `auto` asks NO_COLOR, CLICOLOR_FORCE and the terminal
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true, help_heading = OUTPUT)]
    pub color: Colour,
    /// The language of messages; that of LC_ALL, LC_MESSAGES or LANG unless given, else English
    #[arg(long, value_name = "en|de|pl", value_parser = language(), hide_possible_values = true, global = true,
          help_heading = OUTPUT)]
    pub locale: Option<Language>,
    /// Show at most N findings of a file in `full` and count the others; 0 shows all
    #[arg(long, value_name = "N", default_value_t = 100, help_heading = OUTPUT)]
    pub max_findings: usize,
    /// Show how often each rule was broken, over all letters
    #[arg(long, help_heading = OUTPUT)]
    pub statistics: bool,
    /// Write no summary; twice: write nothing, so that only the exit code tells
    #[arg(short, long, action = clap::ArgAction::Count, help_heading = OUTPUT)]
    pub quiet: u8,
    /// Tell people also what was not marked and why, and what each letter was read with
    #[arg(short, long, help_heading = OUTPUT, conflicts_with = "quiet", long_help = help::VERBOSE)]
    pub verbose: bool,
    /// Check at most so many letters at once; as many as there are processors unless given
    #[arg(long, value_name = "N", help_heading = OUTPUT)]
    pub jobs: Option<NonZeroUsize>,
}

impl Args {
    /// How many letters are checked at once.
    pub fn jobs(&self) -> usize {
        let all = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        self.jobs.map_or_else(all, NonZeroUsize::get)
    }
}

/// A name of a list that may be written with spaces behind its commas.
fn trimmed(name: &str) -> Result<String, Infallible> {
    Ok(name.trim().to_owned())
}

const LETTERS: &str = "Letters";
const RULES: &str = "Settings and rules";
const OUTPUT: &str = "Output";
const FAILING: &str = "Exit code";
const BASELINE: &str = "Baseline";
const FIXES: &str = "Fixes";

/// The definition of the command line.
pub fn command() -> clap::Command {
    Args::command()
}

/// The command that was taken for the letter at `path`, which is not there: clap knows none behind an option.
pub fn command_called(path: &Path) -> Option<String> {
    let name = path.to_str().filter(|_| !path.exists())?;
    command().get_subcommands().find(|command| command.get_name() == name).map(|command| command.get_name().to_owned())
}

/// Where settings and rules come from.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = RULES)]
pub struct ProjectArgs {
    /// Take settings from this file, and from no other
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,
    /// Take settings from no file
    #[arg(long, global = true, conflicts_with = "config")]
    pub isolated: bool,
    /// Add the house rules in this folder
    #[arg(long, value_name = "FOLDER", global = true)]
    pub pack: Vec<PathBuf>,
    /// Use the rules in this folder in place of the built-in ones; for working on rules
    #[arg(long, value_name = "FOLDER", global = true)]
    pub rules: Option<PathBuf>,
}

impl ProjectArgs {
    /// The same, to be used from any folder.
    ///
    /// # Errors
    /// Where the current folder is gone.
    pub fn absolute(&self) -> std::io::Result<ProjectArgs> {
        let absolute = |path: &PathBuf| std::path::absolute(path);
        Ok(ProjectArgs {
            config: self.config.as_ref().map(absolute).transpose()?,
            isolated: self.isolated,
            pack: self.pack.iter().map(absolute).collect::<Result<_, _>>()?,
            rules: self.rules.as_ref().map(absolute).transpose()?,
        })
    }
}

/// What to do instead of checking letters.
#[derive(Debug, Clone, Subcommand)]
pub enum Command {
    /// Say what a rule checks and why, with examples
    Explain {
        /// The rule's name, with or without its pack
        #[arg(value_name = "RULE")]
        rule: String,
    },
    /// List every rule in force here, with its severity and where that was set
    Rules {
        /// How to write the list
        #[arg(long, value_name = "FORMAT", default_value = "full")]
        output_format: ListFormat,
    },
    /// Write a draft made of the sentences that the rules offer, ready to fill in
    New {
        /// The language of the draft
        #[arg(long, value_name = "en|de|pl", value_parser = language(), hide_possible_values = true)]
        lang: Language,
        /// How the reader is addressed: sie, du, ihr; panstwo, pan, pani, ty, wy
        #[arg(long, value_name = "REGISTER")]
        register: Option<String>,
    },
    /// Run the examples inside rule files: the built-in ones, or those of packs of house rules
    Test {
        /// Folders of house rules
        #[arg(value_name = "PACK-FOLDER")]
        folders: Vec<PathBuf>,
    },
    /// Write a first file for a rule of your own
    NewRule {
        /// The rule's name, with the folder of its pack: house-rules/no-jargon
        #[arg(value_name = "ID")]
        id: String,
    },
    /// Write a letterlint.toml with every setting and what it is for
    Init,
    /// Print the JSON Schema of settings or of rule files, for editors
    Schema {
        /// Of what
        #[arg(value_name = "KIND", default_value = "settings")]
        of: SchemaOf,
    },
    /// Check letters before git sends, commits or pushes them
    #[command(subcommand)]
    Hook(HookCommand),
    /// Print the completions for a shell
    #[command(long_about = help::COMPLETIONS)]
    Completions {
        /// Which one
        #[arg(value_name = "SHELL")]
        shell: clap_complete::Shell,
    },
    /// Print the manual page, in the form that man reads
    #[command(long_about = help::MAN)]
    Man {
        /// The command whose page it is; none: letterlint itself
        #[arg(value_name = "COMMAND")]
        command: Vec<String>,
    },
}

/// What to do about hooks.
#[derive(Debug, Clone, Subcommand)]
pub enum HookCommand {
    /// Write a hook into this repository; a hook of somebody else's is left as it is
    #[command(long_about = help::HOOK)]
    Install {
        /// When to check
        #[arg(long, value_name = "KIND", default_value = "pre-commit")]
        kind: HookKind,
        /// The level of findings at which the hook says no; `error` unless the settings say otherwise
        #[arg(long, value_name = "LEVEL")]
        error_on: Option<FailingLevel>,
        /// Rename a hook that is there to KIND.before-letterlint and call it first
        #[arg(long)]
        chain: bool,
        /// Install it also where core.hooksPath names one folder for all of your repositories
        #[arg(long)]
        shared: bool,
    },
    /// Take the hook away, and put back the one that it called first
    Uninstall {
        /// Which one
        #[arg(long, value_name = "KIND", default_value = "pre-commit")]
        kind: HookKind,
    },
    /// Check what git hands to a hook
    #[command(hide = true)]
    Run {
        /// Which hook it is
        #[arg(value_name = "KIND")]
        kind: HookKind,
        /// The level of findings at which the hook says no
        #[arg(long, value_name = "LEVEL")]
        error_on: Option<FailingLevel>,
        /// What git gave to the hook
        #[arg(value_name = "ARGUMENT")]
        given: Vec<OsString>,
    },
}

/// When a hook runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum HookKind {
    /// Before `git send-email` sends a mail: the letter in it; patches pass
    SendemailValidate,
    /// Before a commit: the letters that it adds or changes, as they are staged
    PreCommit,
    /// Before a push: the letters that its commits add or change, as they are in the last one
    PrePush,
}

impl From<HookKind> for hook::Kind {
    fn from(kind: HookKind) -> hook::Kind {
        match kind {
            HookKind::SendemailValidate => hook::Kind::SendemailValidate,
            HookKind::PreCommit => hook::Kind::PreCommit,
            HookKind::PrePush => hook::Kind::PrePush,
        }
    }
}

/// What a schema describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaOf {
    /// letterlint.toml
    Settings,
    /// A file of a rule
    Rule,
    /// A file of house rules that changes a rule
    Change,
}

/// How the rules are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// A line each
    Full,
    /// One JSON document
    Json,
}

/// A level of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailingLevel {
    /// Errors alone
    Error,
    /// Errors and warnings
    Warning,
    /// Everything
    Info,
}

impl FailingLevel {
    /// As it is written on the command line.
    pub fn name(self) -> &'static str {
        Severity::from(self).name()
    }
}

impl From<FailingLevel> for Severity {
    fn from(level: FailingLevel) -> Severity {
        match level {
            FailingLevel::Error => Severity::Error,
            FailingLevel::Warning => Severity::Warning,
            FailingLevel::Info => Severity::Info,
        }
    }
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal, unless NO_COLOR says otherwise
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

fn format() -> impl TypedValueParser<Value = &'static Format> {
    let names = FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.about));
    PossibleValuesParser::new(names).try_map(|name| Format::find(&name).ok_or("there is no such format"))
}

fn language() -> impl TypedValueParser<Value = Language> {
    PossibleValuesParser::new(Language::ALL.map(Language::code)).try_map(|code| code.parse::<Language>())
}
