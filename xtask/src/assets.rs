//! `cargo xtask assets`: what the pages carry of others (the styles of govuk-frontend, the search of `MiniSearch`) and the
//! fixtures that our templates are held against, made from npm packages whose versions `xtask/assets/package.json` pins.
//!
//! What it makes is committed, so that a build of the program needs no npm; this is for the day when a package has a new
//! release or a component is added.

use std::process::Command;

use anyhow::Result;

use crate::tools::{root, run, target};
use crate::{needs, npm};

/// The script and what it reads, from the root of the workspace.
const FOLDER: &str = "xtask/assets";

/// Installs the packages into the target folder and writes what is made of them.
pub(crate) fn write() -> Result<()> {
    needs::node()?;
    let folder = target()?.join("assets");
    npm::install(FOLDER, &folder)?;
    run(Command::new("node").arg(folder.join("make.mjs")).arg(root()))?;
    println!("See what changed with `git diff --stat`, then: cargo xtask notices, cargo test --test handbook govuk");
    Ok(())
}
