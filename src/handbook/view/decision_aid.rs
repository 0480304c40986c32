//! Decision aids as the pages show them: numbered steps whose answers are links, and lettered outcomes as boxes.

use serde::Serialize;
use sp_plan_engine::record::{self, Leads};

use super::{Link, Model, Provenance};

/// A decision aid.
#[derive(Debug, Serialize)]
pub(crate) struct DecisionAid {
    title: String,
    intro: String,
    steps: Vec<Step>,
    outcomes: Vec<Outcome>,
    provenance: Provenance,
}

#[derive(Debug, Serialize)]
struct Step {
    /// Its anchor on the page.
    anchor: String,
    number: usize,
    ask: String,
    hint: Option<String>,
    answers: Vec<Answer>,
    provenance: Option<Provenance>,
}

#[derive(Debug, Serialize)]
struct Answer {
    label: String,
    /// Where it leads: an anchor of this page, and words such as `go to step 3`.
    leads: Way,
}

#[derive(Debug, Serialize)]
struct Outcome {
    anchor: String,
    /// The letter by which steps name it on paper.
    letter: String,
    title: String,
    says: String,
    points: Vec<Point>,
    /// The answers that lead here.
    from: Vec<Way>,
    then: Option<Way>,
    questions: Vec<Link>,
    provenance: Option<Provenance>,
}

#[derive(Debug, Serialize)]
struct Point {
    name: String,
    says: String,
}

/// A way to another place of the aid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Way {
    /// The anchor on the same page.
    anchor: String,
    text: String,
}

impl DecisionAid {
    /// The aid with this id.
    pub(crate) fn new(model: &Model<'_>, id: &str) -> Option<Self> {
        let aid = model.catalogue.decision_aids.iter().find(|aid| aid.id == id)?;
        Some(Self {
            title: aid.title.clone(),
            intro: aid.intro.clone(),
            steps: (0..).zip(&aid.steps).map(|(at, step)| Step::new(model, aid, at, step)).collect(),
            outcomes: (0..).zip(&aid.outcomes).map(|(at, outcome)| Outcome::new(model, aid, at, outcome)).collect(),
            provenance: Provenance::new(model, &aid.provenance),
        })
    }
}

impl Step {
    fn new(model: &Model<'_>, aid: &record::DecisionAid, at: usize, step: &record::Step) -> Self {
        let answer = |answer: &record::Answer| {
            let leads = match &answer.leads {
                Leads::Step(id) => to_step(aid, &id.text),
                Leads::Outcome(id) => to_outcome(aid, &id.text),
            };
            Some(Answer { label: answer.label.clone(), leads: leads? })
        };
        Self {
            anchor: anchor(aid, &step.id),
            number: at + 1,
            ask: step.ask.clone(),
            hint: step.hint.clone(),
            answers: step.answers.iter().filter_map(answer).collect(),
            provenance: own(model, &step.provenance),
        }
    }
}

impl Outcome {
    fn new(model: &Model<'_>, aid: &record::DecisionAid, at: usize, outcome: &record::Outcome) -> Self {
        let point = |point: &record::Point| Point { name: point.name.clone(), says: point.says.clone() };
        let mut from = Vec::new();
        for (number, step) in (1..).zip(&aid.steps) {
            let leads_here =
                |answer: &&record::Answer| matches!(&answer.leads, Leads::Outcome(id) if id.text == outcome.id);
            for answer in step.answers.iter().filter(leads_here) {
                let text = format!("step {number}, \u{201c}{}\u{201d}", answer.label);
                from.push(Way { anchor: anchor(aid, &step.id), text });
            }
        }
        Self {
            anchor: anchor(aid, &outcome.id),
            letter: letter(at),
            title: outcome.title.clone(),
            says: outcome.says.clone(),
            points: outcome.points.iter().map(point).collect(),
            from,
            then: outcome.then.as_ref().and_then(|id| to_step(aid, &id.text)),
            questions: outcome.questions.iter().filter_map(|path| model.question_or_group(&path.text)).collect(),
            provenance: own(model, &outcome.provenance),
        }
    }
}

/// Where a step or an outcome stands. Steps and outcomes of one aid share no id, or the page would have it twice.
fn anchor(aid: &record::DecisionAid, id: &str) -> String {
    format!("{}.{id}", aid.id)
}

fn to_step(aid: &record::DecisionAid, id: &str) -> Option<Way> {
    let at = aid.steps.iter().position(|step| step.id == id)?;
    Some(Way { anchor: anchor(aid, id), text: format!("go to step {}", at + 1) })
}

fn to_outcome(aid: &record::DecisionAid, id: &str) -> Option<Way> {
    let at = aid.outcomes.iter().position(|outcome| outcome.id == id)?;
    let title = aid.outcomes.get(at).map(|outcome| outcome.title.as_str()).unwrap_or_default();
    Some(Way { anchor: anchor(aid, id), text: format!("outcome {}, {title}", letter(at)) })
}

/// `A` for the first, `B` for the second; after `Z` come `A2`, `B2`.
fn letter(at: usize) -> String {
    const LETTERS: &[u8; 26] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let letter = LETTERS.get(at % LETTERS.len()).map(|letter| char::from(*letter)).unwrap_or_default();
    match at / LETTERS.len() {
        0 => letter.to_string(),
        round => format!("{letter}{}", round + 1),
    }
}

/// Where a part comes from, when it says so itself.
fn own(model: &Model<'_>, provenance: &sp_plan_engine::reader::Provenance) -> Option<Provenance> {
    let says = !provenance.guide.is_empty() || provenance.added.is_some();
    says.then(|| Provenance::new(model, provenance))
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn outcomes_have_letters_and_never_run_out() {
        assert_eq!([0, 1, 25, 26, 52].map(letter), ["A", "B", "Z", "A2", "A3"]);
    }
}
