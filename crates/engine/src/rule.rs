//! Rules: checks across answers, each with examples that run as its tests.

use serde::{Deserialize, Serialize};

use crate::catalogue::QuestionIndex;
use crate::checklist::{Stage, stage_or_design};
use crate::expression::{self, Expression, Scope};
use crate::finding::{Finding, Severity};
use crate::ingredient::read_question;
use crate::mention::{Mentions, Sought};
use crate::newer::Newer;
use crate::place::{FileId, Place, Span};
use crate::reader::{Provenance, Reader, Spanned};
use crate::suggestion::nearest;
use crate::wording::Wording;
use crate::yaml::{Mapping, Node};

/// A check across answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// Its id, unique among criteria and rules.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The ids of the ingredients that it bears on.
    pub ingredients: Vec<Spanned>,
    /// How much its finding weighs.
    pub severity: Severity,
    /// From which stage it is looked at.
    pub stage: Stage,
    /// The table whose rows it is about, if any.
    pub each: Option<usize>,
    /// An expression; the rule applies only when it holds.
    pub when: Option<Expression>,
    /// What should hold; always true of a rule about words.
    pub holds: Expression,
    /// What a rule about words looks for in the plan's own words.
    pub mentions: Option<Mentions>,
    /// For which nations and from when it holds, and what it stands on when it is newer than the guide.
    pub newer: Newer,
    /// The ids of criteria that need not speak when this rule does, since it says the same more exactly.
    pub covers: Vec<Spanned>,
    /// The text of `when`, for the rule's page.
    #[serde(with = "crate::catalogue::apart")]
    pub when_text: Option<String>,
    /// The text of `holds`, for the rule's page; empty for a rule about words.
    #[serde(with = "crate::catalogue::apart")]
    pub holds_text: String,
    /// Where its finding stands.
    pub at: At,
    /// What to say when it fails.
    pub says: Wording,
    /// What to do, in a sentence or two.
    pub help: Wording,
    /// What to do, in one imperative line.
    pub action: String,
    /// Why it is checked.
    #[serde(with = "crate::catalogue::apart")]
    pub why: String,
    /// Plans in short, with what the rule should say of each.
    #[serde(with = "crate::catalogue::apart")]
    pub examples: Vec<Example>,
    /// Where it comes from.
    pub provenance: Provenance,
    /// Where it is defined.
    pub place: Place,
}

/// Where a rule's finding stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum At {
    /// At an answer.
    Question(usize),
    /// At a cell of the row that fails.
    Column {
        /// The table.
        table: usize,
        /// The column.
        column: usize,
    },
    /// At the words that were looked for and found.
    Words,
}

/// A plan in short and whether the rule passes it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Example {
    /// Whether the rule should pass.
    pub passes: bool,
    /// Paths and answers.
    pub answers: Mapping,
    /// Where it is defined.
    pub span: Span,
}

impl Rule {
    /// Whether it stands on what came after the guide.
    pub fn is_newer_than_the_guide(&self) -> bool {
        let about_notes = self.mentions.as_ref().is_some_and(|mentions| mentions.sought == Sought::ReplacedTerms);
        about_notes || !self.newer.notes.is_empty()
    }

    pub(crate) fn read(
        node: &Node,
        file: FileId,
        questions: &QuestionIndex,
        findings: &mut Vec<Finding>,
    ) -> Option<Self> {
        let mut reader = Reader::open(node, "a rule", file, findings)?;
        let id = reader.id();
        let title = reader.required_text("title");
        let ingredients = reader.spanned_list("ingredients");
        let severity = reader.one_of("severity", &["error", "warning", "advice"], Severity::from_word);
        if severity.is_none() {
            reader.required_node("severity");
        }
        let stage = stage_or_design(&mut reader);
        let covers = reader.spanned_list("covers");
        let each = read_question(&mut reader, "each", questions);
        let when_text = reader.text("when");
        let when = read_expression(&mut reader, "when", each, questions);
        let newer = Newer::read(&mut reader);
        let mentions = Mentions::read(&mut reader);
        let (holds_text, holds, at) = match &mentions {
            Some(_) => (String::new(), Some(Expression::Truth(true)), Some(At::Words)),
            None => (
                reader.required_text("holds"),
                read_expression(&mut reader, "holds", each, questions),
                read_at(&mut reader, each, questions),
            ),
        };
        reader.required_node("says");
        reader.required_node("help");
        let says = read_wording(&mut reader, "says", each, questions);
        let help = read_wording(&mut reader, "help", each, questions);
        let action = reader.required_text("action");
        let why = reader.required_text("why");
        let examples = read_examples(&mut reader, questions);
        for (passes, word) in [(true, "passes"), (false, "fails")] {
            if !examples.iter().any(|example| example.passes == passes) {
                reader.fault(id.span, format!("`{}` needs an example with `{word}`", id.text));
            }
        }
        let provenance = reader.provenance();
        reader.finish();
        let holds = holds?;
        let first = holds.questions().first().copied();
        Some(Self {
            title,
            ingredients,
            severity: severity?,
            stage,
            covers,
            each,
            when,
            at: at.or(first.map(At::Question))?,
            holds,
            mentions,
            newer,
            when_text,
            holds_text,
            says: says?,
            help: help?,
            action,
            why,
            examples,
            provenance,
            place: Place::new(file, id.span),
            id: id.text,
        })
    }
}

