//! What the handbook knows of the guide: its sections, and the coverage ledger of everything it says.

use serde::{Deserialize, Serialize};

use crate::finding::Finding;
use crate::place::FileId;
use crate::reader::Reader;
use crate::yaml::Node;

/// One part of the coverage ledger of the guide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerPart {
    /// Its letter.
    pub part: String,
    /// Its title.
    pub title: String,
    /// Its rows.
    pub rows: Vec<LedgerRow>,
}

/// One thing that the guide says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerRow {
    /// Its id, under which records name it.
    pub id: String,
    /// The first and the last of the guide's lines that say it.
    pub lines: (u32, u32),
    /// What sort of thing it is.
    #[serde(with = "crate::catalogue::apart")]
    pub kind: String,
    /// A paraphrase.
    #[serde(with = "crate::catalogue::apart")]
    pub says: Option<String>,
}

/// What the handbook as a whole is: its version and the guide it is drawn from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
