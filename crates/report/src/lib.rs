//! Reports: pure functions from what the engine says to text. One format a file; nothing here reads or prints.
//!
//! ```text
//! engine ◄ report ◄ the program, and a page that makes the same papers
//! ```
//!
//! [`templates`] fills in the templates of a handbook, for reports as for pages.

pub mod actions;
pub mod changes;
pub mod checklists;
mod commonmark;
pub mod csv;
pub mod diff;
pub mod document;
pub mod explain;
mod gaps;
pub mod github;
pub mod html;
pub mod human;
mod ingredients;
pub mod json;
pub mod jsonl;
pub mod junit;
pub mod making;
pub mod markdown;
pub mod paper;
pub mod sarif;
pub mod schema;
mod scheme;
pub mod schemes;
pub mod templates;
mod words;
mod workings;

use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::reader::Provenance;

/// Where in the guide a record comes from, such as `guide section 7, lines 1912-1915`; none for records that the guide
/// does not have, or when the ledger was not given.
pub fn guide_reference(catalogue: &Catalogue, provenance: &Provenance) -> Option<String> {
    // A record names the ledger's own rule or the most telling row first; content rows come before candidate rules.
    let rows: Vec<_> = provenance.guide.iter().filter_map(|id| catalogue.ledger_row(&id.text)).collect();
    let row = rows.iter().find(|row| !row.id.starts_with("xr_")).or_else(|| rows.first())?;
    let (first, last) = row.lines;
    let lines = if first == last { format!("line {first}") } else { format!("lines {first}-{last}") };
    let section = catalogue.handbook.section_of(first).unwrap_or("the guide");
    Some(format!("guide {section}, {lines}"))
}

/// A plan's path as reports for other programs write it: with forward slashes, and without a `./` before it.
pub(crate) fn portable_path(name: &str) -> String {
    let slashed = name.replace(std::path::MAIN_SEPARATOR, "/");
    slashed.strip_prefix("./").map_or_else(|| slashed.clone(), str::to_owned)
}

/// A text for a terminal: what steers one, such as an escape in a scheme's name, becomes a mark.
pub(crate) fn printable(text: &str) -> String {
    text.replace(|character: char| character.is_control() && character != '\n', "\u{fffd}")
}
