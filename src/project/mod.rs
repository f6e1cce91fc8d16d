//! Which settings and rules hold for which letter. In: paths, what was said on the command line. Out: a [`Setup`] for
//! each letter.
//!
//! From the weakest to the strongest: what is built in, the nearest settings file, its overrides, the letter's own
//! front matter, the command line.

mod config;
mod house;

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use thiserror::Error;

use crate::built_in;
use crate::fault::{Fault, TomlFile};
use crate::finding::Severity;
use crate::language::Language;
use crate::pack::{House, PACKS, Rules};
use crate::settings::file::RuleSetting;
use crate::settings::shown::Origins;
use crate::settings::{Keys, Settings, SettingsFile, front_matter, pack_name};
use crate::source::{MAX_BYTES, MIB, leads_out, whole_path};
use crate::suppress::Hidden;
pub use config::Config;

/// Why letters can't be checked at all.
#[derive(Debug, Error)]
pub enum ProjectError {
    /// A settings file or a rule file is broken.
    #[error(transparent)]
    Broken(#[from] Fault),
    /// A file or folder can't be read.
    #[error("{path}: {message}")]
    Unreadable {
        /// The path, as it is shown.
        path: String,
        /// Why.
        message: String,
    },
    /// A folder of house rules without any.
    #[error("{0}: there is no rule file in this folder; `letterlint new-rule {0}/my-rule` writes a first one")]
    EmptyPack(String),
    /// A word of the command line.
    #[error("{0}")]
    Usage(String),
}

/// What was said on the command line.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Take settings from this file alone.
    pub config: Option<PathBuf>,
    /// Take no settings from any file.
    pub isolated: bool,
    /// Folders of house rules beside those of the settings.
    pub packs: Vec<PathBuf>,
    /// Use the rules in this folder in place of the built-in ones.
    pub rules: Option<PathBuf>,
    /// Rules and packs that alone are in force.
    pub select: Vec<String>,
    /// Rules and packs that are not in force.
    pub ignore: Vec<String>,
    /// Letters are templates.
    pub template: bool,
    /// Today's date as it was written, and as it was understood.
    pub today: Option<(String, Option<jiff::civil::Date>)>,
    /// The level from which on findings fail the check.
    pub error_on: Option<Severity>,
    /// Neither a letter nor the settings may hide findings, nor may a letter have settings of its own.
    pub no_suppressions: bool,
    /// The language of messages.
    pub locale: Language,
    /// Whether to tell what was not marked, and why.
    pub exemptions: bool,
}

/// What one letter is checked with.
#[derive(Debug, Clone)]
pub struct Setup {
    /// Its settings.
    pub settings: Settings,
    /// The rules, those of its house packs among them.
    pub rules: Arc<Rules>,
    /// What the settings suppress in it.
    pub hidden: Vec<Hidden>,
}

/// The settings and rules of one run.
#[derive(Debug)]
pub struct Project {
    options: Options,
    base: Base,
    /// Settings files by their paths.
    configs: Vec<Config>,
    /// By folder: which settings file holds there.
    folders: HashMap<PathBuf, Option<usize>>,
    /// Packs of house rules by their folders.
    houses: BTreeMap<PathBuf, House>,
    /// Rules by the folders of the house rules in them.
    rules: HashMap<Vec<PathBuf>, Arc<Rules>>,
}

/// The rules to which house rules are added.
#[derive(Debug)]
enum Base {
    BuiltIn,
    Folder(House),
}

impl Project {
    /// Takes what was said on the command line.
    ///
    /// # Errors
    /// A settings file, a pack or a rule that is not there or broken.
    pub fn new(options: Options) -> Result<Project, ProjectError> {
        let base = match &options.rules {
            Some(folder) => Base::Folder(house::read(folder, &folder.display().to_string())?),
            None => Base::BuiltIn,
        };
        let mut project = Project {
            options,
            base,
            configs: Vec::new(),
            folders: HashMap::new(),
            houses: BTreeMap::new(),
            rules: HashMap::new(),
        };
        if let Some(path) = project.options.config.clone() {
            project.load(&path)?;
        }
        let own = project.options.packs.clone();
        own.iter().try_for_each(|folder| project.add_house(folder, &folder.display().to_string()).map(drop))?;
        project.check_names()?;
        Ok(project)
    }

