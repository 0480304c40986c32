//! The long form of an answer, sections that are not there, keys in the wrong place.

use sp_plan_engine::Date;
use sp_plan_engine::plan::{AnswerState, Details};
use sp_plan_engine::value::AnswerValue;

use super::{catalogue, report, shown};

/// What a plan says to a question.
fn answer(plan: &str, path: &str) -> (AnswerState, Option<AnswerValue>, Details) {
    let read = report(plan).plan.unwrap();
    let answer = read.answers[catalogue().questions.find(path).unwrap()].clone();
    (answer.state, answer.value, answer.details)
}

#[test]
fn the_long_form_keeps_all_that_it_says() {
    let plan = "work:\n  first:\n    policy:\n      answer: yes\n      note: \" Agreed \"\n      evidence: [minutes.pdf, ' terms.pdf ']\n      owner: Chair\n      due: 2027-02-01\n      reason: R\n      review: 2027-03-01\n    visits: { answer: no, evidence: one.pdf, note: ' ', owner: , due: }\n";
    assert_eq!(report(plan).findings.iter().filter(|finding| finding.id != "policy_exists").count(), 0);
    let (state, value, details) = answer(plan, "work.first.policy");
    assert_eq!((state, value), (AnswerState::Given, Some(AnswerValue::Yes)));
    assert_eq!(
        details,
        Details {
            note: Some("Agreed".to_owned()),
            evidence: vec!["minutes.pdf".to_owned(), "terms.pdf".to_owned()],
            owner: Some("Chair".to_owned()),
            due: Some(Date::constant(2027, 2, 1)),
            reason: Some("R".to_owned()),
            review: Some(Date::constant(2027, 3, 1)),
            confirmed: None,
        }
    );
    let (_, value, details) = answer(plan, "work.first.visits");
    assert_eq!(value, Some(AnswerValue::No));
    assert_eq!(details, Details { evidence: vec!["one.pdf".to_owned()], ..Details::default() });
}

#[test]
fn a_long_form_without_an_answer_is_unanswered_and_keeps_the_rest() {
    for text in ["{ note: Soon }", "{ answer: , note: Soon }", "{ answer: ~, note: Soon }"] {
        let plan = format!("work: {{ first: {{ policy: {text} }} }}\n");
        let (state, value, details) = answer(&plan, "work.first.policy");
        assert_eq!((state, value), (AnswerState::Unanswered, None), "{text}");
        assert_eq!(details.note.as_deref(), Some("Soon"), "{text}");
        assert_eq!(report(&plan).findings, [], "{text}");
    }
}

#[test]
fn what_stands_in_a_long_form_and_should_not_is_said() {
    for (text, expected) in [
        ("{ answer: yes, due: soon }", "1:46 wrong_type: `due` takes a date, and this is `soon`"),
        ("{ answer: yes, due: [a] }", "1:46 wrong_type: `due` takes a date, and this is a list"),
        ("{ answer: yes, ownr: A }", "1:41 unknown_key: No checklist has the key `work.first.policy.ownr`"),
        ("{ answer: yes, due: 2027-13-01 }", "1:46 wrong_type: `due` takes a date, and this is `2027-13-01`"),
    ] {
        let plan = format!("work: {{ first: {{ policy: {text} }} }}\n");
        assert_eq!(shown(&plan, &report(&plan).findings), expected, "{text}");
    }
    let meant = report("work: { first: { policy: { answer: yes, ownr: A } } }\n").findings[0].label.clone();
    assert_eq!(meant.as_deref(), Some("did you mean `owner`?"));
}

