//! A folder of rules on disk. In: its path. Out: [`House`], its files' texts.

use std::path::Path;

use walkdir::WalkDir;

use super::ProjectError;
use crate::pack::{House, HouseFile};
use crate::settings::pack_name;
use crate::source::Source;

/// Reads all TOML files in `folder` and below it; `shown` is how its path is shown.
///
/// # Errors
/// A folder without rule files, a file that can't be read, a link, which could lead anywhere.
pub fn read(folder: &Path, shown: &str) -> Result<House, ProjectError> {
    let unreadable = |path: &str, message: String| ProjectError::Unreadable { path: path.to_owned(), message };
    if !folder.is_dir() {
        let message = if folder.exists() { "it is no folder; rules lie in one" } else { "there is no such folder" };
        return Err(unreadable(shown, message.to_owned()));
    }
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|error| unreadable(shown, format!("can't read the rule folder: {error}")))?;
        let inside = entry.path().strip_prefix(folder).unwrap_or(entry.path()).to_string_lossy().replace('\\', "/");
        if inside.is_empty() || entry.file_type().is_dir() || !inside.ends_with(".toml") || inside.starts_with('.') {
            continue;
        }
        let path = format!("{}/{inside}", shown.trim_end_matches('/'));
        if entry.path_is_symlink() {
            return Err(unreadable(&path, "it is a link; rule files are files".to_owned()));
        }
        let source = Source::from_path(entry.path()).map_err(|error| unreadable(&path, error.to_string()))?;
        files.push(HouseFile { inside, path, text: source.text().trim_start_matches('\u{feff}').to_owned() });
    }
    if files.is_empty() {
        return Err(ProjectError::EmptyPack(shown.to_owned()));
    }
    Ok(House { name: name(folder, shown), files, aside: false })
}

/// The name of the pack in `folder`, as it is written in settings or on the command line.
pub fn name(folder: &Path, written: &str) -> String {
    match pack_name(written) {
        name if !matches!(name.as_str(), "" | "." | "..") => name,
        _ => folder.canonicalize().map(|real| pack_name(&real.to_string_lossy())).unwrap_or_default(),
    }
}
