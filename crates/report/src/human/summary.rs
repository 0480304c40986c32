//! After the findings: the table of ingredients, the counts, and the next three things to do.

use sp_plan_engine::calculators::{Origin, Step};
use sp_plan_engine::check::Report;
use sp_plan_engine::finding::Severity;
use sp_plan_engine::ingredient::Level;
use sp_plan_engine::place::SourceText;
use sp_plan_engine::value::show_date;
use sp_plan_engine::verdict::{FORMULA, IngredientVerdict};

use super::HumanOptions;
use crate::words::out_of;

/// How many actions are shown.
const ACTIONS_SHOWN: usize = 3;

pub(super) fn summary(source: &SourceText, report: &Report, options: HumanOptions) -> String {
    if !report.readable {
        let count = report.count(Severity::Error);
        let plural = if count == 1 { "" } else { "s" };
        return format!(
            "{} could not be read as a plan ({count} error{plural}), so there are no verdicts.\n",
            source.name
        );
    }
    let mut text = heading(source, report);
    text.push_str(&table(report, options));
    text.push_str(&counts(report, options));
    text.push_str(&actions(report));
    text.push_str(&workings(source, report));
    text
}

/// Where the sums can be read, when any stands on an answer.
fn workings(source: &SourceText, report: &Report) -> String {
    let stands_on_answers = |step: &Step| {
        step.result.is_some() && step.inputs.iter().any(|input| matches!(input.origin, Origin::Answer { .. }))
    };
    if !report.workings().iter().flat_map(|working| &working.steps).any(stands_on_answers) {
        return String::new();
    }
    format!("\n  Workings\n    sp-plan report {} shows every sum and where its numbers come from\n", source.name)
}

fn heading(source: &SourceText, report: &Report) -> String {
    /// A longer name is a text that has strayed into the name's place.
    const LONGEST_NAME: usize = 80;
    let named = report.scheme.as_deref().and_then(|name| name.lines().next()).filter(|name| !name.is_empty());
    let scheme = named.map_or_else(|| "A scheme without a name yet".to_owned(), |name| shortened(name, LONGEST_NAME));
    let nation = report.nation.as_deref().map(nation_name).map(|nation| format!(", {nation}")).unwrap_or_default();
    let left = format!("{scheme} ({} stage{nation}), question set {}", report.stage.word(), report.question_set);
    format!("{left}    {}\n\n", source.name)
}

/// A text cut after so many characters.
pub(super) fn shortened(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    format!("{} …", text.chars().take(longest).collect::<String>().trim_end())
}

fn nation_name(id: &str) -> String {
    id.split('_')
        .map(|word| {
            let mut chars = word.chars();
            chars.next().map(|first| first.to_uppercase().chain(chars).collect::<String>()).unwrap_or_default()
        })
        .collect::<Vec<_>>()
        .join(" ")
}

fn table(report: &Report, options: HumanOptions) -> String {
    let width = report.ingredients.iter().map(|ingredient| ingredient.title.chars().count()).max().unwrap_or(0).max(20);
    let mut text = format!(
        "  {:width$}  {:<10}  {:>8}  {:>8}  {:>10}\n",
        "Essential ingredient", "verdict", "must", "should", "unanswered"
    );
    for ingredient in &report.ingredients {
        let (must_met, must_due) = ingredient.count(Level::Must);
        let (should_met, should_due) = ingredient.count(Level::Should);
        let unanswered = match ingredient.unanswered() {
            0 => String::new(),
            count => count.to_string(),
        };
        let row = format!(
            "  {:width$}  {}  {:>8}  {:>8}  {unanswered:>10}",
            ingredient.title,
            verdict(ingredient.verdict, options.colour),
            out_of(must_met, must_due),
            out_of(should_met, should_due),
        );
        text.push_str(row.trim_end());
        if !ingredient.failing_rules.is_empty()
            && ingredient.verdict == IngredientVerdict::PartlyMet
            && must_met == must_due
        {
            let count = ingredient.failing_rules.len();
            text.push_str(&format!("  held back by {count} rule{} above", if count == 1 { "" } else { "s" }));
        }
        text.push('\n');
    }
    text
}

/// The verdict, padded before it is coloured, so that columns stay straight.
fn verdict(verdict: IngredientVerdict, colour: bool) -> String {
    let word = format!("{:<10}", verdict.show());
    if !colour {
        return word;
    }
    // Colour only underlines what the word says.
    format!("\u{1b}[{}m{word}\u{1b}[0m", colour_of(verdict))
}

/// The code of a verdict's colour, as terminals take it.
pub(super) fn colour_of(verdict: IngredientVerdict) -> &'static str {
    match verdict {
        IngredientVerdict::Met => "32",
        IngredientVerdict::PartlyMet => "33",
        IngredientVerdict::Missing => "31",
        IngredientVerdict::Unanswered => "2",
    }
}

fn counts(report: &Report, options: HumanOptions) -> String {
    let met = report.count_verdicts(IngredientVerdict::Met);
    let mut parts = vec![format!("{met} of {} ingredients met", report.ingredients.len())];
    let found: Vec<String> =
        [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Advice, "piece of advice")]
            .into_iter()
            .filter_map(|(severity, word)| match (report.count(severity), severity) {
                (0, _) => None,
                (1, _) => Some(format!("1 {word}")),
                (count, Severity::Advice) => Some(format!("{count} pieces of advice")),
                (count, _) => Some(format!("{count} {word}s")),
            })
            .collect();
    if !found.is_empty() {
        parts.push(found.join(", "));
    }
    parts.push(format!("{} of {} questions due at this stage are unanswered", report.unanswered.len(), report.due));
    let indent = textwrap::Options::new(options.width.max(40)).initial_indent("  ").subsequent_indent("  ");
    format!("\n  {}\n\n{}\n", parts.join(" · "), textwrap::fill(FORMULA, indent))
}

fn actions(report: &Report) -> String {
    if report.actions.is_empty() {
        return "\n  Nothing is left to do at this stage.\n".to_owned();
    }
    let nothing_answered = report.count_verdicts(IngredientVerdict::Unanswered) == report.ingredients.len();
    let mut text = if nothing_answered { "\n  Where to begin\n".to_owned() } else { "\n  Next\n".to_owned() };
    let shown = report.actions.get(..ACTIONS_SHOWN.min(report.actions.len())).unwrap_or_default();
    let width = shown.iter().map(|action| action.text.chars().count()).max().unwrap_or(0);
    for (at, action) in shown.iter().enumerate() {
        let who = match (&action.owner, action.due) {
            (Some(owner), Some(due)) => format!("{owner}, {}", show_date(due)),
            (Some(owner), None) => owner.clone(),
            (None, Some(due)) => format!("before {}", show_date(due)),
            (None, None) => String::new(),
        };
        let row = format!("    {}. {:width$}  {}  {who}", at + 1, action.text, action.path);
        text.push_str(row.trim_end());
        text.push('\n');
    }
    if report.actions.len() > shown.len() {
        text.push_str(&format!("    and {} more\n", report.actions.len() - shown.len()));
    }
    text
}
