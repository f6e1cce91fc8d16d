//! House rules: a rule, a change of one, a list of words; compiled, or refused at a place. What compiles can be run.

use std::ops::Range;
use std::sync::OnceLock;

use letterlint::built_in::SOURCES;
use letterlint::document::Format;
use letterlint::examples;
use letterlint::fault::TomlFile;
use letterlint::language::Language;
use letterlint::lint::lint;
use letterlint::pack::{House, HouseFile, Rules};
use letterlint::settings::Settings;
use letterlint::source::Source;

use super::{fault, is_true};

const LETTER: &str = "1 May 2026\n\nDear Ms Hale,\n\nYou failed to pay on time, and we are sorry. Our contract ends on \
                      31 May 2026 and not before, with \"all\" it holds; if you pay, thank you for 3 years. I will \
                      send you the files of the project.\n\nKind regards\nAnn Lee\n";

/// House rules of any bytes.
pub fn packs(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for inside in ["own.toml", "languages/en/words.toml", "guides.toml"] {
        let file = HouseFile { inside: inside.to_owned(), path: inside.to_owned(), text: text.clone().into_owned() };
        let houses = [House { name: "house".to_owned(), files: vec![file], aside: false }];
        let compiled = Rules::read(base(), &[]).expect("it is no house rule");
        match (Rules::read(base(), &houses), Rules::beside(compiled, base(), &houses)) {
            (Err(together), Err(beside)) => {
                assert_eq!(together.to_string(), beside.to_string(), "{text}");
                fault::is_told_well(&together, &text);
            }
            (Ok(together), Ok(beside)) => {
                let findings = run(&together);
                assert_eq!(findings, findings_of(&beside), "{text}");
            }
            (together, beside) => panic!("{:?} beside {:?}: {text}", together.err(), beside.err()),
        }
    }
}

/// A small rule folder, since all rules take too long to compile again and again.
fn base() -> &'static [TomlFile<'static>] {
    const WORDS: &str = "we = [\"we\", \"I\"]\nyou = [\"you\"]\nending = [\"ends\", \"@we end\"]\n";
    const RULE: &str = include_str!("../../src/cli/new-rule.toml");
    static BASE: OnceLock<Vec<TomlFile>> = OnceLock::new();
    BASE.get_or_init(|| {
        let kept =
            ["guides.toml", "languages/en/grammar.toml", "languages/de/grammar.toml", "languages/pl/grammar.toml"];
        let kept = SOURCES.iter().copied().filter(|source| kept.contains(&source.path));
        let own = [("languages/en/words.toml", WORDS), ("tone/no-asap.toml", RULE)];
        kept.chain(own.map(|(path, text)| TomlFile { path, text })).collect()
    })
}

/// What the rules find, by rule and place, once everything about it was found right.
fn run(rules: &Rules) -> Vec<(String, Range<usize>)> {
    let outcome = examples::run(rules, Some("house"));
    assert!(outcome.wrong.len() <= outcome.run && outcome.unreached.len() <= outcome.phrases);
    findings_of(rules)
}

fn findings_of(rules: &Rules) -> Vec<(String, Range<usize>)> {
    let settings = Settings { packs: vec!["tone".to_owned(), "house".to_owned()], ..Settings::default() };
    let source = Source::new(LETTER.to_owned());
    let linted = lint(&source, Format::Plain, Some(Language::English), rules, &settings, &[]);
    let checked = linted.expect("the language is given").checked;
    is_true(LETTER, Format::Plain, &checked, rules);
    checked.findings.iter().map(|finding| (finding.rule.to_string(), finding.span.clone())).collect()
}
