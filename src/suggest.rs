//! "Did you mean". In: a word that nobody knows and the known ones. Out: the nearest of them, as a sentence.

/// The known word nearest to `word`, if it is near enough to have been meant.
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    known
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= candidate.chars().count().max(word.chars().count()) / 3)
        .min()
        .map(|(_, candidate)| candidate)
}

/// "did you mean “severity”?"
pub fn did_you_mean<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<String> {
    nearest(word, known).map(|meant| format!("did you mean “{meant}”?"))
}

/// The same from a message of serde's: "unknown field `x`, expected one of `a`, `b`".
pub fn from_message(message: &str) -> Option<String> {
    let mut names = message.split('`').skip(1).step_by(2);
    let unknown = names.next().filter(|_| message.starts_with("unknown "))?;
    did_you_mean(unknown, names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_near_word_is_suggested() {
        assert_eq!(nearest("severty", ["severity", "title"]), Some("severity"));
        assert_eq!(nearest("colour", ["severity", "title"]), None);
        let message = "unknown field `tilte`, expected one of `kind`, `title`";
        assert_eq!(from_message(message).as_deref(), Some("did you mean “title”?"));
        assert_eq!(from_message("invalid type: string"), None);
    }
}