    /// The settings and rules for the letter at `path` with this `text`.
    ///
    /// # Errors
    /// A broken settings file or pack. A fault in the letter's own front matter is [`ProjectError::Broken`] with the
    /// letter's path.
    pub fn setup(&mut self, path: &Path, text: &str) -> Result<Setup, ProjectError> {
        let shown = path.display().to_string();
        let config = self.config_for(path)?;
        let mut settings = Settings::default();
        let mut hidden = Vec::new();
        if let Some(config) = config.map(|number| &self.configs[number]) {
            settings.apply(&Keys::from(&config.file));
            for over in config.overrides_of(path) {
                settings.apply(&Keys::from(over));
            }
            hidden = config.suppressions_of(path);
        }
        if !self.options.no_suppressions {
            let letter = TomlFile { path: &shown, text };
            if let Some(own) = front_matter::read(&letter)? {
                self.check_front_matter(&own, &letter, config)?;
                settings.apply(&Keys::from(&own));
            }
        }
        self.apply_options(&mut settings);
        let houses = self.houses_of(&settings, config);
        Ok(Setup { rules: self.rules_with(houses)?, settings, hidden })
    }

    fn apply_options(&self, settings: &mut Settings) {
        let options = &self.options;
        settings.packs.extend(options.packs.iter().map(|folder| house::name(folder, &folder.to_string_lossy())));
        settings.select.clone_from(&options.select);
        settings.ignore.clone_from(&options.ignore);
        settings.template |= options.template;
        settings.error_on = options.error_on.unwrap_or(settings.error_on);
        settings.suppressions = !options.no_suppressions;
        settings.locale = options.locale;
        settings.exemptions = options.exemptions;
        if let Some((_, today)) = &options.today {
            settings.today = *today;
        }
    }

    /// The settings for the letter at `path`, each with where it was set.
    ///
    /// # Errors
    /// As [`Project::setup`].
    pub fn origins(&mut self, path: &Path, text: &str) -> Result<Origins, ProjectError> {
        let setup = self.setup(path, text)?;
        let mut origins = Origins::default();
        if let Some(number) = self.config_for(path)? {
            self.configs[number].add_origins(path, &mut origins)?;
        }
        let options = &self.options;
        if !options.no_suppressions {
            let shown = path.display().to_string();
            let letter = TomlFile { path: &shown, text };
            front_matter::with_table(&letter, |table| {
                origins.add(table.get_ref(), &letter, "front matter");
                Ok(())
            })?;
        }
        if !options.packs.is_empty() {
            origins.set("packs", format!("{:?}", setup.settings.packs), "--pack");
        }
        if options.template {
            origins.set("template", "true", "--template");
        }
        if let Some((written, _)) = &options.today {
            origins.set("today", format!("{written:?}"), "--today");
        }
        if let Some(level) = options.error_on {
            origins.set("error-on", format!("{:?}", level.name()), "--error-on");
        }
        Ok(origins)
    }

    /// Where settings of the letter at `path` were set beside the command line: a settings file, its front matter.
    ///
    /// # Errors
    /// As [`Project::setup`].
    pub fn settings_from(&mut self, path: &Path, text: &str) -> Result<Vec<String>, ProjectError> {
        let config = self.config_for(path)?;
        let mut from: Vec<String> = config.map(|number| self.configs[number].shown().to_owned()).into_iter().collect();
        if !self.options.no_suppressions
            && front_matter::read(&TomlFile { path: &path.display().to_string(), text })?.is_some()
        {
            from.push("its front matter".to_owned());
        }
        Ok(from)
    }

    /// Whether `path` is no letter after the settings that hold there.
    ///
    /// # Errors
    /// A broken settings file.
    pub fn is_excluded(&mut self, path: &Path) -> Result<bool, ProjectError> {
        let config = self.config_for(path)?;
        Ok(config.is_some_and(|number| self.configs[number].excludes(path)))
    }

    /// The largest letter that is read at `path`, in bytes.
    ///
    /// # Errors
    /// A broken settings file.
    pub fn max_bytes(&mut self, path: &Path) -> Result<u64, ProjectError> {
        let config = self.config_for(path)?.map(|number| &self.configs[number]);
        Ok(config
            .and_then(|config| config.file.max_mib.as_ref())
            .map_or(MAX_BYTES, |mib| u64::from(*mib.get_ref()) * MIB))
    }

    /// Notes which suppressions of the settings hid something in the letter at `path`.
    pub fn note_used(&mut self, path: &Path, used: &[usize]) {
        if let Ok(Some(number)) = self.config_for(path) {
            self.configs[number].note_checked(path, used);
        }
    }

    /// The settings files whose suppressions hid nothing in any of the letters that were checked, with the places of
    /// these suppressions.
    pub fn idle_suppressions(&self) -> impl Iterator<Item = (&Config, Vec<std::ops::Range<usize>>)> {
        self.configs.iter().map(|config| (config, config.idle())).filter(|(_, idle)| !idle.is_empty())
    }

    /// The rules that hold in the folder of `path`, with all of its house rules.
    ///
    /// # Errors
    /// As [`Project::setup`].
    pub fn all_rules(&mut self, path: &Path) -> Result<Arc<Rules>, ProjectError> {
        let houses = self.all_houses(path)?;
        self.rules_with(houses)
    }

