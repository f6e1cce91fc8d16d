//! Front matter. In: the text of a letter. Out: where its settings block lies, fences included, and the lines in it
//! that may be the head of the letter, such as `date: 4 January 2027`.
//!
//! Split off by hand before Markdown is parsed: pulldown-cmark's own option is quadratic on hostile input.

use std::ops::Range;

use super::{Block, BlockKind, TextBuilder};

/// The YAML (`---`) or TOML (`+++`) block that begins at byte `start` of `text`, which is the first line.
pub fn find(text: &str, start: usize) -> Option<Range<usize>> {
    let mut lines = text[start..].split_inclusive('\n');
    let first = lines.next()?;
    let fence = first.trim_end();
    if fence != "---" && fence != "+++" {
        return None;
    }
    let mut at = start + first.len();
    for (number, line) in lines.enumerate() {
        at += line.len();
        let line = line.trim_end();
        if number == 0 && line.is_empty() {
            return None; // a thematic break, not a fence
        }
        if line == fence || (fence == "---" && line == "...") {
            return Some(start..at);
        }
    }
    None
}

/// Each `key: value` or `key = value` of the front matter at `range` as a block of its own, `key: value`. Lists, tables and
/// whatever is indented belong to programs, not to the letter.
pub fn lines(source: &str, range: Range<usize>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut at = range.start;
    for line in source[range].split_inclusive('\n') {
        let start = at;
        at += line.len();
        let Some(mark) = line.find([':', '=']) else { continue };
        let key = &line[..mark];
        let is_key = key.starts_with(char::is_alphabetic)
            && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' '));
        let written = &line[mark + 1..];
        let value = written.split(" #").next().unwrap_or_default();
        let value = value.trim().trim_matches(['"', '\'']);
        // Without quotation marks `[a]` is a list and `{a: b}` a table; `{{date}}` is a placeholder.
        let bare = written.trim_start();
        let is_text =
            !bare.starts_with(['[', '|', '>', '&', '*', '!']) && (!bare.starts_with('{') || bare.starts_with("{{"));
        if !is_key || !is_text || value.is_empty() {
            continue;
        }
        let from = start + mark + 1 + written.find(value).unwrap_or(0);
        let mut text = TextBuilder::default();
        text.push(source, start..start + key.trim_end().len());
        text.push_as(": ", start + mark..start + mark + 1);
        text.push(source, from..from + value.len());
        blocks.push(Block { kind: BlockKind::Paragraph, quoted: false, text: text.finish() });
    }
    blocks
}

/// The bytes between the fences of the front matter of a letter, its byte order mark included in the count.
pub fn inner(text: &str) -> Option<Range<usize>> {
    let whole = find(text, if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 })?;
    let start = whole.start + text[whole.clone()].find('\n').map_or(0, |at| at + 1);
    let end = whole.start + text[whole.clone()].trim_end().rfind('\n').map_or(0, |at| at + 1);
    Some(start..end.max(start))
}

#[cfg(test)]
mod tests {
    use super::{find, inner, lines};

    #[test]
    fn lines_with_a_text_are_blocks_that_know_their_bytes() {
        let text = concat!(
            "---\ntitle: \"[A]: b\" # c\ndate : 4. Mai\nlist: [a]\ntable: {a: b}\nname: {{name}}\nletterlint:\n",
            "  notice: 1 month\nto = 'Ann'\n- a: b\n---\n"
        );
        let blocks = lines(text, 0..text.len());
        let found: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(found, ["title: [A]: b", "date: 4. Mai", "name: {{name}}", "to: Ann"]);
        let date = blocks[1].text.source_range(6..12);
        assert_eq!(&text[date], "4. Mai");
    }

    #[test]
    fn what_stands_between_the_fences_is_cut_out() {
        let text = "\u{feff}---\r\na: 1\r\nb: 2\r\n---\r\nDear";
        assert_eq!(&text[inner(text).unwrap()], "a: 1\r\nb: 2\r\n");
        assert_eq!(inner("---\n---\n"), Some(4..4));
    }

    #[test]
    fn only_a_closed_block_on_the_first_line_is_front_matter() {
        assert_eq!(find("---\na: 1\n---\nDear", 0), Some(0..13));
        assert_eq!(find("+++\na = 1\n+++\n", 0), Some(0..14));
        assert_eq!(find("---\r\na: 1\r\n---\r\nDear", 0), Some(0..16));
        assert_eq!(find("---\n\nDear Ann\n\n---\n", 0), None);
        assert_eq!(find("---\na: 1\n", 0), None);
        assert_eq!(find("Dear\n---\na\n---\n", 0), None);
    }
}
