//! Reading a plan: every fault is a finding at its place, and what can be read is read.

use sp_plan_engine::check::{CheckOptions, check};
use sp_plan_engine::plan::{AnswerState, Asking};
use sp_plan_engine::value::AnswerValue;

use super::{catalogue, report, shown};

fn findings(plan: &str) -> String {
    shown(
        plan,
        &report(plan)
            .findings
            .into_iter()
            .filter(|finding| {
                finding.path.is_none()
                    || catalogue().rule(&finding.id).is_none() && catalogue().criterion(&finding.id).is_none()
            })
            .collect::<Vec<_>>(),
    )
}

#[test]
fn words_of_truth_are_read_as_meant() {
    for (word, expected) in [
        ("yes", AnswerValue::Yes),
        ("Yes", AnswerValue::Yes),
        ("TRUE", AnswerValue::Yes),
        ("on", AnswerValue::Yes),
        ("'yes'", AnswerValue::Yes),
        ("no", AnswerValue::No),
        ("off", AnswerValue::No),
        ("False", AnswerValue::No),
    ] {
        let report = report(&format!("work: {{ first: {{ visits: {word} }} }}\n"));
        let plan = report.plan.unwrap();
        assert_eq!(plan.value_at(&catalogue(), "work.first.visits"), Some(&expected), "{word}");
    }
    for word in ["y", "maybe", "1", "[yes]", "{ a: b }"] {
        let text = format!("work: {{ first: {{ visits: {word} }} }}\n");
        assert!(!report(&text).findings.is_empty(), "{word}");
    }
    for text in ["no", "yes", "2017", "true", "3.50"] {
        let report = report(&format!("work: {{ second: {{ said: {text} }} }}\n"));
        let plan = report.plan.unwrap();
        assert_eq!(
            plan.value_at(&catalogue(), "work.second.said"),
            Some(&AnswerValue::Text(text.to_owned())),
            "a text stays as written"
        );
    }
}

#[test]
fn a_block_text_without_words_has_the_place_of_its_mark() {
    for (written, place) in
        [("|+", "3:12"), ("|+  # later\n", "3:12"), (">-\n\n", "3:12"), ("!t &a # b | c\n      |", "4:7")]
    {
        let plan = format!("work:\n  first:\n    group: {written}\n    policy: yes\n");
        let found = findings(&plan);
        assert!(found.starts_with(&format!("{place} wrong_type: `group`")), "{plan}{found}");
    }
    assert!(findings("work:\n  first:\n    members:\n      - |\n      - gp\n").starts_with("4:9 "));
}

#[test]
fn every_fault_has_its_place_and_its_words() {
    let plan = "\
sp_plan: \"0.9\"
schem: {}
scheme: { nation: Englnd, stage: design, starts: 1/4/2027 }
work:
  frist: {}
  first:
    group: maybe
    meetings: 60
    membres: [gp]
    members: [gp, gp, counsil, [x]]
    level: [light]
    note: hello
  second:
    budget: lots
    period: 6
    posts:
      - { dbs: maybe, hour: 3 }
      - nobody
";
    assert_eq!(
        findings(plan),
        "1:10 other_version: The plan was written for question set 0.9, and this is 1.0\n\
         2:1 unknown_key: No checklist has the key `schem`\n\
         3:19 unknown_option: `nation` has no option `Englnd`\n\
         3:50 wrong_type: `starts` takes a date, year first, such as `2027-04-01`, and this is `1/4/2027`\n\
         5:3 unknown_key: No checklist has the key `work.frist`\n\
         7:12 wrong_type: `group` takes `yes`, `no` or `planned`, and this is `maybe`\n\
         8:15 out_of_bounds: `meetings` is 60 a year, and at most 52 makes sense\n\
         9:5 unknown_key: No checklist has the key `work.first.membres`\n\
         10:19 named_twice: `gp` is named twice\n\
         10:23 unknown_option: `members` has no option `counsil`\n\
         10:32 wrong_type: `members` takes a list of options in square brackets, and this is a list\n\
         11:12 wrong_type: `level` takes one of the options, and this is a list\n\
         12:5 unknown_key: No checklist has the key `work.first.note`\n\
         14:13 wrong_type: `budget` takes an amount in pounds a year, and this is `lots`\n\
         15:13 wrong_type: `period` takes a length of time, such as `6 weeks` or `3 months`, and this is `6`\n\
         17:9 incomplete_row: Row 1 of `posts` lacks `post`\n\
         17:16 wrong_type: `dbs` takes `yes`, `no` or `planned`, and this is `maybe`\n\
         17:23 unknown_key: `posts` has no column `hour`\n\
         18:9 wrong_type: `posts` takes a list of rows, each beginning with a dash, and this is `nobody`"
    );
    let labels: Vec<_> = report(plan)
        .findings
        .iter()
        .filter_map(|finding| finding.label.clone())
        .filter(|label| label.contains("mean"))
        .collect();
    assert_eq!(
        labels,
        [
            "did you mean `scheme`?",
            "did you mean `england`?",
            "did you mean `first`?",
            "did you mean `members`?",
            "did you mean `council`?",
            "did you mean `hours`?"
        ]
    );
    let help: Vec<_> = report(plan)
        .findings
        .iter()
        .filter(|finding| finding.id == "wrong_type")
        .filter_map(|finding| finding.help.clone())
        .collect();
    assert!(help.contains(&"Write it like this: `budget: 30000`".to_owned()), "{help:?}");
}

