//! Hooks, with git as it is: what is installed, what is checked, what is stopped.

mod program;

use std::ffi::OsStr;
use std::fs;

use program::git::Repository;

const GOOD: &str = "Dear Ms Hale,\n\nOur work together ends on 31 May 2026. Thank you for five years of trust. \
                    I will hand over all files by 20 May.\n\nKind regards\nAnn Lee\n";
const BAD: &str = "Dear Ms Hale,\n\nOur work together ends on 31 May 2026. You failed to pay on time. Thank you for five \
                   years of trust.\n\nKind regards\nAnn Lee\n";

#[test]
fn a_hook_is_installed_once_and_taken_away() {
    let repository = Repository::new("install");
    for kind in ["pre-commit", "pre-push", "sendemail-validate"] {
        let install = ["hook", "install", "--kind", kind];
        assert_eq!(repository.does(&install), format!(".git/hooks/{kind} is written\n"));
        let written = repository.hook(kind).unwrap();
        assert_eq!(repository.does(&install), format!(".git/hooks/{kind} is there already\n"));
        assert_eq!(repository.hook(kind).as_ref(), Some(&written));
        repository.does(&["hook", "install", "--kind", kind, "--error-on", "info"]);
        assert!(repository.hook(kind).unwrap().contains("--error-on info"));
        assert_eq!(repository.does(&["hook", "uninstall", "--kind", kind]), format!(".git/hooks/{kind} is deleted\n"));
        assert_eq!(repository.hook(kind), None);
        repository.does(&["hook", "uninstall", "--kind", kind]);
    }
}

#[test]
fn somebody_elses_hook_is_never_changed() {
    let repository = Repository::new("others");
    for (text, said) in [
        ("#!/bin/sh\nexit 0\n", "letterlint hook run pre-commit -- \"$@\" || exit"),
        ("#!/usr/bin/env python3\nprint(1)\n", "Call `letterlint hook run pre-commit`"),
        ("", "Call `letterlint hook run pre-commit`"),
    ] {
        repository.write_hook("pre-commit", text);
        let run = repository.letterlint(&["hook", "install"]);
        assert_eq!(run.exit, 2);
        assert!(run.err.contains(said), "{}", run.err);
        repository.letterlint(&["hook", "uninstall"]);
        assert_eq!(repository.hook("pre-commit").as_deref(), Some(text));
    }
}

#[test]
fn a_hook_that_was_changed_by_hand_is_left() {
    let repository = Repository::new("changed");
    repository.does(&["hook", "install"]);
    let changed = format!("{}echo mine\n", repository.hook("pre-commit").unwrap());
    repository.write_hook("pre-commit", &changed);
    for command in ["install", "uninstall"] {
        let run = repository.letterlint(&["hook", command]);
        assert_eq!(run.exit, 2, "{}", run.out);
        assert!(run.err.contains("was changed since letterlint wrote it"), "{}", run.err);
        assert_eq!(repository.hook("pre-commit").as_ref(), Some(&changed));
    }
}

/// The lines that are offered for somebody else's hook do what they should when they are added to it.
#[test]
fn the_lines_to_add_work() {
    for (kind, rest) in [("pre-commit", "echo mine >> ../mine\n"), ("pre-push", "cat >> ../mine\n")] {
        let repository = Repository::new(&format!("lines-{kind}"));
        repository.write_hook(kind, &format!("#!/bin/sh\n{rest}"));
        let said = repository.letterlint(&["hook", "install", "--kind", kind, "--error-on", "warning"]).err;
        let lines = said.split("\n\n").nth(1).unwrap();
        repository.write_hook(kind, &format!("#!/bin/sh\n{lines}\n{rest}"));
        assert!(repository.does(&["hook", "install", "--kind", kind]).contains("calls letterlint already"));
        repository.git(["init", "--quiet", "--bare", "../other"]);
        let mine = repository.folder.0.join("../mine");
        let attempt = |text: &str| {
            repository.folder.write("a.md", text);
            let commit = repository.commit();
            if kind == "pre-push" { repository.run("git", ["push", "-q", "../other", "main"]) } else { commit }
        };
        assert_ne!(attempt(BAD).exit, 0, "{kind}");
        assert!(!mine.exists(), "the rest of the hook runs only after letterlint said yes");
        let run = attempt(GOOD);
        assert_ne!(run.exit, 0, "{kind}: the level is in the lines\n{}", run.err);
        let lower = lines.replace("--error-on warning", "");
        repository.write_hook(kind, &format!("#!/bin/sh\n{lower}\n{rest}"));
        let run = attempt(GOOD);
        assert_eq!(run.exit, 0, "{kind}: {}{}", run.out, run.err);
        let passed_on = fs::read_to_string(&mine).unwrap();
        assert!(kind == "pre-commit" || passed_on.starts_with("refs/heads/main "), "{passed_on}");
    }
}

