//! Output is safe: whatever strangers write into letters, names, settings, packs and baselines, no terminal and no CI
//! runner obeys it; and it is what its readers expect, also where a name or a content is no UTF-8.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use serde_json::Value;

use crate::program::git::Repository;
use crate::program::{Folder, Run};
use crate::{BAD, FORMATS, GOOD, finish};

/// What a terminal or a runner would obey, or what misleads the eye: escape sequences, C1, a bell, backspaces, bidi
/// overrides and isolates, commands of GitHub, Azure and TeamCity, the fold marks of GitLab and Travis.
const HOSTILE: [&str; 14] = [
    "\u{1b}[31mred\u{1b}]0;title\u{7}",
    "\u{9b}2J\u{90}x\u{9c}",
    "\u{8}\u{8}over\u{7f}",
    "\u{202e}desrever\u{2066}x\u{2069}\u{200f}",
    "back\rfront",
    "line\nnext",
    "nul\u{1}\u{b}\u{c}",
    "\n::error::mine",
    "::stop-commands::mine",
    "##[group]mine",
    "##vso[task.complete]mine",
    "##teamcity[mine]",
    "\nsection_start:1560896352:mine\r\u{1b}[0K",
    "\ntravis_fold:start:mine\r\u{1b}[0K",
];

/// The name of a file in which much of that stands.
const NAME: &str = "\u{1b}[31m\u{9b}\u{202e} ##[group]\n::error::mine\r";

/// All of it on one line, and on many.
fn all_hostile() -> [String; 2] {
    [HOSTILE.join(" ").replace('\n', " "), HOSTILE.join("\n")]
}

/// What obeys nobody: text without control characters but the ends of lines, without bidirectional ones, and without a
/// line that is a command; `own` are commands that letterlint itself gives.
fn assert_tame(text: &str, own: &[&str], whence: &str) {
    let is_obeyed = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{61c}' | '\u{feff}')
    };
    if let Some(at) = text.find(is_obeyed) {
        let from = text.floor_char_boundary(at.saturating_sub(60));
        let to = text.ceil_char_boundary((at + 60).min(text.len()));
        panic!("{whence}: a terminal obeys {:?}", &text[from..to]);
    }
    for line in text.lines() {
        let line = own.iter().find_map(|own| line.strip_prefix(own)).unwrap_or(line);
        let named = |rest: &str| rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()).starts_with('[');
        let speaks = line.trim_start().starts_with("::")
            || line.match_indices("##").any(|(at, _)| named(&line[at + 2..]))
            || line.trim_start().starts_with("section_start:1560896352:mine\r");
        assert!(!speaks, "{whence}: a runner obeys {line:?}");
    }
}

const OWN: [&str; 3] = ["::error file=", "::warning file=", "::notice file="];

fn assert_run_is_tame(run: &Run, whence: &str) {
    let own: &[&str] = if whence.contains("github") { &OWN } else { &[] };
    assert_tame(&run.out, own, whence);
    assert_tame(&run.err, &[], whence);
    assert!(!run.err.contains("panicked"), "{whence}: {}", run.err);
}

fn run(folder: &Folder, args: &[&str]) -> Run {
    let run = finish(folder.command(args));
    assert_run_is_tame(&run, &format!("{args:?}"));
    run
}

/// A string of TOML that holds `text`.
fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// A letter in which everything that is marked, missing or shown holds something hostile.
fn letter(hostile: &str) -> String {
    format!(
        "Dear Ms Hale {hostile},\n\nyou {hostile}failed{hostile} to pay {hostile} on time!!! You failed to pay. {hostile}\n\n{hostile}\n\n\
         {{{{x{hostile}}}}} [Client {hostile}] Our work ends on 31 May {hostile} 2026. Thank you {hostile}for all.\n\n\
         <!-- letterlint-disable-next-line {hostile} -- {hostile} -->\n<!-- letterlint-{hostile} -->\n\nKind regards\nAnn {hostile}\n"
    )
}

