//! Expressions: what is refused when the handbook is loaded, and the three values at run time.

use sp_plan_engine::check::example_fails;

use super::{catalogue, load};

/// A handbook file with one rule that has this `holds`.
fn rule(holds: &str, each: bool) -> String {
    let each = if each { "    each: work.second.posts\n" } else { "" };
    format!(
        "rules:\n  - id: tried\n    title: Tried\n    ingredients: [safe_work]\n    severity: error\n{each}    holds: >-\n      {holds}\n    at: work.first.policy\n    says: It does not hold\n    help: Help.\n    action: Act\n    why: Why.\n    added: Test.\n    examples:\n      - passes: {{ work.first.policy: yes }}\n      - fails: {{ work.first.policy: no }}\n"
    )
}

#[test]
fn what_does_not_fit_is_a_fault_of_the_handbook() {
    for (holds, message) in [
        ("work.first.polisy == \"yes\"", "there is no question `work.first.polisy`"),
        ("work.first.policy == \"maybe\"", "`maybe` is never an answer here; the answers are `yes`, `no`"),
        ("work.first.policy == \"planned\"", "`planned` is never an answer here; the answers are `yes`, `no`"),
        ("work.first.policy", "the expression must be true or false, and this is a word"),
        ("not work.first.policy", "this must be true or false, and it is a word"),
        ("work.first.meetings == \"4\"", "a number cannot be compared with a word like this"),
        ("work.first.level < \"light\"", "a word cannot be compared with a word like this"),
        ("work.first.level == work.second.said", "a word cannot be compared with a text like this"),
        ("\"gpp\" in work.first.members", "`gpp` is never an answer here; the answers are `gp`, `council`, `icb`"),
        ("\"gp\" in work.first.level", "a word cannot be looked for in a word"),
        (
            "work.first.level in [\"light\", \"heavy\"]",
            "`heavy` is never an answer here; the answers are `light`, `holistic`",
        ),
        ("work.second.ends + 3 > today", "a date and a number cannot be reckoned with like this"),
        ("work.second.period > 6", "a length of time cannot be compared with a number like this"),
        (
            "includes_all(work.first.members, [\"dog\"])",
            "`dog` is never an answer here; the answers are `gp`, `council`, `icb`",
        ),
        (
            "includes_all(work.first.level, [\"light\"])",
            "a question with several options and a list of words are expected here",
        ),
        ("count(work.first.level) > 1", "a word cannot be counted"),
        ("complete(work.third)", "there is no group `work.third`"),
        ("answered(4)", "`answered` asks about a question"),
        ("any(work.first.members, item.dbs == \"yes\")", "a question that is a table is expected here"),
        ("any(work.second.posts, item.dbz == \"yes\")", "the table has no column `dbz`"),
        ("row.dbs == \"yes\"", "`row` has no meaning here"),
        ("item.dbs == \"yes\"", "`item` has no meaning here"),
        ("answerd(work.first.policy)", "there is no function `answerd`"),
        ("date(\"soon\") > today", "a date such as \"2027-01-31\" is expected here"),
        ("work.first.policy == \"yes\" and 1", "this must be true or false, and it is a number"),
        ("work.first.policy | upper == \"YES\"", "a filter expression cannot be used here"),
        ("work.first.policy ==", "this is not an expression: unexpected end of input, expected expression"),
    ] {
        let loaded = load(&[&rule(holds, false)]);
        let messages: Vec<&str> = loaded.findings.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(messages, [message], "{holds}");
    }
}

#[test]
fn an_expression_has_a_greatest_length_and_depth() {
    let long = format!("{}work.first.policy == \"yes\"", "work.first.policy == \"yes\" and ".repeat(100));
    assert_eq!(load(&[&rule(&long, false)]).findings[0].message, "the expression is longer than 2000 bytes");
    let deep = format!("{}work.first.policy == \"yes\"{}", "(".repeat(900), ")".repeat(900));
    assert_eq!(load(&[&rule(&deep, false)]).findings.len(), 1, "a deep expression is refused, not overflowed");
    let wide = format!("{}true", "true and ".repeat(200));
    assert!(load(&[&rule(&wide, false)]).findings.is_empty());
}

