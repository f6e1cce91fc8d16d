//! `hook run`, which the hooks call. In: what git hands to them. Out: the findings in the letters that are meant, and
//! the exit code with which the hook says yes or no.

use std::ffi::OsString;
use std::io::{self, Read};
use std::path::Path;

use anyhow::{Context, bail};
use letterlint::git::{self, Contents, Entry};
use letterlint::hook::mail::{self, Mail};
use letterlint::hook::{Kind, push};
use letterlint::project::Project;
use letterlint::report::escape;
use letterlint::source::{self, MAX_BYTES, SourceError, discover};

use super::args::Args;
use super::check;
use super::examine::Given;
use super::hook_install::enter_top;
use super::output::say;
use super::run::Exit;

/// Checks what the hook of this kind was given.
pub fn run(args: &Args, kind: Kind, given: &[OsString]) -> anyhow::Result<Exit> {
    let args = Args { project: args.project.absolute()?, ..args.clone() };
    let exit = match kind {
        Kind::SendemailValidate => {
            let Some(path) = given.first() else { bail!("sendemail-validate needs the file of a mail") };
            let Some(letter) = mail_letter(Path::new(path))? else { return Ok(Exit::Clean) };
            check::check_given(&args, |_| Ok(vec![letter]))
        }
        Kind::PreCommit => {
            enter_top()?;
            let staged = git::staged()?;
            check::check_given(&args, |project| letters(staged, project))
        }
        Kind::PrePush => {
            enter_top()?;
            let pushed = pushed(given.first())?;
            check::check_given(&args, |project| letters(pushed, project))
        }
    }?;
    if exit != Exit::Clean {
        let (stopped, all_the_same) = kind.stops();
        say(&format!("letterlint: {stopped}; `{all_the_same}` passes over the check"));
    }
    Ok(exit)
}

/// The letter in the mail at `path`, if it is one.
fn mail_letter(path: &Path) -> anyhow::Result<Option<Given>> {
    let here = std::env::current_dir().unwrap_or_default();
    let path = path.strip_prefix(here).unwrap_or(path).to_owned();
    let shown = path.display().to_string();
    let bytes = match source::bytes_of_file(&path, MAX_BYTES) {
        Ok(bytes) => bytes,
        Err(error) => return Ok(Some(Given { path, bytes: Err(error) })),
    };
    match mail::read(&bytes).with_context(|| shown.clone())? {
        Mail::Letter(text) => Ok(Some(Given { path, bytes: Ok(text) })),
        Mail::Patch => {
            say(&format!("letterlint: {} is a patch and no letter, so it is not checked", escape::line(&shown)));
            Ok(None)
        }
    }
}

/// The files that are new to the repository `remote` in what is pushed.
fn pushed(remote: Option<&OsString>) -> anyhow::Result<Vec<Entry>> {
    let mut input = String::new();
    io::stdin().lock().read_to_string(&mut input).context("can't read git's list of pushed refs")?;
    let remote = remote.map(|remote| remote.to_string_lossy()).unwrap_or_default();
    let mut entries = Vec::new();
    for pushed in push::refs(&input)? {
        // What is no commit (a tag of a single file) holds no letter at a path.
        let Some(new) = git::commit(&pushed.new)? else { continue };
        let old = pushed.old.map(|old| git::commit(&old)).transpose()?.flatten();
        entries.extend(git::pushed(&new, old.as_deref(), &remote)?);
    }
    entries.sort();
    entries.dedup();
    Ok(entries)
}

/// The letters among `entries`, with their contents.
fn letters(entries: Vec<Entry>, project: &mut Project) -> anyhow::Result<Vec<Given>> {
    let mut letters = Vec::new();
    let mut contents = None;
    for Entry { path, object } in entries {
        if !discover::is_letter_below(&path) || project.is_excluded(&path)? {
            continue;
        }
        let contents = match &mut contents {
            Some(contents) => contents,
            none => none.insert(Contents::open()?),
        };
        let most = project.max_bytes(&path)?;
        let bytes = contents.read(&object, most)?.ok_or(SourceError::TooLarge(most));
        letters.push(Given { path, bytes });
    }
    Ok(letters)
}
