//! SARIF 2.1.0, for code scanning and for editors: one run, whose results are the findings of all plans.
//!
//! The types hold only what is written here. The handbook has no address of its own, and `helpUri` has to be absolute:
//! the relative page stands among a rule's and a result's properties.

use std::collections::HashMap;
use std::io;

use serde::Serialize;
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::Report;
use sp_plan_engine::finding::{Finding, Page, Severity};
use sp_plan_engine::message::Fault;
use sp_plan_engine::place::{LineIndex, Place, SourceText};

use super::document::{Document, whole};
use super::portable_path;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The findings of several plans as one SARIF log, which ends with a line break.
///
/// # Errors
///
/// None that these types can give; `serde_json` may.
pub fn plans(catalogue: &Catalogue, plans: &[(SourceText, Report)]) -> io::Result<String> {
    whole(Plans::new(catalogue), plans)
}

/// The place of the results in a log without any.
const NO_RESULTS: &str = "\"results\": []";

/// The document. The rules that it names stand before the results, so that it begins when all plans are known.
pub struct Plans<'a> {
    catalogue: &'a Catalogue,
    /// The rules in the order in which results first name them.
    rules: Vec<Rule>,
    positions: HashMap<String, usize>,
    artifacts: Vec<Artifact>,
    begun: bool,
}

impl<'a> Plans<'a> {
    /// A log without results.
    pub fn new(catalogue: &'a Catalogue) -> Self {
        Self { catalogue, rules: Vec::new(), positions: HashMap::new(), artifacts: Vec::new(), begun: false }
    }

    /// The log without its results: what stands before and after them.
    fn frame(&self) -> io::Result<(String, String)> {
        let run = Run {
            tool: Tool { driver: Driver { name: "sp-plan", version: env!("CARGO_PKG_VERSION"), rules: &self.rules } },
            column_kind: "unicodeCodePoints",
            artifacts: &self.artifacts,
            results: [],
            properties: RunProperties { question_set: &self.catalogue.handbook.version },
        };
        let text = serde_json::to_string_pretty(&Log { schema: SCHEMA, version: "2.1.0", runs: [run] })?;
        // Within a string of JSON its quotes would have backslashes, so that this stands there once.
        let (before, after) = text.split_once(NO_RESULTS).unwrap_or((&text, ""));
        Ok((before.to_owned(), after.to_owned()))
    }
}

impl Document for Plans<'_> {
    /// The plan's file, and its results with what the handbook says of their kind.
    type Part = (String, Vec<(SarifResult, Rule)>);

    fn part(&self, source: &SourceText, report: &Report) -> io::Result<Self::Part> {
        let writer = Writer { uri: uri(&source.name), lines: LineIndex::new(&source.text) };
        let results = report.findings.iter().map(|finding| (writer.result(finding), rule(self.catalogue, finding)));
        let results = results.collect();
        Ok((writer.uri, results))
    }

    fn add(&mut self, (uri, results): Self::Part) -> io::Result<String> {
        self.artifacts.push(Artifact { location: FileAddress { uri } });
        let mut text = String::new();
        for (mut result, rule) in results {
            let at = match self.positions.get(&rule.id) {
                Some(at) => *at,
                None => {
                    self.positions.insert(rule.id.clone(), self.rules.len());
                    self.rules.push(rule);
                    self.rules.len() - 1
                }
            };
            result.rule_index = Some(at);
            let written = serde_json::to_string_pretty(&result)?;
            // No string of JSON holds a line break as it is, so that every one begins a line of the document.
            let written = written.replace('\n', "\n        ");
            text.push_str(&format!("{}\n        {written}", if self.begun { "," } else { "" }));
            self.begun = true;
        }
        Ok(text)
    }

    fn waits(&self) -> bool {
        true
    }

    fn head(&self) -> io::Result<String> {
        Ok(format!("{}\"results\": [", self.frame()?.0))
    }

    fn foot(&self) -> io::Result<String> {
        let end = if self.begun { "\n      ]" } else { "]" };
        Ok(format!("{end}{}\n", self.frame()?.1))
    }
}

/// What is the same for all results of one plan.
struct Writer<'a> {
    uri: String,
    lines: LineIndex<'a>,
}

