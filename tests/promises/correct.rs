//! What is checked is checked rightly: every rule counts, faults stop a pack as a whole, and letters and settings that are
//! shown broken are broken.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use letterlint::language::Language;

use crate::program::Folder;
use crate::{BAD, GOOD, finish, shell};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Rules that find nothing in the labelled letters, since these have the settings of most users.
const WITH_SETTINGS: [&str; 3] =
    ["letter/valid-suppressions", "letter/keep-it-short", "disengagement/refers-to-agreement"];

/// Each rule in each language finds something in the labelled letters, so that switching it off changes
/// `fixtures/letters/findings.txt`, which `tests/letters.rs` holds to be true.
#[test]
fn switching_any_rule_off_makes_a_test_fail() {
    let findings = fs::read_to_string(root().join("fixtures/letters/findings.txt")).unwrap();
    let mut seen: BTreeSet<(&str, &str)> = BTreeSet::new();
    let mut letter = "";
    for line in findings.lines() {
        match line.strip_prefix("  ") {
            Some(finding) => drop(seen.insert((&letter[..2], finding.split(' ').nth(1).unwrap()))),
            None => letter = line,
        }
    }
    let mut missing = Vec::new();
    for pack in ["letter", "tone", "disengagement"] {
        for entry in fs::read_dir(root().join("rules").join(pack)).unwrap() {
            let name = entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned();
            let rule = format!("{pack}/{name}");
            if WITH_SETTINGS.contains(&rule.as_str()) {
                continue;
            }
            let silent =
                Language::ALL.map(Language::code).into_iter().filter(|code| !seen.contains(&(*code, rule.as_str())));
            missing.extend(silent.map(|code| format!("{code} {rule}")));
        }
    }
    assert_eq!(missing, Vec::<String>::new(), "no labelled letter shows these rules");
}

#[test]
fn rules_that_wait_for_settings_find_something_in_every_language() {
    let folder = Folder::new("promises-rules");
    folder.write("on.toml", "[letter]\ncontract = true\n[rules]\nkeep-it-short = { words = 5 }\n");
    let off = WITH_SETTINGS.map(|rule| format!("\"{rule}\" = \"off\"\n")).concat();
    folder.write("off.toml", format!("[letter]\ncontract = true\n[rules]\n{off}"));
    let comment = "<!-- letterlint-disable-next-line no-blame -->";
    for (language, start, end) in [
        ("en", "Dear Ms Hale,\n\nour work together ends on 31 May 2026.", "Kind regards"),
        ("de", "Sehr geehrte Frau Hale,\n\nunsere Zusammenarbeit endet am 31. Mai 2026.", "Mit freundlichen Grüßen"),
        ("pl", "Szanowna Pani,\n\nnasza współpraca kończy się 31 maja 2026 r.", "Z poważaniem"),
    ] {
        folder.write("a.md", format!("{start}\n\n{comment}\n\n{end}\n\nAnn Lee\n"));
        let found = |settings: &str| {
            let args = ["--config", settings, "--lang", language, "--output-format", "concise", "a.md"];
            let run = finish(folder.command(&args));
            WITH_SETTINGS.map(|rule| run.out.contains(&format!("[{rule}]")))
        };
        assert_eq!((found("on.toml"), found("off.toml")), ([true; 3], [false; 3]), "{language}");
    }
}

