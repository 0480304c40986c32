//! Edits of a plan's text: what is asked for changes, and not a byte more.

use sp_plan_engine::edit::{Address, Change, Draft, Position, keys, list, text, word};
use sp_plan_engine::yaml::Node;

/// The text after an edit, or why it was not made. `|` in the data is the beginning of a line.
fn edited(before: &str, edit: impl FnOnce(&mut Draft) -> Result<(), sp_plan_engine::edit::Refusal>) -> String {
    let mut draft = Draft::open(before).expect("the text is sound");
    match edit(&mut draft) {
        Ok(()) => draft.into_text(),
        Err(refusal) => {
            assert_eq!(draft.text(), before, "a refused change leaves the text alone");
            format!("refused: {refusal}")
        }
    }
}

fn answer(before: &str, path: &str, value: Node) -> String {
    edited(before, |draft| draft.set_answer(path, value, Position::Last))
}

fn detail(before: &str, path: &str, key: &str, value: Option<Node>) -> String {
    edited(before, |draft| draft.set_detail(path, key, value))
}

#[allow(clippy::needless_pass_by_value, reason = "the data of a test reads better without `&`")]
fn change(before: &str, change: Change) -> String {
    edited(before, |draft| draft.change(&change))
}

fn moved(before: &str, from: &str, to: &str) -> String {
    let (from, to) = (Address::of_path(from), Address::of_path(to));
    change(before, Change::Move { from, to, position: Position::Last })
}

#[test]
fn an_answer_changes_in_its_place() {
    for (before, path, value, after) in [
        ("a:\n  b: yes  # so\n", "a.b", word("no"), "a:\n  b: no  # so\n"),
        ("a:\r\n  b: yes  # so\r\n", "a.b", word("no"), "a:\r\n  b: no  # so\r\n"),
        ("a:\n  b:   # when?\n", "a.b", word("2027-04-01"), "a:\n  b: 2027-04-01   # when?\n"),
        ("a:\n  b:", "a.b", word("yes"), "a:\n  b: yes"),
        ("a: { b: yes, c: no }\n", "a.b", word("planned"), "a: { b: planned, c: no }\n"),
        ("a: { b: , c: no }\n", "a.b", word("yes"), "a: { b: yes , c: no }\n"),
        ("a: { b, c: no }\n", "a.b", word("yes"), "a: { b: yes, c: no }\n"),
        ("a: {b: 'it''s'}\n", "a.b", text("x, y"), "a: {b: \"x, y\"}\n"),
        ("a: # x\n  b: \"q\" # y\n# z\n", "a.b", text("one: two"), "a: # x\n  b: \"one: two\" # y\n# z\n"),
        // The long form keeps its other keys, in both styles.
        ("a: { b: { answer: no, note: n } }\n", "a.b", word("yes"), "a: { b: { answer: yes, note: n } }\n"),
        (
            "a:\n  b:\n    # why\n    note: n # c\n    answer: no # d\n",
            "a.b",
            word("yes"),
            "a:\n  b:\n    # why\n    note: n # c\n    answer: yes # d\n",
        ),
        ("a:\n  b: { note: n }\n", "a.b", word("yes"), "a:\n  b: { note: n, answer: yes }\n"),
        // Texts over several lines.
        ("a:\n  b: |  # kept\n    one\n    two\n\n  c: x\n", "a.b", word("no"), "a:\n  b: no  # kept\n\n  c: x\n"),
        ("a:\n  b: one\n    two  # kept\n  c: x\n", "a.b", word("no"), "a:\n  b: no  # kept\n  c: x\n"),
        ("a:\n  b:\n    long text\n    on two lines\n", "a.b", word("no"), "a:\n  b: no\n"),
        ("a:\n  b:\n    # kept\n    text\n", "a.b", word("no"), "a:\n  b:\n    # kept\n    no\n"),
        ("a:\n  b: x # c\n", "a.b", text("one\ntwo"), "a:\n  b: |- # c\n    one\n    two\n"),
        ("a: { b: x }\n", "a.b", text("one\ntwo\n"), "a: { b: \"one\\ntwo\\n\" }\n"),
        ("a:\n  b: >-\n    x\n  c: y\n", "a.b", text("one\n\ntwo\n"), "a:\n  b: |\n    one\n\n    two\n  c: y\n"),
        // Lists: only the entries that differ are touched.
        ("a:\n  b: [gp,  council]  # c\n", "a.b", list([word("gp"), word("icb")]), "a:\n  b: [gp,  icb]  # c\n"),
        (
            "a:\n  b:\n    - gp   # dr a\n    # then\n    - council\n",
            "a.b",
            list([word("gp"), word("council"), word("icb")]),
            "a:\n  b:\n    - gp   # dr a\n    # then\n    - council\n    - icb\n",
        ),
        (
            "a:\n  b:\n  - gp   # dr a\n  - icb # b\n  - council\n",
            "a.b",
            list([word("gp"), word("council")]),
            "a:\n  b:\n  - gp   # dr a\n  - council\n",
        ),
        ("a:\n  b: [gp, icb, nhs,  vcse]\n", "a.b", list([word("vcse")]), "a:\n  b: [vcse]\n"),
        ("a:\n  b: [gp, icb, nhs, vcse]\n", "a.b", list([word("gp"), word("vcse")]), "a:\n  b: [gp, vcse]\n"),
        ("a:\n  b: [gp, icb]\n", "a.b", list([]), "a:\n  b: []\n"),
        ("a:\n  b: []\n", "a.b", list([word("gp")]), "a:\n  b: [gp]\n"),
        (
            "a:\n  b: # c\n    # d\n    - gp\n    - icb\n  e: f\n",
            "a.b",
            word("no"),
            "a:\n  b: no # c\n    # d\n  e: f\n",
        ),
        ("a:\n  b:\n  - gp: 1 # c\n", "a.b", text("one\ntwo"), "a:\n  b: |-\n    one\n    two\n  # c\n"),
    ] {
        assert_eq!(answer(before, path, value), after, "{before}");
    }
}

