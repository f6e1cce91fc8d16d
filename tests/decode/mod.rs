//! Reading every output format back, with parsers that are not letterlint's.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use serde_json::Value;

/// A finding as a report tells it; `end` where the format has one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    pub path: String,
    pub rule: String,
    pub severity: String,
    pub start: (usize, usize),
    pub end: Option<(usize, usize)>,
    pub message: String,
}

/// What could not be checked: path and why.
pub type Failed = (String, String);

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

fn place(value: &Value) -> (usize, usize) {
    let number = |key: &str| value[key].as_u64().unwrap_or_else(|| panic!("no {key}: {value}")) as usize;
    (number("line"), number("column"))
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

pub fn json(report: &str) -> (Vec<Found>, Vec<Failed>) {
    let report: Value = serde_json::from_str(report).unwrap();
    let papers = list(&report["files"]).chain(list(&report["upkeep"]));
    let found = papers.flat_map(|file| {
        list(&file["findings"]).map(|finding| Found {
            path: text(&file["path"]),
            rule: text(&finding["rule"]),
            severity: text(&finding["severity"]),
            start: place(&finding["span"]["start"]),
            end: Some(place(&finding["span"]["end"])),
            message: text(&finding["message"]),
        })
    });
    let failed = list(&report["failures"]).map(|failure| (text(&failure["path"]), text(&failure["message"])));
    (found.collect(), failed.collect())
}

/// What percent-encoding stands for.
fn unpercent(encoded: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = encoded.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let (byte, next) = match first {
            b'%' => (u8::from_str_radix(std::str::from_utf8(&tail[..2]).unwrap(), 16).unwrap(), &tail[2..]),
            byte => (*byte, tail),
        };
        bytes.push(byte);
        rest = next;
    }
    String::from_utf8(bytes).unwrap()
}

pub fn sarif(report: &str) -> (Vec<Found>, Vec<Failed>) {
    let report: Value = serde_json::from_str(report).unwrap();
    let run = &report["runs"][0];
    let path = |place: &Value| unpercent(place["artifactLocation"]["uri"].as_str().unwrap());
    let found = list(&run["results"]).map(|result| {
        let place = &result["locations"][0]["physicalLocation"];
        let at = |line: &str, column: &str| {
            let number = |key: &str| place["region"][key].as_u64().unwrap() as usize;
            (number(line), number(column))
        };
        let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(!text(&rule["shortDescription"]["text"]).is_empty() && text(&rule["help"]["text"]).len() > 20);
        Found {
            path: path(place),
            rule: text(&result["ruleId"]),
            severity: text(&result["level"]).replace("note", "info"),
            start: at("startLine", "startColumn"),
            end: Some(at("endLine", "endColumn")),
            message: text(&result["message"]["text"]),
        }
    });
    let invocation = &run["invocations"][0];
    let failed: Vec<Failed> = list(&invocation["toolExecutionNotifications"])
        .map(|note| (path(&note["locations"][0]["physicalLocation"]), text(&note["message"]["text"])))
        .collect();
    assert_eq!(invocation["executionSuccessful"], failed.is_empty());
    (found.collect(), failed)
}

pub fn gitlab(report: &str) -> (Vec<Found>, Vec<Failed>) {
    let report: Value = serde_json::from_str(report).unwrap();
    let (failed, found): (Vec<&Value>, Vec<&Value>) =
        list(&report).partition(|issue| issue["check_name"] == "not-checked");
    let found = found.into_iter().map(|issue| Found {
        path: text(&issue["location"]["path"]),
        rule: text(&issue["check_name"]),
        severity: text(&issue["severity"]).replace("major", "error").replace("minor", "warning"),
        start: place(&issue["location"]["positions"]["begin"]),
        end: Some(place(&issue["location"]["positions"]["end"])),
        message: text(&issue["description"]),
    });
    let failed = failed.into_iter().map(|issue| (text(&issue["location"]["path"]), text(&issue["description"])));
    (found.collect(), failed.collect())
}

