//! The handbook that the program carries: the folders `checklists/`, `book/` and `templates/` as they were when it was
//! built.

use include_dir::{Dir, include_dir};
use sp_plan_engine::yaml::{Document, packed};

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

/// The trees of the checklists, as `build/parsed.rs` wrote them.
static PARSED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/checklists.parsed"));

/// The document of a checklist that was parsed when the program was built. None when its text is another now: then it
/// has to be parsed.
pub(super) fn parsed(name: &str, text: &str) -> Option<Document> {
    let inner = name.strip_prefix("checklists/")?;
    let file = CHECKLISTS.get_file(inner)?;
    if file.contents() != text.as_bytes() {
        return None;
    }
    let mut rest = PARSED;
    while let Some((found, after)) = part(rest) {
        let (tree, after) = part(after)?;
        if found == inner.as_bytes() {
            return Some(Document { root: Some(packed::unpack(tree)?), findings: Vec::new(), sound: true });
        }
        rest = after;
    }
    None
}

/// The first part of some bytes, which begins with its length, and what follows it.
fn part(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    rest.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)
}

#[cfg(test)]
mod tests {
    use super::{files, parsed};
    use sp_plan_engine::place::FileId;
    use sp_plan_engine::yaml::parse;

    #[test]
    fn what_was_parsed_ahead_is_what_parsing_gives() {
        let mut checklists = 0;
        for (name, bytes) in files().into_iter().filter(|(name, _)| name.starts_with("checklists/")) {
            let text = std::str::from_utf8(bytes).unwrap();
            assert_eq!(parsed(&name, text), Some(parse(text, FileId(0))), "{name}");
            assert_eq!(parsed(&name, &format!("{text} ")), None, "{name}: another text is not believed");
            checklists += 1;
        }
        assert!(checklists > 10);
    }
}
