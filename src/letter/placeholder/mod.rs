//! Placeholders. In: normalised text. Out: where something is to be filled in, and what: `{{client_name}}`,
//! `[End Date]`, `<<NAME>>`, `«Datum»`, `${date}`, `%DATE%`, `@@DATE@@`, `(insert date)`,
//! `____`.

mod malformed;
mod tag;

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};
use foldhash::fast::RandomState;

use malformed::closes_a_quotation;
pub use malformed::malformed;
pub use tag::branch_step;
use tag::is_control;

use crate::language::words::split;
use crate::language::{Grammar, Language, PlaceholderKind};

/// One placeholder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placeholder {
    /// Bytes in the normalised text, marks included.
    pub range: Range<usize>,
    /// The name between the marks.
    pub content: Range<usize>,
    /// What it stands for; `None` for a blank such as `____`, which may stand for anything.
    pub kind: Option<PlaceholderKind>,
}

/// A placeholder is at most so long, in bytes; longer brackets are text.
const LONGEST: usize = 400;

/// A bracket that offers wordings to choose from is at most so long.
const LONGEST_CHOICE: usize = 4000;

/// A style of placeholders that settings add to those that are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceholderStyle {
    /// The mark before the name.
    pub open: String,
    /// The mark behind it.
    pub close: String,
}

struct Style<'s> {
    open: &'s str,
    close: &'s str,
    accepts: fn(&str) -> bool,
}

/// The styles of placeholders that a letter may use, and the languages by whose words they are understood.
pub struct Styles<'s> {
    own: Vec<Style<'s>>,
    openings: Option<AhoCorasick>,
    grammars: &'s [(Language, &'s Grammar)],
    /// What the contents that were met stand for: a template names the same things again and again.
    kinds: RefCell<HashMap<String, PlaceholderKind, RandomState>>,
    /// Between « and » stands a quotation as often as a field; whether this letter uses them for fields.
    fields: bool,
}

/// Tried in this order at each place, so longer marks stand before shorter ones.
const STYLES: [Style<'static>; 13] = [
    Style { open: "{{", close: "}}", accepts: has_letter },
    Style { open: "{%", close: "%}", accepts: has_letter },
    Style { open: "${", close: "}", accepts: has_letter },
    Style { open: "{", close: "}", accepts: is_short_name },
    Style { open: "<<", close: ">>", accepts: has_letter },
    Style { open: "<", close: ">", accepts: is_short_name },
    Style { open: "[[", close: "]]", accepts: has_letter },
    Style { open: "[", close: "]", accepts: is_bracketed },
    Style { open: "@@", close: "@@", accepts: is_short_name },
    Style { open: "%", close: "%", accepts: is_variable },
    Style { open: "#", close: "#", accepts: is_variable },
    Style { open: "«", close: "»", accepts: is_field },
    Style { open: "(", close: ")", accepts: is_short_name },
];

/// Marks that begin a blank: a run of these is a placeholder of its own.
const BLANKS: [&str; 3] = ["___", ".....", "……"];

