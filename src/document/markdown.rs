//! Markdown to blocks. In: text from a byte on. Out: its paragraphs, headings, list items, quotes and table
//! rows; code fences and comments are left out. The only place that knows pulldown-cmark.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::{Block, BlockKind, TextBuilder, continues_a_date};

/// The blocks of `source` from byte `start` on, and the bytes of its comments.
pub fn blocks(source: &str, start: usize) -> (Vec<Block>, Vec<Range<usize>>) {
    let masked = mask_dates(&source[start..]);
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut reader = Reader {
        source,
        blocks: Vec::new(),
        comments: Vec::new(),
        text: TextBuilder::default(),
        kind: BlockKind::Paragraph,
        items: 0,
        quotes: 0,
        code: false,
        tags_until: start,
    };
    for (event, range) in Parser::new_ext(&masked, options).into_offset_iter() {
        reader.take(event, start + range.start..start + range.end);
    }
    reader.close();
    (reader.blocks, reader.comments)
}

/// Hides the full stop of a date at a line start ("1. Mai 2026") from the parser, which would begin a list.
///
/// Byte for byte as long as the original, from which all text is taken.
fn mask_dates(source: &str) -> Cow<'_, str> {
    let mut masked: Option<Vec<u8>> = None;
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let content = without_list_marker(line.trim_start_matches([' ', '\t', '>', '*', '_', '-', '+']));
        let digits = content.bytes().take_while(u8::is_ascii_digit).count();
        if (1..=2).contains(&digits) && content[digits..].starts_with('.') && continues_a_date(&content[digits + 1..]) {
            let stop = at + line.len() - content.len() + digits;
            masked.get_or_insert_with(|| source.as_bytes().to_vec())[stop] = b',';
        }
        at += line.len();
    }
    masked.map_or(Cow::Borrowed(source), |bytes| Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()))
}

/// What follows the number of a list item, "1. 31. Mai"; the whole line where it begins with none.
fn without_list_marker(line: &str) -> &str {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line[digits..].strip_prefix(['.', ')']).filter(|_| (1..=9).contains(&digits));
    let rest = rest.filter(|rest| rest.starts_with([' ', '\t'])).map(|rest| rest.trim_start_matches([' ', '\t']));
    rest.filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(line)
}

struct Reader<'s> {
    source: &'s str,
    blocks: Vec<Block>,
    comments: Vec<Range<usize>>,
    text: TextBuilder,
    kind: BlockKind,
    items: usize,
    quotes: usize,
    /// Inside a fenced block, which is no wording of the letter.
    code: bool,
    /// The byte behind the last tag or comment, which may have begun on a line before.
    tags_until: usize,
}

impl Reader<'_> {
    fn take(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) if !self.code => self.push(&text, range),
            Event::Code(_) => {
                // As it is written: the parser turns line ends within it to spaces.
                let ticks = self.source[range.clone()].bytes().take_while(|b| *b == b'`').count();
                self.text.push(self.source, range.start + ticks..range.end - ticks);
            }
            Event::InlineHtml(_) | Event::Html(_) => self.html(range),
            Event::SoftBreak | Event::HardBreak => self.text.push_as("\n", range),
            Event::Rule => self.close(),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.open(BlockKind::Paragraph),
            Tag::Heading { .. } => self.open(BlockKind::Heading),
            Tag::Item => {
                self.items += 1;
                self.open(BlockKind::ListItem);
            }
            Tag::TableHead | Tag::TableRow => self.open(BlockKind::TableRow),
            Tag::BlockQuote(_) => {
                self.close();
                self.quotes += 1;
            }
            // An address that is indented far enough is code to Markdown, but not to its writer.
            Tag::CodeBlock(CodeBlockKind::Indented) => self.open(BlockKind::Paragraph),
            Tag::CodeBlock(CodeBlockKind::Fenced(_)) => {
                self.close();
                self.code = true;
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Item => {
                self.close();
                self.items = self.items.saturating_sub(1);
            }
            TagEnd::BlockQuote(_) => {
                self.close();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::CodeBlock => {
                self.close();
                self.code = false;
            }
            TagEnd::TableCell => self.text.push_as(" | ", range.end..range.end),
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableHead | TagEnd::TableRow | TagEnd::HtmlBlock => {
                self.close()
            }
            _ => {}
        }
    }

    fn open(&mut self, kind: BlockKind) {
        self.close();
        self.kind = if kind == BlockKind::Paragraph && self.items > 0 { BlockKind::ListItem } else { kind };
    }

    fn close(&mut self) {
        let text = std::mem::take(&mut self.text);
        if !text.is_empty() {
            self.blocks.push(Block { kind: self.kind, quoted: self.quotes > 0, text: text.finish() });
        }
        self.kind = BlockKind::Paragraph;
    }

    /// Takes text from the original, so that masked full stops come back; what the parser translated (an
    /// entity) is taken as it says.
    fn push(&mut self, text: &str, range: Range<usize>) {
        if text.len() == range.len() {
            self.text.push(self.source, range);
        } else {
            self.text.push_as(text, range);
        }
    }

    /// One tag, or a line with tags and text. `<<NAME>>` and `<Client Name>` are placeholders, not HTML; known elements
    /// and comments go.
    fn html(&mut self, range: Range<usize>) {
        let mut at = range.start.max(self.tags_until);
        while at < range.end {
            let rest = &self.source[at..range.end];
            let len = rest.find('<').unwrap_or(rest.len());
            self.text.push(self.source, at..at + len);
            at += len;
            if rest[len..].starts_with("<!--") {
                // One that is never closed ends with the letter.
                let end = self.source[at..].find("-->").map_or(self.source.len(), |len| at + len + 3);
                self.comments.push(at..end);
                at = end;
            } else if len < rest.len() {
                at = self.tag(at, range.end);
            }
        }
        self.tags_until = at;
    }

    /// Takes the tag that begins at byte `start`, on a line that ends at `end`. Out: the byte behind it.
    fn tag(&mut self, start: usize, end: usize) -> usize {
        let near = &self.source[start..self.source.floor_char_boundary(start + LONGEST_TAG)];
        let near = near.find("\n\n").map_or(near, |blank| &near[..blank]);
        let Some((name, len)) = element(near).zip(near.find('>')) else {
            // What only looks like a tag ends with its line.
            let end = self.source[start..end].find('>').map_or(end, |at| start + at + 1);
            self.text.push(self.source, start..end);
            return end;
        };
        let end = start + len + 1;
        match name {
            "br" => self.text.push_as("\n", start..end),
            "td" | "th" => self.text.push_as(" | ", start..end),
            name if DIVIDING.contains(&name) => self.open(BlockKind::Paragraph),
            _ => {}
        }
        end
    }
}

