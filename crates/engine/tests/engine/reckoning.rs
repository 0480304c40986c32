//! What expressions reckon and compare: numbers, lengths of time, dates and words.

use sp_plan_engine::check::{CheckOptions, check};

use super::{load, today};

/// Rules that find fault when an expression is false, and when it is true.
fn rules(expression: &str) -> String {
    let rule = |id: &str, holds: &str| {
        format!(
            "  - id: {id}\n    title: T\n    ingredients: [safe_work]\n    severity: error\n    holds: >-\n      {holds}\n    at: work.first.policy\n    says: S\n    help: H.\n    action: A\n    why: W.\n    added: T.\n    examples:\n      - passes: {{}}\n      - fails: {{}}\n"
        )
    };
    format!("rules:\n{}{}", rule("when_false", expression), rule("when_true", &format!("not ({expression})")))
}

/// What an expression comes to on a plan whose `work` has these answers; none when that is open.
fn value(expression: &str, work: &str) -> Option<bool> {
    let loaded = load(&[&rules(expression)]);
    assert_eq!(loaded.findings, [], "{expression}");
    let plan = format!("scheme: {{ stage: design, starts: 2027-04-01 }}\nwork: {{ {work} }}\n");
    let report = check(&loaded.catalogue, &plan, CheckOptions { today: today(), stage: None });
    let found = |id: &str| report.findings.iter().any(|finding| finding.id == id);
    match (found("when_true"), found("when_false")) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        (false, false) => None,
        (true, true) => panic!("{expression} is both"),
    }
}

#[test]
fn numbers_are_reckoned_with() {
    for (expression, expected) in [
        ("2 + 3 * 4 == 14", Some(true)),
        ("7 - 2 == 5", Some(true)),
        ("7 / 2 == 3.5", Some(true)),
        ("2 * 3 == 6 and 2 * 3 != 5", Some(true)),
        ("-3 < -2 and -3 < 2", Some(true)),
        ("1 / 0 > 0", None),
        ("true", Some(true)),
        ("false", Some(false)),
        ("1 < 2 < 3", Some(true)),
        ("1 < 2 < 2", Some(false)),
        ("3 > 2 >= 2 <= 2 != 3", Some(true)),
    ] {
        assert_eq!(value(expression, ""), expected, "{expression}");
    }
}

#[test]
fn lengths_of_time_are_reckoned_with() {
    for (expression, expected) in [
        ("weeks(2) + days(1) == days(15)", Some(true)),
        ("weeks(2) - days(1) == days(13)", Some(true)),
        ("weeks(2) * 3 == days(42)", Some(true)),
        ("months(12) == years(1)", Some(true)),
        ("years(4) == days(1461)", Some(true)),
        ("date(\"2027-03-01\") - date(\"2027-02-01\") == days(28)", Some(true)),
        ("date(\"2027-02-01\") - date(\"2027-03-01\") < days(0)", Some(true)),
        ("scheme.starts - today == days(90)", Some(true)),
    ] {
        assert_eq!(value(expression, ""), expected, "{expression}");
    }
}

#[test]
fn dates_move_in_the_calendar() {
    for (from, moved, to) in [
        ("2027-01-31", "+ days(1)", "2027-02-01"),
        ("2027-01-31", "- days(31)", "2026-12-31"),
        ("2027-01-31", "+ weeks(2)", "2027-02-14"),
        ("2027-01-31", "+ months(1)", "2027-02-28"),
        ("2027-03-31", "- months(1)", "2027-02-28"),
        ("2027-01-15", "- months(1)", "2026-12-15"),
        ("2027-11-15", "+ months(2)", "2028-01-15"),
        ("2027-12-31", "+ months(12)", "2028-12-31"),
        ("2028-02-29", "+ years(1)", "2029-02-28"),
        ("2028-02-29", "+ years(4)", "2032-02-29"),
        ("2027-06-15", "- years(2)", "2025-06-15"),
        // What is no whole number of months or years moves by days: 45.66 and 182.6.
        ("2027-01-01", "+ months(1.5)", "2027-02-16"),
        ("2027-01-01", "+ years(0.5)", "2027-07-03"),
        ("2027-01-01", "+ (weeks(1) + days(2))", "2027-01-10"),
        ("2027-01-01", "+ years(1000)", "3027-01-01"),
    ] {
        let expression = format!("date(\"{from}\") {moved} == date(\"{to}\")");
        assert_eq!(value(&expression, ""), Some(true), "{expression}");
    }
    for beyond in [
        "+ years(1001)",
        "+ days(-1)",
        "- years(1000) - years(1000) - years(1000) - years(1000) - years(1000) - years(1000) - years(1000) - years(1000) - years(1000) - years(1000) - years(1000) - years(1000) - years(1000)",
    ] {
        let expression = format!("date(\"2027-01-01\") {beyond} > today");
        assert_eq!(value(&expression, ""), None, "{expression}");
    }
}

