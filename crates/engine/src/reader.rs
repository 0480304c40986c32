//! Reads the handbook's records strictly and goes on after every fault.
//!
//! A [`Reader`] walks one mapping. Each field that is asked for is ticked off; what nobody asked for is an unknown key.
//! All faults of content in the handbook carry the id `handbook`, since they are for the people who write it.

use serde::{Deserialize, Serialize};

use crate::finding::{Finding, Severity};
use crate::phrase::Phrase;
use crate::place::{FileId, Place, Span};
use crate::suggestion::nearest;
use crate::yaml::{Mapping, Node, Value};

/// The id of every fault in the handbook's own files.
pub const HANDBOOK_FAULT: &str = "handbook";

/// A fault in one of the handbook's files.
pub fn handbook_fault(file: FileId, span: Span, message: impl Into<String>) -> Finding {
    Finding::new(HANDBOOK_FAULT, Severity::Error, message, Place::new(file, span))
}

/// A text with its bytes, so that later checks can point at it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Spanned {
    /// The text.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// Reads the fields of one record.
pub struct Reader<'a> {
    file: FileId,
    what: String,
    span: Span,
    mapping: &'a Mapping,
    asked: Vec<&'static str>,
    findings: &'a mut Vec<Finding>,
}

impl<'a> Reader<'a> {
    /// A reader of the mapping at `node`; none, with a finding, when it is something else. `what` names the kind of
    /// record for messages, such as `a question`.
    pub fn open(node: &'a Node, what: &str, file: FileId, findings: &'a mut Vec<Finding>) -> Option<Self> {
        let Some(mapping) = node.mapping() else {
            if !matches!(node.value, Value::Refused) {
                findings.push(handbook_fault(
                    file,
                    node.span,
                    format!("{what} must be a set of keys, and this is {}", node.kind()),
                ));
            }
            return None;
        };
        Some(Self { file, what: what.to_owned(), span: node.span, mapping, asked: Vec::new(), findings })
    }

    /// The bytes of the whole record.
    pub fn span(&self) -> Span {
        self.span
    }

    /// Says that something is wrong at a place of this file.
    pub fn fault(&mut self, span: Span, message: impl Into<String>) -> &mut Finding {
        let at = self.findings.len();
        self.findings.push(handbook_fault(self.file, span, message));
        &mut self.findings[at]
    }

    /// The findings, for readers of nested records.
    pub fn findings(&mut self) -> &mut Vec<Finding> {
        self.findings
    }

    /// The file that is being read.
    pub fn file(&self) -> FileId {
        self.file
    }

