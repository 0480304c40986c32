//! The JSON Schema of a plan, the schema of the JSON report, and what they say of every fixture.

use std::fs;

use serde_json::{Map, Value, json};
use sp_plan_engine::place::FileId;
use sp_plan_engine::yaml::{self, Node};

use super::{TODAY, catalogue, root, run, stdout};

/// A plan as an editor's YAML reader gives it: plain words become numbers, truth and nothing by YAML 1.2's core rules.
fn as_json(node: &Node) -> Value {
    if let Some(values) = node.sequence() {
        return Value::Array(values.iter().map(as_json).collect());
    }
    if let Some(mapping) = node.mapping() {
        let pairs = mapping.entries.iter().map(|entry| (entry.key.clone(), as_json(&entry.value)));
        return Value::Object(pairs.collect::<Map<_, _>>());
    }
    let Some(scalar) = node.scalar() else { return Value::Null };
    if !scalar.plain {
        return json!(scalar.text);
    }
    match scalar.text.as_str() {
        "" | "~" | "null" => Value::Null,
        "true" | "True" | "TRUE" => json!(true),
        "false" | "False" | "FALSE" => json!(false),
        text => match (text.parse::<i64>(), text.parse::<f64>()) {
            (Ok(number), _) => json!(number),
            (_, Ok(number))
                if number.is_finite() && text.starts_with(|first: char| first.is_ascii_digit() || first == '-') =>
            {
                json!(number)
            }
            _ => json!(text),
        },
    }
}

pub(super) fn plan(text: &str) -> Value {
    as_json(&yaml::parse(text, FileId::PLAN).root.unwrap())
}

fn schema() -> Value {
    let text = stdout(&run(&root(), &["schema"]));
    serde_json::from_str(&text).unwrap()
}

#[test]
fn the_schema_of_a_plan_is_a_schema() {
    let schema = schema();
    assert!(jsonschema::meta::is_valid(&schema));
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    let question = &schema["properties"]["setup"]["properties"]["partnerships"]["properties"]["steering_group"];
    assert!(question["description"].as_str().unwrap().starts_with("Is there a steering group"), "{question}");
    let nation = &schema["properties"]["scheme"]["properties"]["nation"]["anyOf"][1]["oneOf"];
    assert_eq!(nation[0]["const"], "england");
}

#[test]
fn the_schema_accepts_every_sound_plan() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    for name in ["blank", "good", "cullompton-2017", "rotherham-2017"] {
        let text = fs::read_to_string(root().join(format!("examples/{name}.yaml"))).unwrap();
        let faults: Vec<String> =
            validator.iter_errors(&plan(&text)).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(faults.is_empty(), "{name}: {faults:#?}");
    }
}

#[test]
fn the_schema_accepts_every_example_answer() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    for question in catalogue().questions.all() {
        let Some(example) = &question.example else { continue };
        let nested = question.path.rsplit('.').fold(as_json(example), |inner, key| json!({ key: inner }));
        let faults: Vec<String> = validator.iter_errors(&nested).map(|error| error.to_string()).collect();
        assert!(faults.is_empty(), "{}: {faults:?}", question.path);
    }
}

#[test]
fn the_schema_refuses_what_the_checker_cannot_read() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    for text in [
        "schem: {}",
        "setup: { aim: { cleer: yes } }",
        "setup: { partnerships: { steering_group: maybe } }",
        "setup: { partnerships: { meetings_per_year: often } }",
        "setup: { partnerships: { meetings_per_year: 90 } }",
        "setup: { partnerships: { steering_members: gp } }",
        "setup: { partnerships: { steering_members: [gpp] } }",
        "scheme: { starts: 1/4/2027 }",
        "scheme: { starts: { answer: 2027-04-01, ownr: A } }",
        "scheme: { nation: { answer: wales, confirmed: perhaps } }",
        "scheme: { name: { answer: not_applicable_at_all, review: soon } }",
        "evaluation: { approach: { budget: lots } }",
        "evaluation: { collection: { period: 6 } }",
        "link_workers: { team: { posts: [{ fte: 1 }] } }",
        "link_workers: { team: { posts: { post: A } } }",
    ] {
        assert!(!validator.is_valid(&plan(text)), "{text}");
    }
}

#[test]
fn the_flawed_plan_is_refused_where_the_checker_cannot_read_it() {
    let validator = jsonschema::validator_for(&schema()).unwrap();
    let text = fs::read_to_string(root().join("examples/flawed.yaml")).unwrap();
    assert!(!validator.is_valid(&plan(&text)));
}

#[test]
fn the_json_report_follows_its_schema() {
    let schema: Value =
        serde_json::from_str(&fs::read_to_string(root().join("docs/report.schema.json")).unwrap()).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    let validator = jsonschema::validator_for(&schema).unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("broken.yaml"), "scheme: [\n").unwrap();
    let broken = folder.path().join("broken.yaml").display().to_string();
    for plan in ["examples/good.yaml", "examples/flawed.yaml", "examples/blank.yaml", "examples", &broken] {
        let text = stdout(&run(&root(), &["check", plan, "--today", TODAY, "--format", "json"]));
        let report: Value = serde_json::from_str(&text).unwrap();
        let faults: Vec<String> =
            validator.iter_errors(&report).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(faults.is_empty(), "{plan}: {faults:#?}");
    }
}
