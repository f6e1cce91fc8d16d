//! Front matter. In: the text of a letter. Out: where its settings block lies, fences included.
//!
//! Split off by hand before Markdown is parsed: pulldown-cmark's own option is quadratic on hostile input.

use std::ops::Range;

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

/// The bytes between the fences of the front matter of a letter, its byte order mark included in the count.
pub fn inner(text: &str) -> Option<Range<usize>> {
    let whole = find(text, if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 })?;
    let start = whole.start + text[whole.clone()].find('\n').map_or(0, |at| at + 1);
    let end = whole.start + text[whole.clone()].trim_end().rfind('\n').map_or(0, |at| at + 1);
    Some(start..end.max(start))
}

#[cfg(test)]
mod tests {
    use super::{find, inner};

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
