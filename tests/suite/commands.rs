//! Each command as a user runs it.

use std::fs;

use super::{TODAY, root, run, status, stderr, stdout};

#[test]
fn a_blank_plan_is_unanswered_and_says_where_to_begin() {
    let folder = tempfile::tempdir().unwrap();
    let made = run(folder.path(), &["init", "plan.yaml"]);
    assert_eq!((status(&made), stdout(&made)), (0, String::new()));
    assert!(stderr(&made).contains("sp-plan check plan.yaml"), "{}", stderr(&made));
    let checked = run(folder.path(), &["check", "plan.yaml", "--today", TODAY]);
    assert_eq!(status(&checked), 0, "{}", stdout(&checked));
    insta::assert_snapshot!("blank_plan", stdout(&checked));
    let strict = run(folder.path(), &["check", "plan.yaml", "--today", TODAY, "--strict"]);
    assert_eq!(status(&strict), 1, "essentials without an answer count when strictness is asked for");
}

#[test]
fn init_never_writes_over_a_file() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("plan.yaml"), "mine\n").unwrap();
    let refused = run(folder.path(), &["init"]);
    assert_eq!(status(&refused), 2);
    assert!(stderr(&refused).starts_with("sp-plan: plan.yaml is there already"), "{}", stderr(&refused));
    assert_eq!(fs::read_to_string(folder.path().join("plan.yaml")).unwrap(), "mine\n");
    fs::write(folder.path().join("plan.schema.json"), "mine\n").unwrap();
    assert_eq!(status(&run(folder.path(), &["init", "other.yaml", "--with-schema"])), 2);
    assert!(!folder.path().join("other.yaml").exists(), "either both files are written or none");
    assert_eq!(status(&run(folder.path(), &["init", "--force"])), 0);
    assert!(fs::read_to_string(folder.path().join("plan.yaml")).unwrap().contains("sp_plan: \"1.0\""));
}

#[test]
fn the_blank_example_is_what_init_writes() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(status(&run(folder.path(), &["init", "blank.yaml"])), 0);
    let written = fs::read_to_string(folder.path().join("blank.yaml")).unwrap();
    let committed = fs::read_to_string(root().join("examples/blank.yaml")).unwrap();
    assert!(written == committed, "`cargo run -- init examples/blank.yaml --force` brings it up to date");
}

#[test]
fn explain_knows_every_kind_of_thing() {
    for id in [
        "home_visits_need_lone_worker_policy",
        "claims_are_quoted_with_their_limits",
        "steering_group_exists",
        "person_buy_in",
        "setup.partnerships.steering_group",
        "wrong_type",
        "Link worker",
        "governance.providers.list",
        "capacity.hours_needed",
        "parameter.caseload_most",
    ] {
        let explained = run(&root(), &["explain", id]);
        assert_eq!(status(&explained), 0, "{id}: {}", stderr(&explained));
        insta::assert_snapshot!(format!("explain_{}", id.replace(['.', ' '], "_")), stdout(&explained));
    }
}

#[test]
fn explain_says_what_may_have_been_meant() {
    for (id, meant) in [
        ("home_visit_need_lone_worker_policy", "home_visits_need_lone_worker_policy"),
        ("setup.partnership.steering_group", "setup.partnerships.steering_group"),
        ("link wroker", "link_worker"),
    ] {
        let explained = run(&root(), &["explain", id]);
        assert_eq!(status(&explained), 2);
        let said = stderr(&explained);
        assert!(said.to_lowercase().replace(' ', "_").contains(&format!("did_you_mean_`{meant}`?")), "{id}: {said}");
    }
    assert_eq!(stderr(&run(&root(), &["explain", "zzz"])), "sp-plan: nothing is called `zzz`\n");
}

#[test]
fn several_plans_and_folders_are_checked_together() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("plans")).unwrap();
    fs::create_dir(folder.path().join("plans/.hidden")).unwrap();
    for (name, text) in [
        ("plans/b.yaml", "scheme: { name: B }\n"),
        ("plans/a.yml", "sp_plan: \"1.0\"\nscheme: { name: A }\n"),
        ("plans/.hidden/c.yaml", "scheme: { name: C }\n"),
        ("plans/other.yaml", "services: [one]\n"),
        ("d.yaml", "scheme: { name: D }\n"),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let checked = run(folder.path(), &["check", "plans", "d.yaml", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&stdout(&checked)).unwrap();
    let names: Vec<&str> =
        json["plans"].as_array().unwrap().iter().map(|plan| plan["scheme"].as_str().unwrap()).collect();
    assert_eq!(names, ["A", "B", "D"]);
    let human = stdout(&run(folder.path(), &["check", "plans", "d.yaml", "--all"]));
    assert_eq!(human.matches("Essential ingredient ").count(), 3);
    let none = run(folder.path(), &["check", "plans/.hidden/.."]);
    assert_eq!(status(&none), 0, "{}", stderr(&none));
    fs::create_dir(folder.path().join("empty")).unwrap();
    let none = run(folder.path(), &["check", "empty"]);
    assert_eq!(status(&none), 2);
    assert!(stderr(&none).contains("there is no plan in this folder"), "{}", stderr(&none));
}

#[test]
fn one_plan_that_cannot_be_read_does_not_hide_the_others() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("good.yaml"), "scheme: { name: A }\n").unwrap();
    let checked = run(folder.path(), &["check", "missing.yaml", "good.yaml", "--all"]);
    assert_eq!(status(&checked), 2);
    assert!(stderr(&checked).starts_with("sp-plan: missing.yaml: there is no such file"), "{}", stderr(&checked));
    assert!(stdout(&checked).contains("A (design stage)"));
    let table = run(folder.path(), &["check", "missing.yaml", "good.yaml"]);
    assert_eq!((status(&table), stderr(&table)), (2, String::new()));
    assert!(stdout(&table).contains("missing.yaml: there is no such file"), "{}", stdout(&table));
}

