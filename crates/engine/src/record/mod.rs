//! The handbook's smaller records: glossary terms, facts, claims, named schemes, sources, notes, forms and decision aids; and what
//! it knows of the guide.

mod claim;
mod decision_aid;
mod form;
mod guide;
mod named_scheme;
mod term;

pub use claim::{Claim, Strength};
pub use decision_aid::{Answer, DecisionAid, Leads, Outcome, Point, Step};
pub use form::{FieldKind, Form, FormField, FormPart};
pub use guide::{GuideSection, HandbookRecord, LedgerPart, LedgerRow};
pub use named_scheme::{LinkWorkers, NamedScheme};
pub(crate) use term::relate_both_ways;
pub use term::{Called, Linking, Term};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::finding::Finding;
use crate::phrase::Phrase;
use crate::place::{FileId, Place};
use crate::reader::{Provenance, Reader, Spanned};
use crate::value::show_month;
use crate::yaml::Node;

/// The nations of the United Kingdom, as plans and notes name them.
pub const NATIONS: &[&str] = &["england", "scotland", "wales", "northern_ireland"];

/// Nations in words: `England and Wales`; all four are the United Kingdom.
pub fn nations_in_words(nations: &[String]) -> String {
    if NATIONS.iter().all(|nation| nations.iter().any(|one| one == nation)) {
        return "the United Kingdom".to_owned();
    }
    let names: Vec<String> = nations.iter().map(|nation| nation_name(nation)).collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
        None => String::new(),
    }
}

/// The name of a nation for a reader: `Northern Ireland` for `northern_ireland`.
pub fn nation_name(nation: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    };
    nation.split('_').map(capital).collect::<Vec<String>>().join(" ")
}

/// The steps of the pathway on which terms stand.
pub const PATHWAY: &[&str] = &["referral", "consultation", "community", "evaluation", "governance"];

/// The parts of the handbook that facts belong to.
pub const TOPICS: &[&str] =
    &["what", "models", "ingredients", "link_workers", "referral", "governance", "evaluation", "setup"];

/// The themes of dated notes, in the order in which pages show them.
pub const THEMES: &[&str] = &["policy", "money", "link_workers", "referral", "data", "evaluation", "evidence", "help"];

/// A statement of the guide about which nobody is asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// Its id.
    pub id: String,
    /// The part of the handbook it belongs to; one of [`TOPICS`].
    pub topic: String,
    /// What sort of statement it is.
    pub kind: FactKind,
    /// A short title.
    pub title: String,
    /// The statement.
    pub says: String,
    /// A figure with its unit.
    pub figure: Option<Figure>,
    /// What the statement rests on.
    pub basis: Basis,
    /// What a scenario teaches.
    pub lessons: Vec<String>,
    /// Ids of sources.
    pub sources: Vec<Spanned>,
    /// Where it comes from.
    pub provenance: Provenance,
    /// Where it is defined.
    pub place: Place,
}

/// A sort of statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FactKind {
    /// Something that is so.
    Fact,
    /// Something to beware of.
    Caution,
    /// Something with a number.
    Figure,
    /// One of several ways.
    Option,
    /// A short case and what it teaches.
    Scenario,
}

/// What a statement rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Basis {
    /// A figure for which the guide gives no source: indicative, 2017.
    Indicative,
    /// A source that the guide names.
    Sourced,
    /// The guide's own description.
    Described,
}

/// A number or a range of numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// The lower end.
    pub from: Option<f64>,
    /// The upper end.
    pub to: Option<f64>,
    /// The unit, such as `minutes` or `GBP`.
    pub unit: String,
}

/// Where a statement comes from, or where help can be found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// Its id.
    pub id: String,
    /// `paper`, `report`, `policy`, `web_page` or `resource`.
    pub kind: String,
    /// Authors or the body responsible.
    pub authors: Vec<String>,
    /// The year of publication.
    pub year: Option<String>,
    /// The title.
    pub title: String,
    /// Journal with volume and pages, or publisher.
    pub publisher: Option<String>,
    /// A web address.
    pub address: Option<String>,
    /// What it helps with.
    pub about: Option<String>,
    /// Where it comes from.
    pub provenance: Provenance,
    /// Where it is defined.
    pub place: Place,
}

/// A dated statement of what has changed since the guide appeared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// Its id.
    pub id: String,
    /// The statement.
    pub says: String,
    /// What it is about; one of [`THEMES`].
    #[serde(with = "crate::catalogue::apart")]
    pub theme: String,
    /// The nations it holds for.
    pub nations: Vec<String>,
    /// From when it holds.
    #[serde(with = "crate::value::compiled")]
    pub since: Option<Date>,
    /// Terms of the guide that no longer hold.
    pub replaces: Vec<Phrase>,
    /// What holds in their place; a text that names one of these too speaks of the change.
    pub now: Vec<Phrase>,
    /// Where it was read.
    pub sources: Vec<NoteSource>,
    /// When somebody should look again whether it still holds.
    #[serde(with = "crate::value::compiled")]
    pub check_by: Option<Date>,
    /// What of the guide it comments on.
    #[serde(with = "crate::catalogue::apart")]
    pub provenance: Provenance,
    /// Where it is defined.
    pub place: Place,
}

/// Where a note was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteSource {
    /// The title of the page.
    pub title: String,
    /// Its address.
    pub address: String,
    /// The month in which it was read.
    pub read: String,
}

fn known(reader: &mut Reader<'_>, key: &'static str, words: &[&str]) -> String {
    let found = reader.required_spanned(key);
    if !found.text.is_empty() && !words.contains(&found.text.as_str()) {
        let list = crate::reader::quoted(words);
        reader.fault(found.span, format!("`{key}` must be one of {list}, and this is `{}`", found.text));
    }
    found.text
}

