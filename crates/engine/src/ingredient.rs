//! The essential ingredients and their criteria.

use serde::{Deserialize, Serialize};

use crate::answer_type::AnswerType;
use crate::catalogue::QuestionIndex;
use crate::checklist::{Column, Stage};
use crate::expression::Expression;
use crate::finding::Finding;
use crate::place::{FileId, Place};
use crate::reader::{Provenance, Reader, quoted};
use crate::rule::{read_expression, read_wording};
use crate::suggestion::nearest;
use crate::value::{Duration, show_number};
use crate::wording::Wording;
use crate::yaml::{Node, Value};

/// One of the essential ingredients.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ingredient {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it is.
    #[serde(with = "crate::catalogue::apart")]
    pub summary: String,
    /// Why a scheme needs it.
    #[serde(with = "crate::catalogue::apart")]
    pub why: String,
    /// What it asks.
    pub criteria: Vec<Criterion>,
    /// Where it comes from.
    #[serde(with = "crate::catalogue::apart")]
    pub provenance: Provenance,
    /// Where it is defined.
    pub place: Place,
}

/// Whether a criterion can hold a verdict back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Level {
    /// It must be met.
    Must,
    /// It makes the scheme better and never blocks.
    Should,
}

impl Level {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Level::Must => "must",
            Level::Should => "should",
        }
    }
}

/// One thing that an ingredient asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Criterion {
    /// Its id, unique among criteria and rules.
    pub id: String,
    /// Whether it can hold the verdict back.
    pub level: Level,
    /// What it asks, as a statement that should be true.
    pub asks: String,
    /// How it is decided.
    pub test: Test,
    /// An expression; the criterion applies only when it holds.
    pub when: Option<Expression>,
    /// From which stage it is due.
    pub stage: Stage,
    /// The question at which its finding stands.
    pub at: usize,
    /// What to say when it is not met; made from the expectation when there is none.
    pub says: Option<Wording>,
    /// What to do, in one imperative line.
    pub action: String,
    /// What to do, in a sentence or two.
    pub help: String,
    /// Where it comes from.
    pub provenance: Provenance,
    /// Where it is defined.
    pub place: Place,
}

/// How a criterion is decided.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Test {
    /// One answer meets an expectation.
    Expects {
        /// The question.
        question: usize,
        /// What its answer should be.
        expectation: Expectation,
    },
    /// An expression holds.
    Holds(Expression),
}

/// What an answer should be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Expectation {
    /// `yes`, or planned in time.
    Yes,
    /// `no`.
    No,
    /// Anything.
    Answered,
    /// This much or more.
    AtLeast(Amount),
    /// This much or less.
    AtMost(Amount),
    /// One of these options.
    OneOf(Vec<String>),
    /// All of these options.
    Includes(Vec<String>),
    /// At least one of these options.
    IncludesAny(Vec<String>),
    /// In every row of the table, these columns are as expected.
    EveryRow(Vec<(usize, Expectation)>),
}

/// How much: a number (of the question's unit, of GBP, or of entries) or a length of time.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Amount {
    /// A number.
    Number(f64),
    /// A length of time.
    Length(Duration),
}

impl Ingredient {
    pub(crate) fn read(
        node: &Node,
        file: FileId,
        questions: &QuestionIndex,
        findings: &mut Vec<Finding>,
    ) -> Option<Self> {
        let mut reader = Reader::open(node, "an ingredient", file, findings)?;
        let id = reader.id();
        let mut ingredient = Self {
            title: reader.required_text("title"),
            summary: reader.required_text("summary"),
            why: reader.required_text("why"),
            criteria: Vec::new(),
            provenance: reader.provenance(),
            place: Place::new(file, id.span),
            id: id.text,
        };
        for node in reader.records("criteria") {
            if let Some(criterion) = Criterion::read(node, file, questions, reader.findings()) {
                ingredient.criteria.push(criterion);
            }
        }
        let blocks_from_the_start = ingredient
            .criteria
            .iter()
            .any(|criterion| criterion.level == Level::Must && criterion.stage == Stage::Design);
        if !blocks_from_the_start {
            let message = format!(
                "`{}` needs a `must` criterion that is due at the design stage, or it would be met by saying nothing",
                ingredient.id
            );
            reader.fault(id.span, message);
        }
        reader.finish();
        Some(ingredient)
    }
}

