//! Bytes to text. In: a path or standard input. Out: [`Source`], the text of one letter with the index that
//! turns byte offsets into lines and columns; [`discover`] finds the letters in folders.

pub mod discover;
pub mod save;

use std::fs;
use std::io::{self, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// The largest file that is read, in bytes; of letters, settings may say otherwise.
pub const MAX_BYTES: u64 = 10 * MIB;
/// A MiB, in bytes.
pub const MIB: u64 = 1024 * 1024;

/// Why a letter could not be read.
#[derive(Debug, Error)]
pub enum SourceError {
    /// Nothing is there.
    #[error("there is no such file")]
    NotThere,
    /// The operating system refused.
    #[error("can't read it: {0}")]
    Io(io::Error),
    /// A folder, a pipe, a device …
    #[error("it is {0}, not a regular file")]
    NotAFile(&'static str),
    /// Larger than so many bytes.
    #[error("it has more than {} MiB", .0 / MIB)]
    TooLarge(u64),
    /// A file of another kind, or text in another encoding.
    #[error("it is {0}")]
    NotText(&'static str),
    /// Not UTF-8; the place is 1-based, the column in bytes.
    #[error("it is not UTF-8 (line {line}, byte {column}): save it as UTF-8")]
    NotUtf8 {
        /// Line of the first wrong byte, from 1.
        line: usize,
        /// Byte within the line, from 1.
        column: usize,
    },
}

/// What files that are often taken for text begin with, and what to do with them.
const KINDS: [(&[u8], &str); 5] = [
    (b"PK\x03\x04", "a Word or OpenDocument file: save it as plain text or Markdown"),
    (b"\xd0\xcf\x11\xe0", "a Word file: save it as plain text or Markdown"),
    (b"%PDF", "a PDF: save the letter as plain text or Markdown"),
    (b"\xff\xfe", "text in UTF-16: save it as UTF-8"),
    (b"\xfe\xff", "text in UTF-16: save it as UTF-8"),
];

impl From<io::Error> for SourceError {
    fn from(error: io::Error) -> SourceError {
        match error.kind() {
            io::ErrorKind::NotFound => SourceError::NotThere,
            _ => SourceError::Io(error),
        }
    }
}

/// The text of one letter. Offsets count bytes of the original file from 0, a byte order mark included.
#[derive(Debug)]
pub struct Source {
    text: String,
    line_starts: Vec<usize>,
    /// How many characters begin before each [`STRIDE`]th byte.
    characters: Vec<usize>,
}

/// In bytes. So many at most are looked at to tell a column, however long the line is.
const STRIDE: usize = 256;

/// A place in a letter as people count: line and column from 1, the column in Unicode characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Character within the line, from 1.
    pub column: usize,
}

impl Source {
    /// Takes text as it is, a byte order mark at its start included.
    pub fn new(text: String) -> Source {
        let line_starts = std::iter::once(0)
            .chain(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i + 1))
            .collect();
        let characters = text
            .as_bytes()
            .chunks(STRIDE)
            .scan(0, |before, chunk| Some(std::mem::replace(before, *before + beginning_in(chunk))))
            .collect();
        Source { text, line_starts, characters }
    }

    /// Takes the bytes of a file, which must be UTF-8.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Source, SourceError> {
        String::from_utf8(bytes).map(Source::new).map_err(|error| {
            if let Some((_, kind)) = KINDS.iter().find(|(beginning, _)| error.as_bytes().starts_with(beginning)) {
                return SourceError::NotText(kind);
            }
            let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line_start = good.iter().rposition(|b| *b == b'\n').map_or(0, |i| i + 1);
            SourceError::NotUtf8 {
                line: good.iter().filter(|b| **b == b'\n').count() + 1,
                column: good.len() - line_start + 1,
            }
        })
    }

    /// Reads a regular file of at most [`MAX_BYTES`]; anything else is refused before it is opened.
    pub fn from_path(path: &Path) -> Result<Source, SourceError> {
        Source::from_bytes(bytes_of_file(path, MAX_BYTES)?)
    }

    /// The whole text, byte order mark included.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where a byte offset lies; an offset past the end is the end.
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset.min(self.text.len()));
        let line = self.line_starts.partition_point(|start| *start <= offset);
        let start = self.line_starts[line - 1];
        let start =
            if self.text[start..offset].starts_with('\u{feff}') { start + '\u{feff}'.len_utf8() } else { start };
        Position { line, column: self.characters_before(offset) - self.characters_before(start) + 1 }
    }

    /// The bytes of a line, which is counted from 1, without the marks that end it.
    pub fn line(&self, number: usize) -> Range<usize> {
        let start = self.line_starts[number - 1];
        let end = self.line_starts.get(number).map_or(self.text.len(), |next| next - 1);
        start..start + self.text[start..end].trim_end_matches('\r').len()
    }

    fn characters_before(&self, offset: usize) -> usize {
        let known = (offset / STRIDE).min(self.characters.len().saturating_sub(1));
        let before = self.characters.get(known).copied().unwrap_or_default();
        before + beginning_in(&self.text.as_bytes()[known * STRIDE..offset])
    }
}

