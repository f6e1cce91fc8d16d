//! The longer texts of `--help`, some of which stand in the manual page as well.

/// What the exit codes mean.
pub const EXIT: &str =
    "0 nothing at or above the failing level; 1 findings at or above it; 2 not everything was checked.";

/// What `-v` tells.
pub const VERBOSE: &str = "Tell people also what was not marked and why, and what each letter was read with

Behind the findings of a letter stand its language, its settings files, and a line for each place at which a rule found \
its words and left them alone: what denies them, quotes them, allows them or suppresses the finding, with its line and \
column. `full` and `concise` tell it; formats for programs stay the same.";

/// What is done most.
pub const EXAMPLES: &str = "Examples:
  letterlint draft.md                      one letter
  letterlint --error-on warning letters/   a folder of them; warnings fail, too
  letterlint - < draft.txt                 standard input
  letterlint --checklist draft.md          which elements are there, with the words that show it
  letterlint -v draft.md                   also why words were not marked
  letterlint explain no-blame              what a rule checks and why
  letterlint hook install                  check the letters in every commit";

/// What `completions` does.
pub const COMPLETIONS: &str = "Print the completions for a shell

  bash  letterlint completions bash > ~/.local/share/bash-completion/completions/letterlint
  zsh   letterlint completions zsh > _letterlint, in a folder of $fpath
  fish  letterlint completions fish > ~/.config/fish/completions/letterlint.fish";

/// What `man` does.
pub const MAN: &str = "Print the manual page, in the form that man reads

  letterlint man | man -l -
  letterlint man hook install | man -l -";

/// What `hook install` does.
pub const HOOK: &str = "Write a hook into this repository; a hook of somebody else's is left as it is

The hook checks letters (.md, .markdown, .txt; not README and the like, nor what `exclude` in the settings leaves out) \
and says no where a finding reaches the failing level or a letter can't be checked. Settings are those of the working \
copy. --config, --isolated, --pack, --locale and --error-on are written into the hook.";