#[test]
fn nothing_in_letters_and_their_names_is_obeyed() {
    let folder = Folder::new("promises-names");
    for hostile in HOSTILE {
        let name = hostile.replace('/', "");
        folder.write(&format!("{name}.md"), letter(hostile)).write(&format!("{name}.txt"), b"Dear \xff");
        folder.write(&format!("in {name}/front.md"), format!("---\nletterlint:\n  {hostile}: 1\n---\n{BAD}"));
        folder.write(
            &format!("in {name}/value.md"),
            format!("+++\n[letterlint]\ntoday = {}\n+++\n{BAD}", quoted(hostile)),
        );
    }
    for format in FORMATS {
        let run = run(&folder, &["--lang", "en", "--output-format", format, "."]);
        assert!(run.exit == 2 && run.out.contains("mine"), "{format}: {}", run.err);
    }
    for args in [&["--checklist"][..], &["--statistics"], &["--show-settings"], &["--show-files"], &["--diff"]] {
        assert!(run(&folder, &[args, &["--lang", "en", "."]].concat()).out.len() > 50, "{args:?}");
    }
    for hostile in [NAME, HOSTILE[3], HOSTILE[8]] {
        let missing = format!("missing {hostile}");
        let missing = missing.as_str();
        let at = |flag: &str| run(&folder, &[flag, missing, "x.md"]).exit;
        assert_eq!(["--config", "--pack", "--rules", "--baseline", "--select", "--today"].map(at), [2; 6]);
        assert_eq!(["--lang", "--output-format", hostile].map(at), [2; 3]);
        assert_eq!(run(&folder, &[missing]).exit, 2);
        assert_eq!(run(&folder, &["-o", &format!("{missing}/x"), "x.md"]).exit, 2);
        assert_eq!(run(&folder, &["explain", hostile.trim_start_matches('-')]).exit, 2);
        run(&folder, &["new-rule", &format!("{hostile}/no-asap")]);
        run(&folder, &["new-rule", hostile]);
        run(&folder, &["new", "--lang", "de", "--register", hostile]);
    }
}

#[test]
fn nothing_in_settings_and_baselines_is_obeyed() {
    let folder = Folder::new("promises-settings");
    folder.write("a.md", BAD).write("house/off.toml", "changes = \"no-cliche\"\nseverity = \"off\"\n");
    for hostile in all_hostile() {
        let text = quoted(&hostile);
        for settings in [
            format!("{text} = 1\n"),
            hostile.clone(),
            format!("packs = [{text}]\n"),
            format!("packs = [\"./{}\"]\n", text.trim_matches('"')),
            format!("error-on = {text}\n"),
            format!("today = {text}\n"),
            format!("exclude = [{}]\n", quoted(&format!("[{hostile}"))),
            format!("[letter]\nnotice = {text}\n"),
            format!("[letter]\nplaceholders = [{text}]\n"),
            format!("[letter]\nplaceholder-styles = [{text}]\n"),
            format!("[rules]\n{text} = \"off\"\n"),
            format!("[rules]\nno-blame = {text}\n"),
            format!("[rules]\nno-blame = {{ {text} = 1 }}\n"),
            format!("[[suppressions]]\nfiles = [{text}]\nrule = {text}\nreason = {text}\n"),
            format!("[[suppressions]]\nfiles = [\"*\"]\nrule = \"no-blame\"\ntext = {text}\nreason = {text}\n"),
            format!("[[overrides]]\nfiles = [\"*\"]\npacks = [{text}]\n"),
        ] {
            folder.write("letterlint.toml", &settings);
            for args in
                [&["a.md"][..], &["--show-settings", "a.md"], &["rules"], &["--color", "never", "explain", "no-blame"]]
            {
                run(&folder, args);
            }
        }
        fs::remove_file(folder.0.join("letterlint.toml")).unwrap();
        for baseline in [
            format!("version = 1\n[[finding]]\npath = {text}\nrule = {text}\ntext = {text}\n"),
            format!("version = 1\n[[finding]]\npath = \"a.md\"\nrule = {text}\ntext = {text}\n"),
            format!("version = 1\n[[finding]]\npath = \"gone.md\"\nrule = \"tone/no-blame\"\ntext = {text}\n"),
            format!("version = {text}\n"),
            format!("version = 1\n{text} = 1\n"),
        ] {
            folder.write("baseline.toml", &baseline);
            for format in FORMATS {
                run(&folder, &["--baseline", "baseline.toml", "--output-format", format, "a.md"]);
            }
        }
    }
}

