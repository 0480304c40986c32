//! Faults of writing: what people have to mend, and how to read on without it.

use granit_parser::{ErrorKind, ScanError};

use crate::message::Fault;
use crate::place::Span;

/// A fault of writing, before it becomes a finding.
pub(super) struct SyntaxFault {
    /// Where it is, in bytes.
    pub(super) start: usize,
    /// What is wrong.
    pub(super) message: String,
    /// Its kind.
    pub(super) fault: Fault,
    /// Whether the rest can be read without its line.
    pub(super) can_resume: bool,
}

/// Replaces the line at `offset` by spaces of the same length; none when there is nothing left to replace.
pub(super) fn blank_line(text: &str, offset: usize) -> Option<String> {
    let bytes = text.as_bytes();
    let mut offset = offset.min(bytes.len());
    // A fault is often seen only at the end of a line's content or of the text: step back to the last words. A tab is
    // a fault where it stands.
    while offset > 0 && bytes.get(offset).is_none_or(|byte| byte.is_ascii_whitespace() && *byte != b'\t') {
        offset -= 1;
    }
    let start = bytes.get(..offset)?.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    let end = bytes.get(offset..)?.iter().position(|&byte| byte == b'\n').map_or(bytes.len(), |at| offset + at);
    let line = text.get(start..end)?;
    if line.trim().is_empty() {
        return None;
    }
    let mut mended = String::with_capacity(text.len());
    mended.push_str(text.get(..start)?);
    mended.extend(std::iter::repeat_n(' ', end - start));
    mended.push_str(text.get(end..)?);
    Some(mended)
}

/// The words of the line that starts or holds `offset`, as a span, so that a finding underlines something to see.
pub(super) fn visible_span(text: &str, offset: usize) -> Span {
    let bytes = text.as_bytes();
    let mut start = offset.min(bytes.len());
    // A tab is what such a fault is about; other white space is stepped over.
    while start > 0 && bytes.get(start).is_none_or(|byte| byte.is_ascii_whitespace() && *byte != b'\t') {
        start -= 1;
    }
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let end = text.get(start..).and_then(|rest| rest.chars().next()).map_or(start, |first| start + first.len_utf8());
    Span::new(start, end)
}

/// The tab that indents the line of a fault or the line of words after it, when there is one: the parser names where
/// the text before the tab began, or calls the tab something else.
pub(super) fn tab_fault(text: &str, fault: &SyntaxFault) -> Option<SyntaxFault> {
    if !fault.can_resume {
        return None;
    }
    let start = fault.start.min(text.len());
    let line_start = text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
    let mut at = line_start;
    for line in text.get(line_start..)?.split_inclusive('\n').filter(|line| !line.is_empty()).take(2) {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let tab = line.get(..indent).and_then(|indent| indent.find('\t'));
        if let Some(tab) = tab.filter(|_| !line.trim().is_empty()) {
            return Some(tab_indent(at + tab));
        }
        at += line.len();
    }
    None
}

/// The fault of a tab at this place.
pub(super) fn tab_indent(start: usize) -> SyntaxFault {
    let message = "the line is indented with a tab".to_owned();
    SyntaxFault { start, message, fault: Fault::TabIndent, can_resume: true }
}

/// What the parser says, for people.
pub(super) fn scan_fault(error: &ScanError, text: &str, read_up_to: usize) -> SyntaxFault {
    let seen = error.marker().byte_offset().unwrap_or(0);
    let fault = |start: usize, message: String| SyntaxFault { start, message, fault: Fault::Syntax, can_resume: true };
    match error.kind() {
        ErrorKind::RecursionLimitExceeded => SyntaxFault {
            start: seen,
            message: "values are nested too deep".to_owned(),
            fault: Fault::TooDeep,
            can_resume: false,
        },
        // The parser sees an open quote only where its text runs into the next line; the quote itself is what people
        // have to mend, and its line is the one to leave out when reading on.
        ErrorKind::InvalidQuotedScalarIndent | ErrorKind::UnclosedQuotedScalar => {
            match open_quote(text, read_up_to, seen) {
                Some(at) => fault(at, "a quote is opened here and not closed on this line".to_owned()),
                None => fault(seen, format!("this is not YAML: {}", error.info())),
            }
        }
        _ => fault(seen, format!("this is not YAML: {}", error.info())),
    }
}

/// The first quote at the beginning of a word between what was read last and where the parser gave up.
fn open_quote(text: &str, from: usize, to: usize) -> Option<usize> {
    let between = text.get(from..to.min(text.len()))?;
    let at = between.char_indices().find(|&(at, c)| {
        let before = between.get(..at).and_then(|before| before.chars().next_back());
        matches!(c, '"' | '\'') && before.is_none_or(|before| before.is_whitespace() || "[{,:".contains(before))
    });
    at.map(|(at, _)| from + at)
}
