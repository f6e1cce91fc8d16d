//! Diagnostics as rustc shows them. In: a [`Report`], or the fault of a TOML file. Out: text for a terminal.
//! The only place that knows codespan-reporting.

use std::borrow::Cow;
use std::io::{self, Write};
use std::ops::Range;

use codespan_reporting::diagnostic::{Diagnostic, Label, Severity as Level};
use codespan_reporting::files::{Error, Files};
use codespan_reporting::term::termcolor::{Ansi, NoColor};
use codespan_reporting::term::{Config, emit_to_write_style};

use super::escape;
use super::excerpt::Excerpt;
use super::{Paper, Report, counts, exempt, summary, what_to_write};
use crate::fault::Fault;
use crate::finding::{Finding, Severity, without_pack};
use crate::locale::Words;
use crate::source::Source;

/// Writes the findings of `report`, of a file at most as many as it says, what is told beyond them, and what all of them
/// add up to.
pub fn write(report: &Report, colour: bool, out: &mut dyn Write) -> io::Result<()> {
    for (paper, file) in report.papers_told() {
        let shown = if report.max_findings == 0 { usize::MAX } else { report.max_findings };
        for finding in paper.findings.iter().take(shown) {
            write_finding(paper, finding, report.words(), colour, out)?;
        }
        if let Some(rest @ [_, ..]) = paper.findings.get(shown..) {
            let words = report.words();
            let (path, counts) = (escape::line(&paper.path), counts(rest.iter(), words));
            writeln!(out, "{}\n", (words.more)(&words.language.figures(rest.len()), &path, &counts))?;
        }
        let told = file.map(|file| exempt::lines(file, report.words())).unwrap_or_default();
        told.iter().try_for_each(|line| writeln!(out, "{line}"))?;
        if !told.is_empty() {
            writeln!(out)?;
        }
    }
    if report.files.is_empty() || report.quiet { Ok(()) } else { writeln!(out, "{}", summary(report)) }
}

fn write_finding(paper: &Paper, finding: &Finding, words: &Words, colour: bool, out: &mut dyn Write) -> io::Result<()> {
    let level = match finding.severity {
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warning,
        Severity::Info => Level::Note,
    };
    let label = if finding.span.is_empty() { words.add_here } else { "" };
    let diagnostic = Diagnostic::new(level)
        .with_code(escape::line(&finding.rule))
        .with_message(escape::line(&finding.message))
        .with_notes(notes(finding, words));
    let excerpt = Excerpt::new(&paper.source, &finding.span);
    emit(diagnostic, &paper.path, excerpt, label, colour, out)
}

/// What to do, and where that comes from.
fn notes(finding: &Finding, words: &Words) -> Vec<String> {
    let help = words.help;
    let mut notes = vec![format!("{help}: {}", escape::lines(&finding.help).text)];
    if let Some(offer) = &finding.offer {
        // Its lines stand below the help, as codespan indents it.
        notes[0].push_str(&format!(
            ":\n{:indent$}{}",
            "",
            escape::lines(offer).text,
            indent = help.chars().count() + 2
        ));
    }
    let what_to_write = what_to_write(finding, words, |text| escape::line(text).into_owned());
    notes.extend(what_to_write.map(|text| format!("{help}: {text}")));
    let guides: Vec<&str> = finding.guides.iter().map(|guide| guide.id.as_str()).collect();
    if !guides.is_empty() {
        let name = without_pack(&finding.rule);
        notes.push(format!("{}: {}", words.note, escape::line(&(words.source)(&guides, name))));
    }
    notes
}

/// Writes the fault of a TOML file with a caret below its place.
pub fn write_fault(fault: &Fault, colour: bool, out: &mut dyn Write) -> io::Result<()> {
    let notes = fault.help.iter().map(|help| format!("help: {}", escape::line(help))).collect();
    let diagnostic = Diagnostic::error().with_message(escape::line(&fault.message)).with_notes(notes);
    match &fault.span {
        Some(span) => {
            emit(diagnostic, &fault.path, Excerpt::new(&Source::new(fault.text.clone()), span), "", colour, out)
        }
        None => {
            let message = format!("{}: {}", escape::line(&fault.path), diagnostic.message);
            let diagnostic = diagnostic.with_message(message);
            emit(
                diagnostic,
                &fault.path,
                Excerpt { text: String::new(), first_line: 1, column: 1, marks: vec![] },
                "",
                colour,
                out,
            )
        }
    }
}

fn emit(
    diagnostic: Diagnostic<()>,
    path: &str,
    excerpt: Excerpt,
    label: &str,
    colour: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let marks = excerpt.marks.iter().enumerate();
    let labels = marks.map(|(index, mark)| {
        let label_text = if index + 1 == excerpt.marks.len() { label } else { "" };
        Label::primary((), mark.clone()).with_message(label_text)
    });
    let diagnostic = diagnostic.with_labels(labels.collect());
    let shown = Shown { path: escape::line(path), excerpt };
    let config = Config::default();
    let result = if colour {
        emit_to_write_style(&mut Ansi::new(out), &config, &shown, &diagnostic)
    } else {
        emit_to_write_style(&mut NoColor::new(out), &config, &shown, &diagnostic)
    };
    result.map_err(|error| match error {
        Error::Io(error) => error,
        error => io::Error::other(error),
    })
}

/// An excerpt as codespan-reporting reads files, with the line and column of the whole text.
struct Shown<'p> {
    path: Cow<'p, str>,
    excerpt: Excerpt,
}

impl<'a> Files<'a> for Shown<'_> {
    type FileId = ();
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, (): ()) -> Result<&'a str, Error> {
        Ok(&self.path)
    }

    fn source(&'a self, (): ()) -> Result<&'a str, Error> {
        Ok(&self.excerpt.text)
    }

    fn line_index(&'a self, (): (), byte: usize) -> Result<usize, Error> {
        Ok(self.excerpt.text.as_bytes()[..byte.min(self.excerpt.text.len())].iter().filter(|b| **b == b'\n').count())
    }

    fn line_number(&'a self, (): (), index: usize) -> Result<usize, Error> {
        Ok(self.excerpt.first_line + index)
    }

    fn column_number(&'a self, (): (), index: usize, _: usize) -> Result<usize, Error> {
        Ok(if index == 0 { self.excerpt.column } else { 1 })
    }

    fn line_range(&'a self, (): (), index: usize) -> Result<Range<usize>, Error> {
        let text = &self.excerpt.text;
        let start = match index {
            0 => 0,
            _ => text.match_indices('\n').nth(index - 1).map_or(text.len(), |(at, _)| at + 1),
        };
        let end = text[start..].find('\n').map_or(text.len(), |at| start + at + 1);
        Ok(start..end)
    }
}
