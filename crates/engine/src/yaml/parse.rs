//! Reading a text, and reading on after a fault of writing.
//!
//! A text that is not YAML is still read as far as it goes: the line with the fault is blanked out and the rest is read
//! again, so that several faults in one file are reported together.

use super::Node;
use super::mend::{blank_line, tab_fault, visible_span};
use super::tree::Tree;
use crate::finding::Finding;
use crate::place::{FileId, Place};

/// How deep values may be nested. A plan needs five levels; the rest is room for what nobody has thought of.
pub const MAXIMUM_DEPTH: usize = 64;

/// How many keys and values one text may hold. A full plan has about 2,000; the ledger, the longest file of the handbook,
/// has about 7,000.
pub const MAXIMUM_NODES: usize = 100_000;

/// How many faults of writing are looked for in one text before the reading stops.
const MAXIMUM_SYNTAX_FAULTS: usize = 8;

/// A longer text is not read a second time after a fault of writing, so that reading stays quick.
const MAXIMUM_LENGTH_TO_RESUME: usize = 1 << 20;

/// What could be read of a text, and everything that stood in the way.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The value; none when the text is empty or nothing could be read.
    pub root: Option<Node>,
    /// Faults of writing and things refused.
    pub findings: Vec<Finding>,
    /// Whether the text is YAML as it stands. If not, the tree holds only what could be saved.
    pub sound: bool,
}

/// Reads a text. Never fails and never panics: faults are findings.
pub fn parse(text: &str, file: FileId) -> Document {
    let mut findings = Vec::new();
    let mut mended: Option<String> = None;
    loop {
        let source = mended.as_deref().unwrap_or(text);
        let mut tree = Tree::new(file);
        let outcome = tree.read(source, text);
        let Err(fault) = outcome else {
            let sound = findings.is_empty();
            findings.extend(tree.findings);
            findings.sort_by_key(|finding| finding.place);
            return Document { root: tree.root, findings, sound };
        };
        let fault = tab_fault(source, &fault).unwrap_or(fault);
        let at = fault.start.min(text.len());
        findings.push(fault.fault.finding(fault.message, Place::new(file, visible_span(text, fault.start))));
        let again =
            findings.len() < MAXIMUM_SYNTAX_FAULTS && text.len() <= MAXIMUM_LENGTH_TO_RESUME && fault.can_resume;
        let next = if again { blank_line(source, at) } else { None };
        match next {
            Some(next) => mended = Some(next),
            None => {
                let root = tree.close();
                findings.extend(tree.findings);
                findings.sort_by_key(|finding| finding.place);
                return Document { root, findings, sound: false };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Span;

    fn read(text: &str) -> Document {
        parse(text, FileId::PLAN)
    }

    fn ids(document: &Document) -> Vec<&str> {
        document.findings.iter().map(|finding| finding.id.as_str()).collect()
    }

    #[test]
    fn every_key_and_value_knows_its_bytes() {
        let text = "# é\na: \"né\"   # comment\nb:\n  - one\n  - {c: d}\ne: |\n  long\n  text\n";
        let document = read(text);
        assert!(document.sound && document.findings.is_empty());
        let root = document.root.unwrap();
        let mapping = root.mapping().unwrap();
        let slice = |span: Span| &text[span.range()];
        assert_eq!(slice(mapping.entry("a").unwrap().key_span), "a");
        assert_eq!(slice(mapping.get("a").unwrap().span), "\"né\"");
        let list = mapping.get("b").unwrap().sequence().unwrap();
        assert_eq!(slice(list[0].span), "one");
        assert_eq!(slice(list[1].span), "{c: d}");
        assert_eq!(slice(mapping.get("b").unwrap().span), "- one\n  - {c: d}");
        assert_eq!(mapping.get("e").unwrap().text(), Some("long\ntext\n"));
    }

    #[test]
    fn several_faults_of_writing_are_reported_together() {
        let document = read("a: 1\nb: [1, 2\nc: 3\nd: \"open\ne: 4\n");
        assert!(!document.sound);
        assert!(!document.findings.is_empty());
        let document = read("a: 1\n\tb: 2\nc: 3\nd: @x\ne: 5\n");
        assert!(ids(&document).contains(&"tab_indent"), "{:?}", document.findings);
        assert!(ids(&document).contains(&"syntax"), "{:?}", document.findings);
        assert_eq!(document.root.unwrap().mapping().unwrap().get("e").unwrap().text(), Some("5"));
    }

    #[test]
    fn no_place_in_a_mended_text_cuts_a_character_in_two() {
        let text = "|1\né";
        let document = read(text);
        assert_eq!(ids(&document), ["syntax"]);
        assert!(text.get(document.root.unwrap().span.range()).is_some());
    }

    #[test]
    fn a_key_that_stands_twice_is_read_once() {
        let document = read("a: 1\na: 2\n");
        assert_eq!(ids(&document), ["duplicate_key"]);
        assert_eq!(document.root.unwrap().mapping().unwrap().get("a").unwrap().text(), Some("1"));
    }

    #[test]
    fn aliases_are_refused_and_the_rest_is_read() {
        let document = read("a: &x 1\nb: *x\nc: 2\n");
        assert_eq!(ids(&document), ["alias"]);
        assert_eq!(document.root.unwrap().mapping().unwrap().get("c").unwrap().text(), Some("2"));
    }

    #[test]
    fn hostile_depth_ends_with_a_finding() {
        for text in ["{a: ".repeat(100_000), "- ".repeat(100_000), "[".repeat(100_000), "? ".repeat(100_000)] {
            let document = read(&text);
            assert!(!document.sound);
            assert!(ids(&document).contains(&"too_deep"), "{}", &text[..4]);
        }
    }

    #[test]
    fn nothing_is_read_from_nothing() {
        for text in ["", "\n", "# only a comment\n", "\u{feff}"] {
            let document = read(text);
            assert!(document.findings.is_empty(), "{text:?} {:?}", document.findings);
            assert!(document.root.is_none_or(|node| node.is_empty()), "{text:?}");
        }
    }

    #[test]
    fn a_second_document_is_refused() {
        let document = read("a: 1\n---\nb: 2\n");
        assert_eq!(ids(&document), ["second_document"]);
        assert!(!document.sound);
    }
}
