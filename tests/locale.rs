//! What people read about a letter is in their own language, whatever the letter's is.

mod common;
mod program;

use std::path::Path;

use letterlint::document::Format;
use letterlint::finding::Finding;
use letterlint::language::Language;
use letterlint::lint::lint;
use letterlint::locale::words;
use letterlint::pack::Wording;
use letterlint::settings::Settings;
use letterlint::source::{Source, discover};
use program::git::Repository;
use program::{Folder, Run};

const BAD: &str = "Dear Ms Hale,\n\nYou failed to pay on time.\n\nKind regards\nAnn Lee\n";
const GERMAN: &str = "Köln, 22. November 2026\n\nSehr geehrte Frau Lindner,\n\nwir kündigen den Vertrag zum 1. Dezember 2026. \
     Die Übergabe ist am Montag, dem 24. November 2026.\n\nMit freundlichen Grüßen\nJonas Adler\n";

/// Arguments, environment, the last line that is printed.
type Case = (&'static [&'static str], &'static [(&'static str, &'static str)], &'static str);

fn run(folder: &Folder, args: &[&str], environment: &[(&str, &str)]) -> Run {
    Run::of(folder.command(args).envs(environment.iter().copied()).output().unwrap())
}

#[test]
fn the_flag_goes_before_the_environment_and_that_by_the_rules_of_posix() {
    let folder = Folder::new("locale-order");
    folder.write("a.md", BAD);
    let (en, de, pl) = ("1 letter checked: 1 error", "1 Brief geprüft: 1 Fehler", "sprawdzono 1 list: 1 błąd");
    let cases: [Case; 13] = [
        (&[], &[], en),
        (&[], &[("LANG", "de_DE.UTF-8")], de),
        (&[], &[("LANG", "pl")], pl),
        (&[], &[("LANG", "pl_PL.UTF-8"), ("LC_MESSAGES", "de_AT.UTF-8")], de),
        (&[], &[("LANG", "de_DE.UTF-8"), ("LC_MESSAGES", "de_AT"), ("LC_ALL", "pl_PL@euro")], pl),
        (&[], &[("LANG", "de_DE.UTF-8"), ("LC_MESSAGES", ""), ("LC_ALL", "")], de),
        (&[], &[("LANG", "de_DE.UTF-8"), ("LC_ALL", "C")], en),
        (&[], &[("LANG", "de_DE.UTF-8"), ("LC_MESSAGES", "POSIX")], en),
        (&[], &[("LANG", "de_DE.UTF-8"), ("LC_ALL", "fr_FR.UTF-8")], en),
        (&[], &[("LANG", "de_DE.UTF-8"), ("LC_CTYPE", "pl_PL.UTF-8"), ("LC_TIME", "pl_PL.UTF-8")], de),
        (&["--locale", "pl"], &[("LC_ALL", "de_DE.UTF-8")], pl),
        (&["--locale", "en"], &[("LANG", "de_DE.UTF-8")], en),
        (&["--locale", "de", "--lang", "en"], &[], de),
    ];
    for (args, environment, expected) in cases {
        let run = run(&folder, &[&["--select", "no-blame", "a.md"], args].concat(), environment);
        assert!(run.out.lines().last() == Some(expected), "{args:?} {environment:?}\n{}", run.out);
    }
}

#[test]
fn the_last_line_counts_what_could_not_be_checked() {
    let folder = Folder::new("locale-not-checked");
    folder.write("a.md", BAD);
    folder.write("b.txt", "xx yy zz\n");
    folder.write("c.md", "");
    for (locale, expected) in [
        ("en", "1 letter checked, 2 not checked: 1 error"),
        ("de", "1 Brief geprüft, 2 nicht geprüft: 1 Fehler"),
        ("pl", "sprawdzono 1 list, nie sprawdzono 2: 1 błąd"),
    ] {
        let run = folder.run(&["--select", "no-blame", "--locale", locale, "."]);
        assert_eq!((run.exit, run.out.lines().last()), (2, Some(expected)), "{}", run.out);
        assert_eq!(run.err.lines().filter(|line| line.starts_with("error: ")).count(), 2, "{}", run.err);
    }
}

