//! From the parser's events to the tree. The stack is our own, so that no depth of input can overflow the program's.
//!
//! A text that is not YAML is still read as far as it goes: the line with the fault is blanked out and the rest is
//! read again, so that several faults in one file are reported together.

use std::collections::HashMap;

use granit_parser::{ErrorKind, Event, Options, Parser, ScalarStyle, ScanError, StructureStyle, options};

use super::{Entry, Mapping, Node, Scalar, Value};
use crate::finding::Finding;
use crate::message::Fault;
use crate::place::{FileId, Place, Span};

/// How deep values may be nested. A plan needs five levels; the rest is room for what nobody has thought of.
pub const MAXIMUM_DEPTH: usize = 64;

/// How many keys and values one text may hold. A full plan has about 2,000; the ledger, the longest file of the handbook,
/// has about 7,000.
pub const MAXIMUM_NODES: usize = 100_000;

/// How many faults of writing are looked for in one text before the reading stops.
const MAXIMUM_SYNTAX_FAULTS: usize = 8;

/// A longer text is not read a second time after a fault of writing, so that reading stays quick.
const MAXIMUM_LENGTH_TO_RESUME: usize = 1 << 20;

/// What could be read of a text, and everything that stood in the way.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The value; none when the text is empty or nothing could be read.
    pub root: Option<Node>,
    /// Faults of writing and things refused.
    pub findings: Vec<Finding>,
    /// Whether the text is YAML as it stands. If not, the tree holds only what could be saved.
    pub sound: bool,
}

/// Reads a text. Never fails and never panics: faults are findings.
pub fn parse(text: &str, file: FileId) -> Document {
    let mut findings = Vec::new();
    let mut mended: Option<String> = None;
    loop {
        let source = mended.as_deref().unwrap_or(text);
        let mut tree = Tree::new(file);
        let outcome = tree.read(source);
        let Err(fault) = outcome else {
            let sound = findings.is_empty();
            findings.extend(tree.findings);
            findings.sort_by_key(|finding| finding.place);
            return Document { root: tree.root, findings, sound };
        };
        let fault = tab_fault(source, &fault).unwrap_or(fault);
        let at = fault.start.min(text.len());
        findings.push(fault.fault.finding(fault.message, Place::new(file, visible_span(text, fault.start))));
        let again =
            findings.len() < MAXIMUM_SYNTAX_FAULTS && text.len() <= MAXIMUM_LENGTH_TO_RESUME && fault.can_resume;
        let next = if again { blank_line(source, at) } else { None };
        match next {
            Some(next) => mended = Some(next),
            None => {
                let root = tree.close();
                findings.extend(tree.findings);
                findings.sort_by_key(|finding| finding.place);
                return Document { root, findings, sound: false };
            }
        }
    }
}

/// A fault of writing, before it becomes a finding.
struct SyntaxFault {
    start: usize,
    message: String,
    fault: Fault,
    can_resume: bool,
}

/// Replaces the line at `offset` by spaces of the same length; none when there is nothing left to replace.
fn blank_line(text: &str, offset: usize) -> Option<String> {
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
fn visible_span(text: &str, offset: usize) -> Span {
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
fn tab_fault(text: &str, fault: &SyntaxFault) -> Option<SyntaxFault> {
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
            let message = "the line is indented with a tab".to_owned();
            return Some(SyntaxFault { start: at + tab, message, fault: Fault::TabIndent, can_resume: true });
        }
        at += line.len();
    }
    None
}

/// The tree under construction.
struct Tree {
    file: FileId,
    findings: Vec<Finding>,
    open: Vec<Open>,
    root: Option<Node>,
    nodes: usize,
    documents: usize,
    /// Where the last thing that was read ends, so that an open quote can be found after it.
    read_up_to: usize,
}

/// A collection that has begun and not ended.
struct Open {
    start: usize,
    /// Whether it is written in brackets, so that its end can be seen.
    flow: bool,
    content: Content,
}

enum Content {
    Sequence(Vec<Node>),
    Mapping(Mapping, Option<Key>, Seen),
}

/// The keys of a mapping, so that one that stands twice is found quickly in a long one.
#[derive(Default)]
struct Seen(HashMap<String, usize>);

impl Seen {
    /// A mapping with fewer keys is searched as it is, which is quicker than keeping a table.
    const WORTH_A_TABLE: usize = 32;

    /// Where the key stands already, if it does. Call it before the key is added to `mapping`.
    fn find(&mut self, mapping: &Mapping, key: &str) -> Option<usize> {
        if mapping.entries.len() < Self::WORTH_A_TABLE {
            return mapping.entries.iter().position(|entry| entry.key == key);
        }
        for (at, entry) in mapping.entries.iter().enumerate().skip(self.0.len()) {
            self.0.insert(entry.key.clone(), at);
        }
        self.0.get(key).copied()
    }
}

/// A key that waits for its value.
struct Key {
    text: Option<String>,
    span: Span,
}

