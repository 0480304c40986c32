//! The formats of `check` as others read them: SARIF by its schema, CSV, XML and Markdown by other people's parsers. What
//! a plan says stays text in each of them.

use std::fs;

use pulldown_cmark::{Options, Parser};
use roxmltree::{Document, Node};
use scraper::{Html, Selector};
use serde_json::Value;
use sp_plan_engine::check::{CheckOptions, Report, check};
use sp_plan_engine::place::{LineIndex, SourceText};
use sp_plan_report::{csv as table, github, json, junit, markdown, sarif};

use super::{TODAY, catalogue, root, run, status, stderr, stdout};

const FORMATS: [&str; 7] = ["json", "sarif", "github", "junit", "csv", "markdown", "html"];

/// Texts that mean something in one of the formats.
const HOSTILE: [&str; 14] = [
    "=cmd|' /C calc'!A0",
    "+1",
    "@sum",
    "\tindented",
    "'quoted' and ''twice''",
    "say \"when\", or 'then'",
    "one\ntwo\r\nthree",
    "<script>alert(1)</script> &amp; ]]> -->",
    "a | b ||",
    "::error::100 %0A, 5 %",
    "[link](http://x.invalid) ![i](j) `c` *b* _e_ ~~s~~ # h #",
    "{0} {{1}} \\",
    "- x\n1. y\n> z\n===\n",
    "plan: Café, 測試",
];

type Plans = Vec<(SourceText, Report)>;

fn checked(name: &str, text: &str) -> (SourceText, Report) {
    let options = CheckOptions { today: TODAY.parse().unwrap(), stage: None };
    (SourceText::new(name, text), check(&catalogue(), text, options))
}

fn example(name: &str) -> (SourceText, Report) {
    let path = format!("examples/{name}.yaml");
    let text = fs::read_to_string(root().join(&path)).unwrap();
    checked(&path, &text)
}

/// The flawed plan as if everything that a plan can say were this text.
fn hostile(text: &str) -> Plans {
    let (mut source, mut report) = example("flawed");
    source.name = format!("{text}.yaml");
    report.scheme = Some(text.to_owned());
    for finding in &mut report.findings {
        text.clone_into(&mut finding.message);
        finding.help = Some(text.to_owned());
        finding.label = Some(text.to_owned());
        finding.related.iter_mut().for_each(|related| text.clone_into(&mut related.label));
    }
    for action in &mut report.actions {
        text.clone_into(&mut action.text);
        action.owner = Some(text.to_owned());
    }
    vec![(source, report)]
}

fn broken() -> (SourceText, Report) {
    checked("broken.yaml", "scheme: [\n")
}

/// Everything that a format has to stand: sound, flawed, unreadable, several, none, and hostile plans.
fn everything() -> Vec<Plans> {
    let mut all = vec![
        vec![example("good")],
        vec![example("flawed")],
        vec![example("blank")],
        vec![broken()],
        vec![example("good"), broken(), example("flawed")],
        vec![checked("bom.yaml", "\u{feff}scheme: { nam: A }\r\nsetup: 3\r\n")],
        Vec::new(),
    ];
    all.extend(HOSTILE.map(hostile));
    all
}

fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_flawed_plan_in_each_format() {
    // JSON has a schema, and of HTML the structure is looked at in `reports`.
    for format in FORMATS.into_iter().filter(|format| !["json", "html"].contains(format)) {
        let output = run(&root(), &["check", "examples/flawed.yaml", "--today", TODAY, "--format", format]);
        assert_eq!((status(&output), stderr(&output)), (1, String::new()), "{format}");
        let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
        let text = stdout(&output).replace(&version, "\"version\": \"(of the program)\"");
        insta::with_settings!({ snapshot_suffix => format }, { insta::assert_snapshot!("flawed", text) });
    }
}

