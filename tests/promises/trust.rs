//! Strangers' files are data: they start nothing, reach nothing outside of their folder, and weaken no check that keeps
//! its settings elsewhere.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::program::git::is_installed;
use crate::program::{Folder, Run};
use crate::{BAD, GOOD, finish};

/// Outside of the folder that is checked, and nobody's business.
const SECRET: &str = "hunter2";
const RULE: &str = "kind = \"forbid\"\nseverity = \"error\"\ntitle = \"t\"\nwhy = \"w\"\n[en]\nmessage = \"m\"\nhelp = \"h\"\n\
                    find = [\"zebra\"]\nbad = [\"A zebra.\"]\ngood = [\"A horse.\"]\n";

fn run(folder: &Folder, args: &[&str]) -> Run {
    finish(folder.command(args))
}

/// A project in the folder `in`, with settings, house rules, words and a baseline; beside it, what it must not reach.
fn project(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("in/letterlint.toml", "packs = [\"tone\", \"./house\"]\nexclude = [\"old/**\"]\n");
    folder
        .write("in/house/no-zebra.toml", RULE)
        .write("in/house/languages/en/words.toml", "insult-noun = [\"rotter\"]\n");
    folder.write("in/letters/a.md", BAD).write("in/letters/b.txt", GOOD).write("in/baseline.toml", "version = 1\n");
    folder.write("out/letter.md", format!("{BAD}\n{SECRET}\n")).write("out/rule.toml", RULE.replace("zebra", "fail*"));
    folder.write("out/settings.toml", format!("# {SECRET}\n{SECRET} = 1\n"));
    Folder(folder.0.join("in"))
}

/// What the program did, one call a line, as strace saw it.
fn traced(folder: &Folder, args: &[&str]) -> String {
    let mut command = Command::new("strace");
    command
        .args(["-f", "-y", "-s", "4096", "-e", "trace=%process,%network,%file", "-o"])
        .arg(folder.0.join("../trace"));
    command.arg(env!("CARGO_BIN_EXE_letterlint")).args(args).current_dir(&folder.0);
    let run = finish(command);
    assert!(run.exit < 2, "{args:?}: {}", run.err);
    fs::read_to_string(folder.0.join("../trace")).unwrap()
}

/// What the system itself reads before a program begins, and of its own process.
const SYSTEMS_OWN: [&str; 7] =
    ["/etc/ld.so.", "/lib", "/usr/lib", "/proc/self/", "/proc/sys/vm/overcommit_memory", "/sys/fs/cgroup", "/dev/null"];

#[test]
#[cfg(target_os = "linux")]
fn nothing_is_started_connected_to_or_opened_but_what_is_checked() {
    if !is_installed("strace", &["--version"]) {
        return;
    }
    let folder = project("promises-strace");
    let inside = folder.0.canonicalize().unwrap();
    for args in [
        &["letters/a.md"][..],
        &["--isolated", "."],
        &["."],
        &["--fix", "--unsafe-fixes", "letters"],
        &["--baseline", "baseline.toml", "--output-format", "sarif", "-o", "report.sarif", "."],
        &["--checklist", "--statistics", "--pack", "house", "."],
        &["explain", "no-zebra"],
        &["rules"],
        &["test", "house"],
    ] {
        let trace = traced(&folder, args);
        let opened: Vec<&str> = trace.lines().filter(|line| line.contains("open")).collect();
        assert!(opened.iter().any(|line| line.contains("/house") || args.contains(&"--isolated")), "{trace}");
        let mut programs = 0;
        for line in trace.lines() {
            let call = line.split_once(' ').map_or(line, |(_, call)| call.trim_start());
            programs += usize::from(call.starts_with("execve"));
            let is_thread = call.contains("CLONE_THREAD");
            let starts = ["fork", "vfork", "clone"].iter().any(|name| call.starts_with(name)) && !is_thread;
            let speaks =
                ["socket", "connect", "bind", "listen", "send", "recv"].iter().any(|name| call.starts_with(name));
            assert!(!starts && !speaks, "{args:?}: {line}");
            if call.starts_with("open") && !call.contains("ENOENT") {
                let path = PathBuf::from(call.split('"').nth(1).unwrap());
                let whole = inside.join(&path);
                let whole = whole.canonicalize().unwrap_or(whole); // what was renamed is no longer there
                let is_own =
                    SYSTEMS_OWN.iter().any(|own| path.starts_with(own) || path.to_string_lossy().starts_with(own));
                assert!(is_own || whole.starts_with(&inside), "{args:?}: {line}");
            }
        }
        assert_eq!(programs, 1, "{args:?} is the only program");
    }
}

