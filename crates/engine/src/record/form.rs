//! Forms to be filled in by pen or on screen, such as a referral: parts with fields. They ask about a person and not about a
//! scheme, so nothing of them is in a plan.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::finding::Finding;
use crate::place::{FileId, Place};
use crate::reader::{Provenance, Reader};
use crate::yaml::Node;

/// A form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Who fills it in, and when.
    pub intro: String,
    /// Its parts, in order.
    pub parts: Vec<FormPart>,
    /// What everybody who handles a filled copy has to know; it stands at the foot of the form.
    pub keep: String,
    /// Where it comes from as a whole; fields may say more.
    pub provenance: Provenance,
    /// Where it is defined.
    pub place: Place,
}

/// A part of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormPart {
    /// Its id, unique in the form.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What to know before filling it in.
    pub intro: Option<String>,
    /// Its fields, in order.
    pub fields: Vec<FormField>,
    /// Where it is defined.
    pub place: Place,
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormField {
    /// Its id, unique in the form.
    pub id: String,
    /// What is to be written or ticked.
    pub label: String,
    /// How it is filled in.
    pub kind: FieldKind,
    /// What helps to fill it in.
    pub hint: Option<String>,
    /// Where it comes from; empty when the form as a whole says it.
    pub provenance: Provenance,
    /// Where it is defined.
    pub place: Place,
}

/// How a field is filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FieldKind {
    /// One line of writing.
    Line,
    /// Several lines of writing.
    Lines(u8),
    /// One box to tick.
    Tick,
    /// Several boxes, of which any may be ticked, with their labels.
    Ticks(Vec<String>),
    /// A day.
    Date,
    /// A signature, or a name where the form is filled in on screen.
    Signature,
}

/// The words for kinds of fields.
const KINDS: &[&str] = &["line", "lines", "tick", "ticks", "date", "signature"];

/// How many lines a field has that does not say.
const USUAL_ROWS: u8 = 3;

/// The most lines of one field; more would not leave room for another on a page.
const MOST_ROWS: u8 = 20;

impl Form {
    pub(crate) fn read(node: &Node, file: FileId, findings: &mut Vec<Finding>) -> Option<Self> {
        let mut reader = Reader::open(node, "a form", file, findings)?;
        let id = reader.id();
        let title = reader.required_text("title");
        let intro = reader.required_text("intro");
        let parts = reader.records("parts");
        let parts: Vec<FormPart> =
            parts.iter().filter_map(|node| FormPart::read(node, file, reader.findings())).collect();
        if parts.is_empty() {
            reader.fault(id.span, "a form needs at least one part");
        }
        let mut seen = BTreeSet::new();
        for (id, place) in parts.iter().flat_map(FormPart::ids) {
            if !seen.insert(id) {
                reader.fault(place.span, format!("`{id}` is the id of another part or field of this form"));
            }
        }
        let form = Self {
            title,
            intro,
            keep: reader.required_text("keep"),
            provenance: reader.provenance(),
            place: Place::new(file, id.span),
            id: id.text,
            parts,
        };
        reader.finish();
        Some(form)
    }
}

impl FormPart {
    /// The ids of the part and of its fields, with their places.
    fn ids(&self) -> impl Iterator<Item = (&str, Place)> {
        let fields = self.fields.iter().map(|field| (field.id.as_str(), field.place));
        std::iter::once((self.id.as_str(), self.place)).chain(fields)
    }

    fn read(node: &Node, file: FileId, findings: &mut Vec<Finding>) -> Option<Self> {
        let mut reader = Reader::open(node, "a part of a form", file, findings)?;
        let id = reader.id();
        let title = reader.required_text("title");
        let intro = reader.text("intro");
        let fields = reader.records("fields");
        let fields: Vec<FormField> =
            fields.iter().filter_map(|node| FormField::read(node, file, reader.findings())).collect();
        if fields.is_empty() {
            reader.fault(id.span, "a part of a form needs at least one field");
        }
        reader.finish();
        Some(Self { title, intro, fields, place: Place::new(file, id.span), id: id.text })
    }
}

impl FormField {
    fn read(node: &Node, file: FileId, findings: &mut Vec<Finding>) -> Option<Self> {
        let mut reader = Reader::open(node, "a field", file, findings)?;
        let id = reader.id();
        let label = reader.required_text("label");
        let kind = FieldKind::read(&mut reader);
        let hint = reader.text("hint");
        let provenance = reader.optional_provenance();
        reader.finish();
        Some(Self { label, kind: kind?, hint, provenance, place: Place::new(file, id.span), id: id.text })
    }
}

impl FieldKind {
    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let kind = reader.one_of("kind", KINDS, |word| match word {
            "line" => Some(Self::Line),
            "lines" => Some(Self::Lines(USUAL_ROWS)),
            "tick" => Some(Self::Tick),
            "ticks" => Some(Self::Ticks(Vec::new())),
            "date" => Some(Self::Date),
            "signature" => Some(Self::Signature),
            _ => None,
        })?;
        Some(match kind {
            Self::Lines(_) => Self::Lines(rows(reader)),
            Self::Ticks(_) => {
                let options = reader.list("options");
                if options.len() < 2 {
                    let span = reader.span();
                    reader.fault(span, "`ticks` needs at least two `options`; for one box there is `tick`");
                }
                Self::Ticks(options)
            }
            kind => kind,
        })
    }
}

/// How many lines a field has.
fn rows(reader: &mut Reader<'_>) -> u8 {
    let Some(given) = reader.spanned("rows") else { return USUAL_ROWS };
    match given.text.parse() {
        Ok(rows @ 2..=MOST_ROWS) => rows,
        _ => {
            let message = format!("`rows` must be a whole number from 2 to {MOST_ROWS}, and this is `{}`", given.text);
            reader.fault(given.span, message);
            USUAL_ROWS
        }
    }
}
