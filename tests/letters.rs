//! How well letterlint judges the labelled letters in `fixtures/letters`: precision, recall and F1 a rule and a
//! language, and no fall below the figures that were recorded. `cargo test --test letters -- --nocapture` prints
//! them. How the letters are labelled stands in `fixtures/letters/README.md`; what is found in them, in
//! `fixtures/letters/findings.txt`.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use letterlint::document::Format;
use letterlint::fault::TomlFile;
use letterlint::finding::Checked;
use letterlint::lint::{Linted, lint};
use letterlint::settings::Settings;
use letterlint::source::Source;
use serde::Deserialize;
use similar::TextDiff;

/// Date rules count once a letter.
const DATES: [&str; 5] =
    ["gives-notice", "one-effective-date", "date-in-future", "deadlines-before-end", "valid-dates"];
/// Rules that mark words without being rules of tone.
const OTHER: [&str; 4] = ["no-shouting", "no-leftover-placeholder", "known-placeholders", "consistent-address"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Labels {
    kind: String,
    language: String,
    template: bool,
    #[serde(rename = "note")]
    _note: String,
    missing: Vec<String>,
    #[serde(default)]
    settings: toml::Table,
    #[serde(default)]
    present: BTreeMap<String, String>,
    #[serde(default)]
    violation: Vec<Violation>,
}

#[derive(Deserialize)]
struct Violation {
    rule: String,
    text: String,
}

/// How often a rule was right, raised a false alarm, missed.
#[derive(Default, Clone, Copy)]
struct Counts {
    right: usize,
    alarms: usize,
    missed: usize,
}

impl Counts {
    fn add(&mut self, other: Counts) {
        self.right += other.right;
        self.alarms += other.alarms;
        self.missed += other.missed;
    }

    fn percent(part: usize, whole: usize) -> f64 {
        if whole == 0 { 100.0 } else { 100.0 * part as f64 / whole as f64 }
    }

    fn precision(self) -> f64 {
        Counts::percent(self.right, self.right + self.alarms)
    }

    fn recall(self) -> f64 {
        Counts::percent(self.right, self.right + self.missed)
    }

    fn f1(self) -> f64 {
        Counts::percent(2 * self.right, 2 * self.right + self.alarms + self.missed)
    }
}

/// A letter with its labels.
struct Labelled {
    path: PathBuf,
    text: String,
    labels: Labels,
}

fn letters() -> Vec<Labelled> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/letters");
    let mut letters = Vec::new();
    for language in ["en", "de", "pl"] {
        let mut sidecars: Vec<PathBuf> =
            fs::read_dir(root.join(language)).unwrap().map(|entry| entry.unwrap().path()).collect();
        sidecars.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
        sidecars.sort();
        for sidecar in sidecars {
            let labels =
                toml::from_str(&fs::read_to_string(&sidecar).unwrap()).unwrap_or_else(|e| panic!("{sidecar:?}: {e}"));
            let path =
                ["txt", "md"].map(|extension| sidecar.with_extension(extension)).into_iter().find(|path| path.exists());
            let path = path.unwrap_or_else(|| panic!("{sidecar:?} has no letter"));
            let text = String::from_utf8(fs::read(&path).unwrap()).unwrap();
            letters.push(Labelled { path, text, labels });
        }
    }
    letters
}

fn settings(labels: &Labels) -> Settings {
    let mut text = format!("template = {}\ntoday = \"none\"\n", labels.template);
    text += match labels.kind.as_str() {
        "ending" => "packs = [\"letter\", \"tone\", \"disengagement\"]\n",
        _ => "packs = [\"letter\", \"tone\"]\n",
    };
    text += &format!("[letter]\n{}", labels.settings);
    Settings::parse(&TomlFile { path: "labels", text: &text }).unwrap()
}

/// Every letter with what a check with its settings came to.
fn judged() -> &'static [(Labelled, Linted)] {
    static JUDGED: OnceLock<Vec<(Labelled, Linted)>> = OnceLock::new();
    JUDGED.get_or_init(|| {
        let linted = letters().into_iter().map(|letter| {
            let (source, format) = (Source::new(letter.text.clone()), Format::of_path(&letter.path));
            let linted = lint(&source, format, None, common::rules(), &settings(&letter.labels), &[]);
            let linted = linted.unwrap_or_else(|error| panic!("{:?}: {error}", letter.path));
            (letter, linted)
        });
        linted.collect()
    })
}

/// The figures of `fixtures/letters/figures.toml`.
fn recorded() -> BTreeMap<String, BTreeMap<String, f64>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/letters/figures.toml");
    toml::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// Every place at which `words` stand in `text`.
