//! Where phrases of a rule count, and which words they mark.

mod common;

use letterlint::built_in::{self, SOURCES};
use letterlint::document::Format;
use letterlint::language::Language;
use letterlint::lint::lint;
use letterlint::pack::Rules;
use letterlint::settings::Settings;
use letterlint::source::Source;

const LETTER: &str = "Ann Lee\nrain lane 1\n\n1 May 2026\n\nSubject: rain one\n\nDear Ms Hale,\n\nFirst comes rain two.\n\n\
                      Then comes rain three.\n\nAt last comes rain four.\n\nKind regards\nAnn Lee\n\nPS: And rain five.\n";

/// The words that a house rule with `keys` in its English section marks in `letter`.
fn marked(keys: &str, letter: &str) -> Vec<String> {
    let rule = format!(
        "kind = \"forbid\"\nseverity = \"info\"\ntitle = \"Own\"\n[en]\nmessage = \"“{{match}}”\"\nhelp = \"none\"\n{keys}\n"
    );
    let house = common::house(&[("own.toml", &rule)]);
    let rules = Rules::beside(built_in::rules(), SOURCES, &[house]).unwrap();
    let settings = Settings { packs: vec!["house".to_owned()], ..Settings::default() };
    let source = Source::new(letter.to_owned());
    let linted = lint(&source, Format::Plain, Some(Language::English), &rules, &settings, &[]).unwrap();
    linted.checked.findings.into_iter().map(|finding| letter[finding.span].to_owned()).collect()
}

#[test]
fn a_phrase_counts_in_the_parts_that_it_names() {
    let within = |place: &str| marked(&format!("find = [{{ find = \"rain ..1\", in = [{place}] }}]"), LETTER);
    assert_eq!(within("\"subject\""), ["rain one"]);
    assert_eq!(within("\"opening\""), ["rain two"]);
    assert_eq!(within("\"body\""), ["rain two", "rain three", "rain four"]);
    assert_eq!(within("\"closing\""), ["rain four"]);
    assert_eq!(within("\"postscript\""), ["rain five"]);
    assert_eq!(within("\"opening\", \"postscript\""), ["rain two", "rain five"]);
    let anywhere = marked("find = [\"rain ..1\"]", LETTER);
    assert_eq!(anywhere, ["rain one", "rain two", "rain three", "rain four", "rain five"]);
}

#[test]
fn a_regular_expression_marks_the_words_that_it_touches() {
    let within = |pattern: &str, body: &str| {
        marked(&format!("find = ['/{pattern}/']"), &format!("Dear Ms Hale,\n\n{body}\n\nKind regards\nAnn Lee\n"))
    };
    assert_eq!(within("AB-[0-9]+", "Your order AB-12 is here."), ["AB-12"]);
    assert_eq!(within("rder AB", "Your order AB-12 is here."), ["order AB"]);
    assert_eq!(within("[0-9]$", "It is number 7"), ["7"]);
    assert_eq!(within("^W[a-z]+", "We go. Will you?"), ["We", "Will"]);
    assert_eq!(within("!!", "Come now!! Please."), ["now"], "marks alone belong to the word before them");
}

#[test]
fn every_place_of_a_phrase_is_marked_and_the_shortest_of_those_that_overlap() {
    let within = |find: &str, body: &str| marked(find, &format!("Dear Ms Hale,\n\n{body}\n\nKind regards\nAnn Lee\n"));
    assert_eq!(
        within("find = [\"rain ..3 sun\"]", "Rain and rain and sun, rain then sun."),
        ["rain and sun", "rain then sun"]
    );
    assert_eq!(within("find = [\"^ rain\"]", "Rain came. Then rain went."), ["Rain"]);
    assert_eq!(within("find = [\", {rain|sun}\"]", "We saw rain, sun, wind and rain."), ["sun"]);
    assert_eq!(within("find = [\"{rain|sun} $\"]", "Rain came. Then sun."), ["sun"]);
}

/// Sentences are read some thirty together, long ones fewer: none may fall between two readings.
#[test]
fn the_same_is_found_in_the_first_sentence_and_in_the_thousandth() {
    const KEYS: &str = "find = [{ find = \"rain\", unless = [\"sun\"], with = [\"day\"] }]";
    let filler = "word ".repeat(150);
    for length in [1, 30, 31, 32, 33, 62, 63, 64, 1_000] {
        for (sentence, each) in [("Day {n} has rain.", 1), ("Sun and rain on day {n}.", 0), ("Rain on {n}.", 0)] {
            for long in [false, true] {
                let body: String = (0..length)
                    .map(|n| sentence.replace("{n}", &n.to_string()) + if long && n % 7 == 0 { &filler } else { " " })
                    .collect();
                let found = marked(KEYS, &format!("Dear Ms Hale,\n\n{body}\n\nKind regards\nAnn Lee\n"));
                assert_eq!(found.len(), length * each, "{length} of {sentence}, long: {long}");
            }
        }
    }
}

#[test]
fn a_heading_leads_up_to_a_list_however_much_stands_above_it() {
    const KEYS: &str = "find = [{ find = \"rain\", under = [\"weather\"] }]";
    for above in [0, 28, 29, 30, 31, 32, 61, 62, 100] {
        let prose = "It is dry here.\n\n".repeat(above);
        let list = "- we see rain\n- and more rain\n";
        for (heading, found) in [("The weather", 2), ("The rest", 0)] {
            let letter = format!("Dear Ms Hale,\n\n{prose}{heading}:\n\n{list}\nKind regards\nAnn Lee\n");
            assert_eq!(marked(KEYS, &letter).len(), found, "{heading} behind {above}");
        }
    }
}
