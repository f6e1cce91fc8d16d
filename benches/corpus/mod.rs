//! Letters to measure with. In: the fixtures and a seed. Out: as many letters as are asked for, in three languages,
//! about 1.8 kB each, no two alike in their lines; a tenth of them with findings.

use std::fs;
use std::path::{Path, PathBuf};

use letterlint::document::Format;
use letterlint::lint::lint;
use letterlint::pack::Rules;
use letterlint::settings::Settings;
use letterlint::source::Source;

/// Bytes at which a letter is long enough.
const SIZE: usize = 1_800;

/// What a language's plain sentences are put together of: of each row one.
type Parts = [&'static [&'static str]; 4];

const PARTS: [(&str, Parts); 3] = [
    (
        "en",
        [
            &["The first", "The second", "The long", "The short", "The printed", "The revised", "The small", "The old"],
            &["report", "drawing", "table", "list", "floor plan", "sample", "summary", "folder", "map", "index"],
            &[
                "for Leeds",
                "for Bath",
                "for the harbour",
                "on the garden",
                "on the roof",
                "for room four",
                "about timber",
            ],
            &[
                "lies in the office",
                "has nine pages",
                "hangs beside the door",
                "is in the blue box",
                "stands on the shelf",
            ],
        ],
    ),
    (
        "de",
        [
            &[
                "Der erste",
                "Der zweite",
                "Der lange",
                "Der kurze",
                "Der gedruckte",
                "Der kleine",
                "Der alte",
                "Der blaue",
            ],
            &["Bericht", "Entwurf", "Plan", "Ordner", "Katalog", "Auszug", "Bogen", "Umschlag", "Kasten", "Zettel"],
            &["für Kassel", "für Bremen", "zum Garten", "zum Dach", "für den Hafen", "zum Keller", "über Holz"],
            &["liegt im Büro", "hat neun Seiten", "hängt neben der Tür", "steht im Regal", "ist im blauen Kasten"],
        ],
    ),
    (
        "pl",
        [
            &["Pierwszy", "Drugi", "Długi", "Krótki", "Drukowany", "Mały", "Stary", "Niebieski"],
            &["raport", "rysunek", "plan", "wykaz", "katalog", "wyciąg", "arkusz", "zeszyt", "segregator", "szkic"],
            &["dla Torunia", "dla Gdyni", "do ogrodu", "do dachu", "dla portu", "do piwnicy", "o drewnie"],
            &["leży w biurze", "ma dziewięć stron", "wisi obok drzwi", "stoi na półce", "jest w niebieskim pudełku"],
        ],
    ),
];

/// Numbers from a seed (xorshift64*, S. Vigna 2016).
pub struct Dice(pub u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % sides
    }

    /// One of `from`.
    pub fn pick<'t, T>(&mut self, from: &'t [T]) -> &'t T {
        &from[self.roll(from.len())]
    }
}

/// A letter of the fixtures.
struct Base {
    parts: &'static Parts,
    extension: String,
    text: String,
}

/// The labelled letters of the fixtures in a language, in order: extension and text of each.
pub fn labelled(language: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/letters").join(language);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let extension = |path: &PathBuf| path.extension().unwrap().to_string_lossy().into_owned();
    let letters = paths.iter().filter(|path| extension(path) != "toml");
    letters.map(|path| (extension(path), fs::read_to_string(path).unwrap())).collect()
}

/// Letters that come to nothing, and letters with findings.
pub struct Corpus {
    clean: Vec<Base>,
    faulty: Vec<Base>,
    rules: Rules,
}

impl Corpus {
    /// Reads the fixtures.
    pub fn new() -> Corpus {
        let mut corpus = Corpus { clean: Vec::new(), faulty: Vec::new(), rules: letterlint::built_in::rules() };
        for (language, parts) in &PARTS {
            for (extension, text) in labelled(language) {
                let base = Base { parts, extension, text };
                match corpus.findings(&base.extension, &base.text) {
                    Some(0) => corpus.clean.push(base),
                    Some(_) => corpus.faulty.push(base),
                    None => {}
                }
            }
        }
        corpus
    }

    fn findings(&self, extension: &str, text: &str) -> Option<usize> {
        let format = Format::of_path(Path::new(&format!("x.{extension}")));
        let linted = lint(&Source::new(text.to_owned()), format, None, &self.rules, &Settings::default(), &[]).ok()?;
        Some(linted.checked.findings.len())
    }

    /// A letter: its extension and text.
    pub fn letter(&self, dice: &mut Dice) -> (&str, String) {
        let faulty = dice.roll(10) == 0;
        loop {
            let base = dice.pick(if faulty { &self.faulty } else { &self.clean });
            let text = longer(base, dice);
            if faulty || self.findings(&base.extension, &text) == Some(0) {
                return (&base.extension, text);
            }
        }
    }
}

/// The letter with plain sentences at the ends of some of its paragraphs.
fn longer(base: &Base, dice: &mut Dice) -> String {
    let mut paragraphs: Vec<String> = base.text.split("\n\n").map(str::to_owned).collect();
    let prose: Vec<usize> = (0..paragraphs.len())
        .filter(|at| paragraphs[*at].len() > 150 && paragraphs[*at].trim_end().ends_with('.'))
        .collect();
    let mut size = base.text.len();
    while size < SIZE && !prose.is_empty() {
        let words = base.parts.each_ref().map(|row| *dice.pick(row)).join(" ");
        size += words.len() + 2;
        let paragraph = &mut paragraphs[*dice.pick(&prose)];
        paragraph.truncate(paragraph.trim_end().len());
        paragraph.push_str(&format!(" {words}."));
    }
    paragraphs.join("\n\n")
}
