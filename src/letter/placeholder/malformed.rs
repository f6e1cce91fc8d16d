//! Placeholders that lack a mark. In: a text and the whole placeholders in it. Out: where one begins that does not end,
//! or ends that did not begin.

use std::ops::Range;

use super::{LONGEST, LONGEST_CHOICE, Placeholder, is_variable};

/// Marks that open or close a placeholder and lack their partner: `{{date}`, `[Date`, `<<DEADLINE>`, `Name]`.
/// `found` are the whole ones of the same text. A range goes from the mark to the end of the name beside it.
pub fn malformed(text: &str, found: &[Placeholder]) -> Vec<Range<usize>> {
    let mut faults: Vec<Range<usize>> = Vec::new();
    let brackets = Brackets::of(text);
    let mut at = 0;
    while let Some(next) = text[at..].find(['{', '$', '<', '[', '}', ']', '«', '%']) {
        let here = at + next;
        let whole = found.partition_point(|placeholder| placeholder.range.end <= here);
        if let Some(placeholder) = found.get(whole).filter(|placeholder| placeholder.range.start <= here) {
            at = placeholder.range.end;
            let mark = text[..at].chars().next_back().filter(|mark| matches!(mark, '}' | ']'));
            let nested = text[..placeholder.range.start].ends_with(['[', '{']);
            if mark.is_some_and(|mark| text[at..].starts_with(mark)) && !nested {
                faults.push(placeholder.range.start..at + 1); // "${date}}": a mark too many
                at += 1;
            }
            continue;
        }
        let fault = unclosed(text, here, found.get(whole), &brackets).or_else(|| unopened(text, here, &brackets));
        let next = here + text[here..].chars().next().map_or(1, char::len_utf8);
        at = fault.as_ref().map_or(next, |fault| fault.end.max(next));
        faults.extend(fault.filter(|fault| faults.last().is_none_or(|last| last.end <= fault.start)));
    }
    faults
}

/// An opening mark at `here` whose partner is nowhere near; `next` is the next whole placeholder.
fn unclosed(text: &str, here: usize, next: Option<&Placeholder>, brackets: &Brackets) -> Option<Range<usize>> {
    const PAIRS: [(&str, &str); 10] = [
        ("{{", "}}"),
        ("{%", "%}"),
        ("${", "}"),
        ("<<", ">>"),
        ("[[", "]]"),
        ("{", "}"),
        ("[", "]"),
        ("<", ">"),
        ("«", "»"),
        ("%", "%"),
    ];
    if text[here..].starts_with('«') && closes_a_quotation(text, here) {
        return None;
    }
    let rest = &text[here..text.floor_char_boundary(here + LONGEST)];
    let (open, close) = PAIRS.iter().find(|(open, _)| rest.starts_with(open))?;
    if let Some(next) = next.filter(|next| next.range.start == here + 1 && open.len() == 2) {
        return Some(here..next.range.end); // "[[nr_2]": a mark too many
    }
    let from = here + open.len();
    if *open == "[" && brackets.closing(here).is_some_and(|close| close < from + LONGEST_CHOICE) {
        return None;
    }
    let until = next.map_or(text.len(), |next| next.range.start).min(here + LONGEST);
    if text.get(from..text.floor_char_boundary(until)).is_some_and(|near| near.contains(close)) {
        return None;
    }
    let inner = &rest[open.len()..];
    if *open == "<" && !inner.starts_with(char::is_alphabetic) {
        return None; // "a < b"
    }
    let len = name_len(inner);
    let len = if *open == "%" { inner[..len].find(' ').unwrap_or(len) } else { len };
    if *open == "%"
        && !(inner.starts_with(char::is_uppercase) && is_variable(inner.split_whitespace().next().unwrap_or_default()))
    {
        return None; // "5 % more"
    }
    (len > 0).then_some(here..here + open.len() + len)
}

/// Whether the « at `start` ends a quotation as German books set it: »so«.
pub fn closes_a_quotation(text: &str, start: usize) -> bool {
    text[..start].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ',' | '!' | '?' | '…'))
}

/// The brackets of a text and what belongs to them, found in one go: a text may hold a million of them.
struct Brackets {
    /// Where each `[` stands, and the `]` that closes it.
    closing: Vec<(usize, Option<usize>)>,
    /// Where each `]` and `}` stands, and the `[` or `{` that is open there.
    open_before: Vec<(usize, Option<usize>)>,
}

