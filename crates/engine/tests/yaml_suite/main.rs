//! The official YAML test suite: which of its cases our reader accepts, which it refuses, and why where it differs.
//!
//! Each case says whether a reader has to refuse the text, and which events a parser gives for it. From the events
//! follows the tree that we should read, with what we leave out on purpose taken away; each such leaving out is a
//! reason of a closed list. A difference without a reason fails the test. All the others stand in `docs/yaml-suite.md`,
//! which fails it too when a case changes sides.

#![allow(missing_docs, reason = "tests say what they are by their names")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "the table is a file")]

mod events;
mod table;

use serde::Deserialize;
use sp_plan_engine::place::FileId;
use sp_plan_engine::yaml::{Document, Node, Value, parse};

use events::{Expected, Reason};
use table::Row;

/// The cases, one a line.
const CASES: &str = include_str!("../third-party/yaml-test-suite/cases.jsonl");

/// A case of the suite.
#[derive(Deserialize)]
struct Case {
    id: String,
    name: String,
    /// Whether a reader has to refuse the text.
    fail: bool,
    yaml: String,
    /// The events, one a line.
    tree: String,
}

/// A tree without places, to compare.
#[derive(Debug, PartialEq)]
enum Shape {
    /// A text, and whether it was written without quotes.
    Text(String, bool),
    List(Vec<Shape>),
    Keys(Vec<(String, Shape)>),
    Refused,
}

/// The tests' trees are those of the suite's small cases, so that recursion is safe here.
fn shape(node: &Node) -> Shape {
    match &node.value {
        Value::Scalar(scalar) => Shape::Text(scalar.text.clone(), scalar.plain),
        Value::Sequence(values) => Shape::List(values.iter().map(shape).collect()),
        Value::Mapping(mapping) => {
            Shape::Keys(mapping.entries.iter().map(|entry| (entry.key.clone(), shape(&entry.value))).collect())
        }
        Value::Refused => Shape::Refused,
    }
}

fn cases() -> Vec<Case> {
    CASES.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The kinds of faults that reading met, each once, in order.
fn faults(document: &Document) -> Vec<&str> {
    let mut ids: Vec<&str> = document.findings.iter().map(|finding| finding.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// What comes of a case: the reasons why we differ, or what cannot be explained.
fn judge(case: &Case) -> Result<Vec<Reason>, String> {
    let document = parse(&case.yaml, FileId::PLAN);
    if case.fail {
        // Where the fault lies in a second document, that document is what we refuse.
        let refused = faults(&document).iter().any(|id| ["syntax", "tab_indent", "second_document"].contains(id));
        return if refused && !document.sound {
            Ok(Vec::new())
        } else {
            Err(format!("it is not YAML, and is read with {:?}", document.findings))
        };
    }
    let Expected { root, reasons } = events::expected(&case.tree);
    let mut wanted: Vec<&str> = reasons.iter().filter_map(|reason| reason.fault()).collect();
    wanted.sort_unstable();
    if faults(&document) != wanted {
        return Err(format!("{wanted:?} are the faults to expect, and it has {:?}", document.findings));
    }
    let read = document.root.as_ref().map(shape);
    if read != root {
        return Err(format!("the tree should be {root:?} and is {read:?}"));
    }
    Ok(reasons)
}

#[test]
fn every_difference_from_the_suite_is_explained_and_in_the_table() {
    let cases = cases();
    assert_eq!((cases.len(), cases.iter().filter(|case| case.fail).count()), (402, 94), "the suite is whole");
    let mut rows = Vec::new();
    let mut unexplained = Vec::new();
    for case in &cases {
        match judge(case) {
            Ok(reasons) => rows.push(Row { id: &case.id, name: &case.name, fail: case.fail, reasons }),
            Err(why) => unexplained.push(format!("{} {}: {why}\n{}", case.id, case.name, case.yaml)),
        }
    }
    assert!(unexplained.is_empty(), "the reader differs without a reason:\n\n{}", unexplained.join("\n"));
    table::hold(&rows);
}

#[test]
fn places_lie_in_the_text_and_within_one_another() {
    for case in cases() {
        let document = parse(&case.yaml, FileId::PLAN);
        let mut open: Vec<&Node> = document.root.iter().collect();
        while let Some(node) = open.pop() {
            assert!(case.yaml.get(node.span.range()).is_some(), "{}: {node:?}", case.id);
            let inner: Vec<&Node> = match &node.value {
                Value::Sequence(values) => values.iter().collect(),
                Value::Mapping(mapping) => mapping.entries.iter().map(|entry| &entry.value).collect(),
                Value::Scalar(_) | Value::Refused => Vec::new(),
            };
            for value in &inner {
                let within = node.span.start <= value.span.start && value.span.end <= node.span.end;
                assert!(within, "{}: {value:?} is not within {:?}", case.id, node.span);
            }
            open.extend(inner);
        }
        for finding in &document.findings {
            assert!(case.yaml.get(finding.place.span.range()).is_some(), "{}: {finding:?}", case.id);
        }
    }
}
