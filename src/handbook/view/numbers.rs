//! The questions as the script of the results needs them: what each is called, where it is asked, and which numbers it or
//! a column of its table takes.

use serde::Serialize;
use sp_plan_engine::answer_type::AnswerType;

use super::Model;

/// A question, or a column of a table that takes a number.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Asked {
    path: String,
    label: String,
    /// Where it is asked, from the root of the handbook.
    address: String,
    /// The numbers that it takes; nothing when it takes none.
    number: Option<Number>,
}

/// The numbers that something takes.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
struct Number {
    /// The word for the type of the answer.
    kind: &'static str,
    unit: String,
    min: Option<f64>,
    max: Option<f64>,
    whole: bool,
}

impl Number {
    fn of(answer: &AnswerType) -> Option<Self> {
        let kind = answer.word();
        match answer {
            AnswerType::Number(number) => {
                Some(Self { kind, unit: number.unit.clone(), min: number.min, max: number.max, whole: number.integer })
            }
            AnswerType::Money { .. } | AnswerType::Duration => Some(Self { kind, ..Self::default() }),
            _ => None,
        }
    }
}

impl Asked {
    /// All questions that are not retired, each with the columns of its table that take a number.
    pub(crate) fn all(model: &Model<'_>) -> Vec<Self> {
        let catalogue = model.catalogue;
        let mut all = Vec::new();
        for checklist in &catalogue.checklists {
            let questions = checklist.questions().map(|at| catalogue.question(at));
            for question in questions.filter(|question| question.retired.is_none()) {
                let address = format!("checklists/{}.html#{}", checklist.id, question.path);
                if let AnswerType::Table(columns) = &question.answer {
                    all.extend(columns.iter().filter_map(|column| {
                        let number = Some(Number::of(&column.answer)?);
                        let path = format!("{}.{}", question.path, column.id);
                        Some(Self { path, label: column.label.clone(), address: address.clone(), number })
                    }));
                }
                let (path, label) = (question.path.clone(), question.label.clone());
                all.push(Self { path, label, address, number: Number::of(&question.answer) });
            }
        }
        all
    }
}
