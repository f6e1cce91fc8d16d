//! Word lists. In: the files that hold them. Out: of each list a symbol for its single words and a list of phrases for its
//! longer entries; or what is wrong with it, and where.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::Compiler;
use super::draft::DraftOp;
use crate::fault::{Fault, TomlFile};

/// Word lists that name each other are read one inside the other, and run so.
const DEEPEST: usize = 32;

/// The word lists of one file.
#[derive(Debug)]
pub struct WordFile<'f> {
    source: TomlFile<'f>,
    lists: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
}

#[derive(Deserialize)]
#[serde(transparent)]
struct Lists(BTreeMap<Spanned<String>, Vec<Spanned<String>>>);

impl<'f> WordFile<'f> {
    /// Whether it adds to a list of `other`.
    pub fn adds_to(&self, other: &WordFile) -> bool {
        self.lists.keys().any(|name| other.lists.keys().any(|known| known == name))
    }

    /// Reads `words.toml`.
    pub fn parse(source: TomlFile<'f>) -> Result<WordFile<'f>, Fault> {
        let Lists(lists) = toml::from_str(source.text).map_err(|error| Fault::toml(&source, &error))?;
        Ok(WordFile { source, lists })
    }
}

/// A word list: its entries, and once compiled its single words apart from the longer ones.
#[derive(Default)]
pub struct List<'c> {
    entries: Vec<(TomlFile<'c>, Spanned<String>)>,
    /// Once compiled: the symbol of the single words, and the number of the longer entries.
    compiled: Option<(Option<u32>, Option<u32>)>,
    busy: bool,
}

impl List<'_> {
    fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.compiled.is_none()
    }
}

impl<'c> Compiler<'c> {
    pub fn read_lists(&mut self, words: &[WordFile<'c>]) {
        for file in words {
            for (name, entries) in &file.lists {
                let list = self.lists.entry(name.get_ref().clone()).or_default();
                list.entries.extend(entries.iter().map(|entry| (file.source, entry.clone())));
            }
        }
    }

    /// Compiles lists that perhaps no phrase names, for what is wrong with them.
    pub fn check_lists(&mut self, words: &[WordFile<'c>]) -> Result<(), Fault> {
        for file in words {
            for (name, entries) in &file.lists {
                if self.lists[name.get_ref()].is_empty() {
                    let message = format!("the word list @{} is empty", name.get_ref());
                    let fault = Fault::at(&file.source, name.span(), message);
                    return Err(fault.help("write its words, or leave it out"));
                }
                let place = entries.first().unwrap_or(name);
                self.list(name.get_ref(), &file.source, place)?;
            }
        }
        Ok(())
    }

    /// A list of house rules that no phrase names is one of ours misspelt. The first of `words` are the built-in ones.
    pub fn no_list_is_idle(&self, words: &[WordFile]) -> Result<(), Fault> {
        let Some((built_in, houses)) = words.split_first() else { return Ok(()) };
        for (file, name) in houses.iter().flat_map(|file| file.lists.keys().map(move |name| (file, name))) {
            if built_in.lists.keys().all(|known| known != name) && !self.named.contains(name.get_ref()) {
                let known = built_in.lists.keys().map(|known| known.get_ref().as_str());
                let meant = crate::suggest::did_you_mean(name.get_ref(), known);
                let help = meant.unwrap_or_else(|| format!("write @{} in a phrase, or take it out", name.get_ref()));
                let message = format!("no phrase names the word list @{}", name.get_ref());
                return Err(Fault::at(&file.source, name.span(), message).help(help));
            }
        }
        Ok(())
    }

    pub fn list_op(&mut self, name: &str, source: &TomlFile, place: &Spanned<String>) -> Result<DraftOp, Fault> {
        self.named.insert(name.to_owned());
        Ok(match self.list(name, source, place)? {
            (Some(symbol), None) => DraftOp::Symbol(symbol),
            (None, Some(list)) => DraftOp::List(list),
            (Some(symbol), Some(list)) => {
                DraftOp::OneOf(vec![vec![DraftOp::Symbol(symbol)], vec![DraftOp::List(list)]])
            }
            (None, None) => {
                return Err(Fault::at(
                    source,
                    named_at(name, source, place),
                    format!("the word list @{name} is empty"),
                ));
            }
        })
    }

    fn list(
        &mut self,
        name: &str,
        source: &TomlFile,
        place: &Spanned<String>,
    ) -> Result<(Option<u32>, Option<u32>), Fault> {
        let Some(list) = self.lists.get_mut(name) else {
            let meant = crate::suggest::did_you_mean(name, self.lists.keys().map(String::as_str));
            let help = meant.unwrap_or_else(|| format!("word lists stand in languages/{}/words.toml", self.language));
            let message = format!("there is no word list @{name} in {}", self.language.name());
            return Err(Fault::at(source, named_at(name, source, place), message).help(help));
        };
        if let Some(compiled) = list.compiled {
            return Ok(compiled);
        }
        if list.busy {
            let fault = Fault::at(source, named_at(name, source, place), format!("the word list @{name} names itself"));
            return Err(fault.help("take this entry out"));
        }
        if self.depth == DEEPEST {
            let message = format!("word lists name each other at most {DEEPEST} deep");
            let fault = Fault::at(source, named_at(name, source, place), message);
            return Err(fault.help("write the words of one list into the other"));
        }
        list.busy = true;
        self.depth += 1;
        let entries = std::mem::take(&mut list.entries);
        let (mut symbols, mut longer) = (Vec::new(), Vec::new());
        for (source, entry) in &entries {
            let compiled = self.phrase(source, entry)?;
            match &compiled.parts[..] {
                [(_, ops)] if matches!(ops[..], [DraftOp::Symbol(_)]) => {
                    symbols.extend(
                        ops.iter().filter_map(|op| if let DraftOp::Symbol(symbol) = op { Some(*symbol) } else { None }),
                    );
                }
                _ => longer.push(compiled),
            }
        }
        let symbol = (!symbols.is_empty()).then(|| self.symbols.set(symbols));
        let number = (!longer.is_empty()).then(|| {
            self.draft.lists.push(longer);
            self.draft.lists.len() as u32 - 1
        });
        self.depth -= 1;
        let list = self.lists.get_mut(name).expect("found above");
        list.compiled = Some((symbol, number));
        list.busy = false;
        Ok((symbol, number))
    }
}

/// Where the phrase at `place` names the word list `name`.
fn named_at(name: &str, source: &TomlFile, place: &Spanned<String>) -> Range<usize> {
    let (span, written) = (place.span(), format!("@{name}"));
    let ends = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-');
    let mut named = source.text[span.clone()].match_indices(&written).map(|(at, _)| span.start + at);
    let at = named.find(|at| ends(&source.text[at + written.len()..]));
    at.map_or(span.clone(), |at| at..at + written.len())
}
