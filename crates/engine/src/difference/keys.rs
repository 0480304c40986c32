//! Keys that are not read: those that no checklist has, sections that hold something else, and what is kept under
//! `retired`. Nobody judges them, and still none of them comes, goes or changes in silence.

use super::{Class, Entry, KeyChange, Read, Subject};
use crate::catalogue::Catalogue;
use crate::difference::parts::as_written;
use crate::names::Names;
use crate::yaml::{Entry as Pair, Mapping, Node};

/// The key under which answers to questions of former question sets are kept.
const RETIRED: &str = "retired";

/// The keys that are not read, with what each of them holds.
#[derive(Default)]
struct Kept {
    names: Names,
    keys: Vec<Key>,
}

/// A key that is not read.
struct Key {
    /// Whether it stands under [`RETIRED`].
    retired: bool,
    path: String,
    holds: String,
}

impl Kept {
    /// A key with a dot in its name may have the path of another; then both are kept.
    fn add(&mut self, retired: bool, path: String, holds: String) {
        match self.names.position(&name(retired, &path)).and_then(|at| self.keys.get_mut(at)) {
            Some(other) => other.holds.push_str(&format!("; {holds}")),
            None => {
                self.names.add(name(retired, &path));
                self.keys.push(Key { retired, path, holds });
            }
        }
    }

    fn get(&self, retired: bool, path: &str) -> Option<&str> {
        self.names.position(&name(retired, path)).and_then(|at| self.keys.get(at)).map(|key| key.holds.as_str())
    }
}

/// Retired keys come after the others.
fn name(retired: bool, path: &str) -> String {
    format!("{}{path}", u8::from(retired))
}

/// An entry for each key that is not read and that appeared, went or holds something else, by path.
pub(super) fn changes(catalogue: &Catalogue, old: &Read<'_>, new: &Read<'_>) -> Vec<Entry> {
    let (before, after) = (not_read(catalogue, &old.root), not_read(catalogue, &new.root));
    let mut keys: Vec<(bool, &str)> =
        before.keys.iter().chain(&after.keys).map(|key| (key.retired, key.path.as_str())).collect();
    keys.sort_unstable();
    keys.dedup();
    let mut entries = Vec::new();
    for (retired, path) in keys {
        let (held, holds) = (before.get(retired, path), after.get(retired, path));
        if held == holds {
            continue;
        }
        let class = match (held, holds) {
            (None, Some(_)) if !retired => Class::Worse,
            (Some(_), None) => Class::Removed,
            _ => Class::Changed,
        };
        let renamed = catalogue.questions.renamed_from(path).map(|at| catalogue.question(at));
        let change = KeyChange {
            path: path.to_owned(),
            retired,
            now_called: renamed.map(|question| question.path.clone()),
            old: held.map(str::to_owned),
            new: holds.map(str::to_owned),
        };
        entries.push(Entry { class, subject: Subject::Key(change) });
    }
    entries
}

/// Path and content of every key outside the answers that is not read.
fn not_read(catalogue: &Catalogue, root: &Mapping) -> Kept {
    let mut found = Kept::default();
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
fn keep(entry: &Pair, path: &str, is_section: bool, found: &mut Kept) {
    if !(is_section && entry.value.is_empty()) {
        found.add(false, path.to_owned(), as_written(&entry.value));
    }
}

/// Every value below an entry that is no mapping itself, under its whole path. The stack is our own.
fn leaves(entry: &Pair, found: &mut Kept) {
    let mut open: Vec<(String, &Node)> = vec![(entry.key.clone(), &entry.value)];
    while let Some((path, node)) = open.pop() {
        match node.mapping() {
            Some(mapping) => {
                open.extend(mapping.entries.iter().map(|inner| (format!("{path}.{}", inner.key), &inner.value)));
            }
            None if node.is_empty() => {}
            None => found.add(true, path, as_written(node)),
        }
    }
}
