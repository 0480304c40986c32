//! What the committee is asked to decide: made from the most pressing actions, each with what is still open about it.

use serde::Serialize;
use sp_plan_engine::action::{Action, Urgency};
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::Report;
use sp_plan_engine::verdict::IngredientVerdict;

use crate::gaps::{Gap, is_of_setting_aside, is_of_writing, is_to_confirm, own_date};
use crate::words::{counted_in_words, in_words, sentence, short_date};

/// How many actions are put to the committee one by one.
const ONE_BY_ONE: usize = 5;

/// Something to decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Decision {
    /// What the committee does, after *the committee is asked to*; a sentence.
    pub(crate) text: String,
    /// What there is to know; sentences.
    pub(crate) why: String,
}

/// The decisions asked for, the weightiest first.
pub(super) fn decisions(catalogue: &Catalogue, report: &Report, gaps: &[Gap]) -> Vec<Decision> {
    let (met, total) = (report.count_verdicts(IngredientVerdict::Met), report.ingredients.len());
    let note = format!(
        "note that {} of {} ingredients are met at the {} stage",
        in_words(met),
        in_words(total),
        report.stage.word()
    );
    let mut decisions = vec![Decision::new(&note, "")];
    let with_gaps = || report.actions.iter().zip(gaps);
    let of = |urgency: Urgency| with_gaps().filter(move |(action, _)| action.urgency == urgency);
    let is_point =
        |action: &Action| !is_of_writing(&action.id) && !is_of_setting_aside(&action.id) && !is_to_confirm(&action.id);
    let errors: Vec<_> = of(Urgency::Error).filter(|(action, _)| is_point(action)).collect();
    for (action, gap) in errors.iter().take(ONE_BY_ONE) {
        decisions.push(one(catalogue, report, action, gap));
    }
    let numbers = |found: &[(&Action, &Gap)]| range(&found.iter().map(|(_, gap)| gap.number).collect::<Vec<_>>());
    let rest = errors.get(ONE_BY_ONE..).unwrap_or_default();
    if !rest.is_empty() {
        let text = format!(
            "agree who closes the {}",
            counted_in_words(rest.len(), "other point that falls short", "other points that fall short")
        );
        decisions.push(Decision::new(&text, &numbers(rest)));
    }
    let open: Vec<_> = of(Urgency::OpenMust).collect();
    if !open.is_empty() {
        let text = format!(
            "name who answers the {}",
            counted_in_words(open.len(), "essential question that is open", "essential questions that are open")
        );
        decisions.push(Decision::new(&text, &numbers(&open)));
    }
    let aside: Vec<_> = with_gaps().filter(|(action, _)| is_of_setting_aside(&action.id)).collect();
    if !aside.is_empty() {
        let text = format!("say what becomes of {} set aside", counted_in_words(aside.len(), "question", "questions"));
        decisions.push(Decision::new(&text, &numbers(&aside)));
    }
    let risks: Vec<_> = of(Urgency::Warning).filter(|(action, _)| is_point(action)).collect();
    if !risks.is_empty() {
        let text = format!("accept or lower {}", counted_in_words(risks.len(), "risk", "risks"));
        decisions.push(Decision::new(&text, &numbers(&risks)));
    }
    let copied: Vec<_> = with_gaps().filter(|(action, _)| is_to_confirm(&action.id)).collect();
    if !copied.is_empty() {
        let text = format!("confirm {} copied from another plan", counted_in_words(copied.len(), "answer", "answers"));
        decisions.push(Decision::new(&text, &numbers(&copied)));
    }
    let entries: Vec<_> = with_gaps().filter(|(action, _)| is_of_writing(&action.id)).collect();
    if !entries.is_empty() {
        let text = format!("have {} of the plan put right", counted_in_words(entries.len(), "entry", "entries"));
        decisions.push(Decision::new(&text, &numbers(&entries)));
    }
    if errors.is_empty() && open.is_empty() {
        decisions.push(Decision::new("agree that the plan goes forward", "Nothing essential is open at this stage."));
    }
    decisions
}

/// One action, with what is still open about it.
fn one(catalogue: &Catalogue, report: &Report, action: &Action, gap: &Gap) -> Decision {
    let own = own_date(catalogue, report, action);
    let is_past = gap.is_past;
    let number = gap.number;
    let open = match (&action.owner, own, &gap.due) {
        (Some(owner), Some(date), _) if is_past => {
            format!("It was due on {}; agree a new date with {owner}.", short_date(date))
        }
        (Some(owner), Some(date), _) => format!("Confirm that {owner} sees to it by {}.", short_date(date)),
        (Some(owner), None, Some(due)) => format!("Agree a date with {owner}, {due}."),
        (Some(owner), None, None) => format!("Agree a date with {owner}."),
        (None, _, Some(due)) => format!("Name who sees to it, {due}."),
        (None, _, None) => "Name who sees to it, and by when.".to_owned(),
    };
    Decision { text: sentence(&action.text), why: format!("Gap {number}. {open}") }
}

impl Decision {
    fn new(text: &str, why: &str) -> Self {
        Self { text: sentence(text), why: why.to_owned() }
    }
}

/// The numbers of gaps in words, such as `Gaps 7 to 12.`
fn range(numbers: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => runs.push((number, number)),
        }
    }
    let runs: Vec<String> = runs
        .into_iter()
        .map(|(first, last)| if first == last { first.to_string() } else { format!("{first} to {last}") })
        .collect();
    format!("{} {}.", if numbers.len() == 1 { "Gap" } else { "Gaps" }, runs.join(", "))
}

#[cfg(test)]
mod tests {
    use super::range;

    #[test]
    fn numbers_that_follow_each_other_are_a_range() {
        assert_eq!(range(&[4]), "Gap 4.");
        assert_eq!(range(&[1, 2, 3, 7, 9, 10]), "Gaps 1 to 3, 7, 9 to 10.");
    }
}
