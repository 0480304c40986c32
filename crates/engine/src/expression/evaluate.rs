//! Judging an expression against a plan. `None` means that an answer is missing on which it depends.

use jiff::civil::Date;

use super::{Comparison, Expression, Operator, RowName, RowTest};
use crate::answer_type::AnswerType;
use crate::calculators::Quantity;
use crate::catalogue::Catalogue;
use crate::plan::{AnswerState, Plan};
use crate::value::{AnswerValue, Duration, DurationUnit, Row, days_between, moved};

/// What came of judging an expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// Whether it holds; none when answers are missing on which that depends.
    pub holds: Option<bool>,
    /// The answers that were looked at, in order, each once.
    pub reads: Vec<Read>,
    /// What an `includes_all` or a `complete` found missing, in words.
    pub missing: Vec<String>,
    /// The questions that a `complete` found unanswered.
    pub incomplete: Vec<usize>,
}

/// An answer that was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Read {
    /// The question.
    pub question: usize,
    /// The row and column, when a cell of the rule's own row was read.
    pub cell: Option<(usize, usize)>,
    /// What was found.
    pub state: ReadState,
}

/// What reading an answer met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadState {
    /// A value.
    Answered,
    /// Nothing yet.
    Unanswered,
    /// The question is set aside.
    Excepted,
    /// The question is not asked with these answers.
    NotAsked,
}

