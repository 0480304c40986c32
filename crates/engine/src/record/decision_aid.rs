//! Decision aids: questions asked one after another, where each answer leads to a later question or to an outcome.
//!
//! Answers lead to later steps only. So nobody can go in a circle, a printed aid is read from top to bottom, and one pass
//! in the order of the steps finds whatever no answer leads to.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::finding::Finding;
use crate::place::{FileId, Place};
use crate::reader::{Provenance, Reader, Spanned, handbook_fault};
use crate::suggestion::nearest;
use crate::yaml::Node;

/// Questions that lead to one of several outcomes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionAid {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it helps to decide.
    pub intro: String,
    /// The questions, in the order in which they are numbered; the first is where everybody begins.
    pub steps: Vec<Step>,
    /// What the answers lead to.
    pub outcomes: Vec<Outcome>,
    /// Where it comes from as a whole; steps and outcomes may say more.
    pub provenance: Provenance,
    /// Where it is defined.
    pub place: Place,
}

/// One question of a decision aid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Its id, unique in the aid.
    pub id: String,
    /// The question.
    pub ask: String,
    /// What helps to answer it.
    pub hint: Option<String>,
    /// The answers; there are at least two.
    pub answers: Vec<Answer>,
    /// Where it comes from; empty when the aid as a whole says it.
    pub provenance: Provenance,
    /// Where it is defined.
    pub place: Place,
}

/// An answer to a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Its words, such as `Yes`.
    pub label: String,
    /// Where it leads.
    pub leads: Leads,
}

/// Where an answer leads. The ids exist once an aid has been read without a fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Leads {
    /// To the step with this id.
    Step(Spanned),
    /// To the outcome with this id.
    Outcome(Spanned),
}

/// What answers lead to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Its id, unique in the aid.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What follows, in one or two sentences.
    pub says: String,
    /// Particulars: a name, such as `May be paid with`, and what is so.
    pub points: Vec<Point>,
    /// The step with which to go on once this is done; none where the aid ends.
    pub then: Option<Spanned>,
    /// Paths of questions, or of groups of them, that this outcome leads to.
    pub questions: Vec<Spanned>,
    /// Where it comes from; empty when the aid as a whole says it.
    pub provenance: Provenance,
    /// Where it is defined.
    pub place: Place,
}

/// A particular of an outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// What it is about.
    pub name: String,
    /// What is so.
    pub says: String,
}

impl DecisionAid {
    pub(crate) fn read(node: &Node, file: FileId, findings: &mut Vec<Finding>) -> Option<Self> {
        let mut reader = Reader::open(node, "a decision aid", file, findings)?;
        let id = reader.id();
        let title = reader.required_text("title");
        let intro = reader.required_text("intro");
        let steps = reader.records("steps");
        let steps = steps.iter().filter_map(|node| Step::read(node, file, reader.findings())).collect();
        let outcomes = reader.records("outcomes");
        let outcomes = outcomes.iter().filter_map(|node| Outcome::read(node, file, reader.findings())).collect();
        let provenance = reader.provenance();
        let aid = Self { title, intro, steps, outcomes, provenance, place: Place::new(file, id.span), id: id.text };
        if aid.steps.is_empty() {
            reader.fault(id.span, "a decision aid needs at least one step");
        }
        reader.finish();
        aid.check_ways(findings);
        Some(aid)
    }

    /// Every answer leads somewhere, nothing leads back, and nothing is left that no answer leads to.
    fn check_ways(&self, findings: &mut Vec<Finding>) {
        let file = self.place.file;
        let steps = positions(self.steps.iter().map(|step| (&step.id, step.place)), "step", findings);
        let outcomes = positions(self.outcomes.iter().map(|outcome| (&outcome.id, outcome.place)), "outcome", findings);
        for outcome in &self.outcomes {
            if steps.contains_key(outcome.id.as_str()) {
                let message = format!("`{}` is the id of a step, and links could not tell them apart", outcome.id);
                findings.push(handbook_fault(file, outcome.place.span, message));
            }
            if let Some(then) = &outcome.then {
                known(then, "step", &steps, file, findings);
            }
        }
        let (mut met_steps, mut met_outcomes) = (BTreeSet::from([0]), BTreeSet::new());
        // Whatever leads to a step stands before it, so one pass meets everything that can be met.
        for (at, step) in self.steps.iter().enumerate() {
            for answer in &step.answers {
                let is_met = met_steps.contains(&at);
                let (name, next) = match &answer.leads {
                    Leads::Step(name) => (name, known(name, "step", &steps, file, findings)),
                    Leads::Outcome(name) => {
                        let found = known(name, "outcome", &outcomes, file, findings);
                        met_outcomes.extend(found.filter(|_| is_met));
                        let outcome = found.and_then(|found| self.outcomes.get(found));
                        let then = outcome.and_then(|outcome| outcome.then.as_ref());
                        (name, then.and_then(|then| steps.get(then.text.as_str()).copied()))
                    }
                };
                match next {
                    Some(next) if next <= at => {
                        let message =
                            "this leads back to a step at or before its own; answers lead to later steps only";
                        findings.push(handbook_fault(file, name.span, message));
                    }
                    Some(next) if is_met => {
                        met_steps.insert(next);
                    }
                    _ => {}
                }
            }
        }
        let places = |places: Vec<Place>, met: &BTreeSet<usize>, what: &str, findings: &mut Vec<Finding>| {
            for (_, place) in places.into_iter().enumerate().filter(|(at, _)| !met.contains(at)) {
                findings.push(handbook_fault(file, place.span, format!("no answer leads to this {what}")));
            }
        };
        places(self.steps.iter().map(|step| step.place).collect(), &met_steps, "step", findings);
        places(self.outcomes.iter().map(|outcome| outcome.place).collect(), &met_outcomes, "outcome", findings);
    }
}

