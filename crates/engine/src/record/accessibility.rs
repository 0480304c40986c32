//! The accessibility statement: how far the handbook's pages can be used by everyone, and how that is known.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::finding::Finding;
use crate::place::{FileId, Place};
use crate::reader::Reader;
use crate::yaml::Node;

/// What the handbook says of the accessibility of its pages.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Accessibility {
    /// The standard that the pages are held to, such as `WCAG 2.2, level AA`.
    pub standard: String,
    /// How far they keep to it.
    pub status: Conformance,
    /// What is known to be wrong.
    pub problems: Vec<Problem>,
    /// Whom to write to; none until somebody publishes the pages.
    pub contact: Option<Contact>,
    /// Where to go when the answer does not satisfy; none until somebody publishes the pages.
    pub complaints: Option<String>,
    /// The day on which the statement was written.
    #[serde(with = "crate::value::compiled")]
    pub prepared: Option<Date>,
    /// The day on which somebody last read it against the pages. No machine sets it.
    #[serde(with = "crate::value::compiled")]
    pub reviewed: Option<Date>,
    /// The day by which somebody looks again.
    #[serde(with = "crate::value::compiled")]
    pub check_by: Option<Date>,
    /// Tests with people.
    pub people: Vec<PeopleTest>,
    /// Tests by machine, as the run of them wrote them.
    pub tests: Vec<MachineTest>,
    /// Where it stands.
    pub place: Place,
}

/// How far pages keep to a standard. There is no third: what machines find shows faults, never their absence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Conformance {
    /// Most of it is kept, and what is not is listed.
    Partial,
    /// Much of it is not kept.
    None,
}

/// Something that is known to be wrong.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Problem {
    /// Its id.
    pub id: String,
    /// What is wrong, and for whom.
    pub says: String,
    /// The criterion of the standard that it touches, with number and name, if there is one.
    pub criterion: Option<String>,
    /// What to do meanwhile.
    pub instead: Option<String>,
    /// Why it is so still.
    pub reason: String,
    /// The day by which it is to be put right; none for what is to stay, which `reason` explains.
    #[serde(with = "crate::value::compiled")]
    pub put_right_by: Option<Date>,
}

/// Whom to write to about the pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// The person or team.
    pub name: String,
    /// An email address.
    pub email: Option<String>,
    /// A telephone number.
    pub phone: Option<String>,
    /// How soon they answer, such as `10 working days`.
    pub answers_within: String,
}

/// A test of the pages with people.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PeopleTest {
    /// The day of the test.
    #[serde(with = "crate::value::compiled")]
    pub on: Option<Date>,
    /// Who took part, without names, and what they used.
    pub who: String,
    /// What was found.
    pub found: String,
}

/// A test of the pages by machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MachineTest {
    /// Its id.
    pub id: String,
    /// The tool.
    pub tool: String,
    /// The tool's version.
    pub version: String,
    /// What was looked at.
    pub looks_at: String,
    /// How many checks failed.
    pub failures: u32,
}

impl Accessibility {
    pub(crate) fn read(node: &Node, file: FileId, findings: &mut Vec<Finding>) -> Option<Self> {
        let mut reader = Reader::open(node, "an accessibility statement", file, findings)?;
        let status = reader.required_spanned("status");
        let conformance = match status.text.as_str() {
            "not_compliant" => Conformance::None,
            word if word.starts_with("full") => {
                let fault = reader.fault(
                    status.span,
                    format!("`status` must be `partially_compliant` or `not_compliant`, and this is `{word}`"),
                );
                fault.help = Some(
                    "What machines look at shows faults and never that there are none, so no more is claimed."
                        .to_owned(),
                );
                Conformance::Partial
            }
            "partially_compliant" | "" => Conformance::Partial,
            other => {
                let message =
                    format!("`status` must be `partially_compliant` or `not_compliant`, and this is `{other}`");
                reader.fault(status.span, message);
                Conformance::Partial
            }
        };
        let statement = Self {
            standard: reader.required_text("standard"),
            status: conformance,
            problems: read_each(&mut reader, "problems", Problem::read),
            contact: Contact::read(&mut reader),
            complaints: reader.text("complaints"),
            prepared: required_date(&mut reader, "prepared"),
            reviewed: required_date(&mut reader, "reviewed"),
            check_by: required_date(&mut reader, "check_by"),
            people: read_each(&mut reader, "people", PeopleTest::read),
            tests: read_each(&mut reader, "tests", MachineTest::read),
            place: Place::new(file, status.span),
        };
        if statement.problems.is_empty() {
            reader.fault(status.span, "a statement that claims less than everything lists its `problems`");
        }
        if let (Some(prepared), Some(reviewed)) = (statement.prepared, statement.reviewed)
            && reviewed < prepared
        {
            reader.fault(status.span, "`reviewed` is before `prepared`");
        }
        reader.finish();
        Some(statement)
    }
}

impl Problem {
    fn read(reader: &mut Reader<'_>) -> Self {
        Self {
            id: reader.id().text,
            says: reader.required_text("says"),
            criterion: reader.text("criterion"),
            instead: reader.text("instead"),
            reason: reader.required_text("reason"),
            put_right_by: reader.date("put_right_by"),
        }
    }
}

impl Contact {
    fn read(outer: &mut Reader<'_>) -> Option<Self> {
        let node = outer.node("contact")?;
        let file = outer.file();
        let mut reader = Reader::open(node, "a contact", file, outer.findings())?;
        let contact = Self {
            name: reader.required_text("name"),
            email: reader.text("email"),
            phone: reader.text("phone"),
            answers_within: reader.required_text("answers_within"),
        };
        if contact.email.is_none() && contact.phone.is_none() {
            let span = reader.span();
            reader.fault(span, "a contact needs `email` or `phone`");
        }
        reader.finish();
        Some(contact)
    }
}

impl PeopleTest {
    fn read(reader: &mut Reader<'_>) -> Self {
        Self { on: required_date(reader, "on"), who: reader.required_text("who"), found: reader.required_text("found") }
    }
}

impl MachineTest {
    fn read(reader: &mut Reader<'_>) -> Self {
        let id = reader.id().text;
        let failures = reader.required_spanned("failures");
        let number = failures.text.parse::<u32>();
        if number.is_err() && !failures.text.is_empty() {
            let message = format!("`failures` must be a whole number, and this is `{}`", failures.text);
            reader.fault(failures.span, message);
        }
        Self {
            id,
            tool: reader.required_text("tool"),
            version: reader.required_text("version"),
            looks_at: reader.required_text("looks_at"),
            failures: number.unwrap_or_default(),
        }
    }
}

/// A date that must be there.
fn required_date(reader: &mut Reader<'_>, key: &'static str) -> Option<Date> {
    reader.required_node(key)?;
    reader.date(key)
}

/// The records of a list within the statement.
fn read_each<T>(outer: &mut Reader<'_>, key: &'static str, read: impl Fn(&mut Reader<'_>) -> T) -> Vec<T> {
    let file = outer.file();
    let mut found = Vec::new();
    for node in outer.records(key) {
        let what = match key {
            "problems" => "a problem",
            "people" => "a test with people",
            _ => "a test",
        };
        let Some(mut reader) = Reader::open(node, what, file, outer.findings()) else { continue };
        found.push(read(&mut reader));
        reader.finish();
    }
    found
}
