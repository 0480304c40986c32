//! Criteria, rules and verdicts of a plan, and what to do next.

use sp_plan_engine::Date;
use sp_plan_engine::check::{CheckOptions, check};
use sp_plan_engine::checklist::Stage;
use sp_plan_engine::verdict::{CriterionVerdict, IngredientVerdict};

use super::{catalogue, report, shown, today};

fn verdicts(plan: &str) -> Vec<&'static str> {
    report(plan).ingredients.iter().map(|ingredient| ingredient.verdict.word()).collect()
}

#[test]
fn an_empty_plan_is_unanswered_and_says_where_to_begin() {
    let report = report("scheme: {}\n");
    assert_eq!(report.findings, []);
    assert!(report.ingredients.iter().all(|ingredient| ingredient.verdict == IngredientVerdict::Unanswered));
    let texts: Vec<&str> = report.actions.iter().map(|action| action.text.as_str()).collect();
    assert_eq!(
        texts,
        ["Fill in what the scheme is called, its nation and its stage", "Found one", "Write it", "Invite"]
    );
    assert!(report.has_open_musts());
}

#[test]
fn verdicts_follow_the_answers() {
    assert_eq!(verdicts("work: { first: { group: yes, meetings: 4, policy: yes } }\n"), ["met", "met"]);
    assert_eq!(verdicts("work: { first: { group: yes, meetings: 2, policy: no } }\n"), ["partly_met", "missing"]);
    assert_eq!(verdicts("work: { first: { group: no } }\n"), ["missing", "unanswered"]);
    assert_eq!(verdicts("work: { first: { members: [gp, council] } }\n"), ["partly_met", "unanswered"]);
}

#[test]
fn a_criterion_that_is_due_later_does_not_count_yet() {
    let plan = "scheme: { stage: live }\nwork: { first: { group: yes, meetings: 4, policy: yes } }\n";
    assert_eq!(verdicts(plan), ["partly_met", "met"]);
    let design = check(&catalogue(), plan, CheckOptions { today: today(), stage: Some(Stage::Design) });
    assert_eq!(design.ingredients[0].verdict, IngredientVerdict::Met);
}

#[test]
fn a_rule_at_error_level_holds_its_ingredient_back() {
    let plan = "work: { first: { visits: yes, policy: no } }\n";
    let report = report(plan);
    assert_eq!(report.ingredients[1].failing_rules, ["visits_need_policy"]);
    assert_eq!(
        shown(plan, &report.findings),
        "1:39 policy_exists: “There is a policy” is not so: the plan says no\n1:39 visits_need_policy: Home visits are offered without a policy"
    );
    assert_eq!(report.findings[1].related[0].label, "Home visits: yes");
}

#[test]
fn unmet_criteria_name_what_is_expected_and_what_is_missing() {
    let plan = "work:\n  first:\n    group: yes\n    meetings: 2\n    members: [icb]\n";
    let report = report(plan);
    assert_eq!(
        shown(plan, &report.findings),
        "4:15 group_meets: “It meets four times a year” is not so: the plan says 2 a year\n5:14 group_is_mixed: “It is mixed” is not so: the plan lacks GP, Council"
    );
    let labels: Vec<_> = report.findings.iter().map(|finding| finding.label.clone().unwrap()).collect();
    assert_eq!(labels, ["expected at least 4 a year", "expected all of: GP, Council"]);
    assert_eq!(report.findings[1].severity.word(), "advice", "should criteria are advice");
}

#[test]
fn a_lapsed_exception_is_unmet_again_and_says_so_once() {
    let plan = "work: { first: { policy: { answer: not_applicable, reason: R, review: 2026-06-01 } } }\n";
    let report = report(plan);
    assert_eq!(report.ingredients[1].criteria[0].verdict, CriterionVerdict::Unmet);
    assert_eq!(report.ingredients[1].verdict, IngredientVerdict::Missing);
    assert_eq!(
        shown(plan, &report.findings),
        "1:36 exception_past_review: “Policy” was set aside until 1 June 2026, which is past, so it counts again"
    );
    let earlier = CheckOptions { today: Date::constant(2026, 5, 1), stage: None };
    let before = check(&catalogue(), plan, earlier);
    assert_eq!(before.ingredients[1].verdict, IngredientVerdict::Met);
}