#[test]
fn an_answer_that_is_missing_is_added_to_its_group() {
    for (before, path, after) in [
        ("a:\n  b: no  # c\n# end\n", "a.x", "a:\n  b: no  # c\n  x: yes\n# end\n"),
        ("a:\n  b: no", "a.x", "a:\n  b: no\n  x: yes"),
        ("a:\r\n    b: no\r\n", "a.x", "a:\r\n    b: no\r\n    x: yes\r\n"),
        ("a: { b: no } # c\n", "a.x", "a: { b: no, x: yes } # c\n"),
        ("a: {}\n", "a.x", "a: { x: yes }\n"),
        ("a: { }\nb: 1\n", "a.x", "a: { x: yes }\nb: 1\n"),
        ("a: {\n  b: no # c\n }\n", "a.x", "a: {\n  b: no, x: yes # c\n }\n"),
        ("a:   # nothing yet\n  # still\nb: 1\n", "a.x", "a:   # nothing yet\n  x: yes\n  # still\nb: 1\n"),
        ("a: ~\n", "a.x", "a: { x: yes }\n"),
        ("b: 1\n", "a.g.x", "b: 1\na:\n  g:\n    x: yes\n"),
        ("a:\n    b:\n        c: no\nd: 1\n", "a.g.x", "a:\n    b:\n        c: no\n    g:\n        x: yes\nd: 1\n"),
        ("a: { b: { c: no } }\n", "a.g.x", "a: { b: { c: no }, g: { x: yes } }\n"),
        ("", "a.g.x", "a:\n  g:\n    x: yes\n"),
        ("# a plan", "a.x", "# a plan\na:\n  x: yes\n"),
        ("\u{feff}b: 1\n", "a.x", "\u{feff}b: 1\na:\n  x: yes\n"),
        ("a:\n  t: |+\n    text\n\n\nb: 1\n", "a.x", "a:\n  t: |+\n    text\n\n\n  x: yes\nb: 1\n"),
        ("a:\n  t: |\n    text\n\nb: 1\n", "a.x", "a:\n  t: |\n    text\n  x: yes\n\nb: 1\n"),
        ("a:\n  r:\n    - p: 1\n      q: 2 # c\n", "a.x", "a:\n  r:\n    - p: 1\n      q: 2 # c\n  x: yes\n"),
        ("a: text\n", "a.x", "refused: nothing can be put at `a.x`: what it should stand in is a single value"),
        ("a: [1]\n", "a.x", "refused: nothing can be put at `a.x`: what it should stand in is a list"),
    ] {
        assert_eq!(answer(before, path, word("yes")), after, "{before}");
    }
}