/// Columns in bytes are counted again in characters, from the files in `folder`.
pub fn rdjson(report: &str, folder: &Path) -> (Vec<Found>, Vec<Failed>) {
    let report: Value = serde_json::from_str(report).unwrap();
    let (failed, found): (Vec<&Value>, Vec<&Value>) =
        list(&report["diagnostics"]).partition(|one| one["code"]["value"] == "not-checked");
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let found = found.into_iter().map(|one| {
        let path = text(&one["location"]["path"]);
        let file = files.entry(path.clone()).or_insert_with(|| fs::read_to_string(folder.join(&path)).unwrap());
        let characters = |(line, column): (usize, usize)| {
            let before = &file.split('\n').nth(line - 1).unwrap()[..column - 1];
            (line, before.trim_start_matches('\u{feff}').chars().count() + 1)
        };
        Found {
            rule: text(&one["code"]["value"]),
            severity: text(&one["severity"]).to_lowercase(),
            start: characters(place(&one["location"]["range"]["start"])),
            end: Some(characters(place(&one["location"]["range"]["end"]))),
            message: text(&one["message"]),
            path,
        }
    });
    let found = found.collect();
    (found, failed.into_iter().map(|one| (text(&one["location"]["path"]), text(&one["message"]))).collect())
}

/// `path:line:column: severity[rule] message`
fn concise_line(line: &str) -> Found {
    let severities = [": error[", ": warning[", ": info["];
    let at = severities.iter().filter_map(|severity| line.find(severity)).min().unwrap_or_else(|| panic!("{line}"));
    let (place, rest) = (&line[..at], &line[at + 2..]);
    let mut place = place.rsplitn(3, ':');
    let (column, line_number, path) = (place.next().unwrap(), place.next().unwrap(), place.next().unwrap());
    let (severity, rest) = rest.split_once('[').unwrap();
    let (rule, message) = rest.split_once("] ").unwrap();
    Found {
        path: path.to_owned(),
        rule: rule.to_owned(),
        severity: severity.to_owned(),
        start: (line_number.parse().unwrap(), column.parse().unwrap()),
        end: None,
        message: message.to_owned(),
    }
}

pub fn concise(report: &str) -> Vec<Found> {
    report.lines().map(concise_line).collect()
}

pub fn full(report: &str) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for line in report.lines() {
        let header = ["error", "warning", "note"].into_iter().find(|name| line.starts_with(&format!("{name}[")));
        if let Some(severity) = header {
            let (rule, message) = line[severity.len() + 1..].split_once("]: ").unwrap();
            let (rule, severity, message) = (rule.to_owned(), severity.replace("note", "info"), message.to_owned());
            found.push(Found { path: String::new(), rule, severity, start: (0, 0), end: None, message });
        } else if let Some(place) = line.trim_start().strip_prefix("┌─ ") {
            let mut place = place.rsplitn(3, ':').collect::<Vec<_>>().into_iter();
            let last = found.last_mut().unwrap();
            last.start.1 = place.next().unwrap().parse().unwrap();
            last.start.0 = place.next().unwrap().parse().unwrap();
            last.path = place.next().unwrap().to_owned();
        }
    }
    found
}

fn unescape_github(text: &str) -> String {
    let parts = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")];
    parts.iter().fold(text.to_owned(), |text, (escaped, plain)| text.replace(escaped, plain))
}

pub fn github(report: &str) -> (Vec<Found>, Vec<Failed>) {
    let (mut found, mut failed) = (Vec::new(), Vec::new());
    for line in report.lines() {
        let (command, message) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
        let (severity, properties) = command.split_once(' ').unwrap();
        let properties: BTreeMap<&str, String> = properties
            .split(',')
            .map(|property| property.split_once('=').unwrap())
            .map(|(key, value)| (key, unescape_github(value)))
            .collect();
        let (path, message) = (properties["file"].clone(), unescape_github(message));
        if properties["title"] == "not-checked" {
            failed.push((path, message));
            continue;
        }
        let number = |key: &str| properties.get(key).map_or(0, |value| value.parse().unwrap());
        let (start, end) = ((number("line"), number("col")), (number("endLine"), number("endColumn")));
        assert_eq!(start.1 == 0, start.0 != end.0, "columns are left out just where lines differ: {line}");
        let (rule, severity) = (properties["title"].clone(), severity.replace("notice", "info"));
        found.push(Found { path, rule, severity, start, end: Some(end), message });
    }
    (found, failed)
}

