//! Which settings hold for which letter, what they switch, and what suppressions and baselines hide.

mod program;

use std::fs;

use program::{Folder, Run};

const LETTER: &str = "Dear Ms Hale,\n\nOur work together ends on 31 May 2026. You failed to pay on time.\n\nThank you for \
                      five years of trust.\n\nKind regards\nAnn Lee\n";
const PRICES: &str = "packs = [\"letter\", \"tone\"]\n";

/// Rule and severity of everything that is found in the file called `name`.
fn found(run: &Run, name: &str) -> Vec<String> {
    let json = run.json();
    let file = json["files"].as_array().unwrap().iter().find(|file| file["path"] == name).unwrap().clone();
    let findings = file["findings"].as_array().unwrap().clone();
    findings
        .iter()
        .map(|finding| {
            let rule = finding["rule"].as_str().unwrap().split('/').nth(1).unwrap();
            format!("{rule} {}", finding["severity"].as_str().unwrap())
        })
        .collect()
}

fn check(folder: &Folder, args: &[&str]) -> Run {
    let run = folder.run(&[&["--output-format", "json"], args].concat());
    assert!(run.exit < 2, "{}{}", run.out, run.err);
    run
}

fn has(folder: &Folder, args: &[&str], name: &str, wanted: &str) -> bool {
    found(&check(folder, args), name).iter().any(|found| found == wanted)
}

#[test]
fn the_nearest_settings_file_holds() {
    let folder = Folder::new("nearest");
    for name in ["a.md", "sub/b.md", "sub/deep/c.md", "other/d.md"] {
        folder.write(name, LETTER);
    }
    folder.write("letterlint.toml", "[rules]\nno-blame = \"warning\"\n");
    folder.write("sub/.letterlint.toml", "[rules]\nno-blame = \"info\"\n");
    let run = check(&folder, &["."]);
    for (name, severity) in
        [("a.md", "warning"), ("sub/b.md", "info"), ("sub/deep/c.md", "info"), ("other/d.md", "warning")]
    {
        assert!(found(&run, name).contains(&format!("no-blame {severity}")), "{name}");
    }
    folder.write("mine.toml", "[rules]\nno-blame = \"off\"\n");
    assert!(!has(&folder, &["--config", "mine.toml", "sub/b.md"], "sub/b.md", "no-blame info"));
    assert!(has(&folder, &["--isolated", "sub/b.md"], "sub/b.md", "no-blame error"));
    // What lies above a letter is told by where it is, not by the way to it.
    let run = folder.run_in("sub", &["--output-format", "json", "../other/d.md"]);
    assert!(found(&run, "../other/d.md").contains(&"no-blame warning".to_owned()), "{}", run.out);
    let piped =
        folder.run_with_input(&["--stdin-filename", "sub/new.md", "--output-format", "json", "-"], LETTER.as_bytes());
    assert!(found(&piped, "sub/new.md").contains(&"no-blame info".to_owned()));
}

#[test]
fn overrides_front_matter_and_flags_go_before_the_file() {
    let folder = Folder::new("order");
    let own = format!("---\nletterlint:\n  rules: {{ no-blame: info }}\n---\n{LETTER}");
    folder.write("templates/a.md", LETTER).write("templates/own.md", &own).write("b.md", LETTER);
    folder.write(
        "letterlint.toml",
        "error-on = \"warning\"\n[rules]\nno-blame = \"warning\"\n[[overrides]]\nfiles = [\"templates/**\"]\n\
         packs = [\"tone\"]\nrules = { no-blame = \"error\" }\n",
    );
    let run = check(&folder, &["."]);
    assert_eq!(found(&run, "templates/a.md"), ["no-blame error"]);
    assert_eq!(found(&run, "templates/own.md"), ["no-blame info"]);
    assert!(found(&run, "b.md").contains(&"no-blame warning".to_owned()));
    assert!(found(&run, "b.md").contains(&"settles-payment warning".to_owned()));
    assert_eq!(run.exit, 1);
    assert_eq!(check(&folder, &["templates/own.md"]).exit, 0, "an info does not reach `error-on`");
    assert_eq!(check(&folder, &["--error-on", "info", "templates/own.md"]).exit, 1);
    assert_eq!(found(&check(&folder, &["--no-suppressions", "."]), "templates/own.md"), ["no-blame error"]);
    let shown = folder.run(&["--show-settings", "--today", "2026-05-01", "templates/own.md"]).out;
    for (setting, origin) in [
        ("packs = [\"tone\"]", "letterlint.toml:6 ([[overrides]])"),
        ("error-on = \"warning\"", "letterlint.toml:1"),
        ("template = false", "default"),
        ("today = \"2026-05-01\"", "--today"),
        ("rules.no-blame.severity = \"info\"", "templates/own.md:3 (front matter)"),
    ] {
        let line = shown.lines().find(|line| line.trim_start().starts_with(setting));
        assert!(line.is_some_and(|line| line.ends_with(origin)), "{setting} {origin}\n{shown}");
    }
}

