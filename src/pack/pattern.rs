//! Regular expressions in phrases, for what words can't say: order numbers, file names, marks. In: an expression. Out:
//! whether it can be used, or the place in it that can't; and, when a letter asks for it, what finds it.

use regex::{Regex, RegexBuilder};

/// Most bytes that a compiled expression may take.
const LARGEST: usize = 1 << 20;

/// Looks for what keeps an expression from being used.
///
/// # Errors
/// It can't be read, it is too large, or it finds places where nothing stands: the byte of it, from 0, and what is wrong.
pub fn check(expression: &str) -> Result<(), (usize, String)> {
    let hir = regex_syntax::parse(expression).map_err(|error| match &error {
        regex_syntax::Error::Parse(error) => (error.span().start.offset, error.kind().to_string()),
        regex_syntax::Error::Translate(error) => (error.span().start.offset, error.kind().to_string()),
        _ => (0, error.to_string()),
    })?;
    if hir.properties().minimum_len() == Some(0) {
        let message = "this expression is met by nothing at all, too: ask for at least one character";
        return Err((0, message.to_owned()));
    }
    compile(expression).map(|_| ()).ok_or_else(|| (0, "this expression is too large".to_owned()))
}

/// What finds an expression that [`check`] found no fault with.
pub fn compile(expression: &str) -> Option<Regex> {
    RegexBuilder::new(expression).size_limit(LARGEST).build().ok()
}
