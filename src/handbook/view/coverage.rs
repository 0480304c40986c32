//! Where the handbook says what the guide says: for each row of the ledger the chapters and records that name it.

use std::collections::HashMap;

use serde::Serialize;
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::finding::Page;
use sp_plan_engine::reader::Provenance;

use super::{Link, Passages, claim, figures, since};

/// Places of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Places {
    /// What they are, such as `Questions`.
    pub(super) kind: &'static str,
    /// Where they are.
    pub(super) links: Vec<Link>,
}

/// For each row of the ledger that a record names, the places of those records on the pages, kind by kind.
#[derive(Debug, Default)]
pub(super) struct Coverage<'a> {
    rows: HashMap<&'a str, Vec<Places>>,
}

impl<'a> Coverage<'a> {
    /// Looks through all records. A kind of record that has a page of its own belongs here.
    pub(super) fn new(catalogue: &'a Catalogue, passages: &Passages) -> Self {
        let mut coverage = Self::default();
        coverage.ingredients(catalogue);
        coverage.checklists(catalogue);
        for rule in &catalogue.rules {
            let link = Link::new(Page::Rule(rule.id.clone()).address(), &rule.title);
            coverage.note("Rules", &rule.provenance, &link);
        }
        for fact in &catalogue.facts {
            if let Some(page) = passages.page_of_fact(&fact.id, &fact.topic) {
                let link = Link::new(format!("{page}#fact.{}", fact.id), &fact.title);
                coverage.note("Facts", &fact.provenance, &link);
            }
        }
        for claim in &catalogue.claims {
            let link = Link::new(claim::address(&claim.id), &claim.title);
            coverage.note("Claims", &claim.provenance, &link);
        }
        for scheme in &catalogue.named_schemes {
            let link = Link::new(format!("models.html#scheme.{}", scheme.id), &scheme.name);
            coverage.note("Named schemes", &scheme.provenance, &link);
        }
        for term in &catalogue.terms {
            let link = Link::new(format!("glossary.html#{}", term.id), &term.term);
            coverage.note("Terms", &term.provenance, &link);
        }
        for source in &catalogue.sources {
            let link = Link::new(format!("references.html#{}", source.id), &source.title);
            coverage.note("Sources", &source.provenance, &link);
        }
        for parameter in catalogue.questions.parameters() {
            let link = Link::new(figures::parameter_address(&parameter.id), &parameter.label);
            coverage.note("Figures", &parameter.provenance, &link);
        }
        for gate in &catalogue.gates {
            coverage.note(
                "Dates that other things wait for",
                &gate.provenance,
                &Link::new(figures::gate_address(&gate.id), &gate.label),
            );
        }
        for note in &catalogue.notes {
            let link = Link::new(since::address(&note.id), since::beginning(&note.says));
            coverage.note("Since the guide", &note.provenance, &link);
        }
        for form in &catalogue.forms {
            if let Some(link) = passages.shown("form", &form.id) {
                coverage.note("Forms", &form.provenance, link);
                for field in form.parts.iter().flat_map(|part| &part.fields) {
                    coverage.note("Forms", &field.provenance, link);
                }
            }
        }
        for aid in &catalogue.decision_aids {
            if let Some(link) = passages.shown("decision_aid", &aid.id) {
                let steps = aid.steps.iter().map(|step| &step.provenance);
                let outcomes = aid.outcomes.iter().map(|outcome| &outcome.provenance);
                for provenance in std::iter::once(&aid.provenance).chain(steps).chain(outcomes) {
                    coverage.note("Decision aids", provenance, link);
                }
            }
        }
        coverage
    }

    fn ingredients(&mut self, catalogue: &'a Catalogue) {
        for ingredient in &catalogue.ingredients {
            let link = Link::new(format!("ingredients.html#{}", ingredient.id), &ingredient.title);
            self.note("Ingredients", &ingredient.provenance, &link);
            for criterion in &ingredient.criteria {
                let link = Link::new(Page::Criterion(criterion.id.clone()).address(), &criterion.asks);
                self.note("Criteria", &criterion.provenance, &link);
            }
        }
    }

    /// Options and columns stand with their question.
    fn checklists(&mut self, catalogue: &'a Catalogue) {
        for checklist in &catalogue.checklists {
            let page = format!("checklists/{}.html", checklist.id);
            self.note("Checklists", &checklist.provenance, &Link::new(page.clone(), &checklist.title));
            for group in &checklist.groups {
                if let Some(id) = &group.id {
                    let link = Link::new(format!("{page}#{}.{id}", checklist.id), &group.title);
                    self.note("Checklists", &group.provenance, &link);
                }
            }
        }
        for question in catalogue.questions.all() {
            let link = Link::new(Page::Question(question.path.clone()).address(), &question.label);
            self.note("Questions", &question.provenance, &link);
            for option in question.answer.options() {
                self.note("Questions", &option.provenance, &link);
            }
            for column in question.answer.columns() {
                self.note("Questions", &column.provenance, &link);
                for option in column.answer.options() {
                    self.note("Questions", &option.provenance, &link);
                }
            }
        }
    }

    fn note(&mut self, kind: &'static str, provenance: &'a Provenance, link: &Link) {
        for id in &provenance.guide {
            let all = self.rows.entry(id.text.as_str()).or_default();
            match all.iter_mut().find(|places| places.kind == kind) {
                Some(places) if places.links.contains(link) => {}
                Some(places) => places.links.push(link.clone()),
                None => all.push(Places { kind, links: vec![link.clone()] }),
            }
        }
    }

    /// Where records stand that name a row.
    pub(super) fn of_row(&self, id: &str) -> &[Places] {
        self.rows.get(id).map_or(&[], Vec::as_slice)
    }
}
