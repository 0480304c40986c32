//! The tree under construction, from the parser's events. The stack is our own, so that no depth of input can overflow
//! the program's.

use granit_parser::{Event, Options, Parser, ScalarStyle, StructureStyle, options};

use super::mend::{SyntaxFault, scan_fault, tab_indent};
use super::parse::{MAXIMUM_DEPTH, MAXIMUM_NODES};
use super::{Block, Entry, Mapping, Node, Scalar, Value};
use crate::finding::Finding;
use crate::message::Fault;
use crate::names::Names;
use crate::place::{FileId, Place, Span};

/// The tree under construction.
pub(super) struct Tree {
    file: FileId,
    pub(super) findings: Vec<Finding>,
    open: Vec<Open>,
    pub(super) root: Option<Node>,
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
struct Seen(Names);

impl Seen {
    /// A mapping with fewer keys is searched as it is, which is quicker than keeping a table.
    const WORTH_A_TABLE: usize = 32;

    /// Where the key stands already, if it does. Call it before the key is added to `mapping`.
    fn find(&mut self, mapping: &Mapping, key: &str) -> Option<usize> {
        if mapping.entries.len() < Self::WORTH_A_TABLE {
            return mapping.entries.iter().position(|entry| entry.key == key);
        }
        // Each key stands once, so that its position among the names is that among the entries.
        for entry in mapping.entries.iter().skip(self.0.len()) {
            self.0.add(entry.key.clone());
        }
        self.0.position(key)
    }
}

/// A key that waits for its value.
struct Key {
    text: Option<String>,
    span: Span,
}

impl Tree {
    /// Nothing yet.
    pub(super) fn new(file: FileId) -> Self {
        Self { file, findings: Vec::new(), open: Vec::new(), root: None, nodes: 0, documents: 0, read_up_to: 0 }
    }

    /// Reads a text up to its first fault of writing. `original` is the text before faulty lines were blanked out, in
    /// which every place has to be a piece: a blank is one byte long, and what stood there may not have been.
    pub(super) fn read(&mut self, text: &str, original: &str) -> Result<(), SyntaxFault> {
        for event in Parser::new_from_str_with_options(text, parser_options()) {
            let (event, span) = event.map_err(|error| scan_fault(&error, text, self.read_up_to))?;
            let span = span.byte_range().map_or_else(Span::default, |range| {
                let start = original.floor_char_boundary(range.start);
                Span::new(start, original.floor_char_boundary(range.end).max(start))
            });
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
                    return Err(Self::refuse(span, Fault::SecondDocument, "a second document begins here"));
                }
            }
            Event::Scalar(text, style, ..) => {
                self.refuse_tab_before_key(source, span)?;
                let plain = style == ScalarStyle::Plain;
                // The parser gives `~` for a value that is not there; only the bytes tell.
                let absent = plain && span.start == span.end;
                let text = if absent { String::new() } else { text.into_owned() };
                let (span, block) = match style {
                    _ if absent => (after_colon(source, span.start), None),
                    ScalarStyle::Literal | ScalarStyle::Folded => {
                        let mark = block_mark(source, self.read_up_to, span.end);
                        let keeps =
                            mark.and_then(|mark| source.get(mark.range())).is_some_and(|mark| mark.contains('+'));
                        let written = without_trailing_space(source, span);
                        // The parser puts a block without words where the next thing stands.
                        let span = if text.trim().is_empty() { mark.unwrap_or(written) } else { written };
                        (span, Some(if keeps { Block::Keeps } else { Block::Drops }))
                    }
                    _ => (span, None),
                };
                self.add(Node { span, value: Value::Scalar(Scalar { text, plain, block }) })?;
            }
            Event::SequenceStart(style, ..) => {
                let flow = style == StructureStyle::Flow;
                let start = if flow { span.start } else { self.first_dash(source, span.start) };
                self.begin(Open { start, flow, content: Content::Sequence(Vec::new()) }, span)?;
            }
            Event::MappingStart(style, ..) => {
                let flow = style == StructureStyle::Flow;
                self.begin(
                    Open {
                        start: span.start,
                        flow,
                        content: Content::Mapping(Mapping::default(), None, Seen::default()),
                    },
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

    /// A key after a tab at the beginning of its line is no YAML; the parser takes the tab for a blank.
    fn refuse_tab_before_key(&self, source: &str, span: Span) -> Result<(), SyntaxFault> {
        let Some(Open { flow: false, content: Content::Mapping(_, None, _), .. }) = self.open.last() else {
            return Ok(());
        };
        let before = source.get(..span.start).unwrap_or("");
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let indent = before.get(line_start..).unwrap_or("");
        match indent.find('\t').filter(|_| indent.trim().is_empty()) {
            Some(tab) => Err(tab_indent(line_start + tab)),
            None => Ok(()),
        }
    }

    /// Where a block list begins. The parser misses the first dash of a list that is indented no further than its key,
    /// and takes what comes after it.
    fn first_dash(&self, source: &str, start: usize) -> usize {
        let Some(Open { content: Content::Mapping(_, Some(key), _), .. }) = self.open.last() else { return start };
        let mut at = key.span.end;
        for line in source.get(at..start).unwrap_or("").split_inclusive('\n') {
            let written = line.trim_start_matches(' ');
            if at > key.span.end && written.strip_prefix('-').is_some_and(|rest| rest.trim_start() != rest) {
                return at + line.len() - written.len();
            }
            at += line.len();
        }
        start
    }

    fn refuse(span: Span, fault: Fault, message: &str) -> SyntaxFault {
        SyntaxFault { start: span.start, message: message.to_owned(), fault, can_resume: false }
    }

    fn begin(&mut self, open: Open, span: Span) -> Result<(), SyntaxFault> {
        if self.open.len() >= MAXIMUM_DEPTH {
            return Err(Self::refuse(
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
            return Err(Self::refuse(
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
    pub(super) fn close(&mut self) -> Option<Node> {
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

/// The mark of a block text, such as `|+`, which stands between what was read before and the text's end; a tag, an anchor
/// and comments may stand before it.
fn block_mark(source: &str, from: usize, end: usize) -> Option<Span> {
    let mut at = from;
    while at < end {
        let rest = source.get(at..end)?;
        let word = rest.trim_start_matches(|found: char| found.is_whitespace() || matches!(found, ':' | '-' | '?'));
        at += rest.len() - word.len();
        let length = word.find(char::is_whitespace).unwrap_or(word.len());
        match word.chars().next()? {
            '|' | '>' => return Some(Span::new(at, at + length)),
            '!' | '&' => at += length,
            '#' => at += word.find('\n')?,
            _ => return None,
        }
    }
    None
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
