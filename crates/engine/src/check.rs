//! The whole check of one plan: text in, report out.
//!
//! ```text
//! plan text ─► tree ─► typed plan ─► criteria ─► verdicts
//!                 │         │           rules ─────┘  │
//!                 └─────────┴──────► findings ◄───────┴─► next actions
//! ```

use jiff::civil::Date;

use crate::action::{Action, next_actions};
use crate::calculators::Working;
use crate::catalogue::Catalogue;
use crate::checklist::Stage;
use crate::expression::{Read, ReadState, evaluate};
use crate::finding::{Finding, Page, Severity};
use crate::ingredient::{Criterion, Level};
use crate::mentioned::judge_mentions;
use crate::message::Fault;
use crate::newer::overdue;
use crate::place::{FileId, Place, Span};
use crate::plan::{Plan, Texts, read};
use crate::rule::{At, Example, Rule};
use crate::timeline::{Mark, marks};
use crate::value::{AnswerValue, Row, labelled};
use crate::verdict::{IngredientVerdict, JudgedIngredient, judge_criterion, verdict_of};
use crate::yaml;

/// How a plan is to be judged.
#[derive(Debug, Clone, Copy)]
pub struct CheckOptions {
    /// The day on which it is judged. The engine has no clock.
    pub today: Date,
    /// The stage to judge it at; the plan's own when none is given.
    pub stage: Option<Stage>,
}

/// Everything there is to say of one plan.
#[derive(Debug, Clone)]
pub struct Report {
    /// Whether the text could be read as a plan at all. If not, there are findings and no verdicts.
    pub readable: bool,
    /// The scheme's name.
    pub scheme: Option<String>,
    /// The scheme's nation, as the plan names it.
    pub nation: Option<String>,
    /// The stage at which it was judged.
    pub stage: Stage,
    /// The version of the question set.
    pub question_set: String,
    /// Verdicts in the handbook's order.
    pub ingredients: Vec<JudgedIngredient>,
    /// Findings in the order of the plan.
    pub findings: Vec<Finding>,
    /// What to do next, the most pressing first.
    pub actions: Vec<Action>,
    /// The gates and periods of the plan, in the order of time.
    pub timeline: Vec<Mark>,
    /// How many questions are due at this stage.
    pub due: usize,
    /// The paths of those that have no answer, in order.
    pub unanswered: Vec<String>,
    /// The plan as it was read; none when it could not be read.
    pub plan: Option<Plan>,
}

impl Report {
    /// The workings of the calculators; none when the plan could not be read.
    pub fn workings(&self) -> &[Working] {
        self.plan.as_ref().map_or(&[], |plan| plan.calculations.workings.as_slice())
    }

    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// How many ingredients have this verdict.
    pub fn count_verdicts(&self, verdict: IngredientVerdict) -> usize {
        self.ingredients.iter().filter(|ingredient| ingredient.verdict == verdict).count()
    }

    /// Whether a `must` criterion that is due has no answer.
    pub fn has_open_musts(&self) -> bool {
        self.ingredients.iter().any(|ingredient| {
            let (met, due) = ingredient.count(Level::Must);
            met < due
        })
    }
}

/// Checks a plan's text against a catalogue.
pub fn check(catalogue: &Catalogue, text: &str, options: CheckOptions) -> Report {
    check_document(catalogue, text, &yaml::parse(text, FileId::PLAN), options)
}

