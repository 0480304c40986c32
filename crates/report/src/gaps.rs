//! What is left to do, in the order of its weight: each with its reason, who sees to it, and by when.

use serde::Serialize;
use sp_plan_engine::Date;
use sp_plan_engine::action::{Action, Urgency};
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::Report;
use sp_plan_engine::message::Fault;

use super::words::{sentence, short_date};

/// Something left to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Gap {
    /// Its place in the order, from 1.
    pub(crate) number: usize,
    /// What to do, in one imperative line.
    pub(crate) text: String,
    /// Why, in a sentence; none where the line says it.
    pub(crate) why: Option<String>,
    /// The path of the question.
    pub(crate) path: String,
    /// How much it weighs, in a word.
    pub(crate) weight: &'static str,
    /// Who has said to see to it.
    pub(crate) owner: Option<String>,
    /// By when, in words.
    pub(crate) due: Option<String>,
    /// Whether the date that the plan sets has passed.
    pub(crate) is_past: bool,
}

/// All that is left to do, the most pressing first.
pub(crate) fn gaps(catalogue: &Catalogue, report: &Report) -> Vec<Gap> {
    report.actions.iter().enumerate().map(|(at, action)| Gap::new(catalogue, report, at + 1, action)).collect()
}

impl Gap {
    fn new(catalogue: &Catalogue, report: &Report, number: usize, action: &Action) -> Self {
        let own = own_date(catalogue, report, action);
        let finding = report
            .findings
            .iter()
            .find(|finding| finding.id == action.id && finding.path.as_deref().unwrap_or_default() == action.path);
        Self {
            number,
            text: action.text.clone(),
            // What to do about a fault of reading says what the fault is.
            why: finding.filter(|_| Fault::from_id(&action.id).is_none()).map(|finding| sentence(&finding.message)),
            path: action.path.clone(),
            weight: weight(action),
            owner: action.owner.clone(),
            due: action.due.map(|due| match own {
                Some(_) => short_date(due),
                None => format!("before {}", short_date(due)),
            }),
            is_past: own.zip(report.plan.as_ref()).is_some_and(|(own, plan)| own < plan.today),
        }
    }
}

/// The date that the plan sets; none where the date is the start of the stage that needs the answer.
pub(crate) fn own_date(catalogue: &Catalogue, report: &Report, action: &Action) -> Option<Date> {
    let question = catalogue.questions.find(&action.path)?;
    report.plan.as_ref()?.answer(question)?.details.due
}

/// Whether a finding or an action with this id is about how the plan is written, not about what it says.
pub(crate) fn is_of_writing(id: &str) -> bool {
    Fault::from_id(id).is_some() && !is_of_setting_aside(id) && !is_of_planning(id) && !is_to_confirm(id)
}

/// Whether it is about an answer that was copied from another plan and waits to be confirmed.
pub(crate) fn is_to_confirm(id: &str) -> bool {
    Fault::from_id(id) == Some(Fault::Unconfirmed)
}

/// Whether it is about a question that is set aside, without all that this needs or for too long.
pub(crate) fn is_of_setting_aside(id: &str) -> bool {
    let faults =
        [Fault::ExceptionIncomplete, Fault::ExceptionPastReview, Fault::ExceptionNotAllowed, Fault::ExceptionReviewDue];
    Fault::from_id(id).is_some_and(|fault| faults.contains(&fault))
}

fn is_of_planning(id: &str) -> bool {
    let faults = [Fault::PlanWithoutOwner, Fault::PlanTooLate];
    Fault::from_id(id).is_some_and(|fault| faults.contains(&fault))
}

fn weight(action: &Action) -> &'static str {
    match action.urgency {
        _ if is_of_writing(&action.id) => "entry to put right",
        _ if is_to_confirm(&action.id) => "to confirm",
        Urgency::Error if is_of_setting_aside(&action.id) => "set aside, open",
        Urgency::Error => "falls short",
        Urgency::OpenMust => "essential, open",
        Urgency::Warning => "risk",
        Urgency::Planned => "planned",
        Urgency::Later => "advice",
    }
}
