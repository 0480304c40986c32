//! In what order the files of checklists are read: the order in which people meet them. `build/compiled.rs` shares this
//! file, so that the catalogue is the same whether it was read when the program was built or is read now.

/// The checklists that come before all other files.
const FIRST: &[&str] = &["handbook", "scheme", "setup", "link_workers", "referral", "governance", "evaluation"];

/// What files are sorted by: the position among the first, then the name without folder and ending.
pub(crate) fn rank(name: &str) -> (usize, &str) {
    let stem = name.trim_start_matches("checklists/").trim_end_matches(".yaml");
    (FIRST.iter().position(|first| *first == stem).unwrap_or(FIRST.len()), stem)
}
