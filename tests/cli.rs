//! The program as its users run it: exit codes, what bad input gets, what is checked in a folder.

mod program;

use std::fs;
use std::path::Path;

use program::{Folder, Run, copy};

const GOOD: &str = "Dear Ms Hale,\n\nOur work together ends on 31 May 2026. Thank you for five years of trust. \
                    I will hand over all files by 20 May.\n\nKind regards\nAnn Lee\n";
const BAD: &str = "Dear Ms Hale,\n\nYou failed to pay on time.\n\nKind regards\nAnn Lee\n";

#[test]
fn the_exit_code_tells_the_truth() {
    let folder = Folder::new("exit");
    folder.write("good.md", GOOD).write("bad.md", BAD).write("empty/note.pdf", "").write("latin1.txt", b"Dear \xe4");
    folder.write("warn.md", GOOD.replace("31 May 2026", "31 May 2026, at some point soon maybe"));
    folder.write("ok.toml", "packs = [\"tone\"]\n").write("broken.toml", "packs = [\n");
    let cases: &[(&[&str], i32)] = &[
        (&["good.md"], 0),
        (&["bad.md"], 1),
        (&["bad.md", "--exit-zero"], 0),
        (&["good.md", "bad.md"], 1),
        (&["--config", "ok.toml", "good.md"], 0),
        (&["--config", "broken.toml", "good.md"], 2),
        (&["--config", "nowhere.toml", "good.md"], 2),
        (&["missing.md"], 2),
        (&["good.md", "missing.md"], 2),
        (&["empty"], 2),
        (&["latin1.txt"], 2),
        (&["latin1.txt", "bad.md"], 2),
        (&["latin1.txt", "--exit-zero"], 2),
        (&["--nonsense"], 2),
        (&["--lang", "fr", "good.md"], 2),
        (&["--today", "tomorrow", "good.md"], 2),
        (&["test"], 0),
        (&["--help"], 0),
    ];
    for (args, exit) in cases {
        let run = folder.run(args);
        assert_eq!(run.exit, *exit, "{args:?}\n{}{}", run.out, run.err);
    }
}

#[test]
fn the_failing_level_can_be_lowered() {
    let folder = Folder::new("level");
    folder.write("a.md", GOOD.replace("I will hand over all files by 20 May.", ""));
    assert_eq!(folder.run(&["a.md"]).exit, 0, "a missing handover is a warning");
    assert_eq!(folder.run(&["--error-on", "warning", "a.md"]).exit, 1);
    assert_eq!(folder.run(&["--error-on", "info", "a.md"]).exit, 1);
}

#[test]
fn in_folders_letters_are_found_and_other_papers_are_not() {
    let folder = Folder::new("folders");
    for name in [
        "a.md",
        "b.markdown",
        "sub/c.txt",
        "sub/D.MD",
        "README.md",
        "sub/Changelog.md",
        ".hidden/e.md",
        ".f.md",
        "g.pdf",
    ] {
        folder.write(name, GOOD);
    }
    let all = ["a.md", "b.markdown", "sub/D.MD", "sub/c.txt"];
    assert_eq!(folder.run(&["--output-format", "json"]).checked(), all);
    assert_eq!(folder.run(&["--output-format", "json", "sub"]).checked(), all[2..]);
    assert_eq!(folder.run(&["--output-format", "json", "README.md", ".f.md"]).checked(), ["README.md", ".f.md"]);
}

#[test]
fn what_can_not_be_checked_is_named_and_the_rest_is_checked() {
    let folder = Folder::new("failures");
    folder
        .write("bad.md", BAD)
        .write("latin1.txt", b"Dear Ms Hale,\nwe \xe4")
        .write("polite.md", "Beste mevrouw, wij stoppen ermee. Dank u wel.");
    let run = folder.run(&["--output-format", "json", "latin1.txt", "missing.md", "bad.md", "polite.md"]);
    assert_eq!(run.exit, 2);
    assert_eq!(run.checked(), ["bad.md"]);
    let failures = run.json()["failures"].as_array().unwrap().clone();
    let messages: Vec<_> = failures.iter().map(|failure| failure["message"].as_str().unwrap()).collect();
    assert_eq!(messages[0], "it is not UTF-8 (line 2, byte 4): save it as UTF-8");
    assert!(messages[1] == "there is no such file", "{messages:?}");
    assert!(messages[2].contains("--lang en, de or pl"), "{messages:?}");
    for name in ["latin1.txt", "missing.md", "polite.md"] {
        assert!(run.err.contains(&format!("error: {name}: ")), "{}", run.err);
    }
}

