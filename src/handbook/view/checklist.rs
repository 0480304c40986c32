//! A checklist as its page shows it: groups of questions with their controls, and the facts of its topic.

use serde::Serialize;
use sp_plan_engine::checklist;

use super::example::Example;
use super::fact::Fact;
use super::field::Field;
use super::{Link, Model, Note, Piece, Provenance, condition, due_words};

/// A checklist.
#[derive(Debug, Serialize)]
pub(crate) struct Checklist {
    id: String,
    title: String,
    summary: String,
    due: Option<&'static str>,
    count: usize,
    /// Whether its questions stand in groups with titles of their own.
    grouped: bool,
    groups: Vec<Group>,
    facts: Vec<Fact>,
    provenance: Option<Provenance>,
}

/// A group of questions.
#[derive(Debug, Serialize)]
struct Group {
    /// Its path, which is its anchor.
    path: String,
    title: String,
    intro: Option<String>,
    questions: Vec<Question>,
    provenance: Option<Provenance>,
}

/// A question.
#[derive(Debug, Serialize)]
struct Question {
    /// Its path, which is its anchor and its key in a plan.
    path: String,
    label: String,
    ask: String,
    hint: Option<String>,
    /// Its control; none once it is retired.
    field: Option<Field>,
    why: String,
    example: Option<Example>,
    evidence: Vec<String>,
    /// When it is asked, in words with links; empty when it always is.
    asked_when: Vec<Piece>,
    due: Option<&'static str>,
    can_be_set_aside: bool,
    /// The criteria and rules that look at the answer.
    checks: Vec<Link>,
    since: Option<String>,
    retired: Option<String>,
    replaced_by: Option<Link>,
    /// The dated notes that say why a question newer than the guide is asked.
    notes: Vec<Note>,
    provenance: Provenance,
}

impl Checklist {
    /// The view of a checklist; none when the handbook has no such checklist.
    pub(crate) fn new(model: &Model<'_>, id: &str) -> Option<Self> {
        let checklist = model.catalogue.checklists.iter().find(|checklist| checklist.id == id)?;
        let grouped = checklist.groups.iter().any(|group| group.id.is_some());
        Some(Self {
            id: checklist.id.clone(),
            title: checklist.title.clone(),
            summary: checklist.summary.clone(),
            due: due_words(checklist.stage),
            count: checklist.questions().filter(|&at| model.catalogue.question(at).retired.is_none()).count(),
            grouped,
            groups: checklist.groups.iter().map(|group| Group::new(model, checklist, group)).collect(),
            facts: Fact::of_topic(model, id),
            provenance: some_provenance(model, &checklist.provenance),
        })
    }

    /// The headings of its page, for the list of contents.
    pub(crate) fn contents(&self) -> Vec<Link> {
        let groups = self.groups.iter().filter(|_| self.grouped);
        let mut links: Vec<Link> =
            groups.map(|group| Link::new(format!("#{}", group.path), group.title.clone())).collect();
        if !self.facts.is_empty() {
            links.push(Link::new("#facts", super::fact::HEADING));
        }
        links
    }
}

impl Group {
    fn new(model: &Model<'_>, checklist: &checklist::Checklist, group: &checklist::Group) -> Self {
        Self {
            path: group.id.as_ref().map_or_else(|| checklist.id.clone(), |id| format!("{}.{id}", checklist.id)),
            title: group.title.clone(),
            intro: group.intro.clone(),
            questions: group.questions.clone().map(|at| Question::new(model, checklist, at)).collect(),
            provenance: some_provenance(model, &group.provenance),
        }
    }
}

impl Question {
    fn new(model: &Model<'_>, checklist: &checklist::Checklist, at: usize) -> Self {
        let question = model.catalogue.question(at);
        let condition = model.catalogue.conditions.get(at).and_then(Option::as_ref);
        let replaced_by = question.replaced_by.as_ref().and_then(|path| model.catalogue.questions.find(&path.text));
        Self {
            path: question.path.clone(),
            label: question.label.clone(),
            ask: question.ask.clone(),
            hint: question.hint.clone(),
            field: question.retired.is_none().then(|| Field::of_question(&question.path, &question.answer)),
            why: question.why.clone(),
            example: question.example.as_ref().map(|node| Example::new(&question.answer, node)),
            evidence: question.evidence.clone(),
            asked_when: condition.map(|condition| condition::in_words(model, condition)).unwrap_or_default(),
            due: due_words(question.stage).filter(|_| question.stage != checklist.stage),
            can_be_set_aside: question.can_be_excepted,
            checks: model.checks(at),
            since: (question.since != "1.0").then(|| question.since.clone()),
            retired: question.retired.clone(),
            replaced_by: replaced_by.map(|at| model.question_link(at)),
            notes: model.catalogue.notes_named(&question.notes).map(Note::new).collect(),
            provenance: Provenance::of_question(model, question),
        }
    }
}

/// The provenance of a record that may have none.
fn some_provenance(model: &Model<'_>, provenance: &sp_plan_engine::reader::Provenance) -> Option<Provenance> {
    let has_any = !provenance.guide.is_empty() || provenance.added.is_some();
    has_any.then(|| Provenance::new(model, provenance))
}