fn places(text: &str, words: &str) -> Vec<Range<usize>> {
    text.match_indices(words).map(|(at, words)| at..at + words.len()).collect()
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// What each rule got right and wrong on one letter.
fn judge(letter: &Labelled, checked: &Checked) -> BTreeMap<String, Counts> {
    let mut counts: BTreeMap<String, Counts> = BTreeMap::new();
    let mut found: BTreeMap<&str, Vec<&Range<usize>>> = BTreeMap::new();
    for finding in &checked.findings {
        found.entry(finding.rule.split('/').nth(1).unwrap()).or_default().push(&finding.span);
    }
    for rule in &letter.labels.missing {
        let right = usize::from(found.contains_key(rule.as_str()));
        counts.entry(rule.clone()).or_default().add(Counts { right, alarms: 0, missed: 1 - right });
    }
    for rule in letter.labels.present.keys().filter(|rule| found.contains_key(rule.as_str())) {
        counts.entry(rule.clone()).or_default().alarms += 1;
    }
    let marking: BTreeSet<&str> =
        found.keys().copied().chain(letter.labels.violation.iter().map(|v| v.rule.as_str())).collect();
    for rule in marking.into_iter().filter(|rule| group(rule) != "elements") {
        let wanted: Vec<&str> =
            letter.labels.violation.iter().filter(|v| v.rule == rule).map(|v| v.text.as_str()).collect();
        let marked = found.get(rule).map(Vec::as_slice).unwrap_or_default();
        counts.entry(rule.to_owned()).or_default().add(judge_marks(rule, &letter.text, &wanted, marked));
    }
    counts
}

fn judge_marks(rule: &str, text: &str, wanted: &[&str], marked: &[&Range<usize>]) -> Counts {
    if DATES.contains(&rule) {
        let right = usize::from(!wanted.is_empty() && !marked.is_empty());
        let (missed, alarms) = (usize::from(!wanted.is_empty()) - right, usize::from(!marked.is_empty()) - right);
        return Counts { right, alarms, missed };
    }
    let hits = |words: &str, mark: &Range<usize>| places(text, words).iter().any(|place| overlap(place, mark));
    let right = wanted.iter().filter(|words| marked.iter().any(|mark| hits(words, mark))).count();
    let alarms = marked.iter().filter(|mark| !wanted.iter().any(|words| hits(words, mark))).count();
    Counts { right, alarms, missed: wanted.len() - right }
}

fn group(rule: &str) -> &'static str {
    let measured = ["has-letterhead", "keep-it-short", "simple-language"];
    match rule {
        rule if measured.contains(&rule) => "elements",
        rule if DATES.contains(&rule) => "dates",
        rule if OTHER.contains(&rule) => "other marks",
        rule if rule.starts_with("no-") || rule.starts_with("keeps-") => "tone",
        _ => "elements",
    }
}

#[test]
fn the_labelled_letters_are_judged_no_worse_than_recorded() {
    let mut counts: BTreeMap<(String, &str, String), Counts> = BTreeMap::new();
    let mut wrong_language = Vec::new();
    for (letter, linted) in judged() {
        if linted.language.code() != letter.labels.language {
            wrong_language.push(letter.path.clone());
        }
        for (rule, count) in judge(letter, &linted.checked) {
            counts.entry((letter.labels.language.clone(), group(&rule), rule)).or_default().add(count);
        }
    }
    assert!(wrong_language.is_empty(), "language: {wrong_language:?}");

    let recorded = recorded();
    let mut fallen = Vec::new();
    let mut groups: BTreeMap<(&str, &str), Counts> = BTreeMap::new();
    for ((language, group, rule), count) in &counts {
        let (precision, recall, f1) = (count.precision(), count.recall(), count.f1());
        println!("{language} {group:12} {rule:26} precision {precision:5.1} recall {recall:5.1} F1 {f1:5.1}");
        groups.entry((language, group)).or_default().add(*count);
    }
    for ((language, group), count) in &groups {
        println!(
            "{language} {group:12} = precision {:5.1} recall {:5.1} F1 {:5.1}",
            count.precision(),
            count.recall(),
            count.f1()
        );
        let floor = recorded[*language][*group];
        if count.f1() < floor - 0.05 {
            fallen.push(format!("{language} {group}: F1 {:.1}, recorded {floor}", count.f1()));
        }
    }
    assert!(fallen.is_empty(), "worse than fixtures/letters/figures.toml:\n{}", fallen.join("\n"));
}

