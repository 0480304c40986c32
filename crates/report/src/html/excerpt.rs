//! The plan's own words around a place: the line, and which part of it is meant.

use serde::Serialize;
use sp_plan_engine::place::{LineIndex, SourceText, Span};

/// How many characters are shown before, within and after the part that is meant; what is longer is cut.
const AROUND: usize = 60;
const WITHIN: usize = 160;

/// A line of the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Excerpt {
    /// Its number, from 1.
    pub(super) line: usize,
    pub(super) before: String,
    /// The part that is meant; of several lines the first.
    pub(super) meant: String,
    pub(super) after: String,
    /// What there is to see.
    pub(super) label: Option<String>,
}

impl Excerpt {
    pub(super) fn new(source: &SourceText, lines: &LineIndex<'_>, span: Span, label: Option<&str>) -> Self {
        let text = source.text.as_str();
        let mut start = span.start.min(text.len());
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        let (head, tail) = text.split_at(start);
        let before = head.rsplit('\n').next().unwrap_or_default().trim_start_matches('\u{feff}');
        let line = tail.split(['\n', '\r']).next().unwrap_or_default();
        let length = span.end.saturating_sub(start).min(line.len());
        let (meant, after) = line.split_at_checked(length).unwrap_or((line, ""));
        Self {
            line: lines.line_and_column(start).0,
            before: last_characters(before, AROUND),
            meant: first_characters(meant.trim_end(), WITHIN),
            after: first_characters(after, AROUND),
            label: label.map(str::to_owned),
        }
    }
}

fn first_characters(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most).chain(['…']).collect()
}

fn last_characters(text: &str, most: usize) -> String {
    let count = text.chars().count();
    if count <= most {
        return text.to_owned();
    }
    std::iter::once('…').chain(text.chars().skip(count - most)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excerpt(text: &str, start: usize, end: usize) -> (usize, String, String, String) {
        let source = SourceText::new("plan.yaml", text);
        let found = Excerpt::new(&source, &LineIndex::new(text), Span::new(start, end), None);
        (found.line, found.before, found.meant, found.after)
    }

    #[test]
    fn the_line_and_the_part_that_is_meant() {
        let of = |line: usize, parts: [&str; 3]| (line, parts[0].to_owned(), parts[1].to_owned(), parts[2].to_owned());
        let text = "a: 1\r\nbé: two words # why\nc:\n  d: 3\n";
        assert_eq!(excerpt(text, 11, 14), of(2, ["bé: ", "two", " words # why"]));
        assert_eq!(excerpt(text, 27, 40), of(3, ["", "c:", ""]));
        assert_eq!(excerpt(text, 900, 901), of(5, ["", "", ""]));
        assert_eq!(excerpt(text, 8, 9).0, 2, "inside a character");
        let long = format!("{}meant{}", "x".repeat(100), "y".repeat(100));
        let (_, before, meant, after) = excerpt(&long, 100, 105);
        assert_eq!((before.chars().count(), meant.as_str(), after.chars().count()), (61, "meant", 61));
    }
}
