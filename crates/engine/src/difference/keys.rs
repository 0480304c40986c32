//! Keys that are not read: those that no checklist has, sections that hold something else, and what is kept under
//! `retired`. Nobody judges them, and still none of them comes, goes or changes in silence.

use std::collections::{BTreeMap, BTreeSet};

use super::{Class, Entry, KeyChange, Read, Subject};
use crate::catalogue::Catalogue;
use crate::difference::parts::as_written;
use crate::yaml::{Entry as Pair, Mapping, Node};

/// The key under which answers to questions of former question sets are kept.
const RETIRED: &str = "retired";

/// Whether it stands under [`RETIRED`], and its path.
type Key = (bool, String);

/// An entry for each key that is not read and that appeared, went or holds something else, by path.
pub(super) fn changes(catalogue: &Catalogue, old: &Read<'_>, new: &Read<'_>) -> Vec<Entry> {
    let (before, after) = (not_read(catalogue, &old.root), not_read(catalogue, &new.root));
    let keys: BTreeSet<&Key> = before.keys().chain(after.keys()).collect();
    let mut entries = Vec::new();
    for key in keys {
        let (retired, path) = key;
        let (held, holds) = (before.get(key), after.get(key));
        if held == holds {
            continue;
        }
        let class = match (held, holds) {
            (None, Some(_)) if !*retired => Class::Worse,
            (Some(_), None) => Class::Removed,
            _ => Class::Changed,
        };
        let renamed = catalogue.questions.renamed_from(path).map(|at| catalogue.question(at));
        let change = KeyChange {
            path: path.clone(),
            retired: *retired,
            now_called: renamed.map(|question| question.path.clone()),
            old: held.cloned(),
            new: holds.cloned(),
        };
        entries.push(Entry { class, subject: Subject::Key(change) });
    }
    entries
}

/// Path and content of every key outside the answers that is not read.
fn not_read(catalogue: &Catalogue, root: &Mapping) -> BTreeMap<Key, String> {
    let mut found = BTreeMap::new();
    for entry in &root.entries {
        if entry.key == "sp_plan" {
            continue;
        }
        if entry.key == RETIRED {
            leaves(entry, &mut found);
            continue;
        }
        let checklist = catalogue.checklists.iter().find(|checklist| checklist.id == entry.key);
        let (Some(checklist), Some(mapping)) = (checklist, entry.value.mapping()) else {
            keep(entry, &entry.key, checklist.is_some(), &mut found);
            continue;
        };
        for inner in &mapping.entries {
            let path = format!("{}.{}", entry.key, inner.key);
            if let [group] = checklist.groups.as_slice()
                && group.id.is_none()
            {
                if catalogue.questions.find(&path).is_none() {
                    keep(inner, &path, false, &mut found);
                }
                continue;
            }
            let group = checklist.groups.iter().find(|group| group.id.as_deref() == Some(&inner.key));
            let (Some(_), Some(questions)) = (group, inner.value.mapping()) else {
                keep(inner, &path, group.is_some(), &mut found);
                continue;
            };
            for question in &questions.entries {
                let path = format!("{path}.{}", question.key);
                if catalogue.questions.find(&path).is_none() {
                    keep(question, &path, false, &mut found);
                }
            }
        }
    }
    found
}

/// Keeps what a key holds. A section that has not been begun says nothing.
fn keep(entry: &Pair, path: &str, is_section: bool, found: &mut BTreeMap<Key, String>) {
    if !(is_section && entry.value.is_empty()) {
        insert(found, (false, path.to_owned()), as_written(&entry.value));
    }
}

/// Every value below an entry that is no mapping itself, under its whole path. The stack is our own.
fn leaves(entry: &Pair, found: &mut BTreeMap<Key, String>) {
    let mut open: Vec<(String, &Node)> = vec![(entry.key.clone(), &entry.value)];
    while let Some((path, node)) = open.pop() {
        match node.mapping() {
            Some(mapping) => {
                open.extend(mapping.entries.iter().map(|inner| (format!("{path}.{}", inner.key), &inner.value)));
            }
            None if node.is_empty() => {}
            None => {
                insert(found, (true, path), as_written(node));
            }
        }
    }
}

/// A key with a dot in its name may have the path of another; then both are kept.
fn insert(found: &mut BTreeMap<Key, String>, key: Key, holds: String) {
    match found.get_mut(&key) {
        Some(other) => other.push_str(&format!("; {holds}")),
        None => {
            found.insert(key, holds);
        }
    }
}