impl<'s> Styles<'s> {
    /// Those that are known, and `own` ones of the settings, which go before them.
    pub fn new(own: &'s [PlaceholderStyle], grammars: &'s [(Language, &'s Grammar)]) -> Styles<'s> {
        let own: Vec<Style> =
            own.iter().map(|style| Style { open: &style.open, close: &style.close, accepts: has_letter }).collect();
        let openings = (!own.is_empty()).then(|| openings_of(own.iter().chain(&STYLES)));
        Styles { own, openings, grammars, kinds: RefCell::default(), fields: false }
    }

    /// The same for a letter with these texts: one sure field between « and » makes fields of all of them.
    pub fn for_letter<'t>(self, mut texts: impl Iterator<Item = &'t str>) -> Styles<'s> {
        let fields = texts.any(|text| {
            text.contains('«') && self.find(text).iter().any(|found| text[found.range.clone()].starts_with('«'))
        });
        Styles { fields, ..self }
    }

    /// Finds the placeholders of `text`, in order.
    pub fn find(&self, text: &str) -> Vec<Placeholder> {
        let mut found: Vec<Placeholder> = Vec::new();
        let mut choices: Vec<Placeholder> = Vec::new();
        if self.own.is_empty() && !may_hold_an_opening(text) {
            return found;
        }
        let openings = self.openings.as_ref().unwrap_or_else(|| openings());
        for hit in openings.find_iter(text) {
            if found.last().is_some_and(|last| hit.start() < last.range.end) {
                continue;
            }
            match self.choice_at(text, hit.start()) {
                Some(tags) => choices.extend(tags),
                None => found.extend(blank_at(text, hit.start()).or_else(|| self.styled_at(text, hit.start()))),
            }
        }
        if !choices.is_empty() {
            found.extend(choices);
            found.sort_by_key(|placeholder| placeholder.range.start);
            found.dedup_by(|later, earlier| later.range.start < earlier.range.end);
        }
        found
    }

    /// A bracket that offers wordings, "[Choose one: on 31 May / at the end of May]": its beginning, the strokes
    /// between the wordings and its end, as tags that are no text.
    fn choice_at(&self, text: &str, start: usize) -> Option<Vec<Placeholder>> {
        let rest = text[start..text.floor_char_boundary((start + LONGEST_CHOICE).min(text.len()))].strip_prefix('[')?;
        let head = rest.find([':', '\n', '[', ']', '|']).filter(|at| rest[*at..].starts_with(':'))?;
        let offers = self.grammars.iter().any(|(language, grammar)| {
            let words = split(&rest[..head], *language);
            grammar.choices.match_len(words.iter().map(|word| word.folded.as_str())) > 0
        });
        let len = offers.then(|| closing_bracket(rest)).flatten()?;
        let tag = |range: Range<usize>| {
            let range = start + 1 + range.start..start + 1 + range.end;
            Placeholder { content: range.clone(), range, kind: Some(PlaceholderKind::Control) }
        };
        let opening = Placeholder { range: start..start + 1 + head + 1, ..tag(0..head) };
        let strokes = rest[head + 1..len].match_indices([' ', '\n']).filter_map(|(at, _)| {
            let at = head + 1 + at;
            ["/ ", "| ", "/\n", "|\n"]
                .iter()
                .any(|stroke| rest[at + 1..].starts_with(stroke))
                .then(|| tag(at + 1..at + 2))
        });
        Some(std::iter::once(opening).chain(strokes).chain([tag(len..len + 1)]).collect())
    }

    fn styled_at(&self, text: &str, start: usize) -> Option<Placeholder> {
        let rest = &text[start..text.floor_char_boundary((start + LONGEST).min(text.len()))];
        let styles = self.own.iter().chain(&STYLES);
        styles.filter(|style| rest.starts_with(style.open)).find_map(|style| {
            let inner = &rest[style.open.len()..];
            let len = inner.find(style.close)?;
            let content = &inner[..len];
            let nested = content.contains(style.open) || content.trim().is_empty();
            if nested || !(style.accepts)(content) || (style.open == "«" && closes_a_quotation(text, start)) {
                return None;
            }
            if style.open == "(" && !self.is_form_field(content) {
                return None;
            }
            let from = start + style.open.len();
            let kind = if is_control(style.open, content) { PlaceholderKind::Control } else { self.kind_of(content) };
            if style.open == "«" && !is_variable(content) && !self.is_sure_field(content, kind) {
                return None;
            }
            let range = start..from + len + style.close.len();
            let name = name_in(style.open, content);
            Some(Placeholder { range, content: from + name.start..from + name.end, kind: Some(kind) })
        })
    }

    fn kind_of(&self, content: &str) -> PlaceholderKind {
        if let Some(known) = self.kinds.borrow().get(content) {
            return *known;
        }
        let kind = kind_of(content, self.grammars);
        self.kinds.borrow_mut().insert(content.to_owned(), kind);
        kind
    }

    /// «Owner» is a field, «So» none. «End date» and «Last Christmas» are told apart by what else stands between « and ».
    fn is_sure_field(&self, content: &str, kind: PlaceholderKind) -> bool {
        let known = kind != PlaceholderKind::Other;
        let title = self.is_title(content);
        if self.fields { known || !title } else { known && !title }
    }

    /// "(insert date here)", "(Datum des Vertragsendes)": as forms and models say what belongs in a place, with no other word.
    fn is_form_field(&self, content: &str) -> bool {
        let apart = words_apart(content);
        self.grammars.iter().any(|(language, grammar)| {
            let folded = language.fold(&apart);
            let known = |word: &str| {
                let mut kinds = grammar.placeholder_words.iter();
                grammar.form_words.contains(word)
                    || (grammar.stop_words.contains(word) && !grammar.clause_borders.contains(word))
                    || kinds.any(|(_, entries)| entries.iter().any(|entry| says(&[word], entry)))
            };
            let begins = folded.split(' ').next().is_some_and(|first| grammar.form_words.contains(first));
            begins && folded.split(' ').all(known)
        })
    }

    /// «Der letzte Fährmann»: no field begins with "the" or the like.
    fn is_title(&self, content: &str) -> bool {
        let first = content.split_whitespace().next().unwrap_or_default();
        let is_small = |(language, grammar): &(Language, &Grammar)| grammar.stop_words.contains(&language.fold(first));
        content.trim().contains(' ') && self.grammars.iter().any(is_small)
    }

    /// A placeholder that lacks its closing mark as what it was meant to be, so that the rest of the sentence is
    /// read rightly. Without an opening mark nobody knows where it begins.
    pub fn meant(&self, text: &str, range: &Range<usize>) -> Option<Placeholder> {
        let words = &text[range.clone()];
        let opened = words.starts_with(|c: char| !c.is_alphanumeric());
        let kind = || Some(self.kind_of(words));
        opened.then(|| Placeholder { range: range.clone(), content: range.clone(), kind: kind() })
    }
}

/// Where the bracket closes that was opened before `rest`.
fn closing_bracket(rest: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, mark) in rest.match_indices(['[', ']']) {
        match mark {
            "[" => depth += 1,
            _ if depth == 0 => return Some(at),
            _ => depth -= 1,
        }
    }
    None
}