/// The attributes of an element.
fn attributes(element: &BytesStart) -> BTreeMap<String, String> {
    let attribute = |attribute: quick_xml::events::attributes::Attribute| {
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).unwrap().into_owned();
        (attribute.key.as_ref().to_owned(), value)
    };
    element.attributes().map(|found| attribute(found.unwrap())).collect()
}

/// Each element with its attributes and the text directly within it, in the order of their ends.
fn elements(xml: &str) -> Vec<(String, BTreeMap<String, String>, String)> {
    let mut reader = Reader::from_str(xml);
    let (mut open, mut done) = (Vec::new(), Vec::new());
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error} at {}", reader.error_position())) {
            Event::Start(start) => open.push((start.name().as_ref().to_owned(), attributes(&start), String::new())),
            Event::Empty(empty) => done.push((empty.name().as_ref().to_owned(), attributes(&empty), String::new())),
            Event::End(_) => done.push(open.pop().unwrap()),
            Event::Text(text) if !open.is_empty() => open.last_mut().unwrap().2.push_str(&text),
            Event::GeneralRef(entity) => {
                let entity = format!("&{};", &*entity);
                open.last_mut().unwrap().2.push_str(&quick_xml::escape::unescape(&entity).unwrap());
            }
            Event::Eof => return done,
            _ => {}
        }
    }
}

pub fn checkstyle(xml: &str) -> (Vec<Found>, Vec<Failed>) {
    let (mut found, mut failed, mut file) = (Vec::new(), Vec::new(), Vec::new());
    for (name, attributes, _) in elements(xml) {
        match name.as_str() {
            "error" => file.push(attributes),
            "file" => {
                for error in std::mem::take(&mut file) {
                    let (path, message) = (attributes["name"].clone(), error["message"].clone());
                    if error["source"] == "not-checked" {
                        failed.push((path, message));
                        continue;
                    }
                    let start = (error["line"].parse().unwrap(), error["column"].parse().unwrap());
                    let (rule, severity) = (error["source"].clone(), error["severity"].clone());
                    found.push(Found { path, rule, severity, start, end: None, message });
                }
            }
            _ => {}
        }
    }
    (found, failed)
}

/// All findings, from the output of each test; and of these, which are failures: path, rule and message.
pub fn junit(xml: &str) -> (Vec<Found>, Vec<Failed>, Vec<[String; 3]>) {
    let (mut found, mut failed, mut failures) = (Vec::new(), Vec::new(), Vec::new());
    let mut of_case: Vec<(String, BTreeMap<String, String>)> = Vec::new();
    for (name, attributes, text) in elements(xml) {
        match name.as_str() {
            "failure" | "error" => of_case.push((name, attributes)),
            "system-out" => found.extend(text.lines().map(concise_line)),
            "testcase" => {
                for (name, problem) in std::mem::take(&mut of_case) {
                    let (path, message) = (attributes["name"].clone(), problem["message"].clone());
                    match name.as_str() {
                        "failure" => failures.push([path, problem["type"].clone(), message]),
                        _ => failed.push((path, message)),
                    }
                }
            }
            _ => {}
        }
    }
    (found, failed, failures)
}

/// The notes of the page, without paths; the full stop that ends a message is left out.
pub fn html(page: &str) -> Vec<Found> {
    let (mut found, mut head) = (Vec::new(), (0, 0));
    let (mut rule, mut message) = (String::new(), String::new());
    for (name, attributes, text) in elements(page) {
        match (name.as_str(), attributes.get("class").map_or("", String::as_str)) {
            ("code", _) => rule = text,
            ("span", "head") => {
                let title = attributes["title"].strip_prefix("line ").unwrap();
                let (line, column) = title.split_once(", column ").unwrap();
                head = (line.parse().unwrap(), column.parse().unwrap());
            }
            ("span", "message") => message = text,
            ("span", class) if class.starts_with("note ") => found.push(Found {
                path: String::new(),
                rule: std::mem::take(&mut rule),
                severity: class["note ".len()..].to_owned(),
                start: head,
                end: None,
                message: message.trim_end_matches('.').to_owned(),
            }),
            _ => {}
        }
    }
    found
}
