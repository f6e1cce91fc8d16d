//! Rule files before they are compiled. In: the files of a rule folder and of house rules. Out: [`Shelf`], on which
//! every rule stands with the files that change it, and which compiles them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use toml::Spanned;

use super::compile::{self, Numbered, PhrasePlace, WordFile};
use super::file::{ChangeFile, PackFile, RuleFile};
use super::rule::{Rule, meant};
use super::{House, Knowledge, PACKS, Program, Rules};
use crate::fault::{Fault, TomlFile};
use crate::finding::Guide;
use crate::language::{Grammar, Language};

/// A rule with the files that speak of it: its own, and those of house rules that change it.
pub struct RuleFiles<'f> {
    /// The rule.
    pub rule: Rule,
    /// Its own file.
    pub source: TomlFile<'f>,
    /// The same, read.
    pub file: RuleFile,
    /// Those that change it, in the order of [`Rule::changed_by`].
    pub changes: Vec<(TomlFile<'f>, ChangeFile)>,
    /// Its number among the rules that are compiled already, if it is one of them.
    compiled: Option<usize>,
}

/// What is read from files before it is compiled.
#[derive(Default)]
pub struct Shelf<'f> {
    /// Rules that are compiled already, and the files from which they were.
    compiled: Vec<Rule>,
    sources: &'f [TomlFile<'f>],
    titles: BTreeMap<String, String>,
    rules: Vec<RuleFiles<'f>>,
    changes: Vec<(String, TomlFile<'f>, ChangeFile)>,
    grammars: BTreeMap<Language, Grammar>,
    words: BTreeMap<Language, Vec<WordFile<'f>>>,
    /// Rules of packs that are not in force: pack and name.
    aside: Vec<(&'f str, &'f str)>,
}

