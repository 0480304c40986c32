//! The example plans, each beside what the checker says of it.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use super::{TODAY, root, run, status, stderr, stdout};

fn json(name: &str) -> Value {
    let output = run(&root(), &["check", &format!("examples/{name}.yaml"), "--today", TODAY, "--format", "json"]);
    serde_json::from_str(&stdout(&output)).unwrap_or_else(|error| panic!("{name}: {error}: {}", stderr(&output)))
}

/// The plan with line numbers, then what is said of it.
fn beside(name: &str) -> String {
    let plan = fs::read_to_string(root().join(format!("examples/{name}.yaml"))).unwrap();
    let numbered: String = plan.lines().enumerate().map(|(at, line)| format!("{:>4} │ {line}\n", at + 1)).collect();
    let output = run(&root(), &["check", &format!("examples/{name}.yaml"), "--today", TODAY]);
    format!("{numbered}\n────── status {} ──────\n{}", status(&output), stdout(&output))
}

#[test]
fn each_example_stands_beside_its_report() {
    for name in ["good", "flawed", "cullompton-2017", "rotherham-2017"] {
        insta::assert_snapshot!(format!("example_{name}"), beside(name));
    }
}

#[test]
fn the_good_plan_is_good() {
    let strict = run(&root(), &["check", "examples/good.yaml", "--today", TODAY, "--strict"]);
    assert_eq!(status(&strict), 0, "{}", stdout(&strict));
    let report = json("good");
    assert_eq!(report["plans"][0]["findings"], Value::Array(Vec::new()));
    let verdicts = report["plans"][0]["ingredients"].as_array().unwrap();
    assert_eq!(verdicts.len(), 9);
    assert!(verdicts.iter().all(|ingredient| ingredient["verdict"] == "met"));
}

#[test]
fn the_flawed_plan_has_at_least_twenty_different_findings_at_their_lines() {
    let report = json("flawed");
    let findings = report["plans"][0]["findings"].as_array().unwrap();
    let ids: BTreeSet<&str> = findings.iter().map(|finding| finding["id"].as_str().unwrap()).collect();
    assert!(ids.len() >= 20, "{ids:?}");
    let text = fs::read_to_string(root().join("examples/flawed.yaml")).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    for finding in findings {
        let place = |key: &str| usize::try_from(finding["place"][key].as_u64().unwrap()).unwrap();
        let words = &text[place("start")..place("end")];
        let line = lines[place("line") - 1];
        let first = words.lines().next().unwrap_or_default();
        assert!(line.contains(first), "{}: line {} does not hold {first:?}", finding["id"], place("line"));
        let before: String = line.chars().take(place("column") - 1).collect();
        assert!(line[before.len()..].starts_with(first), "{}: column", finding["id"]);
    }
}

#[test]
fn the_plans_of_named_schemes_say_of_which_year_they_are() {
    for name in ["cullompton-2017", "rotherham-2017"] {
        let text = fs::read_to_string(root().join(format!("examples/{name}.yaml"))).unwrap();
        let opening: String = text.lines().take_while(|line| line.starts_with('#')).collect();
        assert!(opening.contains("2017"), "{name}");
    }
}