#[test]
fn a_locale_that_is_none_is_refused() {
    let folder = Folder::new("locale-unknown");
    folder.write("a.md", BAD);
    for name in ["fr", "de_DE", "DE", ""] {
        let run = folder.run(&["--locale", name, "a.md"]);
        assert_eq!((run.exit, run.out.as_str()), (2, ""), "{name}");
        assert!(run.err.contains("--locale <en|de|pl>") && run.err.contains("en, de, pl"), "{}", run.err);
    }
}

#[test]
fn the_words_around_the_offered_sentence_follow_the_user_and_the_sentence_the_letter() {
    let folder = Folder::new("locale-offer");
    folder.write("a.md", BAD);
    let run = folder.run(&["--locale", "de", "--select", "no-blame,includes-thanks", "a.md"]);
    let expected = "\
error[tone/no-blame]: „You failed to“ gibt dem Kunden die Schuld
  ┌─ a.md:3:1
  │
3 │ You failed to pay on time.
  │ ^^^^^^^^^^^^^
  │
  = Hilfe: schreiben Sie, was ist („Rechnung 12 ist noch offen“) oder was Sie brauchen, und lassen Sie weg, wer schuld ist
  = Hinweis: Leitfäden 002, 003, 004; warum, sagt `letterlint explain no-blame`

error[disengagement/includes-thanks]: der Dank für die gemeinsame Zeit fehlt
  ┌─ a.md:3:27
  │
3 │ You failed to pay on time.
  │                           ^ hier einfügen
  │
  = Hilfe: „Danke für Ihr Verständnis“ genügt nicht; danken Sie für etwas Bestimmtes: das Vertrauen, die Jahre, ein Projekt:
           Thank you for the trust you have placed in me over the past [number] years.
  = Hinweis: Leitfäden 003, 004; warum, sagt `letterlint explain includes-thanks`

1 Brief geprüft: 2 Fehler
";
    assert_eq!(run.out, expected);
    folder.write("b.md", GERMAN);
    let run = folder.run(&["--locale", "pl", "--select", "includes-thanks", "b.md"]);
    assert!(run.out.contains("w liście brakuje podziękowania za współpracę"), "{}", run.out);
    assert!(run.out.contains("danke ich Ihnen herzlich"), "{}", run.out);
}

#[test]
fn dates_and_figures_in_messages_are_written_as_the_user_writes_them() {
    let folder = Folder::new("locale-dates");
    folder.write("a.md", GERMAN).write("s.toml", "[letter]\nnotice = \"1 month to month-end\"\n");
    let polish = folder.run(&["--config", "s.toml", "--locale", "pl", "a.md"]).out;
    for said in [
        "od 22 listopada 2026 r. do 1 grudnia 2026 r.: 9 dni; okres wypowiedzenia to 1 miesiąc na koniec miesiąca, \
         najwcześniejszy dzień to 31 grudnia 2026 r.",
        "wskazówka: napisz „31. Dezember 2026”",
        "24 listopada 2026 r. to wtorek, nie poniedziałek",
        "wskazówka: napisz „Dienstag”",
    ] {
        assert!(polish.contains(said), "{said}\n{polish}");
    }
    let german = folder.run(&["--config", "s.toml", "--locale", "de", "a.md"]).out;
    let short = "vom 22. November 2026 bis zum 1. Dezember 2026: 9 Tage; die Frist beträgt 1 Monat zum Monatsende, also \
                 frühestens zum 31. Dezember 2026";
    assert!(german.contains(short), "{german}");
    let long = format!("Dear Ms Hale,\n\n{}.\n\nKind regards\nAnn Lee\n", vec!["word"; 10_052].join(" "));
    folder.write("long.md", long);
    folder.write("words.toml", "[rules]\nsimple-language = { words = 40 }\n");
    for (locale, said) in
        [("en", "10,052 words; 40"), ("de", "10.052 Wörter; 40"), ("pl", "10\u{a0}052 słowa, a limit to 40")]
    {
        let run = folder.run(&["--lang", "en", "--locale", locale, "--config", "words.toml", "long.md"]);
        assert!(run.out.contains(said), "{said}\n{}", run.out);
    }
}

