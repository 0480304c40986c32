//! The faults of reading: what can be wrong with a text before any question of content arises.
//!
//! Each has an id, a title and an explanation, which the handbook prints on its page of messages and `explain` shows.

use crate::finding::{Finding, Page, Severity};
use crate::place::Place;

/// A kind of fault that reading can meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// The text is not YAML.
    Syntax,
    /// A line is indented with a tab.
    TabIndent,
    /// Values are nested too deep.
    TooDeep,
    /// There are too many values.
    TooManyValues,
    /// The text holds more than one document.
    SecondDocument,
    /// An alias stands for a value.
    Alias,
    /// A key is not a single text.
    KeyNotText,
    /// A key stands twice.
    DuplicateKey,
    /// There is nothing in the plan.
    EmptyPlan,
    /// The plan is not a set of keys.
    NotAPlan,
    /// The plan was written for another version of the question set.
    OtherVersion,
    /// A key that no checklist has.
    UnknownKey,
    /// A value of another type than its question's.
    WrongType,
    /// An option that the question does not have.
    UnknownOption,
    /// A number or an amount outside its bounds.
    OutOfBounds,
    /// An option or an entry named twice.
    NamedTwice,
    /// A row without something that it needs.
    IncompleteRow,
    /// An answer to a question that is not asked.
    NotAsked,
    /// An answer to a question that has been retired.
    RetiredQuestion,
    /// A planned answer without an owner or a due date.
    PlanWithoutOwner,
    /// A planned answer whose due date is past or too late.
    PlanTooLate,
    /// A question set aside without a reason or a review date.
    ExceptionIncomplete,
    /// A question set aside whose review date is past.
    ExceptionPastReview,
    /// A question set aside whose review date is near.
    ExceptionReviewDue,
    /// A question that cannot be set aside.
    ExceptionNotAllowed,
    /// An answer copied from another plan that nobody has confirmed.
    Unconfirmed,
}

