//! Rules to a program. In: the rule files and word lists of one language. Out: [`Program`], or the first
//! fault with its place.
//!
//! Lists of single words become one symbol each, so that looking a word up once answers for all of them;
//! longer entries stay phrases, found when a sentence asks for the list.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Deserialize;
use toml::Spanned;

use super::Rule;
use super::phrase::{self, Node, Open};
use super::program::{CompiledPhrase, Filters, Op, Program, Role, Search, Wanted};
use super::rule_file::{Entry, EntryTable, Kind, Section, When};
use crate::fault::{Fault, TomlFile};
use crate::language::words::Case;
use crate::language::{Grammar, Language};
use crate::letter::Class;

/// The word lists of one language.
#[derive(Debug, Default)]
pub struct WordFile {
    path: String,
    text: String,
    lists: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
}

#[derive(Deserialize)]
#[serde(transparent)]
struct Lists(BTreeMap<Spanned<String>, Vec<Spanned<String>>>);

impl WordFile {
    /// Reads `words.toml`.
    pub fn parse(source: &TomlFile) -> Result<WordFile, Fault> {
        let Lists(lists) = toml::from_str(source.text).map_err(|error| Fault::toml(source, &error))?;
        Ok(WordFile { path: source.path.to_owned(), text: source.text.to_owned(), lists })
    }

    fn source(&self) -> TomlFile<'_> {
        TomlFile { path: &self.path, text: &self.text }
    }
}

/// Compiles what `rules` say in `language`.
pub fn program(
    rules: &[Rule],
    words: &WordFile,
    language: Language,
    grammar: Option<&Grammar>,
) -> Result<Program, Fault> {
    let mut compiler = Compiler::new(words, language, grammar);
    compiler.read_lists()?;
    for (number, rule) in rules.iter().enumerate() {
        if let Some(section) = rule.section(language) {
            compiler.section(number, rule, section)?;
        }
    }
    Ok(compiler.finish())
}

/// A word list, read: its single words apart from its longer entries.
struct List {
    entries: Vec<phrase::Phrase>,
    places: Vec<Spanned<String>>,
    /// Once compiled: the symbol of the single words, and the number of the longer entries.
    compiled: Option<(Option<u32>, Option<u32>)>,
    busy: bool,
}

struct Compiler<'c> {
    words: &'c WordFile,
    language: Language,
    grammar: Option<&'c Grammar>,
    lists: HashMap<String, List>,
    program: Program,
    next_symbol: u32,
    known_words: HashMap<(String, Case, Open), u32>,
    known_sets: HashMap<Vec<u32>, u32>,
    /// Symbols that stand for several words: which.
    members: HashMap<u32, Vec<u32>>,
    uses: HashMap<u32, u32>,
    stop_symbols: HashSet<u32>,
}

impl<'c> Compiler<'c> {
    fn new(words: &'c WordFile, language: Language, grammar: Option<&'c Grammar>) -> Self {
        Compiler {
            words,
            language,
            grammar,
            lists: HashMap::new(),
            program: Program::default(),
            next_symbol: Class::FIRST_FREE_SYMBOL,
            known_words: HashMap::new(),
            known_sets: HashMap::new(),
            members: HashMap::new(),
            uses: HashMap::new(),
            stop_symbols: HashSet::new(),
        }
    }

    fn read_lists(&mut self) -> Result<(), Fault> {
        let words = self.words;
        for (name, entries) in &words.lists {
            let parsed: Result<Vec<_>, _> = entries.iter().map(|entry| self.parse(&words.source(), entry)).collect();
            let list = List { entries: parsed?, places: entries.clone(), compiled: None, busy: false };
            self.lists.insert(name.get_ref().clone(), list);
        }
        for (name, entries) in &words.lists {
            let place = entries.first().unwrap_or(name);
            self.list(name.get_ref(), &words.source(), place)?;
        }
        Ok(())
    }

    fn parse(&self, source: &TomlFile, text: &Spanned<String>) -> Result<phrase::Phrase, Fault> {
        phrase::parse(text.get_ref(), self.language).map_err(|error| {
            let start = (text.span().start + 1 + error.at).min(text.span().end.saturating_sub(1));
            Fault::at(source, start..start + 1, error.message)
                .help("docs/writing-rules.md lists what a phrase may hold")
        })
    }

