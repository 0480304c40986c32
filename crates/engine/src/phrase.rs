//! Phrases and where a text holds them: whole words, in one walk over the text.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// Words that are looked for.
///
/// A word in capitals (`CCG`) is found in capitals only; any other in small and capital letters. The last word is found
/// with an `s` after it too (`CCGs`, `clinical commissioning groups`). Between two words may stand blanks, line breaks,
/// hyphens, apostrophes, `&` and `/`, and nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrase {
    /// As it stands in the handbook.
    pub text: String,
    words: Vec<Wanted>,
}

/// A word of a phrase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Wanted {
    text: String,
    /// Whether it has letters, and so may have a plural.
    has_letters: bool,
    /// Whether all of its letters are capitals.
    capitals: bool,
}

/// A phrase that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// The bytes of it in the text.
    pub(crate) range: Range<usize>,
    /// The position of the phrase among those looked for.
    pub(crate) phrase: usize,
}

impl Phrase {
    /// A phrase; none when the text has no word.
    pub(crate) fn new(text: &str) -> Option<Self> {
        let mut words = Vec::new();
        let mut at = 0;
        while let Some(word) = next_word(text, at) {
            at = word.end;
            words.extend(text.get(word).map(Wanted::new));
        }
        (!words.is_empty()).then(|| Self { text: text.to_owned(), words })
    }

    fn first(&self) -> u8 {
        self.words.first().map_or(0, |word| first_byte(&word.text))
    }

    /// The bytes of this phrase when it begins with the word at `first`.
    fn at(&self, text: &str, first: &Range<usize>) -> Option<Range<usize>> {
        let mut end = first.start;
        for (position, wanted) in self.words.iter().enumerate() {
            let word = if position == 0 { first.clone() } else { next_word(text, end)? };
            if position > 0 && !text.get(end..word.start)?.chars().all(joins) {
                return None;
            }
            let last = position + 1 == self.words.len();
            if !wanted.is(text.get(word.clone())?, last) {
                return None;
            }
            end = word.end;
        }
        Some(first.start..end)
    }
}

/// The first byte, a letter in its small form.
fn first_byte(text: &str) -> u8 {
    text.as_bytes().first().map_or(0, u8::to_ascii_lowercase)
}

/// Whether words are one phrase with this between them.
fn joins(between: char) -> bool {
    between.is_whitespace() || matches!(between, '-' | '\u{2010}' | '\u{2011}' | '\'' | '’' | '&' | '/')
}

impl Wanted {
    fn new(text: &str) -> Self {
        let has_letters = text.chars().any(|letter| is_inside(letter) && !letter.is_ascii_digit());
        let capitals = text.contains(|letter: char| letter.is_ascii_uppercase())
            && !text.contains(|letter: char| letter.is_ascii_lowercase());
        Self { text: text.to_owned(), has_letters, capitals }
    }

    /// Whether a word is this one, or, as the last of a phrase, its plural.
    fn is(&self, word: &str, last: bool) -> bool {
        self.same(word) || last && self.has_letters && word.strip_suffix('s').is_some_and(|word| self.same(word))
    }

    fn same(&self, word: &str) -> bool {
        if self.capitals {
            word == self.text
        } else if word.is_ascii() {
            word.eq_ignore_ascii_case(&self.text)
        } else {
            word.chars().flat_map(char::to_lowercase).eq(self.text.chars().flat_map(char::to_lowercase))
        }
    }
}

/// Whether a word goes on with this character. Beyond ASCII everything from `À` on counts as a letter but the blocks of
/// punctuation, currency and other signs: exact tables would be a part of the engine's size in a page that one notices.
fn is_inside(letter: char) -> bool {
    letter.is_ascii_alphanumeric()
        || letter == '_'
        || (letter >= 'À' && !('\u{2000}'..='\u{2bff}').contains(&letter) && !letter.is_whitespace())
}

/// The next word at or after a byte: a run of letters and digits, a number with its points and commas, or `%`.
fn next_word(text: &str, from: usize) -> Option<Range<usize>> {
    let start = skip(text, from, |letter| !is_inside(letter) && letter != '%');
    let word = text.get(start..).filter(|word| !word.is_empty())?;
    if word.starts_with('%') {
        return Some(start..start + 1);
    }
    let mut length = skip(text, start, is_inside) - start;
    if word.bytes().take(length).all(|byte| byte.is_ascii_digit()) {
        while let Some(more) = digits_after_point(word.get(length..)?) {
            length += more;
        }
    }
    Some(start..start + length)
}

/// Where the run of characters that pass ends, which begins at a byte. Nearly all text is ASCII and is not decoded.
fn skip(text: &str, from: usize, passes: impl Fn(char) -> bool) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        let letter =
            if byte.is_ascii() { Some(char::from(byte)) } else { text.get(at..).and_then(|rest| rest.chars().next()) };
        match letter.filter(|letter| passes(*letter)) {
            Some(letter) => at += letter.len_utf8(),
            None => break,
        }
    }
    at
}

/// The length of a point or comma with digits after it; none when the text goes on in another way.
fn digits_after_point(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix(['.', ','])?;
    let digits = after.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(after.len());
    (digits > 0).then_some(digits + 1)
}

/// Phrases that are looked for together.
pub struct Phrases<'a> {
    all: Vec<&'a Phrase>,
    /// A bit for each ASCII character with which one of them begins, a letter in its small form: most words are passed over at
    /// once.
    begins: u128,
}

impl<'a> Phrases<'a> {
    /// Makes ready to look for phrases.
    pub fn new(phrases: impl IntoIterator<Item = &'a Phrase>) -> Self {
        let all: Vec<&Phrase> = phrases.into_iter().collect();
        let begins = all.iter().fold(0, |begins, phrase| begins | bit(phrase.first()));
        Self { all, begins }
    }

