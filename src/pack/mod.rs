//! Rule files to rules. In: the TOML files of a rule folder. Out: [`Rules`]: every rule with what it says, and
//! for each language a [`Program`] that the engine runs. A fault points into its file.
//!
//! The build script runs this module over `rules/`, so that the built-in rules are ready when the program
//! starts; `--rules` and the tests run it at run time.

mod compile;
mod encode;
mod kind;
mod phrase;
mod program;
mod renumber;
mod rule;
mod rule_file;
mod sound;
mod text_or_table;

use std::borrow::Cow;
use std::collections::BTreeMap;

use toml::Spanned;

pub use compile::PhrasePlace;
pub use kind::{Check, DateCheck, Kind, LimitCheck, MarkCheck, StructureCheck};
pub use phrase::Open;
pub use program::{EVERYWHERE, Gap, Joint, Op, Program, Role, Search, WordSymbol};
pub use rule::{Rule, Wording, meant};
pub use rule_file::{ChangeFile, Circumstance, Example, ExampleTable, Offer, Place, RuleFile, When, Where};

use crate::fault::{Fault, TomlFile};
use crate::finding::Guide;
use crate::language::{Grammar, Language};
use compile::WordFile;
use rule_file::PackFile;

/// All rules, and what each language needs to apply them.
#[derive(Debug)]
pub struct Rules {
    /// Every rule, ordered by pack and name.
    pub rules: Vec<Rule>,
    /// What each language knows.
    pub languages: Vec<Knowledge>,
}

/// What is known of one language.
#[derive(Debug)]
pub struct Knowledge {
    /// The language.
    pub language: Language,
    /// Its grammar.
    pub grammar: Grammar,
    /// What the engine runs on letters in it.
    pub program: Program,
    /// Where each search of the program stands in the rule files; empty for what the build script compiled.
    pub places: Vec<PhrasePlace>,
}

/// The names of the built-in packs, all on by default.
pub const PACKS: [&str; 3] = ["letter", "tone", ENDING];

/// The pack for letters that end a relationship.
pub const ENDING: &str = "disengagement";

/// A pack of house rules: a folder of somebody else's rule files.
#[derive(Debug, Clone, Default)]
pub struct House {
    /// The name of the pack, which is that of its folder.
    pub name: String,
    /// Its files.
    pub files: Vec<HouseFile>,
    /// Whether it is not in force: then rules in force may name its rules, which are not there.
    pub aside: bool,
}

/// A file of a pack of house rules.
#[derive(Debug, Clone)]
pub struct HouseFile {
    /// Its path inside the folder, with `/`.
    pub inside: String,
    /// Its path as it is shown.
    pub path: String,
    /// Its text.
    pub text: String,
}

impl House {
    /// Its files as those of a whole rule folder.
    pub fn sources(&self) -> Vec<TomlFile<'_>> {
        self.files.iter().map(|file| TomlFile { path: &file.inside, text: &file.text }).collect()
    }
}

impl HouseFile {
    fn source(&self) -> TomlFile<'_> {
        TomlFile { path: &self.path, text: &self.text }
    }
}

/// A rule with the files that speak of it: its own, and those of house rules that change it.
struct RuleFiles<'f> {
    rule: Rule,
    source: TomlFile<'f>,
    file: RuleFile,
    changes: Vec<(TomlFile<'f>, ChangeFile)>,
}

/// What is read from files before it is compiled.
#[derive(Default)]
struct Shelf<'f> {
    titles: BTreeMap<String, String>,
    rules: Vec<RuleFiles<'f>>,
    changes: Vec<(String, TomlFile<'f>, ChangeFile)>,
    grammars: BTreeMap<Language, Grammar>,
    words: BTreeMap<Language, Vec<WordFile<'f>>>,
    /// Rules of packs that are not in force: pack and name.
    aside: Vec<(&'f str, &'f str)>,
}

