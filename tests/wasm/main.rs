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
use sp_plan::load::HandbookFiles;
use sp_plan_engine::blank::{BlankOptions, blank_plan};
use sp_plan_engine::wire;

/// The most that the module may weigh on its way to a page, compressed.
const MAXIMUM_GZIP: u64 = 225 << 10;

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
fn request(handbook: &[Value], plan: &str, today: &str) -> String {
    json!({ "handbook": handbook, "plan": { "name": "plan.yaml", "text": plan }, "today": today }).to_string()
}

/// Requests by name. Every one of them has an answer, whatever is wrong with it.
fn requests() -> Vec<(&'static str, String)> {
    let files = HandbookFiles::embedded();
    let handbook: Vec<Value> =
        files.checklists.iter().map(|file| json!({ "name": file.name, "text": file.text })).collect();
    let ask = |plan: &str| request(&handbook, plan, "2026-12-31");
    let catalogue = files.catalogue().catalogue;
    let deep = format!("scheme: {}", "{a: ".repeat(100_000));
    let aliases = format!("a: &a [{}]\nb: &b [*a, *a, *a]\nc: [*b, *b, *b]\n", "x, ".repeat(1_000));
    vec![
        ("blank", ask(&blank_plan(&catalogue, BlankOptions::default()))),
        ("small", ask(SMALL)),
        ("empty", ask("")),
        ("unreadable", ask("scheme: [1, 2\nsetup: \"no end\n\ttab: :\n")),
        ("deep", ask(&deep)),
        ("dashes", ask(&"- ".repeat(100_000))),
        ("aliases", ask(&aliases)),
        ("staged", ask(SMALL).replace("\"today\"", "\"stage\":\"live\",\"today\"")),
        ("malformed", "{\"handbook\": [".to_owned()),
        ("no_date", request(&handbook, SMALL, "31/12/2026")),
        ("bad_handbook", request(&[json!({ "name": "a.yaml", "text": "checklist: [" })], SMALL, "2026-12-31")),
    ]
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
    let engine = live_engine::bytes().expect(
        "the program was built without the pages' engine; the build's warning says why (`touch build.rs` and build again)",
    );
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    fs::write(folder.path().join("engine.wasm"), engine).expect("the engine is written");
    let requests = requests();
    for (name, request) in &requests {
        fs::write(folder.path().join(format!("{name}.request.json")), request).expect("a request is written");
    }

    let about = run(folder.path());
    println!("{about}");

    for (name, request) in &requests {
        let native = wire::answer(request);
        for round in ["first", "second"] {
            let answer = fs::read(folder.path().join(format!("{name}.{round}.json"))).expect("an answer is read");
            let answer = String::from_utf8(answer).expect("answers are UTF-8");
            assert!(
                answer == native,
                "`{name}` ({round} round) differs.\nprogram: {native:.400}\npage:    {answer:.400}"
            );
        }
        let failed = native.contains("\"failure\"");
        let expected = ["malformed", "no_date", "bad_handbook"].contains(name);
        assert_eq!(failed, expected, "`{name}` is not answered as it was meant to be: {native:.400}");
    }
    assert_eq!(about["imports"], json!([]), "a page would have to provide what the module imports");
    for export in ["allocate", "check", "memory", "release", "version"] {
        assert!(about["exports"].as_array().expect("a list").contains(&json!(export)), "`{export}` is not exported");
    }
    assert_eq!(about["version"], wire::VERSION);
    assert!(about["memory"].as_u64().expect("a number") <= MAXIMUM_MEMORY, "too much memory: {about}");
}

#[test]
fn the_engine_in_the_pages_is_small() {
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    let engine = live_engine::bytes().expect("the program was built with the pages' engine");
    fs::write(folder.path().join("engine.wasm"), engine).expect("the engine is written");
    let gzip = run(folder.path())["gzip"].as_u64().expect("a number");
    println!("the engine has {gzip} bytes compressed, of {MAXIMUM_GZIP} allowed");
    assert!(gzip <= MAXIMUM_GZIP, "the engine has {gzip} bytes compressed, more than {MAXIMUM_GZIP}");
}
