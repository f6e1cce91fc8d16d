//! What a language knows without any rule. In: `rules/languages/<language>/grammar.toml`. Out: [`Grammar`]:
//! its negations, conditions, clause borders, abbreviations, and the formulas that letters are made of.

use serde::{Deserialize, Serialize};

use super::Language;
use super::phrases::{Phrases, WordSet};
use super::words::Case;

/// A language's grammar, as far as letters need it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "WordSet: Deserialize<'de>, Phrases: Deserialize<'de>"))]
pub struct Grammar {
    /// Frequent small words by which the language is told.
    pub stop_words: WordSet,
    /// Words (folded, without their full stop) after which a full stop ends no sentence.
    pub abbreviations: WordSet,
    /// Those of them after which one ends all the same where a capital follows: "p.m", "etc".
    pub final_abbreviations: WordSet,
    /// What goes on behind "p.m." with a capital: "Eastern".
    pub time_zones: WordSet,
    /// Words that negate what stands near them.
    pub negators: Phrases,
    /// Words that negate only what follows directly ("no", "kein", "bez").
    pub negating_determiners: Phrases,
    /// Phrases that contain a negator and do not negate.
    pub not_negation: Phrases,
    /// Words that open a condition.
    pub hypothetical: Phrases,
    /// Phrases that contain such a word and make no condition ("even if").
    pub not_hypothetical: Phrases,
    /// The negators, conditions and what only looks like them, all together: most words of a letter begin none.
    pub small_words: Phrases,
    /// Conjunctions that begin a clause of their own.
    pub clause_borders: Phrases,
    /// How a salutation begins.
    pub salutations: Phrases,
    /// Salutations that name nobody.
    pub group_salutations: Phrases,
    /// Words in a salutation that name a group and nobody in it.
    pub group_words: Phrases,
    /// Acronyms (folded) that are words of rules, too, and no shouting.
    pub acronyms: WordSet,
    /// Words (folded) before words in capitals that are what somebody or something is called, or what stands on it.
    pub naming_words: WordSet,
    /// Words (folded) that are no heading on a line in capitals, but called out: "now", "stop".
    pub urgent_words: WordSet,
    /// What somebody may be to somebody: "manager", "sister" (folded).
    pub roles: WordSet,
    /// Closing formulas.
    pub closings: Phrases,
    /// What stands before the colon of a subject line.
    pub subject_markers: Phrases,
    /// Names of e-mail headers other than the subject, date headers apart.
    pub headers: Phrases,
    /// Names of headers that hold the letter's date.
    pub date_headers: Phrases,
    /// What stands before the day of something else: "agreement of".
    pub reference_words: Phrases,
    /// What begins the list of enclosures.
    pub enclosure_markers: Phrases,
    /// What begins a postscript.
    pub postscript_markers: Phrases,
    /// "Mr", "Frau", "Pani" …
    pub titles: Phrases,
    /// Ways of addressing the reader, each with the pronouns that show it; the first one is the default.
    pub registers: Vec<Register>,
    /// Hold a pronoun and address nobody: "ci sami".
    pub not_pronouns: Phrases,
    /// Common first names, folded, by which somebody may be called in the middle of a letter.
    pub first_names: WordSet,
    /// Words with which a bracket begins that offers wordings to choose from.
    pub choices: Phrases,
    /// With which of them a form says in round brackets what belongs in a place, and how it asks for it.
    pub form_words: WordSet,
    /// What the words inside a placeholder say it stands for.
    pub placeholder_words: Vec<(PlaceholderKind, Vec<String>)>,
}

