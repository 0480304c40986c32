//! What a report counts, in which order it says things, and what it says only once.

use sp_plan_engine::action::Urgency;
use sp_plan_engine::check::{CheckOptions, Report, check, example_fails};
use sp_plan_engine::checklist::Stage;
use sp_plan_engine::finding::Severity;
use sp_plan_engine::verdict::IngredientVerdict;

use super::{load, report, shown, today};

/// A report of a plan by the small handbook with more files.
fn with(more: &[&str], plan: &str) -> Report {
    let loaded = load(more);
    assert_eq!(loaded.findings, [], "{more:?}");
    check(&loaded.catalogue, plan, CheckOptions { today: today(), stage: None })
}

/// A rule in short, on one line.
fn rule(id: &str, severity: &str, rest: &str) -> String {
    format!(
        "rules:\n  - {{ id: {id}, title: T, ingredients: [group_work], severity: {severity}, at: work.first.policy, says: S, help: H, action: Act on {id}, why: W, added: T, examples: [{{ passes: {{}} }}, {{ fails: {{}} }}], {rest} }}\n"
    )
}

const NO_POLICY: &str = "holds: 'work.first.policy == \"yes\"'";

#[test]
fn a_report_counts_what_it_says() {
    let plan = "work: { first: { group: no, members: [icb], policy: no, frist: 1 } }\n";
    let mixed = report(plan);
    let counts = [Severity::Error, Severity::Warning, Severity::Advice].map(|severity| mixed.count(severity));
    assert_eq!(counts, [2, 1, 1], "{}", shown(plan, &mixed.findings));
    let verdicts = [IngredientVerdict::Met, IngredientVerdict::Missing].map(|verdict| mixed.count_verdicts(verdict));
    assert_eq!(verdicts, [0, 2]);
    assert!(mixed.has_open_musts());
    let good = report("work: { first: { group: yes, meetings: 4, policy: yes } }\n");
    assert!(!good.has_open_musts());
    assert_eq!(good.count_verdicts(IngredientVerdict::Met), 2);
    let without_any = report("work: { first: { group: no, policy: yes } }\n");
    let group = &without_any.ingredients[0];
    assert_eq!((group.count(sp_plan_engine::ingredient::Level::Must), group.unanswered()), ((0, 1), 1));
    assert_eq!(good.ingredients[0].unanswered(), 1, "whether the group is mixed");
    assert_eq!(report("scheme: {}\n").ingredients[0].unanswered(), 3);
    assert_eq!(
        group.criteria.iter().map(|criterion| criterion.level.word()).collect::<Vec<_>>(),
        ["must", "must", "should", "must"]
    );
    let words = |plan: &str| super::report(plan).ingredients[0].verdict.show();
    assert_eq!(words("work: { first: { group: yes, meetings: 4 } }\n"), "met");
    assert_eq!(words("work: { first: { group: yes, meetings: 2 } }\n"), "partly met");
    assert_eq!(words("scheme: {}\n"), "unanswered");
}

#[test]
fn questions_that_are_due_and_asked_are_counted() {
    let design = report("scheme: { stage: design }\n");
    assert_eq!(design.due, 15, "all but the one for the live stage and the two that wait");
    assert_eq!(design.unanswered.len(), 14);
    assert!(!design.unanswered.contains(&"scheme.stage".to_owned()));
    let live = report("scheme: { stage: live }\nwork: { first: { group: yes, meetings: 4 } }\n");
    assert_eq!((live.due, live.unanswered.len()), (18, 15));
    assert!(live.unanswered.contains(&"work.second.said".to_owned()));
    let aside = report("work: { first: { policy: { answer: not_applicable, reason: R, review: 2027-06-01 } } }\n");
    assert!(!aside.unanswered.contains(&"work.first.policy".to_owned()), "set aside is answered");
}

#[test]
fn at_one_place_the_heaviest_comes_first_and_then_the_id() {
    let rules = [
        rule("b_warning", "warning", NO_POLICY),
        rule("a_advice", "advice", NO_POLICY),
        rule("c_warning", "warning", NO_POLICY),
        rule("z_error", "error", NO_POLICY),
    ];
    let report = with(&rules.each_ref().map(String::as_str), "work: { first: { policy: no, members: [icb] } }\n");
    let ids: Vec<&str> = report.findings.iter().map(|finding| finding.id.as_str()).collect();
    assert_eq!(ids, ["policy_exists", "z_error", "b_warning", "c_warning", "a_advice", "group_is_mixed"]);
}

