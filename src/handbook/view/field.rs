//! The controls of a form: which part draws it, its ids, its options, its unit.

use serde::Serialize;
use sp_plan_engine::answer_type::{AnswerOption, AnswerType, NumberType};
use sp_plan_engine::checklist::Column;
use sp_plan_engine::value::show_number;

use super::condition;

/// How many blank entries a table has on the page.
const BLANK_ENTRIES: usize = 3;

/// For how many letters a line is wide that takes a number or a date: one of the widths that govuk-frontend has.
const SHORT: usize = 10;

/// How many lines a text has.
const ROWS: usize = 3;

/// A control, or a set of them that answer one question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Field {
    /// The file below `parts/fields/` that draws it.
    part: &'static str,
    /// What it is called, where no question says so.
    label: Option<&'static str>,
    /// Which part of an answer's long form it is; none for the answer itself.
    detail: Option<&'static str>,
    /// The id of the control; those of a set begin with it.
    id: String,
    /// The name of the control, and of all controls of a set.
    name: String,
    /// Whether it is a set of controls, which needs a legend rather than a label.
    set: bool,
    /// A line on how to write such an answer.
    hint: Option<String>,
    /// What stands before the control.
    prefix: Option<&'static str>,
    /// What stands after the control. The hint says it too, for those who do not see where it stands.
    unit: Option<String>,
    /// For how many letters a line is wide enough; none where it takes all the room there is.
    width: Option<usize>,
    /// How many lines a text has at first.
    rows: usize,
    /// Which keys a telephone should offer, if other than letters.
    input_mode: Option<&'static str>,
    /// The options of a choice.
    options: Vec<FieldOption>,
    /// The fields of a table's entries.
    columns: Vec<ColumnField>,
}

/// One option.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct FieldOption {
    id: String,
    value: String,
    label: String,
    hint: Option<String>,
}

/// One thing that each entry of a table tells, with a control for each blank entry.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct ColumnField {
    id: String,
    path: String,
    /// The word for the type of its answer.
    answer: &'static str,
    label: String,
    ask: Option<String>,
    why: Option<String>,
    required: bool,
    asked_when: Option<String>,
    /// The options, for those who fill in the page with a pen.
    options: Vec<FieldOption>,
    cells: Vec<Field>,
}

impl Field {
    /// The field of a question.
    pub(super) fn of_question(path: &str, kind: &AnswerType) -> Self {
        let mut field = Self::new(&format!("{path}--answer"), path, kind);
        if let AnswerType::Table(columns) = kind {
            field.columns = columns.iter().map(|column| ColumnField::new(path, column, columns)).collect();
        }
        field
    }

    fn new(id: &str, name: &str, kind: &AnswerType) -> Self {
        let mut field = Self {
            part: kind.word(),
            label: None,
            detail: None,
            id: id.to_owned(),
            name: name.to_owned(),
            set: false,
            hint: None,
            prefix: None,
            unit: None,
            width: None,
            rows: ROWS,
            input_mode: None,
            options: Vec::new(),
            columns: Vec::new(),
        };
        match kind {
            AnswerType::YesNo => {
                field.set = true;
                field.options = ["yes", "no", "planned"]
                    .map(|word| FieldOption {
                        id: format!("{id}--{word}"),
                        value: word.to_owned(),
                        label: super::capitalised(word),
                        hint: None,
                    })
                    .to_vec();
            }
            AnswerType::Choice(options) | AnswerType::Choices(options) => {
                field.set = true;
                field.options = options.iter().map(|option| FieldOption::new(id, option)).collect();
                if matches!(kind, AnswerType::Choices(_)) {
                    field.hint = Some("Tick all that apply.".to_owned());
                }
            }
            AnswerType::Number(number) => {
                field.unit = Some(number.unit.clone());
                field.width = Some(SHORT);
                field.input_mode = Some(if number.integer { "numeric" } else { "decimal" });
                field.hint = Some(number_hint(number));
            }
            AnswerType::Money { per } => {
                field.prefix = Some("£");
                field.unit = per.as_ref().map(|per| format!("a {per}"));
                field.width = Some(SHORT);
                field.input_mode = Some("decimal");
                let per = field.unit.as_ref().map(|per| format!(" {per}")).unwrap_or_default();
                field.hint = Some(format!("In pounds{per}, for example 30,000."));
            }
            AnswerType::Duration => {
                field.width = Some(SHORT);
                field.hint = Some("For example 6 weeks or 3 months.".to_owned());
            }
            AnswerType::Date => {
                field.width = Some(SHORT);
                field.hint = Some("For example 2027-04-01.".to_owned());
            }
            AnswerType::Person => field.hint = Some("A name or a role.".to_owned()),
            AnswerType::List => field.hint = Some("Write each on a line of its own.".to_owned()),
            AnswerType::Table(_) => field.set = true,
            AnswerType::Text => {}
        }
        field
    }

