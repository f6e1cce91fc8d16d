//! Every output format says the same, is what its readers expect, and obeys nobody but its writer.

mod decode;
mod program;
mod reported;

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use decode::{Failed, Found};
use letterlint::document::Format;
use letterlint::lint::lint;
use letterlint::project::{Options, Project, Setup};
use letterlint::report::{Format as OutputFormat, Report};
use letterlint::source::{Source, discover};
use program::{Folder, Run};
use serde_json::Value;

const BAD: &str = "Dear Ms Hale,\n\nYou failed to pay on time. Sorry.\n\nKind regards,\nTom Brandt\n";

/// Runs letterlint in `folder`, which it may not change.
fn report(folder: &Path, format: &str, args: &[&str]) -> Run {
    let mut command = program::command(env!("CARGO_BIN_EXE_letterlint"));
    Run::of(command.current_dir(folder).args(["--output-format", format]).args(args).output().unwrap())
}

fn sorted(mut found: Vec<Found>, change: impl Fn(&mut Found)) -> Vec<Found> {
    found.iter_mut().for_each(change);
    found.sort();
    found
}

/// Holds every format against JSON, each as `out` writes it; `fails` says which findings fail their letters.
fn compare(folder: &Path, out: impl Fn(&str) -> String, fails: impl Fn(&Found) -> bool) -> Vec<Found> {
    let (expected, expected_failed) = decode::json(&out("json"));
    let same = |format: &str, (found, failed): (Vec<Found>, Vec<Failed>)| {
        assert_eq!(sorted(found, |_| ()), sorted(expected.clone(), |_| ()), "{format}");
        assert_eq!(failed, expected_failed, "{format}");
    };
    same("sarif", decode::sarif(&out("sarif")));
    same("gitlab", decode::gitlab(&out("gitlab")));
    same("rdjson", decode::rdjson(&out("rdjson"), folder));

    let without_columns = |found: &mut Found| {
        let end = found.end.as_mut().unwrap();
        if end.0 != found.start.0 {
            (found.start.1, end.1) = (0, 0);
        }
    };
    let (found, failed) = decode::github(&out("github"));
    assert_eq!(sorted(found, |_| ()), sorted(expected.clone(), without_columns), "github");
    assert_eq!(failed, expected_failed, "github");

    let starts = sorted(expected.clone(), |found| found.end = None);
    let (found, failed) = decode::checkstyle(&out("checkstyle"));
    assert_eq!((sorted(found, |_| ()), failed), (starts.clone(), expected_failed.clone()), "checkstyle");
    let (found, failed, failures) = decode::junit(&out("junit"));
    assert_eq!((sorted(found, |_| ()), failed), (starts.clone(), expected_failed), "junit");
    let grave = expected.iter().filter(|found| fails(found));
    let grave: Vec<_> = grave.map(|found| [&found.path, &found.rule, &found.message].map(String::clone)).collect();
    assert_eq!(failures, grave, "junit");
    assert_eq!(sorted(decode::concise(&out("concise")), |_| ()), starts, "concise");
    assert_eq!(sorted(decode::full(&out("full")), |_| ()), starts, "full");

    let without_paths = |found: &mut Found| {
        (found.path, found.end) = (String::new(), None);
        found.message = found.message.trim_end_matches('.').to_owned();
    };
    assert_eq!(sorted(decode::html(&out("html")), |_| ()), sorted(expected.clone(), without_paths), "html");
    expected
}

/// What all letters of the fixtures come to, checked once: the program would compile the agency's rules for each format.
fn fixtures() -> &'static Report {
    static REPORT: OnceLock<Report> = OnceLock::new();
    REPORT.get_or_init(|| {
        let mut project = Project::new(Options::default()).unwrap();
        let mut report = Report::default();
        for folder in ["fixtures/letters", "fixtures/agency"] {
            for path in discover::letters_at(Path::new(folder), |path| project.is_excluded(path).unwrap()).files {
                let source = Source::from_path(&path).unwrap();
                let Setup { settings, rules, hidden } = project.setup(&path, source.text()).unwrap();
                let linted = lint(&source, Format::of_path(&path), None, &rules, &settings, &hidden).unwrap();
                report.rules.extend(rules.rules.iter().map(reported::note));
                report.rules.sort_by(|a, b| a.id.cmp(&b.id));
                report.rules.dedup_by(|a, b| a.id == b.id);
                report.files.push(reported::file(path.display().to_string(), source, linted, settings));
            }
        }
        report
    })
}