#[test]
fn a_folder_in_the_place_of_a_letter_or_nothing_to_check_is_said() {
    let folder = Folder::new("nothing");
    folder.write("sub/picture.png", "");
    let run = folder.run(&["sub"]);
    assert_eq!((run.exit, run.out.as_str()), (2, ""));
    assert!(run.err.contains("sub: there is no letter in this folder"), "{}", run.err);
    assert_eq!(folder.run(&[]).exit, 2);
}

#[test]
fn faults_in_settings_have_a_caret() {
    let folder = Folder::new("settings");
    folder.write("good.md", GOOD);
    let cases = [
        ("pakcs = [\"tone\"]\n", "there is no key “pakcs” here", "did you mean “packs”?"),
        ("packs = [\"tome\"]\n", "there is no pack “tome”", "did you mean “tone”?"),
        ("today = \"31.12.2026\"\n", "“31.12.2026” is no date", "write a day"),
        ("[letter]\nnotice = \"soon\"\n", "soon", "^"),
        ("[letter]\nreason = \"anger\"\n", "“anger” can't stand here", "write \"business\" or \"conduct\""),
        ("template = \"yes\"\n", "“yes” is neither true nor false", "without quotes"),
    ];
    for (settings, message, advice) in cases {
        folder.write("letterlint.toml", settings);
        let run = folder.run(&["--config", "letterlint.toml", "good.md"]);
        assert_eq!((run.exit, run.out.as_str()), (2, ""), "{settings}");
        let all = [message, advice, "letterlint.toml:", "^"];
        assert!(all.iter().all(|wanted| run.err.contains(wanted)), "{settings}\n{}", run.err);
    }
}

#[test]
fn faults_in_rule_files_have_a_caret_and_nothing_is_checked() {
    let folder = Folder::new("pack");
    let rule = |find: &str| {
        format!(
            "kind = \"forbid\"\nseverity = \"error\"\ntitle = \"t\"\nwhy = \"w\"\nguides = []\n\
             [en]\nmessage = \"m\"\nhelp = \"h\"\nfind = [\n  \"you are late\",\n  {find},\n]\nbad = [\"You are late.\"]\n"
        )
    };
    folder
        .write("good.md", GOOD)
        .write("rules/languages/en/words.toml", "late = [\"late\"]\n")
        .write("rules/tone/x.toml", rule("\"a\""));
    let run = folder.run(&["--rules", "rules", "good.md"]);
    assert_eq!((run.exit, run.out.as_str()), (2, ""));
    assert!(run.err.contains("languages/en/grammar.toml is not there"), "{}", run.err);
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/languages/en"), &folder.0.join("rules/languages/en"));
    let cases = [
        ("\"{a|b\"".to_owned(), "this bracket is not closed", "x.toml:11:4"),
        ("\"you are @lte\"".to_owned(), "there is no word list @lte", "did you mean “late”?"),
        ("\"on <dat>\"".to_owned(), "nobody knows <dat>", "x.toml:11:7"),
        ("{ find = \"a\", witch = [\"b\"] }".to_owned(), "there is no key “witch” here", "did you mean “with”?"),
        ("7".to_owned(), "“7” can't stand here", "x.toml:11"),
    ];
    for (find, message, advice) in cases {
        folder.write("rules/tone/x.toml", rule(&find));
        folder.write("rules/languages/en/words.toml", "late = [\"late\"]\n");
        let run = folder.run(&["--rules", "rules", "--lang", "en", "good.md"]);
        assert_eq!((run.exit, run.out.as_str()), (2, ""), "{find}");
        assert!([message, advice, "^"].iter().all(|wanted| run.err.contains(wanted)), "{find}\n{}", run.err);
    }
    folder.write("rules/tone/x.toml", rule("\"you are early\""));
    folder.write("rules/languages/en/words.toml", "late = [\"@soon\"]\nsoon = [\"@late\"]\n");
    let run = folder.run(&["test", "rules"]);
    assert_eq!(run.exit, 2);
    assert!(run.err.contains("names itself") && run.err.contains("words.toml:"), "{}", run.err);
}

