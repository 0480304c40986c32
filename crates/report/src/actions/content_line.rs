//! The lines of an iCalendar file, as RFC 5545 has them: escaped (section 3.3.11) and folded (section 3.1).
//!
//! Own code: the libraries for it either ask a clock and a source of chance for stamps and ids, which would make each
//! file different and would have to be brought along by a page, or have had no release for years.

use crate::templates::visible;

/// The most bytes of a line, without its end.
const LONGEST: usize = 75;

/// A property whose value is written as it is given.
pub(super) fn line(name: &str, value: &str) -> String {
    folded(&format!("{name}:{value}"))
}

/// A property whose value is a text, whatever it looks like.
pub(super) fn text_line(name: &str, text: &str) -> String {
    line(name, &escaped(text))
}

/// A text in which nothing parts values or ends the line.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    // A line break of Windows is one break, and so is one of an old Macintosh.
    for character in visible(text).replace("\r\n", "\n").chars() {
        match character {
            '\\' | ';' | ',' => escaped.extend(['\\', character]),
            '\n' | '\r' => escaped.push_str("\\n"),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// A line that ends as lines of such files do, broken where it is too long; the blank that each further part begins with
/// counts as well. No character is broken.
fn folded(line: &str) -> String {
    let mut folded = String::with_capacity(line.len() + 2);
    let mut room = LONGEST;
    for character in line.chars() {
        if character.len_utf8() > room {
            folded.push_str("\r\n ");
            room = LONGEST - 1;
        }
        room -= character.len_utf8();
        folded.push(character);
    }
    folded + "\r\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_text_holds_parts_values_or_lines() {
        assert_eq!(text_line("SUMMARY", "a, b; c\\ \"d\": e"), "SUMMARY:a\\, b\\; c\\\\ \"d\": e\r\n");
        let breaks = "one\r\nBEGIN:VEVENT\rtwo\nthree\u{b}";
        assert_eq!(text_line("SUMMARY", breaks), "SUMMARY:one\\nBEGIN:VEVENT\\ntwo\\nthree\u{fffd}\r\n");
    }

    #[test]
    fn no_line_is_too_long_and_no_character_is_broken() {
        let exact = "x".repeat(LONGEST - 2);
        assert_eq!(line("A", &exact), format!("A:{exact}\r\n"));
        for piece in ["x", "é", "測", "🙂", "aé測🙂"] {
            let text = piece.repeat(100);
            let written = line("A", &text);
            let parts: Vec<&str> = written.trim_end_matches("\r\n").split("\r\n").collect();
            assert!(parts.iter().all(|part| part.len() <= LONGEST), "{written}");
            // Every part but the last is as long as it can be.
            assert!(parts.iter().rev().skip(1).all(|part| part.len() > LONGEST - 4), "{written}");
            let unfolded = written.replace("\r\n ", "");
            assert_eq!(unfolded, format!("A:{text}\r\n"));
        }
    }
}
