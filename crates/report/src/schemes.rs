//! For spreadsheets: one row a plan with a column for each ingredient, as RFC 4180 has it.

use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::Report;
use sp_plan_engine::finding::Severity;
use sp_plan_engine::place::SourceText;
use sp_plan_engine::verdict::IngredientVerdict;

use super::csv::row;
use super::portable_path;

/// The columns before those of the ingredients, which are called by their ids.
const BEFORE: [&str; 6] = ["path", "scheme", "nation", "stage", "question_set", "readable"];

/// The columns after them: numbers, and nothing where a file could not be read as a plan.
const AFTER: [&str; 6] = ["ingredients_met", "errors", "warnings", "advice", "due", "unanswered"];

/// The first row.
pub fn header(catalogue: &Catalogue) -> String {
    let ingredients = catalogue.ingredients.iter().map(|ingredient| ingredient.id.as_str());
    row(BEFORE.into_iter().chain(ingredients).chain(AFTER).map(str::to_owned))
}

/// The row of one plan. Verdicts are `met`, `partly_met`, `missing` and `unanswered`.
pub fn line(catalogue: &Catalogue, source: &SourceText, report: &Report) -> String {
    let mut cells = vec![
        portable_path(&source.name),
        report.scheme.clone().unwrap_or_default(),
        report.nation.clone().unwrap_or_default(),
        if report.readable { report.stage.word().to_owned() } else { String::new() },
        report.question_set.clone(),
        if report.readable { "yes" } else { "no" }.to_owned(),
    ];
    let verdict =
        |id: &str| report.ingredients.iter().find(|judged| judged.id == id).map(|judged| judged.verdict.word());
    cells.extend(catalogue.ingredients.iter().map(|ingredient| verdict(&ingredient.id).unwrap_or_default().to_owned()));
    // Of a file that is no plan there are errors to count, and nothing else.
    let of_a_plan = |number: usize| if report.readable { number.to_string() } else { String::new() };
    cells.extend([
        of_a_plan(report.count_verdicts(IngredientVerdict::Met)),
        report.count(Severity::Error).to_string(),
        report.count(Severity::Warning).to_string(),
        report.count(Severity::Advice).to_string(),
        of_a_plan(report.due),
        of_a_plan(report.unanswered.len()),
    ]);
    row(cells)
}