#[test]
fn a_misspelt_option_does_not_empty_the_list() {
    let report = report("work: { first: { members: [gp, counsil] } }\n");
    let value = report.plan.unwrap().value_at(&catalogue(), "work.first.members").cloned();
    assert_eq!(value, Some(AnswerValue::Choices(vec!["gp".to_owned()])));
}

#[test]
fn a_question_that_is_not_asked_keeps_its_answer_and_warns() {
    let plan = "work:\n  first:\n    group: no\n    meetings: 4\n    minutes: Sam\n";
    let report = report(plan);
    let warnings: Vec<_> = report.findings.iter().filter(|finding| finding.id == "not_asked").cloned().collect();
    assert_eq!(
        shown(plan, &warnings),
        "4:15 not_asked: “Meetings” is answered, and it is asked only when “Steering group” is yes\n\
         5:14 not_asked: “Minutes taken” is answered, and it is asked only when “Meetings” is more than 0"
    );
    assert_eq!(warnings[0].related[0].label, "Steering group: no");
    assert_eq!(warnings[1].related[0].label, "Meetings: not asked either");
    let plan = report.plan.unwrap();
    assert_eq!(
        plan.value_at(&catalogue(), "work.first.meetings"),
        Some(&AnswerValue::Number(4.0)),
        "nothing is dropped"
    );
}

#[test]
fn exceptions_need_a_reason_and_a_review_to_come() {
    use AnswerState::{Excepted, ExceptionLapsed, Unanswered};

    let state = |answer: &str| {
        let text = format!("work: {{ first: {{ policy: {answer} }} }}\n");
        let report = report(&text);
        let ids: Vec<String> = report.findings.iter().map(|finding| finding.id.clone()).collect();
        let at = catalogue().questions.find("work.first.policy").unwrap();
        (report.plan.unwrap().answers[at].state, ids.join(" "))
    };
    assert_eq!(state("{ answer: not_applicable, reason: R, review: 2027-06-01 }"), (Excepted, String::new()));
    assert_eq!(
        state("{ answer: not_applicable, reason: R, review: 2027-01-01 }"),
        (Excepted, "exception_review_due".to_owned()),
        "on the day itself"
    );
    assert_eq!(
        state("{ answer: not_applicable, reason: R, review: 2026-12-31 }"),
        (ExceptionLapsed, "exception_past_review".to_owned())
    );
    assert_eq!(state("{ answer: not_applicable, reason: R }"), (Unanswered, "exception_incomplete".to_owned()));
    assert_eq!(
        state("{ answer: not_applicable, review: 2027-06-01 }"),
        (Unanswered, "exception_incomplete".to_owned())
    );
    assert_eq!(state("not_applicable"), (Unanswered, "exception_incomplete".to_owned()));
    assert_eq!(
        state("{ answer: not_applicable, reason: R, review: soon }"),
        (Unanswered, "exception_incomplete wrong_type".to_owned())
    );
    let never = report("work: { first: { group: { answer: not_applicable, reason: R, review: 2027-06-01 } } }\n");
    assert_eq!(never.findings[0].id, "exception_not_allowed");
}

