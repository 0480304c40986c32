//! The engine and the reports depend on nothing that reads, prints or knows the command line, and can be compiled for
//! pages.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::tools::{self, cargo, output};

/// What the pages run on.
pub(crate) const PAGES: &str = "wasm32-unknown-unknown";

/// What only the program may use. A name stands for itself and for the packages that begin with it and a hyphen.
const PROGRAM_ONLY: &[&str] = &[
    "anyhow",
    "clap",
    "include_dir",
    "mdbook",
    "pulldown-cmark",
    "sp-plan",
    "tempfile",
    "tokio",
    "walkdir",
    "wasm-bindgen",
];

/// The packages of the workspace that run in pages too, which `sp-plan-` begins as well.
const PURE: &[&str] = &["sp-plan-engine", "sp-plan-interface", "sp-plan-paper", "sp-plan-report", "sp-plan-wasm"];

/// What packages depend on and should not, in words.
fn faults_of(packages: &[&str]) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for package in packages {
        let tree =
            ["tree", "--package", package, "--edges", "normal", "--prefix", "none", "--format", "{p}", "--locked"];
        for line in output(&mut cargo(&tree))?.lines() {
            let name = line.split_whitespace().next().unwrap_or_default();
            if is_program_only(name) {
                faults.push(format!("{package} depends on {name}"));
            }
        }
    }
    faults.sort();
    faults.dedup();
    Ok(faults)
}

/// The step: no such dependency, and engine and reports compile for pages.
pub(crate) fn run() -> Result<()> {
    let faults = faults_of(PURE)?;
    if !faults.is_empty() {
        bail!("{}", faults.join(", "));
    }
    println!("{} depend on nothing that only the program may use", PURE.join(", "));
    bring_target()?;
    // The reports bring the engine along.
    tools::run(&mut cargo(&["check", "--package", "sp-plan-report", "--locked", "--target", PAGES]))
}

/// The compiler's library for pages; rustup is asked for it when it is not there.
fn bring_target() -> Result<()> {
    let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    let libraries = output(rustc.args(["--print", "target-libdir", "--target", PAGES]).current_dir(tools::root()))?;
    if Path::new(libraries.trim()).is_dir() {
        return Ok(());
    }
    let mut rustup = Command::new("rustup");
    tools::run(rustup.args(["target", "add", PAGES]).current_dir(tools::root()))
        .with_context(|| format!("the compiler has no target {PAGES}; install it and try again"))
}

fn is_program_only(name: &str) -> bool {
    let stands_for = |only: &str| name == only || name.strip_prefix(only).is_some_and(|rest| rest.starts_with('-'));
    !PURE.contains(&name) && PROGRAM_ONLY.iter().any(|only| stands_for(only))
}

#[cfg(test)]
mod tests {
    use super::is_program_only;

    #[test]
    fn a_name_stands_for_its_family() {
        assert!(is_program_only("clap") && is_program_only("mdbook-driver") && is_program_only("sp-plan"));
        assert!(!is_program_only("sp-plan-engine") && !is_program_only("clapper"));
    }
}
