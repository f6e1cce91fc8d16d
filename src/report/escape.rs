//! The one escape. In: text that came from a file. Out: the same without anything that a terminal or a CI runner
//! would obey or that would mislead the eye: control characters, escape sequences, bidirectional overrides and what
//! makes a command of a line (`::error::`, `##[group]`) are shown as `\u{1b}`.

use std::borrow::Cow;

/// Escaped text, with the way from old offsets to new ones.
#[derive(Debug)]
pub struct Escaped<'t> {
    /// The text to show.
    pub text: Cow<'t, str>,
    /// Where the text grew: byte behind the original character, and by how much all told.
    shifts: Vec<(usize, isize)>,
}

impl Escaped<'_> {
    /// Where the byte at `offset` of the original stands now.
    pub fn offset(&self, offset: usize) -> usize {
        let before = self.shifts.partition_point(|(at, _)| *at <= offset);
        let shift = self.shifts[..before].last().map_or(0, |(_, shift)| *shift);
        offset.saturating_add_signed(shift)
    }
}

/// Escapes several lines; line ends stay, `\r\n` becomes `\n`.
pub fn lines(text: &str) -> Escaped<'_> {
    escape(text, true, true)
}

/// Escapes what is shown on one line, such as a file name or a message.
pub fn line(text: &str) -> Cow<'_, str> {
    escape(text, false, true).text
}

/// Escapes what misleads the eye alone, in text that no runner reads, such as that of a page; line ends stay.
pub fn visible(text: &str) -> Cow<'_, str> {
    escape(text, true, false).text
}

/// `in_log`: a CI runner may read it.
fn escape(text: &str, keep_lines: bool, in_log: bool) -> Escaped<'_> {
    let may_command = in_log && (text.contains("::") || text.contains("##"));
    if !may_command && !text.chars().any(|c| is_dangerous(c) && !(keep_lines && c == '\n')) {
        return Escaped { text: Cow::Borrowed(text), shifts: Vec::new() };
    }
    let mut shown = String::with_capacity(text.len() + 16);
    let mut shifts = Vec::new();
    let mut line_start = true;
    for (at, c) in text.char_indices() {
        let before = shown.len();
        let commands = may_command && begins_command(&text[at..], line_start);
        line_start = c == '\n' || (line_start && c.is_whitespace());
        match c {
            c if commands => shown.extend(c.escape_unicode()),
            '\n' if keep_lines => shown.push(c),
            '\r' if keep_lines && text[at + 1..].starts_with('\n') => {}
            '\u{feff}' if at == 0 => {}
            c if is_dangerous(c) => shown.extend(c.escape_default()),
            c => shown.push(c),
        }
        let (old, new) = (at + c.len_utf8(), shown.len());
        if new - before != c.len_utf8() {
            shifts.push((old, new as isize - old as isize));
        }
    }
    Escaped { text: Cow::Owned(shown), shifts }
}

/// Whether a CI runner obeys what begins here: `::command::` at the start of a line (GitHub), `##[command]` and
/// `##vso[command]` anywhere (GitHub, Azure), `##teamcity[command]`.
fn begins_command(text: &str, line_start: bool) -> bool {
    let after_word = || text[2..].trim_start_matches(|c: char| c.is_ascii_alphabetic());
    (line_start && text.starts_with("::")) || (text.starts_with("##") && after_word().starts_with('['))
}

/// What a terminal obeys, or what makes text look other than it is. A tab is left, since it does neither.
pub(super) fn is_dangerous(c: char) -> bool {
    (c.is_control() && c != '\t')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{61c}')
        || matches!(c, '\u{e0000}'..='\u{e007f}' | '\u{fff9}'..='\u{fffb}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What was escaped, without backslashes of its own.
    fn decode(shown: &str) -> String {
        let mut parts = shown.split('\\');
        let mut text = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (code, rest) = part.split_once('}').unwrap_or((part, ""));
            match code.strip_prefix("u{") {
                Some(code) => {
                    text.extend(char::from_u32(u32::from_str_radix(code, 16).unwrap()));
                    text.push_str(rest);
                }
                None => {
                    text.push(if part.starts_with('r') { '\r' } else { '\n' });
                    text.push_str(&part[1..]);
                }
            }
        }
        text
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 100_000, ..ProptestConfig::default() })]

        #[test]
        fn what_was_escaped_can_be_read_back(text in "[a-c:#\\[ \t\n\r\u{1b}\u{7f}-\u{9f}\u{200b}-\u{202e}\u{feff}\u{e0001}ł]{0,10}") {
            let text = text.trim_start_matches('\u{feff}');
            prop_assert_eq!(decode(&line(text)), text);
            let escaped = lines(text);
            prop_assert_eq!(decode(&escaped.text), text.replace("\r\n", "\n"));
            for (at, c) in text.char_indices().filter(|(at, c)| *c != '\r' || !text[at + 1..].starts_with('\n')) {
                let here = &escaped.text[escaped.offset(at)..];
                prop_assert!(here.starts_with(c) || decode(here).starts_with(c), "{:?} at {} of {:?}", c, at, text);
            }
        }
    }

    #[test]
    fn nothing_that_a_terminal_obeys_is_left() {
        assert_eq!(line("a\u{1b}[31mb\u{202e}c\r\nd\u{9b}"), r"a\u{1b}[31mb\u{202e}c\r\nd\u{9b}");
        assert_eq!(lines("a\u{7}\tb\r\nc\rd\n").text, "a\\u{7}\tb\nc\\rd\n");
        assert!(matches!(line("Zażółć – „gęślą”"), Cow::Borrowed(_)));
    }

    #[test]
    fn no_line_is_a_command_to_a_runner() {
        assert_eq!(line("::error::x"), r"\u{3a}:error::x");
        assert_eq!(
            line("a ##[group]b ###[x] ##vso[task] ## [ok]"),
            r"a \u{23}#[group]b #\u{23}#[x] \u{23}#vso[task] ## [ok]"
        );
        assert_eq!(lines("a ::b\n \t::stop::").text, "a ::b\n \t\\u{3a}:stop::");
        assert_eq!(visible("::a ##[b]\u{202e}"), r"::a ##[b]\u{202e}");
    }

    #[test]
    fn offsets_move_with_the_text() {
        let escaped = lines("\u{feff}a\u{1b}b\r\nc");
        assert_eq!(escaped.text, "a\\u{1b}b\nc");
        let at = |offset: usize| escaped.text[escaped.offset(offset)..].chars().next();
        assert_eq!((at(3), at(4), at(5), at(8)), (Some('a'), Some('\\'), Some('b'), Some('c')));
    }
}
