//! Settings in a letter's front matter. In: the text of a letter. Out: what it sets under `letterlint:` (YAML) or
//! `[letterlint]` (TOML), with places in the letter. The only place that knows saphyr-parser.

use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span, StrInput};
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::SettingsFile;
use crate::document::front_matter;
use crate::fault::{Fault, TomlFile};

/// The key under which settings stand.
const KEY: &str = "letterlint";
/// What a letter can set for itself.
const OWN_KEYS: [&str; 6] = ["packs", "error-on", "template", "today", "letter", "rules"];
/// Settings nest no deeper than `rules: { keep-it-short: { words: 300 } }`.
const DEEPEST: usize = 4;
/// Longer front matter is not looked into, in bytes.
const LONGEST: usize = 64 * 1024;

/// The settings in the front matter of the letter `file`, if there are any.
///
/// # Errors
/// Front matter that speaks of letterlint and can't be read, an unknown key, a value that can't be; a key that only
/// a settings file may set.
pub fn read(file: &TomlFile) -> Result<Option<SettingsFile>, Fault> {
    with_table(file, |table| {
        for (key, _) in table.get_ref() {
            let name = key.get_ref().as_ref();
            if ["max-mib", "exclude", "overrides", "suppressions"].contains(&name) {
                let message = format!("`{name}` stands in a settings file, not in a letter");
                return Err(Fault::at(file, key.span(), message).help("write it into letterlint.toml"));
            }
            if !OWN_KEYS.contains(&name) {
                return Err(Fault::unknown_key(file, key.span(), name, &OWN_KEYS));
            }
        }
        SettingsFile::read(table, file)
    })
}

/// Hands the table of settings in the front matter of `file` to `take`, with places in `file`.
pub fn with_table<T>(
    file: &TomlFile,
    take: impl FnOnce(Spanned<DeTable>) -> Result<T, Fault>,
) -> Result<Option<T>, Fault> {
    let Some(inner) = front_matter::inner(file.text) else { return not_closed(file).map_or(Ok(None), Err) };
    // Other front matter is none of our business, and a template's may be no YAML at all.
    if !file.text[inner.clone()].contains(KEY) {
        return Ok(None);
    }
    if inner.len() > LONGEST {
        return Err(Fault::at(file, inner.start..inner.start, "front matter of more than 64 KiB is not read"));
    }
    if file.text[..inner.start].contains('+') { from_toml(file, inner, take) } else { from_yaml(file, inner, take) }
}

/// The fault of front matter that nothing closes, where settings stand in it.
fn not_closed(file: &TomlFile) -> Option<Fault> {
    let start = if file.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut lines = file.text[start..].lines().map(str::trim_end);
    let fence = lines.next().filter(|fence| ["---", "+++"].contains(fence))?;
    let mut head = lines.take_while(|line| !line.is_empty());
    let is_ours =
        head.any(|line| line == "[letterlint]" || line.strip_prefix(KEY).is_some_and(|rest| rest.starts_with(':')));
    let fault = || Fault::at(file, start..start + fence.len(), "this front matter is not closed");
    is_ours.then(|| fault().help(format!("write {fence} on a line of its own behind it")))
}

fn from_toml<T>(
    file: &TomlFile,
    inner: Range<usize>,
    take: impl FnOnce(Spanned<DeTable>) -> Result<T, Fault>,
) -> Result<Option<T>, Fault> {
    // Blanks before it make the places those of the letter.
    let text = " ".repeat(inner.start) + &file.text[inner];
    let mut root = DeTable::parse(&text).map_err(|error| Fault::toml(file, &error))?.into_inner();
    let Some(value) = root.remove(KEY) else { return Ok(None) };
    let span = value.span();
    match value.into_inner() {
        DeValue::Table(table) => take(Spanned::new(span, table)).map(Some),
        _ => Err(no_table(file, span)),
    }
}