#[test]
fn no_environment_variable_says_what_is_checked() {
    let folder = project("promises-environment");
    folder
        .write("home/.config/letterlint.toml", "packs = [\"letter\"]\n")
        .write("home/letterlint.toml", "exclude = [\"*\"]\n");
    folder.write(
        "settings.toml",
        "packs = [\"tone\", \"./house\"]\nexclude = [\"$HOME\", \"~\", \"${EXCLUDE}\", \"%EXCLUDE%\"]\n",
    );
    let with = |variables: &[(&str, &str)], args: &[&str]| {
        let mut command = folder.command(args);
        command.env_clear().envs(variables.iter().copied());
        let run = finish(command);
        (run.exit, run.out, run.err)
    };
    let home = folder.0.join("home");
    let home = home.to_str().unwrap();
    let variables = [
        ("HOME", home),
        ("XDG_CONFIG_HOME", home),
        ("LETTERLINT_CONFIG", "home/letterlint.toml"),
        ("LETTERLINT_EXCLUDE", "*"),
        ("EXCLUDE", "*"),
        ("CONFIG", home),
        ("PATH", home),
        ("TMPDIR", "/nowhere"),
        ("PWD", "/nowhere"),
        ("TERM", "xterm"),
        ("http_proxy", "http://127.0.0.1:9"),
        ("RUST_LOG", "trace"),
        ("CI", "true"),
        ("GITHUB_ACTIONS", "true"),
    ];
    for args in [
        &["letters"][..],
        &["--config", "settings.toml", "letters"],
        &["--output-format", "json", "--baseline", "baseline.toml", "letters"],
        &["--show-settings", "letters"],
        &["rules"],
    ] {
        let run = with(&[], args);
        assert!(run.0 < 2 && !run.1.is_empty(), "{}", run.2);
        assert_eq!(with(&variables, args), run, "{args:?}");
    }
    folder.write("settings.toml", "packs = [\"$HOME\"]\n");
    let run = with(&[("HOME", home)], &["--config", "settings.toml", "letters"]);
    assert!(run.0 == 2 && run.2.contains("there is no pack “$HOME”"), "a name is a name: {}", run.2);
}

#[test]
fn links_out_of_the_folder_are_not_followed() {
    let outside = |name: &str| Path::new("../../out").join(name);
    type Change = fn(&Folder, &dyn Fn(&str) -> PathBuf);
    let changes: [(&str, Change); 6] = [
        ("letters/secret.md", |folder, outside| {
            symlink(outside("letter.md"), folder.0.join("letters/secret.md")).unwrap()
        }),
        ("letters/out.md", |folder, outside| symlink(outside(""), folder.0.join("letters/out.md")).unwrap()),
        ("letters/letterlint.toml", |folder, outside| {
            symlink(outside("settings.toml"), folder.0.join("letters/letterlint.toml")).unwrap();
        }),
        ("letters/.letterlint.toml", |folder, outside| {
            symlink(outside("settings.toml"), folder.0.join("letters/.letterlint.toml")).unwrap();
        }),
        ("house/fail.toml", |folder, outside| symlink(outside("rule.toml"), folder.0.join("house/fail.toml")).unwrap()),
        ("./more", |folder, _| {
            symlink("../out", folder.0.join("more")).unwrap();
            folder.write("letterlint.toml", "packs = [\"tone\", \"./more\"]\n");
        }),
    ];
    for (number, (link, change)) in changes.into_iter().enumerate() {
        let folder = project(&format!("promises-links-{number}"));
        assert_eq!(run(&folder, &["."]).exit, 1);
        change(&folder, &outside);
        for format in ["full", "json"] {
            let run = run(&folder, &["--output-format", format, "."]);
            assert_eq!(run.exit, 2, "{link}: {}{}", run.out, run.err);
            assert!(run.err.contains(link) && run.err.contains(" link"), "{link}: {}", run.err);
            assert!(!run.err.contains(SECRET) && !run.out.contains(SECRET), "{link}: {}{}", run.out, run.err);
        }
    }
}

#[test]
fn links_within_the_folder_and_on_the_command_line_are_followed() {
    let folder = project("promises-links-inside");
    symlink("a.md", folder.0.join("letters/same.md")).unwrap();
    symlink("../../out/letter.md", folder.0.join("letters/secret.md")).unwrap();
    symlink("../out", folder.0.join("linked")).unwrap();
    let checked = |args: &[&str]| run(&folder, &[&["--isolated", "--output-format", "json"], args].concat()).checked();
    assert_eq!(checked(&["letters"]), ["letters/a.md", "letters/b.txt", "letters/same.md"]);
    assert_eq!(checked(&["letters/secret.md"]), ["letters/secret.md"]);
    assert_eq!(checked(&["linked"]), ["linked/letter.md"], "a folder that is named");
    assert_eq!(run(&folder, &["--isolated", "."]).err.matches("link out of this folder").count(), 1);
}