#[test]
fn examples_that_fail_are_called_noisy_or_missing() {
    let folder = Folder::new("examples");
    fs::create_dir_all(folder.0.join("rules/languages")).unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/languages"), &folder.0.join("rules/languages"));
    folder.write(
        "rules/tone/x.toml",
        "kind = \"forbid\"\nseverity = \"error\"\ntitle = \"t\"\nwhy = \"w\"\nguides = []\n[en]\nmessage = \"m\"\nhelp = \"h\"\n\
         find = [\"late\"]\nbad = [\"You are slow.\"]\ngood = [\"The train was late.\", \"All is well.\"]\n",
    );
    let run = folder.run(&["test", "rules"]);
    assert_eq!(run.exit, 1, "{}{}", run.out, run.err);
    assert!(run.out.contains("tone/x [en] missing: leaves a bad example alone:\n    You are slow."), "{}", run.out);
    assert!(
        run.out.contains("tone/x [en] noisy: marks “late” in a good example:\n    The train was late."),
        "{}",
        run.out
    );
    assert!(run.out.ends_with("3 examples in 1 rule: 2 failed; they reach 1 of 1 phrase\n"), "{}", run.out);
}

#[test]
fn standard_input_is_checked_under_its_name() {
    let folder = Folder::new("stdin");
    let run = folder.run_with_input(
        &["--output-format", "json", "--stdin-filename", "mail.md", "-"],
        BAD.replace("failed", "**failed**").as_bytes(),
    );
    assert_eq!(run.exit, 1);
    assert_eq!(run.checked(), ["mail.md"]);
    let json = run.json();
    let findings = json["files"][0]["findings"].as_array().unwrap().clone();
    assert!(findings.iter().any(|finding| finding["text"] == "You **failed** to"), "{findings:?}");
}

