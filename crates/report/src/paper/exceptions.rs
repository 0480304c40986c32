//! What the plan has set aside: why, who answers for it, and when it is looked at again.

use serde::Serialize;
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::Report;
use sp_plan_engine::plan::{Answer, AnswerState};

use crate::words::{short_date, shortened};

/// A longer reason is cut; the filled checklist has it whole.
const LONGEST_REASON: usize = 240;

/// A question that is set aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Exception {
    /// The question's label.
    pub(crate) label: String,
    pub(crate) reason: Option<String>,
    pub(crate) owner: Option<String>,
    /// When it is looked at again, and what that means now.
    pub(crate) review: String,
    /// Whether it counts as open: its date has passed, or something is missing.
    pub(crate) is_open: bool,
}

/// What is set aside, what is open again first.
pub(super) fn exceptions(catalogue: &Catalogue, report: &Report) -> Vec<Exception> {
    let Some(plan) = &report.plan else { return Vec::new() };
    let questions = catalogue.questions.all().iter().zip(&plan.answers);
    let mut found: Vec<Exception> = questions
        .filter(|(_, answer)| is_set_aside(answer))
        .map(|(question, answer)| Exception::new(&question.label, answer))
        .collect();
    found.sort_by_key(|exception| !exception.is_open);
    found
}

/// Whether a plan sets a question aside, in due form or not.
pub(crate) fn is_set_aside(answer: &Answer) -> bool {
    let is_unconfirmed = answer.state == AnswerState::Unconfirmed && answer.value.is_none();
    matches!(answer.state, AnswerState::Excepted | AnswerState::ExceptionLapsed)
        || is_unconfirmed
        || (answer.value.is_none() && (answer.details.reason.is_some() || answer.details.review.is_some()))
}

impl Exception {
    fn new(label: &str, answer: &Answer) -> Self {
        let details = &answer.details;
        let review = match (answer.state, details.review) {
            (AnswerState::Excepted, Some(review)) => format!("Looked at again on {}", short_date(review)),
            (AnswerState::ExceptionLapsed, Some(review)) => {
                format!("Open again: the review date has passed ({})", short_date(review))
            }
            (AnswerState::Unconfirmed, _) => "Counts as open: it was copied and is not confirmed yet".to_owned(),
            (_, Some(review)) => format!("Counts as open: it lacks a reason (review {})", short_date(review)),
            (_, None) => "Counts as open: it lacks a review date".to_owned(),
        };
        Self {
            label: label.to_owned(),
            reason: details.reason.as_deref().map(|reason| shortened(reason, LONGEST_REASON)),
            owner: details.owner.clone(),
            review,
            is_open: answer.state != AnswerState::Excepted,
        }
    }
}
