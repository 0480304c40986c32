//! What a page asks of this module and what it gets: JSON in, JSON out.

use serde::{Deserialize, Serialize};
use sp_plan_engine::Date;
use sp_plan_engine::catalogue::{Catalogue, Compiled};
use sp_plan_engine::check::{CheckOptions, Report, check};
use sp_plan_engine::checklist::Stage;
use sp_plan_engine::difference::{Side, difference};
use sp_plan_engine::place::SourceText;
use sp_plan_engine::wire::{VERSION, WireFailure, WireFile, WireLoaded};
use sp_plan_report::diff::{self, Compared};
use sp_plan_report::making::{self, Kind};
use sp_plan_report::templates::Templates;

/// The one document that is made of two plans; the others are those of [`Kind`].
pub const DIFFERENCE: &str = "difference-markdown";

/// What a page asks for.
#[derive(Debug, Deserialize)]
pub struct MakeRequest {
    /// What to make: [`DIFFERENCE`], or the word of a [`Kind`].
    pub format: String,
    /// The plan.
    pub plan: WireFile,
    /// The day on which the plan is judged, year first.
    pub today: String,
    /// The stage to judge it at; the plan's own when it is not given.
    #[serde(default)]
    pub stage: Option<String>,
    /// For a difference, the plan as it was.
    #[serde(default)]
    pub old: Option<WireFile>,
    /// The day on which that one is judged; the same day when it is not given.
    #[serde(default)]
    pub then: Option<String>,
}

/// A document.
#[derive(Debug, Serialize)]
pub struct Made {
    /// [`VERSION`].
    pub version: u32,
    /// The text of a file.
    pub text: String,
}

/// What a page gets when templates were taken up.
#[derive(Debug, Serialize)]
pub struct TemplatesLoaded {
    /// [`VERSION`].
    pub version: u32,
    /// How many there are.
    pub templates: usize,
}

/// What documents are made with.
#[derive(Default)]
pub struct Maker {
    catalogue: Option<Catalogue>,
    templates: Option<Templates>,
}

impl Maker {
    /// Takes up a compiled catalogue, once for all documents: gives a [`WireLoaded`], or a [`WireFailure`] when the bytes are
    /// no catalogue of this version. Bytes that are refused leave no catalogue behind, so that no plan is judged by a
    /// handbook that the page did not mean.
    pub fn load(&mut self, compiled: &[u8]) -> String {
        // Reports say what a figure stands on, so that they need more of the catalogue than what judges.
        let catalogue = Compiled::open(compiled).and_then(Compiled::whole);
        let (loaded, catalogue) = match catalogue {
            Ok(catalogue) => {
                let question_set = catalogue.handbook.version.clone();
                (Ok(WireLoaded { version: VERSION, question_set }), Some(catalogue))
            }
            Err(refused) => (Err(refused.to_string()), None),
        };
        self.catalogue = catalogue;
        answer(loaded)
    }

    /// Takes up the templates of a handbook, as [`sp_plan_report::templates::for_pages`] wrote them: gives a
    /// [`TemplatesLoaded`], or a [`WireFailure`] that names the template which cannot be read.
    pub fn templates(&mut self, templates: &str) -> String {
        let files = serde_json::from_str::<Vec<WireFile>>(templates).map_err(|error| error.to_string());
        let read = files.and_then(|files| {
            let texts: Vec<SourceText> = files.into_iter().map(|file| SourceText::new(file.name, file.text)).collect();
            let templates = Templates::new(&texts).map_err(|fault| fault.to_string())?;
            Ok((TemplatesLoaded { version: VERSION, templates: texts.len() }, templates))
        });
        let (loaded, templates) = match read {
            Ok((loaded, templates)) => (Ok(loaded), Some(templates)),
            Err(failure) => (Err(failure), None),
        };
        self.templates = templates;
        answer(loaded)
    }

    /// Answers a [`MakeRequest`] in JSON with a document, [`Made`], or with a [`WireFailure`].
    pub fn make(&self, request: &str) -> String {
        let made =
            serde_json::from_str(request).map_err(|error| error.to_string()).and_then(|request| self.made(request));
        answer(made.map(|text| Made { version: VERSION, text }))
    }

    fn made(&self, request: MakeRequest) -> Result<String, String> {
        let catalogue = self.catalogue.as_ref().ok_or("no handbook has been loaded")?;
        let templates = self.templates.as_ref().ok_or("no templates have been loaded")?;
        let today = day(&request.today, "today")?;
        let stage = match &request.stage {
            None => None,
            Some(word) => Some(Stage::from_word(word).ok_or("`stage` is design, pilot or live")?),
        };
        let options = CheckOptions { today, stage };
        if request.format == DIFFERENCE {
            let old = request.old.ok_or("a difference needs `old`, the plan as it was")?;
            let then = request.then.as_deref().map(|then| day(then, "then")).transpose()?;
            return changes(catalogue, &old, &request.plan, options, then);
        }
        let kind = Kind::from_word(&request.format).ok_or_else(unknown_format)?;
        let report = check(catalogue, &request.plan.text, options);
        let plan = (SourceText::new(request.plan.name, request.plan.text), report);
        let text = making::make(kind, templates, catalogue, &plan).map_err(|error| error.to_string())?;
        text.ok_or_else(|| unreadable(&plan.0.name))
    }
}

/// What has changed between two plans, as `sp-plan diff --format markdown` has it.
fn changes(
    catalogue: &Catalogue,
    old: &WireFile,
    new: &WireFile,
    options: CheckOptions,
    then: Option<Date>,
) -> Result<String, String> {
    let day = then.unwrap_or(options.today);
    if day > options.today {
        return Err("`then`, the day of the last meeting, comes after `today`".to_owned());
    }
    let before = check(catalogue, &old.text, CheckOptions { today: day, ..options });
    let after = check(catalogue, &new.text, options);
    let is_readable =
        |(file, report): &(&WireFile, &Report)| report.readable.then_some(()).ok_or_else(|| unreadable(&file.name));
    [(old, &before), (new, &after)].iter().try_for_each(is_readable)?;
    let sides = (Side { text: &old.text, report: &before }, Side { text: &new.text, report: &after });
    let difference = difference(catalogue, sides.0, sides.1).ok_or_else(|| unreadable(&new.name))?;
    let compared = Compared { old: &old.name, new: &new.name, difference: &difference, tell_of_then: then.is_none() };
    Ok(diff::markdown::text(&compared))
}

fn day(text: &str, field: &str) -> Result<Date, String> {
    text.parse().map_err(|_| format!("`{field}` is a date, year first"))
}

fn unreadable(name: &str) -> String {
    format!("{name} cannot be read as a plan, so that there is nothing to report; the check says why")
}

fn unknown_format() -> String {
    let words: Vec<&str> = Kind::ALL.into_iter().map(Kind::word).chain([DIFFERENCE]).collect();
    format!("`format` is one of {}", words.join(", "))
}

/// An answer in JSON, or why there is none.
fn answer(answer: Result<impl Serialize, String>) -> String {
    let written = answer.and_then(|answer| serde_json::to_string(&answer).map_err(|error| error.to_string()));
    written
        .unwrap_or_else(|failure| serde_json::to_string(&WireFailure { version: VERSION, failure }).unwrap_or_default())
}
