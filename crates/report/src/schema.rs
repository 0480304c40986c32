//! The JSON Schema (draft 2020-12) of a plan, made from the checklists, so that editors complete and explain.

use serde_json::{Map, Value, json};
use sp_plan_engine::answer_type::{AnswerOption, AnswerType};
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::checklist::{Checklist, Column, Group, Question};

/// The schema as indented JSON, which ends with a line break.
///
/// # Errors
///
/// None that these types can give; `serde_json` may.
pub fn plan_schema(catalogue: &Catalogue) -> Result<String, serde_json::Error> {
    let mut properties = Map::new();
    let version = &catalogue.handbook.version;
    properties.insert(
        "sp_plan".to_owned(),
        json!({ "description": "The version of the question set that the plan was written for.", "type": ["string", "number", "null"], "examples": [version] }),
    );
    properties.insert("retired".to_owned(), json!({ "description": "Answers to questions that are no longer asked." }));
    for checklist in &catalogue.checklists {
        properties.insert(checklist.id.clone(), checklist_schema(catalogue, checklist));
    }
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": format!("A plan for a social prescribing scheme, question set {version}"),
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
        "$defs": definitions(),
    });
    let mut text = serde_json::to_string_pretty(&schema)?;
    text.push('\n');
    Ok(text)
}

