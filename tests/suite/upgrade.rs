//! `upgrade` and `init --from` as a user runs them, on three small question sets and on the good example.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::{TODAY, root, run, status, stderr, stdout};

/// Runs the program with one of the question sets of `tests/question_sets`.
fn with_set(folder: &Path, set: &str, arguments: &[&str]) -> std::process::Output {
    let handbook = root().join("tests/question_sets").join(set).display().to_string();
    run(folder, &[&["--handbook", &handbook], arguments].concat())
}

/// A folder with the plans of the question sets in it.
fn folder_with_plans() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["plan-1.0.yaml", "plan-2.0.yaml", "conflict-1.0.yaml"] {
        fs::copy(root().join("tests/question_sets").join(name), folder.path().join(name)).unwrap();
    }
    folder
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn every_step_is_shown_beside_what_it_says() {
    let mut text = String::new();
    for (plan, set) in [("plan-1.0.yaml", "1.1"), ("plan-1.0.yaml", "2.0"), ("conflict-1.0.yaml", "2.0")] {
        let folder = folder_with_plans();
        let before = read(folder.path(), plan);
        let shown = with_set(folder.path(), set, &["upgrade", plan, "--dry-run"]);
        assert_eq!(status(&shown), 0);
        assert_eq!(read(folder.path(), plan), before, "a dry run writes nothing");
        assert_eq!(names(folder.path()).len(), 3);
        text.push_str(&format!("────── {plan} to {set} ──────\n{}\n{}\n", stderr(&shown), stdout(&shown)));
    }
    insta::assert_snapshot!("upgrade", text);
}

#[test]
fn an_upgrade_keeps_the_plan_as_it_was_beside_it() {
    let folder = folder_with_plans();
    let before = read(folder.path(), "plan-1.0.yaml");
    let done = with_set(folder.path(), "1.1", &["upgrade", "plan-1.0.yaml"]);
    assert_eq!((status(&done), stdout(&done)), (0, String::new()));
    assert!(stderr(&done).contains("The plan as it was is in plan-1.0.yaml.1.0.bak.\n"), "{}", stderr(&done));
    assert_eq!(read(folder.path(), "plan-1.0.yaml.1.0.bak"), before);
    let once = read(folder.path(), "plan-1.0.yaml");
    // The next set takes up where this one ended, and both ways lead to the same plan.
    assert_eq!(status(&with_set(folder.path(), "2.0", &["upgrade", "plan-1.0.yaml"])), 0);
    assert_eq!(read(folder.path(), "plan-1.0.yaml.1.1.bak"), once);
    let twice = read(folder.path(), "plan-1.0.yaml");
    fs::write(folder.path().join("plan-1.0.yaml"), &before).unwrap();
    // A backup with the same text will do; one with another text is never written over.
    assert_eq!(status(&with_set(folder.path(), "2.0", &["upgrade", "plan-1.0.yaml"])), 0);
    assert_eq!(read(folder.path(), "plan-1.0.yaml").lines().count(), twice.lines().count());
    assert!(!names(folder.path()).contains(&"plan-1.0.yaml.1.0.2.bak".to_owned()));
    fs::write(folder.path().join("plan-1.0.yaml"), before.replace("meetings: 6", "meetings: 8")).unwrap();
    let again = with_set(folder.path(), "2.0", &["upgrade", "plan-1.0.yaml"]);
    assert!(stderr(&again).contains("plan-1.0.yaml.1.0.2.bak"), "{}", stderr(&again));
    assert_eq!(read(folder.path(), "plan-1.0.yaml.1.0.bak"), before);
    let nothing = with_set(folder.path(), "2.0", &["upgrade", "plan-1.0.yaml"]);
    assert_eq!(status(&nothing), 0);
    assert_eq!(stderr(&nothing), "plan-1.0.yaml is for question set 2.0 already; there is nothing to do.\n");
    assert_eq!(stdout(&with_set(folder.path(), "2.0", &["upgrade", "plan-1.0.yaml", "--dry-run"])), "");
}

#[test]
fn an_upgraded_plan_checks_like_one_written_by_hand() {
    let folder = folder_with_plans();
    assert_eq!(status(&with_set(folder.path(), "2.0", &["upgrade", "plan-1.0.yaml"])), 0);
    let judged = |plan: &str| {
        let output = with_set(folder.path(), "2.0", &["check", plan, "--today", TODAY, "--format", "json"]);
        let mut report: Value = serde_json::from_str(&stdout(&output)).unwrap();
        let plan = report["plans"][0].take();
        let criteria = |ingredient: &Value| {
            let each = ingredient["criteria"].as_array().unwrap().iter();
            each.map(|criterion| (criterion["id"].clone(), criterion["verdict"].clone())).collect::<Vec<_>>()
        };
        let verdicts: Vec<_> = plan["ingredients"]
            .as_array()
            .unwrap()
            .iter()
            .map(|ingredient| (ingredient["verdict"].clone(), criteria(ingredient)))
            .collect();
        (verdicts, plan["unanswered"].clone(), plan["stage"].clone())
    };
    assert_eq!(judged("plan-1.0.yaml"), judged("plan-2.0.yaml"));
}

