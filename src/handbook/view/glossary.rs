//! The glossary, A to Z.

use serde::Serialize;
use sp_plan_engine::record;

use super::{Link, Model, Provenance};

/// The glossary.
#[derive(Debug, Serialize)]
pub(crate) struct Glossary {
    letters: Vec<Letter>,
}

/// The terms that begin with one letter.
#[derive(Debug, Serialize)]
struct Letter {
    id: String,
    name: String,
    terms: Vec<Term>,
}

#[derive(Debug, Serialize)]
struct Term {
    id: String,
    name: String,
    means: String,
    easy_read: String,
    also: Vec<String>,
    called: Vec<Called>,
    pathway: &'static str,
    related: Vec<Link>,
    sources: Vec<Link>,
    provenance: Provenance,
}

/// What a term is called in a nation.
#[derive(Debug, Serialize)]
struct Called {
    nation: &'static str,
    name: String,
}

impl Glossary {
    /// The view of the glossary. Terms are in alphabetical order already.
    pub(crate) fn new(model: &Model<'_>) -> Self {
        let mut letters: Vec<Letter> = Vec::new();
        for term in &model.catalogue.terms {
            let first = term.term.chars().find(|c| c.is_alphanumeric()).unwrap_or('#');
            let letter: String = first.to_uppercase().collect();
            if letters.last().is_none_or(|last| last.name != letter) {
                letters.push(Letter {
                    id: format!("letter-{}", letter.to_lowercase()),
                    name: letter.clone(),
                    terms: Vec::new(),
                });
            }
            if let Some(last) = letters.last_mut() {
                last.terms.push(Term::new(model, term));
            }
        }
        Self { letters }
    }

    /// The letters, for the list of contents.
    pub(crate) fn contents(&self) -> Vec<Link> {
        self.letters.iter().map(|letter| Link::new(format!("#{}", letter.id), letter.name.clone())).collect()
    }
}

impl Term {
    fn new(model: &Model<'_>, term: &record::Term) -> Self {
        let related = term.related.iter().filter_map(|id| {
            let found = model.catalogue.terms.iter().find(|other| other.id == id.text)?;
            Some(Link::new(format!("glossary.html#{}", found.id), &found.term))
        });
        Self {
            id: term.id.clone(),
            name: term.term.clone(),
            means: term.means.clone(),
            easy_read: term.easy_read.clone(),
            also: term.also.clone(),
            called: term
                .called
                .iter()
                .map(|(nation, name)| Called { nation: nation_name(nation), name: name.clone() })
                .collect(),
            pathway: pathway_step(&term.pathway),
            related: related.collect(),
            sources: term.sources.iter().filter_map(|id| model.source_link(&id.text)).collect(),
            provenance: Provenance::new(model, &term.provenance),
        }
    }
}

fn nation_name(id: &str) -> &'static str {
    match id {
        "england" => "England",
        "scotland" => "Scotland",
        "wales" => "Wales",
        _ => "Northern Ireland",
    }
}

fn pathway_step(id: &str) -> &'static str {
    match id {
        "referral" => "Referral",
        "consultation" => "Consultation with a link worker",
        "community" => "Community groups and services",
        "evaluation" => "Evaluation",
        _ => "Governance",
    }
}
