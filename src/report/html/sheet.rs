//! A letter on its sheet. In: the letter and its findings. Out: its blocks as they will look, the words that findings
//! mark, and each finding's note at the line on which they begin.

use std::io::{self, Write};
use std::iter::Peekable;
use std::ops::Range;
use std::path::Path;
use std::vec::IntoIter;

use super::note::{anchor, note, write_list};
use super::text;
use crate::document::{Block, BlockKind, Document, Format};
use crate::finding::Severity;
use crate::locale::Words;
use crate::report::{FileReport, Paper};

/// In a paragraph with no longer lines than this, in characters, none was wrapped: an address, a signature.
const SHORT: usize = 46;

/// Writes the sheet of the letter with this number on the page.
pub fn write(file: &FileReport, number: usize, words: &Words, out: &mut dyn Write) -> io::Result<()> {
    let source = file.paper.source.text();
    let format = Format::of_path(Path::new(&file.paper.path));
    let document = Document::parse(source, format);
    let ranges: Vec<Range<usize>> = document.blocks.iter().map(range).collect();
    let mut placed: Vec<Vec<usize>> = vec![Vec::new(); ranges.len()];
    let mut elsewhere = Vec::new();
    for (index, finding) in file.paper.findings.iter().enumerate() {
        match block_of(&finding.span, &ranges) {
            Some(block) => placed[block].push(index),
            None => elsewhere.push(index),
        }
    }
    let clean = if file.paper.findings.is_empty() { " clean" } else { "" };
    writeln!(out, "<div class=\"spread{clean}\">\n<div class=\"sheet\" lang=\"{}\">", file.language.code())?;
    if !elsewhere.is_empty() {
        write_list(&file.paper, elsewhere.into_iter(), number, words, out)?;
    }
    let mut open = Open::default();
    for (block, notes) in document.blocks.iter().zip(placed) {
        let mut writer = BlockWriter::new(&file.paper, format, number, words, notes);
        let ordered = block.kind == BlockKind::ListItem && is_numbered(source, range(block).start);
        open.turn_to(block, ordered, out)?;
        write_block(block, &mut writer, out)?;
    }
    open.close(out)?;
    writeln!(out, "</div>\n</div>")
}

fn range(block: &Block) -> Range<usize> {
    block.text.source_range(0..block.text.as_str().len())
}

/// The block on which a finding's note stands; words in a comment or in front matter are on none.
fn block_of(span: &Range<usize>, blocks: &[Range<usize>]) -> Option<usize> {
    if !span.is_empty() {
        let first = blocks.partition_point(|block| block.end <= span.start);
        return blocks.get(first).filter(|block| block.start < span.end).map(|_| first);
    }
    let before = blocks.partition_point(|block| block.start <= span.start);
    if blocks.is_empty() { None } else { Some(before.saturating_sub(1)) }
}

/// Whether the item of a list that begins at `start` has a number.
fn is_numbered(source: &str, start: usize) -> bool {
    let line_start = source[..start].rfind('\n').map_or(0, |at| at + 1);
    source[line_start..start].trim_start_matches([' ', '\t', '>']).starts_with(|c: char| c.is_ascii_digit())
}

/// The elements that are open around a block.
#[derive(Default)]
struct Open {
    quote: bool,
    around: Option<&'static str>,
}

impl Open {
    fn turn_to(&mut self, block: &Block, ordered: bool, out: &mut dyn Write) -> io::Result<()> {
        let around = match block.kind {
            BlockKind::ListItem if ordered => Some("ol"),
            BlockKind::ListItem => Some("ul"),
            BlockKind::TableRow => Some("table"),
            _ => None,
        };
        if around == self.around && block.quoted == self.quote {
            return Ok(());
        }
        self.close(out)?;
        (self.quote, self.around) = (block.quoted, around);
        if self.quote {
            writeln!(out, "<blockquote>")?;
        }
        self.around.map_or(Ok(()), |name| writeln!(out, "<{name}>"))
    }

    fn close(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if let Some(name) = self.around.take() {
            writeln!(out, "</{name}>")?;
        }
        if std::mem::take(&mut self.quote) { writeln!(out, "</blockquote>") } else { Ok(()) }
    }
}

fn write_block(block: &Block, writer: &mut BlockWriter, out: &mut dyn Write) -> io::Result<()> {
    let (start, end) = match block.kind {
        BlockKind::Paragraph => ("<p>", "</p>"),
        BlockKind::Heading => ("<h3>", "</h3>"),
        BlockKind::ListItem => ("<li>", "</li>"),
        BlockKind::TableRow => ("<tr><td>", "</td></tr>"),
    };
    writer.walk(block);
    let content = writer.html.trim_end();
    // Cells are divided by bars, and the last one ends with one.
    let content = content.strip_suffix('|').filter(|_| block.kind == BlockKind::TableRow).unwrap_or(content);
    writeln!(out, "{start}{content}{end}")
}

/// How a run of characters looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Look {
    mark: Option<Severity>,
    strong: bool,
    emphasis: bool,
}

