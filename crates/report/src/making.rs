//! The documents that are made of one plan, by name. The program and a page ask here, so that both get the same bytes.

use std::{io, slice};

use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::Report;
use sp_plan_engine::place::SourceText;

use super::checklists::{self, Checklists};
use super::paper::{self, Paper};
use super::templates::Templates;
use super::{actions, html, markdown};

/// A document about one plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The paper for a committee, to print.
    PaperHtml,
    /// The same, to paste.
    PaperMarkdown,
    /// The result of `check`, to read.
    CheckHtml,
    /// The same, to paste.
    CheckMarkdown,
    /// The filled checklist, to print.
    ChecklistHtml,
    /// The same, to paste.
    ChecklistMarkdown,
    /// The next actions, for a spreadsheet.
    ActionsCsv,
    /// The next actions, for a calendar.
    ActionsCalendar,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::PaperHtml,
        Self::PaperMarkdown,
        Self::CheckHtml,
        Self::CheckMarkdown,
        Self::ChecklistHtml,
        Self::ChecklistMarkdown,
        Self::ActionsCsv,
        Self::ActionsCalendar,
    ];

    /// Its name, as a page asks for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::PaperHtml => "paper-html",
            Self::PaperMarkdown => "paper-markdown",
            Self::CheckHtml => "check-html",
            Self::CheckMarkdown => "check-markdown",
            Self::ChecklistHtml => "filled-checklist",
            Self::ChecklistMarkdown => "filled-checklist-markdown",
            Self::ActionsCsv => "actions-csv",
            Self::ActionsCalendar => "actions-calendar",
        }
    }

    /// The kind with a name.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// A document about a plan. None where it needs a plan that can be read and this one cannot; only the result of `check`
/// tells of such a plan too.
///
/// # Errors
///
/// A template that is missing or wrong.
pub fn make(
    kind: Kind,
    templates: &Templates,
    catalogue: &Catalogue,
    plan: &(SourceText, Report),
) -> io::Result<Option<String>> {
    let (source, report) = plan;
    let paper = || Paper::new(catalogue, source, report);
    let checklists = || Checklists::filled(catalogue, source, report);
    match kind {
        Kind::PaperHtml => paper().map(|paper| paper::html(templates, &paper)).transpose().map_err(io::Error::other),
        Kind::PaperMarkdown => Ok(paper().map(|paper| paper::markdown(&paper))),
        Kind::CheckHtml => html::plans(templates, catalogue, slice::from_ref(plan)).map(Some),
        Kind::CheckMarkdown => markdown::plans(catalogue, slice::from_ref(plan)).map(Some),
        Kind::ChecklistHtml => {
            checklists().map(|filled| checklists::html(templates, &filled)).transpose().map_err(io::Error::other)
        }
        Kind::ChecklistMarkdown => Ok(checklists().map(|filled| checklists::markdown(&filled))),
        Kind::ActionsCsv => Ok(actions::csv(catalogue, report)),
        Kind::ActionsCalendar => Ok(actions::calendar(catalogue, source, report)),
    }
}