#[test]
fn a_new_key_stands_where_it_is_wanted() {
    let set = |before: &str, position: Position| {
        change(before, Change::Set { at: Address::of_path("a.x"), value: word("yes"), position })
    };
    let after = |keys: &[&str]| Position::After(keys.iter().map(|key| (*key).to_owned()).collect());
    assert_eq!(set("a:\n  # one\n  b: 1\n  c: 2\n", Position::First), "a:\n  x: yes\n  # one\n  b: 1\n  c: 2\n");
    assert_eq!(set("a: { b: 1 }\n", Position::First), "a: { x: yes, b: 1 }\n");
    assert_eq!(set("a:\n  b: 1 # c\n  c: 2\n", after(&["b", "z"])), "a:\n  b: 1 # c\n  x: yes\n  c: 2\n");
    assert_eq!(set("a: { b: 1, c: 2 }\n", after(&["b"])), "a: { b: 1, x: yes, c: 2 }\n");
    assert_eq!(set("a:\n  b: 1\n  c: 2\n", after(&["z"])), "a:\n  b: 1\n  c: 2\n  x: yes\n");
}

#[test]
fn a_detail_makes_a_short_answer_long_and_back() {
    for (before, path, after) in [
        ("a:\n  b: yes  # c\n", "a.b", "a:\n  b: { answer: yes, owner: Chair }  # c\n"),
        ("a: { b: yes, c: no }\n", "a.b", "a: { b: { answer: yes, owner: Chair }, c: no }\n"),
        ("a:\n  b: [gp, icb]\n", "a.b", "a:\n  b: { answer: [gp, icb], owner: Chair }\n"),
        ("a:\n  b: one, two  # c\n", "a.b", "a:\n  b:\n    owner: Chair\n    answer: one, two  # c\n"),
        (
            "a:\n  b: |  # c\n    one\n\n    two\n  d: x\n",
            "a.b",
            "a:\n  b:\n    owner: Chair\n    answer: |  # c\n      one\n\n      two\n  d: x\n",
        ),
        (
            "a:\n  b:  # rows\n    # first\n    - p: 1\n      q: 2 # c\n\n    - { p: 3 }\n  d: x\n",
            "a.b",
            "a:\n  b:\n    owner: Chair\n    answer:  # rows\n      # first\n      - p: 1\n        q: 2 # c\n\n      - { p: 3 }\n  d: x\n",
        ),
        ("a:\n  b:\n  - p: 1\n  - p: 2", "a.b", "a:\n  b:\n    owner: Chair\n    answer:\n    - p: 1\n    - p: 2"),
        ("a:\r\n  b:\r\n    - p: 1\r\n", "a.b", "a:\r\n  b:\r\n    owner: Chair\r\n    answer:\r\n      - p: 1\r\n"),
    ] {
        let long = detail(before, path, "owner", Some(text("Chair")));
        assert_eq!(long, after, "{before}");
        assert_eq!(detail(&long, path, "owner", None), before, "and back");
    }
    for (before, key, value, after) in [
        ("b: { answer: yes, note: n }\n", "note", Some(text("no")), "b: { answer: yes, note: \"no\" }\n"),
        (
            "b: { answer: yes, note: n }\n",
            "due",
            Some(word("2027-01-01")),
            "b: { answer: yes, note: n, due: 2027-01-01 }\n",
        ),
        ("b:\n  answer: yes\n  note: n # c\n", "note", None, "b: yes\n  # c\n"),
        ("b:\n", "note", Some(text("seen")), "b: { note: seen }\n"),
        ("c: 1\n", "note", Some(text("seen")), "c: 1\nb: { note: seen }\n"),
        ("b: yes\n", "note", None, "b: yes\n"),
        (
            "b: { x: 1 }\n",
            "note",
            Some(text("n")),
            "refused: `b` is a set of keys that is no answer, so it takes no `note`",
        ),
    ] {
        assert_eq!(detail(before, "b", key, value), after, "{before}");
    }
}

