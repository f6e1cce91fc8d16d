//! Letters that make readers slow. In: a size. Out: for each kind of them a letter of about that size, and how long the
//! whole way with it takes.

#[path = "../reported/mod.rs"]
mod reported;

use std::fs;
use std::time::{Duration, Instant};

use letterlint::document::Format;
use letterlint::language::Language;
use letterlint::lint::lint;
use letterlint::pack::Rules;
use letterlint::report::{Format as OutputFormat, Report};
use letterlint::settings::Settings;
use letterlint::source::Source;

/// A kind of letter.
pub struct Kind {
    pub name: &'static str,
    make: Make,
}

enum Make {
    /// The second repeated behind the first.
    Repeat(&'static str, &'static str),
    /// By a function of the size in bytes.
    With(fn(usize) -> String),
}

impl Kind {
    /// A letter of about `size` bytes.
    pub fn letter(&self, size: usize) -> String {
        match self.make {
            Make::Repeat(before, unit) => before.to_owned() + &unit.repeat(size / unit.len()),
            Make::With(make) => make(size),
        }
    }
}

const GREETED: &str = "Dear Ms Hale,\n\n";

/// What is repeated from the first byte on, which makes marks of Markdown, front matter and a letter's head of it.
const BARE: [&str; 40] = [
    ">",
    "> > a\n",
    "[",
    "]",
    "[a](",
    "![",
    "[a]: b\n",
    "*",
    "*a ",
    "**a*",
    "_a",
    "`",
    "```\n",
    "~~~a\n",
    "---\n",
    "---\n>",
    "+++\na = 1\n",
    "<!--",
    "<!-- a -->",
    "<b>",
    "<div>\n",
    "- ",
    "- a\n",
    "1. ",
    "1. a\n",
    "|",
    "| a | b |\n|--|--|\n",
    "# a\n",
    "a\n===\n",
    "\\",
    "&amp;",
    "\t",
    "\r\n",
    "\r",
    "Dear Ann,\n",
    "Kind regards\n",
    "Ann Lee\n",
    "Re: a\n",
    "31 May 2026\nAnn Lee\n",
    "::error::x\n",
];

/// What is repeated behind a salutation, where rules look at it.
const IN_THE_BODY: [&str; 47] = [
    "a",
    "word ",
    "and so, ",
    "a. ",
    "a.\"",
    "You failed to pay, ",
    "You failed to pay. Sorry. ",
    "{{name}} ",
    "{{",
    "{",
    "{{#if a}}b",
    "{{#if a}}It ends on 31 May 2026.{{/if}} ",
    "[Name] ",
    "[Choose one: a / b] ",
    "<<X>> ",
    "____ ",
    "_",
    "x ..... 5 ",
    "................",
    "31 May 2026 ",
    "on 03/04/2026, ",
    "Our contract ends on 31 May 2026. ",
    "in 3 days, ",
    "\"",
    "\"a\" ",
    "«a» ",
    "not ",
    "never not no ",
    "if you failed ",
    "Sie ",
    "1",
    "1 2 3 ",
    "£5 ",
    "a@b.de ",
    "https://a.b/c ",
    "!",
    "No!!! ",
    "STOP now STOP ",
    "???",
    "\u{200b}",
    "a\u{ad}",
    "e\u{301}",
    "\u{301}",
    "\u{feff}",
    "\u{1f600}",
    "\u{1b}[31m",
    "##[group]::error::x\n",
];

const OTHERS: [Kind; 7] = [
    Kind { name: "runs of backticks, each longer", make: Make::With(growing_backticks) },
    Kind { name: "quotations in quotations, on many lines", make: Make::With(|size| square(size, "> ", "a\n")) },
    Kind { name: "lists in lists", make: Make::With(nested_list) },
    Kind { name: "columns of a table", make: Make::With(|size| square(size, "| a ", "|\n")) },
    Kind {
        name: "comments that hide findings",
        make: Make::Repeat(GREETED, "<!-- letterlint-disable-next-line no-shouting -- so -->\nNo!!!\n\n"),
    },
    Kind {
        name: "comments that hide and end to hide, in one line",
        make: Make::Repeat(
            GREETED,
            "No!!! <!-- letterlint-disable no-shouting, a -- so --> No!!! <!-- letterlint-enable no-shouting --> ",
        ),
    },
    Kind { name: "front matter", make: Make::With(front_matter) },
];

/// Every kind.
pub fn kinds() -> Vec<Kind> {
    let bare = BARE.iter().map(|unit| Kind { name: unit, make: Make::Repeat("", unit) });
    let body = IN_THE_BODY.iter().map(|unit| Kind { name: unit, make: Make::Repeat(GREETED, unit) });
    bare.chain(body).chain(OTHERS).collect()
}

fn growing_backticks(size: usize) -> String {
    let mut letter = String::new();
    for len in 1.. {
        if letter.len() >= size {
            break;
        }
        letter.push_str(&format!("{}a", "`".repeat(len)));
    }
    letter
}

/// As many lines as each line has marks.
fn square(size: usize, mark: &str, end: &str) -> String {
    let side = (size / mark.len()).isqrt();
    format!("{}{end}", mark.repeat(side)).repeat(side)
}

fn nested_list(size: usize) -> String {
    let depth = size.isqrt();
    (0..depth).map(|level| format!("{}- a\n", "  ".repeat(level))).collect()
}

fn front_matter(size: usize) -> String {
    format!("---\n{}---\n{GREETED}You failed to pay.\n", "key: [a, b]\n".repeat(size / 12))
}

/// How long it takes to check `text` and to write what was found in each of the output formats that are named.
pub fn time(text: &str, format: Format, rules: &Rules, output: &[&str]) -> Duration {
    let source = Source::new(text.to_owned());
    let start = now();
    let settings = Settings { template: text.contains("{{#if"), ..Settings::default() };
    let linted = lint(&source, format, Some(Language::English), rules, &settings, &[]).expect("the language is given");
    let path = if format == Format::Markdown { "a.md" } else { "a.txt" }.to_owned();
    let file = reported::file(path, source, linted, settings);
    let report = Report { files: vec![file], max_findings: 100, ..Report::default() };
    for format in output {
        let format = OutputFormat::find(format).expect("it is a format");
        format.write(&report, false, &mut std::io::sink()).expect("nothing is refused");
    }
    now() - start
}

/// The time that this thread has run, where the system tells, since other programs may want the processor, too.
fn now() -> Duration {
    static START: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    let on_processor = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = on_processor.and_then(|times| times.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| START.get_or_init(Instant::now).elapsed(), Duration::from_nanos)
}
