//! What calculators give: a number with its unit, an amount, a date, or some words.

use jiff::civil::Date;

use crate::value::{show_date, show_number};

/// A result.
#[derive(Debug, Clone, PartialEq)]
pub enum Quantity {
    /// A number in the unit of its [`super::Derived`].
    Number(f64),
    /// An amount in GBP.
    Money(f64),
    /// A date.
    Date(Date),
    /// Words, such as a list of organisations.
    Words(String),
}

/// What kind of quantity a derived value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuantityKind {
    /// A number.
    Number {
        /// The unit, such as `hours a year`.
        unit: &'static str,
        /// How many decimals it is rounded to. Rules compare the rounded number, so that a message never says that
        /// 2,870 is more than 2,870.
        decimals: u8,
    },
    /// An amount in GBP, rounded to pence.
    Money,
    /// A date.
    Date,
    /// Words.
    Words,
}

impl QuantityKind {
    /// The unit of a number; nothing for the rest.
    pub fn unit(self) -> &'static str {
        match self {
            QuantityKind::Number { unit, .. } => unit,
            _ => "",
        }
    }

    /// The quantity rounded as this kind says; none when it is not a number that can be shown.
    pub(super) fn settled(self, quantity: Quantity) -> Option<Quantity> {
        let rounded = |number: f64, decimals: u8| {
            let factor = 10_f64.powi(i32::from(decimals));
            Some((number * factor).round() / factor).filter(|number| number.is_finite())
        };
        match (self, quantity) {
            (QuantityKind::Number { decimals, .. }, Quantity::Number(number)) => {
                rounded(number, decimals).map(Quantity::Number)
            }
            (QuantityKind::Money, Quantity::Money(amount)) => rounded(amount, 2).map(Quantity::Money),
            (_, other) => Some(other),
        }
    }
}

impl Quantity {
    /// In words, without the unit.
    pub fn show(&self) -> String {
        match self {
            Quantity::Number(number) => show_number(*number),
            Quantity::Money(amount) => format!("£{}", show_number(*amount)),
            Quantity::Date(date) => show_date(*date),
            Quantity::Words(words) => words.clone(),
        }
    }

    /// In words, with the unit of its kind.
    pub fn show_with_unit(&self, kind: QuantityKind) -> String {
        match kind.unit() {
            "" => self.show(),
            unit if unit.starts_with('%') => format!("{}{unit}", self.show()),
            unit => format!("{} {unit}", self.show()),
        }
    }

    /// The number or the amount.
    pub fn number(&self) -> Option<f64> {
        match self {
            Quantity::Number(number) | Quantity::Money(number) => Some(*number),
            _ => None,
        }
    }

    /// The date.
    pub fn date(&self) -> Option<Date> {
        match self {
            Quantity::Date(date) => Some(*date),
            _ => None,
        }
    }
}
