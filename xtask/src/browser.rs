//! The pages in a browser: builds the handbook and lets `tests/browser/pages.mjs` look at it in Chromium.
//!
//! What that needs is brought here: Debian's Chromium where this may be installed, and two npm packages, which come
//! into the target folder, so that the work tree stays clean.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::tools::{cargo, find, output, root, run, target};

/// The names under which Chromium is installed.
const CHROMIUM: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Builds the handbook and looks at its pages.
pub(crate) fn look() -> Result<()> {
    let folder = target()?.join("browser");
    let site = folder.join("site");
    fs::create_dir_all(&folder).context("cannot make a folder for the browser checks")?;
    if site.exists() {
        fs::remove_dir_all(&site).context("cannot remove the handbook of an earlier run")?;
    }
    run(cargo(&["run", "--quiet", "--locked", "--package", "sp-plan", "--", "build", "-o"]).arg(&site))?;
    let chromium = chromium()?;
    install(&folder)?;
    run(Command::new("node").arg(folder.join("pages.mjs")).arg(&site).env("CHROMIUM", chromium))
}

/// The browser: the one that is named, one that is there, or Debian's, freshly installed.
fn chromium() -> Result<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM") {
        return Ok(named.into());
    }
    let there = || CHROMIUM.iter().find_map(|name| find(name));
    if let Some(found) = there() {
        return Ok(found);
    }
    let is_root = output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if !is_root || find("apt-get").is_none() {
        bail!(
            "the pages are looked at in Chromium, and there is none; install it (on Debian: apt-get install chromium), or set CHROMIUM to its path"
        );
    }
    let apt =
        |arguments: &[&str]| run(Command::new("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive"));
    apt(&["update", "--quiet", "--quiet"])?;
    apt(&["install", "--yes", "--quiet", "--quiet", "--no-install-recommends", "chromium"])?;
    there().context("chromium was installed and is not on the PATH")
}

/// Copies the scripts into the folder and installs the npm packages beside them, where the scripts look for them.
fn install(folder: &Path) -> Result<()> {
    if find("node").is_none() || find("npm").is_none() {
        bail!("the scripts that look at the pages need Node.js 20 or later with npm; install both");
    }
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
