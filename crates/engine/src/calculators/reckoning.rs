//! What calculators work with: answers and parameters with where they come from, and the steps that they write down.

use jiff::civil::Date;

use super::derived::{DERIVED, find_derived};
use super::{Calculations, Input, Origin, Quantity, Step, Working, WorkingTable};
use crate::answer_type::AnswerType;
use crate::catalogue::Catalogue;
use crate::expression::ReadState;
use crate::plan::Plan;
use crate::value::{AnswerValue, Duration, Row};

/// The calculators' desk: what is known, and the working so far.
pub(super) struct Reckoning<'a> {
    catalogue: &'a Catalogue,
    plan: &'a Plan,
    calculations: Calculations,
}

/// A value with where it comes from.
#[derive(Debug, Clone)]
pub(super) struct Known<T> {
    /// The value; none when it is missing.
    pub(super) value: Option<T>,
    /// How it stands in the working.
    pub(super) input: Input,
}

impl<T> Known<T> {
    /// The value, or what to reckon with when it is missing.
    pub(super) fn or(&self, other: T) -> T
    where
        T: Copy,
    {
        self.value.unwrap_or(other)
    }

    /// Whether there is a value.
    pub(super) fn is_known(&self) -> bool {
        self.value.is_some()
    }
}

/// The rows of a table with where they come from.
pub(super) struct Rows<'a> {
    catalogue: &'a Catalogue,
    question: Option<usize>,
    all: &'a [Row],
    /// How the table stands in the working.
    pub(super) input: Input,
}

/// A row whose cells are asked for by the ids of their columns.
#[derive(Clone, Copy)]
pub(super) struct RowOf<'a> {
    catalogue: &'a Catalogue,
    question: usize,
    row: &'a Row,
}

impl<'a> Reckoning<'a> {
    pub(super) fn new(catalogue: &'a Catalogue, plan: &'a Plan) -> Self {
        let calculations = Calculations {
            values: vec![None; DERIVED.len()],
            reads: vec![Vec::new(); DERIVED.len()],
            workings: Vec::new(),
        };
        Self { catalogue, plan, calculations }
    }

    pub(super) fn finish(self) -> Calculations {
        self.calculations
    }

    /// The day on which the plan is judged.
    pub(super) fn today(&self) -> Date {
        self.plan.today
    }

    /// Begins the working of a calculator; the steps that follow belong to it.
    pub(super) fn begin(&mut self, id: &'static str, title: &'static str, about: &'static str) {
        self.calculations.workings.push(Working {
            id,
            title,
            about,
            steps: Vec::new(),
            tables: Vec::new(),
            missing: Vec::new(),
            remarks: Vec::new(),
        });
    }

    fn answer<T>(&self, path: &str, read: impl Fn(&AnswerValue) -> Option<T>) -> Known<T> {
        let (found, mut input) = self.found(path);
        let value = found.and_then(read);
        if value.is_none() {
            input.value = None;
        }
        Known { value, input }
    }

    /// The answer to a question as far as it counts, and how it stands in a working.
    #[inline(never)]
    fn found(&self, path: &str) -> (Option<&'a AnswerValue>, Input) {
        let Some(question) = self.catalogue.questions.find(path) else {
            return (None, Input { label: path.to_owned(), value: None, origin: Origin::Unknown });
        };
        let record = self.catalogue.question(question);
        let answer = self.plan.answer(question).filter(|_| self.plan.read_state(question) == ReadState::Answered);
        let found = answer.and_then(|answer| answer.value.as_ref());
        let shown = found.map(|value| value.show_with_unit(&record.answer));
        let span = answer.and_then(|answer| answer.span);
        (found, Input { label: record.label.clone(), value: shown, origin: Origin::Answer { question, span } })
    }

    /// A number or an amount that the plan gives.
    pub(super) fn number(&self, path: &str) -> Known<f64> {
        self.answer(path, |value| match value {
            AnswerValue::Number(number) | AnswerValue::Money(number) => Some(*number),
            _ => None,
        })
    }

    /// A date that the plan gives.
    pub(super) fn date(&self, path: &str) -> Known<Date> {
        self.answer(path, |value| match value {
            AnswerValue::Date(date) => Some(*date),
            _ => None,
        })
    }

