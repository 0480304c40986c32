//! The folder that a build writes: made beside its place, and put there when it is whole.
//!
//! A folder that a build has made holds a file `.sp-plan-handbook`, with the version of the program and the list of
//! the files that it wrote. Replacing a folder takes away what is in it, so any other file in it stops the build.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use tempfile::TempDir;
use walkdir::WalkDir;

/// The file by which a built folder is known.
pub(super) const MARK: &str = ".sp-plan-handbook";

/// What file managers leave in folders; it is nobody's work.
const LITTER: &[&str] = &[".DS_Store", "Thumbs.db", "desktop.ini"];

/// A folder in the making.
pub(super) struct Output {
    /// Where it goes.
    place: PathBuf,
    /// Holds the new folder and, for a moment, the old one. It lies beside the place, on the same file system.
    beside: TempDir,
    new: PathBuf,
    written: RefCell<Written>,
}

#[derive(Default)]
struct Written {
    names: BTreeSet<String>,
    bytes: u64,
}

impl Output {
    /// Looks whether the place may be taken and makes the folder beside it.
    pub(super) fn prepare(place: &Path) -> anyhow::Result<Self> {
        let place = if place.exists() {
            place.canonicalize().with_context(|| format!("cannot open {}", place.display()))?
        } else {
            std::path::absolute(place).with_context(|| format!("cannot find {}", place.display()))?
        };
        may_be_replaced(&place)?;
        let Some(parent) = place.parent() else {
            bail!("{} cannot hold a handbook: name a folder in it", place.display());
        };
        fs::create_dir_all(parent).with_context(|| format!("cannot make the folder {}", parent.display()))?;
        let beside = tempfile::Builder::new()
            .prefix(".sp-plan-")
            .tempdir_in(parent)
            .with_context(|| format!("cannot write in {}", parent.display()))?;
        // The temporary folder is closed to other users; the folder inside it has the rights that users expect.
        let new = beside.path().join("new");
        fs::create_dir(&new).with_context(|| format!("cannot write in {}", parent.display()))?;
        Ok(Self { place, beside, new, written: RefCell::default() })
    }

    /// The folder in the making.
    pub(super) fn folder(&self) -> &Path {
        &self.new
    }

    /// Writes a file. A name that has been written already is a fault of the book.
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> anyhow::Result<()> {
        if !self.written.borrow_mut().names.insert(name.to_owned()) {
            bail!("two pages of the handbook would be `{name}`");
        }
        let path = self.new.join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
        }
        fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
        self.written.borrow_mut().bytes += bytes.len() as u64;
        Ok(())
    }

    /// Whether a file has been written.
    pub(super) fn has(&self, name: &str) -> bool {
        self.written.borrow().names.contains(name)
    }

    /// How many pages have been written.
    pub(super) fn pages(&self) -> usize {
        let is_page = |name: &&String| Path::new(name.as_str()).extension().is_some_and(|ending| ending == "html");
        self.written.borrow().names.iter().filter(is_page).count()
    }

    /// How many bytes have been written.
    pub(super) fn bytes(&self) -> u64 {
        self.written.borrow().bytes
    }

    /// Puts the new folder in its place and gives that place back. The old folder goes when the new one is there.
    pub(super) fn put_in_place(self) -> anyhow::Result<PathBuf> {
        let mut mark = format!("{}\n", env!("CARGO_PKG_VERSION"));
        for name in &self.written.borrow().names {
            mark.push_str(name);
            mark.push('\n');
        }
        fs::write(self.new.join(MARK), mark).with_context(|| format!("cannot write in {}", self.new.display()))?;
        let old = self.beside.path().join("old");
        let had_old = self.place.exists();
        let in_the_way = || format!("cannot replace {}", self.place.display());
        if had_old {
            // Looked at again: somebody may have put a file there while the pages were made.
            may_be_replaced(&self.place)?;
            fs::rename(&self.place, &old).with_context(in_the_way)?;
        }
        if let Err(error) = fs::rename(&self.new, &self.place) {
            if had_old && fs::rename(&old, &self.place).is_err() {
                let kept = self.beside.keep().join("old");
                bail!("cannot replace {}: {error}; the old handbook is in {}", self.place.display(), kept.display());
            }
            return Err(error).with_context(in_the_way);
        }
        Ok(self.place)
    }
}

/// Whether nothing is lost when the folder is replaced.
fn may_be_replaced(place: &Path) -> anyhow::Result<()> {
    if !place.exists() {
        return Ok(());
    }
    if !place.is_dir() {
        bail!("{} is a file; give the name of a folder for the handbook", place.display());
    }
    let mark = fs::read_to_string(place.join(MARK)).ok();
    let made: BTreeSet<&str> = mark.iter().flat_map(|mark| mark.lines().skip(1)).chain([MARK]).collect();
    for entry in WalkDir::new(place).sort_by_file_name() {
        let entry = entry.with_context(|| format!("cannot read {}", place.display()))?;
        let is_litter = entry.file_name().to_str().is_some_and(|name| LITTER.contains(&name));
        if entry.file_type().is_dir() || is_litter {
            continue;
        }
        let inner = entry.path().strip_prefix(place).unwrap_or(entry.path());
        let name = inner.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
        if mark.is_none() {
            bail!(
                "{} holds files and is not a handbook that sp-plan made; give an empty or a new folder",
                place.display()
            );
        }
        if !made.contains(name.as_str()) {
            bail!(
                "{} is not a file of the handbook and would be lost; move it away, or give a new folder",
                entry.path().display()
            );
        }
    }
    Ok(())
}
