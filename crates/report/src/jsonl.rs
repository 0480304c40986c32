//! For databases, and for very many plans: a line of JSON for each plan. A line is what a plan is in the JSON report, with
//! the versions that stand there once.

use std::io;

use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::Report;
use sp_plan_engine::place::SourceText;
use sp_plan_engine::wire::{WireLine, WirePlan};

/// One plan's line.
///
/// # Errors
///
/// None that these types can give; `serde_json` may.
pub fn line(catalogue: &Catalogue, source: &SourceText, report: &Report) -> io::Result<String> {
    let plan = WirePlan::new(catalogue, &source.name, &source.text, report);
    let mut text = serde_json::to_string(&WireLine::new(catalogue, plan))?;
    text.push('\n');
    Ok(text)
}
