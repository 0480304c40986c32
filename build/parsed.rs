//! Parses the checklists when the program is built, so that it need not do so at every start.
//!
//! The file written is read by `src/load/embedded.rs`: for each checklist its name and its tree, each after its length
//! in four bytes, little-endian. A file with a fault is left out, so that the program parses it and reports the fault.

use std::fs;
use std::path::{Path, PathBuf};

use sp_plan_engine::place::FileId;
use sp_plan_engine::yaml::{packed, parse};

/// Writes the trees of all YAML files below `checklists` into one file.
pub(crate) fn write(checklists: &Path, wanted: &Path) -> std::io::Result<()> {
    let mut bytes = Vec::new();
    for path in yaml_files(checklists)? {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let document = parse(&text, FileId(0));
        let (Some(root), true) = (&document.root, document.sound && document.findings.is_empty()) else { continue };
        let inner = path.strip_prefix(checklists).unwrap_or(&path);
        let parts: Vec<_> = inner.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        append(&mut bytes, parts.join("/").as_bytes());
        append(&mut bytes, &packed::pack(root));
    }
    fs::write(wanted, bytes)
}

fn append(bytes: &mut Vec<u8>, part: &[u8]) {
    // The files are the project's own, far below four gigabytes.
    bytes.extend_from_slice(&u32::try_from(part.len()).unwrap_or(0).to_le_bytes());
    bytes.extend_from_slice(part);
}

/// All YAML files below a folder, sorted, so that the same sources give the same bytes.
fn yaml_files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml") {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