/// Every text of a rule file, each with something hostile.
fn rule(hostile: &str, kind: &str) -> String {
    let text = |before: &str| quoted(&format!("{before} {hostile}"));
    let find = match kind {
        "forbid" => format!("message = {}\nfind = [\"failed to\"]\n", text("{match}")),
        _ => format!("missing = {}\noffer = {}\nevidence = [\"zebra\"]\n", text("missing"), text("We offer.")),
    };
    format!(
        "kind = \"{kind}\"\nseverity = \"error\"\ntitle = {}\nwhy = {}\n[en]\nhelp = {}\n{find}bad = [{}]\ngood = [{}]\n",
        text("title"),
        text("why"),
        text("help"),
        text("You were good."),
        text("You failed to pay, said the zebra.")
    )
}

#[test]
fn nothing_in_packs_is_obeyed() {
    let [_, hostile] = &all_hostile();
    let folder = Folder::new("promises-pack");
    folder.write("a.md", BAD).write("letterlint.toml", "packs = [\"tone\", \"./house\"]\n");
    folder.write("house/no-zebra.toml", rule(hostile, "forbid")).write("house/zebra.toml", rule(hostile, "require"));
    let shown = run(&folder, &["a.md"]);
    assert!(shown.exit == 1 && shown.out.contains("house/no-zebra"), "{}{}", shown.out, shown.err);
    for format in FORMATS {
        run(&folder, &["--output-format", format, "a.md"]);
    }
    for args in [
        &["--checklist", "a.md"][..],
        &["--statistics", "a.md"],
        &["rules"],
        &["rules", "--output-format", "json"],
        &["explain", "no-zebra"],
        &["explain", "zebra"],
        &["test", "house"],
    ] {
        assert!(run(&folder, args).out.contains("zebra"), "{args:?}");
    }
    // The name of a rule file, then of its folder, and faults in every place of one.
    fs::rename(folder.0.join("house/no-zebra.toml"), folder.0.join(format!("house/{NAME}.toml"))).unwrap();
    for args in [&["a.md"][..], &["rules"], &["test", "house"], &["--statistics", "--select", "house", "a.md"]] {
        run(&folder, args);
    }
    fs::rename(folder.0.join("house"), folder.0.join(NAME)).unwrap();
    for args in [&["--isolated", "--pack", NAME, "a.md"][..], &["test", NAME], &["rules", "--pack", NAME]] {
        run(&folder, args);
    }
    fs::remove_dir_all(folder.0.join(NAME)).unwrap();
    let (good, text) = (rule("x", "forbid"), quoted(hostile));
    for broken in [
        good.replace("\"failed to\"", &format!("\"{{\", {text}")),
        good.replace("\"failed to\"", &quoted(&format!("@{hostile}"))),
        good.replace("\"failed to\"", &quoted(&format!("<{hostile}>"))),
        good.replace("kind = \"forbid\"", &format!("kind = {text}")),
        good.replace("kind = ", &format!("{text} = ")),
        good.replace("[en]", &format!("[{text}]")),
        good.replace("[en]", &format!("guides = [{text}]\n[en]")),
        good.replace("[en]", hostile),
        format!("changes = {text}\nseverity = \"off\"\n"),
    ] {
        folder.write("house/broken.toml", &broken);
        let run = run(&folder, &["a.md"]);
        assert!(run.exit == 2 && run.out.is_empty(), "{broken}\n{}", run.out);
    }
    fs::remove_file(folder.0.join("house/broken.toml")).unwrap();
    for words in [
        format!("{text} = [\"x\"]\n"),
        format!("insult-noun = [{text}]\n"),
        format!("late = [{}]\n", quoted(&format!("@{hostile}"))),
    ] {
        folder
            .write("house/languages/en/words.toml", words)
            .write("house/off.toml", "changes = \"no-cliche\"\nseverity = \"off\"\n");
        run(&folder, &["a.md"]);
    }
}

