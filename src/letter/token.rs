//! Tokens. In: a block's normalised text with its placeholders and dates. Out: its words, numbers,
//! placeholders and addresses in order, and the spans that are more than one word: dates, money, names.

use std::collections::HashSet;
use std::ops::{Deref, Range};
use std::rc::Rc;

use foldhash::fast::RandomState;

use super::placeholder::Placeholder;
use crate::dates::Mention;
use crate::language::Class;
use crate::language::words::{Case, each};
use crate::language::{Grammar, Language, PlaceholderKind};

/// One word, number, placeholder or address.
#[derive(Debug, Clone)]
pub struct Token {
    /// The word folded; empty for placeholders and addresses. A letter holds each word once.
    pub folded: Rc<String>,
    /// Bytes in the block's normalised text; narrow numbers, since a letter of the largest size has millions.
    start: u32,
    end: u32,
    /// How it is written.
    pub case: Case,
    /// Whether it stands inside a date, where neither a sentence nor a clause ends.
    pub joined: bool,
    /// Number of the clause within its block: a comma or the like begins a new one.
    pub clause: u32,
    /// The same, where "and", "but", "because" … begin a new one, too.
    pub subclause: u32,
    /// Whether it stands between quotation marks.
    pub quoted: bool,
}

impl Token {
    /// Its bytes in the block's normalised text.
    pub fn range(&self) -> Range<usize> {
        self.start()..self.end()
    }

    /// Its first byte in the block's normalised text.
    pub fn start(&self) -> usize {
        self.start as usize
    }

    /// The byte behind it.
    pub fn end(&self) -> usize {
        self.end as usize
    }

    /// Whether it begins with a capital letter.
    pub fn is_capital(&self) -> bool {
        self.case >= Case::Capital
    }

    fn new(range: Range<usize>, folded: Rc<String>, case: Case) -> Token {
        Token {
            folded,
            start: range.start as u32,
            end: range.end as u32,
            case,
            joined: false,
            clause: 0,
            subclause: 0,
            quoted: false,
        }
    }
}

/// Tokens of a block that belong together.
#[derive(Debug, Clone)]
pub struct Tokens {
    block: Rc<[Token]>,
    range: Range<usize>,
}

impl Tokens {
    pub(super) fn new(block: &Rc<[Token]>, range: Range<usize>) -> Tokens {
        Tokens { block: block.clone(), range }
    }

    /// The next token of the block, which is of another sentence.
    pub fn behind(&self) -> Option<&Token> {
        self.block.get(self.range.end)
    }
}

impl Deref for Tokens {
    type Target = [Token];

    fn deref(&self) -> &[Token] {
        &self.block[self.range.clone()]
    }
}

/// The words of a letter.
#[derive(Debug, Default)]
pub(super) struct Words(HashSet<Rc<String>, RandomState>);

impl Words {
    fn once(&mut self, word: String) -> Rc<String> {
        if let Some(known) = self.0.get(&word) {
            return known.clone();
        }
        let word = Rc::new(word);
        self.0.insert(word.clone());
        word
    }
}

/// A span of tokens of one class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassSpan {
    /// What it is.
    pub class: Class,
    /// Which tokens.
    pub tokens: Range<usize>,
    /// The date that it is: number in [`Letter::dates`](super::Letter::dates); `None` for placeholders and
    /// everything else.
    pub date: Option<usize>,
}

impl ClassSpan {
    fn new(class: Class, tokens: Range<usize>) -> ClassSpan {
        ClassSpan { class, tokens, date: None }
    }
}

/// The tokens of a block's text and their classes. `first_date` is the number of the first of `dates`.
pub fn tokens(
    text: &str,
    placeholders: &[Placeholder],
    dates: &[Mention],
    first_date: usize,
    language: Language,
    grammar: &Grammar,
    words: &mut Words,
) -> (Vec<Token>, Vec<ClassSpan>) {
    let gaps = text.bytes().filter(|byte| matches!(byte, b' ' | b'\n')).count();
    let mut tokens: Vec<Token> = Vec::with_capacity(gaps + 1);
    let mut spans = Vec::new();
    let mut at = 0;
    for atom in atoms(text, placeholders) {
        push_words(&mut tokens, text, at..atom.range.start, language, words);
        at = atom.range.end;
        if atom.classes.is_empty() {
            continue; // a condition or a loop is not text
        }
        let index = tokens.len();
        spans.extend(atom.classes.iter().map(|class| ClassSpan::new(*class, index..index + 1)));
        tokens.push(Token::new(atom.range, words.once(String::new()), Case::Small));
    }
    push_words(&mut tokens, text, at..text.len(), language, words);
    for (number, mention) in dates.iter().enumerate() {
        let from = tokens.partition_point(|token| token.end() <= mention.range.start);
        let to = tokens.partition_point(|token| token.start() < mention.range.end);
        if from < to {
            spans.push(ClassSpan { date: Some(first_date + number), ..ClassSpan::new(Class::Date, from..to) });
            tokens[from + 1..to].iter_mut().for_each(|token| token.joined = true);
        }
    }
    numbers(text, &tokens, &mut spans);
    names(text, &tokens, language, grammar, &mut spans);
    small_words(&tokens, grammar, &mut spans);
    spans.sort_by_key(|span| span.tokens.start);
    (tokens, spans)
}

