//! The essential ingredients, with what each asks and which rules bear on it.

use serde::Serialize;
use sp_plan_engine::ingredient::{self, Test};
use sp_plan_engine::verdict::FORMULA;

use super::fact::Fact;
use super::{Link, Model, Piece, Provenance, condition, due_words};

/// All ingredients, and how a verdict comes about.
#[derive(Debug, Serialize)]
pub(crate) struct Ingredients {
    formula: &'static str,
    list: Vec<Ingredient>,
    facts: Vec<Fact>,
}

#[derive(Debug, Serialize)]
struct Ingredient {
    id: String,
    title: String,
    summary: String,
    why: String,
    /// The questions whose answers decide its criteria, each once.
    questions: Vec<Link>,
    criteria: Vec<Criterion>,
    rules: Vec<super::rule::Entry>,
    provenance: Provenance,
}

#[derive(Debug, Serialize)]
struct Criterion {
    id: String,
    /// `must` or `should`.
    level: &'static str,
    asks: String,
    /// What the answer should be, in words with code ticks; none when several answers decide.
    expects: Option<String>,
    looks_at: Vec<Link>,
    due: Option<&'static str>,
    /// When it applies, in words with links; empty when it always does.
    applies_when: Vec<Piece>,
    /// What should hold, in words with links; empty when one answer decides.
    holds: Vec<Piece>,
    action: String,
    help: String,
    provenance: Provenance,
}

impl Ingredients {
    /// The view of all ingredients.
    pub(crate) fn new(model: &Model<'_>) -> Self {
        Self {
            formula: FORMULA,
            list: model.catalogue.ingredients.iter().map(|entry| Ingredient::new(model, entry)).collect(),
            facts: Fact::of_topic(model, "ingredients"),
        }
    }

    /// The headings of the page, for the list of contents.
    pub(crate) fn contents(&self) -> Vec<Link> {
        let mut links: Vec<Link> = self
            .list
            .iter()
            .map(|ingredient| Link::new(format!("#{}", ingredient.id), ingredient.title.clone()))
            .collect();
        links.push(Link::new("#verdicts", "How a verdict is reached"));
        if !self.facts.is_empty() {
            links.push(Link::new("#facts", super::fact::HEADING));
        }
        links
    }
}

impl Ingredient {
    fn new(model: &Model<'_>, ingredient: &ingredient::Ingredient) -> Self {
        let bears = |rule: &&sp_plan_engine::rule::Rule| rule.ingredients.iter().any(|id| id.text == ingredient.id);
        let rules = model.catalogue.rules.iter().filter(bears);
        Self {
            id: ingredient.id.clone(),
            title: ingredient.title.clone(),
            summary: ingredient.summary.clone(),
            why: ingredient.why.clone(),
            questions: questions(model, ingredient),
            criteria: ingredient.criteria.iter().map(|criterion| Criterion::new(model, criterion)).collect(),
            rules: rules.map(|rule| super::rule::Entry::new(model, rule)).collect(),
            provenance: Provenance::new(model, &ingredient.provenance),
        }
    }
}

/// The questions whose answers decide the criteria of an ingredient, in the order in which they come up.
fn questions(model: &Model<'_>, ingredient: &ingredient::Ingredient) -> Vec<Link> {
    let mut links = Vec::new();
    for criterion in &ingredient.criteria {
        let mut questions = match &criterion.test {
            Test::Expects { question, .. } => vec![*question],
            Test::Holds(expression) => expression.questions(),
        };
        questions.extend(criterion.when.iter().flat_map(sp_plan_engine::expression::Expression::questions));
        for link in questions.into_iter().map(|question| model.question_link(question)) {
            if !links.contains(&link) {
                links.push(link);
            }
        }
    }
    links
}

impl Criterion {
    fn new(model: &Model<'_>, criterion: &ingredient::Criterion) -> Self {
        let (questions, expects, holds) = match &criterion.test {
            Test::Expects { question, expectation } => {
                let answer = &model.catalogue.question(*question).answer;
                (vec![*question], Some(expectation.show(answer)), Vec::new())
            }
            Test::Holds(expression) => (expression.questions(), None, condition::in_words(model, expression)),
        };
        let looks_at = questions.iter().map(|&at| model.question_link(at)).collect();
        Self {
            id: criterion.id.clone(),
            level: criterion.level.word(),
            asks: criterion.asks.clone(),
            expects,
            looks_at,
            due: due_words(criterion.stage),
            applies_when: criterion.when.as_ref().map(|when| condition::in_words(model, when)).unwrap_or_default(),
            holds,
            action: criterion.action.clone(),
            help: criterion.help.clone(),
            provenance: Provenance::new(model, &criterion.provenance),
        }
    }
}
