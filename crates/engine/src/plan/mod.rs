//! A filled-in plan, typed: for every question of the catalogue what the plan says, and where.

mod exceptions;
mod read;
mod settle;
mod texts;
mod unconfirmed;

pub use exceptions::DAYS_OF_NOTICE_BEFORE_REVIEW;
pub(crate) use read::is_row;
pub use read::{LONG_FORM, ReadPlan, nested, read};
pub(crate) use texts::{Passage, Texts};

use jiff::civil::Date;

use crate::calculators::Calculations;
use crate::catalogue::Catalogue;
use crate::checklist::Stage;
use crate::expression::ReadState;
use crate::place::{Place, Span};
use crate::value::{AnswerValue, labelled};

/// A plan.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The day on which it is judged.
    pub today: Date,
    /// The stage at which it is judged: the plan's own, or one that was asked for.
    pub stage: Stage,
    /// The version of the question set it was written for.
    pub version: Option<String>,
    /// What it says, for each question of the catalogue.
    pub answers: Vec<Answer>,
    /// What the calculators make of it.
    pub calculations: Calculations,
}

/// What a plan says to one question.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// How far the question is answered.
    pub state: AnswerState,
    /// The value, when there is one that can be read.
    pub value: Option<AnswerValue>,
    /// The bytes of the value, or of the whole long form when it has no value.
    pub span: Option<Span>,
    /// The bytes of the innermost key that exists on the way to the question: its own, its group's, its checklist's.
    pub nearest: Span,
    /// What the long form says besides.
    pub details: Details,
    /// Why *planned* does not count, in words that follow it, such as `without an owner`.
    pub not_in_time: Option<String>,
    /// Whether the question is asked, given the other answers.
    pub asking: Asking,
}

/// Whether a question is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asking {
    /// It is.
    Asked,
    /// It is not, with the answers that the plan gives.
    NotAsked,
    /// That depends on an answer that the plan does not give yet. The question is not due, and what depends on it is
    /// open.
    Open,
}

/// How far a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerState {
    /// Not at all, or not in a way that can be read.
    Unanswered,
    /// With a value.
    Given,
    /// With *planned*.
    Planned {
        /// Whether someone owns it, by a date that has not passed and comes before the stage that needs it.
        in_time: bool,
    },
    /// Set aside with a reason and a review date to come.
    Excepted,
    /// Set aside, with a review date that has passed.
    ExceptionLapsed,
    /// Copied from another plan and not confirmed yet: the value is kept and counts for nothing.
    Unconfirmed,
}

/// What the long form of an answer says besides the answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Details {
    /// A remark.
    pub note: Option<String>,
    /// What shows that it is so.
    pub evidence: Vec<String>,
    /// Who sees to it.
    pub owner: Option<String>,
    /// By when.
    pub due: Option<Date>,
    /// Why the question is set aside.
    pub reason: Option<String>,
    /// When that is looked at again.
    pub review: Option<Date>,
    /// Whether an answer that was copied from another plan holds for this one; none where it was not copied.
    pub confirmed: Option<bool>,
}

impl Plan {
    /// What the plan says to a question.
    pub fn answer(&self, question: usize) -> Option<&Answer> {
        self.answers.get(question)
    }

    /// What reading the answer to a question meets.
    pub fn read_state(&self, question: usize) -> ReadState {
        match self.answer(question) {
            Some(answer) if answer.asking == Asking::NotAsked => ReadState::NotAsked,
            Some(answer) if answer.asking == Asking::Open => ReadState::Unanswered,
            Some(answer) => match answer.state {
                AnswerState::Given | AnswerState::Planned { .. } => ReadState::Answered,
                AnswerState::Excepted => ReadState::Excepted,
                AnswerState::Unanswered | AnswerState::ExceptionLapsed | AnswerState::Unconfirmed => {
                    ReadState::Unanswered
                }
            },
            None => ReadState::Unanswered,
        }
    }

    /// Whether a question is asked, given the other answers.
    pub fn is_asked(&self, question: usize) -> bool {
        self.answer(question).is_some_and(|answer| answer.asking == Asking::Asked)
    }

