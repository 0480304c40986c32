//! Any text as a plan of the project's own handbook.

use std::cmp::Reverse;
use std::sync::LazyLock;

use sp_plan_engine::calculators::{Origin, Quantity};
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::{Report, check};
use sp_plan_engine::checklist::Stage;
use sp_plan_engine::place::SourceText;
use sp_plan_engine::wire::WireReport;

use super::{assert_place, on_a_day};
use crate::corpus;

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| {
    let files = corpus::checklists().into_iter().map(|(name, text)| SourceText::new(name, text)).collect();
    let loaded = Catalogue::load(files);
    assert!(loaded.findings.is_empty() && !loaded.catalogue.rules.is_empty(), "the project's own handbook is sound");
    loaded.catalogue
});

/// Checking ends, says everything at its place and in order, gives verdicts exactly to what can be read, and says the
/// same every time.
pub(crate) fn holds(text: &str) {
    // The stage follows from the text, so that all of them are tried.
    let stages = [None, Some(Stage::Design), Some(Stage::Pilot), Some(Stage::Live)];
    let stage = stages.get(text.len() % stages.len()).copied().flatten();
    let report = check(&CATALOGUE, text, on_a_day(stage));
    assert_report(&CATALOGUE, text, &report);
    let json =
        |report: &Report| serde_json::to_string(&WireReport::new(&CATALOGUE, [("plan.yaml", text, report)])).ok();
    let again = check(&CATALOGUE, text, on_a_day(stage));
    assert!(json(&report).is_some(), "the report cannot be written as JSON");
    assert_eq!(json(&report), json(&again), "checking the same text again gives something else");
}

/// What holds for the report of any plan.
pub(super) fn assert_report(catalogue: &Catalogue, text: &str, report: &Report) {
    for finding in &report.findings {
        assert_place(text, finding.place.span, finding);
        for related in &finding.related {
            assert_place(text, related.place.span, finding);
        }
        assert!(!finding.message.is_empty(), "a finding says nothing: {finding:?}");
    }
    let in_order = report
        .findings
        .is_sorted_by_key(|finding| (finding.place.span.start, Reverse(finding.severity), finding.id.clone()));
    assert!(in_order, "findings are not in order");
    assert_eq!(report.readable, report.plan.is_some(), "a plan that cannot be read is none");
    let verdicts = if report.readable { catalogue.ingredients.len() } else { 0 };
    assert_eq!(report.ingredients.len(), verdicts, "what can be read has verdicts, and nothing else has");
    assert!(report.readable || !report.findings.is_empty(), "a plan cannot be read and nothing says why");
    for criterion in report.ingredients.iter().flat_map(|ingredient| &ingredient.criteria) {
        assert_place(text, criterion.place.span, criterion);
    }
    for answer in report.plan.iter().flat_map(|plan| &plan.answers) {
        assert_place(text, answer.nearest, answer);
        assert_place(text, answer.span.unwrap_or_default(), answer);
    }
    assert_workings(catalogue, text, report);
    assert!(report.timeline.is_sorted_by_key(|mark| mark.from), "the timeline is not in the order of time");
    for mark in &report.timeline {
        assert_place(text, mark.span.unwrap_or_default(), mark);
    }
    assert!(report.actions.is_sorted_by_key(|action| action.urgency), "actions are not in order");
    assert!(report.unanswered.len() <= report.due, "more questions are open than are due");
    for path in &report.unanswered {
        assert!(catalogue.questions.find(path).is_some(), "an open question that nobody asks: {path}");
    }
}

/// What holds for the arithmetic of any plan: numbers that can be shown, each with its sum, from places in the text.
fn assert_workings(catalogue: &Catalogue, text: &str, report: &Report) {
    for working in report.workings() {
        for step in &working.steps {
            let number = step.result.as_ref().and_then(Quantity::number);
            assert!(number.is_none_or(f64::is_finite), "a result is no number: {step:?}");
            assert!(step.result.is_none() || step.sum.is_some(), "a result has no sum: {step:?}");
            for input in &step.inputs {
                if let Origin::Answer { question, span } = input.origin {
                    assert!(question < catalogue.questions.all().len(), "an input answers no question: {input:?}");
                    assert_place(text, span.unwrap_or_default(), input);
                }
            }
        }
        for table in &working.tables {
            assert_eq!(table.rows.len(), table.marked.len(), "a table marks other rows than it has: {table:?}");
            let is_whole = |row: &Vec<String>| row.len() == table.columns.len();
            assert!(table.rows.iter().all(is_whole), "a row has not as many cells as there are columns: {table:?}");
        }
    }
}