/// The bytes of the name in what stands between the marks: "name" in `<%= name %>`, `{{ name | upper }}`, `{{& name}}`.
fn name_in(open: &str, content: &str) -> Range<usize> {
    let is_mark = |c: char| c.is_whitespace() || matches!(c, '=' | '&' | '>' | '-' | '~');
    let end = if open.len() > 1 { content.find('|').unwrap_or(content.len()) } else { content.len() };
    let start = content[..end].len() - content[..end].trim_start_matches(is_mark).len();
    start..start + content[start..end].trim_end_matches(is_mark).len()
}

/// A look at the bytes, so that most letters need no automaton.
fn may_hold_an_opening(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().enumerate().any(|(at, byte)| match byte {
        b'{' | b'<' | b'[' | b'%' | b'#' => true,
        b'(' => bytes.get(at + 1).is_some_and(|next| next.is_ascii_alphabetic()),
        b'$' => bytes[at..].starts_with(b"${"),
        b'@' => bytes[at..].starts_with(b"@@"),
        b'_' => bytes[at..].starts_with(b"___"),
        b'.' => bytes[at..].starts_with(b"....."),
        0xc2 => bytes[at..].starts_with("«".as_bytes()),
        0xe2 => bytes[at..].starts_with("……".as_bytes()),
        _ => false,
    })
}

fn openings() -> &'static AhoCorasick {
    static OPENINGS: OnceLock<AhoCorasick> = OnceLock::new();
    OPENINGS.get_or_init(|| openings_of(STYLES.iter()))
}

fn openings_of<'s>(styles: impl Iterator<Item = &'s Style<'s>>) -> AhoCorasick {
    let marks = styles.map(|style| style.open).chain(BLANKS);
    AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(marks).expect("a few short marks")
}

