//! The result of `check` as one page that needs no other file: verdicts, what to do next, every finding with the plan's
//! own words, and every working.

mod excerpt;

use std::io;

use minijinja::value::Value;
use serde::Serialize;
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::Report;
use sp_plan_engine::finding::{Finding, Page, Severity};
use sp_plan_engine::place::{LineIndex, SourceText};
use sp_plan_engine::value::show_date;
use sp_plan_engine::verdict::{FORMULA, IngredientVerdict};

use super::document::{Document, whole};
use super::gaps::{Gap, gaps};
use super::ingredients::{self, IngredientRow};
use super::words::{capitalised, counted, out_of};
use super::workings::{self, WorkingView, sums_of};
use super::{portable_path, scheme};
use crate::templates::Templates;
use excerpt::Excerpt;

/// What a template is given for the page around the plans.
#[derive(Debug, Serialize)]
struct Frame<'a> {
    title: &'a str,
    /// Whether there is more than one plan, so that each has a heading of its own below a table of all.
    several: bool,
    plans: &'a [Row],
    /// The sections of the plans, which are put in their place later.
    sections: Value,
}

/// A plan in the table of all.
#[derive(Debug, Serialize)]
pub struct Row {
    /// The anchor of its section.
    anchor: String,
    path: String,
    readable: bool,
    scheme: String,
    /// How many ingredients are met, of all.
    met: String,
    errors: usize,
    warnings: usize,
    advice: usize,
}

/// What a template is given for the section of a plan.
#[derive(Debug, Serialize)]
struct Section<'a> {
    several: bool,
    plan: &'a PlanView,
    /// How a verdict is reached.
    formula: &'static str,
}

/// The result of one plan.
#[derive(Debug, Serialize)]
struct PlanView {
    row: Row,
    /// Stands for the anchor of its section.
    anchor: Value,
    facts: Vec<(&'static str, String)>,
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

/// Stands where the sections of the plans go. No template and no plan has it, since a control character of a plan is
/// replaced.
const SECTIONS: &str = "\u{1}sections\u{1}";

/// The page of several plans.
///
/// # Errors
///
/// A template that is missing or wrong.
pub fn plans(templates: &Templates, catalogue: &Catalogue, plans: &[(SourceText, Report)]) -> io::Result<String> {
    whole(Plans::new(templates, catalogue, plans.len() == 1), plans)
}

/// The page. Its title and its table of all plans come first, so that they are written last.
pub struct Plans<'a> {
    templates: &'a Templates,
    catalogue: &'a Catalogue,
    alone: bool,
    rows: Vec<Row>,
}

impl<'a> Plans<'a> {
    /// A page without plans; for one plan `alone` there is no table, and the page has its title.
    pub fn new(templates: &'a Templates, catalogue: &'a Catalogue, alone: bool) -> Self {
        Self { templates, catalogue, alone, rows: Vec::new() }
    }

    /// What stands before and after the plans.
    fn frame(&self) -> io::Result<(String, String)> {
        let title = match self.rows.as_slice() {
            [row] if self.alone => format!("{}: result of the check", row.scheme),
            many => format!("Result of the check of {}", counted(many.len(), "plan", "plans")),
        };
        let sections = Value::from_safe_string(SECTIONS.to_owned());
        let frame = Frame { title: &title, several: !self.alone, plans: &self.rows, sections };
        let page = self.templates.render("report/check.html", &frame).map_err(io::Error::other)?;
        let (before, after) = page.split_once(SECTIONS).unwrap_or((&page, ""));
        Ok((before.to_owned(), after.to_owned()))
    }
}

impl Document for Plans<'_> {
    /// The row and the section.
    type Part = (Row, String);

    fn part(&self, source: &SourceText, report: &Report) -> io::Result<(Row, String)> {
        let plan = PlanView::new(self.catalogue, source, report);
        let section = Section { several: !self.alone, plan: &plan, formula: FORMULA };
        let text = self.templates.render("report/check_plan.html", &section).map_err(io::Error::other)?;
        Ok((plan.row, text))
    }

    fn add(&mut self, (mut row, text): (Row, String)) -> io::Result<String> {
        let text = text.replace(ANCHOR, &format!("plan-{}", self.rows.len() + 1));
        row.anchor = format!("plan-{}", self.rows.len() + 1);
        self.rows.push(row);
        Ok(text)
    }

    fn waits(&self) -> bool {
        true
    }

    fn head(&self) -> io::Result<String> {
        Ok(self.frame()?.0)
    }

    fn foot(&self) -> io::Result<String> {
        Ok(self.frame()?.1)
    }
}

/// Stands for the anchor of a section until its place among the plans is known.
const ANCHOR: &str = "\u{1}anchor\u{1}";

/// The scheme's name; without one, the file's.
fn named(source: &SourceText, report: &Report) -> String {
    let named = report.scheme.as_deref().is_some_and(|name| !name.trim().is_empty());
    if named { scheme::name(report) } else { portable_path(&source.name) }
}

impl Row {
    fn new(source: &SourceText, report: &Report) -> Self {
        Self {
            anchor: String::new(),
            path: portable_path(&source.name),
            readable: report.readable,
            scheme: named(source, report),
            met: out_of(report.count_verdicts(IngredientVerdict::Met), report.ingredients.len()),
            errors: report.count(Severity::Error),
            warnings: report.count(Severity::Warning),
            advice: report.count(Severity::Advice),
        }
    }
}

impl PlanView {
    fn new(catalogue: &Catalogue, source: &SourceText, report: &Report) -> Self {
        let (workings, open_workings) = workings::views(catalogue, &source.text, report, usize::MAX)
            .into_iter()
            .partition(WorkingView::has_results);
        Self {
            row: Row::new(source, report),
            anchor: Value::from_safe_string(ANCHOR.to_owned()),
            facts: facts(catalogue, source, report),
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
