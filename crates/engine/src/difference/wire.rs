//! The JSON of a difference: types of its own, apart from the model, with a version. Its schema is
//! `docs/diff.schema.json`.

use serde::Serialize;

use super::{Class, Difference, Entry, PartChange, Standing, Subject};
use crate::catalogue::Catalogue;
use crate::finding::Finding;
use crate::value::write_date;

/// The version of the JSON. It grows when a field changes its meaning or goes; new fields leave it as it is.
pub const VERSION: u32 = 1;

/// What `sp-plan diff --format json` prints.
#[derive(Debug, Serialize)]
pub struct WireDifference {
    /// [`VERSION`].
    pub version: u32,
    /// The version of the question set by which both were judged.
    pub question_set: String,
    /// Where the old plan stands.
    pub old: WireStanding,
    /// Where the new plan stands.
    pub new: WireStanding,
    /// The whole in one line.
    pub summary: String,
    /// How many entries each class has.
    pub counts: WireCounts,
    /// What has changed, by class.
    pub entries: Vec<WireEntry>,
}

/// Where a plan stands, in figures.
#[derive(Debug, Serialize)]
pub struct WireStanding {
    /// The file.
    pub path: String,
    /// The scheme's name.
    pub scheme: Option<String>,
    /// The day on which it was judged, year first.
    pub judged_on: String,
    /// The stage at which it was judged.
    pub stage: &'static str,
    /// The version of the question set that the plan names.
    pub written_for: Option<String>,
    /// How many ingredients are met.
    pub ingredients_met: usize,
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

/// How many entries each class has.
#[derive(Debug, Serialize)]
pub struct WireCounts {
    /// Worse.
    pub worse: usize,
    /// Reopened.
    pub reopened: usize,
    /// Better.
    pub better: usize,
    /// Answered.
    pub answered: usize,
    /// Changed.
    pub changed: usize,
    /// Set aside.
    pub set_aside: usize,
    /// Removed.
    pub removed: usize,
}

/// One thing that has changed.
#[derive(Debug, Serialize)]
pub struct WireEntry {
    /// `worse`, `reopened`, `better`, `answered`, `changed`, `set_aside` or `removed`.
    pub class: &'static str,
    /// The same in plain English: the first line says what, the others say what of it and why.
    pub says: Vec<String>,
    /// What has changed.
    #[serde(flatten)]
    pub subject: WireSubject,
}

/// What an entry is about.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum WireSubject {
    /// The verdict of an ingredient.
    Ingredient {
        /// Its id.
        id: String,
        /// Its title.
        title: String,
        /// Its verdict in the old plan.
        old: &'static str,
        /// Its verdict in the new plan.
        new: &'static str,
        /// Criteria that came out otherwise.
        criteria: Vec<WireCriterionChange>,
        /// Ids of rules at error level that fail now and did not.
        rules_failing: Vec<String>,
        /// Ids of rules at error level that failed and do not now.
        rules_settled: Vec<String>,
    },
    /// A question.
    Question {
        /// Its path.
        path: String,
        /// Its label.
        label: String,
        /// What the old plan says, in words.
        old: String,
        /// What the new plan says, in words.
        new: String,
        /// Options, entries, rows and cells that differ.
        parts: Vec<WirePart>,
        /// What differs beside the answer.
        details: Vec<WireDetail>,
        /// Findings that are new here.
        appeared: Vec<WireChangedFinding>,
        /// Findings that are gone from here.
        settled: Vec<WireChangedFinding>,
    },
    /// A key that is not read.
    Key {
        /// Its path.
        path: String,
        /// Whether it stands under `retired`.
        retired: bool,
        /// The question that has taken its place.
        now_called: Option<String>,
        /// What it held, as YAML.
        old: Option<String>,
        /// What it holds, as YAML.
        new: Option<String>,
    },
    /// A finding that belongs to no question.
    Finding {
        /// Whether it is new rather than gone.
        appeared: bool,
        /// The finding.
        finding: WireChangedFinding,
    },
    /// The version of the question set that the plan names.
    QuestionSet {
        /// In the old plan.
        old: Option<String>,
        /// In the new plan.
        new: Option<String>,
    },
}

/// A criterion that came out otherwise.
#[derive(Debug, Serialize)]
pub struct WireCriterionChange {
    /// Its id.
    pub id: String,
    /// `must` or `should`.
    pub level: &'static str,
    /// What it was: `met`, `unmet`, `unanswered`, `set_aside`, `not_applicable` or `not_due`.
    pub old: &'static str,
    /// What it is.
    pub new: &'static str,
}

/// A part of an answer that differs. Added parts have no `old`, those taken out no `new`.
#[derive(Debug, Serialize)]
pub struct WirePart {
    /// `option`, `row` or `cell`.
    pub part: &'static str,
    /// The first column of the row; null for options and entries of lists.
    pub row: Option<String>,
    /// The label of the column; null unless it is a cell.
    pub column: Option<String>,
    /// What it said.
    pub old: Option<String>,
    /// What it says.
    pub new: Option<String>,
}

/// Something beside an answer that differs.
#[derive(Debug, Serialize)]
pub struct WireDetail {
    /// `note`, `evidence`, `owner`, `due`, `reason`, `review`, or another key of the plan.
    pub key: String,
    /// What it said.
    pub old: Option<String>,
    /// What it says.
    pub new: Option<String>,
}

