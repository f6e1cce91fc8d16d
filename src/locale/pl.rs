//! Polish.

use super::Words;
use crate::finding::Grounds;
use crate::language::Language;

pub static WORDS: Words = Words {
    language: Language::Polish,
    quotes: ["„", "”"],
    languages: ["angielski", "niemiecki", "polski"],
    or: "albo",
    help: "wskazówka",
    note: "uwaga",
    add_here: "dodaj tutaj",
    write: |words| format!("napisz {words}"),
    source: |guides, rule| {
        let guide = if guides.len() == 1 { "poradnik" } else { "poradniki" };
        format!("{guide} {}; `letterlint explain {rule}` wyjaśnia dlaczego", guides.join(", "))
    },
    did_you_mean: |word| format!("czy chodziło o {word}?"),
    letters: ["list", "listy", "listów"],
    words: ["słowo", "słowa", "słów"],
    errors: ["błąd", "błędy", "błędów"],
    warnings: ["ostrzeżenie", "ostrzeżenia", "ostrzeżeń"],
    infos: ["informacja", "informacje", "informacji"],
    checked: |letters| format!("sprawdzono {letters}"),
    unchecked: |count| format!("nie sprawdzono {count}"),
    more: |count, path, counts| format!("… i jeszcze {count} w {path}: {counts}; --max-findings 0 pokazuje wszystko"),
    not_marked: "nie oznaczono",
    not_counted: "nie zaliczono",
    at: |words, place| format!("{words} ({place})"),
    what_is_missing: "to, czego brakuje",
    how_read: |language, given, template, from| {
        let told = if given { "według --lang" } else { "na podstawie słów" };
        let template = if template { ", szablon" } else { "" };
        let settings = match from.is_empty() {
            true => "ustawienia domyślne".to_owned(),
            false => format!("ustawienia z {}", from.join(" i ")),
        };
        format!("{language} {told}{template}, {settings}")
    },
    why,
    nothing_to_mend: "nic do poprawienia",
    fixed: |count| format!("poprawiono: {count}"),
    suppressed: |count| format!("wyciszono: {count}"),
    baselined: |count| format!("w baseline: {count}"),
    progress: "{pos} z {len} listów",
    elements: |there, all| {
        let elements = Language::Polish.agree(all, ["elementu", "elementów", "elementów"]);
        format!("jest {there} z {all} {elements}")
    },
    of: |part, all| format!("{part} z {all}"),
    line: "wiersz",
    column: "kolumna",
    missing: "brak",
    end: "Koniec",
    from_letter: |days| format!("{days} od daty listu"),
    end_undated: "nie da się obliczyć: list nie ma daty (można ją podać przez --today)",
    end_unknown: "nie da się obliczyć",
    rule: "reguła",
    count: "liczba",
    letters_title: "Listy",
    checklist: "Lista kontrolna",
    template: "szablon",
    not_checked: "Nie sprawdzono",
    file_not_checked: "Pliku nie udało się sprawdzić",
    unknown_language: "nie udało się rozpoznać języka: tekst nie wygląda ani na angielski, ani na niemiecki, ani na \
                       polski; podaj go przez --lang en, de albo pl",
    empty_letter: "list jest pusty",
    folder_of_run: "Folder, w którym uruchomiono letterlint",
    what_to_do: "Co zrobić",
    guides: "Poradniki",
    shows_examples: |rule| format!("`letterlint explain {rule}` pokazuje przykłady."),
    only_with: |setting| format!("tylko z {setting}"),
    times: |count| format!("{count} razy"),
    add_for_example: |sentence| format!("dodaj na przykład: {sentence}"),
    mail_not_sent: "wiadomość nie zostanie wysłana",
    commit_not_made: "commit nie powstanie",
    nothing_pushed: "nic nie zostanie wypchnięte",
    stopped: |stopped, command| format!("{stopped}; `{command}` pomija sprawdzanie"),
    is_a_patch: |path| format!("{path} to łatka, a nie list, więc nie zostanie sprawdzona"),
};

fn why(grounds: &Grounds, by: &str, there: &str) -> String {
    match grounds {
        Grounds::Denied => format!("zaprzeczone przez {by}"),
        Grounds::Condition => format!("w warunku, który zaczyna się od {by}"),
        Grounds::FollowsFromCondition => format!("wynika tylko z warunku, który zaczyna się od {by}"),
        Grounds::Quoted => "w cudzysłowie, więc cudze słowa".to_owned(),
        Grounds::RunsIntoQuotation => "wchodzi w cudzysłów, więc cudze słowa".to_owned(),
        Grounds::QuotedBlock => "w cytowanym akapicie, więc cudze słowa".to_owned(),
        Grounds::Unless => format!("dozwolone obok {by}"),
        Grounds::MarkedBy(rule) => format!("{rule} oznacza już {by}"),
        Grounds::BelongsTo(rule) => format!("należy do {by}, co znalazła {rule}"),
        Grounds::Branch => "w gałęzi szablonu, która nie zawsze jest wysyłana".to_owned(),
        Grounds::Alternative => format!("wysyłane zamiast {by}, nigdy obok"),
        Grounds::Times(1) => "dozwolone raz".to_owned(),
        Grounds::Times(limit) => format!("dozwolone {limit} razy"),
        Grounds::SubjectMark => "znak w temacie".to_owned(),
        Grounds::Heading => "osobny wiersz, więc nagłówek".to_owned(),
        Grounds::Name => "także w nagłówku listu lub w podpisie wielkimi literami, więc nazwa".to_owned(),
        Grounds::Acronym => "skrótowiec".to_owned(),
        Grounds::Placeholder => "do wypełnienia".to_owned(),
        Grounds::Third => "ktoś inny, z nazwiska".to_owned(),
        Grounds::Comment => format!("wyciszone komentarzem w {there}"),
        Grounds::Settings(place) => format!("wyciszone w {place}"),
        Grounds::Baseline(place) => format!("w bazie {place}"),
    }
}
