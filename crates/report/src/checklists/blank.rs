//! Room for an answer, as the blank checklist gives it.

use sp_plan_engine::answer_type::AnswerType;
use sp_plan_engine::catalogue::Catalogue;

use super::QuestionView;
use super::answer::Shown;

/// How many entries a table has room for.
const ENTRIES: usize = 3;
/// How many lines a text or a list has room for.
const LINES: usize = 3;

/// A question with room for its answer.
pub(super) fn question(catalogue: &Catalogue, at: usize, number: String) -> QuestionView {
    let question = catalogue.question(at);
    QuestionView {
        number,
        path: question.path.clone(),
        ask: question.ask.clone(),
        hint: question.hint.clone(),
        asked_when: catalogue.condition_in_words(at),
        shown: room(&question.answer),
        details: Vec::new(),
        findings: Vec::new(),
    }
}

fn room(kind: &AnswerType) -> Shown {
    match kind {
        AnswerType::YesNo => {
            Shown::Boxes { options: ["Yes", "No", "Planned"].map(|word| (word.to_owned(), None)).to_vec(), many: false }
        }
        AnswerType::Choice(options) | AnswerType::Choices(options) => Shown::Boxes {
            options: options.iter().map(|option| (option.label.clone(), option.hint.clone())).collect(),
            many: matches!(kind, AnswerType::Choices(_)),
        },
        AnswerType::Text | AnswerType::List => Shown::Lines { count: LINES },
        AnswerType::Table(columns) => Shown::Entries {
            columns: columns.iter().map(|column| (column.label.clone(), what_fits(&column.answer))).collect(),
            entries: ENTRIES,
        },
        other => Shown::Line { unit: unit(other) },
    }
}

/// What stands after a line, or in its place for a pen: the unit, or how to write such an answer.
fn unit(kind: &AnswerType) -> Option<String> {
    match kind {
        AnswerType::Number(number) => Some(number.unit.clone()),
        AnswerType::Money { per: Some(per) } => Some(format!("pounds a {per}")),
        AnswerType::Money { per: None } => Some("pounds".to_owned()),
        AnswerType::Duration => Some("days, weeks, months or years".to_owned()),
        AnswerType::Date => Some("day, month, year".to_owned()),
        AnswerType::Person => Some("a name or a role".to_owned()),
        _ => None,
    }
}

/// What may stand in a cell: the options of a choice, or the unit.
fn what_fits(kind: &AnswerType) -> Option<String> {
    match kind {
        AnswerType::YesNo => Some("yes, no or planned".to_owned()),
        AnswerType::Choice(options) | AnswerType::Choices(options) => {
            let labels: Vec<&str> = options.iter().map(|option| option.label.as_str()).collect();
            let which = if matches!(kind, AnswerType::Choices(_)) { "any of" } else { "one of" };
            Some(format!("{which}: {}", labels.join("; ")))
        }
        other => unit(other),
    }
}
