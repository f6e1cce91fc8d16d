//! Rules to a program. In: the rule files and word lists of one language. Out: the bytes of a
//! [`Program`](super::Program), or the first fault with its place.
//!
//! Lists of single words become one symbol each, so that looking a word up once answers for all of them;
//! longer entries stay phrases, found when a sentence asks for the list.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::encode::{self, Draft, DraftOp, DraftPhrase, DraftSearch};
use super::kind::Kind;
use super::phrase::{self, Node, Open};
use super::program::{EVERYWHERE, Role, Side, Wanted};
use super::renumber::renumber;
use super::rule_file::{Entry, EntryTable, Phrases, When};
use super::shelf::RuleFiles;
use crate::fault::{Fault, TomlFile};
use crate::language::Class;
use crate::language::Language;
use crate::language::words::{Case, split};

/// Word lists that name each other are read one inside the other, and run so.
const DEEPEST: usize = 32;
/// Each is run over every sentence, and may take a megabyte.
const MOST_PATTERNS: usize = 100;
/// Sets of more symbols than this are asked for only where nothing else tells.
const WIDEST_NEED: usize = 64;

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

/// Where a search of a program was written.
#[derive(Debug, Clone)]
pub struct PhrasePlace {
    /// Number of its rule.
    pub rule: usize,
    /// Name of the pack whose file it stands in.
    pub pack: String,
    /// Path of the file, as it is shown.
    pub path: String,
    /// Line, from 1.
    pub line: usize,
    /// The phrase.
    pub phrase: String,
}

/// A rule to compile.
pub struct Numbered<'r, 'f> {
    /// Its number in [`Rules::rules`](super::Rules).
    pub number: usize,
    /// Its files.
    pub files: &'r RuleFiles<'f>,
    /// Whether its own phrases are compiled already, so that only those of house rules are wanted.
    pub is_compiled: bool,
}

/// Compiles what `rules` say in `language`: the bytes of a program, and where each of its searches was written.
///
/// A word list that several files name has the entries of all. `is_beside` says that the first file of `words` was
/// compiled before, without a fault.
pub fn program(
    rules: &[Numbered],
    words: &[WordFile],
    language: Language,
    is_beside: bool,
) -> Result<(Vec<u8>, Vec<PhrasePlace>), Fault> {
    let mut compiler = Compiler::new(language);
    compiler.read_lists(words);
    let unproved = if is_beside { words.get(1..).unwrap_or_default() } else { words };
    compiler.check_lists(unproved)?;
    rules.iter().try_for_each(|rule| compiler.rule(rule))?;
    compiler.no_list_is_idle(words)?;
    compiler.count_words(rules);
    let places = std::mem::take(&mut compiler.places);
    Ok((compiler.finish(), places))
}

/// Where the phrase at `place` names the word list `name`.
fn named_at(name: &str, source: &TomlFile, place: &Spanned<String>) -> Range<usize> {
    let (span, written) = (place.span(), format!("@{name}"));
    let ends = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-');
    let mut named = source.text[span.clone()].match_indices(&written).map(|(at, _)| span.start + at);
    let at = named.find(|at| ends(&source.text[at + written.len()..]));
    at.map_or(span.clone(), |at| at..at + written.len())
}

/// Lines of files whose phrases come in order, so that each is not counted from the first one on.
#[derive(Default)]
struct Lines {
    path: String,
    /// A byte of the file, and its line, from 1.
    known: (usize, usize),
}

impl Lines {
    fn of(&mut self, source: &TomlFile, at: usize) -> usize {
        if self.path != source.path || at < self.known.0 {
            self.path = source.path.to_owned();
            self.known = (0, 1);
        }
        let (from, line) = self.known;
        let ends = source.text.as_bytes()[from..at].iter().filter(|byte| **byte == b'\n').count();
        self.known = (at, line + ends);
        self.known.1
    }
}

/// A word list: its entries, and once compiled its single words apart from the longer ones.
#[derive(Default)]
struct List<'c> {
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

struct Compiler<'c> {
    language: Language,
    lists: BTreeMap<String, List<'c>>,
    draft: Draft,
    /// The word lists that phrases name.
    named: BTreeSet<String>,
    /// How many word lists are being compiled, one for the other.
    depth: usize,
    places: Vec<PhrasePlace>,
    lines: Lines,
    next_symbol: u32,
    known_words: BTreeMap<(String, Case, Open), u32>,
    known_sets: BTreeMap<Vec<u32>, u32>,
    /// Symbols that stand for several words: which.
    members: BTreeMap<u32, Vec<u32>>,
    /// By symbol: how often it is likely to be met.
    weights: Vec<u32>,
    /// How often each word, folded, stands in the examples of the rules.
    word_counts: BTreeMap<String, u32>,
}

