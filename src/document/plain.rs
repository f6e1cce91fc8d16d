//! Plain text to blocks. In: text from a byte on. Out: paragraphs (divided by empty lines), list items, and
//! lines quoted with `>`.

use super::{Block, BlockKind, TextBuilder, continues_a_date};

/// The blocks of `source` from byte `start` on.
pub fn blocks(source: &str, start: usize) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open = Open::default();
    let mut at = start;
    for line in source[start..].split_inclusive('\n') {
        let from = at;
        at += line.len();
        let quote = quote_marks(line);
        let content = &line[quote..];
        let kind = if list_marker(content).is_some() { BlockKind::ListItem } else { BlockKind::Paragraph };
        if content.trim().is_empty() || is_rule(content) {
            open.close(&mut blocks);
            continue;
        }
        let goes_on = line.starts_with([' ', '\t']) || open.is_open_ended;
        if kind == BlockKind::ListItem || (quote > 0) != open.quoted || (open.kind == BlockKind::ListItem && !goes_on) {
            open.close(&mut blocks);
        }
        if open.text.is_none() {
            open.kind = kind;
            open.quoted = quote > 0;
        }
        let marker = if kind == BlockKind::ListItem { list_marker(content).unwrap_or(0) } else { 0 };
        open.text.get_or_insert_default().push(source, from + quote + marker..at);
        open.is_open_ended = !content.trim_end().ends_with(['.', '!', '?', ':', ';']);
    }
    open.close(&mut blocks);
    blocks
}

struct Open {
    kind: BlockKind,
    quoted: bool,
    /// Whether its last line does not end a sentence, so that an unindented line may go on with a list item.
    is_open_ended: bool,
    text: Option<TextBuilder>,
}

impl Default for Open {
    fn default() -> Self {
        Open { kind: BlockKind::Paragraph, quoted: false, is_open_ended: false, text: None }
    }
}

impl Open {
    fn close(&mut self, blocks: &mut Vec<Block>) {
        if let Some(text) = self.text.take().filter(|text| !text.is_empty()) {
            blocks.push(Block { kind: self.kind, quoted: self.quoted, text: text.finish() });
        }
        *self = Open::default();
    }
}

/// Bytes of the `>` marks that a quoted line begins with.
fn quote_marks(line: &str) -> usize {
    let rest = line.trim_start_matches([' ', '\t']);
    if rest.starts_with('>') { line.len() - rest.trim_start_matches(['>', ' ', '\t']).len() } else { 0 }
}

/// Bytes up to the text of a list item: `- `, `* `, `• `, `1) `, `2. `, but not the date "2. Mai".
fn list_marker(line: &str) -> Option<usize> {
    let rest = line.trim_start_matches([' ', '\t']);
    let indent = line.len() - rest.len();
    for bullet in ["- ", "* ", "+ ", "• ", "– ", "· "] {
        if let Some(text) = rest.strip_prefix(bullet) {
            return (!text.trim().is_empty()).then_some(indent + bullet.len());
        }
    }
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 2 {
        return None;
    }
    let text = rest[digits..].strip_prefix(['.', ')'])?;
    (text.starts_with(' ') && !continues_a_date(text)).then_some(indent + digits + 2)
}

/// A line of dashes or the like that only divides.
fn is_rule(line: &str) -> bool {
    let marks = line.trim().bytes().filter(|b| !matches!(b, b' ' | b'\t'));
    marks.clone().take(2).count() == 2 && marks.clone().all(|b| matches!(b, b'-' | b'=' | b'*' | b'~'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_items_and_quotes_are_told_apart() {
        let source = "Dear Ann,\nhello\n\n- one\n  goes on\n- two\n> you said\n> so\n15. März 2026\n--\n3) three\n";
        let found: Vec<_> =
            blocks(source, 0).into_iter().map(|b| (b.kind, b.quoted, b.text.as_str().to_owned())).collect();
        use BlockKind::*;
        let expected = [
            (Paragraph, false, "Dear Ann,\nhello"),
            (ListItem, false, "one\ngoes on"),
            (ListItem, false, "two"),
            (Paragraph, true, "you said\nso"),
            (Paragraph, false, "15. März 2026"),
            (ListItem, false, "three"),
        ];
        assert_eq!(found, expected.map(|(kind, quoted, text)| (kind, quoted, text.to_owned())));
    }
}