#[test]
fn only_rules_at_error_level_hold_back_and_only_their_own_ingredients() {
    let rules = [rule("grave", "error", NO_POLICY), rule("light", "warning", NO_POLICY)];
    let plan = "work: { first: { group: yes, meetings: 4, policy: no } }\n";
    let report = with(&rules.each_ref().map(String::as_str), plan);
    let failing: Vec<&[String]> = report.ingredients.iter().map(|each| each.failing_rules.as_slice()).collect();
    assert_eq!(failing, [&["grave".to_owned()][..], &[]]);
    assert_eq!(report.ingredients[0].verdict, IngredientVerdict::PartlyMet);
    let light = with(&[&rules[1]], plan);
    assert_eq!(light.ingredients[0].verdict, IngredientVerdict::Met);
}

#[test]
fn a_rule_waits_for_its_stage() {
    let later = rule("later", "error", &format!("stage: pilot, {NO_POLICY}"));
    for (stage, speaks) in [("design", false), ("pilot", true), ("live", true)] {
        let plan = format!("scheme: {{ stage: {stage} }}\nwork: {{ first: {{ policy: no }} }}\n");
        let report = with(&[&later], &plan);
        assert_eq!(report.findings.iter().any(|finding| finding.id == "later"), speaks, "{stage}");
    }
}

#[test]
fn a_rule_speaks_for_a_criterion_only_when_it_weighs_as_much() {
    let plan = "work: { first: { policy: no } }\n";
    for (severity, ids) in [
        ("error", &["covering"][..]),
        ("warning", &["policy_exists", "covering"]),
        ("advice", &["policy_exists", "covering"]),
    ] {
        let covering = rule("covering", severity, &format!("covers: [policy_exists], {NO_POLICY}"));
        let report = with(&[&covering], plan);
        let found: Vec<&str> = report.findings.iter().map(|finding| finding.id.as_str()).collect();
        assert_eq!(found, ids, "{severity}");
    }
    let passing = rule("passing", "error", "covers: [policy_exists], holds: 'work.first.policy == \"no\"'");
    assert_eq!(with(&[&passing], plan).findings[0].id, "policy_exists", "a rule that passes speaks for nobody");
}

#[test]
fn of_two_criteria_that_ask_the_same_the_heavier_one_speaks() {
    let ingredient = |id: &str, level: &str| {
        format!(
            "ingredients:\n  - id: {id}_work\n    title: T\n    summary: S.\n    why: W.\n    added: T.\n    criteria:\n      - {{ id: {id}, level: {level}, asks: There is one, looks_at: work.first.visits, expects: no, action: Do {id}, help: H., added: T. }}\n      - {{ id: {id}_besides, level: must, asks: There is one, looks_at: work.first.level, expects: answered, action: B, help: H., added: T. }}\n"
        )
    };
    for (one, other, id, severity) in [
        ("should", "must", "other", Severity::Error),
        ("must", "should", "one", Severity::Error),
        ("must", "must", "one", Severity::Error),
        ("should", "should", "one", Severity::Advice),
    ] {
        let files = [ingredient("one", one), ingredient("other", other)];
        let report = with(&files.each_ref().map(String::as_str), "work: { first: { visits: yes, level: light } }\n");
        let found: Vec<_> = report.findings.iter().map(|finding| (finding.id.as_str(), finding.severity)).collect();
        assert_eq!(found, [(id, severity)], "{one} {other}");
        assert_eq!(report.findings[0].ingredients, ["one_work", "other_work"], "{one} {other}");
    }
}

#[test]
fn a_table_that_is_not_asked_has_no_rows_to_judge() {
    let table = "checklist:\n  id: more\n  title: M\n  summary: M.\n  stage: design\n  groups:\n    - id: g\n      title: G\n      questions:\n        - { id: t, label: T, ask: T, answer: { table: { columns: [{ id: a, label: A, ask: A, answer: yes_no }] } }, why: W., show_if: work.first.group == \"yes\", added: T. }\n";
    let rows = "rules:\n  - { id: rows, title: T, ingredients: [group_work], severity: error, each: more.g.t, holds: 'row.a == \"yes\"', at: row.a, says: S, help: H, action: A, why: W, added: T, examples: [{ passes: {} }, { fails: {} }] }\n";
    for (group, finds) in [("yes", true), ("no", false)] {
        let plan = format!("work: {{ first: {{ group: {group} }} }}\nmore: {{ g: {{ t: [{{ a: no }}] }} }}\n");
        let report = with(&[table, rows], &plan);
        assert_eq!(report.findings.iter().any(|finding| finding.id == "rows"), finds, "{group}");
    }
}

