//! Upgrades: what is renamed moves, what is retired is kept, and no text that an author wrote is lost.

use std::sync::LazyLock;

use proptest::prelude::*;
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::edit::Draft;
use sp_plan_engine::upgrade::{Note, Stopped, Upgraded, open_plan, upgrade};
use sp_plan_engine::yaml::{Node, Value};

use super::edit_laws::plan;
use super::laws::yaml_like;
use super::load;

/// A question set 2.0 in which nearly everything of the made-up plans has another place: `work.first.group` was renamed
/// twice, `mine` of two groups is one question now, `policy` is retired in one group and lives on elsewhere for the other.
const SET: &str = r#"
handbook: { version: "2.0", title: Test, guide_title: None, guide_year: "2017" }
"#;

const NEW: &str = r#"
checklist:
  id: new
  title: New
  summary: S.
  stage: design
  groups:
    - id: fresh
      title: Fresh
      questions:
        - { id: group, label: G, ask: Q, answer: yes_no, why: W., renamed_from: more.second.between, added: Test. }
        - { id: mine, label: M, ask: Q, answer: text, why: W., renamed_from: [more.first.mine, more.second.mine], added: Test. }
        - { id: policy, label: P, ask: Q, answer: { choices: { options: { general_practice: { label: GP, renamed_from: gp }, council: Council } } }, why: W., since: "1.5", renamed_from: more.second.policy, added: Test. }
        - id: posts
          label: T
          ask: Q
          answer: { table: { columns: [{ id: name, label: N, answer: text, renamed_from: post }, { id: checked, label: C, answer: { choice: { options: { done: Done, open: { label: Open, renamed_from: [planned] } } } }, renamed_from: [dbs] }] } }
          why: W.
          renamed_from: more.first.group
          added: Test.
"#;

const MORE: &str = r#"
checklist:
  id: more
  title: More
  summary: S.
  stage: design
  groups:
    - id: second
      title: Second
      questions:
        - { id: between, label: B, ask: Q, answer: yes_no, why: W., retired: "1.5", replaced_by: new.fresh.group, renamed_from: more.second.group, added: Test. }
        - { id: kept, label: K, ask: Q, answer: text, why: W., added: Test. }
    - id: first
      title: First
      questions:
        - { id: policy, label: P, ask: Q, answer: yes_no, why: W., retired: "2.0", added: Test. }
"#;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let mut catalogue = load(&[NEW, MORE]);
    assert_eq!(catalogue.findings, [], "the question set is sound");
    let set = Catalogue::load(vec![sp_plan_engine::place::SourceText::new("set.yaml", SET)]);
    catalogue.catalogue.handbook = set.catalogue.handbook;
    catalogue.catalogue
});

fn upgraded(text: &str) -> Upgraded {
    upgrade(&CATALOGUE, text).unwrap_or_else(|stopped| panic!("{stopped:?}: {text}"))
}

#[test]
fn what_is_renamed_moves_and_what_is_retired_is_kept() {
    for (before, after) in [
        // A chain of two renames, through a record that is retired itself.
        (
            "more:\n  second:\n    group: yes # c\n",
            "sp_plan: \"2.0\"\nmore:\n  second:\nnew:\n  fresh:\n    group: yes # c\n",
        ),
        (
            "more:\n  second:\n    between: yes\n",
            "sp_plan: \"2.0\"\nmore:\n  second:\nnew:\n  fresh:\n    group: yes\n",
        ),
        // Retired, with its comment, its long form, and what its key is called there.
        (
            "more:\n  first:\n    # why\n    policy: { answer: no, note: N } # c\n",
            "sp_plan: \"2.0\"\nmore:\n  first:\nretired:\n  # why\n  more.first.policy: { answer: no, note: N } # c\n",
        ),
        // The options of a list, the columns of a table and the options of a column, in any form.
        (
            "new: { fresh: { policy: [gp , council] } }\n",
            "sp_plan: \"2.0\"\nnew: { fresh: { policy: [general_practice , council] } }\n",
        ),
        (
            "more:\n  first:\n    group:\n      answer:\n        - post: A # a\n          dbs: planned\n        - { dbs: done, post: B }\n      note: N\n",
            "sp_plan: \"2.0\"\nmore:\n  first:\nnew:\n  fresh:\n    posts:\n      answer:\n        - name: A # a\n          checked: open\n        - { checked: done, name: B }\n      note: N\n",
        ),
        // A key that is blank makes way, and its comments stay.
        (
            "new:\n  fresh:\n    # asked\n    mine:   # here\nmore:\n  first:\n    # said\n    mine: x\n",
            "sp_plan: \"2.0\"\nnew:\n  fresh:\n    # asked\n    # here\n    # said\n    mine: x\nmore:\n  first:\n",
        ),
        ("sp_plan: 1.0 # x\nmine: 1\n", "sp_plan: \"2.0\" # x\nmine: 1\n"),
    ] {
        let done = upgraded(before);
        assert_eq!(done.text, after, "{before}");
        assert!(!upgraded(&done.text).changed, "once is enough");
    }
}