impl Criterion {
    fn read(node: &Node, file: FileId, questions: &QuestionIndex, findings: &mut Vec<Finding>) -> Option<Self> {
        let mut reader = Reader::open(node, "a criterion", file, findings)?;
        let id = reader.id();
        let level = reader.one_of("level", &["must", "should"], |word| match word {
            "must" => Some(Level::Must),
            "should" => Some(Level::Should),
            _ => None,
        });
        let asks = reader.required_text("asks");
        let when = read_expression(&mut reader, "when", None, questions);
        let looks_at = read_question(&mut reader, "looks_at", questions);
        let expects = reader.node("expects");
        let holds = read_expression(&mut reader, "holds", None, questions);
        let at = read_question(&mut reader, "at", questions);
        let test = match (looks_at, expects, holds) {
            (Some(question), Some(node), None) => {
                let expectation = Expectation::read(node, questions.answer_type(question), &mut reader)?;
                Some(Test::Expects { question, expectation })
            }
            (None, None, Some(expression)) => Some(Test::Holds(expression)),
            _ => {
                reader.fault(id.span, "a criterion has `looks_at` with `expects`, or `holds`");
                None
            }
        };
        let says = read_wording(&mut reader, "says", None, questions);
        if matches!(test, Some(Test::Holds(_))) && says.is_none() {
            reader.fault(id.span, "a criterion with `holds` needs `says`");
        }
        let stage = reader.one_of("stage", Stage::WORDS, Stage::from_word);
        let action = reader.required_text("action");
        let help = reader.required_text("help");
        let provenance = reader.provenance();
        reader.finish();
        let test = test?;
        let at = at.or_else(|| match &test {
            Test::Expects { question, .. } => Some(*question),
            Test::Holds(expression) => expression.questions().first().copied(),
        })?;
        // A criterion cannot be due before the questions that it looks at.
        let looked_at = match &test {
            Test::Expects { question, .. } => questions.question(*question).stage,
            Test::Holds(expression) => expression
                .questions()
                .iter()
                .map(|&question| questions.question(question).stage)
                .max()
                .unwrap_or(Stage::Design),
        };
        Some(Self {
            level: level.unwrap_or(Level::Must),
            asks,
            test,
            when,
            stage: stage.unwrap_or(looked_at).max(looked_at),
            at,
            says,
            action,
            help,
            provenance,
            place: Place::new(file, id.span),
            id: id.text,
        })
    }
}

/// A field that names a question.
pub(crate) fn read_question(reader: &mut Reader<'_>, key: &'static str, questions: &QuestionIndex) -> Option<usize> {
    let path = reader.spanned(key)?;
    let found = questions.find(&path.text);
    if found.is_none() {
        let fault = reader.fault(path.span, format!("there is no question `{}`", path.text));
        fault.help = nearest(&path.text, questions.paths()).map(|word| format!("Did you mean `{word}`?"));
    }
    found
}

impl Expectation {
    fn read(node: &Node, kind: &AnswerType, reader: &mut Reader<'_>) -> Option<Self> {
        let expectation = match &node.value {
            Value::Scalar(scalar) => match scalar.text.as_str() {
                "yes" | "true" => Some(Expectation::Yes),
                "no" | "false" => Some(Expectation::No),
                "answered" => Some(Expectation::Answered),
                _ => None,
            },
            Value::Mapping(mapping) if mapping.entries.len() == 1 => {
                let entry = mapping.entries.first()?;
                Self::detailed(&entry.key, &entry.value, kind, reader)
            }
            _ => None,
        };
        let Some(expectation) = expectation else {
            reader.fault(node.span, "this is not an expectation: see `expects` in `docs/content-format.md`");
            return None;
        };
        if !expectation.fits(kind) {
            reader.fault(node.span, format!("a question of type `{}` can never meet this expectation", kind.word()));
            return None;
        }
        if let Some(unknown) = expectation.words().iter().find(|word| kind.option_label(word).is_none()) {
            let list = quoted(kind.options().iter().map(|option| &option.id));
            reader.fault(node.span, format!("the question has no option `{unknown}`; its options are {list}"));
            return None;
        }
        Some(expectation)
    }

