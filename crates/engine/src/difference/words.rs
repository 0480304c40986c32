//! A change in plain English: one line that says what, and lines below it that say what of it and why.

use jiff::civil::Date;

use super::{
    Class, CriterionState, DetailChange, Difference, Entry, IngredientChange, KeyChange, PartChange, QuestionChange,
    Subject,
};
use crate::ingredient::Level;
use crate::value::{joined, show_date};

/// What stands on one line up to this many characters; longer answers stand below, the old one over the new one.
const ONE_LINE: usize = 70;

/// An entry in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    /// What has changed.
    pub head: String,
    /// The path of the question, where the entry is about one.
    pub path: Option<String>,
    /// What of it, and why.
    pub notes: Vec<String>,
}

impl Difference {
    /// The whole in one line: `Since the last plan: 3 things better, 1 worse`.
    pub fn summary(&self) -> String {
        // Good news first, as one says it; the sections that follow begin with what needs a decision.
        const ORDER: [Class; 7] = [
            Class::Better,
            Class::Worse,
            Class::Answered,
            Class::Reopened,
            Class::Changed,
            Class::SetAside,
            Class::Removed,
        ];
        let mut counts: Vec<String> = Vec::new();
        for class in ORDER {
            let count = self.count(class);
            if count > 0 {
                let things = match (counts.is_empty(), count) {
                    (false, _) => "",
                    (true, 1) => " thing",
                    (true, _) => " things",
                };
                counts.push(format!("{count}{things} {}", class.show()));
            }
        }
        if counts.is_empty() {
            return "Nothing has changed since the last plan".to_owned();
        }
        format!("Since the last plan: {}", counts.join(", "))
    }
}

impl Entry {
    /// The entry in words.
    pub fn lines(&self) -> Lines {
        match &self.subject {
            Subject::Ingredient(change) => ingredient(change),
            Subject::Question(change) => question(change, self.class),
            Subject::Key(change) => key(change),
            Subject::Finding { finding, appeared } => {
                let word = if *appeared { format!("New {}", finding.severity.word()) } else { "Settled".to_owned() };
                Lines { head: format!("{word}: {}", finding.message), path: None, notes: Vec::new() }
            }
            Subject::QuestionSet { old, new } => {
                let version = |version: &Option<String>| version.clone().unwrap_or_else(|| "none named".to_owned());
                let head = format!("Question set it was written for: from {} to {}", version(old), version(new));
                Lines { head, path: None, notes: Vec::new() }
            }
        }
    }
}

fn ingredient(change: &IngredientChange) -> Lines {
    let criteria = change.criteria.iter().map(|criterion| {
        let should = if criterion.level == Level::Should { " (should)" } else { "" };
        format!("“{}”{should} {} and {}", criterion.asks, was(criterion.old), is_now(criterion.new))
    });
    let failing = change.rules_failing.iter().map(|(_, title)| format!("fails now: {title}"));
    let settled = change.rules_settled.iter().map(|(_, title)| format!("no longer fails: {title}"));
    Lines {
        head: format!("{}: from {} to {}", change.title, change.old.show(), change.new.show()),
        path: None,
        notes: failing.chain(settled).chain(criteria).collect(),
    }
}

fn was(state: CriterionState) -> &'static str {
    match state {
        CriterionState::Met => "was met",
        CriterionState::Unmet => "was not met",
        CriterionState::Unanswered => "was not answered",
        CriterionState::SetAside => "was set aside",
        CriterionState::NotApplicable => "did not apply",
        CriterionState::NotDue => "was not due yet",
    }
}

fn is_now(state: CriterionState) -> &'static str {
    match state {
        CriterionState::Met => "is met now",
        CriterionState::Unmet => "is not met now",
        CriterionState::Unanswered => "is not answered now",
        CriterionState::SetAside => "is set aside now",
        CriterionState::NotApplicable => "does not apply now",
        CriterionState::NotDue => "is not due at this stage",
    }
}