#[test]
fn chained_hooks_run_first_and_are_put_back() {
    for (kind, theirs) in [
        ("pre-commit", "#!/bin/sh\necho mine >> ../mine\n[ ! -e ../no ]\n"),
        ("pre-push", "#!/bin/sh\ncat >> ../mine\n[ ! -e ../no ]\n"),
    ] {
        let repository = Repository::new(&format!("chain-{kind}"));
        let mine = repository.folder.0.join("../mine");
        repository.write_hook(kind, theirs);
        let said = repository.does(&["hook", "install", "--kind", kind, "--chain"]);
        assert!(said.contains(&format!("is now {kind}.before-letterlint and is called first")), "{said}");
        repository.does(&["hook", "install", "--kind", kind, "--error-on", "error"]);
        repository.git(["init", "--quiet", "--bare", "../other"]);
        let attempt = |text: &str| {
            repository.folder.write("a.md", text);
            let commit = repository.commit();
            if kind == "pre-push" { repository.run("git", ["push", "-q", "../other", "main"]) } else { commit }
        };
        let run = attempt(BAD);
        assert!(run.exit != 0 && (run.out + &run.err).contains("no-blame"), "{kind}");
        assert!(mine.exists(), "{kind}: theirs runs first");
        repository.folder.write("../no", "");
        assert_ne!(attempt(GOOD).exit, 0, "{kind}: theirs says no");
        fs::remove_file(repository.folder.0.join("../no")).unwrap();
        let run = attempt(GOOD.replace("Lee", "Lea").as_str());
        assert_eq!(run.exit, 0, "{kind}: {}{}", run.out, run.err);
        repository.does(&["hook", "uninstall", "--kind", kind]);
        assert_eq!(repository.hook(kind).as_deref(), Some(theirs));
        assert_eq!(repository.hook(&format!("{kind}.before-letterlint")), None);
    }
}

#[test]
fn a_commit_is_judged_by_what_is_staged() {
    let repository = Repository::new("staged");
    repository.does(&["hook", "install"]);
    repository.folder.write("a.md", BAD);
    repository.git(["add", "a.md"]);
    repository.folder.write("a.md", GOOD);
    let run = repository.run("git", ["commit", "-m", "x"]);
    assert_eq!(run.exit, 1, "bad is staged, good lies in the working copy: {}", run.out);
    assert!(run.err.contains("no-blame") && run.err.contains("a.md:3:40"), "{}", run.err);
    assert!(run.err.contains("git commit --no-verify"), "{}", run.err);

    repository.git(["add", "a.md"]);
    repository.folder.write("a.md", BAD);
    let run = repository.run("git", ["commit", "-m", "x"]);
    assert_eq!(run.exit, 0, "good is staged, bad lies in the working copy: {}", run.err);
    assert!(run.err.contains("1 letter checked"), "{}", run.err);

    fs::remove_file(repository.folder.0.join("a.md")).unwrap();
    let run = repository.commit();
    assert_eq!(run.exit, 0, "a deletion: {}", run.err);
    assert!(!run.err.contains("checked"), "{}", run.err);
}

