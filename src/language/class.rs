//! What a span of tokens can be beyond its words. In: nothing. Out: [`Class`], which letters find and phrases
//! ask for.

/// What a span of tokens is, beyond its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// A date of any kind, or a placeholder for one.
    Date,
    /// A number.
    Number,
    /// An amount with its currency, or a placeholder for one.
    Money,
    /// An e-mail address.
    Email,
    /// A web address.
    Url,
    /// A telephone number.
    Phone,
    /// Any placeholder.
    Placeholder,
    /// A placeholder for a reason.
    Reason,
    /// One capitalised word or more, or a placeholder for a name.
    Name,
    /// A word that negates.
    Not,
    /// A word that negates only what it stands with, such as "no"; it is a [`Class::Not`], too.
    No,
    /// A word that opens a condition.
    If,
}

impl Class {
    /// All classes with the name that rule files use.
    pub const ALL: [(&'static str, Class); 12] = [
        ("date", Class::Date),
        ("number", Class::Number),
        ("money", Class::Money),
        ("email", Class::Email),
        ("url", Class::Url),
        ("phone", Class::Phone),
        ("placeholder", Class::Placeholder),
        ("reason", Class::Reason),
        ("name", Class::Name),
        ("not", Class::Not),
        ("no", Class::No),
        ("if", Class::If),
    ];
}

impl Class {
    /// Classes stand among the symbols under numbers of their own.
    pub fn symbol(self) -> u32 {
        self as u32
    }

    /// Symbols of words begin here.
    pub const FIRST_FREE_SYMBOL: u32 = 32;
}
