//! Rule files to rules. In: the TOML files below `rules/`, built in. Out: [`Rules`]: every rule with its
//! messages, and for each language a [`Program`] that the engine runs. A fault points into its file.

mod compile;
mod phrase;
mod program;
mod rule_file;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use toml::Spanned;

pub use phrase::Open;
pub use program::{CompiledPhrase, Filters, Joint, Op, Program, Role, Search, SymbolTable, Wanted};
pub use rule_file::{
    Check, Circumstance, DateCheck, Example, ExampleTable, Kind, LimitCheck, MarkCheck, Offer, Place, RuleFile,
    Section, StructureCheck, When, Where,
};

use crate::fault::{Fault, TomlFile};
use crate::finding::Guide;
use crate::language::{Grammar, Language};

/// A rule, as its file says it.
#[derive(Debug)]
pub struct Rule {
    /// Its pack, such as `tone`.
    pub pack: String,
    /// Its name, such as `no-blame`.
    pub name: String,
    /// What the file says.
    pub file: RuleFile,
    /// The guides that it comes from.
    pub guides: Vec<Guide>,
}

impl Rule {
    /// `tone/no-blame`
    pub fn id(&self) -> String {
        format!("{}/{}", self.pack, self.name)
    }

    /// What the file says in `language`; the messages for people and the phrases for letters.
    pub fn section(&self, language: Language) -> Option<&Section> {
        match language {
            Language::English => self.file.en.as_ref(),
            Language::German => self.file.de.as_ref(),
            Language::Polish => self.file.pl.as_ref(),
        }
    }
}

/// All rules, and what each language needs to apply them.
#[derive(Debug)]
pub struct Rules {
    /// Every rule, ordered by pack and name.
    pub rules: Vec<Rule>,
    grammars: Vec<(Language, Grammar)>,
    words: Vec<(Language, compile::WordFile)>,
    programs: [OnceLock<Program>; 3],
}

/// The names of the built-in packs, all on by default.
pub const PACKS: [&str; 3] = ["letter", "tone", "disengagement"];

mod built_in {
    include!(concat!(env!("OUT_DIR"), "/built_in.rs"));
}

impl Rules {
    /// The rules that letterlint comes with.
    ///
    /// # Panics
    /// Never in a program that was released: the project's tests read every built-in file.
    pub fn built_in() -> Rules {
        Rules::read(built_in::FILES).unwrap_or_else(|error| panic!("built-in rules: {error}"))
    }

    /// Reads a whole rule folder: `<pack>/<rule>.toml` and, for each language, `languages/<code>/grammar.toml`
    /// and `languages/<code>/words.toml`. A fault in any file is an error for all: nothing is checked against
    /// half a pack.
    pub fn read(sources: &[TomlFile]) -> Result<Rules, Fault> {
        let mut rules =
            Rules { rules: Vec::new(), grammars: Vec::new(), words: Vec::new(), programs: Default::default() };
        let titles = guide_titles(sources)?;
        for source in sources {
            match source.path.trim_end_matches(".toml").split('/').collect::<Vec<_>>()[..] {
                ["languages", code, "grammar"] => {
                    let language = language_of(code, source)?;
                    let grammar = Grammar::parse(source.text, language).map_err(|error| Fault::toml(source, &error))?;
                    rules.grammars.push((language, grammar));
                }
                ["languages", code, "words"] => {
                    rules.words.push((language_of(code, source)?, compile::WordFile::parse(source)?));
                }
                ["guides"] => {}
                [pack, name] => {
                    let file = RuleFile::parse(source)?;
                    let guides = file.guides.iter().map(|id| guide(id, &titles, source)).collect::<Result<_, _>>()?;
                    rules.rules.push(Rule { pack: pack.to_owned(), name: name.to_owned(), file, guides });
                }
                _ => {
                    return Err(Fault::whole(source, "a rule file lies in the folder of its pack: <pack>/<rule>.toml"));
                }
            }
        }
        let order =
            |rule: &Rule| (PACKS.iter().position(|pack| *pack == rule.pack), rule.pack.clone(), rule.name.clone());
        rules.rules.sort_by_key(order);
        Ok(rules)
    }

    /// Compiles every language now, so that every phrase is checked.
    pub fn check(&self) -> Result<(), Fault> {
        Language::ALL.into_iter().try_for_each(|language| self.compile(language).map(drop))
    }

    /// The grammars of all languages.
    pub fn grammars(&self) -> Vec<(Language, &Grammar)> {
        self.grammars.iter().map(|(language, grammar)| (*language, grammar)).collect()
    }

    /// The grammar of `language`.
    pub fn grammar(&self, language: Language) -> Option<&Grammar> {
        self.grammars.iter().find(|(other, _)| *other == language).map(|(_, grammar)| grammar)
    }

    /// What the engine runs on letters in `language`; compiled at the first call.
    pub fn program(&self, language: Language) -> Result<&Program, Fault> {
        let cell = &self.programs[language as usize];
        match cell.get() {
            Some(program) => Ok(program),
            None => {
                let program = self.compile(language)?;
                Ok(cell.get_or_init(|| program))
            }
        }
    }

    /// The rule called `name`, with or without its pack before it.
    pub fn find(&self, name: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.name == name || rule.id() == name)
    }

    fn compile(&self, language: Language) -> Result<Program, Fault> {
        let empty = compile::WordFile::default();
        let words = self.words.iter().find(|(other, _)| *other == language).map_or(&empty, |(_, words)| words);
        compile::program(&self.rules, words, language, self.grammar(language))
    }
}

/// `guides.toml`: what each guide is called.
fn guide_titles(sources: &[TomlFile]) -> Result<BTreeMap<String, String>, Fault> {
    match sources.iter().find(|source| source.path == "guides.toml") {
        Some(source) => toml::from_str(source.text).map_err(|error| Fault::toml(source, &error)),
        None => Ok(BTreeMap::new()),
    }
}

fn guide(id: &Spanned<String>, titles: &BTreeMap<String, String>, source: &TomlFile) -> Result<Guide, Fault> {
    let title = titles.get(id.get_ref()).ok_or_else(|| {
        Fault::at(source, id.span(), format!("there is no guide {}", id.get_ref())).help("guides stand in guides.toml")
    })?;
    Ok(Guide { id: id.get_ref().clone(), title: title.clone() })
}

fn language_of(code: &str, source: &TomlFile) -> Result<Language, Fault> {
    code.parse().map_err(|reason: String| Fault::whole(source, reason))
}
