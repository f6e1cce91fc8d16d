//! What is written is written whole or not at all, and a reader who is gone or a disk that is full never ends in 0.

use std::fs::{self, OpenOptions};
use std::io::pipe;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Instant;

use crate::program::git::is_installed;
use crate::program::{Folder, Run};
use crate::{BAD, FORMATS, GOOD, finish, names, shell};

/// Commands that write to standard output, each with its arguments.
fn talkative() -> Vec<Vec<&'static str>> {
    let mut commands: Vec<Vec<&str>> = FORMATS.map(|format| vec!["--output-format", format, "a.md"]).into();
    for command in [
        "--checklist a.md",
        "--statistics a.md",
        "--show-settings a.md",
        "--show-files a.md",
        "--diff a.md",
        "rules",
        "rules --output-format json",
        "explain no-blame",
        "new --lang de",
        "test house",
        "schema",
        "completions bash",
        "man",
        "--help",
        "--version",
        "hook --help",
    ] {
        commands.push(command.split(' ').collect());
    }
    commands
}

fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("a.md", BAD).write("house/off.toml", "changes = \"no-cliche\"\nseverity = \"off\"\n");
    folder
}

#[test]
fn a_reader_who_is_gone_is_no_panic_and_no_success() {
    let folder = folder("promises-pipe");
    for args in talkative() {
        let (reader, writer) = pipe().unwrap();
        drop(reader);
        let output = folder.command(&args).stdin(Stdio::null()).stdout(writer).stderr(Stdio::piped()).output().unwrap();
        let run = Run::of(output);
        assert_eq!(run.exit, 2, "{args:?}");
        assert!(!run.err.contains("panicked") && !run.err.contains("os error"), "{args:?}: {}", run.err);
    }
    let run = shell(&folder.0, "\"$letterlint\" --output-format html a.md a.md a.md a.md | head -1");
    assert_eq!((run.out.as_str(), run.err.as_str()), ("<!DOCTYPE html>\n", ""));
}

#[test]
#[cfg(target_os = "linux")] // which has /dev/full
fn a_full_disk_is_no_panic_and_no_success() {
    let folder = folder("promises-full");
    let full = || OpenOptions::new().write(true).open("/dev/full").unwrap();
    for args in talkative() {
        let run = Run::of(folder.command(&args).stdin(Stdio::null()).stdout(full()).output().unwrap());
        assert!(run.exit == 2 && !run.err.contains("panicked"), "{args:?}: {} {}", run.exit, run.err);
        // Nor where it can't even be said.
        let run = folder.command(&args).stdin(Stdio::null()).stdout(full()).stderr(full()).status().unwrap();
        assert_eq!(run.code(), Some(2), "{args:?}");
    }
    for args in [&["missing.md"][..], &["--nonsense"], &["explain", "nothing"], &["--config", "nowhere.toml", "a.md"]] {
        let run = folder.command(args).stdin(Stdio::null()).stdout(Stdio::null()).stderr(full()).status().unwrap();
        assert_eq!(run.code(), Some(2), "{args:?}");
    }
}

#[test]
fn a_file_that_does_not_fit_on_the_disk_leaves_the_old_one() {
    // No file may grow: every write to one fails, as on a disk that is full.
    let full = |folder: &Folder, args: &str| {
        shell(&folder.0, &format!("trap '' XFSZ; ulimit -f 0; exec \"$letterlint\" {args}"))
    };
    for args in [
        "--fix a.md",
        "--fix --unsafe-fixes a.md",
        "-o old.txt a.md",
        "-o new.txt a.md",
        "--write-baseline old.txt a.md",
        "--write-baseline new.txt a.md",
        "--baseline known.toml --prune-baseline a.md",
        "init",
        "new-rule house/no-asap",
    ] {
        let folder = folder("promises-limit");
        let known = "version = 1\n\n[[finding]]\npath = \"a.md\"\nrule = \"tone/no-blame\"\ntext = \"gone\"\n";
        folder.write("old.txt", "old").write("known.toml", known);
        let run = full(&folder, args);
        assert!(run.exit == 2 && run.err.contains("can't write"), "{args}: {} {}", run.exit, run.err);
        assert_eq!(names(&folder.0), ["a.md", "house", "known.toml", "old.txt"], "{args}");
        assert_eq!(names(&folder.0.join("house")), ["off.toml"], "{args}");
        for (name, text) in [("a.md", BAD), ("old.txt", "old"), ("known.toml", known)] {
            assert_eq!(fs::read_to_string(folder.0.join(name)).unwrap(), text, "{args}: {name}");
        }
    }
    let folder = folder("promises-limit");
    assert_eq!(shell(&folder.0, "exec \"$letterlint\" -o new.txt a.md").exit, 1, "without the limit it is written");
}

