//! What a page asks of the engine. One type serves every request; what a request needs and lacks is said by the one that
//! answers it.

use super::Held;
use super::json::{self, Json};

/// What a page asks of the engine.
#[derive(Debug, Default)]
pub struct WireRequest {
    /// `check`, `edit`, `try`, `blank`, `difference` or `upgrade`; a check when it does not say.
    pub operation: Option<String>,
    /// The plan to check.
    pub plan: Option<WireFile>,
    /// The text to change, to try changes on, or to bring up to date.
    pub text: Option<String>,
    /// The day on which plans are judged, year first.
    pub today: Option<String>,
    /// The stage to judge them at; a plan's own when it is not given.
    pub stage: Option<String>,
    /// Whether the report tells what each control of the form holds.
    pub answers: bool,
    /// The changes, each of the text as those before it have left it.
    pub changes: Option<Vec<WireChange>>,
    /// The plan as it was.
    pub old: Option<WireFile>,
    /// The plan as it is.
    pub new: Option<WireFile>,
    /// The day on which the old plan is judged, year first; `today` when it is not given.
    pub then: Option<String>,
    /// Answers for the head of a blank plan, by their keys under `scheme`.
    pub details: Vec<(String, Held)>,
}

/// A text under a name. The module that makes reports reads it too, by serde.
#[derive(Debug, Default, serde::Deserialize)]
pub struct WireFile {
    /// The name.
    pub name: String,
    /// The text.
    pub text: String,
}

/// A change from the form. Beside `path` it has one of: `answer`; `detail` and `value`; `row`, `column` and `value`;
/// `insert_row`; `remove_row`.
#[derive(Debug, Default)]
pub struct WireChange {
    /// The question.
    pub path: String,
    /// What the control of the question holds now.
    pub answer: Option<Held>,
    /// A key of the long form.
    pub detail: Option<String>,
    /// A row of the table, from 0.
    pub row: Option<usize>,
    /// A column of the table.
    pub column: Option<String>,
    /// What the control of the detail or cell holds now.
    pub value: Option<Held>,
    /// Before which row of the table a new one stands, from 0; at the end when there is no such row.
    pub insert_row: Option<usize>,
    /// Which row of the table goes, from 0.
    pub remove_row: Option<usize>,
}

impl WireRequest {
    /// Reads a request.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let mut request = Self::default();
        for (name, value) in fields("the request", json::read(text)?)? {
            match name.as_str() {
                "do" => request.operation = text_of(&name, value)?,
                "plan" => request.plan = file(&name, value)?,
                "text" => request.text = text_of(&name, value)?,
                "today" => request.today = text_of(&name, value)?,
                "stage" => request.stage = text_of(&name, value)?,
                "answers" => request.answers = value == Json::Truth(true),
                "changes" => {
                    let Json::List(changes) = value else { return Err(wants(&name, "a list of changes")) };
                    request.changes = Some(changes.into_iter().map(WireChange::of).collect::<Result<_, _>>()?);
                }
                "old" => request.old = file(&name, value)?,
                "new" => request.new = file(&name, value)?,
                "then" => request.then = text_of(&name, value)?,
                "details" => {
                    let details = fields(&name, value)?.into_iter();
                    request.details = details
                        .map(|(key, value)| Ok((key, held("a detail", value)?)))
                        .collect::<Result<_, String>>()?;
                }
                _ => {}
            }
        }
        Ok(request)
    }
}

impl WireChange {
    fn of(value: Json) -> Result<Self, String> {
        let mut change = Self::default();
        let mut path = None;
        for (name, value) in fields("a change", value)? {
            match name.as_str() {
                "path" => path = text_of(&name, value)?,
                // A field that is there, be it `null`, takes an answer away; no field at all leaves it alone.
                "answer" => change.answer = Some(held(&name, value)?),
                "detail" => change.detail = text_of(&name, value)?,
                "row" => change.row = Some(count(&name, &value)?),
                "column" => change.column = text_of(&name, value)?,
                "value" => change.value = Some(held(&name, value)?),
                "insert_row" => change.insert_row = Some(count(&name, &value)?),
                "remove_row" => change.remove_row = Some(count(&name, &value)?),
                _ => {}
            }
        }
        change.path = path.ok_or("a change lacks `path`")?;
        Ok(change)
    }
}

fn wants(name: &str, expected: &str) -> String {
    format!("`{name}` is {expected}")
}

fn fields(name: &str, value: Json) -> Result<Vec<(String, Json)>, String> {
    match value {
        Json::Object(fields) => Ok(fields),
        _ => Err(format!("{name} is an object")),
    }
}

fn text_of(name: &str, value: Json) -> Result<Option<String>, String> {
    match value {
        Json::Null => Ok(None),
        Json::Text(text) => Ok(Some(text)),
        _ => Err(wants(name, "a text")),
    }
}

fn count(name: &str, value: &Json) -> Result<usize, String> {
    match value {
        Json::Count(count) => Ok(*count),
        _ => Err(wants(name, "a whole number, from 0")),
    }
}

fn file(name: &str, value: Json) -> Result<Option<WireFile>, String> {
    if value == Json::Null {
        return Ok(None);
    }
    let mut file = WireFile::default();
    for (field, value) in fields(name, value)? {
        match field.as_str() {
            "name" => file.name = text_of(&field, value)?.unwrap_or_default(),
            "text" => file.text = text_of(&field, value)?.unwrap_or_default(),
            _ => {}
        }
    }
    Ok(Some(file))
}

/// What a control holds.
fn held(name: &str, value: Json) -> Result<Held, String> {
    let wrong = || wants(name, "a text, a list of texts or null");
    match value {
        Json::Null => Ok(Held::Nothing),
        Json::Text(text) if text.is_empty() => Ok(Held::Nothing),
        Json::Text(text) => Ok(Held::Text(text)),
        Json::List(values) => {
            let texts = values.into_iter().map(|value| text_of(name, value).ok().flatten().ok_or_else(wrong));
            texts.collect::<Result<_, _>>().map(Held::Texts)
        }
        _ => Err(wrong()),
    }
}
