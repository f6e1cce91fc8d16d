//! XML. In: any text. Out: the same as the content of an element or the value of an attribute; a parser gives it back
//! as it was but for characters that XML can't hold, which are shown as `\u{1b}`.

use super::escape::is_dangerous;

/// `text` between two tags or, in double quotes, as the value of an attribute.
pub fn escaped(text: &str) -> String {
    let mut xml = String::with_capacity(text.len() + text.len() / 8);
    let mut before = '\n';
    for c in text.chars() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            // A parser makes spaces of these in attributes, and line ends of `\r\n` everywhere.
            '\t' | '\n' | '\r' => xml.push_str(&format!("&#{};", u32::from(c))),
            // Nothing that a CI runner takes for a command may stand in its log.
            '#' | ':' if c == before => xml.push_str(&format!("&#{};", u32::from(c))),
            c if !is_allowed(c) => xml.extend(c.escape_unicode()),
            c if is_dangerous(c) => xml.push_str(&format!("&#{};", u32::from(c))),
            c => xml.push(c),
        }
        before = c;
    }
    xml
}

/// `Char` of XML 1.0.
fn is_allowed(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use quick_xml::events::Event;
    use quick_xml::{Reader, XmlVersion};

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 100_000, ..ProptestConfig::default() })]

        #[test]
        fn a_parser_gives_back_what_was_escaped(text in "(?s)(.|[&<>\"'#:\t\n\r\u{1b}\u{85}\u{fffe}]){0,8}") {
            let xml = format!("<a b=\"{}\"/>", escaped(&text));
            prop_assert!(!xml.contains("##") && !xml.contains("::"), "{}", xml);
            let mut reader = Reader::from_str(&xml);
            let Event::Empty(element) = reader.read_event().unwrap() else { panic!("{xml}") };
            let value = element.try_get_attribute("b").unwrap().unwrap();
            let value = value.normalized_value(XmlVersion::Implicit1_0).unwrap();
            let shown = |c: char| if is_allowed(c) { c.to_string() } else { c.escape_unicode().to_string() };
            prop_assert_eq!(value.into_owned(), text.chars().map(shown).collect::<String>());
        }
    }
}
