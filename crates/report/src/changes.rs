//! What an edit has done to a plan, in words: after `upgrade` and after `init --from`; and the difference line by line.

use similar::TextDiff;
use sp_plan_engine::copied::Copied;
use sp_plan_engine::upgrade::{Note, Stopped, Upgraded};

/// How many lines of the plan are shown around a change.
const LINES_AROUND: usize = 3;

/// A text with more lines is not compared line by line: no plan has as many, and it would take memory.
const MOST_LINES_COMPARED: usize = 100_000;

/// How many new questions are named one by one.
const NEW_QUESTIONS_NAMED: usize = 10;

/// What was done to a plan, or would be.
pub fn upgraded(name: &str, upgraded: &Upgraded, dry_run: bool) -> String {
    let to = &upgraded.to;
    if !upgraded.changed {
        return format!("{name} is for question set {to} already; there is nothing to do.\n");
    }
    let verb = if dry_run { "would be brought" } else { "was brought" };
    let from = upgraded.from.as_ref().filter(|from| *from != to);
    let from = from.map(|from| format!(" from question set {from}")).unwrap_or_default();
    let mut text = format!("{name} {verb}{from} to question set {to}.\n");
    text.push_str(&notes(upgraded));
    if dry_run {
        text.push_str("Nothing was written; leave out `--dry-run` to do it.\n");
    }
    text
}

fn notes(upgraded: &Upgraded) -> String {
    let mut text = String::new();
    // What needs somebody to decide comes last, where it is seen.
    let (conflicts, others): (Vec<&Note>, Vec<&Note>) =
        upgraded.notes.iter().partition(|note| matches!(note, Note::Conflict { .. }));
    for note in others.iter().chain(&conflicts) {
        text.push_str(&format!("  {}\n", said(note)));
    }
    if !conflicts.is_empty() {
        let count = conflicts.len();
        let those = if count == 1 { "One question has".to_owned() } else { format!("{count} questions have") };
        text.push_str(&format!(
            "{those} two answers. Compare them, keep the one that holds, and delete the other under `retired:`.\n"
        ));
    }
    let new = &upgraded.new_questions;
    if !new.is_empty() {
        let plural = if new.len() == 1 { "question is" } else { "questions are" };
        text.push_str(&format!("{} {plural} new and not answered yet", new.len()));
        let named = new.get(..new.len().min(NEW_QUESTIONS_NAMED)).unwrap_or_default();
        let more = if named.len() < new.len() { ", ..." } else { "" };
        text.push_str(&format!(": {}{more}\n", named.join(", ")));
    }
    text
}

fn said(note: &Note) -> String {
    match note {
        Note::Moved { from, to } => format!("moved    {from} is now {to}"),
        Note::OptionRenamed { at, from, to, times } => {
            let times = if *times == 1 { String::new() } else { format!(" ({times} times)") };
            format!("renamed  {at}: `{from}` is now `{to}`{times}")
        }
        Note::ColumnRenamed { path, from, to, rows } => {
            let rows = if *rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") };
            format!("renamed  {path}: the column `{from}` is now `{to}` ({rows})")
        }
        Note::Retired { path, kept, since, replaced_by } => {
            let instead = replaced_by.as_ref().map(|path| format!("; see {path}")).unwrap_or_default();
            let kept = if kept == path { String::new() } else { format!(" as `{kept}`") };
            format!("kept     {path} is not asked since {since}; it is under `retired:`{kept}{instead}")
        }
        Note::Conflict { old, new, kept } => {
            let kept = if kept == old { String::new() } else { format!(" as `{kept}`") };
            format!("conflict {new} has an answer too, so {old} is kept under `retired:`{kept}")
        }
        Note::BothChosen { at, from, to, kept } => {
            format!("kept     {at}: `{from}` and `{to}` are one option now; `{from}` is under `retired:` as `{kept}`")
        }
    }
}

/// Why a plan was not changed, in one line.
pub fn stopped(name: &str, stopped: &Stopped) -> String {
    match stopped {
        Stopped::Unreadable(findings) => {
            let plural = if findings.len() == 1 { "this is" } else { "these are" };
            format!("sp-plan: {name} cannot be changed safely before {plural} put right; nothing was written\n")
        }
        Stopped::Newer { plan, catalogue } => format!(
            "sp-plan: {name} is for question set {plan}, and this program has {catalogue}; a newer sp-plan reads it; nothing was written\n"
        ),
        Stopped::Incomparable { plan, catalogue } => format!(
            "sp-plan: {name} says `sp_plan: {plan}`, which cannot be compared with question set {catalogue}; write a version such as \"1.0\" there; nothing was written\n"
        ),
        Stopped::Refused(refusal) => format!("sp-plan: {name}: {refusal}; nothing was written\n"),
    }
}

/// The difference of two texts of a plan as a unified diff; nothing where there is none.
pub fn difference(name: &str, old: &str, upgraded: &Upgraded) -> String {
    if old.lines().count() > MOST_LINES_COMPARED {
        return format!("{name} has more than {MOST_LINES_COMPARED} lines, too many to compare one by one.\n");
    }
    let diff = TextDiff::from_lines(old, &upgraded.text);
    let new = format!("{name} (question set {})", upgraded.to);
    diff.unified_diff().context_radius(LINES_AROUND).header(name, &new).to_string()
}

/// What was done to start a plan from another.
pub fn started(plan: &str, other: &str, upgraded: &Upgraded, copied: &Copied) -> String {
    let mut text = format!("Wrote {plan}, started from {other}.\n");
    if upgraded.changed {
        text.push_str(&format!("It was brought to question set {} on the way.\n", upgraded.to));
        text.push_str(&notes(upgraded));
    }
    text.push_str(&match copied.to_confirm {
        0 => "There was no answer to copy.\n".to_owned(),
        1 => "One answer was copied. It says `confirmed: no` and counts as unanswered until that is deleted.\n"
            .to_owned(),
        many => format!(
            "{many} answers were copied. Each says `confirmed: no` and counts as unanswered until that is deleted.\n"
        ),
    });
    if !copied.left_blank.is_empty() {
        text.push_str(&format!("Left for you to fill in: {}.\n", copied.left_blank.join(", ")));
    }
    if copied.text.contains("# was: ") {
        text.push_str("Owners, dates and evidence of the other plan are comments now: `# was: ...`.\n");
    }
    for (path, refusal) in &copied.as_they_were {
        text.push_str(&format!("  {path} was left as it is: {refusal}\n"));
    }
    text
}

/// The text of a plan that was started from another, with a heading that says so.
pub fn with_heading(text: &str, other: &str, with_schema: bool) -> String {
    const MARK: char = '\u{feff}';
    let line_break = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut heading = Vec::new();
    if with_schema && !text.contains("yaml-language-server") {
        heading.push("# yaml-language-server: $schema=plan.schema.json".to_owned());
    }
    // A name with a line break would end the comment.
    let other: String = other.chars().map(|found| if found.is_control() { ' ' } else { found }).collect();
    heading.push(format!("# Started from {other}. What was copied says `confirmed: no` and counts as unanswered."));
    heading.push(
        "# Agree each answer with your group, correct it where it differs, and delete its `confirmed: no`.".to_owned(),
    );
    heading.push("#".to_owned());
    let (mark, rest) = text.strip_prefix(MARK).map_or(("", text), |rest| ("\u{feff}", rest));
    let heading: String = heading.iter().map(|line| format!("{line}{line_break}")).collect();
    format!("{mark}{heading}{rest}")
}
