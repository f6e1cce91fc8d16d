//! The `letterlint` program.

mod cli;

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use clap::Parser;
use letterlint::fault::Fault;
use letterlint::project::ProjectError;
use letterlint::report::{self, escape};

fn main() -> ExitCode {
    let args = cli::Args::parse();
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
            eprintln!("error: {}", escape::line(&format!("{error:#}")));
            Ok(())
        }
    };
    drop(written); // nothing is left to say it on
    cli::Exit::Incomplete.into()
}