#[test]
fn an_example_that_cannot_be_read_is_no_example() {
    for (example, outcome) in [
        ("{ work.first.policy: yes }", Ok(false)),
        ("{ work.first.policy: no }", Ok(true)),
        ("{ work.first.policy: perhaps }", Err("wrong_type")),
        ("{ work.first.meetings: 4 }", Err("not_asked")),
        ("{ work.first.policy: no, scheme.stage: design }", Ok(false)),
    ] {
        let tried = rule("tried", "error", &format!("stage: pilot, {NO_POLICY}")).replacen(
            "passes: {}",
            &format!("passes: {example}"),
            1,
        );
        let loaded = load(&[&tried]);
        let tried = loaded.catalogue.rule("tried").unwrap();
        let found = example_fails(&loaded.catalogue, tried, &tried.examples[0]);
        let found = found.as_ref().map(|fails| *fails).map_err(|findings| findings[0].id.as_str());
        assert_eq!(found, outcome, "{example}");
    }
}

#[test]
fn actions_come_in_the_order_of_what_presses() {
    let plan = "scheme: { name: A, nation: wales }\nwork:\n  first:\n    members: [gp]\n    level: heavy\n    policy: { answer: planned, owner: Lead, due: 2027-02-01 }\n    visits: no\n    membres: [gp]\n";
    let report = report(plan);
    let rows: Vec<String> =
        report.actions.iter().map(|action| format!("{:?} {}: {}", action.urgency, action.id, action.text)).collect();
    assert_eq!(
        rows,
        [
            "Error scheme: Fill in what the scheme is called, its nation and its stage",
            "Error unknown_option: Put right: `level` has no option `heavy`",
            "OpenMust group_exists: Found one",
            "Warning unknown_key: Put right: no checklist has the key `work.first.membres`",
            "Planned work.first.policy: Carry out what is planned: policy",
            "Later group_is_mixed: Invite",
        ]
    );
    assert!(Urgency::Error < Urgency::Later);
}

#[test]
fn what_is_planned_and_not_asked_is_not_to_be_done() {
    let table = "checklist:\n  id: more\n  title: M\n  summary: M.\n  stage: design\n  groups:\n    - id: g\n      title: G\n      questions:\n        - { id: q, label: DBS checks, ask: Q, answer: yes_no, why: W., show_if: work.first.group == \"yes\", added: T. }\n";
    let actions = |group: &str, q: &str| {
        let plan = format!(
            "scheme: {{ stage: design }}\nwork: {{ first: {{ group: {group} }} }}\nmore: {{ g: {{ q: {q} }} }}\n"
        );
        let report = with(&[table], &plan);
        let planned = report.actions.into_iter().filter(|action| action.urgency == Urgency::Planned);
        planned.map(|action| action.text).collect::<Vec<_>>()
    };
    let planned = "{ answer: planned, owner: A, due: 2027-02-01 }";
    assert_eq!(actions("yes", planned), ["Carry out what is planned: DBS checks"]);
    assert_eq!(actions("no", planned), [""; 0]);
    assert_eq!(actions("yes", "yes"), [""; 0]);
    assert_eq!(actions("yes", "{ answer: planned }"), [""; 0], "not before it is owned");
}

#[test]
fn a_criterion_that_waits_for_another_answer_asks_for_nothing_yet() {
    let ids = |plan: &str| report(plan).actions.into_iter().map(|action| action.id).collect::<Vec<_>>();
    assert!(!ids("scheme: { stage: design }\n").contains(&"group_meets".to_owned()));
    assert!(ids("scheme: { stage: design }\nwork: { first: { group: yes } }\n").contains(&"group_meets".to_owned()));
    let checked = |stage| {
        let loaded = load(&[]);
        check(&loaded.catalogue, "scheme: {}\n", CheckOptions { today: today(), stage: Some(stage) })
    };
    let wants = |report: &Report| report.actions.iter().any(|action| action.id == "later_said");
    assert!(!wants(&checked(Stage::Pilot)) && wants(&checked(Stage::Live)));
}
