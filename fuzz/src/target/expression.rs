//! Any text as the expression of a rule, over a small handbook with a question of every type.

use std::sync::LazyLock;

use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::check;
use sp_plan_engine::expression::{MAXIMUM_LENGTH, evaluate};
use sp_plan_engine::place::SourceText;
use sp_plan_engine::plan::Plan;
use sp_plan_engine::rule::Rule;

use super::plan::assert_report;
use super::{assert_place, on_a_day, small_handbook};

/// Plans that answer everything, nothing, and in odd ways.
const PLANS: &[&str] = &[
    "scheme: {}\n",
    "scheme: { stage: design, pilot_starts: 2027-02-01, starts: 2027-04-01 }\na:\n  b: { yes_no: yes, other: no, choice: one, choices: [one, three], number: 4, money: \"£30,000\" }\n  c:\n    duration: 6 weeks\n    date: 2027-06-01\n    person: Somebody\n    text: é\n    list: [one]\n    rows:\n      - { name: A, done: yes, hours: 1, from: 2027-01-31, length: 1 month, set: [one] }\n      - { name: B, done: planned, hours: 0 }\n      - { name: C }\n",
    "scheme: { stage: live, starts: 2027-01-01 }\na:\n  b:\n    yes_no: { answer: not_applicable, reason: R, review: 2027-06-01 }\n    other: { answer: planned, owner: A, due: 2027-03-01 }\n    choice: { answer: not_applicable, reason: R, review: 2026-06-01 }\n    choices: []\n    number: 0\n    money: 0\n  c: { duration: 999999999999 years, date: 9999-12-31, list: [], rows: [] }\n",
];

/// The files of the small handbook.
static BASE: LazyLock<Vec<SourceText>> = LazyLock::new(small_handbook);

/// Reading an expression ends with a fault at its place, or with something that can be judged and said, and for which
/// `not`, `and` and `or` keep their laws on every plan.
pub(crate) fn holds(text: &str) {
    let catalogue = match load(&[("tried", text)]) {
        Ok(catalogue) => catalogue,
        Err(Faulty) => return,
    };
    assert!(catalogue.rule("tried").is_some_and(|rule| !rule.holds.words(&catalogue).is_empty()), "it has no words");
    for plan in PLANS {
        assert_report(&catalogue, plan, &check(&catalogue, plan, on_a_day(None)));
    }
    if text.len() * 2 + 20 <= MAXIMUM_LENGTH {
        assert_laws(text);
    }
}

/// The handbook has a fault, which is at its place.
struct Faulty;

/// The small handbook with a rule for each expression.
fn load(rules: &[(&str, &str)]) -> Result<Catalogue, Faulty> {
    let mut file = "rules:\n".to_owned();
    for (id, holds) in rules {
        // JSON's way of writing a text is one of YAML's.
        let holds = serde_json::Value::from(*holds);
        file += &format!(
            "  - {{ id: {id}, title: T, ingredients: [first], severity: error, holds: {holds}, at: a.b.yes_no, says: S, help: H, action: A, why: W, added: T, examples: [{{ passes: {{}} }}, {{ fails: {{}} }}] }}\n"
        );
    }
    let mut files = BASE.clone();
    files.push(SourceText::new("rules.yaml", file));
    let loaded = Catalogue::load(files);
    for finding in &loaded.findings {
        let place = finding.place;
        assert_place(loaded.catalogue.file(place.file).map_or("", |file| &file.text), place.span, finding);
    }
    if loaded.findings.is_empty() { Ok(loaded.catalogue) } else { Err(Faulty) }
}

/// The laws of three values.
fn assert_laws(text: &str) {
    let not = format!("not ({text})");
    let not_not = format!("not (not ({text}))");
    let and = format!("({text}) and ({text})");
    let or = format!("({text}) or ({text})");
    let never = format!("({text}) and not ({text})");
    let always = format!("({text}) or not ({text})");
    let all = [
        ("it", text),
        ("inverse", &not),
        ("same", &not_not),
        ("both", &and),
        ("either", &or),
        ("never", &never),
        ("always", &always),
    ];
    // The others are longer and deeper than the one that was read, and may be refused for that.
    let Ok(catalogue) = load(&all) else { return };
    for plan in PLANS {
        let Some(plan) = check(&catalogue, plan, on_a_day(None)).plan else { continue };
        let value = |id: &str| catalogue.rule(id).map(|rule| judged(&catalogue, &plan, rule));
        let it = value("it").flatten();
        assert_eq!(value("inverse").flatten(), it.map(|it| !it), "not: {text}");
        for same in ["same", "both", "either"] {
            assert_eq!(value(same).flatten(), it, "{same}: {text}");
        }
        assert_eq!(value("never").flatten(), it.map(|_| false), "never: {text}");
        assert_eq!(value("always").flatten(), it.map(|_| true), "always: {text}");
    }
}

fn judged(catalogue: &Catalogue, plan: &Plan, rule: &Rule) -> Option<bool> {
    let first = evaluate(&rule.holds, catalogue, plan, None);
    assert!(first == evaluate(&rule.holds, catalogue, plan, None), "judging again gives something else");
    first.holds
}