/// The same for a text that has been parsed.
pub(crate) fn check_document(
    catalogue: &Catalogue,
    text: &str,
    document: &yaml::Document,
    options: CheckOptions,
) -> Report {
    let mut findings = document.findings.clone();
    let root = document.root.as_ref();
    let mapping = root.and_then(yaml::Node::mapping);
    if !document.sound || mapping.is_none() {
        if document.sound {
            findings.push(not_a_plan(root));
        } else if let Some(mapping) = mapping {
            // What can be read is looked at, so that all faults of writing and reading are reported together.
            findings.extend(read(catalogue, mapping, options.today, options.stage).findings);
        }
        findings.sort_by(by_place);
        return Report {
            readable: false,
            scheme: None,
            nation: None,
            stage: options.stage.unwrap_or(Stage::Design),
            question_set: catalogue.handbook.version.clone(),
            ingredients: Vec::new(),
            findings,
            actions: Vec::new(),
            timeline: Vec::new(),
            due: 0,
            unanswered: Vec::new(),
            plan: None,
        };
    }
    let empty = yaml::Mapping::default();
    let read = read(catalogue, mapping.unwrap_or(&empty), options.today, options.stage);
    findings.extend(read.findings);
    let texts = Texts::of(catalogue, mapping.unwrap_or(&empty), Some(text));
    judge(catalogue, read.plan, &texts, findings)
}

/// Judges a plan that has been read.
fn judge(catalogue: &Catalogue, plan: Plan, texts: &Texts<'_>, mut findings: Vec<Finding>) -> Report {
    let mut failing: Vec<(&Rule, Finding)> = Vec::new();
    for rule in &catalogue.rules {
        failing.extend(judge_rule(catalogue, &plan, texts, rule).into_iter().map(|finding| (rule, finding)));
    }
    let mut ingredients = Vec::new();
    let mut unmet: Vec<(&Criterion, Finding)> = Vec::new();
    for ingredient in &catalogue.ingredients {
        let mut criteria = Vec::new();
        for criterion in &ingredient.criteria {
            let (judged, finding) = judge_criterion(catalogue, &plan, ingredient, criterion);
            criteria.push(judged);
            unmet.extend(finding.map(|finding| (criterion, finding)));
        }
        let bears = |rule: &Rule| rule.ingredients.iter().any(|id| id.text == ingredient.id);
        let mut failing_rules: Vec<String> = failing
            .iter()
            .filter(|(rule, _)| rule.severity == Severity::Error && bears(rule))
            .map(|(rule, _)| rule.id.clone())
            .collect();
        failing_rules.dedup();
        ingredients.push(JudgedIngredient {
            id: ingredient.id.clone(),
            title: ingredient.title.clone(),
            verdict: verdict_of(&criteria, !failing_rules.is_empty()),
            criteria,
            failing_rules,
        });
    }
    let unmet = said_once(unmet, &failing);
    // Why *planned* does not count is said by the criterion that misses it, where one does.
    findings.retain(|finding| !is_about_planning(finding) || !unmet.iter().any(|other| other.path == finding.path));
    findings.extend(unmet);
    findings.extend(failing.into_iter().map(|(_, finding)| finding));
    findings.sort_by(by_place);
    let due: Vec<usize> = (0..catalogue.questions.all().len())
        .filter(|&at| catalogue.question(at).stage <= plan.stage && plan.is_asked(at))
        .collect();
    let open = due.iter().filter(|&&at| plan.read_state(at) == ReadState::Unanswered);
    let unanswered = open.map(|&at| catalogue.question(at).path.clone()).collect();
    let actions = next_actions(catalogue, &plan, &ingredients, &findings);
    let timeline = marks(catalogue, &plan, &findings);
    Report {
        readable: true,
        scheme: plan.text_at(catalogue, "scheme.name").map(str::to_owned),
        nation: plan.text_at(catalogue, "scheme.nation").map(str::to_owned),
        stage: plan.stage,
        question_set: catalogue.handbook.version.clone(),
        ingredients,
        findings,
        actions,
        timeline,
        due: due.len(),
        unanswered,
        plan: Some(plan),
    }
}

fn is_about_planning(finding: &Finding) -> bool {
    [Fault::PlanWithoutOwner, Fault::PlanTooLate].iter().any(|fault| fault.id() == finding.id)
}

