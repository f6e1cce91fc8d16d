//! SARIF 2.1.0, which code scanning services and editors read. In: a [`Report`]. Out: one log with one run: the rules
//! that found something, the files that were checked, the findings with their fixes, and as notifications of the tool
//! the files that could not be checked.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::Range;

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::fingerprint::Fingerprints;
use super::{Failure, NOT_CHECKED, Paper, Report, RuleNote, path};
use crate::finding::{Finding, Fix, Severity, without_pack};
use crate::locale::Words;
use crate::source::Source;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// What relative URIs are relative to: the folder in which letterlint ran.
const BASE: &str = "%SRCROOT%";
/// The version of the fingerprints is part of their name.
const FINGERPRINT: &str = "letterlint/v1";

/// Writes the log.
pub fn write(report: &Report, _: bool, out: &mut dyn Write) -> io::Result<()> {
    let places: BTreeMap<&str, usize> =
        report.rules.iter().enumerate().map(|(index, rule)| (&*rule.id, index)).collect();
    let words = report.words();
    let mut prints = Fingerprints::default();
    let mut results = Vec::new();
    for paper in report.papers() {
        let path = path::relative(report, &paper.path);
        for finding in &paper.findings {
            let print = prints.next(&path, paper, finding);
            results.push(result(&path, paper, finding, places.get(&*finding.rule).copied(), print));
        }
    }
    let artifacts = report.files.iter().map(|file| {
        let location = location(&path::relative(report, &file.paper.path));
        json!({ "location": location, "roles": ["analysisTarget"], "properties": { "language": file.language.code() } })
    });
    let run = json!({
        "language": report.locale.code(),
        "tool": { "driver": {
            "name": "letterlint",
            "version": env!("CARGO_PKG_VERSION"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": report.rules.iter().map(|note| rule(note, words)).collect::<Vec<_>>(),
            "notifications": [{ "id": NOT_CHECKED, "shortDescription": { "text": words.file_not_checked } }],
        } },
        "invocations": [{
            "executionSuccessful": report.failures.is_empty(),
            "toolExecutionNotifications":
                report.failures.iter().map(|failure| notification(report, failure)).collect::<Vec<_>>(),
        }],
        "originalUriBaseIds": { BASE: { "description": { "text": words.folder_of_run } } },
        "columnKind": "unicodeCodePoints",
        "artifacts": artifacts.collect::<Vec<_>>(),
        "results": results,
    });
    super::json::write_json(&Log { schema: SCHEMA, version: "2.1.0", runs: [run] }, out)
}

#[derive(Serialize)]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Value; 1],
}

fn rule(rule: &RuleNote, words: &Words) -> Value {
    let name = without_pack(&rule.id);
    let pack = rule.id.split('/').next().unwrap_or_default();
    let guides: Vec<String> =
        rule.guides.iter().map(|guide| format!("{} {}", guide.id, words.quoted(&guide.title))).collect();
    let from = if guides.is_empty() { String::new() } else { format!("\n\n{}: {}.", words.guides, guides.join(", ")) };
    let more = (words.shows_examples)(name);
    let help = |emphasis: &str| {
        let to_do = rule.help.trim_end_matches('.');
        format!("{}\n\n{emphasis}{}:{emphasis} {to_do}.{from}\n\n{more}", rule.why, words.what_to_do)
    };
    json!({
        "id": rule.id,
        "shortDescription": { "text": rule.title },
        "fullDescription": { "text": rule.why },
        "help": { "text": help(""), "markdown": help("**") },
        "defaultConfiguration": match rule.severity {
            Some(severity) => json!({ "level": level(severity) }),
            None => json!({ "enabled": false }),
        },
        "properties": { "tags": [pack] },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn result(path: &str, paper: &Paper, finding: &Finding, rule: Option<usize>, print: String) -> Value {
    let mut result = Map::new();
    result.insert("ruleId".to_owned(), (*finding.rule).into());
    if let Some(index) = rule {
        result.insert("ruleIndex".to_owned(), index.into());
    }
    result.insert("level".to_owned(), level(finding.severity).into());
    // Braces stand as they are: the message has no arguments, and viewers show it as it is written.
    result.insert("message".to_owned(), json!({ "text": finding.message }));
    let region = region(&paper.source, &finding.span);
    let place = json!({ "physicalLocation": { "artifactLocation": location(path), "region": region } });
    result.insert("locations".to_owned(), json!([place]));
    result.insert("partialFingerprints".to_owned(), json!({ FINGERPRINT: print }));
    if !finding.fixes.is_empty() {
        let fixes = finding.fixes.iter().map(|fix| self::fix(path, &paper.source, finding, fix));
        result.insert("fixes".to_owned(), fixes.collect());
    }
    let mut properties = Map::from_iter([("help".to_owned(), (*finding.help).into())]);
    if let Some(offer) = &finding.offer {
        properties.insert("offer".to_owned(), offer.clone().into());
    }
    result.insert("properties".to_owned(), properties.into());
    result.into()
}

fn fix(path: &str, source: &Source, finding: &Finding, fix: &Fix) -> Value {
    let replacements = fix
        .edits
        .iter()
        .map(|edit| json!({ "deletedRegion": region(source, &edit.span), "insertedContent": { "text": edit.text } }));
    json!({
        "description": { "text": finding.help },
        "artifactChanges": [{ "artifactLocation": location(path), "replacements": replacements.collect::<Vec<_>>() }],
    })
}

fn notification(report: &Report, failure: &Failure) -> Value {
    let mut place = json!({ "artifactLocation": location(&path::relative(report, &failure.path)) });
    if let Some(at) = failure.position() {
        place["region"] = json!({ "startLine": at.line, "startColumn": at.column });
    }
    json!({
        "descriptor": { "id": NOT_CHECKED, "index": 0 },
        "level": "error",
        "message": { "text": failure.message },
        "locations": [{ "physicalLocation": place }],
    })
}

fn location(path: &str) -> Value {
    let uri = path::uri(path);
    if uri.starts_with("file:") { json!({ "uri": uri }) } else { json!({ "uri": uri, "uriBaseId": BASE }) }
}

fn region(source: &Source, range: &Range<usize>) -> Value {
    let (start, end) = (source.position(range.start), source.position(range.end));
    json!({ "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column })
}
