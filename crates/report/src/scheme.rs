//! What reports say of the scheme as a whole: its name, its nation, who looks after the plan.

use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::Report;

use super::words::shortened;

/// A longer name is a text that has strayed into the name's place.
const LONGEST_NAME: usize = 80;

/// The scheme's name, or words for one that has none yet.
pub(crate) fn name(report: &Report) -> String {
    let named = report.scheme.as_deref().filter(|name| !name.trim().is_empty());
    named.map_or_else(|| "A scheme without a name yet".to_owned(), |name| shortened(name, LONGEST_NAME))
}

/// The scheme's nation, as its question names it.
pub(crate) fn nation(catalogue: &Catalogue, report: &Report) -> Option<String> {
    let id = report.nation.as_deref()?;
    let question = catalogue.questions.find("scheme.nation");
    let label = question.and_then(|at| catalogue.questions.answer_type(at).option_label(id));
    Some(label.unwrap_or(id).to_owned())
}

/// Who looks after the plan.
pub(crate) fn plan_owner(catalogue: &Catalogue, report: &Report) -> Option<String> {
    text(catalogue, report, "scheme.plan_owner")
}

/// Who leads the scheme.
pub(crate) fn lead(catalogue: &Catalogue, report: &Report) -> Option<String> {
    text(catalogue, report, "scheme.lead_organisation")
}

fn text(catalogue: &Catalogue, report: &Report, path: &str) -> Option<String> {
    let text = report.plan.as_ref()?.text_at(catalogue, path)?;
    (!text.is_empty()).then(|| shortened(text, LONGEST_NAME))
}
