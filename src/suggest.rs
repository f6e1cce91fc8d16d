//! "Did you mean". In: a word that nobody knows and the known ones. Out: the nearest of them, or all, as a sentence.

/// The known word nearest to `word`, if it is near enough to have been meant.
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let len = word.chars().count();
    let most = |candidate: &str| candidate.chars().count().max(len) / 3;
    known
        .into_iter()
        // What differs in length by more is not near, and need not be compared letter by letter.
        .filter(|candidate| candidate.chars().count().abs_diff(len) <= most(candidate))
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= most(candidate))
        .min()
        .map(|(_, candidate)| candidate)
}

/// "did you mean “severity”?"
pub fn did_you_mean<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<String> {
    nearest(word, known).map(|meant| format!("did you mean “{meant}”?"))
}

/// "a, b and c", where `last` is "and".
pub fn list(words: &[impl AsRef<str>], last: &str) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match &words[..] {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_near_word_is_suggested() {
        assert_eq!(nearest("severty", ["severity", "title"]), Some("severity"));
        assert_eq!(nearest("colour", ["severity", "title"]), None);
    }

    #[test]
    fn words_are_listed() {
        assert_eq!(list(&["a", "b", "c"], "and"), "a, b and c");
        assert_eq!(list(&["a"], "or"), "a");
    }
}
