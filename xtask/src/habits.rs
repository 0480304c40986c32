//! The small habits: taking over snapshots, and measuring.

use anyhow::Result;

use crate::tools::{cargo, run};

/// Runs the tests and takes what they give as the new snapshots.
pub(crate) fn bless() -> Result<()> {
    run(cargo(&["test", "--workspace", "--no-fail-fast"]).env("INSTA_UPDATE", "always"))?;
    println!("The snapshots are those of now. Read the diff before you commit it.");
    Ok(())
}

/// Runs the benchmarks of the program and the engine; arguments go to `cargo bench`.
pub(crate) fn bench(arguments: &[&str]) -> Result<()> {
    run(cargo(&["bench", "--package", "sp-plan", "--package", "sp-plan-engine"]).args(arguments))
}
