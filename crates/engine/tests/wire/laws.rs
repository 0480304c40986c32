//! Laws of the form: a change changes what it names and nothing else, and nothing of a plan is out of sight.

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};
use sp_plan_engine::answer_type::AnswerType;
use sp_plan_engine::checklist::Question;
use sp_plan_engine::edit::Draft;
use sp_plan_engine::place::FileId;
use sp_plan_engine::yaml::{self, Node};

use super::{ask, catalogue, edited, example, form};

const PLANS: &[&str] = &["good", "flawed", "blank", "cullompton-2017", "rotherham-2017"];

/// The questions that are asked.
fn questions() -> Vec<&'static Question> {
    catalogue().questions.all().iter().filter(|question| question.retired.is_none()).collect()
}

/// What the form holds of every question, by path: the control, the rows, the details.
fn held(form: &Value) -> Vec<(String, Value)> {
    let held = |answer: &Value| {
        let rows: Value = match answer["rows"].as_array() {
            Some(rows) => rows.iter().map(|row| json!([row["cells"], row["unread"]])).collect(),
            None => Value::Null,
        };
        (answer["path"].as_str().unwrap().to_owned(), json!([answer["shown"], rows, answer["details"]]))
    };
    form["answers"].as_array().unwrap().iter().map(held).collect()
}

/// What no control shows, without its places.
fn unknown(form: &Value) -> Vec<(Value, Value)> {
    let unknown = form["unknown"].as_array().unwrap().iter();
    unknown.map(|found| (found["path"].clone(), found["text"].clone())).collect()
}

fn sorted_comments(text: &str) -> Vec<String> {
    let draft = Draft::open(text).unwrap();
    let mut found: Vec<String> = draft.comments().into_iter().map(|comment| comment.trim_end().to_owned()).collect();
    found.sort();
    found
}

/// A text as somebody might type it.
fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("yes".to_owned()),
        Just("£30,000".to_owned()),
        Just("it: # \"so\", 'is'".to_owned()),
        Just("one\n\n  two\n".to_owned()),
        Just("null".to_owned()),
        Just("- a".to_owned()),
        Just("a, b: [c]".to_owned()),
        "[a-zA-Zé£&*!|>%@:,#'\"{}\\[\\] -]{1,30}"
            .prop_filter("blanks at the ends may go", |text| text.trim() == text && !text.is_empty()),
    ]
}

/// Something that a control of this type can hold after a change.
fn value_for(kind: &AnswerType, pick: Index, text: &str) -> Value {
    let option = |options: &[sp_plan_engine::answer_type::AnswerOption]| options[pick.index(options.len())].id.clone();
    let usual = match kind {
        AnswerType::YesNo => json!(["yes", "no", "planned"][pick.index(3)]),
        AnswerType::Choice(options) => json!(option(options)),
        AnswerType::Choices(options) => {
            let chosen = options.iter().skip(pick.index(options.len())).step_by(2).map(|option| &option.id);
            json!(chosen.collect::<Vec<_>>())
        }
        AnswerType::Number(_) => json!(["4", "0.5", "-3", "1,200"][pick.index(4)]),
        AnswerType::Money { .. } => json!(["30000", "£30,000", "0.5"][pick.index(3)]),
        AnswerType::Duration => json!(["6 weeks", "1 year"][pick.index(2)]),
        AnswerType::Date => json!(["2027-04-01", "2027-02-30"][pick.index(2)]),
        AnswerType::List => json!([text, "second"]),
        AnswerType::Person | AnswerType::Text | AnswerType::Table(_) => json!(text),
    };
    match (pick.index(12), kind) {
        (0, _) => Value::Null,
        (1, _) => json!("not_applicable"),
        // What is no answer of this type is kept as it was typed.
        (2, AnswerType::Choices(_) | AnswerType::List) => usual,
        (2, AnswerType::YesNo | AnswerType::Choice(_)) if text != "yes" => json!(format!("{text} x")),
        (2, _) => json!(text),
        _ => usual,
    }
}

/// One change from the form, still without a plan to make it in.
#[derive(Debug, Clone)]
struct Act {
    what: u8,
    question: Index,
    row: Index,
    column: Index,
    pick: Index,
    text: String,
}

fn act() -> impl Strategy<Value = Act> {
    (0_u8..7, any::<Index>(), any::<Index>(), any::<Index>(), any::<Index>(), typed())
        .prop_map(|(what, question, row, column, pick, text)| Act { what, question, row, column, pick, text })
}

