//! A paper for a committee: at most five pages from which councillors can decide.
//!
//! ```text
//! Catalogue, Report, text ─► Paper (a value) ─► html, markdown
//! ```
//!
//! What does not fit is counted, and the paper says where it can be read.

mod chart;
mod dates;
mod decisions;
mod exceptions;
mod markdown;
mod sources;
mod summary;

use serde::Serialize;
use sp_plan_engine::Date;
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::Report;
use sp_plan_engine::place::SourceText;
use sp_plan_engine::value::show_date;
use sp_plan_engine::verdict::FORMULA;

use super::gaps::{Gap, gaps};
use super::ingredients::{self, IngredientRow};
use super::words::capitalised;
use super::workings::{self, WorkingView};
use super::{portable_path, scheme};
use crate::templates::{TemplateFault, Templates};
use dates::Dates;
use decisions::Decision;
use exceptions::Exception;

pub(crate) use exceptions::is_set_aside;
pub use markdown::markdown;

/// How many gaps are listed.
const GAPS: usize = 10;
/// How many exceptions are listed.
const EXCEPTIONS: usize = 10;
/// How many rows of each table of a working are shown.
const WORKING_ROWS: usize = 5;

/// A paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Paper {
    /// The scheme's name.
    scheme: String,
    /// The name of the plan's file, for commands.
    plan: String,
    /// Name and value of what stands at its head.
    facts: Vec<(&'static str, String)>,
    /// How the plan stands, in sentences.
    summary: Vec<String>,
    decisions: Vec<Decision>,
    ingredients: Vec<IngredientRow>,
    gaps: Vec<Gap>,
    /// How many gaps are not listed.
    more_gaps: usize,
    exceptions: Vec<Exception>,
    /// How many exceptions are not listed.
    more_exceptions: usize,
    dates: Dates,
    workings: Vec<WorkingView>,
    /// The titles of workings for which answers are missing, each with these answers.
    open_workings: Vec<WorkingView>,
    /// How a verdict is reached.
    formula: &'static str,
    /// What the paper stands on.
    sources: Vec<String>,
}

impl Paper {
    /// The paper of a plan that could be read; none for any other.
    pub fn new(catalogue: &Catalogue, source: &SourceText, report: &Report) -> Option<Self> {
        let plan = report.plan.as_ref()?;
        let mut gaps = gaps(catalogue, report);
        let decisions = decisions::decisions(catalogue, report, &gaps);
        let more_gaps = gaps.len().saturating_sub(GAPS);
        gaps.truncate(GAPS);
        let mut exceptions = exceptions::exceptions(catalogue, report);
        let more_exceptions = exceptions.len().saturating_sub(EXCEPTIONS);
        exceptions.truncate(EXCEPTIONS);
        let (workings, open_workings) = workings::views(catalogue, &source.text, report, WORKING_ROWS)
            .into_iter()
            .partition(WorkingView::has_results);
        Some(Self {
            scheme: scheme::name(report),
            plan: portable_path(&source.name),
            facts: facts(catalogue, source, report, plan.today),
            summary: summary::summary(catalogue, report),
            decisions,
            ingredients: ingredients::rows(catalogue, report),
            gaps,
            more_gaps,
            exceptions,
            more_exceptions,
            dates: Dates::new(report, plan.today),
            workings,
            open_workings,
            formula: FORMULA,
            sources: sources::sources(catalogue, report),
        })
    }
}

/// The paper as one page that needs no other file.
///
/// # Errors
///
/// A template that is missing or wrong.
pub fn html(templates: &Templates, paper: &Paper) -> Result<String, TemplateFault> {
    templates.render("report/paper.html", paper)
}

fn facts(catalogue: &Catalogue, source: &SourceText, report: &Report, today: Date) -> Vec<(&'static str, String)> {
    let mut facts = Vec::new();
    facts.extend(scheme::lead(catalogue, report).map(|lead| ("Lead organisation", lead)));
    facts.extend(scheme::nation(catalogue, report).map(|nation| ("Nation", nation)));
    facts.push(("Stage judged", capitalised(report.stage.word())));
    facts.push(("Judged on", show_date(today)));
    let owner = scheme::plan_owner(catalogue, report);
    facts.push(("Prepared by", owner.unwrap_or_else(|| "The plan names nobody yet".to_owned())));
    facts.push(("Plan", format!("{}, question set {}", portable_path(&source.name), report.question_set)));
    facts
}