    /// The folders of all house rules that hold in the folder of `path`.
    fn all_houses(&mut self, path: &Path) -> Result<Vec<PathBuf>, ProjectError> {
        let config = self.config_for(path)?;
        let mut houses: Vec<PathBuf> = self.own_folders();
        if let Some(number) = config {
            houses.extend(self.configs[number].houses.iter().map(|(_, folder)| folder.clone()));
        }
        Ok(houses)
    }

    fn config_for(&mut self, path: &Path) -> Result<Option<usize>, ProjectError> {
        if self.options.isolated {
            return Ok(None);
        }
        if self.options.config.is_some() {
            return Ok(Some(0));
        }
        let whole = whole_path(path);
        let folder = if whole.is_dir() { whole } else { whole.parent().unwrap_or(&whole).to_owned() };
        if let Some(known) = self.folders.get(&folder) {
            return Ok(*known);
        }
        let mut found = None;
        for above in folder.ancestors() {
            if let Some(known) = self.folders.get(above) {
                found = *known;
                break;
            }
            if let Some(file) = config::in_folder(above) {
                if leads_out(&file, above) {
                    let message = "it is a link out of its folder; --config takes settings from anywhere".to_owned();
                    return Err(ProjectError::Unreadable { path: config::shown(&file), message });
                }
                found = Some(self.load(&file)?);
                break;
            }
        }
        self.folders.insert(folder, found);
        Ok(found)
    }

    /// Reads a settings file with its packs, and checks the names in it.
    fn load(&mut self, path: &Path) -> Result<usize, ProjectError> {
        if let Some(known) = self.configs.iter().position(|config| config.path == path) {
            return Ok(known);
        }
        let mut config = Config::read(path)?;
        for (written, span) in config.packs_named() {
            if PACKS.contains(&written.as_str()) {
                continue;
            }
            let folder = config.pack_folder(&written, &span)?;
            let shown = config.shown_beside(&written);
            let folder = self.add_house(&folder, &shown).map_err(|error| match error {
                ProjectError::EmptyPack(shown) => config
                    .fault(&span, format!("there is no rule file in the pack “{written}”"))
                    .help(format!("`letterlint new-rule {shown}/my-rule` writes a first one"))
                    .into(),
                error => error,
            })?;
            let name = pack_name(&written);
            if config.houses.iter().any(|(known, other)| *known == name && *other != folder) {
                return Err(config.pack_called_alike(&written, &span).into());
            }
            config.houses.push((name, folder));
        }
        let folders: Vec<PathBuf> = config.houses.iter().map(|(_, folder)| folder.clone()).collect();
        let rules = self.rules_with(folders)?;
        config.check_rules(&rules)?;
        self.configs.push(config);
        Ok(self.configs.len() - 1)
    }

    /// Reads a folder of house rules; where it really lies.
    fn add_house(&mut self, folder: &Path, shown: &str) -> Result<PathBuf, ProjectError> {
        // What is wrong with a folder that can't be found is said where it is read.
        let real = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        if !self.houses.contains_key(&real) {
            self.houses.insert(real.clone(), house::read(folder, shown)?);
        }
        Ok(real)
    }

    fn own_folders(&self) -> Vec<PathBuf> {
        self.options.packs.iter().filter_map(|folder| fs::canonicalize(folder).ok()).collect()
    }

    /// The folders of the house rules in force.
    fn houses_of(&self, settings: &Settings, config: Option<usize>) -> Vec<PathBuf> {
        let named = config.map(|number| self.configs[number].houses.as_slice()).unwrap_or_default();
        let named = named.iter().filter(|(name, _)| settings.has_pack(name)).map(|(_, folder)| folder.clone());
        named.chain(self.own_folders()).collect()
    }

    /// The rules that hold in the folder of `path`, with their examples, which the built-in ones leave out.
    ///
    /// # Errors
    /// As [`Project::setup`].
    pub fn rules_with_examples(&mut self, path: &Path) -> Result<Arc<Rules>, ProjectError> {
        match self.base {
            Base::BuiltIn => {
                let folders = self.all_houses(path)?;
                Ok(Arc::new(Rules::read(built_in::SOURCES, &self.houses_with(&folders))?))
            }
            Base::Folder(_) => self.all_rules(path),
        }
    }

    /// The rules with the house rules in `folders`, in whatever order; they are compiled once.
    fn rules_with(&mut self, mut folders: Vec<PathBuf>) -> Result<Arc<Rules>, ProjectError> {
        folders.sort();
        folders.dedup();
        if let Some(rules) = self.rules.get(&folders) {
            return Ok(rules.clone());
        }
        let houses = self.houses_with(&folders);
        let rules = Arc::new(match &self.base {
            Base::BuiltIn if folders.is_empty() => built_in::rules(),
            Base::BuiltIn => Rules::beside(built_in::rules(), built_in::SOURCES, &houses)?,
            Base::Folder(files) => Rules::read(&files.sources(), &houses)?,
        });
        self.rules.insert(folders, rules.clone());
        Ok(rules)
    }

