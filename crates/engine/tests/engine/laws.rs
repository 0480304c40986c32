//! Laws that hold for every text.

use std::sync::LazyLock;

use proptest::prelude::*;
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::{CheckOptions, check};
use sp_plan_engine::place::FileId;
use sp_plan_engine::yaml::{self, Node, Value};

use super::{catalogue, today};

/// Texts that look like YAML more often than chance would have it.
pub(super) fn yaml_like() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("work:"),
        Just("first:"),
        Just("policy:"),
        Just("posts:"),
        Just("- "),
        Just("\n"),
        Just("\n  "),
        Just("\n    "),
        Just("\n\t"),
        Just(": "),
        Just("{ "),
        Just(" }"),
        Just("["),
        Just("]"),
        Just(", "),
        Just("\""),
        Just("'"),
        Just("# é\n"),
        Just("|\n  "),
        Just(">-\n  "),
        Just("&a "),
        Just("*a"),
        Just("!t "),
        Just("---\n"),
        Just("? "),
        Just("yes"),
        Just("planned"),
        Just("not_applicable"),
        Just("answer: "),
        Just("review: 2027-01-01"),
        Just("é"),
        Just("\r\n"),
        Just("\u{feff}"),
        Just("~"),
        Just("<<: "),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// Texts in which a name is looked for, with all that makes writing and reading differ.
fn words_like() -> impl Strategy<Value = String> {
    let pieces =
        ["CCG", "CCGs", " CCG ", "x", "é", "'", "\"", "\\", " ", "  ", "\n", ": ", " #", "\\n", "-", "28%", "|", "."];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..40)
        .prop_map(|pieces| format!("x{}x", pieces.concat()))
}

/// Walks the tree with a stack of its own.
fn nodes(root: &Node) -> Vec<&Node> {
    let (mut found, mut open) = (Vec::new(), vec![root]);
    while let Some(node) = open.pop() {
        found.push(node);
        match &node.value {
            Value::Sequence(values) => open.extend(values),
            Value::Mapping(mapping) => open.extend(mapping.entries.iter().map(|entry| &entry.value)),
            Value::Scalar(_) | Value::Refused => {}
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reading_never_panics_and_places_lie_in_the_text(text in prop_oneof![yaml_like(), any::<String>()]) {
        let document = yaml::parse(&text, FileId::PLAN);
        for node in document.root.iter().flat_map(nodes) {
            prop_assert!(text.get(node.span.range()).is_some(), "{:?}", node);
            // A mended text has blanks where the faulty line was.
            if let (Value::Scalar(scalar), true) = (&node.value, document.sound) {
                let written = &text[node.span.range()];
                if scalar.plain && !scalar.text.contains([' ', '\n']) {
                    prop_assert_eq!(written.trim_end(), scalar.text.trim_end());
                }
            }
        }
        for finding in &document.findings {
            prop_assert!(text.get(finding.place.span.range()).is_some(), "{:?}", finding);
        }
    }

    #[test]
    fn checking_never_panics_and_findings_lie_in_the_text(text in yaml_like()) {
        static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(catalogue);
        let report = check(&CATALOGUE, &text, CheckOptions { today: today(), stage: None });
        for finding in &report.findings {
            prop_assert!(text.get(finding.place.span.range()).is_some(), "{:?}", finding);
            for related in &finding.related {
                prop_assert!(text.get(related.place.span.range()).is_some(), "{:?}", related);
            }
        }
        prop_assert_eq!(report.readable, !report.ingredients.is_empty());
    }

    #[test]
    fn words_are_found_at_their_bytes_however_they_are_written(said in words_like()) {
        static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(super::mentions::with_rules);
        let block: String = said.lines().map(|line| format!("      {line}\n")).collect();
        let doubled = said.replace('\'', "''").replace('\n', "\n\n      ");
        let mut counts = Vec::new();
        for written in [sp_plan_engine::value::write_scalar(&said), format!("'{doubled}'"), format!("|2-\n{block}")] {
            let plan = format!("scheme: {{ nation: england }}\nwork:\n  second:\n    said: {written}\n");
            let report = check(&CATALOGUE, &plan, CheckOptions { today: today(), stage: None });
            prop_assert!(report.readable, "{}", plan);
            let found = report.findings.iter().find(|finding| finding.id == "stale");
            let related = found.iter().flat_map(|found| found.related.iter().map(|related| related.place));
            let places: Vec<_> = found.iter().map(|found| found.place).chain(related).collect();
            for place in &places {
                prop_assert!(["CCG", "CCGs"].contains(&&plan[place.span.range()]), "{:?} in {}", place, plan);
            }
            counts.push(places.len());
        }
        prop_assert!(counts.iter().all(|count| *count == counts[0]), "{:?} of {}", counts, said);
    }

    #[test]
    fn what_is_written_as_a_scalar_is_read_as_the_same_text(text in "[^\u{0}-\u{8}\u{b}-\u{1f}\u{7f}-\u{9f}\u{feff}\u{fffe}\u{ffff}\u{2028}\u{2029}]{0,40}") {
        let written = format!("a: {}\n", sp_plan_engine::value::write_scalar(&text));
        let document = yaml::parse(&written, FileId::PLAN);
        prop_assert!(document.sound, "{}: {:?}", written, document.findings);
        let read = document.root.as_ref().and_then(Node::mapping).and_then(|mapping| mapping.get("a")).and_then(Node::text);
        prop_assert_eq!(read, Some(text.as_str()));
    }
}