#[test]
fn what_cannot_be_upgraded_is_left_alone() {
    let folder = folder_with_plans();
    fs::write(folder.path().join("broken.yaml"), "sp_plan: \"1.0\"\nsetup: [\n").unwrap();
    fs::write(folder.path().join("twice.yaml"), "setup: {}\nsetup: {}\n").unwrap();
    fs::write(folder.path().join("other.yaml"), "sp_plan: next\nsetup: {}\n").unwrap();
    for (plan, set, said) in [
        ("plan-2.0.yaml", "1.0", "sp-plan: plan-2.0.yaml is for question set 2.0, and this program has 1.0;"),
        ("broken.yaml", "2.0", "error[syntax]:"),
        ("twice.yaml", "2.0", "error[duplicate_key]:"),
        ("other.yaml", "2.0", "sp-plan: other.yaml says `sp_plan: next`, which cannot be compared"),
        ("missing.yaml", "2.0", "sp-plan: missing.yaml: there is no such file"),
    ] {
        let before = names(folder.path());
        let text = fs::read_to_string(folder.path().join(plan)).ok();
        for more in [&[][..], &["--dry-run"]] {
            let stopped = with_set(folder.path(), set, &[&["upgrade", plan], more].concat());
            assert_eq!((status(&stopped), stdout(&stopped)), (2, String::new()), "{plan}");
            assert!(stderr(&stopped).starts_with(said), "{plan}: {}", stderr(&stopped));
        }
        assert_eq!(names(folder.path()), before, "{plan}");
        assert_eq!(fs::read_to_string(folder.path().join(plan)).ok(), text, "{plan}");
    }
    let lines = stderr(&with_set(folder.path(), "2.0", &["upgrade", "broken.yaml"]));
    assert!(lines.contains("broken.yaml:2:8") && lines.ends_with("nothing was written\n"), "{lines}");
}

