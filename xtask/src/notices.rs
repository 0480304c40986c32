//! `THIRD-PARTY.md`: what the program contains of others, with their licences, as cargo tells it, and
//! what its pages carry, as the folders of vendored files tell it.

use std::collections::BTreeSet;
use std::fs;

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

/// The head of the second list.
const PAGES: &str = "
## In the pages

What the built handbook carries of others. Version, checksum and licence text of each stand beside it, in
`templates/assets/vendored/*/VENDORED.md`, and go with the pages; `cargo xtask assets` makes them.

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
    let rows: String = rows.into_iter().collect();
    Ok(format!("{HEAD}{rows}{PAGES}{}", vendored()?.into_iter().collect::<String>()))
}

/// What each folder of vendored files says of itself.
fn vendored() -> Result<BTreeSet<String>> {
    let mut rows = BTreeSet::new();
    for entry in fs::read_dir(root().join("templates/assets/vendored")).context("cannot find what the pages carry")? {
        let path = entry?.path().join("VENDORED.md");
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let package = text.split_once("npm package `").and_then(|(_, rest)| rest.split_once("` "));
        let version = package.and_then(|(_, rest)| rest.split_whitespace().next());
        let licence = text.split_once("## Licence (").and_then(|(_, rest)| rest.split_once(')'));
        let (Some((name, _)), Some(version), Some((licence, _))) = (package, version, licence) else {
            bail!("{} does not name its package, version and licence", path.display());
        };
        rows.insert(format!("| {name} | {version} | {licence} |\n"));
    }
    Ok(rows)
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
    println!("THIRD-PARTY.md lists {} packages", now.lines().filter(|row| row.starts_with("| ")).count() - 2);
    Ok(())
}
