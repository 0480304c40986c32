//! The handbook that the program carries: the folders `checklists/`, `book/` and `templates/` as they were when it was
//! built.

use include_dir::{Dir, include_dir};

static CHECKLISTS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/checklists");
static BOOK: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/book");
static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// Every file with its name from the root of the handbook, with forward slashes.
pub(super) fn files() -> Vec<(String, &'static [u8])> {
    let mut found = Vec::new();
    // Names inside an embedded folder leave out the folder's own name, which is put back here once.
    for (root, dir) in [("checklists", &CHECKLISTS), ("book", &BOOK), ("templates", &TEMPLATES)] {
        collect(root, dir, &mut found);
    }
    found
}

/// Folders are those of the program's own sources, so their depth is known and small.
fn collect(root: &str, dir: &'static Dir<'static>, found: &mut Vec<(String, &'static [u8])>) {
    for file in dir.files() {
        let inner: Vec<_> = file.path().components().map(|part| part.as_os_str().to_string_lossy()).collect();
        found.push((format!("{root}/{}", inner.join("/")), file.contents()));
    }
    for inner in dir.dirs() {
        collect(root, inner, found);
    }
}

/// The catalogue of the checklists, as `build/compiled.rs` wrote it; empty when they have faults.
static CATALOGUE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/catalogue.compiled"));

/// The bytes of the catalogue. None when it could not be compiled: then the checklists have to be read, and their faults
/// reported.
pub(super) fn catalogue() -> Option<&'static [u8]> {
    (!CATALOGUE.is_empty()).then_some(CATALOGUE)
}