#[test]
fn rules_are_switched_and_bounded() {
    let folder = Folder::new("rules");
    folder.write("a.md", LETTER);
    folder
        .write("letterlint.toml", "[rules]\nkeep-it-short = { words = 5, severity = \"error\" }\nno-blame = \"off\"\n");
    let run = check(&folder, &["a.md"]);
    assert!(found(&run, "a.md").contains(&"keep-it-short error".to_owned()));
    assert!(!found(&run, "a.md").iter().any(|found| found.starts_with("no-blame")));
    assert_eq!(found(&check(&folder, &["--isolated", "--select", "no-blame", "a.md"]), "a.md"), ["no-blame error"]);
    assert_eq!(found(&check(&folder, &["--isolated", "--select", "tone", "a.md"]), "a.md"), ["no-blame error"]);
    assert!(!has(&folder, &["--isolated", "--ignore", "tone,letter", "a.md"], "a.md", "no-blame error"));
    let run = folder.run(&["--select", "no-blaim", "a.md"]);
    assert_eq!(run.exit, 2);
    assert!(run.err.contains("did you mean “no-blame”?"), "{}", run.err);
    let diplomatic = "Three invoices were paid late.";
    folder.write("d.md", LETTER.replace("You failed to pay on time.", diplomatic));
    folder.write("letterlint.toml", "[rules]\nkeeps-reason-general = \"warning\"\n");
    assert!(has(&folder, &["d.md"], "d.md", "keeps-reason-general warning"), "a severity brings it into force");
    assert!(!has(&folder, &["--isolated", "d.md"], "d.md", "keeps-reason-general warning"));
    let listed = folder.run(&["rules"]).out;
    let line = listed.lines().find(|line| line.contains("keeps-reason-general")).unwrap();
    assert!(line.contains(" warning ") && line.ends_with("[letterlint.toml:2]"), "{line}");
}

#[test]
fn what_is_excluded_is_passed_over() {
    let folder = Folder::new("exclude");
    for name in ["a.md", "archive/old.md", "b.draft.md"] {
        folder.write(name, LETTER);
    }
    folder.write("letterlint.toml", "exclude = [\"archive/**\", \"*.draft.md\"]\n");
    let json = ["--output-format", "json"];
    assert_eq!(folder.run(&json).checked(), ["a.md"]);
    assert_eq!(folder.run(&[&json[..], &["archive/old.md"]].concat()).checked(), ["archive/old.md"], "named by hand");
    let forced = folder.run(&[&json[..], &["--force-exclude", "archive/old.md", "a.md"]].concat());
    assert_eq!(forced.checked(), ["a.md"]);
    assert_eq!(folder.run(&["--show-files"]).out, "a.md\n");
    let run = folder.run(&["archive"]);
    assert_eq!(run.exit, 2, "a folder without a letter is no success");
    assert!(run.err.contains("`exclude`"), "{}", run.err);
}

