//! `--baseline`, `--write-baseline`, `--prune-baseline`. In: the report. Out: the report without what the baseline
//! knows, with what is stale in it; or the file.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, bail};
use letterlint::built_in;
use letterlint::fault::TomlFile;
use letterlint::finding::{Exemption, Finding, Grounds};
use letterlint::report::{FileReport, Paper, Report};
use letterlint::settings::is_selected;
use letterlint::source::{Source, SourceError, path_from, save, whole_path};
use letterlint::suppress;
use letterlint::suppress::baseline::{self, Baseline, Key};

use super::args::Args;

/// Does with the report what the arguments say of a baseline.
pub fn apply(args: &Args, report: &mut Report) -> anyhow::Result<()> {
    if let Some(path) = &args.write_baseline {
        write(path, report)?;
    }
    if let Some(path) = &args.baseline {
        pass_over(path, args, report)?;
    }
    for told in report.files.iter_mut().filter_map(|file| file.told.as_mut()) {
        told.exemptions.sort_by(Exemption::by_place);
    }
    Ok(())
}

/// Lists all findings of the letters in the file at `path`; from then on they count as known.
fn write(path: &Path, report: &mut Report) -> anyhow::Result<()> {
    let mut made = Baseline::default();
    let folder = folder_of(path);
    for file in &mut report.files {
        let letter = path_from(&folder, Path::new(&file.paper.path));
        for finding in std::mem::take(&mut file.paper.findings) {
            made.add(key(&letter, file, &finding));
            pass(file, &finding, || path.display().to_string());
        }
    }
    save(path, &made)
}

fn save(path: &Path, baseline: &Baseline) -> anyhow::Result<()> {
    save::replace(path, &baseline.to_toml()).with_context(|| format!("can't write the baseline {}", path.display()))
}

/// Takes what the baseline at `path` knows out of the report; names or, with `--prune-baseline`, takes out what is stale
/// in it.
fn pass_over(path: &Path, args: &Args, report: &mut Report) -> anyhow::Result<()> {
    let shown = path.display().to_string();
    let source = match Source::from_path(path) {
        Err(error @ SourceError::NotThere) => {
            bail!("can't use the baseline {shown}: {error}; --write-baseline {shown} makes it")
        }
        read => read.with_context(|| format!("can't use the baseline {shown}"))?,
    };
    let mut known = Baseline::parse(&TomlFile { path: &shown, text: source.text() })?;
    let folder = folder_of(path);
    let mut checked = BTreeSet::new();
    for file in &mut report.files {
        let letter = path_from(&folder, Path::new(&file.paper.path));
        let findings = std::mem::take(&mut file.paper.findings);
        let mut left = Vec::with_capacity(findings.len());
        for finding in findings {
            match known.hides(&key(&letter, file, &finding)) {
                Some(line) => pass(file, &finding, || format!("{shown}:{line}")),
                None => left.push(finding),
            }
        }
        file.paper.findings = left;
        checked.insert(letter);
    }
    // A letter that is gone has no findings any more. Whether one outside of the folder is there, is not looked at.
    let is_below = |letter: &str| Path::new(letter).components().all(|part| matches!(part, Component::Normal(_)));
    let is_gone = |letter: &str| is_below(letter) && !folder.join(letter).exists();
    // What is not looked for can't be found, and is not stale for that.
    let is_looked_for = |key: &Key| is_selected(&key.rule, &args.select, &args.ignore);
    let was_checked = |key: &Key| (is_looked_for(key) && checked.contains(&key.path)) || is_gone(&key.path);
    if args.prune_baseline {
        known.prune(was_checked);
        return save(path, &known);
    }
    let mut stale = known.stale(was_checked);
    if !stale.is_empty() {
        // Of a letter that is not there nothing more is to be said.
        let mut gone = BTreeSet::new();
        stale.retain(|entry| !is_gone(&entry.key.path) || gone.insert(entry.key.path.clone()));
        let rules = built_in::rules();
        let findings = stale.iter().filter_map(|entry| {
            let count = entry.too_many.to_string();
            let named = [
                ("match", entry.key.text.as_str()),
                ("rule", &entry.key.rule),
                ("count", &count),
                ("path", &entry.key.path),
            ];
            let case = match entry.key.text.as_str() {
                _ if gone.contains(&entry.key.path) => "stale-gone",
                "" => "stale-missing",
                _ => "stale",
            };
            suppress::upkeep(&rules, report.locale, case, line_range(source.text(), entry.line), &named)
        });
        let findings = findings.collect();
        report.upkeep.push(Paper { path: shown, source, findings });
    }
    Ok(())
}

/// The bytes of a line, counted from 1, without its end.
fn line_range(text: &str, line: usize) -> std::ops::Range<usize> {
    let mut at = 0;
    for (number, piece) in text.split_inclusive('\n').enumerate() {
        if number + 1 == line {
            return at..at + piece.trim_end().len();
        }
        at += piece.len();
    }
    at..at
}

/// Counts a finding as known, by the baseline at `place`.
fn pass(file: &mut FileReport, finding: &Finding, place: impl FnOnce() -> String) {
    file.baselined += 1;
    if let Some(told) = &mut file.told {
        told.exemptions.push(Exemption::of(finding, Grounds::Baseline(place()), None));
    }
}

/// By what a finding is known in the letter whose path from the folder of the baseline is `letter`.
fn key(letter: &str, file: &FileReport, finding: &Finding) -> Key {
    Key {
        path: letter.to_owned(),
        rule: finding.rule.to_string(),
        text: baseline::plain(&file.paper.source.text()[finding.span.clone()]),
    }
}

fn folder_of(path: &Path) -> PathBuf {
    let whole = whole_path(path);
    whole.parent().unwrap_or(&whole).to_owned()
}
