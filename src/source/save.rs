//! Text to a file. In: a path and text. Out: the file, whole or not at all: a run that is killed leaves the old one
//! or the new one.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Puts `text` in the place of the file at `path`, or makes it; its mode is kept, and holds for what a run that is killed
/// may leave beside it, too.
///
/// # Errors
/// Where the folder can't be written to; a link or anything but a regular file in its place is refused.
pub fn replace(path: &Path, text: &str) -> io::Result<()> {
    let before = match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_file() => Some(metadata.permissions()),
        Ok(_) => return Err(io::Error::other("it is a link or no regular file, which is not written through")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    let (mut file, beside) = new_beside(path)?;
    let written = before
        .map_or(Ok(()), |permissions| file.set_permissions(permissions))
        .and_then(|()| file.write_all(text.as_bytes()))
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        let _ = fs::remove_file(&beside); // what failed first is what is told
    }
    written
}

/// Writes a new file; one that is there is left as it is, and that is an error.
pub fn create(path: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes()).inspect_err(|_| drop(fs::remove_file(path)))
}

/// A file of its own in the folder of `path`.
fn new_beside(path: &Path) -> io::Result<(File, PathBuf)> {
    let name = path.file_name().ok_or_else(|| io::Error::other("it has no name"))?.to_string_lossy();
    for number in 0..100 {
        let beside = path.with_file_name(format!(".{name}.{}-{number}.tmp", std::process::id()));
        match OpenOptions::new().write(true).create_new(true).open(&beside) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            opened => return opened.map(|file| (file, beside)),
        }
    }
    Err(io::Error::other("a hundred files of runs that were killed are beside it"))
}