fn blank_at(text: &str, start: usize) -> Option<Placeholder> {
    let rest = &text[start..];
    let mark = BLANKS.iter().find(|mark| rest.starts_with(**mark))?.chars().next()?;
    let end = start + rest.len() - rest.trim_start_matches(mark).len();
    if mark != '_' && is_leader(text, start, end) {
        return None;
    }
    Some(Placeholder { range: start..end, content: end..end, kind: None })
}

/// Whether dots lead the eye from an item to its figure, "Welded frames ........ 8 December", or do so in a table of
/// several lines. "on ..... 2026" is a blank.
fn is_leader(text: &str, start: usize, end: usize) -> bool {
    let before = &text[text.floor_char_boundary(start.saturating_sub(LONGEST))..start];
    let behind = &text[end..text.floor_char_boundary(end + LONGEST)];
    let item = before.rsplit('\n').next().unwrap_or_default();
    let figure = behind.split('\n').next().unwrap_or_default().trim();
    let is_year = figure.trim_end_matches('.').len() == 4 && figure.bytes().take(4).all(|b| b.is_ascii_digit());
    let is_figure = figure.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '£' | '€' | '$' | '-'))
        && figure.split_whitespace().count() <= 4
        && !is_year;
    let leads = |line: &&str| {
        let parts = line.split_once(".....");
        parts.is_some_and(|(item, figure)| item.contains(char::is_alphabetic) && figure.contains(char::is_alphabetic))
    };
    let near = &text[text.floor_char_boundary(start.saturating_sub(LONGEST))..text.floor_char_boundary(end + LONGEST)];
    item.contains(char::is_alphabetic) && (is_figure || near.lines().filter(leads).take(2).count() > 1)
}

fn has_letter(content: &str) -> bool {
    content.contains(char::is_alphabetic)
}

/// "name", "client.first-name", "Client Name", but no sentence and no address.
fn is_short_name(content: &str) -> bool {
    content.len() <= 60
        && content.starts_with(char::is_alphabetic)
        && content.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '.' | '-' | '\n'))
}

/// Square brackets that are no footnote, check box, ellipsis or editor's mark.
fn is_bracketed(content: &str) -> bool {
    has_letter(content) && !matches!(content, "x" | "X" | "sic" | "sic!" | "a" | "b" | "c")
}

/// "DATE", "END_DATE", "endDate": as a program writes a name.
fn is_variable(content: &str) -> bool {
    let name = !content.is_empty() && content.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    let upper = content.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    let camel = content.chars().skip(1).any(char::is_uppercase);
    (name && has_letter(content) && (upper || camel || content.contains('_')))
        || (upper && has_letter(content) && content.len() <= 40 && !content.contains(['.', ',', '!', '?', '\n']))
}

/// A mail-merge field: a few words without the punctuation of a quotation.
fn is_field(content: &str) -> bool {
    content.split_whitespace().count() <= 5 && has_letter(content) && !content.contains([',', '!', '?', ';', ':'])
}

/// What the words of a placeholder say it stands for.
fn kind_of(content: &str, grammars: &[(Language, &Grammar)]) -> PlaceholderKind {
    let apart = words_apart(content);
    let folded: Vec<String> = grammars.iter().map(|(language, _)| language.fold(&apart)).collect();
    let words: Vec<Vec<&str>> = folded.iter().map(|folded| folded.split(' ').collect()).collect();
    for index in 0..4 {
        for ((_, grammar), words) in grammars.iter().zip(&words) {
            let (kind, known) = &grammar.placeholder_words[index];
            if known.iter().any(|entry| says(words, entry)) {
                return *kind;
            }
        }
    }
    PlaceholderKind::Other
}

/// Whether an entry of a grammar's words for placeholders, one word or several, is among `words`.
fn says(words: &[&str], entry: &str) -> bool {
    let one = words.iter().any(|word| match entry.strip_suffix('*') {
        Some(stem) => word.starts_with(stem),
        None => *word == entry || (entry.len() >= 5 && word.ends_with(entry)),
    });
    let several = || {
        let wanted: Vec<&str> = entry.split(' ').collect();
        words.windows(wanted.len()).any(|run| run == wanted)
    };
    one || (entry.contains(' ') && several())
}

