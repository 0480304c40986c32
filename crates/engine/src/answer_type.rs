//! What kind of answer a question takes, as its checklist says.

use serde::{Deserialize, Serialize};

use crate::checklist::{Column, read_columns};
use crate::place::Span;
use crate::reader::{Provenance, Reader, is_id};
use crate::yaml::{Node, Value};

/// The type of an answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum AnswerType {
    /// `yes`, `no` or `planned`.
    YesNo,
    /// One of the options.
    Choice(Vec<AnswerOption>),
    /// Any number of the options.
    Choices(Vec<AnswerOption>),
    /// A number with its unit and bounds.
    Number(NumberType),
    /// An amount in pounds sterling.
    Money {
        /// Per what, such as `year`; nothing for an amount as such.
        per: Option<String>,
    },
    /// A length of time in days, weeks, months or years.
    Duration,
    /// A date.
    Date,
    /// A person's name or role.
    Person,
    /// Free text.
    Text,
    /// Several short texts.
    List,
    /// Rows of typed columns.
    Table(Vec<Column>),
}

/// One option of a choice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AnswerOption {
    /// The word that stands in a plan.
    pub id: String,
    /// The words on the form.
    pub label: String,
    /// A line of explanation.
    #[serde(with = "crate::catalogue::apart")]
    pub hint: Option<String>,
    /// The words that stood for it before.
    pub renamed_from: Vec<String>,
    /// Where it comes from.
    #[serde(with = "crate::catalogue::apart")]
    pub provenance: Provenance,
}

/// What a number counts and how large it may be.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct NumberType {
    /// The unit, such as `minutes`.
    pub unit: String,
    /// The least that makes sense.
    pub min: Option<f64>,
    /// The most that makes sense.
    pub max: Option<f64>,
    /// Whether it must be whole.
    pub integer: bool,
}

