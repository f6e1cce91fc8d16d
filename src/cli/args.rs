//! The arguments that letterlint takes. In: the command line. Out: [`Args`].

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use letterlint::finding::Severity;
use letterlint::language::Language;

/// Checks letters that end a client relationship: clear, final, kind and complete.
///
/// Reads Markdown and plain text in English, German and Polish. Everything stays on this machine.
#[derive(Debug, Parser)]
#[command(
    version,
    args_conflicts_with_subcommands = true,
    after_help = "Exit: 0 nothing at or above the failing level; 1 findings at or above it; 2 not everything was checked."
)]
pub struct Args {
    /// What to do instead of checking letters
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Letters, and folders of them; `-` is standard input; none: this folder
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Take settings from this file
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The language of the letters; found from the text unless given
    #[arg(long, value_name = "en|de|pl", value_parser = language)]
    pub lang: Option<Language>,
    /// Today's date for letters that bear none, such as 2026-05-31, or `none`
    #[arg(long, value_name = "DATE")]
    pub today: Option<String>,
    /// How to write the findings
    #[arg(long, value_name = "FORMAT", default_value = "full")]
    pub output_format: OutputFormat,
    /// Show which required elements are there, with the words that show it
    #[arg(long)]
    pub checklist: bool,
    /// The name under which standard input is checked; its ending tells Markdown from plain text
    #[arg(long, value_name = "PATH")]
    pub stdin_filename: Option<PathBuf>,
    /// Fail on findings of this level and above
    #[arg(long, value_name = "LEVEL", default_value = "error")]
    pub error_on: Level,
    /// Do not fail on findings
    #[arg(long)]
    pub exit_zero: bool,
    /// When to use colour; `auto` asks NO_COLOR, CLICOLOR_FORCE and the terminal
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    pub color: Colour,
    /// Use the rules in this folder in place of the built-in ones; for working on rules
    #[arg(long, value_name = "FOLDER")]
    pub rules: Option<PathBuf>,
}

/// What to do instead of checking letters.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Say what a rule checks and why, with examples
    Explain {
        /// The rule's name, with or without its pack
        #[arg(value_name = "RULE")]
        rule: String,
    },
    /// List every rule with its severity
    Rules {
        /// How to write the list
        #[arg(long, value_name = "FORMAT", default_value = "full")]
        output_format: OutputFormat,
    },
    /// Write a draft made of the sentences that the rules offer, ready to fill in
    New {
        /// The language of the draft
        #[arg(long, value_name = "en|de|pl", value_parser = language)]
        lang: Language,
        /// How the reader is addressed: sie, du, ihr; panstwo, pan, pani, ty, wy
        #[arg(long, value_name = "REGISTER")]
        register: Option<String>,
    },
    /// Run the examples inside rule files: the built-in ones, or those of a rule folder
    Test {
        /// A folder of rules, laid out as the built-in `rules/`
        #[arg(value_name = "RULE-FOLDER")]
        folders: Vec<PathBuf>,
    },
}

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// With the words marked, and what to write instead
    Full,
    /// One JSON document, version 1
    Json,
}

/// A level of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Level {
    /// Errors alone
    Error,
    /// Errors and warnings
    Warning,
    /// Everything
    Info,
}

impl From<Level> for Severity {
    fn from(level: Level) -> Severity {
        match level {
            Level::Error => Severity::Error,
            Level::Warning => Severity::Warning,
            Level::Info => Severity::Info,
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

fn language(code: &str) -> Result<Language, String> {
    code.parse()
}