    /// A length of time that the plan gives.
    pub(super) fn length(&self, path: &str) -> Known<Duration> {
        self.answer(path, |value| match value {
            AnswerValue::Duration(length) => Some(*length),
            _ => None,
        })
    }

    /// Yes or no, as far as it is settled.
    pub(super) fn truth(&self, path: &str) -> Known<bool> {
        self.answer(path, |value| match value {
            AnswerValue::Yes => Some(true),
            AnswerValue::No => Some(false),
            _ => None,
        })
    }

    /// A parameter: the plan's own figure where it gives one, else the handbook's.
    pub(super) fn parameter(&self, id: &str) -> Known<f64> {
        let questions = &self.catalogue.questions;
        let found = questions.find_parameter(id).and_then(|at| Some((at, questions.parameters().get(at)?)));
        let Some((at, parameter)) = found else {
            let input = Input { label: format!("parameter `{id}`"), value: None, origin: Origin::Unknown };
            return Known { value: None, input };
        };
        if let Some(question) = parameter.set_by {
            let own = self.number(&self.catalogue.question(question).path);
            if own.is_known() {
                return own;
            }
        }
        let value = Some(parameter.show_with_unit());
        let input = Input { label: parameter.label.clone(), value, origin: Origin::Parameter(at) };
        Known { value: Some(parameter.value), input }
    }

    /// Why a parameter has its value, in the handbook's words; empty when there is no such parameter.
    pub(super) fn why(&self, id: &str) -> &'a str {
        let questions = &self.catalogue.questions;
        let found = questions.find_parameter(id).and_then(|at| questions.parameters().get(at));
        found.map_or("", |parameter| parameter.why.as_str())
    }

    /// The result of an earlier step, by its name.
    pub(super) fn result(&self, name: &str) -> Known<Quantity> {
        let derived = find_derived(name).and_then(|at| Some((at, DERIVED.get(at)?)));
        let Some((at, derived)) = derived else {
            let input = Input { label: name.to_owned(), value: None, origin: Origin::Unknown };
            return Known { value: None, input };
        };
        let value = self.calculations.value(at).cloned();
        let shown = value.as_ref().map(|quantity| quantity.show_with_unit(derived.kind));
        let input = Input { label: derived.label.to_owned(), value: shown, origin: Origin::Step(at) };
        Known { value, input }
    }

    /// The number that an earlier step gave.
    pub(super) fn result_number(&self, name: &str) -> Known<f64> {
        let known = self.result(name);
        Known { value: known.value.as_ref().and_then(Quantity::number), input: known.input }
    }

    /// The date that an earlier step gave.
    pub(super) fn result_date(&self, name: &str) -> Known<Date> {
        let known = self.result(name);
        Known { value: known.value.as_ref().and_then(Quantity::date), input: known.input }
    }

    /// The rows of a table that the plan fills in.
    pub(super) fn rows(&self, path: &str) -> Rows<'a> {
        let known = self.answer(path, |value| matches!(value, AnswerValue::Table(_)).then_some(()));
        let question = self.catalogue.questions.find(path);
        let plan = self.plan;
        let rows = match question.and_then(|at| plan.answer(at)).and_then(|answer| answer.value.as_ref()) {
            Some(AnswerValue::Table(rows)) if known.is_known() => rows.as_slice(),
            _ => &[],
        };
        Rows { catalogue: self.catalogue, question, all: rows, input: known.input }
    }

    /// Writes a step down and publishes its result. `needs` are inputs without which there is no result; `also` those
    /// that count where they are given. `reckon` gives the sum in words and the result; none when the numbers allow
    /// none.
    pub(super) fn step(
        &mut self,
        name: &str,
        needs: &[&Input],
        also: &[&Input],
        reckon: impl FnOnce() -> Option<(String, Quantity)>,
    ) {
        let complete = needs.iter().all(|input| input.value.is_some());
        self.write_down(name, needs, also, if complete { reckon() } else { None });
    }

    /// What all steps share, apart from the sum, so that a page loads it once.
    #[inline(never)]
    fn write_down(&mut self, name: &str, needs: &[&Input], also: &[&Input], outcome: Option<(String, Quantity)>) {
        // Every name is in the registry; a test reckons with all of them.
        let Some((at, derived)) = find_derived(name).and_then(|at| Some((at, DERIVED.get(at)?))) else { return };
        let (sum, result) = match outcome {
            Some((sum, quantity)) => (Some(sum), derived.kind.settled(quantity)),
            None => (None, None),
        };
        let mut reads = Vec::new();
        for input in needs.iter().chain(also) {
            match input.origin {
                Origin::Answer { question, .. } => reads.push(question),
                Origin::Step(earlier) => reads.extend_from_slice(self.calculations.reads(earlier)),
                Origin::Parameter(_) | Origin::Unknown => {}
            }
        }
        reads.sort_unstable();
        reads.dedup();
        if let Some(place) = self.calculations.values.get_mut(at) {
            place.clone_from(&result);
        }
        if let Some(place) = self.calculations.reads.get_mut(at) {
            *place = reads;
        }
        let given = also.iter().filter(|input| input.value.is_some());
        let inputs = needs.iter().chain(given).map(|input| (*input).clone()).collect();
        let Some(working) = self.calculations.workings.last_mut() else { return };
        for input in needs.iter().filter(|input| input.value.is_none()) {
            if let Origin::Answer { question, .. } = input.origin
                && !working.missing.contains(&question)
            {
                working.missing.push(question);
            }
        }
        working.steps.push(Step { derived: *derived, sum, result, inputs });
    }

    /// Adds a table to the working.
    pub(super) fn table(&mut self, title: &str, columns: &[&str], rows: Vec<(bool, Vec<String>)>) {
        let (marked, rows) = rows.into_iter().unzip();
        if let Some(working) = self.calculations.workings.last_mut() {
            let columns = columns.iter().map(|&column| column.to_owned()).collect();
            working.tables.push(WorkingTable { title: title.to_owned(), columns, rows, marked });
        }
    }

    /// Adds a sentence to the working.
    pub(super) fn remark(&mut self, sentence: impl Into<String>) {
        if let Some(working) = self.calculations.workings.last_mut() {
            working.remarks.push(sentence.into());
        }
    }
}

