//! How expressions are judged where it shows: what a rule says is missing, which answers it names besides, and whether a
//! criterion counts as unanswered, set aside or beside the point.

use sp_plan_engine::check::{CheckOptions, Report, check};

use super::{load, today};

/// A report of a plan by the small handbook with one rule more.
fn with_rule(rule: &str, plan: &str) -> Report {
    let more = format!(
        "rules:\n  - id: tried\n    title: T\n    ingredients: [safe_work]\n    severity: error\n{rule}    help: H.\n    action: A\n    why: W.\n    added: T.\n    examples:\n      - passes: {{}}\n      - fails: {{}}\n"
    );
    let loaded = load(&[&more]);
    assert_eq!(loaded.findings, [], "{rule}");
    check(&loaded.catalogue, plan, CheckOptions { today: today(), stage: None })
}

/// What the rule says: each finding with its own label and those of the places that it names besides.
fn said(rule: &str, plan: &str) -> Vec<String> {
    let report = with_rule(rule, plan);
    let findings = report.findings.iter().filter(|finding| finding.id == "tried");
    let lines = findings.map(|finding| {
        let related = finding.related.iter().map(|related| {
            assert!(plan.get(related.place.span.range()).is_some());
            format!(" + {}", related.label)
        });
        let label = finding.label.as_deref().unwrap_or_default();
        format!("{} [{label}]{}", finding.message, related.collect::<String>())
    });
    lines.collect()
}

/// The verdict of a criterion with this `holds` and `when`, whether it counts as set aside, and what is said.
fn criterion(when: &str, holds: &str, plan: &str) -> String {
    let when = if when.is_empty() { String::new() } else { format!("        when: {when}\n") };
    let more = format!(
        "ingredients:\n  - id: tried\n    title: T\n    summary: S.\n    why: W.\n    added: T.\n    criteria:\n      - id: it\n        level: must\n        asks: It is so\n{when}        holds: {holds}\n        at: work.first.level\n        says: It is not\n        action: A\n        help: H.\n        added: T.\n"
    );
    let loaded = load(&[&more]);
    assert_eq!(loaded.findings, [], "{holds}");
    let report = check(&loaded.catalogue, plan, CheckOptions { today: today(), stage: None });
    let judged = &report.ingredients.iter().find(|ingredient| ingredient.id == "tried").unwrap().criteria[0];
    let excepted = if judged.excepted { ", set aside" } else { "" };
    let finding = report.findings.iter().find(|finding| finding.id == "it");
    let related = finding.iter().flat_map(|finding| &finding.related).map(|related| format!(" + {}", related.label));
    format!("{}{excepted}{}", judged.verdict.word(), related.collect::<String>())
}

/// A plan with these answers in the first group.
fn first(answers: &str) -> String {
    format!("work:\n  first: {{ {answers} }}\n")
}

const ASIDE: &str = "{ answer: not_applicable, reason: R, review: 2027-06-01 }";

#[test]
fn a_rule_names_the_answers_that_decided_it() {
    let at = "    at: work.first.policy\n    says: It fails\n";
    for (holds, answers, expected) in [
        (
            "work.first.policy == \"yes\" or work.first.visits == \"no\"",
            "policy: no, visits: yes",
            "It fails [Policy: no] + Home visits: yes",
        ),
        ("answered(work.first.visits)", "policy: no", "It fails [Policy: no]"),
        ("not answered(work.first.visits)", "policy: no, visits: no", "It fails [Policy: no] + Home visits: no"),
        ("not given(work.first.level)", "policy: no, level: light", "It fails [Policy: no] + Level: Light"),
        ("given(work.first.level)", "policy: no", "It fails [Policy: no]"),
        ("count(work.first.members) > 2", "policy: no, members: [gp, icb]", "It fails [Policy: no] + Members"),
        ("\"gp\" in work.first.members", "policy: no, members: [icb]", "It fails [Policy: no] + Members"),
    ] {
        assert_eq!(said(&format!("    holds: >-\n      {holds}\n{at}"), &first(answers)), [expected], "{holds}");
    }
}

