//! Glossary terms: what a word of social prescribing means, by which names it goes, and where the text links to it.

use serde::{Deserialize, Serialize};

use super::{NATIONS, PATHWAY, known};
use crate::finding::Finding;
use crate::place::{FileId, Place};
use crate::reader::{Provenance, Reader, Spanned};
use crate::yaml::Node;

/// A glossary entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Term {
    /// Its id.
    pub id: String,
    /// The term.
    pub term: String,
    /// Its abbreviations, such as `ICB`.
    pub short: Vec<String>,
    /// Other names for it.
    pub also: Vec<String>,
    /// What it is called in single nations.
    pub called: Vec<Called>,
    /// What it means.
    pub means: String,
    /// The same in easy words.
    pub easy_read: String,
    /// Where on the pathway it stands.
    pub pathway: String,
    /// Which of its uses in the text become links to it.
    pub link: Linking,
    /// Ids of related terms. Once a handbook is loaded, terms are related both ways.
    pub related: Vec<Spanned>,
    /// Ids of sources.
    pub sources: Vec<Spanned>,
    /// Ids of the dated notes that what is newer than the guide rests on.
    pub notes: Vec<Spanned>,
    /// Where it comes from.
    pub provenance: Provenance,
    /// Where it is defined.
    pub place: Place,
}

/// What a term is called in one nation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Called {
    /// The nation; one of [`NATIONS`].
    pub nation: String,
    /// The name.
    pub name: String,
    /// The id of the dated note that says so.
    pub note: Spanned,
}

/// Which uses of a term in the text become links to its entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Linking {
    /// The first in each section of a page.
    #[default]
    FirstInSection,
    /// The first in a page, for words that stand in nearly every section.
    FirstInPage,
    /// None, for everyday words.
    Never,
}

impl Term {
    /// All names by which it goes, the term itself first.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let others = self.short.iter().chain(&self.also).map(String::as_str);
        std::iter::once(self.term.as_str()).chain(others).chain(self.called.iter().map(|called| called.name.as_str()))
    }

    pub(crate) fn read(node: &Node, file: FileId, findings: &mut Vec<Finding>) -> Option<Self> {
        let mut reader = Reader::open(node, "a term", file, findings)?;
        let id = reader.id();
        let link = reader.one_of("link", &["first_in_section", "first_in_page", "never"], |word| match word {
            "first_in_section" => Some(Linking::FirstInSection),
            "first_in_page" => Some(Linking::FirstInPage),
            "never" => Some(Linking::Never),
            _ => None,
        });
        let term = Self {
            term: reader.required_text("term"),
            short: reader.words("short"),
            also: reader.list("also"),
            called: Called::read_all(&mut reader),
            means: reader.required_text("means"),
            easy_read: reader.required_text("easy_read"),
            pathway: known(&mut reader, "pathway", PATHWAY),
            link: link.unwrap_or_default(),
            related: reader.spanned_list("related"),
            sources: reader.spanned_list("sources"),
            notes: reader.spanned_list("notes"),
            provenance: reader.provenance(),
            place: Place::new(file, id.span),
            id: id.text,
        };
        reader.finish();
        Some(term)
    }
}

impl Called {
    fn read_all(outer: &mut Reader<'_>) -> Vec<Self> {
        let file = outer.file();
        let mut all = Vec::new();
        for entry in outer.node("called").and_then(Node::mapping).map_or(&[][..], |mapping| &mapping.entries) {
            if !NATIONS.contains(&entry.key.as_str()) {
                outer.fault(entry.key_span, format!("`{}` is not a nation: {}", entry.key, NATIONS.join(", ")));
            }
            let Some(mut reader) = Reader::open(&entry.value, "a name in a nation", file, outer.findings()) else {
                continue;
            };
            let (name, note) = (reader.required_text("name"), reader.required_spanned("note"));
            reader.finish();
            all.push(Self { nation: entry.key.clone(), name, note });
        }
        all
    }
}

/// Lets every relation hold both ways, so that one of two terms need not repeat what the other says.
pub(crate) fn relate_both_ways(terms: &mut [Term]) {
    let mut backwards: Vec<(String, Spanned)> = Vec::new();
    for term in terms.iter() {
        for other in term.related.iter().filter(|other| other.text != term.id) {
            backwards.push((other.text.clone(), Spanned { text: term.id.clone(), span: term.place.span }));
        }
    }
    backwards.sort_by(|left, right| left.0.cmp(&right.0));
    for term in terms.iter_mut() {
        term.related.retain(|other| other.text != term.id);
        let first = backwards.partition_point(|(id, _)| *id < term.id);
        for (_, other) in backwards.iter().skip(first).take_while(|(id, _)| *id == term.id) {
            if !term.related.iter().any(|known| known.text == other.text) {
                term.related.push(other.clone());
            }
        }
    }
}
