//! What is bounded: time grows with the letter and no faster, nesting needs no stack, output is clipped and counted.

mod common;
mod hostile;
mod program;

use std::time::Duration;

use letterlint::built_in::{self, SOURCES};
use letterlint::document::Format;
use letterlint::fault::Fault;
use letterlint::pack::Rules;
use program::Folder;

/// In bytes; large enough to be measured, small enough for every run of the tests. `cargo bench` goes up to 1 MiB.
const SIZE: usize = 16 * 1024;
/// The clock of a thread goes in steps of several milliseconds: what takes less is not to be told from nothing.
const MEASURABLE: Duration = Duration::from_millis(20);

fn grows_with_the_letter(format: Format) {
    for kind in hostile::kinds() {
        grows_linearly(kind.name, |size| kind.letter(size), format, common::rules());
    }
}

/// Twice the size takes at most 2.5 times as long.
fn grows_linearly(name: &str, letter: impl Fn(usize) -> String, format: Format, rules: &Rules) {
    let (once, twice) = (letter(SIZE), letter(2 * SIZE));
    let shortest = |letter: &str| {
        let time = || hostile::time(letter, format, rules, &["full", "json", "rdjson", "html"]);
        std::iter::repeat_with(time).take(2).min().unwrap()
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
        "{name:?}: twice the size takes {growths:?} times as long"
    );
}

/// The built-in rules with a pack of the house that adds `phrases` to one of them, and `words` to the lists.
fn with_house(phrases: &[&str], words: &str) -> Result<Rules, Fault> {
    let change = format!("changes = \"no-cliche\"\n[en]\nfind = {phrases:?}\n");
    let house = common::house(&[("cliche.toml", &change), ("languages/en/words.toml", words)]);
    Rules::beside(built_in::rules(), SOURCES, &[house])
}

#[test]
fn no_expression_in_a_pack_makes_a_letter_slow() {
    // Each search goes to the end of what is left, or has many ways to read the same letters.
    let expressions = ["/a.*z|a/", "/(a+)+b|a a/", r"/\w+ (\w+ )*z|\w/", "/(a|a)*b|(a|ab)(c|bcd)*/", "/.+?z|[^b]/"];
    let rules = with_house(&expressions, "").unwrap();
    for piece in ["a", "a ", "a, ", "aaaaaaaaa a\n", "ab"] {
        let letter = |size| format!("Dear Ms Hale,\n\n{}\n", piece.repeat(size / piece.len()));
        grows_linearly(piece, letter, Format::Plain, &rules);
    }
}

#[test]
fn packs_hold_a_hundred_expressions_of_a_megabyte() {
    let many: Vec<String> = (0..101).map(|number| format!("/no. {number}/")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert!(with_house(&many[..100], "").is_ok());
    assert!(with_house(&many, "").unwrap_err().to_string().contains("more than 100 regular expressions"));
    assert!(with_house(&["/([a-z]{500}){500}/"], "").unwrap_err().to_string().contains("too large"));
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
        for (open, close) in [("{a|", "}"), ("(a|", ")"), ("{", ""), ("/(", "/"), ("{(a|", ")}")] {
            let phrase = format!("a {}a{}", open.repeat(DEEP), close.repeat(DEEP));
            assert!(with_house(&[&phrase], "").is_err(), "{open}{close}");
        }
        let chain: String = (0..DEEP / 10).map(|list| format!("a{list} = [\"@a{}\"]\n", list + 1)).collect();
        let fault = with_house(&["@a0"], &format!("{chain}a{} = [\"a\"]\n", DEEP / 10)).unwrap_err();
        assert!(fault.to_string().contains("deep"), "{fault}");
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
