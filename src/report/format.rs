//! The formats. In: a [`Report`]. Out: it, written in one of the [`FORMATS`].

use std::io::{self, Write};

use super::{Report, checkstyle, concise, full, github, gitlab, html, json, junit, rdjson, sarif};

/// A way to write a report.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// How it is asked for: `sarif`.
    pub name: &'static str,
    /// What it is, in one line.
    pub about: &'static str,
    /// Whether it shows the texts of letters in which nothing was found.
    pub shows_clean_letters: bool,
    write: fn(&Report, bool, &mut dyn Write) -> io::Result<()>,
}

/// Every format.
pub const FORMATS: &[Format] = &[
    Format {
        name: "full",
        about: "The words marked, and what to write instead",
        shows_clean_letters: false,
        write: full::write,
    },
    Format {
        name: "concise",
        about: "A line each: path:line:column: severity[rule] message",
        shows_clean_letters: false,
        write: concise::write,
    },
    Format { name: "json", about: "One JSON document, version 1", shows_clean_letters: true, write: json::write },
    Format { name: "sarif", about: "SARIF 2.1.0, for code scanning", shows_clean_letters: false, write: sarif::write },
    Format { name: "github", about: "Annotations in GitHub Actions", shows_clean_letters: false, write: github::write },
    Format {
        name: "gitlab",
        about: "A Code Quality report for GitLab",
        shows_clean_letters: false,
        write: gitlab::write,
    },
    Format {
        name: "junit",
        about: "JUnit XML, a test for each letter",
        shows_clean_letters: false,
        write: junit::write,
    },
    Format { name: "checkstyle", about: "Checkstyle XML", shows_clean_letters: false, write: checkstyle::write },
    Format {
        name: "rdjson",
        about: "Reviewdog's Diagnostic JSON, with suggestions",
        shows_clean_letters: false,
        write: rdjson::write,
    },
    Format {
        name: "html",
        about: "One page to read and print, with each letter",
        shows_clean_letters: true,
        write: html::write,
    },
];

impl Format {
    /// The format called `name`.
    pub fn find(name: &str) -> Option<&'static Format> {
        FORMATS.iter().find(|format| format.name == name)
    }

    /// Writes `report`; in colour where the format has it and `colour` is set.
    ///
    /// # Errors
    /// Where `out` takes nothing more.
    pub fn write(&self, report: &Report, colour: bool, out: &mut dyn Write) -> io::Result<()> {
        (self.write)(report, colour, out)
    }
}

impl PartialEq for Format {
    fn eq(&self, other: &Format) -> bool {
        self.name == other.name
    }
}
