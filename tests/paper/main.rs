//! The reports in the pages against those of the program: the same requests, the same texts, byte for byte.
//!
//! The module runs under Node, in `run.mjs`; what it makes is compared with what the program prints on its standard
//! output.

#![allow(clippy::expect_used, clippy::panic, reason = "what these tests cannot do is a failure of theirs")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use sp_plan::live_engine;
use sp_plan::load::{HandbookFiles, compiled_catalogue};
use sp_plan_engine::wire;
use sp_plan_report::making::Kind;
use sp_plan_report::templates::for_pages;
use tempfile::TempDir;

/// The most that the module may weigh on its way to a page, compressed. It holds the engine and the template language with
/// all its filters, since a handbook's own templates may use any; a page loads it only when somebody asks for a report.
const MAXIMUM_GZIP: u64 = 600 << 10;

/// The most memory that the requests below may take.
const MAXIMUM_MEMORY: u64 = 100 << 20;

/// The day on which plans are judged.
const TODAY: &str = "2026-11-22";

/// What a plan says means something in each of the formats.
const HOSTILE: &str = "\
sp_plan: \"1.0\"
scheme:
  name: \"=cmd|' /C calc'!A0, \\\"Rivière\\\"; <b>\\\\n 測試 🙂\"
  nation: england
  stage: design
  pilot_starts: 2027-01-11
  starts: 2027-04-01
  plan_owner: \"@sum\\r\\nBEGIN:VEVENT\"
setup:
  partnerships:
    steering_group:
      answer: planned
      owner: \"+1; <script>alert(1)</script>\"
      due: 2026-11-21
    champions:
      answer: planned
      owner: \"a, b | c\\\\\"
      due: 2026-12-24
    no_such_question: \"{{ 7 * 7 }}\"
";

/// Neither YAML nor a plan.
const UNREADABLE: &str = "scheme: [1, 2\nsetup: \"no end\n";

/// A request of a page, and the command that prints the same.
struct Pair {
    name: String,
    request: Value,
    command: Vec<String>,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The command whose output a page's document is.
fn command(kind: Kind, plan: &str) -> Vec<String> {
    let words: &[&str] = match kind {
        Kind::PaperHtml => &["report", "--format", "html"],
        Kind::PaperMarkdown => &["report", "--format", "markdown"],
        Kind::CheckHtml => &["check", "--format", "html"],
        Kind::CheckMarkdown => &["check", "--format", "markdown"],
        Kind::ChecklistHtml => &["report", "--checklist", "--format", "html"],
        Kind::ChecklistMarkdown => &["report", "--checklist", "--format", "markdown"],
        Kind::ActionsCsv => &["report", "--format", "actions-csv"],
        Kind::ActionsCalendar => &["report", "--format", "actions-calendar"],
    };
    words.iter().chain(&["--today", TODAY, plan]).map(|&word| word.to_owned()).collect()
}

/// Every document about a plan.
fn pairs(plan: &str, text: &str) -> Vec<Pair> {
    let pair = |kind: Kind| Pair {
        name: format!("{}.{}", Path::new(plan).file_stem().expect("a file").display(), kind.word()),
        request: json!({ "format": kind.word(), "plan": { "name": plan, "text": text }, "today": TODAY }),
        command: command(kind, plan),
    };
    Kind::ALL.into_iter().map(pair).collect()
}

fn difference(name: &str, old: (&str, &str), new: (&str, &str), then: Option<&str>) -> Pair {
    let file = |(name, text): (&str, &str)| json!({ "name": name, "text": text });
    let mut request = json!({ "format": "difference-markdown", "old": file(old), "plan": file(new), "today": TODAY, "stage": "live" });
    let mut command = vec!["diff", "--format", "markdown", "--today", TODAY, "--stage", "live", old.0, new.0];
    if let Some(then) = then {
        request["then"] = json!(then);
        command.extend(["--then", then]);
    }
    Pair { name: name.to_owned(), request, command: command.into_iter().map(str::to_owned).collect() }
}

/// A folder with the module and a handbook, as `run.mjs` wants it.
fn folder(catalogue: &[u8], templates: &str, requests: &[(&str, String)]) -> TempDir {
    let module = live_engine::paper().expect(
        "the program was built without the pages' reports; the build's warning says why (`touch build.rs` and build again)",
    );
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).expect("a file is written");
    write("paper.wasm", module);
    write("catalogue.compiled", catalogue);
    write("templates.json", templates.as_bytes());
    for (name, request) in requests {
        write(&format!("{name}.request.json"), request.as_bytes());
    }
    folder
}

