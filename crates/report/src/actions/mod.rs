//! The next actions alone, to work through: as a table and as a calendar.
//!
//! ```text
//! Catalogue, Report ─► actions (values) ─► csv, calendar
//! ```

mod calendar;
mod content_line;
mod csv;

use sp_plan_engine::Date;
use sp_plan_engine::action::Action;
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::Report;

use super::gaps::{Gap, gaps, own_date};

pub use calendar::calendar;
pub use csv::{HEADER, csv};

/// An action with the date that the programs which take it up can reckon with.
struct OpenAction {
    gap: Gap,
    /// The rule, criterion or fault of reading that asks for it.
    id: String,
    date: ActionDate,
    /// The titles of the ingredients that it bears on.
    ingredients: Vec<String>,
}

/// By when something has to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ActionDate {
    /// The plan names a day.
    Set(Date),
    /// The plan names none, and the stage that needs it starts on a day.
    Needed(Date),
    /// Neither is known.
    Open,
}

/// All that is left to do, the most pressing first.
fn open_actions(catalogue: &Catalogue, report: &Report) -> Vec<OpenAction> {
    let title = |id: &String| {
        let judged = report.ingredients.iter().find(|ingredient| ingredient.id == *id);
        judged.map_or_else(|| id.clone(), |ingredient| ingredient.title.clone())
    };
    let date = |action: &Action| {
        let own = own_date(catalogue, report, action).map(ActionDate::Set);
        own.or_else(|| action.due.map(ActionDate::Needed)).unwrap_or(ActionDate::Open)
    };
    gaps(catalogue, report)
        .into_iter()
        .zip(&report.actions)
        .map(|(gap, action)| OpenAction {
            gap,
            id: action.id.clone(),
            date: date(action),
            ingredients: action.ingredients.iter().map(title).collect(),
        })
        .collect()
}
