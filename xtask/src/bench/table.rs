//! The table of `docs/performance.md`: rows, and where they go in the file.

use std::fs;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};

use crate::tools::{output, root};

/// The lines between which a table stands. The rest of the file is written by hand.
fn marks(part: &str) -> (String, String) {
    let begin = format!("<!-- This part is written by `cargo xtask bench {part}`. -->");
    (begin, format!("<!-- The end of the part that is written by `cargo xtask bench {part}`. -->"))
}

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

/// Writes a table of figures into its part of the file, and gives it. `first` is a sentence that stands before it.
pub(super) fn write(part: &str, first: &str, rows: &[Row]) -> Result<String> {
    let mut table = format!("{first} {}\n\n", machine()?).trim_start().to_owned();
    table.push_str("| what | figure | beside | figure | ratio | to reach |\n|---|---|---|---|---|---|\n");
    for Row { what, figure, beside, other, ratio, bar } in rows {
        table.push_str(&format!("| {what} | {figure} | {beside} | {other} | {ratio} | {bar} |\n"));
    }
    put(part, &table)?;
    Ok(table)
}

/// The machine and the versions, in a sentence.
fn machine() -> Result<String> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let rustc = output(Command::new("rustc").arg("--version"))?;
    let (system, version) = (std::env::consts::OS, env!("CARGO_PKG_VERSION"));
    Ok(format!("{cores} cores, {system}; sp-plan {version}, {}.", rustc.trim()))
}

/// Puts a text into its part of the file.
pub(super) fn put(part: &str, text: &str) -> Result<()> {
    let path = root().join("docs/performance.md");
    let file = fs::read_to_string(&path).context("cannot read docs/performance.md")?;
    let (begin, end) = marks(part);
    let (before, rest) =
        file.split_once(&begin).with_context(|| format!("docs/performance.md has lost the mark `{begin}`"))?;
    let (_, after) = rest.split_once(&end).with_context(|| format!("docs/performance.md has lost the mark `{end}`"))?;
    fs::write(&path, format!("{before}{begin}\n\n{text}\n{end}{after}")).context("cannot write docs/performance.md")
}
