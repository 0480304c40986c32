//! A YAML text as a tree in which every key and every value knows its bytes.
//!
//! The tree is ours and small; the parser beneath it is used in `tree` and `mend` alone, so that it can be exchanged.
//! What a plan or a checklist does not need is refused with a finding: aliases are not expanded, tags are not
//! interpreted, a stream has one document, and depth and number of nodes are limited.

mod mend;
mod parse;
mod tree;
mod written;

pub use parse::{Document, MAXIMUM_DEPTH, MAXIMUM_NODES, parse};
pub use written::written;

use serde::{Deserialize, Serialize};

use crate::place::Span;

/// A value with its bytes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Node {
    /// The bytes of the value itself: without the key, tag or anchor before it and without comments.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// What a node holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// A single text. YAML's own guesses about numbers and truth are not made here: the question decides.
    Scalar(Scalar),
    /// Values in order.
    Sequence(Vec<Node>),
    /// Keys and values in order.
    Mapping(Mapping),
    /// Something refused, which has its own finding already.
    Refused,
}

/// A single text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scalar {
    /// The text with quotes and escapes taken away.
    pub text: String,
    /// Whether it was written without quotes, so that an empty one, `null` and `~` mean nothing.
    pub plain: bool,
    /// How it ends, when it is a block text.
    pub block: Option<Block>,
}

/// What a block text does with the blank lines after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// They are not part of it, as after `|`, `|-` and `>`.
    Drops,
    /// They are part of it, as after `|+`.
    Keeps,
}

impl Scalar {
    /// A text that is written as it is, on its line.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), plain: true, block: None }
    }
}

/// Keys and values in the order in which they were written.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Mapping {
    /// The pairs; a key that stands twice is here once, the first time.
    pub entries: Vec<Entry>,
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// The bytes of the key.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

impl Mapping {
    /// The entry of a key.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }
}

impl Node {
    /// The scalar, when it is one.
    pub fn scalar(&self) -> Option<&Scalar> {
        match &self.value {
            Value::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// The text of a scalar, when it is one.
    pub fn text(&self) -> Option<&str> {
        self.scalar().map(|scalar| scalar.text.as_str())
    }

    /// The mapping, when it is one.
    pub fn mapping(&self) -> Option<&Mapping> {
        match &self.value {
            Value::Mapping(mapping) => Some(mapping),
            _ => None,
        }
    }

    /// The values of a sequence, when it is one.
    pub fn sequence(&self) -> Option<&[Node]> {
        match &self.value {
            Value::Sequence(values) => Some(values),
            _ => None,
        }
    }

    /// Whether nothing is written here: an empty value, `~` or `null` without quotes.
    pub fn is_empty(&self) -> bool {
        self.scalar()
            .is_some_and(|scalar| scalar.plain && matches!(scalar.text.as_str(), "" | "~" | "null" | "Null" | "NULL"))
    }

    /// What it is, in words for a message.
    pub fn kind(&self) -> &'static str {
        match &self.value {
            Value::Scalar(_) if self.is_empty() => "nothing",
            Value::Scalar(_) => "a single value",
            Value::Sequence(_) => "a list",
            Value::Mapping(_) => "a set of keys",
            Value::Refused => "something that cannot be read",
        }
    }
}
