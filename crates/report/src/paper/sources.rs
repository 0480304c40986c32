//! What a paper stands on: the guide, the question set, and the pages that newer figures were read on.

use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::Report;

use crate::workings::parameters;

/// The sources, in sentences.
pub(super) fn sources(catalogue: &Catalogue, report: &Report) -> Vec<String> {
    let handbook = &catalogue.handbook;
    let mut sources = vec![
        format!(
            "Ingredients, criteria and rules: question set {} of the {}, drawn from the guide {} ({}). They are guidance, not \
             legal or clinical advice.",
            handbook.version, handbook.title, handbook.guide_title, handbook.guide_year
        ),
        format!(
            "The guide gives no source for its operational figures; they are indicative ({}). Other figures that are not the \
             plan's own are assumptions of the handbook unless a source stands here.",
            handbook.guide_year
        ),
    ];
    let mut notes: Vec<&str> = Vec::new();
    for parameter in parameters(catalogue, report) {
        for note in parameter.notes.iter().map(|note| note.text.as_str()) {
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
    }
    for note in catalogue.notes.iter().filter(|note| notes.contains(&note.id.as_str())) {
        let read =
            note.sources.iter().map(|source| format!("{}, {} (read {})", source.title, source.address, source.read));
        sources.extend(read);
    }
    sources
}