/// Writes the text of one block.
struct BlockWriter<'l> {
    paper: &'l Paper,
    source: &'l str,
    format: Format,
    letter: usize,
    words: &'l Words,
    /// Findings whose note stands here, by their places.
    coming: Peekable<IntoIter<usize>>,
    /// Findings whose words are being written.
    active: Vec<usize>,
    html: String,
    run: String,
    look: Look,
}

impl<'l> BlockWriter<'l> {
    fn new(paper: &'l Paper, format: Format, letter: usize, words: &'l Words, notes: Vec<usize>) -> Self {
        BlockWriter {
            paper,
            source: paper.source.text(),
            format,
            letter,
            words,
            coming: notes.into_iter().peekable(),
            active: Vec::new(),
            html: String::new(),
            run: String::new(),
            look: Look::default(),
        }
    }

    fn walk(&mut self, block: &Block) {
        let normalised = block.text.as_str();
        let longest = normalised.lines().map(|line| line.chars().count()).max().unwrap_or(0).max(SHORT);
        let mut look = Look::default();
        let mut before = self.opening_marks(range(block).start);
        for (at, c) in normalised.char_indices() {
            let here = block.text.source_range(at..at + c.len_utf8());
            self.emphasise(before..here.start, &mut look);
            before = here.end.max(before);
            self.begin(&here);
            self.end(here.start);
            look.mark = self.active.iter().map(|index| self.paper.findings[*index].severity).max();
            self.set(look);
            match c {
                '\n' if is_wanted(&normalised[..at], &normalised[at + 1..], longest) => self.run.push('\n'),
                '\n' => self.run.push(' '),
                c => self.run.push(shown(&self.source[here], c)),
            }
        }
        self.flush();
        self.end(usize::MAX);
        while let Some(index) = self.coming.next() {
            self.write_note(index);
            self.write_number(index);
        }
    }

    /// Where the emphasis begins with which a block begins.
    fn opening_marks(&self, start: usize) -> usize {
        start - (self.source[..start].len() - self.source[..start].trim_end_matches(['*', '_']).len())
    }

    /// Markup that stands between two characters: the parser took it out, so that it is none of the text.
    fn emphasise(&self, gap: Range<usize>, look: &mut Look) {
        let Some(gap) = self.source.get(gap).filter(|_| self.format == Format::Markdown) else { return };
        if gap.is_empty() || !gap.bytes().all(|byte| matches!(byte, b'*' | b'_')) {
            return;
        }
        look.emphasis ^= gap.len() % 2 == 1;
        look.strong ^= gap.len() % 4 >= 2;
    }

    /// Writes the notes of the findings that begin before the end of `here`.
    fn begin(&mut self, here: &Range<usize>) {
        while let Some(index) = self.coming.next_if(|index| {
            let span = &self.paper.findings[*index].span;
            span.start < here.end && (!span.is_empty() || span.start <= here.start)
        }) {
            self.flush();
            self.write_note(index);
            if self.paper.findings[index].span.is_empty() {
                self.write_number(index);
            } else {
                self.active.push(index);
            }
        }
    }

    /// Writes the numbers of findings whose words end at `at` or before.
    fn end(&mut self, at: usize) {
        let active = std::mem::take(&mut self.active);
        let (over, active): (Vec<usize>, Vec<usize>) =
            active.into_iter().partition(|index| self.paper.findings[*index].span.end <= at);
        self.active = active;
        for index in over {
            self.flush();
            self.write_number(index);
        }
    }

    fn write_note(&mut self, index: usize) {
        self.html.push_str(&note(self.paper, self.letter, index, true, self.words));
    }

    fn write_number(&mut self, index: usize) {
        let finding = &self.paper.findings[index];
        let (severity, add) = (finding.severity.name(), if finding.span.is_empty() { " add" } else { "" });
        let (note, mark) = (anchor(self.letter, 'n', index), anchor(self.letter, 'm', index));
        let number = index + 1;
        self.html.push_str(&format!("<a class=\"number {severity}{add}\" href=\"#{note}\" id=\"{mark}\">{number}</a>"));
    }

    /// What follows is to look so.
    fn set(&mut self, look: Look) {
        if look != self.look {
            self.flush();
            self.look = look;
        }
    }

    /// Writes the characters that look alike.
    fn flush(&mut self) {
        let Look { mark, strong, emphasis } = self.look;
        let run = std::mem::take(&mut self.run);
        if run.is_empty() {
            return;
        }
        let mut html = text(&run).replace("&#10;", "<br/>");
        for (name, is_set) in [("em", emphasis), ("strong", strong)] {
            if is_set {
                html = format!("<{name}>{html}</{name}>");
            }
        }
        if let Some(severity) = mark {
            html = format!("<mark class=\"{}\">{html}</mark>", severity.name());
        }
        self.html.push_str(&html);
    }
}

/// Whether the writer wanted a line to end between `before` and `after`: there would have been room for the next word.
fn is_wanted(before: &str, after: &str, longest: usize) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default().chars().count();
    let word = after.split([' ', '\n']).next().unwrap_or_default().chars().count();
    line + 1 + word <= longest
}

/// A character as the writer wrote it; the normalised one where it stands for more, such as `&amp;`.
fn shown(original: &str, normalised: char) -> char {
    let mut chars = original.chars();
    match (chars.next(), chars.next()) {
        (Some(one), None) => one,
        _ => normalised,
    }
}
