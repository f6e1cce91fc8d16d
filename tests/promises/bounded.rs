//! Input is bounded: what is no regular file, is too large, can't be read or changes meanwhile is refused, said, and
//! never ends in 0.

use std::fs::{self, File};
use std::os::fd::AsRawFd;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crate::program::git::is_installed;
use crate::program::{Folder, Run};
use crate::{BAD, GOOD, finish};

const MIB: usize = 1024 * 1024;
const HOUSE: &str = "packs = [\"tone\", \"./house\"]\n";

/// Places that are read or written, with the arguments that lead there; `letterlint.toml` names the pack `house`.
const PLACES: [(&str, &[&str]); 9] = [
    ("letter.md", &["--isolated", "letter.md"]),
    ("letter.md", &["--isolated", "."]),
    ("letterlint.toml", &["good.md"]),
    ("settings.toml", &["--config", "settings.toml", "good.md"]),
    ("house/rule.toml", &["good.md"]),
    ("house/languages/en/words.toml", &["--isolated", "--pack", "house", "good.md"]),
    ("baseline.toml", &["--isolated", "--baseline", "baseline.toml", "good.md"]),
    ("report.json", &["--isolated", "--output-format", "json", "-o", "report.json", "good.md"]),
    ("mail", &["hook", "run", "sendemail-validate", "mail"]),
];

/// A folder with a good letter, in which nothing is wrong but what a test puts into it.
fn folder(name: &str, place: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("good.md", GOOD).write("house/off.toml", "changes = \"no-cliche\"\nseverity = \"off\"\n");
    if place.starts_with("house") {
        folder.write("letterlint.toml", HOUSE);
    }
    fs::create_dir_all(folder.0.join(place).parent().unwrap()).unwrap();
    if place == "letter.md" {
        fs::remove_file(folder.0.join("good.md")).unwrap();
    }
    folder
}

fn run(folder: &Folder, args: &[&str]) -> Run {
    finish(folder.command(args))
}

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

fn socket(path: &Path) {
    // Past the 108 bytes that the address of a socket may have.
    let folder = File::open(path.parent().unwrap()).unwrap();
    let short = format!("/proc/self/fd/{}/{}", folder.as_raw_fd(), path.file_name().unwrap().to_str().unwrap());
    drop(UnixListener::bind(if Path::new("/proc/self/fd").exists() { Path::new(&short) } else { path }).unwrap());
}

/// A file of 64 GiB in which nothing is: who reads it all does not come back.
fn hole(path: &Path) {
    File::create(path).unwrap().set_len(1 << 36).unwrap();
}

#[test]
fn pipes_sockets_devices_and_folders_in_the_place_of_a_file_are_refused_at_once() {
    type Make = fn(&Path);
    let kinds: [(&str, Make); 4] = [
        ("pipe", pipe),
        ("socket", socket),
        ("device", |path| symlink("/dev/zero", path).unwrap()),
        ("folder", |path| fs::create_dir(path).unwrap()),
    ];
    for (number, (place, args)) in PLACES.iter().enumerate() {
        for (kind, make) in kinds {
            let folder = folder(&format!("promises-odd-{number}-{kind}"), place);
            make(&folder.0.join(place));
            let run = run(&folder, args);
            if kind == "folder" && place.starts_with("house") {
                assert_eq!(run.exit, 0, "folders in a pack are looked into: {}", run.err);
                continue;
            }
            assert_eq!(
                (run.exit, run.out.contains("checked")),
                (2, false),
                "{kind} as {place}: {}{}",
                run.out,
                run.err
            );
            assert_eq!(run.err.matches("error: ").count(), 1, "{kind} as {place}: {}", run.err);
        }
    }
}