    /// Where the plan answers a question; where it does not, the innermost key that exists on the way there.
    pub fn place(&self, question: usize) -> Place {
        let span = self.answer(question).map(|answer| answer.span.unwrap_or(answer.nearest)).unwrap_or_default();
        Place::in_plan(span)
    }

    /// Whether the answer to a question was copied from another plan and waits to be confirmed.
    pub fn is_unconfirmed(&self, question: usize) -> bool {
        self.answer(question).is_some_and(|answer| answer.state == AnswerState::Unconfirmed)
    }

    /// The answer to a question in words for a reader.
    pub fn show(&self, catalogue: &Catalogue, question: usize) -> String {
        match self.answer(question) {
            Some(Answer { state: AnswerState::Unconfirmed, value, .. }) => {
                let kind = &catalogue.question(question).answer;
                let said = value.as_ref().map_or_else(|| "not applicable".to_owned(), |value| value.show(kind));
                format!("{said} (not confirmed yet)")
            }
            Some(Answer { value: Some(AnswerValue::Planned), not_in_time: Some(reason), .. }) => {
                format!("planned {reason}")
            }
            Some(Answer { value: Some(value), .. }) => value.show(&catalogue.question(question).answer),
            Some(Answer { state: AnswerState::Excepted | AnswerState::ExceptionLapsed, .. }) => {
                "not applicable".to_owned()
            }
            _ => "not answered".to_owned(),
        }
    }

    /// The same with its unit, for a label that says nothing else.
    pub fn show_with_unit(&self, catalogue: &Catalogue, question: usize) -> String {
        match self.shown_value(question) {
            Some(value) => value.show_with_unit(&catalogue.question(question).answer),
            _ => self.show(catalogue, question),
        }
    }

    /// The question's label with what the plan says, for a place that belongs to a finding.
    pub fn label(&self, catalogue: &Catalogue, question: usize) -> String {
        let record = catalogue.question(question);
        match self.shown_value(question) {
            Some(value) => labelled(&record.label, Some(value), &record.answer),
            _ => format!("{}: {}", record.label, self.show(catalogue, question)),
        }
    }

    /// The value that can be shown without a word on how far it counts.
    fn shown_value(&self, question: usize) -> Option<&AnswerValue> {
        let answer = self.answer(question).filter(|answer| answer.state != AnswerState::Unconfirmed)?;
        answer.value.as_ref().filter(|value| **value != AnswerValue::Planned)
    }

    /// The value of the question with this path, when it has one that counts: not one that waits to be confirmed.
    pub fn value_at(&self, catalogue: &Catalogue, path: &str) -> Option<&AnswerValue> {
        let question = catalogue.questions.find(path).filter(|&at| !self.is_unconfirmed(at))?;
        self.answer(question)?.value.as_ref()
    }

    /// The text answered to the question with this path.
    pub fn text_at(&self, catalogue: &Catalogue, path: &str) -> Option<&str> {
        match self.value_at(catalogue, path)? {
            AnswerValue::Text(text) | AnswerValue::Choice(text) => Some(text.trim()),
            _ => None,
        }
    }

    /// The date answered to the question with this path.
    pub fn date_at(&self, catalogue: &Catalogue, path: &str) -> Option<Date> {
        match self.value_at(catalogue, path)? {
            AnswerValue::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// The day by which something due at `stage` has to be done: the start of that stage when the scheme has not
    /// reached it, else the start of the next one. None when the plan gives no such date.
    pub fn needed_by(&self, catalogue: &Catalogue, stage: Stage) -> Option<Date> {
        let pilot = self.date_at(catalogue, "scheme.pilot_starts");
        let live = self.date_at(catalogue, "scheme.starts");
        match (self.stage, stage) {
            (Stage::Design, Stage::Design | Stage::Pilot) => pilot.or(live),
            (Stage::Design | Stage::Pilot, _) => live,
            (Stage::Live, _) => None,
        }
    }
}
