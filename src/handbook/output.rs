//! The folder that a build writes: made beside its place, and put there when it is whole.
//!
//! A folder that a build has made holds a file `.sp-plan-handbook`, with the version of the program and the list of
//! the files that it wrote. Replacing a folder takes away what is in it, so any other file in it stops the build.
//!
//! The new folder and the old one take each other's names in one step where the system can do that. A build that is
//! ended at any moment, by whatever means, leaves one whole handbook in the place; what it leaves beside it, the next
//! build takes away.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, bail};
use tempfile::TempDir;
use walkdir::WalkDir;

/// The file by which a built folder is known.
pub(super) const MARK: &str = ".sp-plan-handbook";

/// What file managers leave in folders; it is nobody's work.
const LITTER: &[&str] = &[".DS_Store", "Thumbs.db", "desktop.ini"];

/// How the names of the folders begin in which handbooks are made.
const BESIDE: &str = ".sp-plan-";

/// The file in such a folder that its build holds locked. It says for which folder the handbook is.
const IN_USE: &str = "in-use";

/// In such a folder: the handbook in the making, and for a moment the one that it replaces.
const NEW: &str = "new";
const OLD: &str = "old";

/// How often a place is tried to be taken that other builds take at the same time.
const MOST_TRIES: usize = 10;

/// A folder in the making.
pub(super) struct Output {
    /// Where it goes.
    place: PathBuf,
    /// Locked as long as this build goes on, so that no other takes its folder for one that was left behind. Let go
    /// before the folder goes, since some systems keep a folder with an open file in it.
    in_use: File,
    /// Lies beside the place, on the same file system.
    beside: TempDir,
}

impl Output {
    /// Looks whether the place may be taken and makes the folder beside it.
    pub(super) fn prepare(place: &Path) -> anyhow::Result<Self> {
        let place = if place.exists() {
            place.canonicalize().with_context(|| format!("cannot open {}", place.display()))?
        } else {
            std::path::absolute(place).with_context(|| format!("cannot find {}", place.display()))?
        };
        let (Some(parent), Some(name)) = (place.parent(), place.file_name()) else {
            bail!("{} cannot hold a handbook: name a folder in it", place.display());
        };
        let cannot_write = || format!("cannot write in {}", parent.display());
        fs::create_dir_all(parent).with_context(|| format!("cannot make the folder {}", parent.display()))?;
        take_away_what_was_left(parent);
        may_be_replaced(&place)?;
        let (beside, in_use) = folder_beside(parent, &name.to_string_lossy()).with_context(cannot_write)?;
        // The temporary folder is closed to other users; the folder inside it has the rights that users expect.
        fs::create_dir(beside.path().join(NEW)).with_context(cannot_write)?;
        Ok(Self { place, in_use, beside })
    }

    /// Writes a file of the new folder, whose name is sound.
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> anyhow::Result<()> {
        let path = self.beside.path().join(NEW).join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
        }
        fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))
    }

    /// Puts the new folder, with these files, in its place and gives that place back.
    pub(super) fn put_in_place(self, names: &BTreeSet<String>) -> anyhow::Result<PathBuf> {
        let mut mark = format!("{}\n", env!("CARGO_PKG_VERSION"));
        for name in names {
            mark.push_str(name);
            mark.push('\n');
        }
        self.write(MARK, mark.as_bytes())?;
        self.take_place(exchange)
    }

    /// The new folder takes the place; the old one goes with the folder beside it.
    fn take_place(self, exchange: impl Fn(&Path, &Path) -> io::Result<Exchanged>) -> anyhow::Result<PathBuf> {
        let Self { place, in_use, beside } = self;
        let (new, old) = (beside.path().join(NEW), beside.path().join(OLD));
        let in_the_way = || format!("cannot replace {}", place.display());
        for _ in 0..MOST_TRIES {
            if !place.exists() {
                match fs::rename(&new, &place) {
                    // Another build was quicker.
                    Err(error) if place.exists() && is_taken(&error) => continue,
                    Err(error) => return Err(error).with_context(in_the_way),
                    Ok(()) => {}
                }
                drop(in_use);
                return Ok(place);
            }
            // Looked at again: somebody may have put a file there while the pages were made.
            may_be_replaced(&place)?;
            match exchange(&new, &place) {
                Ok(Exchanged::Yes) => {
                    drop(in_use);
                    return Ok(place);
                }
                Ok(Exchanged::CannotBe) => {}
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                Err(error) => return Err(error).with_context(in_the_way),
            }
            match fs::rename(&place, &old) {
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                Err(error) => return Err(error).with_context(in_the_way),
                Ok(()) => {}
            }
            let Err(error) = fs::rename(&new, &place) else {
                drop(in_use);
                return Ok(place);
            };
            // Another build's handbook is there, or the old one is put back.
            if is_taken(&error) && place.exists() {
                fs::remove_dir_all(&old).with_context(in_the_way)?;
            } else if fs::rename(&old, &place).is_err() {
                let kept = beside.keep().join(OLD);
                bail!("cannot replace {}: {error}; the old handbook is in {}", place.display(), kept.display());
            } else {
                return Err(error).with_context(in_the_way);
            }
        }
        bail!("cannot replace {}: other builds write to it at the same time", place.display())
    }
}