#[test]
fn what_is_taken_away_takes_nothing_along() {
    for (before, path, after) in [
        ("a:\n  # why\n  b: 1 # c\n  d: 2\n", "a.b", "a:\n  # why\n  # c\n  d: 2\n"),
        ("a:\n  b: 1\n  d: 2\n", "a.d", "a:\n  b: 1\n"),
        ("a:\n  b: 1\n  d: 2", "a.d", "a:\n  b: 1"),
        ("a:\n  b: 1\n", "a.b", "a:\n"),
        ("a: { b: 1, c: 2, d: 3 }\n", "a.c", "a: { b: 1, d: 3 }\n"),
        ("a: { b: 1, c: 2 }\n", "a.b", "a: { c: 2 }\n"),
        ("a: { b: 1 }\n", "a.b", "a: {  }\n"),
        ("a: {\n  b: 1, # one\n  c: 2 # two\n }\n", "a.c", "a: {\n  b: 1 # one\n   # two\n }\n"),
        ("a: {\n  b: 1, # one\n  c: 2 # two\n }\n", "a.b", "a: {\n   # one\n  c: 2 # two\n }\n"),
        ("\u{feff}a: 1\nb: 2\n", "a", "\u{feff}b: 2\n"),
        ("a:\n  b:\n    c: 1 # x\n    # y\n    d: 2\n  e: 3\n", "a.b", "a:\n  # x\n  # y\n  e: 3\n"),
    ] {
        assert_eq!(edited(before, |draft| draft.remove_answer(path)), after, "{before}");
    }
}

#[test]
fn rows_and_cells_change_by_themselves() {
    let table = "t:\n  # ours\n  - p: A   # a\n    q: yes\n  - { p: B, q: no } # b\n";
    let cell = |row, column, value| edited(table, |draft| draft.set_cell("t", row, column, value));
    assert_eq!(cell(0, "q", Some(word("no"))), table.replace("q: yes", "q: no"));
    assert_eq!(cell(1, "q", Some(word("yes"))), table.replace("q: no", "q: yes"));
    assert_eq!(cell(0, "r", Some(word("3"))), table.replace("    q: yes\n", "    q: yes\n    r: 3\n"));
    assert_eq!(cell(1, "r", Some(word("3"))), table.replace("q: no }", "q: no, r: 3 }"));
    assert_eq!(cell(0, "q", None), table.replace("    q: yes\n", ""));
    assert_eq!(cell(0, "p", None), table.replace("p: A   # a\n    q: yes", "   # a\n    q: yes"));
    assert_eq!(cell(1, "p", None), table.replace("p: B, ", ""));
    assert_eq!(cell(2, "p", Some(word("C"))), "refused: there is no row 3 at `t, row 3.p`");
    let row = |row| edited(table, |draft| draft.insert_row("t", row, keys([("p", text("C, D"))])));
    assert_eq!(row(9), table.to_owned() + "  - { p: \"C, D\" }\n");
    assert_eq!(row(1), table.replace("  - { p: B", "  - { p: \"C, D\" }\n  - { p: B"));
    assert_eq!(row(0), table.replace("  - p: A", "  - { p: \"C, D\" }\n  - p: A"));
    let without = |row| edited(table, |draft| draft.remove_row("t", row));
    assert_eq!(without(0), "t:\n  # ours\n  - { p: B, q: no } # b\n");
    assert_eq!(without(1), "t:\n  # ours\n  - p: A   # a\n    q: yes\n");
    for (before, after) in [
        ("t:\n", "t:\n  - { p: C }\n"),
        ("t: []\n", "t:\n  - { p: C }\n"),
        ("u: 1\n", "u: 1\nt:\n  - { p: C }\n"),
        ("t: [{ p: A }]\n", "t: [{ p: A }, { p: C }]\n"),
        ("t: { answer: [{ p: A }], note: n }\n", "t: { answer: [{ p: A }, { p: C }], note: n }\n"),
        ("t: yes\n", "refused: `t` is a single value, and only a list takes another entry"),
    ] {
        assert_eq!(edited(before, |draft| draft.insert_row("t", 9, keys([("p", text("C"))]))), after, "{before}");
    }
}

