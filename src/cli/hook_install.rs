//! `hook install` and `hook uninstall`. In: which hook. Out: the hook in the repository of this folder, or what to do by
//! hand where somebody else's is there.

use std::fs::{self, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use letterlint::git;
use letterlint::hook::Kind;
use letterlint::hook::script::{self, Owner, Script};
use letterlint::report::escape;
use letterlint::source::save;

use super::args::{Args, FailingLevel};
use super::output::say;
use super::run::{Exit, project};

/// What was said of a hook to be installed.
pub struct Wanted {
    pub kind: Kind,
    pub error_on: Option<FailingLevel>,
    pub chain: bool,
    pub shared: bool,
}

/// Writes the hook, unless somebody else's is there.
pub fn install(args: &Args, wanted: &Wanted, out: &mut dyn Write) -> anyhow::Result<Exit> {
    let kind = wanted.kind;
    let args = stored(args, wanted.error_on)?;
    let place = Place::find(kind)?;
    if place.shared && !wanted.shared {
        bail!(
            "core.hooksPath names one folder for all of your repositories, {}; use --shared to install the hook \
             there, or set core.hooksPath to a folder of this repository's own",
            place.folder.display()
        );
    }
    let there = place.there()?;
    let kept = place.before.symlink_metadata().is_ok();
    let moves = match there {
        None | Some(Owner::Letterlint) => false,
        Some(Owner::Calling) => {
            writeln!(out, "{} calls letterlint already and was left as it is", place.shown())?;
            return Ok(Exit::Clean);
        }
        Some(Owner::Other) if wanted.chain && !kept => true,
        Some(Owner::Changed) => bail!(
            "{} was changed since letterlint wrote it and was left as it is; delete it to have it anew",
            place.hook.display()
        ),
        Some(Owner::Other) => {
            say(&escape::lines(&by_hand(&place, kept, &args)).text);
            return Ok(Exit::Incomplete);
        }
    };
    let (program, first) = (place.program(), (kept || moves).then(|| before(kind)));
    let text = Script { kind, program: program.as_deref(), args: &args, first: first.as_deref() }.text();
    fs::create_dir_all(&place.folder).with_context(|| format!("can't make the folder {}", place.folder.display()))?;
    let changed = if moves { place.write_behind(&text)? } else { place.write(&text, there.is_some())? };
    if moves {
        writeln!(out, "the hook that was there is now {} and is called first", before(kind))?;
    } else if kept {
        writeln!(out, "{} is called first", before(kind))?;
    }
    let state = if changed { "is written" } else { "is there already" };
    writeln!(out, "{} {state}", place.shown())?;
    Ok(Exit::Clean)
}

/// Takes the hook away, if it is letterlint's.
pub fn uninstall(kind: Kind, out: &mut dyn Write) -> anyhow::Result<Exit> {
    let place = Place::find(kind)?;
    let shown = place.shown();
    match place.there()? {
        None => writeln!(out, "there is no hook {shown}")?,
        Some(Owner::Other) => writeln!(out, "{shown} is not letterlint's and was left as it is")?,
        Some(Owner::Calling) => {
            bail!("{shown} is somebody else's and calls letterlint; take that line out of it by hand")
        }
        Some(Owner::Changed) => bail!("{shown} was changed since letterlint wrote it; delete it by hand"),
        Some(Owner::Letterlint) if place.before.symlink_metadata().is_ok() => {
            fs::rename(&place.before, &place.hook).with_context(|| format!("can't put back {}", before(kind)))?;
            writeln!(out, "{shown} is again the hook that was there before letterlint's")?;
        }
        Some(Owner::Letterlint) => {
            fs::remove_file(&place.hook).with_context(|| format!("can't delete {}", place.hook.display()))?;
            writeln!(out, "{shown} is deleted")?;
        }
    }
    Ok(Exit::Clean)
}

/// What is written into a hook of the arguments of this run.
fn stored(args: &Args, error_on: Option<FailingLevel>) -> anyhow::Result<Vec<String>> {
    // What is not there now would make every commit fail.
    project(args)?;
    let mut stored = Vec::new();
    let named = args.project.absolute()?;
    let packs = named.pack.iter().map(|folder| ("--pack", folder));
    let files = named.config.iter().map(|file| ("--config", file));
    for (flag, path) in files.chain(packs).chain(named.rules.iter().map(|folder| ("--rules", folder))) {
        let Some(path) = path.to_str().filter(|path| !path.contains(['\n', '\r'])) else {
            bail!("{flag} {}: a hook can't name this path, since it is not UTF-8 or has line ends", path.display());
        };
        stored.extend([flag.to_owned(), path.to_owned()]);
    }
    if named.isolated {
        stored.push("--isolated".to_owned());
    }
    if let Some(level) = error_on {
        stored.extend(["--error-on".to_owned(), level.name().to_owned()]);
    }
    Ok(stored)
}

/// What to do where somebody else's hook is there.
fn by_hand(place: &Place, kept: bool, args: &[String]) -> String {
    let (shown, name) = (place.hook.display().to_string().replace('\n', " "), place.kind.name());
    let mut said = format!("error: {shown} is somebody else's hook and was left as it is.\n");
    said.push_str(&if is_shell(&place.hook) {
        // Without indentation, so that they can be copied as they are.
        format!("Add to it, below its first line:\n\n{}\n", script::lines_to_add(place.kind, args))
    } else {
        format!(
            "Call `letterlint hook run {name}` in it with its own arguments and its standard input, and end it where that \
             ends in anything but 0.\n"
        )
    });
    said.push_str(&match kept {
        true => format!("{} is there, so --chain has no place for it.", before(place.kind)),
        false => format!("Or use --chain, which renames it to {} and calls it first.", before(place.kind)),
    });
    said
}

fn is_shell(path: &Path) -> bool {
    fs::read(path).is_ok_and(|file| script::is_shell(&file))
}

/// The name of the hook that is called first.
fn before(kind: Kind) -> String {
    format!("{}.before-letterlint", kind.name())
}

/// Where a hook lies.
struct Place {
    kind: Kind,
    folder: PathBuf,
    /// Whether the folder is for all repositories.
    shared: bool,
    hook: PathBuf,
    before: PathBuf,
}

impl Place {
    /// Goes to the top of the working copy, as git does before it runs a hook.
    fn find(kind: Kind) -> anyhow::Result<Place> {
        enter_top()?;
        let (folder, shared) = git::hooks_folder()?;
        let (hook, before) = (folder.join(kind.name()), folder.join(before(kind)));
        Ok(Place { kind, folder, shared, hook, before })
    }

    fn shown(&self) -> String {
        escape::line(&self.hook.display().to_string()).into_owned()
    }

    /// Whose the hook is that is there.
    fn there(&self) -> anyhow::Result<Option<Owner>> {
        let metadata = match self.hook.symlink_metadata() {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error).with_context(|| format!("can't look at {}", self.hook.display())),
        };
        let readable = self.hook.metadata().as_ref().is_ok_and(Metadata::is_file);
        let file = if readable { fs::read(&self.hook) } else { Ok(Vec::new()) };
        let file = file.with_context(|| format!("can't read {}", self.hook.display()))?;
        Ok(Some(match script::owner(self.kind, &file) {
            // A link leads to a file that others use as well.
            Owner::Letterlint | Owner::Changed if !metadata.is_file() => Owner::Calling,
            owner => owner,
        }))
    }

    /// Where this program lies, for a hook that stays on this machine; a folder in the working copy may be committed.
    fn program(&self) -> Option<String> {
        let own = git::common_folder().ok()?.canonicalize().ok()?;
        let parent = std::path::absolute(&self.folder).ok()?;
        let real = parent.ancestors().find_map(|folder| folder.canonicalize().ok())?;
        let program = std::env::current_exe().ok().filter(|_| real.starts_with(own))?;
        Some(program.to_str()?.to_owned())
    }

    /// Writes the hook; whether anything changed.
    fn write(&self, text: &str, replaces: bool) -> anyhow::Result<bool> {
        let write = || {
            let same = replaces && fs::read(&self.hook)? == text.as_bytes();
            if !same && replaces {
                save::replace(&self.hook, text)?;
            } else if !same {
                save::create(&self.hook, text)?;
            }
            make_executable(&self.hook)?;
            Ok(!same)
        };
        let written: io::Result<bool> = write();
        written.with_context(|| format!("can't write {}", self.hook.display()))
    }

    /// Renames the hook that is there and writes one that calls it.
    fn write_behind(&self, text: &str) -> anyhow::Result<bool> {
        let name = before(self.kind);
        fs::rename(&self.hook, &self.before).with_context(|| format!("can't rename {}", self.hook.display()))?;
        let written = self.write(text, false);
        if written.is_err() {
            fs::rename(&self.before, &self.hook)
                .with_context(|| format!("can't put back {}, which is now {name}", self.hook.display()))?;
        }
        written
    }
}

/// Makes the top of the working copy the current folder, if there is one.
pub fn enter_top() -> anyhow::Result<()> {
    if let Some(top) = git::top_level()? {
        std::env::set_current_dir(&top).with_context(|| format!("can't go to {}", top.display()))?;
    }
    Ok(())
}

/// For all who may read it.
#[cfg(unix)]
fn make_executable(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mut permissions = fs::metadata(path)?.permissions();
    let mode = permissions.mode();
    permissions.set_mode(mode | (mode & 0o444) >> 2);
    fs::set_permissions(path, permissions)
}

#[cfg(not(unix))]
fn make_executable(_: &Path) -> io::Result<()> {
    Ok(())
}