#[test]
fn two_answers_to_one_question_are_both_kept_and_named() {
    let done = upgraded(
        "more:\n  first:\n    mine: one # 1\n  second:\n    mine: two # 2\nnew:\n  fresh:\n    policy: [gp, general_practice]\n    posts: [{ post: A, name: B }, { post: C, name: }]\n",
    );
    assert_eq!(
        done.text,
        "sp_plan: \"2.0\"\nmore:\n  first:\n  second:\nnew:\n  fresh:\n    policy: [general_practice]\n    posts: [{ name: B }, { name: C }]\n    mine: one # 1\nretired:\n  more.second.mine: two # 2\n  new.fresh.policy: gp\n  new.fresh.posts.1.post: A\n"
    );
    let conflicts: Vec<&Note> =
        done.notes.iter().filter(|note| matches!(note, Note::Conflict { .. } | Note::BothChosen { .. })).collect();
    assert_eq!(
        conflicts,
        [
            &Note::Conflict {
                old: "more.second.mine".into(),
                new: "new.fresh.mine".into(),
                kept: "more.second.mine".into()
            },
            &Note::BothChosen {
                at: "new.fresh.policy".into(),
                from: "gp".into(),
                to: "general_practice".into(),
                kept: "new.fresh.policy".into()
            },
            &Note::Conflict {
                old: "new.fresh.posts.1.post".into(),
                new: "new.fresh.posts.1.name".into(),
                kept: "new.fresh.posts.1.post".into()
            },
        ]
    );
}

#[test]
fn what_cannot_be_upgraded_is_refused_in_words() {
    let stopped = |text: &str| upgrade(&CATALOGUE, text).unwrap_err();
    assert_eq!(stopped("sp_plan: 2.1\na: 1\n"), Stopped::Newer { plan: "2.1".into(), catalogue: "2.0".into() });
    assert_eq!(stopped("sp_plan: two\na: 1\n"), Stopped::Incomparable { plan: "two".into(), catalogue: "2.0".into() });
    for (text, id) in [
        ("", "empty_plan"),
        ("- a\n", "not_a_plan"),
        ("a: [1\n", "syntax"),
        ("a: 1\na: 2\n", "duplicate_key"),
        ("a: &x 1\nb: *x\n", "alias"),
    ] {
        match stopped(text) {
            Stopped::Unreadable(findings) => assert_eq!(findings[0].id, id),
            other => panic!("{text}: {other:?}"),
        }
    }
    match stopped("retired: all of it\nmore: { first: { policy: yes } }\n") {
        Stopped::Refused(refusal) => {
            assert!(refusal.reason.starts_with("nothing can be put at `retired."), "{refusal}");
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_long_table_is_renamed_in_one_go() {
    let table = |row: &str| format!("new:\n  fresh:\n    posts:\n{}", format!("      - {row}\n").repeat(2_000));
    let done = upgraded(&table("{ post: A, dbs: planned }"));
    assert_eq!(done.text, format!("sp_plan: \"2.0\"\n{}", table("{ name: A, checked: open }")));
    let of_column = "new.fresh.posts, column checked".to_owned();
    assert_eq!(done.notes.len(), 3);
    assert_eq!(
        done.notes.last(),
        Some(&Note::OptionRenamed { at: of_column, from: "planned".into(), to: "open".into(), times: 2_000 })
    );
    match upgrade(&CATALOGUE, &table("{ post: A, name: B }")).unwrap_err() {
        Stopped::Refused(refusal) => assert!(refusal.reason.contains("side by side in 2000 places"), "{refusal}"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn new_questions_are_named() {
    assert_eq!(upgraded("sp_plan: \"1.0\"\n").new_questions, ["new.fresh.policy"]);
    assert_eq!(upgraded("sp_plan: \"1.5\"\n").new_questions, Vec::<String>::new());
}

#[test]
fn former_names_must_be_free_and_belong_to_one_question() {
    let file = "checklist:\n  id: extra\n  title: T\n  summary: S.\n  stage: design\n  questions:\n    - { id: a, label: A, ask: Q, answer: text, why: W., renamed_from: [work.first.group, old.x], added: Test. }\n    - { id: b, label: B, ask: Q, answer: text, why: W., renamed_from: old.x, added: Test. }\n";
    let messages: Vec<String> = load(&[file]).findings.into_iter().map(|finding| finding.message).collect();
    assert_eq!(
        messages,
        [
            "`work.first.group` is the path of a question that is still asked",
            "another question was called `old.x` before"
        ]
    );
}

/// Everything that a tree says, key or value, sorted; without the version.
fn words(root: &Node) -> Vec<String> {
    let (mut found, mut open) = (Vec::new(), vec![root]);
    while let Some(node) = open.pop() {
        match &node.value {
            Value::Sequence(values) => open.extend(values),
            Value::Mapping(mapping) => {
                open.extend(mapping.entries.iter().filter(|entry| entry.key != "sp_plan").map(|entry| &entry.value));
            }
            Value::Scalar(_) if node.is_empty() => {}
            Value::Scalar(scalar) => found.push(match scalar.text.trim() {
                // The options that have another name now.
                "gp" => "general_practice".to_owned(),
                "planned" => "open".to_owned(),
                _ => scalar.text.clone(),
            }),
            Value::Refused => {}
        }
    }
    found.sort();
    found
}

fn comments(draft: &Draft) -> Vec<String> {
    let mut found: Vec<String> = draft.comments().into_iter().map(|comment| comment.trim_end().to_owned()).collect();
    found.sort();
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, max_shrink_iters: 20_000, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_an_author_wrote_is_lost(plan in plan()) {
        let before = open_plan(&plan.text).unwrap();
        let done = upgrade(&CATALOGUE, &plan.text);
        prop_assert!(done.is_ok(), "{:?}\n{}", done, plan.text);
        let done = done.unwrap();
        let after = open_plan(&done.text).unwrap();
        prop_assert_eq!(words(after.root()), words(before.root()), "{}\n=>\n{}", plan.text, done.text);
        prop_assert_eq!(comments(&after), comments(&before), "{}\n=>\n{}", plan.text, done.text);
        prop_assert!(!upgrade(&CATALOGUE, &done.text).unwrap().changed, "{}", done.text);
    }

    #[test]
    fn upgrading_never_panics(text in yaml_like()) {
        if let Ok(done) = upgrade(&CATALOGUE, &text) {
            prop_assert!(open_plan(&done.text).is_ok());
        }
    }
}
