//! What the program itself says of letters. In: the user's language, or the name of a locale. Out: [`Words`], the same
//! table in each language. What rules say stands in their files; faults of settings and rules are told in English.

mod de;
mod en;
mod pl;

use crate::finding::Grounds;
use crate::language::{Language, Noun};

/// The words of one language; a table that lacks one does not compile. A function puts what it is given into a
/// sentence.
#[derive(Debug)]
pub struct Words {
    /// The language itself.
    pub language: Language,
    /// What stands before and behind words that are quoted.
    pub quotes: [&'static str; 2],
    /// What each language is called, in the order of [`Language::ALL`].
    pub languages: [&'static str; 3],
    /// Between the last two of several choices.
    pub or: &'static str,
    /// Before what to do.
    pub help: &'static str,
    /// Before what is told beside it.
    pub note: &'static str,
    /// At the place where something is missing.
    pub add_here: &'static str,
    /// That quoted words are to be put in the place of those marked.
    pub write: fn(&str) -> String,
    /// The guides that a rule comes from, by their numbers, and which command says more of the rule.
    pub source: fn(&[&str], &str) -> String,
    /// What word a letter may have meant, quoted.
    pub did_you_mean: fn(&str) -> String,
    /// Letters that are counted.
    pub letters: Noun,
    /// Words that are counted.
    pub words: Noun,
    /// Findings that are errors.
    pub errors: Noun,
    /// Findings that are warnings.
    pub warnings: Noun,
    /// Findings that are good to know.
    pub infos: Noun,
    /// How many letters were checked.
    pub checked: fn(&str) -> String,
    /// How many could not be checked.
    pub unchecked: fn(&str) -> String,
    /// How many findings of a file are not shown, in which file, and how grave they are.
    pub more: fn(&str, &str, &str) -> String,
    /// That a rule left words alone.
    pub not_marked: &'static str,
    /// That words were no evidence.
    pub not_counted: &'static str,
    /// Words, and their line and column.
    pub at: fn(&str, &str) -> String,
    /// In place of words that are not there.
    pub what_is_missing: &'static str,
    /// In which language a letter was read, and whether --lang said so; whether as a template; with whose settings.
    pub how_read: fn(&str, bool, bool, &[String]) -> String,
    /// Why something was left alone, with the words that decided it and their place.
    pub why: fn(&Grounds, &str, &str) -> String,
    /// That nothing was found.
    pub nothing_to_mend: &'static str,
    /// How many findings were mended.
    pub fixed: fn(&str) -> String,
    /// How many findings are suppressed.
    pub suppressed: fn(&str) -> String,
    /// How many findings the baseline knows.
    pub baselined: fn(&str) -> String,
    /// How many letters of a long run are done, as the progress bar writes it.
    pub progress: &'static str,
    /// How many of the required elements are there.
    pub elements: fn(usize, usize) -> String,
    /// So many of so many.
    pub of: fn(usize, usize) -> String,
    /// A line of a file.
    pub line: &'static str,
    /// A column of a line.
    pub column: &'static str,
    /// Of an element that is not there.
    pub missing: &'static str,
    /// Before the day on which the letter ends the work together.
    pub end: &'static str,
    /// How many days lie between the letter and that day.
    pub from_letter: fn(&str) -> String,
    /// Why that day is not known: the letter bears no date.
    pub end_undated: &'static str,
    /// That it is not known.
    pub end_unknown: &'static str,
    /// Over a column of rules, and before what a rule is for.
    pub rule: &'static str,
    /// Over a column of numbers.
    pub count: &'static str,
    /// Over several letters.
    pub letters_title: &'static str,
    /// Over the required elements.
    pub checklist: &'static str,
    /// Of a letter that is to be filled in.
    pub template: &'static str,
    /// Over what could not be checked.
    pub not_checked: &'static str,
    /// That a file could not be checked.
    pub file_not_checked: &'static str,
    /// Why a letter could not be checked: its language is not known.
    pub unknown_language: &'static str,
    /// Why a letter could not be checked: nothing is written in it.
    pub empty_letter: &'static str,
    /// Which folder paths are relative to.
    pub folder_of_run: &'static str,
    /// Before what to do about a rule's findings.
    pub what_to_do: &'static str,
    /// Before the guides that a rule comes from.
    pub guides: &'static str,
    /// Which command shows examples of a rule.
    pub shows_examples: fn(&str) -> String,
    /// Without which setting a rule is off.
    pub only_with: fn(&str) -> String,
    /// How often an example stands in its letter.
    pub times: fn(usize) -> String,
    /// A sentence that may be added.
    pub add_for_example: fn(&str) -> String,
    /// What a hook keeps from happening: a mail is sent.
    pub mail_not_sent: &'static str,
    /// A commit is made.
    pub commit_not_made: &'static str,
    /// Commits are pushed.
    pub nothing_pushed: &'static str,
    /// What a hook keeps from happening, and with which command it happens all the same.
    pub stopped: fn(&str, &str) -> String,
    /// That the file of a mail holds a patch.
    pub is_a_patch: fn(&str) -> String,
}

impl Words {
    /// `text` in the quotation marks of the language.
    pub fn quoted(&self, text: &str) -> String {
        let [open, close] = self.quotes;
        format!("{open}{text}{close}")
    }

    /// What is added to a message where a word was `meant`: "; did you mean “no-blame”?"
    pub fn hint(&self, meant: Option<&str>) -> String {
        meant.map(|meant| format!("; {}", (self.did_you_mean)(&self.quoted(meant)))).unwrap_or_default()
    }
}

/// What the program says in `locale`.
pub fn words(locale: Language) -> &'static Words {
    match locale {
        Language::English => &en::WORDS,
        Language::German => &de::WORDS,
        Language::Polish => &pl::WORDS,
    }
}

/// The language of a locale's name: `de_AT.UTF-8`, `pl_PL@euro`, `C`. English for all that letterlint does not speak.
pub fn named(name: &str) -> Language {
    let language = name.split(['_', '-', '.', '@']).next().unwrap_or_default();
    language.to_ascii_lowercase().parse().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_locales_are_read_by_their_language() {
        let named = ["de_AT.UTF-8", "pl", "pl_PL@euro", "de-CH", "en_GB", "C", "C.UTF-8", "POSIX", "fr_FR", "den", ""]
            .map(named);
        use Language::{English, German, Polish};
        let expected = [German, Polish, Polish, German, English, English, English, English, English, English, English];
        assert_eq!(named, expected);
    }
}
