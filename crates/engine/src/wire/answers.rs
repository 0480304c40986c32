//! What each control of the form holds, and how far each question is answered.

use std::collections::BTreeMap;

use serde::Serialize;

use super::held::{as_written, yes_no_word};
use super::{Held, WirePlace};
use crate::catalogue::Catalogue;
use crate::checklist::{Column, Question};
use crate::expression::evaluate;
use crate::place::{LineIndex, Place, Span};
use crate::plan::{Answer, AnswerState, Asking, Plan, is_row};
use crate::value::{AnswerValue, Row};
use crate::yaml::{Entry, Mapping, Node};

/// What the form shows of one question.
#[derive(Debug, Serialize)]
pub struct WireAnswer {
    /// The question.
    pub path: String,
    /// What it is called in a few words, as in a report.
    pub label: String,
    /// `asked`, `not_asked` with the answers that the plan gives, or `open` until it gives another.
    pub asked: &'static str,
    /// `unanswered`, `given`, `planned`, `set_aside`, `lapsed` (set aside, past its review date) or `unconfirmed` (copied
    /// from another plan).
    pub state: &'static str,
    /// What the control holds; of a table only what cannot be read as rows.
    pub shown: Held,
    /// The rows of a table; only there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<Vec<WireRow>>,
    /// What the long form says besides.
    pub details: WireDetails,
    /// The answer in words for a reader.
    pub says: String,
    /// The value in the plan, or its key where it has none; null where the plan does not have the key.
    pub place: Option<WirePlace>,
    /// Whether it is to be answered at the plan's stage.
    pub due: bool,
}

/// A row of a table.
#[derive(Debug, Serialize)]
pub struct WireRow {
    /// What the control of each column holds.
    pub cells: BTreeMap<String, Held>,
    /// The columns that are asked in this row.
    pub asked: Vec<String>,
    /// The row in the plan.
    pub place: WirePlace,
    /// What stands there, when it is no row; only then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unread: Option<String>,
}

/// What the long form of an answer says besides the answer, as it is written; what it does not say is left out.
#[derive(Debug, Default, Serialize)]
pub struct WireDetails {
    /// A remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What shows that it is so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Vec<String>>,
    /// Who sees to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// By when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// Why the question is set aside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// When that is looked at again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review: Option<String>,
    /// `yes` or `no`: whether a copied answer holds for this plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<String>,
}

/// The answers to all questions that are still asked, in the handbook's order. `root` is the tree of `source`, and `plan` was
/// read from it.
pub(super) fn answers(catalogue: &Catalogue, plan: &Plan, root: &Mapping, source: &str) -> Vec<WireAnswer> {
    let form = Form { catalogue, plan, source, lines: LineIndex::new(source) };
    let questions = catalogue.questions.all().iter().enumerate();
    let asked = questions.filter(|(_, question)| question.retired.is_none());
    asked.filter_map(|(at, question)| Some(form.answer(question, plan.answer(at)?, at, root))).collect()
}

/// The keys that a question's own stands among, and its position there.
pub(super) fn find<'a>(root: &'a Mapping, path: &str) -> Option<(&'a Mapping, usize)> {
    let (parents, key) = path.rsplit_once('.')?;
    let siblings = parents.split('.').try_fold(root, |mapping, part| mapping.get(part)?.mapping())?;
    let at = siblings.entries.iter().position(|entry| entry.key == key)?;
    Some((siblings, at))
}

/// What a plan says to a question: the value with its siblings in the short form and under `answer`, and the long form
/// where it has one.
pub(super) struct Said<'a> {
    /// The keys among which the value stands.
    pub(super) siblings: &'a Mapping,
    /// The position of the value there.
    pub(super) at: Option<usize>,
    /// The long form.
    pub(super) long: Option<&'a Mapping>,
}

impl<'a> Said<'a> {
    /// What the entry at a position says to a question.
    pub(super) fn of(question: &Question, siblings: &'a Mapping, at: usize) -> Self {
        let entry = siblings.entries.get(at);
        match entry.and_then(|entry| entry.value.mapping()).filter(|mapping| !is_row(question, mapping)) {
            Some(long) => {
                let at = long.entries.iter().position(|entry| entry.key == "answer");
                Self { siblings: long, at, long: Some(long) }
            }
            None => Self { siblings, at: Some(at), long: None },
        }
    }

    /// The value.
    pub(super) fn node(&self) -> Option<&'a Node> {
        self.siblings.entries.get(self.at?).map(|entry| &entry.value)
    }

    /// The rows of a table; none when there is no list.
    pub(super) fn rows(&self) -> Option<&'a [Node]> {
        self.node()?.sequence()
    }

    /// What the question's control holds.
    pub(super) fn held(&self, source: &str, question: &Question) -> Held {
        let is_table = !question.answer.columns().is_empty();
        match self.at {
            Some(_) if is_table && self.rows().is_some() => Held::Nothing,
            Some(at) => Held::of_entry(source, &question.answer, self.siblings, at),
            None => Held::Nothing,
        }
    }
}

