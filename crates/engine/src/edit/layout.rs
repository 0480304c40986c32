//! How a text is laid out: lines, columns, brackets, comments, and where a value's writing begins and ends.

use super::{Address, Refusal, Step};
use crate::place::Span;
use crate::yaml::{Block, Entry, Node, Value};

/// How many columns a level is indented where a plan does not show it.
const USUAL_STEP: usize = 2;

/// The byte order mark, which takes no column.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// A text with its tree, and what holds for all of it.
pub(super) struct Layout<'a> {
    pub(super) text: &'a str,
    pub(super) root: &'a Node,
    /// How its lines end.
    pub(super) line_break: &'static str,
    /// How many columns a level is indented.
    pub(super) step: usize,
}

/// A value that was found, and what it stands in.
#[derive(Clone, Copy)]
pub(super) struct Found<'a> {
    pub(super) node: &'a Node,
    /// The key, when it has one.
    pub(super) entry: Option<&'a Entry>,
    /// What it stands in; none for the root.
    pub(super) container: Option<&'a Node>,
    /// Its position in that.
    pub(super) position: usize,
    /// Where the outermost brackets begin that it stands in, if it stands in any.
    pub(super) brackets: Option<usize>,
}

impl Found<'_> {
    /// Whether it stands in brackets.
    pub(super) fn is_flow(&self) -> bool {
        self.brackets.is_some()
    }

    /// Whether nothing at all is written for it.
    pub(super) fn is_absent(&self) -> bool {
        self.node.is_empty() && self.node.span.start == self.node.span.end
    }
}

impl<'a> Layout<'a> {
    pub(super) fn new(text: &'a str, root: &'a Node) -> Self {
        let windows = text.find('\n').is_some_and(|at| at > 0 && text.as_bytes().get(at - 1) == Some(&b'\r'));
        let mut layout = Self { text, root, line_break: if windows { "\r\n" } else { "\n" }, step: USUAL_STEP };
        layout.step = layout.first_step().unwrap_or(USUAL_STEP);
        layout
    }

    /// How far the first set of keys below a key is indented.
    fn first_step(&self) -> Option<usize> {
        let entries = &self.root.mapping().filter(|_| !self.has_brackets(self.root))?.entries;
        entries.iter().find_map(|entry| {
            let inner = entry.value.mapping().filter(|_| !self.has_brackets(&entry.value))?.entries.first()?;
            self.column(inner.key_span.start).checked_sub(self.column(entry.key_span.start)).filter(|step| *step > 0)
        })
    }

