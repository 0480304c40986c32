//! Ingredients with another verdict, and the criteria and rules that made the difference.

use super::{Class, CriterionChange, CriterionState, Entry, IngredientChange, Read, Subject};
use crate::catalogue::Catalogue;
use crate::ingredient::Level;
use crate::verdict::{CriterionVerdict, IngredientVerdict, JudgedCriterion, JudgedIngredient};

/// An entry for each ingredient whose verdict is another now, in the handbook's order.
pub(super) fn changes(catalogue: &Catalogue, old: &Read<'_>, new: &Read<'_>) -> Vec<Entry> {
    let mut entries = Vec::new();
    for after in &new.report.ingredients {
        let Some(before) = old.report.ingredients.iter().find(|before| before.id == after.id) else { continue };
        if before.verdict == after.verdict {
            continue;
        }
        let change = IngredientChange {
            id: after.id.clone(),
            title: after.title.clone(),
            old: before.verdict,
            new: after.verdict,
            criteria: criteria(catalogue, before, after),
            rules_failing: rules_of_first_only(catalogue, after, before),
            rules_settled: rules_of_first_only(catalogue, before, after),
        };
        entries.push(Entry { class: class_of(before.verdict, after.verdict), subject: Subject::Ingredient(change) });
    }
    entries
}

/// An honest *no* where nothing was known is no step back: what was unanswered and is missing now has changed, no more.
fn class_of(old: IngredientVerdict, new: IngredientVerdict) -> Class {
    let rank = |verdict| match verdict {
        IngredientVerdict::Met => 2,
        IngredientVerdict::PartlyMet => 1,
        IngredientVerdict::Missing | IngredientVerdict::Unanswered => 0,
    };
    match rank(old).cmp(&rank(new)) {
        std::cmp::Ordering::Less => Class::Better,
        std::cmp::Ordering::Equal => Class::Changed,
        std::cmp::Ordering::Greater => Class::Worse,
    }
}

/// The criteria that came out otherwise; those that must be met first, since they decide most.
fn criteria(catalogue: &Catalogue, before: &JudgedIngredient, after: &JudgedIngredient) -> Vec<CriterionChange> {
    let mut changed = Vec::new();
    for judged in &after.criteria {
        let Some(earlier) = before.criteria.iter().find(|earlier| earlier.id == judged.id) else { continue };
        let (old, new) = (state(earlier), state(judged));
        if old != new {
            let asks = catalogue.criterion(&judged.id).map(|(_, record)| record.asks.clone()).unwrap_or_default();
            changed.push(CriterionChange { id: judged.id.clone(), asks, level: judged.level, old, new });
        }
    }
    changed.sort_by_key(|change| change.level != Level::Must);
    changed
}

fn state(criterion: &JudgedCriterion) -> CriterionState {
    match criterion.verdict {
        _ if !criterion.due => CriterionState::NotDue,
        _ if criterion.excepted => CriterionState::SetAside,
        CriterionVerdict::Met => CriterionState::Met,
        CriterionVerdict::Unmet => CriterionState::Unmet,
        CriterionVerdict::Unanswered => CriterionState::Unanswered,
        CriterionVerdict::NotApplicable => CriterionState::NotApplicable,
    }
}

/// The rules at error level that fail in the first and not in the second, with their titles.
fn rules_of_first_only(
    catalogue: &Catalogue,
    first: &JudgedIngredient,
    second: &JudgedIngredient,
) -> Vec<(String, String)> {
    let only = first.failing_rules.iter().filter(|id| !second.failing_rules.contains(id));
    only.map(|id| (id.clone(), catalogue.rule(id).map(|rule| rule.title.clone()).unwrap_or_default())).collect()
}
