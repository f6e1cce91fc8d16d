//! The `letterlint` program.

mod cli;

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clap::Parser;
use letterlint::fault::Fault;
use letterlint::project::ProjectError;
use letterlint::report::{self, escape};

fn main() -> ExitCode {
    let args = match cli::Args::try_parse() {
        Ok(args) => args,
        Err(said) => return answer(&said),
    };
    let error = match cli::run(&args) {
        Ok(exit) => return exit.into(),
        Err(error) => error,
    };
    if error.chain().filter_map(|cause| cause.downcast_ref()).any(report::is_closed_pipe) {
        // Whoever read the report has seen enough; whether all was checked is not known.
        return cli::Exit::Incomplete.into();
    }
    if args.quiet > 1 {
        return cli::Exit::Incomplete.into();
    }
    let colour = cli::colour(args.color, io::stderr().is_terminal());
    let fault = match error.downcast_ref::<ProjectError>() {
        Some(ProjectError::Broken(fault)) => Some(fault),
        _ => error.downcast_ref::<Fault>(),
    };
    let written = match fault {
        Some(fault) => report::write_fault(fault, colour, &mut io::stderr().lock()),
        None => {
            cli::say(&format!("error: {}", escape::line(&format!("{error:#}"))));
            Ok(())
        }
    };
    drop(written); // nothing is left to say it on
    cli::Exit::Incomplete.into()
}

/// Prints what clap has to say: the help that was asked for, or what is wrong with the arguments.
fn answer(said: &clap::Error) -> ExitCode {
    if said.use_stderr() {
        cli::say(escape::lines(&said.render().to_string()).text.trim_end());
        return cli::Exit::Incomplete.into();
    }
    // Help that could not be written is no success.
    match said.print().and_then(|()| io::stdout().flush()) {
        Ok(()) => cli::Exit::Clean.into(),
        Err(_) => cli::Exit::Incomplete.into(),
    }
}