struct Form<'a> {
    catalogue: &'a Catalogue,
    plan: &'a Plan,
    source: &'a str,
    lines: LineIndex<'a>,
}

impl Form<'_> {
    fn place(&self, span: Span) -> WirePlace {
        WirePlace::new(&self.lines, Place::in_plan(span))
    }

    fn answer(&self, question: &Question, answer: &Answer, at: usize, root: &Mapping) -> WireAnswer {
        let found = find(root, &question.path);
        let said = found.map(|(siblings, at)| Said::of(question, siblings, at));
        let key = found.and_then(|(siblings, at)| siblings.entries.get(at)).map(|entry| entry.key_span);
        let columns = question.answer.columns();
        WireAnswer {
            path: question.path.clone(),
            label: question.label.clone(),
            asked: match answer.asking {
                Asking::Asked => "asked",
                Asking::NotAsked => "not_asked",
                Asking::Open => "open",
            },
            state: match answer.state {
                AnswerState::Unanswered => "unanswered",
                AnswerState::Given => "given",
                AnswerState::Planned { .. } => "planned",
                AnswerState::Excepted => "set_aside",
                AnswerState::ExceptionLapsed => "lapsed",
                AnswerState::Unconfirmed => "unconfirmed",
            },
            shown: said.as_ref().map(|said| said.held(self.source, question)).unwrap_or_default(),
            rows: (!columns.is_empty()).then(|| {
                let rows = said.as_ref().and_then(Said::rows).unwrap_or_default();
                rows.iter().map(|row| self.row(at, columns, answer, row)).collect()
            }),
            details: said.as_ref().and_then(|said| said.long).map(|long| self.details(long)).unwrap_or_default(),
            says: self.plan.show(self.catalogue, at),
            place: answer.span.or(key).map(|span| self.place(span)),
            due: question.stage <= self.plan.stage && answer.asking == Asking::Asked,
        }
    }

    fn row(&self, question: usize, columns: &[Column], answer: &Answer, node: &Node) -> WireRow {
        let place = self.place(node.span);
        let ids = columns.iter().map(|column| column.id.clone());
        let Some(mapping) = node.mapping() else {
            let cells = ids.clone().map(|id| (id, Held::Nothing)).collect();
            let unread = (!node.is_empty()).then(|| as_written(self.source, node));
            return WireRow { cells, asked: ids.collect(), place, unread };
        };
        let cells = columns.iter().map(|column| {
            let at = mapping.entries.iter().position(|entry| entry.key == column.id);
            let held = at.map(|at| Held::of_entry(self.source, &column.answer, mapping, at));
            (column.id.clone(), held.unwrap_or_default())
        });
        let read = match &answer.value {
            Some(AnswerValue::Table(rows)) => rows.iter().enumerate().find(|(_, row)| row.span == node.span),
            _ => None,
        };
        let asked = columns.iter().enumerate().filter(|(at, _)| self.asks(question, *at, read));
        let asked = asked.map(|(_, column)| column.id.clone()).collect();
        WireRow { cells: cells.collect(), asked, place, unread: None }
    }

    /// Whether a column is asked in a row.
    fn asks(&self, question: usize, column: usize, row: Option<(usize, &Row)>) -> bool {
        let mut conditions = self.catalogue.column_conditions.iter();
        let found = conditions.find(|condition| (condition.question, condition.column) == (question, column));
        found.is_none_or(|found| evaluate(&found.condition, self.catalogue, self.plan, row).holds == Some(true))
    }

    fn details(&self, long: &Mapping) -> WireDetails {
        let texts = |entry: &Entry| {
            let values = entry.value.sequence().unwrap_or(std::slice::from_ref(&entry.value));
            values.iter().map(|value| self.detail(value)).collect::<Vec<_>>()
        };
        let entry = |key: &str| long.entry(key).filter(|entry| !entry.value.is_empty());
        let text = |key: &str| entry(key).map(|entry| self.detail(&entry.value));
        let truth = |text: String| yes_no_word(&text).map_or(text, str::to_owned);
        WireDetails {
            note: text("note"),
            evidence: entry("evidence").map(texts),
            owner: text("owner"),
            due: text("due"),
            reason: text("reason"),
            review: text("review"),
            confirmed: text("confirmed").map(truth),
        }
    }

    fn detail(&self, value: &Node) -> String {
        value.text().map_or_else(|| as_written(self.source, value), str::to_owned)
    }
}
