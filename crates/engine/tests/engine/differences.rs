//! Two versions of a plan in, what has changed out.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use proptest::prelude::*;
use sp_plan_engine::Date;
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::{CheckOptions, check};
use sp_plan_engine::difference::{Class, Difference, Entry, Side, Subject, difference};

use super::{catalogue, today};

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(catalogue);

/// The difference of two plans, each judged on a day.
fn on_days(old: (&str, Date), new: (&str, Date)) -> Option<Difference> {
    let checked = |(text, today)| check(&CATALOGUE, text, CheckOptions { today, stage: None });
    let (before, after) = (checked(old), checked(new));
    difference(&CATALOGUE, Side { text: old.0, report: &before }, Side { text: new.0, report: &after })
}

fn between(old: &str, new: &str) -> Difference {
    on_days((old, today()), (new, today())).expect("both can be read")
}

/// Entries as `class: head`, with their notes below.
fn shown(difference: &Difference) -> String {
    let mut text = String::new();
    for entry in &difference.entries {
        let lines = entry.lines();
        text.push_str(&format!("{}: {}\n", entry.class.word(), lines.head));
        text.extend(lines.notes.iter().map(|note| format!("  {note}\n")));
    }
    text
}

/// Name, old plan, new plan, and what is said.
const CHANGES: &[(&str, &str, &str, &str)] = &[
    (
        "a number",
        "work: { first: { group: yes, meetings: 4 } }",
        "work: { first: { group: yes, meetings: 6 } }",
        "changed: Meetings: from 4 to 6 a year\n",
    ),
    (
        "an answer that brings a finding with it",
        "work: { first: { group: yes, meetings: 4 } }",
        "work: { first: { group: yes, meetings: 2 } }",
        "worse: Group work: from met to partly met\n  “It meets four times a year” was met and is not met now\n\
             worse: Meetings: from 4 to 2 a year\n  new error: “It meets four times a year” is not so: the plan says 2 a year\n",
    ),
    (
        "an honest no is an answer, not a step back",
        "work: { first: { visits: no } }",
        "work: { first: { visits: no, policy: no } }",
        "answered: Policy: no\n  new error: “There is a policy” is not so: the plan says no\n\
             changed: Safe work: from unanswered to missing\n  “There is a policy” was not answered and is not met now\n",
    ),
    (
        "a rule that fails because of another answer",
        "work: { first: { policy: no } }",
        "work: { first: { policy: no, visits: yes } }",
        "worse: Policy\n  new error: Home visits are offered without a policy\nanswered: Home visits: yes\n",
    ),
    (
        "an answer taken back takes its finding with it and is nothing better",
        "work: { first: { policy: no } }",
        "work: { first: { policy: } }",
        "reopened: Policy: not answered; before: no\n  no longer said: “There is a policy” is not so: the plan says no\n\
             changed: Safe work: from missing to unanswered\n  “There is a policy” was not met and is not answered now\n",
    ),
    (
        "options",
        "work: { first: { members: [gp, icb] } }",
        "work: { first: { members: [council, gp] } }",
        "better: Group work: from missing to partly met\n  “It is mixed” (should) was not met and is met now\n\
             better: Members\n  added: Council\n  taken out: Integrated care board\n  settled: “It is mixed” is not so: the plan lacks Council\n",
    ),
    (
        "rows, by their first column",
        "work: { second: { posts: [{ post: A, hours: 10 }, { post: B, dbs: yes }, { post: C, dbs: yes }] } }",
        "work: { second: { posts: [{ post: C, dbs: yes }, { post: A, dbs: yes, hours: 12 }, { post: D, dbs: yes }] } }",
        "changed: Posts\n  A: DBS check yes, before empty\n  A: Hours from 10 to 12\n  row added: D\n  row taken out: B\n",
    ),
    (
        "a finding of a row that has moved is the same one",
        "work: { second: { posts: [{ post: A, dbs: no }, { post: B, dbs: no }] } }",
        "work:\n  second:\n    posts:\n      - { post: B, dbs: no }\n      - { post: A, dbs: yes }\n",
        "better: Posts\n  A: DBS check from no to yes\n  settled: A has no check\n",
    ),
    (
        "what stands beside an answer",
        "work: { first: { policy: { answer: planned, owner: A. Person, due: 2027-01-31, note: Soon. } } }",
        "work: { first: { policy: { due: 2027-02-28, answer: planned, owner: B. Person, evidence: [draft.pdf] } } }",
        "changed: Policy\n  due moved from 31 January to 28 February 2027\n  evidence: draft.pdf\n  note taken out: Soon.\n  owner changed from A. Person to B. Person\n",
    ),
    (
        "set aside",
        "work: { first: { policy: yes } }",
        "work: { first: { policy: { answer: not_applicable, reason: None., review: 2027-06-01 } } }",
        "set_aside: Policy: set aside until 1 June 2027; before: yes\n  reason: None.\n  review: 1 June 2027\n",
    ),
    (
        "keys that nobody reads",
        "work: { first: { visit: yes, group: no } }\nlocal: { a: 1, b: 2 }\n",
        "work: { first: { group: no } }\nlocal: { b: 2, a: 3 }\nhome: [x]\nretired: { work: { old: yes } }\n",
        "worse: `home` is new and not read\n  it holds: [x]\n\
             changed: `local`, which is not read, has changed\n  before: { a: 1, b: 2 }\n  now: { a: 3, b: 2 }\n\
             changed: `retired.work.old` is new and kept among the retired answers\n  it holds: yes\n\
             removed: `work.first.visit`, which was not read, is gone\n  it held: yes\n",
    ),
    (
        "what could not be read",
        "work: { first: { meetings: 90, group: yes, colour: red, level: { answer: heavy, nte: a } } }",
        "work: { first: { meetings: 91, group: yes, colour: blue, level: { answer: heavy, nte: b } } }",
        "changed: Meetings: from `90` (not read) to `91` (not read)\n\
             changed: Level\n  nte changed from a to b\n\
             changed: `work.first.colour`, which is not read, has changed\n  before: red\n  now: blue\n",
    ),
    (
        "a question that is not asked any more",
        "work: { first: { group: yes, meetings: 4 } }",
        "work: { first: { group: no } }",
        "worse: Group work: from met to missing\n  “There is a group” was met and is not met now\n  “It meets four times a year” was met and does not apply now\n\
             worse: Steering group: from yes to no\n  new error: “There is a group” is not so: the plan says no\n\
             removed: Meetings: not answered; before: 4 a year\n",
    ),
    (
        "a key with a dot in its name",
        "\"retired.a\": 1\nretired: { a: 2 }\nwork: { first: { \"x.y\": 1 } }\n",
        "\"retired.a\": 1\nretired: { a: 3 }\nwork: { first: { \"x.y\": 2 } }\n",
        "changed: `work.first.x.y`, which is not read, has changed\n  before: 1\n  now: 2\n\
         changed: `retired.a`, which is kept among the retired answers, has changed\n  before: 2\n  now: 3\n",
    ),
    (
        "an exception that lapses where the question is not asked any more",
        "work: { first: { group: yes, meetings: { answer: not_applicable, reason: R, review: 2027-06-01 } } }",
        "work: { first: { group: no, meetings: { answer: not_applicable, reason: R, review: 2026-06-01 } } }",
        "worse: Group work: from met to missing\n  “There is a group” was met and is not met now\n  “It meets four times a year” was set aside and does not apply now\n\
         worse: Steering group: from yes to no\n  new error: “There is a group” is not so: the plan says no\n\
         worse: Meetings: from set aside until 1 June 2027 to set aside until 1 June 2026, which is past\n  review moved from 1 June 2027 to 1 June 2026\n  new error: “Meetings” was set aside until 1 June 2026, which is past\n  new warning: “Meetings” is answered, and it is asked only when “Steering group” is yes\n",
    ),
    (
        "another question set",
        "sp_plan: \"0.9\"\nscheme: { name: A }\n",
        "sp_plan: \"1.0\"\nscheme: { name: A }\n",
        "changed: Question set it was written for: from 0.9 to 1.0\n",
    ),
    (
        "faults that belong to no question",
        "work: { first: { group: no } }\n",
        "work: { first: { group: no, group: yes } }\n",
        "worse: New error: `group` stands here a second time\n",
    ),
];

