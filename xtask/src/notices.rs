//! `THIRD-PARTY.md`: what the program contains of others, with their licences, as cargo tells it.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail};

use crate::tools::{cargo, output, root};

/// The head of the file.
const HEAD: &str = "\
# What the program contains of others

Every package that is compiled into `sp-plan` or into its engine for pages, with its licence as it declares it. Sources
and licence texts of each are on the package registry of Rust under the name and version given. `cargo xtask notices`
writes this list.

| package | version | licence |
|---|---|---|
";

/// The packages of this workspace, which are not others'.
const OURS: &str = "sp-plan";

fn text() -> Result<String> {
    let mut rows = BTreeSet::new();
    for package in ["sp-plan", "sp-plan-wasm"] {
        let tree = [
            "tree",
            "--package",
            package,
            "--edges",
            "normal",
            "--target",
            "all",
            "--prefix",
            "none",
            "--format",
            "{p}|{l}",
            "--locked",
        ];
        for line in output(&mut cargo(&tree))?.lines() {
            let Some((package, licence)) = line.split_once('|') else { continue };
            let mut words = package.split_whitespace();
            let (Some(name), Some(version)) = (words.next(), words.next()) else { continue };
            let licence = licence.trim_end_matches(" (*)").replace('/', " OR ");
            if !name.starts_with(OURS) {
                rows.insert(format!("| {name} | {} | {licence} |\n", version.trim_start_matches('v')));
            }
        }
    }
    Ok(HEAD.to_owned() + &rows.into_iter().collect::<String>())
}

/// Writes the file.
pub(crate) fn write() -> Result<()> {
    std::fs::write(root().join("THIRD-PARTY.md"), text()?).context("cannot write THIRD-PARTY.md")
}

/// The step: the file is what cargo tells now, and no licence is one that a council could not pass on.
pub(crate) fn check() -> Result<()> {
    let now = text()?;
    let there = std::fs::read_to_string(root().join("THIRD-PARTY.md")).unwrap_or_default();
    if now != there {
        bail!("THIRD-PARTY.md is not up to date: cargo xtask notices");
    }
    let strict: Vec<&str> = now.lines().filter(|row| row.contains("GPL") && !row.contains(" OR ")).collect();
    if !strict.is_empty() {
        bail!("a licence that is not permissive: {}", strict.join(" "));
    }
    println!("THIRD-PARTY.md lists {} packages", now.lines().filter(|row| row.starts_with("| ")).count() - 1);
    Ok(())
}
