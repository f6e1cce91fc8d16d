//! Rule files to rules. In: the TOML files of a rule folder. Out: [`Rules`]: every rule with what it says, and
//! for each language a [`Program`] that the engine runs. A fault points into its file.
//!
//! The build script runs this module over `rules/`, so that the built-in rules are ready when the program
//! starts; `--rules` and the tests run it at run time.

mod compile;
mod file;
mod kind;
mod pattern;
mod phrase;
mod program;
mod rule;
mod shelf;

pub use compile::PhrasePlace;
pub use file::{ChangeFile, Circumstance, Example, ExampleTable, Offer, Place, RuleFile, When, Where};
pub use kind::{Check, DateCheck, Kind, LimitCheck, MarkCheck, StructureCheck};
pub use phrase::Open;
pub use program::{EVERYWHERE, Gap, Joint, Op, Program, Role, Search, WordSymbol};
pub use rule::{Rule, Terms, Wording, meant};

use crate::fault::{Fault, TomlFile};
use crate::language::{Grammar, Language};
use shelf::Shelf;

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
    /// What the engine runs on letters in it: all rules, or those that were compiled first and house rules behind them.
    pub programs: Vec<Program>,
    /// Where each search of the programs stands in the rule files; empty where not all were compiled together.
    pub places: Vec<PhrasePlace>,
}

impl Knowledge {
    /// Whether rules know the word, folded, in any spelling.
    pub fn knows(&self, word: &str) -> bool {
        self.programs.iter().any(|program| program.knows(word))
    }
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
        let mut shelf = Shelf::with(sources)?;
        houses.iter().try_for_each(|house| shelf.add_house(house))?;
        shelf.compile(sources)
    }

    /// The same for `compiled` rules that were read from `sources`, in a hundredth of the time: only what the house
    /// rules say is compiled, unless they change what phrases of the others find. Rules that nobody changed are
    /// without their examples.
    ///
    /// # Errors
    /// As [`Rules::read`].
    pub fn beside(compiled: Rules, sources: &[TomlFile], houses: &[House]) -> Result<Rules, Fault> {
        let mut shelf = Shelf::beside(compiled.rules, sources)?;
        houses.iter().try_for_each(|house| shelf.add_house(house))?;
        match shelf.compile_beside(compiled.languages)? {
            Some(rules) => Ok(rules),
            None => Rules::read(sources, houses),
        }
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
