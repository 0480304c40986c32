//! Changes in the words of a plan: an answer, its details, the rows and cells of its table.

use super::layout::Layout;
use super::{Address, Change, Draft, Position, Refusal, keys, word};
use crate::plan::LONG_FORM;
use crate::yaml::Node;

impl Draft {
    /// Where the answer to a question stands: at its path in the short form, under `answer` in the long form.
    pub fn answer_address(&self, path: &str) -> Address {
        let at = Address::of_path(path);
        if self.get(&at).is_some_and(is_long_form) { at.key("answer") } else { at }
    }

    /// Answers a question. A short form stays short; a long form keeps its other keys; a key that is missing is added
    /// to its group, and a group or checklist that is missing is made.
    ///
    /// # Errors
    ///
    /// Why it cannot be done without a rewrite.
    pub fn set_answer(&mut self, path: &str, value: Node, position: Position) -> Result<(), Refusal> {
        let at = self.answer_address(path);
        self.change(&Change::Set { at, value, position })
    }

    /// Takes the answer to a question away, with its key; comments stay.
    ///
    /// # Errors
    ///
    /// Why it cannot be done without a rewrite.
    pub fn remove_answer(&mut self, path: &str) -> Result<(), Refusal> {
        self.change(&Change::Remove { at: Address::of_path(path), keep_comment: true })
    }

    /// Takes the answer to a question away, and leaves everything else in its place: the details of a long form, and a key
    /// with a comment at its side or directly above it, which goes on waiting for its answer.
    ///
    /// # Errors
    ///
    /// Why it cannot be done without a rewrite.
    pub fn clear_answer(&mut self, path: &str) -> Result<(), Refusal> {
        let at = Address::of_path(path);
        if self.get(&at).is_some_and(is_long_form) {
            let answer = at.clone().key("answer");
            if self.get(&answer).is_some() {
                self.change(&Change::Remove { at: answer, keep_comment: true })?;
            }
            if !self.get(&at).is_some_and(says_nothing) {
                return Ok(());
            }
        }
        self.clear_key(at)
    }

    /// Takes a value away, and its key where no comment belongs to it.
    fn clear_key(&mut self, at: Address) -> Result<(), Refusal> {
        let Some(layout) = self.get(&at).map(|_| Layout::new(&self.text, &self.root)) else { return Ok(()) };
        if layout.has_comment_of_its_own(&at) {
            self.change(&Change::Set { at, value: word(""), position: Position::Last })
        } else {
            self.change(&Change::Remove { at, keep_comment: true })
        }
    }

    /// Sets one detail of an answer, such as `owner`, or takes it away. A short answer gets the long form; a long form in
    /// which only the answer is left becomes short again, where no comment stands in the way.
    ///
    /// # Errors
    ///
    /// Why it cannot be done without a rewrite.
    pub fn set_detail(&mut self, path: &str, key: &str, value: Option<Node>) -> Result<(), Refusal> {
        let at = Address::of_path(path);
        match (value, self.get(&at)) {
            (Some(value), found) => {
                let change = detail(at, found, key, value)?;
                self.change(&change)
            }
            (None, Some(node)) if is_long_form(node) => {
                if node.mapping().is_none_or(|mapping| mapping.get(key).is_none()) {
                    return Ok(());
                }
                self.change(&Change::Remove { at: at.clone().key(key), keep_comment: true })?;
                let only_the_answer = self
                    .get(&at)
                    .and_then(Node::mapping)
                    .is_some_and(|mapping| mapping.entries.len() == 1 && mapping.get("answer").is_some());
                if self.get(&at).is_some_and(says_nothing) {
                    self.clear_key(at)?;
                } else if only_the_answer {
                    // A long form that has to stay says the same.
                    let _ = self.change(&Change::Shorten { at });
                }
                Ok(())
            }
            (None, _) => Ok(()),
        }
    }

    /// Adds a row to the table of a question before a position, or at the end.
    ///
    /// # Errors
    ///
    /// Why it cannot be done without a rewrite.
    pub fn insert_row(&mut self, path: &str, row: usize, value: Node) -> Result<(), Refusal> {
        let list = self.answer_address(path);
        if self.get(&list).is_none() {
            return self.change(&Change::Set { at: list, value: super::list([value]), position: Position::Last });
        }
        self.change(&Change::InsertRow { list, row, value })
    }

    /// Takes a row of a table away.
    ///
    /// # Errors
    ///
    /// Why it cannot be done without a rewrite.
    pub fn remove_row(&mut self, path: &str, row: usize) -> Result<(), Refusal> {
        let at = self.answer_address(path).row(row);
        self.change(&Change::Remove { at, keep_comment: false })
    }

    /// Sets a cell of a table, or takes it away.
    ///
    /// # Errors
    ///
    /// Why it cannot be done without a rewrite.
    pub fn set_cell(&mut self, path: &str, row: usize, column: &str, value: Option<Node>) -> Result<(), Refusal> {
        let at = self.answer_address(path).row(row).key(column);
        match value {
            Some(value) => self.change(&Change::Set { at, value, position: Position::Last }),
            None if self.get(&at).is_some() => self.change(&Change::Remove { at, keep_comment: true }),
            None => Ok(()),
        }
    }
}

/// The change that sets one detail of an answer, whatever form it has.
pub(crate) fn detail(at: Address, found: Option<&Node>, key: &str, value: Node) -> Result<Change, Refusal> {
    let position = Position::Last;
    Ok(match found {
        Some(node) if is_long_form(node) => Change::Set { at: at.key(key), value, position },
        Some(node) if node.mapping().is_some() => {
            return Err(Refusal::new(format!("`{at}` is a set of keys that is no answer, so it takes no `{key}`")));
        }
        Some(node) if !node.is_empty() => Change::Lengthen { at, key: key.to_owned(), value },
        _ => Change::Set { at, value: keys([(key, value)]), position },
    })
}

/// Whether a value is the long form of an answer.
pub(crate) fn is_long_form(node: &Node) -> bool {
    node.mapping().is_some_and(|mapping| {
        mapping.entries.is_empty() || mapping.entries.iter().any(|entry| LONG_FORM.contains(&entry.key.as_str()))
    })
}

/// Whether there is no value, or a set of keys without any.
fn says_nothing(node: &Node) -> bool {
    node.is_empty() || node.mapping().is_some_and(|mapping| mapping.entries.is_empty())
}
