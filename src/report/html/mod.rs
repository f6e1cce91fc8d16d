//! One page to read, print and send. In: a [`Report`]. Out: HTML that needs nothing from outside and runs nothing: each
//! letter as a letter, its findings in the margin beside the words that they mark, its checklist on the other side.

mod note;
mod sheet;

use std::io::{self, Write};

use super::xml::escaped;
use super::{FileReport, Paper, Report, checklist, counted, escape, passed_over, summary};
use crate::finding::{Required, Severity};
use crate::locale::Words;

const STYLE: &str = include_str!("page.css");
/// The page takes nothing from anywhere and runs no script, and browsers hold it to that.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// Writes the page.
pub fn write(report: &Report, _: bool, out: &mut dyn Write) -> io::Result<()> {
    let words = report.words();
    let title = match &report.files[..] {
        [one] => format!("{} – letterlint", one.paper.path),
        _ => format!("{} – letterlint", words.letters_title),
    };
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <meta name=\"color-scheme\" content=\"light dark\"/>\n<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n",
        report.locale.code(),
        text(&title)
    )?;
    write_header(report, out)?;
    writeln!(out, "<main>")?;
    write_failures(report, out)?;
    for (number, file) in report.files.iter().enumerate() {
        write_letter(file, number + 1, words, out)?;
    }
    for (number, paper) in report.upkeep.iter().filter(|paper| !paper.findings.is_empty()).enumerate() {
        write_upkeep(paper, report.files.len() + number + 1, words, out)?;
    }
    writeln!(out, "</main>\n</body>\n</html>")
}

/// Text of a file as text of the page.
fn text(text: &str) -> String {
    escaped(&escape::visible(text))
}

fn write_header(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<header class=\"page\">\n<p class=\"summary\">{}</p>", text(&summary(report)))?;
    if report.files.len() > 1 {
        writeln!(out, "<nav aria-label=\"{}\"><ul>", report.words().letters_title)?;
        for (number, file) in report.files.iter().enumerate() {
            let path = text(&file.paper.path);
            writeln!(out, "<li><a href=\"#l{}\">{path}</a>{}</li>", number + 1, tally(&file.paper, report.words()))?;
        }
        writeln!(out, "</ul></nav>")?;
    }
    writeln!(out, "</header>")
}

/// How many findings of each severity there are, as small numbers in their colours.
fn tally(paper: &Paper, words: &Words) -> String {
    if paper.findings.is_empty() {
        return format!(" <span class=\"tally good\">{}</span>", words.nothing_to_mend);
    }
    let counts = [Severity::Error, Severity::Warning, Severity::Info].map(|severity| {
        let count = paper.findings.iter().filter(|finding| finding.severity == severity).count();
        let name = severity.name();
        match count {
            0 => String::new(),
            _ => format!(" <span class=\"tally {name}\">{}</span>", counted(count, severity, words)),
        }
    });
    counts.concat()
}

fn write_failures(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    if report.failures.is_empty() {
        return Ok(());
    }
    let words = report.words();
    writeln!(out, "<section class=\"failures\">\n<h2>{}</h2>\n<ul>", words.not_checked)?;
    for failure in &report.failures {
        let line = failure.position().map(|at| format!(", {} {}", words.line, at.line)).unwrap_or_default();
        writeln!(out, "<li><b>{}</b>{line}: {}</li>", text(&failure.path), text(&failure.message))?;
    }
    writeln!(out, "</ul>\n</section>")
}

fn write_letter(file: &FileReport, number: usize, words: &Words, out: &mut dyn Write) -> io::Result<()> {
    let template = if file.template { format!(" · {}", words.template) } else { String::new() };
    writeln!(
        out,
        "<article id=\"l{number}\">\n<header>\n<h2>{}</h2>\n<p>{}{template}{}{}</p>\n</header>\n\
         <div class=\"desk\">",
        text(&file.paper.path),
        words.languages[file.language as usize],
        passed_over(|count| count(file), words, " · "),
        tally(&file.paper, words)
    )?;
    write_checklist(file, words, out)?;
    sheet::write(file, number, words, out)?;
    writeln!(out, "</div>\n</article>")
}

fn write_checklist(file: &FileReport, words: &Words, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<aside aria-label=\"{}\">", words.checklist)?;
    if let Some(end) = &file.end {
        let notice = end.notice.as_ref().map(|notice| format!("<br/>{}", text(&(words.from_letter)(notice))));
        let (label, end) = (words.end, text(&end.meaning));
        writeln!(out, "<p class=\"end\">{label}: <b>{end}</b>{}</p>", notice.unwrap_or_default())?;
    }
    let there = file.required.iter().filter(|required| required.evidence.is_some()).count();
    if !file.required.is_empty() {
        let there = (words.of)(there, file.required.len());
        writeln!(out, "<h3>{}: {there}</h3>\n<ul class=\"checklist\">", words.checklist)?;
        file.required.iter().try_for_each(|required| write_element(file, required, words, out))?;
        writeln!(out, "</ul>")?;
    }
    writeln!(out, "</aside>")
}

fn write_element(file: &FileReport, required: &Required, words: &Words, out: &mut dyn Write) -> io::Result<()> {
    let title = text(&required.title);
    match &required.evidence {
        Some(range) => {
            let evidence = checklist::shorten(&file.paper.source.text()[range.clone()]);
            let lang = file.language.code();
            writeln!(out, "<li class=\"there\">{title} <q lang=\"{lang}\">{}</q></li>", text(&evidence))
        }
        None => writeln!(out, "<li class=\"missing\">{title} <span>{}</span></li>", words.missing),
    }
}

fn write_upkeep(paper: &Paper, number: usize, words: &Words, out: &mut dyn Write) -> io::Result<()> {
    let path = text(&paper.path);
    writeln!(out, "<article class=\"upkeep\">\n<header>\n<h2>{path}</h2>\n<p>{}</p>\n</header>", tally(paper, words))?;
    note::write_list(paper, 0..paper.findings.len(), number, words, out)?;
    writeln!(out, "</article>")
}