#[test]
fn json_has_the_promised_shape() {
    let folder = Folder::new("json");
    folder.write("a.md", BAD.replace('\n', "\r\n"));
    let json = folder.run(&["--output-format", "json", "a.md"]).json();
    assert_eq!(json["version"], 1);
    let file = &json["files"][0];
    assert_eq!((&file["language"], &file["template"], &file["suppressed"]), (&"en".into(), &false.into(), &0.into()));
    assert_eq!(file["packs"], serde_json::json!(["letter", "tone", "disengagement"]));
    let blame = file["findings"].as_array().unwrap().iter().find(|finding| finding["rule"] == "tone/no-blame").unwrap();
    assert_eq!(blame["severity"], "error");
    assert_eq!(blame["text"], "You failed to");
    let span = serde_json::json!({
        "start": { "offset": 17, "line": 3, "column": 1 },
        "end": { "offset": 30, "line": 3, "column": 14 },
    });
    assert_eq!(blame["span"], span);
    assert!(!blame["help"].as_str().unwrap().is_empty() && !blame["guides"].as_array().unwrap().is_empty());
    let thanks = file["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|finding| finding["rule"] == "disengagement/includes-thanks")
        .unwrap();
    assert_eq!(thanks["span"]["start"], serde_json::json!({ "offset": 43, "line": 3, "column": 27 }));
    assert_eq!(thanks["span"]["start"], thanks["span"]["end"]);
    let fix = &thanks["fixes"][0];
    assert_eq!(fix["applicability"], "has-placeholders");
    assert!(fix["edits"][0]["text"].as_str().unwrap().starts_with("\r\n\r\nThank you"), "{fix}");
    let summary = &json["summary"];
    let counted = file["findings"].as_array().unwrap().iter().filter(|finding| finding["severity"] == "error").count();
    assert_eq!((&summary["files"], &summary["errors"]), (&1.into(), &counted.into()));
}

#[test]
fn dates_are_reckoned_and_the_right_one_is_offered() {
    let folder = Folder::new("dates");
    let letter = "Köln, 22. November 2026\n\nSehr geehrte Frau Lindner,\n\nwir kündigen den Vertrag zum 1. Dezember 2026. \
                  Die Übergabe ist am Montag, dem 24. November 2026.\n\nMit freundlichen Grüßen\nJonas Adler\n";
    folder.write("a.md", letter).write("s.toml", "[letter]\nnotice = \"1 month to month-end\"\n");
    let run = folder.run(&["--config", "s.toml", "a.md"]);
    let arithmetic = "22 November 2026 to 1 December 2026 is 9 days; the notice is 1 month to month-end: \
                      the earliest date is 31 December 2026";
    assert!(run.out.contains(arithmetic), "{}", run.out);
    assert!(run.out.contains("help: write “31. Dezember 2026”"), "{}", run.out);
    assert!(run.out.contains("24 November 2026 is a Tuesday, not a Monday"), "{}", run.out);
    assert!(run.out.contains("help: write “Dienstag”"), "{}", run.out);
    let json = folder.run(&["--config", "s.toml", "--output-format", "json", "a.md"]).json();
    let findings = json["files"][0]["findings"].as_array().unwrap().clone();
    let notice = findings.iter().find(|finding| finding["rule"] == "disengagement/gives-notice").unwrap();
    assert_eq!(notice["fixes"][0]["edits"][0]["text"], "31. Dezember 2026");
    assert_eq!(notice["text"], "1. Dezember 2026");
}

#[test]
fn a_date_of_two_readings_is_asked_about_and_changes_no_verdict() {
    let folder = Folder::new("two-readings");
    folder.write("a.md", GOOD.replace("31 May 2026", "03/04/2026"));
    let run = folder.run(&["--today", "2026-03-20", "a.md"]);
    assert!(run.out.contains("“03/04/2026” can be 3 April 2026 or 4 March 2026"), "{}", run.out);
    assert!(run.out.contains("help: write “3 April 2026” or “4 March 2026”"), "{}", run.out);
    assert!(!run.out.contains("date-in-future") && run.exit == 0, "{}", run.out);
    folder.run(&["--fix", "--unsafe-fixes", "a.md"]);
    assert!(fs::read_to_string(folder.0.join("a.md")).unwrap().contains("03/04/2026"), "which of them, nobody knows");
}

#[test]
fn one_date_shows_how_the_others_are_written() {
    let folder = Folder::new("month-first");
    let letter = |end: &str| GOOD.replace("Dear", "05/22/2026\n\nDear").replace("31 May 2026", end);
    folder.write("a.md", letter("05/30/2026"));
    let json = folder.run(&["--output-format", "json", "--select", "gives-notice", "a.md"]).json();
    let notice = &json["files"][0]["findings"][0];
    assert_eq!(
        (&notice["text"], &notice["fixes"][0]["edits"][0]["text"]),
        (&"05/30/2026".into(), &"06/05/2026".into())
    );
    folder.write("b.md", letter("Friday, 06/08/2026"));
    let run = folder.run(&["--select", "valid-dates", "b.md"]);
    assert!(run.out.contains("8 June 2026 is a Monday"), "{}", run.out);
}

#[test]
fn the_first_end_is_judged_and_a_wrong_year_once() {
    let folder = Folder::new("ends");
    let dates = |day: &str, sentences: &str| {
        folder.write("a.md", format!("{day}\n\nDear Ms Hale,\n\n{sentences}\n\nKind regards\nAnn Lee\n"));
        let rules = "date-in-future,one-effective-date,deadlines-before-end";
        let json = folder.run(&["--select", rules, "--output-format", "json", "a.md"]).json();
        let findings = json["files"][0]["findings"].as_array().unwrap().clone();
        findings.iter().map(|finding| finding["text"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let (ahead, past) = ("Our contract ends on 31 May 2026.", "Our contract ends on 1 May 2025.");
    assert_eq!(
        dates("10 March 2026", &format!("{ahead} {past}")),
        ["1 May 2025"],
        "a second end, and no slip beside it"
    );
    assert_eq!(dates("10 March 2026", &format!("{past} {ahead}")), ["1 May 2025", "31 May 2026"]);
    let general = "Our contract ends at the end of the month.";
    assert!(dates("10 March 2026", &format!("{ahead} {general}")).is_empty(), "how the notice is reckoned");
    // The end of last year is a slip for this year's, and what is due is compared with that.
    let slip = |due: &str| {
        dates("4 January 2027", &format!("Our contract ends on 28 February 2026. I will finish the plans by {due}."))
    };
    assert_eq!(slip("20 January 2027"), ["28 February 2026"]);
    assert_eq!(slip("20 March 2027"), ["28 February 2026", "20 March 2027"]);
}

#[test]
fn the_letter_bears_the_date_of_its_own_date_line() {
    let folder = Folder::new("date-lines");
    for above in [
        "Your reference: 3 March 2026\nDate: 10 March 2026",
        "Your ref 3 March 2026\n10 March 2026",
        "Your ref: BH/12 of 1 March 2026\n\n10 March 2026",
        "Re: Contract of 1 March 2025\n\n10 March 2026",
        "---\ndate: 10 March 2026\nto: Ms Hale\n---",
        "+++\nDate = \"10 March 2026\"\n+++",
    ] {
        folder.write("a.md", format!("{above}\n\n{GOOD}"));
        let run = folder.run(&["--checklist", "a.md"]);
        assert!(run.out.contains("82 days from the letter"), "{above}: {}", run.out);
    }
}

#[test]
fn the_checklist_shows_the_words_and_what_is_missing() {
    let folder = Folder::new("checklist");
    folder.write("a.md", GOOD.replace("Thank you for five years of trust. ", ""));
    let run = folder.run(&["--checklist", "a.md"]);
    assert!(run.out.contains("missing (includes-thanks)"), "{}", run.out);
    assert!(run.out.contains("line 3: “") && run.out.contains("31 May 2026”"), "{}", run.out);
    assert!(run.out.contains("The end: 31 May 2026 (line 3: “31 May 2026”)"), "{}", run.out);
    let run = folder.run(&["--checklist", "--today", "2026-05-01", "a.md"]);
    assert!(run.out.contains("The end: 31 May 2026, 30 days from the letter"), "{}", run.out);
}

#[test]
fn nothing_in_a_letter_or_its_name_reaches_the_terminal_unescaped() {
    let folder = Folder::new("escape");
    let name = "we\u{1b}[31mird.md";
    folder.write(name, BAD.replace("You failed to", "You failed to \u{1b}]0;x\u{7}\u{202e}"));
    let run = folder.run(&["--color", "never", name, "missing\u{1b}.md"]);
    for text in [&run.out, &run.err] {
        assert!(!text.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'), "{text:?}");
    }
    assert!(run.out.contains(r"we\u{1b}[31mird.md:3:1") && run.out.contains(r"\u{1b}]0;x\u{7}\u{202e}"), "{}", run.out);
}

#[test]
fn colour_follows_flag_then_environment_then_terminal() {
    let folder = Folder::new("colour");
    folder.write("bad.md", BAD);
    let coloured = |args: &[&str], env: &[(&str, &str)]| {
        let mut command = folder.command(args);
        command.arg("bad.md").envs(env.iter().copied());
        Run::of(command.output().unwrap()).out.contains("\u{1b}[")
    };
    assert!(!coloured(&[], &[]), "no terminal, no colour");
    assert!(coloured(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(!coloured(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    assert!(coloured(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
}

/// Letters in three languages, with findings and without, one that can't be read and one with broken front matter.
#[test]
fn the_output_is_the_same_whatever_the_number_of_threads() {
    let folder = Folder::new("threads");
    let letters = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/letters");
    for language in ["en", "de", "pl"] {
        for number in 1..=12 {
            for ending in ["md", "txt"] {
                let letter = letters.join(format!("{language}/{number:03}.{ending}"));
                if let Ok(text) = fs::read(letter) {
                    folder.write(&format!("{language}/{number:03}.{ending}"), text);
                }
            }
        }
    }
    folder
        .write("en/latin1.txt", b"Dear \xe4")
        .write("de/broken.md", "---\nletterlint:\n  template: 3\n---\nLieber Tom,\n");
    for format in ["concise", "full", "json", "sarif", "junit", "html"] {
        let run = |jobs: &str| {
            let run = folder.run(&["--output-format", format, "--jobs", jobs, "."]);
            assert_eq!(run.exit, 2, "{format}");
            (run.out, run.err)
        };
        let alone = run("1");
        assert!(alone.0.contains("pl/00"), "{format}");
        for jobs in ["2", "3", "16"] {
            assert!(run(jobs) == alone, "{format} with {jobs} threads");
        }
    }
    let again = || folder.run(&["--output-format", "concise", "--jobs", "16", "."]).out;
    let first = again();
    (0..20).for_each(|time| assert!(again() == first, "run {time}"));
    let reversed = folder.run(&["--output-format", "concise", "pl", "en", "de"]).out;
    let sorted = |text: &str| text.lines().map(str::to_owned).collect::<std::collections::BTreeSet<_>>();
    assert_eq!(sorted(&reversed), sorted(&first), "the order of arguments changes the order of letters alone");
    assert!(folder.run(&["--jobs", "0", "."]).err.contains("--jobs"));
}
