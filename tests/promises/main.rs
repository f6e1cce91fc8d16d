//! What users may rely on, which `docs/promises.md` lists: each test is named after what is promised, and runs the
//! program as they do. What other test files hold already stands there alone.
#![cfg(unix)] // links, pipes, devices and signals, which are what goes wrong

mod bounded;
mod correct;
mod output;
mod page;
mod saving;
mod trust;

#[path = "../program/mod.rs"]
mod program;

use std::io::Read;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use program::Run;

/// Without a finding that fails it.
const GOOD: &str = "Dear Ms Hale,\n\nOur work together ends on 31 May 2026. Thank you for five years of trust. \
                    I will hand over all files by 20 May.\n\nKind regards\nAnn Lee\n";
/// With an error, and a fix that can surely be made.
const BAD: &str = "Dear Ms Hale,\n\nYou failed to pay on time!!! Thank you.\n\nKind regards\nAnn Lee\n";

/// Every output format.
const FORMATS: [&str; 10] =
    ["full", "concise", "html", "json", "github", "gitlab", "sarif", "junit", "checkstyle", "rdjson"];

/// Longer than any run here takes; who is not back by then waits for something that does not come.
const HANGS: Duration = Duration::from_secs(30);

/// Runs `command`, which gets no input; panics where it does not come to an end.
fn finish(mut command: Command) -> Run {
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it can be run");
    let read = |mut stream: Box<dyn Read + Send>| {
        thread::spawn(move || {
            let mut all = Vec::new();
            stream.read_to_end(&mut all).expect("what it says can be read");
            all
        })
    };
    let out = read(Box::new(child.stdout.take().unwrap()));
    let err = read(Box::new(child.stderr.take().unwrap()));
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if start.elapsed() > HANGS {
            child.kill().unwrap();
            panic!("{command:?} does not come to an end");
        }
        thread::sleep(Duration::from_millis(2));
    };
    Run::of(Output { status, stdout: out.join().unwrap(), stderr: err.join().unwrap() })
}

/// The names in `folder`, hidden ones, too, in order.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Runs a shell script with letterlint as `$letterlint`, which must be no surprise to any POSIX shell.
fn shell(folder: &Path, script: &str) -> Run {
    let mut command = Command::new("sh");
    command.args(["-c", script]).current_dir(folder).env("letterlint", env!("CARGO_BIN_EXE_letterlint"));
    finish(command)
}
