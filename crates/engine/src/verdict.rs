//! Verdicts: of a criterion, and of an ingredient by the formula that every report prints.

use crate::catalogue::Catalogue;
use crate::expression::{ReadState, evaluate};
use crate::finding::{Finding, Page, Severity};
use crate::ingredient::{Amount, Criterion, Expectation, Ingredient, Level, Test};
use crate::place::Place;
use crate::plan::{AnswerState, Plan};
use crate::value::{AnswerValue, joined};

/// The formula, in words for a reader.
pub const FORMULA: &str = "An ingredient is met when every must criterion that is due at the plan's stage is met or set aside with a reason, and no rule at error level fails. It is unanswered when none of its criteria has an answer, missing when there are answers and none meets a criterion, and partly met otherwise. Should criteria never hold it back.";

/// The verdict of a criterion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CriterionVerdict {
    /// It is so.
    Met,
    /// It is not so.
    Unmet,
    /// Answers are missing.
    Unanswered,
    /// It does not apply, or has been set aside with a reason.
    NotApplicable,
}

impl CriterionVerdict {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            CriterionVerdict::Met => "met",
            CriterionVerdict::Unmet => "unmet",
            CriterionVerdict::Unanswered => "unanswered",
            CriterionVerdict::NotApplicable => "not_applicable",
        }
    }
}

/// The verdict of an ingredient, from the best to the least known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum IngredientVerdict {
    /// All that must be is.
    Met,
    /// Some of it is.
    PartlyMet,
    /// None of it is.
    Missing,
    /// Nothing is known.
    Unanswered,
}

impl IngredientVerdict {
    /// The word for it in JSON.
    pub fn word(self) -> &'static str {
        match self {
            IngredientVerdict::Met => "met",
            IngredientVerdict::PartlyMet => "partly_met",
            IngredientVerdict::Missing => "missing",
            IngredientVerdict::Unanswered => "unanswered",
        }
    }

    /// The word for it in text.
    pub fn show(self) -> &'static str {
        match self {
            IngredientVerdict::PartlyMet => "partly met",
            other => other.word(),
        }
    }
}

/// What came of one criterion.
#[derive(Debug, Clone, PartialEq)]
pub struct JudgedCriterion {
    /// Its id.
    pub id: String,
    /// Whether it can hold the verdict back.
    pub level: Level,
    /// Its verdict.
    pub verdict: CriterionVerdict,
    /// Whether it is set aside with a reason rather than never having applied.
    pub excepted: bool,
    /// Whether it is due at the plan's stage.
    pub due: bool,
    /// Where the plan answers it, or would.
    pub place: Place,
}

/// What came of one ingredient.
#[derive(Debug, Clone, PartialEq)]
pub struct JudgedIngredient {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its verdict.
    pub verdict: IngredientVerdict,
    /// Its criteria in order.
    pub criteria: Vec<JudgedCriterion>,
    /// The ids of rules at error level that fail.
    pub failing_rules: Vec<String>,
}

impl JudgedIngredient {
    /// How many criteria of a level are due and apply, and how many of them are met or set aside.
    pub fn count(&self, level: Level) -> (usize, usize) {
        let due: Vec<_> = self
            .criteria
            .iter()
            .filter(|criterion| criterion.due && criterion.level == level && applies(criterion))
            .collect();
        (due.iter().filter(|criterion| is_met(criterion)).count(), due.len())
    }

    /// How many criteria that are due have no answer.
    pub fn unanswered(&self) -> usize {
        self.criteria
            .iter()
            .filter(|criterion| criterion.due && criterion.verdict == CriterionVerdict::Unanswered)
            .count()
    }
}

fn applies(criterion: &JudgedCriterion) -> bool {
    criterion.verdict != CriterionVerdict::NotApplicable || criterion.excepted
}

/// Met, or set aside with a reason, which counts alike.
fn is_met(criterion: &JudgedCriterion) -> bool {
    criterion.verdict == CriterionVerdict::Met || criterion.excepted
}

