//! The picture in the README is what the program prints, and stays so.

use std::fs;

use anstyle_svg::Term;

use super::{TODAY, root, run, stdout};

/// The findings that the picture shows; after them comes everything that follows the last finding.
const FINDINGS: &[&str] = &["wrong_type", "steering_group_has_the_usual_seats", "home_visits_need_lone_worker_policy"];

fn picture() -> String {
    let output = run(&root(), &["check", "examples/flawed.yaml", "--today", TODAY, "--color", "always"]);
    let text = stdout(&output);
    let parts: Vec<&str> = text.split("\n\n").collect();
    let summary =
        parts.iter().position(|part| part.contains("question set 1.0 ") && part.contains("Hillside")).unwrap();
    let of = |id: &&str| parts.iter().copied().find(|part| part.contains(&format!("[{id}]")));
    let findings: Vec<&str> = FINDINGS.iter().filter_map(of).collect();
    assert_eq!(findings.len(), FINDINGS.len(), "the flawed plan has the findings that the picture shows");
    let shown = [&findings, &["…"][..], &parts[summary..]].concat().join("\n\n");
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