#[test]
fn comments_hide_findings_with_a_reason() {
    let folder = Folder::new("comments");
    let body = |comment: &str| LETTER.replace("You failed", &format!("\n\n{comment}\nYou failed"));
    folder.write("letterlint.toml", PRICES);
    let cases = [
        ("next", "<!-- letterlint-disable-next-line no-blame -- agreed -->", true, None),
        ("file", "<!-- letterlint-disable-file tone/no-blame -- agreed -->", true, None),
        ("from", "<!-- letterlint-disable no-blame -- agreed -->", true, None),
        (
            "ended",
            "<!-- letterlint-disable no-blame -- x --><!-- letterlint-enable no-blame -->",
            false,
            Some("is suppressed, but"),
        ),
        (
            "ended by another name",
            "<!-- letterlint-disable tone/no-blame -- x --><!-- letterlint-enable no-blame -->",
            false,
            Some("is suppressed, but"),
        ),
        (
            "not ended",
            "<!-- letterlint-disable no-blame -- x --><!-- letterlint-enable no-blmae -->",
            true,
            Some("did you mean “no-blame”?"),
        ),
        (
            "ended for another rule",
            "<!-- letterlint-disable no-blame -- x --><!-- letterlint-enable no-cliche -->",
            true,
            Some("nothing is suppressed that this could end"),
        ),
        ("bare", "<!-- letterlint-disable-next-line no-blame -->", false, Some("does not say why")),
        (
            "other",
            "<!-- letterlint-disable-next-line no-cliche -- agreed -->",
            false,
            Some("“no-cliche” is suppressed, but"),
        ),
        ("typo", "<!-- letterlint-disable-next-line no-blaim -- agreed -->", false, Some("did you mean “no-blame”?")),
        (
            "word",
            "<!-- letterlint-disable-nextline no-blame -- a -->",
            false,
            Some("did you mean “letterlint-disable-next-line”?"),
        ),
        ("none", "<!-- letterlint-disable-next-line -- agreed -->", false, Some("names no rule")),
    ];
    for (name, comment, hidden, fault) in cases {
        let file = format!("{name}.md");
        folder.write(&file, body(comment));
        let run = check(&folder, &[&file]);
        let json = run.json();
        assert_eq!(!found(&run, &file).contains(&"no-blame error".to_owned()), hidden, "{name}");
        assert_eq!(json["files"][0]["suppressed"], u64::from(hidden), "{name}");
        let messages: Vec<String> = json["files"][0]["findings"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|finding| finding["rule"] == "letter/valid-suppressions")
            .map(|finding| finding["message"].as_str().unwrap().to_owned())
            .collect();
        match fault {
            Some(fault) => assert!(messages.iter().any(|message| message.contains(fault)), "{name}: {messages:?}"),
            None => assert!(messages.is_empty(), "{name}: {messages:?}"),
        }
        assert!(found(&check(&folder, &["--no-suppressions", &file]), &file).contains(&"no-blame error".to_owned()));
    }
    assert!(folder.run(&["next.md"]).out.ends_with("1 suppressed\n"));
    let line = LETTER.replace("on time.", "on time. <!-- letterlint-disable-line no-blame -- agreed -->");
    folder.write("line.md", line);
    assert!(!has(&folder, &["line.md"], "line.md", "no-blame error"));
    // A rule that is not looked for is not hidden in vain.
    assert_eq!(
        found(&check(&folder, &["--select", "valid-suppressions", "other.md"]), "other.md"),
        Vec::<String>::new()
    );
}

#[test]
fn settings_hide_findings_of_plain_text() {
    let folder = Folder::new("plain");
    folder
        .write("a.txt", LETTER.replace("You failed to pay", "You failed\nto pay"))
        .write("b.txt", LETTER.replace("You failed to pay", "You are paid"));
    let entry = |rule: &str, text: &str| {
        format!("[[suppressions]]\nfiles = [\"*.txt\"]\nrule = \"{rule}\"\ntext = \"{text}\"\nreason = \"agreed\"\n")
    };
    folder.write("letterlint.toml", format!("{PRICES}{}", entry("no-blame", "you failed to pay")));
    let run = check(&folder, &["a.txt"]);
    assert!(!found(&run, "a.txt").iter().any(|found| found.starts_with("no-blame")), "over a line end");
    assert_eq!(run.json()["files"][0]["suppressed"], 1);
    assert!(run.json()["upkeep"].is_null());
    folder.write(
        "letterlint.toml",
        format!("{PRICES}{}{}", entry("no-blame", "you never pay"), entry("no-cliche", "heavy")),
    );
    let run = check(&folder, &["."]);
    assert!(found(&run, "a.txt").contains(&"no-blame error".to_owned()), "other words");
    let upkeep = &run.json()["upkeep"][0];
    assert_eq!(upkeep["path"], "letterlint.toml");
    assert_eq!(upkeep["findings"].as_array().unwrap().len(), 2);
    assert_eq!(upkeep["findings"][1]["span"]["start"]["line"], 9);
    let run = folder.run(&["--select", "no-shouting", "."]);
    assert_eq!((run.exit, run.out.as_str()), (0, "2 letters checked: nothing to mend\n"), "{}", run.out);
}

