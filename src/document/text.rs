//! Normalised text. In: pieces of the original, in order. Out: [`Text`], in which every reader's spelling is
//! the same, with a map back to the original bytes.
//!
//! Normalised means: NFC; every apostrophe `'`, every double quotation mark `"` (but « and » stay), every
//! dash `–`, every hyphen `-`; no-break and other spaces a plain one, runs of them one; soft hyphens and
//! zero-width characters gone; a line break is `\n` without spaces around it.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// A run of normalised bytes and the original bytes that it came from.
#[derive(Debug, Clone, Copy)]
struct Run {
    /// First byte in the normalised text.
    at: u32,
    /// First byte in the original.
    from: u32,
    /// Bytes in the original.
    len: u32,
    /// Byte for byte the same, so that offsets within may be counted on.
    verbatim: bool,
}

/// Normalised text with its map. Offsets into it and into the original count bytes from 0.
#[derive(Debug, Clone, Default)]
pub struct Text {
    text: String,
    runs: Vec<Run>,
}

impl Text {
    /// The normalised text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The original bytes from which `range` of the normalised text came. An empty range is the place before
    /// the character at its start, or after the last one.
    pub fn source_range(&self, range: Range<usize>) -> Range<usize> {
        if range.is_empty() {
            let at =
                if range.start >= self.text.len() { self.end_of(self.text.len()) } else { self.start_of(range.start) };
            return at..at;
        }
        let start = self.start_of(range.start);
        start..self.end_of(range.end).max(start)
    }

    fn run_at(&self, offset: usize) -> Option<&Run> {
        let next = self.runs.partition_point(|run| run.at as usize <= offset);
        self.runs[..next].last()
    }

    fn start_of(&self, offset: usize) -> usize {
        self.run_at(offset).map_or(0, |run| {
            let into = if run.verbatim { (offset - run.at as usize).min(run.len as usize) } else { 0 };
            run.from as usize + into
        })
    }

    fn end_of(&self, offset: usize) -> usize {
        let Some(last) = offset.checked_sub(1) else {
            return self.start_of(0);
        };
        self.run_at(last).map_or(0, |run| {
            let into = if run.verbatim { offset - run.at as usize } else { run.len as usize };
            run.from as usize + into.min(run.len as usize)
        })
    }
}

/// Builds a [`Text`] from pieces of the original.
#[derive(Debug, Default)]
pub struct TextBuilder {
    text: Text,
    /// Space that was seen but is written only when something follows it.
    pending: Option<(char, Range<usize>)>,
}

impl TextBuilder {
    /// Adds `source[range]`.
    pub fn push(&mut self, source: &str, range: Range<usize>) {
        self.text.text.reserve(range.len());
        let mut from = range.start;
        while from < range.end {
            let rest = &source[from..range.end];
            let plain = plain_len(rest.as_bytes());
            if plain > 0 {
                self.write(&rest[..plain], from..from + plain, true);
                from += plain;
                continue;
            }
            let mut chars = rest.chars();
            let Some(first) = chars.next() else { return };
            let is_mark = |c: &char| !c.is_ascii() && canonical_combining_class(*c) != 0;
            let marks: usize = chars.take_while(is_mark).map(char::len_utf8).sum();
            let to = from + first.len_utf8() + marks;
            if marks > 0 {
                let composed: String = source[from..to].nfc().collect();
                let base = from + first.len_utf8();
                match composed.strip_prefix(first).filter(|_| first.is_alphanumeric()) {
                    // The letter stays as it is, so that a word that ends with it does not take its marks along.
                    Some(rest) => {
                        self.write(&source[from..base], from..base, true);
                        self.write(rest, base..to, false);
                    }
                    None => self.write(&composed, from..to, false),
                }
            } else {
                self.push_char(first, from..to);
            }
            from = to;
        }
    }

    /// Adds `text` for the original bytes in `range`, such as the "&" that stands for `&amp;`.
    pub fn push_as(&mut self, text: &str, range: Range<usize>) {
        for c in text.chars() {
            self.push_char(c, range.clone());
        }
    }

    /// Ends the text; space at its end is dropped.
    pub fn finish(self) -> Text {
        self.text
    }

    /// Whether nothing but space was added.
    pub fn is_empty(&self) -> bool {
        self.text.text.is_empty()
    }

