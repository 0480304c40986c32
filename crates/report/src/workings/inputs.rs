//! What goes into a working, each once, by where it comes from.

use serde::Serialize;
use sp_plan_engine::calculators::{DERIVED, Input, Origin, Working};
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::parameter::ParameterBasis;
use sp_plan_engine::place::LineIndex;

/// Inputs that come from the same place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct InputsFrom {
    /// Where they come from.
    pub(crate) origin: &'static str,
    /// Each with its value, those of the plan with their line.
    pub(crate) inputs: Vec<String>,
}

impl InputsFrom {
    /// Whether these are answers, or stand on answers.
    pub(super) fn is_from_the_plan(&self) -> bool {
        [ORIGINS.first(), ORIGINS.last()].contains(&Some(&self.origin))
    }
}

/// The places, in the order in which they are named.
const ORIGINS: [&str; 5] = [
    "From the plan",
    "From the guide, without a source there (indicative, 2017)",
    "With a source",
    "Assumed by the handbook",
    "From other workings",
];

/// The inputs of all steps that have a result. Results of earlier steps of the same working are left out: they stand
/// above.
pub(super) fn by_origin(catalogue: &Catalogue, lines: &LineIndex<'_>, working: &Working) -> Vec<InputsFrom> {
    let mut groups = ORIGINS.map(|origin| InputsFrom { origin, inputs: Vec::new() });
    for input in working.steps.iter().filter(|step| step.result.is_some()).flat_map(|step| &step.inputs) {
        let Some((at, text)) = placed(catalogue, lines, working, input) else { continue };
        if let Some(group) = groups.get_mut(at)
            && !group.inputs.contains(&text)
        {
            group.inputs.push(text);
        }
    }
    groups.into_iter().filter(|group| !group.inputs.is_empty()).collect()
}

/// The position in [`ORIGINS`] of an input, and its words; none for what is missing or stands above.
fn placed(catalogue: &Catalogue, lines: &LineIndex<'_>, working: &Working, input: &Input) -> Option<(usize, String)> {
    let text = format!("{}: {}", input.label, input.value.as_ref()?);
    match input.origin {
        Origin::Answer { span, .. } => {
            let line = span.map(|span| format!(" (line {})", lines.line_and_column(span.start).0));
            Some((0, text + &line.unwrap_or_default()))
        }
        Origin::Parameter(at) => {
            let basis = catalogue.questions.parameters().get(at)?.basis;
            let place = match basis {
                ParameterBasis::Indicative => 1,
                ParameterBasis::Sourced => 2,
                ParameterBasis::Assumed => 3,
            };
            Some((place, text))
        }
        Origin::Step(at) => {
            let calculator = DERIVED.get(at)?.name.split('.').next()?;
            (calculator != working.id).then_some((4, text))
        }
        Origin::Unknown => None,
    }
}
