//! Small words that several reports share: counts with their nouns, and texts made shorter.

use sp_plan_engine::Date;

/// Counts up to here are written as words.
const WORDS: [&str; 13] =
    ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// A count in words as far as people write it so, in figures above.
pub(crate) fn in_words(count: usize) -> String {
    WORDS.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

/// A count with its noun, such as `1 row` and `3 rows`.
pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// The same with the count in words, such as `three rows`.
pub(crate) fn counted_in_words(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", in_words(count), if count == 1 { one } else { many })
}

/// So many of a whole, such as `3 of 4`; a dash when there is nothing to count.
pub(crate) fn out_of(met: usize, due: usize) -> String {
    if due == 0 { "–".to_owned() } else { format!("{met} of {due}") }
}

/// The months as tables write them.
pub(crate) const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A date with a short month, such as `1 Apr 2027`, for the cells of tables.
pub(crate) fn short_date(date: Date) -> String {
    let month = usize::try_from(date.month()).ok().and_then(|month| MONTHS.get(month.wrapping_sub(1))).unwrap_or(&"");
    format!("{} {month} {}", date.day(), date.year())
}

/// Whether a text has a word that is too long to be kept whole in a cell.
pub(crate) fn has_long_word(text: &str) -> bool {
    const LONGEST: usize = 18;
    text.split_whitespace().any(|word| word.chars().count() > LONGEST)
}

/// The first letter as a capital.
pub(crate) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A text on one line, cut after so many characters; an ellipsis says that it was.
pub(crate) fn shortened(text: &str, longest: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= longest {
        return line;
    }
    let cut: String = line.chars().take(longest).collect();
    format!("{} …", cut.trim_end())
}

/// A message as a sentence: with a full stop, unless it ends with a mark of its own.
pub(crate) fn sentence(text: &str) -> String {
    let ends = text.trim_end_matches('”').ends_with(['.', '!', '?', '…', ':']);
    format!("{}{}", capitalised(text), if ends { "" } else { "." })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_agree_with_their_nouns() {
        assert_eq!(counted(1, "row", "rows"), "1 row");
        assert_eq!(counted_in_words(3, "row", "rows"), "three rows");
        assert_eq!(in_words(40), "40");
        assert_eq!((out_of(3, 4).as_str(), out_of(0, 0).as_str()), ("3 of 4", "–"));
    }

    #[test]
    fn long_texts_are_cut_and_say_so() {
        assert_eq!(shortened("one  two\nthree", 20), "one two three");
        assert_eq!(shortened("one two three", 8), "one two …");
        assert_eq!(sentence("what now?"), "What now?");
        assert_eq!(sentence("so it is"), "So it is.");
    }
}
