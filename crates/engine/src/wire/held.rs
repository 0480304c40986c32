//! What a control of the form holds: read from a plan's tree as it is written there, and written back by the question's
//! type.

use std::fmt;

use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::answer_type::AnswerType;
use crate::edit::{list, text, word};
use crate::value::{AnswerValue, Duration, date, decimal, pounds, split_number, yes_no};
use crate::yaml::{Mapping, Node, Value};

/// The word that sets a question aside.
const NOT_APPLICABLE: &str = "not_applicable";

/// What a control of the form holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Held {
    /// Nothing; in a change: what is there is to go. In JSON `null`; an empty text says the same.
    #[default]
    Nothing,
    /// A text: the id of an option, a number, an amount, a date, words; what cannot be read, as it is written.
    Text(String),
    /// Several: the options that are chosen, the entries of a list.
    Texts(Vec<String>),
}

impl Serialize for Held {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Held::Nothing => serializer.serialize_unit(),
            Held::Text(text) => serializer.serialize_str(text),
            Held::Texts(texts) => texts.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Held {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(HeldVisitor)
    }
}

struct HeldVisitor;

impl<'de> Visitor<'de> for HeldVisitor {
    type Value = Held;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text, a list of texts or null")
    }

    fn visit_unit<E>(self) -> Result<Held, E> {
        Ok(Held::Nothing)
    }

    fn visit_str<E>(self, text: &str) -> Result<Held, E> {
        Ok(if text.is_empty() { Held::Nothing } else { Held::Text(text.to_owned()) })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Held, A::Error> {
        let mut texts = Vec::new();
        while let Some(text) = values.next_element()? {
            texts.push(text);
        }
        Ok(Held::Texts(texts))
    }
}

impl Held {
    /// What the control of a question or column of this type holds when the plan has this value. `source` is the plan's
    /// text.
    pub(super) fn of(source: &str, kind: &AnswerType, node: &Node) -> Self {
        if node.is_empty() {
            return Held::Nothing;
        }
        match (&node.value, kind) {
            (Value::Scalar(scalar), _) => Held::Text(canonical(kind, &scalar.text)),
            (Value::Sequence(values), AnswerType::Choices(_) | AnswerType::List) => {
                let entry = |value: &Node| match value.text() {
                    Some(text) => canonical(kind, text),
                    None => as_written(source, value),
                };
                Held::Texts(values.iter().map(entry).collect())
            }
            _ => Held::Text(as_written(source, node)),
        }
    }

    /// The same for the entry at a position among its siblings, where a comma may have cut a number in two; then the control
    /// holds both parts.
    pub(super) fn of_entry(source: &str, kind: &AnswerType, siblings: &Mapping, at: usize) -> Self {
        let Some(entry) = siblings.entries.get(at) else { return Held::Nothing };
        match rests(siblings, at).last() {
            Some(rest) => {
                let whole = source.get(entry.value.span.start..rest.key_span.end);
                Held::Text(whole.unwrap_or_default().to_owned())
            }
            None => Self::of(source, kind, &entry.value),
        }
    }

    /// The value to write for a question or column of this type. What is no number, date or option is written as a text, so
    /// that nothing of it is lost.
    pub(super) fn to_node(&self, kind: &AnswerType) -> Node {
        match self {
            Held::Nothing => word(""),
            Held::Text(given) => one(kind, given),
            Held::Texts(given) => list(given.iter().map(|given| match kind {
                AnswerType::Choices(_) => one(kind, given),
                _ => text(given.as_str()),
            })),
        }
    }
}

/// A value as the plan's text has it.
pub(super) fn as_written(source: &str, node: &Node) -> String {
    source.get(node.span.range()).unwrap_or_default().trim().to_owned()
}

/// The keys after the entry at a position that a comma has made of the end of its number.
pub(super) fn rests(siblings: &Mapping, at: usize) -> Vec<&crate::yaml::Entry> {
    let Some(head) = siblings.entries.get(at) else { return Vec::new() };
    let after = siblings.entries.iter().enumerate().skip(at + 1);
    let rests =
        after.take_while(|(place, _)| split_number(siblings, *place).is_some_and(|found| std::ptr::eq(found, head)));
    rests.map(|(_, entry)| entry).collect()
}

/// The id of the option that a word means; any other text as it is.
fn canonical(kind: &AnswerType, found: &str) -> String {
    let trimmed = found.trim();
    if trimmed.eq_ignore_ascii_case(NOT_APPLICABLE) {
        return NOT_APPLICABLE.to_owned();
    }
    let id = match kind {
        AnswerType::YesNo => yes_no_word(trimmed),
        _ => kind.options().iter().map(|option| option.id.as_str()).find(|id| *id == trimmed),
    };
    id.unwrap_or(found).to_owned()
}

/// `yes`, `no` or `planned`, however it is written.
pub(super) fn yes_no_word(found: &str) -> Option<&'static str> {
    match yes_no(found)? {
        AnswerValue::Yes => Some("yes"),
        AnswerValue::No => Some("no"),
        _ => Some("planned"),
    }
}

/// A text as a value of this type: a word that means what it says where it can be read as one, else a text in quotes where
/// it needs them.
fn one(kind: &AnswerType, given: &str) -> Node {
    let trimmed = given.trim();
    if trimmed == NOT_APPLICABLE {
        return word(NOT_APPLICABLE);
    }
    let means_it = match kind {
        AnswerType::YesNo => return yes_no_word(trimmed).map_or_else(|| text(given), word),
        AnswerType::Choice(options) | AnswerType::Choices(options) => options.iter().any(|option| option.id == trimmed),
        AnswerType::Number(_) => decimal(trimmed).is_some(),
        AnswerType::Money { .. } => pounds(trimmed).is_some(),
        AnswerType::Duration => Duration::from_text(trimmed).is_some(),
        AnswerType::Date => date(trimmed).is_some(),
        AnswerType::Person | AnswerType::Text | AnswerType::List | AnswerType::Table(_) => false,
    };
    if means_it { word(trimmed) } else { text(given) }
}
