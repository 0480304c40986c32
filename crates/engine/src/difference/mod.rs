//! What has changed between two versions of a plan: by question and ingredient, never by line.
//!
//! ```text
//! old text, report ─┐ ingredients ─► verdicts that are others now, and why
//!                   ├ answers ─────► what each plan says to a question, part by part   ──► entries, by class
//! new text, report ─┘ findings ────► new and gone, at the question that they speak of
//!                     keys ────────► what no checklist has
//! ```
//!
//! Both plans come judged, so that the day and the stage are decided before. Comments, the order of keys, rows and
//! options, and the way in which a value is written change nothing here.

mod answers;
mod findings;
mod ingredients;
mod keys;
mod parts;
pub mod wire;
mod words;

pub use words::Lines;

use jiff::civil::Date;

use crate::catalogue::Catalogue;
use crate::check::Report;
use crate::checklist::Stage;
use crate::finding::{Finding, Severity};
use crate::ingredient::Level;
use crate::place::FileId;
use crate::plan::Plan;
use crate::verdict::IngredientVerdict;
use crate::yaml::{self, Mapping, Node};

/// One of the two plans.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// Its text.
    pub text: &'a str,
    /// What the check says of it.
    pub report: &'a Report,
}

/// Everything that is different.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// Where the old plan stands.
    pub old: Standing,
    /// Where the new plan stands.
    pub new: Standing,
    /// What has changed, by class; within a class ingredients, then questions in the handbook's order, then the rest.
    pub entries: Vec<Entry>,
    /// How many answers both plans leave behind their own day: set aside or planned until a date that is past. When
    /// both are judged on the same day, some of them may have lapsed since the old plan was written.
    pub lapsed_in_both: usize,
}

/// Where a plan stands, in figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The scheme's name.
    pub scheme: Option<String>,
    /// The day on which the plan was judged.
    pub judged_on: Date,
    /// The stage at which it was judged.
    pub stage: Stage,
    /// The version of the question set that it says it was written for.
    pub written_for: Option<String>,
    /// How many ingredients are met.
    pub met: usize,
    /// How many ingredients there are.
    pub ingredients: usize,
    /// How many findings are errors.
    pub errors: usize,
    /// How many findings are warnings.
    pub warnings: usize,
    /// How many findings are advice.
    pub advice: usize,
    /// How many questions are due.
    pub due: usize,
    /// How many of those have no answer.
    pub unanswered: usize,
}

/// What kind of change it is, in the order in which a meeting wants to hear of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A verdict fell, or there is a finding that was not there.
    Worse,
    /// What was settled is open again: an exception past its review date, an answer taken back, a planned answer that
    /// is late.
    Reopened,
    /// A verdict rose, or a finding is settled.
    Better,
    /// A question has an answer that had none.
    Answered,
    /// The plan says something else, which is neither better nor worse.
    Changed,
    /// A question is set aside.
    SetAside,
    /// Something is no longer in the plan, and nothing is open because of it.
    Removed,
}

impl Class {
    /// All of them in order.
    pub const ALL: [Class; 7] = [
        Class::Worse,
        Class::Reopened,
        Class::Better,
        Class::Answered,
        Class::Changed,
        Class::SetAside,
        Class::Removed,
    ];

    /// The word for it in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Class::Worse => "worse",
            Class::Reopened => "reopened",
            Class::Better => "better",
            Class::Answered => "answered",
            Class::Changed => "changed",
            Class::SetAside => "set_aside",
            Class::Removed => "removed",
        }
    }

    /// The word for it in text.
    pub fn show(self) -> &'static str {
        match self {
            Class::SetAside => "set aside",
            other => other.word(),
        }
    }
}

/// One thing that has changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What kind of change it is.
    pub class: Class,
    /// What has changed.
    pub subject: Subject,
}

/// What an entry is about.
#[derive(Debug, Clone, PartialEq)]
pub enum Subject {
    /// The verdict of an ingredient.
    Ingredient(IngredientChange),
    /// A question: what the plan says to it, or what is found there.
    Question(QuestionChange),
    /// A key that no checklist has, or that holds something else than its section's questions.
    Key(KeyChange),
    /// A finding that belongs to no question.
    Finding {
        /// The finding.
        finding: Finding,
        /// Whether it is new rather than gone.
        appeared: bool,
    },
    /// The version of the question set that the plan says it was written for.
    QuestionSet {
        /// What the old plan says.
        old: Option<String>,
        /// What the new plan says.
        new: Option<String>,
    },
}

/// An ingredient with another verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IngredientChange {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it was.
    pub old: IngredientVerdict,
    /// What it is.
    pub new: IngredientVerdict,
    /// Its criteria that came out otherwise, in order.
    pub criteria: Vec<CriterionChange>,
    /// Rules at error level that fail now and did not: id and title.
    pub rules_failing: Vec<(String, String)>,
    /// Rules at error level that failed and do not now: id and title.
    pub rules_settled: Vec<(String, String)>,
}

/// A criterion that came out otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriterionChange {
    /// Its id.
    pub id: String,
    /// What it asks.
    pub asks: String,
    /// Whether it can hold the verdict back.
    pub level: Level,
    /// What it was.
    pub old: CriterionState,
    /// What it is.
    pub new: CriterionState,
}

/// How a criterion came out, as far as it matters for the verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CriterionState {
    /// It is so.
    Met,
    /// It is not so.
    Unmet,
    /// Answers are missing.
    Unanswered,
    /// It is set aside with a reason.
    SetAside,
    /// It does not apply.
    NotApplicable,
    /// The plan's stage does not ask for it yet.
    NotDue,
}