/// The value of a part of an expression. Words are borrowed from the plan and the expression: a check judges hundreds of
/// expressions, and most of its time would go into copies.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Found<'a> {
    Truth(bool),
    Word(&'a str),
    Words(&'a [String]),
    Number(f64),
    Length(Duration),
    Date(Date),
    Other(usize),
}

/// Judges `expression`; `row` is the row that a rule is about: its position and the row itself.
pub fn evaluate<'a>(
    expression: &'a Expression,
    catalogue: &'a Catalogue,
    plan: &'a Plan,
    row: Option<(usize, &'a Row)>,
) -> Evaluation {
    let mut judge =
        Judge { catalogue, plan, row, item: None, reads: Vec::new(), missing: Vec::new(), incomplete: Vec::new() };
    let holds = judge.truth(expression);
    Evaluation { holds, reads: judge.reads, missing: judge.missing, incomplete: judge.incomplete }
}

struct Judge<'a> {
    catalogue: &'a Catalogue,
    plan: &'a Plan,
    row: Option<(usize, &'a Row)>,
    item: Option<&'a Row>,
    reads: Vec<Read>,
    missing: Vec<String>,
    incomplete: Vec<usize>,
}

impl<'a> Judge<'a> {
    fn truth(&mut self, expression: &'a Expression) -> Option<bool> {
        match self.value(expression)? {
            Found::Truth(truth) => Some(truth),
            _ => None,
        }
    }

    fn note(&mut self, question: usize, cell: Option<(usize, usize)>, state: ReadState) {
        let read = Read { question, cell, state };
        if !self.reads.contains(&read) {
            self.reads.push(read);
        }
    }

    fn value(&mut self, expression: &'a Expression) -> Option<Found<'a>> {
        Some(match expression {
            Expression::Truth(truth) => Found::Truth(*truth),
            Expression::Number(number) => Found::Number(*number),
            Expression::Word(word) => Found::Word(word),
            Expression::Words(words) => Found::Words(words),
            Expression::Length(length) => Found::Length(*length),
            Expression::Date(date) => Found::Date(*date),
            Expression::Today => Found::Date(self.plan.today),
            Expression::Answer(question) => self.answer(*question)?,
            Expression::Derived(derived) => self.derived(*derived)?,
            Expression::Parameter(parameter) => self.parameter(*parameter)?,
            Expression::Cell { row, table, column } => {
                found(self.cell(*row, *table, *column, ReadState::Unanswered)?, false)
            }
            Expression::Not(inner) => Found::Truth(!self.truth(inner)?),
            Expression::And(left, right) => Found::Truth(self.both(left, right, false)?),
            Expression::Or(left, right) => Found::Truth(self.both(left, right, true)?),
            Expression::Compare(comparison, left, right) => {
                let (left, right) = (self.value(left), self.value(right));
                Found::Truth(compare(*comparison, &left?, &right?)?)
            }
            Expression::Within(element, set) => {
                let (element, set) = (self.value(element), self.value(set));
                match (element?, set?) {
                    (Found::Word(word), Found::Words(words)) => Found::Truth(words.iter().any(|one| one == word)),
                    _ => return None,
                }
            }
            Expression::Arithmetic(operator, left, right) => {
                let (left, right) = (self.value(left), self.value(right));
                reckon(*operator, left?, right?)?
            }
            Expression::Answered(inner) => Found::Truth(self.is_answered(inner)),
            Expression::Given(question) => Found::Truth(self.is(*question, ReadState::Answered)),
            Expression::SetAside(question) => Found::Truth(self.is(*question, ReadState::Excepted)),
            Expression::Complete(questions) => Found::Truth(self.is_complete(questions)),
            Expression::Count(inner) => match self.value(inner)? {
                Found::Words(words) => Found::Number(count(words.len())),
                Found::Other(length) => Found::Number(count(length)),
                _ => return None,
            },
            Expression::Includes { all, set, wanted } => Found::Truth(self.includes(*all, set, wanted)?),
            Expression::Rows { which, table, test } => {
                Found::Truth(self.rows(*which == RowTest::Every, *table, test)?)
            }
        })
    }

    /// `and` and `or` look at both sides, so that every answer involved is known, and settle without one where they can.
    fn both(&mut self, left: &'a Expression, right: &'a Expression, settles: bool) -> Option<bool> {
        let (left, right) = (self.truth(left), self.truth(right));
        if left == Some(settles) || right == Some(settles) {
            return Some(settles);
        }
        left.and(right)
    }

    fn answer(&mut self, question: usize) -> Option<Found<'a>> {
        let plan = self.plan;
        let answer = plan.answer(question)?;
        let state = plan.read_state(question);
        if plan.is_asked(question) && answer.state == AnswerState::ExceptionLapsed {
            // Past its review date an exception no longer speaks for itself: the answer is neither `yes` nor `no`.
            self.note(question, None, ReadState::Answered);
            let kind = &self.catalogue.question(question).answer;
            return matches!(kind, AnswerType::YesNo | AnswerType::Choice(_)).then(|| Found::Word("not_applicable"));
        }
        self.note(question, None, state);
        if state != ReadState::Answered {
            return None;
        }
        let in_time = answer.state == AnswerState::Planned { in_time: true };
        answer.value.as_ref().map(|value| found(value, in_time))
    }

    /// A derived value stands on answers, which are what was looked at.
    fn derived(&mut self, derived: usize) -> Option<Found<'a>> {
        let plan = self.plan;
        for &question in plan.calculations.reads(derived) {
            self.note(question, None, plan.read_state(question));
        }
        Some(match plan.calculations.value(derived)? {
            Quantity::Number(number) | Quantity::Money(number) => Found::Number(*number),
            Quantity::Date(date) => Found::Date(*date),
            Quantity::Words(_) => Found::Other(1),
        })
    }

    /// A parameter is the plan's own figure where it gives one.
    fn parameter(&mut self, parameter: usize) -> Option<Found<'a>> {
        let record = self.catalogue.questions.parameters().get(parameter)?;
        if let Some(question) = record.set_by
            && self.plan.read_state(question) == ReadState::Answered
            && let Some(own) = self.answer(question)
        {
            return Some(own);
        }
        Some(Found::Number(record.value))
    }

    /// The value of a cell; `absent` is what it counts as when it is not there.
    fn cell(&mut self, row: RowName, table: usize, column: usize, absent: ReadState) -> Option<&'a AnswerValue> {
        let (at, row) = match row {
            RowName::Row => self.row.map(|(at, row)| (Some(at), row))?,
            RowName::Item => (None, self.item?),
        };
        let cell = row.cells.get(column).and_then(Option::as_ref);
        let state = if cell.is_some() { ReadState::Answered } else { absent };
        self.note(table, at.map(|at| (at, column)), state);
        cell.map(|cell| &cell.value)
    }

    fn is_answered(&mut self, inner: &'a Expression) -> bool {
        match inner {
            Expression::Answer(question) => {
                let state = self.plan.read_state(*question);
                let seen = if state == ReadState::Unanswered { ReadState::Answered } else { state };
                self.note(*question, None, seen);
                matches!(state, ReadState::Answered | ReadState::Excepted)
            }
            Expression::Derived(derived) => self.derived(*derived).is_some(),
            // The question was whether it is there, so that its absence is an answer.
            Expression::Cell { row, table, column } => self.cell(*row, *table, *column, ReadState::Answered).is_some(),
            _ => false,
        }
    }

    /// Whether reading a question meets this state; the answer to that is always known.
    fn is(&mut self, question: usize, wanted: ReadState) -> bool {
        let state = self.plan.read_state(question);
        let seen =
            if state == ReadState::Unanswered || state == ReadState::Excepted { ReadState::Answered } else { state };
        self.note(question, None, seen);
        state == wanted
    }

    fn is_complete(&mut self, questions: &[usize]) -> bool {
        let mut complete = true;
        for &question in questions {
            if self.plan.is_asked(question) && self.plan.read_state(question) == ReadState::Unanswered {
                complete = false;
                if !self.incomplete.contains(&question) {
                    self.incomplete.push(question);
                    self.missing.push(self.catalogue.question(question).label.clone());
                }
            }
        }
        complete
    }

    fn includes(&mut self, all: bool, set: &'a Expression, wanted: &'a Expression) -> Option<bool> {
        let (have, want) = (self.value(set), self.value(wanted));
        let (Found::Words(have), Found::Words(want)) = (have?, want?) else { return None };
        if !all {
            return Some(want.iter().any(|word| have.contains(word)));
        }
        let kind = match set {
            Expression::Answer(question) => Some(&self.catalogue.question(*question).answer),
            Expression::Cell { table, column, .. } => {
                self.catalogue.question(*table).answer.columns().get(*column).map(|column| &column.answer)
            }
            _ => None,
        };
        let lacking: Vec<String> = want
            .iter()
            .filter(|word| !have.contains(word))
            .map(|word| kind.and_then(|kind| kind.option_label(word)).unwrap_or(word).to_owned())
            .collect();
        let none_lacking = lacking.is_empty();
        self.missing.extend(lacking);
        Some(none_lacking)
    }

    fn rows(&mut self, every: bool, table: usize, test: &'a Expression) -> Option<bool> {
        let plan = self.plan;
        let state = plan.read_state(table);
        self.note(table, None, state);
        let Some(AnswerValue::Table(rows)) = plan.answer(table).and_then(|answer| answer.value.as_ref()) else {
            return None;
        };
        if state != ReadState::Answered {
            return None;
        }
        let mut undecided = false;
        for row in rows {
            let outer = self.item.replace(row);
            let passes = self.truth(test);
            self.item = outer;
            match passes {
                Some(passes) if passes != every => return Some(passes),
                Some(_) => {}
                None => undecided = true,
            }
        }
        if undecided { None } else { Some(every) }
    }
}