impl<'f> Shelf<'f> {
    /// A shelf with the files of a whole rule folder.
    pub fn with(sources: &'f [TomlFile<'f>]) -> Result<Shelf<'f>, Fault> {
        let mut shelf = Shelf::default();
        shelf.add_guides_of(sources)?;
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
        Ok(shelf)
    }

    /// A shelf for house rules beside `rules`, which were compiled from `sources`.
    pub fn beside(rules: Vec<Rule>, sources: &'f [TomlFile<'f>]) -> Result<Shelf<'f>, Fault> {
        let mut shelf = Shelf { compiled: rules, sources, ..Shelf::default() };
        shelf.add_guides_of(sources)?;
        Ok(shelf)
    }

    fn add_guides_of(&mut self, sources: &[TomlFile]) -> Result<(), Fault> {
        sources.iter().filter(|source| source.path == "guides.toml").try_for_each(|source| self.add_guides(*source))
    }

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
        if let Some(other) = self.all_rules().find(|known| known.name == name) {
            let id = other.id();
            let message = format!("there is a rule called {name} already: {id}");
            let help = format!("give the file another name, or change that rule: changes = \"{id}\"");
            return Err(Fault::whole(&source, message).help(help));
        }
        self.lay(pack, name, source, file, None)
    }

    fn lay(
        &mut self,
        pack: &str,
        name: &str,
        source: TomlFile<'f>,
        file: RuleFile,
        compiled: Option<usize>,
    ) -> Result<(), Fault> {
        let guides = file.guides.iter().map(|id| guide(id, &self.titles, &source)).collect::<Result<_, _>>()?;
        let rule = Rule::new(pack, name, guides, &file);
        self.rules.push(RuleFiles { rule, source, file, changes: Vec::new(), compiled });
        Ok(())
    }

    fn all_rules(&self) -> impl Iterator<Item = &Rule> {
        self.compiled.iter().chain(self.rules.iter().map(|known| &known.rule))
    }

    /// Adds a pack of house rules.
    pub fn add_house(&mut self, house: &'f House) -> Result<(), Fault> {
        if house.aside {
            let names = house.files.iter().map(|file| (house.name.as_str(), file.inside.trim_end_matches(".toml")));
            self.aside.extend(names);
            return Ok(());
        }
        if let Some(file) = house.files.first().filter(|_| self.all_rules().any(|known| known.pack == house.name)) {
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

    /// Compiles all rules, in all languages at once.
    pub fn compile(mut self, sources: &[TomlFile]) -> Result<Rules, Fault> {
        self.settle()?;
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
                    let shelf = &self;
                    scope.spawn(move || {
                        let (program, places) = shelf.program(language)?;
                        Ok(Knowledge { language, grammar, programs: vec![program], places })
                    })
                })
                .collect();
            let compiled = compiling.into_iter().map(|thread| thread.join().expect("a fault is no panic"));
            compiled.collect::<Result<Vec<_>, Fault>>()
        })?;
        Ok(Rules { rules: self.rules.into_iter().map(|known| known.rule).collect(), languages })
    }

    /// Compiles what house rules say beside rules that are compiled, of which `languages` hold the programs; nothing
    /// where they change what these find, so that all must be compiled anew.
    pub fn compile_beside(mut self, mut languages: Vec<Knowledge>) -> Result<Option<Rules>, Fault> {
        self.settle()?;
        self.take_down_words()?;
        if self.reaches_into_programs() {
            return Ok(None);
        }
        for known in &mut languages {
            let (program, _) = self.program(known.language)?;
            known.programs.extend((program.searches() > 0).then_some(program));
        }
        let mut rules = self.compiled;
        for known in self.rules {
            match known.compiled {
                Some(number) => rules[number] = known.rule,
                None => rules.push(known.rule),
            }
        }
        Ok(Some(Rules { rules, languages }))
    }

    fn program(&self, language: Language) -> Result<(Program, Vec<PhrasePlace>), Fault> {
        let mut next = self.compiled.len()..;
        let numbered = self.rules.iter().map(|files| Numbered {
            number: files.compiled.or_else(|| next.next()).unwrap_or_default(),
            files,
            is_compiled: files.compiled.is_some(),
        });
        let numbered: Vec<Numbered> = numbered.collect();
        let words = self.words.get(&language).map_or(&[][..], Vec::as_slice);
        let (bytes, places) = compile::program(&numbered, words, language, !self.compiled.is_empty())?;
        Ok((Program::open(Cow::Owned(bytes)), places))
    }

    /// Hands the changes to their rules, and puts these in order.
    fn settle(&mut self) -> Result<(), Fault> {
        for (pack, source, change) in std::mem::take(&mut self.changes) {
            let named = change.changes.get_ref();
            self.take_down(named)?;
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
        Ok(())
    }

    /// Reads the file of the compiled rule `named` again, since house rules change it.
    fn take_down(&mut self, named: &str) -> Result<(), Fault> {
        let Some(number) = self.compiled.iter().position(|rule| rule.is_called(named)) else { return Ok(()) };
        let (pack, name) = (self.compiled[number].pack.clone(), self.compiled[number].name.clone());
        let path = format!("{pack}/{name}.toml");
        let source = self.sources.iter().find(|source| source.path == path);
        if let Some(source) = source.filter(|_| self.rules.iter().all(|known| known.compiled != Some(number)))
            && let PackFile::Rule(file) = PackFile::parse(source)?
        {
            self.lay(&pack, &name, *source, *file, Some(number))?;
        }
        Ok(())
    }

    /// Reads the word lists again from which the compiled rules were, for languages in which house rules may name one.
    fn take_down_words(&mut self) -> Result<(), Fault> {
        for (code, source) in word_files(self.sources) {
            let language = language_of(code, &source)?;
            if self.words.contains_key(&language) || self.may_name_a_list(language) {
                self.words.entry(language).or_default().insert(0, WordFile::parse(source)?);
            }
        }
        Ok(())
    }

    fn may_name_a_list(&self, language: Language) -> bool {
        let names_one = |source: &TomlFile| source.text.contains('@');
        self.rules.iter().any(|known| {
            let mut changes = known.changes.iter();
            (known.file.section(language).is_some() && names_one(&known.source))
                || changes.any(|(source, change)| change.section(language).is_some() && names_one(source))
        })
    }

    /// Whether house rules change what phrases that are compiled find: what spares their matches, or a word list.
    fn reaches_into_programs(&self) -> bool {
        let spares = |change: &ChangeFile| {
            let phrases = Language::ALL.into_iter().filter_map(|language| change.phrases(language));
            phrases.into_iter().any(|phrases| !phrases.unless.is_empty() || !phrases.unless_sentence.is_empty())
        };
        let mut changed = self.rules.iter().filter(|known| known.compiled.is_some());
        let mut words = self.words.values().filter_map(|files| files.split_first());
        changed.any(|known| known.changes.iter().any(|(_, change)| spares(change)))
            || words.any(|(own, houses)| houses.iter().any(|house| house.adds_to(own)))
    }

    /// The rules that rules name must be there.
    fn check_names(&self) -> Result<(), Fault> {
        let named = self.rules.iter().flat_map(|known| known.file.names().map(|name| (name, known.source)));
        for (name, source) in named {
            let called = name.get_ref();
            if !self.all_rules().any(|known| known.is_called(called)) && !self.is_aside(called) {
                return Err(self.unknown_rule(name, format!("there is no rule “{called}”"), &source));
            }
        }
        Ok(())
    }

    fn is_aside(&self, called: &str) -> bool {
        self.aside.iter().any(|(pack, name)| called == *name || called == format!("{pack}/{name}"))
    }

    fn unknown_rule(&self, name: &Spanned<String>, message: String, source: &TomlFile) -> Fault {
        let meant = meant(name.get_ref(), self.all_rules());
        let help = meant.unwrap_or_else(|| "`letterlint rules` lists them".to_owned());
        Fault::at(source, name.span(), message).help(help)
    }

    /// The languages in which a file says something, each with such a file.
    fn spoken<'s>(&'s self, sources: &'s [TomlFile<'s>]) -> impl Iterator<Item = (Language, TomlFile<'s>)> {
        let words = word_files(sources).filter_map(|(code, source)| Some((code.parse().ok()?, source)));
        let rules = self.rules.iter().flat_map(|known| {
            let spoken = Language::ALL.into_iter().filter(|language| known.file.section(*language).is_some());
            spoken.map(|language| (language, known.source))
        });
        words.chain(rules)
    }
}

/// The files of word lists among `sources`, each behind the code of its language.
fn word_files<'s>(sources: &'s [TomlFile<'s>]) -> impl Iterator<Item = (&'s str, TomlFile<'s>)> {
    let code = |source: &TomlFile<'s>| source.path.strip_prefix("languages/")?.strip_suffix("/words.toml");
    sources.iter().filter_map(move |source| Some((code(source)?, *source)))
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