impl CriterionState {
    /// The word for it in JSON.
    pub fn word(self) -> &'static str {
        match self {
            CriterionState::Met => "met",
            CriterionState::Unmet => "unmet",
            CriterionState::Unanswered => "unanswered",
            CriterionState::SetAside => "set_aside",
            CriterionState::NotApplicable => "not_applicable",
            CriterionState::NotDue => "not_due",
        }
    }
}

/// A question to which the plan says something else, or at which something else is found.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionChange {
    /// Its path.
    pub path: String,
    /// Its label.
    pub label: String,
    /// What the old plan says, in words.
    pub old: String,
    /// What the new plan says, in words.
    pub new: String,
    /// The options, entries, rows and cells that differ.
    pub parts: Vec<PartChange>,
    /// What differs in its note, evidence, owner, dates and other keys beside the answer.
    pub details: Vec<DetailChange>,
    /// Findings that are new here.
    pub appeared: Vec<Finding>,
    /// Findings that are gone from here.
    pub settled: Vec<Finding>,
}

/// A part of an answer that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartChange {
    /// An option or an entry of a list that is new.
    Added(String),
    /// An option or an entry of a list that is gone.
    TakenOut(String),
    /// A row that is new, by its first column, with what it says.
    RowAdded {
        /// Its first column.
        row: String,
        /// Column and what it says.
        cells: Vec<(String, String)>,
    },
    /// A row that is gone.
    RowTakenOut {
        /// Its first column.
        row: String,
        /// Column and what it said.
        cells: Vec<(String, String)>,
    },
    /// A cell that says something else.
    Cell {
        /// The first column of its row.
        row: String,
        /// The label of its column.
        column: String,
        /// What it said; nothing when it was empty.
        old: Option<String>,
        /// What it says.
        new: Option<String>,
    },
}

/// Something beside an answer that differs: its note, owner, due date ...
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DetailChange {
    /// The key.
    pub key: String,
    /// What it said; nothing when it was not there.
    pub old: Option<String>,
    /// What it says.
    pub new: Option<String>,
    /// The two dates, when it moved from one to the other.
    pub moved: Option<(Date, Date)>,
}

/// A key that is not read and that appeared, went or holds something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyChange {
    /// Its path from the root of the plan.
    pub path: String,
    /// Whether it stands under `retired`, where answers to questions of former question sets are kept.
    pub retired: bool,
    /// The question that has taken its place, by path, when its name is a former one.
    pub now_called: Option<String>,
    /// What it held; nothing when it was not there.
    pub old: Option<String>,
    /// What it holds.
    pub new: Option<String>,
}

impl Difference {
    /// How many entries have this class.
    pub fn count(&self, class: Class) -> usize {
        self.entries.iter().filter(|entry| entry.class == class).count()
    }

    /// Whether something got worse, or is open again that was settled.
    pub fn got_worse(&self) -> bool {
        self.entries.iter().any(|entry| matches!(entry.class, Class::Worse | Class::Reopened))
    }
}

/// Compares two plans that have been checked against the same catalogue. None when one of them could not be read.
pub fn difference(catalogue: &Catalogue, old: Side<'_>, new: Side<'_>) -> Option<Difference> {
    let (old, new) = (Read::new(old)?, Read::new(new)?);
    let mut entries = ingredients::changes(catalogue, &old, &new);
    let (at_questions, elsewhere) = findings::changes(catalogue, &old, &new);
    entries.extend(answers::changes(catalogue, &old, &new, at_questions));
    entries.extend(keys::changes(catalogue, &old, &new));
    let version = |side: &Read<'_>| side.plan.version.clone().filter(|version| !version.is_empty());
    if version(&old) != version(&new) {
        let subject = Subject::QuestionSet { old: version(&old), new: version(&new) };
        entries.push(Entry { class: Class::Changed, subject });
    }
    entries.extend(elsewhere);
    // Stable, so that the order within a class is that of gathering.
    entries.sort_by_key(|entry| entry.class);
    let lapsed = |at: usize| [&old, &new].iter().all(|side| answers::is_past_its_day(side.plan, at));
    let lapsed_in_both = (0..catalogue.questions.all().len()).filter(|&at| lapsed(at)).count();
    Some(Difference { old: old.standing(), new: new.standing(), entries, lapsed_in_both })
}

/// A plan with its tree, which holds what the typed plan leaves out.
struct Read<'a> {
    report: &'a Report,
    plan: &'a Plan,
    root: Mapping,
}

impl<'a> Read<'a> {
    fn new(side: Side<'a>) -> Option<Self> {
        let plan = side.report.plan.as_ref().filter(|_| side.report.readable)?;
        let root = yaml::parse(side.text, FileId::PLAN).root;
        let root = root.as_ref().and_then(Node::mapping).cloned().unwrap_or_default();
        Some(Self { report: side.report, plan, root })
    }

    fn standing(&self) -> Standing {
        Standing {
            scheme: self.report.scheme.clone().filter(|name| !name.trim().is_empty()),
            judged_on: self.plan.today,
            stage: self.report.stage,
            written_for: self.plan.version.clone().filter(|version| !version.is_empty()),
            met: self.report.count_verdicts(IngredientVerdict::Met),
            ingredients: self.report.ingredients.len(),
            errors: self.report.count(Severity::Error),
            warnings: self.report.count(Severity::Warning),
            advice: self.report.count(Severity::Advice),
            due: self.report.due,
            unanswered: self.report.unanswered.len(),
        }
    }
}
