//! Workings in Markdown: whole for the annex of a paper, short for a report to paste.

use super::WorkingView;
use super::sums::equation;
use crate::commonmark::{escaped, table};
use crate::words::counted;

/// Each working under a heading of this level, with everything that belongs to it.
pub(crate) fn whole(workings: &[WorkingView], heading: &str) -> String {
    let mut text = String::new();
    for working in workings {
        text.push_str(&format!("\n{heading} {}\n\n{}\n", working.title, working.about));
        if !working.steps.is_empty() {
            let rows: Vec<Vec<String>> = working
                .steps
                .iter()
                .map(|step| {
                    let result = format!("**{}**", escaped(&step.result));
                    vec![escaped(step.label), escaped(&step.sum), result]
                })
                .collect();
            text.push_str(&format!("\n{}", table(&["What", "Sum", "Result"], &rows)));
        }
        for from in &working.inputs {
            text.push_str(&format!("\n{}: {}.\n", from.origin, escaped(&from.inputs.join("; "))));
        }
        for shown in &working.tables {
            text.push_str(&format!("\n**{}**\n\n", escaped(&shown.title)));
            let mut heads: Vec<&str> = shown.columns.iter().map(String::as_str).collect();
            if shown.has_marks {
                heads.push("Falls short");
            }
            let rows: Vec<Vec<String>> = shown
                .rows
                .iter()
                .map(|row| {
                    let mut cells: Vec<String> = row.cells.iter().map(|cell| escaped(cell)).collect();
                    if shown.has_marks {
                        cells.push(if row.marked { "yes" } else { "" }.to_owned());
                    }
                    cells
                })
                .collect();
            let heads: Vec<String> = heads.into_iter().map(escaped).collect();
            let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
            text.push_str(&table(&heads, &rows));
            if shown.more > 0 {
                text.push_str(&format!("\nand {} in the plan.\n", counted(shown.more, "more row", "more rows")));
            }
        }
        text.push_str(&rest(working));
    }
    text
}

/// What is not worked out, what is missing, and remarks.
fn rest(working: &WorkingView) -> String {
    let mut text = String::new();
    if working.open > 0 {
        let figures = counted(working.open, "figure is", "figures are");
        text.push_str(&format!("\n{figures} not worked out yet."));
        if !working.missing.is_empty() {
            text.push_str(&format!(" Answers that are missing: {}.", escaped(&working.missing.join(", "))));
        }
        text.push('\n');
    }
    if !working.remarks.is_empty() {
        let remarks: String = working.remarks.iter().map(|remark| format!("- {}\n", escaped(remark))).collect();
        text.push_str(&format!("\n{remarks}"));
    }
    text
}

/// A line for each step of each working that has results.
pub(crate) fn short(workings: &[WorkingView], heading: &str) -> String {
    let with_steps: Vec<&WorkingView> =
        workings.iter().filter(|working| working.has_results() && !working.steps.is_empty()).collect();
    if with_steps.is_empty() {
        return String::new();
    }
    let mut text = format!("\n{heading} Workings\n");
    for working in with_steps {
        text.push_str(&format!("\n**{}**\n\n", working.title));
        for step in &working.steps {
            text.push_str(&format!("- {}: {}\n", step.label, escaped(&equation(&step.sum, &step.result))));
        }
    }
    text
}
