//! Counts in a sentence. In: a number. Out: how a language writes it, and the form of the noun that goes with it.

use super::Language;

/// A noun as it goes with 1, with a few, and with many ("list", "listy", "listów"); a language with two forms has the
/// second one twice.
pub type Noun = [&'static str; 3];

impl Language {
    /// "12 letters", "12 Briefe", "12 listów".
    pub fn counted(self, count: usize, noun: Noun) -> String {
        format!("{} {}", self.figures(count), self.agree(count, noun))
    }

    /// The form of `noun` that goes with `count`.
    pub fn agree(self, count: usize, noun: Noun) -> &'static str {
        match self {
            Language::English | Language::German => one_or_many(count, noun),
            Language::Polish => one_few_or_many(count, noun),
        }
    }

    /// `count` in figures. From five on they stand in groups of three: 12,000; 12.000; 12 000 (with a space at which no
    /// line ends).
    pub fn figures(self, count: usize) -> String {
        let figures = count.to_string();
        if figures.len() < 5 {
            return figures;
        }
        let groups = figures.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy).collect::<Vec<_>>();
        groups.join(match self {
            Language::English => ",",
            Language::German => ".",
            Language::Polish => "\u{a0}",
        })
    }
}

fn one_or_many(count: usize, [one, _, many]: Noun) -> &'static str {
    if count == 1 { one } else { many }
}

/// Polish: 1 list, 2 listy, 5 listów, 12 listów, 22 listy.
fn one_few_or_many(count: usize, [one, few, many]: Noun) -> &'static str {
    match (count, count % 10, count % 100) {
        (1, ..) => one,
        (_, _, 12..=14) => many,
        (_, 2..=4, _) => few,
        _ => many,
    }
}

#[cfg(test)]
mod tests {
    use super::Language::*;

    #[test]
    fn nouns_agree_with_their_numbers() {
        let counted = [0, 1, 2, 4, 5, 11, 12, 14, 21, 22, 25, 101, 102, 112, 1002]
            .map(|count| Polish.agree(count, ["list", "listy", "listów"]));
        let expected = [
            "listów", "list", "listy", "listy", "listów", "listów", "listów", "listów", "listów", "listy", "listów",
            "listów", "listy", "listów", "listy",
        ];
        assert_eq!(counted, expected);
        let german = [0, 1, 2, 21].map(|count| German.counted(count, ["Brief", "Briefe", "Briefe"]));
        assert_eq!(german, ["0 Briefe", "1 Brief", "2 Briefe", "21 Briefe"]);
        assert_eq!(English.counted(101, ["letter", "letters", "letters"]), "101 letters");
    }

    #[test]
    fn long_figures_stand_in_groups() {
        assert_eq!([1200, 12_000, 1_234_567].map(|count| English.figures(count)), ["1200", "12,000", "1,234,567"]);
        assert_eq!([12_000, 123_456].map(|count| German.figures(count)), ["12.000", "123.456"]);
        assert_eq!(Polish.figures(12_000), "12\u{a0}000");
    }
}