/// Of letters that end nothing, and of endings in which an editor finds nothing to say.
#[test]
fn ordinary_and_good_letters_are_left_alone() {
    let (mut words, mut count, mut alarms) = (0, 0, Vec::new());
    for (letter, linted) in judged() {
        let labels = &letter.labels;
        if labels.kind == "ordinary" || (labels.violation.is_empty() && labels.missing.is_empty()) {
            words += letter.text.split_whitespace().count();
            for (rule, counts) in judge(letter, &linted.checked).into_iter().filter(|(_, counts)| counts.alarms > 0) {
                count += counts.alarms;
                alarms.push(format!("{}: {} {rule}", letter.path.display(), counts.alarms));
            }
        }
    }
    let rate = 10_000.0 * count as f64 / words as f64;
    println!("{count} false findings in {words} words: {rate:.1} in 10,000");
    assert!(words > 30_000, "{words}");
    let most = recorded()["quiet"]["false findings in 10,000 words"];
    assert!(rate < most + 0.05, "{rate:.1} false findings in 10,000 words, recorded {most}:\n{}", alarms.join("\n"));
}

/// The letters of `fixtures/ordinary` are good and end nothing: whatever is found in them is a false alarm, but for what
/// is measured.
#[test]
fn good_letters_of_everyday_are_hardly_ever_marked() {
    let settings = TomlFile { path: "settings", text: "packs = [\"letter\", \"tone\"]\ntoday = \"none\"\n" };
    let settings = Settings::parse(&settings).unwrap();
    let measured = ["letter/simple-language", "letter/keep-it-short", "letter/has-letterhead"];
    let (mut words, mut alarms) = (0, Vec::new());
    for language in ["en", "de", "pl"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/ordinary").join(language);
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            let source = Source::from_bytes(fs::read(&path).unwrap()).unwrap();
            words += source.text().split_whitespace().count();
            let linted = lint(&source, Format::of_path(&path), None, common::rules(), &settings, &[]).unwrap();
            assert_eq!(linted.language.code(), language, "{}", path.display());
            let found = linted.checked.findings.iter().filter(|finding| !measured.contains(&&*finding.rule));
            alarms.extend(found.map(|finding| {
                format!("{}: {} {:?}", path.display(), finding.rule, &source.text()[finding.span.clone()])
            }));
        }
    }
    let rate = 10_000.0 * alarms.len() as f64 / words as f64;
    println!("{} false findings in {words} words of good ordinary letters: {rate:.1} in 10,000", alarms.len());
    assert!(words > 100_000, "{words}");
    let most = recorded()["quiet"]["the same of ordinary letters alone"];
    assert!(rate < most + 0.05, "{rate:.1} false findings in 10,000 words, recorded {most}:\n{}", alarms.join("\n"));
}

#[test]
fn a_change_of_rules_shows_its_difference_in_findings() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/letters/findings.txt");
    let mut found = String::new();
    for (letter, linted) in judged() {
        let name = letter.path.file_name().unwrap().to_string_lossy();
        found.push_str(&format!("{}/{name}\n", letter.labels.language));
        let source = Source::new(letter.text.clone());
        for finding in &linted.checked.findings {
            let words: Vec<&str> = letter.text[finding.span.clone()].split_whitespace().collect();
            let at = source.position(finding.span.start);
            found.push_str(
                &format!("  {}:{} {} {}\n", at.line, at.column, finding.rule, words.join(" ")).replace(" \n", "\n"),
            );
        }
    }
    if std::env::var_os("LETTERLINT_WRITE_DOCS").is_some() {
        fs::write(&path, &found).unwrap();
    }
    let recorded = fs::read_to_string(&path).unwrap_or_default();
    let diff = TextDiff::from_lines(&recorded, &found);
    assert!(
        recorded == found,
        "other findings than in fixtures/letters/findings.txt; if they are better, \
         LETTERLINT_WRITE_DOCS=1 cargo test --test letters writes it:\n{}",
        diff.unified_diff().context_radius(1)
    );
}

#[test]
fn the_scoring_itself_counts_rightly() {
    let text = "You never pay. You never pay. Fine.";
    let counts = |wanted: &[&str], marked: &[(usize, usize)]| {
        let marked: Vec<Range<usize>> = marked.iter().map(|(start, end)| *start..*end).collect();
        let marked: Vec<&Range<usize>> = marked.iter().collect();
        let counts = judge_marks("no-blame", text, wanted, &marked);
        (counts.right, counts.alarms, counts.missed)
    };
    assert_eq!(counts(&["never pay"], &[(4, 9)]), (1, 0, 0));
    assert_eq!(counts(&["never pay"], &[(30, 34)]), (0, 1, 1));
    assert_eq!(counts(&["never pay", "Fine"], &[]), (0, 0, 2));
    assert_eq!(judge_marks("valid-dates", text, &["a", "b"], &[&(0..1)]).missed, 0, "dates count once a letter");
}
