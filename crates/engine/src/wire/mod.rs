//! The JSON that the command line prints and that the pages receive: types of its own, apart from the model, with a
//! version. The schema of a report is `docs/report.schema.json`; `docs/wire.md` describes the requests of a page.
//!
//! ```text
//! request ─► check ──────► report (report, working), with answers and unknown where they are asked for
//!         ├► edit, try ──► changes as splices ─► text, or a report of it
//!         ├► blank, upgrade ─► text
//!         └► difference
//! ```

mod answers;
mod edit;
mod held;
mod operations;
mod report;
mod request;
mod unknown;
mod working;

use serde::Serialize;

use crate::catalogue::{Catalogue, Compiled};

pub use answers::{WireAnswer, WireDetails, WireRow};
pub use held::Held;
pub use operations::{WireRefused, WireText, WireUpgraded};
pub use report::{
    WireAction, WireCriterion, WireFinding, WireIngredient, WireLine, WirePlace, WirePlan, WireRelated, WireReport,
};
pub use request::{WireChange, WireFile, WireRequest};
pub use unknown::WireUnknown;
pub use working::{WireBreach, WireInput, WireMark, WireResult, WireStep, WireTable, WireTableRow, WireWorking};

/// The version of the JSON. It grows when a field changes its meaning or goes; new fields leave it as it is.
pub const VERSION: u32 = 1;

/// What a page gets when a handbook is loaded.
#[derive(Debug, Serialize)]
pub struct WireLoaded {
    /// [`VERSION`].
    pub version: u32,
    /// The version of the handbook's question set.
    pub question_set: String,
}

/// What a page gets when its request cannot be answered.
#[derive(Debug, Serialize)]
pub struct WireFailure {
    /// [`VERSION`].
    pub version: u32,
    /// Why.
    pub failure: String,
}

/// Takes up what a page needs of a compiled catalogue, once for all requests, and says so in JSON: a [`WireLoaded`], or
/// a [`WireFailure`] when the bytes are no catalogue of this version of the engine.
pub fn load(compiled: &[u8]) -> (Option<Catalogue>, String) {
    match Compiled::open(compiled).and_then(Compiled::asking) {
        Ok(catalogue) => {
            let loaded = WireLoaded { version: VERSION, question_set: catalogue.handbook.version.clone() };
            (Some(catalogue), written(json(&loaded)))
        }
        Err(refused) => (None, written(Err(refused.to_string()))),
    }
}

/// Answers a page's request by the catalogue that was loaded: JSON in, JSON out. A request that cannot be answered gives a
/// [`WireFailure`].
pub fn answer(catalogue: Option<&Catalogue>, request: &str) -> String {
    let Some(catalogue) = catalogue else { return written(Err("no handbook has been loaded".to_owned())) };
    let request = serde_json::from_str::<WireRequest>(request).map_err(|error| error.to_string());
    written(request.and_then(|request| operations::respond(catalogue, &request)))
}

/// A value as JSON.
fn json(value: &impl Serialize) -> Result<String, String> {
    serde_json::to_string(value).map_err(|error| error.to_string())
}

/// An answer as it is, or why there is none.
fn written(answer: Result<String, String>) -> String {
    answer.unwrap_or_else(|failure| json(&WireFailure { version: VERSION, failure }).unwrap_or_default())
}