/// The letter `a.md` as it was, and as a run of `--fix` that is left alone makes it.
fn before_and_after(folder: &Folder) -> (String, String) {
    let before = BAD.replace("Thank you.", &"\n\nPlease call me!!!".repeat(9));
    folder.write("a.md", &before);
    assert_eq!(folder.run(&["--fix", "--select", "no-shouting", "a.md"]).exit, 0);
    let after = fs::read_to_string(folder.0.join("a.md")).unwrap();
    assert!(before.contains("!!!") && !after.contains("!!"));
    folder.write("a.md", &before);
    (before, after)
}

fn fix(folder: &Folder) -> Command {
    let mut command = folder.command(&["--fix", "--select", "no-shouting", "a.md"]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

#[test]
fn a_run_that_is_killed_leaves_the_old_letter_or_the_new_one() {
    const RUNS: u32 = 200;
    let folder = Folder::new("promises-kill");
    let (before, after) = before_and_after(&folder);
    let start = Instant::now();
    assert!(fix(&folder).status().unwrap().success());
    let whole = start.elapsed();
    folder.write("a.md", &before);
    let (mut old, mut new) = (0, 0);
    for number in 0..RUNS {
        let mut child = fix(&folder).spawn().unwrap();
        // From half of what a run takes, so that most moments lie where the letter is written, to twice that.
        thread::sleep(whole.mul_f64(0.5 + 1.5 * f64::from(number % 20) / 20.0));
        child.kill().unwrap();
        child.wait().unwrap();
        match fs::read_to_string(folder.0.join("a.md")).unwrap() {
            letter if letter == before => old += 1,
            letter if letter == after => {
                new += 1;
                folder.write("a.md", &before);
            }
            letter => panic!("half a letter, after {number} runs: {letter}"),
        }
    }
    assert_eq!(finish(folder.command(&["--show-files"])).out, "a.md\n", "what is left beside it is no letter");
    assert!(old > 0 && new > 0, "{old} runs were killed too early and {new} too late to tell");
}

/// The same, at each step of writing: where the new file is written, gets its mode, goes to the disk, takes its place.
#[test]
#[cfg(target_os = "linux")]
fn a_run_that_is_killed_at_any_step_of_writing_leaves_a_whole_letter() {
    if !is_installed("strace", &["--version"]) {
        return;
    }
    let folder = Folder::new("promises-steps");
    let (before, after) = before_and_after(&folder);
    for step in ["write", "/^fchmod", "fsync", "/^rename"] {
        folder.write("a.md", &before);
        fs::set_permissions(folder.0.join("a.md"), fs::Permissions::from_mode(0o600)).unwrap();
        let mut command = Command::new("strace");
        command.args(["-f", "-o", "/dev/null", "-e"]).arg(format!("trace={step}"));
        command.arg("-e").arg(format!("inject={step}:signal=KILL:when=1"));
        command.arg(env!("CARGO_BIN_EXE_letterlint")).args(["--fix", "--select", "no-shouting", "a.md"]);
        let status = command.current_dir(&folder.0).stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
        assert!(!status.success(), "{step} does not come");
        let letter = fs::read_to_string(folder.0.join("a.md")).unwrap();
        assert!(letter == before || letter == after, "{step}: {letter}");
        assert_eq!(finish(folder.command(&["--show-files"])).out, "a.md\n", "{step}");
    }
    let left = names(&folder.0);
    assert!(left.len() > 1, "no step was reached: {left:?}");
    assert!(left.iter().all(|name| name == "a.md" || (name.starts_with('.') && name.ends_with(".tmp"))), "{left:?}");
    for name in &left {
        let file = fs::metadata(folder.0.join(name)).unwrap();
        let private = file.permissions().mode() & 0o777 == 0o600;
        assert!(private || file.len() == 0, "{name}: others can read what is left of a private letter");
    }
    assert_eq!(fix(&folder).status().unwrap().code(), Some(0));
    assert_eq!(fs::read_to_string(folder.0.join("a.md")).unwrap(), after, "what is left is in nobody's way");
}

#[test]
fn a_mended_letter_keeps_its_mode() {
    let folder = Folder::new("promises-mode");
    for mode in [0o600, 0o644, 0o640, 0o444] {
        let path = folder.0.join("a.md");
        let _ = fs::remove_file(&path);
        folder.write("a.md", BAD);
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        folder.run(&["--fix", "a.md"]);
        assert_eq!(fs::read_to_string(&path).unwrap(), BAD.replace("!!!", "!"));
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, mode);
    }
    folder.write("good.md", GOOD);
    let inode = |path: &Path| std::os::unix::fs::MetadataExt::ino(&fs::metadata(path).unwrap());
    let before = inode(&folder.0.join("good.md"));
    folder.run(&["--fix", "good.md"]);
    assert_eq!(inode(&folder.0.join("good.md")), before, "where nothing is to be mended nothing is written");
}