/// The embedded handbook is taken from bytes, of which a check reads only what it needs; one's own is read from YAML.
#[test]
fn every_format_says_the_same_whether_the_handbook_is_compiled_or_read() {
    for format in FORMATS.into_iter().chain(["human", "jsonl", "schemes-csv"]) {
        let check = ["check", "examples/flawed.yaml", "--today", TODAY, "--format", format];
        let compiled = run(&root(), &check);
        let read = run(&root(), &[&["--handbook", "."], &check[..]].concat());
        assert_eq!(stdout(&compiled), stdout(&read), "{format}");
        assert_eq!(status(&compiled), status(&read), "{format}");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_told_apart_from_the_report() {
    for format in FORMATS {
        let output =
            run(&root(), &["check", "missing.yaml", "examples/good.yaml", "--today", TODAY, "--format", format]);
        assert_eq!(status(&output), 2, "{format}");
        assert!(stderr(&output).starts_with("sp-plan: missing.yaml: there is no such file"), "{format}");
        assert!(!stdout(&output).contains("missing.yaml"), "{format}");
    }
}

#[test]
fn every_finding_is_in_every_format() {
    let catalogue = catalogue();
    let plans = vec![example("flawed"), broken()];
    let count: usize = plans.iter().map(|(_, report)| report.findings.len()).sum();
    let xml = junit::plans(&catalogue, &plans).unwrap();
    let xml = Document::parse(&xml).unwrap();
    let output: String =
        xml.descendants().filter(|node| node.has_tag_name("system-out")).filter_map(|node| node.text()).collect();
    let formats = [
        ("json", json::plans(&catalogue, &plans).unwrap()),
        ("sarif", sarif::plans(&catalogue, &plans).unwrap()),
        ("github", github::plans(&plans).replace("%25", "%")),
        ("junit", output),
        ("csv", table::plans(&plans)),
        ("markdown", markdown::plans(&catalogue, &plans).unwrap().replace('\\', "")),
    ];
    for (format, text) in formats {
        for finding in plans.iter().flat_map(|(_, report)| &report.findings) {
            let quotes = match format {
                "json" | "sarif" => finding.message.replace('"', "\\\""),
                "csv" => finding.message.replace('"', "\"\""),
                _ => finding.message.clone(),
            };
            let message = if format == "sarif" { quotes.replace('{', "{{").replace('}', "}}") } else { quotes };
            assert!(text.contains(&finding.id) && text.contains(&message), "{format}: {message}");
        }
    }
    assert_eq!(github::plans(&plans).lines().count(), count);
    assert_eq!(markdown::plans(&catalogue, &plans).unwrap().matches("\n- **Line ").count(), count);
}

#[test]
fn sarif_follows_its_schema_and_its_own_references() {
    let schema = fs::read_to_string(root().join("tests/schemas/sarif-2.1.0.json")).unwrap();
    // The pattern of languages, which is not used here, has a bracket too many for a regular expression.
    let schema: Value = serde_json::from_str(&schema.replace("{2}]?$", "{2}$")).unwrap();
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    let catalogue = catalogue();
    for plans in everything() {
        let log: Value = serde_json::from_str(&sarif::plans(&catalogue, &plans).unwrap()).unwrap();
        let faults: Vec<String> =
            validator.iter_errors(&log).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(faults.is_empty(), "{faults:#?}");
        let results = log["runs"][0]["results"].as_array().unwrap();
        let rules = &log["runs"][0]["tool"]["driver"]["rules"];
        let findings: Vec<_> = plans
            .iter()
            .flat_map(|(source, report)| report.findings.iter().map(move |finding| (source, finding)))
            .collect();
        assert_eq!(results.len(), findings.len());
        for (result, (source, finding)) in results.iter().zip(findings) {
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(
                (&result["ruleId"], &rules[index]["id"]),
                (&Value::from(finding.id.as_str()), &result["ruleId"])
            );
            let region = &result["locations"][0]["physicalLocation"]["region"];
            let number = |key: &str| usize::try_from(region[key].as_u64().unwrap()).unwrap();
            let end = number("byteOffset") + number("byteLength");
            assert_eq!(finding.place.span.range(), number("byteOffset")..end);
            let lines = LineIndex::new(&source.text);
            assert_eq!((number("startLine"), number("startColumn")), lines.line_and_column(number("byteOffset")));
            assert_eq!((number("endLine"), number("endColumn")), lines.line_and_column(end));
        }
    }
    let empty = serde_json::json!({ "version": "2.1.0" });
    assert!(!validator.is_valid(&empty), "the schema refuses what is not SARIF");
}

#[test]
fn csv_gives_back_what_it_was_given() {
    for plans in everything() {
        let text = table::plans(&plans);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        assert_eq!(reader.headers().unwrap().iter().collect::<Vec<_>>(), table::HEADER);
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let findings: Vec<_> = plans.iter().flat_map(|(_, report)| &report.findings).collect();
        assert_eq!(rows.len(), findings.len());
        for (row, finding) in rows.iter().zip(findings) {
            assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])), "{row:?}");
            let cell = |at: usize| row[at].strip_prefix('\'').unwrap_or(&row[at]);
            assert_eq!((cell(4), cell(5)), (finding.id.as_str(), finding.message.as_str()));
            assert_eq!(cell(6), finding.help.as_deref().unwrap_or_default());
            assert_eq!(cell(7), finding.path.as_deref().unwrap_or_default());
            assert_eq!(cell(8), finding.ingredients.join(";"));
        }
    }
}

