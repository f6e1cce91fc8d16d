//! What a rule looks for. In: a row of a program. Out: [`Search`]: whose phrase it is, and when it counts.

use std::ops::Range;

use super::{Program, Table};
use crate::pack::file::{When, Where};

impl Program {
    /// Search `number`.
    pub fn search(&self, number: usize) -> Search {
        let flags = self.at(Table::Searches, number, 1);
        Search {
            rule: self.at(Table::Searches, number, 0) as usize,
            role: ROLES[(flags & 3) as usize],
            when_negated: WHEN[(flags >> 2 & 3) as usize],
            when_hypothetical: WHEN[(flags >> 4 & 3) as usize],
            in_endings: flags >> 6 & 1 == 1,
            within: flags >> 7,
            references: [0, 2, 4, 6].map(|column| self.range(Table::Searches, number, 2 + column)),
        }
    }
}

/// A phrase that a rule looks for, and under which conditions it counts.
#[derive(Debug, Clone)]
pub struct Search {
    /// Number of the rule in [`Rules::rules`](crate::pack::Rules::rules).
    pub rule: usize,
    /// What a match is to the rule.
    pub role: Role,
    /// When a negation reaches it.
    pub when_negated: When,
    /// When it stands inside a condition.
    pub when_hypothetical: When,
    /// Whether it counts in letters that end something alone.
    pub in_endings: bool,
    /// Parts of the letter, a bit each; none means anywhere.
    within: u32,
    /// `with`, `under`, `unless`, `unless-sentence`.
    references: [Range<usize>; 4],
}

impl Search {
    /// Whether it counts anywhere in the letter.
    pub fn is_anywhere(&self) -> bool {
        self.within == 0
    }

    /// Whether it counts in `place`.
    pub fn is_within(&self, place: Where) -> bool {
        self.within & (1 << place as u32) != 0
    }

    /// Phrases of which one must be in the sentence.
    pub fn with(&self) -> &Range<usize> {
        &self.references[0]
    }

    /// Phrases of which one must be above the list or table.
    pub fn under(&self) -> &Range<usize> {
        &self.references[1]
    }

    /// Phrases that must not be in the clause.
    pub fn unless(&self) -> &Range<usize> {
        &self.references[2]
    }

    /// Phrases that must not be in the sentence.
    pub fn unless_sentence(&self) -> &Range<usize> {
        &self.references[3]
    }
}

/// What a match is to its rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// What must not be there, or evidence: `find`.
    Find,
    /// What brings the rule into force: `when`.
    When,
    /// What makes a sentence evidence in which no rule finds anything else: `unclaimed`.
    Unclaimed,
}

const ROLES: [Role; 4] = [Role::Find, Role::When, Role::Unclaimed, Role::Find];

const WHEN: [When; 4] = [When::Keep, When::Drop, When::DropResult, When::Keep];