#[test]
fn changes_are_said_in_words() {
    for (name, old, new, expected) in CHANGES {
        assert_eq!(shown(&between(old, new)), *expected, "{name}");
    }
}

#[test]
fn writing_the_same_in_another_way_changes_nothing() {
    let old = "work:\n  first:\n    group: yes\n    meetings: 4\n    members: [gp, council]\n    policy: { answer: planned, owner: A, due: 2027-01-31, evidence: [a.pdf, b.pdf] }\n  second:\n    budget: £30,000\n    said: One line and another.\n    posts: [{ post: A, hours: 10 }, { post: B }]\n";
    let new = "# Read in June.\nwork:\n  second:\n    said: >-\n      One line\n      and another.\n    posts:\n      - post: B\n      - hours: \"10\"  # a week\n        post: A\n    budget: 30000\n    tools:\n  first:\n    policy:\n      due: \"2027-01-31\"\n      evidence: [b.pdf, a.pdf]\n      owner: A\n      answer: Planned\n      note:\n    members:\n      - council\n      - gp\n    meetings: { answer: 4 }\n    group: true\nscheme:\n";
    assert_eq!(shown(&between(old, new)), "");
    assert_eq!(between(old, new).summary(), "Nothing has changed since the last plan");
}

#[test]
fn what_lapses_between_two_days_is_reopened() {
    let plan = "work: { first: { policy: { answer: not_applicable, reason: None., review: 2027-01-15 }, group: { answer: planned, owner: A, due: 2027-01-20 } } }";
    let (before, after) = (today(), Date::constant(2027, 2, 1));
    let lapsed = on_days((plan, before), (plan, after)).unwrap();
    let reopened: Vec<String> =
        lapsed.entries.iter().filter(|entry| entry.class == Class::Reopened).map(|entry| entry.lines().head).collect();
    assert_eq!(
        reopened,
        [
            "Steering group: planned for 20 January 2027, which is past",
            "Policy: set aside until 15 January 2027, which is past"
        ]
    );
    assert!(lapsed.got_worse());
    assert_eq!(lapsed.lapsed_in_both, 0);
    let same_day = on_days((plan, after), (plan, after)).unwrap();
    assert_eq!((same_day.entries.len(), same_day.lapsed_in_both), (0, 2));
}