    fn section(&mut self, number: usize, rule: &Rule, section: &Section) -> Result<(), Fault> {
        let path = format!("{}.toml", rule.id());
        let source = TomlFile { path: &path, text: &rule.file.text };
        let required = rule.file.kind == Kind::Require;
        let unless = self.phrases(&source, &section.unless)?;
        let unless_sentence = self.phrases(&source, &section.unless_sentence)?;
        let entries = section.find.iter().map(|entry| (Role::Find, entry));
        for (role, entry) in entries.chain(section.when.iter().map(|entry| (Role::When, entry))) {
            let plain;
            let table = match entry.get_ref() {
                Entry::Table(table) => table,
                Entry::Phrase(find) => {
                    plain = EntryTable::plain(Spanned::new(entry.span(), find.clone()));
                    &plain
                }
            };
            let own_unless = self.phrases(&source, &table.unless)?;
            let own_unless_sentence = self.phrases(&source, &table.unless_sentence)?;
            let filters = Filters {
                with: self.phrases(&source, &table.with)?,
                unless: [unless.clone(), own_unless].concat(),
                unless_sentence: [unless_sentence.clone(), own_unless_sentence].concat(),
                within: if table.within.is_empty() { section.within.clone() } else { table.within.clone() },
                when_negated: table.when_negated.or(section.when_negated).unwrap_or(When::Drop),
                when_hypothetical: table.when_hypothetical.or(section.when_hypothetical).unwrap_or(if required {
                    When::Keep
                } else {
                    When::Drop
                }),
            };
            let phrase = self.phrase(&source, &table.find)?;
            self.program.searches.push(Search { rule: number, role, phrase, filters });
        }
        Ok(())
    }

    fn phrases(&mut self, source: &TomlFile, texts: &[Spanned<String>]) -> Result<Vec<usize>, Fault> {
        texts.iter().map(|text| self.phrase(source, text)).collect()
    }

    fn phrase(&mut self, source: &TomlFile, text: &Spanned<String>) -> Result<usize, Fault> {
        let parsed = self.parse(source, text)?;
        let compiled = self.compile(&parsed, source, text)?;
        self.program.phrases.push(compiled);
        Ok(self.program.phrases.len() - 1)
    }

    fn compile(
        &mut self,
        phrase: &phrase::Phrase,
        source: &TomlFile,
        place: &Spanned<String>,
    ) -> Result<CompiledPhrase, Fault> {
        let mut compiled = CompiledPhrase::default();
        for (joint, nodes) in &phrase.parts {
            compiled.parts.push((*joint, self.sequence(nodes, source, place)?));
        }
        Ok(compiled)
    }

    fn sequence(&mut self, nodes: &[Node], source: &TomlFile, place: &Spanned<String>) -> Result<Vec<Op>, Fault> {
        nodes.iter().map(|node| self.op(node, source, place)).collect()
    }

    fn op(&mut self, node: &Node, source: &TomlFile, place: &Spanned<String>) -> Result<Op, Fault> {
        Ok(match node {
            Node::Word { folded, case, open } => Op::Symbol(self.word(folded, *case, *open)),
            Node::List(name) => self.list_op(name, source, place)?,
            Node::Class(class) => Op::Class(*class),
            Node::Gap { most, across } => Op::Gap { most: *most, across: *across },
            Node::Border => Op::Border,
            Node::Start => Op::Start,
            Node::End => Op::End,
            Node::OneOf(branches) => self.one_of(branches, source, place)?,
            Node::Maybe(branches) => match self.one_of(branches, source, place)? {
                Op::OneOf(branches) => Op::Maybe(branches),
                op => Op::Maybe(vec![vec![op]]),
            },
        })
    }