/// The verdict of an ingredient by [`FORMULA`], from its criteria and from whether a rule at error level fails.
pub fn verdict_of(criteria: &[JudgedCriterion], rule_fails: bool) -> IngredientVerdict {
    let due: Vec<&JudgedCriterion> = criteria.iter().filter(|criterion| criterion.due && applies(criterion)).collect();
    let answered = due.iter().any(|criterion| criterion.verdict != CriterionVerdict::Unanswered);
    if !answered {
        return IngredientVerdict::Unanswered;
    }
    let musts_met = due.iter().filter(|criterion| criterion.level == Level::Must).all(|criterion| is_met(criterion));
    if musts_met && !rule_fails {
        return IngredientVerdict::Met;
    }
    if due.iter().any(|criterion| is_met(criterion)) {
        return IngredientVerdict::PartlyMet;
    }
    IngredientVerdict::Missing
}

/// Judges one criterion; a finding when it is due and unmet.
pub(crate) fn judge_criterion(
    catalogue: &Catalogue,
    plan: &Plan,
    ingredient: &Ingredient,
    criterion: &Criterion,
) -> (JudgedCriterion, Option<Finding>) {
    let due = criterion.stage <= plan.stage;
    let mut judged = JudgedCriterion {
        id: criterion.id.clone(),
        level: criterion.level,
        verdict: CriterionVerdict::NotApplicable,
        excepted: false,
        due,
        place: plan.place(criterion.at),
    };
    let applies = criterion.when.as_ref().map(|when| evaluate(when, catalogue, plan, None));
    if let Some(applies) = applies.as_ref().filter(|applies| applies.holds != Some(true)) {
        if applies.holds.is_none() && applies.reads.iter().any(|read| read.state == ReadState::Unanswered) {
            judged.verdict = CriterionVerdict::Unanswered;
        }
        return (judged, None);
    }
    let mut missing = Vec::new();
    let mut related = Vec::new();
    match &criterion.test {
        Test::Expects { question, expectation } => {
            let answer = plan.answer(*question);
            judged.verdict = match plan.read_state(*question) {
                ReadState::NotAsked => CriterionVerdict::NotApplicable,
                ReadState::Excepted => {
                    judged.excepted = true;
                    CriterionVerdict::NotApplicable
                }
                ReadState::Unanswered if answer.is_some_and(|answer| answer.state == AnswerState::ExceptionLapsed) => {
                    // The lapsed exception has a finding of its own.
                    judged.verdict = CriterionVerdict::Unmet;
                    return (judged, None);
                }
                ReadState::Unanswered => CriterionVerdict::Unanswered,
                ReadState::Answered => {
                    let kind = &catalogue.question(*question).answer;
                    let in_time = answer.is_some_and(|answer| answer.state == AnswerState::Planned { in_time: true });
                    answer
                        .and_then(|answer| answer.value.as_ref())
                        .and_then(|value| meets(expectation, value, kind, in_time, &mut missing))
                        .map_or(CriterionVerdict::Unanswered, verdict)
                }
            };
        }
        Test::Holds(expression) => {
            let evaluation = evaluate(expression, catalogue, plan, None);
            judged.verdict = match evaluation.holds {
                Some(holds) => verdict(holds),
                None if evaluation.reads.iter().any(|read| read.state == ReadState::Unanswered) => {
                    CriterionVerdict::Unanswered
                }
                None => {
                    judged.excepted = evaluation.reads.iter().any(|read| read.state == ReadState::Excepted);
                    CriterionVerdict::NotApplicable
                }
            };
            missing = evaluation.missing;
            related = evaluation.reads;
        }
    }
    if !due || judged.verdict != CriterionVerdict::Unmet {
        return (judged, None);
    }
    let question = catalogue.question(criterion.at);
    let mut found = plan.show_with_unit(catalogue, criterion.at);
    if let Some((place, cell)) = failing_cell(catalogue, plan, &criterion.test) {
        judged.place = place;
        found = cell;
    }
    let message = match (&criterion.says, missing.is_empty()) {
        (Some(says), _) => says.say(catalogue, plan, None, &missing),
        (None, false) => format!("“{}” is not so: the plan lacks {}", criterion.asks, joined(&missing)),
        (None, true) => format!("“{}” is not so: the plan says {found}", criterion.asks),
    };
    let severity = if criterion.level == Level::Must { Severity::Error } else { Severity::Advice };
    let mut finding = Finding::new(&criterion.id, severity, message, judged.place)
        .help(&criterion.help)
        .page(Page::Criterion(criterion.id.clone()))
        .path(&question.path);
    if let Test::Expects { expectation, .. } = &criterion.test {
        finding = finding.label(format!("expected {}", expectation.show(&question.answer)));
    }
    let seen = related.iter().chain(applies.iter().flat_map(|applies| &applies.reads));
    for read in seen.filter(|read| read.question != criterion.at && read.state == ReadState::Answered) {
        let label = plan.label(catalogue, read.question);
        finding = finding.related(plan.place(read.question), label);
    }
    finding.ingredients.push(ingredient.id.clone());
    (judged, Some(finding))
}

