//! The file of a hook. In: what it is to call, or a file that is there. Out: its text; whose it is; the lines to add to
//! somebody else's.

use super::Kind;

/// Behind this, in the second line, stands the checksum of all that follows.
const MARK: &str = "# letterlint hook ";
const MADE: &str = ", made by `letterlint hook install`; `letterlint hook uninstall` takes it away";

/// A hook to be written.
#[derive(Debug, Clone)]
pub struct Script<'s> {
    /// When it runs.
    pub kind: Kind,
    /// Where the program lies; `None`: it is looked for on the `PATH` alone.
    pub program: Option<&'s str>,
    /// Further arguments of `letterlint hook run`.
    pub args: &'s [String],
    /// The name, in the same folder, of a hook that is called first.
    pub first: Option<&'s str>,
}

/// Whose a file is that lies where a hook would be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// As letterlint wrote it.
    Letterlint,
    /// Written by letterlint and changed by hand since.
    Changed,
    /// Somebody else's, which calls letterlint.
    Calling,
    /// Somebody else's.
    Other,
}

impl Script<'_> {
    /// The text of the file: a POSIX shell script.
    pub fn text(&self) -> String {
        let body = self.body();
        format!("#!/bin/sh\n{MARK}{:016x}{MADE}\n{body}", checksum(body.as_bytes()))
    }

    fn body(&self) -> String {
        let kind = self.kind.name();
        let find = match self.program {
            Some(path) => {
                format!("letterlint={}\n[ -x \"$letterlint\" ] || letterlint=letterlint\n", quoted(path))
            }
            None => "letterlint=letterlint\n".to_owned(),
        };
        let missing = "if ! command -v \"$letterlint\" > /dev/null; then\n  \
                       echo 'error: letterlint is not found, so no letter was checked' >&2\n  exit 2\nfi\n";
        let args: String = self.args.iter().map(|arg| format!(" {}", quoted(arg))).collect();
        let call = format!("\"$letterlint\" hook run {kind}{args} -- \"$@\"\n");
        let Some(first) = self.first else { return format!("{find}{missing}exec {call}") };
        let before = format!("before=\"$(dirname \"$0\")\"/{}\n", quoted(first));
        let chain = match self.kind {
            // Both read the list of refs.
            Kind::PrePush => format!(
                "refs=$(cat)\nrefs() {{ [ -z \"$refs\" ] || printf '%s\\n' \"$refs\"; }}\n\
                 [ ! -x \"$before\" ] || refs | \"$before\" \"$@\" || exit\n{find}{missing}refs | {call}"
            ),
            _ => format!("[ ! -x \"$before\" ] || \"$before\" \"$@\" || exit\n{find}{missing}exec {call}"),
        };
        format!("# The hook that was here before is called first.\n{before}{chain}")
    }
}

/// Says whose `file`, the hook of this kind, is.
pub fn owner(kind: Kind, file: &[u8]) -> Owner {
    let text = String::from_utf8_lossy(file);
    let marked = text.split_once('\n').and_then(|(_, rest)| rest.strip_prefix(MARK));
    let marked = marked.and_then(|rest| rest.split_once('\n'));
    if let Some((sum, body)) = marked.and_then(|(first, body)| Some((first.strip_suffix(MADE)?, body))) {
        let same = sum == format!("{:016x}", checksum(body.as_bytes()));
        return if same { Owner::Letterlint } else { Owner::Changed };
    }
    let calls = |line: &str| {
        let line = line.trim_start();
        !line.starts_with('#') && line.contains(&format!("letterlint hook run {}", kind.name()))
    };
    if text.lines().any(calls) { Owner::Calling } else { Owner::Other }
}

/// Whether `file` is a shell script, to which lines can be added.
pub fn is_shell(file: &[u8]) -> bool {
    let first = file.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let first = String::from_utf8_lossy(first);
    let interpreter =
        first.strip_prefix("#!").and_then(|rest| rest.split_whitespace().rev().find(|w| !w.starts_with('-')));
    let name = interpreter.map(|path| path.rsplit('/').next().unwrap_or_default());
    matches!(name, Some("sh" | "bash" | "dash" | "ash" | "ksh" | "zsh"))
}

/// The lines that a shell script needs near its top so that it checks letters, too.
pub fn lines_to_add(kind: Kind, args: &[String]) -> String {
    let args: String = args.iter().map(|arg| format!(" {}", quoted(arg))).collect();
    let call = format!("letterlint hook run {}{args} -- \"$@\"", kind.name());
    match kind {
        // What has been read from standard input is gone, so the rest of the script gets it anew.
        Kind::PrePush => format!("refs=$(cat)\n{call} <<END || exit\n$refs\nEND\nexec <<END\n$refs\nEND\n"),
        _ => format!("{call} || exit\n"),
    }
}

/// A word as a shell reads it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// FNV-1a, 64 bits: against changes by hand, not against malice.
fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    const KIND: Kind = Kind::PreCommit;

    fn script(args: &[String]) -> String {
        Script { kind: KIND, program: Some("/opt/it's here/letterlint"), args, first: None }.text()
    }

    #[test]
    fn a_hook_is_known_again_until_it_is_changed() {
        let text = script(&["--error-on".to_owned(), "warning".to_owned()]);
        assert_eq!(owner(KIND, text.as_bytes()), Owner::Letterlint);
        assert_eq!(owner(KIND, text.replace("warning", "info").as_bytes()), Owner::Changed);
        assert_eq!(owner(KIND, format!("{text}echo mine\n").as_bytes()), Owner::Changed);
    }

    #[test]
    fn hooks_of_others_are_known() {
        for (text, expected) in [
            ("", Owner::Other),
            ("#!/bin/sh\nmake test\n", Owner::Other),
            ("#!/bin/sh\n# letterlint hook run pre-commit\n", Owner::Other),
            ("#!/bin/sh\nletterlint hook run pre-push\n", Owner::Other),
            ("#!/bin/sh\n  letterlint hook run pre-commit || exit\nmake test\n", Owner::Calling),
        ] {
            assert_eq!(owner(KIND, text.as_bytes()), expected, "{text}");
        }
        assert_eq!(owner(KIND, b"\x7fELF\xff\n\xfe"), Owner::Other);
    }

    #[test]
    fn only_shell_scripts_get_lines() {
        for shell in ["#!/bin/sh\n", "#!/usr/bin/env bash\n", "#! /bin/sh -e\n"] {
            assert!(is_shell(shell.as_bytes()), "{shell}");
        }
        for other in ["#!/usr/bin/env python3\n", "echo x\n", "", "#!/bin/fish"] {
            assert!(!is_shell(other.as_bytes()), "{other}");
        }
    }

    #[test]
    fn words_reach_the_shell_as_they_are() {
        assert_eq!(quoted("a b'c"), r"'a b'\''c'");
        assert_eq!((quoted("warning"), quoted(""), quoted("$x")), ("warning".into(), "''".into(), "'$x'".into()));
        assert!(script(&[]).contains(r"letterlint='/opt/it'\''s here/letterlint'"));
    }
}
