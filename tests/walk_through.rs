//! Every command in docs/walk-through.md is run, in order, and prints what stands there.
//!
//! `TRYCMD=overwrite cargo test --test walk_through` writes what is printed now into the document.

mod program;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use program::Folder;
use program::git::is_installed;

/// Set in the run that has nothing of the developer's environment.
const CLEAN: &str = "LETTERLINT_WALK";

#[test]
fn the_walk_through_is_what_happens() {
    if !is_installed("git", &["--version"]) || !is_installed("sed", &["--version"]) {
        return;
    }
    if std::env::var_os(CLEAN).is_some() {
        return walk();
    }
    // The commands inherit the environment of the test, which can't be emptied from within.
    let folder = Folder::new("walk-through");
    let keep = ["PATH", "TRYCMD"].map(|name| (name, std::env::var_os(name).unwrap_or_default()));
    let run = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "the_walk_through_is_what_happens", "--nocapture"])
        .env_clear()
        .envs(keep)
        .env(CLEAN, "yes")
        .envs(["HOME", "TMPDIR"].map(|name| (name, &folder.0)))
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stdout) + String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{said}");
}

/// Runs the document in a folder of its own, where its letter lies in the place that trycmd asks for.
fn walk() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let original = root.join("docs/walk-through.md");
    let letter = fs::read(root.join("fixtures/walk-through/draft.md")).unwrap();
    let folder = Folder(std::env::var_os("HOME").unwrap().into());
    folder.write(".gitconfig", "[user]\nname = Tom Brandt\nemail = tom@brandt.example\n[init]\ndefaultBranch = main\n");
    folder.write("walk.md", fs::read(&original).unwrap()).write("walk.in/draft.md", letter);
    // That it is there asks for one folder for all commands.
    fs::create_dir_all(folder.0.join("walk.out")).unwrap();
    let cases = trycmd::TestCases::new();
    cases.register_bin("letterlint", Path::new(env!("CARGO_BIN_EXE_letterlint")));
    cases.register_bins(["cat", "git", "sed"].map(|name| (name, program_at(name))));
    cases.case(folder.0.join("walk.md")).run();
    if std::env::var_os("TRYCMD").is_some_and(|mode| mode == "overwrite") {
        fs::copy(folder.0.join("walk.md"), original).unwrap();
    }
}

fn program_at(name: &str) -> PathBuf {
    let path = std::env::var_os("PATH").unwrap();
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|path| path.is_file()).unwrap()
}
