//! Whoever breaks a settings file, a pack, front matter or a baseline gets one message in plain words. Each folder in
//! `fixtures/broken` holds a case: the files, `command.txt` with the arguments where they are others than `draft.md`, and
//! `expected.txt`, which is all that standard error holds.

mod program;

use std::fs;
use std::path::Path;
use std::thread;

use program::{Folder, Run, copy};

/// What is wrong with a run of the case in `folder`; nothing where all is as it should be.
fn wrong(case: &Path) -> String {
    let name = case.file_name().unwrap().to_string_lossy();
    let folder = Folder::new(&format!("broken/{name}"));
    copy(case, &folder.0);
    let expected = fs::read_to_string(case.join("expected.txt")).unwrap();
    fs::remove_file(folder.0.join("expected.txt")).unwrap();
    let arguments = fs::read_to_string(case.join("command.txt")).unwrap_or_else(|_| "draft.md".to_owned());
    let arguments: Vec<&str> = arguments.split_whitespace().collect();
    let Run { exit, out, err } = folder.run(&arguments);
    let mut wrong = String::new();
    if exit != 2 {
        wrong.push_str(&format!("  exit {exit} in place of 2\n"));
    }
    if !out.is_empty() {
        wrong.push_str(&format!("  on standard output: {}…\n", out.lines().next().unwrap_or_default()));
    }
    if err.trim_end() != expected.trim_end() {
        wrong.push_str(&difference(&expected, &err));
    }
    if wrong.is_empty() { wrong } else { format!("{name}:\n{wrong}\n") }
}

/// Both texts, with the lines marked that only one of them has.
fn difference(expected: &str, found: &str) -> String {
    let only = |mark: &str, text: &str, other: &str| {
        let lines = text.trim_end().lines().map(|line| {
            let is_shared = other.lines().any(|known| known == line);
            format!("  {} {line}\n", if is_shared { " " } else { mark })
        });
        lines.collect::<String>()
    };
    format!("{}  ~\n{}", only("-", expected, found), only("+", found, expected))
}

#[test]
fn each_fault_has_one_message_in_plain_words() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/broken");
    let mut cases: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() >= 99, "only {} cases are there", cases.len());
    // Compiling a pack takes a debug build a second: all cores work on it.
    let share = cases.len().div_ceil(thread::available_parallelism().map_or(1, usize::from));
    let wrong: String = thread::scope(|scope| {
        let shares = cases.chunks(share).map(|cases| scope.spawn(|| cases.iter().map(|case| wrong(case)).collect()));
        let shares: Vec<thread::ScopedJoinHandle<String>> = shares.collect();
        shares.into_iter().map(|share| share.join().unwrap()).collect()
    });
    assert!(wrong.is_empty(), "- expected, + printed\n\n{wrong}");
}
