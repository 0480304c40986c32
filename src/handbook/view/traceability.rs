//! Traceability: every row of the ledger with the places where the handbook says it, a page for each part.

use serde::Serialize;
use sp_plan_engine::record::{LedgerPart, LedgerRow};

use super::coverage::{Coverage, Places};
use super::{Link, Model, Piece, Provenance};

/// The list of all parts.
#[derive(Debug, Serialize)]
pub(crate) struct Index {
    rows: usize,
    parts: Vec<Entry>,
}

/// A part in the list.
#[derive(Debug, Serialize)]
struct Entry {
    link: Link,
    letter: String,
    rows: usize,
}

/// A part of the ledger.
#[derive(Debug, Serialize)]
pub(crate) struct Part {
    title: String,
    rows: Vec<Row>,
}

/// Something that the guide says.
#[derive(Debug, Serialize)]
struct Row {
    id: String,
    /// What it says, with links to the rows that it names.
    says: Vec<Piece>,
    provenance: Provenance,
    places: Vec<Places>,
}

/// The list of the ledger's parts, below which each part has its page.
pub(crate) const PAGE: &str = "traceability.html";

/// The page of a part.
pub(crate) fn address(part: &LedgerPart) -> String {
    format!("traceability/{}.html", part.part)
}

/// The title of a part's page.
pub(crate) fn title(part: &LedgerPart) -> String {
    format!("Traceability: {}", part.title)
}

impl Index {
    /// The view of all parts.
    pub(crate) fn new(model: &Model<'_>) -> Self {
        let ledger = &model.catalogue.ledger;
        let entry = |part: &LedgerPart| Entry {
            link: Link::new(address(part), part.title.clone()),
            letter: part.part.clone(),
            rows: part.rows.len(),
        };
        Self { rows: ledger.iter().map(|part| part.rows.len()).sum(), parts: ledger.iter().map(entry).collect() }
    }
}

impl Part {
    /// All parts, in the order of the ledger.
    pub(crate) fn all(model: &Model<'_>) -> Vec<Self> {
        let coverage = Coverage::new(model.catalogue, model.passages);
        let row = |row: &LedgerRow| Row {
            id: row.id.clone(),
            says: linked(model, row.says.as_deref().unwrap_or(&row.kind)),
            provenance: Provenance::of_rows(model, &[&row.id]),
            places: places(model, &coverage, &row.id),
        };
        let part = |part: &LedgerPart| Self { title: part.title.clone(), rows: part.rows.iter().map(row).collect() };
        model.catalogue.ledger.iter().map(part).collect()
    }
}

/// The chapters' sections first, since they are what a reader wants, then records.
fn places(model: &Model<'_>, coverage: &Coverage<'_>, id: &str) -> Vec<Places> {
    let sections = model.passages.sections(id);
    let mut places = Vec::new();
    if !sections.is_empty() {
        places.push(Places { kind: "Chapters", links: sections.to_vec() });
    }
    places.extend_from_slice(coverage.of_row(id));
    places
}

/// A text in which ids of the ledger are links to their rows.
fn linked(model: &Model<'_>, text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut plain = String::new();
    for word in text.split_inclusive(|c: char| !(c.is_ascii_alphanumeric() || c == '_')) {
        let name = word.trim_end_matches(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
        match model.ledger_part(name) {
            Some(part) => {
                if !plain.is_empty() {
                    pieces.push(Piece::words(std::mem::take(&mut plain)));
                }
                pieces.push(Piece::link(Link::new(format!("{}#{name}", address(part)), name)));
                plain.push_str(word.strip_prefix(name).unwrap_or_default());
            }
            _ => plain.push_str(word),
        }
    }
    if !plain.is_empty() {
        pieces.push(Piece::words(plain));
    }
    pieces
}