#[test]
fn huge_files_are_refused_and_the_others_checked() {
    for (number, (place, args)) in PLACES.iter().enumerate().filter(|(_, (place, _))| *place != "report.json") {
        let folder = folder(&format!("promises-huge-{number}"), place);
        hole(&folder.0.join(place));
        let run = run(&folder, args);
        assert_eq!(run.exit, 2, "{place}: {}", run.err);
        assert!(run.err.contains("it has more than 10 MiB"), "{place}: {}", run.err);
    }
    let folder = Folder::new("promises-huge");
    folder.write("bad.md", BAD);
    hole(&folder.0.join("huge.md"));
    let run = run(&folder, &["--output-format", "json", "huge.md", "bad.md"]);
    assert_eq!((run.exit, run.checked()), (2, vec!["bad.md".to_owned()]));
    let endless = Command::new("sh")
        .args(["-c", "exec \"$0\" - < /dev/zero", env!("CARGO_BIN_EXE_letterlint")])
        .output()
        .map(Run::of)
        .unwrap();
    assert!(endless.exit == 2 && endless.err.contains("it has more than 10 MiB"), "{}", endless.err);
}

#[test]
fn settings_say_how_large_a_letter_may_be() {
    let folder = Folder::new("promises-size");
    let blank = |bytes: usize| " ".repeat(bytes);
    folder.write("small.md", blank(MIB)).write("more.md", blank(MIB + 1)).write("ten.md", blank(10 * MIB + 1));
    let read = |name: &str| {
        let run = run(&folder, &[name]);
        assert_eq!(run.exit, 2, "{name}: a letter of blanks is none");
        run.err.contains("the letter is empty")
    };
    assert!(read("small.md") && read("more.md") && !read("ten.md"));
    folder.write("letterlint.toml", "max-mib = 1\n");
    assert!(read("small.md") && !read("more.md") && !read("ten.md"));
    folder.write("letterlint.toml", "max-mib = 11\n");
    assert!(read("ten.md"));
    folder.write("own.md", format!("---\nletterlint: {{ max-mib: 20 }}\n---\n{BAD}"));
    let own = run(&folder, &["own.md"]);
    assert!(own.exit == 2 && own.err.contains("`max-mib` stands in a settings file"), "{}", own.err);
}

/// Prose, in paragraphs; docs/promises.md says what large letters take.
#[test]
fn memory_grows_by_at_most_18_bytes_for_each_byte_of_a_letter() {
    if !is_installed("time", &["--version"]) {
        return;
    }
    let folder = Folder::new("promises-memory");
    let paragraph =
        "We worked together on the site and the shop for many years, and it was a pleasure to see it grow.\n\n";
    let peak = |paragraph: &str, bytes: usize| {
        let body = paragraph.repeat(bytes / paragraph.len());
        folder.write("large.md", GOOD.replace("Kind regards", &format!("{body}Kind regards")));
        let measured = || {
            let mut command = Command::new("time");
            let letterlint = env!("CARGO_BIN_EXE_letterlint");
            command.args(["-f", "%M", letterlint, "--isolated", "large.md"]).current_dir(&folder.0);
            let run = finish(command);
            assert!(run.exit < 2, "{}", run.err);
            run.err.lines().last().unwrap().parse::<usize>().unwrap() * 1024
        };
        // How much of the program itself is held differs from run to run.
        (0..3).map(|_| measured()).min().unwrap()
    };
    let (small, large) = (64 * 1024, 320 * 1024);
    let (least, most) = (peak(paragraph, small), peak(paragraph, large));
    assert!(most < 50_000_000 + 10 * large, "{most}");
    let growth = most.saturating_sub(least) as f64 / (large - small) as f64;
    assert!(growth > 1.0 && growth < 18.0, "{growth:.1} bytes for each byte of the letter");
    // A finding for every eighteen bytes.
    let faults = "You never answered. You are a liar. ".repeat(5) + "\n\n";
    let most = peak(&faults, 512 * 1024);
    assert!(most < 50_000_000, "{most}");
}

