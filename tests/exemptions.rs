//! `-v`: what was not marked, why, and the words that decided it, with their places.

mod common;
mod program;

use std::path::Path;

use letterlint::document::Format as DocumentFormat;
use letterlint::lint::{Linted, lint};
use letterlint::project::{Options, Project, Setup};
use letterlint::report::FORMATS;
use letterlint::settings::Settings;
use letterlint::source::{Source, discover};
use program::Folder;
use unicode_normalization::UnicodeNormalization;

/// A rule of the house with every way in which a rule file lets a phrase off.
const NO_STOP: &str = r#"
kind = "forbid"
severity = "warning"
title = "Do not stop"
why = "A rule to try out what lets its phrases off."

[en]
message = "“{match}”"
help = "go on"
find = ["we ..1 stop"]
unless = ["gladly"]
unless-sentence = ["tomorrow"]
when-hypothetical = "drop-result"
bad = ["We stop."]

[de]
message = "„{match}“"
help = "weiter"
find = ["wir hören ..1 auf", "hören wir ..1 auf"]
unless = ["gern"]
unless-sentence = ["morgen"]
when-hypothetical = "drop-result"
bad = ["Wir hören auf."]

[pl]
message = "„{match}”"
help = "dalej"
find = ["kończymy"]
unless = ["chętnie"]
unless-sentence = ["jutro"]
when-hypothetical = "drop-result"
bad = ["Kończymy."]
"#;

/// `text` as the body of a letter, which then begins on its third line; as it is where it is a letter of its own.
fn letter(language: &str, text: &str) -> String {
    let (salutation, closing) = match language {
        "en" => ("Dear Ms Hale,", "Kind regards\nAnn Lee"),
        "de" => ("Sehr geehrte Frau Hale,", "Mit freundlichen Grüßen\nAnna Lee"),
        _ => ("Szanowna Pani Anno,", "Z poważaniem\nAnna Lee"),
    };
    if text.ends_with('\n') { text.to_owned() } else { format!("{salutation}\n\n{text}\n\n{closing}\n") }
}

/// What `-v` says of the exemptions of some rules in a letter, without the path.
fn told(folder: &Folder, text: &str, language: &str, rules: &str, more: &[&str]) -> Vec<String> {
    folder.write("a.md", text);
    let args = ["-v", "--isolated", "--lang", language, "--output-format", "concise", "--select", rules];
    // Compiling house rules takes its time.
    let pack: &[&str] = match folder.0.join(format!("house/{rules}.toml")).exists() {
        true => &["--pack", "house"],
        false => &[],
    };
    let run = folder.run(&[&args[..], pack, more, &["a.md"]].concat());
    assert_eq!(run.err, "", "{text}");
    let lines = run.out.lines().filter_map(|line| line.strip_prefix("a.md:"));
    lines.filter(|line| line.contains(": not ")).map(str::to_owned).collect()
}

fn folder(name: &str) -> Folder {
    let folder = Folder::new(&format!("exemptions-{name}"));
    folder.write("house/no-stop.toml", NO_STOP);
    folder
}