/// A finding that is new or gone.
#[derive(Debug, Serialize)]
pub struct WireChangedFinding {
    /// The rule, criterion or fault of reading.
    pub id: String,
    /// `error`, `warning` or `advice`.
    pub severity: &'static str,
    /// One short phrase.
    pub message: String,
}

impl WireDifference {
    /// The JSON of a difference between two files.
    pub fn new(catalogue: &Catalogue, old_path: &str, new_path: &str, difference: &Difference) -> Self {
        let count = |class| difference.count(class);
        Self {
            version: VERSION,
            question_set: catalogue.handbook.version.clone(),
            old: WireStanding::new(old_path, &difference.old),
            new: WireStanding::new(new_path, &difference.new),
            summary: difference.summary(),
            counts: WireCounts {
                worse: count(Class::Worse),
                reopened: count(Class::Reopened),
                better: count(Class::Better),
                answered: count(Class::Answered),
                changed: count(Class::Changed),
                set_aside: count(Class::SetAside),
                removed: count(Class::Removed),
            },
            entries: difference.entries.iter().map(WireEntry::new).collect(),
        }
    }
}

impl WireStanding {
    fn new(path: &str, standing: &Standing) -> Self {
        Self {
            path: path.to_owned(),
            scheme: standing.scheme.clone(),
            judged_on: write_date(standing.judged_on),
            stage: standing.stage.word(),
            written_for: standing.written_for.clone(),
            ingredients_met: standing.met,
            ingredients: standing.ingredients,
            errors: standing.errors,
            warnings: standing.warnings,
            advice: standing.advice,
            due: standing.due,
            unanswered: standing.unanswered,
        }
    }
}

impl WireEntry {
    fn new(entry: &Entry) -> Self {
        let lines = entry.lines();
        let says = std::iter::once(lines.head).chain(lines.notes).collect();
        Self { class: entry.class.word(), says, subject: WireSubject::new(&entry.subject) }
    }
}

impl WireSubject {
    fn new(subject: &Subject) -> Self {
        let ids = |rules: &[(String, String)]| rules.iter().map(|(id, _)| id.clone()).collect();
        let findings = |findings: &[Finding]| findings.iter().map(WireChangedFinding::new).collect();
        match subject {
            Subject::Ingredient(change) => WireSubject::Ingredient {
                id: change.id.clone(),
                title: change.title.clone(),
                old: change.old.word(),
                new: change.new.word(),
                criteria: change
                    .criteria
                    .iter()
                    .map(|criterion| WireCriterionChange {
                        id: criterion.id.clone(),
                        level: criterion.level.word(),
                        old: criterion.old.word(),
                        new: criterion.new.word(),
                    })
                    .collect(),
                rules_failing: ids(&change.rules_failing),
                rules_settled: ids(&change.rules_settled),
            },
            Subject::Question(change) => WireSubject::Question {
                path: change.path.clone(),
                label: change.label.clone(),
                old: change.old.clone(),
                new: change.new.clone(),
                parts: change.parts.iter().map(WirePart::new).collect(),
                details: change
                    .details
                    .iter()
                    .map(|detail| WireDetail {
                        key: detail.key.clone(),
                        old: detail.old.clone(),
                        new: detail.new.clone(),
                    })
                    .collect(),
                appeared: findings(&change.appeared),
                settled: findings(&change.settled),
            },
            Subject::Key(change) => WireSubject::Key {
                path: change.path.clone(),
                retired: change.retired,
                now_called: change.now_called.clone(),
                old: change.old.clone(),
                new: change.new.clone(),
            },
            Subject::Finding { finding, appeared } => {
                WireSubject::Finding { appeared: *appeared, finding: WireChangedFinding::new(finding) }
            }
            Subject::QuestionSet { old, new } => WireSubject::QuestionSet { old: old.clone(), new: new.clone() },
        }
    }
}

impl WirePart {
    fn new(part: &PartChange) -> Self {
        let whole = |cells: &[(String, String)]| {
            cells.iter().map(|(column, words)| format!("{column}: {words}")).collect::<Vec<_>>().join("; ")
        };
        let empty = Self { part: "option", row: None, column: None, old: None, new: None };
        match part {
            PartChange::Added(words) => Self { new: Some(words.clone()), ..empty },
            PartChange::TakenOut(words) => Self { old: Some(words.clone()), ..empty },
            PartChange::RowAdded { row, cells } => {
                Self { part: "row", row: Some(row.clone()), new: Some(whole(cells)), ..empty }
            }
            PartChange::RowTakenOut { row, cells } => {
                Self { part: "row", row: Some(row.clone()), old: Some(whole(cells)), ..empty }
            }
            PartChange::Cell { row, column, old, new } => Self {
                part: "cell",
                row: Some(row.clone()),
                column: Some(column.clone()),
                old: old.clone(),
                new: new.clone(),
            },
        }
    }
}

impl WireChangedFinding {
    fn new(finding: &Finding) -> Self {
        Self { id: finding.id.clone(), severity: finding.severity.word(), message: finding.message.clone() }
    }
}
