//! Claims of the guide with what each rests on and what newer work says, and the figures that have no source.

use serde::Serialize;
use sp_plan_engine::record::{self, Basis, Strength};

use super::fact::figure;
use super::{Link, Model, Note, Provenance};

/// All claims, the best founded first.
#[derive(Debug, Serialize)]
pub(crate) struct Claims {
    /// The scale, the strongest first.
    scale: Vec<Degree>,
    list: Vec<Claim>,
    /// Figures of the guide that have no source, each where the handbook states it.
    unsourced: Vec<Unsourced>,
}

/// A degree of the scale of strength.
#[derive(Debug, Serialize)]
struct Degree {
    word: &'static str,
    title: &'static str,
    meaning: &'static str,
    /// How many claims have it.
    count: usize,
}

#[derive(Debug, Serialize)]
struct Claim {
    id: String,
    title: String,
    says: String,
    figure: Option<String>,
    /// The word for its strength, for the style sheet, and its name.
    strength: &'static str,
    strength_title: &'static str,
    year: String,
    may_say: Option<String>,
    may_not_say: Option<String>,
    sources: Vec<Link>,
    newer: Vec<Note>,
    provenance: Provenance,
}

#[derive(Debug, Serialize)]
struct Unsourced {
    figure: String,
    link: Link,
}

/// Where a claim stands.
pub(crate) fn address(id: &str) -> String {
    format!("evidence.html#claim.{id}")
}

impl Claims {
    /// The view of all claims.
    pub(crate) fn new(model: &Model<'_>) -> Self {
        let catalogue = model.catalogue;
        let mut claims: Vec<&record::Claim> = catalogue.claims.iter().collect();
        claims.sort_by_key(|claim| claim.strength);
        let degree = |strength: Strength| Degree {
            word: strength.word(),
            title: strength.title(),
            meaning: strength.meaning(),
            count: claims.iter().filter(|claim| claim.strength == strength).count(),
        };
        let facts = catalogue.facts.iter().filter(|fact| fact.basis == Basis::Indicative);
        let unsourced = facts.filter_map(|fact| {
            let link = Link::new(model.fact_address(fact)?, &fact.title);
            Some(Unsourced { figure: figure(fact.figure.as_ref()?), link })
        });
        Self {
            scale: Strength::ALL.into_iter().map(degree).collect(),
            list: claims.iter().map(|claim| Claim::new(model, claim)).collect(),
            unsourced: unsourced.collect(),
        }
    }

    /// The headings of the part, for the list of contents.
    pub(crate) fn contents() -> Vec<Link> {
        vec![
            Link::new("#scale", "What a claim can rest on"),
            Link::new("#at-a-glance", "All claims at a glance"),
            Link::new("#claims", "Claim by claim"),
            Link::new("#without-source", "Figures without a source"),
        ]
    }
}

impl Claim {
    fn new(model: &Model<'_>, claim: &record::Claim) -> Self {
        Self {
            id: claim.id.clone(),
            title: claim.title.clone(),
            says: claim.says.clone(),
            figure: claim.figure.as_ref().map(figure),
            strength: claim.strength.word(),
            strength_title: claim.strength.title(),
            year: claim.year.clone(),
            may_say: claim.may_say.clone(),
            may_not_say: claim.may_not_say.clone(),
            sources: claim.sources.iter().filter_map(|id| model.source_link(&id.text)).collect(),
            newer: model.catalogue.notes_named(&claim.newer).map(Note::new).collect(),
            provenance: Provenance::new(model, &claim.provenance),
        }
    }
}