#[test]
fn a_wrong_command_line_ends_with_status_two() {
    for arguments in [
        &["chekc"][..],
        &["check"],
        &["check", "a.yaml", "--today", "soon"],
        &["check", "a.yaml", "--stage", "late"],
        &[],
    ] {
        assert_eq!(status(&run(&root(), arguments)), 2, "{arguments:?}");
    }
    assert_eq!(status(&run(&root(), &["--version"])), 0);
}

#[test]
fn colour_is_used_when_it_is_asked_for() {
    let plain = run(&root(), &["check", "examples/flawed.yaml", "--today", TODAY]);
    assert!(!stdout(&plain).contains('\u{1b}'), "no colour into a pipe");
    let coloured = run(&root(), &["check", "examples/flawed.yaml", "--today", TODAY, "--color", "always"]);
    assert!(stdout(&coloured).contains("\u{1b}["));
}

#[test]
fn a_fault_in_the_handbook_is_reported_with_its_line_and_nothing_is_judged() {
    let folder = tempfile::tempdir().unwrap();
    let checklists = folder.path().join("checklists");
    fs::create_dir(&checklists).unwrap();
    for name in ["handbook", "scheme", "link_workers", "governance", "notes"] {
        fs::copy(root().join(format!("checklists/{name}.yaml")), checklists.join(format!("{name}.yaml"))).unwrap();
    }
    let rule = "rules:\n  - id: tried\n    title: Tried\n    severity: error\n    holds: link_workers.practice.home_visit == \"yes\"\n    says: S\n    help: H.\n    action: A\n    why: W.\n    added: A test.\n    colour: red\n    examples:\n      - passes: { link_workers.practice.home_visits: yes }\n      - fails: { link_workers.practice.home_visits: no }\n";
    fs::write(checklists.join("rules.yaml"), rule).unwrap();
    fs::write(folder.path().join("plan.yaml"), "scheme: { name: A }\n").unwrap();
    for command in [&["check", "plan.yaml"][..], &["build", "-o", "site"]] {
        let mut arguments = vec!["--handbook", "."];
        arguments.extend(command);
        let faulty = run(folder.path(), &arguments);
        assert_eq!((status(&faulty), stdout(&faulty)), (2, String::new()), "{command:?}");
        insta::assert_snapshot!("handbook_fault", stderr(&faulty));
    }
    assert!(!folder.path().join("site").exists());
}

#[test]
fn one_word_in_a_question_changes_form_blank_plan_schema_and_message_together() {
    let folder = tempfile::tempdir().unwrap();
    for file in sp_plan::load::HandbookFiles::embedded().checklists {
        let text = file.text;
        // The label and the question of one record; every other mention stays.
        let changed = text
            .replace("label: Lone worker policy", "label: Solitary worker policy")
            .replace("lone worker policy?", "solitary worker policy?");
        let path = folder.path().join(file.name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, changed).unwrap();
    }
    let handbook = ["--handbook", "."];
    let with = |arguments: &[&str]| run(folder.path(), &[&handbook[..], arguments].concat());
    assert_eq!(status(&with(&["build", "-o", "site"])), 0, "{}", stderr(&with(&["build", "-o", "site"])));
    let form = fs::read_to_string(folder.path().join("site/checklists/governance.html")).unwrap();
    assert!(form.contains("solitary worker policy?"), "the form");
    assert_eq!(status(&with(&["init", "plan.yaml"])), 0);
    assert!(
        fs::read_to_string(folder.path().join("plan.yaml")).unwrap().contains("solitary worker policy?"),
        "the blank plan"
    );
    assert!(stdout(&with(&["schema"])).contains("solitary worker policy?"), "the schema");
    fs::write(
        folder.path().join("wrong.yaml"),
        "governance: { link_workers: { lone_worker_policy: not_applicable } }\n",
    )
    .unwrap();
    assert!(stdout(&with(&["check", "wrong.yaml"])).contains("“Solitary worker policy” is set aside"), "the message");
}
