//! The actions for spreadsheets: one row each, as RFC 4180 has it. No cell is taken for a formula (`crate::csv`).

use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::Report;

use super::{ActionDate, OpenAction, open_actions};
use crate::csv::row;

/// The first row. Several ingredients in a cell are separated by semicolons. Dates are written year first; `due_from` is
/// `plan` where the plan sets the date, and `stage` where it is the start of the stage that needs the action.
pub const HEADER: [&str; 11] =
    ["number", "action", "why", "weight", "owner", "due", "due_from", "overdue", "question", "ingredients", "id"];

/// What spreadsheets know UTF-8 by. Without it the most common one takes the bytes of a name such as Rivière for those of
/// an older code when the file is opened by a double click.
const MARK: char = '\u{feff}';

/// The next actions of a plan as a table with [`HEADER`], the most pressing first; none for a plan that cannot be read.
pub fn csv(catalogue: &Catalogue, report: &Report) -> Option<String> {
    report.plan.as_ref()?;
    let rows: String = open_actions(catalogue, report).into_iter().map(|action| row(cells(action))).collect();
    Some(format!("{MARK}{}{rows}", row(HEADER.map(str::to_owned))))
}

fn cells(action: OpenAction) -> [String; 11] {
    let (due, due_from) = match action.date {
        ActionDate::Set(day) => (day.to_string(), "plan"),
        ActionDate::Needed(day) => (day.to_string(), "stage"),
        ActionDate::Open => (String::new(), ""),
    };
    [
        action.gap.number.to_string(),
        action.gap.text,
        action.gap.why.unwrap_or_default(),
        action.gap.weight.to_owned(),
        action.gap.owner.unwrap_or_default(),
        due,
        due_from.to_owned(),
        if action.gap.is_past { "yes" } else { "no" }.to_owned(),
        action.gap.path,
        action.ingredients.join("; "),
        action.id,
    ]
}
