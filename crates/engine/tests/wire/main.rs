//! The requests of a page on the project's own checklists: JSON in, JSON out. One function asks; the tests hold data.

#![allow(missing_docs, reason = "tests say what they are by their names")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "these tests read the project's own files")]

mod edits;
mod laws;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::{Value, json};
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::place::SourceText;
use sp_plan_engine::wire;

/// The root of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The catalogue of a folder of checklists, through its compiled bytes as a page gets it.
fn catalogue_of(folder: &Path) -> Catalogue {
    let mut paths = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "yaml") {
                paths.push(path);
            }
        }
    }
    // The order of `src/load/order.rs`.
    let order = ["handbook", "scheme", "setup", "link_workers", "referral", "governance", "evaluation"];
    let rank = |path: &PathBuf| {
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        order.iter().position(|name| *name == stem).unwrap_or(order.len())
    };
    paths.sort_by_key(|path| (rank(path), path.clone()));
    let files = paths.iter().map(|path| SourceText::new(path.display().to_string(), fs::read_to_string(path).unwrap()));
    let loaded = Catalogue::load(files.collect());
    assert_eq!(loaded.findings, [], "the checklists are sound");
    let (catalogue, answer) = wire::load(&loaded.catalogue.compile());
    catalogue.expect(&answer)
}

fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(|| catalogue_of(&root().join("checklists")))
}

fn example(name: &str) -> String {
    fs::read_to_string(root().join("examples").join(format!("{name}.yaml"))).unwrap()
}

/// The answer to a request.
#[allow(clippy::needless_pass_by_value, reason = "the data of a test reads better without `&`")]
fn ask(request: Value) -> Value {
    serde_json::from_str(&wire::answer(Some(catalogue()), &request.to_string())).unwrap()
}

/// The report of a plan with what its form shows.
fn form(text: &str) -> Value {
    let request =
        json!({ "do": "check", "plan": { "name": "p", "text": text }, "today": "2026-11-22", "answers": true });
    ask(request)["plans"][0].clone()
}

/// The text after changes, or why they were not made.
#[allow(clippy::needless_pass_by_value, reason = "the data of a test reads better without `&`")]
fn edited(text: &str, changes: Value) -> String {
    let answer = ask(json!({ "do": "edit", "text": text, "changes": changes }));
    match answer["text"].as_str() {
        Some(text) => text.to_owned(),
        None => format!("refused: {}", answer["refused"].as_str().unwrap_or_else(|| panic!("{answer}"))),
    }
}

/// What the form shows of one question.
fn answer_of(form: &Value, path: &str) -> Value {
    let answers = form["answers"].as_array().unwrap();
    answers.iter().find(|answer| answer["path"] == path).expect(path).clone()
}

#[test]
fn every_question_is_shown_whatever_the_plan_holds() {
    let asked = catalogue().questions.all().iter().filter(|question| question.retired.is_none()).count();
    for name in ["blank", "good", "flawed", "cullompton-2017", "rotherham-2017"] {
        let form = form(&example(name));
        assert_eq!(form["answers"].as_array().unwrap().len(), asked, "{name}");
        assert_eq!(form["sound"], true);
    }
    for text in ["", "# nothing yet\n", "[a, list]", "only a text"] {
        assert_eq!(form(text)["answers"].as_array().unwrap().len(), asked, "{text}");
    }
    let broken = form("setup: [1, 2\n");
    assert_eq!((&broken["sound"], broken["answers"].as_array().unwrap().len()), (&json!(false), 0));
}

#[test]
fn a_report_has_the_answers_only_where_they_are_asked_for() {
    let request = json!({ "plan": { "name": "p", "text": example("good") }, "today": "2026-11-22" });
    let plan = &ask(request)["plans"][0];
    for field in ["sound", "answers", "unknown"] {
        assert!(plan.get(field).is_none(), "{field}");
    }
}

