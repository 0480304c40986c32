//! Small and capital letters of the Latin script with its accents, which is what plans and checklists are written in. The
//! tables for all scripts would weigh more in a page than the search for words that needs them.

/// The small letter of a capital one; any other character as it is.
pub(crate) fn lower(found: char) -> char {
    let pairs_from_even = matches!(found, '\u{100}'..='\u{137}' | '\u{14a}'..='\u{177}') && found != 'İ';
    let pairs_from_odd = matches!(found, '\u{139}'..='\u{148}' | '\u{179}'..='\u{17e}');
    let number = u32::from(found);
    let small = match found {
        'À'..='Þ' if found != '×' => number + 0x20,
        'Ÿ' => u32::from('ÿ'),
        _ if pairs_from_even => number | 1,
        _ if pairs_from_odd => number + number % 2,
        _ => return found.to_ascii_lowercase(),
    };
    char::from_u32(small).unwrap_or(found)
}

/// A text in small letters.
pub(crate) fn lower_text(text: &str) -> String {
    text.chars().map(lower).collect()
}

/// Whether a character is a capital letter.
pub(crate) fn is_capital(found: char) -> bool {
    lower(found) != found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_letters_are_as_in_all_of_unicode() {
        // İ is two characters in small letters; ĸ and ŉ have no capital, and stand among the pairs as they are.
        for found in ('\0'..='\u{17f}').filter(|found| !['İ', 'ĸ', 'ŉ'].contains(found)) {
            assert_eq!(found.to_lowercase().collect::<String>(), lower(found).to_string(), "{found}");
        }
        assert_eq!(lower_text("Ŵy SÉAN Œ ß"), "ŵy séan œ ß");
        assert!(is_capital('Ŷ') && !is_capital('ŷ') && !is_capital('1'));
    }
}