impl Writer<'_> {
    fn result(&self, finding: &Finding) -> SarifResult {
        let same_file = finding.related.iter().filter(|related| related.place.file == finding.place.file);
        let related = same_file.enumerate().map(|(at, related)| Location {
            id: Some(at + 1),
            message: Some(Message::new(&related.label)),
            place: self.physical(related.place),
        });
        let stop = if finding.message.ends_with(['.', '?', '!']) { "" } else { "." };
        let help = finding.help.as_ref().map(|help| format!("{stop} {help}")).unwrap_or_default();
        SarifResult {
            rule_id: finding.id.clone(),
            // Known when the plans are put together.
            rule_index: None,
            level: level(finding.severity),
            // Viewers show the first sentence where there is little room, and know nothing of help for one result.
            message: Message::new(&format!("{}{help}", finding.message)),
            locations: [Location {
                id: None,
                message: finding.label.as_deref().map(Message::new),
                place: self.physical(finding.place),
            }],
            related_locations: related.collect(),
            properties: ResultProperties {
                question: finding.path.clone(),
                ingredients: finding.ingredients.clone(),
                page: finding.page.as_ref().map(Page::address),
            },
        }
    }

    fn physical(&self, place: Place) -> PhysicalLocation {
        let (start_line, start_column) = self.lines.line_and_column(place.span.start);
        let (end_line, end_column) = self.lines.line_and_column(place.span.end);
        let region = Region {
            start_line,
            start_column,
            end_line,
            end_column,
            byte_offset: place.span.start,
            byte_length: place.span.end.saturating_sub(place.span.start),
        };
        PhysicalLocation { artifact_location: FileAddress { uri: self.uri.clone() }, region }
    }
}

/// What the handbook says of a finding's kind.
fn rule(catalogue: &Catalogue, finding: &Finding) -> Rule {
    let id = finding.id.as_str();
    let (short, help) = if let Some(rule) = catalogue.rule(id) {
        (rule.title.clone(), format!("{}. {}", rule.action, rule.why))
    } else if let Some((_, criterion)) = catalogue.criterion(id) {
        (criterion.asks.clone(), criterion.help.clone())
    } else if let Some(fault) = Fault::from_id(id) {
        (fault.title().to_owned(), fault.explanation().to_owned())
    } else {
        (finding.message.clone(), finding.help.clone().unwrap_or_default())
    };
    Rule {
        id: id.to_owned(),
        short_description: Message::new(&short),
        help: Message::new(&help),
        default_configuration: Configuration { level: level(finding.severity) },
        properties: RuleProperties { page: finding.page.as_ref().map(Page::address) },
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

/// A path as a URI: relative as it was given, or with the scheme `file` when it is absolute.
fn uri(name: &str) -> String {
    let path = portable_path(name);
    let drive = path.get(1..3) == Some(":/") && path.starts_with(|first: char| first.is_ascii_alphabetic());
    let (before, drive, rest) = match path.get(..2) {
        Some(letter) if drive => ("file:///", letter, path.get(2..).unwrap_or_default()),
        _ if path.starts_with('/') => ("file://", "", path.as_str()),
        _ => ("", "", path.as_str()),
    };
    let mut uri = format!("{before}{drive}");
    for byte in rest.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

/// A text in which nothing is a placeholder or a link: SARIF has a grammar for both within its messages.
fn literal(text: &str) -> String {
    let text = text.replace('{', "{{").replace('}', "}}");
    if text.contains("](") { text.replace('[', "\\[").replace(']', "\\]") } else { text }
}

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    column_kind: &'static str,
    artifacts: &'a [Artifact],
    results: [SarifResult; 0],
    properties: RunProperties<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RunProperties<'a> {
    question_set: &'a str,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
struct Driver<'a> {
    name: &'static str,
    version: &'static str,
    rules: &'a [Rule],
}

/// A kind of finding, as SARIF writes it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rule {
    id: String,
    short_description: Message,
    help: Message,
    default_configuration: Configuration,
    properties: RuleProperties,
}

#[derive(Serialize)]
struct RuleProperties {
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<String>,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Artifact {
    location: FileAddress,
}

#[derive(Serialize)]
struct FileAddress {
    uri: String,
}

/// A finding, as SARIF writes it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SarifResult {
    rule_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'static str,
    message: Message,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    properties: ResultProperties,
}

#[derive(Serialize)]
struct ResultProperties {
    #[serde(skip_serializing_if = "Option::is_none")]
    question: Option<String>,
    ingredients: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<String>,
}

#[derive(Serialize)]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    #[serde(rename = "physicalLocation")]
    place: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: FileAddress,
    region: Region,
}

/// Lines and columns from one; bytes from zero.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
    byte_offset: usize,
    byte_length: usize,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

impl Message {
    fn new(text: &str) -> Self {
        Self { text: literal(text) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("./plans/our plan, 100 %.yaml"), "plans/our%20plan%2C%20100%20%25.yaml");
        assert_eq!(uri("a:b.yaml"), "a%3Ab.yaml", "no scheme");
        assert_eq!(uri("/tmp/é.yaml"), "file:///tmp/%C3%A9.yaml");
        assert_eq!(uri("C:/plans/a.yaml"), "file:///C:/plans/a.yaml");
    }

    #[test]
    fn messages_hold_no_placeholder_and_no_link() {
        assert_eq!(literal("{0} of [a, b]"), "{{0}} of [a, b]");
        assert_eq!(literal("[here](http://a)"), "\\[here\\](http://a)");
    }
}
