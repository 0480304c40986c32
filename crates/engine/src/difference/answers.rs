//! Answers that say something else, with what is found there: one entry for a question.

use super::findings::AtQuestion;
use super::parts::{self, Said};
use super::{Class, DetailChange, Entry, QuestionChange, Read, Subject};
use crate::catalogue::Catalogue;
use crate::checklist::{Checklist, Group, Question};
use crate::finding::{Finding, Severity};
use crate::plan::{Answer, AnswerState, Asking, Plan, is_row};
use crate::value::{AnswerValue, date, joined, show_date};
use crate::yaml::{Entry as Pair, Mapping, Node};

/// An entry for each question to which the plans say something else, or at which something else is found.
pub(super) fn changes(
    catalogue: &Catalogue,
    old: &Read<'_>,
    new: &Read<'_>,
    mut findings: Vec<AtQuestion>,
) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (checklist, group) in groups(catalogue) {
        let (before, after) = (section(&old.root, checklist, group), section(&new.root, checklist, group));
        for at in group.questions.clone() {
            let question = catalogue.question(at);
            let (Some(before), Some(after)) =
                (View::new(old, at, question, before), View::new(new, at, question, after))
            else {
                continue;
            };
            let there = findings.get_mut(at).map(std::mem::take).unwrap_or_default();
            entries.extend(change(catalogue, at, &before, &after, there, new.plan));
        }
    }
    entries
}

/// Whether an answer was set aside, or planned, until a day that is past.
pub(super) fn is_past_its_day(plan: &Plan, at: usize) -> bool {
    plan.answer(at).is_some_and(|answer| match answer.state {
        AnswerState::ExceptionLapsed => true,
        AnswerState::Planned { in_time: false } => answer.details.due.is_some_and(|due| due < plan.today),
        _ => false,
    })
}

fn groups(catalogue: &Catalogue) -> impl Iterator<Item = (&Checklist, &Group)> {
    catalogue.checklists.iter().flat_map(|checklist| checklist.groups.iter().map(move |group| (checklist, group)))
}

/// The keys of a group's questions in a plan.
fn section<'a>(root: &'a Mapping, checklist: &Checklist, group: &Group) -> Option<&'a Mapping> {
    let outer = root.get(&checklist.id)?.mapping()?;
    match &group.id {
        Some(id) => outer.get(id)?.mapping(),
        None => Some(outer),
    }
}

/// How firm an answer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Footing {
    /// There is none, or none that could be read.
    Open,
    /// Set aside until a day that is past.
    Lapsed,
    /// Planned in a way that does not count: without an owner, or too late.
    Late,
    /// Planned in time.
    Planned,
    /// Given.
    Given,
    /// Set aside until a day to come.
    SetAside,
}

/// What one plan says to a question.
struct View<'a> {
    answer: &'a Answer,
    footing: Footing,
    said: Said,
    words: String,
    /// The long form without the answer.
    details: Vec<&'a Pair>,
}

impl<'a> View<'a> {
    fn new(side: &'a Read<'_>, at: usize, question: &Question, section: Option<&'a Mapping>) -> Option<Self> {
        let answer = side.plan.answer(at)?;
        let node = section.and_then(|section| section.get(&question.id));
        let long = node.and_then(Node::mapping).filter(|mapping| !is_row(question, mapping));
        let value = match long {
            Some(mapping) => mapping.get("answer"),
            None => node,
        };
        let details = long.iter().flat_map(|mapping| &mapping.entries).filter(|entry| entry.key != "answer");
        let details = details.filter(|entry| !entry.value.is_empty());
        let said = parts::said(question, answer, value);
        let footing = match answer.state {
            _ if said == Said::Nothing => Footing::Open,
            AnswerState::Given => Footing::Given,
            AnswerState::Planned { in_time: true } => Footing::Planned,
            AnswerState::Planned { in_time: false } => Footing::Late,
            AnswerState::Excepted => Footing::SetAside,
            AnswerState::ExceptionLapsed => Footing::Lapsed,
            _ => Footing::Open,
        };
        let until = answer.details.review.map(|day| format!(" until {}", show_date(day))).unwrap_or_default();
        let words = match (footing, &answer.not_in_time, &said) {
            (Footing::SetAside, ..) => format!("set aside{until}"),
            (Footing::Lapsed, ..) => format!("set aside{until}, which is past"),
            (Footing::Late, Some(reason), _) => format!("planned {reason}"),
            (Footing::Open, _, Said::Unread(text)) if text.eq_ignore_ascii_case("not_applicable") => {
                "set aside in a way that does not count".to_owned()
            }
            (Footing::Open, _, Said::Unread(text)) if question.retired.is_some() => {
                format!("`{text}` (no longer asked)")
            }
            _ => said.show(),
        };
        let mut details: Vec<&Pair> = details.collect();
        details.sort_by(|left, right| left.key.cmp(&right.key));
        Some(Self { answer, footing, said, words, details })
    }
}

