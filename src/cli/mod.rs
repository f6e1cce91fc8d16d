//! The command line. In: arguments. Out: a report on standard output and the exit code.

mod args;
mod baseline;
mod check;
mod examine;
mod fix;
mod help;
mod hook_install;
mod hook_run;
mod in_order;
mod manual;
mod output;
mod packs;
mod progress;
mod run;
mod write;

pub use args::Args;
pub use output::say;
pub use run::{Exit, colour, run};