#[test]
fn a_key_moves_with_its_comments() {
    for (before, from, to, after) in [
        (
            "a:\n  # why\n  b: 1 # c\n  d: 2\ne:\n  f: 3\n",
            "a.b",
            "e.g",
            "a:\n  d: 2\ne:\n  f: 3\n  # why\n  g: 1 # c\n",
        ),
        // The group is made; the old one is left with nothing in it.
        (
            "a:\n  b:\n    # why\n    c: 1 # x\nz: 1\n",
            "a.b.c",
            "a.n.c",
            "a:\n  b:\n  n:\n    # why\n    c: 1 # x\nz: 1\n",
        ),
        ("a:\n  b:\n    c: 1", "a.b.c", "a.n.c", "a:\n  b:\n  n:\n    c: 1"),
        ("a:\n  b: 1\n", "a.b", "n.m.b", "a:\nn:\n  m:\n    b: 1\n"),
        // Deeper and shallower, with texts and tables.
        (
            "a:\n  b: |\n    one\n      two\n  c: 1\n",
            "a.b",
            "d.e.f",
            "a:\n  c: 1\nd:\n  e:\n    f: |\n      one\n        two\n",
        ),
        (
            "a:\n  b:\n    t:\n      # rows\n      - p: 1 # x\n        q: 2\n    u: 1\ne: 2\n",
            "a.b.t",
            "t",
            "a:\n  b:\n    u: 1\ne: 2\nt:\n  # rows\n  - p: 1 # x\n    q: 2\n",
        ),
        // In and out of brackets.
        (
            "a: { b: { answer: yes, note: n }, c: 1 } # l\ne:\n  f: 1\n",
            "a.b",
            "e.b",
            "a: { c: 1 } # l\ne:\n  f: 1\n  b: { answer: yes, note: n }\n",
        ),
        (
            "a:\n  # why\n  b: one, two # c\n  d: 1\n# above\ne: { f: 1 }\n",
            "a.b",
            "e.b",
            "a:\n  d: 1\n# above\n# why\n# c\ne: { f: 1, b: \"one, two\" }\n",
        ),
        (
            "a:\n  t:\n    - p: 1 # x\n    # y\n    - p: null\n  d: 1\ne: { f: 1 }\n",
            "a.t",
            "e.t",
            "a:\n  d: 1\n# x\n# y\ne: { f: 1, t: [{ p: 1 }, { p: null }] }\n",
        ),
        // Among its siblings.
        ("a: { b: 1 }\n", "a.b", "a.c", "a: { c: 1 }\n"),
        ("a:\n  # x\n  b: 1\n  d: 2\n", "a.b", "a.c", "a:\n  # x\n  c: 1\n  d: 2\n"),
        // A key that waits for its value.
        (
            "a:\n  # x\n  b:  # y\n  c: 1\n# z\nd: |  # w\n  t\n",
            "d",
            "a.b",
            "a:\n  # x\n  # y\n  # z\n  b: |  # w\n    t\n  c: 1\n",
        ),
        ("a: { b: , c: 1 }\n# z\nd: x, y\n", "d", "a.b", "# z\na: { b: \"x, y\" , c: 1 }\n"),
        ("a:\n  b: ~\nd: { e: 1 }\n", "d.e", "a.b", "a:\n  b: 1\nd: {  }\n"),
        ("a: 1\nb: 2\n", "a", "b", "refused: `a` cannot move to `b`, since that key is there already"),
        ("a:\n  b: 1\n", "a", "a.b.c", "refused: `a` cannot move into itself"),
        ("a: 1\n", "c", "b", "refused: there is no `c` in this plan"),
    ] {
        assert_eq!(moved(before, from, to), after, "{before}");
    }
}

