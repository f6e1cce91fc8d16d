//! The lines that a diagnostic shows. In: a text and the bytes to mark. Out: [`Excerpt`]: these lines alone,
//! escaped, and clipped around the mark where they are long; so no diagnostic costs more than it shows.

use std::ops::Range;

use super::escape;
use crate::source::Source;

/// Longer lines are clipped, in characters.
const WIDEST: usize = 96;
/// At least so many characters before the mark stay.
const BEFORE: usize = 32;
/// At most so many lines of one mark are shown.
const MOST_LINES: usize = 6;

/// A few lines of a text, ready to show.
#[derive(Debug)]
pub struct Excerpt {
    /// The lines, each with its line end.
    pub text: String,
    /// Number of the first line, from 1.
    pub first_line: usize,
    /// Column of the mark, from 1, in characters of the whole line.
    pub column: usize,
    /// Bytes of `text` to mark, one range for each line.
    pub marks: Vec<Range<usize>>,
}

impl Excerpt {
    /// The lines of `source` on which `span` (bytes) lies.
    pub fn new(source: &Source, span: &Range<usize>) -> Excerpt {
        let text = source.text();
        let start = text.floor_char_boundary(span.start.min(text.len()));
        let end = text.ceil_char_boundary(span.end.clamp(start, text.len()));
        let (first, last) = (source.position(start), source.position(end));
        let mut excerpt =
            Excerpt { text: String::new(), first_line: first.line, column: first.column, marks: Vec::new() };
        for number in (first.line..=last.line).take(MOST_LINES) {
            let line = source.line(number);
            if number > first.line && line.start >= end {
                break;
            }
            let words = &text[line.clone()];
            let indent = words.len() - words.trim_start().len();
            let from = if number == first.line { start - line.start } else { indent };
            let to = (end - line.start).min(words.len());
            excerpt.push(words, from.min(to)..to);
        }
        excerpt
    }

    fn push(&mut self, line: &str, mark: Range<usize>) {
        let near = near(line, mark.start);
        let escaped = escape::lines(&line[near.clone()]);
        let escaped_at = |offset: usize| escaped.offset(offset.clamp(near.start, near.end) - near.start);
        let mark = escaped_at(mark.start)..escaped_at(mark.end);
        let window = window(&escaped.text, &mark);
        let at = self.text.len();
        let before = if near.start + window.start > 0 { "… " } else { "" };
        let after = if near.end < line.len() || window.end < escaped.text.len() { " …" } else { "" };
        self.text.push_str(before);
        self.text.push_str(&escaped.text[window.clone()]);
        self.text.push_str(after);
        self.text.push('\n');
        let moved = |offset: usize| at + before.len() + offset.clamp(window.start, window.end) - window.start;
        self.marks.push(moved(mark.start)..moved(mark.end));
    }
}

/// The bytes of `line` that may be shown where a mark begins at `mark`: no more is looked at, however long the line is.
fn near(line: &str, mark: usize) -> Range<usize> {
    let start = line[..mark].char_indices().rev().nth(WIDEST).map_or(0, |(at, _)| at);
    let end = line[mark..].char_indices().nth(WIDEST).map_or(line.len(), |(at, _)| mark + at);
    start..end
}

/// The bytes of `line` to show, cut between words where that is possible.
fn window(line: &str, mark: &Range<usize>) -> Range<usize> {
    if line.chars().count() <= WIDEST {
        return 0..line.len();
    }
    // Near the end of the line there is room for more of what stands before.
    let before = BEFORE.max((WIDEST - 4).saturating_sub(line[mark.start..].chars().count()));
    let back = line[..mark.start].char_indices().rev().nth(before).map_or(0, |(at, _)| at);
    let start = line[back..mark.start].find(' ').filter(|_| back > 0).map_or(back, |space| back + space + 1);
    let limit = line[start..].char_indices().nth(WIDEST - 4).map_or(line.len(), |(at, _)| start + at);
    let end = match line[start..limit].rfind(' ') {
        Some(space) if limit < line.len() && start + space > mark.start => start + space,
        _ => limit,
    };
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, words: &str) -> (usize, usize, String, Vec<String>) {
        let at = text.find(words).unwrap();
        let excerpt = Excerpt::new(&Source::new(text.to_owned()), &(at..at + words.len()));
        let marks = excerpt.marks.iter().map(|mark| excerpt.text[mark.clone()].to_owned()).collect();
        (excerpt.first_line, excerpt.column, excerpt.text, marks)
    }

    #[test]
    fn a_mark_over_two_lines_is_shown_on_both() {
        let (line, column, text, marks) = marked("a\r\nwe thank\r\n  you all\r\n", "thank\r\n  you");
        assert_eq!((line, column, text.as_str()), (2, 4, "we thank\n  you all\n"));
        assert_eq!(marks, ["thank", "you"]);
    }

    #[test]
    fn a_long_line_is_clipped_around_the_mark() {
        let text = format!("{}you failed to pay{}", "word ".repeat(100), " more".repeat(100));
        let (_, column, shown, marks) = marked(&text, "you failed");
        assert_eq!((column, marks), (501, vec!["you failed".to_owned()]));
        assert!(shown.starts_with("… word") && shown.trim_end().ends_with("more …"), "{shown}");
        assert!(shown.chars().count() <= WIDEST + 6, "{shown}");
    }

    #[test]
    fn escapes_do_not_move_the_mark() {
        let (_, _, text, marks) = marked("a\u{1b}[31m you failed", "you failed");
        assert_eq!(text, "a\\u{1b}[31m you failed\n");
        assert_eq!(marks, ["you failed"]);
    }
}
