//! Templates: placeholders count as what they stand for, tags of template languages are no text, and of two branches
//! only one is ever sent.

mod common;

use letterlint::document::Format;
use letterlint::language::Language;
use letterlint::lint::lint;
use letterlint::settings::{Settings, parse_style};
use letterlint::source::Source;

/// What is found in `text`: rule and words.
fn found(text: &str, settings: &Settings) -> Vec<String> {
    let source = Source::new(text.to_owned());
    let linted = lint(&source, Format::Markdown, None, common::rules(), settings, &[]).unwrap();
    let findings = linted.checked.findings.into_iter();
    findings.map(|finding| format!("{}: {}", finding.rule.split('/').nth(1).unwrap(), &text[finding.span])).collect()
}

fn template() -> Settings {
    let mut settings = Settings { template: true, ..Settings::default() };
    settings.letter.placeholder_styles = vec![parse_style("<% %>").unwrap()];
    settings
}

/// The whole of a letter around `body`.
fn letter(body: &str) -> String {
    format!(
        "Lee Studio, 1 High Street, tel. 01234 567890\n\n2 March 2026\n\nDear {{{{client_name}}}},\n\n{body}\n\n\
         Thank you for the trust of these years; I wish you every success.\n\nKind regards\n\nAnn Lee\n"
    )
}

const BODY: &str = "As discussed on the phone on {{call_date}}, I am ending our contract on {{end_date}}, because {{reason}}. \
    It has been a pleasure to work with you for {{years}} years.\n\nBy {{due_date}} I will finish {{open_work}} and hand over \
    all files. You will receive my last invoice for {{amount}} by {{invoice_date}}. I can recommend {{colleague_name}}. \
    If you have any questions, call me on {{phone}}.";

#[test]
fn one_letter_is_whole_as_a_template_and_after_filling() {
    assert_eq!(found(&letter(BODY), &template()), Vec::<String>::new());
    let leftover = found(&letter(BODY), &Settings::default());
    assert_eq!(
        leftover.iter().filter(|found| found.starts_with("no-leftover-placeholder")).count(),
        11,
        "{leftover:#?}"
    );
    let filled = [
        ("{{client_name}}", "Ms Hale"),
        ("{{call_date}}", "26 February"),
        ("{{end_date}}", "31 March 2026"),
        ("{{reason}}", "I am moving to Leeds"),
        ("{{years}}", "five"),
        ("{{due_date}}", "20 March"),
        ("{{open_work}}", "the spring brochure"),
        ("{{amount}}", "£340"),
        ("{{invoice_date}}", "27 March"),
        ("{{colleague_name}}", "Tom Reed"),
        ("{{phone}}", "01234 567890"),
    ]
    .iter()
    .fold(letter(BODY), |text, (name, value)| text.replace(name, value));
    assert_eq!(found(&filled, &Settings::default()), Vec::<String>::new());
}

#[test]
fn placeholders_of_every_style_count_as_what_they_stand_for() {
    for style in [
        "{{NAME}}",
        "[NAME]",
        "<<NAME>>",
        "${NAME}",
        "%NAME%",
        "«NAME»",
        "@@NAME@@",
        "{NAME}",
        "[[NAME]]",
        "<%= NAME %>",
    ] {
        let mut text = letter(BODY);
        for name in [
            "client_name",
            "call_date",
            "end_date",
            "reason",
            "years",
            "due_date",
            "open_work",
            "amount",
            "invoice_date",
            "colleague_name",
            "phone",
        ] {
            text = text.replace(&format!("{{{{{name}}}}}"), &style.replace("NAME", name));
        }
        assert_eq!(found(&text, &template()), Vec::<String>::new(), "{style}");
    }
}

#[test]
fn conditions_and_loops_are_no_text() {
    for (open, other, close) in [
        ("{{#if monthly}}", "{{else}}", "{{/if}}"),
        ("{% if monthly %}", "{% else %}", "{% endif %}"),
        ("<% if monthly %>", "<% else %>", "<% end %>"),
        ("{{ if .Monthly }}", "{{ else }}", "{{ end }}"),
    ] {
        let body = BODY.replace("on {{end_date}}", &format!("{open} on 30 April 2026{other} on 31 May 2026{close}"));
        assert_eq!(found(&letter(&body), &template()), Vec::<String>::new(), "{open}");
        // A tag in the middle of a phrase hides no fault.
        let body = format!("{BODY}\n\nYou {open}failed{close} to pay.");
        assert_eq!(found(&letter(&body), &template()).len(), 1, "{open}");
        // A tag on a line of its own is no paragraph.
        let body = format!("{open}\n\n{BODY}\n\n{close}");
        assert_eq!(found(&letter(&body), &template()), Vec::<String>::new(), "{open}");
    }
    let both = letter(&BODY.replace("on {{end_date}}", "on 30 April 2026. Our contract ends on 31 May 2026"));
    assert!(found(&both, &template()).iter().any(|found| found.starts_with("one-effective-date")), "without a branch");
}