#[test]
fn show_if_has_positive_logic_only() {
    for show_if in ["not (work.first.group == 'yes')", "work.first.group != 'yes'", "'gp' not in work.first.members"] {
        let file = format!(
            "checklist:\n  id: more\n  title: M\n  summary: M.\n  stage: design\n  groups:\n    - id: g\n      title: G\n      questions:\n        - {{ id: q, label: Q, ask: Q, answer: yes_no, why: W., show_if: \"{show_if}\", added: Test. }}\n"
        );
        let loaded = load(&[&file]);
        assert_eq!(loaded.findings.len(), 1, "{show_if}");
        assert!(loaded.findings[0].message.starts_with("`show_if` says when a question is asked"), "{show_if}");
    }
}

/// What a rule with this `holds` says of a plan given in short: `Some(true)` it finds fault.
fn fails(holds: &str, answers: &str, each: bool) -> bool {
    let text = rule(holds, each)
        .replace("      - passes: { work.first.policy: yes }\n", &format!("      - passes: {{ {answers} }}\n"));
    let loaded = load(&[&text]);
    assert_eq!(loaded.findings, [], "{holds}");
    let rule = loaded.catalogue.rule("tried").unwrap();
    example_fails(&loaded.catalogue, rule, &rule.examples[0])
        .unwrap_or_else(|findings| panic!("{answers}: {findings:?}"))
}

#[test]
fn what_is_not_answered_leaves_it_open() {
    let (yes, no) = ("work.first.policy: yes", "work.first.policy: no");
    let policy = "work.first.policy == \"yes\"";
    for (holds, answers, expected) in [
        (policy.to_owned(), yes, false),
        (policy.to_owned(), no, true),
        (policy.to_owned(), "", false),
        (format!("not {policy}"), yes, true),
        (format!("not {policy}"), "", false),
        // Kleene's logic: what one side settles stays settled, whichever side it is.
        (format!("{policy} and work.first.visits == \"yes\""), no, true),
        (format!("work.first.visits == \"yes\" and {policy}"), no, true),
        (format!("{policy} and work.first.visits == \"yes\""), yes, false),
        (format!("not ({policy} or work.first.visits == \"yes\")"), yes, true),
        (format!("not (work.first.visits == \"yes\" or {policy})"), yes, true),
        (format!("not ({policy} or work.first.visits == \"yes\")"), no, false),
        ("answered(work.first.visits)".to_owned(), "", true),
        ("answered(work.first.visits)".to_owned(), "work.first.visits: no", false),
        // Planned reads as yes with an owner and a date in time, and as neither yes nor no without.
        (policy.to_owned(), "work.first.policy: { answer: planned, owner: A, due: 2027-02-01 }", false),
        (format!("not {policy}"), "work.first.policy: { answer: planned, owner: A, due: 2027-02-01 }", true),
        // What is set aside settles nothing, and counts as answered.
        (policy.to_owned(), "work.first.policy: { answer: not_applicable, reason: R, review: 2027-02-01 }", false),
        (
            "answered(work.first.policy)".to_owned(),
            "work.first.policy: { answer: not_applicable, reason: R, review: 2027-02-01 }",
            false,
        ),
        (
            "given(work.first.policy)".to_owned(),
            "work.first.policy: { answer: not_applicable, reason: R, review: 2027-02-01 }",
            true,
        ),
        ("given(work.first.policy)".to_owned(), "", true),
        (
            "not set_aside(work.first.policy)".to_owned(),
            "work.first.policy: { answer: not_applicable, reason: R, review: 2027-02-01 }",
            true,
        ),
        (format!("{policy} and not set_aside(work.first.policy)"), "", false),
        (
            format!("{policy} and not set_aside(work.first.policy)"),
            "work.first.policy: { answer: not_applicable, reason: R, review: 2027-02-01 }",
            true,
        ),
    ] {
        assert_eq!(fails(&holds, answers, false), expected, "{holds} with {answers}");
    }
}