#[test]
fn a_block_that_keeps_its_blank_lines_keeps_them_when_its_neighbour_goes() {
    for line_break in ["\n", "\r\n"] {
        let lines = |text: &str| text.replace('\n', line_break);
        for block in ["|+\n    one\n\n", ">+\n    one\n\n\n", "|+\n\n"] {
            for end in ["", "\n", "\n\n"] {
                let before = lines(&format!("e:\n  f: 1\na:\n  b: {block}  c: yes{end}"));
                let moved_up = lines(&format!("e:\n  f: 1\n  c: yes\na:\n  b: {block}"));
                assert_eq!(moved(&before, "a.c", "e.c"), moved_up, "{before:?}");
                let removed = lines(&format!("e:\n  f: 1\na:\n  b: {block}"));
                assert_eq!(edited(&before, |draft| draft.remove_answer("a.c")), removed, "{before:?}");
                let down = lines(&format!("e:\n  f: 1\na:\n  b: {block}g:\n  c: yes{end}"));
                assert_eq!(moved(&before, "a.c", "g.c"), down, "{before:?}");
            }
        }
    }
}

#[test]
fn a_block_text_says_the_same_wherever_it_goes_and_whatever_goes_from_its_side() {
    for (before, from, to, after) in [
        // The blank line below the new place would be part of the text.
        ("e:\n  f: 1\n\na:\n  c: |+\n    one\n  d: 1\n", "a.c", "e.c", "e:\n  f: 1\n\n  c: |+\n    one\na:\n  d: 1\n"),
        // So would the one below what goes.
        (
            "e:\n  f: 1\na:\n  b: |+\n    one\n  c: 1\n\ng: 1\n",
            "a.c",
            "e.c",
            "e:\n  f: 1\n  c: 1\na:\n  b: |+\n    one\ng: 1\n",
        ),
        // A comment that is indented as deeply as the text.
        (
            "e:\n  f: 1\na:\n  b: |-\n    one\n\n  c: 1\n    # deep\n  d: 2\n",
            "a.c",
            "e.c",
            "e:\n  f: 1\n  c: 1\na:\n  b: |-\n    one\n\n  # deep\n  d: 2\n",
        ),
        (
            "e:\n  f: 1\n    # deep\na:\n  c: |\n    one\n  d: 1\n",
            "a.c",
            "e.c",
            "e:\n  f: 1\n    # deep\n  c: |\n    one\na:\n  d: 1\n",
        ),
        // A text whose last line looks like a comment.
        (
            "e:\n  f: 1\na:\n  b: |\n    one\n    # two\n  # c\n  c: 1\n",
            "a.c",
            "e.c",
            "e:\n  f: 1\n  # c\n  c: 1\na:\n  b: |\n    one\n    # two\n",
        ),
        // Without words, and into brackets.
        ("e:\n  f: 1\na:\n  b: |+\n\n  c: 1\n", "a.b", "e.b", "e:\n  f: 1\n  b: |+\n\na:\n  c: 1\n"),
        ("e: { f: 1 }\na:\n  b: |+\n\n  c: 1\n", "a.b", "e.b", "e: { f: 1, b: \"\\n\" }\na:\n  c: 1\n"),
        // A key that waits for its value.
        ("e:\n  b:\n\ng: 1\na:\n  b: |+\n    one\n", "a.b", "e.b", "e:\n  b: |+\n    one\ng: 1\na:\n"),
        // Quoted, it has no blank lines of its own.
        (
            "e:\n  f: 1\na:\n  b: \"one\\n\\n\"\n\n  c: 1\n",
            "a.b",
            "e.b",
            "e:\n  f: 1\n  b: \"one\\n\\n\"\na:\n\n  c: 1\n",
        ),
    ] {
        assert_eq!(moved(before, from, to), after, "{before}");
    }
    for (before, path, value, after) in [
        ("a:\n  b: |+\n\n  c: 1\n", "a.b", word("no"), "a:\n  b: no\n  c: 1\n"),
        ("a:\n  b: |+ # c\n", "a.b", word("no"), "a:\n  b: no # c\n"),
        ("a:\n  b: |+\n\n", "a.c", word("no"), "a:\n  b: |+\n\n  c: no\n"),
        ("a:\n  b: 1\n    # deep\n", "a.c", text("one\ntwo"), "a:\n  b: 1\n    # deep\n  c: |-\n    one\n    two\n"),
        ("a:\n  b: 1\n    # deep\n", "a.b", text("one\ntwo"), "a:\n  b: \"one\\ntwo\"\n    # deep\n"),
        ("a:\n  b:\n    # deep\n", "a.b", text("one\ntwo"), "a:\n  b: \"one\\ntwo\"\n    # deep\n"),
    ] {
        assert_eq!(answer(before, path, value), after, "{before}");
    }
    assert_eq!(
        detail("a:\n  b: |+\n\n  c: 1\n", "a.b", "owner", Some(text("Chair"))),
        "a:\n  b:\n    owner: Chair\n    answer: |+\n\n  c: 1\n"
    );
    let cell = |before| edited(before, |draft| draft.set_cell("t", 0, "p", None));
    assert_eq!(cell("t:\n  - p: |+ # c\n      one\n\n    q: 1\n"), "t:\n  - # c\n    q: 1\n");
    assert_eq!(cell("t:\n  - p: | # c\n      one\n"), "t:\n  - # c\n");
    let rows = "t:\n  - |+\n    one\n\n  - two";
    assert_eq!(edited(rows, |draft| draft.remove_row("t", 1)), "t:\n  - |+\n    one\n\n");
    assert_eq!(edited(rows, |draft| draft.insert_row("t", 1, word("no"))), "t:\n  - |+\n    one\n\n  - no\n  - two");
}

