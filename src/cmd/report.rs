//! `sp-plan report`: a paper for a committee, a checklist to print, filled in or blank, or the next actions alone.

use std::ffi::OsStr;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, bail};
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::{CheckOptions, Report, check};
use sp_plan_engine::place::SourceText;

use super::{Colours, Status, print, sound_catalogue};
use crate::cli::{DocumentFormat, ReportArguments};
use crate::load::read_plan;
use sp_plan_report::checklists::{self, Checklists};
use sp_plan_report::human::{self, HumanOptions};
use sp_plan_report::making::{Kind, make};
use sp_plan_report::templates::Templates;

pub(super) fn run(arguments: &ReportArguments, handbook: Option<&Path>, colours: Colours) -> anyhow::Result<Status> {
    let format = arguments.format.unwrap_or_else(|| format_of(arguments.output.as_deref()));
    let is_of_actions = matches!(format, DocumentFormat::ActionsCsv | DocumentFormat::ActionsCalendar);
    if is_of_actions && (arguments.blank || arguments.checklist) {
        bail!("a checklist is written as HTML or Markdown; CSV and calendar are for the next actions alone");
    }
    let Some((files, catalogue)) = sound_catalogue(handbook, colours)? else { return Ok(Status::Unreadable) };
    let templates = Templates::new(&files.templates)?;
    let text = match &arguments.plan {
        None => blank(&templates, &catalogue, format)?,
        Some(path) => match filled(&templates, &catalogue, arguments, path, format, colours)? {
            Some(text) => text,
            None => return Ok(Status::Unreadable),
        },
    };
    match &arguments.output {
        None => print(&text)?,
        Some(output) => {
            write(output, arguments.plan.as_deref(), &text)?;
            let hint = match format {
                DocumentFormat::Html => " Open it in a browser to print it.",
                DocumentFormat::ActionsCalendar => " Open it to see the days in your calendar.",
                DocumentFormat::Markdown | DocumentFormat::ActionsCsv => "",
            };
            writeln!(std::io::stderr(), "Wrote {}.{hint}", output.display())?;
        }
    }
    Ok(Status::Sound)
}

/// The format that the ending of a file's name asks for.
fn format_of(output: Option<&Path>) -> DocumentFormat {
    match output.and_then(Path::extension).and_then(OsStr::to_str) {
        Some("md" | "markdown") => DocumentFormat::Markdown,
        Some("csv") => DocumentFormat::ActionsCsv,
        Some("ics") => DocumentFormat::ActionsCalendar,
        _ => DocumentFormat::Html,
    }
}

fn blank(templates: &Templates, catalogue: &Catalogue, format: DocumentFormat) -> anyhow::Result<String> {
    let checklists = Checklists::blank(catalogue);
    match format {
        DocumentFormat::Html => Ok(checklists::html(templates, &checklists)?),
        _ => Ok(checklists::markdown(&checklists)),
    }
}

/// What is made of a plan.
fn kind(format: DocumentFormat, checklist: bool) -> Kind {
    match (format, checklist) {
        (DocumentFormat::Html, false) => Kind::PaperHtml,
        (DocumentFormat::Html, true) => Kind::ChecklistHtml,
        (DocumentFormat::Markdown, false) => Kind::PaperMarkdown,
        (DocumentFormat::Markdown, true) => Kind::ChecklistMarkdown,
        (DocumentFormat::ActionsCsv, _) => Kind::ActionsCsv,
        (DocumentFormat::ActionsCalendar, _) => Kind::ActionsCalendar,
    }
}

/// The report of a plan; none, with every finding on standard error, when the plan cannot be read.
fn filled(
    templates: &Templates,
    catalogue: &Catalogue,
    arguments: &ReportArguments,
    path: &Path,
    format: DocumentFormat,
    colours: Colours,
) -> anyhow::Result<Option<String>> {
    let plan = read_plan(path)?;
    let stage = arguments.stage.map(Into::into);
    let today = arguments.today.unwrap_or_else(|| jiff::Zoned::now().date());
    let report = check(catalogue, &plan.text, CheckOptions { today, stage });
    let plan = (SourceText::new(plan.name, plan.text), report);
    let text = make(kind(format, arguments.checklist), templates, catalogue, &plan)?;
    if text.is_none() {
        say_why(catalogue, &plan.0, &plan.1, colours)?;
    }
    Ok(text)
}

fn say_why(catalogue: &Catalogue, source: &SourceText, report: &Report, colours: Colours) -> anyhow::Result<()> {
    let options = HumanOptions { colour: colours.errors, ..HumanOptions::default() };
    let text = human::plan(catalogue, source, report, options);
    Ok(std::io::stderr().write_all(text.as_bytes())?)
}

/// Writes a report over one of before, and over nothing else that people write by hand.
fn write(output: &Path, plan: Option<&Path>, text: &str) -> anyhow::Result<()> {
    let ending = output.extension().and_then(OsStr::to_str).unwrap_or_default();
    let real = |path: &Path| path.canonicalize().ok();
    let is_the_plan = plan.is_some_and(|plan| real(plan).is_some_and(|plan| real(output) == Some(plan)));
    if is_the_plan || ["yaml", "yml"].contains(&ending.to_lowercase().as_str()) {
        bail!(
            "{} is a plan, or has the name of one, and a report would take its place; name a file that ends in .html or .md",
            output.display()
        );
    }
    std::fs::write(output, text).with_context(|| format!("cannot write {}", output.display()))
}
