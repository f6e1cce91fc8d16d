//! Fixes: they mend what they say, bring nothing new, are done in one go, and change nothing else in the file.

mod common;
mod invariants;
mod program;

use std::fs;
use std::path::PathBuf;

use letterlint::document::Format;
use letterlint::language::Language;
use letterlint::lint::lint;
use letterlint::settings::Settings;
use letterlint::source::Source;
use program::Folder;
use proptest::prelude::*;

const SHOUT: &str = "Dear Ms Hale,\n\nPlease call me!!! The work ends on 31 May 2026.\n\nKind regards\nAnn Lee\n";

/// Every labelled letter, and whether it is a template.
fn letters() -> Vec<(PathBuf, String, bool)> {
    let mut letters: Vec<PathBuf> = Language::ALL.into_iter().flat_map(common::labelled_letters).collect();
    letters.sort();
    let read = |path: PathBuf| {
        let labels = fs::read_to_string(path.with_extension("toml")).unwrap();
        let text = String::from_utf8(fs::read(&path).unwrap()).unwrap();
        (path, text, labels.contains("template = true"))
    };
    letters.into_iter().map(read).collect()
}

#[test]
fn fixes_bring_nothing_new_and_are_done_in_one_go() {
    let (mut made, mut with_offers) = (0, 0);
    // Every third letter: each fix is a check of its own.
    for (path, text, template) in letters().into_iter().step_by(3) {
        let settings = Settings { template, ..Settings::default() };
        let (format, rules) = (Format::of_path(&path), common::rules());
        let language = lint(&Source::new(text.clone()), format, None, rules, &settings, &[]).unwrap().language;
        let fixed = invariants::fixes_are_good(&text, format, language, rules, &settings);
        with_offers += usize::from(fixed[1].made > 0);
        for fixed in fixed {
            assert_eq!(fixed.text.contains('\r'), text.contains('\r'), "{path:?}: line ends");
            assert_eq!(fixed.text.ends_with('\n'), text.ends_with('\n'), "{path:?}: the end of the file");
            made += fixed.made;
        }
    }
    assert!(made > 100 && with_offers > 30, "{made} fixes, {with_offers} letters with offered sentences");
}

/// What fixes mend, and what stands beside it and makes them hard.
const PIECES: [&str; 24] = [
    "No!!!",
    "Why?!",
    "!!",
    " ",
    "\n\n",
    "\n",
    "\r\n",
    "{{date}",
    "[[name]",
    "${x}}",
    "{{client_name}}",
    "Friday 31 May 2026",
    "on 31 November 2026",
    "Our contract ends on 31 May 2026.",
    "3 May 2026\n\n",
    "Dear Ms Hale,\n\n",
    "Kind regards\nAnn Lee\n",
    "<!-- letterlint-disable-next-line no-blame -- so -->\n",
    "<!-- letterlint-disable no-shouting -- so -->",
    "You failed to pay",
    "**",
    "> ",
    "- ",
    "P.S. ",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fixes_of_random_letters_are_good(
        pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 1..16), markdown: bool, template: bool,
    ) {
        let format = if markdown { Format::Markdown } else { Format::Plain };
        let settings = Settings { template, ..Settings::default() };
        invariants::fixes_are_good(&pieces.concat(), format, Language::English, common::rules(), &settings);
    }
}

