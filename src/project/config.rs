//! A settings file in its folder. In: its path. Out: [`Config`], which knows what holds for a letter below it.

use std::fs;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};

use globset::{ErrorKind, GlobBuilder, GlobSet, GlobSetBuilder};
use toml::Spanned;
use toml::de::DeTable;

use super::ProjectError;
use crate::fault::{Fault, TomlFile};
use crate::pack::{PACKS, Rules};
use crate::settings::file::{Override, RuleSetting};
use crate::settings::shown::Origins;
use crate::settings::{SettingsFile, pack_name};
use crate::source::{self, Source};
use crate::suppress::Hidden;

/// The names that a settings file may have; the first one goes before the second.
const NAMES: [&str; 2] = ["letterlint.toml", ".letterlint.toml"];

/// A settings file.
#[derive(Debug)]
pub struct Config {
    /// Its path, as it was found.
    pub path: PathBuf,
    /// What it sets.
    pub file: SettingsFile,
    /// Its packs of house rules: name, and folder as it really lies.
    pub houses: Vec<(String, PathBuf)>,
    shown: String,
    source: Source,
    folder: PathBuf,
    exclude: GlobSet,
    overrides: Vec<GlobSet>,
    suppressions: Vec<Suppression>,
}

#[derive(Debug)]
struct Suppression {
    files: GlobSet,
    /// Whether a letter that it holds for was checked.
    checked: bool,
    /// Whether it hid something.
    used: bool,
}

/// The settings file of a folder, if it has one; also where it is no file, which is then said.
pub fn in_folder(folder: &Path) -> Option<PathBuf> {
    NAMES.iter().map(|name| folder.join(name)).find(|path| fs::symlink_metadata(path).is_ok())
}

impl Config {
    /// Reads a settings file.
    ///
    /// # Errors
    /// A file that can't be read, TOML that is broken, an unknown key, a value or a glob that can't be.
    pub fn read(path: &Path) -> Result<Config, ProjectError> {
        let shown = shown(path);
        let source = Source::from_path(path).map_err(|error| ProjectError::Unreadable {
            path: shown.clone(),
            message: format!("these settings can't be used: {error}"),
        })?;
        let toml = TomlFile { path: &shown, text: source.text() };
        let table = DeTable::parse(toml.text).map_err(|error| Fault::toml(&toml, &error))?;
        let file = SettingsFile::read(table, &toml)?;
        let exclude = globs(&file.exclude, &toml)?;
        let overrides =
            file.overrides.iter().map(|over| globs(over.files.get_ref(), &toml)).collect::<Result<_, _>>()?;
        let suppressions = file
            .suppressions
            .iter()
            .map(|one| {
                Ok(Suppression { files: globs(one.get_ref().files.get_ref(), &toml)?, checked: false, used: false })
            })
            .collect::<Result<_, Fault>>()?;
        let whole = source::whole_path(path);
        let folder = whole.parent().unwrap_or(&whole).to_owned();
        let path = path.to_owned();
        Ok(Config { path, shown, file, houses: Vec::new(), folder, exclude, overrides, suppressions, source })
    }

    /// The path as it is shown.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// The text of the file.
    pub fn text(&self) -> &str {
        self.source.text()
    }

