//! Evidence beyond a required element's own phrases: what another rule finds, and sentences that nobody else claims.

mod common;

use letterlint::document::Format;
use letterlint::language::Language;
use letterlint::lint::lint;
use letterlint::pack::Rules;
use letterlint::settings::Settings;
use letterlint::source::Source;

const NO_RAIN: &str = "kind = \"forbid\"\nseverity = \"info\"\ntitle = \"No rain\"\n[en]\nmessage = \"rain\"\nhelp = \"none\"\n\
                       find = [\"rain\"]\n";
const SAYS_SUN: &str = "kind = \"require\"\nseverity = \"info\"\ntitle = \"Sun\"\n[en]\nmissing = \"sun\"\nhelp = \"say so\"\n\
                        evidence = [\"sun\"]\n";

/// Whether `rule` of the house finds that its element is missing in the body of a letter.
#[track_caller]
fn is_missing(rule: &str, body: &str) -> bool {
    let house = common::house(&[("no-rain.toml", NO_RAIN), ("says-sun.toml", SAYS_SUN), ("own.toml", rule)]);
    let rules = Rules::beside(letterlint::built_in::rules(), letterlint::built_in::SOURCES, &[house]).unwrap();
    let settings = Settings { packs: vec!["house".to_owned()], ..Settings::default() };
    let source = Source::new(format!("Dear Ms Hale,\n\n{body}\n\nKind regards\nAnn Lee\n"));
    let linted = lint(&source, Format::Plain, Some(Language::English), &rules, &settings, &[]).unwrap();
    linted.checked.findings.iter().any(|finding| &*finding.rule == "house/own")
}

fn own(keys: &str, section: &str) -> String {
    format!(
        "kind = \"require\"\nseverity = \"info\"\ntitle = \"Own\"\n{keys}\n[en]\nmissing = \"own\"\nhelp = \"say it\"\n\
         evidence = [\"moon\"]\n{section}\n"
    )
}

#[test]
fn what_another_rule_finds_is_evidence_where_it_implies_the_element() {
    let rule = own("implied-by = [\"no-rain\"]", "");
    assert!(!is_missing(&rule, "The moon is up."));
    assert!(!is_missing(&rule, "We had rain all day."));
    assert!(is_missing(&rule, "We had sun all day."), "only what is named implies it");
    assert!(is_missing(&own("", ""), "We had rain all day."));
}

#[test]
fn a_sentence_that_nobody_claims_is_evidence_with_the_words_that_are_asked_for() {
    let rule = own("", "unclaimed = [\"we\"]");
    assert!(!is_missing(&rule, "On Monday we went to the sea."));
    assert!(!is_missing(&rule, "We could not go to the sea."), "what is denied is said, too");
    assert!(is_missing(&rule, "On Monday they went to the sea."));
    assert!(is_missing(&rule, "On Monday we went to the sun."), "another rule has it for evidence");
    assert!(is_missing(&rule, "On Monday we walked through the rain."), "another rule marks it");
    assert!(is_missing(&rule, "Shall we go to the sea together?"));
    assert!(is_missing(&rule, "So we did."), "five words are the least");
    assert!(is_missing(&rule, "- On Monday we went to the sea"), "no running text");
}

#[test]
fn it_stands_beside_what_the_rule_says() {
    let rule = own("beside = [\"says-sun\"]", "unclaimed = [\"we\"]");
    let sea = "On Monday we went to the sea.";
    let away = "They stayed at home all week.";
    assert!(!is_missing(&rule, &format!("The sun was out. {away} {sea}")));
    assert!(!is_missing(&rule, &format!("The sun was out.\n\n{sea}")));
    assert!(!is_missing(&rule, &format!("{sea}\n\nThe sun was out.")));
    assert!(is_missing(&rule, &format!("The sun was out.\n\n{away}\n\n{sea}")));
    assert!(is_missing(&rule, &format!("{away}\n\n{sea}")), "there is nothing beside which it could stand");
}

/// Whether `rule` finds its element in a letter that says nothing of it and closes with `closing`.
#[track_caller]
fn closes_with(rule: &str, closing: &str, language: Language) -> bool {
    let letter = match language {
        Language::English => format!("Dear Ms Hale,\n\nOur work together ends on 31 May.\n\n{closing}\nAnn Lee\n"),
        Language::German => format!("Liebe Frau Hahn,\n\nunsere Arbeit endet am 31. Mai.\n\n{closing}\nAnna Lehr\n"),
        Language::Polish => format!("Droga Pani Anno,\n\nnasza praca kończy się 31 maja.\n\n{closing}\nEwa Lis\n"),
    };
    let checked = common::check(&letter, Format::Plain, Some(language));
    assert!(
        !checked.findings.iter().any(|finding| &*finding.rule == "letter/has-sign-off"),
        "{closing:?} closes nothing"
    );
    let mut required = checked.required.iter();
    required.find(|required| required.rule.ends_with(rule)).expect("it is asked for").evidence.is_some()
}

#[test]
fn a_closing_that_says_more_than_its_formula_is_evidence() {
    use Language::{English, German, Polish};
    assert!(closes_with("wishes-well", "With every good wish for the new shop", English));
    assert!(closes_with("wishes-well", "Einen lieben Gruß aus Husum und alles Gute für den neuen Laden", German));
    assert!(closes_with("wishes-well", "Pozdrawiam i życzę powodzenia w nowym sklepie", Polish));
    assert!(closes_with("includes-thanks", "Mit herzlichem Dank für die schöne Zusammenarbeit", German));
    for (closing, language) in [("Best wishes", English), ("Mit besten Wünschen", German), ("Z poważaniem", Polish)] {
        assert!(!closes_with("wishes-well", closing, language), "{closing:?} is said to everybody");
    }
    let angry = "Dear Ms Hale,\n\nOur work ends on 31 May.\n\nWith kind regards from your stupid servants\nAnn Lee\n";
    let marked = common::marked(angry, Format::Plain, Language::English, "tone/no-hostile-wording");
    assert!(marked.is_empty(), "{marked:?}");
}
