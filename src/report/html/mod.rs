//! The result of `check` as one page that needs no other file: verdicts, what to do next, every finding with the plan's
//! own words, and every working.

mod excerpt;

use serde::Serialize;
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::Report;
use sp_plan_engine::finding::{Finding, Page, Severity};
use sp_plan_engine::place::{LineIndex, SourceText};
use sp_plan_engine::value::show_date;
use sp_plan_engine::verdict::{FORMULA, IngredientVerdict};

use super::gaps::{Gap, gaps};
use super::ingredients::{self, IngredientRow};
use super::words::{capitalised, counted, out_of};
use super::workings::{self, WorkingView, sums_of};
use super::{portable_path, scheme};
use crate::templates::Templates;
use excerpt::Excerpt;

/// The page.
#[derive(Debug, Serialize)]
struct ResultPage {
    title: String,
    /// Whether there is more than one plan, so that each has a heading of its own below a table of all.
    several: bool,
    plans: Vec<PlanView>,
    /// How a verdict is reached.
    formula: &'static str,
}

/// The result of one plan.
#[derive(Debug, Serialize)]
struct PlanView {
    /// The anchor of its section.
    anchor: String,
    path: String,
    readable: bool,
    scheme: String,
    facts: Vec<(&'static str, String)>,
    /// How many ingredients are met, of all.
    met: String,
    errors: usize,
    warnings: usize,
    advice: usize,
    ingredients: Vec<IngredientRow>,
    gaps: Vec<Gap>,
    /// Findings by severity, the heaviest first; severities without findings are left out.
    findings: Vec<FindingsOf>,
    workings: Vec<WorkingView>,
    open_workings: Vec<WorkingView>,
}

/// The findings of one severity.
#[derive(Debug, Serialize)]
struct FindingsOf {
    word: &'static str,
    title: &'static str,
    findings: Vec<FindingView>,
}

/// A finding.
#[derive(Debug, Serialize)]
struct FindingView {
    id: String,
    message: String,
    help: Option<String>,
    /// The page of the handbook, from its home page.
    page: Option<String>,
    /// The titles of the ingredients that it bears on.
    ingredients: Vec<String>,
    /// The sums behind it.
    sums: Vec<String>,
    /// The plan's own words; the first is the primary place.
    excerpts: Vec<Excerpt>,
}

/// The page of several plans.
///
/// # Errors
///
/// A template that is missing or wrong.
pub fn plans(templates: &Templates, catalogue: &Catalogue, plans: &[(SourceText, Report)]) -> anyhow::Result<String> {
    let title = match plans {
        [(source, report)] if report.readable => format!("{}: result of the check", named(source, report)),
        [(source, _)] => format!("{}: result of the check", portable_path(&source.name)),
        many => format!("Result of the check of {}", counted(many.len(), "plan", "plans")),
    };
    let page = ResultPage {
        title,
        several: plans.len() != 1,
        plans: plans.iter().enumerate().map(|(at, plan)| PlanView::new(catalogue, at + 1, plan)).collect(),
        formula: FORMULA,
    };
    templates.render("report/check.html", &page)
}

/// The scheme's name; without one, the file's.
fn named(source: &SourceText, report: &Report) -> String {
    let named = report.scheme.as_deref().is_some_and(|name| !name.trim().is_empty());
    if named { scheme::name(report) } else { portable_path(&source.name) }
}

impl PlanView {
    fn new(catalogue: &Catalogue, number: usize, (source, report): &(SourceText, Report)) -> Self {
        let (workings, open_workings) = workings::views(catalogue, &source.text, report, usize::MAX)
            .into_iter()
            .partition(WorkingView::has_results);
        Self {
            anchor: format!("plan-{number}"),
            path: portable_path(&source.name),
            readable: report.readable,
            scheme: named(source, report),
            facts: facts(catalogue, source, report),
            met: out_of(report.count_verdicts(IngredientVerdict::Met), report.ingredients.len()),
            errors: report.count(Severity::Error),
            warnings: report.count(Severity::Warning),
            advice: report.count(Severity::Advice),
            ingredients: ingredients::rows(catalogue, report),
            gaps: gaps(catalogue, report),
            findings: by_severity(catalogue, source, report),
            workings,
            open_workings,
        }
    }
}

fn facts(catalogue: &Catalogue, source: &SourceText, report: &Report) -> Vec<(&'static str, String)> {
    let mut facts = vec![("Plan", portable_path(&source.name))];
    facts.extend(scheme::nation(catalogue, report).map(|nation| ("Nation", nation)));
    if let Some(plan) = &report.plan {
        facts.push(("Stage judged", capitalised(plan.stage.word())));
        facts.push(("Judged on", show_date(plan.today)));
        let open = format!("{} of the {} due at this stage", report.unanswered.len(), report.due);
        facts.push(("Unanswered questions", open));
    }
    facts.push(("Question set", report.question_set.clone()));
    facts
}

fn by_severity(catalogue: &Catalogue, source: &SourceText, report: &Report) -> Vec<FindingsOf> {
    let lines = LineIndex::new(&source.text);
    [(Severity::Error, "Errors"), (Severity::Warning, "Warnings"), (Severity::Advice, "Advice")]
        .into_iter()
        .map(|(severity, title)| FindingsOf {
            word: severity.word(),
            title,
            findings: report
                .findings
                .iter()
                .filter(|finding| finding.severity == severity)
                .map(|finding| FindingView::new(catalogue, source, &lines, report, finding))
                .collect(),
        })
        .filter(|group| !group.findings.is_empty())
        .collect()
}

impl FindingView {
    fn new(
        catalogue: &Catalogue,
        source: &SourceText,
        lines: &LineIndex<'_>,
        report: &Report,
        finding: &Finding,
    ) -> Self {
        let bears = report.ingredients.iter().filter(|ingredient| finding.ingredients.contains(&ingredient.id));
        let mut excerpts = vec![Excerpt::new(source, lines, finding.place.span, finding.label.as_deref())];
        let related = finding.related.iter().filter(|related| related.place.file == finding.place.file);
        excerpts.extend(related.map(|related| Excerpt::new(source, lines, related.place.span, Some(&related.label))));
        Self {
            id: finding.id.clone(),
            message: finding.message.clone(),
            help: finding.help.clone(),
            page: finding.page.as_ref().map(Page::address),
            ingredients: bears.map(|ingredient| ingredient.title.clone()).collect(),
            sums: sums_of(catalogue, report, finding),
            excerpts,
        }
    }
}
