//! Where something stands in a text: zero-based byte ranges. Lines and columns exist only for display.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A range of bytes in one text: `start` inclusive, `end` exclusive, both zero-based.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Span {
    /// Byte offset of the first byte.
    pub start: usize,
    /// Byte offset just after the last byte.
    pub end: usize,
}

impl Span {
    /// The span from `start` up to, but not including, `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The same as a standard range, to slice a text with.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }
}

/// Names a text: one of the handbook's files, or the plan that is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileId(pub u32);

impl FileId {
    /// The plan. The handbook's files are numbered from 0 in the order in which they were given.
    pub const PLAN: FileId = FileId(u32::MAX);

    /// The handbook's file at this position. No handbook has more files than fit below [`FileId::PLAN`].
    pub fn of_position(at: usize) -> Self {
        FileId(u32::try_from(at).unwrap_or(u32::MAX - 1).min(u32::MAX - 1))
    }
}

/// A span in a named text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The text.
    pub file: FileId,
    /// The bytes in it.
    pub span: Span,
}

impl Place {
    /// A place in `file`.
    pub fn new(file: FileId, span: Span) -> Self {
        Self { file, span }
    }

    /// A place in the plan.
    pub fn in_plan(span: Span) -> Self {
        Self::new(FileId::PLAN, span)
    }
}

/// A text with the name under which it is shown to people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceText {
    /// The name, such as `checklists/setup.yaml`; always with forward slashes.
    pub name: String,
    /// The whole text.
    pub text: String,
}

impl SourceText {
    /// A text under a name.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into() }
    }
}

/// The starts of a text's lines, to turn byte offsets into lines and columns for display.
#[derive(Debug, Clone)]
pub struct LineIndex<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> LineIndex<'a> {
    /// Reads the text once. Lines end with `\n`; a `\r` before it counts as part of the line's end.
    pub fn new(text: &'a str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { text, starts }
    }

    /// The line and column of a byte offset, both one-based; the column counts characters. An offset past the end,
    /// or inside a character, counts as the nearest character boundary before it.
    pub fn line_and_column(&self, offset: usize) -> (usize, usize) {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.starts.partition_point(|&start| start <= offset);
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let column = self.text.get(start..offset).map_or(1, |before| before.chars().count() + 1);
        (line, column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_characters_from_one() {
        let index = LineIndex::new("a: é\nb: 2\r\nc");
        assert_eq!(index.line_and_column(0), (1, 1));
        assert_eq!(index.line_and_column(5), (1, 5));
        assert_eq!(index.line_and_column(6), (2, 1));
        assert_eq!(index.line_and_column(12), (3, 1));
        assert_eq!(index.line_and_column(99), (3, 2));
        assert_eq!(index.line_and_column(4), (1, 4), "inside a character");
    }
}
