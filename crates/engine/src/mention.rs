//! What a rule about the plan's own words looks for.

use crate::phrase::Phrase;
use crate::reader::Reader;

/// The word that stands for the terms which notes replace.
const REPLACED_TERMS: &str = "replaced_terms";

/// What a rule looks for in the plan's own words.
#[derive(Debug, Clone, PartialEq)]
pub struct Mentions {
    /// What is looked for.
    pub sought: Sought,
    /// A mention counts only beside one of these, in the same text. Empty: it always counts.
    pub beside: Vec<Phrase>,
    /// A mention does not count when the answer, or a remark on it, has one of these.
    pub unless: Vec<Phrase>,
}

/// What is looked for.
#[derive(Debug, Clone, PartialEq)]
pub enum Sought {
    /// Phrases of the rule's own.
    Phrases(Vec<Phrase>),
    /// The terms that the notes for the plan's nation replace.
    ReplacedTerms,
}

impl Mentions {
    /// The fields of a rule that say what it looks for; none when it has no `mentions`.
    pub(crate) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let node = reader.node("mentions")?;
        let sought = match node.text() {
            Some(REPLACED_TERMS) => Sought::ReplacedTerms,
            Some(other) => {
                let message = format!("`mentions` is a list of phrases, or `{REPLACED_TERMS}`, and this is `{other}`");
                reader.fault(node.span, message);
                return None;
            }
            None => Sought::Phrases(reader.phrases("mentions")),
        };
        Some(Self { sought, beside: reader.phrases("beside"), unless: reader.phrases("unless_mentions") })
    }

    /// What is looked for, in words for a reader.
    pub fn sought_in_words(&self) -> String {
        match &self.sought {
            Sought::Phrases(phrases) => quoted(phrases),
            Sought::ReplacedTerms => {
                "names that a dated note of this handbook replaces, in the plan's nation".to_owned()
            }
        }
    }
}

/// Phrases in quotation marks, with commas.
pub fn quoted(phrases: &[Phrase]) -> String {
    let phrases: Vec<String> = phrases.iter().map(|phrase| format!("“{}”", phrase.text)).collect();
    phrases.join(", ")
}