/// The position of each id. An id that stands twice is a fault, and its first place counts.
fn positions<'a>(
    ids: impl Iterator<Item = (&'a String, Place)>,
    what: &str,
    findings: &mut Vec<Finding>,
) -> BTreeMap<&'a str, usize> {
    let mut positions = BTreeMap::new();
    for (at, (id, place)) in ids.enumerate() {
        if positions.contains_key(id.as_str()) {
            findings.push(handbook_fault(place.file, place.span, format!("`{id}` is the id of another {what}")));
        } else {
            positions.insert(id.as_str(), at);
        }
    }
    positions
}

/// The position of what a name means; a fault when there is no such thing.
fn known(
    name: &Spanned,
    what: &str,
    all: &BTreeMap<&str, usize>,
    file: FileId,
    findings: &mut Vec<Finding>,
) -> Option<usize> {
    let found = all.get(name.text.as_str()).copied();
    if found.is_none() {
        let mut fault = handbook_fault(file, name.span, format!("there is no {what} `{}`", name.text));
        fault.help = nearest(&name.text, all.keys().copied()).map(|word| format!("Did you mean `{word}`?"));
        findings.push(fault);
    }
    found
}

impl Step {
    fn read(node: &Node, file: FileId, findings: &mut Vec<Finding>) -> Option<Self> {
        let mut reader = Reader::open(node, "a step", file, findings)?;
        let id = reader.id();
        let ask = reader.required_text("ask");
        let hint = reader.text("hint");
        let answers = reader.records("answers");
        let answers: Vec<Answer> =
            answers.iter().filter_map(|node| Answer::read(node, file, reader.findings())).collect();
        if answers.len() < 2 {
            reader.fault(id.span, "a step needs at least two answers that lead somewhere");
        }
        let provenance = reader.optional_provenance();
        reader.finish();
        Some(Self { ask, hint, answers, provenance, place: Place::new(file, id.span), id: id.text })
    }
}

impl Answer {
    fn read(node: &Node, file: FileId, findings: &mut Vec<Finding>) -> Option<Self> {
        let mut reader = Reader::open(node, "an answer", file, findings)?;
        let label = reader.required_spanned("label");
        let leads = match (reader.spanned("to"), reader.spanned("outcome")) {
            (Some(step), None) => Some(Leads::Step(step)),
            (None, Some(outcome)) => Some(Leads::Outcome(outcome)),
            _ => {
                reader.fault(label.span, "an answer leads either `to` a step or to an `outcome`");
                None
            }
        };
        reader.finish();
        Some(Self { label: label.text, leads: leads? })
    }
}

impl Outcome {
    fn read(node: &Node, file: FileId, findings: &mut Vec<Finding>) -> Option<Self> {
        let mut reader = Reader::open(node, "an outcome", file, findings)?;
        let id = reader.id();
        let title = reader.required_text("title");
        let says = reader.required_text("says");
        let points = reader.records("points");
        let points = points.iter().filter_map(|node| Point::read(node, file, reader.findings())).collect();
        let outcome = Self {
            title,
            says,
            points,
            then: reader.spanned("then"),
            questions: reader.spanned_list("questions"),
            provenance: reader.optional_provenance(),
            place: Place::new(file, id.span),
            id: id.text,
        };
        reader.finish();
        Some(outcome)
    }
}

impl Point {
    fn read(node: &Node, file: FileId, findings: &mut Vec<Finding>) -> Option<Self> {
        let mut reader = Reader::open(node, "a point", file, findings)?;
        let point = Self { name: reader.required_text("name"), says: reader.required_text("says") };
        reader.finish();
        Some(point)
    }
}