impl<'c> Compiler<'c> {
    fn new(language: Language) -> Self {
        Compiler {
            language,
            lists: BTreeMap::new(),
            draft: Draft::default(),
            named: BTreeSet::new(),
            depth: 0,
            places: Vec::new(),
            lines: Lines::default(),
            next_symbol: Class::FIRST_FREE_SYMBOL,
            known_words: BTreeMap::new(),
            known_sets: BTreeMap::new(),
            members: BTreeMap::new(),
            weights: Vec::new(),
            word_counts: BTreeMap::new(),
        }
    }

    fn read_lists(&mut self, words: &[WordFile<'c>]) {
        for file in words {
            for (name, entries) in &file.lists {
                let list = self.lists.entry(name.get_ref().clone()).or_default();
                list.entries.extend(entries.iter().map(|entry| (file.source, entry.clone())));
            }
        }
    }

    /// Compiles lists that perhaps no phrase names, for what is wrong with them.
    fn check_lists(&mut self, words: &[WordFile<'c>]) -> Result<(), Fault> {
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
    fn no_list_is_idle(&self, words: &[WordFile]) -> Result<(), Fault> {
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

    fn parse(&self, source: &TomlFile, text: &Spanned<String>) -> Result<phrase::Phrase, Fault> {
        phrase::parse(text.get_ref(), self.language).map_err(|error| {
            let start = source.inside(&text.span(), error.at);
            Fault::at(source, start..start + 1, error.message)
                .help("docs/writing-rules.md lists what a phrase may hold")
        })
    }

    fn rule(&mut self, rule: &Numbered) -> Result<(), Fault> {
        let known = rule.files;
        let Some(section) = known.file.section(self.language) else { return Ok(()) };
        let own = known.file.phrases(self.language).map(|phrases| (known.rule.pack.as_str(), known.source, phrases));
        let changes = known
            .rule
            .changed_by
            .iter()
            .zip(&known.changes)
            .filter_map(|(pack, (source, change))| Some((pack.as_str(), *source, change.phrases(self.language)?)));
        let parts: Vec<(&str, TomlFile, Phrases)> = own.into_iter().chain(changes).collect();
        let (mut unless, mut unless_sentence) = (Vec::new(), Vec::new());
        for (_, source, phrases) in &parts {
            unless.extend(self.phrases(source, phrases.unless)?);
            unless_sentence.extend(self.phrases(source, phrases.unless_sentence)?);
        }
        let common = DraftSearch {
            rule: rule.number,
            role: Role::Find,
            in_endings: false,
            phrase: DraftPhrase::default(),
            with: Vec::new(),
            under: Vec::new(),
            unless,
            unless_sentence,
            within: section.within.clone(),
            when_negated: section.when_negated.unwrap_or(When::Drop),
            when_hypothetical: section.when_hypothetical.unwrap_or(match known.rule.kind {
                Kind::Require => When::Keep,
                _ => When::Drop,
            }),
        };
        for (pack, source, phrases) in parts.iter().skip(usize::from(rule.is_compiled)) {
            // Sentences are found by these, and nothing is said by them that could be denied.
            let unclaimed = DraftSearch { role: Role::Unclaimed, when_negated: When::Keep, ..common.clone() };
            let in_endings = DraftSearch { in_endings: true, ..common.clone() };
            let when = DraftSearch { role: Role::When, ..common.clone() };
            for (common, entries) in [
                (&common, phrases.find),
                (&in_endings, phrases.in_endings),
                (&unclaimed, phrases.unclaimed),
                (&when, phrases.when),
            ] {
                entries.iter().try_for_each(|entry| self.search(pack, source, common, entry))?;
            }
        }
        Ok(())
    }

    /// Adds a search for `entry` in a file of `pack`, with what is `common` to all phrases of its rule.
    fn search(
        &mut self,
        pack: &str,
        source: &TomlFile,
        common: &DraftSearch,
        entry: &Spanned<Entry>,
    ) -> Result<(), Fault> {
        let plain;
        let table = match entry.get_ref() {
            Entry::Table(table) => table,
            Entry::Phrase(find) => {
                plain = EntryTable::plain(Spanned::new(entry.span(), find.clone()));
                &plain
            }
        };
        let unless = self.phrases(source, &table.unless)?;
        let unless_sentence = self.phrases(source, &table.unless_sentence)?;
        let search = DraftSearch {
            phrase: self.phrase(source, &table.find)?,
            with: self.phrases(source, &table.with)?,
            under: self.phrases(source, &table.under)?,
            unless: [common.unless.clone(), unless].concat(),
            unless_sentence: [common.unless_sentence.clone(), unless_sentence].concat(),
            within: if table.within.is_empty() { common.within.clone() } else { table.within.clone() },
            when_negated: table.when_negated.unwrap_or(common.when_negated),
            when_hypothetical: table.when_hypothetical.unwrap_or(common.when_hypothetical),
            ..common.clone()
        };
        self.draft.searches.push(search);
        self.places.push(PhrasePlace {
            rule: common.rule,
            pack: pack.to_owned(),
            path: source.path.to_owned(),
            line: self.lines.of(source, table.find.span().start),
            phrase: table.find.get_ref().clone(),
        });
        Ok(())
    }

    /// The numbers of conditions.
    fn phrases(&mut self, source: &TomlFile, texts: &[Spanned<String>]) -> Result<Vec<usize>, Fault> {
        let mut numbers = Vec::with_capacity(texts.len());
        for text in texts {
            let compiled = self.phrase(source, text)?;
            self.draft.conditions.push(compiled);
            numbers.push(self.draft.conditions.len() - 1);
        }
        Ok(numbers)
    }

    fn phrase(&mut self, source: &TomlFile, text: &Spanned<String>) -> Result<DraftPhrase, Fault> {
        let parsed = self.parse(source, text)?;
        self.compile(&parsed, source, text)
    }

    fn compile(
        &mut self,
        phrase: &phrase::Phrase,
        source: &TomlFile,
        place: &Spanned<String>,
    ) -> Result<DraftPhrase, Fault> {
        let mut compiled = DraftPhrase::default();
        for (joint, nodes) in &phrase.parts {
            compiled.parts.push((*joint, self.sequence(nodes, source, place)?));
        }
        Ok(compiled)
    }

    fn sequence(&mut self, nodes: &[Node], source: &TomlFile, place: &Spanned<String>) -> Result<Vec<DraftOp>, Fault> {
        nodes.iter().map(|node| self.op(node, source, place)).collect()
    }

    fn op(&mut self, node: &Node, source: &TomlFile, place: &Spanned<String>) -> Result<DraftOp, Fault> {
        Ok(match node {
            Node::Word { folded, case, open } => DraftOp::Symbol(self.word(folded, *case, *open)),
            Node::List(name) => self.list_op(name, source, place)?,
            Node::Pattern(expression) => self.pattern(expression, source, place)?,
            Node::Class(class) => DraftOp::Class(*class),
            Node::Gap { most, across } => DraftOp::Gap(*most, *across),
            Node::Border => DraftOp::Border,
            Node::Start => DraftOp::Start,
            Node::End => DraftOp::End,
            Node::OneOf(branches) => self.one_of(branches, source, place)?,
            Node::Maybe(branches) => match self.one_of(branches, source, place)? {
                DraftOp::OneOf(branches) => DraftOp::Maybe(branches),
                op => DraftOp::Maybe(vec![vec![op]]),
            },
        })
    }

    fn pattern(&mut self, expression: &str, source: &TomlFile, place: &Spanned<String>) -> Result<DraftOp, Fault> {
        let patterns = &mut self.draft.patterns;
        let number = patterns.iter().position(|known| known == expression).unwrap_or(patterns.len());
        if number == MOST_PATTERNS {
            let message =
                format!("these are more than {MOST_PATTERNS} regular expressions in {}", self.language.name());
            return Err(Fault::at(source, place.span(), message).help("say with words what words can say"));
        }
        if number == patterns.len() {
            patterns.push(expression.to_owned());
        }
        Ok(DraftOp::Pattern(number as u32))
    }

    /// Branches of one word each become one symbol.
    fn one_of(&mut self, branches: &[Vec<Node>], source: &TomlFile, place: &Spanned<String>) -> Result<DraftOp, Fault> {
        let (mut symbols, mut longer) = (Vec::new(), Vec::new());
        for branch in branches {
            match &self.sequence(branch, source, place)?[..] {
                [DraftOp::Symbol(symbol)] => symbols.push(*symbol),
                ops => longer.push(ops.to_vec()),
            }
        }
        if !symbols.is_empty() {
            let set = DraftOp::Symbol(self.set(symbols));
            if longer.is_empty() {
                return Ok(set);
            }
            longer.push(vec![set]);
        }
        Ok(DraftOp::OneOf(longer))
    }

    fn list_op(&mut self, name: &str, source: &TomlFile, place: &Spanned<String>) -> Result<DraftOp, Fault> {
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
        let symbol = (!symbols.is_empty()).then(|| self.set(symbols));
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
        self.known_sets.insert(members.clone(), symbol);
        self.members.insert(symbol, members);
        symbol
    }

    fn finish(mut self) -> Vec<u8> {
        self.fill_table();
        self.weigh();
        let mut list_needs = Vec::with_capacity(self.draft.lists.len());
        // A list only names lists compiled before it, so one pass in order is enough.
        for number in 0..self.draft.lists.len() {
            let mut any = Vec::new();
            for entry in 0..self.draft.lists[number].len() {
                let needs = self.needs(&self.draft.lists[number][entry], &list_needs);
                any.extend(needs.first().cloned().unwrap_or_default());
                self.draft.lists[number][entry].needs = needs;
            }
            any.sort_unstable();
            any.dedup();
            list_needs.push(any);
        }
        for number in 0..self.draft.conditions.len() {
            self.draft.conditions[number].needs = self.needs(&self.draft.conditions[number], &list_needs);
        }
        for number in 0..self.draft.searches.len() {
            self.draft.searches[number].phrase.needs = self.needs(&self.draft.searches[number].phrase, &list_needs);
        }
        renumber(&mut self.draft, &self.weights);
        encode::encode(&self.draft)
    }

    /// The examples are letters in small: what is frequent in them is frequent.
    fn count_words(&mut self, rules: &[Numbered]) {
        let sections = rules.iter().filter_map(|rule| rule.files.file.section(self.language));
        for example in sections.flat_map(|section| section.bad.iter().chain(&section.good)) {
            for word in split(example.text(), self.language) {
                *self.word_counts.entry(word.folded).or_default() += 1;
            }
        }
    }

    /// How often each symbol stands in the examples. Nobody counted the classes; they are common.
    fn weigh(&mut self) {
        self.weights = vec![1; self.next_symbol as usize];
        let words: u32 = self.word_counts.values().sum();
        self.weights[..Class::FIRST_FREE_SYMBOL as usize].fill(words / 20);
        self.weights[EVERYWHERE as usize] = words.max(1000);
        for (word, count) in &self.word_counts {
            let ends = word
                .char_indices()
                .flat_map(|(at, c)| [(&word[..at + c.len_utf8()], Side::Beginning), (&word[at..], Side::End)]);
            for (part, side) in ends.chain([(word.as_str(), Side::Whole)]) {
                for wanted in self.draft.words.get(&(part.to_owned(), side)).into_iter().flatten() {
                    self.weights[wanted.symbol as usize] += count;
                }
            }
        }
    }

    fn fill_table(&mut self) {
        let mut symbols_of: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (set, members) in &self.members {
            for member in members {
                symbols_of.entry(*member).or_default().push(*set);
            }
        }
        for ((folded, case, open), symbol) in &self.known_words {
            let side = match open {
                Open::Nowhere => Side::Whole,
                Open::End => Side::Beginning,
                Open::Start => Side::End,
            };
            let wanted = self.draft.words.entry((folded.clone(), side)).or_default();
            wanted.push(Wanted { symbol: *symbol, case: *case });
            let sets = symbols_of.get(symbol).into_iter().flatten();
            wanted.extend(sets.map(|set| Wanted { symbol: *set, case: *case }));
        }
    }

    /// Of which sets of symbols a sentence must have one each to hold `phrase`, the rarest first.
    fn needs(&self, phrase: &DraftPhrase, lists: &[Vec<u32>]) -> Vec<Vec<u32>> {
        let mut needs: Vec<Vec<u32>> = phrase.parts.iter().flat_map(|(_, ops)| self.needs_of(ops, lists)).collect();
        needs.sort_by_cached_key(|set| self.commonness(set));
        needs.dedup();
        // A wide set rules little out and costs much to look through; the first one is what the index rests on.
        let mut first = true;
        needs.retain(|set| std::mem::take(&mut first) || set.len() <= WIDEST_NEED);
        if needs.is_empty() {
            needs.push(vec![EVERYWHERE]);
        }
        needs
    }

    fn needs_of(&self, ops: &[DraftOp], lists: &[Vec<u32>]) -> Vec<Vec<u32>> {
        let mut needs = Vec::new();
        for op in ops {
            match op {
                DraftOp::Symbol(symbol) => needs.push(vec![*symbol]),
                DraftOp::Class(class) => needs.push(vec![class.symbol()]),
                DraftOp::List(list) => needs.push(lists[*list as usize].clone()),
                DraftOp::OneOf(branches) => {
                    let rarest = |branch: &Vec<DraftOp>| {
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
                DraftOp::Pattern(_)
                | DraftOp::Gap(..)
                | DraftOp::Border
                | DraftOp::Start
                | DraftOp::End
                | DraftOp::Maybe(_) => {}
            }
        }
        needs
    }

    /// How often a set of symbols is likely to be met.
    fn commonness(&self, set: &[u32]) -> u32 {
        set.iter().map(|symbol| self.weights[*symbol as usize]).sum()
    }
}
