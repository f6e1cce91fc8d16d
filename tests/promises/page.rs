//! The page `docs/promises.md` names a proof for every promise, and each is there.

use std::fs;
use std::path::Path;

const LAST: usize = 27;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The cells of each row of the table: number, promise, proof, figure, day.
fn rows() -> Vec<Vec<String>> {
    let page = fs::read_to_string(root().join("docs/promises.md")).unwrap();
    let rows =
        page.lines().filter(|line| line.starts_with("| ") && line[2..].starts_with(|c: char| c.is_ascii_digit()));
    rows.map(|row| row.trim_matches('|').split(" | ").map(|cell| cell.trim().to_owned()).collect()).collect()
}

#[test]
fn the_page_has_a_line_for_every_promise() {
    let rows = rows();
    let numbers: Vec<usize> = rows.iter().map(|row| row[0].parse().unwrap()).collect();
    assert_eq!(numbers, (1..=LAST).collect::<Vec<_>>());
    for row in &rows {
        assert_eq!(row.len(), 5, "{row:?}");
        assert!(row[4].parse::<jiff::civil::Date>().is_ok(), "{row:?} bears no day");
        assert!(row[3].len() > 1, "{row:?} has no figure");
    }
}

#[test]
fn every_test_and_command_that_the_page_names_is_there() {
    let mut tests = 0;
    for row in &rows() {
        let (mut file, mut proofs) = (String::new(), 0);
        for name in row[2].split('`').skip(1).step_by(2) {
            match name {
                name if name.ends_with(".rs") => {
                    file = fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
                }
                name if name.starts_with("cargo ") || name.starts_with(".ci/") => {
                    proofs += 1;
                    let script = name.split(' ').next().unwrap();
                    assert!(script == "cargo" || root().join(script).exists(), "{name} is not there");
                }
                name => {
                    let test = file.split_once(&format!("fn {name}("));
                    let (before, _) = test.unwrap_or_else(|| panic!("promise {}: there is no test {name}", row[0]));
                    let above = before.rsplit("\n}").next().unwrap();
                    assert!(above.contains("#[test]"), "{name} is no test");
                    proofs += 1;
                    tests += 1;
                }
            }
        }
        assert!(proofs > 0, "promise {} has no proof", row[0]);
    }
    assert!(tests > 40, "{tests}");
}
