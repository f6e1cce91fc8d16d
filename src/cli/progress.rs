//! How far a long run is. In: how many letters there are, and each one that is done. Out: after a second a bar on
//! standard error, if that is a terminal. The only place that knows indicatif.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use letterlint::language::Language;
use letterlint::locale::words;

/// Shorter runs show nothing.
const PATIENCE: Duration = Duration::from_secs(1);

/// The bar of one run; gone when it is dropped.
pub struct Progress {
    bar: ProgressBar,
    start: Instant,
    /// Whether a bar may still have to be shown.
    waits: bool,
}

impl Progress {
    /// For a run over so many letters; one that is not `shown` stays silent.
    pub fn new(letters: usize, locale: Language, shown: bool) -> Progress {
        let bar = ProgressBar::with_draw_target(Some(letters as u64), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template(&format!("{{bar:30}} {}", words(locale).progress)) {
            bar.set_style(style);
        }
        Progress { bar, start: Instant::now(), waits: shown && io::stderr().is_terminal() }
    }

    /// One more letter is done.
    pub fn step(&mut self) {
        if self.waits && self.start.elapsed() >= PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
            self.waits = false;
        }
        self.bar.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
