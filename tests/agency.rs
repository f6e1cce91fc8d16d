//! An agency's repository as it is used in CI: templates in three languages and four styles of placeholders, house
//! rules, overrides, suppressions, a baseline. What is printed is a reviewed snapshot.

mod program;

use std::fs;
use std::path::Path;

use program::{Folder, copy};

fn agency(name: &str) -> Folder {
    let folder = Folder::new(name);
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/agency"), &folder.0);
    folder
}

/// Read it before you take it: `LETTERLINT_WRITE_SNAPSHOTS=1 cargo test --test agency` writes it anew.
#[test]
fn the_whole_run_is_as_reviewed() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/agency.stdout");
    let run = agency("agency").run(&["--baseline", "baseline.toml", "."]);
    if std::env::var_os("LETTERLINT_WRITE_SNAPSHOTS").is_some() {
        fs::write(&path, &run.out).unwrap();
    }
    let reviewed = fs::read_to_string(&path).unwrap();
    let (printed, wanted): (Vec<&str>, Vec<&str>) = (run.out.lines().collect(), reviewed.lines().collect());
    let differs = printed.iter().zip(&wanted).position(|(a, b)| a != b).unwrap_or(printed.len().min(wanted.len()));
    let around =
        |lines: &[&str]| lines[differs.saturating_sub(4).min(lines.len())..(differs + 8).min(lines.len())].join("\n");
    assert!(printed == wanted, "from line {}:\n{}\n--- reviewed:\n{}", differs + 1, around(&printed), around(&wanted));
    assert_eq!((run.exit, run.err.as_str()), (1, ""));
}

#[test]
fn the_house_rules_prove_themselves() {
    let run = agency("agency-rules").run(&["test", "house-rules"]);
    assert_eq!(run.exit, 0, "{}", run.out);
    assert!(!run.out.contains("no example reaches"), "{}", run.out);
}

#[test]
fn the_same_is_found_wherever_the_run_begins() {
    let folder = agency("agency-elsewhere");
    let found = |args: &[&str], below: &str| -> Vec<String> {
        let json = folder.run(args).json();
        let files = json["files"].as_array().unwrap().clone();
        let line = |file: &serde_json::Value, finding: &serde_json::Value| {
            let path = file["path"].as_str().unwrap().trim_start_matches(below);
            format!("{path} {} {}", finding["rule"], finding["span"]["start"]["offset"])
        };
        let all = files
            .iter()
            .flat_map(|file| file["findings"].as_array().unwrap().iter().map(|finding| line(file, finding)));
        all.filter(|line| line.starts_with("templates/")).collect()
    };
    let here = found(&["--output-format", "json", "templates"], "");
    assert!(here.len() > 10);
    let above = folder.0.file_name().unwrap().to_str().unwrap().to_owned();
    let outer = Folder(folder.0.parent().unwrap().to_owned());
    let json = outer.run(&["--output-format", "json", &format!("{above}/templates")]).json();
    let count: usize =
        json["files"].as_array().unwrap().iter().map(|file| file["findings"].as_array().unwrap().len()).sum();
    assert_eq!(count, here.len(), "settings are found from the letters, not from where one stands");
}
