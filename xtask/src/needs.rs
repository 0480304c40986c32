//! What the tests need besides Rust: Node.js for the engine in WebAssembly and for the scripts that look at the pages, and
//! Chromium. They are brought where that may be done, and named where it may not.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::tools::{find, output, run};

/// The names under which Chromium is installed.
const CHROMIUM: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// The step: everything is there, or is brought.
pub(crate) fn bring() -> Result<()> {
    node()?;
    let chromium = chromium()?;
    println!("Node.js, npm and {} are there", chromium.display());
    Ok(())
}

/// Node.js with npm.
pub(crate) fn node() -> Result<()> {
    let there = || find("node").is_some() && find("npm").is_some();
    if there() {
        return Ok(());
    }
    install("Node.js 18 or later with npm", &["nodejs", "npm"])?;
    if there() { Ok(()) } else { bail!("Node.js was installed and is not on the PATH") }
}

/// The browser: the one that is named, one that is there, or Debian's, freshly installed.
pub(crate) fn chromium() -> Result<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM") {
        return Ok(named.into());
    }
    let there = || CHROMIUM.iter().find_map(|name| find(name));
    if let Some(found) = there() {
        return Ok(found);
    }
    install("Chromium (or set CHROMIUM to the path of a browser like it)", &["chromium"])?;
    there().context("chromium was installed and is not on the PATH")
}

/// Installs Debian's packages where this may be done; says what to install where it may not.
fn install(what: &str, packages: &[&str]) -> Result<()> {
    let is_root = output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if !is_root || find("apt-get").is_none() {
        bail!("the tests need {what}; install it (on Debian: apt-get install {})", packages.join(" "));
    }
    let apt =
        |arguments: &[&str]| run(Command::new("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive"));
    apt(&["update", "--quiet", "--quiet"])?;
    apt(&[&["install", "--yes", "--quiet", "--quiet", "--no-install-recommends"], packages].concat())
}