#[test]
fn sure_fixes_are_made_and_others_only_when_asked_for() {
    let folder = Folder::new("fix");
    folder.write("a.md", SHOUT).write("letterlint.toml", "packs = [\"letter\", \"tone\"]\n");
    let run = folder.run(&["--diff", "a.md"]);
    assert_eq!(run.exit, 1, "{}", run.out);
    assert!(run.out.contains("-Please call me!!!") && run.out.contains("+Please call me! The"), "{}", run.out);
    assert_eq!(fs::read_to_string(folder.0.join("a.md")).unwrap(), SHOUT, "nothing is written");
    let run = folder.run(&["--fix", "a.md"]);
    assert!(run.out.contains("1 fixed"), "{}", run.out);
    assert_eq!(fs::read_to_string(folder.0.join("a.md")).unwrap(), SHOUT.replace("!!!", "!"));
    assert_eq!(folder.run(&["--diff", "a.md"]).exit, 0);
    assert!(!folder.run(&["--fix", "a.md"]).out.contains("fixed"), "nothing is left to do");

    let template =
        "Dear {{client_name}},\n\nWe end our contract on {{end_date} and thank you.\n\nKind regards\n{{sender_name}}\n";
    folder.write("t.md", template).write("letterlint.toml", "template = true\n");
    folder.run(&["--fix", "t.md"]);
    assert_eq!(fs::read_to_string(folder.0.join("t.md")).unwrap(), template.replace("{{end_date}", "{{end_date}}"));
    let run = folder.run(&["--fix", "--unsafe-fixes", "t.md"]);
    let text = fs::read_to_string(folder.0.join("t.md")).unwrap();
    assert!(text.contains("I can recommend [colleague]"), "in a template sentences may hold placeholders:\n{text}");
    assert!(text.ends_with("Kind regards\n{{sender_name}}\n"), "{text}");
    assert_eq!(run.exit, 0, "{}", run.out);
}

#[test]
fn nothing_is_added_below_the_signature() {
    let folder = Folder::new("fix-divider");
    let letter = "Dear {{name}},\n\nWe end our contract on {{end_date}}.\n\n* * *\n\nThank you for five years.\n\n\
                  Kind regards\nAnn Lee\n";
    folder.write("a.txt", letter).write("letterlint.toml", "template = true\n");
    folder.run(&["--fix", "--unsafe-fixes", "a.txt"]);
    let text = fs::read_to_string(folder.0.join("a.txt")).unwrap();
    assert!(text.contains("[open work]") && text.ends_with("Kind regards\nAnn Lee\n"), "{text}");
}

#[test]
fn a_suppression_that_hides_nothing_is_taken_out() {
    let folder = Folder::new("fix-idle");
    let text = "Dear Ms Hale,\n\n<!-- letterlint-disable-next-line no-blame -- agreed -->\nThe work goes on.\n\nKind regards\nAnn Lee\n";
    folder.write("a.md", text).write("letterlint.toml", "packs = [\"letter\", \"tone\"]\n");
    folder.run(&["--fix", "a.md"]);
    let fixed = fs::read_to_string(folder.0.join("a.md")).unwrap();
    assert_eq!(fixed, "Dear Ms Hale,\n\nThe work goes on.\n\nKind regards\nAnn Lee\n");
}

#[test]
fn everything_else_in_the_file_stays() {
    let folder = Folder::new("fix-bytes");
    folder.write("letterlint.toml", "packs = [\"letter\", \"tone\"]\n");
    let odd = format!("\u{feff}{}", SHOUT.trim_end().replace('\n', "\r\n"));
    folder.write("a.md", &odd);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(folder.0.join("a.md"), fs::Permissions::from_mode(0o640)).unwrap();
    }
    folder.run(&["--fix", "a.md"]);
    assert_eq!(fs::read_to_string(folder.0.join("a.md")).unwrap(), odd.replace("!!!", "!"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(folder.0.join("a.md")).unwrap().permissions().mode() & 0o777, 0o640);
        folder.write("real.md", SHOUT);
        std::os::unix::fs::symlink("real.md", folder.0.join("link.md")).unwrap();
        let run = folder.run(&["--fix", "link.md"]);
        assert_eq!(run.exit, 2);
        assert!(run.err.contains("link.md: can't write it"), "{}", run.err);
        assert_eq!(fs::read_to_string(folder.0.join("real.md")).unwrap(), SHOUT);
    }
    let names: Vec<_> = fs::read_dir(&folder.0).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(names.iter().all(|name| !name.to_string_lossy().ends_with(".tmp")), "{names:?}");
}

#[test]
fn a_letter_from_standard_input_goes_to_standard_output() {
    let folder = Folder::new("fix-stdin");
    folder.write("letterlint.toml", "packs = [\"letter\", \"tone\"]\n");
    let run = folder.run_with_input(&["--fix", "--stdin-filename", "a.md", "-"], SHOUT.as_bytes());
    assert_eq!(run.out, SHOUT.replace("!!!", "!"));
    assert!(run.err.contains("1 fixed"), "{}", run.err);
}