#[test]
fn planned_counts_with_an_owner_and_a_date_in_time() {
    let state = |scheme: &str, details: &str| {
        let text =
            format!("scheme: {{ {scheme} }}\nwork: {{ first: {{ visits: {{ answer: planned, {details} }} }} }}\n");
        let report = report(&text);
        let at = catalogue().questions.find("work.first.visits").unwrap();
        let finding = report
            .findings
            .iter()
            .find(|finding| finding.id.starts_with("planned"))
            .map(|finding| finding.message.clone());
        (report.plan.unwrap().answers[at].state == AnswerState::Planned { in_time: true }, finding.unwrap_or_default())
    };
    let (ok, nothing) = (true, String::new());
    assert_eq!(state("stage: design, starts: 2027-04-01", "owner: A, due: 2027-03-31"), (ok, nothing.clone()));
    assert_eq!(
        state("stage: design, starts: 2027-04-01", "owner: A, due: 2027-04-01"),
        (ok, nothing.clone()),
        "on the day itself"
    );
    assert_eq!(state("stage: design", "owner: A, due: 2029-01-01"), (ok, nothing.clone()), "no start is known");
    assert_eq!(state("stage: live, starts: 2026-04-01", "owner: A, due: 2027-04-01"), (ok, nothing));
    for (scheme, details, message) in [
        (
            "stage: design, starts: 2027-04-01",
            "owner: A, due: 2027-04-02",
            "“Home visits” is planned for 2 April 2027 and needed by 1 April 2027",
        ),
        (
            "stage: design, starts: 2027-04-01, pilot_starts: 2027-02-01",
            "owner: A, due: 2027-03-01",
            "“Home visits” is planned for 1 March 2027 and needed by 1 February 2027",
        ),
        ("stage: design", "owner: A, due: 2026-12-31", "“Home visits” is planned for 31 December 2026, which is past"),
        ("stage: design", "owner: A", "“Home visits” is planned without a due date"),
        ("stage: design", "due: 2027-02-01", "“Home visits” is planned without an owner"),
        ("stage: design", "note: N", "“Home visits” is planned without an owner and a due date"),
    ] {
        assert_eq!(state(scheme, details), (false, message.to_owned()), "{scheme} {details}");
    }
}

#[test]
fn what_is_not_a_plan_has_no_verdicts() {
    for (text, id) in [
        ("", "empty_plan"),
        ("# nothing\n", "empty_plan"),
        ("- a\n", "not_a_plan"),
        ("hello\n", "not_a_plan"),
        ("a: [1\n", "syntax"),
        ("a:\n\tb: 1\n", "tab_indent"),
        ("a: 1\n---\nb: 2\n", "second_document"),
    ] {
        let report = report(text);
        assert!(!report.readable && report.ingredients.is_empty(), "{text:?}");
        assert!(report.findings.iter().any(|finding| finding.id == id), "{text:?}: {:?}", report.findings);
    }
}

#[test]
fn faults_of_writing_and_of_reading_are_reported_together() {
    let plan = "scheme:\n  name: \"open\n  nation: Walse\nwork:\n  first: { group: perhaps }\n\tsecond: 1\n";
    assert_eq!(
        shown(plan, &report(plan).findings),
        "2:9 syntax: A quote is opened here and not closed on this line\n\
         3:11 unknown_option: `nation` has no option `Walse`\n\
         5:19 wrong_type: `group` takes `yes`, `no` or `planned`, and this is `perhaps`\n\
         6:1 tab_indent: The line is indented with a tab"
    );
}

#[test]
fn a_missing_answer_points_at_the_innermost_key_that_exists() {
    let text = "scheme: { stage: live }\nwork:\n  first:\n    visits: yes\n    policy:\n  second: {}\n";
    let report = report(text);
    let line = |id: &str| {
        let judged = report
            .ingredients
            .iter()
            .flat_map(|ingredient| &ingredient.criteria)
            .find(|criterion| criterion.id == id)
            .unwrap();
        &text[judged.place.span.range()]
    };
    assert_eq!(line("policy_exists"), "policy");
    assert_eq!(line("group_exists"), "first");
    assert_eq!(line("later_said"), "second");
}