/// The same with the handbook that the program carries.
fn embedded(requests: &[(&str, String)]) -> TempDir {
    let catalogue = compiled_catalogue().expect("the checklists are sound");
    folder(catalogue, &for_pages(&HandbookFiles::embedded().templates), requests)
}

/// Runs the module under Node on all requests in a folder; gives what the run says of itself.
fn run(folder: &Path) -> Value {
    let output = Command::new("node").arg(root().join("tests/paper/run.mjs")).arg(folder).output();
    let output = output.unwrap_or_else(|error| {
        panic!("this test runs the pages' reports under Node.js, which cannot be started ({error}); install Node.js 20 or later and put `node` on the PATH")
    });
    assert!(output.status.success(), "the run failed:\n{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("the run prints JSON")
}

/// What the program prints.
fn printed(folder: &Path, handbook: Option<&Path>, command: &[String]) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_sp-plan"));
    program.current_dir(folder).args(command);
    if let Some(handbook) = handbook {
        program.arg("--handbook").arg(handbook);
    }
    String::from_utf8(program.output().expect("the program starts").stdout).expect("results are UTF-8")
}

fn answered(folder: &Path, name: &str) -> Value {
    let text = fs::read(folder.join(name)).expect("an answer is read");
    serde_json::from_slice(&text).expect("answers are JSON in UTF-8")
}

/// Asserts that the pages have each text as the program prints it, when both work in `plans`.
fn assert_same(plans: &Path, handbook: Option<&Path>, folder: &Path, pairs: &[Pair]) {
    for Pair { name, command, .. } in pairs {
        let program = printed(plans, handbook, command);
        for round in ["first", "second"] {
            let answer = answered(folder, &format!("{name}.{round}.json"));
            if program.is_empty() {
                let failure = answer["failure"].as_str().unwrap_or_default();
                assert!(
                    failure.contains("cannot be read as a plan"),
                    "`{name}` has no text in the program: {answer:.400}"
                );
                continue;
            }
            let page = answer["text"].as_str().unwrap_or_else(|| panic!("`{name}` has no text: {answer:.400}"));
            assert!(
                page == program,
                "`{name}` ({round} round) differs.\nprogram: {program:.400}\npage:    {page:.400}"
            );
        }
    }
}

#[test]
fn the_reports_in_the_pages_are_those_of_the_program() {
    let examples = ["examples/good.yaml", "examples/flawed.yaml", "examples/blank.yaml"];
    let text = |path: &str| fs::read_to_string(root().join(path)).expect("an example is read");
    let [good, flawed, blank] = examples.map(text);
    let mut of_examples: Vec<Pair> =
        examples.iter().zip([&good, &flawed, &blank]).flat_map(|(path, text)| pairs(path, text)).collect();
    of_examples.push(difference("flawed-good", (examples[1], &flawed), (examples[0], &good), None));
    of_examples.push(difference("good-flawed", (examples[0], &good), (examples[1], &flawed), Some("2026-01-31")));
    let plans = tempfile::tempdir().expect("a folder for temporary files");
    let mut of_files = Vec::new();
    for (name, text) in [("hostile.yaml", HOSTILE), ("unreadable.yaml", UNREADABLE)] {
        fs::write(plans.path().join(name), text).expect("a plan is written");
        of_files.extend(pairs(name, text));
    }
    of_files.push(difference("unread", ("unreadable.yaml", UNREADABLE), ("hostile.yaml", HOSTILE), None));

    let requests: Vec<(&str, String)> =
        of_examples.iter().chain(&of_files).map(|pair| (pair.name.as_str(), pair.request.to_string())).collect();
    let folder = embedded(&requests);
    let about = run(folder.path());
    println!("{about}");

    assert_same(&root(), None, folder.path(), &of_examples);
    assert_same(plans.path(), None, folder.path(), &of_files);
    assert_eq!(about["imports"], json!([]), "a page would have to provide what the module imports");
    for export in ["allocate", "load", "make", "memory", "release", "templates", "version"] {
        assert!(about["exports"].as_array().expect("a list").contains(&json!(export)), "`{export}` is not exported");
    }
    assert_eq!(about["version"], wire::VERSION);
    assert!(about["memory"].as_u64().expect("a number") <= MAXIMUM_MEMORY, "too much memory: {about}");
    assert_eq!(about["trap"], "RuntimeError", "more memory than there is cannot be had");
    let first = requests.iter().map(|(name, _)| *name).min().expect("there are requests");
    assert_eq!(
        answered(folder.path(), "after_trap.answer.json"),
        answered(folder.path(), &format!("{first}.first.json"))
    );
}

