//! Claims of the guide that somebody may want to quote: what each rests on, and what newer work says.

use serde::{Deserialize, Serialize};

use super::Figure;
use crate::finding::Finding;
use crate::place::{FileId, Place};
use crate::reader::{Provenance, Reader, Spanned};
use crate::yaml::Node;

/// A number or a statement that the guide makes and that others quote.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Its id.
    pub id: String,
    /// A short title.
    pub title: String,
    /// The claim.
    pub says: String,
    /// A figure with its unit.
    pub figure: Option<Figure>,
    /// What it rests on.
    pub strength: Strength,
    /// The year of what it rests on.
    pub year: String,
    /// How a paper may put it.
    pub may_say: Option<String>,
    /// What no paper may make of it.
    pub may_not_say: Option<String>,
    /// Ids of the sources that the guide gives.
    pub sources: Vec<Spanned>,
    /// Ids of the dated notes that say what newer work found.
    pub newer: Vec<Spanned>,
    /// Where it comes from.
    pub provenance: Provenance,
    /// Where it is defined.
    pub place: Place,
}

/// What a claim rests on, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Strength {
    /// A trial with a group to compare with.
    Trial,
    /// A review of several studies.
    Review,
    /// One evaluation of one scheme.
    Evaluation,
    /// A survey of people's views.
    Survey,
    /// A figure that somebody has estimated, or that a report passes on.
    Estimate,
    /// A description, such as a scheme's own, or a matter of record.
    Description,
    /// Nothing: the guide names no source.
    Unsourced,
}

impl Strength {
    /// All of them, the strongest first.
    pub const ALL: [Strength; 7] = [
        Strength::Trial,
        Strength::Review,
        Strength::Evaluation,
        Strength::Survey,
        Strength::Estimate,
        Strength::Description,
        Strength::Unsourced,
    ];

    /// The word for it in YAML.
    pub fn word(self) -> &'static str {
        match self {
            Strength::Trial => "trial",
            Strength::Review => "review",
            Strength::Evaluation => "evaluation",
            Strength::Survey => "survey",
            Strength::Estimate => "estimate",
            Strength::Description => "description",
            Strength::Unsourced => "unsourced",
        }
    }

    /// In words for a reader.
    pub fn title(self) -> &'static str {
        match self {
            Strength::Trial => "Trial",
            Strength::Review => "Review of studies",
            Strength::Evaluation => "Single evaluation",
            Strength::Survey => "Survey",
            Strength::Estimate => "Estimate",
            Strength::Description => "Description",
            Strength::Unsourced => "Stated without a source",
        }
    }

    /// What it can carry, in a sentence.
    pub fn meaning(self) -> &'static str {
        match self {
            Strength::Trial => "People in the scheme were compared with people like them who were not.",
            Strength::Review => "Several studies were read together; a review is as strong as the studies in it.",
            Strength::Evaluation => "One scheme was studied in its own place; another place may find otherwise.",
            Strength::Survey => "People were asked for their views; who answers differs from who does not.",
            Strength::Estimate => "Somebody reckoned it, or a report passes it on, without a count behind it.",
            Strength::Description => "Somebody wrote down how things were; it shows what is possible, not what works.",
            Strength::Unsourced => "The guide states it from experience and names nothing that could be looked up.",
        }
    }
}

impl Claim {
    pub(crate) fn read(node: &Node, file: FileId, findings: &mut Vec<Finding>) -> Option<Self> {
        let mut reader = Reader::open(node, "a claim", file, findings)?;
        let id = reader.id();
        let words = Strength::ALL.map(Strength::word);
        let from_word = |word: &str| Strength::ALL.into_iter().find(|strength| strength.word() == word);
        let strength = reader.one_of("strength", &words, from_word);
        if strength.is_none() {
            reader.required_node("strength");
        }
        let claim = Self {
            title: reader.required_text("title"),
            says: reader.required_text("says"),
            figure: Figure::read(&mut reader),
            strength: strength.unwrap_or(Strength::Unsourced),
            year: reader.required_text("year"),
            may_say: reader.text("may_say"),
            may_not_say: reader.text("may_not_say"),
            sources: reader.spanned_list("sources"),
            newer: reader.spanned_list("newer"),
            provenance: reader.provenance(),
            place: Place::new(file, id.span),
            id: id.text,
        };
        let is_unsourced = claim.strength == Strength::Unsourced;
        if is_unsourced != claim.sources.is_empty() {
            let message = if is_unsourced {
                "a claim with sources is not `unsourced`"
            } else {
                "a claim needs `sources`, or the strength `unsourced`"
            };
            reader.fault(id.span, message);
        }
        reader.finish();
        Some(claim)
    }
}
