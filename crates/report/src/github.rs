//! For GitHub workflows: one workflow command a finding, which GitHub shows beside the plan's line in a pull request.
//!
//! GitHub shows ten annotations of each severity for a step; all of them stand in the step's log.

use sp_plan_engine::check::Report;
use sp_plan_engine::finding::{Finding, Severity};
use sp_plan_engine::place::{LineIndex, SourceText};

use super::portable_path;

/// The findings of several plans; nothing when there are none.
pub fn plans(plans: &[(SourceText, Report)]) -> String {
    plans.iter().map(|(source, report)| plan(source, report)).collect()
}

/// The findings of one plan.
pub fn plan(source: &SourceText, report: &Report) -> String {
    let lines = LineIndex::new(&source.text);
    let path = portable_path(&source.name);
    report.findings.iter().map(|finding| command(&path, &lines, finding)).collect()
}

fn command(path: &str, lines: &LineIndex<'_>, finding: &Finding) -> String {
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "notice",
    };
    let (line, column) = lines.line_and_column(finding.place.span.start);
    let (end_line, end_column) = lines.line_and_column(finding.place.span.end);
    // GitHub takes columns only of a place within one line.
    let place = if line == end_line {
        format!("line={line},col={column},endLine={end_line},endColumn={end_column}")
    } else {
        // A block that ends with its line break does not reach the line after it.
        let last = if end_column == 1 { end_line - 1 } else { end_line };
        format!("line={line},endLine={last}")
    };
    let help = finding.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
    format!(
        "::{level} file={},{place},title={}::{}\n",
        property(path),
        property(&finding.id),
        data(&format!("{}{help}", finding.message))
    )
}

/// What follows the second pair of colons: on one line, since the next line would be a command of its own.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property, which also ends at a comma or a colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_a_plan_says_becomes_a_command() {
        assert_eq!(data("100 %\r\n::error::no"), "100 %25%0D%0A::error::no");
        assert_eq!(property("a,b::c%0A.yaml"), "a%2Cb%3A%3Ac%250A.yaml");
    }
}
