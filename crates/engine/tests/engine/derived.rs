//! Derived values and parameters in expressions: what they stand on, and what is open without it.

use sp_plan_engine::calculators::find_derived;
use sp_plan_engine::check::{CheckOptions, check};

use super::{load, today};

/// The questions that one calculator asks, with figures to reckon with.
const WORKLOAD: &str = r#"
checklist:
  id: link_workers
  title: Link workers
  summary: S.
  stage: design
  groups:
    - id: workload
      title: Workload
      questions:
        - { id: people_a_year, label: People a year, ask: Q, answer: { number: { unit: people } }, why: W., added: T. }
        - { id: share_short, label: Short, ask: Q, answer: { number: { unit: "%" } }, why: W., added: T. }
        - { id: share_middle, label: Middle, ask: Q, answer: { number: { unit: "%" } }, why: W., added: T. }
        - { id: share_open, label: Open, ask: Q, answer: { number: { unit: "%" } }, why: W., added: T. }
        - { id: limit, label: Limit, ask: Q, answer: { number: { unit: meetings } }, why: W., added: T. }
parameters:
  - { id: meetings_short, label: Short, value: 2, unit: meetings, basis: assumed, why: W., added: T. }
  - { id: meetings_middle, label: Middle, value: 5, unit: meetings, basis: assumed, why: W., added: T. }
  - { id: meetings_open, label: Open, value: 12, unit: meetings, basis: assumed, why: W., added: T. }
  - { id: limit, label: Limit, value: 800, unit: meetings, basis: assumed, why: W., set_by: link_workers.workload.limit, added: T. }
"#;

/// What a rule with this `holds` says of a plan with these answers about the workload.
fn said(holds: &str, answers: &str) -> Vec<String> {
    let rule = format!(
        "rules:\n  - id: tried\n    title: T\n    ingredients: [safe_work]\n    severity: error\n    holds: {holds}\n    at: work.first.policy\n    says: \"{{capacity.meetings}} against {{parameter.limit}}\"\n    help: H.\n    action: A\n    why: W.\n    added: T.\n    examples:\n      - passes: {{}}\n      - fails: {{}}\n"
    );
    let loaded = load(&[WORKLOAD, &rule]);
    assert_eq!(loaded.findings, [], "{holds}");
    let plan = format!("work: {{ first: {{ policy: no }} }}\nlink_workers: {{ workload: {{ {answers} }} }}\n");
    let report = check(&loaded.catalogue, &plan, CheckOptions { today: today(), stage: None });
    let findings = report.findings.iter().filter(|finding| finding.id == "tried");
    let lines = findings.map(|finding| {
        let related = finding.related.iter().map(|related| format!(" + {}", related.label));
        format!("{}{}", finding.message, related.collect::<String>())
    });
    lines.collect()
}

/// 180 people and 40, 50 and 10 of a hundred with 2, 5 and 12 meetings: 4.5 each, 810 in all.
const ANSWERS: &str = "people_a_year: 180, share_short: 40, share_middle: 50, share_open: 10";

const READ: &str = " + People a year: 180 people + Short: 40 % + Middle: 50 % + Open: 10 %";

#[test]
fn a_derived_value_is_compared_and_its_answers_are_named() {
    assert_eq!(said("capacity.meetings <= parameter.limit", ANSWERS), [format!("810 against 800{READ}")]);
    assert_eq!(said("capacity.meetings == 810", ANSWERS), [""; 0]);
    assert_eq!(said("capacity.mean_meetings == 4.5", ANSWERS), [""; 0]);
}

#[test]
fn a_plan_may_set_a_parameter_of_its_own() {
    let own = |limit: &str| said("capacity.meetings <= parameter.limit", &format!("{ANSWERS}, limit: {limit}"));
    assert_eq!(own("900"), [""; 0]);
    assert_eq!(own("700"), [format!("810 against 700{READ} + Limit: 700 meetings")]);
    let aside = "{ answer: not_applicable, reason: R, review: 2027-06-01 }";
    assert_eq!(own(aside), [format!("810 against 800{READ}")], "set aside is no figure");
    assert_eq!(said("parameter.limit == 800", ""), [""; 0], "the handbook's own figure");
    assert_eq!(said("parameter.limit < 800", "").len(), 1);
}

#[test]
fn a_derived_value_that_lacks_an_answer_is_open() {
    for missing in ["people_a_year: 180", "share_short: 40, share_middle: 50, share_open: 10", ""] {
        assert_eq!(said("capacity.meetings > 1000", missing), [""; 0], "{missing}");
        assert_eq!(said("not (capacity.meetings > 1000)", missing), [""; 0], "{missing}");
        assert_eq!(said("answered(capacity.meetings)", missing).len(), 1, "{missing}");
    }
    assert_eq!(said("answered(capacity.meetings)", ANSWERS), [""; 0]);
    assert_eq!(said("not answered(capacity.meetings)", ANSWERS).len(), 1);
}

#[test]
fn the_working_shows_the_sum() {
    let loaded = load(&[WORKLOAD]);
    let plan = format!("link_workers: {{ workload: {{ {ANSWERS} }} }}\n");
    let report = check(&loaded.catalogue, &plan, CheckOptions { today: today(), stage: None });
    let capacity = report.workings().iter().find(|working| working.id == "capacity").unwrap();
    let shown = |name: &str| {
        let step = capacity.steps.iter().find(|step| step.derived.name == name).unwrap();
        format!("{} = {}", step.sum.as_deref().unwrap(), step.result.as_ref().unwrap().show())
    };
    assert_eq!(shown("capacity.mean_meetings"), "(40 × 2 + 50 × 5 + 10 × 12) ÷ 100 = 4.5");
    assert_eq!(shown("capacity.meetings"), "180 × 4.5 = 810");
    let unreadable = check(&loaded.catalogue, "[", CheckOptions { today: today(), stage: None });
    assert!(unreadable.workings().is_empty());
}

/// The timeline and the explanations ask which derived values a rule looks at.
#[test]
fn an_expression_knows_the_derived_values_that_it_names() {
    let names = |holds: &str, name: &str| {
        let rule = format!(
            "rules: [{{ id: tried, title: T, ingredients: [safe_work], severity: error, holds: '{holds}', at: work.first.policy, says: S, help: H, action: A, why: W, added: T, examples: [{{ passes: {{}} }}, {{ fails: {{}} }}] }}]\n"
        );
        let loaded = load(&[WORKLOAD, &rule]);
        assert_eq!(loaded.findings, [], "{holds}");
        let derived = find_derived(name).unwrap();
        loaded.catalogue.rule("tried").unwrap().holds.reads_derived(derived)
    };
    let both = "capacity.meetings > 3 and not (work.first.policy == \"yes\" or capacity.mean_meetings < 2)";
    for (name, named) in
        [("capacity.meetings", true), ("capacity.mean_meetings", true), ("capacity.hours_needed", false)]
    {
        assert_eq!(names(both, name), named, "{name}");
    }
    assert!(!names("work.first.policy == \"yes\"", "capacity.meetings"));
}