#[test]
fn house_rules_add_extend_change_and_switch_off() {
    let folder = Folder::new("house");
    folder.write(
        "a.md",
        LETTER
            .replace("You failed", "You are a pixel pusher and a rotter. At the end of the day it is over. You failed"),
    );
    folder.write("letterlint.toml", "packs = [\"letter\", \"tone\", \"disengagement\", \"./house\"]\n");
    folder.write(
        "house/no-pixels.toml",
        "kind = \"forbid\"\nseverity = \"warning\"\ntitle = \"No pixels\"\n[en]\nmessage = \"“{match}”!\"\nhelp = \"h\"\n\
         find = [\"pixel pusher\", \"dot painter\"]\nbad = [\"You pixel pusher.\"]\ngood = [\"All is well.\"]\n",
    );
    folder.write(
        "house/cliches.toml",
        "changes = \"tone/no-cliche\"\nseverity = \"info\"\n[en]\nfind = [\"at the end of the day\"]\n\
         bad = [\"At the end of the day it ends.\"]\ngood = [\"It ends.\"]\n",
    );
    folder.write("house/off.toml", "changes = \"no-blame\"\nseverity = \"off\"\n");
    folder.write("house/languages/en/words.toml", "insult-noun = [\"rotter\", \"rotters\"]\n");
    let run = check(&folder, &["a.md"]);
    let all = found(&run, "a.md");
    assert!(all.contains(&"no-pixels warning".to_owned()), "{all:?}");
    assert!(all.contains(&"no-cliche info".to_owned()), "{all:?}");
    assert!(all.contains(&"no-hostile-wording error".to_owned()), "a word of the house: {all:?}");
    assert!(!has(&folder, &["--isolated", "a.md"], "a.md", "no-hostile-wording error"));
    assert!(!all.iter().any(|found| found.starts_with("no-blame")), "{all:?}");
    let run = folder.run(&["test", "house"]);
    assert_eq!(run.exit, 0, "{}", run.out);
    assert!(run.out.contains("house/no-pixels.toml:7: no example reaches “dot painter”"), "{}", run.out);
    assert!(!run.out.contains("“pixel pusher”") && !run.out.contains("“at the end of the day”"), "{}", run.out);
    assert!(folder.run(&["explain", "no-pixels"]).out.contains("You pixel pusher."));
    assert!(folder.run(&["rules"]).out.contains("house/no-pixels"));
    // The same folder from the command line, without settings.
    folder.write("plain/a.md", LETTER.replace("You failed", "You pixel pusher. You failed"));
    assert!(has(&folder, &["--isolated", "--pack", "house", "plain/a.md"], "plain/a.md", "no-pixels warning"));
    // An override without the pack checks without it.
    folder.write(
        "letterlint.toml",
        "packs = [\"letter\", \"tone\", \"./house\"]\n[[overrides]]\nfiles = [\"plain/**\"]\npacks = [\"tone\"]\n",
    );
    let run = check(&folder, &["."]);
    assert_eq!(found(&run, "plain/a.md"), ["no-blame error"]);
    assert!(found(&run, "a.md").contains(&"no-pixels warning".to_owned()));
}

