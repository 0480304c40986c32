//! An example answer as a reader would say it: the labels of options, pounds, dates in words.

use serde::Serialize;
use sp_plan_engine::Date;
use sp_plan_engine::answer_type::AnswerType;
use sp_plan_engine::checklist::Column;
use sp_plan_engine::value::{show_date, show_number, write_inline};
use sp_plan_engine::yaml::Node;

use super::capitalised;

/// An example answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Example {
    /// A single answer, in words.
    text: Option<String>,
    /// Several entries, in words.
    entries: Vec<String>,
    /// The rows of a table: label and value of each cell that is filled in.
    rows: Vec<Vec<Cell>>,
}

/// A cell of an example row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Cell {
    label: String,
    value: String,
}

impl Example {
    /// The example in words.
    pub(super) fn new(kind: &AnswerType, node: &Node) -> Self {
        let mut example = Self { text: None, entries: Vec::new(), rows: Vec::new() };
        match (kind, node.sequence()) {
            (AnswerType::Table(columns), Some(rows)) => {
                example.rows = rows.iter().map(|row| cells(columns, row)).collect();
            }
            (_, Some(values)) => example.entries = values.iter().map(|value| single(kind, value)).collect(),
            (_, None) => example.text = Some(single(kind, node)),
        }
        example
    }
}

fn cells(columns: &[Column], row: &Node) -> Vec<Cell> {
    let Some(row) = row.mapping() else { return Vec::new() };
    columns
        .iter()
        .filter_map(|column| {
            let node = row.get(&column.id)?;
            let value = match node.sequence() {
                Some(values) => values.iter().map(|value| single(&column.answer, value)).collect::<Vec<_>>().join(", "),
                None => single(&column.answer, node),
            };
            Some(Cell { label: column.label.clone(), value })
        })
        .collect()
}

/// One value in words. What is not of the form that its type expects is shown as it is written.
fn single(kind: &AnswerType, node: &Node) -> String {
    let Some(text) = node.text() else { return write_inline(node) };
    let text = text.trim();
    let number = || text.replace([',', '£'], "").trim().parse::<f64>().ok();
    let shown = match kind {
        AnswerType::YesNo => Some(capitalised(text)),
        AnswerType::Choice(_) | AnswerType::Choices(_) => kind.option_label(text).map(str::to_owned),
        AnswerType::Number(unit) => number().map(|number| format!("{} {}", show_number(number), unit.unit)),
        AnswerType::Money { per } => number().map(|number| {
            let per = per.as_ref().map(|per| format!(" a {per}")).unwrap_or_default();
            format!("£{}{per}", show_number(number))
        }),
        AnswerType::Date => text.parse::<Date>().ok().map(show_date),
        _ => None,
    };
    shown.unwrap_or_else(|| text.to_owned())
}
