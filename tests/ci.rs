//! What docs/ci.md and action.yml tell a CI service to run does what they say.

mod program;

use std::fs;
use std::path::Path;

use program::{Folder, Run};

const BAD: &str = "Dear Ms Hale,\n\nYou failed to pay on time. Sorry.\n\nKind regards,\nTom Brandt\n";

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

#[test]
fn every_command_in_the_page_about_ci_runs() {
    let folder = Folder::new("ci-page");
    folder.write("letters/a.md", BAD);
    let page = read("docs/ci.md");
    let commands = page.lines().filter_map(|line| line.trim_start_matches([' ', '-']).strip_prefix("letterlint "));
    let mut run = 0;
    for command in commands {
        let args: Vec<&str> = command.split(" | ").next().unwrap().split(' ').collect();
        let done = folder.run(&args);
        let expected = if args.contains(&"--exit-zero") { 0 } else { 1 };
        assert_eq!(done.exit, expected, "{command}: {}", done.err);
        if let Some(at) = args.iter().position(|arg| *arg == "-o") {
            assert!(fs::read_to_string(folder.0.join(args[at + 1])).unwrap().contains("no-blame"), "{command}");
        }
        run += 1;
    }
    assert!(run >= 6, "{run}");
}

/// The last script of action.yml.
fn script() -> String {
    let action = read("action.yml");
    let (_, script) = action.rsplit_once("run: |\n").unwrap();
    script.lines().map(|line| line.strip_prefix("        ").unwrap_or(line)).collect::<Vec<_>>().join("\n")
}

#[test]
#[cfg(unix)]
fn the_action_checks_the_paths_that_it_is_given() {
    let folder = Folder::new("ci-action");
    folder.write("my letters/$(touch x).md", BAD).write("b;c.md", BAD);
    fs::create_dir_all(folder.0.join("temp/letterlint/bin")).unwrap();
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_letterlint"), folder.0.join("temp/letterlint/bin/letterlint"))
        .unwrap();
    let act = |paths: &str, args: &str, error_on: &str| {
        let mut command = program::command("bash");
        command.args(["-c", &script()]).current_dir(&folder.0).env("RUNNER_TEMP", folder.0.join("temp"));
        command.env("PATHS", paths).env("ARGS", args).env("ERROR_ON", error_on);
        Run::of(command.output().unwrap())
    };
    let run = act("my letters\nb;c.md\n", "", "");
    assert_eq!(run.exit, 1, "{}", run.err);
    for file in ["my letters/$(touch x).md", "b;c.md"] {
        assert!(run.out.contains(&format!("::error file={file},line=3")), "{}", run.out);
    }
    assert_eq!(act("b;c.md", "--select wishes-well --isolated", "").exit, 0);
    assert_eq!(act("b;c.md", "--select wishes-well --isolated", "info").exit, 1);
    assert_eq!(act("missing.md", "", "").exit, 2);
    assert!(!folder.0.join("x").exists());
}
