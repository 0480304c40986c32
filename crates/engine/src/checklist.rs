//! Checklists: groups of questions, from which forms, blank plans, the schema and the checks are all made.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::answer_type::AnswerType;
use crate::finding::Finding;
use crate::place::{FileId, Place};
use crate::reader::{Provenance, Reader, Spanned};
use crate::yaml::Node;

/// How far a scheme has come. The order is the order of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Stage {
    /// Being designed.
    Design,
    /// Tried on a small scale.
    Pilot,
    /// Open to everyone it is for.
    Live,
}

impl Stage {
    /// The words that name the stages, in order.
    pub const WORDS: &'static [&'static str] = &["design", "pilot", "live"];

    /// The word for it in plans and checklists.
    pub fn word(self) -> &'static str {
        match self {
            Stage::Design => "design",
            Stage::Pilot => "pilot",
            Stage::Live => "live",
        }
    }

    /// The stage that a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        [Stage::Design, Stage::Pilot, Stage::Live].into_iter().find(|stage| stage.word() == word)
    }
}

/// A checklist.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Checklist {
    /// Its id: the first part of its questions' paths, and a top-level key of a plan.
    pub id: String,
    /// Its title.
    pub title: String,
    /// One or two sentences to begin with.
    #[serde(with = "crate::catalogue::apart")]
    pub summary: String,
    /// From which stage its questions are due.
    pub stage: Stage,
    /// Its groups in order.
    pub groups: Vec<Group>,
    /// Where it comes from.
    #[serde(with = "crate::catalogue::apart")]
    pub provenance: Provenance,
    /// Where it is defined.
    pub place: Place,
}

/// A group of questions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// Its id: the second part of its questions' paths. None when the checklist has questions without groups.
    pub id: Option<String>,
    /// Its title; the checklist's when it has no groups.
    pub title: String,
    /// One or two sentences to begin with.
    #[serde(with = "crate::catalogue::apart")]
    pub intro: Option<String>,
    /// Its questions in order, as positions in the catalogue.
    pub questions: Range<usize>,
    /// Where it comes from.
    #[serde(with = "crate::catalogue::apart")]
    pub provenance: Provenance,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// The last part of its path.
    pub id: String,
    /// `checklist.group.question`: its key path in a plan, permanent.
    pub path: String,
    /// A short noun phrase.
    pub label: String,
    /// The question itself.
    #[serde(with = "crate::catalogue::apart")]
    pub ask: String,
    /// A line on how to answer.
    #[serde(with = "crate::catalogue::apart")]
    pub hint: Option<String>,
    /// What kind of answer it takes.
    pub answer: AnswerType,
    /// Why it is asked.
    #[serde(with = "crate::catalogue::apart")]
    pub why: String,
    /// An answer to imitate, as YAML.
    pub example: Option<Node>,
    /// What would show that the answer is so.
    #[serde(with = "crate::catalogue::apart")]
    pub evidence: Vec<String>,
    /// From which stage it is due.
    pub stage: Stage,
    /// Whether it may be set aside with a reason and a review date.
    pub can_be_excepted: bool,
    /// An expression; the question is asked only when it holds.
    pub show_if: Option<Spanned>,
    /// The version of the question set that first had it.
    #[serde(with = "crate::catalogue::apart")]
    pub since: String,
    /// Its former paths.
    pub renamed_from: Vec<Spanned>,
    /// The version from which it is no longer asked.
    pub retired: Option<String>,
    /// The path of the question that took its place.
    pub replaced_by: Option<Spanned>,
    /// The ids of dated notes that say why a question newer than the guide is asked.
    #[serde(with = "crate::catalogue::apart")]
    pub notes: Vec<Spanned>,
    /// Whether its answer is taken over when a plan is started from another one. What tells one scheme from another, such
    /// as its name and its dates, is not.
    pub copied: bool,
    /// Where it comes from.
    #[serde(with = "crate::catalogue::apart")]
    pub provenance: Provenance,
    /// Where it is defined.
    pub place: Place,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// The key in a row.
    pub id: String,
    /// A short noun phrase.
    pub label: String,
    /// The question that the column asks.
    #[serde(with = "crate::catalogue::apart")]
    pub ask: String,
    /// What kind of answer it takes; never a table.
    pub answer: AnswerType,
    /// Why it is asked, where the table's own reason does not say.
    #[serde(with = "crate::catalogue::apart")]
    pub why: Option<String>,
    /// Whether a row is incomplete without it.
    pub required: bool,
    /// An expression over `row`; the column is asked only when it holds.
    pub show_if: Option<Spanned>,
    /// A value to imitate.
    pub example: Option<Node>,
    /// Its former keys.
    pub renamed_from: Vec<String>,
    /// Where it comes from.
    #[serde(with = "crate::catalogue::apart")]
    pub provenance: Provenance,
    /// Where it is defined.
    pub place: Place,
}

impl Checklist {
    /// The positions of all its questions in the catalogue.
    pub fn questions(&self) -> Range<usize> {
        let first = self.groups.first().map_or(0, |group| group.questions.start);
        first..self.groups.last().map_or(first, |group| group.questions.end)
    }

