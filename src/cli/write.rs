//! Files to start from: `init`, `new-rule`, `schema`. In: nothing but names. Out: new files, or text.

use std::fs;
use std::io::Write;
use std::path::{Component, Path};

use anyhow::{Context, bail};
use letterlint::built_in;
use letterlint::pack::{ChangeFile, RuleFile};
use letterlint::report::escape;
use letterlint::settings::SettingsFile;
use letterlint::source::save;

use super::args::SchemaOf;
use super::run::Exit;

const SETTINGS: &str = include_str!("letterlint.toml");
const RULE: &str = include_str!("new-rule.toml");

/// Writes `letterlint.toml` into this folder.
pub fn init(out: &mut dyn Write) -> anyhow::Result<Exit> {
    let path = Path::new("letterlint.toml");
    create(path, SETTINGS)?;
    writeln!(out, "{} is written; every line in it holds what is so without it", path.display())?;
    Ok(Exit::Clean)
}

/// Writes the first file of the rule `id`, which is a folder and a name.
pub fn new_rule(id: &str, out: &mut dyn Write) -> anyhow::Result<Exit> {
    let id = id.trim_end_matches(".toml");
    let (folder, name) = id.rsplit_once('/').unwrap_or(("house-rules", id));
    let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if !is_name {
        bail!("“{name}” is no name for a rule: use small letters and hyphens, such as no-jargon");
    }
    if let Some(known) = built_in::rules().find(name) {
        bail!("{} is a built-in rule; docs/writing-rules.md says how a pack changes it", known.id());
    }
    fs::create_dir_all(folder).with_context(|| format!("can't make the folder {folder}"))?;
    let path = Path::new(folder).join(format!("{name}.toml"));
    create(&path, RULE)?;
    let is_below = Path::new(folder).components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let folder = escape::line(folder.trim_start_matches("./"));
    writeln!(
        out,
        "{} is written. Change it, then:\n  letterlint test {folder}            runs its examples\n  \
         letterlint --pack {folder} draft.md  checks a letter with it",
        escape::line(&path.display().to_string())
    )?;
    // Settings name packs in their own folder alone.
    if is_below {
        writeln!(
            out,
            "  packs = [\"letter\", \"tone\", \"disengagement\", \"./{folder}\"]  in letterlint.toml keeps it in force"
        )?;
    }
    Ok(Exit::Clean)
}

fn create(path: &Path, text: &str) -> anyhow::Result<()> {
    if path.exists() {
        bail!("{} is there already and was left as it is", path.display());
    }
    save::create(path, text).with_context(|| format!("can't write {}", path.display()))
}

/// Prints a JSON Schema.
pub fn schema(of: SchemaOf, out: &mut dyn Write) -> anyhow::Result<Exit> {
    let schema = match of {
        SchemaOf::Settings => schemars::schema_for!(SettingsFile),
        SchemaOf::Rule => schemars::schema_for!(RuleFile),
        SchemaOf::Change => schemars::schema_for!(ChangeFile),
    };
    writeln!(out, "{}", serde_json::to_string_pretty(&schema)?)?;
    Ok(Exit::Clean)
}
