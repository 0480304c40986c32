//! What a plan says to a question, as the filled checklist shows it.

use serde::Serialize;
use sp_plan_engine::answer_type::AnswerType;
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::Report;
use sp_plan_engine::checklist::Column;
use sp_plan_engine::message::Fault;
use sp_plan_engine::plan::{Answer, AnswerState, Asking, Plan};
use sp_plan_engine::value::{AnswerValue, Row, show_date};

use super::QuestionView;
use crate::paper::is_set_aside;
use crate::words::{capitalised, has_long_word, sentence};

/// A table with more columns than this is shown entry by entry, since it would not fit on paper.
const MOST_COLUMNS: usize = 6;

/// The answer, or the room for one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum Shown {
    /// Words, with their line breaks.
    Text { text: String },
    /// Several entries.
    List { entries: Vec<String> },
    /// A table: the heads of its columns, its rows, the labels of columns in which no row says anything, whether it is
    /// shown entry by entry, whether its words have to be broken, and whether part of it could not be read.
    Table {
        heads: Vec<String>,
        rows: Vec<Vec<String>>,
        silent: Vec<String>,
        by_entry: bool,
        breaks: bool,
        unread: bool,
    },
    /// No answer.
    NotProvided,
    /// Words that say why there is none.
    NoAnswer { text: String },
    /// Boxes to tick.
    Boxes { options: Vec<(String, Option<String>)>, many: bool },
    /// A line to write on, with what stands after it.
    Line { unit: Option<String> },
    /// Lines to write on.
    Lines { count: usize },
    /// A table to fill in: what each entry tells, and how many entries there is room for.
    Entries { columns: Vec<(String, Option<String>)>, entries: usize },
}

/// A question with what the plan says.
pub(super) fn question(catalogue: &Catalogue, report: &Report, plan: &Plan, at: usize, number: String) -> QuestionView {
    let question = catalogue.question(at);
    let about = report.findings.iter().filter(|finding| finding.path.as_deref() == Some(&question.path));
    let shown = match plan.answer(at) {
        Some(answer) => shown(catalogue, report, at, answer),
        None => Shown::NotProvided,
    };
    QuestionView {
        number,
        path: question.path.clone(),
        ask: question.ask.clone(),
        hint: None,
        asked_when: None,
        shown,
        details: plan.answer(at).map(details).unwrap_or_default(),
        findings: about.map(|finding| sentence(&finding.message)).collect(),
    }
}

fn shown(catalogue: &Catalogue, report: &Report, at: usize, answer: &Answer) -> Shown {
    let kind = &catalogue.question(at).answer;
    let condition = || catalogue.condition_in_words(at).unwrap_or_default();
    let is_answered = answer.value.is_some() || is_set_aside(answer);
    match answer.asking {
        Asking::NotAsked => {
            let kept = if is_answered { " The answer is kept at the end." } else { "" };
            return Shown::NoAnswer { text: format!("Not asked: only when {}.{kept}", condition()) };
        }
        Asking::Open => {
            let kept = if is_answered { " The answer is kept at the end." } else { "" };
            return Shown::NoAnswer { text: format!("Not asked yet: only when {}, which is open.{kept}", condition()) };
        }
        Asking::Asked => {}
    }
    match &answer.value {
        Some(AnswerValue::Planned) => match &answer.not_in_time {
            Some(reason) => Shown::Text { text: format!("Planned {reason}; it does not count yet") },
            None => Shown::Text { text: "Planned".to_owned() },
        },
        Some(AnswerValue::Choices(ids)) if !ids.is_empty() => {
            let label = |id: &String| kind.option_label(id).unwrap_or(id).to_owned();
            Shown::List { entries: ids.iter().map(label).collect() }
        }
        Some(AnswerValue::List(entries)) if !entries.is_empty() => Shown::List { entries: entries.clone() },
        Some(AnswerValue::Table(rows)) => table(report, answer, kind, rows),
        Some(value @ (AnswerValue::Yes | AnswerValue::No)) => Shown::Text { text: capitalised(&value.show(kind)) },
        Some(value) => Shown::Text { text: value.show_with_unit(kind) },
        None if is_set_aside(answer) => Shown::Text { text: set_aside(answer).to_owned() },
        None if answer.span.is_some() && could_not_be_read(report, answer) => {
            Shown::NoAnswer { text: "The entry could not be read; it stands at the end as it was written.".to_owned() }
        }
        None => Shown::NotProvided,
    }
}

fn set_aside(answer: &Answer) -> &'static str {
    match answer.state {
        AnswerState::Excepted => "Not applicable",
        AnswerState::Unconfirmed => "Not applicable, which is not confirmed yet; it counts as open",
        AnswerState::ExceptionLapsed => "Not applicable until its review date, which has passed; it counts as open",
        _ => "Not applicable, without all that this needs; it counts as open",
    }
}

/// Whether a fault of reading stands within an answer.
fn could_not_be_read(report: &Report, answer: &Answer) -> bool {
    let within = |start: usize| start >= answer.nearest.start && answer.span.is_some_and(|span| start <= span.end);
    let faults = report.findings.iter().filter(|finding| Fault::from_id(&finding.id).is_some());
    faults.map(|fault| fault.place.span.start).any(within)
}

fn table(report: &Report, answer: &Answer, kind: &AnswerType, rows: &[Row]) -> Shown {
    let columns = kind.columns();
    let says = |at: usize| rows.iter().any(|row| row.cells.get(at).is_some_and(Option::is_some));
    let (told, silent): (Vec<(usize, &Column)>, Vec<_>) = columns.iter().enumerate().partition(|(at, _)| says(*at));
    let cell = |row: &Row, at: usize, column: &Column| {
        let cell = row.cells.get(at).and_then(Option::as_ref);
        cell.map_or_else(|| "not provided".to_owned(), |cell| cell.value.show_with_unit(&column.answer))
    };
    let rows: Vec<Vec<String>> =
        rows.iter().map(|row| told.iter().map(|(at, column)| cell(row, *at, column)).collect()).collect();
    Shown::Table {
        heads: told.iter().map(|(_, column)| column.label.clone()).collect(),
        breaks: rows.iter().flatten().any(|cell| has_long_word(cell)),
        rows,
        silent: silent.iter().map(|(_, column)| column.label.clone()).collect(),
        by_entry: told.len() > MOST_COLUMNS,
        unread: could_not_be_read(report, answer),
    }
}

/// What the long form says besides the answer.
fn details(answer: &Answer) -> Vec<(&'static str, String)> {
    let details = &answer.details;
    let mut found = Vec::new();
    found.extend(details.reason.clone().map(|reason| ("Reason", reason)));
    found.extend(details.review.map(|review| ("Review", show_date(review))));
    found.extend(details.note.clone().map(|note| ("Note", note)));
    if !details.evidence.is_empty() {
        found.push(("Evidence", details.evidence.join("\n")));
    }
    found.extend(details.owner.clone().map(|owner| ("Owner", owner)));
    found.extend(details.due.map(|due| ("Due", show_date(due))));
    if answer.state == AnswerState::Unconfirmed {
        found
            .push(("Confirmed", "not yet: it was copied from another plan and counts once it is confirmed".to_owned()));
    } else if details.confirmed == Some(true) {
        found.push(("Confirmed", "yes".to_owned()));
    }
    found
}
