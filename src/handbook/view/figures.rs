//! Figures to reckon with: parameters, the values that calculators derive from a plan, and the dates that other things
//! wait for, each with what it comes from and what uses it.
//!
//! What goes into a derived value is not written down anywhere but in its calculator. Plans with hardly an answer are
//! reckoned here, and their workings name what they lack.

use serde::Serialize;
use sp_plan_engine::Date;
use sp_plan_engine::calculators::{DERIVED, Derived, Origin, QuantityKind, Step, Working, find_derived};
use sp_plan_engine::check::{CheckOptions, Report, check};
use sp_plan_engine::checklist::Stage;
use sp_plan_engine::finding::Page;
use sp_plan_engine::parameter::Parameter as Record;
use sp_plan_engine::rule::Rule;
use sp_plan_engine::timeline::{Gate, GateDate};

use super::{Link, Model, Note, Provenance, capitalised};

/// Plans that leave all open but what decides which sums there are: an evaluation by outside evaluators needs other times
/// than one in-house, and days without money are counted for a post that is there.
const OPEN_PLANS: [&str; 2] = [
    "evaluation: { route: { internal: no } }\n",
    "evaluation: { route: { internal: yes } }\n\
     link_workers: { team: { posts: [{ post: One, from: 2017-01-01, to: 2017-12-31 }] } }\n\
     setup: { resourcing: { funding_lines: [{ source: One, covers: [link_worker_posts], amount: 1, from: 2017-01-01, \
     to: 2017-12-31 }] } }\n",
];

/// A day to reckon on; the inputs of a working do not depend on it.
const SOME_DAY: Date = Date::constant(2017, 1, 1);

/// Everything that is reckoned with.
#[derive(Debug, Serialize)]
pub(crate) struct Figures {
    parameters: Vec<Parameter>,
    workings: Vec<Reckoned>,
    gates: Vec<Awaited>,
}

#[derive(Debug, Serialize)]
struct Parameter {
    id: String,
    label: String,
    value: String,
    basis: String,
    why: String,
    set_by: Option<Link>,
    notes: Vec<Note>,
    /// The derived values that it goes into.
    goes_into: Vec<Link>,
    rules: Vec<Link>,
    provenance: Provenance,
}

/// The derived values of one calculator.
#[derive(Debug, Serialize)]
struct Reckoned {
    id: String,
    title: &'static str,
    about: &'static str,
    values: Vec<Value>,
}

#[derive(Debug, Serialize)]
struct Value {
    name: &'static str,
    label: &'static str,
    means: &'static str,
    /// Its unit, or what else it is.
    unit: String,
    /// Answers, parameters and earlier values that go into it.
    inputs: Vec<Link>,
    rules: Vec<Link>,
}

/// A date that other things wait for.
#[derive(Debug, Serialize)]
struct Awaited {
    id: String,
    label: String,
    from: Link,
    provenance: Provenance,
}

/// Where a parameter stands.
pub(crate) fn parameter_address(id: &str) -> String {
    format!("figures.html#parameter.{id}")
}

/// Where a gate stands.
pub(crate) fn gate_address(id: &str) -> String {
    format!("figures.html#gate.{id}")
}

/// A link to a derived value.
pub(crate) fn derived_link(derived: &Derived) -> Link {
    Link::new(format!("figures.html#{}", derived.name), derived.label)
}

impl Figures {
    /// The view of all figures.
    pub(crate) fn new(model: &Model<'_>) -> Self {
        let catalogue = model.catalogue;
        let options = CheckOptions { today: SOME_DAY, stage: Some(Stage::Live) };
        let reports = OPEN_PLANS.map(|plan| check(catalogue, plan, options));
        let steps: Vec<&Step> = reports.iter().flat_map(Report::workings).flat_map(|working| &working.steps).collect();
        let workings = reports.first().map(Report::workings).unwrap_or_default();
        let parameters = catalogue.questions.parameters().iter().enumerate();
        Self {
            parameters: parameters.map(|(at, record)| Parameter::new(model, &steps, at, record)).collect(),
            workings: workings.iter().map(|working| Reckoned::new(model, working, &steps)).collect(),
            gates: catalogue.gates.iter().map(|gate| Awaited::new(model, gate)).collect(),
        }
    }

