//! What has changed between two plans: for people, for a paper, for programs.

pub mod human;
pub mod json;
pub mod markdown;

use sp_plan_engine::difference::{Class, Difference, Entry, Standing};
use sp_plan_engine::value::show_date;

/// Two plans and what is different.
#[derive(Debug, Clone, Copy)]
pub struct Compared<'a> {
    /// The name of the old plan's file.
    pub old: &'a str,
    /// The name of the new plan's file.
    pub new: &'a str,
    /// What is different.
    pub difference: &'a Difference,
    /// Whether to tell how to find out what has lapsed since the last meeting.
    pub tell_of_then: bool,
}

impl<'a> Compared<'a> {
    /// The classes that have entries, with them.
    fn sections(&self) -> impl Iterator<Item = (Class, Vec<&'a Entry>)> {
        let entries = &self.difference.entries;
        Class::ALL
            .into_iter()
            .map(|class| (class, entries.iter().filter(|entry| entry.class == class).collect::<Vec<_>>()))
            .filter(|(_, entries)| !entries.is_empty())
    }

    /// What stands in figures: name, before, now.
    fn figures(&self) -> [(&'static str, String, String); 5] {
        let (old, new) = (&self.difference.old, &self.difference.new);
        let row = |name, figure: fn(&Standing) -> String| (name, figure(old), figure(new));
        [
            row("Ingredients met", |plan| format!("{} of {}", plan.met, plan.ingredients)),
            row("Errors", |plan| plan.errors.to_string()),
            row("Warnings", |plan| plan.warnings.to_string()),
            row("Pieces of advice", |plan| plan.advice.to_string()),
            row("Questions due without an answer", |plan| format!("{} of {}", plan.unanswered, plan.due)),
        ]
    }

    /// How to find out what has lapsed, when something may have.
    fn hint(&self) -> Option<String> {
        let lapsed = self.difference.lapsed_in_both;
        let which = match lapsed {
            0 => return None,
            1 => "1 answer is set aside or planned until a day that is past".to_owned(),
            many => format!("{many} answers are set aside or planned until days that are past"),
        };
        self.tell_of_then.then(|| {
            format!(
                "In both plans {which}. `--then DATE` with the day of the last meeting shows what has lapsed since then."
            )
        })
    }
}

/// A plan's file with the day and the stage for which it was judged.
fn judged(name: &str, standing: &Standing) -> String {
    format!("{name}, judged as of {} at the {} stage", show_date(standing.judged_on), standing.stage.word())
}

/// The name of a section.
fn title(class: Class) -> &'static str {
    match class {
        Class::Worse => "Worse",
        Class::Reopened => "Reopened",
        Class::Better => "Better",
        Class::Answered => "Answered",
        Class::Changed => "Changed",
        Class::SetAside => "Set aside",
        Class::Removed => "Removed",
    }
}
