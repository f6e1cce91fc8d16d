//! The command line. In: arguments. Out: a report on standard output and the exit code.

mod args;
mod baseline;
mod check;
mod output;
mod packs;
mod run;
mod write;

pub use args::Args;
pub use run::{Exit, colour, run};