#[test]
fn what_cannot_be_done_is_said() {
    for (request, expected) in [
        (
            json!({ "do": "chek" }),
            "`do` is one of check, edit, try, blank, difference, upgrade, and this is `chek`; did you mean `check`?",
        ),
        (json!({ "do": "paint" }), "`do` is one of check, edit, try, blank, difference, upgrade, and this is `paint`"),
        (json!({ "do": "edit" }), "the request lacks `text`"),
        (json!({ "do": "edit", "text": "" }), "the request lacks `changes`"),
        (json!({ "do": "try", "text": "", "changes": [] }), "the request lacks `today`"),
        (json!({ "do": "check" }), "the request lacks `plan`"),
        (json!({ "do": "difference", "old": { "name": "a", "text": "" } }), "the request lacks `new`"),
        (
            json!({ "do": "edit", "text": "", "changes": [{ "path": "a", "answer": 3 }] }),
            "a text, a list of texts or null",
        ),
    ] {
        let failure = ask(request.clone())["failure"].as_str().unwrap_or_else(|| panic!("{request}")).to_owned();
        assert!(failure.contains(expected), "{request}: {failure}");
    }
}

#[test]
fn a_blank_plan_begins_with_what_is_known_of_the_scheme() {
    let blank = ask(json!({ "do": "blank" }));
    assert!(blank["text"].as_str() == Some(&example("blank")), "a page makes another blank plan than the program");
    let known = ask(
        json!({ "do": "blank", "details": { "name": "Riverside: Connect", "nation": "wales", "starts": "2027-04-01" } }),
    );
    let form = form(known["text"].as_str().unwrap());
    assert_eq!(form["scheme"], "Riverside: Connect");
    assert_eq!(form["nation"], "wales");
    assert_eq!(answer_of(&form, "scheme.starts")["shown"], "2027-04-01");
    let wrong = ask(json!({ "do": "blank", "details": { "nam": "x" } }));
    assert_eq!(wrong["refused"], "There is no question `scheme.nam`. Did you mean `scheme.name`?");
}

#[test]
fn a_trial_judges_the_changes_and_nothing_else() {
    let good = example("good");
    let trial = |changes: Value| {
        let request = json!({ "do": "try", "text": good, "today": "2026-11-22", "changes": changes });
        ask(request)["plans"][0]["ingredients"].clone()
    };
    assert_eq!(trial(json!([])), form(&good)["ingredients"]);
    assert_ne!(
        trial(json!([{ "path": "setup.partnerships.steering_group", "answer": "no" }])),
        form(&good)["ingredients"]
    );
}

#[test]
fn two_texts_are_compared() {
    let request = |old: &str| {
        ask(json!({ "do": "difference", "today": "2026-11-22",
            "old": { "name": "old.yaml", "text": old }, "new": { "name": "new.yaml", "text": example("good") } }))
    };
    assert_eq!(request(&example("good"))["entries"], json!([]));
    assert_ne!(request(&example("flawed"))["entries"], json!([]));
    assert_eq!(
        request("a: [")["refused"],
        "old.yaml cannot be read as a plan at the moment, so the two cannot be compared."
    );
}

#[test]
fn a_plan_of_an_older_question_set_is_brought_up_to_date() {
    let sets = root().join("tests/question_sets");
    let catalogue = catalogue_of(&sets.join("2.0"));
    let upgrade = |text: &str| -> Value {
        let request = json!({ "do": "upgrade", "text": text }).to_string();
        serde_json::from_str(&wire::answer(Some(&catalogue), &request)).unwrap()
    };
    let old = fs::read_to_string(sets.join("plan-1.0.yaml")).unwrap();
    let upgraded = upgrade(&old);
    assert_eq!(
        (&upgraded["from"], &upgraded["to"], &upgraded["changed"]),
        (&json!("1.0"), &json!("2.0"), &json!(true))
    );
    for note in upgraded["notes"].as_array().unwrap() {
        assert!(note.as_str().unwrap().ends_with('.'), "{note}");
    }
    assert!(upgrade("sp_plan: \"9.0\"\nscheme: {}\n")["refused"].as_str().unwrap().contains("question set 9.0"));
    assert!(
        upgrade("a: 1\na: 2\n")["refused"].as_str().unwrap().starts_with("Put line 2 of the plan text right first: ")
    );
}
