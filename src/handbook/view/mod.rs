//! What the templates are given: plain records made from the catalogue, with every link and every phrase worked out.
//!
//! Templates never see the model itself, so that it can change without them, and so that a fork's templates have a
//! small and stable vocabulary.

pub(crate) mod accessibility;
pub(crate) mod checklist;
pub(crate) mod claim;
mod condition;
mod coverage;
pub(crate) mod decision_aid;
pub(crate) mod duration;
mod example;
pub(crate) mod fact;
mod field;
pub(crate) mod figures;
pub(crate) mod form;
pub(crate) mod glossary;
pub(crate) mod ingredient;
pub(crate) mod ingredient_figure;
pub(crate) mod named_scheme;
pub(crate) mod note;
pub(crate) mod number;
pub(crate) mod outcome;
pub(crate) mod pathway;
mod plan_text;
pub(crate) mod provenance;
pub(crate) mod reference;
pub(crate) mod rule;
pub(crate) mod since;
pub(crate) mod traceability;
pub(crate) mod workbench;

use std::collections::HashMap;

use serde::Serialize;
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::checklist::Stage;
use sp_plan_engine::finding::Page;
use sp_plan_engine::ingredient::Test;
use sp_plan_engine::record::{self, LedgerPart, LedgerRow};

use super::passages::Passages;
use note::Note;
use provenance::Provenance;

/// A link within the handbook: its address from the root of the handbook, and its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Link {
    /// From the root of the handbook, such as `rules/ID.html`.
    pub(crate) address: String,
    /// The words of the link.
    pub(crate) text: String,
}

impl Link {
    /// A link with its words.
    pub(crate) fn new(address: impl Into<String>, text: impl Into<String>) -> Self {
        Self { address: address.into(), text: text.into() }
    }
}

/// A part of a phrase: words, words that are a link, or the name of an answer that a message fills in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Piece {
    /// The words.
    pub(crate) text: String,
    /// Where they lead, if anywhere.
    pub(crate) address: Option<String>,
    /// Whether a message puts what the plan says in their place.
    pub(crate) filled_in: bool,
}

impl Piece {
    /// Words.
    fn words(text: impl Into<String>) -> Self {
        Self { text: text.into(), address: None, filled_in: false }
    }

    /// Words that are a link.
    fn link(link: Link) -> Self {
        Self { text: link.text, address: Some(link.address), filled_in: false }
    }
}

/// The catalogue with the look-ups that many pages need, made once.
pub(crate) struct Model<'a> {
    /// What the handbook says.
    pub(crate) catalogue: &'a Catalogue,
    /// What the chapters say.
    passages: &'a Passages,
    ledger: HashMap<&'a str, (&'a LedgerPart, &'a LedgerRow)>,
    /// For each question the criteria and rules that look at it.
    checks: HashMap<usize, Vec<Link>>,
}

impl<'a> Model<'a> {
    /// Makes the look-ups.
    pub(crate) fn new(catalogue: &'a Catalogue, passages: &'a Passages) -> Self {
        let rows = catalogue.ledger.iter().flat_map(|part| part.rows.iter().map(move |row| (part, row)));
        let ledger = rows.map(|(part, row)| (row.id.as_str(), (part, row))).collect();
        let mut model = Self { catalogue, passages, ledger, checks: HashMap::new() };
        model.index_checks();
        model
    }

    fn index_checks(&mut self) {
        let catalogue = self.catalogue;
        for criterion in catalogue.ingredients.iter().flat_map(|ingredient| &ingredient.criteria) {
            let mut questions = match &criterion.test {
                Test::Expects { question, .. } => vec![*question],
                Test::Holds(expression) => expression.questions(),
            };
            questions.extend(criterion.when.iter().flat_map(sp_plan_engine::expression::Expression::questions));
            let page = Page::Criterion(criterion.id.clone());
            self.note_check(questions, &Link::new(page.address(), &criterion.asks));
        }
        for rule in &catalogue.rules {
            let page = Page::Rule(rule.id.clone());
            self.note_check(rule::questions(rule), &Link::new(page.address(), &rule.title));
        }
    }

    fn note_check(&mut self, questions: Vec<usize>, link: &Link) {
        for question in questions {
            let links = self.checks.entry(question).or_default();
            if !links.contains(link) {
                links.push(link.clone());
            }
        }
    }

    /// The criteria and rules that look at a question.
    fn checks(&self, question: usize) -> Vec<Link> {
        self.checks.get(&question).cloned().unwrap_or_default()
    }

    /// A link to a question, with its label as the words.
    fn question_link(&self, at: usize) -> Link {
        let question = self.catalogue.question(at);
        Link::new(Page::Question(question.path.clone()).address(), &question.label)
    }

    /// Where a fact stands; none when no page shows it.
    fn fact_address(&self, fact: &record::Fact) -> Option<String> {
        let page = self.passages.page_of_fact(&fact.id, &fact.topic)?;
        Some(format!("{page}#fact.{}", fact.id))
    }

    /// A link to a source on the page of references, in the manner of `South and others (2008)`.
    fn source_link(&self, id: &str) -> Option<Link> {
        let source = self.catalogue.sources.iter().find(|source| source.id == id)?;
        Some(Link::new(format!("references.html#{id}"), reference::short_name(source)))
    }

    /// A link to a question or a group of questions by its path.
    pub(super) fn question_or_group(&self, path: &str) -> Option<Link> {
        if let Some(at) = self.catalogue.questions.find(path) {
            return Some(self.question_link(at));
        }
        let (checklist, group) = self.catalogue.checklists.iter().find_map(|checklist| {
            let id = path.strip_prefix(&checklist.id)?.strip_prefix('.')?;
            let group = checklist.groups.iter().find(|group| group.id.as_deref() == Some(id))?;
            Some((checklist, group))
        })?;
        Some(Link::new(format!("checklists/{}.html#{path}", checklist.id), &group.title))
    }

    /// The ids of the coverage ledger.
    pub(super) fn ledger_ids(&self) -> impl Iterator<Item = &'a str> {
        self.catalogue.ledger.iter().flat_map(|part| &part.rows).map(|row| row.id.as_str())
    }

    /// The part of the coverage ledger that has a row.
    pub(super) fn ledger_part(&self, id: &str) -> Option<&'a LedgerPart> {
        self.ledger.get(id).map(|(part, _)| *part)
    }

    /// A row of the coverage ledger.
    pub(super) fn ledger_row(&self, id: &str) -> Option<&'a LedgerRow> {
        self.ledger.get(id).map(|(_, row)| *row)
    }
}

/// From when something is due, in words; nothing for what is due from the start.
fn due_words(stage: Stage) -> Option<&'static str> {
    match stage {
        Stage::Design => None,
        Stage::Pilot => Some("from the pilot"),
        Stage::Live => Some("once the scheme is live"),
    }
}

/// The first letter as a capital, for words that begin a sentence.
fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
