//! How long each stage takes for one letter: `cargo bench --bench stages`.

mod corpus;

use corpus::{Corpus, Dice};
use divan::{Bencher, black_box};
use letterlint::document::{Document, Format};
use letterlint::language::Language;
use letterlint::letter::Letter;
use letterlint::settings::Settings;
use letterlint::source::Source;
use letterlint::{built_in, dates, engine, language, lint};

fn main() {
    divan::main();
}

const LANGUAGES: [&str; 3] = ["en", "de", "pl"];

/// A letter of about 1.8 kB, plain text.
fn text(code: &str) -> (Language, String) {
    let (corpus, mut dice) = (Corpus::new(), Dice(7));
    let language: Language = code.parse().unwrap();
    let rules = built_in::rules();
    loop {
        let (extension, text) = corpus.letter(&mut dice);
        let document = Document::parse(&text, Format::Plain);
        let texts = document.blocks.iter().map(|block| block.text.as_str());
        if extension == "txt" && language::detect(texts, &rules.grammars()) == Some(language) {
            return (language, text);
        }
    }
}

#[divan::bench]
fn start() {
    black_box(built_in::rules());
}

#[divan::bench(args = LANGUAGES)]
fn read(bencher: Bencher, code: &str) {
    let bytes = text(code).1.into_bytes();
    bencher.bench(|| Source::from_bytes(black_box(bytes.clone())).unwrap());
}

#[divan::bench(args = LANGUAGES)]
fn parse_and_normalise(bencher: Bencher, code: &str) {
    let text = text(code).1;
    bencher.bench(|| Document::parse(black_box(&text), Format::Plain));
}

#[divan::bench(args = LANGUAGES)]
fn tell_the_language(bencher: Bencher, code: &str) {
    let (document, rules) = (Document::parse(&text(code).1, Format::Plain), built_in::rules());
    bencher.bench(|| language::detect(document.blocks.iter().map(|block| block.text.as_str()), &rules.grammars()));
}

#[divan::bench(args = LANGUAGES)]
fn find_dates(bencher: Bencher, code: &str) {
    let (language, text) = text(code);
    let document = Document::parse(&text, Format::Plain);
    bencher.bench(|| {
        document.blocks.iter().map(|block| dates::find(black_box(block.text.as_str()), language).len()).sum::<usize>()
    });
}

#[divan::bench(args = LANGUAGES)]
fn read_the_letter(bencher: Bencher, code: &str) {
    let ((language, text), rules) = (text(code), built_in::rules());
    let document = Document::parse(&text, Format::Plain);
    bencher
        .with_inputs(|| document.clone())
        .bench_values(|document| Letter::read(document, language, &rules.grammars(), &[]));
}

#[divan::bench(args = LANGUAGES)]
fn match_and_judge(bencher: Bencher, code: &str) {
    let ((language, text), rules) = (text(code), built_in::rules());
    let letter = Letter::read(Document::parse(&text, Format::Plain), language, &rules.grammars(), &[]);
    let settings = Settings::default();
    bencher.bench_local(|| engine::check(black_box(&letter), &rules, &settings));
}

#[divan::bench(args = LANGUAGES)]
fn whole_letter(bencher: Bencher, code: &str) {
    let (source, rules, settings) = (Source::new(text(code).1), built_in::rules(), Settings::default());
    bencher.bench(|| lint::lint(black_box(&source), Format::Plain, None, &rules, &settings, &[]).unwrap());
}