/// Whether a folder could not get a name because a folder with files has it.
fn is_taken(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::AlreadyExists | ErrorKind::DirectoryNotEmpty | ErrorKind::PermissionDenied)
}

/// Whether two folders have taken each other's names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exchanged {
    Yes,
    /// The system, or this kind of disk, has no such step.
    CannotBe,
}

/// Two folders take each other's names, in one step.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<Exchanged> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(Exchanged::Yes),
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Ok(Exchanged::CannotBe),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<Exchanged> {
    Ok(Exchanged::CannotBe)
}

/// A folder in which a build for the place of this name goes on, and the locked file that says so.
fn folder_beside(parent: &Path, place: &str) -> io::Result<(TempDir, File)> {
    for _ in 0..MOST_TRIES {
        let beside = tempfile::Builder::new().prefix(BESIDE).tempdir_in(parent)?;
        let path = beside.path().join(IN_USE);
        let locked = File::create(&path).and_then(|mut file| {
            file.write_all(place.as_bytes())?;
            match file.lock() {
                // Where there are no locks, none is found either: what is left behind stays.
                Err(error) if error.kind() != ErrorKind::Unsupported => Err(error),
                _ => Ok(file),
            }
        });
        match locked {
            Ok(file) if path.exists() => return Ok((beside, file)),
            // Until it was locked another build could take the folder for one that was left behind.
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Err(ErrorKind::ResourceBusy.into())
}

/// Takes away the folders of builds that were ended before they could do so themselves. An old handbook that such a
/// build had moved aside goes back to its place. What cannot be done is left for the next build.
fn take_away_what_was_left(parent: &Path) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    for entry in entries.flatten() {
        if !entry.file_name().to_string_lossy().starts_with(BESIDE) {
            continue;
        }
        let beside = entry.path();
        if !entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            continue;
        }
        let Ok(in_use) = File::open(beside.join(IN_USE)) else {
            // A build may have been ended when it had made the folder and nothing in it. Any other is not ours.
            let _ = fs::remove_dir(&beside);
            continue;
        };
        if in_use.try_lock().is_err() {
            continue;
        }
        let old = beside.join(OLD);
        if old.exists() {
            let place = fs::read_to_string(beside.join(IN_USE)).unwrap_or_default();
            let mut parts = Path::new(&place).components();
            let (Some(Component::Normal(name)), None) = (parts.next(), parts.next()) else { continue };
            let place = parent.join(name);
            if !place.exists() && fs::rename(&old, &place).is_err() {
                continue;
            }
        }
        // Still locked, so that a build that has just made it sees that it is gone.
        let _ = fs::remove_dir_all(&beside);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn put(place: &Path, text: &str, exchange: impl Fn(&Path, &Path) -> io::Result<Exchanged>) -> anyhow::Result<()> {
        let output = Output::prepare(place)?;
        output.write("index.html", text.as_bytes())?;
        output.write(MARK, b"0\nindex.html\n")?;
        output.take_place(exchange).map(|_| ())
    }

    fn index(place: &Path) -> String {
        fs::read_to_string(place.join("index.html")).unwrap()
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn the_place_is_taken_with_and_without_an_exchange() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("site");
        put(&place, "1", exchange).unwrap();
        put(&place, "2", exchange).unwrap();
        assert_eq!(index(&place), "2");
        put(&place, "3", |_, _| Ok(Exchanged::CannotBe)).unwrap();
        assert_eq!(index(&place), "3");
        assert_eq!(names(folder.path()), ["site"]);
    }

    #[test]
    fn a_place_that_another_build_takes_meanwhile_is_taken_again() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("site");
        put(&place, "1", exchange).unwrap();
        // The other build puts its handbook there between our two steps.
        let gone = std::cell::Cell::new(true);
        let other = |_: &Path, there: &Path| {
            if gone.replace(false) {
                put(there, "2", exchange).unwrap();
                fs::rename(there, folder.path().join("away")).unwrap();
                return Err(ErrorKind::NotFound.into());
            }
            Ok(Exchanged::CannotBe)
        };
        put(&place, "3", other).unwrap();
        assert_eq!(index(&place), "3");
        assert_eq!(names(folder.path()), ["away", "site"]);
    }

    #[test]
    fn what_an_ended_build_left_is_taken_away_and_an_old_handbook_put_back() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("site");
        put(&place, "1", exchange).unwrap();
        let left = folder.path().join(".sp-plan-left");
        fs::create_dir_all(left.join(NEW)).unwrap();
        fs::write(left.join(IN_USE), "site").unwrap();
        // It was ended when the old handbook had been moved aside.
        fs::rename(&place, left.join(OLD)).unwrap();
        fs::create_dir(folder.path().join(".sp-plan-empty")).unwrap();
        fs::create_dir_all(folder.path().join(".sp-plan-notes/of-somebody")).unwrap();
        let going_on = Output::prepare(&folder.path().join("other")).unwrap();
        assert_eq!(index(&place), "1");
        let beside = going_on.beside.path().to_owned();
        put(&place, "2", exchange).unwrap();
        assert!(beside.exists(), "a build that goes on keeps its folder");
        drop(going_on);
        assert_eq!(names(folder.path()), [".sp-plan-notes", "site"]);
    }
}
