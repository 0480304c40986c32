//! What a plan says in its authors' own words, by answer: texts, names, list entries, cells, notes, reasons, evidence. Keys,
//! comments and the ids of options are nobody's words and are not here.

use super::read::is_row;
use crate::answer_type::AnswerType;
use crate::catalogue::Catalogue;
use crate::checklist::{Checklist, Question};
use crate::yaml::{Entry, Mapping, Node, Value};

/// The parts of the long form in which people write freely.
const REMARKS: &[&str] = &["note", "evidence", "owner", "reason"];

/// All that a plan says in words.
pub(crate) struct Texts<'a> {
    /// The text of the plan, to find words in it as they are written. None for the short plans of a rule's examples, whose
    /// places nobody is shown.
    pub(crate) source: Option<&'a str>,
    /// In the order of the plan.
    pub(crate) passages: Vec<Passage<'a>>,
}

/// The words that belong together: an answer with its remarks, or a row of a table.
pub(crate) struct Passage<'a> {
    /// The question that is answered.
    pub(crate) question: usize,
    /// Scalars, in the order of the plan.
    pub(crate) nodes: Vec<&'a Node>,
}

impl<'a> Texts<'a> {
    /// Collects the words of a plan.
    pub(crate) fn of(catalogue: &Catalogue, root: &'a Mapping, source: Option<&'a str>) -> Self {
        let mut texts = Self { source, passages: Vec::new() };
        for entry in &root.entries {
            let checklist = catalogue.checklists.iter().find(|checklist| checklist.id == entry.key);
            let (Some(checklist), Some(mapping)) = (checklist, entry.value.mapping()) else { continue };
            texts.checklist(catalogue, checklist, mapping);
        }
        texts
    }

    fn checklist(&mut self, catalogue: &Catalogue, checklist: &Checklist, mapping: &'a Mapping) {
        if let [group] = checklist.groups.as_slice()
            && group.id.is_none()
        {
            return self.group(catalogue, group.questions.clone(), mapping);
        }
        for entry in &mapping.entries {
            let group = checklist.groups.iter().find(|group| group.id.as_deref() == Some(&entry.key));
            if let (Some(group), Some(mapping)) = (group, entry.value.mapping()) {
                self.group(catalogue, group.questions.clone(), mapping);
            }
        }
    }

    fn group(&mut self, catalogue: &Catalogue, questions: std::ops::Range<usize>, mapping: &'a Mapping) {
        for entry in &mapping.entries {
            let mut asked = questions.clone();
            if let Some(at) = asked.find(|&at| catalogue.question(at).id == entry.key) {
                self.answer(at, catalogue.question(at), &entry.value);
            }
        }
    }

    fn answer(&mut self, at: usize, question: &Question, node: &'a Node) {
        let mut nodes = Vec::new();
        match &node.value {
            Value::Mapping(row) if is_row(question, row) => self.rows(at, question, node),
            Value::Mapping(long) => {
                for Entry { key, value, .. } in &long.entries {
                    match key.as_str() {
                        "answer" => self.value(at, question, value, &mut nodes),
                        key if REMARKS.contains(&key) => scalars(value, &mut nodes),
                        _ => {}
                    }
                }
            }
            _ => self.value(at, question, node, &mut nodes),
        }
        self.add(at, nodes);
    }

    fn value(&mut self, at: usize, question: &Question, node: &'a Node, nodes: &mut Vec<&'a Node>) {
        match &question.answer {
            AnswerType::Table(_) => self.rows(at, question, node),
            kind if is_words(kind) => scalars(node, nodes),
            _ => {}
        }
    }

    /// Each row by itself.
    fn rows(&mut self, at: usize, question: &Question, node: &'a Node) {
        for row in node.sequence().unwrap_or(std::slice::from_ref(node)).iter().filter_map(Node::mapping) {
            let mut nodes = Vec::new();
            for entry in &row.entries {
                let mut columns = question.answer.columns().iter();
                if columns.any(|column| column.id == entry.key && is_words(&column.answer)) {
                    scalars(&entry.value, &mut nodes);
                }
            }
            self.add(at, nodes);
        }
    }

    fn add(&mut self, question: usize, nodes: Vec<&'a Node>) {
        if !nodes.is_empty() {
            self.passages.push(Passage { question, nodes });
        }
    }
}

/// Whether an answer of this type is written in its author's own words.
fn is_words(kind: &AnswerType) -> bool {
    matches!(kind, AnswerType::Text | AnswerType::Person | AnswerType::List)
}

/// A scalar, or those of a list.
fn scalars<'a>(node: &'a Node, into: &mut Vec<&'a Node>) {
    match &node.value {
        Value::Scalar(_) => into.push(node),
        Value::Sequence(values) => into.extend(values.iter().filter(|value| value.scalar().is_some())),
        Value::Mapping(_) | Value::Refused => {}
    }
}
