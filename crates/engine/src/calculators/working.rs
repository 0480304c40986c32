//! The working of a calculator, as a reader can follow it: every step with its sum, its result and what went in.

use super::{Derived, Quantity};
use crate::place::Span;

/// The working of one calculator.
#[derive(Debug, Clone, PartialEq)]
pub struct Working {
    /// Its id, such as `capacity`.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What it answers, in one sentence.
    pub about: &'static str,
    /// Its steps in order; a later one uses the results of earlier ones.
    pub steps: Vec<Step>,
    /// Tables that belong to it.
    pub tables: Vec<WorkingTable>,
    /// Questions without which steps have no result, each once, by their position in the catalogue.
    pub missing: Vec<usize>,
    /// What a reader should know besides, in whole sentences.
    pub remarks: Vec<String>,
}

/// One step.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What it works out.
    pub derived: Derived,
    /// The sum with its numbers, such as `420 × 5 ÷ 100`; none while something is missing.
    pub sum: Option<String>,
    /// The result.
    pub result: Option<Quantity>,
    /// What went in, in the order of the sum.
    pub inputs: Vec<Input>,
}

/// Something that went into a step.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    /// A short noun phrase.
    pub label: String,
    /// The value with its unit; none when it is missing.
    pub value: Option<String>,
    /// Where it comes from.
    pub origin: Origin,
}

/// Where an input comes from.
#[derive(Debug, Clone, PartialEq)]
pub enum Origin {
    /// An answer of the plan.
    Answer {
        /// The question's position in the catalogue.
        question: usize,
        /// Where the answer stands; none when there is none.
        span: Option<Span>,
    },
    /// A parameter of the handbook, by its position.
    Parameter(usize),
    /// Something that this handbook does not have, such as a question that a fork has taken out.
    Unknown,
    /// An earlier step, of this calculator or another, by its position in [`super::DERIVED`].
    Step(usize),
}

/// A table of a working.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkingTable {
    /// Its title.
    pub title: String,
    /// The heads of its columns.
    pub columns: Vec<String>,
    /// Its rows, each with as many cells as there are columns.
    pub rows: Vec<Vec<String>>,
    /// For each row whether it shows something that falls short.
    pub marked: Vec<bool>,
}

impl Working {
    /// Whether anything could be worked out.
    pub fn has_results(&self) -> bool {
        self.steps.iter().any(|step| step.result.is_some()) || self.tables.iter().any(|table| !table.rows.is_empty())
    }
}
