//! The essential ingredients as reports tabulate them: the verdict, the counts, and why.

use serde::Serialize;
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::Report;
use sp_plan_engine::finding::Finding;
use sp_plan_engine::ingredient::Level;
use sp_plan_engine::verdict::{CriterionVerdict, IngredientVerdict, JudgedIngredient};

use super::words::{capitalised, counted_in_words, out_of, sentence};

/// How many reasons are given for one ingredient; the rest is counted.
const REASONS: usize = 3;

/// An ingredient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct IngredientRow {
    pub(crate) title: String,
    /// The verdict in words, with a capital.
    pub(crate) verdict: String,
    /// The verdict as one word, for styles.
    pub(crate) word: &'static str,
    /// A sign whose shape tells the verdict where colours do not.
    pub(crate) sign: char,
    /// How many `must` criteria are met, of those that are due.
    pub(crate) must: String,
    /// The same of `should` criteria.
    pub(crate) should: String,
    /// How many criteria that are due have no answer.
    pub(crate) unanswered: usize,
    /// Why it is not met, in sentences; empty when it is.
    pub(crate) why: Vec<String>,
}

/// The rows of a report.
pub(crate) fn rows(catalogue: &Catalogue, report: &Report) -> Vec<IngredientRow> {
    report.ingredients.iter().map(|ingredient| IngredientRow::new(catalogue, report, ingredient)).collect()
}

impl IngredientRow {
    fn new(catalogue: &Catalogue, report: &Report, ingredient: &JudgedIngredient) -> Self {
        let (must_met, must_due) = ingredient.count(Level::Must);
        let (should_met, should_due) = ingredient.count(Level::Should);
        Self {
            title: ingredient.title.clone(),
            verdict: capitalised(ingredient.verdict.show()),
            word: ingredient.verdict.word(),
            sign: match ingredient.verdict {
                IngredientVerdict::Met => '●',
                IngredientVerdict::PartlyMet => '◐',
                IngredientVerdict::Missing => '○',
                IngredientVerdict::Unanswered => '–',
            },
            must: out_of(must_met, must_due),
            should: out_of(should_met, should_due),
            unanswered: ingredient.unanswered(),
            why: why(catalogue, report, ingredient),
        }
    }
}

/// What holds an ingredient back: rules at error level that fail, `must` criteria that are not met, and those that nobody
/// has answered.
fn why(catalogue: &Catalogue, report: &Report, ingredient: &JudgedIngredient) -> Vec<String> {
    if ingredient.verdict == IngredientVerdict::Met {
        return Vec::new();
    }
    let finding = |id: &str| report.findings.iter().find(|finding| finding.id == id);
    let mut reasons: Vec<String> = ingredient.failing_rules.iter().filter_map(|id| finding(id)).map(message).collect();
    let covered = |id: &str| {
        let rules = ingredient.failing_rules.iter().filter_map(|rule| catalogue.rule(rule));
        rules.flat_map(|rule| &rule.covers).any(|covered| covered.text == id)
    };
    let musts = || ingredient.criteria.iter().filter(|criterion| criterion.due && criterion.level == Level::Must);
    for criterion in musts().filter(|criterion| criterion.verdict == CriterionVerdict::Unmet && !covered(&criterion.id))
    {
        let asks = catalogue.criterion(&criterion.id).map(|(_, record)| format!("Not so yet: “{}”", record.asks));
        reasons.extend(asks.map(|asks| sentence(&asks)));
    }
    let more = reasons.len().saturating_sub(REASONS);
    reasons.truncate(REASONS);
    if more > 0 {
        reasons.push(sentence(&format!("and {}", counted_in_words(more, "more reason", "more reasons"))));
    }
    let open = musts().filter(|criterion| criterion.verdict == CriterionVerdict::Unanswered).count();
    if open > 0 {
        let essentials = counted_in_words(open, "essential has", "essentials have");
        reasons.push(sentence(&format!("{essentials} no answer yet")));
    }
    reasons
}

fn message(finding: &Finding) -> String {
    sentence(&finding.message)
}
