//! What an upgrade has done, and why it is not done, in plain English for a page.

use super::{Note, Stopped};

impl Note {
    /// In a sentence.
    pub fn says(&self) -> String {
        let kept_as = |kept: &str, path: &str| if kept == path { String::new() } else { format!(" as `{kept}`") };
        match self {
            Note::Moved { from, to } => format!("The answer to `{from}` has moved to `{to}`."),
            Note::OptionRenamed { at, from, to, times } => {
                let times = if *times == 1 { String::new() } else { format!(" in {times} places") };
                format!("In `{at}`, `{from}` is called `{to}` now{times}.")
            }
            Note::ColumnRenamed { path, from, to, rows } => {
                let rows = if *rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") };
                format!("In `{path}`, the column `{from}` is called `{to}` now, in {rows}.")
            }
            Note::Retired { path, kept, since, replaced_by } => {
                let kept = kept_as(kept, path);
                let instead = replaced_by.as_ref().map(|path| format!(" Answer `{path}` instead.")).unwrap_or_default();
                format!(
                    "`{path}` is not asked since question set {since}. Your answer is kept under `retired`{kept}.{instead}"
                )
            }
            Note::Conflict { old, new, kept } => {
                let kept = kept_as(kept, old);
                format!(
                    "`{new}` has an answer already, so the one to `{old}` is kept under `retired`{kept}. Compare the two, and delete the one that does not hold."
                )
            }
            Note::BothChosen { at, from, to, kept } => {
                format!(
                    "In `{at}`, `{from}` and `{to}` are one option now. `{from}` is kept under `retired` as `{kept}`."
                )
            }
        }
    }
}

impl Stopped {
    /// In a sentence or two. `line` gives the line of a byte of the text.
    pub fn says(&self, line: impl Fn(usize) -> usize) -> String {
        match self {
            Stopped::Unreadable(findings) => match findings.first() {
                Some(first) => {
                    let at = line(first.place.span.start);
                    format!("Put line {at} of the plan text right first: {}.", first.message)
                }
                None => "The plan text cannot be read.".to_owned(),
            },
            Stopped::Newer { plan, catalogue } => {
                format!(
                    "This plan is for question set {plan}, and this page has {catalogue}. A newer handbook reads it."
                )
            }
            Stopped::Incomparable { plan, catalogue } => format!(
                "This plan says `sp_plan: {plan}`, which cannot be compared with question set {catalogue}. Write a version such as \"1.0\" there."
            ),
            Stopped::Refused(refusal) => {
                format!("The plan cannot be brought up to date by itself: {refusal}. Nothing has changed.")
            }
        }
    }
}
