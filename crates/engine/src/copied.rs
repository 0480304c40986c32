//! A new plan from another one: last year's, or a neighbour's. Every answer comes along and none of them counts until
//! somebody has agreed that it holds here.
//!
//! What happens to each part of the other plan, and why:
//!
//! - An answer keeps its words and gets `confirmed: no`, so that it is read as unanswered.
//! - What tells one scheme from another (`copied: no` on the question's record: its name, stage, dates, lead
//!   organisation, owner of the plan) is left blank, with the old value in a comment. A wrong name or date that
//!   looks right is worse than none: the checks count from those dates.
//! - `note` and `reason` come along: they explain the answer and help to decide whether it holds here.
//! - `owner`, `due`, `review` and `evidence` become comments. They are what other people undertook, by dates that were
//!   theirs, shown by documents that are theirs. Once the answer is confirmed, a plan without an owner and an exception
//!   without a review date are found wanting, so that nobody takes over another's promise or exception unseen.
//! - Comments, unknown keys and answers to retired questions stay as they are.

use crate::answer_type::AnswerType;
use crate::catalogue::Catalogue;
use crate::checklist::Question;
use crate::edit::{Address, Change, Draft, Position, Refusal, detail, is_long_form, word};
use crate::value::split_number;
use crate::yaml::{Mapping, Node};

/// The details of an answer that belong to the other plan's people.
const NOT_COPIED: &[&str] = &["owner", "due", "review", "evidence"];

/// What stands before a value of the other plan in its comment.
const LEAD: &str = "was: ";

/// A plan that was started from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// Its text.
    pub text: String,
    /// How many answers wait to be confirmed.
    pub to_confirm: usize,
    /// The labels of questions that are left blank although the other plan answers them, in order.
    pub left_blank: Vec<String>,
    /// The paths of answers that could not be marked and are as they were, with the reason.
    pub as_they_were: Vec<(String, Refusal)>,
}

/// Marks every answer of a plan as copied. The plan has been read without findings of writing, and is for this question
/// set.
pub fn copy(catalogue: &Catalogue, mut draft: Draft) -> Copied {
    let mut copied = Copied { text: String::new(), to_confirm: 0, left_blank: Vec::new(), as_they_were: Vec::new() };
    let mut planned: Vec<(&Question, Vec<Change>)> = Vec::new();
    for question in catalogue.questions.all().iter().filter(|question| question.retired.is_none()) {
        let at = Address::of_path(&question.path);
        let Some(node) = draft.get(&at).filter(|node| !node.is_empty()) else { continue };
        if !question.copied {
            let change = Change::CommentOut { at, lead: LEAD.to_owned() };
            planned.push((question, vec![change]));
            copied.left_blank.push(question.label.clone());
        } else if is_readable(&draft, question, node) {
            match marked(&at, node) {
                Ok(changes) => planned.push((question, changes)),
                Err(refusal) => copied.as_they_were.push((question.path.clone(), refusal)),
            }
        }
    }
    let all: Vec<Change> = planned.iter().flat_map(|(_, changes)| changes.clone()).collect();
    // Together they need one reading of the text. Where two of them meet in one place they are made one by one.
    if draft.change_all(&all).is_err() {
        for (question, changes) in &planned {
            let mut attempt = draft.clone();
            match changes.iter().try_for_each(|change| attempt.change(change)) {
                Ok(()) => draft = attempt,
                Err(refusal) => copied.as_they_were.push((question.path.clone(), refusal)),
            }
        }
    }
    let is_marked = |question: &&Question| {
        let at = Address::of_path(&question.path).key("confirmed");
        draft.get(&at).is_some()
    };
    copied.to_confirm = catalogue.questions.all().iter().filter(is_marked).count();
    copied.text = draft.into_text();
    copied
}

/// Whether a value can be marked without making sense of what nobody can read: not a row without its dash, nor a number
/// that a comma has cut in two.
fn is_readable(draft: &Draft, question: &Question, node: &Node) -> bool {
    let group = question.path.rsplit_once('.').map(|(group, _)| Address::of_path(group));
    let siblings = group.and_then(|group| draft.get(&group)).and_then(Node::mapping);
    let is_cut = siblings.is_some_and(|mapping| cut_numbers(mapping).any(|key| key == question.id));
    let is_answer = match (&question.answer, node.mapping()) {
        (_, None) => true,
        (AnswerType::Table(_), Some(mapping)) => mapping.get("answer").is_some(),
        (_, Some(mapping)) => is_long_form(node) && cut_numbers(mapping).next().is_none(),
    };
    !is_cut && is_answer
}

/// The keys of numbers that a comma has cut in two.
fn cut_numbers(mapping: &Mapping) -> impl Iterator<Item = &str> {
    (0..mapping.entries.len()).filter_map(|at| split_number(mapping, at)).map(|entry| entry.key.as_str())
}

/// The changes that mark one answer.
fn marked(at: &Address, node: &Node) -> Result<Vec<Change>, Refusal> {
    let Some(mapping) = node.mapping() else {
        return Ok(vec![detail(at.clone(), Some(node), "confirmed", word("no"))?]);
    };
    if mapping.get("answer").is_none_or(Node::is_empty) {
        // A remark without an answer has nothing to confirm.
        return Ok(Vec::new());
    }
    let mut changes = Vec::new();
    let gone =
        mapping.entries.iter().filter(|entry| NOT_COPIED.contains(&entry.key.as_str()) && !entry.value.is_empty());
    for entry in gone {
        changes.push(Change::CommentOut { at: at.clone().key(&entry.key), lead: LEAD.to_owned() });
    }
    let position = Position::Last;
    changes.push(Change::Set { at: at.clone().key("confirmed"), value: word("no"), position });
    Ok(changes)
}
