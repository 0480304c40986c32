//! Dated notes as the pages show them: what holds now, where, from when, and where that was read.

use serde::Serialize;
use sp_plan_engine::mention::quoted;
use sp_plan_engine::record;
use sp_plan_engine::value::{show_date, show_month};

/// A note.
#[derive(Debug, Serialize)]
pub(crate) struct Note {
    says: String,
    /// The nations that it holds for, such as `England and Wales`.
    nations: String,
    sources: Vec<Source>,
    check_by: Option<String>,
    /// The terms that no longer hold, in quotation marks.
    replaces: String,
}

#[derive(Debug, Serialize)]
struct Source {
    title: String,
    address: String,
    /// The month of reading, such as `July 2026`.
    read: String,
}

impl Note {
    /// The view of a note.
    pub(crate) fn new(note: &record::Note) -> Self {
        let source = |source: &record::NoteSource| Source {
            title: source.title.clone(),
            address: source.address.clone(),
            read: show_month(&source.read),
        };
        Self {
            says: note.says.clone(),
            nations: record::nations_in_words(&note.nations),
            sources: note.sources.iter().map(source).collect(),
            check_by: note.check_by.map(show_date),
            replaces: quoted(&note.replaces),
        }
    }
}
