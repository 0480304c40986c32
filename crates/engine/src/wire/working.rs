//! The JSON of workings and of the timeline.

use serde::Serialize;

use super::WirePlace;
use crate::calculators::{DERIVED, Input, Origin, Quantity, QuantityKind, Step, Working, WorkingTable};
use crate::catalogue::Catalogue;
use crate::place::{LineIndex, Place};
use crate::timeline::{Breach, Mark};
use crate::value::write_date;

/// The working of a calculator.
#[derive(Debug, Serialize)]
pub struct WireWorking {
    /// Its id, such as `capacity`.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What it answers.
    pub about: &'static str,
    /// Its steps in order.
    pub steps: Vec<WireStep>,
    /// Tables that belong to it.
    pub tables: Vec<WireTable>,
    /// The paths of questions without which steps have no result.
    pub missing: Vec<String>,
    /// What a reader should know besides.
    pub remarks: Vec<String>,
}

/// A step of a working.
#[derive(Debug, Serialize)]
pub struct WireStep {
    /// The name of the derived value, such as `capacity.hours_needed`.
    pub name: &'static str,
    /// A short noun phrase.
    pub label: &'static str,
    /// The sum with its numbers.
    pub sum: Option<String>,
    /// The result: a number, or a text for dates (year first) and words.
    pub result: Option<WireResult>,
    /// The unit of a number; `GBP` for amounts.
    pub unit: Option<&'static str>,
    /// What went in, in the order of the sum.
    pub inputs: Vec<WireInput>,
}

/// A result.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum WireResult {
    /// A number or an amount.
    Number(f64),
    /// A date, year first, or words.
    Text(String),
}

/// Something that went into a step.
#[derive(Debug, Serialize)]
pub struct WireInput {
    /// A short noun phrase.
    pub label: String,
    /// The value in words, with its unit.
    pub value: Option<String>,
    /// `answer`, `parameter`, `step` or `unknown`.
    pub origin: &'static str,
    /// The path of the question, the id of the parameter, or the name of the step.
    pub name: Option<String>,
    /// Where the plan answers the question.
    pub place: Option<WirePlace>,
}

/// A table of a working.
#[derive(Debug, Serialize)]
pub struct WireTable {
    /// Its title.
    pub title: String,
    /// The heads of its columns.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<WireTableRow>,
}

/// A row of such a table.
#[derive(Debug, Serialize)]
pub struct WireTableRow {
    /// As many as there are columns.
    pub cells: Vec<String>,
    /// Whether it shows something that falls short.
    pub falls_short: bool,
}

/// A gate or a period of the timeline.
#[derive(Debug, Serialize)]
pub struct WireMark {
    /// The id of the gate.
    pub gate: String,
    /// What it is.
    pub label: String,
    /// The date, or the first day of a period; year first.
    pub from: String,
    /// The last day of a period.
    pub to: Option<String>,
    /// The name of the derived value that the date is.
    pub derived: Option<&'static str>,
    /// The path of the question that it stands on.
    pub path: Option<String>,
    /// Where the plan gives it.
    pub place: Option<WirePlace>,
    /// The heaviest finding that speaks of it.
    pub breach: Option<WireBreach>,
}

/// A finding that speaks of a mark.
#[derive(Debug, Serialize)]
pub struct WireBreach {
    /// `error` or `warning`.
    pub severity: &'static str,
    /// The finding's id.
    pub id: String,
    /// What it says.
    pub message: String,
}

impl WireWorking {
    pub(super) fn new(catalogue: &Catalogue, lines: &LineIndex<'_>, working: &Working) -> Self {
        let path = |&question: &usize| catalogue.question(question).path.clone();
        Self {
            id: working.id,
            title: working.title,
            about: working.about,
            steps: working.steps.iter().map(|step| WireStep::new(catalogue, lines, step)).collect(),
            tables: working.tables.iter().map(WireTable::new).collect(),
            missing: working.missing.iter().map(path).collect(),
            remarks: working.remarks.clone(),
        }
    }
}

impl WireStep {
    fn new(catalogue: &Catalogue, lines: &LineIndex<'_>, step: &Step) -> Self {
        let result = step.result.as_ref().map(|quantity| match quantity {
            Quantity::Number(number) | Quantity::Money(number) => WireResult::Number(*number),
            Quantity::Date(date) => WireResult::Text(write_date(*date)),
            Quantity::Words(words) => WireResult::Text(words.clone()),
        });
        let unit = match step.derived.kind {
            QuantityKind::Number { unit, .. } => Some(unit),
            QuantityKind::Money => Some("GBP"),
            QuantityKind::Date | QuantityKind::Words => None,
        };
        Self {
            name: step.derived.name,
            label: step.derived.label,
            sum: step.sum.clone(),
            result,
            unit,
            inputs: step.inputs.iter().map(|input| WireInput::new(catalogue, lines, input)).collect(),
        }
    }
}

impl WireInput {
    fn new(catalogue: &Catalogue, lines: &LineIndex<'_>, input: &Input) -> Self {
        let (origin, name, span) = match input.origin {
            Origin::Answer { question, span } => ("answer", Some(catalogue.question(question).path.clone()), span),
            Origin::Parameter(at) => {
                let parameter = catalogue.questions.parameters().get(at);
                ("parameter", parameter.map(|parameter| parameter.id.clone()), None)
            }
            Origin::Step(at) => ("step", DERIVED.get(at).map(|derived| derived.name.to_owned()), None),
            Origin::Unknown => ("unknown", None, None),
        };
        let place = span.map(|span| WirePlace::new(lines, Place::in_plan(span)));
        Self { label: input.label.clone(), value: input.value.clone(), origin, name, place }
    }
}

impl WireTable {
    fn new(table: &WorkingTable) -> Self {
        let rows = table.rows.iter().zip(&table.marked);
        Self {
            title: table.title.clone(),
            columns: table.columns.clone(),
            rows: rows.map(|(cells, &falls_short)| WireTableRow { cells: cells.clone(), falls_short }).collect(),
        }
    }
}

impl WireMark {
    pub(super) fn new(lines: &LineIndex<'_>, mark: &Mark) -> Self {
        let breach = |breach: &Breach| WireBreach {
            severity: breach.severity.word(),
            id: breach.id.clone(),
            message: breach.message.clone(),
        };
        Self {
            gate: mark.gate.clone(),
            label: mark.label.clone(),
            from: write_date(mark.from),
            to: mark.to.map(write_date),
            derived: mark.derived.and_then(|at| DERIVED.get(at)).map(|derived| derived.name),
            path: mark.path.clone(),
            place: mark.span.map(|span| WirePlace::new(lines, Place::in_plan(span))),
            breach: mark.breach.as_ref().map(breach),
        }
    }
}
