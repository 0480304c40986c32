//! What a rule about the plan's own words looks for.

use serde::{Deserialize, Serialize};

use crate::phrase::Phrase;
use crate::reader::Reader;

/// The word that stands for the terms which notes replace.
const REPLACED_TERMS: &str = "replaced_terms";

/// What a rule looks for in the plan's own words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mentions {
    /// What is looked for.
    pub sought: Sought,
    /// A mention counts only when its text also has one of each of these groups.
    pub beside: Vec<Vec<Phrase>>,
    /// A mention does not count when the answer, or a remark on it, has one of these.
    pub unless: Vec<Phrase>,
}

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
        Some(Self { sought, beside: reader.phrase_groups("beside"), unless: reader.phrases("unless_mentions") })
    }

    /// What has to stand beside it, in words for a reader; empty when nothing has to.
    pub fn beside_in_words(&self) -> String {
        let groups: Vec<String> = self.beside.iter().map(|group| format!("one of {}", quoted(group))).collect();
        groups.join("; and ")
    }

    /// What is looked for, in words for a reader.
    pub fn sought_in_words(&self) -> String {
        match &self.sought {
            Sought::Phrases(phrases) => quoted(phrases),
            Sought::ReplacedTerms => "names that dated notes of this handbook replace, each in its nation".to_owned(),
        }
    }
}

/// Phrases in quotation marks, with commas.
pub fn quoted(phrases: &[Phrase]) -> String {
    let phrases: Vec<String> = phrases.iter().map(|phrase| format!("“{}”", phrase.text)).collect();
    phrases.join(", ")
}
