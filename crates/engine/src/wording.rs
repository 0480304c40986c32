//! Messages that name what a plan says: `The steering group meets {setup.partnerships.meetings_per_year} times a year`.

use serde::{Deserialize, Serialize};

use crate::calculators::{derived_names, find_derived};
use crate::catalogue::{Catalogue, QuestionIndex};
use crate::expression::ReadState;
use crate::plan::Plan;
use crate::reader::Spanned;
use crate::suggestion::nearest;
use crate::value::{Row, joined};

/// A message with names in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// As it stands in the handbook.
    #[serde(with = "crate::catalogue::apart")]
    pub text: String,
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
enum Part {
    Text(String),
    Answer(usize),
    Derived(usize),
    Parameter(usize),
    Cell {
        table: usize,
        column: usize,
    },
    Missing,
    /// The words that a rule about words found.
    Words,
    /// The note that replaces them.
    Note,
}

impl Wording {
    /// Checks that every name in braces is a question, a column of the table `row`, or `missing`, `words` or `note`.
    pub(crate) fn read(
        source: &Spanned,
        row: Option<usize>,
        questions: &QuestionIndex,
    ) -> Result<Self, (String, Option<String>)> {
        let mut parts = Vec::new();
        let mut rest = source.text.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else {
                return Err(("a `{` has no `}` after it".to_owned(), None));
            };
            if !before.is_empty() {
                parts.push(Part::Text(before.to_owned()));
            }
            parts.push(Part::named(name.trim(), row, questions)?);
            rest = after;
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest.to_owned()));
        }
        Ok(Self { text: source.text.clone(), parts })
    }

    /// The message for a plan. `row` is the number of the row, from 1, and the row that a rule is about. A row without
    /// the cell that would name it is called by its number; any other answer that is not there *not answered*.
    pub fn say(&self, catalogue: &Catalogue, plan: &Plan, row: Option<(usize, &Row)>, missing: &[String]) -> String {
        self.parts
            .iter()
            .map(|part| match part {
                Part::Text(text) => text.clone(),
                Part::Answer(question) => plan.show(catalogue, *question),
                Part::Derived(derived) => plan.calculations.show(*derived),
                Part::Parameter(parameter) => show_parameter(catalogue, plan, *parameter),
                Part::Cell { table, column } => {
                    let kind = catalogue.question(*table).answer.columns().get(*column).map(|column| &column.answer);
                    let cell = row.and_then(|(_, row)| row.cells.get(*column)).and_then(Option::as_ref);
                    match (kind, cell, row) {
                        (Some(kind), Some(cell), _) => cell.value.show(kind),
                        (_, None, Some((number, _))) if *column == 0 => format!("Row {number}"),
                        _ => "not answered".to_owned(),
                    }
                }
                Part::Missing => joined(missing),
                Part::Words | Part::Note => String::new(),
            })
            .collect()
    }

    /// The message of a rule about words: `{words}` are those found and `{note}` is what has taken their place.
    pub(crate) fn say_of_words(&self, catalogue: &Catalogue, plan: &Plan, words: &str, note: &str) -> String {
        let said = self.parts.iter().map(|part| match part {
            Part::Text(text) => text.clone(),
            Part::Answer(question) => plan.show(catalogue, *question),
            Part::Derived(derived) => plan.calculations.show(*derived),
            Part::Parameter(parameter) => show_parameter(catalogue, plan, *parameter),
            Part::Words => words.to_owned(),
            Part::Note => note.to_owned(),
            Part::Cell { .. } | Part::Missing => String::new(),
        });
        said.collect()
    }
}

impl Part {
    fn named(name: &str, row: Option<usize>, questions: &QuestionIndex) -> Result<Self, (String, Option<String>)> {
        let meant = |word: &str| format!("Did you mean `{word}`?");
        match name {
            "missing" => return Ok(Part::Missing),
            "words" => return Ok(Part::Words),
            "note" => return Ok(Part::Note),
            _ => {}
        }
        if let Some(id) = name.strip_prefix("row.") {
            let Some(table) = row else {
                return Err(("`row` has no meaning here".to_owned(), None));
            };
            let columns = questions.answer_type(table).columns();
            return match columns.iter().position(|column| column.id == id) {
                Some(column) => Ok(Part::Cell { table, column }),
                None => Err((
                    format!("the table has no column `{id}`"),
                    nearest(id, columns.iter().map(|column| column.id.as_str())).map(meant),
                )),
            };
        }
        if let Some(id) = name.strip_prefix("parameter.") {
            let ids = questions.parameters().iter().map(|parameter| parameter.id.as_str());
            return questions
                .find_parameter(id)
                .map(Part::Parameter)
                .ok_or_else(|| (format!("there is no parameter `{id}`"), nearest(id, ids).map(meant)));
        }
        if let Some(derived) = find_derived(name) {
            return Ok(Part::Derived(derived));
        }
        questions.find(name).map(Part::Answer).ok_or_else(|| {
            let near = nearest(name, questions.paths()).or_else(|| nearest(name, derived_names()));
            (format!("there is no question `{name}`"), near.map(meant))
        })
    }
}

/// The plan's own figure where it gives one, else the handbook's.
fn show_parameter(catalogue: &Catalogue, plan: &Plan, parameter: usize) -> String {
    let Some(record) = catalogue.questions.parameters().get(parameter) else { return String::new() };
    let own = record.set_by.filter(|&question| plan.read_state(question) == ReadState::Answered);
    own.map_or_else(|| record.show(), |question| plan.show(catalogue, question))
}
