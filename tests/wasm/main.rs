//! The engine in the pages against the engine in the program: the same requests, the same answers, byte for byte.
//!
//! The module runs under Node, in `run.mjs`. Everything is sent in one run, since starting Node and compiling the
//! module take longer than all the checks.

#![allow(clippy::expect_used, clippy::panic, reason = "what these tests cannot do is a failure of theirs")]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use sp_plan::live_engine;
use sp_plan::load::compiled_catalogue;
use sp_plan_engine::blank::{BlankOptions, blank_plan};
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::wire;
use tempfile::TempDir;

/// The most that the module may weigh on its way to a page, compressed.
const MAXIMUM_GZIP: u64 = 310 << 10;

/// The most memory that the requests below may take, a hostile one among them.
const MAXIMUM_MEMORY: u64 = 100 << 20;

const SMALL: &str = "\
sp_plan: \"1.0\"
scheme: { name: Rivière Connect, nation: england, stage: pilot, starts: 2027-04-01 }
setup:
  partnerships:
    steering_group: yes   # since spring
    no_such_question: 3
    champions:
      answer: planned
      note: 'Two practices have offered.'
      due: 2027-01-31
";

/// A request for a check, as a page without a form sends it.
fn request(plan: &str, today: &str) -> String {
    json!({ "plan": { "name": "plan.yaml", "text": plan }, "today": today }).to_string()
}

/// Plans by name: every one that the repository holds, and texts that mean harm.
fn plans(catalogue: &Catalogue) -> Vec<(String, String)> {
    let mut plans = Vec::new();
    for folder in ["examples", "tests/question_sets"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        for entry in fs::read_dir(&folder).expect("the folder is there") {
            let path = entry.expect("the folder can be read").path();
            if path.extension().is_some_and(|extension| extension == "yaml") {
                let name = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
                plans.push((name, fs::read_to_string(&path).expect("a plan can be read")));
            }
        }
    }
    assert!(plans.len() >= 8, "the plans of the repository are not where they were");
    let hostile = [
        ("made_blank", blank_plan(catalogue, BlankOptions::default())),
        ("small", SMALL.to_owned()),
        ("empty", String::new()),
        ("unreadable", "scheme: [1, 2\nsetup: \"no end\n\ttab: :\n".to_owned()),
        ("deep", format!("scheme: {}", "{a: ".repeat(100_000))),
        ("dashes", "- ".repeat(100_000)),
        ("aliases", format!("a: &a [{}]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n", "x, ".repeat(1_000))),
        ("twice", "scheme: { name: A, name: B }\nsetup:\n  aim: [x]\nretired: { a.b: c }\n".to_owned()),
    ];
    plans.extend(hostile.map(|(name, text)| (name.to_owned(), text)));
    plans
}

/// What a form sends: a short answer, a long one, a text that needs quotes, rows, and what is taken away again.
fn changes() -> Value {
    json!([
        { "path": "scheme.name", "answer": "Rivière: “Connect” #2" },
        { "path": "scheme.starts", "answer": "2027-04-01" },
        { "path": "setup.partnerships.steering_group", "answer": "planned" },
        { "path": "setup.partnerships.steering_group", "detail": "owner", "value": "Chair" },
        { "path": "setup.partnerships.steering_group", "detail": "evidence", "value": ["a.pdf", "b, c.pdf"] },
        { "path": "setup.partnerships.meetings_per_year", "answer": "about six" },
        { "path": "setup.aim.target_needs", "answer": ["carers", "anxiety"] },
        { "path": "setup.aim.clear", "answer": null },
        { "path": "setup.partnerships.stakeholders", "insert_row": 0 },
        { "path": "setup.partnerships.stakeholders", "row": 0, "column": "organisation", "value": "First, of all" },
        { "path": "setup.partnerships.stakeholders", "row": 0, "column": "sector", "value": "vcse" },
        { "path": "setup.partnerships.stakeholders", "row": 0, "column": "sector", "value": null },
        { "path": "evaluation.tools.list", "insert_row": 1000 },
    ])
}

/// Requests by name. Every one of them has an answer, whatever is wrong with it.
fn requests(catalogue: &Catalogue) -> Vec<(String, String)> {
    let today = "2026-12-31";
    let good = include_str!("../../examples/good.yaml");
    let mut requests = Vec::new();
    for (name, text) in plans(catalogue) {
        let plan = json!({ "name": name, "text": text });
        let mut add = |what: &str, request: Value| requests.push((format!("{name}.{what}"), request.to_string()));
        add("plain", json!({ "plan": plan, "today": today }));
        add("check", json!({ "do": "check", "plan": plan, "today": today, "stage": "live", "answers": true }));
        add("edit", json!({ "do": "edit", "text": text, "changes": changes() }));
        for (at, change) in changes().as_array().expect("a list").iter().enumerate() {
            add(&format!("edit_{at}"), json!({ "do": "edit", "text": text, "changes": [change] }));
        }
        add("try", json!({ "do": "try", "text": text, "today": today, "changes": changes(), "answers": true }));
        let other = json!({ "name": "good.yaml", "text": good });
        add(
            "difference",
            json!({ "do": "difference", "old": plan, "new": other, "today": today, "then": "2026-10-01" }),
        );
        add("difference_back", json!({ "do": "difference", "old": other, "new": plan, "today": today }));
        add("upgrade", json!({ "do": "upgrade", "text": text }));
    }
    let ask = |request: Value| request.to_string();
    requests.extend([
        ("blank".to_owned(), ask(json!({ "do": "blank", "details": { "name": "é", "nation": "wales" } }))),
        ("failing.malformed".to_owned(), "{\"plan\": [".to_owned()),
        ("failing.no_date".to_owned(), request(SMALL, "31/12/2026")),
        ("failing.no_such_thing".to_owned(), ask(json!({ "do": "upgrad", "text": "" }))),
        ("failing.no_text".to_owned(), ask(json!({ "do": "edit", "changes": [] }))),
        (
            "failing.number".to_owned(),
            ask(json!({ "do": "edit", "text": "", "changes": [{ "path": "a", "answer": 1.5 }] })),
        ),
    ]);
    requests
}