impl Act {
    /// The change, and what the form holds of its question afterwards when it holds `before` now.
    fn change(&self, before: &[(String, Value)]) -> Option<(Value, String, Value)> {
        let all = questions();
        let tables: Vec<&&Question> = all.iter().filter(|question| !question.answer.columns().is_empty()).collect();
        let question = match self.what {
            0..=2 => all[self.question.index(all.len())],
            _ => tables[self.question.index(tables.len())],
        };
        let path = question.path.clone();
        let mut after = before.iter().find(|(found, _)| *found == path).unwrap().1.clone();
        let rows = after[1].as_array().map_or(0, Vec::len);
        let columns = question.answer.columns();
        let change = match self.what {
            0 | 1 if columns.is_empty() => {
                let value = value_for(&question.answer, self.pick, &self.text);
                after[0] = value.clone();
                json!({ "path": path, "answer": value })
            }
            2 => {
                let key = ["note", "owner", "reason", "due", "review", "evidence"][self.column.index(6)];
                let value = match (self.pick.index(4), key) {
                    (0, _) => Value::Null,
                    (_, "evidence") => json!([self.text, "minutes.pdf"]),
                    (_, "due" | "review") => json!("2027-01-31"),
                    _ => json!(self.text),
                };
                match &value {
                    Value::Null => after[2].as_object_mut().unwrap().remove(key),
                    value => after[2].as_object_mut().unwrap().insert(key.to_owned(), value.clone()),
                };
                json!({ "path": path, "detail": key, "value": value })
            }
            3 | 4 if rows > 0 => {
                let (row, column) = (self.row.index(rows), &columns[self.column.index(columns.len())]);
                let value = value_for(&column.answer, self.pick, &self.text);
                after[1][row][0][&column.id] = value.clone();
                json!({ "path": path, "row": row, "column": column.id, "value": value })
            }
            5 if after[0].is_null() => {
                let row = self.row.index(rows + 1);
                let cells: serde_json::Map<String, Value> =
                    columns.iter().map(|column| (column.id.clone(), Value::Null)).collect();
                after[1].as_array_mut().unwrap().insert(row, json!([cells, null]));
                json!({ "path": path, "insert_row": row })
            }
            6 if rows > 0 => {
                let row = self.row.index(rows);
                after[1].as_array_mut().unwrap().remove(row);
                json!({ "path": path, "remove_row": row })
            }
            _ => return None,
        };
        Some((change, path, after))
    }
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, max_shrink_iters: 200, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(10))]

    #[test]
    fn a_change_does_what_it_says_and_nothing_else(plan in prop::sample::select(&["good", "flawed", "blank"][..]), acts in prop::collection::vec(act(), 1..8)) {
        let mut text = example(plan);
        let comments = sorted_comments(&text);
        let mut before = form(&text);
        for act in acts {
            let holds = held(&before);
            let Some((change, path, expected)) = act.change(&holds) else { continue };
            let new = edited(&text, json!([change]));
            prop_assert!(!new.starts_with("refused"), "{change}: {new}");
            let after = form(&new);
            prop_assert_eq!(&after["sound"], &json!(true));
            for ((found, now), (_, was)) in held(&after).iter().zip(&holds) {
                let wanted = if *found == path { &expected } else { was };
                prop_assert_eq!(now, wanted, "{}: {}\n{}", change, found, new);
            }
            prop_assert_eq!(unknown(&after), unknown(&before), "{}", change);
            let mut left = sorted_comments(&new).into_iter();
            prop_assert!(comments.iter().all(|comment| left.any(|other| other == *comment)), "{change}: a comment is lost");
            (text, before) = (new, after);
        }
    }
}

#[test]
fn what_is_shown_already_changes_no_byte() {
    for plan in PLANS {
        let text = example(plan);
        let mut changes = Vec::new();
        for answer in form(&text)["answers"].as_array().unwrap() {
            let path = &answer["path"];
            match answer["rows"].as_array() {
                None => changes.push(json!({ "path": path, "answer": answer["shown"] })),
                Some(rows) => {
                    for (row, cells) in rows.iter().enumerate() {
                        for (column, value) in cells["cells"].as_object().unwrap() {
                            changes.push(json!({ "path": path, "row": row, "column": column, "value": value }));
                        }
                    }
                }
            }
            for (key, value) in answer["details"].as_object().unwrap() {
                changes.push(json!({ "path": path, "detail": key, "value": value }));
            }
        }
        assert!(edited(&text, json!(changes)) == text, "{plan}");
    }
}

/// Values that are found in no good plan.
const ODD: &[&str] = &[
    "[a, {b: c}]",
    "{ answer: { x: y } }",
    "{ answer: [[deep], flat], note: [one, two], owner: { b: c }, due: soon, zz: 1 }",
    "{ answer: £30,000, evidence: { p: q } }",
    "£30,000",
    "{ post: lone row }",
    "[{ name: £30,000, made_up: x }, text, ~, [in, list], { amount: { deep: er } }]",
    "&a anchored",
    "*a",
    "!tag tagged",
    "\"quoted # text\"",
    "~",
    "not_applicable",
    "Yes",
    "maybe",
];

/// A plan with some lines made odd: values that nobody would write, lines that stand twice.
fn odd_plan() -> impl Strategy<Value = String> {
    let change = (any::<Index>(), prop::sample::select(ODD), 0_u8..4);
    (prop::sample::select(&["good", "flawed", "blank"][..]), prop::collection::vec(change, 1..12)).prop_map(
        |(name, changes)| {
            let text = example(name);
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            for (at, odd, how) in changes {
                let at = at.index(lines.len());
                match (how, lines[at].split_once(": ")) {
                    (0, _) => lines.insert(at, lines[at].clone()),
                    (1, _) => lines.insert(
                        at,
                        format!("{}made_up: {odd}", &lines[at][..lines[at].len() - lines[at].trim_start().len()]),
                    ),
                    (_, Some((key, _))) if !key.trim_start().starts_with('#') => lines[at] = format!("{key}: {odd}"),
                    (_, None) if lines[at].ends_with(':') => lines[at] = format!("{} {odd}", lines[at]),
                    _ => {}
                }
            }
            lines.join("\n")
        },
    )
}

