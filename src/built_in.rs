//! The rules that letterlint comes with. In: what the build script prepared. Out: [`rules`], ready to use, and
//! [`SOURCES`], the files that they were made of.

use std::borrow::Cow;

use crate::language::Language;
use crate::pack::{Knowledge, Program, Rules};

include!(concat!(env!("OUT_DIR"), "/sources.rs"));

const RULES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/rules"));
const PROGRAMS: [&[u8]; 3] = [
    include_bytes!(concat!(env!("OUT_DIR"), "/en.program")),
    include_bytes!(concat!(env!("OUT_DIR"), "/de.program")),
    include_bytes!(concat!(env!("OUT_DIR"), "/pl.program")),
];
const GRAMMARS: [&[u8]; 3] = [
    include_bytes!(concat!(env!("OUT_DIR"), "/en.grammar")),
    include_bytes!(concat!(env!("OUT_DIR"), "/de.grammar")),
    include_bytes!(concat!(env!("OUT_DIR"), "/pl.grammar")),
];

/// The built-in rules, without their examples.
///
/// # Panics
/// Never: the build script wrote what is read here.
pub fn rules() -> Rules {
    let languages = Language::ALL.map(|language| Knowledge {
        language,
        grammar: postcard::from_bytes(GRAMMARS[language as usize]).expect("the build script wrote it"),
        programs: vec![Program::open(Cow::Borrowed(PROGRAMS[language as usize]))],
        places: Vec::new(),
    });
    Rules { rules: postcard::from_bytes(RULES).expect("the build script wrote it"), languages: languages.into() }
}
