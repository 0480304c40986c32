//! `cargo xtask test`: everything that a change has to pass.

use anyhow::{Result, bail};

use crate::steps::{Step, run_all};
use crate::tools::{cargo, output, run};
use crate::{browser, needs, notices, purity, workbench};

/// The quick steps first, so that a slip shows early.
const STEPS: &[Step] = &[
    Step { name: "what the tests need", run: needs::bring },
    Step { name: "format", run: format },
    Step { name: "layers: engine and reports stay pure", run: purity::run },
    Step { name: "third-party notices", run: notices::check },
    Step { name: "script of the workbench", run: workbench::check },
    Step { name: "lints", run: lints },
    Step { name: "lints of the modules for the pages", run: lints_for_pages },
    Step { name: "tests", run: tests },
    Step { name: "reading age", run: reading_age },
    Step { name: "documentation", run: documentation },
    Step { name: "pages in a browser", run: browser::look },
];

/// Runs the steps that have one of the words in their name; all of them when there is no word.
pub(crate) fn everything(words: &[&str]) -> Result<bool> {
    let chosen: Vec<&Step> =
        STEPS.iter().filter(|step| words.is_empty() || words.iter().any(|word| step.name.contains(word))).collect();
    if chosen.is_empty() {
        let names: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
        bail!("no step has such a word in its name; they are: {}", names.join(", "));
    }
    Ok(run_all(chosen))
}

fn format() -> Result<()> {
    run(&mut cargo(&["fmt", "--all", "--check"]))
}

fn lints() -> Result<()> {
    run(&mut cargo(&["clippy", "--workspace", "--all-targets", "--locked", "--", "--deny", "warnings"]))
}

/// The same crates are compiled differently for the pages: their names are exported, and pointers have 32 bits.
fn lints_for_pages() -> Result<()> {
    let target = ["--target", purity::PAGES];
    let modules = ["--package", "sp-plan-wasm", "--package", "sp-plan-paper", "--package", "sp-plan-interface"];
    run(cargo(&["clippy", "--locked"]).args(modules).args(target).args(["--", "--deny", "warnings"]))
}

/// A snapshot that differs is a failure here and writes nothing; `cargo xtask bless` takes it over.
fn tests() -> Result<()> {
    let result = run(cargo(&["test", "--workspace", "--locked", "--no-fail-fast"]).env("INSTA_UPDATE", "no"));
    if result.is_err() {
        println!("Where a snapshot differs and is right as it is now: cargo xtask bless");
    }
    result
}

/// The test passed with the others; run alone it prints what it found, for those who write.
fn reading_age() -> Result<()> {
    // Of the whole workspace as before: for one package alone features differ, and all of it would be compiled again.
    let test = ["test", "--workspace", "--locked", "--test", "handbook", "the_reading_age_is_known"];
    let said = output(cargo(&test).args(["--", "--nocapture"]))?;
    match said.lines().find(|line| line.starts_with("reading age")) {
        Some(line) => println!("{line}"),
        None => bail!("the test does not tell the reading age"),
    }
    Ok(())
}

fn documentation() -> Result<()> {
    run(cargo(&["doc", "--workspace", "--no-deps", "--locked"]).env("RUSTDOCFLAGS", "--deny warnings"))
}