/// One thing is said once: a rule that fails speaks for the criteria that it covers, and of two criteria that ask the
/// same of the same answer the heavier one speaks for both ingredients. Verdicts are not touched by this.
fn said_once(unmet: Vec<(&Criterion, Finding)>, failing: &[(&Rule, Finding)]) -> Vec<Finding> {
    let mut kept: Vec<(&Criterion, Finding)> = Vec::new();
    for (criterion, finding) in unmet {
        let spoken_for = failing.iter().any(|(rule, found)| {
            found.severity >= finding.severity && rule.covers.iter().any(|id| id.text == criterion.id)
        });
        if spoken_for {
            continue;
        }
        match kept.iter_mut().find(|(other, _)| other.test == criterion.test) {
            Some((other, first)) => {
                let ingredients = [first.ingredients.clone(), finding.ingredients.clone()].concat();
                if finding.severity > first.severity {
                    (*other, *first) = (criterion, finding);
                }
                first.ingredients = ingredients;
            }
            None => kept.push((criterion, finding)),
        }
    }
    kept.into_iter().map(|(_, finding)| finding).collect()
}

/// In the order of the plan; at one place the heaviest first, then by id.
fn by_place(left: &Finding, right: &Finding) -> std::cmp::Ordering {
    left.place
        .span
        .start
        .cmp(&right.place.span.start)
        .then(right.severity.cmp(&left.severity))
        .then_with(|| left.id.cmp(&right.id))
}

/// Why a text that is YAML is no plan.
pub(crate) fn not_a_plan(root: Option<&yaml::Node>) -> Finding {
    match root {
        Some(node) if !node.is_empty() => {
            let message =
                format!("a plan is a set of keys such as `scheme:` and `setup:`, and this is {}", node.kind());
            Fault::NotAPlan.finding(message, Place::in_plan(node.span))
        }
        _ => Fault::EmptyPlan.finding("there is nothing in this plan", Place::in_plan(Span::default())),
    }
}

/// Judges one rule; a finding for the plan, for every row, or for words, that fail it.
fn judge_rule(catalogue: &Catalogue, plan: &Plan, texts: &Texts<'_>, rule: &Rule) -> Vec<Finding> {
    if rule.stage > plan.stage || !rule.newer.reaches(catalogue, plan) {
        return Vec::new();
    }
    if let Some(mentions) = &rule.mentions {
        let applies = rule.when.as_ref().is_none_or(|when| evaluate(when, catalogue, plan, None).holds == Some(true));
        return if applies { judge_mentions(catalogue, plan, texts, rule, mentions) } else { Vec::new() };
    }
    let Some(table) = rule.each else {
        return judge_once(catalogue, plan, rule, None).into_iter().collect();
    };
    let rows = match plan.answer(table).and_then(|answer| answer.value.as_ref()) {
        Some(AnswerValue::Table(rows)) if plan.read_state(table) == ReadState::Answered => rows.as_slice(),
        _ => &[],
    };
    rows.iter().enumerate().filter_map(|(at, row)| judge_once(catalogue, plan, rule, Some((at, row)))).collect()
}