    /// The value of a field, when it is there and not empty.
    pub fn node(&mut self, key: &'static str) -> Option<&'a Node> {
        self.asked.push(key);
        self.mapping.get(key).filter(|node| !node.is_empty())
    }

    /// The value of a field that must be there.
    pub fn required_node(&mut self, key: &'static str) -> Option<&'a Node> {
        let node = self.node(key);
        if node.is_none() {
            let (what, span) = (self.what.clone(), self.short_span());
            self.fault(span, format!("{what} needs `{key}`"));
        }
        node
    }

    /// A field's text with its place.
    pub fn spanned(&mut self, key: &'static str) -> Option<Spanned> {
        let node = self.node(key)?;
        self.spanned_of(key, node)
    }

    fn spanned_of(&mut self, key: &str, node: &Node) -> Option<Spanned> {
        if let Some(text) = node.text() {
            return Some(Spanned { text: text.trim().to_owned(), span: node.span });
        }
        self.fault(node.span, format!("`{key}` must be a text, and this is {}", node.kind()));
        None
    }

    /// A field's text.
    pub fn text(&mut self, key: &'static str) -> Option<String> {
        self.spanned(key).map(|spanned| spanned.text)
    }

    /// The text of a field that must be there; empty, with a finding, when it is not.
    pub fn required_text(&mut self, key: &'static str) -> String {
        self.required_spanned(key).text
    }

    /// The text and place of a field that must be there.
    pub fn required_spanned(&mut self, key: &'static str) -> Spanned {
        match self.required_node(key) {
            Some(node) => self.spanned_of(key, node).unwrap_or_default(),
            None => Spanned { text: String::new(), span: self.span },
        }
    }

    /// A permanent id: lower case letters, digits and `_`, beginning with a letter.
    pub fn id(&mut self) -> Spanned {
        let id = self.required_spanned("id");
        if !id.text.is_empty() && !is_id(&id.text) {
            self.fault(id.span, format!("`{}` is not an id: lower case letters, digits and `_` only", id.text));
        }
        id
    }

    /// A list of texts with their places; empty when the field is not there.
    pub fn spanned_list(&mut self, key: &'static str) -> Vec<Spanned> {
        let Some(node) = self.node(key) else { return Vec::new() };
        let Some(values) = node.sequence() else {
            self.fault(node.span, format!("`{key}` must be a list, and this is {}", node.kind()));
            return Vec::new();
        };
        values.iter().filter_map(|value| self.spanned_of(key, value)).collect()
    }

    /// A list of texts.
    pub fn list(&mut self, key: &'static str) -> Vec<String> {
        self.spanned_list(key).into_iter().map(|spanned| spanned.text).collect()
    }

    /// A list of phrases to look for.
    pub fn phrases(&mut self, key: &'static str) -> Vec<Phrase> {
        let spanned = self.spanned_list(key);
        self.read_phrases(spanned)
    }

    /// A list of lists of phrases; a plain list is the only one.
    pub fn phrase_groups(&mut self, key: &'static str) -> Vec<Vec<Phrase>> {
        let groups = self.node(key).and_then(Node::sequence).unwrap_or_default();
        if !groups.iter().any(|group| group.sequence().is_some()) {
            let only = self.phrases(key);
            return if only.is_empty() { Vec::new() } else { vec![only] };
        }
        let mut found = Vec::new();
        for group in groups {
            let values = group.sequence().unwrap_or(std::slice::from_ref(group));
            let spanned = values.iter().filter_map(|value| self.spanned_of(key, value)).collect();
            found.push(self.read_phrases(spanned));
        }
        found
    }

    fn read_phrases(&mut self, texts: Vec<Spanned>) -> Vec<Phrase> {
        let mut phrases = Vec::new();
        for spanned in texts {
            match Phrase::new(&spanned.text) {
                Some(phrase) => phrases.push(phrase),
                None => {
                    self.fault(spanned.span, format!("`{}` has no word that could be looked for", spanned.text));
                }
            }
        }
        phrases
    }

    /// One text or a list of texts, with their places; empty when the field is not there.
    pub fn spanned_words(&mut self, key: &'static str) -> Vec<Spanned> {
        if self.mapping.get(key).is_some_and(|node| node.text().is_some()) {
            return self.spanned(key).into_iter().collect();
        }
        self.spanned_list(key)
    }

    /// One text or a list of texts.
    pub fn words(&mut self, key: &'static str) -> Vec<String> {
        self.spanned_words(key).into_iter().map(|spanned| spanned.text).collect()
    }

    /// A web address that must be there.
    pub fn required_web_address(&mut self, key: &'static str) -> String {
        let address = self.required_spanned(key);
        if !address.text.is_empty() && !is_web_address(&address.text) {
            let message = format!(
                "`{key}` must begin with `https://` or `http://` and have no blank, and this is `{}`",
                address.text
            );
            self.fault(address.span, message);
        }
        address.text
    }

    /// The values of a field that is a list of records.
    pub fn records(&mut self, key: &'static str) -> &'a [Node] {
        let Some(node) = self.node(key) else { return &[] };
        match node.sequence() {
            Some(values) => values,
            None => {
                self.fault(node.span, format!("`{key}` must be a list, and this is {}", node.kind()));
                &[]
            }
        }
    }

    /// `true` or `false`.
    pub fn truth(&mut self, key: &'static str) -> Option<bool> {
        let spanned = self.spanned(key)?;
        match spanned.text.as_str() {
            "true" | "yes" => Some(true),
            "false" | "no" => Some(false),
            other => {
                self.fault(spanned.span, format!("`{key}` must be `true` or `false`, and this is `{other}`"));
                None
            }
        }
    }

    /// A number.
    pub fn number(&mut self, key: &'static str) -> Option<f64> {
        let spanned = self.spanned(key)?;
        let number = spanned.text.parse::<f64>().ok().filter(|number| number.is_finite());
        if number.is_none() {
            self.fault(spanned.span, format!("`{key}` must be a number, and this is `{}`", spanned.text));
        }
        number
    }

    /// A date, year first.
    pub fn date(&mut self, key: &'static str) -> Option<jiff::civil::Date> {
        let spanned = self.spanned(key)?;
        let date = crate::value::date(&spanned.text);
        if date.is_none() {
            self.fault(
                spanned.span,
                format!("`{key}` must be a date such as 2027-03-31, and this is `{}`", spanned.text),
            );
        }
        date
    }

    /// One of some words. `read` turns a word into what it means; `words` are named in the message.
    pub fn one_of<T>(&mut self, key: &'static str, words: &[&str], read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let spanned = self.spanned(key)?;
        let value = read(&spanned.text);
        if value.is_none() {
            let message = format!("`{key}` must be one of {}, and this is `{}`", quoted(words), spanned.text);
            self.fault(spanned.span, message);
        }
        value
    }

    /// The ledger ids that the record covers, and the reason when there are none.
    pub fn provenance(&mut self) -> Provenance {
        let provenance = self.optional_provenance();
        if provenance.guide.is_empty() && provenance.added.is_none() {
            let (what, span) = (self.what.clone(), self.short_span());
            self.fault(
                span,
                format!("{what} needs `guide` with at least one ledger id, or `added` with the reason why it is here"),
            );
        }
        provenance
    }

    /// The same for records that may have neither.
    pub fn optional_provenance(&mut self) -> Provenance {
        Provenance { guide: self.spanned_list("guide"), added: self.text("added") }
    }

    /// Reports every key that was not asked for.
    pub fn finish(mut self) {
        let asked = std::mem::take(&mut self.asked);
        for entry in &self.mapping.entries {
            if !asked.contains(&entry.key.as_str()) {
                let message = format!("{} has no key `{}`", self.what, entry.key);
                let suggestion = nearest(&entry.key, asked.iter().copied());
                let fault = self.fault(entry.key_span, message);
                fault.help = suggestion.map(|word| format!("Did you mean `{word}`?"));
            }
        }
    }

    /// The first line of the record: its first key, so that a missing field does not underline a whole page.
    fn short_span(&self) -> Span {
        self.mapping.entries.first().map_or(self.span, |entry| entry.key_span.to(entry.value.span.min(entry.key_span)))
    }
}

/// Where a record comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Provenance {
    /// Ids of the coverage ledger.
    pub guide: Vec<Spanned>,
    /// Why the record is here although the guide does not have it.
    pub added: Option<String>,
}

/// Whether a text has the form of an id.
pub fn is_id(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// Whether a text is an address that a page may link to: one of the web, without what browsers pass over in silence.
pub fn is_web_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty())
        && !text.chars().any(|one| one.is_control() || one.is_whitespace() || "\\<>\"".contains(one))
}

/// Words in code ticks, with commas, for a message.
pub fn quoted<'a>(words: impl IntoIterator<Item = &'a (impl AsRef<str> + ?Sized + 'a)>) -> String {
    let words: Vec<String> = words.into_iter().map(|word| format!("`{}`", word.as_ref())).collect();
    words.join(", ")
}