/// All texts that a form holds of a plan.
fn texts(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::String(text) => into.push(text.clone()),
        Value::Array(values) => values.iter().for_each(|value| texts(value, into)),
        Value::Object(fields) => fields.values().for_each(|value| texts(value, into)),
        _ => {}
    }
}

/// The single values of a tree, but for the version.
fn scalars(root: &Node) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        match &node.value {
            yaml::Value::Scalar(scalar) if !node.is_empty() => found.push(scalar.text.trim().to_owned()),
            yaml::Value::Sequence(values) => open.extend(values),
            yaml::Value::Mapping(mapping) => {
                open.extend(mapping.entries.iter().filter(|entry| entry.key != "sp_plan").map(|entry| &entry.value));
            }
            _ => {}
        }
    }
    found
}

/// Whether every value of a plan is in sight; else one that is not.
fn out_of_sight(text: &str) -> Option<String> {
    let document = yaml::parse(text, FileId::PLAN);
    if !document.sound {
        return None;
    }
    let form = form(text);
    let mut shown = Vec::new();
    for (_, held) in held(&form) {
        texts(&held, &mut shown);
    }
    for (_, unknown) in unknown(&form) {
        texts(&unknown, &mut shown);
    }
    let canonical = |scalar: &str| match scalar.to_lowercase().as_str() {
        "yes" | "true" | "on" => "yes".to_owned(),
        "no" | "false" | "off" => "no".to_owned(),
        other => other.to_owned(),
    };
    let in_sight = |scalar: &String| {
        let escaped = scalar.replace('\\', "\\\\").replace('"', "\\\"");
        shown
            .iter()
            .any(|shown| shown.contains(scalar.as_str()) || shown.contains(&escaped) || *shown == canonical(scalar))
    };
    scalars(document.root.as_ref()?).into_iter().find(|scalar| !in_sight(scalar))
}

#[test]
fn nothing_of_a_plan_is_out_of_sight() {
    for name in PLANS {
        assert_eq!(out_of_sight(&example(name)), None, "{name}");
    }
    for (odd, at) in ODD.iter().flat_map(|odd| {
        [("scheme.name"), ("setup.aim.clear"), ("setup.partnerships.stakeholders"), ("setup.made.up")]
            .map(|at| (odd, at))
    }) {
        let keys: Vec<&str> = at.split('.').collect();
        let lines = keys.iter().enumerate().map(|(depth, key)| format!("{}{key}:", "  ".repeat(depth)));
        let text = format!("{} {odd}\n", lines.collect::<Vec<_>>().join("\n"));
        assert_eq!(out_of_sight(&text), None, "{text}");
    }
    for text in [
        "a: 1\na: 2\nb:\n  c: 3\n",
        "retired:\n  old.path: { answer: yes, note: n }\n",
        "retired: [x]\n",
        "scheme: text\n",
        "setup:\n  aim: [text]\n",
        "sp_plan: [x]\n",
        "[a, b]",
        "text",
        "scheme: { name: A, name: B }\n",
    ] {
        assert_eq!(out_of_sight(text), None, "{text}");
    }
    // What stands a second time is not in the tree, and still in sight.
    let twice = form("scheme:\n  name: A\n  name:\n    deep: B\n  nation: wales\n");
    assert_eq!(twice["unknown"][0]["text"], "name:\n    deep: B");
    assert_eq!(twice["unknown"][0]["why"], "twice");
}

proptest! {
    #![proptest_config(config(24))]

    #[test]
    fn nothing_of_an_odd_plan_is_out_of_sight(text in odd_plan()) {
        prop_assert_eq!(out_of_sight(&text), None);
    }

    /// In a plan of any kind a change is made, or refused with the text left alone.
    #[test]
    fn an_odd_plan_is_never_broken(text in odd_plan(), act in act()) {
        let before = form(&text);
        if before["sound"] == json!(false) {
            let refused = edited(&text, json!([{ "path": "scheme.name", "answer": "x" }]));
            prop_assert!(refused.contains("cannot be read") && refused.contains("line "), "{refused}");
            return Ok(());
        }
        let holds = held(&before);
        let Some((change, path, _)) = act.change(&holds) else { return Ok(()) };
        let answer = ask(json!({ "do": "edit", "text": text, "changes": [change] }));
        let Some(new) = answer["text"].as_str() else {
            prop_assert!(answer["refused"].is_string(), "{answer}");
            return Ok(());
        };
        let after = form(new);
        prop_assert_eq!(&after["sound"], &json!(true), "{}", new);
        for ((found, now), (_, was)) in held(&after).iter().zip(&holds) {
            prop_assert!(*found == path || now == was, "{change}: {found}\n{new}");
        }
    }
}
