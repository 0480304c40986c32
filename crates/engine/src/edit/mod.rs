//! Edits that keep everything: a change to a plan is a splice in its text, never a rewrite of it.
//!
//! A [`Draft`] holds a sound text and its tree. Each [`Change`] is turned into replacements of a few bytes, found from
//! the places in the tree; comments, quotes, order and line ends outside them stay as they are. The new text is then
//! parsed, and its tree compared with the old tree plus the change. Where the two differ the change is refused, in words,
//! and the draft stays as it was: a broken text is never given back.
//!
//! Nothing here knows the checklists. What commands and pages mean by an answer, its details, its rows and cells is
//! said in `answers`.

mod answers;
mod form;
mod layout;
mod model;
mod relocate;
mod remove;
mod replace;
mod set;
mod write;

use std::fmt;

use crate::finding::Finding;
use crate::place::{FileId, Span};
use crate::yaml::{self, Node, Scalar, Value};
use layout::Layout;

pub(crate) use answers::{detail, is_long_form};
pub use write::{keys, list, text, word};

/// One step on the way to a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A key of a set of keys.
    Key(String),
    /// A position in a list, from 0.
    Row(usize),
}

/// Where something stands in a plan: keys and positions from the top.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Address(Vec<Step>);

impl Address {
    /// The address of a question's path, such as `setup.aim.clear`.
    pub fn of_path(path: &str) -> Self {
        Self(path.split('.').map(|key| Step::Key(key.to_owned())).collect())
    }

    /// The key below this address.
    #[must_use]
    pub fn key(mut self, key: &str) -> Self {
        self.0.push(Step::Key(key.to_owned()));
        self
    }

    /// The position in the list at this address, from 0.
    #[must_use]
    pub fn row(mut self, row: usize) -> Self {
        self.0.push(Step::Row(row));
        self
    }

    /// What the last key stands in, and that key; none for the top and for rows.
    pub(crate) fn parent(&self) -> Option<(Self, &str)> {
        match self.0.split_last()? {
            (Step::Key(key), parent) => Some((Self(parent.to_vec()), key)),
            (Step::Row(_), _) => None,
        }
    }

    pub(crate) fn steps(&self) -> &[Step] {
        &self.0
    }
}

impl fmt::Display for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if at == 0 => formatter.write_str(key)?,
                Step::Key(key) => write!(formatter, ".{key}")?,
                Step::Row(row) => write!(formatter, ", row {}", row + 1)?,
            }
        }
        Ok(())
    }
}

/// Where a new key stands among its siblings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Position {
    /// Before them.
    First,
    /// After the last of these that is there; after all of them where none is.
    After(Vec<String>),
    /// After all of them.
    #[default]
    Last,
}

/// One change to a plan's text.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Puts a value at an address. What is there is replaced; a key that is missing is added, and what it should stand in
    /// is made. Of a list only the entries that differ are touched.
    Set {
        /// Where.
        at: Address,
        /// What; its places mean nothing.
        value: Node,
        /// Where a new key goes; one that is there stays in its place.
        position: Position,
    },
    /// Takes a key or a row away. Comment lines above it stay.
    Remove {
        /// Which.
        at: Address,
        /// Whether a comment at the end of its line stays too, as a line of its own.
        keep_comment: bool,
    },
    /// Gives a key another name.
    Rename {
        /// Which.
        at: Address,
        /// Its new name.
        key: String,
    },
    /// Moves a key with its value, and with its comments where it stands on lines of its own, to another address, where
    /// there must be no value yet. A key that waits there for its value keeps its place and its comments.
    Move {
        /// Which.
        from: Address,
        /// Where to.
        to: Address,
        /// Where it goes among its new siblings.
        position: Position,
    },
    /// Adds an entry to a list before this position; at the end when there is no such position.
    InsertRow {
        /// The list.
        list: Address,
        /// The position, from 0.
        row: usize,
        /// What to add.
        value: Node,
    },
    /// Turns a short answer into the long form with one more detail.
    Lengthen {
        /// Which answer.
        at: Address,
        /// The key of the detail.
        key: String,
        /// What it says.
        value: Node,
    },
    /// Turns a long form that holds `answer` alone into the short form.
    Shorten {
        /// Which answer.
        at: Address,
    },
    /// Makes a comment of a value, so that its key has none; `lead` stands before what it said. Inside brackets, where there
    /// is no room for a comment, the key goes with it, to a line above.
    CommentOut {
        /// Which.
        at: Address,
        /// Such as `was: `.
        lead: String,
    },
}

/// Why a change is not made, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// In a sentence or two, with the address.
    pub reason: String,
}

impl Refusal {
    fn new(reason: impl Into<String>) -> Self {
        Self { reason: reason.into() }
    }

    /// Something else than the layout of the text stands in the way.
    pub(crate) fn in_words(reason: impl Into<String>) -> Self {
        Self::new(reason)
    }

    /// Too much has to be settled one by one.
    pub(crate) fn too_many(path: &str, count: usize) -> Self {
        Self::new(format!(
            "`{path}` has an old and a new name side by side in {count} places; delete the old ones by hand first"
        ))
    }

    /// A comment has no place in the new text.
    pub(crate) fn lost_comment() -> Self {
        Self::new(
            "a comment would be lost, so nothing is changed; move that comment to a line of its own and try again",
        )
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.reason)
    }
}