#[test]
fn what_is_missing_is_named() {
    let rule =
        |holds: &str| format!("    holds: {holds}\n    at: work.first.policy\n    says: \"Missing {{missing}}\"\n");
    for (holds, answers, expected) in [
        (
            "includes_all(work.first.members, [\"gp\", \"council\", \"icb\"])",
            "policy: no, members: [icb]",
            "Missing GP, Council [Policy: no] + Members",
        ),
        (
            "complete(work.first)",
            "group: no, policy: no, members: [gp]",
            "Missing Level, Home visits [Policy: no] + Level: not answered + Home visits: not answered",
        ),
        (
            "complete(work.first)",
            "group: yes, policy: no, members: [gp], level: light",
            "Missing Meetings, Home visits [Policy: no] + Meetings: not answered + Home visits: not answered",
        ),
        // What is named twice is missing once.
        (
            "complete(work.first) and complete(work.first)",
            "group: no, policy: no, members: [gp], level: light",
            "Missing Home visits [Policy: no] + Home visits: not answered",
        ),
    ] {
        assert_eq!(said(&rule(holds), &first(answers)), [expected], "{holds} with {answers}");
    }
    let whole = format!("group: no, policy: no, members: [gp], level: light, visits: {ASIDE}");
    assert_eq!(said(&rule("complete(work.first)"), &first(&whole)), [""; 0], "set aside is answered");
    let cells = "    each: work.second.posts\n    holds: includes_all(work.first.members, [\"icb\"]) or row.dbs == \"yes\"\n    at: row.post\n    says: \"{row.post} lacks {missing}\"\n";
    let plan = "work: { first: { members: [gp] }, second: { posts: [{ dbs: no }, { post: B, dbs: no }] } }\n";
    assert_eq!(
        said(cells, plan),
        [
            "Row 1 lacks Integrated care board [Post: not answered] + Members + DBS check: no",
            "B lacks Integrated care board [Post] + Members + DBS check: no"
        ]
    );
}

#[test]
fn what_a_cell_lacks_is_named_with_the_labels_of_its_options() {
    let more = "checklist:\n  id: more\n  title: M\n  summary: M.\n  stage: design\n  groups:\n    - id: g\n      title: G\n      questions:\n        - { id: t, label: T, ask: T, answer: { table: { columns: [{ id: set, label: Set, ask: S, answer: { choices: { options: { one: The first, two: The second } } } }] } }, why: W., added: T. }\nrules:\n  - { id: tried, title: T, ingredients: [safe_work], severity: error, each: more.g.t, holds: 'includes_all(row.set, [\"one\", \"two\"])', at: row.set, says: 'Missing {missing}', help: H, action: A, why: W, added: T, examples: [{ passes: {} }, { fails: {} }] }\n";
    let loaded = load(&[more]);
    assert_eq!(loaded.findings, []);
    let plan = "more: { g: { t: [{ set: [one] }, { set: [two, one] }, { set: [] }] } }\n";
    let report = check(&loaded.catalogue, plan, CheckOptions { today: today(), stage: None });
    let said: Vec<&str> = report.findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(said, ["Missing The second", "Missing The first, The second"]);
}

#[test]
fn a_rule_about_rows_is_silent_without_rows() {
    let rule = "    each: work.second.posts\n    holds: answered(row.dbs)\n    at: row.dbs\n    says: \"{row.post}: {row.dbs}\"\n";
    let posts = |answer: &str| format!("work: {{ second: {{ posts: {answer} }} }}\n");
    assert_eq!(said(rule, &posts("[{ post: A }]")), ["A: not answered [DBS check: not answered]"]);
    assert_eq!(said(rule, &posts("[{ post: A, dbs: no }]")), [""; 0]);
    assert_eq!(said(rule, &posts("[]")), [""; 0]);
    assert_eq!(said(rule, &posts(ASIDE)), [""; 0]);
    assert_eq!(said(rule, "work: { second: {} }\n"), [""; 0]);
}

