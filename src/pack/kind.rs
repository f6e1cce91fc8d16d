//! What rules there are. In: the words of a rule file. Out: [`Kind`] and [`Check`].

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What a rule does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// These words must not be there.
    Forbid,
    /// There must be evidence for this.
    Require,
    /// A measured figure must stay within bounds.
    Limit,
    /// What the letter's dates mean together.
    Date,
    /// The parts of the letter and their order.
    Structure,
}

/// What a rule asks beyond its phrases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, JsonSchema)]
#[schemars(untagged)]
pub enum Check {
    /// Kind [`Kind::Date`].
    Date(DateCheck),
    /// Kind [`Kind::Structure`].
    Structure(StructureCheck),
    /// Kind [`Kind::Limit`].
    Limit(LimitCheck),
    /// Kind [`Kind::Forbid`], where phrases can't say what is forbidden.
    Mark(MarkCheck),
}

/// Every check by its name.
const CHECKS: [(&str, Check); 18] = [
    ("valid", Check::Date(DateCheck::Valid)),
    ("notice", Check::Date(DateCheck::Notice)),
    ("one-end", Check::Date(DateCheck::OneEnd)),
    ("end-ahead", Check::Date(DateCheck::EndAhead)),
    ("deadlines-before-end", Check::Date(DateCheck::DeadlinesBeforeEnd)),
    ("recipient", Check::Structure(StructureCheck::Recipient)),
    ("sign-off", Check::Structure(StructureCheck::SignOff)),
    ("letterhead", Check::Structure(StructureCheck::Letterhead)),
    ("early", Check::Structure(StructureCheck::Early)),
    ("at-close", Check::Structure(StructureCheck::AtClose)),
    ("address", Check::Structure(StructureCheck::Address)),
    ("suppressions", Check::Structure(StructureCheck::Suppressions)),
    ("words", Check::Limit(LimitCheck::Words)),
    ("sentences", Check::Limit(LimitCheck::Sentences)),
    ("times", Check::Limit(LimitCheck::Times)),
    ("shouting", Check::Mark(MarkCheck::Shouting)),
    ("leftover-placeholder", Check::Mark(MarkCheck::LeftoverPlaceholder)),
    ("unknown-placeholder", Check::Mark(MarkCheck::UnknownPlaceholder)),
];
const CHECK_NAMES: &[&str] = &{
    let mut names = [""; CHECKS.len()];
    let mut at = 0;
    while at < names.len() {
        names[at] = CHECKS[at].0;
        at += 1;
    }
    names
};

/// By hand, since serde's untagged enums do not say which words there are.
impl<'de> Deserialize<'de> for Check {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Check, D::Error> {
        let written = String::deserialize(deserializer)?;
        let known = CHECKS.iter().find(|(name, _)| *name == written);
        known.map(|(_, check)| *check).ok_or_else(|| serde::de::Error::unknown_variant(&written, CHECK_NAMES))
    }
}

impl Serialize for Check {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.name().serialize(serializer)
    }
}

impl Check {
    /// The kind of the rules that may ask it.
    pub fn kind(self) -> Kind {
        match self {
            Check::Date(_) => Kind::Date,
            Check::Structure(_) => Kind::Structure,
            Check::Limit(_) => Kind::Limit,
            Check::Mark(_) => Kind::Forbid,
        }
    }

    /// As it is written in rule files.
    pub fn name(self) -> &'static str {
        CHECKS.iter().find(|(_, check)| *check == self).map_or("", |(name, _)| name)
    }

    /// Every check as it is written, with the kind of its rules.
    pub fn names() -> impl Iterator<Item = (&'static str, Kind)> {
        CHECKS.iter().map(|(name, check)| (*name, check.kind()))
    }
}

impl Kind {
    /// As it is written in rule files.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Forbid => "forbid",
            Kind::Require => "require",
            Kind::Limit => "limit",
            Kind::Date => "date",
            Kind::Structure => "structure",
        }
    }
}

/// What a rule asks of the dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DateCheck {
    /// Every date can be.
    Valid,
    /// From the letter to the end there is the notice that was agreed.
    Notice,
    /// There is but one end.
    OneEnd,
    /// The end is not before the letter.
    EndAhead,
    /// What `find` marks as a deadline is not after the end.
    DeadlinesBeforeEnd,
}

/// What a rule asks of the parts of the letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StructureCheck {
    /// The salutation names somebody.
    Recipient,
    /// There is a closing formula with a name.
    SignOff,
    /// The sender's address stands above the letter.
    Letterhead,
    /// What the rules in `from` found stands at the beginning of the body.
    Early,
    /// What the rules in `from` found stands in the last paragraph.
    AtClose,
    /// The reader is addressed in one way.
    Address,
    /// Each suppression names rules, says why, and hides something. Judged behind all other rules.
    Suppressions,
}

/// What a rule measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LimitCheck {
    /// Words of the body.
    Words,
    /// Words of each sentence, and the readability of the whole.
    Sentences,
    /// How often `find` was found.
    Times,
}

/// What a rule marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MarkCheck {
    /// Words in capitals and runs of exclamation marks.
    Shouting,
    /// What was to be filled in and was not.
    LeftoverPlaceholder,
    /// Placeholders of a template that are malformed or not declared.
    UnknownPlaceholder,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_are_read_as_they_are_written() {
        for (name, check) in CHECKS {
            assert_eq!(serde_json::to_value(check).unwrap(), name);
            assert_eq!(serde_json::from_value::<Check>(name.into()).unwrap(), check);
        }
    }
}
