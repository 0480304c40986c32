//! `sp-plan check`: findings and verdicts of one plan or of many.

mod many;
mod progress;

use std::io::Write;
use std::path::{Path, PathBuf};

use sp_plan_engine::check::{CheckOptions, Report, check};
use sp_plan_engine::finding::Severity;
use sp_plan_engine::place::SourceText;

use super::judging::Judging;
use super::{Colours, Status, print, terminal_width};
use crate::cli::{CheckArguments, Format};
use crate::load::{HandbookFiles, Unreadable, find_plans, read_plan};
use many::Many;
use sp_plan_report::document::Each;
use sp_plan_report::human::{self, HumanOptions};
use sp_plan_report::templates::Templates;
use sp_plan_report::{csv, github, html, json, jsonl, junit, markdown, sarif, schemes};

pub(super) fn run(arguments: &CheckArguments, handbook: Option<&Path>, colours: Colours) -> anyhow::Result<Status> {
    let explains = matches!(arguments.format, Format::Sarif | Format::Html);
    let take = if explains { Judging::with_reasons } else { Judging::new };
    let Some(judging) = take(handbook, colours)? else { return Ok(Status::Unreadable) };
    // The program ends with this command. To give the catalogue's memory back piece by piece would take a tenth of its time.
    let judging = Box::leak(Box::new(judging));
    let today = arguments.today.unwrap_or_else(|| jiff::Zoned::now().date());
    let options = CheckOptions { today, stage: arguments.stage.map(Into::into) };
    let strict = arguments.strict;
    let human = HumanOptions { colour: colours.output, all: arguments.all, width: terminal_width() };
    let paths = find_plans(&arguments.plans);
    if let (Format::Human, [only]) = (arguments.format, paths.as_slice()) {
        return one_for_people(judging, only, options, human, strict);
    }
    if arguments.format == Format::Human && arguments.all {
        judging.add_ledger();
    }
    let catalogue = &judging.catalogue;
    let many = Many { catalogue, paths: &paths, options, strict };
    match arguments.format {
        Format::Human if arguments.all => {
            many.write(Each::new(|source, report| Ok(human::plan(catalogue, source, report, human))).with_between("\n"))
        }
        Format::Human => many.write(human::Table::new(catalogue, human)),
        Format::Json => many.write(json::Plans::new(catalogue)?),
        Format::Jsonl => many.write(Each::new(|source, report| jsonl::line(catalogue, source, report))),
        Format::Sarif => many.write(sarif::Plans::new(catalogue)),
        Format::Github => many.write(Each::new(|source, report| Ok(github::plan(source, report)))),
        Format::Junit => many.write(junit::Plans::new(catalogue)),
        Format::Csv => many.write(Each::new(|source, report| Ok(csv::rows(source, report))).after_head(csv::header())),
        Format::SchemesCsv => many.write(
            Each::new(|source, report| Ok(schemes::line(catalogue, source, report)))
                .after_head(schemes::header(catalogue)),
        ),
        Format::Markdown => many.write(markdown::Plans::new(catalogue, paths.len() == 1)),
        Format::Html => {
            let templates = Templates::new(&HandbookFiles::open(handbook)?.templates)?;
            many.write(html::Plans::new(&templates, catalogue, paths.len() == 1))
        }
    }
}

/// The whole report of one plan. The ledger is taken up only when there is a finding that may name lines of the guide.
fn one_for_people(
    judging: &mut Judging,
    path: &Result<PathBuf, Unreadable>,
    options: CheckOptions,
    human: HumanOptions,
    strict: bool,
) -> anyhow::Result<Status> {
    let plan = match path.clone().and_then(|path| read_plan(&path)) {
        Ok(plan) => plan,
        Err(unreadable) => {
            writeln!(std::io::stderr(), "sp-plan: {unreadable}")?;
            return Ok(Status::Unreadable);
        }
    };
    let report = check(&judging.catalogue, &plan.text, options);
    if !report.findings.is_empty() {
        judging.add_ledger();
    }
    let source = SourceText::new(plan.name, plan.text);
    print(&human::plan(&judging.catalogue, &source, &report, human))?;
    Ok(status_of(&report, strict))
}

/// Warnings, and essentials that nobody has answered, count only when strictness is asked for.
fn status_of(report: &Report, strict: bool) -> Status {
    if !report.readable {
        return Status::Unreadable;
    }
    let falls_short = report.count(Severity::Error) > 0
        || (strict && (report.count(Severity::Warning) > 0 || report.has_open_musts()));
    if falls_short { Status::FallsShort } else { Status::Sound }
}
