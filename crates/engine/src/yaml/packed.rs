//! A tree as bytes and back, so that the handbook's own files, which do not change after the program is built, need not
//! be parsed at every start: that is most of the time of a check.
//!
//! A node is a byte for its kind, its span, and what it holds; numbers are little-endian with seven bits a byte. Neither
//! way uses recursion.

use super::{Entry, Mapping, Node, Scalar, Value};
use crate::place::Span;

/// The kinds of nodes.
const PLAIN: u8 = 0;
const QUOTED: u8 = 1;
const SEQUENCE: u8 = 2;
const MAPPING: u8 = 3;
const REFUSED: u8 = 4;

/// The tree as bytes.
pub fn pack(root: &Node) -> Vec<u8> {
    let mut bytes = Vec::new();
    // What is still to be written, the next on top.
    let mut open: Vec<Item<'_>> = vec![Item::Node(root)];
    while let Some(item) = open.pop() {
        let node = match item {
            Item::Key(entry) => {
                write_text(&mut bytes, &entry.key);
                write_span(&mut bytes, entry.key_span);
                continue;
            }
            Item::Node(node) => node,
        };
        bytes.push(match &node.value {
            Value::Scalar(scalar) if scalar.plain => PLAIN,
            Value::Scalar(_) => QUOTED,
            Value::Sequence(_) => SEQUENCE,
            Value::Mapping(_) => MAPPING,
            Value::Refused => REFUSED,
        });
        write_span(&mut bytes, node.span);
        match &node.value {
            Value::Scalar(scalar) => write_text(&mut bytes, &scalar.text),
            Value::Sequence(values) => {
                write_number(&mut bytes, values.len());
                open.extend(values.iter().rev().map(Item::Node));
            }
            Value::Mapping(mapping) => {
                write_number(&mut bytes, mapping.entries.len());
                open.extend(
                    mapping.entries.iter().rev().flat_map(|entry| [Item::Node(&entry.value), Item::Key(entry)]),
                );
            }
            Value::Refused => {}
        }
    }
    bytes
}

enum Item<'a> {
    Node(&'a Node),
    Key(&'a Entry),
}

fn write_number(bytes: &mut Vec<u8>, number: usize) {
    let mut rest = number;
    loop {
        let seven = u8::try_from(rest & 0x7f).unwrap_or(0);
        rest >>= 7;
        if rest == 0 {
            bytes.push(seven);
            return;
        }
        // The mark that more follow.
        bytes.push(seven | 0x80);
    }
}

fn write_span(bytes: &mut Vec<u8>, span: Span) {
    write_number(bytes, span.start);
    write_number(bytes, span.end.saturating_sub(span.start));
}

fn write_text(bytes: &mut Vec<u8>, text: &str) {
    write_number(bytes, text.len());
    bytes.extend_from_slice(text.as_bytes());
}

/// The tree that [`pack`] made these bytes of; none when they are not such bytes.
pub fn unpack(bytes: &[u8]) -> Option<Node> {
    let mut reader = Unpacking { rest: bytes };
    let mut open: Vec<Collection> = Vec::new();
    loop {
        let mut done = match reader.begin()? {
            Begun::Node(node) => node,
            Begun::Collection(collection) => {
                if collection.left > 0 {
                    open.push(collection);
                    if let Some(Collection { content: Content::Mapping(_, key), .. }) = open.last_mut() {
                        *key = Some(reader.key()?);
                    }
                    continue;
                }
                collection.finish()
            }
        };
        // A node that is done goes into the collection around it, which may then be done itself.
        loop {
            let Some(around) = open.last_mut() else { return reader.rest.is_empty().then_some(done) };
            around.add(done)?;
            if around.left > 0 {
                if let Content::Mapping(_, key) = &mut around.content {
                    *key = Some(reader.key()?);
                }
                break;
            }
            done = open.pop()?.finish();
        }
    }
}

struct Collection {
    span: Span,
    left: usize,
    content: Content,
}

enum Content {
    Sequence(Vec<Node>),
    Mapping(Mapping, Option<(String, Span)>),
}

enum Begun {
    Node(Node),
    Collection(Collection),
}

impl Collection {
    fn add(&mut self, node: Node) -> Option<()> {
        self.left = self.left.checked_sub(1)?;
        match &mut self.content {
            Content::Sequence(values) => values.push(node),
            Content::Mapping(mapping, key) => {
                let (key, key_span) = key.take()?;
                mapping.entries.push(Entry { key, key_span, value: node });
            }
        }
        Some(())
    }

    fn finish(self) -> Node {
        let value = match self.content {
            Content::Sequence(values) => Value::Sequence(values),
            Content::Mapping(mapping, _) => Value::Mapping(mapping),
        };
        Node { span: self.span, value }
    }
}

struct Unpacking<'a> {
    rest: &'a [u8],
}

impl Unpacking<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn number(&mut self) -> Option<usize> {
        let mut number = 0_usize;
        for shift in (0..usize::BITS).step_by(7) {
            let byte = self.byte()?;
            number |= usize::from(byte & 0x7f).checked_shl(shift)?;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn span(&mut self) -> Option<Span> {
        let start = self.number()?;
        Some(Span::new(start, start.checked_add(self.number()?)?))
    }

    fn text(&mut self) -> Option<String> {
        let length = self.number()?;
        let (text, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        String::from_utf8(text.to_vec()).ok()
    }

    fn key(&mut self) -> Option<(String, Span)> {
        Some((self.text()?, self.span()?))
    }

    /// The beginning of a node: all of it, or a collection whose values follow.
    fn begin(&mut self) -> Option<Begun> {
        let kind = self.byte()?;
        let span = self.span()?;
        Some(match kind {
            PLAIN | QUOTED => {
                let scalar = Scalar { text: self.text()?, plain: kind == PLAIN };
                Begun::Node(Node { span, value: Value::Scalar(scalar) })
            }
            SEQUENCE => {
                let left = self.number()?;
                // Every value takes at least a byte, so that a false number cannot ask for more room than there is.
                let values = Vec::with_capacity(left.min(self.rest.len()));
                Begun::Collection(Collection { span, left, content: Content::Sequence(values) })
            }
            MAPPING => {
                let left = self.number()?;
                let mapping = Mapping { entries: Vec::with_capacity(left.min(self.rest.len())) };
                Begun::Collection(Collection { span, left, content: Content::Mapping(mapping, None) })
            }
            REFUSED => Begun::Node(Node { span, value: Value::Refused }),
            _ => return None,
        })
    }
}
