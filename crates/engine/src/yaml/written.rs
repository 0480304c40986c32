//! From a part of a scalar's text back to its bytes as they were written: with quotes, escapes and line breaks.

use std::ops::Range;

use super::Node;
use crate::place::Span;

/// The bytes in `source` of parts of a scalar's text, which are given in order. Reading a scalar changes blanks, line
/// breaks and escapes only, so the visible characters are counted off against each other, in one walk for all parts. A
/// part that cannot be placed has the place of the whole value.
pub fn written(source: &str, node: &Node, parts: &[Range<usize>]) -> Vec<Span> {
    let text = node.text().unwrap_or_default();
    let mut visible = Visible::new(source, node);
    let mut looked_at = 0;
    let mut place = |part: &Range<usize>| {
        let before = count(text.get(looked_at..part.start)?);
        let inside = count(text.get(part.clone())?);
        looked_at = part.end;
        // Nothing visible has no place of its own; what stands before it is passed over all the same.
        let Some(more) = inside.checked_sub(1) else {
            visible.by_ref().take(before).for_each(drop);
            return None;
        };
        let first = visible.nth(before)?;
        let last = if more > 0 { visible.nth(more - 1)? } else { first.clone() };
        Some(Span::new(first.start, last.end))
    };
    parts.iter().map(|part| place(part).unwrap_or(node.span)).collect()
}

fn count(text: &str) -> usize {
    text.chars().filter(|letter| !letter.is_whitespace()).count()
}

/// How a scalar is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    /// As it is, or a block after its first line.
    Open,
    /// In single quotes.
    Single,
    /// In double quotes, with escapes.
    Double,
}

/// The visible characters of a scalar: the bytes of each as it is written.
struct Visible<'a> {
    written: &'a str,
    start: usize,
    at: usize,
    style: Style,
}

impl<'a> Visible<'a> {
    fn new(source: &'a str, node: &Node) -> Self {
        let written = source.get(node.span.range()).unwrap_or_default();
        let plain = node.scalar().is_none_or(|scalar| scalar.plain);
        let (style, at) = match written.bytes().next() {
            Some(b'"') if !plain => (Style::Double, 1),
            Some(b'\'') if !plain => (Style::Single, 1),
            // The first line of a block says how it is read, and may end with a comment.
            Some(b'|' | b'>') if !plain => (Style::Open, written.find('\n').map_or(written.len(), |end| end + 1)),
            _ => (Style::Open, 0),
        };
        Self { written, start: node.span.start, at, style }
    }

    /// The character that an escape stands for, with a blank for every kind of blank and line break, and the escape's
    /// length in bytes.
    fn escape(rest: &str) -> (Option<char>, usize) {
        let mut letters = rest.chars();
        letters.next();
        let Some(kind) = letters.next() else { return (None, rest.len()) };
        let coded = |digits: usize| {
            let code = rest.get(2..2 + digits).and_then(|code| u32::from_str_radix(code, 16).ok());
            (code.and_then(char::from_u32), 2 + digits)
        };
        match kind {
            'x' => coded(2),
            'u' => coded(4),
            'U' => coded(8),
            'n' | 't' | 'r' | 'v' | 'f' | 'N' | 'L' | 'P' | '_' | ' ' | '\t' | '\n' | '\r' => {
                (Some(' '), 1 + kind.len_utf8())
            }
            other => (Some(other), 1 + other.len_utf8()),
        }
    }
}

impl Iterator for Visible<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        loop {
            let rest = self.written.get(self.at..)?;
            let letter = rest.chars().next()?;
            let (stands_for, length) = match (self.style, letter) {
                (Style::Double, '\\') => Self::escape(rest),
                (Style::Single, '\'') if rest.starts_with("''") => (Some('\''), 2),
                (Style::Double, '"') | (Style::Single, '\'') => return None,
                _ => (Some(letter), letter.len_utf8()),
            };
            let start = self.start + self.at;
            self.at += length;
            if stands_for.is_some_and(|letter| !letter.is_whitespace()) {
                return Some(start..start + length);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::written;
    use crate::place::FileId;
    use crate::yaml::{Node, parse};

    /// Where `part` of the value of `a` is written.
    fn found(source: &str, part: &str) -> String {
        let document = parse(source, FileId::PLAN);
        assert!(document.sound, "{source}: {:?}", document.findings);
        let root = document.root.unwrap();
        let node: &Node = root.mapping().unwrap().get("a").unwrap();
        let text = node.text().unwrap();
        let start = text.find(part).unwrap();
        let spans = written(source, node, &[0..start, start..start + part.len()]);
        source[spans[1].range()].to_owned()
    }

    #[test]
    fn every_way_of_writing_is_followed() {
        for (source, part, expected) in [
            ("a: one CCG two\n", "CCG", "CCG"),
            ("a: one two\n  three four # five\n", "two three", "two\n  three"),
            ("a: 'it''s the CCG'\n", "s the CCG", "s the CCG"),
            ("a: 'it''s the CCG'\n", "it's", "it''s"),
            ("a: \"one\\nCCG \\\"two\\\"\"\n", "CCG", "CCG"),
            ("a: \"one \\x43CG, \\u00e9 CCG!\"\n", "CCG,", "\\x43CG,"),
            ("a: \"one \\x43CG, \\u00e9 STP!\"\n", "é STP", "\\u00e9 STP"),
            ("a: \"one \\\n   two\\\n   three\"\n", "two", "two"),
            ("a: >-  # CCG STP\n  the clinical\n  group\n\n  more\n", "clinical group", "clinical\n  group"),
            ("a: |2+\n     deep\n   é CCG\n\nb: 1\n", "CCG", "CCG"),
            ("a: >\r\n  one\r\n  two CCG\r\n", "two", "two"),
        ] {
            assert_eq!(found(source, part), expected, "{source}");
        }
    }
}
