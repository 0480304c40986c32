//! A person's way through social prescribing, and the terms that stand at each step of it.

use serde::Serialize;
use sp_plan_engine::record::PATHWAY;

use super::{Link, Model, glossary};

/// How many steps a person takes; what follows in [`PATHWAY`] surrounds them.
const TAKEN: usize = 3;

/// The pathway.
#[derive(Debug, Serialize)]
pub(crate) struct Pathway {
    /// The steps that a person takes, in order.
    way: Vec<Step>,
    /// What surrounds them, the innermost first.
    around: Vec<Step>,
    /// Both in the order of [`PATHWAY`].
    steps: Vec<Step>,
}

/// A step.
#[derive(Debug, Clone, Serialize)]
struct Step {
    id: &'static str,
    name: &'static str,
    title: &'static str,
    about: &'static str,
    terms: Vec<Link>,
}

impl Pathway {
    /// The view of the pathway.
    pub(super) fn new(model: &Model<'_>) -> Self {
        let steps: Vec<Step> = PATHWAY.iter().map(|id| Step::new(model, id)).collect();
        let (way, around) = steps.split_at(TAKEN.min(steps.len()));
        Self { way: way.to_vec(), around: around.to_vec(), steps: steps.clone() }
    }
}

impl Step {
    fn new(model: &Model<'_>, id: &'static str) -> Self {
        let (name, title, about) = words(id);
        let terms = model.catalogue.terms.iter().filter(|term| term.pathway == id).map(glossary::link).collect();
        Self { id, name, title, about, terms }
    }
}

/// The title of a step.
pub(super) fn step_title(id: &str) -> &'static str {
    words(id).1
}

/// A step's name, its title and what happens there.
fn words(id: &str) -> (&'static str, &'static str, &'static str) {
    match id {
        "referral" => {
            ("Referral", "Referral", "Somebody sends a person on to a link worker, or the person comes alone.")
        }
        "consultation" => (
            "Consultation",
            "Consultation with a link worker",
            "The person and the link worker talk and find out together what could help.",
        ),
        "community" => ("Community", "Community groups and services", "The person takes up what the area offers."),
        "evaluation" => ("Evaluation", "Evaluation", "The scheme finds out what changes, for whom and why."),
        _ => ("Governance", "Governance", "The scheme is paid for, led and kept safe."),
    }
}