#[test]
fn packs_stay_in_the_folder_of_their_settings() {
    let folder = Folder::new("outside");
    folder.write("in/a.md", LETTER).write("house/x.toml", "changes = \"no-blame\"\nseverity = \"off\"\n");
    let absolute = folder.0.join("house");
    for written in ["../house", absolute.to_str().unwrap(), "./../house"] {
        folder.write("in/letterlint.toml", format!("packs = [\"tone\", {written:?}]\n"));
        let run = folder.run(&["in/a.md"]);
        assert_eq!((run.exit, run.out.as_str()), (2, ""), "{written}");
        assert!(run.err.contains("outside of this folder") && run.err.contains('^'), "{}", run.err);
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&absolute, folder.0.join("in/link")).unwrap();
        folder.write("in/letterlint.toml", "packs = [\"tone\", \"./link\"]\n");
        let run = folder.run(&["in/a.md"]);
        assert_eq!((run.exit, run.out.as_str()), (2, ""));
        assert!(run.err.contains("a link out of this folder"), "{}", run.err);
    }
    folder.write("in/letterlint.toml", "packs = [\"tone\"]\n");
    assert_eq!(found(&check(&folder, &["--pack", "house", "in/a.md"]), "in/a.md"), Vec::<String>::new());
}

#[test]
fn a_baseline_knows_old_findings_wherever_they_move() {
    let folder = Folder::new("baseline");
    folder.write("a.md", LETTER).write("sub/b.md", LETTER);
    folder.write("letterlint.toml", PRICES);
    let run = folder.run(&["--write-baseline", "old.toml", "."]);
    assert_eq!(run.exit, 0, "{}{}", run.out, run.err);
    assert!(run.out.ends_with("in the baseline\n"), "{}", run.out);
    assert_eq!(folder.run(&["--baseline", "old.toml", "."]).exit, 0);
    let run = folder.run_in("sub", &["--baseline", "../old.toml", "../a.md"]);
    assert_eq!(run.exit, 0, "by whatever way: {}", run.out);
    // What is not looked for is not stale.
    let before = fs::read_to_string(folder.0.join("old.toml")).unwrap();
    for one in [["--select", "no-shouting"], ["--ignore", "no-blame"], ["--ignore", "tone"]] {
        let args = [&one[..], &["--baseline", "old.toml", "."]].concat();
        assert!(check(&folder, &args).json()["upkeep"].is_null(), "{one:?}");
        folder.run(&[&["--prune-baseline"], &args[..]].concat());
        assert!(fs::read_to_string(folder.0.join("old.toml")).unwrap().contains("no-blame"), "{one:?}");
    }
    fs::write(folder.0.join("old.toml"), before).unwrap();
    // Moved, and one of its kind more.
    folder.write(
        "a.md",
        LETTER.replace("Our work", "A new line.\n\nOur work").replace("Thank", "You failed to pay twice.\n\nThank"),
    );
    let run = check(&folder, &["--baseline", "old.toml", "."]);
    assert_eq!(found(&run, "a.md"), ["no-blame error"], "the second one is new");
    assert_eq!((run.exit, run.json()["files"][0]["baselined"].as_u64() > Some(0)), (1, true));
    // Mended: the entry is stale, is named with its line, and can be taken out.
    folder.write("sub/b.md", LETTER.replace("You failed to pay on time.", ""));
    let run = check(&folder, &["--baseline", "old.toml", "sub"]);
    let upkeep = &run.json()["upkeep"][0];
    assert_eq!(upkeep["findings"].as_array().unwrap().len(), 1, "the letters of other folders were not checked");
    assert!(upkeep["findings"][0]["message"].as_str().unwrap().contains("sub/b.md"));
    let before = fs::read_to_string(folder.0.join("old.toml")).unwrap();
    assert_eq!(folder.run(&["--baseline", "old.toml", "--prune-baseline", "sub"]).exit, 0);
    let after = fs::read_to_string(folder.0.join("old.toml")).unwrap();
    assert_eq!(before.matches("[[finding]]").count(), after.matches("[[finding]]").count() + 1);
    assert!(check(&folder, &["--baseline", "old.toml", "sub"]).json()["upkeep"].is_null());
    fs::remove_file(folder.0.join("sub/b.md")).unwrap();
    folder.run(&["--baseline", "old.toml", "--prune-baseline", "."]);
    assert!(!fs::read_to_string(folder.0.join("old.toml")).unwrap().contains("sub/b.md"), "a letter that is gone");
    let run = folder.run(&["--baseline", "nowhere.toml", "a.md"]);
    assert_eq!((run.exit, run.out.as_str()), (2, ""), "{}", run.err);
}

