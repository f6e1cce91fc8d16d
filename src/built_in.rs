//! The rules that letterlint comes with. In: what the build script prepared. Out: [`rules`], ready to use, and
//! [`SOURCES`], the files that they were made of.

use std::borrow::Cow;

use crate::language::Language;
use crate::pack::{Knowledge, Program, Rules};

include!(concat!(env!("OUT_DIR"), "/sources.rs"));

const RULES: &str = include_str!(concat!(env!("OUT_DIR"), "/rules.json"));
const PROGRAMS: [&[u8]; 3] = [
    include_bytes!(concat!(env!("OUT_DIR"), "/en.program")),
    include_bytes!(concat!(env!("OUT_DIR"), "/de.program")),
    include_bytes!(concat!(env!("OUT_DIR"), "/pl.program")),
];
const GRAMMARS: [&str; 3] = [
    include_str!(concat!(env!("OUT_DIR"), "/en.json")),
    include_str!(concat!(env!("OUT_DIR"), "/de.json")),
    include_str!(concat!(env!("OUT_DIR"), "/pl.json")),
];

/// The built-in rules, without their examples.
///
/// # Panics
/// Never: the build script wrote what is read here.
pub fn rules() -> Rules {
    let languages = Language::ALL.map(|language| Knowledge {
        language,
        grammar: serde_json::from_str(GRAMMARS[language as usize]).expect("the build script wrote it"),
        program: Program::open(Cow::Borrowed(PROGRAMS[language as usize])),
        places: Vec::new(),
    });
    Rules { rules: serde_json::from_str(RULES).expect("the build script wrote it"), languages: languages.into() }
}