/// Rules, further arguments, and for each language a text with what is told of it.
type Kind = (&'static str, &'static [&'static str], [(&'static str, &'static str); 3]);

const KINDS: [Kind; 22] = [
    (
        "no-blame",
        &[],
        [
            ("This is not your fault.", "3:13: not marked[tone/no-blame] “your fault”: denied by “is not” at 3:6"),
            ("Das ist nicht Ihre Schuld.", "3:15: not marked[tone/no-blame] “Ihre Schuld”: denied by “nicht” at 3:9"),
            ("To nie jest Państwa wina.", "3:8: not marked[tone/no-blame] “jest Państwa wina”: denied by “nie” at 3:4"),
        ],
    ),
    (
        "no-blame",
        &[],
        [
            (
                "If you fail to find the files, call me.",
                "3:4: not marked[tone/no-blame] “you fail to”: in the condition that begins with “If” at 3:1",
            ),
            (
                "Rufen Sie mich bitte an,\nfalls Sie es versäumen, zu zahlen.",
                "4:7: not marked[tone/no-blame] “Sie es versäumen”: in the condition that begins with “falls” at 4:1",
            ),
            (
                "Jeśli to Państwa wina, proszę o telefon.",
                "3:7: not marked[tone/no-blame] “to Państwa wina”: in the condition that begins with “Jeśli” at 3:1",
            ),
        ],
    ),
    (
        "no-stop",
        &[],
        [
            (
                "If nothing is paid, we stop.",
                "3:21: not marked[house/no-stop] “we stop”: follows only from the condition that begins with “If” at 3:1",
            ),
            (
                "Falls nichts kommt, hören wir auf.",
                "3:21: not marked[house/no-stop] “hören wir auf”: follows only from the condition that begins with \
                 “Falls” at 3:1",
            ),
            (
                "Jeśli nic się nie zmieni, kończymy.",
                "3:27: not marked[house/no-stop] “kończymy”: follows only from the condition that begins with “Jeśli” \
                 at 3:1",
            ),
        ],
    ),
    (
        "no-stop",
        &[],
        [
            ("We gladly stop.", "3:1: not marked[house/no-stop] “We gladly stop”: allowed beside “gladly” at 3:4"),
            (
                "Wir hören gern auf.",
                "3:1: not marked[house/no-stop] “Wir hören gern auf”: allowed beside “gern” at 3:11",
            ),
            ("Chętnie kończymy.", "3:9: not marked[house/no-stop] “kończymy”: allowed beside “Chętnie” at 3:1"),
        ],
    ),
    (
        "no-stop",
        &[],
        [
            (
                "We stop, perhaps tomorrow.",
                "3:1: not marked[house/no-stop] “We stop”: allowed beside “tomorrow” at 3:18",
            ),
            (
                "Wir hören auf, vielleicht morgen.",
                "3:1: not marked[house/no-stop] “Wir hören auf”: allowed beside “morgen” at 3:27",
            ),
            ("Kończymy, może jutro.", "3:1: not marked[house/no-stop] “Kończymy”: allowed beside “jutro” at 3:16"),
        ],
    ),
    (
        "no-hostile-wording",
        &[],
        [
            (
                "You called it “an idiot at work”.",
                "3:19: not marked[tone/no-hostile-wording] “idiot”: in quotation marks, so another's words",
            ),
            (
                "Sie nannten das „eine Frechheit von mir“.",
                "3:23: not marked[tone/no-hostile-wording] “Frechheit”: in quotation marks, so another's words",
            ),
            (
                "Napisała Pani „to bezczelność od nich”.",
                "3:19: not marked[tone/no-hostile-wording] “bezczelność”: in quotation marks, so another's words",
            ),
        ],
    ),
    (
        "no-blame",
        &[],
        [
            (
                "You never “answered any mail at all”.",
                "3:1: not marked[tone/no-blame] “You never “answered”: runs into quotation marks, so another's words",
            ),
            (
                "Ihr „ewiges Zögern und Zaudern“ war es.",
                "3:1: not marked[tone/no-blame] “Ihr „ewiges Zögern und Zaudern”: runs into quotation marks, so \
                 another's words",
            ),
            (
                "To Pani „wina i tylko wina”.",
                "3:1: not marked[tone/no-blame] “To Pani „wina”: runs into quotation marks, so another's words",
            ),
        ],
    ),
    (
        "no-hostile-wording",
        &[],
        [
            (
                "> You idiot.\n\nThat was your mail.",
                "3:7: not marked[tone/no-hostile-wording] “idiot”: in a quoted block, so another's words",
            ),
            (
                "> Eine Frechheit.\n\nDas war Ihre Mail.",
                "3:8: not marked[tone/no-hostile-wording] “Frechheit”: in a quoted block, so another's words",
            ),
            (
                "> To bezczelność.\n\nTo Pani mail.",
                "3:6: not marked[tone/no-hostile-wording] “bezczelność”: in a quoted block, so another's words",
            ),
        ],
    ),
    (
        "tone",
        &[],
        [
            (
                "I am sick of your lies.",
                "3:14: not marked[tone/no-blame] “your lies”: tone/no-hostile-wording marks “sick of your lies” at 3:6 \
                 already",
            ),
            (
                "Ihre Lügen kosten Zeit.",
                "3:1: not marked[tone/no-blame] “Ihre Lügen”: tone/no-hostile-wording marks “Ihre Lügen” at 3:1 already",
            ),
            (
                "Państwa bezczelność jest Państwa winą.",
                "3:21: not marked[tone/no-blame] “jest Państwa winą”: tone/no-hostile-wording marks “bezczelność jest \
                 Państwa” at 3:9 already",
            ),
        ],
    ),
    (
        "no-repeated-apology",
        &[],
        [
            ("I am sorry.", "3:6: not marked[tone/no-repeated-apology] “sorry”: allowed once"),
            ("Es tut mir leid.", "3:1: not marked[tone/no-repeated-apology] “Es tut mir leid”: allowed once"),
            ("Przepraszam.", "3:1: not marked[tone/no-repeated-apology] “Przepraszam”: allowed once"),
        ],
    ),
    (
        "one-effective-date",
        &[],
        [
            (
                "Our contract ends, as agreed in our talk on 26 February 2026, on 31 March 2026.",
                "3:45: not marked[disengagement/one-effective-date] “26 February 2026”: belongs to “as agreed in our \
                 talk on 26 February 2026” at 3:20, found by refers-to-talk",
            ),
            (
                "Wie am 26. Februar 2026 besprochen endet unser Vertrag am 31. März 2026.",
                "3:8: not marked[disengagement/one-effective-date] “26. Februar 2026”: belongs to “Wie am 26. Februar \
                 2026 besprochen” at 3:1, found by refers-to-talk",
            ),
            (
                "Jak rozmawialiśmy 26 lutego 2026, kończymy współpracę z dniem 31 marca 2026.",
                "3:19: not marked[disengagement/one-effective-date] “26 lutego 2026”: belongs to “rozmawialiśmy 26 \
                 lutego 2026” at 3:5, found by refers-to-talk",
            ),
        ],
    ),
    (
        "one-effective-date",
        &["--template"],
        [
            (
                "{{#if a}}We end our contract on 31 March 2026.{{else}}We end our contract on 30 June 2026.{{/if}}",
                "3:78: not marked[disengagement/one-effective-date] “30 June 2026”: sent in place of “31 March 2026” \
                 at 3:33, never beside it",
            ),
            (
                "{{#if a}}Der Vertrag endet am 31. März 2026.{{else}}Der Vertrag endet am 30. Juni 2026.{{/if}}",
                "3:74: not marked[disengagement/one-effective-date] “30. Juni 2026”: sent in place of “31. März 2026” \
                 at 3:31, never beside it",
            ),
            (
                "{{#if a}}Kończymy współpracę z dniem 31 marca 2026.{{else}}Kończymy współpracę z dniem 30 czerwca \
                 2026.{{/if}}",
                "3:88: not marked[disengagement/one-effective-date] “30 czerwca 2026”: sent in place of “31 marca \
                 2026” at 3:38, never beside it",
            ),
        ],
    ),
    (
        "consistent-address",
        &["--template"],
        [
            (
                "We meet Mr Lee. {{#if a}}Eva, I thank you.{{/if}}",
                "3:26: not marked[letter/consistent-address] “Eva”: in a branch of the template, which is not always \
                 sent",
            ),
            (
                "Ich danke Ihnen. {{#if a}}Ich danke dir.{{/if}}",
                "3:37: not marked[letter/consistent-address] “dir”: in a branch of the template, which is not always \
                 sent",
            ),
            (
                "Dziękuję Pani. {{#if a}}Czekam na ciebie.{{/if}}",
                "3:35: not marked[letter/consistent-address] “ciebie”: in a branch of the template, which is not \
                 always sent",
            ),
        ],
    ),
    (
        "consistent-address",
        &[],
        [
            (
                "Eva Hale\nHale Gardens\n\nDear Eva,\n\nYour note to “Ms Hale” is here.\n\nKind regards\nAnn\n",
                "6:15: not marked[letter/consistent-address] “Ms Hale”: in quotation marks, so another's words",
            ),
            (
                "Sie schrieben: „Ich warte auf dich.“",
                "3:31: not marked[letter/consistent-address] “dich”: in quotation marks, so another's words",
            ),
            (
                "Cześć Anno,\n\npytałam Pani Nowak o ciebie.\n\nPozdrawiam\nAnna\n",
                "3:9: not marked[letter/consistent-address] “Pani”: somebody else, by name",
            ),
        ],
    ),
    (
        "no-leftover-placeholder",
        &[],
        [
            (
                "Subject: [Action required] The end\n\nDear Ms Hale,\n\nWe end it.\n\nKind regards\nAnn Lee\n",
                "1:10: not marked[letter/no-leftover-placeholder] “[Action required]”: a mark in the subject line",
            ),
            (
                "Betreff: [Bitte lesen] Ende\n\nSehr geehrte Frau Hale,\n\nEs endet.\n\nMit freundlichen Grüßen\nA. L.\n",
                "1:10: not marked[letter/no-leftover-placeholder] “[Bitte lesen]”: a mark in the subject line",
            ),
            (
                "Temat: [Ważne] Koniec\n\nSzanowna Pani Anno,\n\nTo koniec.\n\nZ poważaniem\nAnna Lee\n",
                "1:8: not marked[letter/no-leftover-placeholder] “[Ważne]”: a mark in the subject line",
            ),
        ],
    ),
    (
        "no-leftover-placeholder",
        &[],
        [
            (
                "> {{date}}\n\nThat was it.",
                "3:3: not marked[letter/no-leftover-placeholder] “{{date}}”: in a quoted block, so another's words",
            ),
            (
                "> {{datum}}\n\nDas war es.",
                "3:3: not marked[letter/no-leftover-placeholder] “{{datum}}”: in a quoted block, so another's words",
            ),
            (
                "> {{data}}\n\nTo tyle.",
                "3:3: not marked[letter/no-leftover-placeholder] “{{data}}”: in a quoted block, so another's words",
            ),
        ],
    ),
    (
        "no-shouting",
        &[],
        [
            (
                "ALL OTHER WORK\n\nIt ends.",
                "3:1: not marked[letter/no-shouting] “ALL OTHER WORK”: a line of its own, so a heading",
            ),
            (
                "ALLE ANDEREN ARBEITEN\n\nSie enden.",
                "3:1: not marked[letter/no-shouting] “ALLE ANDEREN ARBEITEN”: a line of its own, so a heading",
            ),
            (
                "WSZYSTKIE INNE PRACE\n\nKoniec.",
                "3:1: not marked[letter/no-shouting] “WSZYSTKIE INNE PRACE”: a line of its own, so a heading",
            ),
        ],
    ),
    (
        "no-shouting",
        &[],
        [
            ("Please add the VAT.", "3:16: not marked[letter/no-shouting] “VAT”: an acronym"),
            ("Anbei die PDF.", "3:11: not marked[letter/no-shouting] “PDF”: an acronym"),
            ("Tu jest PDF.", "3:9: not marked[letter/no-shouting] “PDF”: an acronym"),
        ],
    ),
    (
        "no-shouting",
        &[],
        [
            (
                "BRANDT GARDEN LTD\n\nDear Ms Hale,\n\nWe from the GARDEN stop.\n\nKind regards\nAnn Lee\n",
                "5:13: not marked[letter/no-shouting] “GARDEN”: in capitals in the letter's head or signature, too, so \
                 a name",
            ),
            (
                "GARTEN LICHT GMBH\n\nSehr geehrte Frau Hale,\n\nWir von GARTEN LICHT enden.\n\nMit freundlichen \
                 Grüßen\nA. L.\n",
                "5:9: not marked[letter/no-shouting] “GARTEN LICHT”: in capitals in the letter's head or signature, \
                 too, so a name",
            ),
            (
                "OGRÓD DOM SP. Z O.O.\n\nSzanowna Pani Anno,\n\nMy z OGRÓD DOM kończymy.\n\nZ poważaniem\nA. L.\n",
                "5:6: not marked[letter/no-shouting] “OGRÓD DOM”: in capitals in the letter's head or signature, too, \
                 so a name",
            ),
        ],
    ),
    (
        "no-shouting",
        &["--template"],
        [
            ("Call CLIENT NAME.", "3:6: not marked[letter/no-shouting] “CLIENT NAME”: to be filled in"),
            ("Ruft KUNDE NAME an.", "3:6: not marked[letter/no-shouting] “KUNDE NAME”: to be filled in"),
            ("Telefon NUMER TELEFONU.", "3:9: not marked[letter/no-shouting] “NUMER TELEFONU”: to be filled in"),
        ],
    ),
    (
        "no-shouting",
        &[],
        [
            (
                "You wrote “no!!” to us.",
                "3:14: not marked[letter/no-shouting] “!!”: in quotation marks, so another's words",
            ),
            (
                "Sie schrieben „BITTE SOFORT“ dazu.",
                "3:16: not marked[letter/no-shouting] “BITTE SOFORT”: in quotation marks, so another's words",
            ),
            (
                "Napisała Pani „PROSZĘ TERAZ”.",
                "3:16: not marked[letter/no-shouting] “PROSZĘ TERAZ”: in quotation marks, so another's words",
            ),
        ],
    ),
    (
        "no-blame",
        &[],
        [
            (
                "<!-- letterlint-disable-next-line no-blame -- agreed -->\n\nYou failed to pay.",
                "5:1: not marked[tone/no-blame] “You failed to”: suppressed by the comment at 3:1",
            ),
            (
                "Es ist Ihre Schuld. <!-- letterlint-disable-line no-blame -- vereinbart -->",
                "3:8: not marked[tone/no-blame] “Ihre Schuld”: suppressed by the comment at 3:21",
            ),
            (
                "To Państwa wina. <!-- letterlint-disable-line no-blame -- uzgodnione -->",
                "3:1: not marked[tone/no-blame] “To Państwa wina”: suppressed by the comment at 3:18",
            ),
        ],
    ),
];

#[test]
fn every_exemption_says_why_and_where() {
    let folder = folder("kinds");
    for (rules, more, texts) in KINDS {
        for (language, (text, expected)) in ["en", "de", "pl"].into_iter().zip(texts) {
            let told = told(&folder, &letter(language, text), language, rules, more);
            assert_eq!(told.join("\n"), expected, "{language}: {text}");
        }
    }
}

#[test]
fn evidence_that_does_not_count_is_told_where_the_element_is_missing() {
    let folder = folder("evidence");
    let cases = [
        (
            "en",
            "We do not thank you for this.",
            "includes-thanks",
            "3:11: not counted[disengagement/includes-thanks] “thank you for this”: denied by “do not” at 3:4",
        ),
        (
            "de",
            "Wir kündigen den Vertrag nicht.",
            "states-ending",
            "3:1: not counted[disengagement/states-ending] “Wir kündigen”: denied by “nicht” at 3:26",
        ),
        (
            "pl",
            "Nie wypowiadamy umowy.",
            "states-ending",
            "3:5: not counted[disengagement/states-ending] “wypowiadamy umowy”: denied by “Nie” at 3:1",
        ),
    ];
    for (language, text, rule, expected) in cases {
        assert_eq!(told(&folder, &letter(language, text), language, rule, &[]), [expected]);
    }
    let both = letter("en", "We do not thank you for this. Thank you for five years of trust.");
    assert_eq!(told(&folder, &both, "en", "includes-thanks", &[]), [""; 0], "it is there");
}

/// A rule that marks words on account of one phrase does not say that it left them alone on account of another.
#[test]
fn what_is_marked_is_not_exempt() {
    let folder = folder("marked");
    let rule = "kind = \"forbid\"\nseverity = \"warning\"\ntitle = \"t\"\nwhy = \"w\"\n[en]\nmessage = \"m\"\nhelp = \"h\"\n\
                find = [{ find = \"late mails\", when-negated = \"keep\" }, \"mails\"]\nbad = [\"late mails\"]\n";
    folder.write("house/no-mails.toml", rule);
    assert_eq!(told(&folder, &letter("en", "There were not late mails."), "en", "no-mails", &[]), [""; 0]);
    let alone = told(&folder, &letter("en", "There were not other mails."), "en", "no-mails", &[]);
    assert_eq!(alone, ["3:22: not marked[house/no-mails] “mails”: denied by “were not” at 3:7"]);
}

#[test]
fn places_are_right_in_every_spelling() {
    let folder = folder("spellings");
    let cases = [
        (
            "en",
            "Café: so\u{ad}rry, this is *not* your **own** fau\u{ad}lt.",
            "3:30: not marked[tone/no-blame] “your own fault”: denied by “is not” at 3:21",
        ),
        (
            "de",
            "Schöne Grüße. Das ist ni\u{ad}cht Ihre Schuld.",
            "3:32: not marked[tone/no-blame] “Ihre Schuld”: denied by “nicht” at 3:25",
        ),
        (
            "pl",
            "Cóż, to ni\u{ad}e jest Państwa wina.",
            "3:16: not marked[tone/no-blame] “jest Państwa wina”: denied by “nie” at 3:11",
        ),
    ];
    for (language, text, expected) in cases {
        let decomposed: String = letter(language, text).nfd().collect::<String>().replace('\n', "\r\n");
        assert_eq!(told(&folder, &decomposed, language, "no-blame", &[]), [expected.nfd().collect::<String>()]);
    }
}

#[test]
fn suppressions_in_settings_and_baselines_are_told_with_their_place() {
    let folder = folder("upkeep");
    folder.write("a.md", letter("en", "You failed to pay. You never answered."));
    folder.write(
        "letterlint.toml",
        "packs = [\"tone\"]\n\n[[suppressions]]\nfiles = [\"*.md\"]\nrule = \"no-blame\"\ntext = \"you failed to\"\n\
         reason = \"agreed\"\n",
    );
    let failed = "a.md:3:1: not marked[tone/no-blame] “You failed to”: suppressed in letterlint.toml:5\n";
    let never = "a.md:3:20: not marked[tone/no-blame] “You never answered”: in the baseline old.toml";
    let concise = |args: &[&str]| folder.run(&[&["-v", "--output-format", "concise", "a.md"], args].concat()).out;
    assert_eq!(concise(&["--write-baseline", "old.toml"]), format!("{failed}{never}\n"));
    assert_eq!(concise(&["--baseline", "old.toml"]), format!("{failed}{never}:6\n"));
    // What is missing has no words.
    folder.write("b.md", letter("en", "We end it.\n\n<!-- letterlint-disable-file includes-thanks -- agreed -->"));
    let run = folder.run(&["-v", "--isolated", "--select", "includes-thanks", "--output-format", "concise", "b.md"]);
    let missing = "what is missing: suppressed by the comment at 5:1\n";
    assert_eq!(run.out, format!("b.md:3:11: not marked[disengagement/includes-thanks] {missing}"));
}

#[test]
fn people_read_them_behind_the_findings_of_each_letter() {
    let folder = folder("full");
    folder.write("letterlint.toml", "packs = [\"tone\"]\n");
    folder.write("a.md", letter("en", "You failed to pay. This is not your fault."));
    let front = "---\nletterlint:\n  template: true\n---\n";
    folder.write("b.md", front.to_owned() + &letter("de", "Das ist nicht Ihre Schuld. Wir danken Ihnen sehr."));
    let run = folder.run(&["-v", "a.md", "b.md"]);
    let told = "\na.md: English by its words, settings of letterlint.toml\n  not marked[tone/no-blame]: “your fault” at \
                3:32: denied by “is not” at 3:25\n\nb.md: German by its words, a template, settings of letterlint.toml \
                and its front matter\n  not marked[tone/no-blame]: “Ihre Schuld” at 7:15: denied by “nicht” at 7:9\n\n\
                2 letters checked: 1 error\n";
    assert!(run.out.ends_with(told), "{}", run.out);
    assert_eq!(run.out.strip_suffix(told).unwrap().matches("error[").count(), 1, "{}", run.out);
    let run = folder.run(&["-v", "--isolated", "--lang", "en", "--select", "no-blame", "a.md"]);
    assert!(run.out.contains("\na.md: English as --lang says, default settings\n"), "{}", run.out);
    assert_eq!(folder.run(&["-v", "-q", "a.md"]).exit, 2);
}

#[test]
fn nothing_in_them_speaks_to_a_terminal() {
    let folder = folder("escape");
    folder.write("a.md", letter("en", "This is not your \u{1b} fault."));
    for format in ["full", "concise"] {
        let run = folder.run(&["-v", "--isolated", "--select", "no-blame", "--output-format", format, "a.md"]);
        assert!(run.out.contains(r"“your \u{1b} fault”"), "{}", run.out);
        assert!(!run.out.contains('\u{1b}'), "{}", run.out);
    }
}

#[test]
fn programs_read_the_same_with_and_without() {
    let folder = folder("formats");
    folder.write("a.md", letter("en", "You failed to pay. This is not your fault.\n\n> You idiot."));
    for format in FORMATS {
        let [without, with] = [None, Some("-v")].map(|verbose| {
            let args = ["--isolated", "--output-format", format.name, "a.md"];
            folder.run(&verbose.into_iter().chain(args).collect::<Vec<_>>())
        });
        assert_eq!(with.exit, without.exit);
        let is_for_people = ["full", "concise"].contains(&format.name);
        assert_eq!(with.out != without.out, is_for_people, "{}", format.name);
    }
}

/// Findings, evidence and figures of every fourth fixture do not change, and every exemption has words or is of something missing.
#[test]
fn asking_changes_no_finding() {
    let mut project = Project::new(Options::default()).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut exemptions = 0;
    for path in discover::letters_at(&root.join("fixtures/letters"), |_| false).files.into_iter().step_by(4) {
        let source = Source::from_path(&path).unwrap();
        let Setup { settings, rules, hidden } = project.setup(&path, source.text()).unwrap();
        let check = |exemptions: bool| {
            let settings = Settings { exemptions, ..settings.clone() };
            lint(&source, DocumentFormat::of_path(&path), None, &rules, &settings, &hidden).unwrap()
        };
        let (Linted { checked: without, suppressed, .. }, mut with) = (check(false), check(true));
        let told = std::mem::take(&mut with.checked.exemptions);
        assert_eq!((with.checked, with.suppressed), (without, suppressed), "{}", path.display());
        for exemption in &told {
            let text = |span: &std::ops::Range<usize>| source.text().get(span.clone()).map(str::trim);
            assert!(text(&exemption.span).is_some_and(|words| !words.is_empty()), "{exemption:?}");
            assert!(exemption.by.as_ref().is_none_or(|by| text(by) != Some("")), "{exemption:?}");
        }
        exemptions += told.len();
    }
    assert!(exemptions > 100, "{exemptions}");
}
