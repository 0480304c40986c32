//! The handbook's pages: a folder of HTML that works from a server and from a memory stick.
//!
//! ```text
//! book/ ─► book (mdbook's Book) ─► chapter (drafts) ◄─ markdown
//!                                        │
//! catalogue ─► view ◄─ passages ◄────────┤
//!               └─► directive ◄──────────┴─► site (our Renderer) ─► output (a new folder, put in place when whole)
//! ```
//!
//! mdbook's driver knows what a book is; our own renderer decides what it looks like. Pages depend on the texts given
//! and on nothing else: no clock, no environment, no order of a hash table, so that two builds give the same bytes.

mod book;
mod chapter;
mod description;
mod directive;
mod markdown;
mod output;
mod page;
mod passages;
mod site;
mod table;
mod view;

use std::path::{Path, PathBuf};

use mdbook_renderer::Renderer;
use sp_plan_engine::catalogue::Catalogue;

use crate::load::HandbookFiles;
use crate::templates::Templates;
use output::Output;
use site::Site;

/// What a build has made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Built {
    /// How many pages there are.
    pub pages: usize,
    /// The size of all files together.
    pub bytes: u64,
    /// The home page.
    pub home: PathBuf,
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
    let templates = Templates::new(&files.templates)?;
    let output = Output::prepare(output)?;
    let book = book::load(&files.book, output.folder())?;
    let site = Site::new(catalogue, &templates, &files.assets, &output);
    // The driver says that rendering failed and hides why; our renderer is asked for its own words.
    let ran = book.execute_build_process(&site as &dyn Renderer);
    site.outcome(ran)?;
    let (pages, bytes) = (output.pages(), output.bytes());
    let home = output.put_in_place()?.join("index.html");
    Ok(Built { pages, bytes, home })
}