/// A folder with the module and the catalogue, as `run.mjs` wants it.
fn folder_with_engine() -> TempDir {
    let engine = live_engine::bytes().expect(
        "the program was built without the pages' engine; the build's warning says why (`touch build.rs` and build again)",
    );
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    fs::write(folder.path().join("engine.wasm"), engine).expect("the engine is written");
    let catalogue = compiled_catalogue().expect("the checklists are sound");
    fs::write(folder.path().join("catalogue.compiled"), catalogue).expect("the catalogue is written");
    folder
}

/// Runs the module under Node on all requests in a folder; gives what the run says of itself.
fn run(folder: &Path) -> Value {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wasm/run.mjs");
    let output = Command::new("node").arg(script).arg(folder).output();
    let output = output.unwrap_or_else(|error| {
        panic!("this test runs the pages' engine under Node.js, which cannot be started ({error}); install Node.js 20 or later and put `node` on the PATH")
    });
    assert!(output.status.success(), "the run failed:\n{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("the run prints JSON")
}

#[test]
fn the_engine_in_the_pages_answers_as_the_program_does() {
    let folder = folder_with_engine();
    let bytes = compiled_catalogue().expect("the checklists are sound");
    let (catalogue, loaded) = wire::load(bytes);
    let catalogue = catalogue.expect("the catalogue is of this version");
    let requests = requests(&catalogue);
    for (name, request) in &requests {
        fs::write(folder.path().join(format!("{name}.request.json")), request).expect("a request is written");
    }

    let about = run(folder.path());
    println!("{about}");

    for (name, request) in &requests {
        let native = wire::answer(Some(&catalogue), request);
        for round in ["first", "second"] {
            let answer = fs::read(folder.path().join(format!("{name}.{round}.json"))).expect("an answer is read");
            let answer = String::from_utf8(answer).expect("answers are UTF-8");
            assert!(
                answer == native,
                "`{name}` ({round} round) differs.\nprogram: {native:.400}\npage:    {answer:.400}"
            );
        }
        let failed = native.starts_with("{\"version\":1,\"failure\"");
        assert_eq!(
            failed,
            name.starts_with("failing."),
            "`{name}` is not answered as it was meant to be: {native:.400}"
        );
    }
    let answered = |name: &str| fs::read_to_string(folder.path().join(name)).expect("an answer is read");
    assert_eq!(answered("load.json"), loaded);
    assert_eq!(answered("refused.json"), wire::load(b"another catalogue").1);
    assert_eq!(answered("unloaded.json"), wire::answer(None, ""));
    assert_eq!(about["imports"], json!([]), "a page would have to provide what the module imports");
    for export in ["allocate", "check", "load", "memory", "release", "version"] {
        assert!(about["exports"].as_array().expect("a list").contains(&json!(export)), "`{export}` is not exported");
    }
    assert_eq!(about["version"], wire::VERSION);
    assert!(about["memory"].as_u64().expect("a number") <= MAXIMUM_MEMORY, "too much memory: {about}");
}

/// A trap leaves an instance that nothing can be expected of; the module makes another, which works.
#[test]
fn a_trap_costs_an_instance_and_nothing_else() {
    let folder = folder_with_engine();
    let catalogue = wire::load(compiled_catalogue().expect("the checklists are sound")).0;
    let request = request(SMALL, "2026-12-31");
    fs::write(folder.path().join("small.request.json"), &request).expect("a request is written");
    let about = run(folder.path());
    assert_eq!(about["trap"], "RuntimeError", "more memory than there is cannot be had");
    let answer = fs::read_to_string(folder.path().join("small.after_trap.json")).expect("an answer is read");
    assert_eq!(answer, wire::answer(catalogue.as_ref(), &request));
}

#[test]
fn the_engine_in_the_pages_is_small_and_reads_no_handbook() {
    let folder = folder_with_engine();
    let engine = live_engine::bytes().expect("the program was built with the pages' engine");
    for of_reading in ["this is not an expression", "must be a set of keys, and this is"] {
        let found = engine.windows(of_reading.len()).any(|window| window == of_reading.as_bytes());
        assert!(!found, "the engine for the pages holds what reads a handbook: `{of_reading}`");
    }
    let gzip = run(folder.path())["gzip"].as_u64().expect("a number");
    println!("the engine has {gzip} bytes compressed, of {MAXIMUM_GZIP} allowed");
    assert!(gzip <= MAXIMUM_GZIP, "the engine has {gzip} bytes compressed, more than {MAXIMUM_GZIP}");
}
