//! The handbook's pages: a folder of HTML that works from a server and from a memory stick.
//!
//! ```text
//! book/ ─► book (mdbook's Book) ─► chapter (drafts) ◄─ markdown
//!                                        │
//! catalogue ─► view ◄─ passages ◄────────┤
//!  │            └─► directive ◄──────────┴─► site (our Renderer) ─► files ─► output (a new folder, put in place when whole)
//!  └─► search (an index of records and chapters) ─► site
//! ```
//!
//! mdbook's driver knows what a book is; our own renderer decides what it looks like. Pages depend on the texts given
//! and on nothing else: no clock, no environment, no order of a hash table, so that two builds give the same bytes.

mod address;
mod book;
mod chapter;
mod description;
mod directive;
mod files;
mod markdown;
mod output;
mod packed;
mod page;
mod passages;
mod search;
mod site;
mod table;
mod term_links;
mod view;
mod word_tree;
mod workbench;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use mdbook_renderer::Renderer;
use sp_plan_engine::catalogue::Catalogue;

use crate::load::HandbookFiles;
use files::{Files, Keep, Written};
use output::Output;
use site::Site;
use sp_plan_report::templates::Templates;

/// What a build has made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Built {
    /// How many pages there are.
    pub pages: usize,
    /// The size of all files together.
    pub bytes: u64,
    /// The home page.
    pub home: PathBuf,
    /// The page on which a plan is filled in; none in a book without it.
    pub plan: Option<PathBuf>,
}

/// Builds the handbook into the folder `output`.
///
/// The pages are written beside it first and put in its place when all of them are there; a build that fails leaves
/// what was there as it was. A folder with files that no build made is refused.
///
/// # Errors
///
/// A sentence, fit to be shown, when a chapter, a template or the book's list of chapters is wrong, or when the folder
/// may not or cannot be written.
pub fn build(files: &HandbookFiles, catalogue: &Catalogue, output: &Path) -> anyhow::Result<Built> {
    let output = Output::prepare(output)?;
    let written = write_all(files, catalogue, &|name, bytes| output.write(name, bytes))?;
    let (pages, bytes) = (written.pages(), written.bytes);
    let folder = output.put_in_place(&written.names)?;
    let plan = written.names.contains(workbench::PLAN).then(|| folder.join(workbench::PLAN));
    Ok(Built { pages, bytes, home: folder.join("index.html"), plan })
}

/// The files of the handbook by name, as [`build`] writes them, in memory.
///
/// # Errors
///
/// As [`build`], but for what concerns the folder.
pub fn build_in_memory(files: &HandbookFiles, catalogue: &Catalogue) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let kept = RefCell::new(BTreeMap::new());
    write_all(files, catalogue, &|name, bytes| {
        kept.borrow_mut().insert(name.to_owned(), bytes.to_owned());
        Ok(())
    })?;
    Ok(kept.into_inner())
}

/// Makes all files and hands each to `keep`.
fn write_all(files: &HandbookFiles, catalogue: &Catalogue, keep: &Keep<'_>) -> anyhow::Result<Written> {
    let templates = Templates::new(&files.templates)?;
    let book = book::load(&files.book)?;
    let written = Files::new(keep);
    let site = Site::new(catalogue, &templates, files, &written);
    // The driver says that rendering failed and hides why; our renderer is asked for its own words.
    let ran = book.execute_build_process(&site as &dyn Renderer);
    site.outcome(ran)?;
    drop(site);
    Ok(written.into_written())
}
