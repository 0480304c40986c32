//! What a plan holds and no control of the form shows: keys that no question has, answers that are no longer asked for,
//! what stands where a section should. It is kept, and a page shows it as it is written.

use serde::Serialize;

use super::WirePlace;
use super::answers::Said;
use crate::catalogue::Catalogue;
use crate::checklist::Question;
use crate::edit::Address;
use crate::message::Fault;
use crate::place::{LineIndex, Place, Span};
use crate::plan::LONG_FORM;
use crate::value::split_number;
use crate::yaml::{Document, Entry, Mapping, Node, Value};

/// Something that no control shows.
#[derive(Debug, Serialize)]
pub struct WireUnknown {
    /// The keys that lead to it; for what is kept under `retired` its name there.
    pub path: String,
    /// Why no control shows it: `unknown` to the question set, `retired`, `twice` (a key that stands a second time), or
    /// `unreadable` (something else than what its key takes).
    pub why: &'static str,
    /// What is written there, with its key.
    pub text: String,
    /// Where.
    pub place: WirePlace,
}

/// All of it, in the order of the plan. `document` was read from `source`.
pub(super) fn unknown(catalogue: &Catalogue, document: &Document, source: &str) -> Vec<WireUnknown> {
    let mut search = Search { catalogue, found: Vec::new() };
    match document.root.as_ref() {
        Some(Node { value: Value::Mapping(root), .. }) => search.root(root),
        Some(root) if !root.is_empty() => search.add(String::new(), "unreadable", root.span),
        _ => {}
    }
    for finding in &document.findings {
        let twice = finding.id == Fault::DuplicateKey.id();
        if twice || finding.id == Fault::KeyNotText.id() {
            let span = finding.place.span;
            let path = source.get(span.range()).unwrap_or_default().to_owned();
            search.add(path, if twice { "twice" } else { "unreadable" }, with_what_follows(source, span));
        }
    }
    search.found.sort_by_key(|(_, _, span)| *span);
    let lines = LineIndex::new(source);
    let wire = |(path, why, span): (String, &'static str, Span)| WireUnknown {
        path,
        why,
        text: source.get(span.range()).unwrap_or_default().trim_end().to_owned(),
        place: WirePlace::new(&lines, Place::in_plan(span)),
    };
    search.found.into_iter().map(wire).collect()
}

struct Search<'a> {
    catalogue: &'a Catalogue,
    found: Vec<(String, &'static str, Span)>,
}

impl Search<'_> {
    fn add(&mut self, path: String, why: &'static str, span: Span) {
        self.found.push((path, why, span));
    }

    fn add_entry(&mut self, path: String, why: &'static str, entry: &Entry) {
        self.add(path, why, entry.key_span.to(entry.value.span));
    }

    fn root(&mut self, root: &Mapping) {
        let catalogue = self.catalogue;
        for entry in &root.entries {
            match entry.key.as_str() {
                "sp_plan" if entry.value.scalar().is_some() => continue,
                "retired" => {
                    match entry.value.mapping() {
                        Some(kept) => {
                            kept.entries.iter().for_each(|kept| self.add_entry(kept.key.clone(), "retired", kept));
                        }
                        None if entry.value.is_empty() => {}
                        None => self.add_entry(entry.key.clone(), "unreadable", entry),
                    }
                    continue;
                }
                _ => {}
            }
            let Some(checklist) = catalogue.checklists.iter().find(|checklist| checklist.id == entry.key) else {
                let why = if entry.key == "sp_plan" { "unreadable" } else { "unknown" };
                self.add_entry(entry.key.clone(), why, entry);
                continue;
            };
            let Some(mapping) = self.section(&entry.key, entry) else { continue };
            match checklist.groups.as_slice() {
                [group] if group.id.is_none() => self.group(catalogue.in_group(group), &checklist.id, mapping),
                groups => {
                    for inner in &mapping.entries {
                        let path = format!("{}.{}", checklist.id, inner.key);
                        match groups.iter().find(|group| group.id.as_deref() == Some(&inner.key)) {
                            None => self.add_entry(path, "unknown", inner),
                            Some(group) => {
                                if let Some(mapping) = self.section(&path, inner) {
                                    self.group(catalogue.in_group(group), &path, mapping);
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// The keys of a checklist or a group.
    fn section<'a>(&mut self, path: &str, entry: &'a Entry) -> Option<&'a Mapping> {
        let mapping = entry.value.mapping();
        if mapping.is_none() && !entry.value.is_empty() {
            self.add_entry(path.to_owned(), "unreadable", entry);
        }
        mapping
    }

    fn group(&mut self, questions: &[Question], path: &str, mapping: &Mapping) {
        for (at, entry) in mapping.entries.iter().enumerate() {
            if split_number(mapping, at).is_some() {
                continue;
            }
            match questions.iter().find(|question| question.id == entry.key) {
                None => self.add_entry(format!("{path}.{}", entry.key), "unknown", entry),
                Some(question) if question.retired.is_some() => {
                    if !entry.value.is_empty() {
                        self.add_entry(question.path.clone(), "retired", entry);
                    }
                }
                Some(question) => self.answer(question, &Said::of(question, mapping, at)),
            }
        }
    }

    /// Keys of a long form and of rows that nothing has.
    fn answer(&mut self, question: &Question, said: &Said<'_>) {
        let address = Address::of_path(&question.path);
        if let Some(long) = said.long {
            self.keys(long, &address, |key| LONG_FORM.contains(&key));
        }
        let columns = question.answer.columns();
        if columns.is_empty() {
            return;
        }
        for (at, row) in said.rows().unwrap_or_default().iter().enumerate() {
            if let Some(row) = row.mapping() {
                let is_column = |key: &str| columns.iter().any(|column| column.id == key);
                self.keys(row, &address.clone().row(at), is_column);
            }
        }
    }

    fn keys(&mut self, mapping: &Mapping, address: &Address, is_known: impl Fn(&str) -> bool) {
        for (at, entry) in mapping.entries.iter().enumerate() {
            if !is_known(&entry.key) && split_number(mapping, at).is_none() {
                self.add_entry(address.clone().key(&entry.key).to_string(), "unknown", entry);
            }
        }
    }
}

/// A key that the tree does not hold, with the rest of its line and the lines below that are indented deeper.
fn with_what_follows(source: &str, key: Span) -> Span {
    let line_start = source.get(..key.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let depth = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let own = depth(source.get(line_start..key.start).unwrap_or_default());
    let mut end = key.end;
    let mut at = line_start;
    for line in source.get(line_start..).unwrap_or_default().split_inclusive('\n') {
        let words = line.trim_end();
        if at > line_start && !words.is_empty() && depth(line) <= own && !line.trim_start().starts_with("- ") {
            break;
        }
        if !words.is_empty() {
            end = end.max(at + words.len());
        }
        at += line.len();
    }
    Span::new(key.start, end)
}
