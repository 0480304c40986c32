//! Markdown, to paste into the papers of a meeting. Whatever comes from a plan is escaped: it is text, whatever it looks
//! like.

use sp_plan_engine::difference::Entry;

use super::{Compared, judged, title};
use crate::commonmark::{escaped, paragraph};
use crate::portable_path;

/// The whole, under a heading of the first level.
pub fn text(compared: &Compared<'_>) -> String {
    let difference = compared.difference;
    let scheme = difference.new.scheme.as_ref().or(difference.old.scheme.as_ref());
    let scheme = scheme.map_or_else(|| "A scheme without a name yet".to_owned(), |name| escaped(name));
    let mut text = format!(
        "# {scheme}: what has changed\n\n{}.\n\n- From {}\n- To {}\n",
        difference.summary(),
        escaped(&judged(&portable_path(compared.old), &difference.old)),
        escaped(&judged(&portable_path(compared.new), &difference.new))
    );
    for (class, entries) in compared.sections() {
        text.push_str(&format!("\n## {}\n\n", title(class)));
        text.extend(entries.into_iter().map(entry));
    }
    if !difference.entries.is_empty() {
        text.push_str("\n## Where the plan stands\n\n| | Before | Now |\n|---|--:|--:|\n");
        text.extend(compared.figures().iter().map(|(name, old, new)| format!("| {name} | {old} | {new} |\n")));
    }
    if let Some(hint) = compared.hint() {
        text.push_str(&format!("\n{}\n", hint.replace("`--then DATE`", "`sp-plan diff --then DATE`")));
    }
    text
}

fn entry(entry: &Entry) -> String {
    let lines = entry.lines();
    let path = lines.path.map(|path| format!(" ({})", escaped(&path))).unwrap_or_default();
    let notes: String = lines.notes.iter().map(|note| format!("  - {}\n", paragraph(note))).collect();
    format!("- {}{path}\n{notes}", paragraph(&lines.head))
}
