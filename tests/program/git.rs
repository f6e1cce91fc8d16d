//! Repositories with git as nobody has set it up, and programs that may not be there.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{Folder, Run};

/// A repository of its own for each test, in a folder `work` beside which a test may put other things.
pub struct Repository {
    pub folder: Folder,
    home: PathBuf,
}

impl Repository {
    pub fn new(name: &str) -> Repository {
        let outer = Folder::new(&format!("hooks-{name}"));
        outer.write(
            "home/.gitconfig",
            "[user]\nname = Ann Lee\nemail = ann@example.org\n[init]\ndefaultBranch = main\n",
        );
        outer.write("work/.gitattributes", "");
        let home = outer.0.join("home");
        let repository = Repository { folder: Folder(outer.0.join("work")), home };
        repository.git(["init", "--quiet"]);
        repository
    }

    /// A program in the top of the working copy, with letterlint on its `PATH`.
    pub fn command(&self, program: &str) -> Command {
        let own = Path::new(env!("CARGO_BIN_EXE_letterlint")).parent().unwrap();
        let mut path = own.as_os_str().to_owned();
        path.push(":");
        path.push(std::env::var_os("PATH").unwrap_or_default());
        let mut command = super::command(program);
        command.current_dir(&self.folder.0).stdin(Stdio::null()).env("PATH", path).env("HOME", &self.home);
        command.env("GIT_CONFIG_NOSYSTEM", "1").env("NO_COLOR", "1");
        for name in ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_CONFIG_GLOBAL", "XDG_CONFIG_HOME"] {
            command.env_remove(name);
        }
        command
    }

    pub fn run(&self, program: &str, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Run {
        Run::of(self.command(program).args(args).output().unwrap())
    }

    /// git, which must not fail.
    pub fn git(&self, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> String {
        let run = self.run("git", args);
        assert_eq!(run.exit, 0, "{}{}", run.out, run.err);
        run.out
    }

    pub fn letterlint(&self, args: &[&str]) -> Run {
        self.run(env!("CARGO_BIN_EXE_letterlint"), args)
    }

    /// letterlint, which must not fail.
    pub fn does(&self, args: &[&str]) -> String {
        let run = self.letterlint(args);
        assert_eq!(run.exit, 0, "{args:?}: {}{}", run.out, run.err);
        run.out
    }

    /// Stages everything and tries to commit it.
    pub fn commit(&self) -> Run {
        self.git(["add", "--all"]);
        self.run("git", ["commit", "--quiet", "--message", "x"])
    }

    /// Commits everything past all hooks.
    pub fn commit_unchecked(&self) {
        self.git(["add", "--all"]);
        self.git(["commit", "--quiet", "--no-verify", "--allow-empty", "--message", "x"]);
    }

    /// A hook of somebody else's.
    pub fn write_hook(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.0.join(".git/hooks").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        assert_eq!(self.run("chmod", [OsStr::new("+x"), path.as_os_str()]).exit, 0);
        path
    }

    pub fn hook(&self, name: &str) -> Option<String> {
        fs::read_to_string(self.folder.0.join(".git/hooks").join(name)).ok()
    }
}

/// Whether a program is there; says loudly that a test is left out where it is not. `.ci/run` installs them all.
pub fn is_installed(program: &str, args: &[&str]) -> bool {
    let there = Command::new(program).args(args).stdin(Stdio::null()).output();
    let there = there.is_ok_and(|output| !matches!(output.status.code(), None | Some(1)));
    if !there {
        // Not eprintln, which a test that passes keeps to itself.
        let _ = writeln!(
            std::io::stderr(),
            "\n*** LEFT OUT: `{program} {}` is not installed here; .ci/run installs it ***\n",
            args.join(" ")
        );
    }
    there
}
