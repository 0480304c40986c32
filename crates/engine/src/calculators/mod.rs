//! Calculators: arithmetic that people of the field want to audit.
//!
//! Each reads answers and parameters, publishes derived values with units, and keeps its working: every sum with its
//! numbers and where each of them comes from. Expressions, messages and the timeline name derived values as they name
//! questions (`capacity.hours_needed`). A value that lacks an answer is not there, and a rule that needs it does not
//! speak.
//!
//! ```text
//! plan, parameters ─► capacity ─► funding ─► timetable, handovers ─► values for rules, workings for reports
//! ```

mod capacity;
mod derived;
mod funding;
mod handovers;
mod pilot;
mod quantity;
mod reckoning;
mod timetable;
mod working;

pub use derived::{DERIVED, Derived, derived_names, find_derived};
pub use quantity::{Quantity, QuantityKind};
pub use working::{Input, Origin, Step, Working, WorkingTable};

use crate::catalogue::Catalogue;
use crate::plan::Plan;
use reckoning::Reckoning;

/// What all calculators give for one plan.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Calculations {
    /// The derived values, in the order of [`DERIVED`]; none where something is missing.
    values: Vec<Option<Quantity>>,
    /// For each derived value the questions whose answers it stands on.
    reads: Vec<Vec<usize>>,
    /// The working of each calculator.
    pub workings: Vec<Working>,
}

impl Calculations {
    /// A derived value, by its position in [`DERIVED`].
    pub fn value(&self, derived: usize) -> Option<&Quantity> {
        self.values.get(derived)?.as_ref()
    }

    /// The questions whose answers a derived value stands on.
    pub fn reads(&self, derived: usize) -> &[usize] {
        self.reads.get(derived).map_or(&[], Vec::as_slice)
    }

    /// A derived value in words, or *not worked out yet*.
    pub fn show(&self, derived: usize) -> String {
        self.value(derived).map_or_else(|| "not worked out yet".to_owned(), Quantity::show)
    }
}

/// Runs all calculators on a plan whose answers are settled.
pub(crate) fn calculate(catalogue: &Catalogue, plan: &Plan) -> Calculations {
    let mut reckoning = Reckoning::new(catalogue, plan);
    capacity::calculate(&mut reckoning);
    pilot::calculate(&mut reckoning);
    funding::calculate(&mut reckoning);
    timetable::calculate(&mut reckoning);
    handovers::calculate(&mut reckoning);
    reckoning.finish()
}