/// For a table, the cell that does not meet its expectation, and what it says.
fn failing_cell(catalogue: &Catalogue, plan: &Plan, test: &Test) -> Option<(Place, String)> {
    let Test::Expects { question, expectation: Expectation::EveryRow(columns) } = test else { return None };
    let Some(AnswerValue::Table(rows)) = plan.answer(*question)?.value.as_ref() else { return None };
    let record = catalogue.question(*question);
    for (at, row) in rows.iter().enumerate() {
        for (column, expectation) in columns {
            let (Some(cell), Some(kind)) =
                (row.cells.get(*column).and_then(Option::as_ref), record.answer.columns().get(*column))
            else {
                continue;
            };
            if meets(expectation, &cell.value, &kind.answer, false, &mut Vec::new()) == Some(false) {
                let said = cell.value.show_with_unit(&kind.answer);
                return Some((Place::in_plan(cell.span), format!("{said} for “{}” in row {}", kind.label, at + 1)));
            }
        }
    }
    None
}

fn verdict(holds: bool) -> CriterionVerdict {
    if holds { CriterionVerdict::Met } else { CriterionVerdict::Unmet }
}

/// Whether a value meets an expectation; none when the value leaves it open. Labels of what is missing are added.
fn meets(
    expectation: &Expectation,
    value: &AnswerValue,
    kind: &crate::answer_type::AnswerType,
    planned_in_time: bool,
    missing: &mut Vec<String>,
) -> Option<bool> {
    Some(match (expectation, value) {
        (Expectation::Yes, value) => *value == AnswerValue::Yes || planned_in_time,
        (Expectation::No, value) => *value == AnswerValue::No,
        (Expectation::Answered, AnswerValue::Text(text)) => !text.trim().is_empty(),
        (Expectation::Answered, AnswerValue::List(entries)) => !entries.is_empty(),
        (Expectation::Answered, AnswerValue::Choices(words)) => !words.is_empty(),
        (Expectation::Answered, AnswerValue::Table(rows)) => !rows.is_empty(),
        (Expectation::Answered, _) => true,
        (Expectation::AtLeast(amount), value) => compare(value, *amount)?.is_ge(),
        (Expectation::AtMost(amount), value) => compare(value, *amount)?.is_le(),
        (Expectation::OneOf(words), AnswerValue::Choice(word)) => words.contains(word),
        (Expectation::Includes(words), AnswerValue::Choices(chosen)) => {
            let lacking = words.iter().filter(|word| !chosen.contains(word));
            missing.extend(lacking.map(|word| kind.option_label(word).unwrap_or(word).to_owned()));
            missing.is_empty()
        }
        (Expectation::IncludesAny(words), AnswerValue::Choices(chosen)) => {
            words.iter().any(|word| chosen.contains(word))
        }
        (Expectation::EveryRow(columns), AnswerValue::Table(rows)) => {
            if rows.is_empty() {
                return None;
            }
            let mut open = false;
            for (at, expectation) in rows
                .iter()
                .flat_map(|row| columns.iter().map(move |(at, expectation)| (row.cells.get(*at), expectation)))
            {
                match (at.and_then(Option::as_ref), expectation) {
                    (None, _) => open = true,
                    (Some(cell), expectation) => match meets(expectation, &cell.value, kind, false, &mut Vec::new()) {
                        Some(true) => {}
                        Some(false) => return Some(false),
                        None => open = true,
                    },
                }
            }
            if open {
                return None;
            }
            true
        }
        _ => return None,
    })
}