/// `git commit FILE` and `git commit --all` have git make an index of their own for the hook.
#[test]
fn a_commit_of_named_files_is_judged_by_these() {
    let repository = Repository::new("named");
    repository.folder.write("a.md", GOOD).write("b.md", GOOD);
    repository.commit_unchecked();
    repository.does(&["hook", "install"]);
    repository.folder.write("a.md", BAD).write("b.md", GOOD.replace("Lee", "Lea"));
    repository.git(["add", "a.md"]);
    assert_eq!(repository.run("git", ["commit", "-qm", "x", "b.md"]).exit, 0, "b.md alone");
    assert_eq!(repository.run("git", ["commit", "-qam", "x"]).exit, 1);
}

#[test]
fn only_letters_are_checked() {
    let repository = Repository::new("letters");
    repository.does(&["hook", "install"]);
    repository.folder.write("letterlint.toml", "exclude = [\"archive/**\"]\n");
    for other in ["README.md", "docs/CHANGELOG.md", "a.rs", ".github/x.md", "archive/2020/a.md"] {
        repository.folder.write(other, BAD);
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink("README.md", repository.folder.0.join("link.md")).unwrap();
    let run = repository.commit();
    assert_eq!(run.exit, 0, "{}", run.err);
    assert!(!run.err.contains("checked"), "{}", run.err);
    for letter in ["b.markdown", "sub/c.TXT"] {
        repository.folder.write(letter, BAD);
        let run = repository.commit();
        assert!(run.exit == 1 && run.err.contains(&format!("{letter}:3:40")), "{letter}: {}", run.err);
        repository.commit_unchecked();
    }
}

/// What could not be checked stops the commit, and the settings of each letter hold.
#[test]
fn the_hook_says_no_to_what_it_can_not_check() {
    let repository = Repository::new("unchecked");
    repository.does(&["hook", "install"]);
    for (content, said) in [
        (&b"Dear M\xe4ller,\n"[..], "not UTF-8"),
        (b"1 2 3\n", "can't tell the language"),
        (&[b'x'; 11 << 20], "10 MiB"),
    ] {
        repository.folder.write("a.md", content);
        let run = repository.commit();
        assert!(run.exit != 0 && run.err.contains(said), "{said}: {}", run.err);
    }
    repository.folder.write("a.md", GOOD).write("letterlint.toml", "error-on = \"loud\"\n");
    let run = repository.commit();
    assert!(run.exit != 0 && run.err.contains("letterlint.toml:1:12"), "{}", run.err);
    repository.folder.write("letterlint.toml", "error-on = \"warning\"\n");
    assert_eq!(repository.commit().exit, 1, "the settings' level");
    repository.folder.write("letterlint.toml", "packs = [\"tone\"]\n");
    assert_eq!(repository.commit().exit, 0);
}

#[test]
fn the_level_is_kept_in_the_hook() {
    let repository = Repository::new("level");
    repository.folder.write("a.md", GOOD).write("strict.toml", "error-on = \"info\"\n");
    repository.does(&["hook", "install", "--error-on", "warning"]);
    assert_eq!(repository.commit().exit, 1);
    repository.does(&["hook", "install", "--config", "strict.toml"]);
    assert_eq!(repository.commit().exit, 1);
    let run = repository.letterlint(&["hook", "install", "--config", "nowhere.toml"]);
    assert_eq!(run.exit, 2, "a hook that could only fail");
    repository.does(&["hook", "install"]);
    assert_eq!(repository.commit().exit, 0);
}

#[cfg(unix)]
#[test]
fn odd_names_are_names() {
    use std::os::unix::ffi::OsStrExt;
    let repository = Repository::new("odd");
    repository.does(&["hook", "install"]);
    repository.does(&["hook", "install", "--kind", "pre-push"]);
    repository.git(["init", "--quiet", "--bare", "../other"]);
    let names: [&[u8]; 6] =
        [b"a b.md", b"two\nlines.md", b"\"quoted\" 'x'.txt", b"-rf.md", b"\xff\xfe.md", "ż\u{1b}[31m.md".as_bytes()];
    for name in names {
        let path = repository.folder.0.join(OsStr::from_bytes(name));
        fs::write(&path, BAD).unwrap();
        let run = repository.commit();
        assert!(run.exit == 1 && run.err.contains("no-blame"), "{name:?}: {}", run.err);
        assert!(!run.err.contains('\u{1b}'), "{name:?}");
        repository.commit_unchecked();
        let run = repository.run("git", ["push", "-q", "../other", "main"]);
        assert!(run.exit == 1 && run.err.contains("no-blame"), "{name:?}: {}", run.err);
        fs::write(&path, GOOD).unwrap();
        let run = repository.commit();
        assert_eq!(run.exit, 0, "{name:?}: {}", run.err);
        assert_eq!(repository.run("git", ["push", "-q", "../other", "main"]).exit, 0, "{name:?}");
    }
}

#[test]
fn worktrees_and_other_hook_folders_are_known() {
    let repository = Repository::new("places");
    repository.folder.write("sub/a.txt", GOOD);
    repository.commit_unchecked();
    repository.git(["worktree", "add", "--quiet", "../second"]);
    let mut second = repository.command(env!("CARGO_BIN_EXE_letterlint"));
    let second = second.args(["hook", "install"]).current_dir(repository.folder.0.join("../second/sub"));
    assert!(second.output().unwrap().status.success());
    repository.folder.write("../second/b.md", BAD);
    repository.git(["-C", "../second", "add", "b.md"]);
    assert_eq!(repository.run("git", ["-C", "../second", "commit", "-qm", "x"]).exit, 1);
    repository.does(&["hook", "uninstall"]);
    assert_eq!(repository.run("git", ["-C", "../second", "commit", "-qm", "x"]).exit, 0);

    // A relative folder is one below the top, from wherever the command is called.
    repository.git(["config", "core.hooksPath", "my hooks"]);
    let mut below = repository.command(env!("CARGO_BIN_EXE_letterlint"));
    assert!(below.args(["hook", "install"]).current_dir(repository.folder.0.join("sub")).status().unwrap().success());
    let hook = fs::read_to_string(repository.folder.0.join("my hooks/pre-commit")).unwrap();
    assert!(
        !hook.contains(env!("CARGO_BIN_EXE_letterlint")),
        "a folder that is committed names no place of this machine"
    );
    repository.folder.write("b.md", BAD);
    assert_eq!(repository.commit().exit, 1);
    repository.does(&["hook", "uninstall"]);
    assert_eq!(repository.commit().exit, 0);

    // One folder for all repositories is not changed by the way.
    repository.git(["config", "--unset", "core.hooksPath"]);
    repository.git(["config", "--global", "core.hooksPath", "~/all-hooks"]);
    let run = repository.letterlint(&["hook", "install"]);
    assert!(run.exit == 2 && run.err.contains("--shared"), "{}", run.err);
    repository.does(&["hook", "install", "--shared"]);
    assert!(repository.folder.0.join("../home/all-hooks/pre-commit").is_file());
    repository.does(&["hook", "uninstall"]);
}

#[test]
fn outside_of_a_repository_nothing_is_done() {
    let folder = program::Folder::new("hooks-nowhere");
    let mut command = folder.command(&["hook", "install"]);
    let run = program::Run::of(command.env("GIT_CEILING_DIRECTORIES", folder.0.parent().unwrap()).output().unwrap());
    assert!(run.exit == 2 && run.err.contains("not a git repository"), "{}", run.err);
    let run = program::Run::of(folder.command(&["hook", "install"]).env("PATH", "").output().unwrap());
    assert!(run.exit == 2 && run.err.contains("can't run git"), "{}", run.err);
}

#[test]
fn a_push_is_judged_by_what_it_brings() {
    let repository = Repository::new("push");
    repository.git(["init", "--quiet", "--bare", "../other"]);
    repository.git(["remote", "add", "origin", "../other"]);
    repository.folder.write("old.md", BAD);
    repository.commit_unchecked();
    repository.git(["push", "-q", "origin", "main"]);
    repository.does(&["hook", "install", "--kind", "pre-push"]);
    let push = |refs: &[&str]| repository.run("git", ["push", "-q", "origin"].iter().chain(refs));

    repository.folder.write("new.md", GOOD);
    repository.commit_unchecked();
    let run = push(&["main"]);
    assert!(run.exit == 0 && run.err.contains("1 letter checked"), "what is there already is passed over: {}", run.err);

    // A new branch brings its own commits alone.
    repository.git(["checkout", "-q", "-b", "topic"]);
    repository.folder.write("new.md", BAD);
    repository.commit_unchecked();
    repository.folder.write("new.md", GOOD.replace("Lee", "Lea")).write("gone.md", BAD);
    repository.commit_unchecked();
    let run = push(&["topic"]);
    assert!(run.exit == 1 && run.err.contains("gone.md:3:40"), "{}", run.err);
    assert!(run.err.contains("2 letters checked: 1 error,"), "new.md is good in the end: {}", run.err);
    fs::remove_file(repository.folder.0.join("gone.md")).unwrap();
    repository.commit_unchecked();
    // The working copy is not what is pushed.
    repository.folder.write("new.md", BAD);
    let run = push(&["topic"]);
    assert!(run.exit == 0 && run.err.contains("1 letter checked"), "{}", run.err);
    repository.git(["checkout", "-q", "new.md"]);

    // A merge brings what the other side does not have yet.
    repository.folder.write("third.md", BAD);
    repository.commit_unchecked();
    repository.git(["checkout", "-q", "main"]);
    repository.git(["merge", "-q", "--no-ff", "--no-edit", "topic"]);
    let run = push(&["main"]);
    assert!(run.exit == 1 && run.err.contains("third.md") && run.err.contains("1 letter checked"), "{}", run.err);
    // A rewritten branch, and a tag.
    repository.git(["tag", "-a", "-m", "x", "v1"]);
    assert_eq!(push(&["v1"]).exit, 1);
    repository.git(["checkout", "-q", "topic"]);
    repository.folder.write("third.md", GOOD);
    repository.git(["add", "--all"]);
    repository.git(["commit", "-q", "--no-verify", "--amend", "--message", "y"]);
    let run = push(&["+topic"]);
    assert_eq!(run.exit, 0, "{}", run.err);
    let run = push(&["--delete", "topic"]);
    assert!(run.exit == 0 && !run.err.contains("checked"), "a deletion: {}", run.err);
}

#[test]
fn a_merge_is_judged_where_it_differs_from_both_sides() {
    let repository = Repository::new("merge");
    repository.git(["init", "--quiet", "--bare", "../other"]);
    repository.git(["remote", "add", "origin", "../other"]);
    repository.folder.write("a.md", GOOD);
    repository.commit_unchecked();
    repository.git(["checkout", "-q", "-b", "topic"]);
    repository.folder.write("a.md", GOOD.replace("Lee", "Lea"));
    repository.commit_unchecked();
    repository.git(["checkout", "-q", "main"]);
    repository.folder.write("a.md", GOOD.replace("Lee", "Leo"));
    repository.commit_unchecked();
    repository.git(["push", "-q", "origin", "main", "topic"]);
    repository.run("git", ["merge", "-q", "topic"]);
    repository.folder.write("a.md", BAD);
    repository.commit_unchecked();
    repository.does(&["hook", "install", "--kind", "pre-push"]);
    let run = repository.run("git", ["push", "-q", "origin", "main"]);
    assert!(run.exit == 1 && run.err.contains("no-blame"), "{}", run.err);
}

#[test]
fn refs_that_can_not_be_read_stop_the_push() {
    let repository = Repository::new("refs");
    repository.folder.write("a.md", GOOD);
    repository.commit_unchecked();
    for (input, exit) in [("", 0), ("nonsense\n", 2)] {
        let run = repository.folder.run_with_input(&["hook", "run", "pre-push", "--", "origin", "x"], input.as_bytes());
        assert_eq!(run.exit, exit, "{input:?}: {}", run.err);
    }
}