/// All of them, in the order in which the handbook lists them: id, severity, title, and explanation.
const RECORDS: &[(Fault, &str, Severity, &str, &str)] = &[
    (
        Fault::Syntax,
        "syntax",
        Severity::Error,
        "The file is not YAML",
        "Look at the place named and the line above it: a quote or a bracket that is not closed, a colon \
             without a space after it, or a line that is indented too far are the usual causes. Put a text that \
             holds a colon in double quotes.",
    ),
    (
        Fault::TabIndent,
        "tab_indent",
        Severity::Error,
        "A line is indented with a tab",
        "YAML is indented with spaces. Replace the tab with spaces, two for each level.",
    ),
    (
        Fault::TooDeep,
        "too_deep",
        Severity::Error,
        "Values are nested too deep",
        "A plan needs five levels. Look for brackets or dashes that were opened and never closed.",
    ),
    (
        Fault::TooManyValues,
        "too_many_values",
        Severity::Error,
        "There are too many values",
        "A full plan has about two thousand values. Check that this file is a plan.",
    ),
    (
        Fault::SecondDocument,
        "second_document",
        Severity::Error,
        "The file holds more than one document",
        "A line `---` begins a second document. Keep one plan in one file and remove the line.",
    ),
    (
        Fault::Alias,
        "alias",
        Severity::Error,
        "An alias stands for a value",
        "Aliases (`*name`) are not followed. Write the value out where it is needed.",
    ),
    (
        Fault::KeyNotText,
        "key_not_text",
        Severity::Error,
        "A key is not a single word",
        "Each key is the short name of a question, followed by a colon and its answer.",
    ),
    (
        Fault::DuplicateKey,
        "duplicate_key",
        Severity::Error,
        "A key stands twice",
        "Only the first is read. Merge the two, then remove one of them.",
    ),
    (
        Fault::EmptyPlan,
        "empty_plan",
        Severity::Error,
        "The plan is empty",
        "Run `sp-plan init plan.yaml` for a blank plan with every question in it.",
    ),
    (
        Fault::NotAPlan,
        "not_a_plan",
        Severity::Error,
        "The file is not a plan",
        "A plan begins with keys such as `scheme:` and `setup:`. Run `sp-plan init plan.yaml` for a blank \
             one.",
    ),
    (
        Fault::OtherVersion,
        "other_version",
        Severity::Warning,
        "The plan was written for another question set",
        "The answers are read as far as the questions are the same. Check the findings about unknown keys.",
    ),
    (
        Fault::UnknownKey,
        "unknown_key",
        Severity::Warning,
        "A key that no checklist has",
        "The value is kept and not read. Correct the spelling, or move a remark of your own into a comment or \
             a `note`.",
    ),
    (
        Fault::WrongType,
        "wrong_type",
        Severity::Error,
        "The answer is of another type than the question's",
        "Write the answer as in the example. Until then the question counts as unanswered.",
    ),
    (
        Fault::UnknownOption,
        "unknown_option",
        Severity::Error,
        "The question has no such option",
        "Use one of the options as they are listed. Until then the question counts as unanswered.",
    ),
    (
        Fault::OutOfBounds,
        "out_of_bounds",
        Severity::Error,
        "The value is outside its bounds",
        "Check the figure and its unit. Until then the question counts as unanswered.",
    ),
    (
        Fault::NamedTwice,
        "named_twice",
        Severity::Warning,
        "Something is named twice",
        "It is counted once. Remove one of the two.",
    ),
    (
        Fault::IncompleteRow,
        "incomplete_row",
        Severity::Warning,
        "A row lacks something that it needs",
        "Fill in the column named, so that the row can be judged.",
    ),
    (
        Fault::NotAsked,
        "not_asked",
        Severity::Warning,
        "The question is not asked with these answers",
        "The answer is kept and not counted. Either it belongs to another branch, or the answer that decides \
             the branch needs a second look.",
    ),
    (
        Fault::RetiredQuestion,
        "retired_question",
        Severity::Warning,
        "The question has been retired",
        "The answer is kept and not counted. See the page for what has replaced it.",
    ),
    (
        Fault::PlanWithoutOwner,
        "planned_without_owner",
        Severity::Warning,
        "A planned answer lacks an owner or a due date",
        "What is planned counts as met only when someone owns it by a date. Add `owner` and `due`.",
    ),
    (
        Fault::PlanTooLate,
        "planned_too_late",
        Severity::Warning,
        "A planned answer comes too late",
        "Its due date is past, or later than the stage that needs it. Do it now, or agree a new date.",
    ),
    (
        Fault::ExceptionIncomplete,
        "exception_incomplete",
        Severity::Error,
        "A question is set aside without a reason or a review date",
        "Write why it does not apply and when the steering group looks at it again: `{ answer: \
             not_applicable, reason: ..., review: 2027-06-01 }`.",
    ),
    (
        Fault::ExceptionPastReview,
        "exception_past_review",
        Severity::Error,
        "An exception is past its review date",
        "Answer the question, or agree a reason and a new review date.",
    ),
    (
        Fault::ExceptionReviewDue,
        "exception_review_due",
        Severity::Advice,
        "An exception is soon to be looked at again",
        "From the day after that date the question counts again. Put it on the agenda of the next meeting: answer it, \
             or agree why it still does not apply and a new review date.",
    ),
    (
        Fault::ExceptionNotAllowed,
        "exception_not_allowed",
        Severity::Error,
        "This question cannot be set aside",
        "Every scheme has to answer it. Answer `no` or `planned` if it is not so yet.",
    ),
    (
        Fault::Unconfirmed,
        "unconfirmed",
        Severity::Warning,
        "A copied answer is not confirmed yet",
        "What was copied from another plan counts as unanswered until your group has agreed that it holds for this scheme. \
             Correct it where it does not, then delete its `confirmed: no`, or write `confirmed: yes`.",
    ),
];

impl Fault {
    /// All of them, in the order in which the handbook lists them.
    pub fn all() -> impl Iterator<Item = Fault> {
        RECORDS.iter().map(|(fault, ..)| *fault)
    }

    /// The fault with this id.
    pub fn from_id(id: &str) -> Option<Fault> {
        Fault::all().find(|fault| fault.id() == id)
    }

    fn record(self) -> (&'static str, Severity, &'static str, &'static str) {
        let record = RECORDS.iter().find(|(fault, ..)| *fault == self);
        // A test sees to it that every kind has its record.
        record.map_or(("fault", Severity::Error, "", ""), |(_, id, severity, title, explanation)| {
            (id, *severity, title, explanation)
        })
    }

    /// The id under which findings carry it.
    pub fn id(self) -> &'static str {
        self.record().0
    }

    /// How much it weighs.
    pub fn severity(self) -> Severity {
        self.record().1
    }

    /// A short title.
    pub fn title(self) -> &'static str {
        self.record().2
    }

    /// What it means and what to do, in one to three sentences.
    pub fn explanation(self) -> &'static str {
        self.record().3
    }

    /// A finding of this kind, with the explanation as its help.
    pub fn finding(self, message: impl Into<String>, place: Place) -> Finding {
        let message: String = message.into();
        let mut chars = message.chars();
        let capital = chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect());
        Finding::new(self.id(), self.severity(), capital, place).help(self.explanation()).page(Page::Message(self.id()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_one_record() {
        // The last kind of the enumeration has the highest number.
        assert_eq!(RECORDS.len(), Fault::Unconfirmed as usize + 1);
        for (at, fault) in Fault::all().enumerate() {
            assert_eq!(Fault::from_id(fault.id()), Some(fault));
            assert!(!Fault::all().take(at).any(|other| other.id() == fault.id()), "{}", fault.id());
        }
    }
}