#[test]
fn nouns_agree_with_their_numbers() {
    let folder = Folder::new("locale-plurals");
    let summary = |locale: &str| {
        let run = folder.run(&["--locale", locale, "--select", "no-blame", "."]);
        run.out.lines().last().unwrap().to_owned()
    };
    let polish = [
        (1, "sprawdzono 1 list: 1 błąd"),
        (2, "sprawdzono 2 listy: 2 błędy"),
        (5, "sprawdzono 5 listów: 5 błędów"),
        (12, "sprawdzono 12 listów: 12 błędów"),
        (22, "sprawdzono 22 listy: 22 błędy"),
        (25, "sprawdzono 25 listów: 25 błędów"),
    ];
    let mut written = 0;
    for (count, expected) in polish {
        for number in written..count {
            folder.write(&format!("{number}.md"), BAD);
        }
        written = count;
        assert_eq!(summary("pl"), expected);
        assert_eq!(
            summary("de"),
            if count == 1 {
                "1 Brief geprüft: 1 Fehler".to_owned()
            } else {
                format!("{count} Briefe geprüft: {count} Fehler")
            }
        );
    }
    let clean = folder.run(&["--locale", "pl", "--select", "no-cliche", "."]).out;
    assert_eq!(clean, "sprawdzono 25 listów: nic do poprawienia\n");
}

/// The findings of a letter in a user's language, of all packs.
fn findings(source: &Source, format: Format, language: Option<Language>, locale: Language) -> Vec<Finding> {
    let settings = Settings { locale, ..Settings::default() };
    lint(source, format, language, common::rules(), &settings, &[]).unwrap().checked.findings
}

/// Whether a message or help is one of `wording`: the words between its names stand in it in their order.
fn is_said(said: &str, wording: &Wording) -> bool {
    let templates = wording.messages.values().chain([&wording.message, &wording.help]);
    templates.into_iter().any(|template| {
        let mut pieces = template.split('{').map(|piece| piece.split_once('}').map_or(piece, |(_, rest)| rest));
        let rest = said.strip_prefix(pieces.next().unwrap_or_default());
        let end = template.rsplit(['{', '}']).next().unwrap_or_default();
        let rest = pieces.try_fold(rest, |rest, piece| Some(rest?.split_once(piece).map(|(_, rest)| rest)));
        rest.flatten().is_some() && said.ends_with(if template.ends_with('}') { "" } else { end })
    })
}

#[test]
fn every_message_about_the_letters_of_the_fixtures_is_in_the_users_language() {
    let mut judged = std::collections::BTreeSet::new();
    // Some of each language and kind are enough for nearly every rule.
    for path in discover::letters_at(Path::new("fixtures/letters"), |_| false).files.iter().step_by(5) {
        let source = Source::from_path(path).unwrap();
        for locale in Language::ALL {
            for finding in findings(&source, Format::of_path(path), None, locale) {
                let rule = common::rules().find(&finding.rule).unwrap();
                let wording = rule.wording(locale).unwrap();
                for said in [&*finding.message, &*finding.help] {
                    assert!(is_said(said, wording), "{} {locale}: {said}", path.display());
                    let others = Language::ALL.into_iter().filter(|other| *other != locale);
                    let mut others = others.map(|other| rule.wording(other).unwrap());
                    assert!(!others.any(|other| is_said(said, other)), "{} {locale}: {said}", path.display());
                }
                judged.insert(finding.rule);
            }
        }
    }
    assert!(judged.len() > 25, "{judged:?}");
}

