//! Rules for people: `explain`, `rules`, `test`, `new`. In: the rules of the project. Out: text.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::bail;
use letterlint::examples::{self, Failure as Wrongly, Outcome};
use letterlint::language::Language;
use letterlint::pack::Rules;
use letterlint::project;
use letterlint::report::{self, escape};
use letterlint::{built_in, catalogue, draft};

use super::args::{Args, ListFormat};
use super::run::{Exit, project};

/// Writes what the rule called `name` checks, with examples.
pub fn explain(args: &Args, name: &str, out: &mut dyn Write) -> anyhow::Result<Exit> {
    let rules = project(args)?.rules_with_examples(Path::new("."))?;
    let Some(rule) = rules.find(name) else {
        bail!(
            "there is no rule “{name}”; {}",
            rules.meant(name).unwrap_or_else(|| "`letterlint rules` lists them".to_owned())
        );
    };
    let mut text = Vec::new();
    catalogue::explain(rule, &mut text)?;
    write_escaped(text, out)
}

/// Lists the rules in force in this folder.
pub fn list(args: &Args, format: ListFormat, out: &mut dyn Write) -> anyhow::Result<Exit> {
    let here = Path::new(".");
    let mut project = project(args)?;
    let (rules, settings) = (project.all_rules(here)?, project.setup(here, "")?.settings);
    let origins = project.origins(here, "")?;
    let listed = catalogue::listed(&rules, &settings, &origins);
    if format == ListFormat::Json {
        report::write_json(&listed, out)?;
        return Ok(Exit::Clean);
    }
    let mut text = Vec::new();
    catalogue::list(&listed, &mut text)?;
    write_escaped(text, out)
}

/// Writes what was made out of rule files, which may be anybody's.
fn write_escaped(text: Vec<u8>, out: &mut dyn Write) -> anyhow::Result<Exit> {
    write!(out, "{}", escape::lines(&String::from_utf8(text)?).text)?;
    Ok(Exit::Clean)
}

/// Writes a draft in `language`.
pub fn new(language: Language, register: Option<&str>, out: &mut dyn Write) -> anyhow::Result<Exit> {
    let known: Vec<&str> = draft::registers(language).collect();
    let register = register.unwrap_or(known[0]);
    let Some(text) = draft::draft(&built_in::rules(), language, register) else {
        bail!("{language} has no register “{register}”; choose {}", known.join(", "));
    };
    write!(out, "{text}")?;
    Ok(Exit::Clean)
}

/// Runs the examples in packs of house rules, or else the built-in ones.
pub fn test(args: &Args, folders: &[PathBuf], out: &mut dyn Write) -> anyhow::Result<Exit> {
    if folders.is_empty() {
        let rules = match &args.project.rules {
            Some(folder) => project::read_pack(folder)?.0,
            None => Rules::read(built_in::SOURCES, &[])?,
        };
        let outcome = examples::run(&rules, None);
        write_outcome(&outcome, out)?;
        return Ok(exit(&outcome));
    }
    let mut exit_code = Exit::Clean;
    for folder in folders {
        let (rules, pack) = project::read_pack(folder)?;
        let outcome = examples::run(&rules, pack.as_deref());
        write_outcome(&outcome, out)?;
        for place in outcome.unreached.iter().filter(|_| pack.is_some()) {
            let phrase = escape::line(&place.phrase);
            writeln!(out, "{}:{}: no example reaches “{phrase}”", escape::line(&place.path), place.line)?;
        }
        if exit(&outcome) == Exit::Findings {
            exit_code = Exit::Findings;
        }
    }
    Ok(exit_code)
}

fn exit(outcome: &Outcome) -> Exit {
    if outcome.wrong.is_empty() { Exit::Clean } else { Exit::Findings }
}

fn write_outcome(outcome: &Outcome, out: &mut dyn Write) -> anyhow::Result<()> {
    for wrong in &outcome.wrong {
        let how = match wrong.failure {
            Wrongly::Noisy => {
                format!("noisy: marks “{}” in a good example", escape::line(&wrong.marked.join("”, “")))
            }
            Wrongly::Missing => "missing: leaves a bad example alone".to_owned(),
        };
        writeln!(out, "{} [{}] {how}:\n    {}", escape::line(&wrong.rule), wrong.language, escape::line(&wrong.text))?;
    }
    let reached = outcome.phrases - outcome.unreached.len();
    let count = |count: usize, name: &str| format!("{count} {name}{}", if count == 1 { "" } else { "s" });
    writeln!(
        out,
        "{} in {}: {} failed; they reach {reached} of {}",
        count(outcome.run, "example"),
        count(outcome.rules, "rule"),
        outcome.wrong.len(),
        count(outcome.phrases, "phrase")
    )?;
    Ok(())
}
