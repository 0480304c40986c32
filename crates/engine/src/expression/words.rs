//! An expression in words for a reader: `setup.partnerships.steering_group == "yes"` is *“Steering group” is yes*.

use super::{Comparison, Expression, Operator, RowName, RowTest};
use crate::answer_type::AnswerType;
use crate::calculators::DERIVED;
use crate::catalogue::Catalogue;
use crate::value::{joined, lower_first, show_date, show_number};

impl Expression {
    /// The expression in words, with the labels of questions and options.
    pub fn words(&self, catalogue: &Catalogue) -> String {
        match self {
            Expression::Truth(true) => "always".to_owned(),
            Expression::Truth(false) => "never".to_owned(),
            Expression::Number(number) => show_number(*number),
            Expression::Word(word) => word.clone(),
            Expression::Words(words) => joined(words),
            Expression::Length(length) => length.show(),
            Expression::Date(date) => show_date(*date),
            Expression::Today => "today".to_owned(),
            Expression::Answer(question) => format!("“{}”", catalogue.question(*question).label),
            Expression::Derived(derived) => {
                format!("“{}”", DERIVED.get(*derived).map_or("", |derived| derived.label))
            }
            Expression::Parameter(parameter) => {
                let record = catalogue.questions.parameters().get(*parameter);
                record.map_or_else(String::new, |record| {
                    format!("{} ({} {})", lower_first(&record.label), show_number(record.value), record.unit)
                })
            }
            Expression::Cell { row, table, column } => {
                let label = catalogue.question(*table).answer.columns().get(*column).map_or("", |column| &column.label);
                match row {
                    RowName::Row => format!("“{label}” in the row"),
                    RowName::Item => format!("“{label}”"),
                }
            }
            Expression::Not(inner) => format!("it is not so that {}", inner.words(catalogue)),
            Expression::And(left, right) => {
                format!("{} and {}", left.side(catalogue, false), right.side(catalogue, false))
            }
            Expression::Or(left, right) => format!("{} or {}", left.side(catalogue, true), right.side(catalogue, true)),
            Expression::Compare(comparison, left, right) => {
                let kind = left.kind(catalogue).or_else(|| right.kind(catalogue));
                let is = match comparison {
                    Comparison::Equal => "is",
                    Comparison::NotEqual => "is not",
                    Comparison::Less => "is less than",
                    Comparison::AtMost => "is at most",
                    Comparison::Greater => "is more than",
                    Comparison::AtLeast => "is at least",
                };
                format!("{} {is} {}", left.labelled(kind, catalogue), right.labelled(kind, catalogue))
            }
            Expression::Within(element, set) => {
                let kind = set.kind(catalogue).or_else(|| element.kind(catalogue));
                match **set {
                    Expression::Words(_) => {
                        format!("{} is one of: {}", element.labelled(kind, catalogue), set.labelled(kind, catalogue))
                    }
                    _ => format!("{} includes {}", set.words(catalogue), element.labelled(kind, catalogue)),
                }
            }
            Expression::Arithmetic(operator, left, right) => {
                let sign = match operator {
                    Operator::Add => "+",
                    Operator::Subtract => "−",
                    Operator::Multiply => "×",
                    Operator::Divide => "÷",
                };
                format!("{} {sign} {}", left.words(catalogue), right.words(catalogue))
            }
            Expression::Answered(inner) => format!("{} is answered", inner.words(catalogue)),
            Expression::Given(question) => format!("“{}” is answered", catalogue.question(*question).label),
            Expression::SetAside(question) => format!("“{}” is set aside", catalogue.question(*question).label),
            Expression::Complete(questions) => {
                let labels: Vec<String> = questions.iter().map(|&at| catalogue.question(at).label.clone()).collect();
                format!("every one of these is answered: {}", joined(&labels))
            }
            Expression::Count(inner) => format!("the number of entries in {}", inner.words(catalogue)),
            Expression::Includes { all, set, wanted } => {
                let which = if *all { "all of" } else { "at least one of" };
                format!(
                    "{} includes {which}: {}",
                    set.words(catalogue),
                    wanted.labelled(set.kind(catalogue), catalogue)
                )
            }
            Expression::Rows { which, table, test } => {
                let which = if *which == RowTest::Every { "in every row" } else { "in at least one row" };
                format!("{which} of “{}” {}", catalogue.question(*table).label, test.words(catalogue))
            }
        }
    }

    /// One side of *and* or *or*, in brackets where the other of the two stands in it.
    fn side(&self, catalogue: &Catalogue, in_or: bool) -> String {
        let words = self.words(catalogue);
        match self {
            Expression::And(..) if in_or => format!("({words})"),
            Expression::Or(..) if !in_or => format!("({words})"),
            _ => words,
        }
    }

    /// The type of the answer that an expression stands for, when it is an answer.
    fn kind<'a>(&self, catalogue: &'a Catalogue) -> Option<&'a AnswerType> {
        match self {
            Expression::Answer(question) => Some(&catalogue.question(*question).answer),
            Expression::Cell { table, column, .. } => {
                catalogue.question(*table).answer.columns().get(*column).map(|column| &column.answer)
            }
            _ => None,
        }
    }

    /// The words of a literal as the labels of a question's options; everything else as it is.
    fn labelled(&self, kind: Option<&AnswerType>, catalogue: &Catalogue) -> String {
        let label = |word: &String| kind.and_then(|kind| kind.option_label(word)).unwrap_or(word).to_owned();
        match self {
            Expression::Word(word) => label(word),
            Expression::Words(words) => joined(&words.iter().map(label).collect::<Vec<_>>()),
            other => other.words(catalogue),
        }
    }
}