#[test]
fn nothing_that_is_committed_is_obeyed_by_the_terminal_of_a_hook() {
    let repository = Repository::new("promises-hook");
    repository.does(&["hook", "install"]);
    for (number, hostile) in HOSTILE.iter().enumerate() {
        let name = hostile.replace('/', "");
        repository.folder.write(&format!("{name}.md"), letter(hostile));
        repository.folder.write(&format!("{name}.txt"), b"Dear \xff");
        let run = repository.commit();
        assert_ne!(run.exit, 0);
        assert_tame(&run.out, &[], "commit");
        assert_tame(&run.err, &[], "commit");
        assert!(run.err.contains("no-blame") && run.err.contains("not UTF-8"), "{}", run.err);
        for (kind, mail) in
            [("letter", letter(hostile)), ("subject", format!("Subject: {hostile}\nTo: a@example.org\n\n{BAD}"))]
        {
            let path = format!("mail {kind} {number} {name}");
            repository.folder.write(&path, mail);
            let run = repository.letterlint(&["hook", "run", "sendemail-validate", &path]);
            assert_run_is_tame(&run, "mail");
            fs::remove_file(repository.folder.0.join(&path)).unwrap();
        }
    }
}

#[test]
#[cfg(target_os = "linux")] // other systems refuse such names
fn names_and_contents_that_are_no_utf8_leave_every_report_valid() {
    let folder = Folder::new("promises-utf8");
    let write = |name: &[u8], content: &[u8]| fs::write(folder.0.join(OsStr::from_bytes(name)), content).unwrap();
    write(b"caf\xe9.md", BAD.as_bytes());
    write(b"\xff\xfe.md", BAD.as_bytes());
    write(b"\xed\xa0\x80.txt", b"Dear Ms Hale,\nwe \xe4");
    folder.write("latin1.md", b"Sehr geehrte Frau L\xf6we,\n").write("good.md", GOOD);
    let all = ["caf\u{fffd}.md", "good.md", "\u{fffd}\u{fffd}.md"];
    let json = run(&folder, &["--output-format", "json", "."]);
    assert_eq!((json.exit, json.checked()), (2, all.map(str::to_owned).to_vec()));
    let failures: Vec<Value> = json.json()["failures"].as_array().unwrap().clone();
    assert!(failures.iter().all(|failure| failure["message"].as_str().unwrap().contains("it is not UTF-8 (line ")));
    assert_eq!(failures.len(), 2);
    for format in FORMATS {
        let run = run(&folder, &["--output-format", format, "."]);
        assert_eq!(run.exit, 2, "{format}");
        match format {
            "json" | "gitlab" | "sarif" | "rdjson" => drop(run.json()),
            "html" | "junit" | "checkstyle" => assert_well_formed(&run.out, format),
            _ => assert!(run.out.contains("no-blame"), "{format}"),
        }
    }
    let mut fixes = folder.command(&["--fix", "--select", "no-shouting"]);
    fixes.arg(OsStr::from_bytes(b"caf\xe9.md"));
    assert_eq!(finish(fixes).exit, 0);
    assert_eq!(fs::read(folder.0.join(OsStr::from_bytes(b"caf\xe9.md"))).unwrap(), BAD.replace("!!!", "!").as_bytes());
    assert!(!Path::new(&folder.0).join("caf\u{fffd}.md").exists(), "it is written under its own name");
}

fn assert_well_formed(xml: &str, format: &str) {
    let mut reader = quick_xml::Reader::from_str(xml);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => return,
            Ok(_) => {}
            Err(error) => panic!("{format}: {error} at {}", reader.error_position()),
        }
    }
}
