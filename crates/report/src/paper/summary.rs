//! How a plan stands, in a paragraph for a councillor: exact, and blaming nobody.

use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::Report;
use sp_plan_engine::finding::Severity;
use sp_plan_engine::value::show_date;
use sp_plan_engine::verdict::IngredientVerdict;

use crate::scheme;
use crate::words::{capitalised, counted_in_words, in_words, sentence};

/// The sentences.
pub(super) fn summary(catalogue: &Catalogue, report: &Report) -> Vec<String> {
    let mut sentences = vec![opening(catalogue, report), verdicts(report)];
    sentences.extend(findings(report));
    sentences.push(unanswered(report));
    sentences.push("This paper compares what the plan says with what the guide asks. It judges no person.".to_owned());
    sentences
}

fn opening(catalogue: &Catalogue, report: &Report) -> String {
    let name = scheme::name(report);
    let count = in_words(report.ingredients.len());
    let starts = report.plan.as_ref().and_then(|plan| plan.date_at(catalogue, "scheme.starts").zip(Some(plan.today)));
    let when = match starts {
        Some((starts, today)) if starts <= today => format!("has been open since {}", show_date(starts)),
        Some((starts, _)) => format!("is to open on {}", show_date(starts)),
        None => "has no opening date in its plan yet".to_owned(),
    };
    format!(
        "{name} {when}. Its plan is judged here at the {} stage, by the {count} ingredients that a social prescribing scheme \
         needs.",
        report.stage.word()
    )
}

fn verdicts(report: &Report) -> String {
    let total = report.ingredients.len();
    let count = |verdict| report.count_verdicts(verdict);
    let met = count(IngredientVerdict::Met);
    if met == total {
        return format!("The plan meets all {}.", in_words(total));
    }
    if count(IngredientVerdict::Unanswered) == total {
        return "Nothing that they ask is answered yet.".to_owned();
    }
    let parts: Vec<String> = [
        (IngredientVerdict::PartlyMet, "meets", "in part"),
        (IngredientVerdict::Missing, "does not meet", "so far"),
        (IngredientVerdict::Unanswered, "says nothing yet on", ""),
    ]
    .into_iter()
    .filter(|(verdict, ..)| count(*verdict) > 0)
    .map(|(verdict, verb, after)| format!("{verb} {} {after}", in_words(count(verdict))).trim_end().to_owned())
    .collect();
    format!("The plan meets {} of them, {}.", in_words(met), in_a_row(&parts))
}

/// Parts with commas between them and *and* before the last.
fn in_a_row(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [only] => format!("and {only}"),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// What the checks found; none when they found nothing.
fn findings(report: &Report) -> Option<String> {
    let (errors, risks) = (report.count(Severity::Error), report.count(Severity::Warning));
    let short = counted_in_words(errors, "point", "points");
    let fall = if errors == 1 { "falls" } else { "fall" };
    let risk = counted_in_words(risks, "risk", "risks");
    match (errors, risks) {
        (0, 0) => None,
        (0, _) => Some(sentence(&format!("{risk} should be known"))),
        (_, 0) => Some(sentence(&format!("{short} {fall} short or cannot stand together"))),
        _ => Some(sentence(&format!("{short} {fall} short or cannot stand together, and {risk} should be known"))),
    }
}

fn unanswered(report: &Report) -> String {
    match (report.unanswered.len(), report.due) {
        (0, _) => "Every question that is due at this stage has an answer.".to_owned(),
        (open, due) => {
            let has = if open == 1 { "has" } else { "have" };
            format!(
                "{} of the {due} questions that are due at this stage {has} no answer yet.",
                capitalised(&in_words(open))
            )
        }
    }
}