#[test]
fn files_that_can_not_be_read_never_end_in_0() {
    let folder = Folder::new("promises-unreadable");
    folder.write("good.md", GOOD).write("loop/a.md", GOOD).write("dangling/a.md", GOOD);
    symlink("loop.md", folder.0.join("loop/loop.md")).unwrap();
    symlink("nowhere.md", folder.0.join("dangling/b.md")).unwrap();
    let long = format!("{}.md", "x".repeat(300));
    // A regular file whose first page can't be read, whoever tries.
    let memory = Path::new("/proc/self/mem").exists().then_some("/proc/self/mem");
    let all = ["missing.md", "good.md/x.md", "loop/loop.md", "loop", "dangling", long.as_str()];
    for path in all.into_iter().chain(memory) {
        let run = run(&folder, &["--output-format", "json", "good.md", path]);
        assert_eq!(run.exit, 2, "{path}: {}", run.out);
        assert!(run.checked().contains(&"good.md".to_owned()), "{path}");
        assert_eq!(run.json()["failures"].as_array().unwrap().len(), 1, "{path}: {}", run.out);
    }
    symlink("letterlint.toml", folder.0.join("letterlint.toml")).unwrap();
    let run = run(&folder, &["good.md"]);
    assert_eq!((run.exit, run.out.as_str()), (2, ""), "settings that can't be read: {}", run.err);
}

/// As a user to whom the mode of a file means something.
#[test]
fn files_that_may_not_be_read_never_end_in_0() {
    let folder = Folder::new("promises-forbidden");
    folder.write("good.md", GOOD).write("secret.md", GOOD).write("locked/a.md", GOOD);
    for (path, mode) in [("secret.md", "000"), ("locked", "000")] {
        assert!(Command::new("chmod").arg(mode).arg(folder.0.join(path)).status().unwrap().success());
    }
    let as_nobody = |args: &[&str]| {
        let id = Command::new("id").arg("-u").output().unwrap().stdout;
        let mut command = match id.as_slice() {
            b"0\n" => {
                let mut command = Command::new("setpriv");
                command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]);
                command.arg(env!("CARGO_BIN_EXE_letterlint"));
                command
            }
            _ => Command::new(env!("CARGO_BIN_EXE_letterlint")),
        };
        command.current_dir(&folder.0).args(["--isolated", "--output-format", "json"]).args(args);
        finish(command)
    };
    if !is_installed("setpriv", &["--version"]) {
        return;
    }
    for path in ["secret.md", "locked", "locked/a.md", "."] {
        let run = as_nobody(&["good.md", path]);
        assert!(run.exit == 2 && run.checked().contains(&"good.md".to_owned()), "{path}: {}{}", run.out, run.err);
        assert!(run.out.contains("Permission denied"), "{path}: {}", run.out);
    }
    // So that the next run can clear the folder away.
    assert!(Command::new("chmod").args(["755"]).arg(folder.0.join("locked")).status().unwrap().success());
}

/// A letter and its settings are written anew, emptied, taken away and put back while they are read.
#[test]
fn files_that_change_while_they_are_read_are_checked_or_said_to_be_gone() {
    let folder = Folder::new("promises-changing");
    let long = BAD.repeat(200);
    folder.write("stays.md", BAD);
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        let (letter, settings) = (folder.0.join("changes.md"), folder.0.join("letterlint.toml"));
        let stop = &stop;
        let _ends = Ends(stop);
        scope.spawn(move || {
            while !stop.load(Ordering::Relaxed) {
                let _ = fs::write(&letter, GOOD);
                let _ = fs::write(&settings, "packs = [\"tone\"]\n");
                let _ = fs::write(&letter, &long);
                let _ = fs::remove_file(&settings);
                let _ = fs::remove_file(&letter);
            }
        });
        for _ in 0..40 {
            let run = run(&folder, &["--output-format", "json", "."]);
            // `stays.md` has an error, so that 0 is always wrong.
            assert!(run.exit == 1 || run.exit == 2, "{}{}", run.out, run.err);
            assert!(!run.err.contains("panicked"), "{}", run.err);
            if run.exit == 1 {
                assert!(run.checked().contains(&"stays.md".to_owned()));
                assert!(run.json()["failures"].as_array().unwrap().is_empty());
            }
        }
    });
}

/// Ends what waits for it, also where a test fails.
struct Ends<'s>(&'s AtomicBool);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}