#[test]
fn a_number_that_a_comma_cuts_in_two_is_not_believed() {
    for (plan, expected) in [
        (
            "work: { second: { budget: £30,000 } }\n",
            "1:27 wrong_type: `budget` is `£30` here: inside braces the comma before `000` ends it",
        ),
        (
            "work: { second: { budget: { answer: 30,000, owner: A } } }\n",
            "1:37 wrong_type: `answer` is `30` here: inside braces the comma before `000` ends it",
        ),
        (
            "work:\n  second:\n    posts:\n      - { post: A, hours: 1,650 }\n",
            "4:27 wrong_type: `hours` is `1` here: inside braces the comma before `650` ends it",
        ),
    ] {
        let report = report(plan);
        assert_eq!(shown(plan, &report.findings), expected);
        let read = report.plan.unwrap();
        assert_eq!(read.value_at(&catalogue(), "work.second.budget"), None);
    }
    let block = report("work:\n  second:\n    budget: £30,000\n").plan.unwrap();
    assert_eq!(block.value_at(&catalogue(), "work.second.budget"), Some(&AnswerValue::Money(30_000.0)));
}

#[test]
fn a_question_that_waits_for_another_answer_is_open() {
    let open = report("work: { first: { policy: yes } }\n");
    let states = |report: &sp_plan_engine::check::Report| {
        let of = |path: &str| report.plan.as_ref().unwrap().answers[catalogue().questions.find(path).unwrap()].asking;
        (of("work.first.meetings"), of("work.first.minutes"))
    };
    assert_eq!(states(&open), (Asking::Open, Asking::Open), "the group is not answered");
    assert!(!open.unanswered.contains(&"work.first.meetings".to_owned()), "not due before it is asked");
    let criterion = |report: &sp_plan_engine::check::Report| report.ingredients[0].criteria[1].verdict.word();
    assert_eq!(criterion(&open), "unanswered", "an essential that waits is open, not beside the point");
    let without = report("work: { first: { group: no } }\n");
    assert_eq!(states(&without), (Asking::NotAsked, Asking::NotAsked));
    assert_eq!(criterion(&without), "not_applicable");
    let with = report("work: { first: { group: yes } }\n");
    assert_eq!(states(&with), (Asking::Asked, Asking::Open));
}

#[test]
fn planned_in_a_row_is_not_yet_so() {
    let plan = "work: { second: { posts: [{ post: A, dbs: planned }] } }\n";
    assert_eq!(shown(plan, &report(plan).findings), "1:43 post_has_check: A has no check");
}

#[test]
fn renamed_and_retired_questions_are_told_apart() {
    let more = "checklist:\n  id: more\n  title: More\n  summary: S.\n  stage: design\n  groups:\n    - id: g\n      title: G\n      questions:\n        - { id: new, label: New, ask: Q, answer: yes_no, why: W., renamed_from: more.g.old, added: Test. }\n        - { id: gone, label: Gone, ask: Q, answer: yes_no, why: W., retired: \"1.0\", replaced_by: more.g.new, added: Test. }\n";
    let loaded = super::load(&[more]);
    assert_eq!(loaded.findings, []);
    let plan = "more:\n  g:\n    old: yes\n    gone: yes\nretired: { anything: 1 }\n";
    let report = check(&loaded.catalogue, plan, CheckOptions { today: super::today(), stage: None });
    assert_eq!(
        shown(plan, &report.findings),
        "3:5 unknown_key: No checklist has the key `more.g.old`\n\
         4:5 retired_question: `more.g.gone` is no longer asked since question set 1.0"
    );
    let labels: Vec<_> = report.findings.iter().filter_map(|finding| finding.label.as_deref()).collect();
    assert_eq!(labels, ["now called `more.g.new`", "`more.g.new` has taken its place"]);
    assert!(!report.unanswered.contains(&"more.g.gone".to_owned()));
}