    fn toml(&self) -> TomlFile<'_> {
        TomlFile { path: &self.shown, text: self.source.text() }
    }

    /// Every pack that the file names, as it is written, with its place.
    pub fn packs_named(&self) -> Vec<(String, Range<usize>)> {
        let own = self.file.packs.iter().chain(self.file.overrides.iter().filter_map(|over| over.packs.as_ref()));
        own.flat_map(|packs| packs.get_ref()).map(|pack| (pack.get_ref().clone(), pack.span())).collect()
    }

    /// The folder of the pack that is written so at `span`, which must lie inside the folder of this file.
    ///
    /// # Errors
    /// A pack that is neither built in nor a folder, an absolute path, one that leads out of the folder, one whose name
    /// another one has.
    pub fn pack_folder(&self, written: &str, span: &Range<usize>) -> Result<PathBuf, ProjectError> {
        let fault = |message: String| self.fault(span, message);
        let path = Path::new(written);
        let outside = path.components().any(|part| !matches!(part, Component::CurDir | Component::Normal(_)));
        if outside {
            let help = "house rules lie in or below the folder of their settings file; --pack takes any folder";
            return Err(fault(format!("the pack “{written}” lies outside of this folder")).help(help).into());
        }
        let folder = self.folder.join(path);
        if !folder.is_dir() {
            return Err(self.no_folder(written, span, folder.exists()).into());
        }
        if PACKS.contains(&pack_name(written).as_str()) {
            return Err(self.pack_called_alike(written, span).into());
        }
        if source::leads_out(&folder, &self.folder) {
            return Err(fault(format!("the pack “{written}” is a link out of this folder")).into());
        }
        Ok(folder)
    }

    /// A fault at `span` of this file.
    pub fn fault(&self, span: &Range<usize>, message: impl Into<String>) -> Fault {
        Fault::at(&self.toml(), span.clone(), message)
    }

    fn no_folder(&self, written: &str, span: &Range<usize>, is_there: bool) -> Fault {
        if is_there {
            let help = "a pack is a folder of rule files: put the file into one, and name that";
            return self.fault(span, format!("the pack “{written}” is a file")).help(help);
        }
        let fault = self.fault(span, format!("there is no pack “{written}”"));
        if written.contains('/') {
            return fault.help(format!("there is no such folder beside {}", self.shown));
        }
        let known = PACKS.join(", ");
        let help = format!("the built-in packs are {known}; a folder of house rules is written ./folder");
        fault.help(crate::suggest::did_you_mean(written, PACKS).unwrap_or(help))
    }

    /// The fault of a pack whose name another one has.
    pub fn pack_called_alike(&self, written: &str, span: &Range<usize>) -> Fault {
        let fault = self.fault(span, format!("there is a pack called {} already", pack_name(written)));
        fault.help("give the folder of the house rules another name")
    }

    /// How a path beside this file is shown.
    pub fn shown_beside(&self, written: &str) -> String {
        let name = written.trim_start_matches("./").trim_end_matches('/');
        Path::new(&self.shown).with_file_name("").join(name).display().to_string()
    }

    /// The rules that the file names must be among `rules`.
    pub fn check_rules(&self, rules: &Rules) -> Result<(), Fault> {
        let tables = self.file.overrides.iter().map(|over| &over.rules).chain([&self.file.rules]);
        let named = tables.flatten().map(|(name, setting): (&Spanned<String>, &Spanned<RuleSetting>)| {
            (name.get_ref().as_str(), name.span(), setting.get_ref())
        });
        super::check_rules(named, rules, &self.toml())?;
        for suppression in &self.file.suppressions {
            let rule = &suppression.get_ref().rule;
            let level = RuleSetting::Options(Default::default());
            super::check_rules(std::iter::once((rule.get_ref().as_str(), rule.span(), &level)), rules, &self.toml())?;
        }
        Ok(())
    }

    /// Whether `path` is no letter.
    pub fn excludes(&self, path: &Path) -> bool {
        self.inside(path).is_some_and(|inside| self.exclude.is_match(&inside))
    }

    /// The overrides that hold for the letter at `path`, in order.
    pub fn overrides_of(&self, path: &Path) -> impl Iterator<Item = &Override> {
        let inside = self.inside(path);
        let all = self.file.overrides.iter().zip(&self.overrides);
        all.filter(move |(_, globs)| inside.as_ref().is_some_and(|inside| globs.is_match(inside))).map(|(over, _)| over)
    }

    /// The suppressions that hold for the letter at `path`.
    pub fn suppressions_of(&self, path: &Path) -> Vec<Hidden> {
        let Some(inside) = self.inside(path) else { return Vec::new() };
        let all = self.file.suppressions.iter().zip(&self.suppressions).enumerate();
        all.filter(|(_, (_, known))| known.files.is_match(&inside))
            .map(|(number, (said, _))| {
                let said = said.get_ref();
                Hidden {
                    rule: said.rule.get_ref().clone(),
                    words: said.text.as_ref().map(|text| text.get_ref().clone()),
                    number,
                    place: format!("{}:{}", self.shown, self.source.position(said.rule.span().start).line),
                }
            })
            .collect()
    }

    /// Notes that the letter at `path` was checked, and which suppressions hid something in it.
    pub fn note_checked(&mut self, path: &Path, used: &[usize]) {
        let Some(inside) = self.inside(path) else { return };
        for (number, suppression) in self.suppressions.iter_mut().enumerate() {
            suppression.checked |= suppression.files.is_match(&inside);
            suppression.used |= used.contains(&number);
        }
    }

    /// The places of the suppressions that hid nothing, though a letter that they hold for was checked.
    pub fn idle(&self) -> Vec<Range<usize>> {
        let all = self.file.suppressions.iter().zip(&self.suppressions);
        all.filter(|(_, known)| known.checked && !known.used).map(|(said, _)| said.get_ref().rule.span()).collect()
    }

    /// Adds what the file sets for the letter at `path`, with the places.
    pub fn add_origins(&self, path: &Path, origins: &mut Origins) -> Result<(), Fault> {
        let file = self.toml();
        let table = DeTable::parse(file.text).map_err(|error| Fault::toml(&file, &error))?.into_inner();
        origins.add(&table, &file, "");
        let Some(overrides) = table.get("overrides").and_then(|value| value.get_ref().as_array()) else {
            return Ok(());
        };
        let Some(inside) = self.inside(path) else { return Ok(()) };
        for (over, globs) in overrides.iter().zip(&self.overrides) {
            if let Some(table) = over.get_ref().as_table().filter(|_| globs.is_match(&inside)) {
                origins.add(table, &file, "[[overrides]]");
            }
        }
        Ok(())
    }

    /// `path` from the folder of this file, with `/`.
    fn inside(&self, path: &Path) -> Option<String> {
        source::path_below(&self.folder, path)
    }
}