#[test]
fn a_criterion_that_has_come_due_says_so() {
    let plan = |stage: &str| {
        format!(
            "scheme: {{ stage: {stage} }}\nwork: {{ first: {{ group: yes, meetings: 4, members: [gp, council] }} }}\n"
        )
    };
    let said = shown(&between(&plan("design"), &plan("live")));
    assert!(said.contains("worse: Group work: from met to partly met"), "{said}");
    assert!(said.contains("“It is said” was not due yet and is not answered now"), "{said}");
}

#[test]
fn every_class_has_a_word_of_its_own() {
    use Class::{Answered, Better, Changed, Removed, Reopened, SetAside, Worse};
    let words = [Worse, Reopened, Better, Answered, Changed, SetAside, Removed].map(Class::show);
    assert_eq!(words, ["worse", "reopened", "better", "answered", "changed", "set aside", "removed"]);
}

#[test]
fn a_plan_that_cannot_be_read_has_no_difference() {
    assert!(on_days(("work: [", today()), ("work: {}", today())).is_none());
    assert!(on_days(("work: {}", today()), ("- a", today())).is_none());
}

/// What an entry is about, so that two differences can be laid side by side.
fn subject(entry: &Entry) -> String {
    match &entry.subject {
        Subject::Ingredient(change) => format!("ingredient {}", change.id),
        Subject::Question(change) => format!("question {}", change.path),
        Subject::Key(change) => format!("key {}", change.path),
        Subject::Finding { finding, .. } => format!("finding {} {}", finding.id, finding.message),
        Subject::QuestionSet { .. } => "question set".to_owned(),
    }
}

/// What a class becomes when the plans change places. An answer that was given is an answer that was taken back.
fn mirrors(class: Class) -> &'static [Class] {
    use Class::{Answered, Better, Changed, Removed, Reopened, SetAside, Worse};
    match class {
        Worse => &[Better, Removed],
        Better => &[Worse, Reopened],
        Changed => &[Changed, Reopened, Removed],
        Answered => &[Reopened, Removed, SetAside],
        Reopened => &[Answered, SetAside, Better, Changed],
        SetAside => &[Answered, Reopened, Removed, Changed, Better, Worse],
        Removed => &[Answered, SetAside, Worse, Changed],
    }
}

fn old_and_new(entry: &Entry) -> (String, String) {
    match &entry.subject {
        Subject::Ingredient(change) => (change.old.word().to_owned(), change.new.word().to_owned()),
        Subject::Question(change) => (change.old.clone(), change.new.clone()),
        Subject::Key(change) => (format!("{:?}", change.old), format!("{:?}", change.new)),
        Subject::Finding { appeared, .. } => ((!appeared).to_string(), appeared.to_string()),
        Subject::QuestionSet { old, new } => (format!("{old:?}"), format!("{new:?}")),
    }
}

