//! What is about to be pushed. In: the lines that git writes to the standard input of a pre-push hook. Out: [`Pushed`]
//! for each ref that is to be there afterwards.

use thiserror::Error;

/// A ref that is about to be made or moved in the other repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pushed {
    /// The object that it will name, in hexadecimal.
    pub new: String,
    /// The object that it names there now; `None` for a new ref.
    pub old: Option<String>,
}

/// A line that is not of the form which git documents.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("git's list of pushed refs has a line that can't be read: {0}")]
pub struct BadLine(pub String);

/// Reads `<local ref> <local object> <remote ref> <remote object>` line by line; deletions push nothing and are left
/// out.
///
/// # Errors
/// Any other line: what it would push could not be checked.
pub fn refs(input: &str) -> Result<Vec<Pushed>, BadLine> {
    let mut pushed = Vec::new();
    for line in input.lines().filter(|line| !line.is_empty()) {
        // A local ref may be any expression with which git was told what to push, so it may hold spaces.
        let mut words = line.rsplitn(4, ' ');
        let (old, _remote, new, local) = (words.next(), words.next(), words.next(), words.next());
        let (Some(old), Some(new), Some(_)) = (old, new, local) else { return Err(BadLine(line.to_owned())) };
        if !is_object(old) || !is_object(new) {
            return Err(BadLine(line.to_owned()));
        }
        if is_named(new) {
            pushed.push(Pushed { new: new.to_owned(), old: Some(old.to_owned()).filter(|old| is_named(old)) });
        }
    }
    Ok(pushed)
}

fn is_object(word: &str) -> bool {
    matches!(word.len(), 40 | 64) && word.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// git writes zeros where there is no object.
fn is_named(object: &str) -> bool {
    object.bytes().any(|byte| byte != b'0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_refs_moved_refs_and_deletions_are_told_apart() {
        let (a, b, zeros) = ("a".repeat(40), "b".repeat(40), "0".repeat(40));
        let input = format!(
            "refs/heads/x {a} refs/heads/x {zeros}\nHEAD@{{1 day ago}} {b} refs/heads/y {a}\n(delete) {zeros} refs/heads/z {a}\n"
        );
        let pushed = |new: &str, old: Option<&String>| Pushed { new: new.to_owned(), old: old.cloned() };
        assert_eq!(refs(&input), Ok(vec![pushed(&a, None), pushed(&b, Some(&a))]));
        assert_eq!(refs(""), Ok(vec![]));
    }

    #[test]
    fn what_is_not_understood_is_no_success() {
        let a = "a".repeat(40);
        for line in ["x", "refs/heads/x --all refs/heads/x --all", &format!("refs/heads/x {a} refs/heads/x")] {
            assert_eq!(refs(line), Err(BadLine(line.to_owned())));
        }
    }
}
