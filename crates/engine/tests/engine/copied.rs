//! Answers that were copied from another plan: what the copy looks like, and that nothing of it counts before it is
//! confirmed.

use sp_plan_engine::Date;
use sp_plan_engine::check::{CheckOptions, Report, check};
use sp_plan_engine::copied::copy;
use sp_plan_engine::edit::{Draft, word};
use sp_plan_engine::finding::Severity;
use sp_plan_engine::plan::{AnswerState, DAYS_OF_NOTICE_BEFORE_REVIEW};
use sp_plan_engine::value::AnswerValue;

use super::{catalogue, load, report, shown, today};

/// The small handbook with one question that tells schemes apart.
fn copied(text: &str) -> sp_plan_engine::copied::Copied {
    let own = "checklist:\n  id: own\n  title: Own\n  summary: S.\n  stage: design\n  questions:\n    - { id: name, label: Own name, ask: Q, answer: text, why: W., copied: no, added: Test. }\n";
    let loaded = load(&[own]);
    assert_eq!(loaded.findings, []);
    copy(&loaded.catalogue, Draft::open(text).unwrap())
}

fn state(report: &Report, path: &str) -> AnswerState {
    report.plan.as_ref().unwrap().answers[catalogue().questions.find(path).unwrap()].state
}

#[test]
fn every_answer_is_marked_and_nothing_else_changes() {
    for (before, after) in [
        (
            "work:\n  first:\n    policy: yes  # since May\n",
            "work:\n  first:\n    policy: { answer: yes, confirmed: no }  # since May\n",
        ),
        (
            "work: { first: { policy: yes, level: light } }\n",
            "work: { first: { policy: { answer: yes, confirmed: no }, level: { answer: light, confirmed: no } } }\n",
        ),
        (
            "work:\n  second:\n    posts:\n      # two\n      - post: A\n        dbs: yes # b\n",
            "work:\n  second:\n    posts:\n      confirmed: no\n      answer:\n        # two\n        - post: A\n          dbs: yes # b\n",
        ),
        // What is marked stays marked, what is confirmed has to be confirmed again, what is blank stays blank.
        (
            "work:\n  first:\n    policy: { answer: yes, confirmed: no }\n",
            "work:\n  first:\n    policy: { answer: yes, confirmed: no }\n",
        ),
        (
            "work:\n  first:\n    policy: { answer: yes, confirmed: yes }\n",
            "work:\n  first:\n    policy: { answer: yes, confirmed: no }\n",
        ),
        (
            "work:\n  first:\n    policy:   # blank\n    level: ~\n",
            "work:\n  first:\n    policy:   # blank\n    level: ~\n",
        ),
        ("work:\n  first:\n    policy: { note: soon }\n", "work:\n  first:\n    policy: { note: soon }\n"),
        // Unknown keys, remarks and retired answers stay.
        (
            "mine: 1\nretired: { a: b }\nwork:\n  first:\n    polcy: yes\n",
            "mine: 1\nretired: { a: b }\nwork:\n  first:\n    polcy: yes\n",
        ),
        // What belongs to the other plan's people.
        (
            "work:\n  first:\n    policy:\n      answer: planned\n      note: N\n      owner: Chair # of last year\n      due: 2026-01-01\n      evidence:\n        - a.pdf\n        # two\n        - b.pdf\n",
            "work:\n  first:\n    policy:\n      answer: planned\n      note: N\n      owner: # was: Chair # of last year\n      due: # was: 2026-01-01\n      evidence:\n        # was: - a.pdf\n        # two\n        # - b.pdf\n      confirmed: no\n",
        ),
        (
            "work:\n  first:\n    policy: { answer: not_applicable, reason: R, review: 2026-01-01, owner: A } # c\n",
            "work:\n  first:\n    # was: review: 2026-01-01\n    # was: owner: A\n    policy: { answer: not_applicable, reason: R, confirmed: no } # c\n",
        ),
        // In an order in which the two meet they are taken one by one.
        (
            "work:\n  first:\n    policy: { owner: A, due: 2026-01-01, answer: planned }\n",
            "work:\n  first:\n    # was: owner: A\n    # was: due: 2026-01-01\n    policy: { answer: planned, confirmed: no }\n",
        ),
        // What tells one scheme from another.
        ("own:\n  name: Old Town # c\n", "own:\n  name: # was: Old Town # c\n"),
        ("own: { name: Old Town }\n", "# was: name: Old Town\nown: {  }\n"),
        (
            "own:\n  name:\n    answer: Old Town\n    # c\n    note: N\n",
            "own:\n  name:\n    # was: answer: Old Town\n    # c\n    # note: N\n",
        ),
        // What nobody can read is left alone.
        ("work: { second: { budget: £30,000 } }\n", "work: { second: { budget: £30,000 } }\n"),
        ("work:\n  second:\n    posts: { post: A }\n", "work:\n  second:\n    posts: { post: A }\n"),
    ] {
        let copied = copied(before);
        assert_eq!(copied.text, after);
        assert_eq!(copied.as_they_were, []);
        assert_eq!(copied.to_confirm, after.matches("confirmed: no").count());
    }
    assert_eq!(copied("own:\n  name: Old Town\n").left_blank, ["Own name"]);
}