impl Brackets {
    fn of(text: &str) -> Brackets {
        let mut brackets = Brackets { closing: Vec::new(), open_before: Vec::new() };
        // Numbers of those in `closing` that are open, and the places of all that are, curly ones among them.
        let (mut squares, mut open) = (Vec::new(), Vec::new());
        for (at, mark) in text.match_indices(['[', ']', '{', '}']) {
            match mark {
                "[" | "{" => {
                    open.push(at);
                    if mark == "[" {
                        squares.push(brackets.closing.len());
                        brackets.closing.push((at, None));
                    }
                }
                _ => {
                    brackets.open_before.push((at, open.pop()));
                    if let Some(square) = squares.pop_if(|_| mark == "]") {
                        brackets.closing[square].1 = Some(at);
                    }
                }
            }
        }
        brackets
    }

    /// The bracket that closes the `[` at `here`.
    fn closing(&self, here: usize) -> Option<usize> {
        of_place(&self.closing, here)
    }

    /// The innermost bracket that is open at the closing one at `here`.
    fn open_before(&self, here: usize) -> Option<usize> {
        of_place(&self.open_before, here)
    }
}

fn of_place(places: &[(usize, Option<usize>)], here: usize) -> Option<usize> {
    let known = places.binary_search_by_key(&here, |(at, _)| *at).ok()?;
    places[known].1
}

/// A closing mark at `here` without an opening one before it.
fn unopened(text: &str, here: usize, brackets: &Brackets) -> Option<Range<usize>> {
    let close = ["}}", "]"].into_iter().find(|close| text[here..].starts_with(close))?;
    if brackets.open_before(here).is_some_and(|open| here - open <= LONGEST_CHOICE) {
        return None;
    }
    if text[..here].ends_with(close) {
        return None; // nothing stands between it and the mark before, which spoke for the name
    }
    let near = &text[text.floor_char_boundary(here.saturating_sub(LONGEST))..here];
    let line = near.rfind('\n').map_or(near, |start| &near[start + 1..]);
    let words: usize = line.split_inclusive(' ').rev().take(3).map(str::len).sum();
    let named = text[here - words..here].contains(char::is_alphabetic);
    named.then(|| here - words..here + close.len())
}

/// Bytes of the name that stands behind an opening mark: at most four words, and a lone closing mark.
fn name_len(rest: &str) -> usize {
    let line = &rest[..rest.find('\n').unwrap_or(rest.len())];
    let mut len = 0;
    for word in line.split_inclusive(' ').take(4) {
        let name: usize = word
            .chars()
            .take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' '))
            .map(char::len_utf8)
            .sum();
        len += name;
        if name < word.len() {
            len += usize::from(word[name..].starts_with(['}', ']', '>']));
            break;
        }
    }
    let name = line[..len].trim_end();
    if name.trim_start().starts_with(char::is_alphabetic) { name.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::letter::placeholder::Styles;

    #[test]
    fn a_mark_without_its_partner_is_found() {
        let faults = |text: &str| -> Vec<String> {
            malformed(text, &Styles::new(&[], &[]).for_letter(std::iter::once(text)).find(text))
                .into_iter()
                .map(|range| text[range].to_owned())
                .collect()
        };
        assert_eq!(faults("on {{ sender } and {{date}}"), ["{{ sender }"]);
        assert_eq!(faults("<<DEADLINE> or [[nr_2] or ${endDate"), ["<<DEADLINE>", "[[nr_2]", "${endDate"]);
        assert_eq!(faults("from [Datum neue Preise, we"), ["[Datum neue Preise"]);
        assert_eq!(faults("${telefon}} {% data % <booking link"), ["${telefon}}", "{% data", "<booking link"]);
        assert_eq!(faults("am %DATA_IMPREZY um"), ["%DATA_IMPREZY"]);
        assert_eq!(faults("Name Vertretung einfügen]"), ["Name Vertretung einfügen]"]);
        for fine in [
            "see [1]",
            "[x] done, [ ] open",
            "a < b, <3",
            "10 % of 5 %, 5 %",
            "5 $ and {a, b}",
            "[Client Name] and [1]",
            "[see [1] there]",
            "das Paket »Komfort« kündige ich, »Datum« und »Name« auch",
        ] {
            assert_eq!(faults(fine), Vec::<String>::new(), "{fine}");
        }
    }
}