    fn detailed(key: &str, node: &Node, kind: &AnswerType, reader: &mut Reader<'_>) -> Option<Self> {
        let words = || node.sequence().map(|values| values.iter().filter_map(Node::text).map(str::to_owned).collect());
        match key {
            "at_least" => Amount::read(node).map(Expectation::AtLeast),
            "at_most" => Amount::read(node).map(Expectation::AtMost),
            "one_of" => words().map(Expectation::OneOf),
            "includes" => words().map(Expectation::Includes),
            "includes_any" => words().map(Expectation::IncludesAny),
            "every_row" => {
                let mut columns = Vec::new();
                for entry in &node.mapping()?.entries {
                    let Some(at) = kind.columns().iter().position(|column: &Column| column.id == entry.key) else {
                        reader.fault(entry.key_span, format!("the table has no column `{}`", entry.key));
                        continue;
                    };
                    let answer = &kind.columns().get(at)?.answer;
                    if let Some(expectation) = Expectation::read(&entry.value, answer, reader) {
                        columns.push((at, expectation));
                    }
                }
                Some(Expectation::EveryRow(columns))
            }
            _ => None,
        }
    }

    /// Whether an answer of this type could meet the expectation at all.
    fn fits(&self, kind: &AnswerType) -> bool {
        match self {
            Expectation::Yes | Expectation::No => matches!(kind, AnswerType::YesNo),
            Expectation::Answered => true,
            Expectation::AtLeast(amount) | Expectation::AtMost(amount) => match amount {
                Amount::Number(_) => matches!(
                    kind,
                    AnswerType::Number(_)
                        | AnswerType::Money { .. }
                        | AnswerType::List
                        | AnswerType::Choices(_)
                        | AnswerType::Table(_)
                ),
                Amount::Length(_) => matches!(kind, AnswerType::Duration),
            },
            Expectation::OneOf(_) => matches!(kind, AnswerType::Choice(_)),
            Expectation::Includes(_) | Expectation::IncludesAny(_) => matches!(kind, AnswerType::Choices(_)),
            Expectation::EveryRow(_) => matches!(kind, AnswerType::Table(_)),
        }
    }

    fn words(&self) -> &[String] {
        match self {
            Expectation::OneOf(words) | Expectation::Includes(words) | Expectation::IncludesAny(words) => words,
            _ => &[],
        }
    }

    /// The expectation in words for a reader, after *expected*.
    pub fn show(&self, kind: &AnswerType) -> String {
        let labels = |words: &[String]| {
            words.iter().map(|word| kind.option_label(word).unwrap_or(word).to_owned()).collect::<Vec<_>>().join(", ")
        };
        match self {
            Expectation::Yes => "`yes`".to_owned(),
            Expectation::No => "`no`".to_owned(),
            Expectation::Answered => "an answer".to_owned(),
            Expectation::AtLeast(amount) => format!("at least {}", amount.show(kind)),
            Expectation::AtMost(amount) => format!("at most {}", amount.show(kind)),
            Expectation::OneOf(words) => format!("one of: {}", labels(words)),
            Expectation::Includes(words) => format!("all of: {}", labels(words)),
            Expectation::IncludesAny(words) => format!("at least one of: {}", labels(words)),
            Expectation::EveryRow(columns) => {
                let parts: Vec<String> = columns
                    .iter()
                    .filter_map(|(at, expectation)| {
                        let column = kind.columns().get(*at)?;
                        Some(format!("{} {}", column.label, expectation.show(&column.answer)))
                    })
                    .collect();
                format!("in every row: {}", parts.join("; "))
            }
        }
    }
}

impl Amount {
    fn read(node: &Node) -> Option<Self> {
        let text = node.text()?;
        if let Ok(number) = text.parse::<f64>() {
            return number.is_finite().then_some(Amount::Number(number));
        }
        Duration::from_text(text).map(Amount::Length)
    }

    fn show(self, kind: &AnswerType) -> String {
        let number = match self {
            Amount::Length(length) => return length.show(),
            Amount::Number(number) => number,
        };
        let of = |word: &str| {
            let plural = if (number - 1.0).abs() < f64::EPSILON { "" } else { "s" };
            format!("{} {word}{plural}", show_number(number))
        };
        match kind {
            AnswerType::Number(kind) => format!("{} {}", show_number(number), kind.unit),
            AnswerType::Money { .. } => format!("£{}", show_number(number)),
            AnswerType::Table(_) => of("row"),
            AnswerType::Choices(_) => of("option"),
            _ => of("item"),
        }
    }
}