/// The whole table of situations, beside those in `tests/cli.rs`: what happens around the letters.
#[test]
fn the_exit_code_tells_the_truth_also_where_things_go_wrong() {
    let folder = Folder::new("promises-exit");
    folder.write("good.md", GOOD).write("bad.md", BAD).write("latin1.md", b"Dear \xff").write("empty/x.pdf", "");
    folder.write("warn.md", GOOD.replace("I will hand over all files by 20 May.", ""));
    folder.write("house/broken.toml", "kind = 1\n").write("strict.toml", "error-on = \"warning\"\n");
    folder.write("excluded/letterlint.toml", "exclude = [\"*\"]\n").write("excluded/a.md", BAD);
    folder.write("front.md", format!("---\nletterlint: {{ pakcs: [tone] }}\n---\n{GOOD}"));
    let cases = [
        ("good.md", 0),
        ("warn.md", 0),
        ("bad.md", 1),
        ("--config strict.toml warn.md", 1),
        ("--config strict.toml --error-on error warn.md", 0),
        ("--exit-zero bad.md", 0),
        ("--exit-zero bad.md latin1.md", 2),
        ("bad.md latin1.md", 2),
        ("good.md latin1.md", 2),
        ("good.md empty", 2),
        ("good.md front.md", 2),
        ("excluded", 2),
        ("excluded/a.md", 1),
        ("--force-exclude excluded/a.md good.md", 0),
        ("--pack house good.md", 2),
        ("--select nothing good.md", 2),
        ("-qq bad.md", 1),
        ("-o no/folder/x good.md", 2),
        ("--fix good.md latin1.md", 2),
        ("--diff good.md", 0),
        ("--diff bad.md", 1),
        ("- < good.md", 0),
        ("- < bad.md", 1),
        ("- < /dev/null", 2),
        ("- < latin1.md", 2),
        ("--baseline nowhere.toml good.md", 2),
        ("--baseline bad.md good.md", 2),
        ("--write-baseline old.toml bad.md", 0),
        ("hook run pre-commit", 2),
        ("explain nothing", 2),
    ];
    for (args, exit) in cases {
        let run = shell(&folder.0, &format!("GIT_DIR=/nowhere exec \"$letterlint\" {args}"));
        assert_eq!(run.exit, exit, "letterlint {args}\n{}{}", run.out, run.err);
    }
}

/// No rule of a pack with a fault is in force: nothing is checked, whatever else is in the pack and beside it.
#[test]
fn a_broken_pack_fails_whole_with_a_caret_on_the_fault() {
    let folder = Folder::new("promises-broken");
    let rule = |find: &str| {
        format!(
            "kind = \"forbid\"\nseverity = \"error\"\ntitle = \"t\"\nwhy = \"w\"\n[en]\nmessage = \"m\"\nhelp = \"h\"\n\
             find = [{find}]\nbad = [\"You failed.\"]\ngood = [\"All is well.\"]\n"
        )
    };
    folder.write("bad.md", BAD).write("letterlint.toml", "packs = [\"tone\", \"./house\"]\n");
    folder.write("house/a-good.toml", rule("\"failed\"")).write("house/z-good.toml", rule("\"thank you\""));
    folder.write("house/m-broken.toml", rule("\"failed\",\n  \"{to|pay\""));
    let broken = finish(folder.command(&["bad.md"]));
    assert_eq!((broken.exit, broken.out.as_str()), (2, ""));
    assert!(broken.err.contains("house/m-broken.toml:9:4") && broken.err.contains("│    ^"), "{}", broken.err);
    folder.write("house/m-broken.toml", rule("\"failed\",\n  \"{to|pay}\""));
    let whole = finish(folder.command(&["bad.md"]));
    assert_eq!(whole.exit, 1, "{}", whole.err);
    for name in ["house/a-good", "house/m-broken", "house/z-good"] {
        assert!(whole.out.contains(name), "{}", whole.out);
    }
}

/// What `fixtures/broken` shows of packs has a caret, but for faults of a whole file or folder, which have no place.
#[test]
fn every_broken_pack_that_is_shown_has_its_caret() {
    let mut shown = 0;
    for entry in fs::read_dir(root().join("fixtures/broken")).unwrap() {
        let case = entry.unwrap().path();
        let expected = fs::read_to_string(case.join("expected.txt")).unwrap();
        let whole =
            ["no such file", "no such folder", "not UTF-8", "a folder, not", "no file of a pack", "unknown language"];
        let whole = whole.iter().chain(&["nothing in any language", "there is a rule called"]);
        if !whole.into_iter().any(|fault| expected.lines().next().unwrap().contains(fault)) {
            assert!(expected.contains("┌─ ") && expected.contains('^'), "{}", case.display());
            shown += 1;
        }
    }
    assert!(shown >= 120, "{shown}");
}
