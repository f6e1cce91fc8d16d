//! By what a finding is known again in the next run. In: findings, in order. Out: for each a fingerprint that depends
//! on the file, the rule and the marked words, and not on lines: text that moves keeps it.

use std::collections::HashMap;

use super::Paper;
use crate::finding::Finding;

/// Makes fingerprints; no two of one run are alike.
#[derive(Debug, Default)]
pub struct Fingerprints {
    seen: HashMap<String, usize>,
}

impl Fingerprints {
    /// The fingerprint of a finding in the file at `path`, as 32 hexadecimal digits.
    pub fn next(&mut self, path: &str, paper: &Paper, finding: &Finding) -> String {
        let words = paper.source.text()[finding.span.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
        self.of(&[path, &finding.rule, &words])
    }

    /// The fingerprint of what is known by `parts`.
    pub fn of(&mut self, parts: &[&str]) -> String {
        let key = parts.join("\0");
        let count = self.seen.entry(key.clone()).or_default();
        *count += 1;
        format!("{:032x}", hash(&format!("{key}\0{count}")))
    }
}

/// FNV-1a of 128 bits: the same on every machine and in every version, which the standard library does not promise.
fn hash(text: &str) -> u128 {
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    const START: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    text.bytes().fold(START, |hash, byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprints_are_those_of_last_year_and_never_alike() {
        // Test vectors of the authors of FNV.
        assert_eq!(hash(""), 0x6c62272e07bb014262b821756295c58d);
        assert_eq!(hash("a"), 0xd228cb696f1a8caf78912b704e4a8964);
        let mut prints = Fingerprints::default();
        let (first, second) = (prints.of(&["a.md", "tone/no-blame", "x"]), prints.of(&["a.md", "tone/no-blame", "x"]));
        assert_ne!(first, second);
        assert_eq!(first, Fingerprints::default().of(&["a.md", "tone/no-blame", "x"]));
    }
}
