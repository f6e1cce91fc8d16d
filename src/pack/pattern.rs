//! Regular expressions in phrases, for what words can't say: order numbers, file names, marks. In: an expression. Out:
//! whether it can be used, or the place in it that can't; and, when a letter asks for it, what finds it.

use regex::{Regex, RegexBuilder};
use regex_syntax::hir::Hir;

/// Most bytes that a compiled expression may take.
const LARGEST: usize = 1 << 20;

/// What can't be used in an expression, and where: bytes from 0.
pub struct PatternError {
    /// First byte.
    pub at: usize,
    /// What is wrong.
    pub message: String,
}

/// Says what is wrong with an expression: it can't be read, it is too large, or it finds what is not there.
pub fn check(expression: &str) -> Result<(), PatternError> {
    let hir = read(expression)?;
    let fault = |message: &str| Err(PatternError { at: 0, message: message.to_owned() });
    if hir.properties().minimum_len() == Some(0) {
        return fault("this expression is met by nothing at all, too: ask for at least one character");
    }
    if compile(expression).is_none() {
        return fault("this expression is too large");
    }
    Ok(())
}

fn read(expression: &str) -> Result<Hir, PatternError> {
    regex_syntax::parse(expression).map_err(|error| {
        let (at, message) = match &error {
            regex_syntax::Error::Parse(error) => (error.span().start.offset, error.kind().to_string()),
            regex_syntax::Error::Translate(error) => (error.span().start.offset, error.kind().to_string()),
            _ => (0, error.to_string()),
        };
        PatternError { at, message }
    })
}

/// What finds an expression that [`check`] found no fault with.
pub fn compile(expression: &str) -> Option<Regex> {
    RegexBuilder::new(expression).size_limit(LARGEST).build().ok()
}