/// What a placeholder stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PlaceholderKind {
    /// A date.
    Date,
    /// The name of a person or firm.
    Name,
    /// An amount of money.
    Money,
    /// The reason for the ending.
    Reason,
    /// A condition or a loop of a template language, which stands for nothing.
    Control,
    /// Anything else.
    Other,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct File {
    stop_words: Vec<String>,
    abbreviations: Vec<String>,
    final_abbreviations: Vec<String>,
    #[serde(default)]
    time_zones: Vec<String>,
    negators: Vec<String>,
    negating_determiners: Vec<String>,
    not_negation: Vec<String>,
    hypothetical: Vec<String>,
    #[serde(default)]
    not_hypothetical: Vec<String>,
    clause_borders: Vec<String>,
    salutations: Vec<String>,
    group_salutations: Vec<String>,
    group_words: Vec<String>,
    acronyms: Vec<String>,
    naming_words: Vec<String>,
    urgent_words: Vec<String>,
    #[serde(default)]
    roles: Vec<String>,
    closings: Vec<String>,
    subject_markers: Vec<String>,
    from_headers: Vec<String>,
    to_headers: Vec<String>,
    date_headers: Vec<String>,
    reference_words: Vec<String>,
    other_headers: Vec<String>,
    enclosure_markers: Vec<String>,
    postscript_markers: Vec<String>,
    titles: Vec<String>,
    choices: Vec<String>,
    #[serde(default)]
    first_names: Vec<String>,
    #[serde(default)]
    not_pronouns: Vec<String>,
    placeholder_words: PlaceholderWords,
    form_words: Vec<String>,
    #[serde(default)]
    registers: Vec<RegisterEntry>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct RegisterEntry {
    name: String,
    #[serde(default)]
    familiar: bool,
    #[serde(default)]
    before_name: Vec<String>,
    pronouns: Vec<String>,
}

/// A way of addressing the reader.
#[derive(Debug, Serialize, Deserialize)]
pub struct Register {
    /// `sie`, `du`, `pan` …
    pub name: String,
    /// Whether it goes with first names.
    pub familiar: bool,
    /// Words that show it where a name follows them in the salutation.
    pub before_name: Pronouns,
    /// Its pronouns.
    pub pronouns: Pronouns,
}

/// Pronouns by which a register shows; one written with a capital letter counts only so.
#[derive(Debug, Serialize, Deserialize)]
pub struct Pronouns(Vec<(String, Case)>);

impl Pronouns {
    fn new(words: &[String], language: Language) -> Pronouns {
        let case = |word: &String| if word.starts_with(char::is_uppercase) { Case::Capital } else { Case::Small };
        Pronouns(words.iter().map(|word| (language.fold(word), case(word))).collect())
    }

    /// Whether a word, folded, is one of them.
    pub fn contain(&self, folded: &str, case: Case) -> bool {
        self.0.iter().any(|(word, wanted)| word == folded && case >= *wanted)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceholderWords {
    date: Vec<String>,
    name: Vec<String>,
    money: Vec<String>,
    reason: Vec<String>,
}

impl Grammar {
    /// Reads a grammar file; the error says where in the TOML it is wrong.
    pub fn parse(toml: &str, language: Language) -> Result<Grammar, toml::de::Error> {
        let file: File = toml::from_str(toml)?;
        let phrases = |list: &[String]| Phrases::new(list, language);
        let fold = |list: &[String]| -> Vec<String> { list.iter().map(|word| language.fold(word)).collect() };
        let headers = [file.from_headers, file.to_headers, file.other_headers].concat();
        let small_words = [
            &file.negators,
            &file.negating_determiners,
            &file.not_negation,
            &file.hypothetical,
            &file.not_hypothetical,
        ];
        let words = &file.placeholder_words;
        Ok(Grammar {
            stop_words: WordSet::new(fold(&file.stop_words)),
            abbreviations: WordSet::new(fold(&file.abbreviations)),
            final_abbreviations: WordSet::new(fold(&file.final_abbreviations)),
            time_zones: WordSet::new(fold(&file.time_zones)),
            negators: phrases(&file.negators),
            negating_determiners: phrases(&file.negating_determiners),
            not_negation: phrases(&file.not_negation),
            hypothetical: phrases(&file.hypothetical),
            not_hypothetical: phrases(&file.not_hypothetical),
            small_words: phrases(&small_words.map(Vec::as_slice).concat()),
            clause_borders: phrases(&file.clause_borders),
            salutations: phrases(&file.salutations),
            group_salutations: phrases(&file.group_salutations),
            group_words: phrases(&file.group_words),
            acronyms: WordSet::new(fold(&file.acronyms)),
            naming_words: WordSet::new(fold(&file.naming_words)),
            urgent_words: WordSet::new(fold(&file.urgent_words)),
            roles: WordSet::new(fold(&file.roles)),
            closings: phrases(&file.closings),
            subject_markers: phrases(&file.subject_markers),
            headers: phrases(&headers),
            date_headers: phrases(&file.date_headers),
            reference_words: phrases(&file.reference_words),
            enclosure_markers: phrases(&file.enclosure_markers),
            postscript_markers: phrases(&file.postscript_markers),
            titles: phrases(&file.titles),
            registers: file
                .registers
                .into_iter()
                .map(|entry| Register {
                    before_name: Pronouns::new(&entry.before_name, language),
                    pronouns: Pronouns::new(&entry.pronouns, language),
                    name: entry.name,
                    familiar: entry.familiar,
                })
                .collect(),
            first_names: WordSet::new(fold(&file.first_names)),
            not_pronouns: phrases(&file.not_pronouns),
            choices: phrases(&file.choices),
            form_words: WordSet::new(fold(&file.form_words)),
            placeholder_words: vec![
                (PlaceholderKind::Date, fold(&words.date)),
                (PlaceholderKind::Money, fold(&words.money)),
                (PlaceholderKind::Reason, fold(&words.reason)),
                (PlaceholderKind::Name, fold(&words.name)),
            ],
        })
    }
}
