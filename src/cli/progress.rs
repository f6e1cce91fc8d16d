//! How far a long run is. In: how many letters there are, and each one that is done. Out: after a second a bar on
//! standard error, if that is a terminal.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use letterlint::language::Language;
use letterlint::locale::words;

/// Shorter runs show nothing.
const PATIENCE: Duration = Duration::from_secs(1);
/// So often the bar is drawn.
const BREATH: Duration = Duration::from_millis(100);
/// Characters of the bar.
const WIDTH: usize = 30;

/// The bar of one run; gone when it is dropped.
pub struct Progress {
    letters: usize,
    done: usize,
    locale: Language,
    /// When it is to be drawn next; `None` where nobody would see it.
    next: Option<Instant>,
    is_drawn: bool,
}

impl Progress {
    /// For a run over so many letters; one that is not `shown` stays silent.
    pub fn new(letters: usize, locale: Language, shown: bool) -> Progress {
        let next = (shown && io::stderr().is_terminal()).then(|| Instant::now() + PATIENCE);
        Progress { letters, done: 0, locale, next, is_drawn: false }
    }

    /// One more letter is done.
    pub fn step(&mut self) {
        self.done += 1;
        let Some(next) = self.next else { return };
        let now = Instant::now();
        if now >= next {
            self.next = Some(now + BREATH);
            self.is_drawn = true;
            draw(&bar(self.done, self.letters, self.locale));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.is_drawn {
            draw("");
        }
    }
}

/// Puts `text` in the place of the line on which the cursor stands. A terminal that is gone needs no bar.
fn draw(text: &str) {
    let mut terminal = io::stderr().lock();
    drop(write!(terminal, "\r\x1b[K{text}").and_then(|()| terminal.flush()));
}

fn bar(done: usize, letters: usize, locale: Language) -> String {
    let filled = WIDTH * done.min(letters) / letters.max(1);
    let figures = |count| locale.figures(count);
    let text = words(locale).progress.replace("{pos}", &figures(done)).replace("{len}", &figures(letters));
    format!("{}{} {text}", "█".repeat(filled), "░".repeat(WIDTH - filled))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_is_as_full_as_the_run_is_done() {
        let full = |done| bar(done, 20_000, Language::English).matches('█').count();
        assert_eq!([0, 10_000, 19_999, 20_000].map(full), [0, 15, 29, 30]);
        assert!(bar(15_000, 20_000, Language::German).ends_with(" 15.000 von 20.000 Briefen"));
    }
}