    /// Every place where a text holds one of the phrases, in order; of several that begin at one word the longest. Parts of
    /// file names and addresses are left out: nobody can put other words there.
    pub(crate) fn find<'t>(&self, text: &'t str) -> Finds<'_, 't> {
        Finds { phrases: self, text, at: 0, chunk: Chunk::default() }
    }

    /// Whether a text holds one of the phrases.
    pub fn any_in(&self, text: &str) -> bool {
        !self.all.is_empty() && self.find(text).next().is_some()
    }

    /// The longest phrase that begins with a word; of phrases of one length the first.
    fn beginning_with(&self, text: &str, word: &Range<usize>) -> Option<Found> {
        let first = first_byte(text.get(word.start..)?);
        if self.begins & bit(first) == 0 {
            return None;
        }
        let mut longest: Option<Found> = None;
        for (phrase, sought) in self.all.iter().enumerate().filter(|(_, sought)| sought.first() == first) {
            if let Some(range) = sought.at(text, word)
                && longest.as_ref().is_none_or(|longest| range.end > longest.range.end)
            {
                longest = Some(Found { range, phrase });
            }
        }
        longest
    }
}

/// The bit that stands for a first byte; all bytes beyond ASCII share one with a character that begins no word.
fn bit(first: u8) -> u128 {
    1 << if first.is_ascii() { first } else { 0 }
}

/// A walk over a text, one word after the other.
pub(crate) struct Finds<'p, 't> {
    phrases: &'p Phrases<'p>,
    text: &'t str,
    at: usize,
    chunk: Chunk,
}

impl Iterator for Finds<'_, '_> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            let word = next_word(self.text, self.at)?;
            self.at = word.end;
            let Some(found) = self.phrases.beginning_with(self.text, &word) else { continue };
            self.at = found.range.end;
            if !self.chunk.is_name(self.text, found.range.start) {
                return Some(found);
            }
        }
    }
}

/// The run of text between blanks that was looked at last, so that a long one is looked at once.
#[derive(Default)]
struct Chunk {
    end: usize,
    is_name: bool,
}

impl Chunk {
    /// Whether the byte stands in a file name or an address.
    fn is_name(&mut self, text: &str, at: usize) -> bool {
        if at >= self.end {
            let before = text.get(self.end..at).unwrap_or_default();
            let start = before.rfind(char::is_whitespace).map_or(self.end, |blank| self.end + blank);
            let after = text.get(at..).unwrap_or_default();
            self.end = after.find(char::is_whitespace).map_or(text.len(), |blank| at + blank);
            self.is_name = looks_like_a_name(text.get(start..self.end).unwrap_or_default());
        }
        self.is_name
    }
}

/// `minutes.pdf`, `www.example.org`, `https://...`.
fn looks_like_a_name(chunk: &str) -> bool {
    let bytes = chunk.as_bytes();
    let inner_point = bytes.windows(3).any(
        |three| matches!(three, [before, b'.', after] if before.is_ascii_alphanumeric() && after.is_ascii_alphabetic()),
    );
    inner_point || chunk.contains("://")
}

#[cfg(test)]
mod tests {
    use super::{Phrase, Phrases};

    /// What is found, in square brackets.
    fn marked(text: &str, phrases: &[&str]) -> String {
        let phrases: Vec<Phrase> = phrases.iter().filter_map(|phrase| Phrase::new(phrase)).collect();
        let mut marked = text.to_owned();
        for found in Phrases::new(&phrases).find(text).collect::<Vec<_>>().iter().rev() {
            marked.insert(found.range.end, ']');
            marked.insert(found.range.start, '[');
        }
        marked
    }

    #[test]
    fn phrases_are_found_as_people_write_them() {
        let terms = [
            "CCG",
            "clinical commissioning group",
            "national carers' strategy",
            "28%",
            "28 per cent",
            "GP Forward View",
            "A&E",
        ];
        for (text, expected) in [
            ("The CCG pays.", "The [CCG] pays."),
            ("Two CCGs, the CCG's plan, pre-CCG", "Two [CCG]s, the [CCG]'s plan, pre-[CCG]"),
            ("ccg Ccg CCGX ACCG my_CCG CCG_lead", "ccg Ccg CCGX ACCG my_CCG CCG_lead"),
            ("Clinical Commissioning\n   Groups", "[Clinical Commissioning\n   Groups]"),
            ("clinical, commissioning group", "clinical, commissioning group"),
            (
                "a national carers’ strategy; National Carers Strategy",
                "a [national carers’ strategy]; [National Carers Strategy]",
            ),
            ("28% 28 % 28.5% 1.28% 128% 24-28%", "[28%] [28 %] 28.5% 1.28% 128% 24-[28%]"),
            ("by 28 Per Cent, about 28.", "by [28 Per Cent], about 28."),
            ("gp forward view, GP forward view", "gp forward view, [GP forward view]"),
            ("A&E a&e A & E", "[A&E] a&e [A & E]"),
            (
                "see CCG-minutes-2019.pdf or https://ccg.nhs.uk/CCG now",
                "see CCG-minutes-2019.pdf or https://ccg.nhs.uk/CCG now",
            ),
            ("é CCG ü", "é [CCG] ü"),
        ] {
            let expected = expected.replace("[CCG]s", "[CCGs]");
            assert_eq!(marked(text, &terms), expected);
        }
    }

    #[test]
    fn the_longest_phrase_counts() {
        assert_eq!(marked("GP Forward View", &["GP", "GP Forward View"]), "[GP Forward View]");
        assert_eq!(marked("Ålborg ålborg", &["Ålborg"]), "[Ålborg] [ålborg]");
        assert_eq!(Phrase::new(" - "), None);
    }
}
