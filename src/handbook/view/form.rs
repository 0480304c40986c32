//! Forms to be filled in by pen or on screen.

use serde::Serialize;
use sp_plan_engine::record::{self, FieldKind};

use super::{Link, Model, Provenance};

/// A form.
#[derive(Debug, Serialize)]
pub(crate) struct Form {
    title: String,
    intro: String,
    parts: Vec<Part>,
    keep: String,
    /// Where the form and its fields come from, all together.
    provenance: Provenance,
}

#[derive(Debug, Serialize)]
struct Part {
    anchor: String,
    title: String,
    intro: Option<String>,
    fields: Vec<Field>,
}

#[derive(Debug, Serialize)]
struct Field {
    /// The id of its control, or of the first of several.
    id: String,
    label: String,
    hint: Option<String>,
    /// `line`, `lines`, `tick`, `ticks`, `date` or `signature`.
    kind: &'static str,
    /// How many lines there are to write on.
    rows: u8,
    options: Vec<Choice>,
}

/// One of several boxes.
#[derive(Debug, Serialize)]
struct Choice {
    id: String,
    label: String,
}

impl Form {
    /// The form with this id.
    pub(crate) fn new(model: &Model<'_>, id: &str) -> Option<Self> {
        let form = model.catalogue.forms.iter().find(|form| form.id == id)?;
        let fields = form.parts.iter().flat_map(|part| &part.fields);
        let provenances: Vec<_> = fields.map(|field| &field.provenance).collect();
        Some(Self {
            title: form.title.clone(),
            intro: form.intro.clone(),
            parts: form.parts.iter().map(|part| Part::new(form, part)).collect(),
            keep: form.keep.clone(),
            provenance: Provenance::merged(model, &form.provenance, &provenances),
        })
    }

    /// The headings of the form.
    pub(crate) fn contents(&self) -> Vec<Link> {
        self.parts.iter().map(|part| Link::new(format!("#{}", part.anchor), &part.title)).collect()
    }
}

impl Part {
    fn new(form: &record::Form, part: &record::FormPart) -> Self {
        Self {
            anchor: format!("{}.{}", form.id, part.id),
            title: part.title.clone(),
            intro: part.intro.clone(),
            fields: part.fields.iter().map(|field| Field::new(form, field)).collect(),
        }
    }
}

impl Field {
    fn new(form: &record::Form, field: &record::FormField) -> Self {
        let id = format!("{}.{}", form.id, field.id);
        let (kind, rows) = match &field.kind {
            FieldKind::Line => ("line", 1),
            FieldKind::Lines(rows) => ("lines", *rows),
            FieldKind::Tick => ("tick", 1),
            FieldKind::Ticks(_) => ("ticks", 1),
            FieldKind::Date => ("date", 1),
            FieldKind::Signature => ("signature", 1),
        };
        let choice = |(number, label): (usize, &String)| Choice { id: format!("{id}--{number}"), label: label.clone() };
        let options = match &field.kind {
            FieldKind::Ticks(options) => (1..).zip(options).map(choice).collect(),
            _ => Vec::new(),
        };
        Self { label: field.label.clone(), hint: field.hint.clone(), kind, rows, options, id }
    }
}