/// How many characters begin in these bytes of UTF-8.
fn beginning_in(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

/// The bytes of a regular file of at most so many; anything else is refused before it is opened.
///
/// # Errors
/// A file that can't be read, no file, one that is too large.
pub fn bytes_of_file(path: &Path, most: u64) -> Result<Vec<u8>, SourceError> {
    let metadata = fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(SourceError::NotAFile("a folder"));
    }
    if !metadata.is_file() {
        return Err(SourceError::NotAFile("a pipe or a device"));
    }
    read(fs::File::open(path)?, most, metadata.len())
}

/// All that `reader` has, at most so many bytes.
///
/// # Errors
/// Where it can't be read, or has more.
pub fn bytes_of(reader: impl Read, most: u64) -> Result<Vec<u8>, SourceError> {
    read(reader, most, 0)
}

/// The same, where about so many bytes are expected.
fn read(reader: impl Read, most: u64, expected: u64) -> Result<Vec<u8>, SourceError> {
    // One more, so that the end is seen without room for twice as many.
    let mut bytes = Vec::with_capacity(expected.min(most) as usize + 1);
    reader.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(SourceError::TooLarge(most)) } else { Ok(bytes) }
}

/// Whether `path` leads, over a link, to something outside of `folder`.
pub fn leads_out(path: &Path, folder: &Path) -> bool {
    match (fs::canonicalize(path), fs::canonicalize(folder)) {
        (Ok(real), Ok(own)) => !real.starts_with(own),
        _ => false, // what is wrong with it is said where it is read
    }
}

/// The whole path, without `..` where the folders in it can be found: what lies above a letter is told by its path.
pub fn whole_path(path: &Path) -> PathBuf {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let Some(up_to) = whole.ancestors().find(|above| above.ends_with("..")) else { return whole };
    match (fs::canonicalize(up_to), whole.strip_prefix(up_to)) {
        (Ok(real), Ok(rest)) => real.join(rest),
        _ => whole,
    }
}

/// `path` from `folder`, which is a whole path, with `/` and `..` for folders above; of a path on another disk all of it.
pub fn path_from(folder: &Path, path: &Path) -> String {
    let whole = whole_path(path);
    let shared = folder.components().zip(whole.components()).take_while(|(own, other)| own == other).count();
    let mut from = PathBuf::new();
    if shared > 0 {
        from.extend(folder.components().skip(shared).map(|_| ".."));
    }
    from.extend(whole.components().skip(shared));
    from.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

/// `path` from `folder`, which is a whole path, with `/`; `None` where it does not lie below.
pub fn path_below(folder: &Path, path: &Path) -> Option<String> {
    let whole = whole_path(path);
    let below = whole.strip_prefix(folder).ok()?;
    Some(below.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_and_skip_the_byte_order_mark() {
        let source = Source::new("\u{feff}żółw\r\nzwei".into());
        assert_eq!(source.position(3), Position { line: 1, column: 1 });
        assert_eq!(source.position(source.text().find('w').unwrap()), Position { line: 1, column: 4 });
        assert_eq!(source.position(source.text().find("zwei").unwrap()), Position { line: 2, column: 1 });
        assert_eq!(source.position(usize::MAX), Position { line: 2, column: 5 });
    }

    #[test]
    fn columns_of_a_long_line_are_counted_as_those_of_a_short_one() {
        let text = "ż\u{1f600}a\n".to_owned() + &"żó.".repeat(STRIDE);
        let source = Source::new(text.clone());
        assert_eq!(&text[source.line(1)], "ż\u{1f600}a");
        for (at, _) in text[source.line(2)].char_indices() {
            let column = text[source.line(2)][..at].chars().count() + 1;
            assert_eq!(source.position(source.line(2).start + at), Position { line: 2, column });
        }
    }

    #[test]
    fn paths_are_told_from_folders_beside_and_above() {
        let from = |folder: &str, path: &str| path_from(Path::new(folder), Path::new(path));
        assert_eq!(from("/a/b", "/a/b/c.md"), "c.md");
        assert_eq!(from("/a/ci", "/a/letters/c.md"), "../letters/c.md");
        assert_eq!(from("/a/b/c", "/d.md"), "../../../d.md");
    }

    #[test]
    fn invalid_utf8_is_named_with_its_place() {
        let error = |bytes: &[u8]| Source::from_bytes(bytes.to_vec()).unwrap_err().to_string();
        assert!(error(b"one\ntw\xff").contains("not UTF-8 (line 2, byte 3)"));
        assert!(error(b"PK\x03\x04\xff\xff").contains("a Word or OpenDocument file"));
        assert!(error(b"\xff\xfeD\0").contains("UTF-16"));
    }
}
