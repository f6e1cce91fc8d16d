//! What comes with the program: completions, manual pages, the hook for the pre-commit framework; and how much is said.

mod program;

use std::fs;
use std::process::Stdio;

use program::git::{Repository, is_installed};
use program::{Folder, Run};

const BAD: &str = "Dear Ms Hale,\n\nYou failed to pay on time. You failed to call.\n\nKind regards\nAnn Lee\n";

#[test]
fn bash_completes_commands_and_options() {
    let folder = Folder::new("completions");
    if !is_installed("bash", &["--version"]) {
        return;
    }
    folder.write("letterlint.bash", folder.run(&["completions", "bash"]).out);
    let complete = |words: &str, index: usize| {
        let script = format!(
            "source ./letterlint.bash; COMP_WORDS=({words}); COMP_CWORD={index}; \
             _letterlint letterlint \"${{COMP_WORDS[{index}]}}\" \"${{COMP_WORDS[{index}-1]}}\"; echo \"${{COMPREPLY[@]}}\""
        );
        let run = Run::of(program::command("bash").args(["-c", &script]).current_dir(&folder.0).output().unwrap());
        assert_eq!(run.exit, 0, "{}", run.err);
        run.out
    };
    assert_eq!(complete("letterlint ex", 1), "explain\n");
    assert_eq!(complete("letterlint --error-on w", 2), "warning\n");
    assert_eq!(complete("letterlint hook uni", 2), "uninstall\n");
    assert_eq!(complete("letterlint --locale \"\"", 2), "en de pl\n");
    for shell in ["zsh", "fish", "powershell", "elvish"] {
        let run = folder.run(&["completions", shell]);
        assert!(run.exit == 0 && run.out.contains("error-on") && run.out.contains("uninstall"), "{shell}");
    }
    assert_eq!(folder.run(&["completions", "tcsh"]).exit, 2);
}

#[test]
fn manual_pages_are_whole() {
    let folder = Folder::new("man");
    let page = folder.run(&["man"]).out;
    for word in [".TH letterlint 1", ".SH OPTIONS", "\\-\\-error\\-on", "EXIT STATUS", "EXAMPLES", "letterlint\\-hook"]
    {
        assert!(page.contains(word), "{word} is not in\n{page}");
    }
    assert!(folder.run(&["man", "hook", "install"]).out.contains(".TH letterlint-hook-install 1"));
    assert_eq!(folder.run(&["man", "nothing"]).exit, 2);
    if !is_installed("groff", &["--version"]) {
        return;
    }
    for command in [&[][..], &["hook"], &["hook", "install"], &["explain"], &["completions"]] {
        let text = folder.run(&[&["man"], command].concat()).out;
        folder.write("page.1", text);
        let groff =
            program::command("groff").args(["-man", "-Tutf8", "-ww", "-z", "page.1"]).current_dir(&folder.0).output();
        let run = Run::of(groff.unwrap());
        assert!(run.exit == 0 && run.err.is_empty(), "{command:?}: {}", run.err);
    }
}

#[test]
fn short_help_is_short_and_both_are_grouped() {
    let folder = Folder::new("help");
    let (short, long) = (folder.run(&["-h"]).out, folder.run(&["--help"]).out);
    assert!(short.lines().count() * 3 < long.lines().count() * 2, "{short}");
    for heading in ["Letters:", "Settings and rules:", "Output:", "Exit code:", "Baseline:"] {
        assert!(short.contains(&format!("\n{heading}\n")) && long.contains(&format!("\n{heading}\n")), "{heading}");
    }
    let options = long.split("\nOptions:\n").nth(1).unwrap().split("\n\n\n").next().unwrap();
    let loose = options.split("\nSettings and rules:").next().unwrap();
    assert_eq!(loose.matches("--").count(), 2, "only --help and --version stand in no group: {loose}");
    assert!(long.contains("letterlint hook install"), "examples");
}

#[test]
fn quiet_runs_say_less() {
    let folder = Folder::new("quiet");
    folder.write("a.md", BAD).write("latin1.md", b"Dear \xe4");
    let run = folder.run(&["-q", "a.md"]);
    assert!(run.exit == 1 && run.out.contains("no-blame") && !run.out.contains("checked"), "{}", run.out);
    for (args, exit) in [
        (&["-qq", "a.md"][..], 1),
        (&["--quiet", "--quiet", "--statistics", "a.md"], 1),
        (&["-qq", "--output-format", "json", "a.md"], 1),
        (&["-qq", "a.md", "latin1.md"], 2),
        (&["-qq", "--config", "nowhere.toml", "a.md"], 2),
        (&["-qq", "--exit-zero", "a.md"], 0),
    ] {
        let run = folder.run(args);
        assert_eq!((run.exit, run.out.as_str(), run.err.as_str()), (exit, "", ""), "{args:?}");
    }
}