#[test]
fn a_key_gets_another_name() {
    let renamed =
        |before: &str, key: &str| change(before, Change::Rename { at: Address::of_path("a.b"), key: key.to_owned() });
    assert_eq!(renamed("a:\n  # x\n  b : 1 # y\n", "c"), "a:\n  # x\n  c : 1 # y\n");
    assert_eq!(renamed("a: {'b': 1}\n", "c"), "a: {c: 1}\n");
    assert_eq!(
        renamed("a: {\"b\":1}\n", "c"),
        "refused: `a.b` cannot be changed here without changing something else too; change it by hand"
    );
    assert_eq!(
        renamed("a: { b: 1, c: 2 }\n", "c"),
        "refused: `a.b` cannot be called `c`, since that key is there already"
    );
    assert_eq!(renamed("? a\n: b: 1\n", "c"), "? a\n: c: 1\n");
}

#[test]
fn a_value_becomes_a_comment() {
    let out =
        |before: &str| change(before, Change::CommentOut { at: Address::of_path("a.b"), lead: "was: ".to_owned() });
    for (before, after) in [
        ("a:\n  b: x # c\n  d: 1\n", "a:\n  b: # was: x # c\n  d: 1\n"),
        (
            "a:\n  b:\n    answer: x\n    # y\n    note: z\n  d: 1\n",
            "a:\n  b:\n    # was: answer: x\n    # y\n    # note: z\n  d: 1\n",
        ),
        ("a:\n  b: |\n    one\n\n    # two\n  d: 1\n", "a:\n  b: # was: |\n    # one\n\n    # # two\n  d: 1\n"),
        ("  # l\na: { b: x, d: 1 }\n", "  # l\n# was: b: x\na: { d: 1 }\n"),
        ("a:\n  b:\n", "a:\n  b:\n"),
    ] {
        assert_eq!(out(before), after);
    }
}

