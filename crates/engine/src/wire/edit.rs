//! Changes from the form as splices in the plan's text. What the form shows already is left as it is written.

use super::answers::{Said, find};
use super::held::rests;
use super::{Held, WireChange};
use crate::answer_type::AnswerType;
use crate::catalogue::Catalogue;
use crate::checklist::{Column, Question};
use crate::edit::{Address, Change, Draft, Position, Refusal, keys, list, text, word};
use crate::place::{LineIndex, Place};
use crate::plan::LONG_FORM;
use crate::suggestion::nearest;
use crate::value::date;
use crate::yaml::{Mapping, Node};

/// The text after all changes, each made to the text as those before it have left it; or why one of them cannot be made,
/// in words for a reader. Then none is.
pub(super) fn edited(catalogue: &Catalogue, plan: &str, changes: &[WireChange]) -> Result<String, String> {
    let draft = Draft::open(plan).map_err(|findings| {
        let first = findings.first();
        let place = first.map_or_else(|| Place::in_plan(crate::place::Span::default()), |finding| finding.place);
        let (line, _) = LineIndex::new(plan).line_and_column(place.span.start);
        let message = first.map(|finding| format!(": {}", finding.message)).unwrap_or_default();
        format!(
            "The form cannot change the plan text while line {line} of it cannot be read{message}. Put that line right in the plan text, or undo; nothing is lost."
        )
    })?;
    let comments = sorted_comments(&draft);
    let mut editing = Editing { catalogue, draft };
    for change in changes {
        editing.change(change)?;
    }
    let mut left = sorted_comments(&editing.draft).into_iter();
    if !comments.iter().all(|comment| left.any(|other| other == *comment)) {
        return Err(format!("{}.", capitalised(&Refusal::lost_comment().reason)));
    }
    Ok(editing.draft.into_text())
}

fn sorted_comments(draft: &Draft) -> Vec<String> {
    let mut found: Vec<String> = draft.comments().into_iter().map(|comment| comment.trim_end().to_owned()).collect();
    found.sort();
    found
}

fn capitalised(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

struct Editing<'a> {
    catalogue: &'a Catalogue,
    draft: Draft,
}

