//! letterlint checks letters that end a client relationship.
//!
//! One way through, from file to report:
//!
//! ```text
//! path ─ source ─ document ─ letter ─ engine ─ finding ─ report
//!        bytes    blocks,    parts,   rules    sorted    text, JSON,
//!        lines    text with  sentences,                  checklist
//!                 offsets    dates
//! ```
//!
//! Beside it stand `language` (what each language knows), `dates`, `pack` (rule files to compiled rules),
//! `settings`, and `lint`, which walks the way for one letter.

pub mod built_in;
pub mod catalogue;
pub mod dates;
pub mod document;
pub mod draft;
pub mod engine;
pub mod examples;
pub mod fault;
pub mod finding;
pub mod git;
pub mod hook;
pub mod language;
pub mod letter;
pub mod lint;
pub mod pack;
pub mod project;
pub mod report;
pub mod settings;
pub mod source;
pub mod suggest;
pub mod suppress;
