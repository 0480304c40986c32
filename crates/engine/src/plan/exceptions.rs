//! Questions that are set aside: whether they may be, and whether it is time to look at them again.

use jiff::civil::Date;

use super::read::Reading;
use super::{AnswerState, Details};
use crate::checklist::Question;
use crate::finding::Finding;
use crate::message::Fault;
use crate::place::{Place, Span};
use crate::value::{days_between, show_date};

/// How many days before its review date an exception is brought up. A steering group that meets each quarter then sees it
/// at the meeting before the date, or at the latest a month ahead of it.
pub const DAYS_OF_NOTICE_BEFORE_REVIEW: i32 = 60;

impl Reading<'_> {
    /// How far a question counts that is set aside.
    pub(super) fn exception(&mut self, question: &Question, details: &Details, span: Span) -> AnswerState {
        let place = Place::in_plan(span);
        if !question.can_be_excepted {
            let message = format!("“{}” cannot be set aside", question.label);
            self.findings.push(Fault::ExceptionNotAllowed.finding(message, place).path(&question.path));
            return AnswerState::Unanswered;
        }
        let lacks = match (&details.reason, details.review) {
            (Some(_), Some(review)) if review < self.plan.today => {
                let finding = self.lapsed(question, review, place);
                self.findings.push(with_owner(finding, details));
                return AnswerState::ExceptionLapsed;
            }
            (Some(_), Some(review)) => {
                if days_between(self.plan.today, review) <= DAYS_OF_NOTICE_BEFORE_REVIEW {
                    let message = format!("“{}” is set aside until {}", question.label, show_date(review));
                    let finding = Fault::ExceptionReviewDue.finding(message, place).path(&question.path);
                    self.findings.push(with_owner(finding, details));
                }
                return AnswerState::Excepted;
            }
            (Some(_), None) => "without a review date",
            (None, Some(_)) => "without a reason",
            (None, None) => "without a reason and a review date",
        };
        let message = format!("“{}” is set aside {lacks}", question.label);
        self.findings.push(Fault::ExceptionIncomplete.finding(message, place).path(&question.path));
        AnswerState::Unanswered
    }

    /// What to say of an exception that is past its review date, and what counts again for it.
    fn lapsed(&self, question: &Question, review: Date, place: Place) -> Finding {
        let message = format!("“{}” was set aside until {}, which is past", question.label, show_date(review));
        let finding = Fault::ExceptionPastReview.finding(message, place).path(&question.path);
        let at = self.catalogue.questions.find(&question.path);
        let criteria = self.catalogue.ingredients.iter().flat_map(|ingredient| &ingredient.criteria);
        let asks: Vec<String> = criteria
            .filter(|criterion| Some(criterion.at) == at && criterion.stage <= self.plan.stage)
            .map(|criterion| format!("“{}”", criterion.asks))
            .collect();
        if asks.is_empty() {
            return finding;
        }
        let explanation = Fault::ExceptionPastReview.explanation();
        finding.help(format!("Not met until then: {}. {explanation}", asks.join(", ")))
    }
}

fn with_owner(finding: Finding, details: &Details) -> Finding {
    match &details.owner {
        Some(owner) => finding.label(format!("{owner} sees to it")),
        None => finding.label("nobody is named as `owner`"),
    }
}
