//! Where a report goes. In: [`Args`] and the report. Out: standard output, or a file, whole or not at all.

use std::io::{self, IsTerminal, Write};

use anyhow::Context;
use letterlint::report::{self, Report};
use letterlint::source::save;

use super::args::{Args, Colour};
use super::run::colour;

/// Writes `report` as `args` ask for it.
pub fn write(args: &Args, report: &Report, out: &mut dyn Write) -> anyhow::Result<()> {
    let Some(path) = &args.output_file else {
        render(args, report, colour(args.color, io::stdout().is_terminal()), out)?;
        return Ok(out.flush()?);
    };
    let mut text = Vec::new();
    // Colour is for terminals, whatever the environment says; in a file it must be asked for by name.
    render(args, report, args.color == Colour::Always, &mut text)?;
    let text = String::from_utf8(text).context("the report is no UTF-8")?;
    save::replace(path, &text).with_context(|| format!("can't write the report {}", path.display()))
}

fn render(args: &Args, report: &Report, colour: bool, out: &mut dyn Write) -> io::Result<()> {
    if args.checklist && args.output_format.name == "full" {
        return report::write_checklist(report, out);
    }
    args.output_format.write(report, colour, out)
}

/// This folder, with `/`; empty where the system can't tell.
pub fn folder() -> String {
    let folder = std::env::current_dir().map(|folder| folder.display().to_string()).unwrap_or_default();
    if cfg!(windows) { folder.replace('\\', "/") } else { folder }
}