/// Negations and conditions.
fn small_words(tokens: &[Token], grammar: &Grammar, spans: &mut Vec<ClassSpan>) {
    let mut at = 0;
    while at < tokens.len() {
        if !grammar.small_words.may_begin_with(&tokens[at].folded) {
            at += 1;
            continue;
        }
        let words = tokens[at..].iter().map(|token| token.folded.as_str());
        let mut add = |class, len: usize| {
            if len > 0 {
                spans.push(ClassSpan::new(class, at..at + len));
            }
        };
        let idle = grammar.not_negation.match_len(words.clone());
        if idle == 0 {
            let determiner = grammar.negating_determiners.match_len(words.clone());
            add(Class::No, determiner);
            add(Class::Not, determiner.max(grammar.negators.match_len(words.clone())));
        }
        let unconditional = grammar.not_hypothetical.match_len(words.clone());
        if unconditional == 0 {
            add(Class::If, grammar.hypothetical.match_len(words));
        }
        at += idle.max(unconditional).max(1);
    }
}

fn push_words(tokens: &mut Vec<Token>, text: &str, range: Range<usize>, language: Language, words: &mut Words) {
    each(&text[range.clone()], language, |word| {
        let place = range.start + word.range.start..range.start + word.range.end;
        tokens.push(Token::new(place, words.once(word.folded), word.case));
    });
}

/// What is one token whatever it holds; none where it has no class.
struct Atom {
    range: Range<usize>,
    classes: Vec<Class>,
}

fn atoms(text: &str, placeholders: &[Placeholder]) -> Vec<Atom> {
    let mut atoms: Vec<Atom> = placeholders
        .iter()
        .map(|placeholder| Atom { range: placeholder.range.clone(), classes: classes_of(placeholder) })
        .chain(addresses(text))
        .collect();
    atoms.sort_by_key(|atom| atom.range.start);
    let mut end = 0;
    atoms.retain(|atom| {
        let apart = atom.range.start >= end;
        end = end.max(atom.range.end);
        apart
    });
    atoms
}

fn classes_of(placeholder: &Placeholder) -> Vec<Class> {
    if placeholder.kind == Some(PlaceholderKind::Control) {
        return Vec::new();
    }
    let mut classes = vec![Class::Placeholder];
    match placeholder.kind {
        Some(PlaceholderKind::Date) => classes.push(Class::Date),
        Some(PlaceholderKind::Money) => classes.push(Class::Money),
        Some(PlaceholderKind::Name) => classes.push(Class::Name),
        Some(PlaceholderKind::Reason) => classes.push(Class::Reason),
        Some(PlaceholderKind::Other | PlaceholderKind::Control) => {}
        None => classes.extend([Class::Date, Class::Money, Class::Name, Class::Number]),
    }
    classes
}

/// E-mail and web addresses.
fn addresses(text: &str) -> Vec<Atom> {
    let mut found = Vec::new();
    if !["@", "http", "www."].iter().any(|mark| text.contains(mark)) {
        return found;
    }
    let mut at = 0;
    for chunk in text.split_inclusive([' ', '\n', '|', '(', ')', '<', '>', '[', ']']) {
        let start = at + chunk.len() - chunk.trim_start_matches(['"', '\'', '*']).len();
        at += chunk.len();
        let end = at - chunk.len() + chunk.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '/').len();
        let Some(word) = text.get(start..end) else { continue };
        let class = if word.contains('@') && word.rsplit('@').next().is_some_and(|host| host.contains('.')) {
            Class::Email
        } else if word.starts_with("http://") || word.starts_with("https://") || word.starts_with("www.") {
            Class::Url
        } else {
            continue;
        };
        found.push(Atom { range: start..end, classes: vec![class] });
    }
    found
}