#[test]
fn what_cannot_be_answered_says_why() {
    let plan = json!({ "name": "plan.yaml", "text": "scheme: { name: A }\n" });
    let requests = [
        ("a", json!({ "format": "pdf", "plan": plan, "today": TODAY }).to_string(), "`format` is one of paper-html, "),
        ("b", json!({ "format": "paper-html", "plan": plan, "today": "22/11/2026" }).to_string(), "`today` is a date"),
        ("c", json!({ "format": "difference-markdown", "plan": plan, "today": TODAY }).to_string(), "needs `old`"),
        (
            "d",
            json!({ "format": "paper-html", "plan": plan, "today": TODAY, "stage": "late" }).to_string(),
            "`stage` is design, pilot or live",
        ),
        ("e", "{\"plan\": [".to_owned(), "EOF while parsing"),
    ];
    let sent = requests.clone().map(|(name, request, _)| (name, request));
    let folder = embedded(&sent);
    run(folder.path());
    let failure = |name: &str| answered(folder.path(), name)["failure"].as_str().unwrap_or_default().to_owned();
    for (name, _, why) in &requests {
        let said = failure(&format!("{name}.first.json"));
        assert!(said.contains(why), "`{name}`: {said}");
    }
    assert_eq!(failure("unloaded.answer.json"), "no handbook has been loaded");
    assert_eq!(failure("untemplated.answer.json"), "no templates have been loaded");
    assert!(failure("refused.answer.json").contains("not a catalogue of this version"));
    assert!(failure("faulty.answer.json").starts_with("templates/report/a.html:1: syntax error"));
    let loaded = answered(folder.path(), "load.answer.json");
    assert_eq!(loaded["question_set"], HandbookFiles::embedded().catalogue().catalogue.handbook.version);
}

/// A handbook of one's own brings its records and its templates to the pages.
#[test]
fn a_handbook_of_ones_own_has_its_own_reports_in_the_pages() {
    let own = tempfile::tempdir().expect("a folder for temporary files");
    for entry in walkdir::WalkDir::new(root().join("checklists")) {
        let entry = entry.expect("the checklists are listed");
        let to = own.path().join(entry.path().strip_prefix(root()).expect("it is within the root"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(to).expect("a folder is made");
        } else {
            fs::copy(entry.path(), to).expect("a file is copied");
        }
    }
    let templates = own.path().join("templates/report");
    fs::create_dir_all(&templates).expect("a folder is made");
    fs::write(templates.join("facts.html"), "<p>{{ facts | length }} facts of our own</p>\n")
        .expect("a template is written");
    let files = HandbookFiles::in_folder(own.path()).expect("it is a handbook");
    let plan = "examples/good.yaml";
    let pairs = pairs(plan, &fs::read_to_string(root().join(plan)).expect("an example is read"));
    let requests: Vec<(&str, String)> =
        pairs.iter().map(|pair| (pair.name.as_str(), pair.request.to_string())).collect();
    let folder = folder(&files.catalogue().catalogue.compile(), &for_pages(&files.templates), &requests);
    run(folder.path());
    assert_same(&root(), Some(own.path()), folder.path(), &pairs);
    let paper = answered(folder.path(), "good.paper-html.first.json");
    assert!(paper["text"].as_str().expect("a text").contains("facts of our own"));
}

#[test]
fn the_module_is_small() {
    let request = json!({ "format": "paper-markdown", "plan": { "name": "a", "text": "" }, "today": TODAY });
    let gzip = run(embedded(&[("a", request.to_string())]).path())["gzip"].as_u64().expect("a number");
    println!("the reports have {gzip} bytes compressed, of {MAXIMUM_GZIP} allowed");
    assert!(gzip <= MAXIMUM_GZIP, "the reports have {gzip} bytes compressed, more than {MAXIMUM_GZIP}");
}
