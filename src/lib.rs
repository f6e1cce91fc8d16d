//! letterlint checks letters that end a client relationship.
//!
//! One way through, from file to report:
//!
//! ```text
//! path ─ source ─ document ─ letter ─ engine ─ suppress ─ report
//!        bytes    blocks,    parts,   rules    findings   text, JSON,
//!        lines    text with  sentences,        that are   checklist
//!                 offsets    dates             shown
//! ```
//!
//! Beside it stand `language` (what each language knows), `dates`, `pack` (rule files to compiled rules),
//! `settings`, `project` (which of them hold for which letter), and `lint`, which walks the way for one letter.

pub mod built_in;
pub mod catalogue;
pub mod dates;
pub mod document;
pub mod draft;
pub mod engine;
pub mod examples;
pub mod fault;
pub mod finding;
pub mod fix;
pub mod git;
pub mod hook;
pub mod language;
pub mod letter;
pub mod lint;
pub mod locale;
pub mod pack;
pub mod project;
pub mod report;
pub mod settings;
pub mod source;
pub mod suggest;
pub mod suppress;