#[cfg(unix)]
#[test]
fn an_upgrade_keeps_permissions_and_links() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = folder_with_plans();
    let plan = folder.path().join("plan-1.0.yaml");
    fs::set_permissions(&plan, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("plan-1.0.yaml", folder.path().join("link.yaml")).unwrap();
    assert_eq!(status(&with_set(folder.path(), "2.0", &["upgrade", "link.yaml"])), 0);
    assert!(fs::symlink_metadata(folder.path().join("link.yaml")).unwrap().is_symlink());
    assert!(read(folder.path(), "plan-1.0.yaml").contains("sp_plan: \"2.0\""));
    assert_eq!(fs::metadata(&plan).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn a_plan_starts_from_the_good_example() {
    let folder = tempfile::tempdir().unwrap();
    let good = root().join("examples/good.yaml");
    let other = good.display().to_string();
    let made = run(folder.path(), &["init", "plan.yaml", "--from", &other]);
    assert_eq!((status(&made), stdout(&made)), (0, String::new()), "{}", stderr(&made));
    let text = read(folder.path(), "plan.yaml");
    let said = stderr(&made);
    assert!(
        said.contains(&format!(
            "{} answers were copied",
            text.matches("confirmed: no\n").count() + text.matches("confirmed: no }").count()
        )),
        "{said}"
    );
    assert!(said.contains("Left for you to fill in: Name of the scheme, Stage, "), "{said}");
    for line in [
        "  name: # was: Riverside Connect\n",
        "    meetings_per_year: { answer: 6, confirmed: no }\n",
        "        from: 2027-01-01      # the posts start before the scheme opens\n",
    ] {
        assert!(text.contains(line) || text.contains(&format!("  {line}")), "{line}");
    }
    let words = |text: &str| {
        text.split('#')
            .skip(1)
            .map(|comment| comment.lines().next().unwrap_or("").trim().to_owned())
            .collect::<Vec<_>>()
    };
    let comments = words(&text);
    for comment in words(&fs::read_to_string(&good).unwrap()) {
        assert!(comments.contains(&comment), "{comment} is lost");
    }
    // Nothing counts yet, and one finding says so.
    let check = |name: &str| {
        let output = run(folder.path(), &["check", name, "--today", TODAY, "--format", "json"]);
        let report: Value = serde_json::from_str(&stdout(&output)).unwrap();
        report["plans"][0].clone()
    };
    let report = check("plan.yaml");
    let ids: Vec<&str> =
        report["findings"].as_array().unwrap().iter().map(|found| found["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["unconfirmed"]);
    assert!(report["ingredients"].as_array().unwrap().iter().all(|found| found["verdict"] == "unanswered"));
    assert_eq!(report["unanswered"].as_array().unwrap().len() as u64, report["due"].as_u64().unwrap());
    // Some of it is confirmed, and counts.
    let confirmed = text.replace("shared_aim: { answer: yes, confirmed: no }", "shared_aim: yes");
    let confirmed = confirmed
        .replace("meetings_per_year: { answer: 6, confirmed: no }", "meetings_per_year: { answer: 6, confirmed: yes }");
    let confirmed =
        confirmed.replace("    steering_group: { answer: yes, confirmed: no }", "    steering_group: { answer: yes }");
    fs::write(folder.path().join("confirmed.yaml"), confirmed).unwrap();
    let later = check("confirmed.yaml");
    let open = |report: &Value, path: &str| report["unanswered"].as_array().unwrap().iter().any(|other| other == path);
    for path in
        ["evaluation.aims.shared_aim", "setup.partnerships.meetings_per_year", "setup.partnerships.steering_group"]
    {
        assert!(!open(&later, path), "{path}");
    }
    assert!(open(&report, "setup.partnerships.steering_group") && open(&later, "setup.aim.clear"));
    assert!(
        later["findings"][0]["message"]
            .as_str()
            .unwrap()
            .ends_with("answers are copied from another plan and not confirmed yet")
    );
    // All of it is, and the plan is the good one again but for what was its own.
    let all = text.replace(", confirmed: no", "").replace("confirmed: no\n", "note:\n");
    fs::write(folder.path().join("all.yaml"), all).unwrap();
    let ids: Vec<String> =
        check("all.yaml")["findings"].as_array().unwrap().iter().map(|found| found["id"].to_string()).collect();
    assert!(!ids.contains(&"\"unconfirmed\"".to_owned()));
    assert!(
        ids.contains(&"\"exception_incomplete\"".to_owned()),
        "an exception of the other plan needs a new review date: {ids:?}"
    );
    let schema = jsonschema_accepts(&text);
    assert_eq!(schema, Vec::<String>::new());
}

/// What an editor would underline in a plan.
fn jsonschema_accepts(text: &str) -> Vec<String> {
    let schema: Value = serde_json::from_str(&stdout(&run(&root(), &["schema"]))).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let plan = super::schemas::plan(text);
    validator.iter_errors(&plan).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn init_from_refuses_what_it_cannot_copy_and_never_writes_over() {
    let folder = folder_with_plans();
    fs::write(folder.path().join("broken.yaml"), "setup: [\n").unwrap();
    fs::write(folder.path().join("mine.yaml"), "mine\n").unwrap();
    for (arguments, said) in [
        (&["init", "new.yaml", "--from", "broken.yaml"][..], "error[syntax]"),
        (&["init", "new.yaml", "--from", "missing.yaml"], "sp-plan: missing.yaml: there is no such file"),
        (&["init", "mine.yaml", "--from", "plan-1.0.yaml"], "sp-plan: mine.yaml is there already"),
        (
            &["init", "./plan-1.0.yaml", "--from", "plan-1.0.yaml", "--force"],
            "sp-plan: plan-1.0.yaml cannot be started from itself",
        ),
        (&["init", "new.yaml", "--from", "plan-2.0.yaml"], "sp-plan: plan-2.0.yaml is for question set 2.0"),
    ] {
        let refused = with_set(folder.path(), "1.0", arguments);
        assert_eq!(status(&refused), 2, "{arguments:?}");
        assert!(stderr(&refused).starts_with(said), "{arguments:?}: {}", stderr(&refused));
    }
    assert!(!folder.path().join("new.yaml").exists());
    assert_eq!(read(folder.path(), "mine.yaml"), "mine\n");
    // An older plan is brought up to date on the way; it stays as it was itself.
    let before = read(folder.path(), "plan-1.0.yaml");
    let made = with_set(folder.path(), "2.0", &["init", "new.yaml", "--from", "plan-1.0.yaml", "--with-schema"]);
    assert_eq!(status(&made), 0, "{}", stderr(&made));
    assert_eq!(read(folder.path(), "plan-1.0.yaml"), before);
    insta::assert_snapshot!(
        "started_from_an_older_plan",
        format!("{}\n{}", stderr(&made), read(folder.path(), "new.yaml"))
    );
}