/// What answers share: texts, dates, amounts, and the fields of the long form.
fn definitions() -> Value {
    json!({
        "text": { "type": ["string", "number", "boolean"] },
        "date": { "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "description": "A date, year first, such as 2027-04-01." },
        "yes_no": { "enum": ["yes", "no", "planned", "Yes", "No", "Planned", "YES", "NO", "on", "off", true, false] },
        "money": { "anyOf": [
            { "type": "number", "minimum": 0 },
            { "type": "string", "pattern": "^£? ?[0-9]{1,3}(,[0-9]{3})*(\\.[0-9]+)?$|^£? ?[0-9]+(\\.[0-9]+)?$" }
        ] },
        "duration": { "type": "string", "pattern": "^ *[0-9][0-9,.]* +([Dd]ay|[Ww]eek|[Mm]onth|[Yy]ear)s? *$", "description": "A length of time, such as 6 weeks or 3 months." },
        "grouped_number": { "type": "string", "pattern": "^-?[0-9]{1,3}(,[0-9]{3})+(\\.[0-9]+)?$" },
        "note": { "description": "A remark.", "type": ["string", "number", "boolean", "null"] },
        "evidence": { "description": "What shows that it is so: a document, or a list of them.", "anyOf": [
            { "type": ["string", "number", "null"] }, { "type": "array", "items": { "type": ["string", "number"] } }
        ] },
        "owner": { "description": "Who sees to it.", "type": ["string", "null"] },
        "due": { "description": "By when, year first.", "anyOf": [{ "$ref": "#/$defs/date" }, { "type": "null" }] },
        "reason": { "description": "Why the question does not apply.", "type": ["string", "null"] },
        "review": { "description": "When the exception is looked at again, year first.", "anyOf": [{ "$ref": "#/$defs/date" }, { "type": "null" }] },
        "confirmed": { "description": "`no` on an answer copied from another plan, which does not count until your group has agreed it.", "enum": ["yes", "no", "Yes", "No", "YES", "NO", "on", "off", true, false, null] },
    })
}

fn checklist_schema(catalogue: &Catalogue, checklist: &Checklist) -> Value {
    let mut properties = Map::new();
    for group in &checklist.groups {
        let questions = group_properties(catalogue, group);
        match &group.id {
            None => properties.extend(questions),
            Some(id) => {
                let schema = json!({
                    "title": group.title,
                    "description": group.intro.as_deref().unwrap_or(&group.title),
                    "type": ["object", "null"],
                    "properties": questions,
                    "additionalProperties": false,
                });
                properties.insert(id.clone(), schema);
            }
        }
    }
    json!({
        "title": checklist.title,
        "description": checklist.summary,
        "type": ["object", "null"],
        "properties": properties,
        "additionalProperties": false,
    })
}

fn group_properties(catalogue: &Catalogue, group: &Group) -> Map<String, Value> {
    let questions = catalogue.in_group(group).iter().filter(|question| question.retired.is_none());
    questions
        .map(|question| {
            let condition = catalogue.questions.find(&question.path).and_then(|at| catalogue.condition_in_words(at));
            (question.id.clone(), question_schema(question, condition))
        })
        .collect()
}

fn question_schema(question: &Question, condition: Option<String>) -> Value {
    let short = answer_schema(&question.answer);
    let mut long_answer = vec![short.clone(), json!({ "type": "null" })];
    if question.can_be_excepted {
        long_answer
            .push(json!({ "const": "not_applicable", "description": "Set aside: add a reason and a review date." }));
    }
    let mut description = format!("{} {}", question.ask, question.why);
    if let Some(hint) = &question.hint {
        description.push(' ');
        description.push_str(hint);
    }
    if let Some(condition) = condition {
        description.push_str(&format!(" Asked only when {condition}."));
    }
    json!({
        "title": question.label,
        "description": description,
        "anyOf": [
            { "type": "null" },
            short,
            {
                "type": "object",
                "properties": {
                    "answer": { "anyOf": long_answer },
                    "note": { "$ref": "#/$defs/note" },
                    "evidence": { "$ref": "#/$defs/evidence" },
                    "owner": { "$ref": "#/$defs/owner" },
                    "due": { "$ref": "#/$defs/due" },
                    "reason": { "$ref": "#/$defs/reason" },
                    "review": { "$ref": "#/$defs/review" },
                    "confirmed": { "$ref": "#/$defs/confirmed" },
                },
                "additionalProperties": false,
            }
        ],
    })
}

fn answer_schema(answer: &AnswerType) -> Value {
    match answer {
        AnswerType::YesNo => json!({ "$ref": "#/$defs/yes_no" }),
        AnswerType::Choice(options) => one_option(options),
        AnswerType::Choices(options) => {
            json!({ "type": "array", "items": one_option(options), "description": "Options in square brackets." })
        }
        AnswerType::Number(number) => {
            let mut schema = Map::new();
            schema.insert("type".to_owned(), json!(if number.integer { "integer" } else { "number" }));
            schema.insert("description".to_owned(), json!(format!("A number ({}).", number.unit)));
            if let Some(min) = number.min {
                schema.insert("minimum".to_owned(), json!(min));
            }
            if let Some(max) = number.max {
                schema.insert("maximum".to_owned(), json!(max));
            }
            json!({ "anyOf": [schema, { "$ref": "#/$defs/grouped_number" }] })
        }
        AnswerType::Money { .. } => json!({ "$ref": "#/$defs/money" }),
        AnswerType::Duration => json!({ "$ref": "#/$defs/duration" }),
        AnswerType::Date => json!({ "$ref": "#/$defs/date" }),
        AnswerType::Person | AnswerType::Text => json!({ "$ref": "#/$defs/text" }),
        AnswerType::List => json!({ "type": "array", "items": { "$ref": "#/$defs/text" } }),
        AnswerType::Table(columns) => {
            let properties: Map<String, Value> =
                columns.iter().map(|column| (column.id.clone(), column_schema(column))).collect();
            let required: Vec<&str> =
                columns.iter().filter(|column| column.required).map(|column| column.id.as_str()).collect();
            json!({
                "type": "array",
                "items": { "type": "object", "properties": properties, "required": required, "additionalProperties": false },
            })
        }
    }
}

fn one_option(options: &[AnswerOption]) -> Value {
    let each: Vec<Value> =
        options.iter().map(|option| json!({ "const": option.id, "description": option.label })).collect();
    json!({ "oneOf": each })
}

fn column_schema(column: &Column) -> Value {
    json!({
        "title": column.label,
        "description": column.ask,
        "anyOf": [answer_schema(&column.answer), { "type": "null" }],
    })
}
