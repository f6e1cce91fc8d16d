//! What the program hands to its reports, made by hand: for tests, benchmarks and fuzz targets that write reports without
//! starting it.
#![allow(dead_code)] // each uses its part of this

use letterlint::language::Language;
use letterlint::lint::Linted;
use letterlint::pack::Rule;
use letterlint::report::{FileReport, Paper, RuleNote};
use letterlint::settings::Settings;
use letterlint::source::Source;

/// The letter at `path` with what was found in it under `settings`.
pub fn file(path: String, source: Source, linted: Linted, settings: Settings) -> FileReport {
    FileReport {
        paper: Paper { path, source, findings: linted.checked.findings },
        language: linted.language,
        packs: settings.packs,
        template: settings.template,
        error_on: settings.error_on,
        required: linted.checked.required,
        end: linted.checked.end,
        suppressed: linted.suppressed,
        baselined: 0,
        fixed: 0,
        told: None,
    }
}

/// A rule as reports describe it, in English.
pub fn note(rule: &Rule) -> RuleNote {
    RuleNote {
        id: rule.id().clone(),
        title: rule.title(Language::English).clone(),
        why: rule.why(Language::English).clone(),
        help: rule.title(Language::English).clone(),
        severity: rule.severity.severity(),
        guides: rule.guides.clone(),
    }
}