#[test]
fn init_new_rule_and_schema_give_a_start() {
    let folder = Folder::new("init");
    folder.write("a.md", LETTER);
    let before = found(&check(&folder, &["a.md"]), "a.md");
    assert_eq!(folder.run(&["init"]).exit, 0);
    assert_eq!(found(&check(&folder, &["a.md"]), "a.md"), before, "it holds what is so without it");
    let text = fs::read_to_string(folder.0.join("letterlint.toml")).unwrap();
    // What is offered in comments is right, too.
    let open: String = text
        .lines()
        .map(|line| format!("{}\n", line.strip_prefix("# ").filter(|rest| is_toml(rest)).unwrap_or(line)))
        .collect();
    assert_eq!(open.matches("[[").count(), 2);
    folder.write("letterlint.toml", &open).write("templates/t.md", LETTER).write("letters/brandt.txt", LETTER);
    check(&folder, &["."]);
    let again = folder.run(&["init"]);
    assert_eq!(again.exit, 2);
    assert!(again.err.contains("letterlint.toml is there already"), "{}", again.err);
    assert_eq!(fs::read_to_string(folder.0.join("letterlint.toml")).unwrap(), open, "it is left as it was");

    let run = folder.run(&["new-rule", "house-rules/no-numbers"]);
    assert_eq!(run.exit, 0, "{}", run.err);
    let run = folder.run(&["test", "house-rules"]);
    assert_eq!((run.exit, run.out.as_str()), (0, "2 examples in 1 rule: 0 failed; they reach 1 of 1 phrase\n"));
    assert_eq!(folder.run(&["new-rule", "house-rules/no-numbers"]).exit, 2);
    assert_eq!(folder.run(&["new-rule", "house-rules/No Numbers"]).exit, 2);
}

fn is_toml(line: &str) -> bool {
    line.starts_with("[[")
        || line.split_once(" = ").is_some_and(|(key, _)| key.chars().all(|c| c.is_ascii_lowercase() || c == '-'))
}

#[test]
fn the_schemas_know_what_the_program_knows() {
    let folder = Folder::new("schema");
    let schema = |of: &str| {
        let schema: serde_json::Value = serde_json::from_str(&folder.run(&["schema", of]).out).unwrap();
        jsonschema::validator_for(&schema).unwrap()
    };
    let json = |toml: &str| serde_json::to_value(toml::from_str::<toml::Table>(toml).unwrap()).unwrap();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let settings = schema("settings");
    let agency = fs::read_to_string(root.join("fixtures/agency/letterlint.toml")).unwrap();
    for good in [agency.as_str(), include_str!("../src/cli/letterlint.toml"), "rules.no-blame = \"off\""] {
        assert!(settings.is_valid(&json(good)), "{good}\n{:?}", settings.iter_errors(&json(good)).collect::<Vec<_>>());
    }
    for bad in [
        "temlate = true",
        "template = \"yes\"",
        "rules.x = \"loud\"",
        "letter.notise = \"1 month\"",
        "[[overrides]]\npacks = []",
    ] {
        assert!(!settings.is_valid(&json(bad)), "{bad}");
    }
    let (rule, change) = (schema("rule"), schema("change"));
    let mut seen = 0;
    for pack in ["letter", "tone", "disengagement"] {
        for entry in fs::read_dir(root.join("rules").join(pack)).unwrap() {
            let text = fs::read_to_string(entry.unwrap().path()).unwrap();
            let fault = rule.iter_errors(&json(&text)).next().map(|fault| fault.instance_path().to_string());
            assert_eq!(fault, None);
            seen += 1;
        }
    }
    assert!(seen >= 40);
    assert!(change.is_valid(&json("changes = \"no-blame\"\nseverity = \"off\"\n[en]\nfind = [\"x\"]\n")));
    assert!(!change.is_valid(&json("changes = \"no-blame\"\n[en]\nfnd = [\"x\"]\n")));
    assert!(!rule.is_valid(&json("kind = \"forbid\"\nseverity = \"error\"\n")));
}