/// "client_name", "clientName" and "client-name" as "client name".
fn words_apart(content: &str) -> String {
    let mut apart = String::with_capacity(content.len() + 4);
    let mut lower = false;
    for c in content.chars() {
        if c.is_alphanumeric() {
            if c.is_uppercase() && lower {
                apart.push(' ');
            }
            lower = c.is_lowercase();
            apart.push(c);
        } else if !apart.ends_with(' ') {
            lower = false;
            apart.push(' ');
        }
    }
    apart.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(text: &str) -> Vec<Placeholder> {
        Styles::new(&[], &[]).for_letter(std::iter::once(text)).find(text)
    }

    fn found(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|placeholder| &text[placeholder.range]).collect()
    }

    #[test]
    fn every_style_is_found() {
        let styles = [
            "{{client_name}}",
            "${endDate}",
            "{name}",
            "<<CLIENT NAME>>",
            "<Client Name>",
            "[[liczba_lat]]",
            "[Date of last month-end]",
            "@@START_YEAR@@",
            "%DATE%",
            "#NAME#",
            "«LastShootDate»",
            "____",
            "......",
            "{% if x %}",
        ];
        for style in styles {
            assert_eq!(found(&format!("on {style}, we")), [style]);
        }
    }

    #[test]
    fn no_opening_is_overlooked_at_first_sight() {
        for opening in STYLES.iter().map(|style| style.open).chain(BLANKS) {
            assert!(may_hold_an_opening(&format!("ab{opening}c")), "{opening}");
        }
        assert!(!may_hold_an_opening("Dear Ms Żółw, it's done … write to a_b@c.de... 5 $ – »"));
    }

    #[test]
    fn what_only_looks_like_one_is_left_alone() {
        for text in [
            "see [1]",
            "[ ] open",
            "[x] done",
            "«Ihre Arbeit ist gut»",
            "10 % or 20 %",
            "a < b > c, d",
            "etc...",
            "<a@b.de>",
            "Welded frames ......... 8 December",
            "Korekta ....... 120 zł",
            "By ten ........ the same day\nLater ....... the next day",
        ] {
            assert_eq!(found(text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn one_sure_field_makes_fields_of_all_guillemets() {
        assert_eq!(found("on «LastShootDate» after «Liczba» lat"), ["«LastShootDate»", "«Liczba»"]);
        assert_eq!(found("«so», he said"), Vec::<&str>::new());
    }

    #[test]
    fn settings_add_styles() {
        let own = [PlaceholderStyle { open: "<%".into(), close: "%>".into() }];
        let styles = Styles::new(&own, &[]);
        let text = "Dear <%= name %>, {{date}} <% if x %>we<% end %>";
        let found: Vec<(&str, bool)> = styles
            .find(text)
            .into_iter()
            .map(|found| (&text[found.range], found.kind == Some(PlaceholderKind::Control)))
            .collect();
        let expected = [("<%= name %>", false), ("{{date}}", false), ("<% if x %>", true), ("<% end %>", true)];
        assert_eq!(found, expected);
    }

    #[test]
    fn conditions_and_loops_are_told_from_values() {
        let control = |text: &str| find(text)[0].kind == Some(PlaceholderKind::Control);
        for tag in ["{% if vip %}", "{{#if vip}}", "{{else}}", "{{ end }}", "{{/each}}", "{{- range .Items }}"] {
            assert!(control(tag), "{tag}");
        }
        for value in [
            "{{ifNeeded}}",
            "{% nazwisko %}",
            "[if applicable]",
            "{{endDate}}",
            "{{ end_date }}",
            "[[else]]",
            "{{forename}}",
            "<<End Date>>",
            "{{Case Number}}",
        ] {
            assert!(!control(value), "{value}");
        }
    }

    #[test]
    fn names_of_programs_are_taken_apart() {
        assert_eq!(words_apart("LastShootDate"), "Last Shoot Date");
        assert_eq!(words_apart("client_name"), "client name");
    }
}