fn from_yaml<T>(
    file: &TomlFile,
    inner: Range<usize>,
    take: impl FnOnce(Spanned<DeTable>) -> Result<T, Fault>,
) -> Result<Option<T>, Fault> {
    let mut reader = Yaml::new(file, inner);
    let Some(value) = reader.settings()? else { return Ok(None) };
    let span = value.span();
    match value.into_inner() {
        DeValue::Table(table) => take(Spanned::new(span, table)).map(Some),
        _ => Err(no_table(file, span)),
    }
}

fn no_table(file: &TomlFile, span: Range<usize>) -> Fault {
    if file.text[span.clone()].is_empty() {
        let key = file.text[..span.start].rfind(KEY).map_or(span, |at| at..at + KEY.len());
        return Fault::at(file, key, "`letterlint` holds no settings")
            .help("indent the settings below it by two spaces");
    }
    Fault::at(file, span, "`letterlint` holds settings by their names").help("letterlint: { template: true }")
}

/// Where the caret belongs.
#[derive(Clone, Copy)]
enum Caret {
    /// Where the reader saw the fault.
    There,
    /// Behind what stands before that place.
    Before,
    /// On the blanks at the beginning of the line.
    Indent,
}

/// What the message of the YAML reader, which is written for programmers, holds; what is said instead, what to do, where.
const WORDS: &[(&str, &str, &str, Caret)] = &[
    ("flow sequence", "a comma or “]” is missing here", LIST, Caret::Before),
    ("flow mapping", "a comma or “}” is missing here", TABLE, Caret::Before),
    ("tab", "a tab stands before this key", "indent with spaces", Caret::Indent),
    ("mapping values", "a second “: ” stands in this line", COLON, Caret::There),
    ("escape", "this backslash means nothing", "write \\\\ for a backslash, or use single quotes", Caret::There),
    ("end of stream", "this text in quotes is not closed", "write the same quote at its end", Caret::There),
    ("document indicator", "this text in quotes is not closed", "write the same quote at its end", Caret::Before),
    ("simple key", "“: ” and a value are missing here", PLAIN, Caret::There),
    ("did not find expected key", "this line is not indented as those above it", INDENT, Caret::There),
    ("indentation", "this line is not indented as those above it", INDENT, Caret::There),
];
const LIST: &str = "write “,” between the entries of a list and “]” at its end";
const TABLE: &str = "write “,” between the keys of a table and “}” at its end";
const COLON: &str = "put a value that holds “: ” in quotes, and indent the keys of one table alike";
const INDENT: &str = "indent the keys of one table alike";
const PLAIN: &str = "write each key on a line of its own, with “: ” and its value";

/// Reads the part of a YAML mapping that stands under [`KEY`] as a table of TOML.
struct Yaml<'f> {
    file: &'f TomlFile<'f>,
    events: Parser<'f, StrInput<'f>>,
    /// The byte in the letter of each character of the front matter, and of its end.
    bytes: Vec<usize>,
}

