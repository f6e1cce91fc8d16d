//! In: a text. Out: its words, numbers and marks, each with its place in the
//! text, and words folded (lower case, no diacritics) so that tables can be
//! looked up.

use std::ops::Range;

use super::lexicon::{Lexicon, Sense};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Word,
    /// Value and number of digits; numbers of more than nine digits have the value -1.
    Number(i32, u8),
    Mark(char),
    /// An empty line: no date runs across it.
    Break,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// Bytes of the text; narrow numbers, since a long text has many tokens.
    start: u32,
    end: u32,
    pub kind: Kind,
    pub sense: Sense,
    /// Nothing stands between this token and the one before.
    tight: bool,
    folded: (u32, u32),
}

impl Token {
    fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// The tokens of a text. Every accessor takes any index and answers "nothing
/// there" for one outside, so that parsers can look ahead and back freely
/// (`i.wrapping_sub(1)`).
pub(super) struct Tokens<'t> {
    text: &'t str,
    folded: String,
    list: Vec<Token>,
}

impl<'t> Tokens<'t> {
    pub fn new(text: &'t str, lexicon: &Lexicon) -> Self {
        let mut tokens =
            Tokens { text, folded: String::with_capacity(text.len()), list: Vec::with_capacity(text.len() / 4 + 8) };
        let mut rest = text.char_indices().peekable();
        let (mut lines, mut tight) = (0, false);
        while let Some((start, c)) = rest.next() {
            if c.is_whitespace() {
                lines += u32::from(c == '\n');
                tight = false;
                continue;
            }
            if lines > 1 {
                tokens.push(start, start, Kind::Break, Sense::None, false, start);
            }
            lines = 0;
            let mut end = start + c.len_utf8();
            let fold_start = tokens.folded.len();
            if c.is_ascii_digit() {
                let (mut value, mut digits) = (digit(c), 1u8);
                while let Some(&(at, d)) = rest.peek().filter(|(_, d)| d.is_ascii_digit()) {
                    digits = digits.saturating_add(1);
                    value = if digits > 9 { -1 } else { value * 10 + digit(d) };
                    end = at + 1;
                    rest.next();
                }
                tokens.push(start, end, Kind::Number(value, digits), Sense::None, tight, fold_start);
            } else if is_letter(c) {
                fold(c, &mut tokens.folded);
                while let Some(&(at, l)) = rest.peek().filter(|(_, l)| is_letter(*l)) {
                    fold(l, &mut tokens.folded);
                    end = at + l.len_utf8();
                    rest.next();
                }
                let sense = lexicon.sense(&tokens.folded[fold_start..]);
                tokens.push(start, end, Kind::Word, sense, tight, fold_start);
            } else {
                tokens.push(start, end, Kind::Mark(plain(c)), Sense::None, tight, fold_start);
            }
            tight = true;
        }
        tokens
    }

    fn push(&mut self, start: usize, end: usize, kind: Kind, sense: Sense, tight: bool, fold_start: usize) {
        let folded = if kind == Kind::Word { (fold_start as u32, self.folded.len() as u32) } else { (0, 0) };
        self.list.push(Token { start: start as u32, end: end as u32, kind, sense, tight, folded });
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Bytes of the text from token `first` to the last one, `last`.
    pub fn range(&self, first: usize, last: usize) -> Option<Range<usize>> {
        Some(self.list.get(first)?.range().start..self.list.get(last)?.range().end)
    }

    pub fn kind(&self, i: usize) -> Option<Kind> {
        self.list.get(i).map(|t| t.kind)
    }

    /// The folded word, or `""` where no word stands.
    pub fn word(&self, i: usize) -> &str {
        self.list.get(i).map_or("", |t| &self.folded[t.folded.0 as usize..t.folded.1 as usize])
    }

    pub fn is(&self, i: usize, words: &[&str]) -> bool {
        let word = self.word(i);
        !word.is_empty() && words.contains(&word)
    }

    pub fn sense(&self, i: usize) -> Sense {
        self.list.get(i).map_or(Sense::None, |t| t.sense)
    }

    pub fn number(&self, i: usize) -> Option<(i32, u8)> {
        match self.kind(i) {
            Some(Kind::Number(value, digits)) => Some((value, digits)),
            _ => None,
        }
    }

    pub fn is_mark(&self, i: usize, mark: char) -> bool {
        self.kind(i) == Some(Kind::Mark(mark))
    }

    pub fn mark(&self, i: usize) -> Option<char> {
        match self.kind(i) {
            Some(Kind::Mark(c)) => Some(c),
            _ => None,
        }
    }

    pub fn tight(&self, i: usize) -> bool {
        self.list.get(i).is_some_and(|t| t.tight)
    }

    /// The word as it is written.
    pub fn written(&self, i: usize) -> &'t str {
        self.list.get(i).map_or("", |t| &self.text[t.range()])
    }

    pub fn capital(&self, i: usize) -> bool {
        self.written(i).chars().next().is_some_and(char::is_uppercase)
    }

    /// A sentence or a line begins at this token.
    pub fn opens(&self, i: usize) -> bool {
        let Some(token) = self.list.get(i) else {
            return false;
        };
        match self.kind(i.wrapping_sub(1)) {
            None | Some(Kind::Break) => true,
            Some(Kind::Mark('.' | '!' | '?' | ':' | '|' | '*' | '(')) => true,
            _ => self.text[self.list[i - 1].range().end..token.range().start].contains('\n'),
        }
    }
}

fn digit(c: char) -> i32 {
    c as i32 - '0' as i32
}

/// The underscore counts as a letter, so that `____` is one blank to fill in.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_' || (!c.is_ascii() && (c.is_alphabetic() || is_accent(c)))
}

fn is_accent(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn plain(c: char) -> char {
    match c {
        '’' | '‘' | '`' | '´' => '\'',
        '–' | '—' | '‐' | '‑' | '−' => '-',
        _ => c,
    }
}

fn fold(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    match c {
        'ä' | 'Ä' | 'ą' | 'Ą' | 'á' | 'à' | 'â' => out.push('a'),
        'ö' | 'Ö' | 'ó' | 'Ó' | 'ô' => out.push('o'),
        'ü' | 'Ü' | 'ú' | 'û' => out.push('u'),
        'ß' | 'ẞ' => out.push_str("ss"),
        'ł' | 'Ł' => out.push('l'),
        'ę' | 'Ę' | 'é' | 'è' | 'ê' => out.push('e'),
        'ś' | 'Ś' => out.push('s'),
        'ć' | 'Ć' => out.push('c'),
        'ń' | 'Ń' => out.push('n'),
        'ź' | 'ż' | 'Ź' | 'Ż' => out.push('z'),
        _ if is_accent(c) => {}
        _ => out.extend(c.to_lowercase()),
    }
}