#[test]
fn github_reads_one_command_a_finding() {
    for text in HOSTILE {
        let plans = hostile(text);
        let commands = github::plans(&plans);
        assert_eq!(commands.lines().count(), plans[0].1.findings.len(), "{text:?}");
        for (command, finding) in commands.lines().zip(&plans[0].1.findings) {
            let (head, message) = command.strip_prefix("::").unwrap().split_once("::").unwrap();
            let undone = message.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%");
            assert_eq!(undone, format!("{text}\n{text}"));
            let (level, properties) = head.split_once(' ').unwrap();
            assert!(["error", "warning", "notice"].contains(&level));
            let keys: Vec<&str> = properties.split(',').map(|pair| pair.split_once('=').unwrap().0).collect();
            assert!(keys[..2] == ["file", "line"] && keys[keys.len() - 1] == "title", "{properties}");
            assert!(properties.ends_with(&format!("title={}", finding.id)), "{properties}");
        }
    }
}

#[test]
fn junit_is_xml_that_counts_right() {
    let catalogue = catalogue();
    for plans in everything() {
        let text = junit::plans(&catalogue, &plans).unwrap();
        let document = Document::parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        let suites: Vec<Node<'_, '_>> = document.descendants().filter(|node| node.has_tag_name("testsuite")).collect();
        assert_eq!(suites.len(), plans.len());
        for (suite, (_, report)) in suites.iter().zip(&plans) {
            let count = |name: &str| suite.descendants().filter(|node| node.has_tag_name(name)).count().to_string();
            for (attribute, element) in [("tests", "testcase"), ("failures", "failure"), ("skipped", "skipped")] {
                assert_eq!(suite.attribute(attribute), Some(count(element).as_str()), "{attribute}");
            }
            let output = suite.children().find(|node| node.has_tag_name("system-out")).and_then(|node| node.text());
            for finding in &report.findings {
                assert!(output.unwrap().contains(&finding.message), "{}", finding.message);
            }
        }
    }
    // What XML cannot hold is replaced where it stands.
    let bell = junit::plans(&catalogue, &hostile("bell \u{7} \u{1b}[1m \u{fffe}")).unwrap();
    assert!(Document::parse(&bell).unwrap().descendants().any(|node| {
        node.attribute("message").is_some_and(|message| message.contains("bell \u{fffd} \u{fffd}[1m \u{fffd}"))
    }));
}

#[test]
fn markdown_shows_what_a_plan_says_as_text() {
    let catalogue = catalogue();
    for text in HOSTILE {
        let plans = hostile(text);
        let rendered = rendered(&markdown::plans(&catalogue, &plans).unwrap());
        let page = Html::parse_fragment(&rendered);
        let count = |selector: &str| page.select(&Selector::parse(selector).unwrap()).count();
        assert_eq!(count("script, a, img, code, em, del, ol, pre, blockquote, hr, ul ul"), 0, "{text:?}: {rendered}");
        let (_, report) = &plans[0];
        let rows = report.ingredients.len() + report.actions.len();
        let entry = Selector::parse("li").unwrap();
        let entries: Vec<String> =
            page.select(&entry).map(|entry| in_one_line(&entry.text().collect::<String>())).collect();
        // The other lists are workings.
        let findings: Vec<&String> = entries.iter().filter(|entry| entry.starts_with("Line ")).collect();
        assert_eq!((count("h1"), findings.len(), count("tbody tr")), (1, report.findings.len(), rows), "{text:?}");
        assert_eq!(count("tbody td"), report.ingredients.len() * 5 + report.actions.len() * 5, "{text:?}");
        let heading = page.select(&Selector::parse("h1").unwrap()).next().unwrap();
        assert_eq!(in_one_line(&heading.text().collect::<String>()), in_one_line(text));
        for entry in findings {
            assert!(entry.contains(&format!("· {} What to do: {}", in_one_line(text), in_one_line(text))), "{entry}");
        }
    }
    let several = rendered(&markdown::plans(&catalogue, &[example("good"), broken(), example("flawed")]).unwrap());
    let page = Html::parse_fragment(&several);
    let headings: Vec<String> =
        page.select(&Selector::parse("h1, h2").unwrap()).map(|node| node.text().collect()).collect();
    assert_eq!(headings.len(), 4, "{headings:?}");
    assert_eq!((headings[0].as_str(), headings[2].as_str()), ("3 plans", "broken.yaml"));
}

fn rendered(text: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_MATH;
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, Parser::new_ext(text, options));
    html
}