#[test]
fn a_baseline_tells_nothing_of_files_elsewhere() {
    let folder = project("promises-baseline");
    let entry =
        |path: &str| format!("version = 1\n[[finding]]\npath = {path:?}\nrule = \"tone/no-blame\"\ntext = \"x\"\n");
    let secret = folder.0.join("../out/letter.md");
    let stale = |path: &str| {
        folder.write("baseline.toml", entry(path));
        let run = run(&folder, &["--isolated", "--baseline", "baseline.toml", "."]);
        assert!(run.exit < 2, "{}", run.err);
        run.out.contains("baseline.toml:")
    };
    for outside in
        ["../out/letter.md", "../out/nothing.md", secret.to_str().unwrap(), "/nowhere", "letters/../../out/letter.md"]
    {
        assert!(!stale(outside), "whether {outside} is there can be told");
    }
    assert!(stale("letters/gone.md") && stale("letters/a.md"), "what is below the baseline is its business");
}

/// Everything that a pull request can do to hide what is wrong in its letter.
#[test]
fn a_pull_request_can_not_weaken_its_check() {
    let folder = Folder::new("promises-weaken");
    folder.write("main/letterlint.toml", "packs = [\"letter\", \"tone\", \"disengagement\"]\n");
    let marked = BAD.replace("You failed", "<!-- letterlint-disable-next-line no-blame -- we agreed -->\nYou failed");
    let weaker: [(&str, Vec<(&str, String)>); 8] = [
        ("settings", vec![("letterlint.toml", "packs = [\"letter\"]\n[rules]\nno-blame = \"off\"\n".to_owned())]),
        ("hidden settings", vec![("letters/.letterlint.toml", "[rules]\nno-blame = \"off\"\n".to_owned())]),
        ("exclude", vec![("letterlint.toml", "exclude = [\"*\"]\n".to_owned())]),
        (
            "overrides",
            vec![("letterlint.toml", "[[overrides]]\nfiles = [\"*\"]\nrules = { no-blame = \"info\" }\n".to_owned())],
        ),
        (
            "suppression in settings",
            vec![(
                "letterlint.toml",
                "[[suppressions]]\nfiles = [\"*\"]\nrule = \"no-blame\"\nreason = \"x\"\n".to_owned(),
            )],
        ),
        (
            "house rules",
            vec![
                ("letterlint.toml", "packs = [\"tone\", \"./house\"]\n".to_owned()),
                ("house/off.toml", "changes = \"no-blame\"\nseverity = \"off\"\n".to_owned()),
            ],
        ),
        (
            "front matter",
            vec![("letters/a.md", format!("---\nletterlint:\n  rules: {{ no-blame: info }}\n---\n{BAD}"))],
        ),
        ("comment", vec![("letters/a.md", marked)]),
    ];
    for (how, files) in weaker {
        let _ = fs::remove_dir_all(folder.0.join("change"));
        folder.write("change/letters/a.md", BAD);
        for (name, text) in files {
            folder.write(&format!("change/{name}"), text);
        }
        let checked = |args: &[&str]| {
            let mut command = folder.command(&[&["--output-format", "json"], args].concat());
            command.current_dir(folder.0.join("change"));
            finish(command)
        };
        let sees = |run: &Run| run.exit == 1 && run.out.contains("\"rule\":\"tone/no-blame\",\"severity\":\"error\"");
        let trusting = checked(&["letters"]);
        assert!(!sees(&trusting), "{how} hides nothing, so that this shows nothing: {}", trusting.out);
        let strict = checked(&["--config", "../main/letterlint.toml", "--no-suppressions", "letters"]);
        assert!(sees(&strict), "{how}: {} {}{}", strict.exit, strict.out, strict.err);
    }
}

#[test]
fn what_is_suppressed_is_counted() {
    let folder = Folder::new("promises-counted");
    let comment = "<!-- letterlint-disable-file no-blame, no-shouting -- we agreed -->\n\n";
    folder.write("a.md", format!("{comment}{BAD}")).write("b.md", BAD);
    folder.write(
        "letterlint.toml",
        "packs = [\"tone\", \"letter\"]\n[[suppressions]]\nfiles = [\"b.md\"]\nrule = \"no-blame\"\nreason = \"x\"\n",
    );
    let run = run(&folder, &["a.md", "b.md"]);
    assert!(run.out.trim_end().ends_with(", 3 suppressed"), "{}", run.out);
    let json = self::run(&folder, &["--output-format", "json", "a.md", "b.md"]).json();
    let counted = |number: usize| json["files"][number]["suppressed"].as_u64();
    assert_eq!((counted(0), counted(1)), (Some(2), Some(1)));
    let open = self::run(&folder, &["--no-suppressions", "a.md", "b.md"]);
    assert!(open.exit == 1 && !open.out.contains("suppressed") && open.out.matches("[tone/no-blame]").count() == 2);
}