impl<'a> Rows<'a> {
    /// The type of a column.
    pub(super) fn column(&self, id: &str) -> Option<&'a AnswerType> {
        let columns = self.catalogue.question(self.question?).answer.columns();
        columns.iter().find(|column| column.id == id).map(|column| &column.answer)
    }

    /// The rows in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = RowOf<'a>> {
        let (catalogue, question) = (self.catalogue, self.question);
        self.all.iter().filter_map(move |row| Some(RowOf { catalogue, question: question?, row }))
    }
}

impl<'a> RowOf<'a> {
    fn cell(self, column: &str) -> Option<&'a AnswerValue> {
        let columns = self.catalogue.question(self.question).answer.columns();
        let at = columns.iter().position(|candidate| candidate.id == column)?;
        self.row.cells.get(at)?.as_ref().map(|cell| &cell.value)
    }

    /// A number or an amount.
    pub(super) fn number(self, column: &str) -> Option<f64> {
        match self.cell(column)? {
            AnswerValue::Number(number) | AnswerValue::Money(number) => Some(*number),
            _ => None,
        }
    }

    /// A date.
    pub(super) fn date(self, column: &str) -> Option<Date> {
        match self.cell(column)? {
            AnswerValue::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// Yes or no.
    pub(super) fn truth(self, column: &str) -> Option<bool> {
        match self.cell(column)? {
            AnswerValue::Yes => Some(true),
            AnswerValue::No => Some(false),
            _ => None,
        }
    }

    /// The words of a choice with several options.
    pub(super) fn words(self, column: &str) -> Option<&'a [String]> {
        match self.cell(column)? {
            AnswerValue::Choices(words) => Some(words),
            _ => None,
        }
    }

    /// The word of a choice.
    pub(super) fn word(self, column: &str) -> Option<&'a str> {
        match self.cell(column)? {
            AnswerValue::Choice(word) => Some(word),
            _ => None,
        }
    }

    /// The cell in words; empty when it is not answered.
    pub(super) fn show(self, column: &str) -> String {
        let columns = self.catalogue.question(self.question).answer.columns();
        let kind = columns.iter().find(|candidate| candidate.id == column).map(|column| &column.answer);
        kind.zip(self.cell(column)).map(|(kind, value)| value.show(kind)).unwrap_or_default()
    }
}