impl std::error::Error for Refusal {}

/// Bytes that are replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Splice {
    span: Span,
    text: String,
}

impl Splice {
    fn replace(start: usize, end: usize, text: impl Into<String>) -> Self {
        Self { span: Span::new(start, end.max(start)), text: text.into() }
    }

    fn insert(at: usize, text: impl Into<String>) -> Self {
        Self::replace(at, at, text)
    }

    fn delete(start: usize, end: usize) -> Self {
        Self::replace(start, end, "")
    }
}

/// A plan's text that is being changed, with its tree.
#[derive(Debug, Clone)]
pub struct Draft {
    text: String,
    root: Node,
    /// How many findings of writing the text had when it was opened; a change must not add any.
    findings: usize,
}

impl Draft {
    /// Opens a text.
    ///
    /// # Errors
    ///
    /// The findings, when the text is not YAML: what cannot be read cannot be changed safely.
    pub fn open(text: impl Into<String>) -> Result<Self, Vec<Finding>> {
        let text = text.into();
        let document = yaml::parse(&text, FileId::PLAN);
        if !document.sound {
            return Err(document.findings);
        }
        let root = document.root.unwrap_or_else(|| nothing(text.len()));
        Ok(Self { root, findings: document.findings.len(), text })
    }

    /// The text as it stands.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text, at the end.
    pub fn into_text(self) -> String {
        self.text
    }

    /// Its tree.
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// What stands at an address.
    pub fn get(&self, at: &Address) -> Option<&Node> {
        model::get(&self.root, at.steps())
    }

    /// The comments of the text, each from its `#` to the end of its line.
    pub fn comments(&self) -> Vec<&str> {
        Layout::new(&self.text, &self.root).comments(0, self.text.len())
    }

    /// Makes one change.
    ///
    /// # Errors
    ///
    /// Why it is not made; the draft is as it was.
    pub fn change(&mut self, change: &Change) -> Result<(), Refusal> {
        self.change_all(std::slice::from_ref(change))
    }

    /// Makes several changes that do not touch each other's bytes; the text is parsed once for all of them. Each
    /// address is that of the draft as it is now.
    ///
    /// # Errors
    ///
    /// Why they are not made; then none of them is, and the draft is as it was.
    pub fn change_all(&mut self, changes: &[Change]) -> Result<(), Refusal> {
        let Some(first) = changes.first() else { return Ok(()) };
        let layout = Layout::new(&self.text, &self.root);
        let mut splices = Vec::new();
        let mut expected = self.root.clone();
        for change in changes {
            splices.extend(planned(&layout, change)?);
            model::apply(&mut expected, change, &layout)?;
        }
        let not_safe = || {
            let more = if changes.len() > 1 { " and others" } else { "" };
            Refusal::new(format!(
                "`{}`{more} cannot be changed here without changing something else too; change it by hand",
                address_of(first)
            ))
        };
        let text = spliced(&self.text, splices).ok_or_else(not_safe)?;
        let document = yaml::parse(&text, FileId::PLAN);
        let root = document.root.unwrap_or_else(|| nothing(text.len()));
        if !document.sound || document.findings.len() > self.findings || !model::same(&root, &expected) {
            return Err(not_safe());
        }
        *self = Self { text, root, findings: document.findings.len() };
        Ok(())
    }
}

/// The value of a text in which there is none.
fn nothing(at: usize) -> Node {
    Node { span: Span::new(at, at), value: Value::Scalar(Scalar::plain("")) }
}

fn planned(layout: &Layout<'_>, change: &Change) -> Result<Vec<Splice>, Refusal> {
    match change {
        Change::Set { at, value, position } => set::set(layout, at, value, position),
        Change::Remove { at, keep_comment } => remove::remove(layout, at, *keep_comment),
        Change::Rename { at, key } => relocate::rename(layout, at, key),
        Change::Move { from, to, position } => relocate::relocate(layout, from, to, position),
        Change::InsertRow { list, row, value } => set::insert_row(layout, list, *row, value),
        Change::Lengthen { at, key, value } => form::lengthen(layout, at, key, value),
        Change::Shorten { at } => form::shorten(layout, at),
        Change::CommentOut { at, lead } => remove::comment_out(layout, at, lead),
    }
}

fn address_of(change: &Change) -> &Address {
    match change {
        Change::Set { at, .. }
        | Change::Remove { at, .. }
        | Change::Rename { at, .. }
        | Change::Lengthen { at, .. }
        | Change::Shorten { at }
        | Change::CommentOut { at, .. } => at,
        Change::Move { from, .. } => from,
        Change::InsertRow { list, .. } => list,
    }
}

/// The text with all replacements made; none when two of them touch the same bytes. At one place insertions stand in the
/// order in which they were planned.
fn spliced(text: &str, mut splices: Vec<Splice>) -> Option<String> {
    splices.sort_by_key(|splice| (splice.span.start, splice.span.end));
    let added: usize = splices.iter().map(|splice| splice.text.len()).sum();
    let mut new = String::with_capacity(text.len() + added);
    let mut at = 0;
    for splice in &splices {
        new.push_str(text.get(at..splice.span.start)?);
        new.push_str(&splice.text);
        at = splice.span.end;
    }
    new.push_str(text.get(at..)?);
    Some(new)
}