#[test]
fn texts_are_quoted_where_they_would_be_read_as_something_else() {
    for (value, written) in [
        (text("yes"), "\"yes\""),
        (text("Null"), "\"Null\""),
        (text("~"), "\"~\""),
        (text("2.0"), "\"2.0\""),
        (text("2027-04-01"), "\"2027-04-01\""),
        (text("1e3"), "\"1e3\""),
        (text(".inf"), "\".inf\""),
        (text(""), "\"\""),
        (text(" a "), "\" a \""),
        (text("a\tb\u{7}"), "\"a\\tb\\u0007\""),
        (text("a: b"), "\"a: b\""),
        (text("a #b"), "\"a #b\""),
        (text("- a"), "\"- a\""),
        (text("three"), "three"),
        (text("£30 a day"), "£30 a day"),
        (word("yes"), "yes"),
        (word("2027-04-01"), "2027-04-01"),
        (word("£30,000"), "\"£30,000\""),
        (list([text("no"), text("a")]), "[\"no\", a]"),
        (keys([("answer", word("no")), ("note", text("x, y"))]), "{ answer: no, note: \"x, y\" }"),
        (keys([]), "{}"),
    ] {
        assert_eq!(answer("a:\n", "a", value.clone()), format!("a: {written}\n"));
        assert_eq!(answer("a: { b: }\n", "a.b", value), format!("a: {{ b: {written} }}\n"));
    }
}

#[test]
fn a_text_of_several_lines_becomes_a_block_where_nothing_is_lost() {
    for (value, written) in [
        ("one\ntwo", "|-\n  one\n  two\n"),
        ("one\n\ntwo\n", "|\n  one\n\n  two\n"),
        // A blank at a line's end, or a control character, would not survive a block.
        ("one \ntwo", "\"one \\ntwo\"\n"),
        ("one\ttwo\nthree", "\"one\\ttwo\\nthree\"\n"),
        (" one\ntwo", "\" one\\ntwo\"\n"),
    ] {
        assert_eq!(answer("a:\n", "a", text(value)), format!("a: {written}"), "{value:?}");
    }
}

#[test]
fn what_follows_a_list_in_brackets_is_not_part_of_it() {
    // The last value within the brackets looks like a block that keeps its blank lines; the blank line is not its own.
    let before = "a:\n  b: [one,\n    \"two\\n\\n\"]\n\n  # about c\n  c: x\n";
    let after = "a:\n  b: [one,\n    \"two\\n\\n\"]\n  d: no\n\n  # about c\n  c: x\n";
    let at = Address::of_path("a.d");
    assert_eq!(
        change(before, Change::Set { at, value: word("no"), position: Position::After(vec!["b".to_owned()]) }),
        after
    );
}

#[test]
fn several_changes_are_made_together_or_not_at_all() {
    let set = |path: &str| Change::Set { at: Address::of_path(path), value: word("no"), position: Position::Last };
    let both = |changes: &[Change]| edited("a:\n  b: yes # c\n  d: yes\n", |draft| draft.change_all(changes));
    assert_eq!(both(&[set("a.d"), set("a.b"), set("a.x"), set("a.y")]), "a:\n  b: no # c\n  d: no\n  x: no\n  y: no\n");
    assert_eq!(
        both(&[set("a.b"), set("a.b")]),
        "refused: `a.b` and others cannot be changed here without changing something else too; change it by hand"
    );
    assert_eq!(both(&[]), "a:\n  b: yes # c\n  d: yes\n");
}

#[test]
fn what_cannot_be_read_cannot_be_opened() {
    let findings = Draft::open("a: [1\n").unwrap_err();
    assert_eq!(findings[0].id, "syntax");
}
