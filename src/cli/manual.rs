//! Completions and manual pages, made from the one definition of the command line. In: a shell, or a command. Out: text.
//! The only place that knows clap_mangen.

use std::io::Write;

use anyhow::bail;

use super::args;
use super::help::{EXAMPLES, EXIT};
use super::run::Exit;

/// Writes the completions for `shell`.
pub fn completions(shell: clap_complete::Shell, out: &mut dyn Write) -> anyhow::Result<Exit> {
    // It panics where it can't write.
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut args::command(), "letterlint", &mut text);
    out.write_all(&text)?;
    Ok(Exit::Clean)
}

/// Writes the manual page of the command that `words` lead to.
pub fn man(words: &[String], out: &mut dyn Write) -> anyhow::Result<Exit> {
    let mut command = args::command();
    command.build();
    for word in words {
        let Some(below) = command.find_subcommand(word) else { bail!("there is no command “{}”", words.join(" ")) };
        command = below.clone();
    }
    let title = command.get_display_name().unwrap_or("letterlint").to_owned();
    let has_commands = command.get_subcommands().any(|below| !below.is_hide_set());
    // Its own section for what stands below the help would have no telling name.
    let command = command.after_help(None::<&str>).after_long_help(None::<&str>);
    let page = clap_mangen::Man::new(command).title(title).manual("letterlint");
    page.render_title(out)?;
    page.render_name_section(out)?;
    page.render_synopsis_section(out)?;
    page.render_description_section(out)?;
    page.render_options_section(out)?;
    if has_commands {
        page.render_subcommands_section(out)?;
    }
    writeln!(out, ".SH \"EXIT STATUS\"\n{EXIT}")?;
    if words.is_empty() {
        let examples = EXAMPLES.trim_start_matches("Examples:\n").replace('-', "\\-");
        writeln!(out, ".SH EXAMPLES\n.nf\n{examples}\n.fi")?;
    }
    Ok(Exit::Clean)
}
