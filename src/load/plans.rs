//! Plans on disk: which files are plans, and reading one within limits.

use std::fmt;
use std::io::Read;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

/// The longest plan that is read, in bytes. A full plan with every comment has about 150 KB.
pub const MAXIMUM_PLAN_BYTES: u64 = 4 << 20;

/// A plan's text and the name under which it is shown.
#[derive(Debug, Clone)]
pub struct PlanText {
    /// The path as it was given.
    pub name: String,
    /// The text, without a byte order mark being taken away, so that byte offsets are those of the file.
    pub text: String,
}

/// Why a plan could not be read, in one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The path as it was given.
    pub name: String,
    /// What is wrong and what to do.
    pub reason: String,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.name, self.reason)
    }
}

impl std::error::Error for Unreadable {}

/// The plans that paths stand for: a file stands for itself, a folder for every YAML file in it and below that looks
/// like a plan. Sorted by name within a folder; hidden files and folders are passed over. What cannot be looked into, or is
/// a folder without a plan, is in its place with the reason.
pub fn find_plans(paths: &[PathBuf]) -> Vec<Result<PathBuf, Unreadable>> {
    let mut found = Vec::new();
    for path in paths {
        if !path.is_dir() {
            found.push(Ok(path.clone()));
            continue;
        }
        let before = found.len();
        let visible =
            |entry: &walkdir::DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
        for entry in WalkDir::new(path).sort_by_file_name().into_iter().filter_entry(visible) {
            match entry {
                Ok(entry) => {
                    let is_yaml =
                        entry.path().extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
                    if entry.file_type().is_file() && is_yaml && looks_like_a_plan(entry.path()) {
                        found.push(Ok(entry.into_path()));
                    }
                }
                Err(error) => {
                    let at = error.path().unwrap_or(path);
                    found.push(Err(unreadable(at, &format!("the folder cannot be read: {error}"))));
                }
            }
        }
        if found.len() == before {
            let reason = "there is no plan in this folder; a plan is a YAML file with a `scheme:` or `sp_plan:` key";
            found.push(Err(unreadable(path, reason)));
        }
    }
    found
}

/// Whether the beginning of a file has a key that only plans have at the start of a line.
fn looks_like_a_plan(path: &Path) -> bool {
    /// A blank plan's comments before its first key are well within this.
    const BEGINNING: u64 = 16 << 10;
    let mut beginning = Vec::new();
    let Ok(file) = std::fs::File::open(path) else { return true };
    if file.take(BEGINNING).read_to_end(&mut beginning).is_err() {
        return true;
    }
    let text = String::from_utf8_lossy(&beginning);
    text.lines().any(|line| line.starts_with("sp_plan:") || line.starts_with("scheme:"))
}

/// Reads a plan's text. A file that is too long, not a file, or not UTF-8 text gives the reason in one line.
///
/// # Errors
///
/// The reason, in one line.
pub fn read_plan(path: &Path) -> Result<PlanText, Unreadable> {
    let failed = |error: &std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => unreadable(path, "there is no such file; `sp-plan init` writes a blank plan"),
        std::io::ErrorKind::PermissionDenied => unreadable(path, "you may not read this file"),
        _ => unreadable(path, &format!("the file cannot be read: {error}")),
    };
    let file = std::fs::File::open(path).map_err(|error| failed(&error))?;
    let length = file.metadata().map_err(|error| failed(&error))?.len();
    if length > MAXIMUM_PLAN_BYTES {
        return Err(too_long(path));
    }
    // No longer than the limit, as was seen just above.
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0) + 1);
    file.take(MAXIMUM_PLAN_BYTES + 1).read_to_end(&mut bytes).map_err(|error| failed(&error))?;
    if bytes.len() as u64 > MAXIMUM_PLAN_BYTES {
        return Err(too_long(path));
    }
    if bytes.contains(&0) {
        return Err(unreadable(path, "this is not a text file; a plan is YAML, written in a text editor"));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(PlanText { name: path.display().to_string(), text }),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let line = error.as_bytes().iter().take(valid).filter(|byte| **byte == b'\n').count() + 1;
            let reason = format!("line {line} is not UTF-8 text; save the file as UTF-8 in your editor");
            Err(unreadable(path, &reason))
        }
    }
}

/// Whether a file has exactly this text; not when it cannot be read.
pub fn has_text(path: &Path, text: &str) -> bool {
    let same_length = std::fs::metadata(path).is_ok_and(|found| found.len() == text.len() as u64);
    same_length && std::fs::read(path).is_ok_and(|bytes| bytes == text.as_bytes())
}

fn unreadable(path: &Path, reason: &str) -> Unreadable {
    Unreadable { name: path.display().to_string(), reason: reason.to_owned() }
}

fn too_long(path: &Path) -> Unreadable {
    let limit = MAXIMUM_PLAN_BYTES >> 20;
    unreadable(path, &format!("the file is longer than {limit} MB, which no plan is"))
}
