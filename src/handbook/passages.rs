//! What the chapters say themselves: which facts they have taken in, and which rows of the ledger their sections come from.
//! Read from the drafts of all chapters, so that a fact stands where a chapter speaks of it and not among the others of its
//! topic, and so that other pages can link to where something is said.

use std::collections::BTreeMap;

use super::chapter::Draft;
use super::view::Link;

/// What the chapters' own directives say.
#[derive(Debug, Default)]
pub(super) struct Passages {
    /// The facts that a chapter names with `{{#fact}}`, each with the page that it is on.
    facts: BTreeMap<String, String>,
    /// For each topic the page that shows the facts which no chapter has taken in.
    topics: BTreeMap<String, String>,
    /// For each form and each decision aid, by its directive, the section that shows it.
    shown: BTreeMap<(String, String), Link>,
    /// For each row of the ledger the sections that come from it.
    rows: BTreeMap<String, Vec<Link>>,
}

impl Passages {
    /// Reads all drafts.
    pub(super) fn new(drafts: &[Draft]) -> Self {
        let mut passages = Self::default();
        for draft in drafts {
            for directive in draft.directives() {
                let (name, rest) = directive.name_and_rest();
                let ids = rest.split_whitespace();
                match name {
                    "fact" => {
                        for id in ids {
                            passages.facts.entry(id.to_owned()).or_insert_with(|| draft.address.clone());
                        }
                    }
                    "guide" => {
                        for id in ids {
                            let sections = passages.rows.entry(id.to_owned()).or_default();
                            if !sections.contains(&directive.section) {
                                sections.push(directive.section.clone());
                            }
                        }
                    }
                    "form" | "decision_aid" => {
                        let key = (name.to_owned(), rest.to_owned());
                        passages.shown.entry(key).or_insert_with(|| directive.section.clone());
                    }
                    // The page of a checklist, and that of the ingredients, ends with the facts of its topic.
                    "facts" | "checklist" => passages.topic(rest, draft),
                    "ingredients" => passages.topic("ingredients", draft),
                    _ => {}
                }
            }
        }
        passages
    }

    fn topic(&mut self, topic: &str, draft: &Draft) {
        self.topics.entry(topic.to_owned()).or_insert_with(|| draft.address.clone());
    }

    /// Whether a chapter has taken in a fact.
    pub(super) fn has_fact(&self, id: &str) -> bool {
        self.facts.contains_key(id)
    }

    /// The page that a fact of a topic is on, if any is.
    pub(super) fn page_of_fact(&self, id: &str, topic: &str) -> Option<&str> {
        self.facts.get(id).or_else(|| self.topics.get(topic)).map(String::as_str)
    }

    /// The section that shows a form or a decision aid, if any does.
    pub(super) fn shown(&self, directive: &str, id: &str) -> Option<&Link> {
        self.shown.get(&(directive.to_owned(), id.to_owned()))
    }

    /// The sections that come from a row of the ledger.
    pub(super) fn sections(&self, row: &str) -> &[Link] {
        self.rows.get(row).map_or(&[], Vec::as_slice)
    }
}
