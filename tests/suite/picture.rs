//! The picture in the README is what the program prints, and stays so.

use std::fs;

use anstyle_svg::Term;

use super::{TODAY, root, run, stdout};

/// The parts of the output that the picture shows: so many findings from the start, and everything after the last.
const FINDINGS: usize = 3;

fn picture() -> String {
    let output = run(&root(), &["check", "examples/flawed.yaml", "--today", TODAY, "--color", "always"]);
    let text = stdout(&output);
    let parts: Vec<&str> = text.split("\n\n").collect();
    let summary = parts.iter().position(|part| part.contains("question set 1.0 ") && part.contains("Hillside")).unwrap();
    let shown = [&parts[1..=FINDINGS], &["…"], &parts[summary..]].concat().join("\n\n");
    Term::new().render_svg(&format!("$ sp-plan check examples/flawed.yaml\n\n{shown}"))
}

#[test]
fn the_picture_in_the_readme_is_real_output() {
    let path = root().join("docs/check.svg");
    let now = picture();
    if std::env::var_os("INSTA_UPDATE").is_some_and(|update| update == "always") {
        fs::write(&path, &now).unwrap();
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    assert!(there == now, "docs/check.svg is not what the program prints now: cargo xtask bless");
}
