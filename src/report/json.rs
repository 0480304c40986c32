//! For programs: the engine's wire types as indented JSON.

use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::Report;
use sp_plan_engine::place::SourceText;
use sp_plan_engine::wire::WireReport;

/// The reports of several plans as one JSON document, which ends with a line break.
///
/// # Errors
///
/// None that these types can give; `serde_json` may.
pub fn plans(catalogue: &Catalogue, plans: &[(SourceText, Report)]) -> Result<String, serde_json::Error> {
    let plans = plans.iter().map(|(source, report)| (source.name.as_str(), source.text.as_str(), report));
    let mut text = serde_json::to_string_pretty(&WireReport::new(catalogue, plans))?;
    text.push('\n');
    Ok(text)
}
