//! English.

use super::Words;
use crate::finding::Grounds;
use crate::language::Language;

pub static WORDS: Words = Words {
    language: Language::English,
    quotes: ["“", "”"],
    languages: ["English", "German", "Polish"],
    or: "or",
    help: "help",
    note: "note",
    add_here: "add it here",
    write: |words| format!("write {words}"),
    source: |guides, rule| {
        let guide = if guides.len() == 1 { "guide" } else { "guides" };
        format!("{guide} {}; `letterlint explain {rule}` says why", guides.join(", "))
    },
    did_you_mean: |word| format!("did you mean {word}?"),
    letters: ["letter", "letters", "letters"],
    words: ["word", "words", "words"],
    errors: ["error", "errors", "errors"],
    warnings: ["warning", "warnings", "warnings"],
    infos: ["info", "infos", "infos"],
    checked: |letters| format!("{letters} checked"),
    unchecked: |count| format!("{count} not checked"),
    more: |count, path, counts| format!("… and {count} more in {path}: {counts}; --max-findings 0 shows all"),
    not_marked: "not marked",
    not_counted: "not counted",
    at: |words, place| format!("{words} at {place}"),
    what_is_missing: "what is missing",
    how_read: |language, given, template, from| {
        let told = if given { "as --lang says" } else { "by its words" };
        let template = if template { ", a template" } else { "" };
        let settings =
            if from.is_empty() { "default settings".to_owned() } else { format!("settings of {}", from.join(" and ")) };
        format!("{language} {told}{template}, {settings}")
    },
    why,
    nothing_to_mend: "nothing to mend",
    fixed: |count| format!("{count} fixed"),
    suppressed: |count| format!("{count} suppressed"),
    baselined: |count| format!("{count} in the baseline"),
    progress: "{pos} of {len} letters",
    elements: |there, all| format!("{there} of {all} elements are there"),
    of: |part, all| format!("{part} of {all}"),
    line: "line",
    column: "column",
    missing: "missing",
    end: "The end",
    from_letter: |days| format!("{days} from the letter"),
    end_undated: "can't be worked out: the letter bears no date (--today gives one)",
    end_unknown: "can't be worked out",
    rule: "rule",
    count: "count",
    letters_title: "Letters",
    checklist: "Checklist",
    template: "template",
    not_checked: "Not checked",
    file_not_checked: "A file could not be checked",
    unknown_language: "can't tell the language: it reads neither as English nor as German nor as Polish; say which with \
                       --lang en, de or pl",
    empty_letter: "the letter is empty",
    folder_of_run: "The folder in which letterlint ran",
    what_to_do: "What to do",
    guides: "Guides",
    shows_examples: |rule| format!("`letterlint explain {rule}` shows examples."),
    only_with: |setting| format!("only with {setting}"),
    times: |count| format!("{count} times"),
    add_for_example: |sentence| format!("add, for example: {sentence}"),
    mail_not_sent: "the mail is not sent",
    commit_not_made: "the commit is not made",
    nothing_pushed: "nothing is pushed",
    stopped: |stopped, command| format!("{stopped}; `{command}` passes over the check"),
    is_a_patch: |path| format!("{path} is a patch and no letter, so it is not checked"),
};

fn why(grounds: &Grounds, by: &str, there: &str) -> String {
    match grounds {
        Grounds::Denied => format!("denied by {by}"),
        Grounds::Condition => format!("in the condition that begins with {by}"),
        Grounds::FollowsFromCondition => format!("follows only from the condition that begins with {by}"),
        Grounds::Quoted => "in quotation marks, so another's words".to_owned(),
        Grounds::RunsIntoQuotation => "runs into quotation marks, so another's words".to_owned(),
        Grounds::QuotedBlock => "in a quoted block, so another's words".to_owned(),
        Grounds::Unless => format!("allowed beside {by}"),
        Grounds::MarkedBy(rule) => format!("{rule} marks {by} already"),
        Grounds::BelongsTo(rule) => format!("belongs to {by}, found by {rule}"),
        Grounds::Branch => "in a branch of the template, which is not always sent".to_owned(),
        Grounds::Alternative => format!("sent in place of {by}, never beside it"),
        Grounds::Times(1) => "allowed once".to_owned(),
        Grounds::Times(limit) => format!("allowed {limit} times"),
        Grounds::SubjectMark => "a mark in the subject line".to_owned(),
        Grounds::Heading => "a line of its own, so a heading".to_owned(),
        Grounds::Name => "in capitals in the letter's head or signature, too, so a name".to_owned(),
        Grounds::Acronym => "an acronym".to_owned(),
        Grounds::Placeholder => "to be filled in".to_owned(),
        Grounds::Third => "somebody else, by name".to_owned(),
        Grounds::Comment => format!("suppressed by the comment at {there}"),
        Grounds::Settings(place) => format!("suppressed in {place}"),
        Grounds::Baseline(place) => format!("in the baseline {place}"),
    }
}