#[test]
fn a_table_may_have_the_long_form_and_a_row_is_none() {
    let whole = "work: { second: { posts: { answer: [{ post: A }], note: N } } }\n";
    let (state, value, details) = answer(whole, "work.second.posts");
    assert_eq!(state, AnswerState::Given);
    assert!(matches!(value, Some(AnswerValue::Table(rows)) if rows.len() == 1));
    assert_eq!(details.note.as_deref(), Some("N"));
    for (row, expected) in [
        (
            "{ post: A }",
            "1:26 wrong_type: `posts` takes a list of rows, each beginning with a dash, and this is a set of keys",
        ),
        (
            "{ post: A, note: N }",
            "1:26 wrong_type: `posts` takes a list of rows, each beginning with a dash, and this is a set of keys",
        ),
        ("{ note: N }", ""),
        ("{ answer: [], post: A }", "1:40 unknown_key: No checklist has the key `work.second.posts.post`"),
    ] {
        let plan = format!("work: {{ second: {{ posts: {row} }} }}\n");
        assert_eq!(shown(&plan, &report(&plan).findings), expected, "{row}");
    }
}

#[test]
fn a_section_that_is_not_begun_is_no_fault_and_one_that_is_no_section_is() {
    for (plan, expected) in [
        ("work:\n", ""),
        ("work: ~\nscheme: null\n", ""),
        ("work:\n  first:\n", ""),
        ("work: yes\n", "1:7 wrong_type: `work` holds the questions of \"The work\", and this is a single value"),
        ("work:\n  first: [a]\n", "2:10 wrong_type: `first` holds the questions of \"First\", and this is a list"),
        ("scheme: &a { name: A }\nwork: *a\n", "2:7 alias: An alias stands in for a value"),
        ("scheme: &a { name: A }\nwork: { first: *a }\n", "2:16 alias: An alias stands in for a value"),
        ("scheme: { name: &a A }\nwork: { first: { policy: *a } }\n", "2:26 alias: An alias stands in for a value"),
        ("scheme: { name: A }\nsp_plan: \"1.0\"\nretired: { old: 1 }\n", ""),
        ("sp_plan:\n", ""),
        ("sp_plan: ' 1.0 '\n", ""),
    ] {
        assert_eq!(shown(plan, &report(plan).findings), expected, "{plan}");
    }
}

#[test]
fn a_key_in_the_wrong_place_is_told_where_it_belongs() {
    let label = |plan: &str| report(plan).findings.iter().find_map(|finding| finding.label.clone()).unwrap();
    assert_eq!(label("work: { second: { policy: yes } }\n"), "did you mean `work.first.policy`?");
    assert_eq!(label("budget: 3\n"), "did you mean `work.second.budget`?");
    assert_eq!(label("work: { first: { gruop: yes } }\n"), "did you mean `group`?");
    assert_eq!(label("sp_pln: \"1.0\"\n"), "did you mean `sp_plan`?");
    assert_eq!(label("zzzzzz: 1\n"), "not read");
}

#[test]
fn suggestions_end_after_two_hundred_unknown_keys() {
    let keys: String = (0..202).map(|at| format!("    polic{at}: yes\n")).collect();
    let plan = format!("work:\n  first:\n{keys}");
    let labels: Vec<String> = report(&plan).findings.into_iter().filter_map(|finding| finding.label).collect();
    assert_eq!(labels.len(), 202, "each is named all the same");
    assert!(labels[..200].iter().all(|label| label == "did you mean `policy`?"), "{:?}", labels[199]);
    assert!(labels[200..].iter().all(|label| label == "not read"));
}

#[test]
fn an_answer_that_cannot_be_read_is_no_answer() {
    let (state, value, _) = answer("work: { first: { policy: perhaps } }\n", "work.first.policy");
    assert_eq!((state, value), (AnswerState::Unanswered, None));
    let not_asked = report("work: { first: { group: no, meetings: many } }\n").findings;
    assert!(not_asked.iter().all(|finding| finding.id != "not_asked"), "nothing is warned of twice: {not_asked:?}");
    let aside = "work: { first: { group: no, meetings: { answer: not_applicable, reason: R, review: 2027-06-01 } } }\n";
    assert!(report(aside).findings.iter().any(|finding| finding.id == "not_asked"), "set aside is an answer");
}
