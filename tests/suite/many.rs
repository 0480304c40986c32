//! Many plans: one table, one document, the same on every number of threads.

use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Seek, SeekFrom, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use super::{TODAY, root, run, status, stderr, stdout};

const FORMATS: [&str; 9] = ["human", "json", "jsonl", "sarif", "github", "junit", "csv", "schemes-csv", "markdown"];

/// A plan that is like no other of its neighbours.
fn plan(number: usize) -> String {
    let mut text =
        format!("scheme: {{ name: Scheme {number}, nation: england, stage: design }}\nsetup:\n  partnerships:\n");
    let _ = writeln!(text, "    steering_group: {}", if number.is_multiple_of(3) { "no" } else { "yes" });
    let _ = writeln!(text, "    meetings_per_year: {}", number % 7);
    if number.is_multiple_of(5) {
        let _ = writeln!(text, "    stearing_group: yes");
    }
    text
}

/// A folder with so many plans.
fn folder(count: usize) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..count {
        let within = folder.path().join(format!("part-{}", number % 4));
        fs::create_dir_all(&within).unwrap();
        fs::write(within.join(format!("plan-{number:04}.yaml")), plan(number)).unwrap();
    }
    folder
}

fn on_threads(folder: &Path, threads: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sp-plan"));
    command.current_dir(folder).args(arguments).env("RAYON_NUM_THREADS", threads);
    command.output().expect("the program starts")
}

#[test]
fn the_examples_in_one_table() {
    let table = run(&root(), &["check", "examples", "--today", TODAY]);
    assert_eq!((status(&table), stderr(&table)), (1, String::new()));
    insta::assert_snapshot!("table", stdout(&table));
    let coloured = stdout(&run(&root(), &["check", "examples", "--today", TODAY, "--color", "always"]));
    let (first, rest) = coloured.split_once('\u{1b}').unwrap();
    let uncoloured: String = rest.split('\u{1b}').map(|part| part.split_once('m').unwrap().1).collect();
    assert_eq!(format!("{first}{uncoloured}"), stdout(&table), "colour says nothing that the letters do not");
    let full = run(&root(), &["check", "examples", "--today", TODAY, "--all"]);
    assert_eq!(stdout(&full).matches("  Essential ingredient ").count(), 5);
    assert!(!stdout(&full).contains("Weakest ingredient"));
}

#[test]
fn a_hostile_file_does_not_stop_the_others() {
    let folder = folder(8);
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("part-0/binary.yaml", b"scheme: \0\xff\n");
    write("part-1/deep.yaml", format!("scheme: {}", "{a: ".repeat(100_000)).as_bytes());
    write("part-2/broken.yaml", b"scheme: [\n");
    write("part-2/latin.yaml", b"scheme: { name: Caf\xe9 }\n");
    // 50 MB of nothing, without writing them.
    let mut long = fs::File::create(folder.path().join("part-3/long.yaml")).unwrap();
    long.write_all(b"scheme: { name: A }\n").unwrap();
    long.seek(SeekFrom::Start(50 << 20)).unwrap();
    long.write_all(b"\n").unwrap();
    let table = run(folder.path(), &["check", ".", "missing.yaml", "--today", TODAY]);
    assert_eq!((status(&table), stderr(&table)), (2, String::new()));
    insta::assert_snapshot!("hostile_folder", stdout(&table));
    for format in FORMATS.into_iter().filter(|format| *format != "human") {
        let output = run(folder.path(), &["check", ".", "--today", TODAY, "--format", format]);
        assert_eq!(status(&output), 2, "{format}");
        let unread = stderr(&output);
        assert_eq!(unread.lines().count(), 3, "{format}: {unread}");
        assert!(unread.lines().all(|line| line.starts_with("sp-plan: ./part-")), "{format}: {unread}");
        assert!(stdout(&output).contains("plan-0007.yaml"), "{format}");
    }
}

#[test]
fn the_result_is_the_same_on_any_number_of_threads() {
    let folder = folder(150);
    fs::write(folder.path().join("part-1/broken.yaml"), "scheme: [\n").unwrap();
    fs::write(folder.path().join("part-2/binary.yaml"), b"scheme: \0\n").unwrap();
    for format in FORMATS {
        for all in [&[][..], &["--all"]] {
            let arguments = [&["check", ".", "--today", TODAY, "--format", format], all].concat();
            let (one, four) = (on_threads(folder.path(), "1", &arguments), on_threads(folder.path(), "4", &arguments));
            assert_eq!(status(&one), 2, "{format}");
            assert!(!one.stdout.is_empty(), "{format}");
            assert!(one == four, "{format}: other bytes on another number of threads");
        }
    }
}

