//! Values in words for a reader.

use jiff::civil::Date;

use super::AnswerValue;
use crate::answer_type::AnswerType;

/// A number with commas between thousands and at most two decimals.
pub fn show_number(number: f64) -> String {
    /// Whole numbers up to here are counted exactly.
    const EXACT: f64 = 9e15;
    let rounded = (number * 100.0).round() / 100.0;
    let text = if rounded.fract() == 0.0 && rounded.abs() <= EXACT {
        // Most numbers are whole, and a float is slow to write out.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole and bounded just above")]
        let whole = rounded.abs() as u64;
        whole.to_string()
    } else {
        format!("{:.2}", rounded.abs())
    };
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let fraction = fraction.trim_end_matches('0');
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if rounded < 0.0 { "-" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{grouped}{point}{fraction}")
}

/// A date as programs write it: `2027-04-01`.
pub fn write_date(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

/// A date as people write it: `1 April 2027`.
pub fn show_date(date: Date) -> String {
    let month = usize::try_from(date.month()).ok().and_then(month_name).unwrap_or_default();
    format!("{} {month} {}", date.day(), date.year())
}

/// A month as people write it: `July 2026` for `2026-07`; any other text as it is.
pub fn show_month(text: &str) -> String {
    let name = |(year, month): (&str, &str)| Some(format!("{} {year}", month_name(month.parse().ok()?)?));
    text.split_once('-').and_then(name).unwrap_or_else(|| text.to_owned())
}

/// The name of a month, counted from 1.
fn month_name(month: usize) -> Option<&'static str> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    MONTHS.get(month.checked_sub(1)?).copied()
}

impl AnswerValue {
    /// The value in words for a reader, with the labels of options.
    pub fn show(&self, kind: &AnswerType) -> String {
        let label = |id: &String| kind.option_label(id).unwrap_or(id).to_owned();
        match self {
            AnswerValue::Yes => "yes".to_owned(),
            AnswerValue::No => "no".to_owned(),
            AnswerValue::Planned => "planned".to_owned(),
            AnswerValue::Choice(id) => label(id),
            AnswerValue::Choices(ids) if ids.is_empty() => "none".to_owned(),
            AnswerValue::Choices(ids) => joined(&ids.iter().map(label).collect::<Vec<_>>()),
            AnswerValue::Number(number) => show_number(*number),
            AnswerValue::Money(amount) => format!("£{}", show_number(*amount)),
            AnswerValue::Duration(duration) => duration.show(),
            AnswerValue::Date(date) => show_date(*date),
            AnswerValue::Text(text) if text.trim().is_empty() => "nothing".to_owned(),
            AnswerValue::Text(text) => text.trim().to_owned(),
            AnswerValue::List(entries) if entries.is_empty() => "none".to_owned(),
            AnswerValue::List(entries) => joined(entries),
            AnswerValue::Table(rows) => match rows.len() {
                1 => "1 row".to_owned(),
                many => format!("{many} rows"),
            },
        }
    }
}

impl AnswerValue {
    /// The value in words with its unit, for a label that says nothing else.
    pub fn show_with_unit(&self, kind: &AnswerType) -> String {
        match (self, kind) {
            (AnswerValue::Number(_), AnswerType::Number(number)) => format!("{} {}", self.show(kind), number.unit),
            (AnswerValue::Money(_), AnswerType::Money { per: Some(per) }) => format!("{} a {per}", self.show(kind)),
            _ => self.show(kind),
        }
    }
}

/// A label with a value, for a place in the plan. What is long stands at the place already and is not said again.
pub fn labelled(label: &str, value: Option<&AnswerValue>, kind: &AnswerType) -> String {
    match value {
        Some(AnswerValue::Choices(_) | AnswerValue::List(_) | AnswerValue::Text(_) | AnswerValue::Table(_)) => {
            label.to_owned()
        }
        Some(value) => format!("{label}: {}", value.show_with_unit(kind)),
        None => format!("{label}: not answered"),
    }
}

/// A text with a small first letter, for the middle of a sentence; an abbreviation keeps its capitals.
pub fn lower_first(text: &str) -> String {
    if text.chars().nth(1).is_some_and(char::is_uppercase) {
        return text.to_owned();
    }
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

/// Several labels in one line; with semicolons where a label has a comma of its own.
pub fn joined(labels: &[String]) -> String {
    let comma = labels.iter().any(|label| label.contains(','));
    labels.join(if comma { "; " } else { ", " })
}