fn change(
    catalogue: &Catalogue,
    at: usize,
    old: &View<'_>,
    new: &View<'_>,
    findings: AtQuestion,
    plan: &Plan,
) -> Option<Entry> {
    let details = details(old, new);
    let same = old.said.is_same_as(&new.said) && old.footing == new.footing && details.is_empty();
    if same && findings.appeared.is_empty() && findings.settled.is_empty() {
        return None;
    }
    let question = catalogue.question(at);
    let is_asked = plan.answer(at).is_some_and(|answer| answer.asking != Asking::NotAsked);
    let class = by_footing(old, new, is_asked).unwrap_or_else(|| by_findings(&findings));
    let change = QuestionChange {
        path: question.path.clone(),
        label: question.label.clone(),
        old: old.words.clone(),
        new: new.words.clone(),
        parts: old.said.parts_against(&new.said),
        details,
        appeared: findings.appeared,
        settled: findings.settled,
    };
    Some(Entry { class, subject: Subject::Question(change) })
}

/// The class of a change in how firm the answer stands; none when that has not changed, or says nothing.
fn by_footing(old: &View<'_>, new: &View<'_>, is_asked: bool) -> Option<Class> {
    use Footing::{Given, Lapsed, Late, Open, Planned, SetAside};
    match (old.footing, new.footing) {
        (before, after) if before == after => None,
        // Of a question that is not asked any more nothing is open.
        (Given | Planned | SetAside, Open) if !is_asked => Some(Class::Removed),
        (Given | Planned | SetAside, Lapsed) | (Planned | SetAside, Late) if !is_asked => None,
        (Given | Planned | SetAside, Open | Lapsed) | (Planned | SetAside, Late) => Some(Class::Reopened),
        (Given, Late) if is_asked && old.answer.value == Some(AnswerValue::Yes) => Some(Class::Reopened),
        (Lapsed | Late, Open) => Some(Class::Removed),
        (_, SetAside) | (Open, Lapsed) => Some(Class::SetAside),
        (Open | Lapsed | SetAside, Given | Planned) | (Open, Late) => Some(Class::Answered),
        _ => None,
    }
}

/// The heaviest finding decides; where both sides weigh the same, the plan has changed and no more.
fn by_findings(findings: &AtQuestion) -> Class {
    let weights = |findings: &[Finding]| {
        let mut weights: Vec<Severity> = findings.iter().map(|finding| finding.severity).collect();
        weights.sort_by(|left, right| right.cmp(left));
        weights
    };
    match weights(&findings.appeared).cmp(&weights(&findings.settled)) {
        std::cmp::Ordering::Greater => Class::Worse,
        std::cmp::Ordering::Equal => Class::Changed,
        std::cmp::Ordering::Less => Class::Better,
    }
}

/// What differs beside the answer, by key. Every key counts, known or not.
fn details(old: &View<'_>, new: &View<'_>) -> Vec<DetailChange> {
    let mut keys: Vec<&str> = old.details.iter().chain(&new.details).map(|entry| entry.key.as_str()).collect();
    keys.sort_unstable();
    keys.dedup();
    let detail = |view: &View<'_>, key: &str| {
        let found = view.details.binary_search_by(|entry| entry.key.as_str().cmp(key)).ok()?;
        view.details.get(found).map(|entry| entry.value.clone())
    };
    let mut changes = Vec::new();
    for key in keys {
        let (before, after) = (detail(old, key), detail(new, key));
        let (before_words, after_words) = (before.as_ref().map(in_words), after.as_ref().map(in_words));
        if before_words == after_words {
            continue;
        }
        let day = |node: &Option<Node>| node.as_ref().and_then(Node::text).and_then(|text| date(text.trim()));
        let moved = day(&before).zip(day(&after));
        changes.push(DetailChange { key: key.to_owned(), old: before_words, new: after_words, moved });
    }
    changes
}

/// A detail in words: dates as people write them, lists without regard to their order.
fn in_words(node: &Node) -> String {
    if let Some(values) = node.sequence() {
        let mut words: Vec<String> = values.iter().map(parts::as_written).collect();
        words.sort();
        return joined(&words);
    }
    node.text().and_then(|text| date(text.trim())).map_or_else(|| parts::as_written(node), show_date)
}