/// The value of an answer. A planned *yes* reads as `yes` when it is owned and in time, else as neither `yes` nor `no`.
fn found(value: &AnswerValue, planned_in_time: bool) -> Found<'_> {
    match value {
        AnswerValue::Yes => Found::Word("yes"),
        AnswerValue::No => Found::Word("no"),
        AnswerValue::Planned if planned_in_time => Found::Word("yes"),
        AnswerValue::Planned => Found::Word("planned"),
        AnswerValue::Choice(id) => Found::Word(id),
        AnswerValue::Choices(ids) => Found::Words(ids),
        AnswerValue::Number(number) | AnswerValue::Money(number) => Found::Number(*number),
        AnswerValue::Duration(duration) => Found::Length(*duration),
        AnswerValue::Date(date) => Found::Date(*date),
        AnswerValue::Text(_) => Found::Other(1),
        AnswerValue::List(entries) => Found::Other(entries.len()),
        AnswerValue::Table(rows) => Found::Other(rows.len()),
    }
}

fn compare(comparison: Comparison, left: &Found<'_>, right: &Found<'_>) -> Option<bool> {
    use std::cmp::Ordering::{Equal, Greater, Less};
    let order = match (left, right) {
        (Found::Number(left), Found::Number(right)) => left.partial_cmp(right)?,
        (Found::Length(left), Found::Length(right)) => left.days().partial_cmp(&right.days())?,
        (Found::Date(left), Found::Date(right)) => left.cmp(right),
        (Found::Word(left), Found::Word(right)) => left.cmp(right),
        _ => return None,
    };
    Some(match comparison {
        Comparison::Equal => order == Equal,
        Comparison::NotEqual => order != Equal,
        Comparison::Less => order == Less,
        Comparison::AtMost => order != Greater,
        Comparison::Greater => order == Greater,
        Comparison::AtLeast => order != Less,
    })
}

fn reckon<'a>(operator: Operator, left: Found<'_>, right: Found<'_>) -> Option<Found<'a>> {
    let days = |amount: f64| Found::Length(Duration { amount, unit: DurationUnit::Day });
    Some(match (operator, left, right) {
        (Operator::Add, Found::Number(left), Found::Number(right)) => Found::Number(left + right),
        (Operator::Subtract, Found::Number(left), Found::Number(right)) => Found::Number(left - right),
        (Operator::Multiply, Found::Number(left), Found::Number(right)) => Found::Number(left * right),
        (Operator::Divide, Found::Number(left), Found::Number(right)) if right != 0.0 => Found::Number(left / right),
        (Operator::Add, Found::Length(left), Found::Length(right)) => days(left.days() + right.days()),
        (Operator::Subtract, Found::Length(left), Found::Length(right)) => days(left.days() - right.days()),
        (Operator::Multiply, Found::Length(left), Found::Number(right)) => days(left.days() * right),
        (Operator::Add, Found::Date(date), Found::Length(length)) => Found::Date(moved(date, length, 1)?),
        (Operator::Subtract, Found::Date(date), Found::Length(length)) => Found::Date(moved(date, length, -1)?),
        (Operator::Subtract, Found::Date(later), Found::Date(earlier)) => days(f64::from(days_between(earlier, later))),
        _ => return None,
    })
}

/// How many, as a number to compare with. A text cannot hold more entries than a number can count exactly.
fn count(length: usize) -> f64 {
    u32::try_from(length).map_or(f64::from(u32::MAX), f64::from)
}
