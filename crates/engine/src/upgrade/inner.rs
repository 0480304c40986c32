//! What is renamed inside an answer: the options of a choice, the columns of a table, the options of a column.

use super::{Note, RETIRED, Upgrading};
use crate::answer_type::{AnswerOption, AnswerType};
use crate::checklist::{Column, Question};
use crate::edit::{Address, Change, Position, Refusal, word};
use crate::yaml::{Mapping, Node};

impl Upgrading<'_> {
    /// Renames columns and options in the answers of all questions that have some with former names.
    pub(super) fn rename_inside(&mut self) -> Result<(), Refusal> {
        let catalogue = self.catalogue;
        for question in catalogue.questions.all().iter().filter(|question| question.retired.is_none()) {
            let columns = question.answer.columns();
            if columns.iter().any(|column| !column.renamed_from.is_empty()) {
                self.rename_columns(question)?;
            }
            self.rename_options(&question.answer, &self.draft.answer_address(&question.path), &question.path)?;
            for column in columns.iter().filter(|column| has_former_options(&column.answer)) {
                let table = self.draft.answer_address(&question.path);
                let rows = self.draft.get(&table).and_then(Node::sequence).map_or(0, <[Node]>::len);
                for row in 0..rows {
                    let name = format!("{}.{}.{}", question.path, row + 1, column.id);
                    self.rename_options(&column.answer, &table.clone().row(row).key(&column.id), &name)?;
                }
            }
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

    /// Renames the options of one answer or cell.
    fn rename_options(&mut self, kind: &AnswerType, at: &Address, name: &str) -> Result<(), Refusal> {
        if !has_former_options(kind) {
            return Ok(());
        }
        let options = kind.options();
        let Some(node) = self.draft.get(at) else { return Ok(()) };
        let words: Vec<(Address, String)> = match node.sequence() {
            Some(values) => {
                let texts = values.iter().enumerate();
                texts.filter_map(|(row, value)| Some((at.clone().row(row), value.text()?.trim().to_owned()))).collect()
            }
            None => node.text().map(|text| (at.clone(), text.trim().to_owned())).into_iter().collect(),
        };
        let mut here: Vec<String> = words.iter().map(|(_, word)| word.clone()).collect();
        let mut twice: Vec<(Address, String, String)> = Vec::new();
        let mut together = Vec::new();
        for (place, former) in words {
            let Some(option) = option_of(options, &former) else { continue };
            if here.contains(&option.id) {
                twice.push((place, former, option.id.clone()));
                continue;
            }
            here.push(option.id.clone());
            together.push(Change::Set { at: place, value: word(&option.id), position: Position::Last });
            self.notes.push(Note::OptionRenamed { at: name.to_owned(), from: former, to: option.id.clone() });
        }
        self.draft.change_all(&together)?;
        // Both the old and the new word are chosen. From the end, so that the positions before stay.
        for (place, former, id) in twice.into_iter().rev() {
            let kept = self.set_retired(name, word(&former))?;
            self.draft.change(&Change::Remove { at: place, keep_comment: true })?;
            self.notes.push(Note::BothChosen { at: name.to_owned(), from: former, to: id, kept });
        }
        Ok(())
    }
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
