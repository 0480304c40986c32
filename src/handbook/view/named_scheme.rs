//! The schemes that the guide names: a table to compare them and a card for each.

use serde::Serialize;
use sp_plan_engine::record::{self, LinkWorkers};

use super::{Link, Model, Note, Provenance};

/// All named schemes.
#[derive(Debug, Serialize)]
pub(crate) struct NamedSchemes {
    /// The year of the guide, as of which everything holds.
    year: String,
    list: Vec<NamedScheme>,
}

/// A scheme. What the guide does not say of it is none.
#[derive(Debug, Serialize)]
struct NamedScheme {
    id: String,
    name: String,
    area: Option<String>,
    who_refers: Option<String>,
    link_workers: Option<String>,
    employer: Option<String>,
    where_met: Option<String>,
    partners: Option<String>,
    for_whom: Option<String>,
    feature: String,
    sources: Vec<Link>,
    notes: Vec<Note>,
    provenance: Provenance,
}

impl NamedSchemes {
    /// The view of all schemes, in the order in which they are written.
    pub(crate) fn new(model: &Model<'_>) -> Self {
        Self {
            year: model.catalogue.handbook.guide_year.clone(),
            list: model.catalogue.named_schemes.iter().map(|scheme| NamedScheme::new(model, scheme)).collect(),
        }
    }
}

impl NamedScheme {
    fn new(model: &Model<'_>, scheme: &record::NamedScheme) -> Self {
        let of_link_workers = |get: fn(&LinkWorkers) -> Option<String>| scheme.link_workers.as_ref().and_then(get);
        let notes = model.catalogue.notes.iter();
        Self {
            id: scheme.id.clone(),
            name: scheme.name.clone(),
            area: scheme.area.clone(),
            who_refers: scheme.who_refers.clone(),
            link_workers: of_link_workers(|them| Some(them.who.clone())),
            employer: of_link_workers(|them| them.employer.clone()),
            where_met: of_link_workers(|them| them.where_met.clone()),
            partners: scheme.partners.clone(),
            for_whom: scheme.for_whom.clone(),
            feature: scheme.feature.clone(),
            sources: scheme.sources.iter().filter_map(|id| model.source_link(&id.text)).collect(),
            notes: notes.filter(|note| scheme.notes.iter().any(|id| id.text == note.id)).map(Note::new).collect(),
            provenance: Provenance::new(model, &scheme.provenance),
        }
    }
}
