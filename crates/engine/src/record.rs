//! The handbook's smaller records: glossary terms, facts, sources, notes, and the coverage ledger.

use jiff::civil::Date;

use crate::checklist::Stage;
use crate::finding::Finding;
use crate::place::{FileId, Place};
use crate::reader::{Provenance, Reader, Spanned};
use crate::yaml::Node;

/// The nations of the United Kingdom, as plans and notes name them.
pub const NATIONS: &[&str] = &["england", "scotland", "wales", "northern_ireland"];

/// The steps of the pathway on which terms stand.
pub const PATHWAY: &[&str] = &["referral", "consultation", "community", "evaluation", "governance"];

/// The parts of the handbook that facts belong to.
pub const TOPICS: &[&str] =
    &["what", "models", "ingredients", "link_workers", "referral", "governance", "evaluation", "setup"];

/// A glossary entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// Its id.
    pub id: String,
    /// The term.
    pub term: String,
    /// Other names for it.
    pub also: Vec<String>,
    /// What it is called in other nations: nation, name.
    pub called: Vec<(String, String)>,
    /// What it means.
    pub means: String,
    /// The same in easy words.
    pub easy_read: String,
    /// Where on the pathway it stands.
    pub pathway: String,
    /// Ids of related terms.
    pub related: Vec<Spanned>,
    /// Ids of sources.
    pub sources: Vec<Spanned>,
    /// Where it comes from.
    pub provenance: Provenance,
    /// Where it is defined.
    pub place: Place,
}

/// A statement of the guide about which nobody is asked.
#[derive(Debug, Clone, PartialEq)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// A figure for which the guide gives no source: indicative, 2017.
    Indicative,
    /// A source that the guide names.
    Sourced,
    /// The guide's own description.
    Described,
}

/// A number or a range of numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The lower end.
    pub from: Option<f64>,
    /// The upper end.
    pub to: Option<f64>,
    /// The unit, such as `minutes` or `GBP`.
    pub unit: String,
}

/// Where a statement comes from, or where help can be found.
#[derive(Debug, Clone, PartialEq)]
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
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// Its id.
    pub id: String,
    /// The statement.
    pub says: String,
    /// The nations it holds for.
    pub nations: Vec<String>,
    /// From when it holds.
    pub since: Option<Date>,
    /// Terms of the guide that no longer hold.
    pub replaces: Vec<String>,
    /// Where it was read.
    pub sources: Vec<NoteSource>,
    /// When somebody should look again whether it still holds.
    pub check_by: Option<Date>,
    /// What of the guide it comments on.
    pub provenance: Provenance,
    /// Where it is defined.
    pub place: Place,
}

/// Where a note was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteSource {
    /// The title of the page.
    pub title: String,
    /// Its address.
    pub address: String,
    /// The month in which it was read.
    pub read: String,
}

/// One part of the coverage ledger of the guide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerPart {
    /// Its letter.
    pub part: String,
    /// Its title.
    pub title: String,
    /// Its rows.
    pub rows: Vec<LedgerRow>,
}

/// One thing that the guide says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerRow {
    /// Its id, under which records name it.
    pub id: String,
    /// The first and the last of the guide's lines that say it.
    pub lines: (u32, u32),
    /// What sort of thing it is.
    pub kind: String,
    /// A paraphrase.
    pub says: Option<String>,
}

/// What the handbook as a whole is: its version and the guide it is drawn from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HandbookRecord {
    /// The version of the question set.
    pub version: String,
    /// The title of the handbook.
    pub title: String,
    /// The guide's title.
    pub guide_title: String,
    /// The guide's year.
    pub guide_year: String,
    /// The guide's sections: number, title, first line, last line.
    pub sections: Vec<GuideSection>,
}

/// A section of the guide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuideSection {
    /// Its name, such as `section 7`.
    pub name: String,
    /// Its first and last line.
    pub lines: (u32, u32),
}

impl HandbookRecord {
    /// The name of the section that holds a line.
    pub fn section_of(&self, line: u32) -> Option<&str> {
        self.sections
            .iter()
            .find(|section| section.lines.0 <= line && line <= section.lines.1)
            .map(|section| section.name.as_str())
    }