/// Numbers, amounts of money and telephone numbers.
fn numbers(text: &str, tokens: &[Token], spans: &mut Vec<ClassSpan>) {
    let mut at = 0;
    while at < tokens.len() {
        if !tokens[at].folded.starts_with(|c: char| c.is_ascii_digit()) {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while end < tokens.len()
            && is_digits(&tokens[end].folded)
            && joins_digits(&text[tokens[end - 1].end()..tokens[end].start()])
        {
            end += 1;
        }
        let digits: usize = tokens[at..end].iter().map(|t| t.folded.bytes().filter(u8::is_ascii_digit).count()).sum();
        let before = text[..tokens[at].start()].trim_end();
        let dialled = tokens[at].folded.starts_with('0') || before.ends_with('+');
        let money = tokens[at..end].iter().all(|t| is_digits(&t.folded)) && is_money(text, tokens, at..end, before);
        if money {
            let to = if tokens.get(end).is_some_and(|t| is_currency(&t.folded)) { end + 1 } else { end };
            spans.push(ClassSpan::new(Class::Money, at..to));
        } else if digits >= 9 || (digits >= 6 && dialled) {
            spans.push(ClassSpan::new(Class::Phone, at..end));
        }
        spans.extend((at..end).map(|index| ClassSpan::new(Class::Number, index..index + 1)));
        at = end;
    }
}

fn is_digits(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'\''))
}

fn joins_digits(gap: &str) -> bool {
    !gap.is_empty() && gap.len() <= 3 && gap.chars().all(|c| matches!(c, ' ' | '-' | '/' | '(' | ')' | '–'))
}

fn is_money(text: &str, tokens: &[Token], range: Range<usize>, before: &str) -> bool {
    let after = text[tokens[range.end - 1].end()..].trim_start_matches([' ', '\n', ',', '-', '–']);
    before.ends_with(['€', '£', '$'])
        || after.starts_with(['€', '£', '$'])
        || tokens.get(range.end).is_some_and(|token| is_currency(&token.folded))
        || range.start.checked_sub(1).is_some_and(|last| is_currency(&tokens[last].folded))
}

fn is_currency(folded: &str) -> bool {
    const CURRENCIES: [&str; 26] = [
        "eur", "euro", "euros", "gbp", "usd", "chf", "pln", "zl", "zloty", "zlotych", "zlote", "franken", "fr", "sfr",
        "pound", "pounds", "quid", "dollar", "dollars", "pence", "cent", "cents", "rappen", "gr", "groszy", "euronow",
    ];
    CURRENCIES.contains(&folded)
}

/// Runs of capitalised words. A single one counts where it does not begin a sentence; in German, where every
/// noun has a capital, only two together or one behind a title.
fn names(text: &str, tokens: &[Token], language: Language, grammar: &Grammar, spans: &mut Vec<ClassSpan>) {
    let mut at = 0;
    while at < tokens.len() {
        if !tokens[at].is_capital() {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while end < tokens.len()
            && tokens[end].is_capital()
            && joins_names(&tokens[end - 1], &text[tokens[end - 1].end()..tokens[end].start()], grammar)
        {
            end += 1;
        }
        let is_title = |token: &Token| grammar.titles.contains(&token.folded);
        let titled = at > 0 && is_title(&tokens[at - 1]);
        let first = at == 0 || text[..tokens[at].start()].trim_end().ends_with(['.', '!', '?', ':', '\n']);
        let enough = match language {
            Language::German => end - at >= 2 || titled,
            _ => !first || end - at >= 2,
        };
        // "I", and the pronouns that politeness writes with a capital: "podam Pani hasła".
        let is_pronoun = |token: &Token| {
            token.folded.as_str() == "i"
                || grammar.registers.iter().any(|own| own.pronouns.contain(&token.folded, token.case))
        };
        if enough && !tokens[at..end].iter().all(is_pronoun) {
            spans.push(ClassSpan::new(Class::Name, at..end));
            if end - at > 1 && is_title(&tokens[at]) {
                spans.push(ClassSpan::new(Class::Name, at + 1..end)); // "Frau Lang" is a name, and so is "Lang"
            }
        }
        at = end;
    }
}

/// Whether the name goes on behind the word `before` and what stands between. A full stop is one of an abbreviation,
/// "Dr. J. Lang"; behind a whole word it ends the sentence: "Ask Paul Lang. Thank you".
fn joins_names(before: &Token, gap: &str, grammar: &Grammar) -> bool {
    let is_short = || before.folded.len() <= 2 || grammar.abbreviations.contains(&before.folded);
    matches!(gap, " " | "-" | " & " | "\n" | " + " | "'") || (matches!(gap, ". " | ".\n") && is_short())
}
