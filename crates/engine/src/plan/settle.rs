//! What can be said of answers only when the whole plan is known: whether *planned* is in time, and which questions are
//! asked.

use super::read::Reading;
use super::{AnswerState, Asking};
use crate::expression::{Evaluation, ReadState, evaluate};
use crate::message::Fault;
use crate::place::Place;
use crate::value::show_date;

impl Reading<'_> {
    /// *Planned* counts when someone owns it, by a date that has not passed and comes before the stage that needs it.
    pub(super) fn judge_planned(&mut self) {
        let catalogue = self.catalogue;
        for (at, question) in catalogue.questions.all().iter().enumerate() {
            if self.plan.answers[at].state != (AnswerState::Planned { in_time: false }) {
                continue;
            }
            let answer = &self.plan.answers[at];
            let place = Place::in_plan(answer.span.unwrap_or(answer.nearest));
            let needed_by = self.plan.needed_by(catalogue, question.stage);
            let trouble = match (&answer.details.owner, answer.details.due) {
                (Some(_), Some(due)) if due < self.plan.today => {
                    Some((Fault::PlanTooLate, format!("for {}, which is past", show_date(due))))
                }
                (Some(_), Some(due)) => needed_by.filter(|needed| due > *needed).map(|needed| {
                    (Fault::PlanTooLate, format!("for {} and needed by {}", show_date(due), show_date(needed)))
                }),
                (None, None) => Some((Fault::PlanWithoutOwner, "without an owner and a due date".to_owned())),
                (None, Some(_)) => Some((Fault::PlanWithoutOwner, "without an owner".to_owned())),
                (Some(_), None) => Some((Fault::PlanWithoutOwner, "without a due date".to_owned())),
            };
            match trouble {
                Some((fault, reason)) => {
                    let message = format!("“{}” is planned {reason}", question.label);
                    self.findings.push(fault.finding(message, place).path(&question.path));
                    self.plan.answers[at].not_in_time = Some(reason);
                }
                None => self.plan.answers[at].state = AnswerState::Planned { in_time: true },
            }
        }
    }

    /// Which questions are asked depends on answers to others, which may not be asked themselves. Conditions have
    /// positive logic only, so the set of questions asked can only shrink, and the loop ends.
    pub(super) fn judge_asked(&mut self) {
        let catalogue = self.catalogue;
        for (answer, question) in self.plan.answers.iter_mut().zip(catalogue.questions.all()) {
            answer.asking = if question.retired.is_none() { Asking::Asked } else { Asking::NotAsked };
        }
        // First all that is not certainly asked is taken away; then what is merely open among it is found.
        self.change_asking(Asking::Asked, Asking::NotAsked, |evaluation| evaluation.holds != Some(true));
        self.change_asking(Asking::NotAsked, Asking::Open, |evaluation| {
            evaluation.holds.is_none() && evaluation.reads.iter().any(|read| read.state == ReadState::Unanswered)
        });
        self.warn_of_answers_not_asked();
    }

    /// Moves questions with a condition from one state to the other while any of them changes. Each moves once, so the
    /// loop ends.
    fn change_asking(&mut self, from: Asking, to: Asking, moves: impl Fn(&Evaluation) -> bool) {
        let catalogue = self.catalogue;
        loop {
            let mut changed = false;
            for (at, condition) in catalogue.conditions.iter().enumerate() {
                let Some(condition) = condition else { continue };
                let concerned = self.plan.answers[at].asking == from && catalogue.question(at).retired.is_none();
                if concerned && moves(&evaluate(condition, catalogue, &self.plan, None)) {
                    self.plan.answers[at].asking = to;
                    changed = true;
                }
            }
            if !changed {
                break;
            }
        }
    }

    fn warn_of_answers_not_asked(&mut self) {
        let catalogue = self.catalogue;
        for (at, question) in catalogue.questions.all().iter().enumerate() {
            let answer = &self.plan.answers[at];
            let (Some(condition), Some(span), false, None) =
                (&catalogue.conditions[at], answer.span, self.plan.is_asked(at), &question.retired)
            else {
                continue;
            };
            let nothing_said = answer.state == AnswerState::Unanswered && answer.value.is_none();
            // A copied answer is looked at when it is confirmed, which may change what is asked.
            if nothing_said || answer.state == AnswerState::Unconfirmed {
                continue;
            }
            let words = condition.words(catalogue);
            let message = format!("“{}” is answered, and it is asked only when {words}", question.label);
            let mut finding = Fault::NotAsked
                .finding(message, Place::in_plan(span))
                .path(&question.path)
                .label("kept and not counted");
            for read in evaluate(condition, catalogue, &self.plan, None).reads {
                let label = match read.state {
                    ReadState::NotAsked => format!("{}: not asked either", catalogue.question(read.question).label),
                    _ => format!(
                        "{}: {}",
                        catalogue.question(read.question).label,
                        self.plan.show(catalogue, read.question)
                    ),
                };
                finding = finding.related(self.plan.place(read.question), label);
            }
            self.findings.push(finding);
        }
    }
}