    pub(crate) fn read(node: &Node, file: FileId, findings: &mut Vec<Finding>) -> Option<Self> {
        let mut reader = Reader::open(node, "the handbook", file, findings)?;
        let mut record = Self {
            version: reader.required_text("version"),
            title: reader.required_text("title"),
            guide_title: reader.required_text("guide_title"),
            guide_year: reader.required_text("guide_year"),
            sections: Vec::new(),
        };
        for node in reader.records("sections") {
            let Some(mut inner) = Reader::open(node, "a section", file, reader.findings()) else { continue };
            let (name, lines) = (inner.required_text("name"), inner.required_spanned("lines"));
            match lines_of(&lines.text) {
                Some(lines) => record.sections.push(GuideSection { name, lines }),
                None => {
                    inner.fault(lines.span, "lines are written as `12-34`");
                }
            }
            inner.finish();
        }
        reader.finish();
        Some(record)
    }
}

fn lines_of(text: &str) -> Option<(u32, u32)> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    Some((first.trim().parse().ok()?, last.trim().parse().ok()?))
}

fn known(reader: &mut Reader<'_>, key: &'static str, words: &[&str]) -> String {
    let found = reader.required_spanned(key);
    if !found.text.is_empty() && !words.contains(&found.text.as_str()) {
        let list = crate::reader::quoted(words);
        reader.fault(found.span, format!("`{key}` must be one of {list}, and this is `{}`", found.text));
    }
    found.text
}

impl Term {
    pub(crate) fn read(node: &Node, file: FileId, findings: &mut Vec<Finding>) -> Option<Self> {
        let mut reader = Reader::open(node, "a term", file, findings)?;
        let id = reader.id();
        let mut called = Vec::new();
        if let Some(mapping) = reader.node("called").and_then(Node::mapping) {
            for entry in &mapping.entries {
                if !NATIONS.contains(&entry.key.as_str()) {
                    reader.fault(entry.key_span, format!("`{}` is not a nation: {}", entry.key, NATIONS.join(", ")));
                }
                called.push((entry.key.clone(), entry.value.text().unwrap_or_default().to_owned()));
            }
        }
        let term = Self {
            term: reader.required_text("term"),
            also: reader.list("also"),
            called,
            means: reader.required_text("means"),
            easy_read: reader.required_text("easy_read"),
            pathway: known(&mut reader, "pathway", PATHWAY),
            related: reader.spanned_list("related"),
            sources: reader.spanned_list("sources"),
            provenance: reader.provenance(),
            place: Place::new(file, id.span),
            id: id.text,
        };
        reader.finish();
        Some(term)
    }
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

impl Note {
    pub(crate) fn read(node: &Node, file: FileId, findings: &mut Vec<Finding>) -> Option<Self> {
        let mut reader = Reader::open(node, "a note", file, findings)?;
        let id = reader.id();
        let mut sources = Vec::new();
        for node in reader.records("sources") {
            let Some(mut inner) = Reader::open(node, "a note's source", file, reader.findings()) else { continue };
            sources.push(NoteSource {
                title: inner.required_text("title"),
                address: inner.required_text("address"),
                read: inner.required_text("read"),
            });
            inner.finish();
        }
        let nations = reader.spanned_list("nations");
        for nation in nations.iter().filter(|nation| !NATIONS.contains(&nation.text.as_str())) {
            reader.fault(nation.span, format!("`{}` is not a nation: {}", nation.text, NATIONS.join(", ")));
        }
        let note = Self {
            says: reader.required_text("says"),
            nations: nations.into_iter().map(|nation| nation.text).collect(),
            since: reader.date("since"),
            replaces: reader.list("replaces"),
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

impl LedgerPart {
    pub(crate) fn read(node: &Node, file: FileId, findings: &mut Vec<Finding>) -> Option<Self> {
        let mut reader = Reader::open(node, "a part of the ledger", file, findings)?;
        let mut part =
            Self { part: reader.required_text("part"), title: reader.required_text("title"), rows: Vec::new() };
        for node in reader.records("rows") {
            let Some(mut inner) = Reader::open(node, "a row of the ledger", file, reader.findings()) else { continue };
            let (id, lines) = (inner.id().text, inner.required_spanned("lines"));
            let (kind, says) = (inner.required_text("kind"), inner.text("says"));
            match lines_of(&lines.text) {
                Some(lines) => part.rows.push(LedgerRow { id, lines, kind, says }),
                None => {
                    inner.fault(lines.span, "lines are written as `12-34`");
                }
            }
            inner.finish();
        }
        reader.finish();
        Some(part)
    }
}

/// The stage from which a record holds; the earliest when it does not say.
pub(crate) fn stage_or_design(reader: &mut Reader<'_>) -> Stage {
    reader.one_of("stage", Stage::WORDS, Stage::from_word).unwrap_or(Stage::Design)
}
