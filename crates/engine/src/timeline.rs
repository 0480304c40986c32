//! The timeline of a plan: gates, which are dates that other things wait for, and periods between two dates.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calculators::{DERIVED, Quantity, QuantityKind, find_derived};
use crate::catalogue::{Catalogue, QuestionIndex};
use crate::finding::{Finding, Severity};
use crate::place::{FileId, Place, Span};
use crate::plan::Plan;
use crate::reader::{Provenance, Reader};
use crate::suggestion::nearest;
use crate::value::AnswerValue;
use crate::yaml::Node;

/// A date on which something else depends, as the handbook names it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Gate {
    /// Its id.
    pub id: String,
    /// What happens then, in a few words.
    pub label: String,
    /// Where the date comes from.
    pub when: GateDate,
    /// Where it comes from.
    pub provenance: Provenance,
    /// Where it is defined.
    pub place: Place,
}

/// Where the date of a gate comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum GateDate {
    /// The answer to a question.
    Answer(usize),
    /// A derived value, by its position in [`crate::calculators::DERIVED`].
    Derived(usize),
    /// A column of each row of a table: the row is named by its first column.
    Rows {
        /// The table.
        table: usize,
        /// The column with the date on which the row's period begins.
        from: usize,
        /// The column with its last day.
        to: usize,
    },
}

/// A gate or a period on the timeline of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// The gate that it comes from.
    pub gate: String,
    /// What it is, in a few words.
    pub label: String,
    /// The date, or the first day of a period.
    pub from: Date,
    /// The last day of a period; none for a single date.
    pub to: Option<Date>,
    /// The derived value that the date is, by its position in [`crate::calculators::DERIVED`]; none for an answer.
    pub derived: Option<usize>,
    /// The path of the question that it stands on.
    pub path: Option<String>,
    /// The bytes of the answer; for a period those of the row.
    pub span: Option<Span>,
    /// The heaviest finding that speaks of it, if any.
    pub breach: Option<Breach>,
}

/// A finding that speaks of a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breach {
    /// How much it weighs.
    pub severity: Severity,
    /// The finding's id.
    pub id: String,
    /// What it says.
    pub message: String,
}

impl Gate {
    pub(crate) fn read(
        node: &Node,
        file: FileId,
        questions: &QuestionIndex,
        findings: &mut Vec<Finding>,
    ) -> Option<Self> {
        let mut reader = Reader::open(node, "a gate", file, findings)?;
        let id = reader.id();
        let label = reader.required_text("label");
        let when = read_date(&mut reader, questions);
        let gate = Self {
            label,
            when: when?,
            provenance: reader.optional_provenance(),
            place: Place::new(file, id.span),
            id: id.text,
        };
        reader.finish();
        Some(gate)
    }
}

fn read_date(reader: &mut Reader<'_>, questions: &QuestionIndex) -> Option<GateDate> {
    let at = reader.required_spanned("at");
    if let Some(derived) = find_derived(&at.text) {
        return Some(GateDate::Derived(derived));
    }
    let Some(question) = questions.find(&at.text) else {
        let fault = reader.fault(at.span, format!("there is no question and no derived value `{}`", at.text));
        fault.help = nearest(&at.text, questions.paths()).map(|word| format!("Did you mean `{word}`?"));
        return None;
    };
    let columns = questions.answer_type(question).columns();
    if columns.is_empty() {
        return Some(GateDate::Answer(question));
    }
    let mut column = |key: &'static str| {
        let name = reader.required_spanned(key);
        let found = columns.iter().position(|column| column.id == name.text);
        if found.is_none() {
            reader.fault(name.span, format!("the table has no column `{}`", name.text));
        }
        found
    };
    let (from, to) = (column("from"), column("to"));
    Some(GateDate::Rows { table: question, from: from?, to: to? })
}