    /// The headings of the page, for the list of contents.
    pub(crate) fn contents(&self) -> Vec<Link> {
        let mut links = vec![Link::new("#parameters", "Figures of the handbook")];
        links.extend(self.workings.iter().map(|working| Link::new(format!("#{}", working.id), working.title)));
        links.push(Link::new("#gates", "Dates that other things wait for"));
        links
    }
}

impl Parameter {
    fn new(model: &Model<'_>, steps: &[&Step], at: usize, record: &Record) -> Self {
        let goes_in = |step: &Step| step.inputs.iter().any(|input| input.origin == Origin::Parameter(at));
        let mut goes_into: Vec<Link> = Vec::new();
        for step in steps.iter().filter(|step| goes_in(step)) {
            let link = derived_link(&step.derived);
            if !goes_into.contains(&link) {
                goes_into.push(link);
            }
        }
        Self {
            id: record.id.clone(),
            label: record.label.clone(),
            value: record.show_with_unit().replace(" %", "%"),
            basis: capitalised(record.basis.show()),
            why: record.why.clone(),
            set_by: record.set_by.map(|question| model.question_link(question)),
            notes: model.catalogue.notes_named(&record.notes).map(Note::new).collect(),
            goes_into,
            rules: rules(model, |rule| figures_of(rule).1.contains(&at)),
            provenance: Provenance::new(model, &record.provenance),
        }
    }
}

impl Reckoned {
    fn new(model: &Model<'_>, working: &Working, steps: &[&Step]) -> Self {
        // The name of a derived value begins with the id of its working.
        let is_its = |derived: &&Derived| derived.name.split_once('.').is_some_and(|(id, _)| id == working.id);
        Self {
            id: format!("working-{}", working.id),
            title: working.title,
            about: working.about,
            values: DERIVED.iter().filter(is_its).map(|derived| Value::new(model, *derived, steps)).collect(),
        }
    }
}

impl Value {
    fn new(model: &Model<'_>, derived: Derived, steps: &[&Step]) -> Self {
        let at = find_derived(derived.name);
        let mut inputs: Vec<Link> = Vec::new();
        for input in steps.iter().filter(|step| step.derived == derived).flat_map(|step| &step.inputs) {
            let link = match &input.origin {
                Origin::Answer { question, .. } => Some(model.question_link(*question)),
                Origin::Parameter(at) => {
                    let record = model.catalogue.questions.parameters().get(*at);
                    record.map(|record| Link::new(parameter_address(&record.id), &record.label))
                }
                Origin::Step(at) => DERIVED.get(*at).map(derived_link),
                Origin::Unknown => None,
            };
            inputs.extend(link.filter(|link| !inputs.contains(link)));
        }
        Self {
            name: derived.name,
            label: derived.label,
            means: derived.means,
            unit: match derived.kind {
                QuantityKind::Number { unit, .. } => unit.to_owned(),
                QuantityKind::Money => "pounds".to_owned(),
                QuantityKind::Date => "a date".to_owned(),
                QuantityKind::Words => "words".to_owned(),
            },
            inputs,
            rules: rules(model, |rule| at.is_some_and(|at| figures_of(rule).0.contains(&at))),
        }
    }
}

impl Awaited {
    fn new(model: &Model<'_>, gate: &Gate) -> Self {
        let from = match gate.when {
            GateDate::Answer(question) | GateDate::Rows { table: question, .. } => model.question_link(question),
            GateDate::Derived(at) => DERIVED.get(at).map_or_else(|| Link::new("figures.html", ""), derived_link),
        };
        let (id, label) = (gate.id.clone(), gate.label.clone());
        Self { id, label, from, provenance: Provenance::new(model, &gate.provenance) }
    }
}

/// The derived values and the parameters that a rule names, by their positions.
pub(crate) fn figures_of(rule: &Rule) -> (Vec<usize>, Vec<usize>) {
    let (mut derived, mut parameters) = rule.holds.figures();
    let when = rule.when.as_ref().map(sp_plan_engine::expression::Expression::figures).unwrap_or_default();
    derived.extend(when.0.into_iter().filter(|at| !derived.contains(at)).collect::<Vec<_>>());
    parameters.extend(when.1.into_iter().filter(|at| !parameters.contains(at)).collect::<Vec<_>>());
    (derived, parameters)
}

fn rules(model: &Model<'_>, uses: impl Fn(&Rule) -> bool) -> Vec<Link> {
    let link = |rule: &Rule| Link::new(Page::Rule(rule.id.clone()).address(), &rule.title);
    model.catalogue.rules.iter().filter(|rule| uses(rule)).map(link).collect()
}