/// No tag is longer, in bytes.
const LONGEST_TAG: usize = 1000;

/// Elements between which running text does not go on.
const DIVIDING: [&str; 18] = [
    "blockquote",
    "center",
    "details",
    "div",
    "h1",
    "h2",
    "h3",
    "hr",
    "li",
    "ol",
    "p",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
    "ul",
];

/// Elements within running text.
const WITHIN: [&str; 23] = [
    "a", "abbr", "b", "br", "cite", "code", "del", "em", "font", "i", "img", "ins", "kbd", "mark", "q", "small",
    "span", "strong", "sub", "sup", "td", "th", "u",
];

/// The name of the element whose tag begins `html`; none where it only looks like one.
fn element(html: &str) -> Option<&str> {
    let rest = html.strip_prefix('<')?.trim_start_matches('/');
    let name = &rest[..rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len())];
    let goes_on = rest[name.len()..].starts_with([' ', '>', '/', '\n', '\r']);
    (goes_on && (DIVIDING.contains(&name) || WITHIN.contains(&name))).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(source: &str) -> Vec<(BlockKind, bool, String)> {
        blocks(source, 0).0.into_iter().map(|b| (b.kind, b.quoted, b.text.as_str().to_owned())).collect()
    }

    #[test]
    fn blocks_are_told_apart() {
        use BlockKind::*;
        let source = "# Ende\n\nzum **1. Mai\n1. Juni** 2026\n\n* eins\n\n  zwei\n\n> Ihr Wort\n\n| a | b |\n|--|--|\n| c | d |\n";
        let expected = [
            (Heading, false, "Ende"),
            (Paragraph, false, "zum 1. Mai\n1. Juni 2026"),
            (ListItem, false, "eins"),
            (ListItem, false, "zwei"),
            (Paragraph, true, "Ihr Wort"),
            (TableRow, false, "a | b |"),
            (TableRow, false, "c | d |"),
        ];
        assert_eq!(found(source), expected.map(|(k, q, t)| (k, q, t.to_owned())));
    }

    #[test]
    fn comments_are_known_by_their_places() {
        let source = "<!-- one\ntwo --><!-- 2 -->\n\nDear <!-- three --> Ann\n\n> <!-- four -->\n\n<!-- five";
        let comments = blocks(source, 0).1.into_iter().map(|range| &source[range]).collect::<Vec<_>>();
        assert_eq!(comments, ["<!-- one\ntwo -->", "<!-- 2 -->", "<!-- three -->", "<!-- four -->", "<!-- five"]);
        assert_eq!(found(source), [(BlockKind::Paragraph, false, "Dear Ann".to_owned())]);
    }

    #[test]
    fn text_between_tags_is_text() {
        let texts = |source: &str| found(source).into_iter().map(|(_, _, text)| text).collect::<Vec<_>>();
        assert_eq!(texts("<p>You never <b>pay</b>.</p>\n"), ["You never pay."]);
        assert_eq!(texts("<ul>\n<li>one</li><li>two</li>\n</ul>\nthree\n"), ["one", "two", "three"]);
        assert_eq!(texts("<div\n class=\"a\">\nOne <!-- no\nno --> two\n</div> three\n"), ["One two", "three"]);
        assert_eq!(texts("<table><tr><td>a</td><td>b</td></tr></table>\n"), ["| a | | b |"]);
        assert_eq!(
            texts("our <branch> office, <broker name> and <brand>\n"),
            ["our <branch> office, <broker name> and <brand>"]
        );
    }

    #[test]
    fn days_of_dates_are_no_items() {
        let texts = |source: &str| found(source).into_iter().map(|(_, _, text)| text).collect::<Vec<_>>();
        for marker in ["- ", "* ", "+ ", "1. ", "2) ", "> - ", "- 1. "] {
            assert_eq!(texts(&format!("{marker}31. Mai 2026: Ende\n")), ["31. Mai 2026: Ende"], "{marker}");
        }
        assert_eq!(texts("- 31. Punkt\n"), ["Punkt"]);
    }

    #[test]
    fn what_only_looks_like_html_is_kept_and_real_html_goes() {
        assert_eq!(
            found("Dear <<CLIENT NAME>>,<br>a <Client Name> &amp; <b>b</b><!-- c -->")[0].2,
            "Dear <<CLIENT NAME>>,\na <Client Name> & b"
        );
        assert_eq!(found("    Mill Lane\n\n```\ncode\n```\n"), [(BlockKind::Paragraph, false, "Mill Lane".to_owned())]);
    }
}
