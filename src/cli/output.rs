//! Where a report goes. In: [`Args`] and the report. Out: standard output, or a file, whole or not at all.

use std::io::{self, Write};

use anyhow::Context;
use letterlint::report::{self, Report};
use letterlint::source::save;

use super::args::{Args, Colour};
use super::run::colour;

/// Writes `report` as `args` ask for it, to `out` or to the file that they name; `terminal` says what `out` is.
pub fn write(args: &Args, report: &Report, terminal: bool, out: &mut dyn Write) -> anyhow::Result<()> {
    if let Some(path) = &args.output_file {
        let mut text = Vec::new();
        // Colour is for terminals, whatever the environment says; in a file it must be asked for by name.
        render(args, report, args.color == Colour::Always, &mut text)?;
        let text = String::from_utf8(text).context("the report is no UTF-8")?;
        save::replace(path, &text).with_context(|| format!("can't write the report {}", path.display()))?;
    } else if args.quiet < 2 {
        render(args, report, colour(args.color, terminal), out)?;
    }
    match args.output_format.name {
        _ if !args.statistics || args.quiet > 1 => {}
        "full" if args.output_file.is_none() => report::write_statistics(report, out)?,
        // A program reads what is written.
        _ => report::write_statistics(report, &mut io::stderr().lock())?,
    }
    Ok(out.flush()?)
}

fn render(args: &Args, report: &Report, colour: bool, out: &mut dyn Write) -> io::Result<()> {
    if args.checklist && args.output_format.name == "full" {
        return report::write_checklist(report, out);
    }
    args.output_format.write(report, colour, out)
}

/// A line on standard error. Where that is closed or full there is nothing left to say it on; the exit code tells.
pub fn say(line: &str) {
    drop(writeln!(io::stderr().lock(), "{line}"));
}

/// This folder, with `/`; empty where the system can't tell.
pub fn folder() -> String {
    let folder = std::env::current_dir().map(|folder| folder.display().to_string()).unwrap_or_default();
    if cfg!(windows) { folder.replace('\\', "/") } else { folder }
}
