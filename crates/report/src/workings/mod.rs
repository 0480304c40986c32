//! The workings of the calculators, ready to be shown: every sum, where its numbers come from, and what is missing.

mod inputs;
mod markdown;
mod sums;

use serde::Serialize;
use sp_plan_engine::calculators::{Origin, Quantity, Step, Working, WorkingTable};
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::Report;
use sp_plan_engine::parameter::Parameter;
use sp_plan_engine::place::LineIndex;

use super::words::has_long_word;
use inputs::InputsFrom;
pub(crate) use markdown::{short, whole};
pub(crate) use sums::sums_of;

/// The working of one calculator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct WorkingView {
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    /// What it answers, as a question.
    pub(crate) about: &'static str,
    /// The steps that have a result.
    pub(crate) steps: Vec<StepView>,
    /// What went into them, by where it comes from.
    pub(crate) inputs: Vec<InputsFrom>,
    /// How many steps wait for an answer.
    pub(crate) open: usize,
    /// The labels of the questions that they wait for.
    pub(crate) missing: Vec<String>,
    pub(crate) tables: Vec<TableView>,
    pub(crate) remarks: Vec<String>,
}

/// A step that has a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct StepView {
    pub(crate) label: &'static str,
    /// What it means, in a sentence.
    pub(crate) means: &'static str,
    pub(crate) sum: String,
    /// With its unit.
    pub(crate) result: String,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct TableView {
    pub(crate) title: String,
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<RowView>,
    /// Whether a row shows something that falls short, so that there is a column that says which.
    pub(crate) has_marks: bool,
    /// Whether words of its cells have to be broken to keep it on the page.
    pub(crate) breaks: bool,
    /// How many rows are left out.
    pub(crate) more: usize,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct RowView {
    pub(crate) cells: Vec<String>,
    /// Whether it shows something that falls short.
    pub(crate) marked: bool,
}

/// All workings of a report. Of each table at most `rows` rows are shown, those that fall short before others.
pub(crate) fn views(catalogue: &Catalogue, text: &str, report: &Report, rows: usize) -> Vec<WorkingView> {
    let lines = LineIndex::new(text);
    report.workings().iter().map(|working| WorkingView::new(catalogue, &lines, working, rows)).collect()
}

/// The parameters that the results of a report stand on, each once.
pub(crate) fn parameters<'a>(catalogue: &'a Catalogue, report: &Report) -> Vec<&'a Parameter> {
    let steps = report.workings().iter().flat_map(|working| &working.steps).filter(|step| step.result.is_some());
    let mut used: Vec<usize> = steps
        .flat_map(|step| &step.inputs)
        .filter_map(|input| match input.origin {
            Origin::Parameter(at) => Some(at),
            _ => None,
        })
        .collect();
    used.sort_unstable();
    used.dedup();
    used.into_iter().filter_map(|at| catalogue.questions.parameters().get(at)).collect()
}

impl WorkingView {
    fn new(catalogue: &Catalogue, lines: &LineIndex<'_>, working: &Working, rows: usize) -> Self {
        let waits = |step: &&Step| step.result.is_none() && step.inputs.iter().any(|input| input.value.is_none());
        Self {
            id: working.id,
            title: working.title,
            about: working.about,
            steps: working.steps.iter().filter_map(StepView::new).collect(),
            inputs: inputs::by_origin(catalogue, lines, working),
            open: working.steps.iter().filter(waits).count(),
            missing: working.missing.iter().map(|&at| catalogue.question(at).label.clone()).collect(),
            tables: new_tables(working).map(|table| TableView::new(table, rows)).collect(),
            remarks: working.remarks.clone(),
        }
    }

    /// Whether anything was worked out of what the plan says. What follows from the handbook alone is no result.
    pub(crate) fn has_results(&self) -> bool {
        !self.tables.is_empty() || self.inputs.iter().any(InputsFrom::is_from_the_plan)
    }
}

impl StepView {
    fn new(step: &Step) -> Option<Self> {
        let result = step.result.as_ref()?;
        Some(Self {
            label: step.derived.label,
            means: step.derived.means,
            sum: step.sum.clone().unwrap_or_default(),
            result: result.show_with_unit(step.derived.kind),
        })
    }
}

impl TableView {
    fn new(table: &WorkingTable, most: usize) -> Self {
        let rows = table.rows.iter().zip(&table.marked);
        let mut rows: Vec<(usize, RowView)> =
            rows.map(|(cells, &marked)| RowView { cells: cells.clone(), marked }).enumerate().collect();
        let more = rows.len().saturating_sub(most);
        // What falls short is shown first; what is shown stands in the order of the plan.
        rows.sort_by_key(|(_, row)| !row.marked);
        rows.truncate(most);
        rows.sort_by_key(|(at, _)| *at);
        Self {
            title: table.title.clone(),
            columns: table.columns.clone(),
            has_marks: rows.iter().any(|(_, row)| row.marked),
            breaks: rows.iter().flat_map(|(_, row)| &row.cells).any(|cell| has_long_word(cell)),
            rows: rows.into_iter().map(|(_, row)| row).collect(),
            more,
        }
    }
}

/// The tables of a working but for those whose every row a step says too.
fn new_tables(working: &Working) -> impl Iterator<Item = &WorkingTable> {
    let is_said = |row: &Vec<String>| {
        let step = working.steps.iter().find(|step| row.first().is_some_and(|first| first == step.derived.label));
        let result = step.and_then(|step| step.result.as_ref()).map(Quantity::show);
        result.is_some_and(|result| row.contains(&result))
    };
    working.tables.iter().filter(move |table| !table.rows.iter().all(is_said))
}
