//! `docs/yaml-suite.md`: every case on its side, and each difference with its reason.

use std::fs;
use std::path::Path;

use super::events::{REASONS, Reason};

/// What came of a case.
pub(super) struct Row<'a> {
    pub(super) id: &'a str,
    pub(super) name: &'a str,
    /// Whether a reader has to refuse the text.
    pub(super) fail: bool,
    /// Why we read less than the suite's events have; none when we read the same.
    pub(super) reasons: Vec<Reason>,
}

impl Row<'_> {
    fn is_accepted(&self) -> bool {
        !self.fail && self.reasons.iter().all(|reason| reason.fault().is_none())
    }
}

const HEAD: &str = "\
# The reader and the official YAML test suite

The suite's release 2022-01-17 has 402 cases. For each, `crates/engine/tests/yaml_suite` compares accepted or refused, and
of what is accepted the whole tree: keys, texts, and whether they stood in quotes. This file is what that test finds; it
fails when a case changes sides. `cargo xtask bless` writes the file anew.

Accepted means read without a finding. Where the suite accepts a text and we do not, nothing else of the text is lost:
the test also holds the rest of the tree to the suite's.

";

/// Fails when the table in the docs is not this one; writes it when that was asked for.
pub(super) fn hold(rows: &[Row<'_>]) {
    let now = text(rows);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/yaml-suite.md");
    if std::env::var_os("INSTA_UPDATE").is_some_and(|update| update == "always") {
        fs::write(&path, &now).unwrap();
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    let changed: Vec<&str> = now.lines().filter(|line| !there.lines().any(|other| other == *line)).collect();
    assert!(
        there == now,
        "docs/yaml-suite.md is not what the reader does now. New lines:\n{}\nIf that is right: cargo xtask bless",
        changed.join("\n")
    );
}

fn text(rows: &[Row<'_>]) -> String {
    let refused: Vec<&Row<'_>> = rows.iter().filter(|row| row.fail).collect();
    let same: Vec<&Row<'_>> = rows.iter().filter(|row| !row.fail && row.reasons.is_empty()).collect();
    let different: Vec<&Row<'_>> = rows.iter().filter(|row| !row.reasons.is_empty()).collect();
    let mut text = HEAD.to_owned();
    text += "| the suite | our reader | cases |\n|---|---|---|\n";
    text += &format!("| accepts | accepts, and reads the same | {} |\n", same.len());
    let accepted = different.iter().filter(|row| row.is_accepted()).count();
    text += &format!("| accepts | accepts, and reads less | {accepted} |\n");
    text += &format!("| accepts | refuses a part or the whole | {} |\n", different.len() - accepted);
    text += &format!("| refuses | refuses | {} |\n| refuses | accepts | 0 |\n", refused.len());
    text += "\n## Why we differ\n\n| reason | cases | why |\n|---|---|---|\n";
    for reason in REASONS {
        let count = different.iter().filter(|row| row.reasons.contains(reason)).count();
        text += &format!("| {} | {count} | {} |\n", reason.name(), reason.why());
    }
    text += "\n## Each difference\n\n| case | name | our reader | reason |\n|---|---|---|---|\n";
    for row in &different {
        let ours = if row.is_accepted() { "accepts" } else { "refuses" };
        let reasons: Vec<&str> = row.reasons.iter().map(|reason| reason.name()).collect();
        text += &format!("| {} | {} | {ours} | {} |\n", row.id, row.name.replace('|', "\\|"), reasons.join(", "));
    }
    text += &format!("\n## Accepted by both, with the same tree\n\n{}", wrapped(&same));
    text += &format!("\n## Refused by both\n\n{}", wrapped(&refused));
    text
}

/// The ids, a few a line, so that a change shows in a diff.
fn wrapped(rows: &[&Row<'_>]) -> String {
    const A_LINE: usize = 16;
    let lines = rows.chunks(A_LINE).map(|line| line.iter().map(|row| row.id).collect::<Vec<_>>().join(" ") + "\n");
    lines.collect()
}