fn read_at(reader: &mut Reader<'_>, each: Option<usize>, questions: &QuestionIndex) -> Option<At> {
    let path = reader.spanned("at")?;
    let Some(id) = path.text.strip_prefix("row.") else {
        return read_question(reader, "at", questions).map(At::Question);
    };
    let table = each?;
    let columns = questions.answer_type(table).columns();
    let column = columns.iter().position(|column| column.id == id);
    if column.is_none() {
        reader.fault(path.span, format!("the table has no column `{id}`"));
    }
    column.map(|column| At::Column { table, column })
}

/// A field that is an expression, checked against the types of the questions.
pub(crate) fn read_expression(
    reader: &mut Reader<'_>,
    key: &'static str,
    row: Option<usize>,
    questions: &QuestionIndex,
) -> Option<Expression> {
    let text = reader.spanned(key)?;
    lower_expression(reader, &text, &Scope { questions, row, positive: false })
}

/// Checks an expression and points at the words that are wrong where the text stands on one line as it is.
pub(crate) fn lower_expression(reader: &mut Reader<'_>, text: &Spanned, scope: &Scope<'_>) -> Option<Expression> {
    match expression::lower(&text.text, scope) {
        Ok(expression) => Some(expression),
        Err(fault) => {
            let as_written = text.span.end - text.span.start == text.text.len();
            let span = if as_written {
                Span::new(
                    text.span.start + fault.range.start.min(text.text.len()),
                    text.span.start + fault.range.end.min(text.text.len()),
                )
            } else {
                text.span
            };
            reader.fault(span, fault.message).help = fault.help;
            None
        }
    }
}

/// A field that is a message with names in it.
pub(crate) fn read_wording(
    reader: &mut Reader<'_>,
    key: &'static str,
    row: Option<usize>,
    questions: &QuestionIndex,
) -> Option<Wording> {
    let text = reader.spanned(key)?;
    match Wording::read(&text, row, questions) {
        Ok(wording) => Some(wording),
        Err((message, help)) => {
            reader.fault(text.span, message).help = help;
            None
        }
    }
}

fn read_examples(reader: &mut Reader<'_>, questions: &QuestionIndex) -> Vec<Example> {
    let mut examples = Vec::new();
    for node in reader.records("examples") {
        let entry =
            node.mapping().filter(|mapping| mapping.entries.len() == 1).and_then(|mapping| mapping.entries.first());
        let passes = entry.and_then(|entry| match entry.key.as_str() {
            "passes" => Some(true),
            "fails" => Some(false),
            _ => None,
        });
        let answers = entry.and_then(|entry| entry.value.mapping());
        let (Some(passes), Some(answers)) = (passes, answers) else {
            reader.fault(node.span, "an example is `passes: { path: answer }` or `fails: { path: answer }`");
            continue;
        };
        for entry in answers.entries.iter().filter(|entry| questions.find(&entry.key).is_none()) {
            let fault = reader.fault(entry.key_span, format!("there is no question `{}`", entry.key));
            fault.help = nearest(&entry.key, questions.paths()).map(|word| format!("Did you mean `{word}`?"));
        }
        examples.push(Example { passes, answers: answers.clone(), span: node.span });
    }
    examples
}
