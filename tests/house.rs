//! House rules that are compiled beside the built-in ones judge as they do compiled together with them.

mod common;

use std::fs;

use common::{house, labelled_letters};
use letterlint::built_in::{self, SOURCES};
use letterlint::document::Format;
use letterlint::language::Language;
use letterlint::lint::lint;
use letterlint::pack::{House, Rules};
use letterlint::settings::Settings;
use letterlint::source::Source;

const NO_SOON: &str = r#"
kind = "forbid"
severity = "warning"
title = "Name a day"
why = "“Soon” is another day for everyone."
[en]
message = "“{match}” is no day"
help = "name it"
find = ["@we ... soon", "{before|by} long", "as soon as", "{month|months}", 'by /[A-Z]\w+day\b/', "/[£€$] ?[0-9]/"]
bad = ["We call soon."]
good = ["We call on 3 May."]
[de]
message = "„{match}“ ist kein Tag"
help = "nennen Sie ihn"
find = ["@we ... {bald|demnächst}", "so bald wie", "{monat|monate|monaten}", '/(?i)\bkw ?\d+/', "/!!/"]
bad = ["Wir rufen bald an."]
good = ["Wir rufen am 3. Mai an."]
[pl]
message = "„{match}” to nie dzień"
help = "proszę podać dzień"
find = ["wkrótce", "niedługo", "niebawem", "{miesiąc|miesiące|miesięcy}", '/\d zł/']
bad = ["Wkrótce zadzwonimy."]
good = ["Zadzwonimy 3 maja."]
"#;
const MORE_THANKS: &str = "changes = \"disengagement/includes-thanks\"\nseverity = \"error\"\n\
                           [en]\nfind = [\"we {are|were} ..1 {lucky|fortunate}\", \"{kind|kindly} of you\"]\n";
const MORE_CLICHES: &str = "changes = \"no-cliche\"\n[en]\nmessage = \"“{match}” again\"\nfind = [\"all the best\"]\n\
                            [de]\nfind = [\"alles Gute\"]\n";
const SPARED: &str = "changes = \"tone/no-blame\"\n[en]\nunless = [\"{you|your}\"]\n[de]\nunless = [\"{sie|ihre}\"]\n";
const WORDS: &str = "thank-word = [\"wish\", \"you\"]\n";

/// What `rules` find in some of the labelled letters.
fn findings(rules: &Rules) -> Vec<String> {
    let mut found = Vec::new();
    for language in Language::ALL {
        for path in labelled_letters(language).into_iter().step_by(4) {
            let format = Format::of_path(&path);
            let source = Source::new(fs::read_to_string(&path).unwrap());
            let mut settings = Settings::default();
            settings.packs.push("house".to_owned());
            let checked = lint(&source, format, Some(language), rules, &settings, &[]).unwrap().checked;
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            found.extend(checked.findings.iter().map(|finding| {
                format!(
                    "{language} {name} {:?} {} {} {:?}",
                    finding.span, finding.rule, finding.message, finding.severity
                )
            }));
        }
    }
    found.sort();
    found
}

/// Compiles `house` in both ways, sees that both find the same and something else than without it, and whether the
/// built-in programs are used as they are.
#[track_caller]
fn judges_alike(house: House, beside: bool) {
    let houses = [house];
    let apart = Rules::beside(built_in::rules(), SOURCES, &houses).unwrap();
    let together = Rules::read(SOURCES, &houses).unwrap();
    let ids = |rules: &Rules| rules.rules.iter().map(|rule| rule.id().clone()).collect::<Vec<_>>();
    assert_eq!(ids(&apart), ids(&together));
    let (found, wanted) = (findings(&apart), findings(&together));
    let differs = found.iter().zip(&wanted).find(|(a, b)| a != b).map(|(a, b)| format!("{a}\n{b}"));
    assert_eq!(differs, None);
    assert_eq!(found.len(), wanted.len());
    assert!(found != findings(common::rules()), "the house rules change nothing");
    let programs: Vec<usize> = apart.languages.iter().map(|known| known.programs.len()).collect();
    assert_eq!(programs.iter().max(), Some(&(1 + usize::from(beside))), "{programs:?}");
}

#[test]
fn rules_of_the_house() {
    judges_alike(house(&[("no-soon.toml", NO_SOON)]), true);
}

#[test]
fn phrases_and_words_that_are_added_to_built_in_rules() {
    judges_alike(house(&[("thanks.toml", MORE_THANKS), ("cliche.toml", MORE_CLICHES)]), true);
}

#[test]
fn what_changes_the_built_in_phrases_is_compiled_with_them() {
    judges_alike(house(&[("spared.toml", SPARED)]), false);
    judges_alike(house(&[("languages/en/words.toml", WORDS)]), false);
}