    /// A field of an answer's long form. Its id and its name have nothing in front of the two dashes: the question's path is
    /// put there when the field is put into a page.
    pub(super) fn of_detail(
        detail: &'static str,
        label: &'static str,
        kind: &AnswerType,
        hint: Option<&'static str>,
    ) -> Self {
        let id = format!("--{detail}");
        let mut field = Self::new(&id, &id, kind);
        field.label = Some(label);
        field.detail = Some(detail);
        field.hint = hint.map(str::to_owned);
        field
    }

    /// The field that says whether the group has agreed an answer that was copied.
    pub(super) fn of_confirmation() -> Self {
        let label = "Has the group agreed this answer?";
        let hint = "It was copied from another plan, and counts for nothing until somebody confirms it.";
        let mut field = Self::of_detail("confirmed", label, &AnswerType::YesNo, Some(hint));
        field.options.retain(|option| option.value != "planned");
        field
    }

    /// The field of a cell: shorter, since a table has many.
    fn of_cell(id: &str, kind: &AnswerType) -> Self {
        let mut field = Self::new(id, id, kind);
        match kind {
            // A long choice would fill the table; the options are printed once, beside the row's label.
            AnswerType::Choice(_) => {
                field.part = "select";
                field.set = false;
                field.options.insert(0, FieldOption::none(id));
            }
            AnswerType::Choices(_) => {
                for option in &mut field.options {
                    option.hint = None;
                }
            }
            _ => {}
        }
        field.hint = None;
        field
    }
}

impl FieldOption {
    /// The first of a list that is folded away: nothing has been chosen.
    fn none(field: &str) -> Self {
        Self { id: format!("{field}--none"), value: String::new(), label: String::new(), hint: None }
    }

    fn new(field: &str, option: &AnswerOption) -> Self {
        Self {
            id: format!("{field}--{}", option.id),
            value: option.id.clone(),
            label: option.label.clone(),
            hint: option.hint.clone(),
        }
    }
}

impl ColumnField {
    fn new(table: &str, column: &Column, columns: &[Column]) -> Self {
        let path = format!("{table}.{}", column.id);
        let cells =
            (1..=BLANK_ENTRIES).map(|entry| Field::of_cell(&format!("{path}--{entry}"), &column.answer)).collect();
        let hint = Field::new(&path, &path, &column.answer).hint.filter(|_| column.answer.options().is_empty());
        let ask = (column.ask != column.label).then(|| column.ask.clone());
        Self {
            cells,
            id: column.id.clone(),
            answer: column.answer.word(),
            label: column.label.clone(),
            ask: match (ask, hint) {
                (Some(ask), Some(hint)) => Some(format!("{ask} {hint}")),
                (ask, hint) => ask.or(hint),
            },
            why: column.why.clone(),
            required: column.required,
            asked_when: column
                .show_if
                .as_ref()
                .map(|text| condition::column_in_words(columns, &text.text).unwrap_or_else(|| text.text.clone())),
            options: match &column.answer {
                AnswerType::Choice(options) => options.iter().map(|option| FieldOption::new(&path, option)).collect(),
                _ => Vec::new(),
            },
            path,
        }
    }
}

fn number_hint(number: &NumberType) -> String {
    let kind = if number.integer { "A whole number" } else { "A number" };
    let reach = match (number.min.map(show_number), number.max.map(show_number)) {
        (Some(min), Some(max)) => format!(" from {min} to {max}"),
        (Some(min), None) if min != "0" => format!(", {min} or more"),
        (None, Some(max)) => format!(", {max} or less"),
        _ => String::new(),
    };
    format!("{kind}{reach} ({}).", number.unit)
}
