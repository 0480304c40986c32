//! A handbook's folder on disk: which of its files are used, within limits, and none from outside it.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use walkdir::{DirEntry, WalkDir};

/// The folders of a handbook.
pub(super) const PARTS: &[&str] = &["checklists", "book", "templates"];

/// The folder of `templates/` that holds files which are copied as they are.
const ASSETS: &str = "templates/assets/";

/// The folders of `templates/` that hold templates.
const TEMPLATES: &[&str] = &["pages", "parts", "report"];

/// The longest file of a handbook, in bytes. The longest of the embedded one has about 400 KB.
pub const MAXIMUM_HANDBOOK_FILE_BYTES: u64 = 4 << 20;

/// The longest that all files of a handbook may be together, in bytes. The embedded one has about 2 MB, and one of 1,000
/// chapters 6 MB.
pub const MAXIMUM_HANDBOOK_BYTES: u64 = 32 << 20;

/// How many files and folders are looked at in a handbook.
pub const MOST_HANDBOOK_ENTRIES: usize = 20_000;

/// What lies in `templates/assets` may end so, and a browser takes it for this. Nothing else is copied: a page among
/// these would go without the policy that our own pages have.
pub const ASSET_TYPES: &[(&str, &str)] = &[
    ("avif", "image/avif"),
    ("css", "text/css; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("gif", "image/gif"),
    ("ico", "image/x-icon"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("js", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("md", "text/markdown; charset=utf-8"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("svg", "image/svg+xml"),
    ("txt", "text/plain; charset=utf-8"),
    ("webp", "image/webp"),
    ("woff2", "font/woff2"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("yaml", "text/yaml; charset=utf-8"),
];

/// What a file of a handbook is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use<'a> {
    /// YAML; its name begins with `checklists/`.
    Checklist(&'a str),
    /// Of the book; its name is seen from there.
    Book(&'a str),
    /// A template; its name is seen from `templates/`.
    Template(&'a str),
    /// To be copied; its name is seen from `templates/assets/`.
    Asset(&'a str),
    /// Nothing that a handbook has; it is left where it is.
    Nothing,
}

/// What a file is by its name from the root of the handbook, with forward slashes.
///
/// # Errors
///
/// Why a file cannot be what it seems to be.
pub(super) fn use_of(name: &str) -> Result<Use<'_>, String> {
    // What editors and file managers hide is theirs.
    if name.split('/').any(|part| part.starts_with('.')) {
        return Ok(Use::Nothing);
    }
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    let is_asset = |ending: &str| ASSET_TYPES.iter().any(|(known, _)| ending.eq_ignore_ascii_case(known));
    if let Some(asset) = name.strip_prefix(ASSETS) {
        if is_asset(ending) {
            return Ok(Use::Asset(asset));
        }
        let known: Vec<&str> = ASSET_TYPES.iter().map(|(ending, _)| *ending).collect();
        return Err(format!("a file of this kind is not copied; those are that end in {}", known.join(", ")));
    }
    if let Some(template) = name.strip_prefix("templates/") {
        if template.split_once('/').is_some_and(|(folder, _)| TEMPLATES.contains(&folder)) {
            return Ok(Use::Template(template));
        }
        if ending == "html" {
            return Err(format!("a template lies in one of the folders {} of `templates`", TEMPLATES.join(", ")));
        }
    }
    if let Some(inner) = name.strip_prefix("book/") {
        let is_book = inner == "book.toml" || (inner.starts_with("src/") && ending == "md");
        return Ok(if is_book { Use::Book(inner) } else { Use::Nothing });
    }
    let is_yaml = name.starts_with("checklists/") && matches!(ending, "yaml" | "yml");
    Ok(if is_yaml { Use::Checklist(name) } else { Use::Nothing })
}

/// Reads the files of a handbook that are used: name and bytes.
pub(super) fn read(folder: &Path) -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let root = folder.canonicalize().with_context(|| format!("cannot open the folder {}", folder.display()))?;
    let mut files = Vec::new();
    let (mut entries, mut bytes) = (0, 0);
    for part in PARTS {
        let top = folder.join(part);
        if fs::symlink_metadata(&top).is_err() {
            continue;
        }
        // A part may be a link to another folder of the handbook; what lies in a part is never a link to a folder.
        if !target(&top, &root, part)?.is_dir() {
            continue;
        }
        let visible = |entry: &DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
        for entry in WalkDir::new(&top).sort_by_file_name().into_iter().filter_entry(visible) {
            let entry = entry.with_context(|| format!("cannot read the folder {}", top.display()))?;
            entries += 1;
            if entries > MOST_HANDBOOK_ENTRIES {
                bail!("{} has more than {MOST_HANDBOOK_ENTRIES} files, which no handbook has", folder.display());
            }
            let Some(name) = name_of(entry.path(), folder) else {
                bail!("{} is not named in UTF-8; give it another name", entry.path().display());
            };
            if entry.depth() > 0 && entry.path_is_symlink() {
                if target(entry.path(), &root, &name)?.is_dir() {
                    bail!("{name} is a link to a folder, which is not followed; put the folder itself there");
                }
            } else if !entry.file_type().is_file() {
                continue;
            }
            if use_of(&name).map_err(|reason| anyhow::anyhow!("{name}: {reason}"))? == Use::Nothing {
                continue;
            }
            let found = read_file(entry.path(), &name)?;
            bytes += found.len() as u64;
            if bytes > MAXIMUM_HANDBOOK_BYTES {
                let limit = MAXIMUM_HANDBOOK_BYTES >> 20;
                bail!("the files of {} are longer than {limit} MB, which no handbook is", folder.display());
            }
            files.push((name, found));
        }
    }
    Ok(files)
}

/// What a path leads to; an error when that is nothing, or lies outside the handbook.
fn target(path: &Path, root: &Path, name: &str) -> anyhow::Result<PathBuf> {
    let Ok(target) = path.canonicalize() else { bail!("{name} is a link that leads nowhere; take it away") };
    if !target.starts_with(root) {
        bail!("{name} is a link that leads out of the handbook and is not followed; put what it leads to there");
    }
    Ok(target)
}

/// A path's name from the root of the handbook, with forward slashes.
fn name_of(path: &Path, folder: &Path) -> Option<String> {
    let inner = path.strip_prefix(folder).unwrap_or(path);
    let parts: Option<Vec<&str>> = inner.components().map(|part| part.as_os_str().to_str()).collect();
    Some(parts?.join("/"))
}

/// Reads a file, no longer than the limit even if it grows meanwhile.
fn read_file(path: &Path, name: &str) -> anyhow::Result<Vec<u8>> {
    let cannot = || format!("cannot read {name}");
    let file = fs::File::open(path).with_context(cannot)?;
    // A link may lead to a pipe or a device within the handbook, which has no end.
    if !file.metadata().with_context(cannot)?.is_file() {
        bail!("{name} is not a file that can be read");
    }
    let mut bytes = Vec::new();
    file.take(MAXIMUM_HANDBOOK_FILE_BYTES + 1).read_to_end(&mut bytes).with_context(cannot)?;
    if bytes.len() as u64 > MAXIMUM_HANDBOOK_FILE_BYTES {
        bail!("{name} is longer than {} MB, which no file of a handbook is", MAXIMUM_HANDBOOK_FILE_BYTES >> 20);
    }
    Ok(bytes)
}

/// A text of the book or a template; it has to be UTF-8.
pub(super) fn text(name: &str, bytes: Vec<u8>) -> anyhow::Result<String> {
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let line = error.as_bytes().iter().take(valid).filter(|byte| **byte == b'\n').count() + 1;
        anyhow::anyhow!("{name}:{line}: this is not UTF-8 text; save the file as UTF-8 in your editor")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_files_name_says_what_it_is() {
        for (name, expected) in [
            ("checklists/a.yaml", Use::Checklist("checklists/a.yaml")),
            ("checklists/rules/a.yml", Use::Checklist("checklists/rules/a.yml")),
            ("checklists/a.md", Use::Nothing),
            ("checklists/a.yaml~", Use::Nothing),
            ("book/book.toml", Use::Book("book.toml")),
            ("book/src/a/b.md", Use::Book("src/a/b.md")),
            ("book/src/a.png", Use::Nothing),
            ("book/README.md", Use::Nothing),
            ("book/src/.a.md", Use::Nothing),
            ("templates/pages/a.html", Use::Template("pages/a.html")),
            ("templates/README.md", Use::Nothing),
            ("templates/assets/a/b.PNG", Use::Asset("a/b.PNG")),
            ("templates/assets/.git/a.css", Use::Nothing),
            ("templates/assets/.DS_Store", Use::Nothing),
        ] {
            assert_eq!(use_of(name), Ok(expected), "{name}");
        }
        for name in ["templates/assets/a.html", "templates/assets/a", "templates/a.html", "templates/page/a.html"] {
            assert!(use_of(name).is_err(), "{name}");
        }
    }
}
