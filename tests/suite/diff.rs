//! `sp-plan diff`: an earlier version of the good plan, made by taking back some of its lines, against the plan itself.

use std::fs;

use pulldown_cmark::{Options, Parser};
use scraper::{Html, Selector};
use serde_json::Value;
use tempfile::TempDir;

use super::{TODAY, root, run, status, stderr, stdout};

/// What the good plan says, and what it said before.
const CHANGES: &[(&str, &str)] = &[
    ("    meetings_per_year: 6\n", "    meetings_per_year: 4\n"),
    ("      due: 2027-01-29\n", "      due: 2026-12-18\n"),
    ("    referrers: [gp, practice_nurse,", "    referrers: [gp,"),
    (
        "    lone_worker_policy: { answer: planned, note: The draft is with the council's safety adviser., owner: Scheme manager, due: 2027-01-29 }\n",
        "    lone_worker_policy: no\n",
    ),
    (
        "    simple_process: { answer: yes, note: A GP and a nurse tried the form. Each took under three minutes. }\n",
        "",
    ),
    ("employer: Riverside Carers, sector: vcse, fte: 0.6,", "employer: Riverside Carers, sector: vcse, fte: 0.4,"),
    ("      - { name: Millbrook Book Circle,", "      - { name: Millbrook Walkers,"),
    (
        "    private_services_assured:\n      answer: not_applicable\n      reason: No trader in our area is on an assured list yet, so link workers name no private services at all.\n      review: 2027-09-01\n",
        "    private_services_assured: yes\n",
    ),
    ("    clear_criteria: yes\n", "    clear_criteria: yes\n    leaflet_printed: yes\n"),
    (
        "    pathway_clarity: Scheme manager\n",
        "    pathway_clarity: The manager of the scheme, who also sees to it that every practice has the map of the pathway on its wall\n",
    ),
];

fn good() -> String {
    fs::read_to_string(root().join("examples/good.yaml")).unwrap()
}

/// The good plan as it was before the changes.
fn earlier() -> String {
    CHANGES.iter().fold(good(), |text, (now, before)| {
        assert_eq!(text.matches(now).count(), 1, "{now}");
        text.replace(now, before)
    })
}

/// A folder with both.
fn folder(old: &str, new: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("old.yaml"), old).unwrap();
    fs::write(folder.path().join("new.yaml"), new).unwrap();
    folder
}

fn diff(old: &str, new: &str, more: &[&str]) -> (i32, String, String) {
    let folder = folder(old, new);
    let arguments = [&["diff", "old.yaml", "new.yaml", "--today", TODAY], more].concat();
    let output = run(folder.path(), &arguments);
    (status(&output), stdout(&output), stderr(&output))
}

/// The lines that changed, and below them what is said of it.
fn beside(changes: &[(&str, &str)], said: &str) -> String {
    let lines = |sign: char, text: &str| text.lines().map(|line| format!("{sign} {line}\n")).collect::<String>();
    let shown: String = changes.iter().map(|(now, before)| lines('-', before) + &lines('+', now) + "\n").collect();
    format!("{shown}──────\n{said}")
}

#[test]
fn a_plan_since_the_last_meeting() {
    for format in ["human", "markdown", "json"] {
        let (code, said, errors) = diff(&earlier(), &good(), &["--format", format]);
        assert_eq!((code, errors.as_str()), (0, ""), "{format}");
        insta::with_settings!({ snapshot_suffix => format }, {
            insta::assert_snapshot!("since", beside(CHANGES, &said));
        });
    }
}

#[test]
fn the_other_way_round_it_got_worse() {
    let (code, said, _) = diff(&good(), &earlier(), &["--strict"]);
    assert_eq!(code, 1, "{said}");
    let backwards: Vec<(&str, &str)> = CHANGES.iter().map(|(now, before)| (*before, *now)).collect();
    insta::assert_snapshot!("backwards", beside(&backwards, &said));
    assert_eq!(diff(&earlier(), &good(), &["--strict"]).0, 0, "nothing got worse");
}

#[test]
fn what_has_lapsed_since_the_last_meeting_is_reopened() {
    let late = ["--today", "2027-03-15"];
    let folder = folder(&good(), &good());
    let between = |more: &[&str]| {
        let output = run(folder.path(), &[&["diff", "old.yaml", "new.yaml"], &late[..], more].concat());
        (status(&output), stdout(&output))
    };
    let (code, reopened) = between(&["--then", TODAY, "--strict"]);
    assert_eq!(code, 1);
    insta::assert_snapshot!("lapsed", reopened);
    let (code, same_day) = between(&["--strict"]);
    assert_eq!(code, 0);
    assert!(same_day.starts_with("Nothing has changed since the last plan\n"), "{same_day}");
    assert!(same_day.contains("`--then DATE`"), "{same_day}");
    assert!(!between(&["--then", "2027-03-15"]).1.contains("--then"), "whoever names the day knows of it");
    assert_eq!(between(&["--then", "2027-03-16"]).0, 2, "the last meeting is not to come");
}

