//! How often each rule was broken. In: a [`Report`]. Out: a table over all letters of the run.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

use super::{Report, escape};

/// Writes a line for each rule that has findings, the most frequent first.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in report.papers().flat_map(|paper| &paper.findings) {
        *counts.entry(&finding.rule).or_default() += 1;
    }
    let mut rows: Vec<(&str, usize)> = counts.into_iter().collect();
    rows.sort_by_key(|(_, count)| Reverse(*count));
    let words = report.words();
    let rules = rows.iter().map(|(rule, _)| *rule).chain([words.rule]);
    let width = rules.map(|rule| rule.chars().count()).max().unwrap_or(0);
    writeln!(out, "{:width$}  {}", words.rule, words.count)?;
    let end = words.count.chars().count();
    for (rule, count) in rows {
        writeln!(out, "{:width$}  {:>end$}", escape::line(rule), words.language.figures(count))?;
    }
    Ok(())
}