#[test]
fn what_is_not_confirmed_counts_for_nothing() {
    let plan = "scheme: { stage: { answer: live, confirmed: no } }\nwork:\n  first:\n    group: { answer: yes, confirmed: no }\n    meetings: 6\n    policy: { answer: not_applicable, reason: R, confirmed: no }\n    visits: { answer: planned, confirmed: no }\n";
    let found = report(plan);
    for path in ["scheme.stage", "work.first.group", "work.first.policy", "work.first.visits"] {
        assert_eq!(state(&found, path), AnswerState::Unconfirmed, "{path}");
    }
    assert_eq!(found.stage.word(), "design", "the stage of the other plan is not this one's");
    let read = found.plan.as_ref().unwrap();
    assert_eq!(read.value_at(&catalogue(), "work.first.group"), None);
    let at = catalogue().questions.find("work.first.group").unwrap();
    assert_eq!(read.answers[at].value, Some(AnswerValue::Yes), "the value is kept");
    assert_eq!(read.label(&catalogue(), at), "Steering group: yes (not confirmed yet)");
    assert!(found.unanswered.contains(&"work.first.group".to_owned()));
    assert_eq!(
        shown(plan, &found.findings),
        "1:28 unconfirmed: “Stage” is copied and not confirmed yet\n\
         4:22 unconfirmed: “Steering group” is copied and not confirmed yet\n\
         5:15 not_asked: “Meetings” is answered, and it is asked only when “Steering group” is yes\n\
         6:23 unconfirmed: “Policy” is copied and not confirmed yet\n\
         7:23 unconfirmed: “Home visits” is copied and not confirmed yet"
    );
    let texts: Vec<&str> = found.actions.iter().map(|action| action.text.as_str()).collect();
    assert!(texts.contains(&"Confirm: steering group"), "{texts:?}");
    assert_eq!(texts.iter().filter(|text| **text == "Confirm: policy").count(), 1, "said once: {texts:?}");
}

#[test]
fn a_confirmed_answer_counts_like_any_other() {
    for answer in ["yes", "{ answer: yes, confirmed: yes }", "{ answer: yes }", "{ answer: yes, confirmed: }"] {
        let found = report(&format!("work: {{ first: {{ policy: {answer} }} }}\n"));
        assert_eq!(state(&found, "work.first.policy"), AnswerState::Given, "{answer}");
        assert_eq!(found.count(Severity::Warning), 0);
    }
    let plan = "work: { first: { policy: { answer: yes, confirmed: perhaps } } }\n";
    let found = report(plan);
    assert_eq!(state(&found, "work.first.policy"), AnswerState::Unconfirmed);
    assert!(
        shown(plan, &found.findings).contains("wrong_type: `confirmed` takes `yes` or `no`, and this is `perhaps`")
    );
    // A detail taken away brings the short form back.
    let mut draft = Draft::open("work:\n  first:\n    policy: { answer: yes, confirmed: no } # c\n").unwrap();
    draft.set_detail("work.first.policy", "confirmed", None).unwrap();
    assert_eq!(draft.text(), "work:\n  first:\n    policy: yes # c\n");
    draft.set_answer("work.first.policy", word("no"), sp_plan_engine::edit::Position::Last).unwrap();
    assert_eq!(draft.text(), "work:\n  first:\n    policy: no # c\n");
}