impl Rules {
    /// Reads a whole rule folder, and packs of house rules that add to it.
    ///
    /// `sources` are laid out so: `<pack>/<rule>.toml`, `guides.toml` and, for each language,
    /// `languages/<code>/grammar.toml` and `languages/<code>/words.toml`. A pack of house rules holds its rules, and
    /// files that change rules of `sources`, beside `guides.toml` and `languages/<code>/words.toml`.
    ///
    /// # Errors
    /// A fault in any file is an error for all: nothing is checked against half a pack.
    pub fn read(sources: &[TomlFile], houses: &[House]) -> Result<Rules, Fault> {
        let mut shelf = Shelf::default();
        for source in sources.iter().filter(|source| source.path == "guides.toml") {
            shelf.add_guides(*source)?;
        }
        for source in sources {
            match source.path.trim_end_matches(".toml").split('/').collect::<Vec<_>>()[..] {
                ["languages", code, "grammar"] => {
                    let language = language_of(code, source)?;
                    let grammar = Grammar::parse(source.text, language).map_err(|error| Fault::toml(source, &error))?;
                    shelf.grammars.insert(language, grammar);
                }
                ["languages", code, "words"] => shelf.add_words(code, *source)?,
                ["guides"] => {}
                [pack, name] => shelf.add_rule(pack, name, *source)?,
                _ => {
                    return Err(Fault::whole(source, "a rule file lies in the folder of its pack: <pack>/<rule>.toml"));
                }
            }
        }
        houses.iter().try_for_each(|house| shelf.add_house(house))?;
        shelf.compile(sources)
    }

    /// The grammars of all languages.
    pub fn grammars(&self) -> Vec<(Language, &Grammar)> {
        self.languages.iter().map(|known| (known.language, &known.grammar)).collect()
    }

    /// What is known of `language`.
    pub fn knowledge(&self, language: Language) -> Option<&Knowledge> {
        self.languages.iter().find(|known| known.language == language)
    }

    /// "did you mean …?", where no rule is called `name`.
    pub fn meant(&self, name: &str) -> Option<String> {
        meant(name, self.rules.iter())
    }

    /// The rule called `name`, with or without its pack before it.
    pub fn find(&self, name: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.is_called(name))
    }
}

impl<'f> Shelf<'f> {
    fn add_guides(&mut self, source: TomlFile) -> Result<(), Fault> {
        let titles: BTreeMap<String, String> =
            toml::from_str(source.text).map_err(|error| Fault::toml(&source, &error))?;
        self.titles.extend(titles);
        Ok(())
    }

    fn add_words(&mut self, code: &str, source: TomlFile<'f>) -> Result<(), Fault> {
        let language = language_of(code, &source)?;
        self.words.entry(language).or_default().push(WordFile::parse(source)?);
        Ok(())
    }

    fn add_rule(&mut self, pack: &str, name: &str, source: TomlFile<'f>) -> Result<(), Fault> {
        match PackFile::parse(&source)? {
            PackFile::Rule(file) => self.shelve(pack, name, source, *file),
            PackFile::Change(file) => {
                self.changes.push((pack.to_owned(), source, *file));
                Ok(())
            }
        }
    }

    fn shelve(&mut self, pack: &str, name: &str, source: TomlFile<'f>, file: RuleFile) -> Result<(), Fault> {
        if let Some(other) = self.rules.iter().find(|known| known.rule.name == name) {
            let id = other.rule.id();
            let message = format!("there is a rule called {name} already: {id}");
            let help = format!("give the file another name, or change that rule: changes = \"{id}\"");
            return Err(Fault::whole(&source, message).help(help));
        }
        let guides = file.guides.iter().map(|id| guide(id, &self.titles, &source)).collect::<Result<_, _>>()?;
        let rule = Rule::new(pack, name, guides, &file);
        self.rules.push(RuleFiles { rule, source, file, changes: Vec::new() });
        Ok(())
    }

    fn add_house(&mut self, house: &'f House) -> Result<(), Fault> {
        if house.aside {
            let names = house.files.iter().map(|file| (house.name.as_str(), file.inside.trim_end_matches(".toml")));
            self.aside.extend(names);
            return Ok(());
        }
        if let Some(file) = house.files.first().filter(|_| self.rules.iter().any(|known| known.rule.pack == house.name))
        {
            let message = format!("there is a pack called {} already", house.name);
            return Err(Fault::whole(&file.source(), message).help("give the folder of the house rules another name"));
        }
        for file in house.files.iter().filter(|file| file.inside == "guides.toml") {
            self.add_guides(file.source())?;
        }
        for file in &house.files {
            match file.inside.trim_end_matches(".toml").split('/').collect::<Vec<_>>()[..] {
                ["languages", code, "words"] => self.add_words(code, file.source())?,
                ["guides"] => {}
                [name] => self.add_rule(&house.name, name, file.source())?,
                _ => {
                    let message = "this is no file of a pack";
                    let help = "rules lie beside one another in the folder of their pack; \
                                words in languages/<en, de or pl>/words.toml";
                    return Err(Fault::whole(&file.source(), message).help(help));
                }
            }
        }
        Ok(())
    }

