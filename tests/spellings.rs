//! A phrase is found, and marked at the right bytes, however it is spelt: over a line end, through emphasis,
//! over a no-break space or soft hyphen, with any apostrophe, composed or decomposed, in capitals, with "ue"
//! for "ü", without Polish diacritics.

mod common;

use letterlint::document::Format::{self, Markdown, Plain};
use letterlint::language::Language::{self, English, German, Polish};

/// Language, format, rule, the words as the letter spells them, and what stands around them.
type Case = (Language, Format, &'static str, &'static str);

const CASES: &[Case] = &[
    // as they are
    (English, Plain, "no-blame", "You failed to"),
    (German, Plain, "no-blame", "Sie haben es versäumt"),
    (Polish, Plain, "no-blame", "z Państwa winy"),
    (Polish, Plain, "no-hostile-wording", "bezczelność"),
    (German, Plain, "no-hostile-wording", "unverschämt"),
    // over a line end
    (English, Plain, "no-blame", "You failed\nto"),
    (German, Plain, "no-blame", "Sie haben es\r\nversäumt"),
    (Polish, Plain, "no-blame", "z\nPaństwa\n  winy"),
    (English, Markdown, "no-blame", "You failed\nto"),
    (German, Markdown, "no-blame", "Sie haben  \nes versäumt"),
    (Polish, Markdown, "no-blame", "z Państwa\\\nwiny"),
    // through emphasis
    (English, Markdown, "no-blame", "You **failed** to"),
    (German, Markdown, "no-blame", "Sie haben es ver**säumt"),
    (Polish, Markdown, "no-blame", "z _Państwa_ winy"),
    // over a no-break space, a thin one, several
    (English, Plain, "no-blame", "You\u{a0}failed \u{2009} to"),
    (German, Plain, "no-blame", "Sie haben\u{202f}es\u{a0}versäumt"),
    (Polish, Plain, "no-blame", "z\u{a0}Państwa   winy"),
    // with soft hyphens and zero-width spaces
    (English, Plain, "no-blame", "You fai\u{ad}led\u{200b} to"),
    (German, Plain, "no-blame", "Sie haben es ver\u{ad}säumt"),
    (Polish, Plain, "no-blame", "z Pań\u{ad}stwa winy"),
    // with a straight, a curly, a modifier apostrophe
    (English, Plain, "no-blame", "You didn't pay"),
    (English, Plain, "no-blame", "You didn\u{2019}t pay"),
    (English, Plain, "no-blame", "You didn\u{2bc}t pay"),
    (English, Plain, "no-blame", "You did not pay"),
    // decomposed
    (German, Plain, "no-blame", "Sie haben es versa\u{308}umt"),
    (Polish, Plain, "no-blame", "z Pan\u{301}stwa winy"),
    (Polish, Plain, "no-hostile-wording", "bezczelnos\u{301}c\u{301}"),
    // in capitals
    (English, Plain, "no-blame", "YOU FAILED TO"),
    (German, Plain, "no-blame", "SIE HABEN ES VERSÄUMT"),
    (German, Plain, "no-hostile-wording", "UNVERSCHÄMT"),
    (Polish, Plain, "no-blame", "Z PAŃSTWA WINY"),
    (Polish, Plain, "no-hostile-wording", "BEZCZELNOŚĆ"),
    // with "ae" for "ä", without diacritics
    (German, Plain, "no-blame", "Sie haben es versaeumt"),
    (German, Plain, "no-hostile-wording", "UNVERSCHAEMT"),
    (Polish, Plain, "no-blame", "z Panstwa winy"),
    (Polish, Plain, "no-hostile-wording", "bezczelnosc"),
];

#[test]
fn every_spelling_is_found_at_its_bytes() {
    for (language, format, rule, words) in CASES {
        let (before, after) = match language {
            English => ("Dear Ms Hale,\n\n\u{201c}Good.\u{201d} Żółć – ", " us.\n\nKind regards\nAnn Lee\n"),
            German => {
                ("Sehr geehrte Frau Hale,\n\n\u{201e}Gut.\u{201c} Żółć – ", ".\n\nMit freundlichen Grüßen\nAnn Lee\n")
            }
            Polish => ("Szanowna Pani Anno,\n\n\u{201e}Ładnie.\u{201d} Źle – ", ".\n\nZ poważaniem\nAnn Lee\n"),
        };
        // Emphasis that opens within the words is closed behind them.
        let close = if words.matches("**").count() % 2 == 1 { "**" } else { "" };
        let letter = format!("\u{feff}{before}{words}{close}{after}");
        assert_eq!(common::marked(&letter, *format, *language, rule), [*words], "{language} {format:?} {words:?}");
    }
}
