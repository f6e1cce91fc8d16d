//! What is wrong with a TOML file. In: the file and the place. Out: [`Fault`], which a report turns into a
//! caret below the place; in plain words also where the TOML reader or serde found it.

mod form;
mod syntax;

use std::ops::Range;

use thiserror::Error;

/// A TOML file as it was read: a rule file, a word list, settings.
#[derive(Debug, Clone, Copy)]
pub struct TomlFile<'f> {
    /// Its path, as it is shown.
    pub path: &'f str,
    /// Its text.
    pub text: &'f str,
}

impl TomlFile<'_> {
    /// The line, from 1, of the byte at `offset`.
    pub fn line(&self, offset: usize) -> usize {
        self.text.as_bytes()[..offset.min(self.text.len())].iter().filter(|byte| **byte == b'\n').count() + 1
    }

    /// Where in the file the byte `at` of the value of a string stands whose quotes begin at `span`: an escape such as
    /// `\"` is longer than what it stands for.
    pub fn inside(&self, span: &Range<usize>, at: usize) -> usize {
        let raw = &self.text[span.clone()];
        let quote = &raw[..raw.len().min(1)];
        let is_long = raw.len() >= 6 && raw.starts_with(&quote.repeat(3));
        let mut place = if is_long { 3 } else { 1 };
        if is_long {
            place += ["\r\n", "\n"].iter().find(|end| raw[place..].starts_with(**end)).map_or(0, |end| end.len());
        }
        let mut passed = 0;
        while place < raw.len() {
            let (written, meant) = if quote == "'" { (1, 1) } else { piece(&raw[place..]) };
            if passed >= at && meant > 0 {
                break;
            }
            place += written;
            passed += meant;
        }
        span.start + place.min(raw.len().saturating_sub(1))
    }

    /// The bytes of the key whose value begins at `at`, on the same line.
    pub fn key_before(&self, at: usize) -> Option<Range<usize>> {
        let line = self.text.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
        let key =
            self.text.get(line..at)?.trim_end().strip_suffix(['=', ':'])?.trim_end().trim_end_matches(['"', '\'']);
        let name = key.rsplit(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_')).next().unwrap_or_default();
        (!name.is_empty()).then(|| line + key.len() - name.len()..line + key.len())
    }
}

/// How many bytes the first piece of the inside of a string in double quotes has, and how many its value.
fn piece(rest: &str) -> (usize, usize) {
    let mut chars = rest.chars();
    let first = chars.next().map_or(1, char::len_utf8);
    if !rest.starts_with('\\') {
        return (first, first);
    }
    let code = |digits: usize| {
        let value = rest.get(2..2 + digits).and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32);
        (2 + digits, value.map_or(1, char::len_utf8))
    };
    match chars.next() {
        Some('x') => code(2),
        Some('u') => code(4),
        Some('U') => code(8),
        Some(c) if c.is_whitespace() => (rest.len() - rest[1..].trim_start().len(), 0),
        _ => (2, 1),
    }
}

/// A fault in a TOML file, with the place.
#[derive(Debug, Clone, Error)]
#[error("{path}: {message}")]
pub struct Fault {
    /// The file.
    pub path: String,
    /// Its whole text.
    pub text: String,
    /// Bytes of the text that are wrong, if the fault has a place.
    pub span: Option<Range<usize>>,
    /// What is wrong, in one line.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Fault {
    /// A fault of the whole file.
    pub fn whole(file: &TomlFile, message: impl Into<String>) -> Fault {
        Fault {
            path: file.path.to_owned(),
            text: file.text.to_owned(),
            span: None,
            message: message.into(),
            help: None,
        }
    }

    /// A fault at `span`, in bytes of the text, which is widened to whole characters: readers of TOML point into them.
    pub fn at(file: &TomlFile, span: Range<usize>, message: impl Into<String>) -> Fault {
        let start = file.text.floor_char_boundary(span.start);
        let span = start..file.text.ceil_char_boundary(span.end).max(start);
        Fault { span: Some(span), ..Fault::whole(file, message) }
    }

    /// A fault that the TOML reader or serde found, in plain words.
    pub fn toml(file: &TomlFile, error: &toml::de::Error) -> Fault {
        let message = error.message().lines().collect::<Vec<_>>().join(" ");
        let Some(span) = error.span() else { return Fault::whole(file, message) };
        form::fault(file, &message, span.clone()).unwrap_or_else(|| syntax::fault(file, &message, span))
    }

    /// The key `name` at `span`, which is none of the `known` ones.
    pub fn unknown_key(file: &TomlFile, span: Range<usize>, name: &str, known: &[&str]) -> Fault {
        form::unknown_key(file, span, name, known)
    }

    /// The same where the key `name` goes by another name.
    pub fn calling(self, name: &str, other: &str) -> Fault {
        let renamed = |text: String| text.replace(&format!("“{name}"), &format!("“{other}"));
        Fault { message: renamed(self.message), help: self.help.map(renamed), ..self }
    }

    /// The same with advice.
    pub fn help(self, help: impl Into<String>) -> Fault {
        Fault { help: Some(help.into()), ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_passed_over() {
        for (text, at, stands) in [
            (r#"x = "a \"b\" {c""#, 6, "{c"),
            (r#"x = 'a \ {c'"#, 4, "{c"),
            (r#"x = "\u00fc {c""#, 3, "{c"),
            ("x = \"\"\"\nä \\\n  {c\"\"\"", 3, "{c"),
        ] {
            let file = TomlFile { path: "x", text };
            let place = file.inside(&(4..text.len()), at);
            assert!(text[place..].starts_with(stands), "{text}: {}", &text[place..]);
        }
    }

    #[test]
    fn the_key_of_a_value_is_found() {
        let file = TomlFile { path: "x", text: "a = 1\nletter.no-tice = 'x'\n  b: y" };
        let key = |value: &str| file.key_before(file.text.find(value).unwrap()).map(|key| &file.text[key]);
        assert_eq!((key("1"), key("'x'"), key("y"), key("a =")), (Some("a"), Some("no-tice"), Some("b"), None));
    }
}