    fn push_char(&mut self, c: char, range: Range<usize>) {
        match c {
            '\n' => self.space('\n', range),
            '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2060}'
            | '\u{feff}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' => {}
            c if c.is_whitespace() => self.space(' ', range),
            '\u{2019}' | '\u{2018}' | '\u{201a}' | '\u{201b}' | '\u{2bc}' | '\u{2032}' | '\u{b4}' => {
                self.write("'", range, false)
            }
            '\u{201c}'..='\u{201f}' | '\u{2033}' => self.write("\"", range, false),
            '\u{2010}' | '\u{2011}' => self.write("-", range, false),
            '\u{2012}' | '\u{2014}' | '\u{2015}' | '\u{2212}' => self.write("–", range, false),
            c if c.is_ascii() => {
                let own = range.len() == 1;
                self.write(c.encode_utf8(&mut [0; 4]), range, own);
            }
            c => {
                let original = range.len() == c.len_utf8();
                let composed: String = std::iter::once(c).nfc().collect();
                self.write(&composed, range, original && composed.chars().eq([c]));
            }
        }
    }

    fn space(&mut self, kind: char, range: Range<usize>) {
        match &mut self.pending {
            Some((pending, seen)) => {
                seen.end = range.end;
                if kind == '\n' {
                    *pending = '\n';
                }
            }
            None => self.pending = Some((kind, range)),
        }
    }

    fn write(&mut self, piece: &str, range: Range<usize>, verbatim: bool) {
        if let Some((kind, seen)) = self.pending.take()
            && !self.text.text.is_empty()
        {
            let verbatim = seen.len() == 1;
            self.add(kind.encode_utf8(&mut [0; 4]), seen, verbatim);
        }
        self.add(piece, range, verbatim);
    }

    fn add(&mut self, piece: &str, range: Range<usize>, verbatim: bool) {
        let at = self.text.text.len();
        self.text.text.push_str(piece);
        if let Some(last) = self.text.runs.last_mut()
            && verbatim
            && last.verbatim
            && last.from as usize + last.len as usize == range.start
        {
            last.len += range.len() as u32;
            return;
        }
        self.text.runs.push(Run { at: at as u32, from: range.start as u32, len: range.len() as u32, verbatim });
    }
}

/// How many bytes at the beginning of `text` are normalised as they are: visible ASCII with single spaces within,
/// without a last character that a mark behind it may change.
fn plain_len(text: &[u8]) -> usize {
    let is_plain = |at: usize| text.get(at).is_some_and(u8::is_ascii_graphic);
    let goes_on =
        |at: &usize| is_plain(*at) || (text[*at] == b' ' && *at > 0 && is_plain(*at - 1) && is_plain(*at + 1));
    let len = (0..text.len()).find(|at| !goes_on(at)).unwrap_or(text.len());
    match text.get(len) {
        Some(next) if !next.is_ascii() => text[..len.saturating_sub(1)].trim_ascii_end().len(),
        _ => len,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(source: &str) -> Text {
        let mut builder = TextBuilder::default();
        builder.push(source, 0..source.len());
        builder.finish()
    }

    /// What in the original stands for `words` of the normalised text.
    fn original<'a>(source: &'a str, words: &str) -> &'a str {
        let text = text(source);
        let at = text.as_str().find(words).unwrap_or_else(|| panic!("{words:?} not in {:?}", text.as_str()));
        &source[text.source_range(at..at + words.len())]
    }

    #[test]
    fn spellings_are_made_plain_and_mapped_back() {
        assert_eq!(original("don\u{2019}t  you", "don't you"), "don\u{2019}t  you");
        assert_eq!(original("ver\u{ad}sa\u{308}umt!", "versäumt"), "ver\u{ad}sa\u{308}umt");
        assert_eq!(original("a \u{a0} b c", "b"), "b");
        assert_eq!(original("give \r\n  notice", "give\nnotice"), "give \r\n  notice");
        assert_eq!(original("\u{201e}so\u{201c} sagt", "\"so\""), "\u{201e}so\u{201c}");
        assert_eq!(text("  x \n ").as_str(), "x");
        // Marks that change their order and compose with nothing.
        assert_eq!(original("wo\u{15b}\u{107}\u{c56}\u{11a47} x", "wość"), "wo\u{15b}\u{107}");
    }

    #[test]
    fn an_empty_range_at_the_end_lies_behind_the_last_character() {
        let source = "Thanks.  \n";
        let text = text(source);
        assert_eq!(text.source_range(7..7), 7..7);
        assert_eq!(text.source_range(0..0), 0..0);
    }
}
