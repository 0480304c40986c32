//! The workbench: the pages on which a plan is filled in and judged, and the files that only they ask for.
//!
//! A book has the workbench when it has the two chapters `plan.md` and `results.md`. Without them its checklists are for
//! paper, and nothing of the workbench is written.

use anyhow::bail;
use sp_plan_engine::blank::{BlankOptions, blank_plan};
use sp_plan_engine::catalogue::Catalogue;

use super::chapter::Draft;
use super::files::Files;
use super::packed;
use crate::live_engine::{CATALOGUE_SCRIPTS, MODULE_SCRIPTS};
use crate::load::HandbookFiles;
use sp_plan_report::schema::plan_schema;
use sp_plan_report::templates::for_pages;

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

/// Writes what the pages of the workbench ask for: the modules, the catalogue that they judge by, the templates of reports,
/// a blank plan and the schema that the blank plan names.
pub(super) fn write(texts: &HandbookFiles, catalogue: &Catalogue, files: &Files<'_>) -> anyhow::Result<()> {
    let put = |name: &str, script: &str| files.write(&format!("assets/{name}.js"), script.as_bytes());
    for (name, script) in MODULE_SCRIPTS {
        put(name, script)?;
    }
    if texts.has_embedded_checklists() {
        for (name, script) in CATALOGUE_SCRIPTS {
            put(name, script)?;
        }
    } else {
        for (name, bytes) in packed::catalogue_parts(Some(catalogue)) {
            put(name, &packed::script(name, &bytes)?)?;
        }
    }
    put("templates", &packed::script("templates", for_pages(&texts.templates).as_bytes())?)?;
    files.write("plan.yaml", blank_plan(catalogue, BlankOptions { with_schema: true }).as_bytes())?;
    files.write("plan.schema.json", plan_schema(catalogue)?.as_bytes())
}