fn question(change: &QuestionChange, class: Class) -> Lines {
    let (old, new) = (&change.old, &change.new);
    let mut notes = Vec::new();
    let head = if old == new || !change.parts.is_empty() {
        change.label.clone()
    } else if class == Class::Reopened
        && new.strip_prefix(old.as_str()).is_some_and(|rest| rest.starts_with([' ', ',']))
    {
        // `set aside until 1 March 2027, which is past` says what it was before.
        format!("{}: {new}", change.label)
    } else if old.chars().count() + new.chars().count() > ONE_LINE {
        if old != "not answered" {
            notes.push(format!("before: {old}"));
        }
        notes.push(format!("now: {new}"));
        change.label.clone()
    } else {
        match class {
            Class::Answered if old == "not answered" => format!("{}: {new}", change.label),
            Class::Answered | Class::Reopened | Class::Removed | Class::SetAside => {
                format!("{}: {new}; before: {old}", change.label)
            }
            _ => format!("{}: from {} to {new}", change.label, without_shared_unit(old, new)),
        }
    };
    notes.extend(parts(&change.parts));
    notes.extend(change.details.iter().map(detail));
    notes.extend(change.appeared.iter().map(|finding| format!("new {}: {}", finding.severity.word(), finding.message)));
    let gone = if class == Class::Better { "settled" } else { "no longer said" };
    notes.extend(change.settled.iter().map(|finding| format!("{gone}: {}", finding.message)));
    Lines { head, path: Some(change.path.clone()), notes }
}

/// A number without its unit where the number after it has the same: `from 4 to 6 times a year`.
fn without_shared_unit<'a>(old: &'a str, new: &str) -> &'a str {
    let is_number = |word: &str| word.trim_start_matches('£').starts_with(|first: char| first.is_ascii_digit());
    match (old.split_once(' '), new.split_once(' ')) {
        (Some((number, unit)), Some((next, same))) if unit == same && is_number(number) && is_number(next) => number,
        _ => old,
    }
}

/// Options and entries together, then row by row.
fn parts(parts: &[PartChange]) -> Vec<String> {
    let mut lines = Vec::new();
    let collected = |pick: fn(&PartChange) -> Option<&String>| parts.iter().filter_map(pick).cloned().collect();
    let added: Vec<String> = collected(|part| if let PartChange::Added(words) = part { Some(words) } else { None });
    let gone: Vec<String> = collected(|part| if let PartChange::TakenOut(words) = part { Some(words) } else { None });
    for (word, words) in [("added", added), ("taken out", gone)] {
        if !words.is_empty() {
            lines.push(format!("{word}: {}", joined(&words)));
        }
    }
    lines.extend(parts.iter().filter_map(|part| match part {
        PartChange::Added(_) | PartChange::TakenOut(_) => None,
        PartChange::RowAdded { row, .. } => Some(format!("row added: {}", row_name(row))),
        PartChange::RowTakenOut { row, .. } => Some(format!("row taken out: {}", row_name(row))),
        PartChange::Cell { row, column, old, new } => {
            let row = row_name(row);
            Some(match (old, new) {
                (Some(old), Some(new)) => format!("{row}: {column} from {old} to {new}"),
                (None, Some(new)) => format!("{row}: {column} {new}, before empty"),
                (Some(old), None) => format!("{row}: {column} empty, before {old}"),
                (None, None) => return None,
            })
        }
    }));
    lines
}

fn row_name(name: &str) -> &str {
    if name.is_empty() { "a row without a name" } else { name }
}

fn detail(change: &DetailChange) -> String {
    let key = &change.key;
    match (&change.old, &change.new, change.moved) {
        (_, _, Some((from, to))) => format!("{key} moved from {} to {}", shorter_date(from, to), show_date(to)),
        (None, Some(new), _) => format!("{key}: {new}"),
        (Some(old), None, _) => format!("{key} taken out: {old}"),
        (Some(old), Some(new), _) if old.chars().count() + new.chars().count() > ONE_LINE => {
            format!("{key} now: {new} (before: {old})")
        }
        (Some(old), Some(new), _) => format!("{key} changed from {old} to {new}"),
        (None, None, _) => key.clone(),
    }
}

/// A date without its year where the date after it has the same.
fn shorter_date(date: Date, next: Date) -> String {
    let shown = show_date(date);
    if date.year() != next.year() {
        return shown;
    }
    shown.rsplit_once(' ').map_or_else(|| shown.clone(), |(day, _)| day.to_owned())
}

fn key(change: &KeyChange) -> Lines {
    let path = &change.path;
    let kept = if change.retired { "kept among the retired answers" } else { "not read" };
    let (head, held) = match (&change.old, &change.new) {
        (None, Some(new)) => (format!("`{path}` is new and {kept}"), vec![format!("it holds: {new}")]),
        (Some(old), None) => (format!("`{path}`, which was {kept}, is gone"), vec![format!("it held: {old}")]),
        (old, new) => {
            let words = |held: &Option<String>| held.clone().unwrap_or_default();
            let notes = vec![format!("before: {}", words(old)), format!("now: {}", words(new))];
            (format!("`{path}`, which is {kept}, has changed"), notes)
        }
    };
    let called = change.now_called.iter().map(|path| format!("the question is called `{path}` now"));
    Lines { head, path: None, notes: held.into_iter().chain(called).collect() }
}