#[test]
fn every_failing_row_is_a_finding_at_its_cell() {
    let plan = "work:\n  second:\n    posts:\n      - { post: North, dbs: yes }\n      - { post: South, dbs: no }\n      - { post: East, dbs: no }\n      - { post: West }\n";
    assert_eq!(
        shown(plan, &report(plan).findings),
        "5:29 post_has_check: South has no check\n6:28 post_has_check: East has no check"
    );
}

#[test]
fn actions_name_owners_and_dates_and_come_in_order() {
    let plan = "scheme: { stage: design, starts: 2027-04-01 }\nwork:\n  first:\n    members: [gp]\n    group: yes\n    meetings: { answer: 2, owner: Chair, due: 2027-02-01 }\n    policy: no\n    visits: yes\n";
    let report = report(plan);
    let rows: Vec<String> = report
        .actions
        .iter()
        .map(|action| {
            format!(
                "{} | {} | {} | {}",
                action.text,
                action.path,
                action.owner.as_deref().unwrap_or("-"),
                action.due.map(|due| due.to_string()).unwrap_or_default()
            )
        })
        .collect();
    assert_eq!(
        rows,
        [
            "Meet | work.first.meetings | Chair | 2027-02-01",
            "Write it | work.first.policy | - | 2027-04-01",
            "Write a policy | work.first.policy | - | 2027-04-01",
            "Invite | work.first.members | - | 2027-04-01",
        ]
    );
}

#[test]
fn one_thing_is_said_once() {
    let rule = "rules:\n  - id: mixed_group\n    title: T\n    ingredients: [group_work]\n    severity: warning\n    covers: [group_is_mixed]\n    holds: includes_all(work.first.members, [\"gp\", \"council\"])\n    says: \"The group lacks {missing}\"\n    help: H.\n    action: A\n    why: W.\n    added: T.\n    examples:\n      - passes: { work.first.members: [gp, council] }\n      - fails: { work.first.members: [gp] }\n";
    let twin = "ingredients:\n  - id: twin\n    title: T\n    summary: S.\n    why: W.\n    added: T.\n    criteria:\n      - { id: twin_policy, level: must, asks: There is one, looks_at: work.first.policy, expects: yes, action: A, help: H., added: T. }\n";
    let loaded = super::load(&[rule, twin]);
    assert_eq!(loaded.findings, []);
    let plan = "work: { first: { members: [gp], policy: no } }\n";
    let report = check(&loaded.catalogue, plan, CheckOptions { today: today(), stage: None });
    assert_eq!(
        shown(plan, &report.findings),
        "1:27 mixed_group: The group lacks Council\n1:41 policy_exists: “There is a policy” is not so: the plan says no"
    );
    assert_eq!(report.findings[1].ingredients, ["safe_work", "twin"]);
    assert_eq!(report.ingredients[2].verdict, IngredientVerdict::Missing, "the verdict stays");
}

#[test]
fn a_stage_that_is_asked_for_is_seen_by_every_rule() {
    let plan = "scheme: { stage: design }\nwork: { first: { group: yes } }\n";
    let live = check(&catalogue(), plan, CheckOptions { today: today(), stage: Some(Stage::Live) });
    assert_eq!(live.plan.unwrap().text_at(&catalogue(), "scheme.stage"), Some("live"));
}

#[test]
fn why_planned_does_not_count_is_said_by_the_criterion_that_misses_it() {
    let plan = "work: { first: { policy: { answer: planned, owner: A }, visits: { answer: planned } } }\n";
    assert_eq!(
        shown(plan, &report(plan).findings),
        "1:36 policy_exists: “There is a policy” is not so: the plan says planned without a due date\n\
         1:75 planned_without_owner: “Home visits” is planned without an owner and a due date"
    );
}
