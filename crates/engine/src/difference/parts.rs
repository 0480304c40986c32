//! What a plan says to a question, taken apart so that two of them can be compared: one value, a set of options or
//! entries, or rows of cells. What could not be read is kept as it is written, so that a change in it shows too.

use super::PartChange;
use crate::answer_type::AnswerType;
use crate::checklist::Question;
use crate::names::{Names, without_counterpart};
use crate::plan::Answer;
use crate::value::{AnswerValue, Row, joined, write_scalar};
use crate::yaml::{Mapping, Node, Value};

/// What a plan says to a question.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Said {
    /// Nothing.
    Nothing,
    /// One value in words.
    One(String),
    /// Something that could not be read, as it is written.
    Unread(String),
    /// Options or entries in words; their order means nothing.
    Set(Vec<String>),
    /// The rows of a table; their order means nothing.
    Rows(Vec<SaidRow>),
}

/// A row: the words of its first column, and column and words of every cell that holds something.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SaidRow {
    name: String,
    cells: Vec<(String, String)>,
}

/// What the node of an answer says. `answer` is the same, typed.
pub(super) fn said(question: &Question, answer: &Answer, node: Option<&Node>) -> Said {
    let Some(node) = node.filter(|node| !node.is_empty()) else { return Said::Nothing };
    match (&question.answer, node.sequence()) {
        (AnswerType::Choices(_) | AnswerType::List, Some(values)) => {
            let mut words: Vec<String> = values.iter().map(|value| option_or_text(&question.answer, value)).collect();
            words.sort();
            Said::Set(words)
        }
        (AnswerType::Table(_), Some(values)) => {
            let typed = match &answer.value {
                Some(AnswerValue::Table(rows)) => rows.as_slice(),
                _ => &[],
            };
            Said::Rows(rows(question, typed, values))
        }
        (AnswerType::Choice(_), None) if answer.value.is_some() => Said::One(option_or_text(&question.answer, node)),
        _ => match &answer.value {
            Some(value) => Said::One(in_words(value, &question.answer, node)),
            None => Said::Unread(as_written(node)),
        },
    }
}

/// A value in words that tell it from any other value.
fn in_words(value: &AnswerValue, kind: &AnswerType, node: &Node) -> String {
    match value {
        AnswerValue::Text(text) => on_one_line(text),
        // Words round to two decimals; what they cannot tell apart is shown as it is written.
        AnswerValue::Number(number) | AnswerValue::Money(number)
            if ((number * 100.0).round() / 100.0 - number).abs() > 1e-9 =>
        {
            as_written(node)
        }
        other => other.show_with_unit(kind),
    }
}

fn option_or_text(kind: &AnswerType, node: &Node) -> String {
    let label = node.text().and_then(|text| kind.option_label(text.trim()));
    label.map_or_else(|| as_written(node), str::to_owned)
}

/// The rows as they stand, with the words of each cell that was read.
fn rows(question: &Question, typed: &[Row], values: &[Node]) -> Vec<SaidRow> {
    let columns = question.answer.columns();
    // Both are in the order of the plan.
    let typed_at = |start: usize| {
        let at = typed.partition_point(|row| row.span.start < start);
        typed.get(at).filter(|row| row.span.start == start)
    };
    let row = |value: &Node| {
        let Some(mapping) = value.mapping() else { return SaidRow { name: as_written(value), cells: Vec::new() } };
        let typed = typed_at(value.span.start);
        let mut cells = Vec::new();
        let mut name = String::new();
        for (at, column) in columns.iter().enumerate() {
            let Some(node) = mapping.get(&column.id).filter(|node| !node.is_empty()) else { continue };
            let cell = typed.and_then(|row| row.cells.get(at)).and_then(Option::as_ref);
            let words = match cell {
                Some(cell) => cell_in_words(&cell.value, &column.answer, node),
                None => as_written(node),
            };
            if at == 0 {
                name.clone_from(&words);
            }
            cells.push((column.label.clone(), words));
        }
        let unknown = mapping.entries.iter().filter(|entry| columns.iter().all(|column| column.id != entry.key));
        let mut unknown: Vec<_> = unknown.map(|entry| (format!("`{}`", entry.key), as_written(&entry.value))).collect();
        unknown.sort();
        cells.extend(unknown);
        SaidRow { name, cells }
    };
    values.iter().map(row).collect()
}

fn cell_in_words(value: &AnswerValue, kind: &AnswerType, node: &Node) -> String {
    match (value, node.sequence()) {
        (AnswerValue::Choices(_) | AnswerValue::List(_), Some(values)) if !values.is_empty() => {
            let mut words: Vec<String> = values.iter().map(|value| option_or_text(kind, value)).collect();
            words.sort();
            joined(&words)
        }
        // The label of the column says what is counted.
        (AnswerValue::Number(_), _) if in_words(value, kind, node) == value.show_with_unit(kind) => value.show(kind),
        _ => in_words(value, kind, node),
    }
}

/// A text with every run of blanks and line breaks as one blank: how a text is folded is a matter of writing.
pub(super) fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A node as it could stand in a plan, on one line, with keys in alphabetical order. Depth is limited when a text is
/// parsed.
pub(super) fn as_written(node: &Node) -> String {
    match &node.value {
        Value::Scalar(scalar) => on_one_line(&scalar.text),
        Value::Refused => node.kind().to_owned(),
        Value::Sequence(_) | Value::Mapping(_) => nested(node),
    }
}

