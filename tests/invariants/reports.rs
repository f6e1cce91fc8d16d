//! Every output format, for a letter and a file name of any characters: well-formed, complete, and obeyed by nobody.

use std::path::Path;

use letterlint::document::Format;
use letterlint::fault::Fault;
use letterlint::report::{self, FORMATS, Failure, Report};
use letterlint::settings::Settings;
use letterlint::source::Source;
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;

use super::{built_in_rules, lint_somehow, reported};

/// Reports of any bytes: the first line is the name of the file, the rest the letter.
pub fn reports(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (name, letter) = text.split_once('\n').unwrap_or(("", &text));
    let report = report_of(name, letter);
    let count = report.files[0].paper.findings.len();
    for format in FORMATS {
        let written = written(|out| format.write(&report, false, out));
        has_all(format.name, &written, count);
        match format.name {
            "github" => speaks_in_commands(&written, count + report.failures.len()),
            _ => obeys_nobody(&written),
        }
    }
    obeys_nobody(&without_colours(&written(|out| FORMATS[0].write(&report, true, out))));
    obeys_nobody(&written(|out| report::write_checklist(&report, out)));
    obeys_nobody(&written(|out| report::write_statistics(&report, out)));
}

fn written(write: impl FnOnce(&mut dyn std::io::Write) -> std::io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).expect("a Vec takes everything");
    String::from_utf8(out).expect("UTF-8 is written")
}

/// The letter with all that can be told of it, and a failure whose name, message and place it also is.
fn report_of(name: &str, letter: &str) -> Report {
    let source = Source::new(letter.to_owned());
    let settings = Settings { template: letter.len().is_multiple_of(2), ..Settings::default() };
    let linted = lint_somehow(&source, Format::of_path(Path::new(name)), built_in_rules(), &settings);
    let span = linted.checked.findings.first().map_or(0..letter.len(), |finding| finding.span.clone());
    let fault = Fault {
        path: name.to_owned(),
        text: letter.to_owned(),
        span: Some(span),
        message: name.to_owned(),
        help: Some(letter.to_owned()),
    };
    Report {
        failures: vec![Failure { path: name.to_owned(), message: letter.to_owned(), fault: Some(fault) }],
        rules: built_in_rules().rules.iter().map(reported::note).collect(),
        files: vec![reported::file(name.to_owned(), source, linted, settings)],
        ..Report::default()
    }
}

/// The format can be parsed and holds `count` findings.
fn has_all(format: &str, written: &str, count: usize) {
    let json = || -> Value { serde_json::from_str(written).unwrap_or_else(|error| panic!("{format}: {error}")) };
    let told = match format {
        "json" => json()["files"][0]["findings"].as_array().map(Vec::len),
        "sarif" => json()["runs"][0]["results"].as_array().map(Vec::len),
        "gitlab" => json().as_array().map(|issues| issues.len() - 1),
        "rdjson" => json()["diagnostics"].as_array().map(|all| all.len() - 1),
        "checkstyle" => Some(elements(written, "error") - 1),
        "junit" => Some(elements(written, "testcase")).map(|cases| cases - 2 + count),
        "html" => Some(elements(written, "html") - 1 + count),
        "concise" => Some(written.lines().count()),
        _ => return,
    };
    assert_eq!(told, Some(count), "{format}");
}

/// How often an element is there in `xml`, which can be parsed.
fn elements(xml: &str, name: &str) -> usize {
    let mut reader = Reader::from_str(xml);
    let mut count = 0;
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error} at {}", reader.error_position())) {
            Event::Start(start) => count += usize::from(start.name().as_ref() == name),
            Event::Empty(empty) => count += usize::from(empty.name().as_ref() == name),
            Event::Eof => return count,
            _ => {}
        }
    }
}

/// Nothing in `shown` is obeyed by a terminal or misleads the eye, or is a command to a CI runner.
pub fn obeys_nobody(shown: &str) {
    let bad = shown.chars().find(|c| is_dangerous(*c));
    assert_eq!(bad, None, "{shown:?}");
    for line in shown.lines() {
        assert!(!line.trim_start().starts_with("::"), "{line:?}");
        let command = line
            .match_indices("##")
            .any(|(at, _)| line[at + 2..].trim_start_matches(|c: char| c.is_ascii_alphabetic()).starts_with('['));
        assert!(!command, "{line:?}");
    }
}

/// By what the Unicode standard says of them, and not by letterlint's own list: control characters but tab and line
/// feed; the marks that turn the direction of text; what has no width; separators of lines and paragraphs; tags.
fn is_dangerous(c: char) -> bool {
    let turns = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let hides = matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{e0001}'..='\u{e007f}');
    (c.is_control() && !matches!(c, '\t' | '\n')) || turns || hides || matches!(c, '\u{2028}' | '\u{2029}')
}

/// One command a finding and failure, and nothing else.
fn speaks_in_commands(written: &str, count: usize) {
    assert_eq!(written.lines().count(), count, "{written}");
    for line in written.lines() {
        let command = ["::error ", "::warning ", "::notice "].into_iter().find_map(|name| line.strip_prefix(name));
        let (properties, message) = command.and_then(|rest| rest.split_once("::")).expect("it is a command");
        for property in properties.split(',') {
            let (_, value) = property.split_once('=').expect("a property has a value");
            assert!(!value.contains([':', ',']), "{line:?}");
        }
        assert!(!message.contains("##["), "{line:?}");
        obeys_nobody(properties);
    }
}

/// Without the escape sequences for colours that letterlint itself writes.
fn without_colours(shown: &str) -> String {
    let mut parts = shown.split("\u{1b}[");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find('m').expect("a colour ends with m");
        assert!(part[..end].bytes().all(|byte| byte.is_ascii_digit() || byte == b';'), "{part:?} is no colour");
        plain.push_str(&part[end + 1..]);
    }
    plain
}