impl Editing<'_> {
    fn change(&mut self, change: &WireChange) -> Result<(), String> {
        let catalogue = self.catalogue;
        let path = change.path.as_str();
        let asked = |at: &usize| catalogue.question(*at).retired.is_none();
        let at = catalogue.questions.find(path).filter(asked).ok_or_else(|| {
            let meant = nearest(path, catalogue.questions.paths());
            let meant = meant.map(|meant| format!(" Did you mean `{meant}`?")).unwrap_or_default();
            format!("There is no question `{path}`.{meant}")
        })?;
        let question = catalogue.question(at);
        let done = match change {
            WireChange { answer: Some(held), .. } => self.answer(at, question, held),
            WireChange { detail: Some(key), value, .. } => {
                self.detail(at, question, key, value.as_ref().unwrap_or(&Held::Nothing))
            }
            WireChange { row: Some(row), column: Some(column), value, .. } => {
                self.cell(question, *row, column, value.as_ref().unwrap_or(&Held::Nothing))
            }
            WireChange { insert_row: Some(row), .. } => self.insert_row(at, question, *row),
            WireChange { remove_row: Some(row), .. } => self.remove_row(question, *row),
            _ => return Err(format!("The change of `{path}` does not say what is to change.")),
        };
        done.map_err(|refusal| {
            format!("“{}” cannot be changed in the form: {refusal}. Nothing has changed.", question.label)
        })
    }

    fn root(&self) -> Option<&Mapping> {
        self.draft.root().mapping()
    }

    /// What the plan says to a question now.
    fn said(&self, question: &Question) -> Option<Said<'_>> {
        let (siblings, at) = find(self.root()?, &question.path)?;
        Some(Said::of(question, siblings, at))
    }

    fn answer(&mut self, at: usize, question: &Question, held: &Held) -> Result<(), Refusal> {
        let said = self.said(question);
        let has_rows = said.as_ref().and_then(Said::rows).is_some_and(|rows| !rows.is_empty());
        let shown = said.map(|said| said.held(self.draft.text(), question)).unwrap_or_default();
        if shown == *held && !(question_is_table(question) && has_rows) {
            return Ok(());
        }
        if question_is_table(question) && matches!(held, Held::Texts(_)) {
            return Err(Refusal::in_words("a table is filled in row by row"));
        }
        if *held == Held::Nothing {
            return self.draft.clear_answer(&question.path);
        }
        let address = self.draft.answer_address(&question.path);
        self.remove_rests(&address)?;
        let is_long = self.said(question).is_some_and(|said| said.long.is_some());
        let position = if is_long { Position::Last } else { self.position(at) };
        self.draft.set_answer(&question.path, held.to_node(&question.answer), position)
    }

    fn detail(&mut self, at: usize, question: &Question, key: &str, held: &Held) -> Result<(), Refusal> {
        if key == "answer" || !LONG_FORM.contains(&key) {
            return Err(Refusal::in_words(format!("`{key}` is no detail of an answer")));
        }
        let address = Address::of_path(&question.path);
        let found = self.draft.get(&address.clone().key(key)).filter(|node| !node.is_empty());
        let entries = |node: &Node| -> Vec<String> {
            let values = node.sequence().unwrap_or(std::slice::from_ref(node));
            values.iter().filter_map(Node::text).map(str::to_owned).collect()
        };
        let unchanged = match (held, found) {
            (Held::Nothing, found) => found.is_none(),
            (Held::Text(text), Some(node)) => node.text() == Some(text),
            (Held::Texts(texts), Some(node)) => key == "evidence" && entries(node) == *texts,
            (_, None) => false,
        };
        if unchanged {
            return Ok(());
        }
        let value = match (key, held) {
            (_, Held::Nothing) => None,
            (_, Held::Texts(texts)) if texts.is_empty() => None,
            (_, Held::Texts(texts)) => match texts.as_slice() {
                [only] => Some(text(only.as_str())),
                many => Some(list(many.iter().map(|one| text(one.as_str())))),
            },
            ("confirmed", Held::Text(given)) => Some(Held::Text(given.clone()).to_node(&AnswerType::YesNo)),
            ("due" | "review", Held::Text(given)) if date(given.trim()).is_some() => Some(word(given.trim())),
            (_, Held::Text(given)) => Some(text(given.as_str())),
        };
        let position = self.position(at);
        match value {
            Some(value) if self.draft.get(&address).is_none() => {
                self.draft.change(&Change::Set { at: address, value: keys([(key, value)]), position })
            }
            value => self.draft.set_detail(&question.path, key, value),
        }
    }

    fn cell(&mut self, question: &Question, row: usize, column: &str, held: &Held) -> Result<(), Refusal> {
        let columns = question.answer.columns();
        let (before, record) =
            columns_up_to(columns, column).ok_or_else(|| Refusal::in_words(format!("it has no column `{column}`")))?;
        let node = self.said(question).and_then(|said| said.rows()?.get(row).cloned());
        let node = node.ok_or_else(|| Refusal::in_words(format!("it has no row {}", row + 1)))?;
        let at = node.mapping().and_then(|cells| cells.entries.iter().position(|entry| entry.key == column));
        let shown = match (node.mapping(), at) {
            (Some(cells), Some(at)) => Held::of_entry(self.draft.text(), &record.answer, cells, at),
            _ => Held::Nothing,
        };
        if shown == *held {
            return Ok(());
        }
        let address = self.draft.answer_address(&question.path).row(row);
        let cell = address.clone().key(column);
        self.remove_rests(&cell)?;
        if *held == Held::Nothing {
            let only = node.mapping().is_some_and(|cells| cells.entries.len() == 1);
            if only {
                // A row without cells is still a row.
                return self.draft.change(&Change::Set { at: address, value: keys([]), position: Position::Last });
            }
            return self.draft.change(&Change::Remove { at: cell, keep_comment: true });
        }
        let value = held.to_node(&record.answer);
        if node.is_empty() {
            return self.draft.change(&Change::Set {
                at: address,
                value: keys([(column, value)]),
                position: Position::Last,
            });
        }
        let there = |id: &str| node.mapping().is_some_and(|cells| cells.get(id).is_some());
        let position = after(before.iter().map(|column| column.id.as_str()), there);
        self.draft.change(&Change::Set { at: cell, value, position })
    }

    fn insert_row(&mut self, at: usize, question: &Question, row: usize) -> Result<(), Refusal> {
        if !question_is_table(question) {
            return Err(Refusal::in_words("it has no rows"));
        }
        let said = self.said(question);
        let node = said.as_ref().and_then(Said::node).filter(|node| !node.is_empty());
        if node.is_some_and(|node| node.sequence().is_none()) {
            return Err(Refusal::in_words("what it says now is no list of rows; take that away first"));
        }
        let list_at = self.draft.answer_address(&question.path);
        if self.draft.get(&list_at).is_none_or(Node::is_empty) {
            let position = self.position(at);
            return self.draft.change(&Change::Set { at: list_at, value: list([keys([])]), position });
        }
        self.draft.change(&Change::InsertRow { list: list_at, row, value: keys([]) })
    }

    fn remove_row(&mut self, question: &Question, row: usize) -> Result<(), Refusal> {
        let rows = self.said(question).and_then(|said| said.rows().map(<[Node]>::len));
        if row >= rows.unwrap_or(0) {
            return Err(Refusal::in_words(format!("it has no row {}", row + 1)));
        }
        let at = self.draft.answer_address(&question.path).row(row);
        self.draft.change(&Change::Remove { at, keep_comment: true })
    }

    /// Takes away what a comma has made of the end of a number, before the number is written anew.
    fn remove_rests(&mut self, address: &Address) -> Result<(), Refusal> {
        let Some((parent, key)) = address.parent() else { return Ok(()) };
        let found = self.draft.get(&parent).and_then(Node::mapping).and_then(|siblings| {
            let at = siblings.entries.iter().position(|entry| entry.key == key)?;
            Some(rests(siblings, at).iter().map(|entry| entry.key.clone()).collect::<Vec<_>>())
        });
        for rest in found.unwrap_or_default().iter().rev() {
            self.draft.change(&Change::Remove { at: parent.clone().key(rest), keep_comment: true })?;
        }
        Ok(())
    }

    /// Where the first key of a question's path that is missing stands among its siblings: in the handbook's order.
    fn position(&self, question: usize) -> Position {
        let catalogue = self.catalogue;
        let checklists = &catalogue.checklists;
        let Some(own) = checklists.iter().position(|checklist| checklist.questions().contains(&question)) else {
            return Position::Last;
        };
        let (before, own) = checklists.split_at(own);
        let (Some(own), Some(root)) = (own.first(), self.root()) else { return Position::Last };
        let Some(inside) = root.get(&own.id) else {
            let ids = std::iter::once("sp_plan").chain(before.iter().map(|checklist| checklist.id.as_str()));
            return after(ids, |id| root.get(id).is_some());
        };
        let Some(group) = own.groups.iter().position(|group| group.questions.contains(&question)) else {
            return Position::Last;
        };
        let (before, group) = own.groups.split_at(group);
        let Some(group) = group.first() else { return Position::Last };
        let mut keys = inside.mapping();
        if let Some(id) = &group.id {
            let there = |id: &str| keys.is_some_and(|keys| keys.get(id).is_some());
            if !there(id) {
                return after(before.iter().filter_map(|group| group.id.as_deref()), there);
            }
            keys = keys.and_then(|keys| keys.get(id)?.mapping());
        }
        let before = (group.questions.start..question).map(|at| catalogue.question(at).id.as_str());
        after(before, |id| keys.is_some_and(|keys| keys.get(id).is_some()))
    }
}

fn question_is_table(question: &Question) -> bool {
    !question.answer.columns().is_empty()
}

/// The columns before one, and the column.
fn columns_up_to<'a>(columns: &'a [Column], id: &str) -> Option<(&'a [Column], &'a Column)> {
    let at = columns.iter().position(|column| column.id == id)?;
    Some((columns.get(..at)?, columns.get(at)?))
}

/// After the last of these keys that is there, and before all others where none is.
fn after<'a>(keys: impl Iterator<Item = &'a str>, is_there: impl Fn(&str) -> bool) -> Position {
    let there: Vec<String> = keys.filter(|key| is_there(key)).map(str::to_owned).collect();
    if there.is_empty() { Position::First } else { Position::After(there) }
}
