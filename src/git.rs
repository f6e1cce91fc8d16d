//! git as a child process. In: a question about the repository of this folder. Out: paths, and the contents of files
//! that are staged or committed. Names are NUL-separated bytes all the way, so that any name is right.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use thiserror::Error;

/// Why git could not answer.
#[derive(Debug, Error)]
pub enum GitError {
    /// It could not be run or spoken to.
    #[error("can't run git: {0}")]
    Run(#[from] io::Error),
    /// It refused.
    #[error("git {command}: {message}")]
    Refused {
        /// Its subcommand.
        command: String,
        /// What it said.
        message: String,
    },
    /// It answered in a way that is not documented.
    #[error("git {0} answers in a way that letterlint does not understand")]
    Answer(&'static str),
}

/// A regular file in the index or in a commit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// Its path from the top of the repository.
    pub path: PathBuf,
    /// The object that holds its content, in hexadecimal.
    pub object: String,
}

/// The top of the working copy; `None` where there is none, as in a bare repository.
///
/// # Errors
/// Where git can't be run, or this is no repository.
pub fn top_level() -> Result<Option<PathBuf>, GitError> {
    if answer(["rev-parse", "--is-inside-work-tree"])? != b"true\n" {
        return Ok(None);
    }
    Ok(Some(line_path(&answer(["rev-parse", "--show-toplevel"])?)))
}

/// The folder of this repository's hooks, and whether that is a folder for every repository of this user or machine.
///
/// # Errors
/// Where git can't be run, or this is no repository.
pub fn hooks_folder() -> Result<(PathBuf, bool), GitError> {
    let folder = line_path(&answer(["rev-parse", "--git-path", "hooks"])?);
    // Refuses where nothing is set.
    let scope = answer(["config", "--show-scope", "--get", "core.hooksPath"]).unwrap_or_default();
    Ok((folder, scope.starts_with(b"global") || scope.starts_with(b"system")))
}

/// The folder of the repository itself, which worktrees share.
///
/// # Errors
/// Where git can't be run, or this is no repository.
pub fn common_folder() -> Result<PathBuf, GitError> {
    Ok(line_path(&answer(["rev-parse", "--git-common-dir"])?))
}

/// The files that the next commit adds or changes, as they are staged.
///
/// # Errors
/// Where git can't tell.
pub fn staged() -> Result<Vec<Entry>, GitError> {
    let head = match commit("HEAD")? {
        Some(commit) => commit,
        // Before the first commit everything is new.
        None => line(&answer_to(["hash-object", "-t", "tree", "--stdin"], Stdio::null())?),
    };
    let args =
        ["diff-index", "--cached", "--raw", "-z", "--no-abbrev", "--no-renames", "--diff-filter=AMT", &head, "--"];
    raw_entries(&answer(args)?).ok_or(GitError::Answer("diff-index"))
}

/// The commit that `name` stands for, if it is one that is here.
///
/// # Errors
/// Where git can't be run.
pub fn commit(name: &str) -> Result<Option<String>, GitError> {
    match answer(["rev-parse", "--verify", "--quiet", &format!("{name}^{{commit}}")]) {
        Ok(object) => Ok(Some(line(&object))),
        Err(GitError::Refused { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The files that differ in any commit which `new` brings to `remote`, as they are in `new`; what the commit `old` and
/// the branches known of `remote` hold is there already.
///
/// # Errors
/// Where git can't tell.
pub fn pushed(new: &str, old: Option<&str>, remote: &str) -> Result<Vec<Entry>, GitError> {
    let known = format!("--remotes={remote}");
    let mut commits = command(["rev-list", new, "--not", &known].into_iter().chain(old))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let list = commits.stdout.take().map_or_else(Stdio::null, Stdio::from);
    let args = ["diff-tree", "--stdin", "-r", "-c", "--root", "-z", "--name-only", "--no-commit-id", "--no-renames"];
    let names = answer_to(args, list);
    let listed = commits.wait_with_output()?;
    if !listed.status.success() {
        return Err(refused("rev-list", &listed.stderr));
    }
    let names = names?;
    let changed: BTreeSet<&[u8]> = names.split(|byte| *byte == 0).filter(|name| !name.is_empty()).collect();
    if changed.is_empty() {
        return Ok(Vec::new());
    }
    let tree = answer(["ls-tree", "-r", "-z", "--full-tree", new])?;
    tree_entries(&tree, &changed).ok_or(GitError::Answer("ls-tree"))
}

/// Reads the contents of objects, all with one child.
#[derive(Debug)]
pub struct Contents {
    child: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
}

impl Contents {
    /// Starts git.
    ///
    /// # Errors
    /// Where git can't be run.
    pub fn open() -> Result<Contents, GitError> {
        let mut child = command(["cat-file", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let (Some(questions), Some(answers)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(GitError::Answer("cat-file"));
        };
        Ok(Contents { child, questions, answers: BufReader::new(answers) })
    }

    /// The content of `object`; `None` where it has more than `most` bytes.
    ///
    /// # Errors
    /// Where there is no such file in the repository, or git ends.
    pub fn read(&mut self, object: &str, most: u64) -> Result<Option<Vec<u8>>, GitError> {
        writeln!(self.questions, "{object}")?;
        self.questions.flush()?;
        let mut head = String::new();
        self.answers.read_line(&mut head)?;
        let size = match head.split_whitespace().collect::<Vec<_>>()[..] {
            [_, "blob", size] => size.parse::<u64>().ok(),
            _ => None,
        };
        let size = size.ok_or_else(|| refused("cat-file", head.as_bytes()))?;
        let mut content = (&mut self.answers).take(size);
        let mut bytes = Vec::new();
        if size > most {
            io::copy(&mut content, &mut io::sink())?;
        } else {
            content.read_to_end(&mut bytes)?;
        }
        if content.limit() > 0 {
            return Err(GitError::Answer("cat-file"));
        }
        self.answers.read_exact(&mut [0])?;
        Ok((size <= most).then_some(bytes))
    }
}

impl Drop for Contents {
    fn drop(&mut self) {
        // It waits for questions that do not come.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn command(args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Command {
    let mut command = Command::new("git");
    // What it says beside its answers becomes part of a message, which is then in one language.
    command.args(args).env("LC_ALL", "C");
    command
}

fn answer<'a>(args: impl IntoIterator<Item = &'a str>) -> Result<Vec<u8>, GitError> {
    answer_to(args, Stdio::null())
}

fn answer_to<'a>(args: impl IntoIterator<Item = &'a str>, input: Stdio) -> Result<Vec<u8>, GitError> {
    let args: Vec<&str> = args.into_iter().collect();
    let output = command(&args).stdin(input).output()?;
    if output.status.success() { Ok(output.stdout) } else { Err(refused(args[0], &output.stderr)) }
}

fn refused(command: &str, said: &[u8]) -> GitError {
    let said = String::from_utf8_lossy(said);
    let message = said.trim().trim_start_matches("fatal: ").to_owned();
    GitError::Refused { command: command.to_owned(), message }
}

fn line(answer: &[u8]) -> String {
    String::from_utf8_lossy(answer.strip_suffix(b"\n").unwrap_or(answer)).into_owned()
}

/// A path on a line of its own; it may hold line ends itself.
fn line_path(answer: &[u8]) -> PathBuf {
    path(answer.strip_suffix(b"\n").unwrap_or(answer))
}

#[cfg(unix)]
fn path(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    PathBuf::from(OsString::from_vec(bytes.to_vec()))
}

/// git writes UTF-8 on systems whose names are not bytes.
#[cfg(not(unix))]
fn path(bytes: &[u8]) -> PathBuf {
    PathBuf::from(OsString::from(String::from_utf8_lossy(bytes).into_owned()))
}

/// Links and submodules are no letters.
fn is_regular(mode: &str) -> bool {
    mode.starts_with("100")
}

/// Reads `:old-mode mode old-object object status NUL path NUL …`.
fn raw_entries(answer: &[u8]) -> Option<Vec<Entry>> {
    let mut entries = BTreeMap::new();
    let mut fields = answer.split(|byte| *byte == 0).filter(|field| !field.is_empty());
    while let Some(head) = fields.next() {
        let name = fields.next()?;
        let head: Vec<&str> = str::from_utf8(head).ok()?.strip_prefix(':')?.split(' ').collect();
        let [_, mode, _, object, _] = head[..] else { return None };
        if is_regular(mode) {
            entries.insert(path(name), object.to_owned());
        }
    }
    Some(entries.into_iter().map(|(path, object)| Entry { path, object }).collect())
}

/// Reads `mode type object TAB path NUL …`; of these the files whose names are `wanted`.
fn tree_entries(answer: &[u8], wanted: &BTreeSet<&[u8]>) -> Option<Vec<Entry>> {
    let mut entries = Vec::new();
    for field in answer.split(|byte| *byte == 0).filter(|field| !field.is_empty()) {
        let tab = field.iter().position(|byte| *byte == b'\t')?;
        let head: Vec<&str> = str::from_utf8(&field[..tab]).ok()?.split(' ').collect();
        let [mode, _, object] = head[..] else { return None };
        if is_regular(mode) && wanted.contains(&field[tab + 1..]) {
            entries.push(Entry { path: path(&field[tab + 1..]), object: object.to_owned() });
        }
    }
    Some(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_name_is_read_whole() {
        let answer = b":000000 100644 00 a1 A\0odd \"name\"\n.md\0:100644 120000 a1 b2 T\0link.md\0\
                       :000000 160000 00 c3 A\0module\0:100644 100755 a1 d4 M\0\xff.txt\0";
        let entries = raw_entries(answer).unwrap();
        let expected = [("odd \"name\"\n.md".as_bytes(), "a1"), (b"\xff.txt", "d4")];
        let expected = expected.map(|(name, object)| Entry { path: path(name), object: object.to_owned() });
        assert_eq!(entries, expected);
    }

    #[test]
    fn an_answer_that_is_cut_off_is_no_answer() {
        assert_eq!(raw_entries(b":000000 100644 00 a1 A\0"), None);
        assert_eq!(raw_entries(b"a.md\0b.md\0"), None);
        assert_eq!(tree_entries(b"100644 blob a1", &BTreeSet::new()), None);
    }

    #[test]
    fn of_a_tree_the_wanted_files_are_taken() {
        let answer = b"100644 blob a1\ta\tb.md\x00100644 blob b2\tc.md\x00120000 blob c3\tlink.md\0";
        let wanted = BTreeSet::from([&b"a\tb.md"[..], b"link.md"]);
        assert_eq!(tree_entries(answer, &wanted), Some(vec![Entry { path: "a\tb.md".into(), object: "a1".into() }]));
    }
}
