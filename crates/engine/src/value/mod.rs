//! What a plan says, typed.

mod calendar;
pub(crate) mod compiled;
mod read;
mod show;
mod write;

pub(crate) use calendar::{days_between, moved, moved_months};
pub(crate) use read::{ValueReader, date, decimal, pounds, split_number, split_number_finding, yes_no};
pub use show::{joined, labelled, lower_first, show_date, show_month, show_number, write_date};
pub use write::{write_exactly, write_inline, write_scalar, write_text};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::place::Span;

/// The value of an answer.
#[derive(Debug, Clone, PartialEq)]
pub enum AnswerValue {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// It is going to be so.
    Planned,
    /// The id of one option.
    Choice(String),
    /// The ids of options, in the order of the plan.
    Choices(Vec<String>),
    /// A number in its question's unit.
    Number(f64),
    /// An amount in GBP.
    Money(f64),
    /// A length of time.
    Duration(Duration),
    /// A date.
    Date(Date),
    /// A text, or a person's name or role.
    Text(String),
    /// Several texts.
    List(Vec<String>),
    /// The rows of a table.
    Table(Vec<Row>),
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The bytes of the row.
    pub span: Span,
    /// Its cells, in the order of the columns; none where the plan has no value that could be read.
    pub cells: Vec<Option<Cell>>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// What it says.
    pub value: AnswerValue,
    /// The bytes of the value.
    pub span: Span,
}

/// A length of time as people write it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Duration {
    /// How many.
    pub amount: f64,
    /// Of what.
    pub unit: DurationUnit,
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum DurationUnit {
    /// Days.
    Day,
    /// Weeks of 7 days.
    Week,
    /// Months, counted as a twelfth of 365.25 days where lengths are compared.
    Month,
    /// Years, counted as 365.25 days where lengths are compared.
    Year,
}

impl DurationUnit {
    fn word(self) -> &'static str {
        match self {
            DurationUnit::Day => "day",
            DurationUnit::Week => "week",
            DurationUnit::Month => "month",
            DurationUnit::Year => "year",
        }
    }

    fn days(self) -> f64 {
        match self {
            DurationUnit::Day => 1.0,
            DurationUnit::Week => 7.0,
            DurationUnit::Month => 365.25 / 12.0,
            DurationUnit::Year => 365.25,
        }
    }
}

impl Duration {
    /// The length in days, with months and years at their mean length.
    pub fn days(self) -> f64 {
        self.amount * self.unit.days()
    }

    /// Reads `6 weeks`, `1 month`, `2 years`, `10 days`.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut words = text.split_whitespace();
        let (amount, unit, end) = (words.next()?, words.next()?, words.next());
        if end.is_some() {
            return None;
        }
        let amount = decimal(amount).filter(|amount| *amount >= 0.0)?;
        let unit = unit.to_lowercase();
        let unit = [DurationUnit::Day, DurationUnit::Week, DurationUnit::Month, DurationUnit::Year]
            .into_iter()
            .find(|candidate| unit == candidate.word() || unit.strip_suffix('s') == Some(candidate.word()))?;
        Some(Self { amount, unit })
    }

    /// In words, such as `6 weeks`.
    pub fn show(self) -> String {
        let plural = if (self.amount - 1.0).abs() < f64::EPSILON { "" } else { "s" };
        format!("{} {}{plural}", show_number(self.amount), self.unit.word())
    }
}