fn nested(node: &Node) -> String {
    match &node.value {
        Value::Scalar(scalar) if node.is_empty() => scalar.text.clone(),
        Value::Scalar(scalar) => write_scalar(&on_one_line(&scalar.text)),
        Value::Refused => node.kind().to_owned(),
        Value::Sequence(values) => format!("[{}]", values.iter().map(nested).collect::<Vec<_>>().join(", ")),
        Value::Mapping(mapping) => pairs(mapping),
    }
}

fn pairs(mapping: &Mapping) -> String {
    let mut pairs: Vec<String> =
        mapping.entries.iter().map(|entry| format!("{}: {}", entry.key, nested(&entry.value))).collect();
    pairs.sort();
    format!("{{ {} }}", pairs.join(", "))
}

impl Said {
    /// In words for a reader.
    pub(super) fn show(&self) -> String {
        match self {
            Said::Nothing => "not answered".to_owned(),
            Said::One(words) => words.clone(),
            Said::Unread(text) => format!("`{text}` (not read)"),
            Said::Set(words) if words.is_empty() => "none".to_owned(),
            Said::Set(words) => joined(words),
            Said::Rows(rows) if rows.len() == 1 => "1 row".to_owned(),
            Said::Rows(rows) => format!("{} rows", rows.len()),
        }
    }

    /// Whether both say the same.
    pub(super) fn is_same_as(&self, other: &Said) -> bool {
        match (self, other) {
            (Said::Rows(_), Said::Rows(_)) => self.parts_against(other).is_empty(),
            _ => self == other,
        }
    }

    /// Part by part, what `new` says that this one does not, and the other way round. Only for two sets or two tables.
    pub(super) fn parts_against(&self, new: &Said) -> Vec<PartChange> {
        match (self, new) {
            (Said::Set(before), Said::Set(after)) => {
                let added = only_in(after, before).into_iter().map(PartChange::Added);
                added.chain(only_in(before, after).into_iter().map(PartChange::TakenOut)).collect()
            }
            (Said::Rows(before), Said::Rows(after)) => compare_rows(before, after),
            _ => Vec::new(),
        }
    }
}

/// The words of the first that the second has not, counting how often each stands there.
fn only_in(first: &[String], second: &[String]) -> Vec<String> {
    let is_left = without_counterpart(first, second);
    first.iter().zip(is_left).filter(|(_, is_left)| *is_left).map(|(word, _)| word.clone()).collect()
}

/// Rows are the same row when their first columns say the same. Of several with one name, those that are alike in every
/// cell are matched first, and the others in their order.
fn compare_rows(before: &[SaidRow], after: &[SaidRow]) -> Vec<PartChange> {
    let mut names = Names::default();
    let mut groups: Vec<(&str, Vec<&SaidRow>, Vec<&SaidRow>)> = Vec::new();
    for (row, is_new) in after.iter().map(|row| (row, true)).chain(before.iter().map(|row| (row, false))) {
        let at = names.add(row.name.clone());
        if at == groups.len() {
            groups.push((&row.name, Vec::new(), Vec::new()));
        }
        let Some((_, old, new)) = groups.get_mut(at) else { continue };
        if is_new { new.push(row) } else { old.push(row) }
    }
    let mut changes = Vec::new();
    for (name, old, new) in groups {
        let (old, new) = without_twins(&old, &new);
        let matched = old.len().min(new.len());
        for (old, new) in old.iter().zip(&new) {
            changes.extend(compare_cells(name, old, new));
        }
        changes.extend(new.iter().skip(matched).map(|row| row.added()));
        changes.extend(old.iter().skip(matched).map(|row| row.taken_out()));
    }
    changes
}

/// Takes away rows that stand in both, alike in every cell.
fn without_twins<'a>(old: &[&'a SaidRow], new: &[&'a SaidRow]) -> (Vec<&'a SaidRow>, Vec<&'a SaidRow>) {
    // Rows with the same cells have the same words, and others have not: lengths stand before what people wrote.
    let words = |rows: &[&SaidRow]| rows.iter().map(|row| row.as_one()).collect::<Vec<_>>();
    let (in_old, in_new) = (words(old), words(new));
    let left_over = |rows: &[&'a SaidRow], is_left: Vec<bool>| {
        rows.iter().zip(is_left).filter(|(_, is_left)| *is_left).map(|(row, _)| *row).collect::<Vec<_>>()
    };
    (left_over(old, without_counterpart(&in_old, &in_new)), left_over(new, without_counterpart(&in_new, &in_old)))
}

fn compare_cells(row: &str, old: &SaidRow, new: &SaidRow) -> Vec<PartChange> {
    let cell = |row: &SaidRow, column: &str| {
        row.cells.iter().find(|(label, _)| label == column).map(|(_, words)| words.clone())
    };
    let only_old = old.cells.iter().filter(|(column, _)| cell(new, column).is_none());
    let mut changes = Vec::new();
    for (column, _) in new.cells.iter().chain(only_old) {
        let (before, after) = (cell(old, column), cell(new, column));
        if before != after {
            changes.push(PartChange::Cell { row: row.to_owned(), column: column.clone(), old: before, new: after });
        }
    }
    changes
}

impl SaidRow {
    /// All cells as one text.
    fn as_one(&self) -> String {
        self.cells.iter().map(|(label, words)| format!("{}:{label}{}:{words}", label.len(), words.len())).collect()
    }

    fn added(&self) -> PartChange {
        PartChange::RowAdded { row: self.name.clone(), cells: self.cells.clone() }
    }

    fn taken_out(&self) -> PartChange {
        PartChange::RowTakenOut { row: self.name.clone(), cells: self.cells.clone() }
    }
}