    /// Reads a checklist from the value of the root key `checklist`; its questions go to the end of `all`.
    pub(crate) fn read(
        node: &Node,
        file: FileId,
        all: &mut Vec<Question>,
        findings: &mut Vec<Finding>,
    ) -> Option<Checklist> {
        let mut reader = Reader::open(node, "a checklist", file, findings)?;
        let id = reader.id();
        let title = reader.required_text("title");
        let stage = reader.one_of("stage", Stage::WORDS, Stage::from_word).unwrap_or(Stage::Design);
        let mut checklist = Checklist {
            summary: reader.required_text("summary"),
            provenance: reader.optional_provenance(),
            groups: Vec::new(),
            place: Place::new(file, id.span),
            id: id.text,
            title,
            stage,
        };
        if reader.node("questions").is_some() {
            let questions = read_questions(&mut reader, &checklist.id, stage, all);
            let title = checklist.title.clone();
            checklist.groups.push(Group { id: None, title, intro: None, questions, provenance: Provenance::default() });
        }
        for node in reader.records("groups") {
            if let Some(group) = Group::read(node, &checklist.id, stage, all, &mut reader) {
                checklist.groups.push(group);
            }
        }
        if checklist.groups.is_empty() {
            let span = reader.span();
            reader.fault(span, "a checklist needs `groups` or `questions`");
        }
        reader.finish();
        Some(checklist)
    }
}

impl Group {
    fn read(
        node: &Node,
        checklist: &str,
        stage: Stage,
        all: &mut Vec<Question>,
        outer: &mut Reader<'_>,
    ) -> Option<Group> {
        let file = outer.file();
        let mut reader = Reader::open(node, "a group", file, outer.findings())?;
        let id = reader.id().text;
        let group = Group {
            title: reader.required_text("title"),
            intro: reader.text("intro"),
            provenance: reader.optional_provenance(),
            questions: read_questions(&mut reader, &format!("{checklist}.{id}"), stage, all),
            id: Some(id),
        };
        reader.finish();
        Some(group)
    }
}

fn read_questions(reader: &mut Reader<'_>, prefix: &str, stage: Stage, all: &mut Vec<Question>) -> Range<usize> {
    let first = all.len();
    for node in reader.records("questions") {
        let Some(question) = Question::read(node, prefix, stage, reader) else { continue };
        if all.iter().skip(first).any(|other| other.id == question.id) {
            reader.fault(question.place.span, format!("`{}` is the id of another question of this group", question.id));
        } else {
            all.push(question);
        }
    }
    first..all.len()
}

impl Question {
    fn read(node: &Node, prefix: &str, stage: Stage, outer: &mut Reader<'_>) -> Option<Question> {
        let file = outer.file();
        let mut reader = Reader::open(node, "a question", file, outer.findings())?;
        let id = reader.id();
        let answer = reader.required_node("answer").and_then(|node| AnswerType::read(node, false, &mut reader));
        let question = Question {
            path: format!("{prefix}.{}", id.text),
            label: reader.required_text("label"),
            ask: reader.required_text("ask"),
            hint: reader.text("hint"),
            answer: answer.unwrap_or(AnswerType::Text),
            why: reader.required_text("why"),
            example: reader.node("example").cloned(),
            evidence: reader.list("evidence"),
            stage: reader.one_of("stage", Stage::WORDS, Stage::from_word).unwrap_or(stage),
            can_be_excepted: reader
                .one_of("not_applicable", &["never", "with_reason"], |word| match word {
                    "never" => Some(false),
                    "with_reason" => Some(true),
                    _ => None,
                })
                .unwrap_or(true),
            show_if: reader.spanned("show_if"),
            since: reader.text("since").unwrap_or_else(|| "1.0".to_owned()),
            renamed_from: reader.spanned_words("renamed_from"),
            copied: reader.truth("copied").unwrap_or(true),
            retired: reader.text("retired"),
            replaced_by: reader.spanned("replaced_by"),
            notes: reader.spanned_list("notes"),
            provenance: reader.provenance(),
            place: Place::new(file, id.span),
            id: id.text,
        };
        reader.finish();
        Some(question)
    }
}

/// Reads the columns of a table.
pub(crate) fn read_columns(outer: &mut Reader<'_>) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for node in outer.records("columns") {
        let file = outer.file();
        let Some(mut reader) = Reader::open(node, "a column", file, outer.findings()) else { continue };
        let id = reader.id();
        let label = reader.required_text("label");
        let answer = reader.required_node("answer").and_then(|node| AnswerType::read(node, true, &mut reader));
        let column = Column {
            ask: reader.text("ask").unwrap_or_else(|| label.clone()),
            label,
            answer: answer.unwrap_or(AnswerType::Text),
            why: reader.text("why"),
            required: reader.truth("required").unwrap_or(false),
            show_if: reader.spanned("show_if"),
            example: reader.node("example").cloned(),
            renamed_from: reader.words("renamed_from"),
            provenance: reader.optional_provenance(),
            place: Place::new(file, id.span),
            id: id.text,
        };
        reader.finish();
        columns.push(column);
    }
    if columns.is_empty() {
        let span = outer.span();
        outer.fault(span, "a table needs `columns`");
    }
    columns
}

/// The stage from which a record holds; the earliest when it does not say.
pub(crate) fn stage_or_design(reader: &mut Reader<'_>) -> Stage {
    reader.one_of("stage", Stage::WORDS, Stage::from_word).unwrap_or(Stage::Design)
}
