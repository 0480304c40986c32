//! The outcomes that a plan can promise, by category, as a figure: built from the options of the question that asks for
//! them, so that the figure and the checklist cannot differ.

use anyhow::{Context, bail};
use serde::Serialize;
use sp_plan_engine::answer_type::AnswerOption;
use sp_plan_engine::finding::Page;

use super::Model;

/// The question that asks for outcomes, and the column of its table that names one.
const QUESTION: (&str, &str) = ("evaluation.outcomes.list", "outcome");

/// The kind of ledger row that stands for a category.
const CATEGORY: &str = "outcome_category";

/// How the paraphrase of an outcome ends in the ledger when its category was settled by sense.
const BY_SENSE: char = '*';

/// All outcomes that the guide names.
#[derive(Debug, Serialize)]
pub(crate) struct Outcomes {
    /// Where a plan lists its outcomes.
    question: String,
    /// How many outcomes there are.
    count: usize,
    categories: Vec<Category>,
}

#[derive(Debug, Serialize)]
struct Category {
    title: String,
    outcomes: Vec<Outcome>,
}

#[derive(Debug, Serialize)]
struct Outcome {
    label: String,
    /// Whether the guide's figure leaves its category open.
    by_sense: bool,
}

impl Outcomes {
    /// The view of all outcomes with a category, in the order of the question's options. A handbook that asks no such
    /// question has no figure.
    pub(crate) fn new(model: &Model<'_>) -> anyhow::Result<Self> {
        let (path, id) = QUESTION;
        let at = model.catalogue.questions.find(path);
        let at = at.with_context(|| format!("there is no question `{path}`, from which the figure is made"))?;
        let columns = model.catalogue.question(at).answer.columns();
        let column = columns.iter().find(|column| column.id == id);
        let column = column.with_context(|| format!("`{path}` has no column `{id}`, from which the figure is made"))?;
        let mut categories: Vec<(&str, Category)> = Vec::new();
        for option in column.answer.options() {
            let Some(category) = category(model, option) else { continue };
            let Some(title) = &option.hint else {
                bail!("the outcome `{}` has a category and no `hint` that names it", option.id);
            };
            let outcome = Outcome { label: option.label.clone(), by_sense: is_by_sense(model, option) };
            match categories.iter_mut().find(|(id, _)| *id == category) {
                Some((_, found)) => found.outcomes.push(outcome),
                None => categories.push((category, Category { title: title.clone(), outcomes: vec![outcome] })),
            }
        }
        let categories: Vec<Category> = categories.into_iter().map(|(_, category)| category).collect();
        Ok(Self {
            question: Page::Question(path.to_owned()).address(),
            count: categories.iter().map(|category| category.outcomes.len()).sum(),
            categories,
        })
    }
}

/// The ledger row of the option's category.
fn category<'a>(model: &Model<'_>, option: &'a AnswerOption) -> Option<&'a str> {
    let is_category = |id: &str| model.ledger_row(id).is_some_and(|row| row.kind == CATEGORY);
    option.provenance.guide.iter().map(|row| row.text.as_str()).find(|id| is_category(id))
}

fn is_by_sense(model: &Model<'_>, option: &AnswerOption) -> bool {
    let rows = option.provenance.guide.iter().filter_map(|row| model.ledger_row(&row.text));
    rows.filter_map(|row| row.says.as_deref()).any(|says| says.ends_with(BY_SENSE))
}