#[test]
fn statistics_count_over_all_letters() {
    let folder = Folder::new("statistics");
    folder.write("a.md", BAD).write("b.md", BAD);
    let args = ["--select", "no-blame,includes-thanks", "--statistics", "a.md", "b.md"];
    let table = "rule                           count\ntone/no-blame                      4\n\
                 disengagement/includes-thanks      2\n";
    let run = folder.run(&args);
    assert!(run.out.ends_with(&format!("2 letters checked: 6 errors\n{table}")), "{}", run.out);
    let run = folder.run(&[&args[..], &["--output-format", "json"]].concat());
    assert_eq!(run.checked().len(), 2, "standard output is still JSON");
    assert_eq!(run.err, table);
}

/// The first letter comes so late that the second one is waited for with a bar, but only on a terminal.
#[test]
fn a_long_run_shows_how_far_it_is() {
    let folder = Folder::new("progress");
    folder.write("a.md", BAD);
    let script = |options: &str| {
        let own = env!("CARGO_BIN_EXE_letterlint");
        format!("(sleep 1.2; cat a.md) | '{own}' {options} - a.md > out.txt")
    };
    let run = Run::of(program::command("sh").args(["-c", &script("")]).current_dir(&folder.0).output().unwrap());
    assert_eq!((run.exit, run.err.as_str()), (1, ""));
    if !is_installed("script", &["--version"]) {
        return;
    }
    for (options, shows) in [("", true), ("-q", false)] {
        let mut terminal = program::command("script");
        terminal.args(["-qec", &script(options), "/dev/null"]).current_dir(&folder.0).stdin(Stdio::null());
        let run = Run::of(terminal.env("TERM", "xterm").output().unwrap());
        assert_eq!(run.out.contains("of 2 letters"), shows, "{options}: {:?}", run.out);
    }
    let mut quick = program::command("script");
    let command = format!("'{}' a.md > out.txt", env!("CARGO_BIN_EXE_letterlint"));
    quick.args(["-qec", &command, "/dev/null"]).current_dir(&folder.0).stdin(Stdio::null());
    assert_eq!(Run::of(quick.env("TERM", "xterm").output().unwrap()).out, "", "a short run");
}

#[test]
fn the_pre_commit_framework_runs_it() {
    if !is_installed("pre-commit", &["--version"]) {
        return;
    }
    let root = env!("CARGO_MANIFEST_DIR");
    let hooks = Repository::new("framework-hooks");
    fs::copy(format!("{root}/.pre-commit-hooks.yaml"), hooks.folder.0.join(".pre-commit-hooks.yaml")).unwrap();
    assert_eq!(hooks.run("pre-commit", ["validate-manifest", ".pre-commit-hooks.yaml"]).exit, 0);
    hooks.commit_unchecked();
    let rev = hooks.git(["rev-parse", "HEAD"]);
    let repository = Repository::new("framework");
    repository.folder.write(
        ".pre-commit-config.yaml",
        format!("repos:\n- repo: {}\n  rev: {rev}  hooks:\n  - id: letterlint-system\n", hooks.folder.0.display()),
    );
    repository.folder.write("letterlint.toml", "exclude = [\"archive/**\"]\n");
    repository.folder.write("README.md", BAD).write("archive/b.md", BAD).write("notes.rs", BAD);
    repository.git(["add", "--all"]);
    let framework = |args: &[&str]| {
        let store = repository.folder.0.join("../store");
        Run::of(repository.command("pre-commit").args(args).env("PRE_COMMIT_HOME", store).output().unwrap())
    };
    let run = framework(&["run"]);
    assert_eq!(run.exit, 0, "no letter is staged: {}{}", run.out, run.err);
    repository.folder.write("a letter.txt", BAD);
    repository.git(["add", "--all"]);
    let run = framework(&["run"]);
    assert!(run.exit == 1 && run.out.contains("no-blame") && run.out.contains("1 letter checked"), "{}", run.out);
}
