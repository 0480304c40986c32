//! Markdown (`CommonMark` with GitHub's tables), to paste into a page, an issue or a paper: the verdicts, what to do next,
//! and the findings by severity.
//!
//! Whatever comes from a plan is escaped: it is text, whatever it looks like.

use std::io;

use sp_plan_engine::action::Action;
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::Report;
use sp_plan_engine::finding::{Finding, Severity};
use sp_plan_engine::ingredient::Level;
use sp_plan_engine::place::{LineIndex, SourceText};
use sp_plan_engine::value::show_date;
use sp_plan_engine::verdict::{FORMULA, IngredientVerdict, JudgedIngredient};

use super::commonmark::escaped;
use super::document::{Document, whole};
use super::words::out_of;
use super::{portable_path, scheme, workings};

/// The reports of several plans; more than one stand under a heading of their own, after a table of them all.
///
/// # Errors
///
/// None: the texts are made in memory.
pub fn plans(catalogue: &Catalogue, plans: &[(SourceText, Report)]) -> io::Result<String> {
    whole(Plans::new(catalogue, plans.len() == 1), plans)
}

/// The document. The table of all plans comes first, so that it is written last.
pub struct Plans<'a> {
    catalogue: &'a Catalogue,
    alone: bool,
    rows: Vec<String>,
}

impl<'a> Plans<'a> {
    /// A document without plans; for one plan `alone` there is no table, and its heading is the first.
    pub fn new(catalogue: &'a Catalogue, alone: bool) -> Self {
        Self { catalogue, alone, rows: Vec::new() }
    }
}

impl Document for Plans<'_> {
    /// The row and the report.
    type Part = (String, String);

    fn part(&self, source: &SourceText, report: &Report) -> io::Result<(String, String)> {
        let text = plan(self.catalogue, source, report, if self.alone { "#" } else { "##" });
        Ok((row(source, report), if self.alone { text } else { format!("\n{text}") }))
    }

    fn add(&mut self, (row, text): (String, String)) -> io::Result<String> {
        self.rows.push(row);
        Ok(text)
    }

    fn waits(&self) -> bool {
        !self.alone
    }

    fn head(&self) -> io::Result<String> {
        if self.alone {
            return Ok(String::new());
        }
        let count = self.rows.len();
        let mut text = format!("# {count} plan{}\n\n", if count == 1 { "" } else { "s" });
        if count > 0 {
            text.push_str(
                "| Plan | Scheme | Ingredients met | Errors | Warnings | Advice |\n|---|---|--:|--:|--:|--:|\n",
            );
        }
        Ok(text + &self.rows.concat())
    }
}

/// A plan's row in the table of all.
fn row(source: &SourceText, report: &Report) -> String {
    let met = if report.readable {
        out_of(report.count_verdicts(IngredientVerdict::Met), report.ingredients.len())
    } else {
        "cannot be read".to_owned()
    };
    format!(
        "| {} | {} | {met} | {} | {} | {} |\n",
        escaped(&portable_path(&source.name)),
        escaped(report.scheme.as_deref().unwrap_or_default()),
        report.count(Severity::Error),
        report.count(Severity::Warning),
        report.count(Severity::Advice),
    )
}

/// The report of one plan under a heading of this level.
fn plan(catalogue: &Catalogue, source: &SourceText, report: &Report, heading: &str) -> String {
    let mut text = head(catalogue, source, report, heading);
    if report.readable {
        text.push_str(&ingredients(report, heading));
        text.push_str(&actions(report, heading));
    }
    let lines = LineIndex::new(&source.text);
    for (severity, title) in
        [(Severity::Error, "Errors"), (Severity::Warning, "Warnings"), (Severity::Advice, "Advice")]
    {
        let found: Vec<String> = report
            .findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .map(|found| finding(report, &lines, found))
            .collect();
        if !found.is_empty() {
            text.push_str(&format!("\n{heading}# {title}\n\n{}", found.concat()));
        }
    }
    let workings = workings::views(catalogue, &source.text, report, usize::MAX);
    text.push_str(&workings::short(&workings, &format!("{heading}#")));
    text
}

fn head(catalogue: &Catalogue, source: &SourceText, report: &Report, heading: &str) -> String {
    let path = escaped(&portable_path(&source.name));
    if !report.readable {
        return format!("{heading} {path}\n\nThis file could not be read as a plan, so there are no verdicts.\n");
    }
    let name = escaped(&scheme::name(report));
    let mut facts = vec![format!("Plan {path}"), format!("{} stage", report.stage.word())];
    facts.extend(scheme::nation(catalogue, report).map(|nation| escaped(&nation)));
    facts.push(format!("question set {}", escaped(&report.question_set)));
    let met = report.count_verdicts(IngredientVerdict::Met);
    let counts = [
        format!("{met} of {} ingredients met", report.ingredients.len()),
        format!("errors: {}", report.count(Severity::Error)),
        format!("warnings: {}", report.count(Severity::Warning)),
        format!("advice: {}", report.count(Severity::Advice)),
        format!("{} of {} questions due at this stage are unanswered", report.unanswered.len(), report.due),
    ];
    format!("{heading} {name}\n\n{}\n\n{}\n", facts.join(" · "), counts.join(" · "))
}

fn ingredients(report: &Report, heading: &str) -> String {
    let rows: String = report.ingredients.iter().map(ingredient).collect();
    format!(
        "\n{heading}# Essential ingredients\n\n\
         | Essential ingredient | Verdict | Must | Should | Unanswered |\n|---|---|--:|--:|--:|\n{rows}\n{FORMULA}\n"
    )
}

fn ingredient(ingredient: &JudgedIngredient) -> String {
    let count = |level: Level| {
        let (met, due) = ingredient.count(level);
        out_of(met, due)
    };
    format!(
        "| {} | {} | {} | {} | {} |\n",
        escaped(&ingredient.title),
        ingredient.verdict.show(),
        count(Level::Must),
        count(Level::Should),
        ingredient.unanswered()
    )
}

fn actions(report: &Report, heading: &str) -> String {
    if report.actions.is_empty() {
        return format!("\n{heading}# Next actions\n\nNothing is left to do at this stage.\n");
    }
    let rows: String = report.actions.iter().enumerate().map(|(at, next)| action(at + 1, next)).collect();
    format!("\n{heading}# Next actions\n\n| | Action | Question | Owner | Due |\n|--:|---|---|---|---|\n{rows}")
}

fn action(number: usize, action: &Action) -> String {
    format!(
        "| {number} | {} | {} | {} | {} |\n",
        escaped(&action.text),
        escaped(&action.path),
        escaped(action.owner.as_deref().unwrap_or_default()),
        action.due.map(show_date).unwrap_or_default()
    )
}

fn finding(report: &Report, lines: &LineIndex<'_>, finding: &Finding) -> String {
    let (line, _) = lines.line_and_column(finding.place.span.start);
    let mut parts = vec![format!("- **Line {line}** · {} · {}", escaped(&finding.id), escaped(&finding.message))];
    parts.extend(finding.help.as_ref().map(|help| format!("What to do: {}", escaped(help))));
    let bearing = report.ingredients.iter().filter(|ingredient| finding.ingredients.contains(&ingredient.id));
    let titles: Vec<String> = bearing.map(|ingredient| escaped(&ingredient.title)).collect();
    if !titles.is_empty() {
        parts.push(format!("Bears on: {}", titles.join(", ")));
    }
    // A backslash at the end of a line is a line break within the entry.
    parts.join("\\\n  ") + "\n"
}
