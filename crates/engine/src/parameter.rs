//! Parameters: the figures that calculators and rules reckon with where a plan gives none of its own.
//!
//! Each is a record with its source, so that a fork can set another value, and names the question with which a plan
//! sets its own.

use serde::{Deserialize, Serialize};

use crate::answer_type::AnswerType;
use crate::catalogue::QuestionIndex;
use crate::finding::Finding;
use crate::ingredient::read_question;
use crate::place::{FileId, Place};
use crate::reader::{Provenance, Reader, Spanned};
use crate::value::show_number;
use crate::yaml::Node;

/// A figure to reckon with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Parameter {
    /// Its id; expressions call it `parameter.ID`.
    pub id: String,
    /// A short noun phrase.
    pub label: String,
    /// The value, in `unit`.
    pub value: f64,
    /// The unit, such as `hours a week` or `GBP`.
    pub unit: String,
    /// Where the value comes from.
    pub basis: ParameterBasis,
    /// Why this value, in a sentence or two.
    pub why: String,
    /// The question with which a plan sets a value of its own.
    pub set_by: Option<usize>,
    /// Ids of the notes that a newer figure rests on.
    pub notes: Vec<Spanned>,
    /// Where it comes from.
    pub provenance: Provenance,
    /// Where it is defined.
    pub place: Place,
}

/// Where a parameter's value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ParameterBasis {
    /// A figure of the guide without a source there: indicative, 2017.
    Indicative,
    /// A figure with a source: of the guide, or of a dated note.
    Sourced,
    /// An assumption of this handbook, for want of anything better.
    Assumed,
}

impl ParameterBasis {
    /// The word for it in YAML.
    pub fn word(self) -> &'static str {
        match self {
            ParameterBasis::Indicative => "indicative",
            ParameterBasis::Sourced => "sourced",
            ParameterBasis::Assumed => "assumed",
        }
    }

    /// The basis that a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        [ParameterBasis::Indicative, ParameterBasis::Sourced, ParameterBasis::Assumed]
            .into_iter()
            .find(|basis| basis.word() == word)
    }

    /// In words for a reader, beside the value.
    pub fn show(self) -> &'static str {
        match self {
            ParameterBasis::Indicative => "the guide, indicative, 2017",
            ParameterBasis::Sourced => "sourced",
            ParameterBasis::Assumed => "assumption of this handbook",
        }
    }
}

impl Parameter {
    /// The value in words, with a pound sign where it is money and without a unit otherwise.
    pub fn show(&self) -> String {
        let number = show_number(self.value);
        if self.unit.starts_with("GBP") { format!("£{number}") } else { number }
    }

    /// The value in words, with its unit.
    pub fn show_with_unit(&self) -> String {
        match self.unit.strip_prefix("GBP") {
            Some(rest) => format!("{}{rest}", self.show()),
            None => format!("{} {}", self.show(), self.unit),
        }
    }

    pub(crate) fn read(
        node: &Node,
        file: FileId,
        questions: &QuestionIndex,
        findings: &mut Vec<Finding>,
    ) -> Option<Self> {
        const WORDS: &[&str] = &["indicative", "sourced", "assumed"];
        let mut reader = Reader::open(node, "a parameter", file, findings)?;
        let id = reader.id();
        let value = reader.number("value");
        let basis = reader.one_of("basis", WORDS, ParameterBasis::from_word);
        for (missing, key) in [(value.is_none(), "value"), (basis.is_none(), "basis")] {
            if missing {
                reader.required_node(key);
            }
        }
        let set_by = read_question(&mut reader, "set_by", questions);
        let parameter = Self {
            label: reader.required_text("label"),
            value: value.unwrap_or_default(),
            unit: reader.required_text("unit"),
            basis: basis.unwrap_or(ParameterBasis::Assumed),
            why: reader.required_text("why"),
            notes: reader.spanned_list("notes"),
            provenance: reader.provenance(),
            place: Place::new(file, id.span),
            id: id.text,
            set_by,
        };
        if let Some(question) = set_by
            && !matches!(questions.answer_type(question), AnswerType::Number(_) | AnswerType::Money { .. })
        {
            let span = reader.span();
            reader.fault(span, "`set_by` names a question whose answer is a number or an amount");
        }
        reader.finish();
        Some(parameter)
    }
}