#[test]
fn a_criterion_is_unanswered_set_aside_or_beside_the_point() {
    let policy = "work.first.policy == \"yes\"";
    let aside = format!("policy: {ASIDE}");
    let visits_aside = format!("group: no, visits: {ASIDE}");
    for (holds, answers, expected) in [
        (policy, "policy: yes", "met"),
        (policy, "policy: no", "unmet + Policy: no"),
        (policy, "level: light", "unanswered"),
        (policy, aside.as_str(), "not_applicable, set aside"),
        ("work.first.meetings > 3", "group: no", "not_applicable"),
        ("work.first.meetings > 3", "group: yes", "unanswered"),
        ("work.first.meetings > 3", "level: light", "unanswered"),
        // Named besides are answers alone, and not the one at which the finding stands.
        (&format!("{policy} and work.first.visits == \"yes\""), "policy: no", "unmet + Policy: no"),
        ("work.first.level == \"light\"", "level: holistic", "unmet"),
        // Whether it is answered is known when it is not, so that only the other answer leaves this open.
        (&format!("answered(work.first.visits) or {policy}"), aside.as_str(), "not_applicable, set aside"),
        (&format!("given(work.first.visits) or {policy}"), aside.as_str(), "not_applicable, set aside"),
        (&format!("set_aside(work.first.visits) or {policy}"), aside.as_str(), "not_applicable, set aside"),
        (&format!("answered(work.first.visits) or {policy}"), "level: light", "unanswered"),
        // And here it is beside the point rather than set aside.
        ("given(work.first.visits) or work.first.meetings > 3", visits_aside.as_str(), "not_applicable"),
        ("not set_aside(work.first.visits) and work.first.meetings > 3", "group: no, visits: no", "not_applicable"),
        (
            "not answered(work.first.visits) or work.first.meetings > 3",
            visits_aside.as_str(),
            "not_applicable, set aside",
        ),
    ] {
        assert_eq!(criterion("", holds, &first(answers)), expected, "{holds} with {answers}");
    }
    let rows = "any(work.second.posts, answered(item.dbs)) and work.first.policy == \"yes\"";
    let plan = format!(
        "work: {{ first: {{ policy: {ASIDE} }}, second: {{ posts: [{{ post: A }}, {{ dbs: no, post: B }}] }} }}\n"
    );
    assert_eq!(criterion("", rows, &plan), "not_applicable, set aside", "a row without the cell is no open question");
}

#[test]
fn a_criterion_applies_only_when_its_condition_certainly_holds() {
    let (when, holds) = ("work.first.visits == \"yes\"", "work.first.policy == \"yes\"");
    for (answers, expected) in [
        ("visits: yes, policy: yes", "met".to_owned()),
        ("visits: yes, policy: no", "unmet + Policy: no + Home visits: yes".to_owned()),
        ("visits: no, policy: no", "not_applicable".to_owned()),
        ("policy: no", "unanswered".to_owned()),
        ("visits: yes", "unanswered".to_owned()),
        (&format!("visits: {ASIDE}, policy: no"), "not_applicable".to_owned()),
    ] {
        assert_eq!(criterion(when, holds, &first(answers)), expected, "{answers}");
    }
}

#[test]
fn rows_settle_a_question_as_soon_as_one_decides_it() {
    let rule = |holds: &str| format!("    holds: {holds}\n    at: work.second.posts\n    says: It fails\n");
    let fails = |holds: &str, posts: &str| {
        !said(&rule(holds), &format!("work: {{ second: {{ posts: {posts} }} }}\n")).is_empty()
    };
    let (every, any) = ("every(work.second.posts, item.dbs == \"yes\")", "any(work.second.posts, item.dbs == \"yes\")");
    let (open, yes, no) = ("{ post: A }", "{ post: B, dbs: yes }", "{ post: C, dbs: no }");
    for (rows, every_fails, any_fails) in [
        (vec![yes], false, false),
        (vec![no], true, true),
        (vec![open], false, false),
        (vec![yes, no], true, false),
        (vec![open, no], true, false),
        (vec![no, open], true, false),
        (vec![no, no], true, true),
        (vec![open, yes], false, false),
        (vec![], false, true),
    ] {
        let posts = format!("[{}]", rows.join(", "));
        assert_eq!((fails(every, &posts), fails(any, &posts)), (every_fails, any_fails), "{posts}");
    }
    assert!(!fails(any, ASIDE), "a table that is set aside settles nothing");
    // Inside, `item` is the row of the inner table; outside again, it is that of the outer one.
    let nested = "any(work.second.posts, any(work.second.posts, item.hours > 5) and item.hours < 3)";
    assert!(!fails(nested, "[{ post: A, hours: 9 }, { post: B, hours: 1 }]"));
    assert!(fails(nested, "[{ post: A, hours: 9 }, { post: B, hours: 4 }]"));
}

#[test]
fn a_rule_about_words_waits_for_its_condition() {
    let rule = "rules:\n  - { id: tried, title: T, severity: warning, when: 'work.first.policy == \"no\"', mentions: [cheap], says: 'It speaks of {words}', help: H, action: A, why: W, added: T, examples: [{ passes: {} }, { fails: {} }] }\n";
    let loaded = load(&[rule]);
    assert_eq!(loaded.findings, []);
    for (policy, speaks) in [("no", true), ("yes", false), ("", false)] {
        let plan = format!("work: {{ first: {{ policy: {policy} }}, second: {{ said: A cheap one }} }}\n");
        let report = check(&loaded.catalogue, &plan, CheckOptions { today: today(), stage: None });
        assert_eq!(report.findings.iter().any(|finding| finding.id == "tried"), speaks, "{policy}");
    }
}