#[test]
fn many_copied_answers_make_one_finding() {
    let plan = "scheme:\n  nation: { answer: wales, confirmed: no }\nwork:\n  second:\n    budget: { answer: 1, confirmed: no }\n    posts: { answer: [{ post: A }], confirmed: no }\n    said: { answer: x, confirmed: no }\n  first:\n    group: { answer: yes, confirmed: no }\n    meetings: { answer: 4, confirmed: no }\n    visits: { answer: yes, confirmed: no }\n    policy: { answer: no, confirmed: no }\n";
    let found = report(plan);
    assert_eq!(
        shown(plan, &found.findings),
        "2:21 unconfirmed: 8 answers are copied from another plan and not confirmed yet",
        "no rule judges what nobody has confirmed"
    );
    let finding = &found.findings[0];
    assert_eq!(finding.severity, Severity::Warning);
    assert_eq!(finding.label.as_deref(), Some("About the scheme: 1 to confirm from here on"));
    assert_eq!(finding.related[0].label, "The work: 7 to confirm from here on");
    assert_eq!(&plan[finding.related[0].place.span.range()], "1", "the first in the plan, not in the checklist");
}

#[test]
fn an_exception_is_brought_up_before_its_review_and_reopens_after_it() {
    let plan = "work:\n  first:\n    policy: { answer: not_applicable, reason: R, review: 2027-06-01, owner: Chair }\n";
    let on = |today: Date| check(&catalogue(), plan, CheckOptions { today, stage: None });
    let verdict = |report: &Report| report.ingredients[1].criteria[0].verdict.word();
    let review = Date::constant(2027, 6, 1);
    let days_before = |days: i32| review.checked_sub(jiff_days(days)).unwrap();
    let quiet = on(days_before(DAYS_OF_NOTICE_BEFORE_REVIEW + 1));
    assert_eq!((shown(plan, &quiet.findings), verdict(&quiet)), (String::new(), "not_applicable"));
    for day in [days_before(DAYS_OF_NOTICE_BEFORE_REVIEW), review] {
        let near = on(day);
        assert_eq!(
            (shown(plan, &near.findings).as_str(), verdict(&near)),
            ("3:23 exception_review_due: “Policy” is set aside until 1 June 2027", "not_applicable")
        );
        assert_eq!(near.findings[0].severity, Severity::Advice);
        assert_eq!(near.findings[0].label.as_deref(), Some("Chair sees to it"));
        let action = near.actions.iter().find(|action| action.id == "exception_review_due").unwrap();
        assert_eq!(action.text, "Look again at what is set aside: policy");
        assert_eq!(action.owner.as_deref(), Some("Chair"));
    }
    let past = on(Date::constant(2027, 6, 2));
    assert_eq!(
        (shown(plan, &past.findings).as_str(), verdict(&past)),
        ("3:23 exception_past_review: “Policy” was set aside until 1 June 2027, which is past", "unmet")
    );
    assert_eq!(past.findings[0].label.as_deref(), Some("Chair sees to it"));
    let help = past.findings[0].help.as_deref().unwrap();
    assert!(help.starts_with("Not met until then: “There is a policy”. "), "{help}");
    let nobody = plan.replace(", owner: Chair", "");
    let nobody = check(&catalogue(), &nobody, CheckOptions { today: Date::constant(2027, 6, 2), stage: None });
    assert_eq!(nobody.findings[0].label.as_deref(), Some("nobody is named as `owner`"));
    assert!(today() < review);
}

fn jiff_days(days: i32) -> jiff::Span {
    jiff::Span::new().days(days)
}
