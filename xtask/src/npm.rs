//! Folders of scripts with packages from npm: a copy in the target folder is what is run, so that the work tree stays clean.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::tools::{root, run};

/// What of a folder is copied: scripts, styles, licences, and what npm and the compilers read.
const COPIED: &[&str] = &["mjs", "json", "ts", "scss", "LICENSE"];

/// Copies a folder of the workspace, with the folders in it, and installs the packages that its lock file names. That is
/// done again when the lock file is another.
pub(crate) fn install(source: &str, folder: &Path) -> Result<()> {
    let from = root().join(source);
    let lock = fs::read_to_string(from.join("package-lock.json")).context("cannot read the lock file of npm")?;
    if lock.contains("\"resolved\"") {
        bail!(
            "{source}/package-lock.json names a registry; write it with `npm install --package-lock-only --omit-lockfile-registry-resolved`"
        );
    }
    let noted = folder.join("installed.json");
    let installed = fs::read_to_string(&noted).is_ok_and(|installed| installed == lock);
    copy(&from, folder)?;
    if installed {
        return Ok(());
    }
    let options = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    run(Command::new("npm").args(options).current_dir(folder))?;
    // Written last, so that an installation that was cut short is done again.
    fs::write(noted, lock).context("cannot note what is installed")
}

/// Copies a folder with the folders in it.
fn copy(from: &Path, to: &Path) -> Result<()> {
    let mut open = vec![(from.to_owned(), to.to_owned())];
    while let Some((from, to)) = open.pop() {
        fs::create_dir_all(&to).with_context(|| format!("cannot make {}", to.display()))?;
        for entry in fs::read_dir(&from).with_context(|| format!("cannot read {}", from.display()))? {
            let path = entry?.path();
            let Some(name) = path.file_name() else { continue };
            // A folder of packages in the work tree is for the editor's sake, and may be for another machine.
            if path.is_dir() && name != "node_modules" {
                open.push((path.clone(), to.join(name)));
            }
            let end = path.extension().and_then(std::ffi::OsStr::to_str).unwrap_or_default();
            if path.is_file() && COPIED.contains(&end) {
                fs::copy(&path, to.join(name)).with_context(|| format!("cannot copy {}", path.display()))?;
            }
        }
    }
    Ok(())
}
