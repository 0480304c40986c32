//! New values: how to say one, and how it is written on one line in brackets or over several lines.

use super::layout::blanks;
use crate::place::Span;
use crate::value::{write_exactly, write_scalar};
use crate::yaml::{Entry, Mapping, Node, Scalar, Value};

/// A word that means what it says: `yes`, an option, a number, an amount, a date.
pub fn word(text: impl Into<String>) -> Node {
    node(Value::Scalar(Scalar::plain(text)))
}

/// A text, which is quoted where it would be read as something else.
pub fn text(text: impl Into<String>) -> Node {
    node(Value::Scalar(Scalar { plain: false, ..Scalar::plain(text) }))
}

/// A list.
pub fn list(values: impl IntoIterator<Item = Node>) -> Node {
    node(Value::Sequence(values.into_iter().collect()))
}

/// A set of keys, such as a row or a long form.
pub fn keys<'a>(entries: impl IntoIterator<Item = (&'a str, Node)>) -> Node {
    let entries =
        entries.into_iter().map(|(key, value)| Entry { key: key.to_owned(), key_span: Span::default(), value });
    node(Value::Mapping(Mapping { entries: entries.collect() }))
}

fn node(value: Value) -> Node {
    Node { span: Span::default(), value }
}

/// A value as it is written after its key: the rest of the key's line, and the lines below, which are indented from the
/// key's column on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Written {
    pub(super) head: String,
    pub(super) lines: Vec<String>,
}

impl Written {
    /// Whether it is a block text, which takes deeply indented lines below it for its own.
    pub(super) fn is_block_text(&self) -> bool {
        self.head.starts_with('|')
    }
}

/// A value outside brackets: a table has a row on each line, a text of several lines is a block.
pub(super) fn block(value: &Node, step: usize) -> Written {
    if let Some(written) = value.scalar().filter(|scalar| !scalar.plain).and_then(|scalar| block_text(scalar, step)) {
        return written;
    }
    match value.sequence() {
        Some(rows) if !rows.is_empty() && rows.iter().all(|row| row.mapping().is_some()) => {
            let lines = rows.iter().map(|row| format!("{}- {}", blanks(step), flow(row))).collect();
            Written { head: String::new(), lines }
        }
        _ => Written { head: flow(value), lines: Vec::new() },
    }
}

/// A value on one line, as it can stand in brackets too.
pub(super) fn flow(value: &Node) -> String {
    write_exactly(value)
}

/// A key, in quotes where it needs them.
pub(super) fn key(key: &str) -> String {
    write_scalar(key)
}

/// A text of several lines as a block, where nothing of it would be lost.
fn block_text(scalar: &Scalar, step: usize) -> Option<Written> {
    let text = &scalar.text;
    let body = text.strip_suffix('\n').unwrap_or(text);
    let awkward = |line: &str| line != line.trim_end() || line.contains(|found: char| found.is_control());
    let plain_lines = body.contains('\n')
        && !body.starts_with([' ', '\n'])
        && !body.ends_with('\n')
        && !body.split('\n').any(awkward)
        && !body.contains(['\u{85}', '\u{2028}', '\u{2029}', '\u{feff}', '\u{fffe}', '\u{ffff}']);
    if !plain_lines {
        return None;
    }
    let head = if text.ends_with('\n') { "|" } else { "|-" };
    let indented = |line: &str| if line.is_empty() { String::new() } else { format!("{}{line}", blanks(step)) };
    Some(Written { head: head.to_owned(), lines: body.split('\n').map(indented).collect() })
}
