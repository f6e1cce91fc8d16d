//! What is bounded: time grows with the letter and no faster, nesting needs no stack, output is clipped and counted.

mod common;
mod hostile;
mod program;

use std::time::Duration;

use letterlint::document::Format;
use program::Folder;

/// In bytes; large enough to be measured, small enough for every run of the tests. `cargo bench` goes up to 1 MiB.
const SIZE: usize = 16 * 1024;
/// The clock of a thread goes in steps of several milliseconds: what takes less is not to be told from nothing.
const MEASURABLE: Duration = Duration::from_millis(20);

fn grows_with_the_letter(format: Format) {
    for kind in hostile::kinds() {
        let (once, twice) = (kind.letter(SIZE), kind.letter(2 * SIZE));
        let shortest = |letter: &str| {
            (0..2)
                .map(|_| hostile::time(letter, format, common::rules(), &["full", "json", "rdjson", "html"]))
                .min()
                .unwrap()
        };
        // Anything may happen on the machine meanwhile: one good measurement of several is enough.
        let growth = || shortest(&twice).as_secs_f64() / shortest(&once).max(MEASURABLE).as_secs_f64();
        let growths: Vec<f64> = std::iter::repeat_with(growth)
            .take(5)
            .scan(false, |done, growth| {
                let go_on = !*done;
                *done |= growth <= 2.5;
                go_on.then_some(growth)
            })
            .collect();
        assert!(
            growths.last().is_some_and(|last| *last <= 2.5),
            "{:?}: twice the size takes {growths:?} times as long",
            kind.name
        );
    }
}

#[test]
fn twice_the_markdown_takes_about_twice_as_long() {
    grows_with_the_letter(Format::Markdown);
}

#[test]
fn twice_the_text_takes_about_twice_as_long() {
    grows_with_the_letter(Format::Plain);
}

#[test]
fn there_are_forty_kinds_of_letters_that_make_readers_slow() {
    let kinds = hostile::kinds();
    let letters: std::collections::BTreeSet<String> = kinds.iter().map(|kind| kind.letter(SIZE)).collect();
    assert!(letters.len() >= 40, "{} of {} kinds differ", letters.len(), kinds.len());
    assert!(letters.iter().all(|letter| (SIZE / 2..2 * SIZE).contains(&letter.len())));
}

#[test]
fn nesting_a_hundred_thousand_deep_needs_no_stack() {
    const DEEP: usize = 100_000;
    let nested = [
        ">",
        "> ",
        "- ",
        "* - ",
        "1. ",
        "[",
        "![",
        "*a ",
        "**",
        "(",
        "{",
        "{{",
        "<<",
        "\"",
        "<div>\n",
        "<b>",
        "{{#if a}}",
        "[a: ",
    ];
    let thread = std::thread::Builder::new().stack_size(2 * 1024 * 1024).spawn(move || {
        for mark in nested {
            for format in [Format::Markdown, Format::Plain] {
                hostile::time(&mark.repeat(DEEP), format, common::rules(), &["full", "html"]);
            }
        }
        for settings in
            [format!("a = {}", "[".repeat(DEEP)), format!("a = {}", "{a = ".repeat(DEEP)), "a.".repeat(DEEP)]
        {
            let file = letterlint::fault::TomlFile { path: "letterlint.toml", text: &settings };
            assert!(letterlint::settings::Settings::parse(&file).is_err());
        }
        for (open, end) in
            [("letterlint: ", "["), ("letterlint: ", "{a: "), ("letterlint:\n  a: ", "- "), ("letterlint: ", "? ")]
        {
            // More than 64 KiB of front matter is not looked into.
            let letter = format!("---\n{open}{}\n---\nDear Ms Hale,\n", end.repeat(60_000 / end.len()));
            let file = letterlint::fault::TomlFile { path: "a.md", text: &letter };
            assert!(letterlint::settings::front_matter::read(&file).is_err(), "{open}{end}");
        }
    });
    thread.unwrap().join().unwrap();
}

#[test]
fn a_long_line_with_thousands_of_findings_is_shown_in_short() {
    let folder = Folder::new("bounded");
    let line = "No!!! ".repeat(4000);
    folder
        .write("a.md", format!("Dear Ms Hale,\n\n{line}\n\nKind regards\nAnn Lee\n"))
        .write("letterlint.toml", "packs = [\"letter\"]\nerror-on = \"info\"\n");
    let all = {
        let run = folder.run(&["--output-format", "json", "a.md"]);
        run.json()["files"][0]["findings"].as_array().unwrap().len()
    };
    assert!(all >= 4000);
    let run = folder.run(&["a.md"]);
    assert_eq!(run.exit, 1);
    assert_eq!(run.out.matches("┌─").count(), 100);
    assert!(run.out.contains(&format!("… and {} more in a.md: ", all - 100)), "{}", &run.out[run.out.len() - 300..]);
    assert!(run.out.len() < 100 * 1000, "{}", run.out.len());
    assert!(run.out.lines().all(|line| line.chars().count() < 200));
    let run = folder.run(&["--max-findings", "3", "a.md"]);
    assert_eq!(run.out.matches("┌─").count(), 3);
    let run = folder.run(&["--max-findings", "0", "a.md"]);
    assert_eq!(run.out.matches("┌─").count(), all);
    assert!(!run.out.contains("more in") && run.out.len() < all * 1000, "{}", run.out.len());
    // Programs are told of every one.
    for format in ["sarif", "concise", "github", "checkstyle"] {
        let out = folder.run(&["--output-format", format, "--max-findings", "3", "a.md"]).out;
        assert!(out.matches("no-shouting").count() >= 4000, "{format}");
    }
}

#[test]
fn words_without_an_end_are_cut_in_messages() {
    let folder = Folder::new("endless-words");
    folder.write("a.md", format!("Dear Ms Hale,\n\nNo{}\n\nKind regards\nAnn Lee\n", "!".repeat(100_000)));
    for format in ["full", "concise", "github"] {
        let run = folder.run(&["--isolated", "--select", "no-shouting", "--output-format", format, "a.md"]);
        assert!(run.out.contains("!!! …”") && run.out.len() < 2000, "{format}: {}", run.out.len());
    }
}
