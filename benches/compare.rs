//! letterlint beside other programs on the same files, by turns in one run: `benches/compare.sh`.
//!
//! Prints medians of wall-clock time and the ratios to them; memory is the largest resident set that GNU time reports.

mod corpus;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use corpus::{Corpus, Dice, labelled};

const SEED: u64 = 20_261_127;

fn main() {
    // `cargo bench` hands its own flags on.
    let letters: usize = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(20_000);
    let folder = std::env::temp_dir().join(format!("letterlint-compare-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let corpus = Corpus::new();
    let phrases = folder.join("phrases.txt");
    fs::write(&phrases, hundred_phrases()).unwrap();

    println!("## One letter of 250 words, cold\n");
    let letter = folder.join("letter.txt");
    fs::write(&letter, one_letter(&corpus)).unwrap();
    compare(&letter, &phrases, 200, true);

    println!("\n## {letters} letters in 100 folders\n");
    let tree = folder.join("tree");
    write(&corpus, &tree, letters);
    compare(&tree, &phrases, 5, false);

    println!("\n## Growth with the number of letters\n");
    println!("| letters | ms | µs a letter |\n|---:|---:|---:|");
    for count in [letters / 20, letters / 5, letters] {
        let some = folder.join(format!("tree-{count}"));
        write(&corpus, &some, count);
        let ms = median((0..3).map(|_| time(&mut letterlint(&some))).collect());
        println!("| {count} | {ms:.0} | {:.1} |", ms * 1000.0 / count as f64);
    }

    println!("\n## Growth with the phrases of a pack of house rules\n");
    println!("| phrases | {} letters, ms | one letter, ms |\n|---:|---:|---:|", letters / 20);
    let some = folder.join(format!("tree-{}", letters / 20));
    for count in [0, 100, 1_000, 10_000] {
        let house = folder.join(format!("house-{count}"));
        write_house(&house, count);
        let run = |path: &Path| {
            let mut command = letterlint(path);
            if count > 0 {
                command.arg("--pack").arg(&house);
            }
            time(&mut command)
        };
        let many = median((0..3).map(|_| run(&some)).collect());
        let one = median((0..25).map(|_| run(&letter)).collect());
        println!("| {count} | {many:.0} | {one:.1} |");
    }

    println!("\n## Growth with the length of a letter\n");
    println!("| bytes | ms | ns a byte |\n|---:|---:|---:|");
    for power in 3..=7 {
        let long = folder.join("long.txt");
        let text = long_letter(&corpus, 10usize.pow(power));
        fs::write(&long, &text).unwrap();
        // Letters of three languages one behind the other are in none of them.
        let ms = median((0..5).map(|_| time(letterlint(&long).args(["--lang", "en"]))).collect());
        println!("| {} | {ms:.1} | {:.0} |", text.len(), ms * 1e6 / text.len() as f64);
    }
    fs::remove_dir_all(&folder).unwrap();
}

/// Writes `count` letters into a hundred folders of `folder`.
fn write(corpus: &Corpus, folder: &Path, count: usize) {
    let mut dice = Dice(SEED);
    for number in 0..count {
        let below = folder.join(format!("{:03}", number % 100));
        fs::create_dir_all(&below).unwrap();
        let (extension, text) = corpus.letter(&mut dice);
        fs::write(below.join(format!("{number:06}.{extension}")), text).unwrap();
    }
}

/// Writes a rule with so many phrases in each language: two words that stand somewhere in its letters, and what may
/// stand between them.
fn write_house(folder: &Path, count: usize) {
    const SECTION: &str = "message = \"“{match}”\"\nhelp = \"leave it out\"\nbad = [\"a\"]\ngood = [\"b\"]\n";
    let mut dice = Dice(SEED);
    let mut rule = String::from(
        "kind = \"forbid\"\nseverity = \"warning\"\ntitle = \"Words of the house\"\nwhy = \"They are many.\"\n",
    );
    for language in ["en", "de", "pl"] {
        let words = words_of_fixtures(language);
        let phrases: Vec<String> =
            (0..count).map(|_| format!("\"{} ..2 {}\"", dice.pick(&words), dice.pick(&words))).collect();
        rule += &format!("[{language}]\n{SECTION}find = [{}]\n", phrases.join(",\n"));
    }
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join("words-of-the-house.toml"), rule).unwrap();
}

/// The words in small letters of the labelled letters in a language.
fn words_of_fixtures(language: &str) -> Vec<String> {
    let plain = |word: &&str| word.len() > 3 && word.chars().all(char::is_lowercase);
    let texts = labelled(language);
    let words: BTreeSet<&str> = texts.iter().flat_map(|(_, text)| text.split_whitespace().filter(plain)).collect();
    words.into_iter().map(str::to_owned).collect()
}

/// A clean letter of about 250 words.
fn one_letter(corpus: &Corpus) -> String {
    let mut dice = Dice(SEED);
    loop {
        let (extension, text) = corpus.letter(&mut dice);
        if extension == "txt" && (240..260).contains(&text.split_whitespace().count()) {
            return text;
        }
    }
}

/// A letter whose paragraphs go on to about so many bytes.
fn long_letter(corpus: &Corpus, bytes: usize) -> String {
    let mut dice = Dice(SEED);
    let mut text = one_letter(corpus);
    while text.len() < bytes {
        let (_, more) = corpus.letter(&mut dice);
        text.push_str("\n\n");
        text.push_str(&more);
    }
    text.truncate(text.floor_char_boundary(bytes));
    text
}

/// Phrases as a list of them for a search tool would hold them: from the `bad` examples of the rules.
fn hundred_phrases() -> String {
    let words = letterlint::built_in::SOURCES.iter().filter(|file| file.path.starts_with("tone/"));
    let quoted = words.flat_map(|file| file.text.split('"').skip(1).step_by(2));
    let plain =
        |text: &&str| (2..=4).contains(&text.split(' ').count()) && text.chars().all(|c| c.is_lowercase() || c == ' ');
    let mut phrases: Vec<&str> = quoted.filter(plain).collect();
    phrases.sort_unstable();
    phrases.dedup();
    let every = phrases.len().div_ceil(100).max(1);
    phrases.into_iter().step_by(every).take(100).fold(String::new(), |all, phrase| all + phrase + "\n")
}

fn letterlint(path: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_letterlint"));
    command.args(["--isolated", "--output-format", "concise"]).arg(path);
    command
}

fn others(path: &Path, phrases: &Path) -> Vec<(&'static str, Command)> {
    let mut rg = Command::new("rg");
    rg.args(["-F", "-i", "-f"]).arg(phrases).arg(path);
    let mut typos = Command::new("typos");
    typos.arg(path);
    vec![("letterlint", letterlint(path)), ("rg", rg), ("typos", typos), ("true", Command::new("/bin/true"))]
}

/// Runs all programs on `path` by turns, `rounds` times.
fn compare(path: &Path, phrases: &Path, rounds: usize, with_true: bool) {
    let mut programs = others(path, phrases);
    programs.retain(|(name, _)| with_true || *name != "true");
    let mut times: Vec<Vec<f64>> = vec![Vec::new(); programs.len()];
    for _ in 0..rounds {
        for ((_, command), times) in programs.iter_mut().zip(&mut times) {
            times.push(time(command));
        }
    }
    let medians: Vec<f64> = times.into_iter().map(median).collect();
    println!("| program | ms | letterlint takes | MB |\n|---|---:|---:|---:|");
    for ((name, command), ms) in programs.iter().zip(&medians) {
        println!("| {name} | {ms:.2} | {:.2} × | {} |", medians[0] / ms, memory(command));
    }
}

/// Milliseconds of a run.
fn time(command: &mut Command) -> f64 {
    let start = Instant::now();
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    let ms = start.elapsed().as_secs_f64() * 1000.0;
    status.unwrap_or_else(|error| panic!("{command:?}: {error}"));
    ms
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// The largest resident set of a run, in megabytes.
fn memory(command: &Command) -> String {
    let file: PathBuf = std::env::temp_dir().join(format!("letterlint-memory-{}", std::process::id()));
    let mut timed = Command::new("/usr/bin/time");
    timed.args(["-f", "%M", "-o"]).arg(&file).arg(command.get_program()).args(command.get_args());
    let ran = timed.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    let written = fs::read_to_string(&file).unwrap_or_default();
    let _ = fs::remove_file(&file);
    match written.lines().last().and_then(|line| line.parse::<f64>().ok()) {
        Some(kilobytes) if ran.is_ok() => format!("{:.1}", kilobytes / 1024.0),
        _ => "?".to_owned(),
    }
}
