//! What is renamed inside an answer: the options of a choice, the columns of a table, the options of a column.

use super::{Note, RETIRED, Upgrading};
use crate::answer_type::{AnswerOption, AnswerType};
use crate::checklist::{Column, Question};
use crate::edit::{Address, Change, Position, Refusal, word};
use crate::names::Names;
use crate::yaml::{Mapping, Node};

/// How many rows or lists of one question may hold both an old and a new name. Each is settled by itself, with a reading
/// of the whole text; more are no slips, and somebody has to look at the table.
const MOST_TO_SETTLE: usize = 100;

/// Options to rename in the answers of one question.
#[derive(Default)]
struct OptionChanges {
    /// Words that are replaced, all together.
    together: Vec<Change>,
    /// Where the old word stands, the old word, and the one for both, where both are chosen; with the name of the answer.
    twice: Vec<(Address, String, String, String)>,
    /// The answer or column, the old word, the new one, and how often.
    counts: Vec<(String, String, String, usize)>,
}

impl Upgrading<'_> {
    /// Renames columns and options in the answers of all questions that have some with former names.
    pub(super) fn rename_inside(&mut self) -> Result<(), Refusal> {
        let catalogue = self.catalogue;
        for question in catalogue.questions.all().iter().filter(|question| question.retired.is_none()) {
            let columns = question.answer.columns();
            if columns.iter().any(|column| !column.renamed_from.is_empty()) {
                self.rename_columns(question)?;
            }
            let at = self.draft.answer_address(&question.path);
            let mut changes = OptionChanges::default();
            self.plan_options(&question.answer, &at, &question.path, &question.path, &mut changes);
            let rows = self.draft.get(&at).and_then(Node::sequence).map_or(0, <[Node]>::len);
            for column in columns.iter().filter(|column| has_former_options(&column.answer)) {
                let of_column = format!("{}, column {}", question.path, column.id);
                for row in 0..rows {
                    let cell = at.clone().row(row).key(&column.id);
                    let name = format!("{}.{}.{}", question.path, row + 1, column.id);
                    self.plan_options(&column.answer, &cell, &of_column, &name, &mut changes);
                }
            }
            self.rename_options(question, changes)?;
        }
        Ok(())
    }

    fn rename_columns(&mut self, question: &Question) -> Result<(), Refusal> {
        let table = self.draft.answer_address(&question.path);
        let columns = question.answer.columns();
        // All cells that have one name to lose and room for the new one change together: a table may be long.
        let mut together: Vec<Change> = Vec::new();
        let mut counts: Vec<(String, String, usize)> = Vec::new();
        let mut meeting: Vec<(usize, String, String)> = Vec::new();
        let rows = self.draft.get(&table).and_then(Node::sequence).unwrap_or_default();
        for (row, mapping) in rows.iter().enumerate().filter_map(|(row, node)| Some((row, node.mapping()?))) {
            let mut taken: Vec<&str> = Vec::new();
            for (former, column) in former_keys(columns, mapping) {
                if mapping.get(&column.id).is_some() || taken.contains(&column.id.as_str()) {
                    meeting.push((row, former.to_owned(), column.id.clone()));
                    continue;
                }
                taken.push(&column.id);
                together.push(Change::Rename { at: table.clone().row(row).key(former), key: column.id.clone() });
                match counts.iter_mut().find(|(from, to, _)| from == former && *to == column.id) {
                    Some((.., count)) => *count += 1,
                    None => counts.push((former.to_owned(), column.id.clone(), 1)),
                }
            }
        }
        self.draft.change_all(&together)?;
        let path = &question.path;
        let renamed = |(from, to, rows)| Note::ColumnRenamed { path: path.clone(), from, to, rows };
        self.notes.extend(counts.into_iter().map(renamed));
        few_enough(question, meeting.len())?;
        for (row, former, id) in meeting {
            self.settle_cell(path, &table.clone().row(row), row, &former, &id)?;
        }
        Ok(())
    }

    /// A row has a cell under the old key and one under the new key.
    fn settle_cell(&mut self, path: &str, at: &Address, row: usize, former: &str, id: &str) -> Result<(), Refusal> {
        let (old, new) = (at.clone().key(former), at.clone().key(id));
        let is_empty = |draft: &crate::edit::Draft, at: &Address| draft.get(at).is_none_or(Node::is_empty);
        if is_empty(&self.draft, &new) && !is_empty(&self.draft, &old) {
            self.draft.change(&Change::Remove { at: new, keep_comment: true })?;
            self.draft.change(&Change::Rename { at: old, key: id.to_owned() })?;
            let (from, to) = (former.to_owned(), id.to_owned());
            self.notes.push(Note::ColumnRenamed { path: path.to_owned(), from, to, rows: 1 });
            return Ok(());
        }
        if is_empty(&self.draft, &old) {
            return self.draft.change(&Change::Remove { at: old, keep_comment: true });
        }
        let name = format!("{path}.{}.{former}", row + 1);
        let value = self.draft.get(&old).cloned();
        let kept = match self.keep(&old, &name) {
            Ok(kept) => kept,
            // The first cell of a row shares its line with the dash and cannot move; its value can.
            Err(refusal) => {
                let value = value.ok_or(refusal)?;
                let kept = self.set_retired(&name, value)?;
                self.draft.change(&Change::Remove { at: old, keep_comment: true })?;
                kept
            }
        };
        let new = format!("{path}.{}.{id}", row + 1);
        self.notes.push(Note::Conflict { old: name, new, kept });
        Ok(())
    }

    fn set_retired(&mut self, name: &str, value: Node) -> Result<String, Refusal> {
        let name = self.free_name(name);
        let at = Address::of_path(RETIRED).key(&name);
        self.draft.change(&Change::Set { at, value, position: Position::Last })?;
        Ok(name)
    }

    /// Finds the options to rename in one answer or cell.
    fn plan_options(&self, kind: &AnswerType, at: &Address, of: &str, name: &str, changes: &mut OptionChanges) {
        if !has_former_options(kind) {
            return;
        }
        let Some(node) = self.draft.get(at) else { return };
        let words: Vec<(Address, &str)> = match node.sequence() {
            Some(values) => {
                let texts = values.iter().enumerate();
                texts.filter_map(|(row, value)| Some((at.clone().row(row), value.text()?.trim()))).collect()
            }
            None => node.text().map(|text| (at.clone(), text.trim())).into_iter().collect(),
        };
        let mut here = Names::default();
        for (_, word) in &words {
            here.add((*word).to_owned());
        }
        for (place, former) in words {
            let Some(option) = option_of(kind.options(), former) else { continue };
            if !here.is_new(option.id.clone()) {
                changes.twice.push((place, former.to_owned(), option.id.clone(), name.to_owned()));
                continue;
            }
            changes.together.push(Change::Set { at: place, value: word(&option.id), position: Position::Last });
            let known = changes.counts.iter_mut().find(|(at, from, ..)| at == of && from == former);
            match known {
                Some((.., count)) => *count += 1,
                None => changes.counts.push((of.to_owned(), former.to_owned(), option.id.clone(), 1)),
            }
        }
    }

    fn rename_options(&mut self, question: &Question, changes: OptionChanges) -> Result<(), Refusal> {
        self.draft.change_all(&changes.together)?;
        let renamed = |(at, from, to, times)| Note::OptionRenamed { at, from, to, times };
        self.notes.extend(changes.counts.into_iter().map(renamed));
        few_enough(question, changes.twice.len())?;
        // Both the old and the new word are chosen. From the end, so that the positions before stay.
        for (place, from, to, at) in changes.twice.into_iter().rev() {
            let kept = self.set_retired(&at, word(&from))?;
            self.draft.change(&Change::Remove { at: place, keep_comment: true })?;
            self.notes.push(Note::BothChosen { at, from, to, kept });
        }
        Ok(())
    }
}

/// That not more has to be settled one by one than [`MOST_TO_SETTLE`].
fn few_enough(question: &Question, count: usize) -> Result<(), Refusal> {
    if count > MOST_TO_SETTLE {
        return Err(Refusal::too_many(&question.path, count));
    }
    Ok(())
}

fn has_former_options(kind: &AnswerType) -> bool {
    kind.options().iter().any(|option| !option.renamed_from.is_empty())
}

/// The option that a former word stands for; none for a word that is an option as it is.
fn option_of<'a>(options: &'a [AnswerOption], former: &str) -> Option<&'a AnswerOption> {
    if options.iter().any(|option| option.id == former) {
        return None;
    }
    options.iter().find(|option| option.renamed_from.iter().any(|word| word == former))
}

/// The former keys that a row has, with the columns that they stand for.
fn former_keys<'a>(columns: &'a [Column], row: &'a Mapping) -> impl Iterator<Item = (&'a str, &'a Column)> {
    row.entries.iter().filter_map(|entry| {
        if columns.iter().any(|column| column.id == entry.key) {
            return None;
        }
        let column = columns.iter().find(|column| column.renamed_from.contains(&entry.key))?;
        Some((entry.key.as_str(), column))
    })
}
