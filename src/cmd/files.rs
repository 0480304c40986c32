//! Writing files so that nothing is lost: a new file is new, a changed one is whole or as it was, and a backup is never
//! written over.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

/// How many backups of one version a plan may have.
const MOST_BACKUPS: u32 = 1000;

/// Writes a file; without force it must be new, even if another program made it a moment ago.
pub(super) fn write(path: &Path, text: &str, force: bool) -> anyhow::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true);
    if force {
        options.create(true).truncate(true);
    } else {
        options.create_new(true);
    }
    let mut file = options.open(path).with_context(|| format!("cannot write {}", path.display()))?;
    file.write_all(text.as_bytes()).with_context(|| format!("cannot write {}", path.display()))
}

/// Puts another text in the place of a file's. It is written beside it and then takes its name, so that the file is
/// never half of each.
pub(super) fn replace(path: &Path, text: &str) -> anyhow::Result<()> {
    let failed = || format!("cannot write {}", path.display());
    // A link stays a link to the file that is replaced.
    let real = path.canonicalize().with_context(failed)?;
    let folder = real.parent().unwrap_or(Path::new("."));
    let mut new = tempfile::NamedTempFile::new_in(folder).with_context(failed)?;
    new.write_all(text.as_bytes()).with_context(failed)?;
    let permissions = std::fs::metadata(&real).with_context(failed)?.permissions();
    if permissions.readonly() {
        bail!("{} may not be written to", path.display());
    }
    new.as_file().set_permissions(permissions).with_context(failed)?;
    new.as_file().sync_all().with_context(failed)?;
    new.persist(&real).with_context(failed)?;
    Ok(())
}

/// Keeps a plan's text beside it, such as `plan.yaml.1.0.bak`. One that is there with the same text will do; one with
/// another text stays, and the new one gets a number.
pub(super) fn back_up(path: &Path, version: &str, text: &str) -> anyhow::Result<PathBuf> {
    let version: String =
        version.chars().map(|found| if found.is_alphanumeric() || found == '.' { found } else { '_' }).collect();
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    for count in 1..=MOST_BACKUPS {
        let number = if count == 1 { String::new() } else { format!(".{count}") };
        let backup = path.with_file_name(format!("{name}.{version}{number}.bak"));
        match OpenOptions::new().write(true).create_new(true).open(&backup) {
            Ok(mut file) => {
                let failed = || format!("cannot write {}", backup.display());
                file.write_all(text.as_bytes()).with_context(failed)?;
                file.sync_all().with_context(failed)?;
                return Ok(backup);
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                if crate::load::has_text(&backup, text) {
                    return Ok(backup);
                }
            }
            Err(error) => return Err(error).with_context(|| format!("cannot write {}", backup.display())),
        }
    }
    bail!("there are {MOST_BACKUPS} backups of {} already; move some of them away", path.display())
}
