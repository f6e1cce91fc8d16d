//! Rules to a program. In: the rule files and word lists of one language. Out: the bytes of a
//! [`Program`](super::Program), or the first fault with its place.
//!
//! Lists of single words become one symbol each, so that looking a word up once answers for all of them;
//! longer entries stay phrases, found when a sentence asks for the list.

mod draft;
mod encode;
mod lists;
mod needs;
mod renumber;
mod symbols;

use std::collections::{BTreeMap, BTreeSet};

use toml::Spanned;

use super::file::{Entry, EntryTable, Phrases, When};
use super::kind::Kind;
use super::phrase::{self, Node};
use super::program::Role;
use super::shelf::RuleFiles;
use crate::fault::{Fault, TomlFile};
use crate::language::Language;
use crate::language::words::split;
use draft::{Draft, DraftOp, DraftPhrase, DraftSearch};
use encode::encode;
use lists::List;
pub use lists::WordFile;
use renumber::renumber;
use symbols::Symbols;

/// Each is run over every sentence, and may take a megabyte.
const MOST_PATTERNS: usize = 100;

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
    symbols: Symbols,
    /// Conditions as they were written, and their numbers.
    known_conditions: BTreeMap<String, usize>,
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
            symbols: Symbols::new(),
            known_conditions: BTreeMap::new(),
            word_counts: BTreeMap::new(),
        }
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
            unless.extend(self.conditions(source, phrases.unless)?);
            unless_sentence.extend(self.conditions(source, phrases.unless_sentence)?);
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
        let unless = self.conditions(source, &table.unless)?;
        let unless_sentence = self.conditions(source, &table.unless_sentence)?;
        let search = DraftSearch {
            phrase: self.phrase(source, &table.find)?,
            with: self.conditions(source, &table.with)?,
            under: self.conditions(source, &table.under)?,
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

    /// The numbers of conditions. The same one is often asked by many phrases.
    fn conditions(&mut self, source: &TomlFile, texts: &[Spanned<String>]) -> Result<Vec<usize>, Fault> {
        texts.iter().map(|text| self.condition(source, text)).collect()
    }

    fn condition(&mut self, source: &TomlFile, text: &Spanned<String>) -> Result<usize, Fault> {
        if let Some(known) = self.known_conditions.get(text.get_ref()) {
            return Ok(*known);
        }
        let compiled = self.phrase(source, text)?;
        self.draft.conditions.push(compiled);
        let number = self.draft.conditions.len() - 1;
        self.known_conditions.insert(text.get_ref().clone(), number);
        Ok(number)
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
            Node::Word { folded, case, open } => DraftOp::Symbol(self.symbols.word(folded, *case, *open)),
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
            let set = DraftOp::Symbol(self.symbols.set(symbols));
            if longer.is_empty() {
                return Ok(set);
            }
            longer.push(vec![set]);
        }
        Ok(DraftOp::OneOf(longer))
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

    fn finish(mut self) -> Vec<u8> {
        self.draft.words = self.symbols.table();
        let weights = needs::weigh(&self.draft, self.symbols.count(), &self.word_counts);
        needs::fill(&mut self.draft, &weights);
        renumber(&mut self.draft, &weights);
        encode(&self.draft)
    }
}
