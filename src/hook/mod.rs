//! git hooks that check letters. In: what git hands to a hook. Out: which letters are meant ([`mail`], [`push`]); the
//! text of a hook, and whose a hook is ([`script`]). Runs nothing and reads no file.

pub mod mail;
pub mod push;
pub mod script;

/// The hooks that letterlint knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Before `git send-email` sends a mail.
    SendemailValidate,
    /// Before a commit is made.
    PreCommit,
    /// Before commits go to another repository.
    PrePush,
}

impl Kind {
    /// The name that git has for it, which is also the name of its file.
    pub fn name(self) -> &'static str {
        match self {
            Kind::SendemailValidate => "sendemail-validate",
            Kind::PreCommit => "pre-commit",
            Kind::PrePush => "pre-push",
        }
    }

    /// The command that passes over the hook.
    pub fn bypass(self) -> &'static str {
        match self {
            Kind::SendemailValidate => "git send-email --no-validate",
            Kind::PreCommit => "git commit --no-verify",
            Kind::PrePush => "git push --no-verify",
        }
    }
}
