//! The JSON of a report: what `sp-plan check --format json` prints and what a page gets for a check.

use serde::Serialize;

use super::{VERSION, WireAnswer, WireMark, WireUnknown, WireWorking};
use crate::catalogue::Catalogue;
use crate::check::Report;
use crate::place::{LineIndex, Place};

/// What `sp-plan check --format json` prints.
#[derive(Debug, Serialize)]
pub struct WireReport {
    /// [`VERSION`].
    pub version: u32,
    /// The version of the question set.
    pub question_set: String,
    /// A report for each plan.
    pub plans: Vec<WirePlan>,
}

/// A line of `sp-plan check --format jsonl`.
#[derive(Debug, Serialize)]
pub struct WireLine {
    /// [`VERSION`].
    pub version: u32,
    /// The version of the question set.
    pub question_set: String,
    /// The plan.
    #[serde(flatten)]
    pub plan: WirePlan,
}

/// The report of one plan.
#[derive(Debug, Serialize)]
pub struct WirePlan {
    /// The file.
    pub path: String,
    /// Whether it could be read as a plan.
    pub readable: bool,
    /// The scheme's name.
    pub scheme: Option<String>,
    /// The scheme's nation.
    pub nation: Option<String>,
    /// The stage at which it was judged.
    pub stage: &'static str,
    /// How many questions are due at this stage.
    pub due: usize,
    /// The paths of those that have no answer.
    pub unanswered: Vec<String>,
    /// Verdicts.
    pub ingredients: Vec<WireIngredient>,
    /// Findings in the order of the plan.
    pub findings: Vec<WireFinding>,
    /// What to do next, the most pressing first.
    pub actions: Vec<WireAction>,
    /// The working of each calculator.
    pub workings: Vec<WireWorking>,
    /// The gates and periods of the plan, in the order of time.
    pub timeline: Vec<WireMark>,
    /// The version of the question set that the plan names, when it names one; only with the answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub written_for: Option<String>,
    /// Whether the text is YAML as it stands; only with the answers, as the two fields below.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sound: Option<bool>,
    /// What each control of the form holds, in the handbook's order; empty when the text is not sound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answers: Option<Vec<WireAnswer>>,
    /// What the plan holds and no control shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unknown: Option<Vec<WireUnknown>>,
}

/// An ingredient.
#[derive(Debug, Serialize)]
pub struct WireIngredient {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// `met`, `partly_met`, `missing` or `unanswered`.
    pub verdict: &'static str,
    /// Its criteria.
    pub criteria: Vec<WireCriterion>,
    /// Ids of rules at error level that fail.
    pub failing_rules: Vec<String>,
}

/// A criterion.
#[derive(Debug, Serialize)]
pub struct WireCriterion {
    /// Its id.
    pub id: String,
    /// `must` or `should`.
    pub level: &'static str,
    /// `met`, `unmet`, `unanswered` or `not_applicable`.
    pub verdict: &'static str,
    /// Whether it is due at the plan's stage.
    pub due: bool,
    /// Where the plan answers it, or would.
    pub place: WirePlace,
}

/// A finding.
#[derive(Debug, Serialize)]
pub struct WireFinding {
    /// The rule, criterion or fault of reading.
    pub id: String,
    /// `error`, `warning` or `advice`.
    pub severity: &'static str,
    /// One short phrase.
    pub message: String,
    /// What was expected at the place.
    pub label: Option<String>,
    /// What to do.
    pub help: Option<String>,
    /// The handbook page, relative to its home.
    pub page: Option<String>,
    /// The question's path.
    pub path: Option<String>,
    /// Ids of ingredients.
    pub ingredients: Vec<String>,
    /// Where.
    pub place: WirePlace,
    /// Other places.
    pub related: Vec<WireRelated>,
}

/// Another place of a finding.
#[derive(Debug, Serialize)]
pub struct WireRelated {
    /// What there is to see.
    pub label: String,
    /// Where.
    pub place: WirePlace,
}