impl Tree {
    fn new(file: FileId) -> Self {
        Self { file, findings: Vec::new(), open: Vec::new(), root: None, nodes: 0, documents: 0, read_up_to: 0 }
    }

    fn read(&mut self, text: &str) -> Result<(), SyntaxFault> {
        for event in Parser::new_from_str_with_options(text, parser_options()) {
            let (event, span) = event.map_err(|error| scan_fault(&error, text, self.read_up_to))?;
            let span = span
                .byte_range()
                .map_or_else(Span::default, |range| Span::new(range.start, range.end.max(range.start)));
            self.take(text, event, span)?;
            self.read_up_to = self.read_up_to.max(span.end);
        }
        Ok(())
    }

    fn take(&mut self, source: &str, event: Event<'_>, span: Span) -> Result<(), SyntaxFault> {
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err(self.refuse(span, Fault::SecondDocument, "a second document begins here"));
                }
            }
            Event::Scalar(text, style, ..) => {
                let plain = style == ScalarStyle::Plain;
                // The parser gives `~` for a value that is not there; only the bytes tell.
                let absent = plain && span.start == span.end;
                let text = if absent { String::new() } else { text.into_owned() };
                let span = match style {
                    _ if absent => after_colon(source, span.start),
                    ScalarStyle::Literal | ScalarStyle::Folded => without_trailing_space(source, span),
                    _ => span,
                };
                self.add(Node { span, value: Value::Scalar(Scalar { text, plain }) })?;
            }
            Event::SequenceStart(style, ..) => {
                let flow = style == StructureStyle::Flow;
                self.begin(Open { start: span.start, flow, content: Content::Sequence(Vec::new()) }, span)?;
            }
            Event::MappingStart(style, ..) => {
                let flow = style == StructureStyle::Flow;
                self.begin(
                    Open { start: span.start, flow, content: Content::Mapping(Mapping::default(), None, Seen::default()) },
                    span,
                )?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(span)?,
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                let place = Place::new(self.file, span);
                self.findings.push(Fault::Alias.finding("an alias stands in for a value", place));
                self.add(Node { span, value: Value::Refused })?;
            }
            _ => {}
        }
        Ok(())
    }

    fn refuse(&self, span: Span, fault: Fault, message: &str) -> SyntaxFault {
        SyntaxFault { start: span.start, message: message.to_owned(), fault, can_resume: false }
    }

    fn begin(&mut self, open: Open, span: Span) -> Result<(), SyntaxFault> {
        if self.open.len() >= MAXIMUM_DEPTH {
            return Err(self.refuse(
                span,
                Fault::TooDeep,
                &format!("values are nested more than {MAXIMUM_DEPTH} deep"),
            ));
        }
        self.open.push(open);
        Ok(())
    }

    fn end(&mut self, span: Span) -> Result<(), SyntaxFault> {
        let Some(open) = self.open.pop() else { return Ok(()) };
        let node = finish(open, Some(span));
        self.add(node)
    }

    /// Gives a finished node to the collection it stands in.
    fn add(&mut self, node: Node) -> Result<(), SyntaxFault> {
        self.nodes += 1;
        if self.nodes > MAXIMUM_NODES {
            return Err(self.refuse(
                node.span,
                Fault::TooManyValues,
                &format!("there are more than {MAXIMUM_NODES} values"),
            ));
        }
        match self.open.last_mut().map(|open| &mut open.content) {
            None => self.root = Some(node),
            Some(Content::Sequence(values)) => values.push(node),
            Some(Content::Mapping(mapping, key, seen)) => match key.take() {
                None => {
                    let text = node.text().map(str::to_owned);
                    if text.is_none() {
                        let place = Place::new(self.file, node.span);
                        self.findings.push(Fault::KeyNotText.finding("a key must be a single word", place));
                    }
                    *key = Some(Key { text, span: node.span });
                }
                Some(Key { text: None, .. }) => {}
                Some(Key { text: Some(text), span }) => {
                    if let Some(first) = seen.find(mapping, &text).and_then(|at| mapping.entries.get(at)) {
                        let place = Place::new(self.file, span);
                        let first = Place::new(self.file, first.key_span);
                        self.findings.push(
                            Fault::DuplicateKey
                                .finding(format!("`{text}` stands here a second time"), place)
                                .related(first, "it stands here first, and this one is read"),
                        );
                    } else {
                        mapping.entries.push(Entry { key: text, key_span: span, value: node });
                    }
                }
            },
        }
        Ok(())
    }

    /// Ends all that is still open, so that what was read before a fault can be used.
    fn close(&mut self) -> Option<Node> {
        while let Some(open) = self.open.pop() {
            let node = finish(open, None);
            if self.add(node).is_err() {
                break;
            }
        }
        self.root.take()
    }
}

