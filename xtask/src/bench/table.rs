//! The table of `docs/performance.md`: rows, and where they go in the file.

use std::fs;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::tools::{output, root};

/// The lines between which the table stands. The rest of the file is written by hand.
const BEGIN: &str = "<!-- This part is written by `cargo xtask bench`. -->";
const END: &str = "<!-- The end of the part that is written by `cargo xtask bench`. -->";

/// One figure beside another.
pub(super) struct Row {
    what: String,
    figure: String,
    beside: String,
    other: String,
    ratio: String,
    bar: String,
}

impl Row {
    /// What was measured.
    pub(super) fn new(what: &str, figure: String) -> Self {
        let none = String::new;
        Self { what: what.to_owned(), figure, beside: none(), other: none(), ratio: none(), bar: "–".to_owned() }
    }

    /// What ran beside it, and the ratio of the two.
    pub(super) fn beside(mut self, beside: &str, other: String, ratio: String) -> Self {
        (self.beside, self.other, self.ratio) = (beside.to_owned(), other, ratio);
        self
    }

    /// What is to be reached.
    pub(super) fn bar(mut self, bar: &str) -> Self {
        bar.clone_into(&mut self.bar);
        self
    }
}

/// A time in words.
pub(super) fn milliseconds(time: Duration) -> String {
    let milliseconds = time.as_secs_f64() * 1000.0;
    if milliseconds < 10.0 { format!("{milliseconds:.2} ms") } else { format!("{milliseconds:.0} ms") }
}

/// How many times as long.
pub(super) fn ratio(one: Duration, other: Duration) -> String {
    let ratio = one.as_secs_f64() / other.as_secs_f64();
    if ratio < 10.0 { format!("{ratio:.2}") } else { format!("{ratio:.0}") }
}

/// Writes the table into its file, and gives it. `lines` is how long the plan is.
pub(super) fn write(rows: &[Row], lines: usize) -> Result<String> {
    let path = root().join("docs/performance.md");
    let file = fs::read_to_string(&path).context("cannot read docs/performance.md")?;
    let (before, rest) = file.split_once(BEGIN).context("docs/performance.md has lost the mark before the table")?;
    let (_, after) = rest.split_once(END).context("docs/performance.md has lost the mark after the table")?;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let version = |program: &str| output(Command::new(program).arg("--version")).map(|said| said.trim().to_owned());
    let rustc = version("rustc")?;
    let mut table = format!(
        "The plan has {lines} lines. {cores} cores, {}; sp-plan {}, {rustc}.\n\n",
        std::env::consts::OS,
        env!("CARGO_PKG_VERSION")
    );
    table.push_str("| what | figure | beside | figure | ratio | to reach |\n|---|---|---|---|---|---|\n");
    for Row { what, figure, beside, other, ratio, bar } in rows {
        table.push_str(&format!("| {what} | {figure} | {beside} | {other} | {ratio} | {bar} |\n"));
    }
    fs::write(&path, format!("{before}{BEGIN}\n\n{table}\n{END}{after}"))
        .context("cannot write docs/performance.md")?;
    Ok(table)
}