#[test]
fn a_line_of_jsonl_is_a_plan_of_the_json_report() {
    let schema = fs::read_to_string(root().join("docs/report.schema.json")).unwrap();
    let mut schema: Value = serde_json::from_str(&schema).unwrap();
    for key in ["required", "properties", "additionalProperties"] {
        schema.as_object_mut().unwrap().remove(key);
    }
    schema["$ref"] = "#/$defs/line".into();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let output = |format: &str| stdout(&run(&root(), &["check", "examples", "--today", TODAY, "--format", format]));
    let report: Value = serde_json::from_str(&output("json")).unwrap();
    let plans = report["plans"].as_array().unwrap();
    let lines = output("jsonl");
    assert_eq!((lines.lines().count(), plans.len()), (5, 5));
    for (line, plan) in lines.lines().zip(plans) {
        let mut line: Value = serde_json::from_str(line).unwrap();
        let faults: Vec<String> = validator.iter_errors(&line).map(|error| error.to_string()).collect();
        assert!(faults.is_empty(), "{faults:#?}");
        let taken = |line: &mut Value, key: &str| line.as_object_mut().unwrap().remove(key);
        assert_eq!(taken(&mut line, "version"), Some(report["version"].clone()));
        assert_eq!(taken(&mut line, "question_set"), Some(report["question_set"].clone()));
        assert_eq!(line, *plan);
    }
    assert!(!validator.is_valid(&plans[0]), "without its versions it is no line");
}

#[test]
fn a_spreadsheet_has_a_row_for_each_scheme() {
    let folder = folder(9);
    fs::write(folder.path().join("part-3/broken.yaml"), "scheme: [\n").unwrap();
    fs::write(folder.path().join("part-3/odd.yaml"), "scheme: { name: \"=1+1, \\\"two\\\"\" }\n").unwrap();
    let text = stdout(&run(folder.path(), &["check", ".", "--today", TODAY, "--format", "schemes-csv"]));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().unwrap().clone();
    let ingredients = header.iter().skip(6).take(9).collect::<Vec<_>>();
    assert_eq!((ingredients[0], ingredients[8], header.len()), ("funding_commitment", "communication", 21));
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 11);
    let cell =
        |row: &csv::StringRecord, name: &str| row[header.iter().position(|column| column == name).unwrap()].to_owned();
    for row in &rows {
        let is_plan = cell(row, "readable") == "yes";
        for ingredient in &ingredients {
            let verdict = cell(row, ingredient);
            assert_eq!(["met", "partly_met", "missing", "unanswered"].contains(&verdict.as_str()), is_plan, "{row:?}");
        }
        assert_eq!(cell(row, "due").is_empty(), !is_plan);
    }
    assert!(rows.iter().any(|row| cell(row, "scheme") == "'=1+1, \"two\""), "no formula");
    assert_eq!(rows.iter().filter(|row| cell(row, "readable") == "no").count(), 1);
}

#[test]
fn of_very_many_plans_the_table_shows_the_weakest() {
    let folder = folder(203);
    fs::write(folder.path().join("part-0/good.yaml"), fs::read_to_string(root().join("examples/good.yaml")).unwrap())
        .unwrap();
    let table = stdout(&run(folder.path(), &["check", ".", "--today", TODAY]));
    assert!(table.starts_with("204 plans, of which these 40 are the weakest"), "{table}");
    assert_eq!(table.lines().filter(|line| line.contains("plan-0")).count(), 40);
    assert!(!table.contains("good.yaml"), "the strongest is not among the weakest");
    // Every plan is counted for every ingredient.
    let counted = table.lines().skip_while(|line| !line.contains("Essential ingredient")).skip(1).take(9);
    for line in counted {
        let numbers: Vec<usize> = line.split_whitespace().rev().take(4).map(|number| number.parse().unwrap()).collect();
        assert_eq!(numbers.iter().sum::<usize>(), 204, "{line}");
    }
}

#[test]
fn a_reader_that_has_seen_enough_ends_it_quietly() {
    let folder = folder(150);
    for format in FORMATS {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sp-plan"));
        command.current_dir(folder.path()).args(["check", ".", "--all", "--today", TODAY, "--format", format]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = [0; 10];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(stderr(&output), "", "{format}");
        assert!(output.status.code().is_some(), "{format}: ended by itself");
    }
}
