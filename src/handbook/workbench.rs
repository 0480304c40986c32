//! The workbench: the pages on which a plan is filled in and judged, and the files that only they ask for.
//!
//! A book has the workbench when it has the two chapters `plan.md` and `results.md`. Without them its checklists are for
//! paper, and nothing of the workbench is written.

use std::borrow::Cow;

use anyhow::bail;
use sp_plan_engine::blank::{BlankOptions, blank_plan};
use sp_plan_engine::catalogue::Catalogue;

use super::chapter::Draft;
use super::files::Files;
use super::packed;
use crate::live_engine;
use crate::load::HandbookFiles;
use crate::report::schema::plan_schema;

/// The page on which a plan is opened, saved and read through.
pub(super) const PLAN: &str = "plan.html";

/// The page that shows what the check of a plan gives.
pub(super) const RESULTS: &str = "results.html";

/// The directives that make a page a part of the workbench.
const DIRECTIVES: &[&str] = &["checklist", "plan", "results"];

/// Whether a book has the workbench.
///
/// # Errors
///
/// It has one of the two chapters and not the other, to which the first links.
pub(super) fn is_in(drafts: &[Draft]) -> anyhow::Result<bool> {
    let has = |address: &str| drafts.iter().any(|draft| draft.address == address);
    match (has(PLAN), has(RESULTS)) {
        (true, true) => Ok(true),
        (false, false) => Ok(false),
        (true, false) => bail!("book/src/SUMMARY.md: the chapter `results.md` is missing, and `plan.md` links to it"),
        (false, true) => bail!("book/src/SUMMARY.md: the chapter `plan.md` is missing, and `results.md` links to it"),
    }
}

/// Which part of the workbench a chapter is, by the directive that it has.
pub(super) fn part_of(draft: &Draft) -> Option<&'static str> {
    let mut names = draft.directives().map(|directive| directive.name_and_rest().0);
    names.find_map(|name| DIRECTIVES.iter().copied().find(|known| *known == name))
}

/// Writes what the pages of the workbench ask for: the engine, the catalogue that it judges by, a blank plan and the schema
/// that the blank plan names.
pub(super) fn write(texts: &HandbookFiles, catalogue: &Catalogue, files: &Files<'_>) -> anyhow::Result<()> {
    files.write("assets/engine.js", live_engine::script().as_bytes())?;
    files.write("assets/catalogue.js", catalogue_script(texts, catalogue)?.as_bytes())?;
    files.write("plan.yaml", blank_plan(catalogue, BlankOptions { with_schema: true }).as_bytes())?;
    files.write("plan.schema.json", plan_schema(catalogue)?.as_bytes())
}

/// The catalogue as a script. That of the embedded checklists is packed already.
fn catalogue_script(texts: &HandbookFiles, catalogue: &Catalogue) -> std::io::Result<Cow<'static, str>> {
    if texts.has_embedded_checklists() {
        return Ok(Cow::Borrowed(live_engine::embedded_catalogue_script()));
    }
    Ok(Cow::Owned(packed::script("catalogue", &catalogue.compile())?))
}
