//! All checklists as one document to print: filled in with what a plan says, or blank, to be filled in with a pen.
//!
//! ```text
//! Catalogue, Report, text ─► Checklists (a value) ─► html, markdown
//! ```
//!
//! Both come from the same records and the same template. Of what a plan says nothing is left out: what could not be
//! read, or is not asked, stands at the end as it was written.

mod answer;
mod blank;
mod markdown;
mod unread;

use serde::Serialize;
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::Report;
use sp_plan_engine::checklist::{self, Stage};
use sp_plan_engine::place::SourceText;
use sp_plan_engine::plan::Plan;
use sp_plan_engine::value::show_date;

use super::words::capitalised;
use super::{portable_path, scheme};
use crate::templates::{TemplateFault, Templates};
use answer::Shown;
use unread::Unread;

pub use markdown::markdown;

/// The document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Checklists {
    title: String,
    /// Whether it is to be filled in.
    blank: bool,
    /// Name and value of what stands at its head.
    facts: Vec<(&'static str, String)>,
    parts: Vec<ChecklistView>,
    /// What the plan says besides, as it was written.
    unread: Vec<Unread>,
}

/// A checklist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct ChecklistView {
    id: String,
    title: String,
    summary: String,
    /// From when its questions are due, or how many of them have an answer.
    count: String,
    groups: Vec<GroupView>,
}

/// A group of questions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct GroupView {
    /// None when the checklist has no groups.
    title: Option<String>,
    intro: Option<String>,
    questions: Vec<QuestionView>,
}

/// A question with its answer, or with room for one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct QuestionView {
    /// Its number in the document, such as `2.14`, to name it in a meeting.
    number: String,
    path: String,
    ask: String,
    hint: Option<String>,
    /// When it is asked, in words; on the blank checklist alone.
    asked_when: Option<String>,
    shown: Shown,
    /// What the plan says besides the answer: name and text.
    details: Vec<(&'static str, String)>,
    /// What the checks say of it.
    findings: Vec<String>,
}

impl Checklists {
    /// The checklists filled in; none when the plan could not be read.
    pub fn filled(catalogue: &Catalogue, source: &SourceText, report: &Report) -> Option<Self> {
        let plan = report.plan.as_ref()?;
        let facts = vec![
            ("Plan", portable_path(&source.name)),
            ("Judged on", show_date(plan.today)),
            ("Stage judged", capitalised(report.stage.word())),
            ("Question set", report.question_set.clone()),
            (
                "Prepared by",
                scheme::plan_owner(catalogue, report).unwrap_or_else(|| "The plan names nobody yet".to_owned()),
            ),
        ];
        let unread = unread::unread(catalogue, source, report);
        let question = |at: usize, number: String| answer::question(catalogue, report, plan, at, number);
        let count = |checklist: &checklist::Checklist| answered(catalogue, plan, checklist);
        Some(Self {
            title: format!("{}: filled checklist", scheme::name(report)),
            blank: false,
            facts,
            parts: views(catalogue, question, count),
            unread,
        })
    }

    /// The checklists without answers.
    pub fn blank(catalogue: &Catalogue) -> Self {
        let handbook = &catalogue.handbook;
        Self {
            title: "Checklists for a social prescribing scheme".to_owned(),
            blank: true,
            facts: vec![("Question set", handbook.version.clone())],
            parts: views(catalogue, |at, number| blank::question(catalogue, at, number), due),
            unread: Vec::new(),
        }
    }
}

/// The document as one page that needs no other file.
///
/// # Errors
///
/// A template that is missing or wrong.
pub fn html(templates: &Templates, checklists: &Checklists) -> Result<String, TemplateFault> {
    templates.render("report/checklists.html", checklists)
}

fn views(
    catalogue: &Catalogue,
    question: impl Fn(usize, String) -> QuestionView,
    count: impl Fn(&checklist::Checklist) -> String,
) -> Vec<ChecklistView> {
    let mut views = Vec::new();
    for (place, checklist) in catalogue.checklists.iter().enumerate() {
        let mut number = 0;
        let mut next = |at: usize| {
            number += 1;
            question(at, format!("{}.{number}", place + 1))
        };
        let asked = |at: &usize| catalogue.question(*at).retired.is_none();
        let groups = checklist.groups.iter().map(|group| GroupView {
            title: group.id.as_ref().map(|_| group.title.clone()),
            intro: group.intro.clone(),
            questions: group.questions.clone().filter(asked).map(&mut next).collect(),
        });
        views.push(ChecklistView {
            id: checklist.id.clone(),
            title: checklist.title.clone(),
            summary: checklist.summary.clone(),
            groups: groups.collect(),
            count: count(checklist),
        });
    }
    views
}

/// How many of the questions that are asked have an answer or are set aside.
fn answered(catalogue: &Catalogue, plan: &Plan, checklist: &checklist::Checklist) -> String {
    let asked: Vec<usize> =
        checklist.questions().filter(|&at| catalogue.question(at).retired.is_none() && plan.is_asked(at)).collect();
    let open = asked.iter().filter(|&&at| plan.read_state(at) == sp_plan_engine::expression::ReadState::Unanswered);
    format!("{} of the {} questions asked have an answer.", asked.len() - open.count(), asked.len())
}

/// From when the questions of a checklist are due.
fn due(checklist: &checklist::Checklist) -> String {
    match checklist.stage {
        Stage::Design => "Due from the design stage.",
        Stage::Pilot => "Due from the pilot.",
        Stage::Live => "Due once the scheme is live.",
    }
    .to_owned()
}
