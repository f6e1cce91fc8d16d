//! German.

use super::Words;
use crate::finding::Grounds;
use crate::language::Language;

pub static WORDS: Words = Words {
    language: Language::German,
    quotes: ["„", "“"],
    languages: ["Englisch", "Deutsch", "Polnisch"],
    or: "oder",
    help: "Hilfe",
    note: "Hinweis",
    add_here: "hier einfügen",
    write: |words| format!("schreiben Sie {words}"),
    source: |guides, rule| {
        let guide = if guides.len() == 1 { "Leitfaden" } else { "Leitfäden" };
        format!("{guide} {}; warum, sagt `letterlint explain {rule}`", guides.join(", "))
    },
    did_you_mean: |word| format!("meinten Sie {word}?"),
    letters: ["Brief", "Briefe", "Briefe"],
    words: ["Wort", "Wörter", "Wörter"],
    errors: ["Fehler", "Fehler", "Fehler"],
    warnings: ["Warnung", "Warnungen", "Warnungen"],
    infos: ["Info", "Infos", "Infos"],
    checked: |letters| format!("{letters} geprüft"),
    unchecked: |count| format!("{count} nicht geprüft"),
    more: |count, path, counts| format!("… und {count} mehr in {path}: {counts}; --max-findings 0 zeigt alle"),
    not_marked: "nicht markiert",
    not_counted: "nicht gezählt",
    at: |words, place| format!("{words} ({place})"),
    what_is_missing: "was fehlt",
    how_read: |language, given, template, from| {
        let told = if given { "nach --lang" } else { "nach den Wörtern" };
        let template = if template { ", eine Vorlage" } else { "" };
        let settings = match from.is_empty() {
            true => "Voreinstellungen".to_owned(),
            false => format!("Einstellungen aus {}", from.join(" und ")),
        };
        format!("{language} {told}{template}, {settings}")
    },
    why,
    nothing_to_mend: "nichts zu beanstanden",
    fixed: |count| format!("{count} behoben"),
    suppressed: |count| format!("{count} unterdrückt"),
    baselined: |count| format!("{count} in der Baseline"),
    progress: "{pos} von {len} Briefen",
    elements: |there, all| {
        let elements = Language::German.agree(all, ["Element", "Elementen", "Elementen"]);
        format!("{there} von {all} {elements} vorhanden")
    },
    of: |part, all| format!("{part} von {all}"),
    line: "Zeile",
    column: "Spalte",
    missing: "fehlt",
    end: "Das Ende",
    from_letter: |days| format!("{days} nach dem Brief"),
    end_undated: "lässt sich nicht ausrechnen: Der Brief trägt kein Datum (--today gibt eines vor)",
    end_unknown: "lässt sich nicht ausrechnen",
    rule: "Regel",
    count: "Anzahl",
    letters_title: "Briefe",
    checklist: "Checkliste",
    template: "Vorlage",
    not_checked: "Nicht geprüft",
    file_not_checked: "Eine Datei ließ sich nicht prüfen",
    unknown_language: "die Sprache ist nicht zu erkennen: Der Text liest sich weder wie Englisch noch wie Deutsch noch wie \
                       Polnisch; geben Sie sie mit --lang en, de oder pl an",
    empty_letter: "der Brief ist leer",
    folder_of_run: "Der Ordner, in dem letterlint lief",
    what_to_do: "Was zu tun ist",
    guides: "Leitfäden",
    shows_examples: |rule| format!("`letterlint explain {rule}` zeigt Beispiele."),
    only_with: |setting| format!("nur mit {setting}"),
    times: |count| format!("{count}-mal"),
    add_for_example: |sentence| format!("zum Beispiel ergänzen: {sentence}"),
    mail_not_sent: "die Mail wird nicht verschickt",
    commit_not_made: "der Commit wird nicht angelegt",
    nothing_pushed: "es wird nichts gepusht",
    stopped: |stopped, command| format!("{stopped}; `{command}` umgeht die Prüfung"),
    is_a_patch: |path| format!("{path} ist ein Patch und kein Brief und wird deshalb nicht geprüft"),
};

fn why(grounds: &Grounds, by: &str, there: &str) -> String {
    match grounds {
        Grounds::Denied => format!("verneint durch {by}"),
        Grounds::Condition => format!("in der Bedingung, die mit {by} beginnt"),
        Grounds::FollowsFromCondition => format!("folgt nur aus der Bedingung, die mit {by} beginnt"),
        Grounds::Quoted => "in Anführungszeichen, also fremde Worte".to_owned(),
        Grounds::RunsIntoQuotation => "reicht in Anführungszeichen hinein, also fremde Worte".to_owned(),
        Grounds::QuotedBlock => "in einem zitierten Absatz, also fremde Worte".to_owned(),
        Grounds::Unless => format!("neben {by} erlaubt"),
        Grounds::MarkedBy(rule) => format!("{rule} markiert schon {by}"),
        Grounds::BelongsTo(rule) => format!("gehört zu {by}, gefunden von {rule}"),
        Grounds::Branch => "in einem Zweig der Vorlage, der nicht immer verschickt wird".to_owned(),
        Grounds::Alternative => format!("wird anstelle von {by} verschickt, nie daneben"),
        Grounds::Times(1) => "einmal erlaubt".to_owned(),
        Grounds::Times(limit) => format!("{limit}-mal erlaubt"),
        Grounds::SubjectMark => "ein Zeichen in der Betreffzeile".to_owned(),
        Grounds::Heading => "eine Zeile für sich, also eine Überschrift".to_owned(),
        Grounds::Name => "auch im Briefkopf oder in der Unterschrift groß geschrieben, also ein Name".to_owned(),
        Grounds::Acronym => "ein Kürzel".to_owned(),
        Grounds::Placeholder => "noch auszufüllen".to_owned(),
        Grounds::Third => "jemand anderes, mit Namen".to_owned(),
        Grounds::Comment => format!("unterdrückt durch den Kommentar in {there}"),
        Grounds::Settings(place) => format!("unterdrückt in {place}"),
        Grounds::Baseline(place) => format!("in der Baseline {place}"),
    }
}
