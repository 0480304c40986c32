//! SARIF 2.1.0, for code scanning and for editors: one run, whose results are the findings of all plans.
//!
//! The types hold only what is written here. The handbook has no address of its own, and `helpUri` has to be absolute:
//! the relative page stands among a rule's and a result's properties.

use std::collections::BTreeMap;

use serde::Serialize;
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::Report;
use sp_plan_engine::finding::{Finding, Page, Severity};
use sp_plan_engine::message::Fault;
use sp_plan_engine::place::{LineIndex, Place, SourceText};

use super::portable_path;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The findings of several plans as one SARIF log, which ends with a line break.
///
/// # Errors
///
/// None that these types can give; `serde_json` may.
pub fn plans(catalogue: &Catalogue, plans: &[(SourceText, Report)]) -> Result<String, serde_json::Error> {
    let mut first_of_kind: BTreeMap<&str, &Finding> = BTreeMap::new();
    for finding in plans.iter().flat_map(|(_, report)| &report.findings) {
        first_of_kind.entry(finding.id.as_str()).or_insert(finding);
    }
    let ids: Vec<&str> = first_of_kind.keys().copied().collect();
    let mut results = Vec::new();
    for (source, report) in plans {
        let writer = Writer { uri: uri(&source.name), lines: LineIndex::new(&source.text), rules: &ids };
        results.extend(report.findings.iter().map(|finding| writer.result(finding)));
    }
    let driver = Driver {
        name: "sp-plan",
        version: env!("CARGO_PKG_VERSION"),
        rules: first_of_kind.values().map(|finding| rule(catalogue, finding)).collect(),
    };
    let artifacts = plans.iter().map(|(source, _)| Artifact { location: FileAddress { uri: uri(&source.name) } });
    let run = Run {
        tool: Tool { driver },
        column_kind: "unicodeCodePoints",
        artifacts: artifacts.collect(),
        results,
        properties: RunProperties { question_set: catalogue.handbook.version.clone() },
    };
    let mut text = serde_json::to_string_pretty(&Log { schema: SCHEMA, version: "2.1.0", runs: [run] })?;
    text.push('\n');
    Ok(text)
}

/// What is the same for all results of one plan.
struct Writer<'a> {
    uri: String,
    lines: LineIndex<'a>,
    rules: &'a [&'a str],
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
            rule_index: self.rules.iter().position(|id| *id == finding.id),
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
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    column_kind: &'static str,
    artifacts: Vec<Artifact>,
    results: Vec<SarifResult>,
    properties: RunProperties,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RunProperties {
    question_set: String,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
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

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifResult {
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
