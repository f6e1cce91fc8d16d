//! Letters that make readers slow, up to 1 MiB: a table of how long each takes, as docs/bounds.md shows it. Fails where
//! doubling the size takes more than 2.5 times as long, or 1 MiB longer than a second. Words behind `--` ask for the kinds
//! whose names hold one of them.

#[path = "../tests/hostile/mod.rs"]
mod hostile;

use std::process::ExitCode;
use std::time::Duration;

use letterlint::built_in;
use letterlint::document::Format;

const MEBIBYTE: usize = 1024 * 1024;
/// The shortest of so many runs counts.
const RUNS: usize = 3;

fn main() -> ExitCode {
    let rules = built_in::rules();
    let mut fails = false;
    // `cargo bench` hands its own flags on.
    let asked: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    let is_asked = |name: &str| asked.is_empty() || asked.iter().any(|part| name.contains(part));
    println!("| letter | format | 512 KiB, ms | 1 MiB, ms | growth |\n|---|---|---:|---:|---:|");
    for kind in hostile::kinds().into_iter().filter(|kind| is_asked(kind.name)) {
        for format in [Format::Markdown, Format::Plain] {
            let shortest = |size: usize| {
                let letter = kind.letter(size);
                (0..RUNS).map(|_| hostile::time(&letter, format, &rules, &["full"])).min().unwrap_or_default()
            };
            let (half, whole) = (shortest(MEBIBYTE / 2), shortest(MEBIBYTE));
            let growth = whole.as_secs_f64() / half.as_secs_f64();
            let is_bad = growth > 2.5 || whole > Duration::from_secs(1);
            fails |= is_bad;
            let (name, mark) =
                (kind.name.escape_debug().to_string().replace('|', "\\|"), if is_bad { " **!**" } else { "" });
            println!("| `{name}` | {format:?} | {} | {} | {growth:.2}{mark} |", half.as_millis(), whole.as_millis());
        }
    }
    ExitCode::from(u8::from(fails))
}