impl Fact {
    pub(crate) fn read(node: &Node, file: FileId, findings: &mut Vec<Finding>) -> Option<Self> {
        let mut reader = Reader::open(node, "a fact", file, findings)?;
        let id = reader.id();
        let kind = reader.one_of("kind", &["fact", "caution", "figure", "option", "scenario"], |word| match word {
            "fact" => Some(FactKind::Fact),
            "caution" => Some(FactKind::Caution),
            "figure" => Some(FactKind::Figure),
            "option" => Some(FactKind::Option),
            "scenario" => Some(FactKind::Scenario),
            _ => None,
        });
        let basis = reader.one_of("basis", &["indicative", "sourced", "described"], |word| match word {
            "indicative" => Some(Basis::Indicative),
            "sourced" => Some(Basis::Sourced),
            "described" => Some(Basis::Described),
            _ => None,
        });
        let fact = Self {
            topic: known(&mut reader, "topic", TOPICS),
            kind: kind.unwrap_or(FactKind::Fact),
            title: reader.required_text("title"),
            says: reader.required_text("says"),
            figure: Figure::read(&mut reader),
            basis: basis.unwrap_or(Basis::Described),
            lessons: reader.list("lessons"),
            sources: reader.spanned_list("sources"),
            provenance: reader.provenance(),
            place: Place::new(file, id.span),
            id: id.text,
        };
        if fact.kind == FactKind::Figure && fact.figure.is_none() {
            reader.fault(id.span, "a fact of kind `figure` needs `figure`");
        }
        reader.finish();
        Some(fact)
    }
}

impl Figure {
    fn read(outer: &mut Reader<'_>) -> Option<Self> {
        let node = outer.node("figure")?;
        let file = outer.file();
        let mut reader = Reader::open(node, "a figure", file, outer.findings())?;
        let figure = Self { from: reader.number("from"), to: reader.number("to"), unit: reader.required_text("unit") };
        if figure.from.is_none() && figure.to.is_none() {
            let span = reader.span();
            reader.fault(span, "a figure needs `from` or `to`");
        }
        reader.finish();
        Some(figure)
    }
}

impl Source {
    pub(crate) fn read(node: &Node, file: FileId, findings: &mut Vec<Finding>) -> Option<Self> {
        let mut reader = Reader::open(node, "a source", file, findings)?;
        let id = reader.id();
        let source = Self {
            kind: known(&mut reader, "kind", &["paper", "report", "policy", "web_page", "resource"]),
            authors: reader.list("authors"),
            year: reader.text("year"),
            title: reader.required_text("title"),
            publisher: reader.text("publisher"),
            address: reader.text("address"),
            about: reader.text("about"),
            provenance: reader.provenance(),
            place: Place::new(file, id.span),
            id: id.text,
        };
        reader.finish();
        Some(source)
    }
}

/// The nations that a record names as its own.
pub(crate) fn read_nations(reader: &mut Reader<'_>) -> Vec<String> {
    let nations = reader.spanned_list("nations");
    for nation in nations.iter().filter(|nation| !NATIONS.contains(&nation.text.as_str())) {
        reader.fault(nation.span, format!("`{}` is not a nation: {}", nation.text, NATIONS.join(", ")));
    }
    nations.into_iter().map(|nation| nation.text).collect()
}

impl Note {
    /// The note in one paragraph for a finding: what it says, and its first source with the month of reading.
    pub fn with_source(&self) -> String {
        match self.sources.first() {
            Some(source) => format!("{} ({}, read in {}.)", self.says, source.title, show_month(&source.read)),
            None => self.says.clone(),
        }
    }

    pub(crate) fn read(node: &Node, file: FileId, findings: &mut Vec<Finding>) -> Option<Self> {
        let mut reader = Reader::open(node, "a note", file, findings)?;
        let id = reader.id();
        let mut sources = Vec::new();
        for node in reader.records("sources") {
            let Some(mut inner) = Reader::open(node, "a note's source", file, reader.findings()) else { continue };
            sources.push(NoteSource {
                title: inner.required_text("title"),
                address: inner.required_web_address("address"),
                read: inner.required_text("read"),
            });
            inner.finish();
        }
        let note = Self {
            says: reader.required_text("says"),
            theme: known(&mut reader, "theme", THEMES),
            nations: read_nations(&mut reader),
            since: reader.date("since"),
            replaces: reader.phrases("replaces"),
            now: reader.phrases("now"),
            check_by: reader.date("check_by"),
            sources,
            provenance: reader.provenance(),
            place: Place::new(file, id.span),
            id: id.text,
        };
        if note.sources.is_empty() {
            reader.fault(id.span, "a note needs at least one source: what is not sourced is not printed");
        }
        if note.check_by.is_none() {
            reader.fault(id.span, "a note needs `check_by`: the day by which somebody looks again");
        }
        reader.finish();
        Some(note)
    }
}

#[cfg(test)]
mod tests {
    use super::nations_in_words;

    #[test]
    fn nations_are_said_as_people_say_them() {
        let words = |nations: &[&str]| nations_in_words(&nations.iter().map(|&one| one.to_owned()).collect::<Vec<_>>());
        assert_eq!(words(&["england"]), "England");
        assert_eq!(words(&["wales", "northern_ireland"]), "Wales and Northern Ireland");
        assert_eq!(words(&["england", "scotland", "wales", "northern_ireland"]), "the United Kingdom");
    }
}
