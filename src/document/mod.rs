//! Text to blocks. In: the text of a letter and its format. Out: a [`Document`]: its
//! paragraphs, headings, list items, quotes and table rows, each with normalised text that knows where in
//! the original every byte of it came from.

pub mod front_matter;
mod markdown;
mod plain;
mod text;

use std::ops::Range;
use std::path::Path;

pub use text::{Text, TextBuilder};

/// How a letter is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// CommonMark with tables, strikethrough and task lists.
    Markdown,
    /// Plain text: paragraphs divided by empty lines, `>` for quotes.
    Plain,
}

impl Format {
    /// Markdown for `.md` and `.markdown`, plain text for everything else.
    pub fn of_path(path: &Path) -> Format {
        match path.extension().and_then(|e| e.to_str()).map(str::to_lowercase).as_deref() {
            Some("md" | "markdown") => Format::Markdown,
            _ => Format::Plain,
        }
    }
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// Running text, or lines of an address.
    Paragraph,
    /// A Markdown heading.
    Heading,
    /// One item of a list.
    ListItem,
    /// One row of a table, its cells divided by `|`.
    TableRow,
}

/// One block of a document.
#[derive(Debug, Clone)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Whether it stands inside a block quote, and so is somebody else's word.
    pub quoted: bool,
    /// Its text, normalised.
    pub text: Text,
}

/// A letter as blocks.
#[derive(Debug, Clone)]
pub struct Document {
    /// The lines of front matter that may be the head of the letter, a block each.
    pub head: Vec<Block>,
    /// The blocks that hold text, in order.
    pub blocks: Vec<Block>,
    /// Bytes of each comment, from `<!--` to `-->`.
    pub comments: Vec<Range<usize>>,
    /// First byte of the original behind a byte order mark and front matter.
    pub body: usize,
    /// Bytes in the original.
    pub len: usize,
    /// How its lines end.
    pub newline: &'static str,
}

impl Document {
    /// Reads the blocks of `source`, the whole file with its byte order mark.
    pub fn parse(source: &str, format: Format) -> Document {
        let bom = if source.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let front_matter = front_matter::find(source, bom);
        let body = front_matter.as_ref().map_or(bom, |range| range.end);
        let head = front_matter.map(|range| front_matter::lines(source, range)).unwrap_or_default();
        let (blocks, comments) = match format {
            Format::Markdown => markdown::blocks(source, body),
            Format::Plain => (plain::blocks(source, body), Vec::new()),
        };
        let newline = if source.contains("\r\n") { "\r\n" } else { "\n" };
        Document { head, blocks, comments, body, len: source.len(), newline }
    }
}

/// Whether a line that begins with "1. Mai" or "15. März" begins with a date, not with a list item.
///
/// `rest` is what follows the number and its full stop. Without this a hard-wrapped date becomes a list.
fn continues_a_date(rest: &str) -> bool {
    let word: String = rest.trim_start().chars().take_while(|c| c.is_alphabetic()).take(13).collect();
    MONTHS.contains(&word.to_lowercase().as_str())
}

/// The months as they stand after a day and a full stop; English dates are not written so.
const MONTHS: [&str; 43] = [
    "januar",
    "jänner",
    "jaenner",
    "februar",
    "feber",
    "märz",
    "maerz",
    "marz",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "dezember",
    "jan",
    "feb",
    "mrz",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "okt",
    "nov",
    "dez",
    "stycznia",
    "lutego",
    "marca",
    "kwietnia",
    "maja",
    "czerwca",
    "lipca",
    "sierpnia",
    "września",
    "wrzesnia",
    "października",
    "pazdziernika",
    "listopada",
    "grudnia",
];
