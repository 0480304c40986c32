//! Reads the checklists when the program is built, so that it need not do so at every start.
//!
//! A handbook with faults is not compiled: there is none then, and the program reads the checklists that it carries
//! and reports every fault with its line.

use std::fs;
use std::path::{Path, PathBuf};

use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::place::{LineIndex, SourceText};

#[path = "../src/load/order.rs"]
mod order;

/// The catalogue of the YAML files below `checklists`. None, and the first fault in words, when it has any.
pub(crate) fn compile(checklists: &Path) -> std::io::Result<(Option<Catalogue>, Option<String>)> {
    let mut files = Vec::new();
    for path in yaml_files(checklists)? {
        let inner = path.strip_prefix(checklists).unwrap_or(&path);
        let parts: Vec<_> = inner.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        let text = String::from_utf8_lossy(&fs::read(&path)?).into_owned();
        files.push(SourceText::new(format!("checklists/{}", parts.join("/")), text));
    }
    files.sort_by(|left, right| order::rank(&left.name).cmp(&order::rank(&right.name)));
    let loaded = Catalogue::load(files);
    let fault = loaded.findings.first().map(|fault| {
        let file = loaded.catalogue.file(fault.place.file);
        let (name, text) = file.map_or(("the handbook", ""), |file| (file.name.as_str(), file.text.as_str()));
        let (line, column) = LineIndex::new(text).line_and_column(fault.place.span.start);
        format!("{name}:{line}:{column}: {}", fault.message)
    });
    Ok((fault.is_none().then_some(loaded.catalogue), fault))
}

/// All YAML files below a folder.
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
    Ok(found)
}
