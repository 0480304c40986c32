//! The JSON that the command line prints and that the pages receive: types of its own, apart from the model, with a
//! version. Its schema is `docs/report.schema.json`.

mod working;

use serde::{Deserialize, Serialize};

use crate::catalogue::{Catalogue, Compiled};
use crate::check::{CheckOptions, Report, check};
use crate::checklist::Stage;
use crate::place::{LineIndex, Place};

pub use working::{WireBreach, WireInput, WireMark, WireResult, WireStep, WireTable, WireTableRow, WireWorking};

/// The version of the JSON. It grows when a field changes its meaning or goes; new fields leave it as it is.
pub const VERSION: u32 = 1;

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
        }
    }
}

impl WirePlace {
    fn new(lines: &LineIndex<'_>, place: Place) -> Self {
        let (line, column) = lines.line_and_column(place.span.start);
        let (end_line, end_column) = lines.line_and_column(place.span.end);
        Self { line, column, end_line, end_column, start: place.span.start, end: place.span.end }
    }
}

/// What a page asks of the engine.
#[derive(Debug, Deserialize)]
pub struct WireRequest {
    /// The plan.
    pub plan: WireFile,
    /// The day on which the plan is judged, year first.
    pub today: String,
    /// The stage to judge it at; the plan's own when it is not given.
    #[serde(default)]
    pub stage: Option<String>,
}

/// A text under a name.
#[derive(Debug, Deserialize)]
pub struct WireFile {
    /// The name.
    pub name: String,
    /// The text.
    pub text: String,
}

/// What a page gets when a handbook is loaded.
#[derive(Debug, Serialize)]
pub struct WireLoaded {
    /// [`VERSION`].
    pub version: u32,
    /// The version of the handbook's question set.
    pub question_set: String,
}

/// What a page gets when its request cannot be answered.
#[derive(Debug, Serialize)]
pub struct WireFailure {
    /// [`VERSION`].
    pub version: u32,
    /// Why.
    pub failure: String,
}

/// Takes up what judges of a compiled catalogue, once for all requests, and says so in JSON: a [`WireLoaded`], or a
/// [`WireFailure`] when the bytes are no catalogue of this version of the engine.
pub fn load(compiled: &[u8]) -> (Option<Catalogue>, String) {
    match Compiled::open(compiled).and_then(Compiled::judging) {
        Ok(catalogue) => {
            let loaded = WireLoaded { version: VERSION, question_set: catalogue.handbook.version.clone() };
            (Some(catalogue), written(serde_json::to_string(&loaded)))
        }
        Err(refused) => (None, written(Err(refused))),
    }
}

/// Answers a page's request by the catalogue that was loaded: JSON in, a [`WireReport`] out. A request that cannot be
/// answered gives a [`WireFailure`].
pub fn answer(catalogue: Option<&Catalogue>, request: &str) -> String {
    let Some(catalogue) = catalogue else { return written(Err("no handbook has been loaded")) };
    let request = serde_json::from_str::<WireRequest>(request).map_err(|error| error.to_string());
    written(request.and_then(|request| respond(catalogue, &request)))
}

fn respond(catalogue: &Catalogue, request: &WireRequest) -> Result<String, String> {
    let today = crate::value::date(&request.today).ok_or("`today` is a date, year first")?;
    let stage = match &request.stage {
        None => None,
        Some(word) => Some(Stage::from_word(word).ok_or("`stage` is design, pilot or live")?),
    };
    let report = check(catalogue, &request.plan.text, CheckOptions { today, stage });
    let wire = WireReport::new(catalogue, [(request.plan.name.as_str(), request.plan.text.as_str(), &report)]);
    serde_json::to_string(&wire).map_err(|error| error.to_string())
}

/// An answer as it is, or why there is none.
fn written(answer: Result<String, impl std::fmt::Display>) -> String {
    answer.unwrap_or_else(|failure| {
        let failure = WireFailure { version: VERSION, failure: failure.to_string() };
        serde_json::to_string(&failure).unwrap_or_default()
    })
}