impl<'f> Yaml<'f> {
    fn new(file: &'f TomlFile<'f>, inner: Range<usize>) -> Yaml<'f> {
        let text = &file.text[inner.clone()];
        let bytes = text.char_indices().map(|(at, _)| inner.start + at).chain([inner.end]).collect();
        Yaml { file, events: Parser::new_from_str(text), bytes }
    }

    fn settings(&mut self) -> Result<Option<Spanned<DeValue<'f>>>, Fault> {
        let mut depth = 0;
        while let Some((event, span)) = self.next()? {
            match event {
                Event::Scalar(key, ..) if depth == 1 && key == KEY && self.is_key(&span) => {
                    let Some((event, span)) = self.next()? else { return Ok(None) };
                    let value = self.value(event, span, 0)?;
                    return self.no_second().map(|()| Some(value));
                }
                Event::MappingStart(..) | Event::SequenceStart(..) => depth += 1,
                Event::MappingEnd | Event::SequenceEnd => depth -= 1,
                _ => {}
            }
        }
        Ok(None)
    }

    /// Reads what stands behind the settings, which are read in vain where they stand there again.
    fn no_second(&mut self) -> Result<(), Fault> {
        let mut depth = 1;
        while let Some((event, span)) = self.next()? {
            match event {
                Event::Scalar(key, ..) if depth == 1 && key == KEY && self.is_key(&span) => {
                    return Err(self.twice(&key, span));
                }
                Event::MappingStart(..) | Event::SequenceStart(..) => depth += 1,
                Event::MappingEnd | Event::SequenceEnd => depth -= 1,
                _ => {}
            }
        }
        Ok(())
    }

    /// Whether what stands at `span` is a key, and no value that reads like one.
    fn is_key(&self, span: &Range<usize>) -> bool {
        self.file.text[span.end..].trim_start_matches(['"', '\'', ' ']).starts_with(':')
    }

    fn twice(&self, key: &str, span: Range<usize>) -> Fault {
        Fault::at(self.file, span, format!("the key “{key}” is here for the second time")).help("keep one of the two")
    }

    fn next(&mut self) -> Result<Option<(Event<'f>, Range<usize>)>, Fault> {
        match self.events.next_event() {
            None => Ok(None),
            Some(Ok((event, span))) => Ok(Some((event, self.range(span)))),
            Some(Err(error)) => Err(self.broken(&error)),
        }
    }

    fn broken(&self, error: &ScanError) -> Fault {
        let at = self.byte(error.marker().index());
        let text = self.file.text;
        let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let found = WORDS.iter().find(|(theirs, ..)| error.info().contains(theirs));
        let (_, said, help, caret) = *found.unwrap_or(&("", "it can't be read here", PLAIN, Caret::There));
        let place = match caret {
            Caret::There => at..at,
            Caret::Before => text[..at].trim_end().len()..text[..at].trim_end().len(),
            Caret::Indent => line..text[line..].find(|c: char| !c.is_whitespace()).map_or(at, |indent| line + indent),
        };
        Fault::at(self.file, place, format!("this front matter is no YAML: {said}")).help(help)
    }

    fn byte(&self, character: usize) -> usize {
        self.bytes[character.min(self.bytes.len() - 1)]
    }

    fn range(&self, span: Span) -> Range<usize> {
        let (start, end) = (self.byte(span.start.index()), self.byte(span.end.index()));
        start..end.max(start)
    }

    fn value(&mut self, event: Event<'f>, span: Range<usize>, depth: usize) -> Result<Spanned<DeValue<'f>>, Fault> {
        if depth > DEEPEST {
            return Err(Fault::at(self.file, span, "settings do not nest so deep"));
        }
        match event {
            Event::Scalar(text, ScalarStyle::Plain, ..) => {
                let raw = &self.file.text[span.clone()];
                let value = match raw {
                    "true" => DeValue::Boolean(true),
                    "false" => DeValue::Boolean(false),
                    _ if !raw.is_empty() && raw.bytes().all(|byte| byte.is_ascii_digit()) => {
                        DeValue::parse(raw).map_or(DeValue::String(text), Spanned::into_inner)
                    }
                    _ => DeValue::String(text),
                };
                Ok(Spanned::new(span, value))
            }
            Event::Scalar(text, ..) => Ok(Spanned::new(span, DeValue::String(text))),
            Event::SequenceStart(..) => {
                let mut array = DeArray::new();
                loop {
                    match self.next()? {
                        Some((Event::SequenceEnd, end)) => {
                            return Ok(Spanned::new(span.start..end.end, DeValue::Array(array)));
                        }
                        Some((event, inner)) => array.push(self.value(event, inner, depth + 1)?),
                        None => return Err(self.unsupported(span)),
                    }
                }
            }
            Event::MappingStart(..) => {
                let mut table = DeTable::new();
                loop {
                    match self.next()? {
                        Some((Event::MappingEnd, end)) => {
                            return Ok(Spanned::new(span.start..end.end, DeValue::Table(table)));
                        }
                        Some((Event::Scalar(key, ..), at)) => {
                            let Some((event, inner)) = self.next()? else { return Err(self.unsupported(at)) };
                            let value = self.value(event, inner, depth + 1)?;
                            if table.contains_key(key.as_ref()) {
                                return Err(self.twice(&key, at));
                            }
                            table.insert(Spanned::new(at, key), value);
                        }
                        Some((_, at)) => return Err(self.unsupported(at)),
                        None => return Err(self.unsupported(span)),
                    }
                }
            }
            _ => Err(self.unsupported(span)),
        }
    }

    fn unsupported(&self, span: Range<usize>) -> Fault {
        Fault::at(self.file, span, "settings are plain keys and values, without aliases")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Level, Severity};
    use crate::settings::{Keys, Settings};

    fn settings(text: &str) -> Result<Option<Settings>, Fault> {
        read(&TomlFile { path: "letter.md", text }).map(|file| {
            file.map(|file| {
                let mut settings = Settings::default();
                settings.apply(&Keys::from(&file));
                settings
            })
        })
    }

    #[test]
    fn yaml_and_toml_say_the_same() {
        let yaml = "---\ntitle: Zażółć\nletterlint:\n  template: true\n  error-on: warning\n  today: 2026-05-31\n  \
                    packs: [letter, 'tone']\n  rules:\n    keep-it-short: { severity: info, words: 300 }\n---\nDear";
        let toml = "+++\ntitle = 'x'\n[letterlint]\ntemplate = true\nerror-on = 'warning'\ntoday = '2026-05-31'\n\
                    packs = ['letter', 'tone']\n[letterlint.rules]\nkeep-it-short = { severity = 'info', words = 300 }\n+++\n";
        for text in [yaml.to_owned(), yaml.replace('\n', "\r\n"), format!("\u{feff}{yaml}"), toml.to_owned()] {
            let settings = settings(&text).unwrap().unwrap();
            assert_eq!((settings.template, settings.error_on), (true, Severity::Warning), "{text}");
            assert_eq!(settings.today, Some(jiff::civil::date(2026, 5, 31)));
            assert_eq!(settings.packs, ["letter", "tone"]);
            let short = &settings.rules["keep-it-short"];
            assert_eq!((short.severity, short.words), (Some(Level::Info), Some(300)));
        }
    }

    #[test]
    fn faults_point_into_the_letter() {
        for (text, marked) in [
            ("---\ntitle: Zażółć\nletterlint:\n  temlate: true\n---\n", "temlate"),
            ("---\r\ntitle: Zażółć\r\nletterlint:\r\n  temlate: true\r\n---\r\n", "temlate"),
            ("---\nletterlint:\n  template: maybe\n---\n", "maybe"),
            ("+++\n[letterlint]\ntemlate = true\n+++\n", "temlate"),
            ("---\nletterlint: { exclude: [a] }\n---\n", "exclude"),
            ("---\nletterlint: yes\n---\n", "yes"),
            ("---\nmine: &a {}\nletterlint: *a\n---\n", "*a"),
        ] {
            let fault = settings(text).unwrap_err();
            assert_eq!(&text[fault.span.clone().unwrap()], marked, "{text}: {}", fault.message);
        }
        let deep = format!("---\nletterlint: {}\n---\n", "[".repeat(20_000));
        assert!(settings(&deep).is_err());
    }

    #[test]
    fn other_front_matter_is_left_alone() {
        assert!(settings("---\ntitle: {{ title }}: {% x %}\n---\nDear").unwrap().is_none());
        assert!(settings("---\nby: letterlint\nwho: Ann\n---\nDear").unwrap().is_none());
        assert!(settings("---\ntags: [letterlint]\n---\nDear").unwrap().is_none());
        assert!(settings("Dear letterlint").unwrap().is_none());
    }
}
