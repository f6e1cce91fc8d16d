//! One page to read, print and send. In: a [`Report`]. Out: HTML that needs nothing from outside and runs nothing: each
//! letter as a letter, its findings in the margin beside the words that they mark, its checklist on the other side.

mod note;
mod sheet;

use std::io::{self, Write};

use super::xml::escaped;
use super::{FileReport, Paper, Report, checklist, escape, plural, summary};
use crate::finding::{Required, Severity};

const STYLE: &str = include_str!("page.css");
/// The page takes nothing from anywhere and runs no script, and browsers hold it to that.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// Writes the page.
pub fn write(report: &Report, _: bool, out: &mut dyn Write) -> io::Result<()> {
    let title = match &report.files[..] {
        [one] => format!("{} – letterlint", one.paper.path),
        _ => "Letters – letterlint".to_owned(),
    };
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <meta name=\"color-scheme\" content=\"light dark\"/>\n<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n",
        text(&title)
    )?;
    write_header(report, out)?;
    writeln!(out, "<main>")?;
    write_failures(report, out)?;
    for (number, file) in report.files.iter().enumerate() {
        write_letter(file, number + 1, out)?;
    }
    for (number, paper) in report.upkeep.iter().filter(|paper| !paper.findings.is_empty()).enumerate() {
        write_upkeep(paper, report.files.len() + number + 1, out)?;
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
        writeln!(out, "<nav aria-label=\"Letters\"><ul>")?;
        for (number, file) in report.files.iter().enumerate() {
            let path = text(&file.paper.path);
            writeln!(out, "<li><a href=\"#l{}\">{path}</a>{}</li>", number + 1, tally(&file.paper))?;
        }
        writeln!(out, "</ul></nav>")?;
    }
    writeln!(out, "</header>")
}

/// How many findings of each severity there are, as small numbers in their colours.
fn tally(paper: &Paper) -> String {
    if paper.findings.is_empty() {
        return " <span class=\"tally good\">nothing to mend</span>".to_owned();
    }
    let counts = [Severity::Error, Severity::Warning, Severity::Info].map(|severity| {
        let count = paper.findings.iter().filter(|finding| finding.severity == severity).count();
        let name = severity.name();
        match count {
            0 => String::new(),
            _ => format!(" <span class=\"tally {name}\">{}</span>", plural(count, name)),
        }
    });
    counts.concat()
}

fn write_failures(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    if report.failures.is_empty() {
        return Ok(());
    }
    writeln!(out, "<section class=\"failures\">\n<h2>Not checked</h2>\n<ul>")?;
    for failure in &report.failures {
        let line = failure.position().map(|at| format!(", line {}", at.line)).unwrap_or_default();
        writeln!(out, "<li><b>{}</b>{line}: {}</li>", text(&failure.path), text(&failure.message))?;
    }
    writeln!(out, "</ul>\n</section>")
}

fn write_letter(file: &FileReport, number: usize, out: &mut dyn Write) -> io::Result<()> {
    let template = if file.template { " · template" } else { "" };
    let passed_over = [(file.suppressed, "suppressed"), (file.baselined, "in the baseline")];
    let passed_over = passed_over.iter().filter(|(count, _)| *count > 0);
    let passed_over: String = passed_over.map(|(count, how)| format!(" · {count} {how}")).collect();
    writeln!(
        out,
        "<article id=\"l{number}\">\n<header>\n<h2>{}</h2>\n<p>{}{template}{passed_over}{}</p>\n</header>\n\
         <div class=\"desk\">",
        text(&file.paper.path),
        file.language.name(),
        tally(&file.paper)
    )?;
    write_checklist(file, out)?;
    sheet::write(file, number, out)?;
    writeln!(out, "</div>\n</article>")
}

fn write_checklist(file: &FileReport, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<aside aria-label=\"Checklist\">")?;
    if let Some(end) = &file.end {
        let notice = end.notice.as_ref().map(|notice| format!("<br/>{} from the letter", text(notice)));
        let end = text(&end.meaning);
        writeln!(out, "<p class=\"end\">The end: <b>{end}</b>{}</p>", notice.unwrap_or_default())?;
    }
    let there = file.required.iter().filter(|required| required.evidence.is_some()).count();
    if !file.required.is_empty() {
        writeln!(out, "<h3>Checklist: {there} of {}</h3>\n<ul class=\"checklist\">", file.required.len())?;
        file.required.iter().try_for_each(|required| write_element(file, required, out))?;
        writeln!(out, "</ul>")?;
    }
    writeln!(out, "</aside>")
}

fn write_element(file: &FileReport, required: &Required, out: &mut dyn Write) -> io::Result<()> {
    let title = text(&required.title);
    match &required.evidence {
        Some(range) => {
            let words = checklist::shorten(&file.paper.source.text()[range.clone()]);
            let lang = file.language.code();
            writeln!(out, "<li class=\"there\">{title} <q lang=\"{lang}\">{}</q></li>", text(&words))
        }
        None => writeln!(out, "<li class=\"missing\">{title} <span>missing</span></li>"),
    }
}

fn write_upkeep(paper: &Paper, number: usize, out: &mut dyn Write) -> io::Result<()> {
    let path = text(&paper.path);
    writeln!(out, "<article class=\"upkeep\">\n<header>\n<h2>{path}</h2>\n<p>{}</p>\n</header>", tally(paper))?;
    note::write_list(paper, 0..paper.findings.len(), number, out)?;
    writeln!(out, "</article>")
}
