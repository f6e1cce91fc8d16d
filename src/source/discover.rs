//! Which files are letters. In: the paths that the user named. Out: the files to check, sorted, and what
//! could not be looked into.

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::leads_out;

const EXTENSIONS: [&str; 3] = ["md", "markdown", "txt"];
const NOT_LETTERS: [&str; 6] = ["readme", "changelog", "contributing", "license", "security", "code_of_conduct"];

/// What one named path led to.
#[derive(Debug, Default)]
pub struct Found {
    /// The letters, in the order in which they are checked.
    pub files: Vec<PathBuf>,
    /// Paths that could not be looked into, with the reason.
    pub failures: Vec<(PathBuf, String)>,
}

/// Finds the letters at `path`: the file itself, whatever its name, or the letters in the folder and below it.
///
/// In folders, hidden entries, a repository's own papers (README, CHANGELOG …) and what `is_excluded` are passed
/// over; links to folders are not followed, and links to files only within `path`: who may write into a folder may not
/// have read what lies outside of it.
pub fn letters_at(path: &Path, mut is_excluded: impl FnMut(&Path) -> bool) -> Found {
    let mut found = Found::default();
    if !path.is_dir() {
        found.files.push(path.to_owned());
        return found;
    }
    let walk = WalkDir::new(path).sort_by_file_name().into_iter();
    let mut excluded = 0;
    let mut is_wanted = |entry: &DirEntry| {
        let out = entry.depth() > 0 && !is_hidden(entry) && is_excluded(entry.path());
        excluded += usize::from(out);
        entry.depth() == 0 || !(is_hidden(entry) || out)
    };
    for entry in walk.filter_entry(&mut is_wanted) {
        match entry {
            Ok(entry) if entry.file_type().is_dir() || !is_letter(entry.path()) => {}
            Ok(entry) if entry.path_is_symlink() && leads_out(entry.path(), path) => {
                let reason = "it is a link out of this folder, which is not followed; name it to have it checked";
                found.failures.push((tidy(entry.path()), reason.to_owned()));
            }
            Ok(entry) => found.files.push(tidy(entry.path())),
            Err(error) => {
                let at = error.path().unwrap_or(path).to_owned();
                let reason = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                found.failures.push((at, format!("can't look into it: {reason}")));
            }
        }
    }
    if found.files.is_empty() && found.failures.is_empty() {
        let reason = match excluded {
            0 => "there is no letter in this folder (no .md, .markdown or .txt file)",
            _ => "there is no letter in this folder but what `exclude` in the settings leaves out",
        };
        found.failures.push((path.to_owned(), reason.to_owned()));
    }
    found
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// Whether the file at `path`, which goes down from a folder that is checked, is a letter and nothing in it is hidden.
pub fn is_letter_below(path: &Path) -> bool {
    let hidden = path.iter().any(|part| part.as_encoded_bytes().starts_with(b".") && part != "." && part != "..");
    !hidden && is_letter(path)
}

fn is_letter(path: &Path) -> bool {
    let part = |part: Option<&std::ffi::OsStr>| part.map(|s| s.to_string_lossy().to_lowercase()).unwrap_or_default();
    EXTENSIONS.contains(&part(path.extension()).as_str()) && !NOT_LETTERS.contains(&part(path.file_stem()).as_str())
}

/// `./draft.md` is shown as `draft.md`.
fn tidy(path: &Path) -> PathBuf {
    path.strip_prefix(".").unwrap_or(path).to_owned()
}
