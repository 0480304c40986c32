//! Expressions over answers, as rules, criteria and `show_if` write them.
//!
//! The grammar is minijinja's; its parser gives the tree. The tree is checked against the types of the questions when
//! the handbook is loaded and turned into [`Expression`], in which nothing can mismatch any more. Judging it knows
//! three values: what an unanswered question would decide stays undecided.

mod evaluate;
mod functions;
mod lower;
mod types;
mod words;

pub use evaluate::{Evaluation, Read, ReadState, evaluate};
pub(crate) use lower::{Scope, lower};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::value::Duration;

/// The longest expression in bytes. It keeps the tree shallow enough for every walk over it.
pub const MAXIMUM_LENGTH: usize = 2_000;

/// An expression whose types fit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Expression {
    /// `true` or `false`.
    Truth(bool),
    /// A number.
    Number(f64),
    /// A word in quotes.
    Word(String),
    /// A list of words in quotes.
    Words(Vec<String>),
    /// `weeks(6)`, `months(3)`.
    Length(Duration),
    /// `date("2027-01-01")`.
    Date(#[serde(with = "crate::value::compiled")] Date),
    /// `today`.
    Today,
    /// The answer to a question, by its position in the catalogue.
    Answer(usize),
    /// A value that a calculator gives, by its position in [`crate::calculators::DERIVED`].
    Derived(usize),
    /// A parameter of the handbook, by its position.
    Parameter(usize),
    /// A cell of the row that a rule is about, or of the row that `any` and `every` look at.
    Cell {
        /// Which row.
        row: RowName,
        /// The question that is the table.
        table: usize,
        /// The column's position.
        column: usize,
    },
    /// `not`.
    Not(Box<Expression>),
    /// `and`.
    And(Box<Expression>, Box<Expression>),
    /// `or`.
    Or(Box<Expression>, Box<Expression>),
    /// A comparison.
    Compare(Comparison, Box<Expression>, Box<Expression>),
    /// `in`: whether a set holds a word.
    Within(Box<Expression>, Box<Expression>),
    /// Arithmetic.
    Arithmetic(Operator, Box<Expression>, Box<Expression>),
    /// `answered(x)`.
    Answered(Box<Expression>),
    /// `given(x)`: answered with a value, not set aside.
    Given(usize),
    /// `set_aside(x)`: set aside with a reason and a review date to come.
    SetAside(usize),
    /// `complete(group)`: the questions of the group.
    Complete(Vec<usize>),
    /// `count(x)`.
    Count(Box<Expression>),
    /// `includes_all(set, words)` and `includes_any(set, words)`.
    Includes {
        /// Whether all are wanted, or one will do.
        all: bool,
        /// The set that is looked into.
        set: Box<Expression>,
        /// What is wanted.
        wanted: Box<Expression>,
    },
    /// `any(table, test)` and `every(table, test)`.
    Rows {
        /// Whether every row has to pass, or one will do.
        which: RowTest,
        /// The question that is the table.
        table: usize,
        /// The test, over `item`.
        test: Box<Expression>,
    },
}

/// A row that an expression speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowName {
    /// The row that a rule is about.
    Row,
    /// The row that `any` or `every` looks at.
    Item,
}

/// How many rows have to pass a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowTest {
    /// One will do.
    Any,
    /// All of them.
    Every,
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Comparison {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

/// An operator of arithmetic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}

impl Expression {
    /// The questions that the expression names, in the order of its text, each once.
    pub fn questions(&self) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        let mut note = |question: usize| {
            if !found.contains(&question) {
                found.push(question);
            }
        };
        self.walk(&mut |part| match part {
            Expression::Answer(question)
            | Expression::Given(question)
            | Expression::SetAside(question)
            | Expression::Cell { table: question, .. }
            | Expression::Rows { table: question, .. } => note(*question),
            Expression::Complete(questions) => questions.iter().copied().for_each(&mut note),
            _ => {}
        });
        found
    }

    /// The derived values and the parameters that the expression names, by their positions, each once.
    pub fn figures(&self) -> (Vec<usize>, Vec<usize>) {
        let (mut derived, mut parameters) = (Vec::new(), Vec::new());
        self.walk(&mut |part| match part {
            Expression::Derived(at) if !derived.contains(at) => derived.push(*at),
            Expression::Parameter(at) if !parameters.contains(at) => parameters.push(*at),
            _ => {}
        });
        (derived, parameters)
    }

    /// Whether the expression names a derived value.
    pub fn reads_derived(&self, derived: usize) -> bool {
        let mut found = false;
        self.walk(&mut |part| found |= *part == Expression::Derived(derived));
        found
    }

    /// Shows every part, each before the parts within it. An expression's length is limited, and so is its depth.
    fn walk(&self, see: &mut dyn FnMut(&Expression)) {
        see(self);
        match self {
            Expression::Rows { test: inner, .. }
            | Expression::Not(inner)
            | Expression::Answered(inner)
            | Expression::Count(inner) => inner.walk(see),
            Expression::And(left, right)
            | Expression::Or(left, right)
            | Expression::Compare(_, left, right)
            | Expression::Within(left, right)
            | Expression::Arithmetic(_, left, right)
            | Expression::Includes { set: left, wanted: right, .. } => {
                left.walk(see);
                right.walk(see);
            }
            _ => {}
        }
    }
}
