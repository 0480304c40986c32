//! What to do next, in order: what contradicts itself or falls short first, then risks, then what nobody has answered.

use jiff::civil::Date;

use crate::catalogue::Catalogue;
use crate::finding::{Finding, Severity};
use crate::ingredient::Level;
use crate::message::Fault;
use crate::names::Names;
use crate::plan::{Answer, AnswerState, Plan};
use crate::value::lower_first;
use crate::verdict::{CriterionVerdict, JudgedIngredient};

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// In one imperative line.
    pub text: String,
    /// The path of the question concerned.
    pub path: String,
    /// Who has said to see to it.
    pub owner: Option<String>,
    /// By when: the date that the plan sets, or the start of the stage that needs it.
    pub due: Option<Date>,
    /// The id of the rule, criterion or fault of reading that asks for it.
    pub id: String,
    /// The ids of the ingredients it bears on.
    pub ingredients: Vec<String>,
    /// How pressing it is.
    pub urgency: Urgency,
}

/// How pressing an action is. The order is from the most to the least pressing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// The plan contradicts itself, lacks an essential, or cannot be read at this place.
    Error,
    /// A `must` criterion that is due has no answer.
    OpenMust,
    /// A risk.
    Warning,
    /// Someone has undertaken to do it by a date.
    Planned,
    /// Everything else.
    Later,
}

/// The actions that follow from findings and from criteria without an answer; each once, the most pressing first,
/// and among equals in the order of ingredients and of the plan.
pub(crate) fn next_actions(
    catalogue: &Catalogue,
    plan: &Plan,
    ingredients: &[JudgedIngredient],
    findings: &[Finding],
) -> Vec<Action> {
    let mut actions: Vec<Action> = Vec::new();
    if let Some(stage) = catalogue
        .questions
        .find("scheme.stage")
        .filter(|&at| plan.answer(at).is_none_or(|answer| answer.value.is_none()))
    {
        let text = "Fill in what the scheme is called, its nation and its stage".to_owned();
        actions.push(action(catalogue, plan, text, stage, "scheme", Vec::new(), Urgency::Error));
    }
    for finding in findings {
        let urgency = match finding.severity {
            Severity::Error => Urgency::Error,
            Severity::Warning => Urgency::Warning,
            Severity::Advice => Urgency::Later,
        };
        let path = finding.path.clone().unwrap_or_default();
        let text = if let Some(rule) = catalogue.rule(&finding.id) {
            rule.action.clone()
        } else if let Some((_, criterion)) = catalogue.criterion(&finding.id) {
            criterion.action.clone()
        } else {
            correction(catalogue, finding)
        };
        let mut new = Action {
            text,
            path,
            owner: None,
            due: None,
            id: finding.id.clone(),
            ingredients: finding.ingredients.clone(),
            urgency,
        };
        if let Some(at) = catalogue.questions.find(&new.path) {
            new = action(catalogue, plan, new.text, at, &finding.id, new.ingredients, urgency);
        }
        actions.push(new);
    }
    for judged in ingredients {
        for criterion in judged
            .criteria
            .iter()
            .filter(|criterion| criterion.due && criterion.verdict == CriterionVerdict::Unanswered)
        {
            let Some((_, record)) = catalogue.criterion(&criterion.id) else { continue };
            // A question that waits for another answer has its turn after that one.
            if !plan.is_asked(record.at) {
                continue;
            }
            let urgency = if criterion.level == Level::Must { Urgency::OpenMust } else { Urgency::Later };
            let ingredients = vec![judged.id.clone()];
            let text = if plan.is_unconfirmed(record.at) {
                format!("Confirm: {}", lower_first(&catalogue.question(record.at).label))
            } else {
                record.action.clone()
            };
            actions.push(action(catalogue, plan, text, record.at, &record.id, ingredients, urgency));
        }
    }
    for (at, question) in catalogue.questions.all().iter().enumerate() {
        let planned = |answer: &Answer| answer.state == AnswerState::Planned { in_time: true };
        if plan.is_asked(at) && plan.answer(at).is_some_and(planned) {
            let text = format!("Carry out what is planned: {}", lower_first(&question.label));
            actions.push(action(catalogue, plan, text, at, &question.path, Vec::new(), Urgency::Planned));
        }
    }
    // A contradiction or a missing essential comes before what is only written wrongly.
    let is_reading = |action: &Action| Fault::from_id(&action.id).is_some();
    let order = |action: &Action| {
        action
            .ingredients
            .iter()
            .filter_map(|id| ingredients.iter().position(|judged| judged.id == *id))
            .min()
            .unwrap_or(0)
    };
    actions.sort_by_key(|action| (action.urgency, action.id != "scheme", is_reading(action), order(action)));
    let mut seen = Names::default();
    // A path holds no line break.
    actions.retain(|action| seen.is_new(format!("{}\n{}", action.path, action.text)));
    actions
}

fn action(
    catalogue: &Catalogue,
    plan: &Plan,
    text: String,
    at: usize,
    id: &str,
    ingredients: Vec<String>,
    urgency: Urgency,
) -> Action {
    let question = catalogue.question(at);
    let details = plan.answer(at).map(|answer| answer.details.clone()).unwrap_or_default();
    Action {
        text,
        path: question.path.clone(),
        owner: details.owner,
        due: details.due.or_else(|| plan.needed_by(catalogue, question.stage)),
        id: id.to_owned(),
        ingredients,
        urgency,
    }
}

/// What to do about a fault of reading.
fn correction(catalogue: &Catalogue, finding: &Finding) -> String {
    let question = finding.path.as_ref().and_then(|path| catalogue.questions.find(path));
    let label = question.map(|at| lower_first(&catalogue.question(at).label));
    match (Fault::from_id(&finding.id), label) {
        (Some(Fault::Unconfirmed), Some(label)) => return format!("Confirm: {label}"),
        (Some(Fault::Unconfirmed), None) => return "Confirm what was copied, one checklist after the other".to_owned(),
        (Some(Fault::ExceptionReviewDue), Some(label)) => return format!("Look again at what is set aside: {label}"),
        _ => {}
    }
    format!("Put right: {}", lower_first(&finding.message))
}
