//! Expressions in words, with the name of each question as a link to it.

use sp_plan_engine::checklist::Column;
use sp_plan_engine::expression::Expression;

use super::{Model, Piece};

/// An expression in the engine's words. The engine puts the labels of questions in quotation marks, and each such label
/// becomes a link.
pub(super) fn in_words(model: &Model<'_>, expression: &Expression) -> Vec<Piece> {
    let links: Vec<_> = expression.questions().iter().map(|&at| model.question_link(at)).collect();
    let words = expression.words(model.catalogue);
    let mut pieces = Vec::new();
    let mut rest = words.as_str();
    while let Some((before, (label, after))) =
        rest.split_once('“').and_then(|(before, after)| Some((before, after.split_once('”')?)))
    {
        match links.iter().find(|link| link.text == label) {
            Some(link) => {
                if !before.is_empty() {
                    pieces.push(Piece::words(before));
                }
                pieces.push(Piece::link(link.clone()));
            }
            None => pieces.push(Piece::words(format!("{before}“{label}”"))),
        }
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::words(rest));
    }
    pieces
}

/// The condition of a table's column. The engine keeps its text alone, and nearly all are of the form
/// `row.column == "word"`; any other is shown as it is written.
pub(super) fn column_in_words(columns: &[Column], text: &str) -> Option<String> {
    let (name, word) = text.split_once("==")?;
    let column = columns.iter().find(|column| name.trim().strip_prefix("row.") == Some(&column.id))?;
    let word = word.trim().strip_prefix('"')?.strip_suffix('"').filter(|word| !word.contains('"'))?;
    Some(format!("{} is {}", column.label, column.answer.option_label(word).unwrap_or(word)))
}
