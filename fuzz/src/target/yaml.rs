//! Any text as YAML.

use sp_plan_engine::place::FileId;
use sp_plan_engine::yaml::{Document, MAXIMUM_DEPTH, MAXIMUM_NODES, Node, Value, parse};

use super::assert_place;

/// Reading ends, its places lie in the text and within one another.
pub(crate) fn holds(text: &str) {
    let document = parse(text, FileId::PLAN);
    for finding in &document.findings {
        assert_place(text, finding.place.span, finding);
        for related in &finding.related {
            assert_place(text, related.place.span, finding);
        }
    }
    let in_order = document.findings.is_sorted_by_key(|finding| finding.place);
    assert!(in_order, "findings are not in order: {:?}", document.findings);
    if let Some(root) = &document.root {
        assert_tree(text, root, &document);
    }
    assert!(parse(text, FileId::PLAN) == document, "reading the same text again gives something else");
}

/// Walks the tree with a stack of its own, as the engine has to.
fn assert_tree(text: &str, root: &Node, document: &Document) {
    let mut nodes = 0;
    let mut open = vec![(root, 1)];
    while let Some((node, depth)) = open.pop() {
        nodes += 1;
        assert!(depth <= MAXIMUM_DEPTH + 1, "the tree is deeper than it may be");
        assert_place(text, node.span, node);
        let mut read_up_to = node.span.start;
        let mut inner = |value: &Node, start: usize| {
            assert!(read_up_to <= start, "values are not in order: {value:?} in {node:?}");
            assert!(start <= value.span.start, "a value comes before its key: {value:?} in {node:?}");
            assert!(value.span.end <= node.span.end, "a value is not within what it is in: {value:?} in {node:?}");
            read_up_to = value.span.end;
        };
        match &node.value {
            Value::Sequence(values) => {
                for value in values {
                    inner(value, value.span.start);
                }
                open.extend(values.iter().map(|value| (value, depth + 1)));
            }
            Value::Mapping(mapping) => {
                for (at, entry) in mapping.entries.iter().enumerate() {
                    assert_place(text, entry.key_span, entry);
                    inner(&entry.value, entry.key_span.start);
                    assert!(entry.key_span.end <= entry.value.span.start, "a key runs into its value: {entry:?}");
                    let before = mapping.entries.get(..at).unwrap_or_default();
                    assert!(before.iter().all(|other| other.key != entry.key), "a key stands twice: {entry:?}");
                }
                open.extend(mapping.entries.iter().map(|entry| (&entry.value, depth + 1)));
            }
            Value::Scalar(scalar) => {
                // A mended text has blanks where the faulty line was.
                let written = text.get(node.span.range()).unwrap_or_default();
                if document.sound && scalar.plain && !scalar.text.contains(char::is_whitespace) {
                    assert_eq!(written, scalar.text, "a plain word is not what its place holds");
                }
            }
            Value::Refused => assert!(!document.findings.is_empty(), "something is refused without a word"),
        }
    }
    assert!(nodes <= MAXIMUM_NODES, "there are more values than there may be");
}
