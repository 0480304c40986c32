//! Laws of edits, on plans of every style: comments, line ends of both kinds, brackets and lines, keys that nobody knows.

use std::collections::BTreeMap;

use proptest::prelude::*;
use sp_plan_engine::edit::{Address, Change, Draft, Position, list, text, word};
use sp_plan_engine::yaml::{Node, Value};

use super::laws::yaml_like;

/// A value of a plan that is made up, with the way in which it is written.
#[derive(Debug, Clone)]
enum Made {
    Written(String),
    Block(Vec<String>),
    Keys { inner: Vec<(String, Line)>, brackets: bool },
    Rows { rows: Vec<Vec<(String, Line)>>, brackets: bool, indented: bool },
}

/// A value with the comments around it.
#[derive(Debug, Clone)]
struct Line {
    /// Whether a blank line stands before all of it.
    apart: bool,
    above: Option<String>,
    after: Option<String>,
    made: Made,
}

/// A whole plan.
#[derive(Debug, Clone)]
pub(super) struct MadePlan {
    pub(super) text: String,
}

fn comment() -> impl Strategy<Value = Option<String>> {
    prop::option::weighted(0.3, prop_oneof![Just("# é, why"), Just("# was: { a: 1 }"), Just("#x"), Just("# - \"q")])
        .prop_map(|found| found.map(str::to_owned))
}

fn scalar() -> impl Strategy<Value = Made> {
    prop_oneof![
        Just("yes"),
        Just("planned"),
        Just("2027-04-01"),
        Just("a text, with a comma"),
        Just("\"quoted: # no comment\""),
        Just("'it''s'"),
        Just("[gp, council]"),
        Just("[ gp,  \"x y\" ]"),
        Just("[]"),
        Just("~"),
        Just(""),
        Just("£30,000"),
        Just("a text of more than one hundred characters that goes on and on so that nobody would want it on one line"),
    ]
    .prop_map(|written| Made::Written(written.to_owned()))
}

fn block_text() -> impl Strategy<Value = Made> {
    prop_oneof![
        Just(vec!["|", "one", "", "  two"]),
        Just(vec![">-", "one", "two"]),
        Just(vec!["|+", "one", ""]),
        Just(vec!["|+", "one"]),
        Just(vec!["|+", "one", "", ""]),
        Just(vec!["|+"]),
        Just(vec!["|", "one", "# two"]),
        Just(vec!["|+", ""]),
        Just(vec![">+", "one", "", "two", ""]),
        Just(vec!["|", "one", ""]),
        Just(vec!["|-", "one", "", ""]),
        Just(vec!["|2", "one # no comment"]),
        Just(vec!["\"over", "two lines\""]),
        Just(vec!["plain over", "two lines"]),
    ]
    .prop_map(|lines| Made::Block(lines.into_iter().map(str::to_owned).collect()))
}

fn line(made: impl Strategy<Value = Made>) -> impl Strategy<Value = Line> {
    (prop::bool::weighted(0.1), comment(), comment(), made).prop_map(|(apart, above, after, made)| Line {
        apart,
        above,
        after,
        made,
    })
}

fn keys_of(
    names: &'static [&'static str],
    inner: impl Strategy<Value = Line> + Clone,
) -> impl Strategy<Value = Vec<(String, Line)>> {
    prop::sample::subsequence(names, 1..=names.len()).prop_shuffle().prop_flat_map(move |names| {
        let count = names.len();
        (Just(names), prop::collection::vec(inner.clone(), count))
            .prop_map(|(names, lines)| names.into_iter().map(str::to_owned).zip(lines).collect())
    })
}

fn answer() -> impl Strategy<Value = Made> {
    const LONG: &[&str] = &["answer", "note", "owner"];
    const CELLS: &[&str] = &["post", "dbs", "hours"];
    let cell = line(prop_oneof![4 => scalar(), 1 => block_text()]).boxed();
    prop_oneof![
        5 => scalar(),
        1 => block_text(),
        2 => (keys_of(LONG, cell.clone()), any::<bool>()).prop_map(|(inner, brackets)| Made::Keys { inner, brackets }),
        2 => (prop::collection::vec(keys_of(CELLS, cell), 1..4), any::<bool>(), any::<bool>())
            .prop_map(|(rows, brackets, indented)| Made::Rows { rows, brackets, indented }),
    ]
}