    /// Branches of one word each become one symbol.
    fn one_of(&mut self, branches: &[Vec<Node>], source: &TomlFile, place: &Spanned<String>) -> Result<Op, Fault> {
        let (mut symbols, mut longer) = (Vec::new(), Vec::new());
        for branch in branches {
            match &self.sequence(branch, source, place)?[..] {
                [Op::Symbol(symbol)] => symbols.push(*symbol),
                ops => longer.push(ops.to_vec()),
            }
        }
        if !symbols.is_empty() {
            let set = Op::Symbol(self.set(symbols));
            if longer.is_empty() {
                return Ok(set);
            }
            longer.push(vec![set]);
        }
        Ok(Op::OneOf(longer))
    }

    fn list_op(&mut self, name: &str, source: &TomlFile, place: &Spanned<String>) -> Result<Op, Fault> {
        Ok(match self.list(name, source, place)? {
            (Some(symbol), None) => Op::Symbol(symbol),
            (None, Some(list)) => Op::List(list),
            (Some(symbol), Some(list)) => Op::OneOf(vec![vec![Op::Symbol(symbol)], vec![Op::List(list)]]),
            (None, None) => {
                return Err(Fault::at(source, place.span(), format!("the word list @{name} is empty")));
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
            let message = format!("there is no word list @{name} in {}", self.language);
            return Err(Fault::at(source, place.span(), message).help(help));
        };
        if let Some(compiled) = list.compiled {
            return Ok(compiled);
        }
        if list.busy {
            return Err(Fault::at(source, place.span(), format!("the word list @{name} names itself")));
        }
        list.busy = true;
        let (entries, places) = (std::mem::take(&mut list.entries), std::mem::take(&mut list.places));
        let words = self.words;
        let (mut symbols, mut longer) = (Vec::new(), Vec::new());
        for (entry, place) in entries.iter().zip(&places) {
            let compiled = self.compile(entry, &words.source(), place)?;
            match &compiled.parts[..] {
                [(_, ops)] if matches!(ops[..], [Op::Symbol(_)]) => {
                    symbols.extend(
                        ops.iter().filter_map(|op| if let Op::Symbol(symbol) = op { Some(*symbol) } else { None }),
                    );
                }
                _ => longer.push(compiled),
            }
        }
        let symbol = (!symbols.is_empty()).then(|| self.set(symbols));
        let number = (!longer.is_empty()).then(|| {
            self.program.lists.push(longer);
            self.program.lists.len() as u32 - 1
        });
        let list = self.lists.get_mut(name).expect("found above");
        list.compiled = Some((symbol, number));
        list.busy = false;
        Ok((symbol, number))
    }

    fn fresh(&mut self) -> u32 {
        self.next_symbol += 1;
        self.next_symbol - 1
    }

    fn word(&mut self, folded: &str, case: Case, open: Open) -> u32 {
        let key = (folded.to_owned(), case, open);
        if let Some(symbol) = self.known_words.get(&key) {
            return *symbol;
        }
        let symbol = self.fresh();
        if self.grammar.is_some_and(|grammar| grammar.stop_words.contains(folded)) {
            self.stop_symbols.insert(symbol);
        }
        self.known_words.insert(key, symbol);
        symbol
    }

    /// The symbol that stands for any of `symbols`.
    fn set(&mut self, symbols: Vec<u32>) -> u32 {
        let mut members: Vec<u32> = symbols
            .into_iter()
            .flat_map(|symbol| self.members.get(&symbol).cloned().unwrap_or_else(|| vec![symbol]))
            .collect();
        members.sort_unstable();
        members.dedup();
        if let [only] = members[..] {
            return only;
        }
        if let Some(symbol) = self.known_sets.get(&members) {
            return *symbol;
        }
        let symbol = self.fresh();
        if members.iter().any(|member| self.stop_symbols.contains(member)) {
            self.stop_symbols.insert(symbol);
        }
        self.known_sets.insert(members.clone(), symbol);
        self.members.insert(symbol, members);
        symbol
    }

    fn finish(mut self) -> Program {
        self.fill_table();
        for phrase in self.program.phrases.iter().chain(self.program.lists.iter().flatten()) {
            count_uses(phrase, &mut self.uses);
        }
        let mut list_needs = Vec::with_capacity(self.program.lists.len());
        // A list only names lists compiled before it, so one pass in order is enough.
        for number in 0..self.program.lists.len() {
            let mut any = Vec::new();
            for entry in 0..self.program.lists[number].len() {
                let needs = self.needs(&self.program.lists[number][entry], &list_needs);
                any.extend(needs.first().cloned().unwrap_or_default());
                self.program.lists[number][entry].needs = needs;
            }
            any.sort_unstable();
            any.dedup();
            list_needs.push(any);
        }
        for number in 0..self.program.phrases.len() {
            self.program.phrases[number].needs = self.needs(&self.program.phrases[number], &list_needs);
        }
        for (number, check) in self.program.searches.iter().enumerate() {
            for symbol in self.program.phrases[check.phrase].needs.first().into_iter().flatten() {
                self.program.index.entry(*symbol).or_default().push(number as u32);
            }
        }
        self.program
    }

    fn fill_table(&mut self) {
        let mut symbols_of: HashMap<u32, Vec<u32>> = HashMap::new();
        for (set, members) in &self.members {
            for member in members {
                symbols_of.entry(*member).or_default().push(*set);
            }
        }
        let table = &mut self.program.symbols;
        for ((folded, case, open), symbol) in &self.known_words {
            let side = match open {
                Open::Nowhere => &mut table.words,
                Open::End => &mut table.beginnings,
                Open::Start => &mut table.ends,
            };
            let wanted = side.entry(folded.clone()).or_default();
            wanted.push(Wanted { symbol: *symbol, case: *case });
            let sets = symbols_of.get(symbol).into_iter().flatten();
            wanted.extend(sets.map(|set| Wanted { symbol: *set, case: *case }));
        }
    }

    /// Of which sets of symbols a sentence must have one each to hold `phrase`, the rarest first.
    fn needs(&self, phrase: &CompiledPhrase, lists: &[Vec<u32>]) -> Vec<Vec<u32>> {
        let mut needs: Vec<Vec<u32>> = phrase.parts.iter().flat_map(|(_, ops)| self.needs_of(ops, lists)).collect();
        needs.sort_by_cached_key(|set| self.commonness(set));
        needs.dedup();
        needs
    }

    fn needs_of(&self, ops: &[Op], lists: &[Vec<u32>]) -> Vec<Vec<u32>> {
        let mut needs = Vec::new();
        for op in ops {
            match op {
                Op::Symbol(symbol) => needs.push(vec![*symbol]),
                Op::Class(class) => needs.push(vec![class.symbol()]),
                Op::List(list) => needs.push(lists[*list as usize].clone()),
                Op::OneOf(branches) => {
                    let rarest = |branch: &Vec<Op>| {
                        self.needs_of(branch, lists).into_iter().min_by_key(|set| self.commonness(set))
                    };
                    // A branch that can be found anywhere makes the whole so.
                    if let Some(all) = branches.iter().map(rarest).collect::<Option<Vec<_>>>() {
                        let mut any = all.concat();
                        any.sort_unstable();
                        any.dedup();
                        needs.push(any);
                    }
                }
                Op::Gap { .. } | Op::Border | Op::Start | Op::End | Op::Maybe(_) => {}
            }
        }
        needs
    }

    /// How often a set of symbols is likely to be met: small words are everywhere, and what many phrases use
    /// is common.
    fn commonness(&self, set: &[u32]) -> u32 {
        set.iter()
            .map(|symbol| {
                self.uses.get(symbol).copied().unwrap_or(0) + if self.stop_symbols.contains(symbol) { 1000 } else { 1 }
            })
            .sum()
    }
}

fn count_uses(phrase: &CompiledPhrase, uses: &mut HashMap<u32, u32>) {
    fn count(ops: &[Op], uses: &mut HashMap<u32, u32>) {
        for op in ops {
            match op {
                Op::Symbol(symbol) => *uses.entry(*symbol).or_default() += 1,
                Op::Class(class) => *uses.entry(class.symbol()).or_default() += 1,
                Op::OneOf(branches) | Op::Maybe(branches) => branches.iter().for_each(|branch| count(branch, uses)),
                _ => {}
            }
        }
    }
    phrase.parts.iter().for_each(|(_, ops)| count(ops, uses));
}