impl AnswerType {
    /// The word that names the type in YAML.
    pub fn word(&self) -> &'static str {
        match self {
            AnswerType::YesNo => "yes_no",
            AnswerType::Choice(_) => "choice",
            AnswerType::Choices(_) => "choices",
            AnswerType::Number(_) => "number",
            AnswerType::Money { .. } => "money",
            AnswerType::Duration => "duration",
            AnswerType::Date => "date",
            AnswerType::Person => "person",
            AnswerType::Text => "text",
            AnswerType::List => "list",
            AnswerType::Table(_) => "table",
        }
    }

    /// The options of a choice; empty for other types.
    pub fn options(&self) -> &[AnswerOption] {
        match self {
            AnswerType::Choice(options) | AnswerType::Choices(options) => options,
            _ => &[],
        }
    }

    /// The label of an option, by id.
    pub fn option_label(&self, id: &str) -> Option<&str> {
        self.options().iter().find(|option| option.id == id).map(|option| option.label.as_str())
    }

    /// The columns of a table; empty for other types.
    pub fn columns(&self) -> &[Column] {
        match self {
            AnswerType::Table(columns) => columns,
            _ => &[],
        }
    }

    /// How to write such an answer, in words for a message.
    pub fn expected(&self) -> String {
        match self {
            AnswerType::YesNo => "`yes`, `no` or `planned`".to_owned(),
            AnswerType::Choice(_) => "one of the options".to_owned(),
            AnswerType::Choices(_) => "a list of options in square brackets".to_owned(),
            AnswerType::Number(number) if number.integer => format!("a whole number ({})", number.unit),
            AnswerType::Number(number) => format!("a number ({})", number.unit),
            AnswerType::Money { per: None } => "an amount in pounds".to_owned(),
            AnswerType::Money { per: Some(per) } => format!("an amount in pounds a {per}"),
            AnswerType::Duration => "a length of time, such as `6 weeks` or `3 months`".to_owned(),
            AnswerType::Date => "a date, year first, such as `2027-04-01`".to_owned(),
            AnswerType::Person => "a name or a role".to_owned(),
            AnswerType::Text => "a text".to_owned(),
            AnswerType::List => "a list in square brackets".to_owned(),
            AnswerType::Table(_) => "a list of rows, each beginning with a dash".to_owned(),
        }
    }

    /// Reads the type from a checklist.
    pub(crate) fn read(node: &Node, column: bool, reader: &mut Reader<'_>) -> Option<AnswerType> {
        match &node.value {
            Value::Scalar(scalar) => Self::simple(&scalar.text).or_else(|| {
                reader.fault(node.span, format!("there is no answer type `{}`", scalar.text));
                None
            }),
            Value::Mapping(mapping) if mapping.entries.len() == 1 => {
                let entry = mapping.entries.first()?;
                Self::detailed(&entry.key, entry.key_span, &entry.value, column, reader)
            }
            _ => {
                reader.fault(node.span, "an answer type is a word or a set of keys with one key");
                None
            }
        }
    }

    fn simple(word: &str) -> Option<AnswerType> {
        Some(match word {
            "yes_no" => AnswerType::YesNo,
            "money" => AnswerType::Money { per: None },
            "duration" => AnswerType::Duration,
            "date" => AnswerType::Date,
            "person" => AnswerType::Person,
            "text" => AnswerType::Text,
            "list" => AnswerType::List,
            _ => return None,
        })
    }

    fn detailed(word: &str, span: Span, node: &Node, column: bool, reader: &mut Reader<'_>) -> Option<AnswerType> {
        let file = reader.file();
        let mut inner = Reader::open(node, &format!("`{word}`"), file, reader.findings())?;
        let found = match word {
            "choice" => AnswerType::Choice(read_options(&mut inner)),
            "choices" => AnswerType::Choices(read_options(&mut inner)),
            "number" => AnswerType::Number(NumberType {
                unit: inner.required_text("unit"),
                min: inner.number("min"),
                max: inner.number("max"),
                integer: inner.truth("integer").unwrap_or(false),
            }),
            "money" => AnswerType::Money { per: inner.text("per") },
            "table" if !column => AnswerType::Table(read_columns(&mut inner)),
            "table" => {
                inner.fault(span, "a column of a table cannot be a table");
                return None;
            }
            _ => {
                inner.fault(span, format!("there is no answer type `{word}` with settings"));
                return None;
            }
        };
        inner.finish();
        Some(found)
    }
}

fn read_options(reader: &mut Reader<'_>) -> Vec<AnswerOption> {
    let Some(node) = reader.required_node("options") else { return Vec::new() };
    let Some(mapping) = node.mapping() else {
        reader.fault(node.span, "options are written as `id: Label`, one below the other");
        return Vec::new();
    };
    let mut options = Vec::new();
    for entry in &mapping.entries {
        if !is_id(&entry.key)
            || matches!(
                entry.key.as_str(),
                "yes" | "no" | "on" | "off" | "true" | "false" | "null" | "planned" | "not_applicable"
            )
        {
            reader.fault(entry.key_span, format!("`{}` cannot be the id of an option", entry.key));
        }
        let option = if let Some(label) = entry.value.text() {
            AnswerOption {
                id: entry.key.clone(),
                label: label.to_owned(),
                hint: None,
                renamed_from: Vec::new(),
                provenance: Provenance::default(),
            }
        } else {
            let file = reader.file();
            let Some(mut inner) = Reader::open(&entry.value, "an option", file, reader.findings()) else { continue };
            let option = AnswerOption {
                id: entry.key.clone(),
                label: inner.required_text("label"),
                hint: inner.text("hint"),
                renamed_from: inner.words("renamed_from"),
                provenance: inner.optional_provenance(),
            };
            inner.finish();
            option
        };
        options.push(option);
    }
    if options.len() < 2 {
        reader.fault(node.span, "a choice needs at least two options");
    }
    options
}
