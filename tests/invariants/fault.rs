//! Faults in settings and rule files: they point into the file, and are told in one line.

use letterlint::fault::Fault;
use letterlint::report;

use super::reports::obeys_nobody;

/// A fault in `text` has its place within it, and is shown without anything that a terminal obeys.
pub fn is_told_well(fault: &Fault, text: &str) {
    assert_eq!(fault.text, text, "the fault is one of another file: {}", fault.path);
    if let Some(span) = &fault.span {
        assert!(text.get(span.clone()).is_some(), "{span:?} does not lie in the file: {fault}");
    }
    assert!(!fault.message.trim().is_empty());
    let mut shown = Vec::new();
    report::write_fault(fault, false, &mut shown).expect("a Vec takes everything");
    obeys_nobody(&String::from_utf8(shown).expect("UTF-8 is written"));
}
