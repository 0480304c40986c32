//! Which facts the chapters have taken in: read from the drafts of all chapters, so that a fact stands where a chapter speaks
//! of it and not among the others of its topic.

use std::collections::BTreeSet;

use super::chapter::Draft;

/// What the chapters' own directives say.
#[derive(Debug, Default)]
pub(super) struct Passages {
    /// The facts that a chapter names with `{{#fact}}`.
    facts: BTreeSet<String>,
}

impl Passages {
    /// Reads all drafts.
    pub(super) fn new(drafts: &[Draft]) -> Self {
        let mut passages = Self::default();
        for directive in drafts.iter().flat_map(Draft::directives) {
            let (name, rest) = directive.name_and_rest();
            if name == "fact" {
                passages.facts.extend(rest.split_whitespace().map(str::to_owned));
            }
        }
        passages
    }

    /// Whether a chapter has taken in a fact.
    pub(super) fn has_fact(&self, id: &str) -> bool {
        self.facts.contains(id)
    }
}
