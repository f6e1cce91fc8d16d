//! Rule files to rules. In: the TOML files of a rule folder. Out: [`Rules`]: every rule with what it says, and
//! for each language a [`Program`] that the engine runs. A fault points into its file.
//!
//! The build script runs this module over `rules/`, so that the built-in rules are ready when the program
//! starts; `--rules` and the tests run it at run time.

mod compile;
mod encode;
mod phrase;
mod program;
mod rule;
mod rule_file;

use std::borrow::Cow;
use std::collections::BTreeMap;

use toml::Spanned;

pub use phrase::Open;
pub use program::{Joint, Op, Program, Role, Search};
pub use rule::{Rule, Wording};
pub use rule_file::{
    Check, Circumstance, DateCheck, Example, ExampleTable, Kind, LimitCheck, MarkCheck, Offer, Place, StructureCheck,
    When, Where,
};

use crate::fault::{Fault, TomlFile};
use crate::finding::Guide;
use crate::language::{Grammar, Language};
use rule_file::RuleFile;

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
}

/// The names of the built-in packs, all on by default.
pub const PACKS: [&str; 3] = ["letter", "tone", "disengagement"];

impl Rules {
    /// Reads a whole rule folder: `<pack>/<rule>.toml`, `guides.toml` and, for each language,
    /// `languages/<code>/grammar.toml` and `languages/<code>/words.toml`.
    ///
    /// # Errors
    /// A fault in any file is an error for all: nothing is checked against half a pack.
    pub fn read(sources: &[TomlFile]) -> Result<Rules, Fault> {
        let titles = guide_titles(sources)?;
        let (mut files, mut grammars, mut words) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
        for source in sources {
            match source.path.trim_end_matches(".toml").split('/').collect::<Vec<_>>()[..] {
                ["languages", code, "grammar"] => {
                    let language = language_of(code, source)?;
                    let grammar = Grammar::parse(source.text, language).map_err(|error| Fault::toml(source, &error))?;
                    grammars.insert(language, grammar);
                }
                ["languages", code, "words"] => {
                    words.insert(language_of(code, source)?, compile::WordFile::parse(source)?);
                }
                ["guides"] => {}
                [pack, name] => files.push(read_rule(pack, name, source, &titles)?),
                _ => {
                    return Err(Fault::whole(source, "a rule file lies in the folder of its pack: <pack>/<rule>.toml"));
                }
            }
        }
        let place = |pack: &str| PACKS.iter().position(|known| *known == pack).unwrap_or(PACKS.len());
        files.sort_by(|(a, _), (b, _)| (place(&a.pack), &a.pack, &a.name).cmp(&(place(&b.pack), &b.pack, &b.name)));
        for (language, source) in spoken(sources, &files) {
            if !grammars.contains_key(&language) {
                let message = format!("{language} needs its grammar: languages/{language}/grammar.toml is not there");
                return Err(Fault::whole(source, message));
            }
        }
        let mut languages = Vec::new();
        for (language, grammar) in grammars {
            let words = words.remove(&language).unwrap_or_default();
            let bytes = compile::program(&files, &words, language, &grammar)?;
            languages.push(Knowledge { language, grammar, program: Program::open(Cow::Owned(bytes)) });
        }
        Ok(Rules { rules: files.into_iter().map(|(rule, _)| rule).collect(), languages })
    }

    /// The grammars of all languages.
    pub fn grammars(&self) -> Vec<(Language, &Grammar)> {
        self.languages.iter().map(|known| (known.language, &known.grammar)).collect()
    }

    /// What is known of `language`.
    pub fn knowledge(&self, language: Language) -> Option<&Knowledge> {
        self.languages.iter().find(|known| known.language == language)
    }

    /// The rule called `name`, with or without its pack before it.
    pub fn find(&self, name: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.name == name || rule.id() == name)
    }
}

/// The languages in which a file says something, each with such a file.
fn spoken<'s>(sources: &'s [TomlFile<'s>], files: &[(Rule, RuleFile)]) -> Vec<(Language, &'s TomlFile<'s>)> {
    let words = sources.iter().filter_map(|source| {
        let code = source.path.strip_prefix("languages/")?.strip_suffix("/words.toml")?;
        Some((code.parse().ok()?, source))
    });
    let rules = files.iter().flat_map(|(rule, file)| {
        let path = format!("{}.toml", rule.id());
        let source = sources.iter().find(move |source| source.path == path);
        let spoken = Language::ALL.into_iter().filter(|language| file.section(*language).is_some());
        spoken.filter_map(move |language| Some((language, source?)))
    });
    words.chain(rules).collect()
}

fn read_rule(
    pack: &str,
    name: &str,
    source: &TomlFile,
    titles: &BTreeMap<String, String>,
) -> Result<(Rule, RuleFile), Fault> {
    let file = RuleFile::parse(source)?;
    let guides = file.guides.iter().map(|id| guide(id, titles, source)).collect::<Result<_, _>>()?;
    Ok((Rule::new(pack, name, guides, &file), file))
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
