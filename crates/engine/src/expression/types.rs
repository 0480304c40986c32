//! The types of expressions, which follow from the types of the questions' answers.

use crate::answer_type::AnswerType;
use crate::calculators::QuantityKind;

/// The type of an expression's value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Type {
    /// True or false.
    Truth,
    /// A word; the words that it can be, when that is known.
    Word(Option<Vec<String>>),
    /// A set of words.
    Words(Option<Vec<String>>),
    /// A number.
    Number,
    /// A length of time.
    Length,
    /// A date.
    Date,
    /// A text, about which only `answered` can ask.
    Text,
    /// A list of texts.
    List,
    /// The rows of a table.
    Rows,
}

impl Type {
    /// The type in words for a message.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Type::Truth => "true or false",
            Type::Word(_) => "a word",
            Type::Words(_) => "a set of words",
            Type::Number => "a number",
            Type::Length => "a length of time",
            Type::Date => "a date",
            Type::Text => "a text",
            Type::List => "a list",
            Type::Rows => "rows",
        }
    }

    /// The type of a derived value as expressions see it.
    pub(super) fn of_quantity(kind: QuantityKind) -> Type {
        match kind {
            QuantityKind::Number { .. } | QuantityKind::Money => Type::Number,
            QuantityKind::Date => Type::Date,
            QuantityKind::Words => Type::Text,
        }
    }

    /// The type of an answer as expressions see it.
    pub(super) fn of(answer: &AnswerType) -> Type {
        let words = |answer: &AnswerType| answer.options().iter().map(|option| option.id.clone()).collect();
        match answer {
            AnswerType::YesNo => Type::Word(Some(vec!["yes".to_owned(), "no".to_owned()])),
            AnswerType::Choice(_) => Type::Word(Some(words(answer))),
            AnswerType::Choices(_) => Type::Words(Some(words(answer))),
            AnswerType::Number(_) | AnswerType::Money { .. } => Type::Number,
            AnswerType::Duration => Type::Length,
            AnswerType::Date => Type::Date,
            AnswerType::Person | AnswerType::Text => Type::Text,
            AnswerType::List => Type::List,
            AnswerType::Table(_) => Type::Rows,
        }
    }
}
