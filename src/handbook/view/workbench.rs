//! What the pages of the workbench show besides questions: the fields of an answer's long form, the sections of a plan and
//! the ingredients.

use serde::Serialize;
use sp_plan_engine::answer_type::AnswerType;
use sp_plan_engine::verdict::FORMULA;

use super::field::Field;
use super::number::Number;
use super::{Link, Model};

/// The workbench.
#[derive(Debug, Serialize)]
pub(crate) struct Workbench {
    /// The version of the question set.
    version: String,
    /// What any answer can say besides itself.
    details: Vec<Field>,
    /// What is said of a question that is set aside.
    set_aside: Vec<Field>,
    /// Whether the group has agreed an answer that was copied from another plan.
    confirmed: Field,
    /// The checklists.
    sections: Vec<Section>,
    /// The essential ingredients.
    ingredients: Vec<Ingredient>,
    /// How the verdict of an ingredient is reached.
    formula: &'static str,
    /// What takes a number, and which.
    numbers: Vec<Number>,
}

/// A checklist as a section of a plan.
#[derive(Debug, Serialize)]
struct Section {
    id: String,
    title: String,
    summary: String,
    address: String,
    /// How many questions it has, whether they are asked or not.
    count: usize,
    /// Its groups, for the answers read through.
    groups: Vec<Link>,
}

/// An ingredient, with the section that explains it.
#[derive(Debug, Serialize)]
struct Ingredient {
    id: String,
    title: String,
    address: String,
}

impl Workbench {
    /// The workbench of a handbook.
    pub(crate) fn new(model: &Model<'_>) -> Self {
        let catalogue = model.catalogue;
        let sections = catalogue.checklists.iter().map(|checklist| {
            let address = format!("checklists/{}.html", checklist.id);
            let groups = checklist.groups.iter().filter_map(|group| {
                let id = group.id.as_ref()?;
                Some(Link::new(format!("{address}#{}.{id}", checklist.id), &group.title))
            });
            Section {
                id: checklist.id.clone(),
                title: checklist.title.clone(),
                summary: checklist.summary.clone(),
                groups: groups.collect(),
                count: checklist.questions().filter(|&at| catalogue.question(at).retired.is_none()).count(),
                address,
            }
        });
        let ingredients = catalogue.ingredients.iter().map(|ingredient| Ingredient {
            id: ingredient.id.clone(),
            title: ingredient.title.clone(),
            address: format!("ingredients.html#{}", ingredient.id),
        });
        Self {
            version: catalogue.handbook.version.clone(),
            details: vec![
                Field::of_detail("note", "Note", &AnswerType::Text, Some("Anything that the group should remember.")),
                Field::of_detail(
                    "evidence",
                    "Evidence",
                    &AnswerType::List,
                    Some("Papers, minutes or links that show it. Write each on a line of its own."),
                ),
                Field::of_detail("owner", "Owner", &AnswerType::Person, Some("Who sees to it: a name or a role.")),
                Field::of_detail("due", "Due", &AnswerType::Date, Some("By when, for example 2027-01-31.")),
            ],
            set_aside: vec![
                Field::of_detail("reason", "Reason", &AnswerType::Text, Some("Why it does not apply to this scheme.")),
                Field::of_detail(
                    "review",
                    "Look again on",
                    &AnswerType::Date,
                    Some("For example 2027-06-01. After that day the question counts as open again."),
                ),
            ],
            confirmed: Field::of_confirmation(),
            sections: sections.collect(),
            ingredients: ingredients.collect(),
            formula: FORMULA,
            numbers: Number::all(model),
        }
    }
}