#[test]
fn another_way_of_writing_is_no_change() {
    let stripped: String = good()
        .lines()
        .filter(|line| !line.trim_start().starts_with('#'))
        .map(|line| format!("{}\r\n", line.replace(": yes", ": true").replace(": £24,000", ": 24000")))
        .collect();
    let (code, said, _) = diff(&good(), &stripped, &["--strict"]);
    assert_eq!(code, 0);
    assert!(said.starts_with("Nothing has changed since the last plan\n"), "{said}");
}

#[test]
fn what_cannot_be_read_is_told_of_both_at_once() {
    let (code, out, errors) = diff("scheme: [", "- a\n", &[]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert_eq!(
        errors,
        "sp-plan: old.yaml cannot be read as a plan; `sp-plan check old.yaml` says why\n\
         sp-plan: new.yaml cannot be read as a plan; `sp-plan check new.yaml` says why\n"
    );
    let missing = run(&root(), &["diff", "missing.yaml", "examples/good.yaml"]);
    assert_eq!(status(&missing), 2);
    assert!(stderr(&missing).starts_with("sp-plan: missing.yaml: there is no such file"));
}

#[test]
fn the_json_follows_its_schema() {
    let schema: Value =
        serde_json::from_str(&fs::read_to_string(root().join("docs/diff.schema.json")).unwrap()).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    let validator = jsonschema::validator_for(&schema).unwrap();
    let odd =
        "sp_plan: \"0.9\"\nscheme: { name: A, name: B }\nlocal: { a: 1 }\nretired: { b: 2 }\nsetup: 3\n".to_owned();
    let names = ["blank", "good", "flawed", "rotherham-2017"];
    let mut plans: Vec<String> =
        names.iter().map(|name| fs::read_to_string(root().join(format!("examples/{name}.yaml"))).unwrap()).collect();
    plans.extend([odd, earlier()]);
    let mut kinds = std::collections::BTreeSet::new();
    for old in &plans {
        for new in &plans {
            let (_, text, _) = diff(old, new, &["--format", "json"]);
            let json: Value = serde_json::from_str(&text).unwrap();
            let faults: Vec<String> =
                validator.iter_errors(&json).map(|error| format!("{}: {error}", error.instance_path())).collect();
            assert!(faults.is_empty(), "{faults:#?}");
            let entries = json["entries"].as_array().unwrap();
            assert_eq!(entries.is_empty(), old == new);
            let counted: u64 = json["counts"].as_object().unwrap().values().map(|count| count.as_u64().unwrap()).sum();
            assert_eq!(counted, entries.len() as u64);
            kinds.extend(entries.iter().map(|entry| entry["kind"].as_str().unwrap().to_owned()));
        }
    }
    assert_eq!(kinds.len(), 5, "{kinds:?}");
}

#[test]
fn nothing_that_a_plan_says_marks_up_the_markdown_or_steers_a_terminal() {
    let hostile = "1. [a](b) <script>x</script> | `c` # - \u{7} *d*\\n- e";
    let with = |text: &str, name: &str| {
        let name = name.replace('\u{7}', "\\u0007");
        text.replace("  name: Riverside Connect\n", &format!("  name: \"{name}\"\n")).replace(
            "    pathway_clarity: Scheme manager\n",
            &format!("    pathway_clarity: \"{name}\"\n    \"{name}\": x\n"),
        )
    };
    let new = with(&good(), hostile);
    assert_ne!(new, good());
    let (_, markdown, _) = diff(&good(), &new, &["--format", "markdown"]);
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, Parser::new_ext(&markdown, Options::ENABLE_TABLES));
    let page = Html::parse_fragment(&html);
    let count = |selector: &str| page.select(&Selector::parse(selector).unwrap()).count();
    assert_eq!(count("script, a, img, code, em, ol, pre, blockquote, hr, ul ul ul"), 0, "{html}");
    assert_eq!(count("h1"), 1);
    let (_, human, _) = diff(&good(), &new, &[]);
    assert!(!human.contains('\u{7}'), "{human:?}");
}
