//! What a page asks of the engine. One type serves every request; what a request needs and lacks is said by the one that
//! answers it.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

use super::Held;

/// What a page asks of the engine.
#[derive(Debug, Deserialize)]
pub struct WireRequest {
    /// `check`, `edit`, `try`, `blank`, `difference` or `upgrade`; a check when it does not say.
    #[serde(default, rename = "do")]
    pub operation: Option<String>,
    /// The plan to check.
    #[serde(default)]
    pub plan: Option<WireFile>,
    /// The text to change, to try changes on, or to bring up to date.
    #[serde(default)]
    pub text: Option<String>,
    /// The day on which plans are judged, year first.
    #[serde(default)]
    pub today: Option<String>,
    /// The stage to judge them at; a plan's own when it is not given.
    #[serde(default)]
    pub stage: Option<String>,
    /// Whether the report tells what each control of the form holds.
    #[serde(default)]
    pub answers: bool,
    /// The changes, each of the text as those before it have left it.
    #[serde(default)]
    pub changes: Option<Vec<WireChange>>,
    /// The plan as it was.
    #[serde(default)]
    pub old: Option<WireFile>,
    /// The plan as it is.
    #[serde(default)]
    pub new: Option<WireFile>,
    /// The day on which the old plan is judged, year first; `today` when it is not given.
    #[serde(default)]
    pub then: Option<String>,
    /// Answers for the head of a blank plan, by their keys under `scheme`.
    #[serde(default)]
    pub details: BTreeMap<String, Held>,
}

/// A text under a name. The module that makes reports reads it too.
#[derive(Debug, Deserialize)]
pub struct WireFile {
    /// The name.
    pub name: String,
    /// The text.
    pub text: String,
}

/// A change from the form. Beside `path` it has one of: `answer`; `detail` and `value`; `row`, `column` and `value`;
/// `insert_row`; `remove_row`.
#[derive(Debug, Default, Deserialize)]
pub struct WireChange {
    /// The question.
    pub path: String,
    /// What the control of the question holds now.
    #[serde(default, deserialize_with = "named")]
    pub answer: Option<Held>,
    /// A key of the long form.
    #[serde(default)]
    pub detail: Option<String>,
    /// A row of the table, from 0.
    #[serde(default)]
    pub row: Option<usize>,
    /// A column of the table.
    #[serde(default)]
    pub column: Option<String>,
    /// What the control of the detail or cell holds now.
    #[serde(default, deserialize_with = "named")]
    pub value: Option<Held>,
    /// Before which row of the table a new one stands, from 0; at the end when there is no such row.
    #[serde(default)]
    pub insert_row: Option<usize>,
    /// Which row of the table goes, from 0.
    #[serde(default)]
    pub remove_row: Option<usize>,
}

/// A field that is there, be it `null`: that takes an answer away, while no field at all leaves it alone.
fn named<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Held>, D::Error> {
    Held::deserialize(deserializer).map(Some)
}