    /// What stands at an address.
    pub(super) fn find(&self, steps: &[Step]) -> Option<Found<'a>> {
        let mut found = Found { node: self.root, entry: None, container: None, position: 0, brackets: None };
        for step in steps {
            let brackets = found.brackets.or_else(|| self.has_brackets(found.node).then_some(found.node.span.start));
            let container = Some(found.node);
            found = match (step, &found.node.value) {
                (Step::Key(key), Value::Mapping(mapping)) => {
                    let position = mapping.entries.iter().position(|entry| entry.key == *key)?;
                    let entry = mapping.entries.get(position)?;
                    Found { node: &entry.value, entry: Some(entry), container, position, brackets }
                }
                (Step::Row(row), Value::Sequence(values)) => {
                    Found { node: values.get(*row)?, entry: None, container, position: *row, brackets }
                }
                _ => return None,
            };
        }
        Some(found)
    }

    /// What stands at an address, or that nothing does.
    pub(super) fn expect(&self, at: &Address) -> Result<Found<'a>, Refusal> {
        self.find(at.steps()).ok_or_else(|| Refusal::new(format!("there is no `{at}` in this plan")))
    }

    /// Whether a list or a set of keys is written in brackets.
    pub(super) fn has_brackets(&self, node: &Node) -> bool {
        matches!(node.value, Value::Sequence(_) | Value::Mapping(_))
            && self.rest(node.span.start).starts_with(['[', '{'])
    }

    /// The text from a byte on.
    pub(super) fn rest(&self, at: usize) -> &'a str {
        self.text.get(at..).unwrap_or_default()
    }

    /// The text of a range.
    pub(super) fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// The first byte of the line.
    pub(super) fn line_start(&self, at: usize) -> usize {
        self.slice(0, at).rfind('\n').map_or(0, |before| before + 1)
    }

    /// The end of the line, before its line break.
    pub(super) fn line_end(&self, at: usize) -> usize {
        let end = self.rest(at).find('\n').map_or(self.text.len(), |next| at + next);
        if self.slice(0, end).ends_with('\r') { end - 1 } else { end }
    }

    /// The first byte of the next line; the end of the text when there is none.
    pub(super) fn next_line(&self, at: usize) -> usize {
        self.rest(at).find('\n').map_or(self.text.len(), |next| at + next + 1)
    }

    /// How many characters stand before a byte on its line.
    pub(super) fn column(&self, at: usize) -> usize {
        self.slice(self.line_start(at), at).chars().filter(|found| *found != BYTE_ORDER_MARK).count()
    }

    /// Whether only blanks stand before a byte on its line.
    pub(super) fn begins_line(&self, at: usize) -> bool {
        self.slice(self.line_start(at), at).chars().all(|found| found == ' ' || found == BYTE_ORDER_MARK)
    }

    /// The indentation of a line.
    pub(super) fn indent(&self, at: usize) -> usize {
        let line = self.rest(self.line_start(at)).trim_start_matches(BYTE_ORDER_MARK);
        line.len() - line.trim_start_matches(' ').len()
    }

    /// The byte after a key's colon. None for a key without one, as in `{ a, b }` and `? a`.
    pub(super) fn after_colon(&self, entry: &Entry) -> Option<usize> {
        let rest = self.rest(entry.key_span.end);
        let word = rest.trim_start_matches([' ', '\t']);
        word.starts_with(':').then(|| entry.key_span.end + rest.len() - word.len() + 1)
    }

    /// Where the writing of a value can begin: after the colon of its key, after the dash of its row.
    pub(super) fn gap(&self, found: &Found<'_>) -> Option<usize> {
        match (found.entry, found.container) {
            (Some(entry), _) => self.after_colon(entry),
            (None, Some(container)) if !found.is_flow() => Some(self.dash(container, found.position)? + 1),
            _ => Some(found.node.span.start),
        }
    }

    /// The first dash of a list without brackets. The reader has the place of what follows it where the dash is indented no
    /// further than the key above.
    pub(super) fn list_start(&self, list: &Node) -> usize {
        let first = list.sequence().and_then(|values| values.first()).map(|node| node.span.start);
        if first != Some(list.span.start) {
            return list.span.start;
        }
        let mut before = list.span.start;
        loop {
            let line = self.line_start(before);
            let words = self.slice(line, before);
            if words.trim_start().starts_with('-') {
                return line + words.len() - words.trim_start().len();
            }
            if line == 0 {
                return list.span.start;
            }
            before = line - 1;
        }
    }

    /// The dash of a row of a list without brackets.
    pub(super) fn dash(&self, list: &Node, row: usize) -> Option<usize> {
        let Some(before) = row.checked_sub(1) else { return Some(self.list_start(list)) };
        let mut at = self.next_line(list.sequence()?.get(before)?.span.end);
        let end = list.sequence()?.get(row)?.span.start;
        let column = self.column(self.list_start(list));
        while at <= end {
            let line = self.slice(at, self.line_end(at));
            if line.len() - line.trim_start_matches(' ').len() == column && line.trim_start().starts_with('-') {
                return Some(at + column);
            }
            let next = self.next_line(at);
            if next == at {
                break;
            }
            at = next;
        }
        None
    }

    /// Where the writing of a value begins: with a tag or an anchor before it, or with the mark of a block text.
    pub(super) fn value_start(&self, gap: usize, node: &Node) -> usize {
        let mut at = gap;
        while at < node.span.start {
            let rest = self.slice(at, node.span.start);
            let word = rest.trim_start();
            at += rest.len() - word.len();
            if word.starts_with('#') {
                at = self.next_line(at).min(node.span.start);
            } else {
                break;
            }
        }
        at.min(node.span.start)
    }

    /// The mark of a block text, such as `|-`, when a value is one.
    pub(super) fn block_mark(&self, gap: usize, node: &Node) -> Option<Span> {
        node.scalar()?.block?;
        let mut at = self.value_start(gap, node);
        loop {
            let word = self.slice(at, self.line_end(at));
            let length = word.find(char::is_whitespace).unwrap_or(word.len());
            match word.chars().next()? {
                '|' | '>' => return Some(Span::new(at, at + length)),
                '!' | '&' => at += length + word.get(length..)?.len() - word.get(length..)?.trim_start().len(),
                _ => return None,
            }
        }
    }

    /// The end of the last line of a value, with the comment at its end. Blank lines belong to a block text that keeps
    /// them.
    pub(super) fn last_line_end(&self, node: &Node) -> usize {
        let last = self.last_before(node, usize::MAX);
        let end = self.line_end(last.span.end.max(node.span.end));
        if ends_in(last) == Some(Block::Keeps) { self.blank_lines_end(end) } else { end }
    }

    /// The end of the last of the blank lines below a line that ends here; its own end when there are none.
    pub(super) fn blank_lines_end(&self, end: usize) -> usize {
        let mut end = end;
        loop {
            let next = self.next_line(end);
            let ends = self.slice(next, self.next_line(next)).ends_with('\n');
            if !ends || !self.slice(next, self.line_end(next)).trim().is_empty() {
                return end;
            }
            end = self.line_end(next);
        }
    }

    /// Whether the next thing below a line that ends here is a comment that is indented more deeply than a column.
    pub(super) fn has_deep_comment(&self, end: usize, column: usize) -> bool {
        let next = self.next_line(self.blank_lines_end(end));
        self.indent(next) > column && self.rest(next).trim_start_matches(' ').starts_with('#')
    }

    /// How the block text ends that a value on lines of its own ends with, if it does.
    pub(super) fn block_at_end(&self, node: &Node) -> Option<Block> {
        ends_in(self.last_before(node, usize::MAX))
    }

    /// The block text that is the last thing above a line but for blank lines.
    pub(super) fn block_above(&self, line: usize) -> Option<(&'a Node, Block)> {
        let last = self.last_before(self.root, line);
        let block = ends_in(last)?;
        (self.next_line(self.blank_lines_end(self.last_line_end(last))) == line).then_some((last, block))
    }

    /// The last that stands in a value before a byte: a single value, one in brackets, or one that has nothing before it.
    fn last_before<'b>(&self, node: &'b Node, at: usize) -> &'b Node {
        let mut last = node;
        loop {
            let inner = match &last.value {
                Value::Sequence(values) if !self.has_brackets(last) => {
                    values.iter().rfind(|inner| inner.span.start < at)
                }
                Value::Mapping(mapping) if !self.has_brackets(last) => {
                    mapping.entries.iter().rfind(|entry| entry.key_span.start < at).map(|entry| &entry.value)
                }
                _ => None,
            };
            match inner {
                Some(inner) => last = inner,
                None => return last,
            }
        }
    }

    /// Whether a comment stands directly above a key on a line of its own, or at the end of that line.
    pub(super) fn has_comment_of_its_own(&self, at: &Address) -> bool {
        let Some(Found { entry: Some(entry), brackets: None, .. }) = self.find(at.steps()) else { return false };
        let start = entry.key_span.start;
        let line = self.line_start(start);
        self.begins_line(start)
            && (self.comments_above(line) < line || !self.comments(start, self.line_end(start)).is_empty())
    }

    /// The first of the comment lines that stand directly above a line.
    pub(super) fn comments_above(&self, line: usize) -> usize {
        let mut first = line;
        // The last lines of a block text may look like comments.
        let last = self.last_before(self.root, line);
        let text_end = if ends_in(last).is_some() { last.span.end } else { 0 };
        while first > 0 {
            let above = self.line_start(first - 1);
            let words = self.slice(above, first).trim_start_matches(BYTE_ORDER_MARK).trim_start();
            // A comment on the first line after a byte order mark stays where the mark is.
            if above < text_end || !words.starts_with('#') || self.slice(above, first).starts_with(BYTE_ORDER_MARK) {
                break;
            }
            first = above;
        }
        first
    }

    /// The comments between two bytes: what stands after a `#` that is neither in a key nor in a value.
    pub(super) fn comments(&self, start: usize, end: usize) -> Vec<&'a str> {
        let mut words: Vec<Span> = Vec::new();
        let mut open = vec![self.root];
        while let Some(node) = open.pop() {
            match &node.value {
                Value::Sequence(values) => open.extend(values),
                Value::Mapping(mapping) => {
                    words.extend(mapping.entries.iter().map(|entry| entry.key_span));
                    open.extend(mapping.entries.iter().map(|entry| &entry.value));
                }
                Value::Scalar(_) | Value::Refused => words.push(node.span),
            }
        }
        words.sort();
        let mut found = Vec::new();
        let mut at = start;
        let mut words = words.into_iter().filter(|span| span.end > start && span.start < end).peekable();
        while at < end {
            let stop = words.peek().map_or(end, |span| span.start.clamp(at, end));
            let hash = self.slice(at, stop).char_indices().find(|&(offset, mark)| {
                let before = self.slice(0, at + offset).chars().next_back();
                mark == '#' && before.is_none_or(|before| before.is_whitespace() || before == BYTE_ORDER_MARK)
            });
            match (hash, words.peek()) {
                (Some((offset, _)), _) => {
                    let line_end = self.line_end(at + offset);
                    found.push(self.slice(at + offset, line_end));
                    at = line_end.max(at + offset + 1);
                }
                (None, Some(span)) => {
                    at = span.end.max(at);
                    words.next();
                }
                (None, None) => break,
            }
        }
        found
    }
}

/// How a block text ends, when a value is one.
fn ends_in(node: &Node) -> Option<Block> {
    node.scalar().and_then(|scalar| scalar.block)
}

/// Blanks.
pub(super) fn blanks(count: usize) -> String {
    " ".repeat(count)
}