#[test]
fn of_several_wordings_one_is_sent() {
    for choice in [
        "[Choose one: on 30 April 2026 / on 31 May 2026]",
        "[Select: on 30 April 2026 | on 31 May 2026]",
        "[Option A: on 30 April 2026 / on {{end_date}}]",
    ] {
        let body = BODY.replace("on {{end_date}}", choice);
        assert_eq!(found(&letter(&body), &template()), Vec::<String>::new(), "{choice}");
    }
    let long = "as we agreed when we met in your office, ".repeat(12);
    let body = BODY.replace("on {{end_date}}", &format!("[Choose one: {long}on 30 April 2026 / on 31 May 2026]"));
    assert!(!found(&letter(&body), &template()).iter().any(|found| found.starts_with("known-placeholders")));
    // What is offered is wording all the same.
    let body = format!("{BODY}\n\n[Choose one: Thank you again. / You failed to pay on time.]");
    assert_eq!(found(&letter(&body), &template()), ["no-blame: You failed to"]);
    // A finished letter must not hold a choice any more.
    let body = letter(&BODY.replace("on {{end_date}}", "[Choose one: on 30 April 2026 / on 31 May 2026]"));
    let leftover = found(&body, &Settings::default());
    assert!(leftover.contains(&"no-leftover-placeholder: [Choose one:".to_owned()), "{leftover:#?}");
}

#[test]
fn german_and_polish_branches_address_their_own_readers() {
    let german = "Lee Studio, Hauptstr. 1, Tel. 01234 567890\n\nLiebe/r {{vorname}},\n\n{{#if sie}}ich beende unsere \
        Zusammenarbeit mit Ihnen zum {{enddatum}}.{{else}}ich beende unsere Zusammenarbeit mit dir zum {{enddatum}}. Ich danke \
        dir für dein Vertrauen.{{/if}}\n\nHerzliche Grüße\n\nAnna Lee\n";
    let slips = found(german, &template());
    assert!(!slips.iter().any(|found| found.starts_with("consistent-address")), "{slips:#?}");
    let mixed = german.replace("{{#if sie}}", "").replace("{{else}}", " ").replace("{{/if}}", "");
    assert!(found(&mixed, &template()).iter().any(|found| found.starts_with("consistent-address")));
    let polish = "Szanowna Pani {{imie}},\n\nrozwiązuję umowę [Wybierz: z dniem 30 kwietnia 2026 r. / z dniem 31 maja 2026 r.].\n\n\
        Z poważaniem\n\nAnna Lis\n";
    let polish = found(polish, &template());
    assert!(
        !polish.iter().any(|found| found.contains("effective-date") || found.contains("states-ending")),
        "{polish:#?}"
    );
}

#[test]
fn undeclared_and_malformed_placeholders_are_named() {
    let mut settings = template();
    settings.letter.placeholders = ["client_name", "end_date", "call_date"].map(str::to_owned).to_vec();
    let body = "I am ending our contract on {{end_dat}}, as discussed on {{call_date}}. {{#if x}}Thank you.{{/if}} Until {{end_date} then.";
    let found: Vec<String> =
        found(&letter(body), &settings).into_iter().filter(|found| found.starts_with("known-placeholders")).collect();
    assert_eq!(found, ["known-placeholders: {{end_dat}}", "known-placeholders: {{end_date}"]);
}

#[test]
fn forms_ask_in_round_brackets() {
    use Language::{English, German, Polish};
    let marked = |text: &str, language| {
        let marked = common::marked(text, Format::Plain, language, "no-leftover-placeholder");
        marked.into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    for (field, language) in [
        ("(insert date)", English),
        ("(insert end date here)", English),
        ("(date)", English),
        ("(Datum des Vertragsendes)", German),
        ("(Datum einfügen)", German),
        ("(data wypowiedzenia umowy)", Polish),
        ("(wpisz datę)", Polish),
    ] {
        assert_eq!(marked(&format!("It ends on {field}."), language), [field]);
    }
    for (words, language) in [
        ("(date to be confirmed)", English),
        ("(name withheld)", English),
        ("(Business Partner)", English),
        ("(date and signature)", English),
        ("(Datum des Poststempels)", German),
        ("(Name geändert)", German),
        ("(data i podpis)", Polish),
    ] {
        assert_eq!(marked(&format!("It ends on {words}."), language), Vec::<String>::new());
    }
    let template = letter(BODY).replace("{{end_date}}", "(insert end date)");
    assert_eq!(found(&template, &self::template()), Vec::<String>::new(), "it stands for a date");
}
