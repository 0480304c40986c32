//! Faults of writing: where they are, what is underlined, and what can be read all the same; and the limits.

use sp_plan_engine::place::{FileId, LineIndex};
use sp_plan_engine::yaml::{Document, MAXIMUM_DEPTH, MAXIMUM_NODES, Node, parse};

/// The faults as `line:column id [what is underlined]: message`, and the keys that could be read.
fn read(text: &str) -> String {
    let document = parse(text, FileId::PLAN);
    let lines = LineIndex::new(text);
    let faults = document.findings.iter().map(|finding| {
        let (line, column) = lines.line_and_column(finding.place.span.start);
        format!("{line}:{column} {} {:?}: {}\n", finding.id, &text[finding.place.span.range()], finding.message)
    });
    format!("{}{}", faults.collect::<String>(), keys(&document))
}

/// The keys of the root with their texts.
fn keys(document: &Document) -> String {
    let Some(mapping) = document.root.as_ref().and_then(Node::mapping) else { return "nothing".to_owned() };
    let each = mapping.entries.iter().map(|entry| format!("{}={}", entry.key, entry.value.text().unwrap_or("…")));
    each.collect::<Vec<_>>().join(" ")
}

#[test]
fn each_fault_of_writing_has_its_place_and_the_rest_is_read() {
    for (text, expected) in [
        ("a: 1\n\tb: 2\nc: 3\n", "2:1 tab_indent \"\\t\": The line is indented with a tab\na=1 c=3"),
        ("a:\n  \tb: 2\nc: 3\n", "2:3 tab_indent \"\\t\": The line is indented with a tab\na= c=3"),
        ("a: 1\nb: @x\nc: 3\n", "2:4 syntax \"@\": This is not YAML: unexpected character: `@'\na=1 c=3"),
        (
            "a: 1\nb: é: ü\nc: 3\n",
            "2:5 syntax \":\": This is not YAML: mapping values are not allowed in this context\na=1 c=3",
        ),
        ("a: \"open\nb: 2\n", "1:4 syntax \"\\\"\": A quote is opened here and not closed on this line\nb=2"),
        ("a: 1\nb: 'open\nc: 3\n", "2:4 syntax \"'\": A quote is opened here and not closed on this line\na=1 c=3"),
        (
            "a: it's\nb: \"x\nc: 3\n",
            "2:4 syntax \"\\\"\": A quote is opened here and not closed on this line\na=it's c=3",
        ),
        (
            "a: [1, \"x\nb: 2\n",
            "2:1 syntax \"b\": This is not YAML: invalid indentation\n2:4 syntax \"2\": This is not YAML: invalid indentation\nnothing",
        ),
        (
            "a: 1\nb: [1, 2\nc: 3\n",
            "2:4 syntax \"[\": This is not YAML: unclosed bracket '['\n3:1 syntax \"c\": This is not YAML: invalid indentation\na=1",
        ),
        ("a: 1\nb\nc: 3\n", "2:1 syntax \"b\": This is not YAML: simple key expected ':'\na=1 c=3"),
        (
            "a: 1\n  b: 2\nc: 3\n",
            "2:4 syntax \":\": This is not YAML: mapping values are not allowed in this context\na=1 c=3",
        ),
        ("a: 1\n---\nb: 2\n", "2:1 second_document \"-\": A second document begins here\na=1"),
        ("a: *x\n", "1:4 alias \"*x\": An alias stands in for a value\na=…"),
        ("? [x]\n: 1\nb: 2\n", "1:3 key_not_text \"[x]\": A key must be a single word\nb=2"),
        ("a: 1\nb: 2\na: 3\n", "3:1 duplicate_key \"a\": `a` stands here a second time\na=1 b=2"),
        (
            "a: \"x\\q\"\nb: 2\n",
            "1:4 syntax \"\\\"\": This is not YAML: while parsing a quoted scalar, found unknown escape character\nb=2",
        ),
        (
            "a: 1\n%b: 2\nc: 3",
            "2:1 syntax \"%\": This is not YAML: missing explicit document end marker before directive\na=1 c=3",
        ),
        ("a: {b: 1}}\nc: 3\n", "1:10 syntax \"}\": This is not YAML: misplaced bracket\nc=3"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn eight_faults_of_writing_are_enough() {
    let text = "@\n".repeat(20);
    assert_eq!(parse(&text, FileId::PLAN).findings.len(), 8);
    let text = format!("a: 1\n{}b: 2\n", "@\n".repeat(7));
    let document = parse(&text, FileId::PLAN);
    assert_eq!((document.findings.len(), keys(&document).as_str()), (7, "a=1 b=2"));
}

#[test]
fn a_long_text_is_read_once_only() {
    let filled = |length: usize| {
        let text = "a: 1\n@x\nb: 2\n#";
        format!("{text}{}", "x".repeat(length - text.len()))
    };
    for (length, expected) in [(1 << 20, "a=1 b=2"), ((1 << 20) + 1, "a=1")] {
        let document = parse(&filled(length), FileId::PLAN);
        assert_eq!((document.findings.len(), keys(&document).as_str()), (1, expected), "{length} bytes");
    }
}

#[test]
fn depth_and_number_of_values_are_limited() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(parse(&nested(MAXIMUM_DEPTH), FileId::PLAN).sound, "as deep as may be");
    let deeper = parse(&nested(MAXIMUM_DEPTH + 1), FileId::PLAN);
    assert_eq!((deeper.sound, deeper.findings[0].id.as_str()), (false, "too_deep"));
    // The list itself is a value too.
    let long = |values: usize| format!("[{}]", "x,".repeat(values - 1));
    assert!(parse(&long(MAXIMUM_NODES), FileId::PLAN).sound, "as many as may be");
    let longer = parse(&long(MAXIMUM_NODES + 1), FileId::PLAN);
    assert_eq!((longer.sound, longer.findings[0].id.as_str()), (false, "too_many_values"));
}

#[test]
fn a_key_that_stands_twice_is_found_in_a_long_mapping_too() {
    for keys in [2, 31, 32, 33, 34, 200] {
        let text: String = (0..keys).map(|at| format!("k{at}: v{at}\n")).collect();
        let twice = format!("{text}k0: again\nk{}: again\nnew: 1\n", keys - 1);
        let document = parse(&twice, FileId::PLAN);
        assert_eq!(document.findings.len(), 2, "{keys} keys");
        assert_eq!(&twice[document.findings[0].related[0].place.span.range()], "k0");
        assert_eq!(&twice[document.findings[1].related[0].place.span.range()], format!("k{}", keys - 1));
        let mapping = document.root.as_ref().and_then(Node::mapping).unwrap();
        assert_eq!(mapping.entries.len(), keys + 1);
        assert_eq!(mapping.get("k0").and_then(Node::text), Some("v0"), "the first is read");
    }
}

#[test]
fn places_are_those_of_what_is_written() {
    let text = "a:   \nb: |\n  one\n\n\nc: [ 1,\n  2 ]  # end\nd:\n- x\n- y\n\n# end\ne: {f: , g}\n? h\n: &i !j 'k'\nl: >-\n\n";
    let document = parse(text, FileId::PLAN);
    assert_eq!(document.findings, []);
    let mapping = document.root.as_ref().and_then(Node::mapping).unwrap();
    let place = |node: &Node| format!("{}..{} {:?}", node.span.start, node.span.end, &text[node.span.range()]);
    let mut found: Vec<String> =
        mapping.entries.iter().map(|entry| format!("{} {}", entry.key, place(&entry.value))).collect();
    let inner = mapping.get("e").and_then(Node::mapping).unwrap();
    found.extend(inner.entries.iter().map(|entry| format!("e.{} {}", entry.key, place(&entry.value))));
    assert_eq!(
        found,
        [
            "a 2..2 \"\"",
            "b 13..16 \"one\"",
            "c 22..32 \"[ 1,\\n  2 ]\"",
            "d 43..50 \"- x\\n- y\"",
            "e 61..69 \"{f: , g}\"",
            "h 82..85 \"'k'\"",
            "l 89..91 \">-\"",
            "e.f 64..64 \"\"",
            "e.g 68..68 \"\"",
        ]
    );
}
