//! *Did you mean*: the known word nearest to the one that was written.

/// The candidate most like `word`, when one is like enough to be meant. Of equals the first wins.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    /// Below this likeness (Jaro-Winkler, 0 to 1) a suggestion confuses more than it helps.
    const LIKE_ENOUGH: f64 = 0.84;
    let word = word.trim().to_lowercase().replace([' ', '-'], "_");
    let mut best: Option<(f64, &str)> = None;
    for candidate in candidates {
        let likeness = strsim::jaro_winkler(&word, &candidate.to_lowercase());
        if likeness >= LIKE_ENOUGH && best.is_none_or(|(so_far, _)| likeness > so_far) {
            best = Some((likeness, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_what_was_meant_and_nothing_else() {
        let words = ["steering_group", "meetings_per_year", "public_health"];
        assert_eq!(nearest("stearing_group", words), Some("steering_group"));
        assert_eq!(nearest("Public health", words), Some("public_health"));
        assert_eq!(nearest("meeting_per_year", words), Some("meetings_per_year"));
        assert_eq!(nearest("budget", words), None);
    }
}
