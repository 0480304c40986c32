//! The checklists in Markdown.

use super::answer::Shown;
use super::unread::Unread;
use super::{Checklists, GroupView, QuestionView};
use crate::commonmark::{escaped, lines, paragraph, table};

/// The whole document.
pub fn markdown(checklists: &Checklists) -> String {
    let mut text = format!("# {}\n\n", escaped(&checklists.title));
    let facts = checklists.facts.iter().map(|(name, value)| format!("{name}: {}", escaped(value)));
    text.push_str(&format!("{}\n", facts.collect::<Vec<_>>().join(" · ")));
    for checklist in &checklists.parts {
        let (summary, count) = (paragraph(&checklist.summary), &checklist.count);
        text.push_str(&format!("\n## {}\n\n{summary} {count}\n", escaped(&checklist.title)));
        for group in &checklist.groups {
            text.push_str(&self::group(group));
        }
    }
    if !checklists.unread.is_empty() {
        text.push_str("\n## What else the plan says\n\nThese entries stand in no question above. They are kept as they were written.\n");
        text.extend(checklists.unread.iter().map(unread));
    }
    text
}

fn group(group: &GroupView) -> String {
    let mut text = String::new();
    if let Some(title) = &group.title {
        text.push_str(&format!("\n### {}\n", escaped(title)));
    }
    if let Some(intro) = &group.intro {
        text.push_str(&format!("\n{}\n", paragraph(intro)));
    }
    text.extend(group.questions.iter().map(question));
    text
}

fn question(question: &QuestionView) -> String {
    let mut text = format!("\n**{} {}**\n", question.number, escaped(&question.ask));
    if let Some(hint) = &question.hint {
        text.push_str(&format!("\n{}\n", paragraph(hint)));
    }
    if let Some(condition) = &question.asked_when {
        text.push_str(&format!("\nOnly when {}.\n", escaped(condition)));
    }
    text.push_str(&format!("\n{}", shown(&question.shown)));
    let details = question.details.iter().map(|(name, value)| format!("- {name}: {}\n", lines(value, "  ")));
    let findings = question.findings.iter().map(|finding| format!("- Check: {}\n", escaped(finding)));
    let list: String = details.chain(findings).collect();
    if !list.is_empty() {
        text.push_str(&format!("\n{list}"));
    }
    text
}

fn shown(shown: &Shown) -> String {
    match shown {
        Shown::Text { text } => format!("{}\n", lines(text, "")),
        Shown::List { entries } => entries.iter().map(|entry| format!("- {}\n", paragraph(entry))).collect(),
        Shown::Table { heads, rows, silent, unread, .. } => {
            let heads: Vec<String> = heads.iter().map(|head| escaped(head)).collect();
            let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
            let rows: Vec<Vec<String>> =
                rows.iter().map(|row| row.iter().map(|cell| escaped(cell)).collect()).collect();
            let mut text = if heads.is_empty() { "No entry could be read.\n".to_owned() } else { table(&heads, &rows) };
            if !silent.is_empty() {
                text.push_str(&format!("\nNot provided in any row: {}.\n", escaped(&silent.join(", "))));
            }
            if *unread {
                text.push_str("\nPart of it could not be read; it stands at the end as it was written.\n");
            }
            text
        }
        Shown::NotProvided => "*Not provided*\n".to_owned(),
        Shown::NoAnswer { text } => format!("*{}*\n", escaped(text)),
        Shown::Boxes { options, .. } => options.iter().map(|(label, _)| format!("- ☐ {}\n", escaped(label))).collect(),
        Shown::Line { unit } => {
            let unit = unit.as_ref().map(|unit| format!(" ({})", escaped(unit))).unwrap_or_default();
            format!("Answer{unit}:\n")
        }
        Shown::Lines { .. } => "Answer:\n".to_owned(),
        Shown::Entries { columns, entries } => {
            let heads = std::iter::once("Entry".to_owned()).chain((1..=*entries).map(|entry| entry.to_string()));
            let heads: Vec<String> = heads.collect();
            let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
            let rows: Vec<Vec<String>> = columns
                .iter()
                .map(|(label, fits)| {
                    let fits = fits.as_ref().map(|fits| format!(" ({})", escaped(fits))).unwrap_or_default();
                    let first = format!("{}{fits}", escaped(label));
                    std::iter::once(first).chain(std::iter::repeat_n(String::new(), *entries)).collect()
                })
                .collect();
            table(&heads, &rows)
        }
    }
}

/// An entry as it was written, in a block that nothing within can end.
fn unread(unread: &Unread) -> String {
    let longest = unread.text.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let text = crate::templates::visible(&unread.text);
    format!("\n**Line {}**: {}\n\n{fence}yaml\n{text}\n{fence}\n", unread.line, escaped(&unread.why))
}
