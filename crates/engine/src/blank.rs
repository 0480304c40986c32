//! A blank plan: every question with its explanation as a comment, made from the checklists.

use crate::answer_type::AnswerType;
use crate::catalogue::Catalogue;
use crate::checklist::{Checklist, Group, Question};
use crate::value::{write_inline, write_scalar};

/// How wide comments are at the most, in characters.
const WIDTH: usize = 100;

/// How a blank plan begins.
#[derive(Debug, Clone, Copy, Default)]
pub struct BlankOptions {
    /// Whether `plan.schema.json` stands beside the plan, for editors that read it.
    pub with_schema: bool,
}

/// The text of a blank plan.
pub fn blank_plan(catalogue: &Catalogue, options: BlankOptions) -> String {
    let mut text = String::new();
    if options.with_schema {
        text.push_str("# yaml-language-server: $schema=plan.schema.json\n");
    }
    let version = &catalogue.handbook.version;
    comment(&mut text, 0, &format!("A plan for a social prescribing scheme, question set {version}."));
    comment(
        &mut text,
        0,
        "Write each answer after its colon. What you leave blank counts as not answered yet. Any question can take the long form:",
    );
    text.push_str(
        "#\n#   steering_group:\n#     answer: planned                # planned counts with an owner and a due date\n",
    );
    text.push_str("#     owner: Head of Public Health\n#     due: 2027-01-31\n#     note: Two practices have offered.\n#     evidence: minutes-2026-10.pdf\n#\n");
    comment(&mut text, 0, "A question that does not apply is set aside with a reason and a review date:");
    text.push_str("#\n#   lone_worker_policy: { answer: not_applicable, reason: All contact is by phone., review: 2027-06-01 }\n#\n");
    comment(&mut text, 0, "Your own comments are kept. Then run: sp-plan check plan.yaml");
    text.push_str(&format!("sp_plan: {version:?}\n"));
    for checklist in &catalogue.checklists {
        write_checklist(&mut text, catalogue, checklist);
    }
    text
}

fn write_checklist(text: &mut String, catalogue: &Catalogue, checklist: &Checklist) {
    text.push('\n');
    comment(text, 0, &format!("==== {} ====", checklist.title));
    comment(text, 0, &checklist.summary);
    text.push_str(&format!("{}:\n", checklist.id));
    for group in &checklist.groups {
        write_group(text, catalogue, group);
    }
}

fn write_group(text: &mut String, catalogue: &Catalogue, group: &Group) {
    let mut depth = 2;
    if let Some(id) = &group.id {
        text.push('\n');
        comment(text, 2, &format!("---- {} ----", group.title));
        if let Some(intro) = &group.intro {
            comment(text, 2, intro);
        }
        text.push_str(&format!("  {id}:\n"));
        depth = 4;
    }
    for question in catalogue.in_group(group).iter().filter(|question| question.retired.is_none()) {
        let condition = catalogue.questions.find(&question.path).and_then(|at| catalogue.condition_in_words(at));
        write_question(text, depth, question, condition);
    }
}

fn write_question(text: &mut String, depth: usize, question: &Question, condition: Option<String>) {
    text.push('\n');
    comment(text, depth, &question.ask);
    if let Some(hint) = &question.hint {
        comment(text, depth, hint);
    }
    comment(text, depth, &format!("Answer: {}.", how_to_answer(&question.answer)));
    if let Some(condition) = condition {
        comment(text, depth, &format!("Asked only when {condition}."));
    }
    if let AnswerType::Table(columns) = &question.answer {
        for column in columns {
            let required = if column.required { ", needed in every row" } else { "" };
            comment(
                text,
                depth,
                &format!("  {}: {} ({}{required})", column.id, column.label, how_to_answer(&column.answer)),
            );
        }
    }
    if let Some(example) = &question.example {
        match example.sequence().filter(|rows| rows.iter().all(|row| row.mapping().is_some())) {
            Some(rows) => {
                comment(text, depth, "Example:");
                for row in rows {
                    text.push_str(&format!("{:depth$}#   - {}\n", "", write_inline(row)));
                }
            }
            None => text.push_str(&format!("{:depth$}# Example: {}\n", "", write_inline(example).replace('\n', " "))),
        }
    }
    text.push_str(&format!("{:depth$}{}:\n", "", question.id));
}

/// How to write an answer of this type, with the words that it can be.
pub fn how_to_answer(answer: &AnswerType) -> String {
    let ids = || answer.options().iter().map(|option| write_scalar(&option.id)).collect::<Vec<_>>().join(", ");
    match answer {
        AnswerType::YesNo => "yes, no or planned".to_owned(),
        AnswerType::Choice(_) => format!("one of {}", ids()),
        AnswerType::Choices(_) => format!("any of [{}]", ids()),
        other => other.expected().replace('`', ""),
    }
}

/// Writes a text as comment lines, broken between words.
fn comment(text: &mut String, depth: usize, words: &str) {
    let mut line = String::new();
    let indent = words.len() - words.trim_start().len();
    for word in words.split_whitespace() {
        let used = depth + 2 + line.chars().count();
        if !line.is_empty() && used + 1 + word.chars().count() > WIDTH {
            text.push_str(&format!("{:depth$}# {:indent$}{line}\n", "", ""));
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    text.push_str(&format!("{:depth$}# {:indent$}{line}\n", "", ""));
}
