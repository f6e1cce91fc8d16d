//! German.

use super::Words;
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
    checked: |letters, found| format!("{letters} geprüft: {found}"),
    more: |count, path, counts| format!("… und {count} mehr in {path}: {counts}; --max-findings 0 zeigt alle"),
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
