//! Sentences, words, abbreviations, and how hard a text is to read.

/// What ends in a full stop without ending a sentence.
const SHORT_FORMS: &[&str] = &["e.g.", "i.e.", "etc.", "vs.", "No.", "St.", "Dr.", "Mr.", "Mrs.", "Ms.", "al."];

/// The sentences of a text. A semicolon does not end one.
pub(super) fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, mark) in text.char_indices().filter(|(_, c)| matches!(c, '.' | '!' | '?')) {
        let end = at + mark.len_utf8();
        let rest = text.get(end..).unwrap_or_default();
        let ends = rest.is_empty() || rest.starts_with([' ', '\n', '”', '"', ')']);
        let last_word = text.get(start..end).unwrap_or_default().rsplit([' ', '(']).next().unwrap_or_default();
        if ends && !SHORT_FORMS.contains(&last_word) {
            found.extend(text.get(start..end));
            start = end;
        }
    }
    found.extend(text.get(start..));
    found.into_iter().map(str::trim).filter(|sentence| words(sentence).next().is_some()).collect()
}

/// The words of a text: what has a letter or a digit, with its marks off.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '/' | '–' | '—'))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
}

/// The abbreviations of a text: two capitals or more, perhaps with digits or a plural `s` at the end.
pub(super) fn abbreviations(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .map(|word| word.strip_suffix('s').unwrap_or(word))
        .filter(|word| {
            word.chars().filter(char::is_ascii_uppercase).count() >= 2
                && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
        })
        .map(str::to_owned)
        .collect()
}

/// Whether a text says when what it says held: a year, or a word for the past.
pub(super) fn names_a_time(text: &str) -> bool {
    words(text).any(|word| {
        let is_year =
            word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) && word.parse::<u16>().is_ok();
        is_year || ["then", "former", "formerly", "earlier"].contains(&word.to_lowercase().as_str())
    })
}

/// The reading age of texts in years: the school grade of Flesch and Kincaid (Kincaid and others 1975,
/// 0.39 × words a sentence + 11.8 × syllables a word - 15.59) and the five years before the first grade. Labels and
/// headings are no sentences: what has less than five words is left out.
pub(super) fn reading_age<'a>(texts: impl Iterator<Item = &'a str>) -> f64 {
    let (mut sentence_count, mut word_count, mut syllable_count) = (0_u32, 0_u32, 0_u32);
    for sentence in texts.flat_map(sentences).filter(|sentence| words(sentence).nth(4).is_some()) {
        sentence_count += 1;
        for word in words(sentence) {
            word_count += 1;
            syllable_count += syllables(word);
        }
    }
    let (sentence_count, word_count) = (f64::from(sentence_count.max(1)), f64::from(word_count.max(1)));
    0.39 * word_count / sentence_count + 11.8 * f64::from(syllable_count) / word_count - 15.59 + 5.0
}

/// The syllables of a word, as nearly as its vowels tell: runs of vowels, without a silent `e` at the end.
fn syllables(word: &str) -> u32 {
    let lower = word.to_lowercase();
    let is_vowel = |c: char| "aeiouy".contains(c);
    let mut runs = 0;
    let mut in_run = false;
    for c in lower.chars() {
        if is_vowel(c) && !in_run {
            runs += 1;
        }
        in_run = is_vowel(c);
    }
    let silent = lower.ends_with('e') && !lower.ends_with("le") && runs > 1;
    (runs - u32::from(silent)).max(1)
}

#[test]
fn sentences_end_where_a_reader_stops() {
    let text = "Who pays? The council (see p. 3). It pays £2.50 an hour, e.g. for a room. “Good.” No";
    let found = sentences(text);
    assert_eq!(found.len(), 6, "{found:?}");
    assert_eq!(
        words("A well-kept list/table – yes, 4 of 5.").collect::<Vec<_>>(),
        ["A", "well-kept", "list", "table", "yes", "4", "of", "5"]
    );
}

#[test]
fn abbreviations_are_words_in_capitals() {
    assert_eq!(abbreviations("The VCSE sector, ICBs and a PhD in A&E"), ["VCSE", "ICB"]);
}