    /// All house rules that were read, those in `folders` in force.
    fn houses_with(&self, folders: &[PathBuf]) -> Vec<House> {
        let aside = |folder| !folders.contains(folder);
        self.houses.iter().map(|(folder, house)| House { aside: aside(folder), ..house.clone() }).collect()
    }

    /// The rules and packs that `--select` and `--ignore` name must be there.
    fn check_names(&mut self) -> Result<(), ProjectError> {
        if self.options.select.is_empty() && self.options.ignore.is_empty() {
            return Ok(());
        }
        let here = PathBuf::from(".");
        let rules = self.all_rules(&here)?;
        for name in self.options.select.iter().chain(&self.options.ignore) {
            let is_pack = rules.rules.iter().any(|rule| rule.pack == *name);
            if !is_pack && rules.find(name).is_none() {
                let known = rules.rules.iter().flat_map(|rule| [rule.name.as_str(), rule.pack.as_str()]);
                let meant = crate::suggest::did_you_mean(name, known).or_else(|| rules.meant(name));
                let help = meant.unwrap_or_else(|| "`letterlint rules` lists them".to_owned());
                return Err(ProjectError::Usage(format!("there is no rule or pack “{name}”; {help}")));
            }
        }
        Ok(())
    }

    /// A letter may choose among the packs that its settings file knows, and name rules that are there.
    fn check_front_matter(
        &mut self,
        own: &SettingsFile,
        letter: &TomlFile,
        config: Option<usize>,
    ) -> Result<(), ProjectError> {
        let houses = config.map(|number| self.configs[number].houses.clone()).unwrap_or_default();
        for pack in own.packs.iter().flat_map(|packs| packs.get_ref()) {
            let name = pack.get_ref().as_str();
            if PACKS.contains(&name) || houses.iter().any(|(known, _)| known == name) {
                continue;
            }
            let known = PACKS.into_iter().chain(houses.iter().map(|(known, _)| known.as_str()));
            let meant = crate::suggest::did_you_mean(name, known);
            let help =
                meant.unwrap_or_else(|| "a letter chooses among the packs that letterlint.toml names".to_owned());
            return Err(Fault::at(letter, pack.span(), format!("there is no pack “{name}”")).help(help).into());
        }
        let folders: Vec<PathBuf> = houses.into_iter().map(|(_, folder)| folder).collect();
        let rules = self.rules_with(folders)?;
        let named = own.rules.iter().map(|(name, setting)| (name.get_ref().as_str(), name.span(), setting.get_ref()));
        check_rules(named, &rules, letter)?;
        Ok(())
    }
}

/// Reads a folder of house rules together with the built-in ones, or a whole rule folder that is laid out as theirs;
/// the rules with their examples, and the name of the pack of house rules.
///
/// # Errors
/// A folder that can't be read, a rule file that is broken.
pub fn read_pack(folder: &Path) -> Result<(Rules, Option<String>), ProjectError> {
    let house = house::read(folder, &folder.display().to_string())?;
    if house.files.iter().any(|file| file.inside.ends_with("/grammar.toml")) {
        return Ok((Rules::read(&house.sources(), &[])?, None));
    }
    let name = house.name.clone();
    Ok((Rules::read(built_in::SOURCES, &[house])?, Some(name)))
}

/// Every rule that settings name must be there and have the figures that are set.
fn check_rules<'n>(
    named: impl Iterator<Item = (&'n str, std::ops::Range<usize>, &'n RuleSetting)>,
    rules: &Rules,
    file: &TomlFile,
) -> Result<(), Fault> {
    for (name, span, setting) in named {
        let Some(rule) = rules.find(name) else {
            let fault = Fault::at(file, span, format!("there is no rule “{name}”"));
            return Err(fault.help(rules.meant(name).unwrap_or_else(|| "`letterlint rules` lists them".to_owned())));
        };
        let RuleSetting::Options(options) = setting else { continue };
        if let Some(figure) = options.figures().find(|figure| !rule.options().contains(figure)) {
            let help = match rule.options() {
                [] => "set its severity: error, warning, info or off".to_owned(),
                known => format!("it has {}", known.join(" and ")),
            };
            let message = format!("{} has no figure “{figure}”", rule.id());
            // The figure stands behind the name of its rule, in the same table or in one of its own.
            let at = file.text[span.end..].find(figure).map(|at| span.end + at);
            let place = at.map_or(span, |at| at..at + figure.len());
            return Err(Fault::at(file, place, message).help(help));
        }
    }
    Ok(())
}