/// The marks of a plan in the order of time; of one day in the order of the handbook's gates.
pub(crate) fn marks(catalogue: &Catalogue, plan: &Plan, findings: &[Finding]) -> Vec<Mark> {
    let mut marks: Vec<Mark> = catalogue.gates.iter().flat_map(|gate| marks_of(catalogue, plan, gate)).collect();
    for mark in &mut marks {
        let speaks =
            |finding: &&Finding| finding.severity > Severity::Advice && speaks_of(catalogue, plan, finding, mark);
        mark.breach = findings.iter().filter(speaks).max_by_key(|finding| finding.severity).map(|finding| Breach {
            severity: finding.severity,
            id: finding.id.clone(),
            message: finding.message.clone(),
        });
    }
    marks.sort_by_key(|mark| mark.from);
    marks
}

/// Whether a finding stands at a mark's answer, or is made by a rule that looks at its date. A date that only went into
/// a sum of something else, such as hours, is not spoken of.
fn speaks_of(catalogue: &Catalogue, plan: &Plan, finding: &Finding, mark: &Mark) -> bool {
    let within = |span: Span| span.start <= finding.place.span.start && finding.place.span.end <= span.end;
    if mark.span.is_some_and(within) {
        return true;
    }
    let Some(rule) = catalogue.rule(&finding.id) else { return false };
    if let Some(derived) = mark.derived {
        return rule.holds.reads_derived(derived);
    }
    // A period is a row of a table, of which a rule speaks only at the row itself.
    let date = mark.path.as_deref().filter(|_| mark.to.is_none()).and_then(|path| catalogue.questions.find(path));
    date.is_some_and(|question| {
        let stands_on = |&at: &usize| plan.calculations.reads(at).contains(&question);
        let dates = (0..DERIVED.len()).filter(|&at| DERIVED.get(at).is_some_and(|one| one.kind == QuantityKind::Date));
        rule.holds.questions().contains(&question) || dates.filter(stands_on).any(|at| rule.holds.reads_derived(at))
    })
}

fn marks_of(catalogue: &Catalogue, plan: &Plan, gate: &Gate) -> Vec<Mark> {
    let mark = |label: &str, from: Date| Mark {
        gate: gate.id.clone(),
        label: label.to_owned(),
        from,
        to: None,
        derived: None,
        path: None,
        span: None,
        breach: None,
    };
    match gate.when {
        GateDate::Answer(question) => {
            let answer = plan.answer(question).filter(|_| plan.is_asked(question));
            match answer.and_then(|answer| Some((answer.value.as_ref()?, answer.span))) {
                Some((AnswerValue::Date(date), span)) => {
                    let path = Some(catalogue.question(question).path.clone());
                    vec![Mark { path, span, ..mark(&gate.label, *date) }]
                }
                _ => Vec::new(),
            }
        }
        GateDate::Derived(at) => {
            let date = plan.calculations.value(at).and_then(Quantity::date);
            date.map(|date| Mark { derived: Some(at), ..mark(&gate.label, date) }).into_iter().collect()
        }
        GateDate::Rows { table, from, to } => {
            let Some(AnswerValue::Table(rows)) = plan.answer(table).and_then(|answer| answer.value.as_ref()) else {
                return Vec::new();
            };
            let columns = catalogue.question(table).answer.columns();
            let mut found = Vec::new();
            for row in rows {
                let cell = |at: usize| row.cells.get(at).and_then(Option::as_ref).map(|cell| &cell.value);
                let Some(AnswerValue::Date(start)) = cell(from) else { continue };
                let name = cell(0).zip(columns.first()).map(|(value, column)| value.show(&column.answer));
                let label = name.map_or_else(|| gate.label.clone(), |name| format!("{}: {name}", gate.label));
                let end = match cell(to) {
                    Some(AnswerValue::Date(end)) => Some(*end),
                    _ => None,
                };
                found.push(Mark {
                    to: end,
                    span: Some(row.span),
                    path: Some(catalogue.question(table).path.clone()),
                    ..mark(&label, *start)
                });
            }
            found
        }
    }
}