/// Plans of the small handbook that say this and that, well and badly.
fn plans() -> impl Strategy<Value = String> {
    let first = prop::sample::subsequence(
        vec!["group: yes", "meetings: 4", "members: [gp]", "policy: no", "visits: yes", "level: light", "colour: red"],
        0..7,
    );
    let policy = prop::sample::select(vec![
        "",
        "policy: yes",
        "policy: planned",
        "policy: { answer: planned, owner: A, due: 2027-02-01 }",
        "policy: { answer: planned, owner: A, due: 2026-02-01 }",
        "policy: { answer: not_applicable, reason: R, review: 2027-02-01 }",
        "policy: { answer: not_applicable, reason: R, review: 2026-02-01 }",
        "policy: not_applicable",
        "policy: maybe",
        "policy: { answer: no, note: N }",
    ]);
    let posts = prop::collection::vec(
        prop::sample::select(vec![
            "{ post: A, dbs: no }",
            "{ post: A, dbs: yes }",
            "{ post: B, hours: 3 }",
            "{ post: B, houres: 4 }",
            "{ dbs: no }",
            "x",
        ]),
        0..4,
    );
    let end = prop::sample::select(vec![
        "",
        "sp_plan: \"0.9\"\n",
        "sp_plan: \"1.0\"\n",
        "local: { a: 1 }\n",
        "retired: { a: 1 }\n",
    ]);
    (first, policy, posts, end).prop_map(|(first, policy, posts, end)| {
        let first: Vec<&str> =
            first.into_iter().filter(|pair| policy.is_empty() || !pair.starts_with("policy")).collect();
        let mut pairs = first.join(", ");
        if !policy.is_empty() {
            pairs = format!("{pairs}{}{policy}", if pairs.is_empty() { "" } else { ", " });
        }
        format!("work: {{ first: {{ {pairs} }}, second: {{ posts: [{}] }} }}\n{end}", posts.join(", "))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_plan_does_not_differ_from_itself(plan in plans()) {
        prop_assert_eq!(between(&plan, &plan).entries, vec![]);
    }

    #[test]
    fn the_other_way_round_the_same_has_changed(old in plans(), new in plans()) {
        let (there, back) = (between(&old, &new), between(&new, &old));
        let subjects: BTreeSet<String> = there.entries.iter().map(subject).collect();
        prop_assert_eq!(subjects.len(), there.entries.len(), "each is said once");
        prop_assert_eq!(&subjects, &back.entries.iter().map(subject).collect());
        for entry in &there.entries {
            let other = back.entries.iter().find(|other| subject(other) == subject(entry)).unwrap();
            let (before, after) = old_and_new(other);
            prop_assert_eq!(old_and_new(entry), (after, before));
            prop_assert!(mirrors(entry.class).contains(&other.class), "{:?} and {:?}: {}", entry.class, other.class, subject(entry));
            if let (Subject::Question(there), Subject::Question(back)) = (&entry.subject, &other.subject) {
                prop_assert_eq!(there.appeared.len(), back.settled.len());
                prop_assert_eq!(there.parts.len(), back.parts.len());
                prop_assert_eq!(there.details.len(), back.details.len());
            }
        }
        prop_assert_eq!(&there.old, &back.new);
    }

    #[test]
    fn every_finding_that_differs_is_said_once(old in plans(), new in plans()) {
        let found = between(&old, &new);
        let count = |pick: fn(&Entry) -> (usize, usize)| {
            found.entries.iter().map(pick).fold((0, 0), |sum, each| (sum.0 + each.0, sum.1 + each.1))
        };
        let (appeared, settled) = count(|entry| match &entry.subject {
            Subject::Question(change) => (change.appeared.len(), change.settled.len()),
            Subject::Finding { appeared, .. } => (usize::from(*appeared), usize::from(!*appeared)),
            // A key has a finding of its own unless it is kept among the retired answers.
            Subject::Key(change) if !change.retired => {
                (usize::from(change.old.is_none()), usize::from(change.new.is_none()))
            }
            _ => (0, 0),
        });
        let sum = |text: &str| {
            let report = check(&CATALOGUE, text, CheckOptions { today: today(), stage: None });
            let own = report.findings.iter().filter(|finding| finding.id != "other_version");
            own.count()
        };
        prop_assert_eq!(sum(&new) + settled, sum(&old) + appeared);
    }
}