#[test]
fn values_are_compared_as_what_they_are() {
    for (holds, answers, expected) in [
        ("work.second.budget >= 30000", "work.second.budget: \"£30,000\"", false),
        ("work.second.budget > 30000", "work.second.budget: \"£30,000\"", true),
        ("work.second.period >= weeks(6)", "work.second.period: 42 days", false),
        ("work.second.period >= months(3)", "work.second.period: 12 weeks", true),
        ("work.second.ends > today", "work.second.ends: 2027-01-02", false),
        ("work.second.ends + months(1) == date(\"2027-02-28\")", "work.second.ends: 2027-01-31", false),
        ("work.second.ends - weeks(2) < date(\"2027-01-01\")", "work.second.ends: 2027-01-16", true),
        ("work.second.ends - today >= days(30)", "work.second.ends: 2027-01-31", false),
        ("\"gp\" in work.first.members", "work.first.members: [council]", true),
        ("\"gp\" not in work.first.members", "work.first.members: [council]", false),
        ("work.first.level in [\"light\"]", "work.first.level: holistic", true),
        ("includes_all(work.first.members, [\"gp\", \"council\"])", "work.first.members: [council]", true),
        ("includes_any(work.first.members, [\"gp\", \"council\"])", "work.first.members: [council]", false),
        ("count(work.first.members) == 2", "work.first.members: [council, gp]", false),
        ("count(work.second.tools) > 1", "work.second.tools: [one]", true),
        (
            "every(work.second.posts, item.dbs == \"yes\")",
            "work.second.posts: [{ post: A, dbs: yes }, { post: B, dbs: no }]",
            true,
        ),
        (
            "every(work.second.posts, item.dbs == \"yes\")",
            "work.second.posts: [{ post: A, dbs: yes }, { post: B }]",
            false,
        ),
        (
            "any(work.second.posts, item.hours * 2 > 10)",
            "work.second.posts: [{ post: A, hours: 5 }, { post: B, hours: 6 }]",
            false,
        ),
        ("any(work.second.posts, item.hours * 2 > 10)", "work.second.posts: [{ post: A, hours: 5 }]", true),
        ("1 / (work.first.meetings - 4) > 0", "work.first.group: yes, work.first.meetings: 4", false),
    ] {
        assert_eq!(fails(holds, answers, false), expected, "{holds} with {answers}");
    }
}

#[test]
fn every_row_is_judged_by_itself() {
    assert!(fails("row.dbs == \"yes\"", "work.second.posts: [{ post: A, dbs: yes }, { post: B, dbs: no }]", true));
    assert!(!fails("row.dbs == \"yes\"", "work.second.posts: [{ post: A, dbs: yes }, { post: B }]", true));
    assert!(fails("answered(row.dbs)", "work.second.posts: [{ post: A, dbs: yes }, { post: B }]", true));
}

#[test]
fn the_examples_of_the_small_handbook_are_true() {
    let catalogue = catalogue();
    for rule in &catalogue.rules {
        for example in &rule.examples {
            assert_eq!(example_fails(&catalogue, rule, example), Ok(!example.passes), "{}", rule.id);
        }
    }
}

#[test]
fn an_expression_can_be_said_in_words() {
    for (holds, words) in [
        (
            "work.first.group == \"yes\" and work.first.meetings >= 4",
            "“Steering group” is yes and “Meetings” is at least 4",
        ),
        (
            "work.first.level == \"holistic\" or not (work.first.policy == \"yes\")",
            "“Level” is Holistic or it is not so that “Policy” is yes",
        ),
        ("\"gp\" in work.first.members", "“Members” includes GP"),
        ("work.first.level in [\"light\", \"holistic\"]", "“Level” is one of: Light, Holistic"),
        ("includes_all(work.first.members, [\"gp\", \"icb\"])", "“Members” includes all of: GP, Integrated care board"),
        ("every(work.second.posts, item.dbs == \"yes\")", "in every row of “Posts” “DBS check” is yes"),
        (
            "given(work.first.policy) and count(work.second.tools) > 1",
            "“Policy” is answered and the number of entries in “Tools” is more than 1",
        ),
    ] {
        let loaded = load(&[&rule(holds, false)]);
        assert_eq!(loaded.catalogue.rule("tried").unwrap().holds.words(&loaded.catalogue), words);
    }
}
