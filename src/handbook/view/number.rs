//! What takes a number: questions and columns of tables, with how large the number may be. The results let people try other
//! numbers than those of a plan.

use serde::Serialize;
use sp_plan_engine::answer_type::{AnswerType, NumberType};

use super::Model;

/// A question, or a column of a table, that takes a number, an amount or a length of time.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Number {
    path: String,
    label: String,
    /// The word for the type of the answer.
    kind: &'static str,
    unit: String,
    min: Option<f64>,
    max: Option<f64>,
    whole: bool,
}

impl Number {
    /// All of them, in the order of the checklists.
    pub(crate) fn all(model: &Model<'_>) -> Vec<Self> {
        let catalogue = model.catalogue;
        let mut all = Vec::new();
        for checklist in &catalogue.checklists {
            let questions = checklist.questions().map(|at| catalogue.question(at));
            for question in questions.filter(|question| question.retired.is_none()) {
                if let AnswerType::Table(columns) = &question.answer {
                    all.extend(columns.iter().filter_map(|column| {
                        let path = format!("{}.{}", question.path, column.id);
                        Self::of(path, &column.label, &column.answer)
                    }));
                } else {
                    all.extend(Self::of(question.path.clone(), &question.label, &question.answer));
                }
            }
        }
        all
    }

    /// What takes an answer of a type; nothing when it is no number.
    fn of(path: String, label: &str, answer: &AnswerType) -> Option<Self> {
        let bounds = match answer {
            AnswerType::Number(number) => number.clone(),
            AnswerType::Money { .. } | AnswerType::Duration => NumberType::default(),
            _ => return None,
        };
        Some(Self {
            path,
            label: label.to_owned(),
            kind: answer.word(),
            unit: bounds.unit,
            min: bounds.min,
            max: bounds.max,
            whole: bounds.integer,
        })
    }
}
