//! What a page can ask for, and how each request is answered.

use serde::Serialize;

use super::answers::answers;
use super::edit::edited;
use super::unknown::unknown;
use super::{VERSION, WireChange, WireFile, WirePlan, WireReport, WireRequest, json};
use crate::blank::{BlankOptions, blank_plan};
use crate::catalogue::Catalogue;
use crate::check::{CheckOptions, check, check_document};
use crate::checklist::Stage;
use crate::difference::wire::WireDifference;
use crate::difference::{Side, difference};
use crate::place::{FileId, LineIndex};
use crate::plan::read;
use crate::suggestion::nearest;
use crate::upgrade::{Note, upgrade};
use crate::value::date;
use crate::yaml::{self, Mapping, Node};

/// What `do` can say.
const OPERATIONS: &[&str] = &["check", "edit", "try", "blank", "difference", "upgrade"];

/// A plan's text: after changes, or a blank one.
#[derive(Debug, Serialize)]
pub struct WireText {
    /// [`VERSION`].
    pub version: u32,
    /// The text.
    pub text: String,
}

/// Something that is not done, though the request is sound.
#[derive(Debug, Serialize)]
pub struct WireRefused {
    /// [`VERSION`].
    pub version: u32,
    /// Why, in words for a reader.
    pub refused: String,
}

/// A plan for this question set.
#[derive(Debug, Serialize)]
pub struct WireUpgraded {
    /// [`VERSION`].
    pub version: u32,
    /// Its text; the old one where there was nothing to do.
    pub text: String,
    /// The version that the plan named before, if it named one.
    pub from: Option<String>,
    /// The version that it is for now.
    pub to: String,
    /// Whether anything of the text changed.
    pub changed: bool,
    /// What was done, a sentence or two each.
    pub notes: Vec<String>,
    /// The paths of questions that are new since the plan's version.
    pub new_questions: Vec<String>,
}

/// Answers a request.
pub(super) fn respond(catalogue: &Catalogue, request: &WireRequest) -> Result<String, String> {
    match request.operation.as_deref().unwrap_or("check") {
        "check" => {
            let plan = needed(request.plan.as_ref(), "plan")?;
            checked(catalogue, request, &plan.name, &plan.text)
        }
        "edit" => {
            let text = edited(catalogue, needed(request.text.as_ref(), "text")?, changes(request)?);
            text_or_refused(text)
        }
        "try" => match edited(catalogue, needed(request.text.as_ref(), "text")?, changes(request)?) {
            Ok(text) => checked(catalogue, request, "", &text),
            Err(refused) => self::refused(refused),
        },
        "blank" => blank(catalogue, request),
        "difference" => differ(catalogue, request),
        "upgrade" => upgraded(catalogue, needed(request.text.as_ref(), "text")?),
        other => {
            let meant = nearest(other, OPERATIONS.iter().copied());
            let meant = meant.map(|meant| format!("; did you mean `{meant}`?")).unwrap_or_default();
            Err(format!("`do` is one of {}, and this is `{other}`{meant}", OPERATIONS.join(", ")))
        }
    }
}

/// A field that this request cannot do without.
fn needed<'a, T: ?Sized>(field: Option<&'a T>, name: &str) -> Result<&'a T, String> {
    field.ok_or_else(|| format!("the request lacks `{name}`"))
}

fn changes(request: &WireRequest) -> Result<&[WireChange], String> {
    needed(request.changes.as_deref(), "changes")
}

fn text_or_refused(text: Result<String, String>) -> Result<String, String> {
    match text {
        Ok(text) => json(&WireText { version: VERSION, text }),
        Err(refused) => self::refused(refused),
    }
}

fn refused(refused: String) -> Result<String, String> {
    json(&WireRefused { version: VERSION, refused })
}

/// How a request wants plans to be judged.
fn options(request: &WireRequest) -> Result<CheckOptions, String> {
    let today = needed(request.today.as_deref(), "today")?;
    let today = date(today).ok_or("`today` is a date, year first")?;
    let stage = match &request.stage {
        None => None,
        Some(word) => Some(Stage::from_word(word).ok_or("`stage` is design, pilot or live")?),
    };
    Ok(CheckOptions { today, stage })
}

fn checked(catalogue: &Catalogue, request: &WireRequest, name: &str, text: &str) -> Result<String, String> {
    let options = options(request)?;
    let document = yaml::parse(text, FileId::PLAN);
    let report = check_document(catalogue, text, &document, options);
    let mut wire = WirePlan::new(catalogue, name, text, &report);
    if request.answers {
        let nothing = Mapping::default();
        let root = document.root.as_ref().and_then(Node::mapping).unwrap_or(&nothing);
        let shown = |plan| answers(catalogue, plan, root, text);
        wire.written_for = report.plan.as_ref().and_then(|plan| plan.version.clone());
        wire.sound = Some(document.sound);
        wire.answers = Some(match &report.plan {
            _ if !document.sound => Vec::new(),
            Some(plan) => shown(plan),
            None => shown(&read(catalogue, root, options.today, options.stage).plan),
        });
        wire.unknown = Some(if document.sound { unknown(catalogue, &document, text) } else { Vec::new() });
    }
    json(&WireReport { version: VERSION, question_set: catalogue.handbook.version.clone(), plans: vec![wire] })
}

fn blank(catalogue: &Catalogue, request: &WireRequest) -> Result<String, String> {
    let text = blank_plan(catalogue, BlankOptions::default());
    let details = request.details.iter().map(|(key, held)| WireChange {
        path: format!("scheme.{key}"),
        answer: Some(held.clone()),
        ..WireChange::default()
    });
    text_or_refused(edited(catalogue, &text, &details.collect::<Vec<_>>()))
}

fn differ(catalogue: &Catalogue, request: &WireRequest) -> Result<String, String> {
    let (old, new) = (needed(request.old.as_ref(), "old")?, needed(request.new.as_ref(), "new")?);
    let options = options(request)?;
    let then = match &request.then {
        None => options.today,
        Some(then) => date(then).ok_or("`then` is a date, year first")?,
    };
    if then > options.today {
        return Err("`then` comes after `today`".to_owned());
    }
    let judged = |file: &WireFile, today| check(catalogue, &file.text, CheckOptions { today, ..options });
    let (before, after) = (judged(old, then), judged(new, options.today));
    let sides = (Side { text: &old.text, report: &before }, Side { text: &new.text, report: &after });
    match difference(catalogue, sides.0, sides.1) {
        Some(difference) => json(&WireDifference::new(catalogue, &old.name, &new.name, &difference)),
        None => {
            let name = if before.readable { &new.name } else { &old.name };
            refused(format!("{name} cannot be read as a plan at the moment, so the two cannot be compared."))
        }
    }
}

fn upgraded(catalogue: &Catalogue, plan: &str) -> Result<String, String> {
    match upgrade(catalogue, plan) {
        Ok(upgraded) => json(&WireUpgraded {
            version: VERSION,
            notes: upgraded.notes.iter().map(Note::says).collect(),
            text: upgraded.text,
            from: upgraded.from,
            to: upgraded.to,
            changed: upgraded.changed,
            new_questions: upgraded.new_questions,
        }),
        Err(stopped) => {
            let lines = LineIndex::new(plan);
            refused(stopped.says(|at| lines.line_and_column(at).0))
        }
    }
}
