//! `cargo xtask workbench`: the scripts of the pages in which a plan is filled in, bundled from the TypeScript in
//! `workbench/` by pinned tools. What it makes is committed, so that a build of the program needs no npm; a step of the
//! tests makes it again and compares.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::tools::{root, run, target};
use crate::{needs, npm};

/// The sources, from the root of the workspace.
const SOURCES: &str = "workbench";

/// Where the bundles are committed, from the root of the workspace.
const BUNDLES: &str = "templates/assets";

/// The bundles.
const NAMES: &[&str] = &["workbench.js", "results.js"];

/// Checks the types, bundles, and writes the bundles where they are committed.
pub(crate) fn write() -> Result<()> {
    let made = make()?;
    for name in NAMES {
        let to = root().join(BUNDLES).join(name);
        fs::copy(made.join(name), &to).with_context(|| format!("cannot write {}", to.display()))?;
        println!("wrote {BUNDLES}/{name}");
    }
    Ok(())
}

/// The step of the tests: the types hold, and the committed bundles are those of the sources.
pub(crate) fn check() -> Result<()> {
    let made = make()?;
    for name in NAMES {
        let committed = fs::read(root().join(BUNDLES).join(name)).unwrap_or_default();
        let bundled = fs::read(made.join(name)).with_context(|| format!("cannot read the new {name}"))?;
        if committed != bundled {
            bail!("{BUNDLES}/{name} is not what the sources in {SOURCES}/ make; run `cargo xtask workbench`");
        }
    }
    Ok(())
}

/// Checks the types and bundles. Gives the folder with the bundles.
fn make() -> Result<PathBuf> {
    needs::node()?;
    let folder = target()?.join("workbench");
    let sources = folder.join("src");
    if sources.exists() {
        fs::remove_dir_all(&sources).context("cannot remove the sources of an earlier run")?;
    }
    npm::install(SOURCES, &folder)?;
    run(Command::new("node").args(["node_modules/typescript/bin/tsc", "--noEmit"]).current_dir(&folder))?;
    let made = folder.join("made");
    run(Command::new("node").arg("make.mjs").arg(&made).current_dir(&folder))?;
    Ok(made)
}
