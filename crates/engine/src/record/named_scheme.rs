//! Schemes that the guide names as examples, in the same few points each, so that a reader can lay them side by side.

use serde::{Deserialize, Serialize};

use crate::finding::Finding;
use crate::place::{FileId, Place};
use crate::reader::{Provenance, Reader, Spanned};
use crate::yaml::Node;

/// A scheme that the guide names, as it was when the guide appeared. What the guide does not say of it is absent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NamedScheme {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where it was: a town, a county.
    pub area: Option<String>,
    /// Who referred people to it.
    pub who_refers: Option<String>,
    /// Who its link workers were.
    pub link_workers: Option<LinkWorkers>,
    /// Who commissioned it or paid for it, and who ran it together.
    pub partners: Option<String>,
    /// For whom it was.
    pub for_whom: Option<String>,
    /// What it is an example of.
    pub feature: String,
    /// Ids of sources.
    pub sources: Vec<Spanned>,
    /// Ids of dated notes on what became of it.
    pub notes: Vec<Spanned>,
    /// Where it comes from.
    pub provenance: Provenance,
    /// Where it is defined.
    pub place: Place,
}

/// The link workers of a scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkWorkers {
    /// What they were called, or how many there were.
    pub who: String,
    /// Who employed them.
    pub employer: Option<String>,
    /// Where they were based or met people.
    pub where_met: Option<String>,
}

impl NamedScheme {
    pub(crate) fn read(node: &Node, file: FileId, findings: &mut Vec<Finding>) -> Option<Self> {
        let mut reader = Reader::open(node, "a named scheme", file, findings)?;
        let id = reader.id();
        let scheme = Self {
            name: reader.required_text("name"),
            area: reader.text("area"),
            who_refers: reader.text("who_refers"),
            link_workers: LinkWorkers::read(&mut reader),
            partners: reader.text("partners"),
            for_whom: reader.text("for_whom"),
            feature: reader.required_text("feature"),
            sources: reader.spanned_list("sources"),
            notes: reader.spanned_list("notes"),
            provenance: reader.provenance(),
            place: Place::new(file, id.span),
            id: id.text,
        };
        if scheme.sources.is_empty() {
            reader.fault(id.span, "a named scheme needs at least one source");
        }
        reader.finish();
        Some(scheme)
    }
}

impl LinkWorkers {
    fn read(outer: &mut Reader<'_>) -> Option<Self> {
        let node = outer.node("link_workers")?;
        let file = outer.file();
        let mut reader = Reader::open(node, "the link workers of a scheme", file, outer.findings())?;
        let read = Self {
            who: reader.required_text("who"),
            employer: reader.text("employer"),
            where_met: reader.text("where"),
        };
        reader.finish();
        Some(read)
    }
}