fn judge_once(catalogue: &Catalogue, plan: &Plan, rule: &Rule, row: Option<(usize, &Row)>) -> Option<Finding> {
    let when = rule.when.as_ref().map(|when| evaluate(when, catalogue, plan, row));
    if when.as_ref().is_some_and(|when| when.holds != Some(true)) {
        return None;
    }
    let holds = evaluate(&rule.holds, catalogue, plan, row);
    if holds.holds != Some(false) {
        return None;
    }
    let row_values = row.map(|(_, row)| row);
    let row_number = row.map(|(at, row)| (at + 1, row));
    let place = match rule.at {
        At::Question(question) => plan.place(question),
        At::Column { column, .. } => row_values.map_or_else(
            || Place::in_plan(Span::default()),
            |row| Place::in_plan(row.cells.get(column).and_then(Option::as_ref).map_or(row.span, |cell| cell.span)),
        ),
        At::Words => return None,
    };
    let message = rule.says.say(catalogue, plan, row_number, &holds.missing);
    let mut help = rule.help.say(catalogue, plan, row_number, &holds.missing);
    if let Some(overdue) = overdue(catalogue.notes_named(&rule.newer.notes), plan.today) {
        help = format!("{help} {overdue}");
    }
    let mut finding =
        Finding::new(&rule.id, rule.severity, message, place).help(help).page(Page::Rule(rule.id.clone()));
    finding.label = label_at(catalogue, plan, rule, row_values);
    finding.path = match rule.at {
        At::Question(question) => Some(catalogue.question(question).path.clone()),
        At::Column { table, .. } => Some(catalogue.question(table).path.clone()),
        At::Words => None,
    };
    finding.ingredients = rule.ingredients.iter().map(|id| id.text.clone()).collect();
    let reads = when.iter().flat_map(|when| &when.reads).chain(&holds.reads);
    for (place, label) in related(catalogue, plan, rule, row_values, reads.copied()) {
        if place != finding.place && !finding.related.iter().any(|related| related.place == place) {
            finding = finding.related(place, label);
        }
    }
    for &question in &holds.incomplete {
        let label = format!("{}: not answered", catalogue.question(question).label);
        finding = finding.related(plan.place(question), label);
    }
    Some(finding)
}

/// What stands at the primary place, in words.
fn label_at(catalogue: &Catalogue, plan: &Plan, rule: &Rule, row: Option<&Row>) -> Option<String> {
    match rule.at {
        At::Question(question) => Some(plan.label(catalogue, question)),
        At::Column { table, column } => {
            let record = catalogue.question(table).answer.columns().get(column)?;
            let value = row?.cells.get(column)?.as_ref().map(|cell| &cell.value);
            Some(labelled(&record.label, value, &record.answer))
        }
        At::Words => None,
    }
}

/// The places of the answers that decided it, with what they say.
fn related(
    catalogue: &Catalogue,
    plan: &Plan,
    rule: &Rule,
    row: Option<&Row>,
    reads: impl Iterator<Item = Read>,
) -> Vec<(Place, String)> {
    let mut found = Vec::new();
    for read in reads.filter(|read| read.state == ReadState::Answered) {
        match (read.cell, row) {
            (Some((_, column)), Some(row)) => {
                let record = catalogue.question(read.question).answer.columns().get(column);
                let cell = row.cells.get(column).and_then(Option::as_ref);
                if let (Some(record), Some(cell)) = (record, cell) {
                    found.push((Place::in_plan(cell.span), labelled(&record.label, Some(&cell.value), &record.answer)));
                }
            }
            // The table of a rule's own rows is everywhere; naming it says nothing.
            _ if rule.each == Some(read.question) => {}
            _ if plan.answer(read.question).is_some_and(|answer| answer.span.is_some()) => {
                found.push((plan.place(read.question), plan.label(catalogue, read.question)));
            }
            _ => {}
        }
    }
    found
}

/// How a rule judges one of its own examples: whether it finds fault. Examples are judged as of 1 January 2027, at the
/// live stage unless they say otherwise.
///
/// # Errors
///
/// The findings, when an answer of the example cannot be read as its question wants it.
pub fn example_fails(catalogue: &Catalogue, rule: &Rule, example: &Example) -> Result<bool, Vec<Finding>> {
    let today = Date::constant(2027, 1, 1);
    let root = crate::plan::nested(&example.answers, example.span);
    let states_stage = example.answers.get("scheme.stage").is_some();
    let stage = if states_stage { None } else { Some(Stage::Live) };
    let read = read(catalogue, &root, today, stage);
    let faults: Vec<Finding> =
        read.findings.into_iter().filter(|finding| finding.severity > Severity::Advice).collect();
    if !faults.is_empty() {
        return Err(faults);
    }
    let texts = Texts::of(catalogue, &root, None);
    Ok(!judge_rule(catalogue, &read.plan, &texts, rule).is_empty())
}