fn written(report: &Report, format: &str) -> String {
    let mut out = Vec::new();
    OutputFormat::find(format).unwrap().write(report, false, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn all_formats_say_the_same_of_all_letters_of_the_fixtures() {
    let agency = |found: &Found| found.path.starts_with("fixtures/agency");
    let fails = |found: &Found| found.severity == "error" || (agency(found) && found.severity == "warning");
    let found = compare(Path::new(env!("CARGO_MANIFEST_DIR")), |format| written(fixtures(), format), fails);
    assert!(found.len() > 1000 && found.iter().filter(|found| agency(found)).count() > 2, "{}", found.len());
}

#[test]
fn all_formats_say_the_same_of_upkeep_and_failures() {
    let folder = agency("formats-agency").0;
    let out = |format: &str| report(&folder, format, &["--baseline", "baseline.toml", "."]).out;
    // What settings and baselines are judged by is not what a settings file says of letters.
    let fails = |found: &Found| {
        found.severity == "error" || (found.severity == "warning" && found.path.starts_with("letters/"))
    };
    let found = compare(&folder, out, fails);
    let in_settings = found.iter().filter(|found| found.path.ends_with(".toml")).count();
    assert!(found.len() > 10 && in_settings == 2, "{found:#?}");
}

/// A folder with an idle suppression, a stale entry in its baseline, and letters that can't be checked.
fn agency(name: &str) -> Folder {
    let folder = Folder::new(name);
    let (settings, baseline) = ("error-on = \"warning\"\n", "version = 1\n");
    let idle = "\n[[suppressions]]\nfiles = [\"letters/*\"]\nrule = \"no-blame\"\ntext = \"as ever\"\nreason = \"we agreed\"\n";
    let stale = "\n[[finding]]\npath = \"letters/late.md\"\nrule = \"tone/no-blame\"\ntext = \"gone\"\n";
    folder.write("letterlint.toml", format!("{settings}{idle}")).write("baseline.toml", format!("{baseline}{stale}"));
    folder.write("letters/late.md", BAD).write("letters/Zoë, new: 50%.md", BAD);
    folder.write("letters/latin1.txt", b"Sehr geehrte Frau L\xf6we,\n");
    folder.write("letters/numbers.md", "1 2 3\n");
    folder.write("letters/front.md", format!("---\nletterlint:\n  pakcs: [tone]\n---\n{BAD}"));
    folder
}

fn errors_in(schema: &str, document: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas").join(schema);
    // A bracket too many in a pattern of the SARIF schema; browsers' engines pass it over.
    let schema = std::fs::read_to_string(path).unwrap().replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}$");
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let document = serde_json::from_str(document).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    validator.iter_errors(&document).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn json_formats_are_as_their_schemas_say() {
    let folder = agency("formats-schemas");
    for (format, schema) in
        [("sarif", "sarif-2.1.0.json"), ("rdjson", "rdjson.json"), ("gitlab", "gitlab-code-quality.json")]
    {
        let run = report(&folder.0, format, &["--baseline", "baseline.toml", "."]);
        assert_eq!((run.exit, errors_in(schema, &run.out)), (2, Vec::new()), "{format}");
        folder.write("empty/good.md", "");
        let nothing = report(&folder.0, format, &["--isolated", "--select", "no-blame", "--lang", "en", "empty"]);
        assert_eq!((nothing.exit, errors_in(schema, &nothing.out)), (0, Vec::new()), "{format}");
    }
    assert!(!errors_in("sarif-2.1.0.json", r#"{ "version": "2.1", "runs": [] }"#).is_empty());
    assert!(!errors_in("rdjson.json", r#"{ "diagnostics": [{ "message": "x" }] }"#).is_empty());
}

#[test]
fn xml_formats_are_as_their_schemas_say() {
    if Command::new("xmllint").arg("--version").output().is_err() {
        // Past the test runner, which would swallow it.
        let left_out =
            "LEFT OUT: xmllint (Debian: libxml2-utils) is not installed; the XML formats meet no schema here\n";
        std::io::stderr().write_all(left_out.as_bytes()).unwrap();
        return;
    }
    let folder = agency("formats-xml");
    for (format, schema) in [("junit", "junit-10.xsd"), ("checkstyle", "checkstyle.xsd")] {
        let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas").join(schema);
        let lint = |file: &str| {
            let mut command = Command::new("xmllint");
            Run::of(
                command.current_dir(&folder.0).args(["--noout", "--schema"]).arg(&schema).arg(file).output().unwrap(),
            )
        };
        let run = report(&folder.0, format, &["-o", "report.xml", "--baseline", "baseline.toml", "."]);
        assert_eq!((run.exit, run.out.as_str()), (2, ""));
        let checked = lint("report.xml");
        assert_eq!(checked.exit, 0, "{format}: {}", checked.err);
        folder.write("wrong.xml", "<testsuites><letter/></testsuites>");
        assert_ne!(lint("wrong.xml").exit, 0);
    }
}

#[test]
fn junit_has_a_test_for_each_letter() {
    let folder = agency("formats-junit");
    let run = report(&folder.0, "junit", &["."]);
    let checked = report(&folder.0, "json", &["."]).json();
    let papers =
        ["files", "upkeep", "failures"].iter().map(|key| checked[key].as_array().map_or(0, Vec::len)).sum::<usize>();
    assert_eq!(run.out.matches("<testcase ").count(), papers);
    assert!(run.out.contains(&format!("tests=\"{papers}\"")) && run.out.contains("errors=\"3\""), "{}", run.out);
    assert_eq!(run.out.matches("<error ").count(), 3);
}

/// The fingerprints of a report, in order.
fn fingerprints(report: &str, format: &str) -> Vec<String> {
    let json: Value = serde_json::from_str(report).unwrap();
    let (list, print) = match format {
        "sarif" => (&json["runs"][0]["results"], "/partialFingerprints/letterlint~1v1"),
        _ => (&json, "/fingerprint"),
    };
    list.as_array().unwrap().iter().map(|one| one.pointer(print).unwrap().as_str().unwrap().to_owned()).collect()
}

#[test]
fn fingerprints_are_unique_and_stay_where_lines_move() {
    for format in ["sarif", "gitlab"] {
        let all = fingerprints(&written(fixtures(), format), format);
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "{format}");
        let folder = Folder::new(&format!("formats-prints-{format}"));
        folder.write("a.md", BAD.replace("Sorry.", "You failed to pay again."));
        let before = fingerprints(&report(&folder.0, format, &["a.md"]).out, format);
        folder.write(
            "a.md",
            "Tom Brandt\n\nMill Lane 3\n\n".to_owned() + &BAD.replace("Sorry.", "You failed\nto pay again."),
        );
        let after = fingerprints(&report(&folder.0, format, &["./a.md"]).out, format);
        let kept = before.iter().filter(|print| after.contains(print)).count();
        assert!(before.len() > 4 && kept + 1 >= before.len(), "{format}: {kept} of {}", before.len());
    }
}

#[test]
fn fixes_come_with_sarif_and_rdjson() {
    let folder = Folder::new("formats-fixes");
    let letter = "\u{feff}Köln, 22. November 2026\n\nSehr geehrte Frau Lindner,\n\nwir kündigen den Vertrag zum 31. Dezember 2026. \
                  Die Übergabe ist am Montag, dem 24. November 2026.\n\nMit freundlichen Grüßen\nJonas Adler\n";
    folder.write("a.md", letter);
    let sarif = report(&folder.0, "sarif", &["a.md"]).json();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let weekday =
        results.iter().find(|result| result["message"]["text"].as_str().unwrap().contains("Tuesday")).unwrap();
    let replacement = &weekday["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(replacement["insertedContent"]["text"], "Dienstag");
    let region = serde_json::json!({ "startLine": 5, "startColumn": 69, "endLine": 5, "endColumn": 75 });
    assert_eq!(replacement["deletedRegion"], region);
    assert_eq!(sarif["runs"][0]["columnKind"], "unicodeCodePoints");
    let rdjson = report(&folder.0, "rdjson", &["a.md"]).json();
    let all = rdjson["diagnostics"].as_array().unwrap();
    let weekday = all.iter().find(|one| one["message"].as_str().unwrap().contains("Tuesday")).unwrap();
    assert_eq!(weekday["suggestions"][0]["text"], "Dienstag");
    assert_eq!(weekday["suggestions"][0]["range"]["start"], serde_json::json!({ "line": 5, "column": 71 }));
}

#[test]
fn uris_are_relative_and_encoded() {
    let folder = Folder::new("formats-uris");
    folder.write("my letters/50% off: ü.md", BAD);
    let whole = folder.0.join("my letters/50% off: ü.md");
    for path in [whole.to_str().unwrap(), "./my letters/50% off: ü.md", "my letters"] {
        let sarif = report(&folder.0, "sarif", &[path]).json();
        let location = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"];
        assert_eq!(location["uri"], "my%20letters/50%25%20off%3A%20%C3%BC.md", "{path}");
        let gitlab = report(&folder.0, "gitlab", &[path]).json();
        assert_eq!(gitlab[0]["location"]["path"], "my letters/50% off: ü.md", "{path}");
    }
}

/// Whether GitHub's or Azure's runner would take a part of this line for a command.
fn is_command(line: &str) -> bool {
    let named = |rest: &str| rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()).starts_with('[');
    line.trim_start().starts_with("::") || line.match_indices("##").any(|(at, _)| named(&line[at + 2..]))
}

#[test]
#[cfg(unix)] // Windows allows no such names
fn no_letter_and_no_file_name_speaks_to_the_runner() {
    let folder = Folder::new("formats-runner");
    let commands =
        ["::error::mine", "##[group]mine", "###[endgroup]", "##vso[task.complete]", "a\n::stop-commands::mine"];
    let mut text = String::from("Dear Ms Hale,\n\n");
    for command in commands {
        folder.write(&format!("{command}.md"), BAD).write(&format!("{command}.txt"), b"\xff");
        text.push_str(&format!(
            "{command} you failed to pay {command} in time\n  {command}\n\n[{command}] {{{{{command}}}}}\n\n"
        ));
    }
    folder.write("letter.md", format!("{text}Kind\u{1b}[31m regards,\r\u{202e}Tom\u{9b} Brandt\n"));
    folder.write(
        "b.toml",
        "version = 1\n[[finding]]\npath = \"letter.md\"\nrule = \"tone/no-blame\"\ntext = \"a\\n::error::x ##[y]\"\n",
    );
    for format in ["full", "concise", "github", "checklist", "json", "sarif", "gitlab", "rdjson", "junit", "checkstyle"]
    {
        let args = ["--baseline", "b.toml", "--lang", "en", "."];
        let run = match format {
            "checklist" => report(&folder.0, "full", &[&["--checklist"], &args[..]].concat()),
            _ => report(&folder.0, format, &args),
        };
        assert!(run.out.contains("mine"), "{format}");
        for line in run.out.lines() {
            let own = format == "github"
                && ["error", "warning", "notice"].iter().any(|name| line.starts_with(&format!("::{name} file=")));
            assert!(!is_command(line.strip_prefix("::").filter(|_| own).unwrap_or(line)), "{format}: {line}");
        }
        assert!(!run.err.lines().any(is_command), "{format}: {}", run.err);
        let obeyed = |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c);
        assert!(!run.out.contains(obeyed) && !run.err.contains(obeyed), "{format}");
    }
}

#[test]
fn a_report_file_is_written_whole_or_not_at_all() {
    let folder = Folder::new("formats-file");
    folder.write("a.md", BAD);
    for format in ["full", "concise", "json", "sarif", "github", "gitlab", "junit", "checkstyle", "rdjson", "html"] {
        let run = report(&folder.0, format, &["-o", "out", "a.md"]);
        assert_eq!((run.exit, run.out.as_str()), (1, ""), "{format}: {}", run.err);
        assert_eq!(std::fs::read_to_string(folder.0.join("out")).unwrap(), report(&folder.0, format, &["a.md"]).out);
    }
    folder.write("out", "old").write("letterlint.toml", "pakcs = []");
    assert_eq!(report(&folder.0, "html", &["-o", "out", "a.md"]).exit, 2);
    assert_eq!(std::fs::read_to_string(folder.0.join("out")).unwrap(), "old");
    let run = report(&folder.0, "html", &["--isolated", "--output-file", "no/folder/out", "a.md"]);
    assert!(run.exit == 2 && run.err.contains("can't write the report no/folder/out"), "{}", run.err);
    let names: Vec<_> = std::fs::read_dir(&folder.0).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 3, "nothing is left beside it: {names:?}");
}

#[test]
fn the_page_shows_the_letter_and_needs_nothing_else() {
    let folder = Folder::new("formats-html");
    let letter = "---\ntitle: x\n---\n<!-- letterlint-disable no-blame -->\n\n# Our <b>work</b>\n\nDear **Ms** Hale,\n\n\
                  You failed to pay for what we agreed when we met *on\ntime* & <script>alert(1)</script> “so”.\n\n- one\n- two\n\n> You are great\n\nKind regards,\nTom Brandt\n";
    folder.write("a.md", letter);
    let page = report(&folder.0, "html", &["--select", "tone", "a.md"]).out;
    for part in [
        "<h3>Our work</h3>",
        "Dear <strong>Ms</strong> Hale,",
        "<mark class=\"error\">You failed to</mark>",
        "<em>on time</em> &amp; ",
        "“so”.",
        "<ul>\n<li>one</li>\n<li>two</li>\n</ul>",
        "<blockquote>\n<p>You are great</p>\n</blockquote>",
        "Kind regards,<br/>Tom Brandt",
    ] {
        assert!(page.contains(part), "{part}\n{}", page.split_once("<main>").unwrap().1);
    }
    let page = report(&folder.0, "html", &["a.md"]).out;
    assert!(
        page.contains("<li class=\"missing\">Thank the client") && page.contains("<span class=\"offer\">Thank you")
    );
    for foreign in ["<script", "<link", "<img", "http://", "https://", "url(", "@import"] {
        assert!(!page.contains(foreign), "{foreign}");
    }
}
