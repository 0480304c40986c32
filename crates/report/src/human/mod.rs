//! For people in a terminal, in the manner of rustc: each finding with the plan's own words underlined, then a table of
//! the ingredients, then what to do next.

mod findings;
mod summary;
mod table;

use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::Report;
use sp_plan_engine::finding::Finding;
use sp_plan_engine::place::SourceText;

pub use findings::{FINDINGS_SHOWN, finding};
pub use table::{PLANS_SHOWN, Table, WEAKEST_SHOWN};

/// How to print.
#[derive(Debug, Clone, Copy)]
pub struct HumanOptions {
    /// Whether to use colour.
    pub colour: bool,
    /// How many columns the terminal has.
    pub width: usize,
    /// Whether to show every finding, however many there are.
    pub all: bool,
}

impl Default for HumanOptions {
    fn default() -> Self {
        Self { colour: false, width: 120, all: false }
    }
}

/// The report of one plan.
pub fn plan(catalogue: &Catalogue, source: &SourceText, report: &Report, options: HumanOptions) -> String {
    let mut text = findings::all(catalogue, source, report, options);
    text.push_str(&summary::summary(source, report, options));
    text
}

/// Faults in the handbook's own files, which keep every plan from being judged.
pub fn handbook_faults(catalogue: &Catalogue, faults: &[Finding], options: HumanOptions) -> String {
    let mut text = String::new();
    for fault in faults {
        if let Some(file) = catalogue.file(fault.place.file) {
            text.push_str(&finding(catalogue, file, fault, options));
            text.push('\n');
        }
    }
    let count = faults.len();
    let plural = if count == 1 { "" } else { "s" };
    text.push_str(&format!("The handbook has {count} fault{plural}, so that no plan can be judged by it.\n"));
    text
}