    fn compile(mut self, sources: &[TomlFile]) -> Result<Rules, Fault> {
        for (pack, source, change) in std::mem::take(&mut self.changes) {
            let named = change.changes.get_ref();
            let Some(known) = self.rules.iter_mut().find(|known| known.rule.is_called(named)) else {
                if self.is_aside(named) {
                    continue;
                }
                let message = format!("there is no rule {named} to change");
                return Err(self.unknown_rule(&change.changes, message, &source));
            };
            known.rule.change(&pack, &change, &source)?;
            known.changes.push((source, change));
        }
        self.check_names()?;
        let place = |pack: &str| PACKS.iter().position(|known| *known == pack).unwrap_or(PACKS.len());
        self.rules.sort_by(|RuleFiles { rule: a, .. }, RuleFiles { rule: b, .. }| {
            (place(&a.pack), &a.pack, &a.name).cmp(&(place(&b.pack), &b.pack, &b.name))
        });
        for (language, source) in self.spoken(sources) {
            if !self.grammars.contains_key(&language) {
                let message = format!("{language} needs its grammar: languages/{language}/grammar.toml is not there");
                return Err(Fault::whole(&source, message));
            }
        }
        let grammars = std::mem::take(&mut self.grammars);
        let languages = std::thread::scope(|scope| {
            let compiling: Vec<_> = grammars
                .into_iter()
                .map(|(language, grammar)| {
                    let (rules, words) = (&self.rules, self.words.get(&language).map_or(&[][..], Vec::as_slice));
                    scope.spawn(move || {
                        let (bytes, places) = compile::program(rules, words, language)?;
                        Ok(Knowledge { language, grammar, program: Program::open(Cow::Owned(bytes)), places })
                    })
                })
                .collect();
            let compiled = compiling.into_iter().map(|thread| thread.join().expect("a fault is no panic"));
            compiled.collect::<Result<Vec<_>, Fault>>()
        })?;
        Ok(Rules { rules: self.rules.into_iter().map(|known| known.rule).collect(), languages })
    }

    /// The rules that rules name must be there.
    fn check_names(&self) -> Result<(), Fault> {
        let named = self.rules.iter().flat_map(|known| known.file.names().map(|name| (name, known.source)));
        for (name, source) in named {
            let called = name.get_ref();
            if !self.rules.iter().any(|known| known.rule.is_called(called)) && !self.is_aside(called) {
                return Err(self.unknown_rule(name, format!("there is no rule “{called}”"), &source));
            }
        }
        Ok(())
    }

    fn is_aside(&self, called: &str) -> bool {
        self.aside.iter().any(|(pack, name)| called == *name || called == format!("{pack}/{name}"))
    }

    fn unknown_rule(&self, name: &Spanned<String>, message: String, source: &TomlFile) -> Fault {
        let meant = meant(name.get_ref(), self.rules.iter().map(|known| &known.rule));
        let help = meant.unwrap_or_else(|| "`letterlint rules` lists them".to_owned());
        Fault::at(source, name.span(), message).help(help)
    }

    /// The languages in which a file says something, each with such a file.
    fn spoken<'s>(&'s self, sources: &'s [TomlFile<'s>]) -> impl Iterator<Item = (Language, TomlFile<'s>)> {
        let words = sources.iter().filter_map(|source| {
            let code = source.path.strip_prefix("languages/")?.strip_suffix("/words.toml")?;
            Some((code.parse().ok()?, *source))
        });
        let rules = self.rules.iter().flat_map(|known| {
            let spoken = Language::ALL.into_iter().filter(|language| known.file.section(*language).is_some());
            spoken.map(|language| (language, known.source))
        });
        words.chain(rules)
    }
}

fn guide(id: &Spanned<String>, titles: &BTreeMap<String, String>, source: &TomlFile) -> Result<Guide, Fault> {
    let title = titles.get(id.get_ref()).ok_or_else(|| {
        let known = crate::suggest::list(&titles.keys().collect::<Vec<_>>(), "and");
        let help = format!("the guides are {known}; a pack lists its own in its guides.toml");
        Fault::at(source, id.span(), format!("there is no guide {}", id.get_ref())).help(help)
    })?;
    Ok(Guide { id: id.get_ref().clone(), title: title.clone() })
}

fn language_of(code: &str, source: &TomlFile) -> Result<Language, Fault> {
    code.parse().map_err(|reason: String| Fault::whole(source, reason))
}