/// The node of a collection. A block collection ends with its last value, not where the parser sees its end: at the
/// next token, after blank lines and comments.
fn finish(open: Open, end: Option<Span>) -> Node {
    let last = match &open.content {
        Content::Sequence(values) => values.last().map(|node| node.span.end),
        Content::Mapping(mapping, ..) => {
            mapping.entries.last().map(|entry| entry.value.span.end.max(entry.key_span.end))
        }
    };
    let end = match end {
        Some(end) if open.flow => end.end,
        _ => last.unwrap_or(open.start),
    };
    let value = match open.content {
        Content::Sequence(values) => Value::Sequence(values),
        Content::Mapping(mapping, ..) => Value::Mapping(mapping),
    };
    Node { span: Span::new(open.start, end.max(open.start)), value }
}

/// The parser puts a value that is not there directly after its key, before the colon; it belongs after it.
fn after_colon(text: &str, at: usize) -> Span {
    let rest = text.get(at..).unwrap_or("");
    let word = rest.trim_start_matches([' ', '\t']);
    let at = if word.starts_with(':') { at + rest.len() - word.len() + 1 } else { at };
    Span::new(at, at)
}

/// A block text runs over the blank lines after it.
fn without_trailing_space(text: &str, span: Span) -> Span {
    let written = text.get(span.range()).unwrap_or("").trim_end().len();
    Span::new(span.start, span.start + written)
}

/// Strict, so that a plan accepted here is accepted by every sound reader of YAML. Comments are no values.
fn parser_options() -> Options {
    options! {
        strict_indentation: true,
        emit_comments: false,
        emit_unresolved_aliases: true,
        block_nesting_limit: MAXIMUM_DEPTH,
        flow_nesting_limit: MAXIMUM_DEPTH,
    }
}

fn scan_fault(error: &ScanError, text: &str, read_up_to: usize) -> SyntaxFault {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Document {
        parse(text, FileId::PLAN)
    }

    fn ids(document: &Document) -> Vec<&str> {
        document.findings.iter().map(|finding| finding.id.as_str()).collect()
    }

    #[test]
    fn every_key_and_value_knows_its_bytes() {
        let text = "# é\na: \"né\"   # comment\nb:\n  - one\n  - {c: d}\ne: |\n  long\n  text\n";
        let document = read(text);
        assert!(document.sound && document.findings.is_empty());
        let root = document.root.unwrap();
        let mapping = root.mapping().unwrap();
        let slice = |span: Span| &text[span.range()];
        assert_eq!(slice(mapping.entry("a").unwrap().key_span), "a");
        assert_eq!(slice(mapping.get("a").unwrap().span), "\"né\"");
        let list = mapping.get("b").unwrap().sequence().unwrap();
        assert_eq!(slice(list[0].span), "one");
        assert_eq!(slice(list[1].span), "{c: d}");
        assert_eq!(slice(mapping.get("b").unwrap().span), "- one\n  - {c: d}");
        assert_eq!(mapping.get("e").unwrap().text(), Some("long\ntext\n"));
    }

    #[test]
    fn several_faults_of_writing_are_reported_together() {
        let document = read("a: 1\nb: [1, 2\nc: 3\nd: \"open\ne: 4\n");
        assert!(!document.sound);
        assert!(!document.findings.is_empty());
        let document = read("a: 1\n\tb: 2\nc: 3\nd: @x\ne: 5\n");
        assert!(ids(&document).contains(&"tab_indent"), "{:?}", document.findings);
        assert!(ids(&document).contains(&"syntax"), "{:?}", document.findings);
        assert_eq!(document.root.unwrap().mapping().unwrap().get("e").unwrap().text(), Some("5"));
    }

    #[test]
    fn a_key_that_stands_twice_is_read_once() {
        let document = read("a: 1\na: 2\n");
        assert_eq!(ids(&document), ["duplicate_key"]);
        assert_eq!(document.root.unwrap().mapping().unwrap().get("a").unwrap().text(), Some("1"));
    }

    #[test]
    fn aliases_are_refused_and_the_rest_is_read() {
        let document = read("a: &x 1\nb: *x\nc: 2\n");
        assert_eq!(ids(&document), ["alias"]);
        assert_eq!(document.root.unwrap().mapping().unwrap().get("c").unwrap().text(), Some("2"));
    }

    #[test]
    fn hostile_depth_ends_with_a_finding() {
        for text in ["{a: ".repeat(100_000), "- ".repeat(100_000), "[".repeat(100_000), "? ".repeat(100_000)] {
            let document = read(&text);
            assert!(!document.sound);
            assert!(ids(&document).contains(&"too_deep"), "{}", &text[..4]);
        }
    }

    #[test]
    fn nothing_is_read_from_nothing() {
        for text in ["", "\n", "# only a comment\n", "\u{feff}"] {
            let document = read(text);
            assert!(document.findings.is_empty(), "{text:?} {:?}", document.findings);
            assert!(document.root.is_none_or(|node| node.is_empty()), "{text:?}");
        }
    }

    #[test]
    fn a_second_document_is_refused() {
        let document = read("a: 1\n---\nb: 2\n");
        assert_eq!(ids(&document), ["second_document"]);
        assert!(!document.sound);
    }
}