/// A path below the current folder from there, any other as it is.
pub fn shown(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let below = path.strip_prefix(&here).unwrap_or(path);
    below.strip_prefix(".").unwrap_or(below).display().to_string()
}

/// Globs as git and ruff read them: `*` stays inside of a folder, a pattern without `/` holds at any depth, and the
/// name of a folder for all that is in it.
fn globs(patterns: &[Spanned<String>], file: &TomlFile) -> Result<GlobSet, Fault> {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        if pattern.get_ref().trim().is_empty() {
            let fault = Fault::at(file, pattern.span(), "no name of a file is here");
            return Err(fault.help("write one, or take this entry out: \"archive/**\""));
        }
        let written = pattern.get_ref().trim_start_matches("./").trim_end_matches('/');
        // "/a.md" is the one beside this file.
        let here = written.trim_start_matches('/');
        let anywhere = if written.contains('/') { here.to_owned() } else { format!("**/{written}") };
        let below = format!("{}/**", anywhere.trim_end_matches("/**"));
        for whole in [anywhere.trim_end_matches("/**"), below.as_str()] {
            let glob = GlobBuilder::new(whole).literal_separator(true).build();
            set.add(glob.map_err(|error| {
                let message = format!("“{}” is no glob: {}", pattern.get_ref(), in_words(error.kind()));
                Fault::at(file, pattern.span(), message)
                    .help("`*` is any name, `**` any folders: \"templates/**/*.md\"")
            })?);
        }
    }
    set.build().map_err(|error| Fault::whole(file, format!("these globs are too much: {error}")))
}

/// What is wrong with a glob, in plain words.
fn in_words(kind: &ErrorKind) -> String {
    let said = match kind {
        ErrorKind::UnclosedClass => "“[” is not closed with “]”",
        ErrorKind::UnclosedAlternates => "“{” is not closed with “}”",
        ErrorKind::UnopenedAlternates => "“}” without its “{”",
        ErrorKind::DanglingEscape => "a backslash stands at its end",
        ErrorKind::InvalidRange(from, to) => return format!("“{from}” comes behind “{to}”"),
        ErrorKind::TooManyNestedAlternates => "it nests too deep",
        _ => "it can't be read",
    };
    said.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_hold_for_files_and_folders() {
        let set = |pattern: &str| {
            globs(&[Spanned::new(0..1, pattern.to_owned())], &TomlFile { path: "x", text: "" }).unwrap()
        };
        for (pattern, path, holds) in [
            ("templates/**", "templates/a.md", true),
            ("templates/**", "templates/sub/a.md", true),
            ("templates/*.md", "templates/sub/a.md", false),
            ("archive", "old/archive/a.md", true),
            ("archive/", "archive/sub/a.md", true),
            ("*.txt", "deep/down/a.txt", true),
            ("*.txt", "a.md", false),
            ("./a.md", "b/a.md", true),
            ("sub/a.md", "a.md", false),
            ("/archive/**", "archive/sub/a.md", true),
            ("/a.md", "a.md", true),
            ("/a.md", "b/a.md", false),
        ] {
            assert_eq!(set(pattern).is_match(path), holds, "{pattern} {path}");
        }
    }
}
