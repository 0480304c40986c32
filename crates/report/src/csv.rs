//! For spreadsheets: one row a finding, as RFC 4180 has it.
//!
//! Spreadsheets take a cell that begins with `=`, `+`, `-`, `@`, a tab or a line break for a formula, and plans are
//! written by many hands. Such a cell gets a single quote before it, and so does one that begins with a single quote:
//! taking one leading quote away gives the text back, always.

use sp_plan_engine::check::Report;
use sp_plan_engine::finding::{Finding, Page};
use sp_plan_engine::place::{LineIndex, SourceText};

use super::portable_path;

/// The first row. Lines and columns count from one; several ingredients in a cell are separated by semicolons; the page
/// is relative to the handbook's home.
pub const HEADER: [&str; 10] =
    ["path", "line", "column", "severity", "id", "message", "help", "question", "ingredients", "page"];

/// The findings of several plans as one table with [`HEADER`].
pub fn plans(plans: &[(SourceText, Report)]) -> String {
    plans.iter().fold(header(), |text, (source, report)| text + &rows(source, report))
}

/// The first row.
pub fn header() -> String {
    row(HEADER.map(str::to_owned))
}

/// The rows of one plan.
pub fn rows(source: &SourceText, report: &Report) -> String {
    let lines = LineIndex::new(&source.text);
    let path = portable_path(&source.name);
    report.findings.iter().map(|finding| row(cells(&path, &lines, finding))).collect()
}

fn cells(path: &str, lines: &LineIndex<'_>, finding: &Finding) -> [String; 10] {
    let (line, column) = lines.line_and_column(finding.place.span.start);
    [
        path.to_owned(),
        line.to_string(),
        column.to_string(),
        finding.severity.word().to_owned(),
        finding.id.clone(),
        finding.message.clone(),
        finding.help.clone().unwrap_or_default(),
        finding.path.clone().unwrap_or_default(),
        finding.ingredients.join(";"),
        finding.page.as_ref().map(Page::address).unwrap_or_default(),
    ]
}

/// A row of cells that are text, whatever they look like.
pub(super) fn row(cells: impl IntoIterator<Item = String>) -> String {
    let cells: Vec<String> = cells.into_iter().map(|cell| quoted(&harmless(cell))).collect();
    cells.join(",") + "\r\n"
}

/// A cell that no spreadsheet takes for a formula.
fn harmless(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\'']) { format!("'{cell}") } else { cell }
}

/// A cell between quotes where it holds what separates cells or rows.
fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\r', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_made_harmless_and_separators_quoted() {
        let shown = |cell: &str| quoted(&harmless(cell.to_owned()));
        assert_eq!(shown("plain — text"), "plain — text");
        assert_eq!(shown("=cmd|' /C calc'!A0"), "'=cmd|' /C calc'!A0");
        assert_eq!(shown("-1,5"), "\"'-1,5\"");
        assert_eq!(shown("say \"when\""), "\"say \"\"when\"\"\"");
        assert_eq!(shown("\nbelow"), "\"'\nbelow\"");
        assert_eq!(shown("'tis"), "''tis");
    }
}