pub(super) fn plan() -> impl Strategy<Value = MadePlan> {
    const QUESTIONS: &[&str] = &["group", "policy", "mine"];
    const GROUPS: &[&str] = &["first", "second"];
    const CHECKLISTS: &[&str] = &["work", "more"];
    let answers = keys_of(QUESTIONS, line(answer()).boxed());
    let group = line((answers, prop::bool::weighted(0.2)).prop_map(|(inner, brackets)| Made::Keys { inner, brackets }));
    let groups = keys_of(GROUPS, group.boxed());
    let checklist =
        line((groups, prop::bool::weighted(0.1)).prop_map(|(inner, brackets)| Made::Keys { inner, brackets }));
    let checklists = keys_of(CHECKLISTS, checklist.boxed());
    let end = prop_oneof![6 => Just("\n"), 4 => Just(""), 1 => Just("\n\n"), 1 => Just("\n# end"), 1 => Just("\n\n            # deep\n"), 1 => Just("\n\n# end\n\n")];
    (checklists, any::<bool>(), end, prop_oneof![Just(2), Just(4)]).prop_map(|(inner, windows, end, step)| {
        let mut lines = Vec::new();
        write_keys(&mut lines, &inner, 0, step, false);
        let text = lines.join("\n") + end;
        MadePlan { text: if windows { text.replace('\n', "\r\n") } else { text } }
    })
}

/// The value on one line, where comments and blocks have no room.
fn inline(made: &Made) -> String {
    match made {
        Made::Written(written) if written.contains(',') && !written.starts_with(['[', '"']) => format!("\"{written}\""),
        Made::Written(written) => written.clone(),
        Made::Block(lines) => format!("\"{}\"", lines.concat().replace(['|', '>', '+', '"', '-'], "")),
        Made::Keys { inner, .. } => in_braces(inner),
        Made::Rows { rows, .. } => {
            format!("[{}]", rows.iter().map(|row| in_braces(row)).collect::<Vec<_>>().join(", "))
        }
    }
}

fn in_braces(inner: &[(String, Line)]) -> String {
    let pairs: Vec<String> = inner.iter().map(|(key, line)| format!("{key}: {}", inline(&line.made))).collect();
    format!("{{ {} }}", pairs.join(", "))
}

/// Keys on lines of their own; the first of a row stands after its dash.
fn write_keys(lines: &mut Vec<String>, inner: &[(String, Line)], column: usize, step: usize, in_row: bool) {
    for (at, (key, line)) in inner.iter().enumerate() {
        let indent = " ".repeat(column);
        let after = line.after.as_ref().map(|comment| format!(" {comment}")).unwrap_or_default();
        if line.apart && (!in_row || at > 0) {
            lines.push(String::new());
        }
        if let Some(above) = line.above.as_ref().filter(|_| !in_row || at > 0) {
            lines.push(format!("{indent}{above}"));
        }
        match &line.made {
            Made::Keys { inner, brackets: false } => {
                lines.push(format!("{indent}{key}:{after}"));
                write_keys(lines, inner, column + step, step, false);
            }
            Made::Rows { rows, brackets: false, indented } => {
                lines.push(format!("{indent}{key}:{after}"));
                let column = if *indented { column + step } else { column };
                for row in rows {
                    let first = lines.len();
                    write_keys(lines, row, column + 2, step, true);
                    lines[first].replace_range(column..=column, "-");
                }
            }
            Made::Block(block) => {
                // A comment cannot follow the first line of a text that goes on.
                let after = if block[0].starts_with(['|', '>']) { after.as_str() } else { "" };
                lines.push(format!("{indent}{key}: {}{after}", block[0]));
                let inner = " ".repeat(column + 2);
                lines.extend(
                    block[1..]
                        .iter()
                        .map(|line| if line.is_empty() { String::new() } else { format!("{inner}{line}") }),
                );
            }
            made => lines.push(format!("{indent}{key}: {}{after}", inline(made)).trim_end().to_owned()),
        }
    }
}

/// What a tree says: each single value by its address.
fn said(root: &Node) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![(String::new(), root)];
    while let Some((at, node)) = open.pop() {
        match &node.value {
            Value::Sequence(values) => {
                open.extend(values.iter().enumerate().map(|(row, value)| (format!("{at}/{row}"), value)));
            }
            Value::Mapping(mapping) => {
                open.extend(mapping.entries.iter().map(|entry| (format!("{at}/{}", entry.key), &entry.value)));
            }
            Value::Scalar(_) if node.is_empty() => {}
            Value::Scalar(scalar) => {
                found.insert(at, scalar.text.clone());
            }
            Value::Refused => {}
        }
    }
    found
}

fn without(mut said: BTreeMap<String, String>, under: &str) -> BTreeMap<String, String> {
    let under = format!("/{}", under.replace('.', "/"));
    said.retain(|at, _| *at != under && !at.starts_with(&format!("{under}/")));
    said
}

/// How much of a text is the same in another at its beginning and at its end.
fn kept(old: &str, new: &str) -> usize {
    let head = old.bytes().zip(new.bytes()).take_while(|(one, other)| one == other).count();
    let most = old.len().min(new.len()) - head;
    head + old.bytes().rev().zip(new.bytes().rev()).take(most).take_while(|(one, other)| one == other).count()
}

