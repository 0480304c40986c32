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
const MAXIMUM_GZIP: u64 = 332 << 10;

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

/// A request that a page would send.
fn request(plan: &str, today: &str) -> String {
    json!({ "plan": { "name": "plan.yaml", "text": plan }, "today": today }).to_string()
}

/// Requests by name. Every one of them has an answer, whatever is wrong with it.
fn requests(catalogue: &Catalogue) -> Vec<(&'static str, String)> {
    let ask = |plan: &str| request(plan, "2026-12-31");
    let deep = format!("scheme: {}", "{a: ".repeat(100_000));
    let aliases = format!("a: &a [{}]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n", "x, ".repeat(1_000));
    vec![
        ("blank", ask(&blank_plan(catalogue, BlankOptions::default()))),
        ("good", ask(include_str!("../../examples/good.yaml"))),
        ("flawed", ask(include_str!("../../examples/flawed.yaml"))),
        ("small", ask(SMALL)),
        ("empty", ask("")),
        ("unreadable", ask("scheme: [1, 2\nsetup: \"no end\n\ttab: :\n")),
        ("deep", ask(&deep)),
        ("dashes", ask(&"- ".repeat(100_000))),
        ("aliases", ask(&aliases)),
        ("staged", ask(SMALL).replace("\"today\"", "\"stage\":\"live\",\"today\"")),
        ("malformed", "{\"plan\": [".to_owned()),
        ("no_date", request(SMALL, "31/12/2026")),
    ]
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
        let failed = native.contains("\"failure\"");
        let expected = ["malformed", "no_date"].contains(name);
        assert_eq!(failed, expected, "`{name}` is not answered as it was meant to be: {native:.400}");
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
