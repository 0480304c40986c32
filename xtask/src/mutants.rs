//! Mutation tests of the engine: cargo-mutants changes the engine in one place after the other and looks whether a test
//! notices. The whole engine takes hours, so it is no part of the tests; `docs/mutants.md` says what came of it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::tools::{cargo, find, root, run, target};

/// The version that the configuration in `.cargo/mutants.toml` was written for.
const VERSION: &str = "27.1.0";

/// How many cases each law is tried on: a change that only a rare case notices is not noticed reliably anyway.
const LAW_CASES: &str = "16";

/// Installs cargo-mutants where it is missing and runs it on the named files, or on the whole engine. Other arguments go
/// to it, such as `--shard 3/20`.
pub(crate) fn look(arguments: &[&str]) -> Result<()> {
    let program = program()?;
    let (files, others): (Vec<&str>, Vec<&str>) =
        arguments.iter().partition(|word| Path::new(word).extension().is_some_and(|extension| extension == "rs"));
    let folder = target()?.join("mutants");
    // As cargo's own subcommand it is called with its name first.
    let mut mutants = Command::new(program);
    mutants
        .args(["mutants", "--package", "sp-plan-engine", "--output"])
        .arg(&folder)
        .args(files.iter().flat_map(|file| ["--file", file]))
        .args(others)
        // What stands after `--` would go to the tests alone, and all of them would be compiled.
        .args(tests_of(&files)?.iter().map(|word| format!("--cargo-arg={word}")))
        .current_dir(root())
        // What the engine stands on is then compiled once for all runs.
        .env("CARGO_TARGET_DIR", folder.join("build"));
    if std::env::var_os("PROPTEST_CASES").is_none() {
        mutants.env("PROPTEST_CASES", LAW_CASES);
    }
    run(&mut mutants)
}

/// The tests that can notice a change in these files; each more is compiled again for each change.
fn tests_of(files: &[&str]) -> Result<Vec<&'static str>> {
    let mut tests = vec!["--test", "engine", "--test", "calculators"];
    let mut unit_tests = files.is_empty();
    for file in files {
        let path = root().join(file);
        let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        unit_tests |= text.contains("#[cfg(test)]");
    }
    if unit_tests {
        tests.push("--lib");
    }
    if files.is_empty() || files.iter().any(|file| file.contains("/yaml/")) {
        tests.extend(["--test", "yaml_suite"]);
    }
    Ok(tests)
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
