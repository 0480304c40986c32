//! The accessibility statement and the run of the checks that it speaks of: what the run found is what the statement says.
//!
//! The checks write the part `tests` of the record, as YAML; here it is compared with the record, or put into it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::tools::root;

/// The line with which the part begins that the run writes. It is the last part of the record.
const TESTS: &str = "  tests:";

/// Fails when the record says something else of tools, versions, checks or failures than the run whose result is in
/// `folder`.
pub(crate) fn compare(folder: &Path) -> Result<()> {
    let (record, run) = (read(&record())?, read(&folder.join("tests.yaml"))?);
    let (_, said) = cut(&record)?;
    if said.trim_end() != run.trim_end() {
        bail!(
            "checklists/accessibility.yaml says something else of the checks than they do: cargo xtask browser --bless, and read the diff"
        );
    }
    println!("the accessibility statement says what the checks found");
    Ok(())
}

/// Puts the result of the run into the record.
pub(crate) fn bless(folder: &Path) -> Result<()> {
    let (record_text, run) = (read(&record())?, read(&folder.join("tests.yaml"))?);
    let (before, _) = cut(&record_text)?;
    fs::write(record(), format!("{before}{run}")).context("cannot write checklists/accessibility.yaml")?;
    println!("The accessibility statement is that of this run. Read the diff before you commit it.");
    Ok(())
}

fn record() -> PathBuf {
    root().join("checklists/accessibility.yaml")
}

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}

/// The record before the line [`TESTS`], and from there on.
fn cut(record: &str) -> Result<(&str, &str)> {
    let mut at = 0;
    for line in record.split_inclusive('\n') {
        if line.starts_with(TESTS) {
            return record.split_at_checked(at).context("the record cannot be cut");
        }
        at += line.len();
    }
    bail!("checklists/accessibility.yaml has no line `{TESTS}` at its end")
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn the_record_is_cut_where_the_run_begins() {
        let (before, from) = cut("a:\n  b: 1\n  tests:\n    - x\n").unwrap_or_default();
        assert_eq!((before, from), ("a:\n  b: 1\n", "  tests:\n    - x\n"));
        assert!(cut("a:\n  tested: 1\n").is_err());
    }
}
