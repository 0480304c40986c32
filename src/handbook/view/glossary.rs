//! The glossary, A to Z, with every name under which a term may be looked up.

use serde::Serialize;
use sp_plan_engine::record::{self, nation_name};

use super::note::Note;
use super::pathway::{Pathway, step_title};
use super::{Link, Model, Provenance};

/// The glossary.
#[derive(Debug, Serialize)]
pub(crate) struct Glossary {
    pathway: Pathway,
    letters: Vec<Letter>,
}

/// What begins with one letter.
#[derive(Debug, Serialize)]
struct Letter {
    id: String,
    name: String,
    entries: Vec<Entry>,
}

/// A term, or another name that leads to one.
#[derive(Debug, Serialize)]
struct Entry {
    name: String,
    term: Option<Term>,
    see: Option<Link>,
}

/// A term.
#[derive(Debug, Serialize)]
struct Term {
    id: String,
    name: String,
    short: Vec<String>,
    means: String,
    easy_read: String,
    also: Vec<String>,
    called: Vec<Called>,
    step: Link,
    related: Vec<Link>,
    sources: Vec<Link>,
    notes: Vec<Note>,
    provenance: Provenance,
}

/// What a term is called in a nation.
#[derive(Debug, Serialize)]
struct Called {
    nation: String,
    name: String,
    note: Option<Note>,
}

/// A term as the foot of a page that uses it says what it means.
#[derive(Debug, Serialize)]
pub(crate) struct Meaning {
    id: String,
    name: String,
    short: Vec<String>,
    means: String,
}

/// A link to a term's entry.
pub(super) fn link(term: &record::Term) -> Link {
    Link::new(format!("glossary.html#{}", term.id), &term.term)
}

impl Glossary {
    /// The view of the glossary: terms and their other names in one alphabet.
    pub(crate) fn new(model: &Model<'_>) -> Self {
        let mut entries: Vec<(String, Entry)> = Vec::new();
        for term in &model.catalogue.terms {
            let entry = Entry { name: term.term.clone(), term: Some(Term::new(model, term)), see: None };
            entries.push((term.term.to_lowercase(), entry));
            for name in term.names().skip(1).filter(|name| name.to_lowercase() != term.term.to_lowercase()) {
                let entry = Entry { name: super::capitalised(name), term: None, see: Some(link(term)) };
                entries.push((name.to_lowercase(), entry));
            }
        }
        entries.sort_by(|(left, _), (right, _)| left.cmp(right));
        let mut letters: Vec<Letter> = Vec::new();
        for (name, entry) in entries {
            let first = name.chars().find(|c| c.is_alphanumeric()).unwrap_or('#');
            let letter: String = first.to_uppercase().collect();
            let at = letters.iter().position(|known| known.name == letter).unwrap_or_else(|| {
                let id = format!("letter-{}", letter.to_lowercase());
                letters.push(Letter { id, name: letter.clone(), entries: Vec::new() });
                letters.len() - 1
            });
            if let Some(found) = letters.get_mut(at) {
                found.entries.push(entry);
            }
        }
        Self { pathway: Pathway::new(model), letters }
    }

    /// The headings of the page, for the list of contents.
    pub(crate) fn contents() -> Vec<Link> {
        let headings = [("#pathway", "Words on the pathway"), ("#steps", "Words by step"), ("#a-to-z", "A to Z")];
        headings.into_iter().map(|(address, title)| Link::new(address, title)).collect()
    }
}

impl Term {
    fn new(model: &Model<'_>, term: &record::Term) -> Self {
        let all = &model.catalogue.terms;
        let mut related: Vec<Link> =
            term.related.iter().filter_map(|id| all.iter().find(|other| other.id == id.text)).map(link).collect();
        related.sort_by_cached_key(|link| link.text.to_lowercase());
        let called = term.called.iter().map(|called| Called {
            nation: nation_name(&called.nation),
            name: called.name.clone(),
            note: model.catalogue.notes_named(std::slice::from_ref(&called.note)).next().map(Note::new),
        });
        Self {
            id: term.id.clone(),
            name: term.term.clone(),
            short: term.short.clone(),
            means: term.means.clone(),
            easy_read: term.easy_read.clone(),
            also: term.also.clone(),
            called: called.collect(),
            step: Link::new(format!("glossary.html#step-{}", term.pathway), step_title(&term.pathway)),
            related,
            sources: term.sources.iter().filter_map(|id| model.source_link(&id.text)).collect(),
            notes: model.catalogue.notes_named(&term.notes).map(Note::new).collect(),
            provenance: Provenance::new(model, &term.provenance),
        }
    }
}

impl Meaning {
    /// What a term means, in short.
    pub(crate) fn new(term: &record::Term) -> Self {
        Self { id: term.id.clone(), name: term.term.clone(), short: term.short.clone(), means: term.means.clone() }
    }
}