/// A place: lines and columns from 1, the column in characters; `start` and `end` are byte offsets from 0.
#[derive(Debug, Serialize)]
pub struct WirePlace {
    /// First line.
    pub line: usize,
    /// First column.
    pub column: usize,
    /// Last line.
    pub end_line: usize,
    /// The column after the last character.
    pub end_column: usize,
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

/// An action.
#[derive(Debug, Serialize)]
pub struct WireAction {
    /// What to do.
    pub text: String,
    /// The question's path.
    pub path: String,
    /// Who.
    pub owner: Option<String>,
    /// By when, year first.
    pub due: Option<String>,
    /// The rule, criterion or fault that asks for it.
    pub id: String,
    /// Ids of ingredients.
    pub ingredients: Vec<String>,
}

impl WireReport {
    /// A report of several plans: path, text and report of each.
    pub fn new<'a>(catalogue: &Catalogue, plans: impl IntoIterator<Item = (&'a str, &'a str, &'a Report)>) -> Self {
        Self {
            version: VERSION,
            question_set: catalogue.handbook.version.clone(),
            plans: plans.into_iter().map(|(path, text, report)| WirePlan::new(catalogue, path, text, report)).collect(),
        }
    }
}

impl WireLine {
    /// The line of one plan.
    pub fn new(catalogue: &Catalogue, plan: WirePlan) -> Self {
        Self { version: VERSION, question_set: catalogue.handbook.version.clone(), plan }
    }
}

impl WirePlan {
    /// The report of one plan: path, text and report.
    pub fn new(catalogue: &Catalogue, path: &str, text: &str, report: &Report) -> Self {
        let lines = LineIndex::new(text);
        let place = |place: Place| WirePlace::new(&lines, place);
        let ingredients = report.ingredients.iter().map(|ingredient| WireIngredient {
            id: ingredient.id.clone(),
            title: ingredient.title.clone(),
            verdict: ingredient.verdict.word(),
            criteria: ingredient
                .criteria
                .iter()
                .map(|criterion| WireCriterion {
                    id: criterion.id.clone(),
                    level: criterion.level.word(),
                    verdict: criterion.verdict.word(),
                    due: criterion.due,
                    place: place(criterion.place),
                })
                .collect(),
            failing_rules: ingredient.failing_rules.clone(),
        });
        let findings = report.findings.iter().map(|finding| WireFinding {
            id: finding.id.clone(),
            severity: finding.severity.word(),
            message: finding.message.clone(),
            label: finding.label.clone(),
            help: finding.help.clone(),
            page: finding.page.as_ref().map(crate::finding::Page::address),
            path: finding.path.clone(),
            ingredients: finding.ingredients.clone(),
            place: place(finding.place),
            related: finding
                .related
                .iter()
                .map(|related| WireRelated { label: related.label.clone(), place: place(related.place) })
                .collect(),
        });
        let actions = report.actions.iter().map(|action| WireAction {
            text: action.text.clone(),
            path: action.path.clone(),
            owner: action.owner.clone(),
            due: action.due.map(crate::value::write_date),
            id: action.id.clone(),
            ingredients: action.ingredients.clone(),
        });
        Self {
            path: path.to_owned(),
            readable: report.readable,
            scheme: report.scheme.clone(),
            nation: report.nation.clone(),
            stage: report.stage.word(),
            due: report.due,
            unanswered: report.unanswered.clone(),
            ingredients: ingredients.collect(),
            findings: findings.collect(),
            actions: actions.collect(),
            workings: report.workings().iter().map(|working| WireWorking::new(catalogue, &lines, working)).collect(),
            timeline: report.timeline.iter().map(|mark| WireMark::new(&lines, mark)).collect(),
            written_for: None,
            sound: None,
            answers: None,
            unknown: None,
        }
    }
}

impl WirePlace {
    pub(super) fn new(lines: &LineIndex<'_>, place: Place) -> Self {
        let (line, column) = lines.line_and_column(place.span.start);
        let (end_line, end_column) = lines.line_and_column(place.span.end);
        Self { line, column, end_line, end_column, start: place.span.start, end: place.span.end }
    }
}
