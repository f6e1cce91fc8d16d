//! Suppressions in comments. In: the comments of a Markdown letter. Out: [`Directive`]s, with what is wrong with
//! them.
//!
//! `<!-- letterlint-disable-next-line no-blame, no-cliche -- the quote is agreed -->`

use std::ops::Range;

const PREFIX: &str = "letterlint-";
const COMMANDS: [(&str, Command); 5] = [
    ("disable-next-line", Command::NextBlock),
    ("disable-line", Command::Line),
    ("disable-file", Command::File),
    ("disable", Command::From),
    ("enable", Command::Until),
];

/// What a comment asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// Hide findings in the block behind the comment.
    NextBlock,
    /// Hide findings on the comment's line.
    Line,
    /// Hide findings in the whole letter.
    File,
    /// Hide findings from here on.
    From,
    /// Hide them no longer.
    Until,
}

/// A comment that speaks to letterlint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directive {
    /// What it asks for; `None` where nobody knows.
    pub command: Option<Command>,
    /// The command as it is written, with its bytes in the letter.
    pub word: Range<usize>,
    /// The rules that it names, as bytes in the letter.
    pub rules: Vec<Range<usize>>,
    /// Whether it says why.
    pub has_reason: bool,
    /// Bytes of the whole comment.
    pub range: Range<usize>,
}

/// Reads the comment at the bytes `range` of `text`, from `<!--` to `-->`; `None` where it does not speak to
/// letterlint.
pub fn read(text: &str, range: &Range<usize>) -> Option<Directive> {
    let inner = text[range.clone()].strip_prefix("<!--")?.strip_suffix("-->")?;
    let start = range.start + 4 + inner.len() - inner.trim_start().len();
    let body = &text[start..range.end - 3];
    body.strip_prefix(PREFIX)?;
    let word = body.find(char::is_whitespace).map_or(body.len(), |at| at);
    let command = COMMANDS.iter().find(|(name, _)| body[PREFIX.len()..word] == **name).map(|(_, command)| *command);
    let (named, reason) = match reason_mark(&body[word..]) {
        Some(at) => (word..word + at, &body[word + at + 2..]),
        None => (word..body.len(), ""),
    };
    let mut rules = Vec::new();
    let mut at = named.start;
    for piece in body[named].split_inclusive([',', ' ', '\t', '\n', '\r']) {
        let name = piece.trim_end_matches([',', ' ', '\t', '\n', '\r']);
        if !name.is_empty() {
            rules.push(start + at..start + at + name.len());
        }
        at += piece.len();
    }
    let has_reason = reason.chars().any(char::is_alphanumeric);
    Some(Directive { command, word: start..start + word, rules, has_reason, range: range.clone() })
}

/// Where ` -- ` begins the reason: a dash of two hyphens that stands alone.
fn reason_mark(rest: &str) -> Option<usize> {
    let alone = |at: usize| rest[..at].ends_with(char::is_whitespace) && !rest[at + 2..].starts_with('-');
    rest.match_indices("--").map(|(at, _)| at).find(|at| alone(*at))
}

/// The commands, for advice.
pub fn commands() -> impl Iterator<Item = String> {
    COMMANDS.iter().map(|(name, _)| format!("{PREFIX}{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn directive(text: &str) -> (Option<Command>, Vec<&str>, bool) {
        let read = read(text, &(0..text.len())).unwrap();
        (read.command, read.rules.iter().map(|range| &text[range.clone()]).collect(), read.has_reason)
    }

    #[test]
    fn command_rules_and_reason_are_told_apart() {
        assert_eq!(
            directive("<!-- letterlint-disable-next-line no-blame, tone/no-cliche -- the quote is agreed -->"),
            (Some(Command::NextBlock), vec!["no-blame", "tone/no-cliche"], true)
        );
        assert_eq!(
            directive("<!--letterlint-disable-file no-blame-->"),
            (Some(Command::File), vec!["no-blame"], false)
        );
        assert_eq!(directive("<!-- letterlint-enable -->"), (Some(Command::Until), vec![], false));
        assert_eq!(directive("<!-- letterlint-disable a\nb\n-- why -->"), (Some(Command::From), vec!["a", "b"], true));
        assert!(!directive("<!-- letterlint-disable a -- -->").2);
        assert_eq!(directive("<!-- letterlint-disabel a -- why -->").0, None);
        assert_eq!(read("<!-- a remark -->", &(0..17)), None);
    }
}
