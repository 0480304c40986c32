//! For programs: the engine's wire types as indented JSON. The schema is docs/diff.schema.json.

use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::difference::wire::WireDifference;

use super::Compared;

/// The whole as one JSON document, which ends with a line break.
///
/// # Errors
///
/// None that these types can give; `serde_json` may.
pub fn text(catalogue: &Catalogue, compared: &Compared<'_>) -> Result<String, serde_json::Error> {
    let wire = WireDifference::new(catalogue, compared.old, compared.new, compared.difference);
    let mut text = serde_json::to_string_pretty(&wire)?;
    text.push('\n');
    Ok(text)
}
