//! The pages in a browser: builds the handbook and lets `tests/browser/pages.mjs` look at it in Chromium.
//!
//! Two npm packages are installed for that, into the target folder, so that the work tree stays clean.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::needs;
use crate::tools::{cargo, root, run, target};

/// Builds the handbook and looks at its pages.
pub(crate) fn look() -> Result<()> {
    let folder = target()?.join("browser");
    let site = folder.join("site");
    fs::create_dir_all(&folder).context("cannot make a folder for the browser checks")?;
    if site.exists() {
        fs::remove_dir_all(&site).context("cannot remove the handbook of an earlier run")?;
    }
    run(cargo(&["run", "--quiet", "--locked", "--package", "sp-plan", "--", "build", "-o"]).arg(&site))?;
    needs::node()?;
    let chromium = needs::chromium()?;
    install(&folder)?;
    run(Command::new("node").arg(folder.join("pages.mjs")).arg(&site).env("CHROMIUM", chromium))
}

/// Copies the scripts into the folder and installs the npm packages beside them, where the scripts look for them.
fn install(folder: &Path) -> Result<()> {
    let source = root().join("tests/browser");
    let lock = fs::read_to_string(source.join("package-lock.json")).context("cannot read the lock file of npm")?;
    if lock.contains("\"resolved\"") {
        bail!(
            "tests/browser/package-lock.json names a registry; write it with `npm install --package-lock-only --omit-lockfile-registry-resolved`"
        );
    }
    let installed = fs::read_to_string(folder.join("installed.json")).is_ok_and(|installed| installed == lock);
    for entry in fs::read_dir(&source)? {
        let path = entry?.path();
        let is_wanted = path.extension().and_then(OsStr::to_str).is_some_and(|end| end == "mjs" || end == "json");
        if let (true, Some(name)) = (is_wanted, path.file_name()) {
            fs::copy(&path, folder.join(name)).with_context(|| format!("cannot copy {}", path.display()))?;
        }
    }
    if installed {
        return Ok(());
    }
    let options = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    run(Command::new("npm").args(options).current_dir(folder))?;
    // Written last, so that an installation that was cut short is done again.
    fs::write(folder.join("installed.json"), lock).context("cannot note what is installed")
}
