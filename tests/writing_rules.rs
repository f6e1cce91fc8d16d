//! The guide to writing rules, step by step: every file in it is written, every command run, and what the guide says
//! it prints is what it prints.

mod program;

use program::Folder;

const GUIDE: &str = include_str!("../docs/writing-rules.md");

/// A fenced block: its language and its lines.
fn blocks() -> Vec<(&'static str, &'static str)> {
    let mut pieces = GUIDE.split("\n```");
    pieces.next();
    let mut blocks = Vec::new();
    while let (Some(block), closed) = (pieces.next(), pieces.next()) {
        assert!(closed.is_some(), "a fence is not closed");
        blocks.push(block.split_once('\n').unwrap());
    }
    blocks
}

#[test]
fn every_step_of_the_guide_does_what_it_says() {
    let folder = Folder::new("guide");
    let (mut files, mut commands) = (0, 0);
    for (kind, text) in blocks() {
        match (kind, text.strip_prefix("# ").and_then(|rest| rest.split_once('\n'))) {
            ("toml", Some((path, content))) if path.ends_with(".toml") => {
                folder.write(path, content);
                files += 1;
            }
            ("console", _) => {
                let (command, printed) = text.split_once('\n').unwrap_or((text, ""));
                let args: Vec<&str> = command.strip_prefix("$ letterlint ").unwrap().split(' ').collect();
                let run = folder.run(&args);
                assert!(run.exit < 2, "{command}\n{}", run.err);
                if !printed.is_empty() {
                    assert_eq!(run.out.trim_end(), printed, "{command}");
                }
                commands += 1;
            }
            _ => {}
        }
    }
    assert!(files >= 6 && commands >= 4, "{files} files, {commands} commands");
    // All of it together, as it stands at the end.
    let run = folder.run(&["test", "house-rules"]);
    assert_eq!(run.exit, 0, "{}", run.out);
    assert!(!run.out.contains("no example reaches"), "{}", run.out);
    folder.write(
        "draft.md",
        "Dear Ms Hale,\n\nSend me the texts asap. You are a pixel pusher.\n\nKind regards\nAnn Lee\n",
    );
    let run = folder.run(&["draft.md"]);
    for found in ["house-rules/no-asap", "“pixel pusher” is hostile"] {
        assert!(run.out.contains(found), "{found}\n{}", run.out);
    }
}

/// The rows of the table of phrases: what is written, a sentence that it finds, and one that it does not.
fn rows() -> Vec<[String; 3]> {
    let table = GUIDE.split("| you write | it finds | but not |").nth(1).unwrap().split("\n\n").next().unwrap();
    let cell = |cell: &str| cell.trim().trim_matches('`').replace("\\|", "|");
    table
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| {
            let cells: Vec<String> =
                line.replace("\\|", "\u{1}").split('|').map(|c| cell(&c.replace('\u{1}', "\\|"))).collect();
            [cells[1].clone(), cells[2].clone(), cells[3].clone()]
        })
        .collect()
}

#[test]
fn every_phrase_of_the_guide_finds_what_it_says() {
    let folder = Folder::new("phrases");
    let rows = rows();
    assert!(rows.len() >= 18, "{} rows", rows.len());
    for (number, [phrase, finds, not]) in rows.iter().enumerate() {
        let string = |text: &str| toml::Value::String(text.to_owned()).to_string();
        folder.write(
            &format!("pack/row-{number:02}.toml"),
            format!(
                "kind = \"forbid\"\nseverity = \"info\"\ntitle = \"t\"\n[en]\nmessage = \"m\"\nhelp = \"h\"\nwhen-negated = \"keep\"\n\
                 when-hypothetical = \"keep\"\nfind = [{}]\nbad = [{}]\ngood = [{}]\n",
                string(phrase),
                string(finds),
                string(not)
            ),
        );
    }
    folder.write("pack/languages/en/words.toml", "delay = [\"delay\", \"delayed\", \"late\", \"behind schedule\"]\n");
    let run = folder.run(&["test", "pack"]);
    assert_eq!(run.exit, 0, "{}", run.out);
}