/// What a run says about the same letters in each language, in all forms for people.
fn reports(locale: Language) -> String {
    let folder = Folder::new(&format!("locale-{locale}"));
    let german = GERMAN.replace("Dezember 2026. ", "Dezember 2026. Sie haben nie pünktlich gezahlt. ");
    folder.write("a.md", german).write(
        "b.md",
        GERMAN.replace("Köln, 22. November 2026\n\n", "").replace("zum 1. Dezember 2026", "zum Monatsende"),
    );
    folder.write("t.md", format!("<!-- letterlint-disable-next-line no-blmae -- why -->\n\n{GERMAN}"));
    folder.write("latin1.md", b"Dear \xe4").write("kurz.md", "1 2 3");
    let stale = "[[finding]]\npath = \"a.md\"\nrule = \"tone/no-blame\"\ntext = \"gone\"\n";
    folder.write("stale.toml", format!("version = 1\n\n{stale}"));
    let idle = "[[suppressions]]\nfiles = [\"b.md\"]\nrule = \"no-blame\"\nreason = \"agreed\"\n";
    let hides = idle.replace("no-blame", "valid-dates");
    folder.write("letterlint.toml", format!("[[overrides]]\nfiles = [\"t.md\"]\ntemplate = true\n\n{idle}\n{hides}"));
    folder.run(&["--write-baseline", "known.toml", "--select", "valid-dates", "t.md"]);
    let mut said = String::new();
    for args in [
        &["--statistics"][..],
        &["--checklist"],
        &["--baseline", "stale.toml"],
        &["--baseline", "known.toml"],
        &["--output-format", "html"],
        &["--output-format", "junit"],
        &["--output-format", "sarif"],
        &["explain", "refers-to-agreement"],
        &["explain", "keep-it-short"],
        &["rules"],
    ] {
        let locale = locale.code();
        let run = folder.run(&[args, &["--locale", locale]].concat());
        said.push_str(&run.out);
        said.push_str(&run.err);
    }
    folder.write("shouting.md", BAD.replace("on time.", "on time!!"));
    let mended = folder.run(&["--locale", locale.code(), "--fix", "shouting.md"]);
    said + &mended.out
}

/// What the program itself says in these reports.
fn own_words(locale: Language) -> Vec<String> {
    let words = words(locale);
    let plain = [
        format!("= {}: ", words.help),
        format!("= {}: ", words.note),
        format!("\n{}: ", words.help),
        format!(" {}\n", words.add_here),
        (words.write)(&words.quoted("Dienstag")),
        (words.source)(&["002", "003", "004"], "no-blame"),
        (words.did_you_mean)(&words.quoted("no-blame")),
        format!("{}, {}: ", (words.checked)(&words.language.counted(3, words.letters)), (words.unchecked)("2")),
        format!(", {}", (words.suppressed)("1")),
        format!(", {}", (words.baselined)("2")),
        format!("{}  ", words.rule),
        format!("  {}\n", words.count),
        format!(" {} 5: {}", words.line, words.quotes[0]),
        format!("  {} (", words.missing),
        format!("  {}: ", words.end),
        (words.from_letter)(""),
        words.end_undated.to_owned(),
        format!("<title>{} – letterlint", words.letters_title),
        format!("<h2>{}</h2>", words.not_checked),
        format!("· {}", words.template),
        format!("<h3>{}: ", words.checklist),
        words.unknown_language.to_owned(),
        words.file_not_checked.to_owned(),
        words.folder_of_run.to_owned(),
        format!("**{}:**", words.what_to_do),
        format!("\n{}: ", words.guides),
        (words.shows_examples)("no-blame"),
        (words.only_with)("`contract = true`"),
        format!("({})", (words.times)(60)),
        format!(", {}", (words.fixed)("1")),
        (words.add_for_example)(""),
        format!("<p>{} · ", words.languages[Language::German as usize]),
    ];
    plain.to_vec()
}

#[test]
fn no_word_of_another_language_stands_in_what_a_user_reads() {
    let reports = Language::ALL.map(reports);
    for locale in Language::ALL {
        let report = &reports[locale as usize];
        for own in own_words(locale) {
            assert!(report.contains(&own), "{locale} never says {own:?}\n{report}");
        }
        for other in Language::ALL.into_iter().filter(|other| *other != locale) {
            let foreign = own_words(other);
            let foreign: Vec<_> = foreign.iter().filter(|word| !own_words(locale).contains(word)).collect();
            let found = foreign.iter().find(|word| report.contains(word.as_str()));
            assert!(found.is_none(), "{locale} says {found:?}\n{report}");
        }
    }
}

