//! The accessibility statement as its page shows it.

use serde::Serialize;
use sp_plan_engine::record::{self, Conformance};
use sp_plan_engine::value::show_date;

use super::{Link, Model};

/// The headings of the statement: fragment and words.
const HEADINGS: &[(&str, &str)] = &[
    ("compliance", "How far it keeps to the standard"),
    ("problems", "What does not work yet"),
    ("contact", "Tell us what gets in your way"),
    ("complaints", "If the answer does not satisfy you"),
    ("tests", "How it was tested"),
    ("dates", "When this was written and reviewed"),
];

/// The statement.
#[derive(Debug, Serialize)]
pub(crate) struct Statement {
    headings: Vec<Link>,
    standard: String,
    is_partial: bool,
    problems: Vec<Problem>,
    contact: Option<Contact>,
    complaints: Option<String>,
    prepared: Option<String>,
    reviewed: Option<String>,
    check_by: Option<String>,
    people: Vec<PeopleTest>,
    tools: Vec<Tool>,
}

#[derive(Debug, Serialize)]
struct Problem {
    id: String,
    says: String,
    criterion: Option<String>,
    instead: Option<String>,
    reason: String,
    put_right_by: Option<String>,
}

#[derive(Debug, Serialize)]
struct Contact {
    name: String,
    email: Option<String>,
    phone: Option<String>,
    answers_within: String,
}

#[derive(Debug, Serialize)]
struct PeopleTest {
    on: Option<String>,
    who: String,
    found: String,
}

/// What one tool looked at.
#[derive(Debug, Serialize)]
struct Tool {
    name: String,
    version: String,
    looks: Vec<Look>,
}

#[derive(Debug, Serialize)]
struct Look {
    looks_at: String,
    failures: u32,
}

impl Statement {
    /// The view of the statement; none when the handbook has none.
    pub(crate) fn new(model: &Model<'_>) -> Option<Self> {
        let statement = model.catalogue.accessibility.as_ref()?;
        Some(Self {
            headings: HEADINGS.iter().map(|(id, words)| Link::new(*id, *words)).collect(),
            standard: statement.standard.clone(),
            is_partial: statement.status == Conformance::Partial,
            problems: statement.problems.iter().map(Problem::new).collect(),
            contact: statement.contact.as_ref().map(Contact::new),
            complaints: statement.complaints.clone(),
            prepared: statement.prepared.map(show_date),
            reviewed: statement.reviewed.map(show_date),
            check_by: statement.check_by.map(show_date),
            people: statement.people.iter().map(PeopleTest::new).collect(),
            tools: tools(&statement.tests),
        })
    }

    /// The headings of the page, for the list of contents.
    pub(crate) fn contents(&self) -> Vec<Link> {
        self.headings.iter().map(|link| Link::new(format!("#{}", link.address), &link.text)).collect()
    }
}

impl Problem {
    fn new(problem: &record::Problem) -> Self {
        Self {
            id: problem.id.clone(),
            says: problem.says.clone(),
            criterion: problem.criterion.clone(),
            instead: problem.instead.clone(),
            reason: problem.reason.clone(),
            put_right_by: problem.put_right_by.map(show_date),
        }
    }
}

impl Contact {
    fn new(contact: &record::Contact) -> Self {
        Self {
            name: contact.name.clone(),
            email: contact.email.clone(),
            phone: contact.phone.clone(),
            answers_within: contact.answers_within.clone(),
        }
    }
}

impl PeopleTest {
    fn new(test: &record::PeopleTest) -> Self {
        Self { on: test.on.map(show_date), who: test.who.clone(), found: test.found.clone() }
    }
}

/// Tests by tool, in the order of the record.
fn tools(tests: &[record::MachineTest]) -> Vec<Tool> {
    let mut tools: Vec<Tool> = Vec::new();
    for test in tests {
        let look = Look { looks_at: test.looks_at.clone(), failures: test.failures };
        match tools.iter_mut().find(|tool| tool.name == test.tool && tool.version == test.version) {
            Some(tool) => tool.looks.push(look),
            None => tools.push(Tool { name: test.tool.clone(), version: test.version.clone(), looks: vec![look] }),
        }
    }
    tools
}
