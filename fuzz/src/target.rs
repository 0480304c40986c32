//! The targets: what must hold for every YAML, plan, file of a handbook, and expression.

mod expression;
mod handbook;
mod plan;
mod yaml;

pub(crate) use expression::holds as expression;
pub(crate) use handbook::holds as handbook;
pub(crate) use plan::holds as plan;
pub(crate) use yaml::holds as yaml;

use sp_plan_engine::Date;
use sp_plan_engine::check::CheckOptions;
use sp_plan_engine::checklist::Stage;
use sp_plan_engine::place::{SourceText, Span};

/// The small handbook, which has a question of every type.
fn small_handbook() -> Vec<SourceText> {
    vec![
        SourceText::new("scheme.yaml", include_str!("../handbook/scheme.yaml")),
        SourceText::new("types.yaml", include_str!("../handbook/types.yaml")),
    ]
}

/// A day, the same every time, and a stage.
fn on_a_day(stage: Option<Stage>) -> CheckOptions {
    CheckOptions { today: Date::constant(2027, 1, 1), stage }
}

/// A place has to be a piece of its text: no place is past its end or inside a character.
fn assert_place(text: &str, span: Span, what: &dyn std::fmt::Debug) {
    assert!(text.get(span.range()).is_some(), "a place is no piece of the text: {what:?}");
}
