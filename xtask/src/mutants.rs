//! Mutation tests of the engine: cargo-mutants changes the engine in one place after the other and looks whether a test
//! notices. It takes an hour or two, so it is no part of the tests; `docs/mutants.md` says what came of the last run.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::tools::{cargo, find, root, run, target};

/// The version that the configuration in `.cargo/mutants.toml` was written for.
const VERSION: &str = "27.1.0";

/// Installs cargo-mutants where it is missing and runs it; arguments go to it, such as `--file crates/engine/src/check.rs`.
pub(crate) fn look(arguments: &[&str]) -> Result<()> {
    let program = program()?;
    // As cargo's own subcommand it is called with its name first.
    let mut mutants = Command::new(program);
    mutants
        .args(["mutants", "--package", "sp-plan-engine", "--output"])
        .current_dir(root())
        .arg(target()?.join("mutants"));
    run(mutants.args(arguments))
}

/// The program: one that is there, or one installed into the target folder.
fn program() -> Result<PathBuf> {
    if let Some(there) = find("cargo-mutants") {
        return Ok(there);
    }
    let tools = target()?.join("tools");
    let program = tools.join("bin/cargo-mutants");
    if !program.is_file() {
        run(cargo(&["install", "cargo-mutants", "--locked", "--version", VERSION, "--root"]).arg(&tools))?;
    }
    Ok(program)
}
