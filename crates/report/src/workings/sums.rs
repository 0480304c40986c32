//! The sums behind a finding: of a rule that looks at derived values, the steps that gave them.

use sp_plan_engine::calculators::{DERIVED, Step};
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::Report;
use sp_plan_engine::finding::Finding;

/// The sums of the derived values that a finding's rule names, such as `Hours needed: 420 × 6.9 + 248 = 3,146 hours a
/// year`; empty for every other finding.
pub(crate) fn sums_of(catalogue: &Catalogue, report: &Report, finding: &Finding) -> Vec<String> {
    let Some(rule) = catalogue.rule(&finding.id) else { return Vec::new() };
    let expressions = || rule.when.iter().chain([&rule.holds]);
    let named = (0..DERIVED.len()).filter(|&at| expressions().any(|expression| expression.reads_derived(at)));
    let steps = || report.workings().iter().flat_map(|working| &working.steps);
    named
        .filter_map(|at| {
            let name = DERIVED.get(at)?.name;
            steps().find(|step| step.derived.name == name)
        })
        .filter_map(sum)
        .collect()
}

/// A step in one line; none when it has no result. A sum that is its own result is not said twice.
fn sum(step: &Step) -> Option<String> {
    let result = step.result.as_ref()?;
    let shown = result.show_with_unit(step.derived.kind);
    let sum = step.sum.as_deref().filter(|sum| *sum != result.show()).unwrap_or_default();
    Some(format!("{}: {}", step.derived.label, equation(sum, &shown)))
}

/// A sum with its result; words that are no sum stand after it in brackets.
pub(super) fn equation(sum: &str, result: &str) -> String {
    if sum.is_empty() {
        result.to_owned()
    } else if sum.contains(['×', '÷', '+', '−']) {
        format!("{sum} = {result}")
    } else {
        format!("{result} ({sum})")
    }
}

#[cfg(test)]
mod tests {
    use super::equation;

    #[test]
    fn words_are_no_sum() {
        assert_eq!(equation("4 × £500", "£2,000"), "4 × £500 = £2,000");
        assert_eq!(equation("no line", "£0"), "£0 (no line)");
        assert_eq!(equation("", "yes"), "yes");
    }
}