#[test]
fn every_comparison_knows_less_equal_and_more() {
    let answers =
        "first: { group: yes, meetings: 4, level: light }, second: { budget: 100, period: 6 weeks, ends: 2027-06-01 }";
    for (question, less, same, more) in [
        ("work.first.meetings", "3", "4", "5"),
        ("work.second.budget", "99.5", "100", "100.5"),
        ("work.second.period", "days(41)", "days(42)", "days(43)"),
        ("work.second.ends", "date(\"2027-05-31\")", "date(\"2027-06-01\")", "date(\"2027-06-02\")"),
    ] {
        for (sign, with_less, with_same, with_more) in [
            ("==", false, true, false),
            ("!=", true, false, true),
            ("<", false, false, true),
            ("<=", false, true, true),
            (">", true, false, false),
            (">=", true, true, false),
        ] {
            for (other, expected) in [(less, with_less), (same, with_same), (more, with_more)] {
                let expression = format!("{question} {sign} {other}");
                assert_eq!(value(&expression, answers), Some(expected), "{expression}");
                assert_eq!(value(&expression, "first: {}"), None, "{expression} without an answer");
            }
        }
    }
    for (expression, expected) in [
        ("work.first.level == \"light\"", true),
        ("\"light\" == work.first.level", true),
        ("work.first.level == work.first.level", true),
        ("work.first.level != \"light\"", false),
        ("\"holistic\" != work.first.level", true),
        ("work.first.level in [\"holistic\"]", false),
        ("work.first.level not in [\"holistic\"]", true),
        ("scheme.stage in [\"design\", \"pilot\"]", true),
    ] {
        assert_eq!(value(expression, answers), Some(expected), "{expression}");
    }
}

#[test]
fn entries_are_counted_and_looked_for() {
    let answers =
        "first: { members: [gp, icb], level: light }, second: { tools: [one, two, three], posts: [{ post: A }] }";
    for (expression, expected) in [
        ("count(work.first.members) == 2", true),
        ("count(work.second.tools) == 3", true),
        ("count(work.second.posts) == 1", true),
        ("count(work.second.tools) - count(work.first.members) == count(work.second.posts)", true),
        ("\"icb\" in work.first.members", true),
        ("\"council\" in work.first.members", false),
        ("work.first.level in work.first.members", false),
        ("includes_all(work.first.members, [\"gp\", \"icb\"])", true),
        ("includes_all(work.first.members, work.first.members)", true),
        ("includes_any(work.first.members, [\"council\"])", false),
        ("includes_any(work.first.members, [\"council\", \"icb\"])", true),
    ] {
        assert_eq!(value(expression, answers), Some(expected), "{expression}");
    }
}

#[test]
fn an_expression_may_have_two_thousand_bytes() {
    let filled = |length: usize| format!("1 <{}2", " ".repeat(length - 4));
    for (length, findings) in [(2_000, 0), (2_001, 1)] {
        let expression = filled(length);
        assert_eq!(expression.len(), length);
        let file = rules("true").replacen("true", &expression, 1);
        assert_eq!(load(&[&file]).findings.len(), findings, "{length} bytes");
    }
}

#[test]
fn what_may_have_been_meant_is_said() {
    for (expression, message, help) in [
        ("work.first.polcy == \"yes\"", "there is no question `work.first.polcy`", "Did you mean `work.first.policy`?"),
        (
            "work.first.level == \"ligth\"",
            "`ligth` is never an answer here; the answers are `light`, `holistic`",
            "Did you mean `light`?",
        ),
        (
            "work.first.level in [\"ligth\"]",
            "`ligth` is never an answer here; the answers are `light`, `holistic`",
            "Did you mean `light`?",
        ),
        ("any(work.second.posts, item.hour > 1)", "the table has no column `hour`", "Did you mean `hours`?"),
        ("not work.first.policy", "this must be true or false, and it is a word", "Compare it: `== \"yes\"`."),
        ("complete(work.frist)", "there is no group `work.frist`", "Did you mean `work.first`?"),
        ("answred(work.first.policy)", "there is no function `answred`", "Did you mean `answered`?"),
        ("not work.first.level", "this must be true or false, and it is a word", ""),
        ("-work.first.meetings > 3", "only a number can have a minus sign", ""),
        ("-\"yes\" == \"yes\"", "only a number can have a minus sign", ""),
        ("none == 1", "a word in quotes or a number is expected here", ""),
        ("[1, 2] == 1", "a list holds words in quotes", ""),
        ("work.first[0] == 1", "this cannot be used here", ""),
        ("true if true else false", "this cannot be used here", ""),
        ("2 % 2 == 0", "this operator is not known here", ""),
        (
            "weeks(2) * weeks(2) > days(1)",
            "a length of time and a length of time cannot be reckoned with like this",
            "",
        ),
        ("today + today > today", "a date and a date cannot be reckoned with like this", ""),
        ("weeks(2) / 2 > days(1)", "a length of time and a number cannot be reckoned with like this", ""),
        ("weeks(work.first.meetings) > days(1)", "a number is expected here", ""),
        ("count(work.first.policy) > 1", "a word cannot be counted", ""),
        ("count([\"a\"]) > 1", "a set of words cannot be counted", ""),
        ("date(today) == today", "a date such as \"2027-01-31\" is expected here", ""),
        ("answered(work.first.policy, 1)", "`answered` takes a question", ""),
        ("answered(a=work.first.policy)", "arguments have no names here", ""),
        ("work.first.policy(1) == 1", "this cannot be called", ""),
        ("given(4)", "`given` asks about a question", ""),
    ] {
        let loaded = load(&[&rules("true").replacen("true", expression, 1)]);
        let found: Vec<_> = loaded
            .findings
            .iter()
            .map(|finding| (finding.message.as_str(), finding.help.as_deref().unwrap_or_default()))
            .collect();
        assert_eq!(found, [(message, help)], "{expression}");
    }
}
