//! Steps that all run, even when one of them fails, and a summary at the end.

use std::time::{Duration, Instant};

use anyhow::Result;

/// One step.
pub(crate) struct Step {
    /// What it looks at, in a few words.
    pub(crate) name: &'static str,
    /// Does it.
    pub(crate) run: fn() -> Result<()>,
}

/// Runs all steps. Gives whether every one of them passed.
pub(crate) fn run_all<'a>(steps: impl IntoIterator<Item = &'a Step>) -> bool {
    let mut results: Vec<(&str, Duration, Result<()>)> = Vec::new();
    for step in steps {
        println!("\n==== {} ====", step.name);
        let start = Instant::now();
        let result = (step.run)();
        if let Err(error) = &result {
            println!("FAILED: {error:#}");
        }
        results.push((step.name, start.elapsed(), result));
    }
    println!("\n==== summary ====");
    for (name, time, result) in &results {
        let outcome = if result.is_ok() { "passed" } else { "FAILED" };
        println!("{outcome}  {:>5} s  {name}", time.as_secs());
    }
    let failed = results.iter().filter(|(_, _, result)| result.is_err()).count();
    println!("{} steps passed, {failed} failed", results.len() - failed);
    failed == 0
}
