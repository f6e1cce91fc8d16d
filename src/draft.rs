//! A draft to start from. In: the rules, a language, a register. Out: a whole letter made of the sentences that
//! the rules offer, with placeholders for what only the writer knows.

use crate::language::Language;
use crate::pack::Rules;

/// The paragraphs of a draft, each by the rules whose sentences make it. The ending's sentence names its date.
const PARAGRAPHS: [&[&str]; 6] = [
    &["refers-to-talk", "states-ending", "gives-reason"],
    &["acknowledges-relationship"],
    &["lists-open-work", "offers-handover"],
    &["settles-payment", "offers-referral"],
    &["invites-contact"],
    &["includes-thanks", "wishes-well"],
];

/// What stands around the paragraphs, for one way of addressing the reader.
struct Frame {
    language: Language,
    register: &'static str,
    head: &'static str,
    salutation: &'static str,
    closing: &'static str,
}

const EN_HEAD: &str = "[Your firm]\n[Address]\n[Telephone], [e-mail]\n\n[Client's name]\n[Client's address]\n\n[Date]\n\nEnd of our work together\n";
const DE_HEAD: &str = "[Firma]\n[Anschrift]\n[Telefon], [E-Mail]\n\n[Name des Kunden]\n[Anschrift des Kunden]\n\n[Ort], [Datum]\n\nEnde unserer Zusammenarbeit\n";
const PL_HEAD: &str = "[Nazwa firmy]\n[Adres]\n[Telefon], [e-mail]\n\n[Imię i nazwisko klienta]\n[Adres klienta]\n\n[Miejscowość], [data]\n\nZakończenie współpracy\n";

const FRAMES: [Frame; 9] = [
    frame(Language::English, "", EN_HEAD, "Dear [Name],", "Kind regards,\n\n[Your name]"),
    frame(Language::German, "sie", DE_HEAD, "Sehr geehrte/r [Anrede Name],", "Mit freundlichen Grüßen\n\n[Name]"),
    frame(Language::German, "du", DE_HEAD, "Liebe/r [Vorname],", "Herzliche Grüße\n\n[Name]"),
    frame(Language::German, "ihr", DE_HEAD, "Liebe [Vornamen],", "Herzliche Grüße\n\n[Name]"),
    frame(Language::Polish, "panstwo", PL_HEAD, "Szanowni Państwo [Nazwisko],", "Z poważaniem\n\n[podpis]"),
    frame(Language::Polish, "pan", PL_HEAD, "Szanowny Panie [Imię],", "Z poważaniem\n\n[podpis]"),
    frame(Language::Polish, "pani", PL_HEAD, "Szanowna Pani [Imię],", "Z poważaniem\n\n[podpis]"),
    frame(Language::Polish, "ty", PL_HEAD, "Cześć [Imię],", "Pozdrawiam serdecznie\n\n[podpis]"),
    frame(Language::Polish, "wy", PL_HEAD, "Kochani [Imiona],", "Pozdrawiam serdecznie\n\n[podpis]"),
];

const fn frame(
    language: Language,
    register: &'static str,
    head: &'static str,
    salutation: &'static str,
    closing: &'static str,
) -> Frame {
    Frame { language, register, head, salutation, closing }
}

/// The registers of a language, the formal one first; one without a name where the language has but one.
pub fn registers(language: Language) -> impl Iterator<Item = &'static str> {
    FRAMES.iter().filter(move |frame| frame.language == language).map(|frame| frame.register)
}

/// A draft in `language` for a reader who is addressed so; `None` for a register that the language does not have.
pub fn draft(rules: &Rules, language: Language, register: &str) -> Option<String> {
    let frame = FRAMES.iter().find(|frame| frame.language == language && frame.register == register)?;
    let offer =
        |name: &&str| Some(rules.find(name)?.wording(language)?.offer.as_ref()?.for_register(register).to_owned());
    let mut paragraphs: Vec<String> = PARAGRAPHS
        .iter()
        .map(|names| names.iter().filter_map(offer).collect::<Vec<_>>().join(" "))
        .filter(|paragraph| !paragraph.is_empty())
        .collect();
    // Behind the comma of a salutation German and Polish go on with a small letter.
    if let Some(first) = paragraphs.first_mut().filter(|_| language != Language::English) {
        let rest = first.split_off(first.chars().next().map_or(0, char::len_utf8));
        *first = first.to_lowercase() + &rest;
    }
    Some(format!("{}\n{}\n\n{}\n\n{}\n", frame.head, frame.salutation, paragraphs.join("\n\n"), frame.closing))
}