/// Where the last key of a path stands.
fn key_start(root: &Node, path: &str) -> usize {
    let mut node = root;
    let mut start = 0;
    for key in path.split('.') {
        let entry = node.mapping().and_then(|mapping| mapping.entry(key)).unwrap();
        (node, start) = (&entry.value, entry.key_span.start);
    }
    start
}

fn path() -> impl Strategy<Value = String> {
    ("work|more|new", "first|second|fresh", "group|policy|mine|added")
        .prop_map(|(checklist, group, question)| format!("{checklist}.{group}.{question}"))
}

fn value() -> impl Strategy<Value = Node> {
    prop_oneof![
        Just(word("no")),
        Just(text("no: # \"x\"")),
        Just(text("one\n\ntwo")),
        Just(list([word("gp"), text("a, b")])),
        "[ -~é]{1,12}".prop_map(text),
    ]
}

/// The comments in the order of the alphabet.
fn comments(draft: &Draft) -> Vec<String> {
    let mut found: Vec<String> = draft.comments().into_iter().map(|comment| comment.trim_end().to_owned()).collect();
    found.sort();
    found
}

fn config() -> ProptestConfig {
    ProptestConfig { cases: 120, max_shrink_iters: 4_000, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn an_answer_that_is_set_is_the_only_thing_that_changes(plan in plan(), path in path(), value in value()) {
        let mut draft = Draft::open(plan.text.as_str()).unwrap();
        let before = draft.clone();
        let at = draft.answer_address(&path);
        prop_assert_eq!(draft.set_answer(&path, value.clone(), Position::Last), Ok(()), "{}", plan.text);
        let found = draft.get(&at).expect("the answer is there");
        prop_assert_eq!(said(found), said(&value));
        let under = at.to_string();
        prop_assert_eq!(without(said(draft.root()), &under), without(said(before.root()), &under));
        let (old, new) = (before.text(), draft.text());
        match before.get(&at) {
            // A new key is one piece; all else is kept byte for byte.
            None => prop_assert!(kept(old, new) >= old.len(), "{}\n=>\n{}", old, new),
            // All lines but those of the key and its value are.
            Some(node) => {
                let key = key_start(before.root(), &at.to_string());
                let start = old[..key].rfind('\n').map_or(0, |at| at + 1);
                let end = old[node.span.end..].find('\n').map_or(old.len(), |at| node.span.end + at);
                prop_assert!(new.starts_with(&old[..start]), "{}\n=>\n{}", old, new);
                prop_assert!(new.ends_with(old[end..].trim_start()), "{}\n=>\n{}", old, new);
            }
        }
    }

    #[test]
    fn an_answer_that_is_added_and_taken_away_leaves_the_text_as_it_was(plan in plan(), path in path(), value in value()) {
        let mut draft = Draft::open(plan.text.as_str()).unwrap();
        let group = Address::of_path(path.rsplit_once('.').unwrap().0);
        let fresh = draft.get(&Address::of_path(&path)).is_none();
        if !fresh || draft.get(&group).and_then(Node::mapping).is_none_or(|mapping| mapping.entries.is_empty()) {
            return Ok(());
        }
        prop_assert_eq!(draft.set_answer(&path, value, Position::Last), Ok(()));
        prop_assert_eq!(draft.remove_answer(&path), Ok(()));
        prop_assert_eq!(draft.text(), plan.text);
    }

    #[test]
    fn a_detail_that_is_set_and_taken_away_leaves_what_is_said_as_it_was(plan in plan(), path in path(), value in value()) {
        let mut draft = Draft::open(plan.text.as_str()).unwrap();
        let before = draft.clone();
        let at = Address::of_path(&path);
        let short = draft.get(&at).is_some_and(|node| node.mapping().is_none() && !node.is_empty());
        // A long form that holds nothing but the answer would come back as a short one.
        if draft.get(&at.clone().key("answer")).is_some() && draft.get(&at).and_then(Node::mapping).unwrap().entries.len() == 1 {
            return Ok(());
        }
        prop_assert_eq!(draft.set_detail(&path, "due", Some(value.clone())), Ok(()), "{}", plan.text);
        prop_assert_eq!(said(draft.get(&at.clone().key("due")).unwrap()), said(&value));
        let due = format!("{path}.due");
        if short {
            let long = draft.get(&at.clone().key("answer")).unwrap();
            prop_assert_eq!(said(long), said(before.get(&at).unwrap()));
        } else {
            prop_assert_eq!(without(said(draft.root()), &due), said(before.root()));
        }
        prop_assert_eq!(comments(&draft), comments(&before));
        prop_assert_eq!(draft.set_detail(&path, "due", None), Ok(()));
        prop_assert_eq!(said(draft.root()), said(before.root()));
        prop_assert_eq!(comments(&draft), comments(&before));
        if short {
            prop_assert_eq!(draft.text(), before.text(), "byte for byte");
        }
    }

    #[test]
    fn what_moves_takes_all_of_it_along_and_comes_back(plan in plan(), from in path(), to in path()) {
        let mut draft = Draft::open(plan.text.as_str()).unwrap();
        let before = draft.clone();
        let (from, to) = (Address::of_path(&from), Address::of_path(&to));
        let Some(value) = before.get(&from).cloned() else { return Ok(()) };
        if before.get(&to).is_some() {
            return Ok(());
        }
        let there = draft.change(&Change::Move { from: from.clone(), to: to.clone(), position: Position::Last });
        prop_assert_eq!(there, Ok(()), "{}", plan.text);
        prop_assert_eq!(said(draft.get(&to).unwrap()), said(&value));
        prop_assert_eq!(without(said(draft.root()), &to.to_string()), without(said(before.root()), &from.to_string()));
        prop_assert_eq!(comments(&draft), comments(&before), "{}\n=>\n{}", plan.text, draft.text());
        let back = draft.change(&Change::Move { from: to, to: from, position: Position::Last });
        prop_assert_eq!(back, Ok(()));
        prop_assert_eq!(said(draft.root()), said(before.root()));
        prop_assert_eq!(comments(&draft), comments(&before));
    }

    #[test]
    fn another_name_and_the_old_one_again_leave_the_text_as_it_was(plan in plan(), path in path()) {
        let mut draft = Draft::open(plan.text.as_str()).unwrap();
        let at = Address::of_path(&path);
        if draft.get(&at).is_none() {
            return Ok(());
        }
        let (group, question) = path.rsplit_once('.').unwrap();
        prop_assert_eq!(draft.change(&Change::Rename { at, key: "other_name".to_owned() }), Ok(()));
        let renamed = Address::of_path(&format!("{group}.other_name"));
        prop_assert_eq!(draft.change(&Change::Rename { at: renamed, key: question.to_owned() }), Ok(()));
        prop_assert_eq!(draft.text(), plan.text);
    }

    #[test]
    fn a_value_that_becomes_a_comment_is_gone_and_still_there(plan in plan(), path in path()) {
        let mut draft = Draft::open(plan.text.as_str()).unwrap();
        let before = draft.clone();
        let at = Address::of_path(&path);
        if draft.get(&at).is_none_or(Node::is_empty) {
            return Ok(());
        }
        prop_assert_eq!(draft.change(&Change::CommentOut { at: at.clone(), lead: "was: ".to_owned() }), Ok(()), "{}", plan.text);
        prop_assert_eq!(said(draft.root()), without(said(before.root()), &path));
        let words = |text: &str| text.replace("# ", "").split_whitespace().map(|word| word.trim_end_matches(',').to_owned()).collect::<Vec<_>>();
        let mut new = words(draft.text());
        for word in words(before.text()) {
            let at = new.iter().position(|other| *other == word);
            prop_assert!(at.is_some() || word == "#" || word.is_empty(), "{} is lost: {}", word, draft.text());
            at.map(|at| new.remove(at));
        }
    }

    #[test]
    fn no_text_is_ever_broken(text in yaml_like(), path in "work|first|policy|work.first|work.first.policy|posts", other in "work|new|first.new", value in value(), row in 0_usize..3) {
        let Ok(draft) = Draft::open(text.as_str()) else { return Ok(()) };
        let at = Address::of_path(&path);
        for change in [
            Change::Set { at: at.clone(), value: value.clone(), position: Position::First },
            Change::Set { at: at.clone().row(row).key("x"), value: value.clone(), position: Position::Last },
            Change::Remove { at: at.clone(), keep_comment: true },
            Change::Remove { at: at.clone().row(row), keep_comment: false },
            Change::Rename { at: at.clone(), key: "renamed".to_owned() },
            Change::Move { from: at.clone(), to: Address::of_path(&other), position: Position::Last },
            Change::InsertRow { list: at.clone(), row, value: value.clone() },
            Change::Lengthen { at: at.clone(), key: "note".to_owned(), value: value.clone() },
            Change::Shorten { at: at.clone() },
            Change::CommentOut { at: at.clone(), lead: "was: ".to_owned() },
        ] {
            let mut draft = draft.clone();
            match draft.change(&change) {
                Ok(()) => { Draft::open(draft.text()).map_err(|_| TestCaseError::fail("a text was broken"))?; }
                Err(_) => prop_assert_eq!(draft.text(), text.as_str()),
            }
        }
    }
}