fn compare(value: &AnswerValue, amount: Amount) -> Option<std::cmp::Ordering> {
    let entries = |count: usize| u32::try_from(count).ok().map(f64::from);
    match (value, amount) {
        (AnswerValue::Number(number) | AnswerValue::Money(number), Amount::Number(bound)) => number.partial_cmp(&bound),
        (AnswerValue::List(list), Amount::Number(bound)) => entries(list.len())?.partial_cmp(&bound),
        (AnswerValue::Choices(words), Amount::Number(bound)) => entries(words.len())?.partial_cmp(&bound),
        (AnswerValue::Table(rows), Amount::Number(bound)) => entries(rows.len())?.partial_cmp(&bound),
        (AnswerValue::Duration(length), Amount::Length(bound)) => length.days().partial_cmp(&bound.days()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use CriterionVerdict::{Met, NotApplicable, Unanswered, Unmet};
    use IngredientVerdict as I;

    fn judged(level: Level, verdict: CriterionVerdict, excepted: bool, due: bool) -> JudgedCriterion {
        JudgedCriterion {
            id: String::new(),
            level,
            verdict,
            excepted,
            due,
            place: Place::in_plan(crate::place::Span::default()),
        }
    }

    #[test]
    fn the_formula_holds() {
        let must = |verdict| judged(Level::Must, verdict, false, true);
        let should = |verdict| judged(Level::Should, verdict, false, true);
        let later = |verdict| judged(Level::Must, verdict, false, false);
        let aside = || judged(Level::Must, NotApplicable, true, true);
        let cases: &[(&str, Vec<JudgedCriterion>, bool, I)] = &[
            ("nothing answered", vec![must(Unanswered), should(Unanswered)], false, I::Unanswered),
            ("all musts met, should unmet", vec![must(Met), should(Unmet)], false, I::Met),
            ("all musts met, a rule fails", vec![must(Met), should(Unmet)], true, I::PartlyMet),
            ("set aside counts as met", vec![must(Met), aside()], false, I::Met),
            ("only set aside", vec![aside()], false, I::Met),
            ("one of two musts open", vec![must(Met), must(Unanswered)], false, I::PartlyMet),
            ("answers and none met", vec![must(Unmet), must(Unanswered)], false, I::Missing),
            ("only a should met", vec![must(Unmet), should(Met)], false, I::PartlyMet),
            ("a should answered, musts open", vec![must(Unanswered), should(Met)], false, I::PartlyMet),
            ("not due yet does not block", vec![must(Met), later(Unmet)], false, I::Met),
            ("not due yet does not count", vec![must(Unanswered), later(Met)], false, I::Unanswered),
            ("does not apply", vec![must(NotApplicable), must(Met)], false, I::Met),
            ("nothing applies", vec![must(NotApplicable)], false, I::Unanswered),
        ];
        for (name, criteria, rule_fails, expected) in cases {
            assert_eq!(verdict_of(criteria, *rule_fails), *expected, "{name}");
        }
    }
}