#[test]
fn rules_are_explained_in_the_users_language() {
    let folder = Folder::new("locale-rules");
    let explained = folder.run(&["explain", "--locale", "de", "no-blame"]).out;
    assert!(
        explained.starts_with("tone/no-blame\n\nDem Kunden keine Schuld geben (error)\n\nEin Kunde, der "),
        "{explained}"
    );
    assert!(explained.contains("\nEnglisch: say what is so") && explained.contains("\nPolnisch: "), "{explained}");
    let listed = run(&folder, &["rules"], &[("LANG", "pl_PL.UTF-8")]).out;
    assert!(listed.contains("error    Nie obwiniaj klienta\n"), "{listed}");
}

#[test]
fn what_house_rules_say_goes_before_the_built_in_words() {
    let folder = Folder::new("locale-house");
    let change = "changes = \"tone/no-blame\"\ntitle = \"House title\"\n\n[de]\nwhy = \"Das Haus will es so.\"\n";
    folder.write("house/no-blame.toml", change).write("a.md", BAD);
    let own = "kind = \"forbid\"\nseverity = \"error\"\ntitle = \"t\"\nwhy = \"w\"\n\n[en]\nmessage = \"“{match}” is late\"\n\
               help = \"be on time\"\nfind = [\"on time\"]\nbad = [\"Be on time.\"]\n";
    folder.write("house/late.toml", own);
    let explained = folder.run(&["explain", "no-blame", "--pack", "house", "--locale", "de"]).out;
    assert!(explained.contains("House title (error)\n\nDas Haus will es so.\n"), "{explained}");
    let explained = folder.run(&["explain", "no-blame", "--pack", "house", "--locale", "pl"]).out;
    assert!(explained.contains("House title (error)\n\nOskarżony klient"), "{explained}");
    let said = folder.run(&["--pack", "house", "--locale", "pl", "--select", "late", "a.md"]).out;
    assert!(
        said.contains("“on time” is late\n") && said.contains("wskazówka: be on time"),
        "what has no Polish: {said}"
    );
}

#[test]
fn a_hook_speaks_the_language_of_whoever_commits_or_the_one_it_was_given() {
    for (args, environment, expected) in [
        (
            &["hook", "install"][..],
            "de_DE.UTF-8",
            "letterlint: der Commit wird nicht angelegt; `git commit --no-verify`",
        ),
        (
            &["hook", "install", "--locale", "pl"],
            "de_DE.UTF-8",
            "letterlint: commit nie powstanie; `git commit --no-verify`",
        ),
    ] {
        let repository = Repository::new(&format!("locale-{}", args.len()));
        repository.does(args);
        repository.folder.write("a.md", BAD);
        repository.git(["add", "--all"]);
        let mut commit = repository.command("git");
        let run = Run::of(commit.args(["commit", "-q", "-m", "x"]).env("LANG", environment).output().unwrap());
        assert!(run.exit == 1 && run.err.contains(expected), "{}", run.err);
    }
}

#[test]
fn what_is_left_alone_is_told_in_the_users_language() {
    let folder = Folder::new("locale-verbose");
    folder.write("a.md", BAD.replace("You failed to pay on time.", "This is not your fault."));
    let cases = [
        ("en", "not marked[tone/no-blame]: “your fault” at 3:13: denied by “is not” at 3:6"),
        ("de", "nicht markiert[tone/no-blame]: „your fault“ (3:13): verneint durch „is not“ (3:6)"),
        ("pl", "nie oznaczono[tone/no-blame]: „your fault” (3:13): zaprzeczone przez „is not” (3:6)"),
    ];
    for (locale, expected) in cases {
        let out = folder.run(&["-v", "--isolated", "--select", "no-blame", "--locale", locale, "a.md"]).out;
        assert!(out.lines().any(|line| line.trim() == expected), "{out}");
        let language = words(locale.parse().unwrap()).languages[Language::English as usize];
        assert!(out.starts_with(&format!("a.md: {language} ")), "{out}");
    }
}
