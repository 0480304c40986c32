//! `show_if` in words: *asked only when Steering group is yes*, with each question named by its label and linked.

use sp_plan_engine::answer_type::AnswerType;
use sp_plan_engine::checklist::Column;
use sp_plan_engine::expression::{Comparison, Expression};
use sp_plan_engine::value::{show_date, show_number};

use super::{Model, Piece};

/// The condition in words; none for one that has no short way of saying it, which is then shown as it is written.
///
/// The walk follows the tree that the engine made, whose depth it limits.
pub(super) fn in_words(model: &Model<'_>, condition: &Expression) -> Option<Vec<Piece>> {
    match condition {
        Expression::And(left, right) => joined(model, left, " and ", right),
        Expression::Or(left, right) => joined(model, left, ", or ", right),
        Expression::Compare(comparison, left, right) => compared(model, *comparison, left, right),
        Expression::Answered(inner) => match &**inner {
            Expression::Answer(question) => Some(about(model, *question, " has an answer")),
            _ => None,
        },
        Expression::Within(word, set) => match (&**word, &**set) {
            (Expression::Word(word), Expression::Answer(question)) => {
                let label = option_label(&model.catalogue.question(*question).answer, word);
                Some(about(model, *question, &format!(" includes “{label}”")))
            }
            _ => None,
        },
        Expression::Includes { all, set, wanted } => match (&**set, &**wanted) {
            (Expression::Answer(question), Expression::Words(words)) => {
                let answer = &model.catalogue.question(*question).answer;
                let labels: Vec<String> =
                    words.iter().map(|word| format!("“{}”", option_label(answer, word))).collect();
                let last_word = if *all { "and" } else { "or" };
                Some(about(model, *question, &format!(" includes {}", listed(&labels, last_word))))
            }
            _ => None,
        },
        _ => None,
    }
}

/// The condition of a table's column. The engine keeps its text alone, and nearly all are of the form
/// `row.column == "word"`; any other is shown as it is written.
pub(super) fn column_in_words(columns: &[Column], text: &str) -> Option<String> {
    let (name, word) = text.split_once("==")?;
    let column = columns.iter().find(|column| name.trim().strip_prefix("row.") == Some(&column.id))?;
    let word = word.trim().strip_prefix('"')?.strip_suffix('"')?;
    if word.contains('"') {
        return None;
    }
    Some(format!("{} is {}", column.label, shown_word(&column.answer, word)))
}

fn joined(model: &Model<'_>, left: &Expression, word: &str, right: &Expression) -> Option<Vec<Piece>> {
    let mut pieces = in_words(model, left)?;
    pieces.push(Piece::words(word));
    // Brackets keep the two sides of a mixed condition together.
    let mixed = matches!(right, Expression::And(..) | Expression::Or(..));
    let right = in_words(model, right)?;
    if mixed {
        pieces.push(Piece::words("("));
        pieces.extend(right);
        pieces.push(Piece::words(")"));
    } else {
        pieces.extend(right);
    }
    Some(pieces)
}

fn compared(
    model: &Model<'_>,
    comparison: Comparison,
    left: &Expression,
    right: &Expression,
) -> Option<Vec<Piece>> {
    let Expression::Answer(question) = left else { return None };
    let answer = &model.catalogue.question(*question).answer;
    let value = match right {
        Expression::Word(word) => shown_word(answer, word),
        Expression::Number(number) => match answer {
            AnswerType::Money { .. } => format!("£{}", show_number(*number)),
            _ => show_number(*number),
        },
        Expression::Length(length) => length.show(),
        Expression::Date(date) => show_date(*date),
        Expression::Today => "today".to_owned(),
        _ => return None,
    };
    let verb = match comparison {
        Comparison::Equal => "is",
        Comparison::NotEqual => "is not",
        Comparison::Less => "is less than",
        Comparison::AtMost => "is at most",
        Comparison::Greater => "is more than",
        Comparison::AtLeast => "is at least",
    };
    Some(about(model, *question, &format!(" {verb} {value}")))
}

fn about(model: &Model<'_>, question: usize, words: &str) -> Vec<Piece> {
    vec![Piece::link(model.question_link(question)), Piece::words(words)]
}

fn option_label<'a>(answer: &'a AnswerType, word: &'a str) -> &'a str {
    answer.option_label(word).unwrap_or(word)
}

/// `yes` and `no` as they are, and the labels of options in quotation marks.
fn shown_word(answer: &AnswerType, word: &str) -> String {
    if *answer == AnswerType::YesNo { word.to_owned() } else { format!("“{}”", option_label(answer, word)) }
}

fn listed(labels: &[String], last_word: &str) -> String {
    match labels.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} {last_word} {last}", before.join(", ")),
        None => String::new(),
    }
}
