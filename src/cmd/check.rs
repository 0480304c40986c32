//! `sp-plan check`: findings and verdicts of one plan or of many.

use std::io::Write;
use std::path::Path;

use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::{CheckOptions, Report, check};
use sp_plan_engine::checklist::Stage;
use sp_plan_engine::finding::Severity;
use sp_plan_engine::place::SourceText;

use super::{Colours, Status, print, sound_catalogue, without_faults};
use crate::cli::{CheckArguments, Format, StageName};
use crate::load::{embedded_catalogue, embedded_judging, embedded_ledger, find_plans, read_plan};
use crate::report::human::{self, HumanOptions};
use crate::report::{csv, github, json, junit, markdown, sarif};

pub(super) fn run(arguments: &CheckArguments, handbook: Option<&Path>, colours: Colours) -> anyhow::Result<Status> {
    let Some(judging) = Judging::new(handbook, arguments.format, colours)? else { return Ok(Status::Unreadable) };
    // The program ends with this command. To give the catalogue's memory back piece by piece would take a tenth of its time.
    let judging = Box::leak(Box::new(judging));
    let stage = arguments.stage.map(|stage| match stage {
        StageName::Design => Stage::Design,
        StageName::Pilot => Stage::Pilot,
        StageName::Live => Stage::Live,
    });
    let today = arguments.today.unwrap_or_else(|| jiff::Zoned::now().date());
    let options = CheckOptions { today, stage };
    let human = HumanOptions { colour: colours.output, all: arguments.all, width: terminal_width() };
    let paths = find_plans(&arguments.plans)?;
    let many = paths.len() > 1;
    let mut status = Status::Sound;
    let mut reports: Vec<(SourceText, Report)> = Vec::new();
    for (at, path) in paths.iter().enumerate() {
        let plan = match read_plan(path) {
            Ok(plan) => plan,
            Err(unreadable) => {
                writeln!(std::io::stderr(), "sp-plan: {unreadable}")?;
                status = Status::Unreadable;
                continue;
            }
        };
        let report = check(&judging.catalogue, &plan.text, options);
        status = status.max(status_of(&report, arguments.strict));
        let source = SourceText::new(plan.name, plan.text);
        match arguments.format {
            Format::Human => {
                let rule = if many && at > 0 { "\n" } else { "" };
                if !report.findings.is_empty() {
                    judging.add_ledger();
                }
                print(&format!("{rule}{}", human::plan(&judging.catalogue, &source, &report, human)))?;
            }
            _ => reports.push((source, report)),
        }
    }
    let catalogue = &judging.catalogue;
    let text = match arguments.format {
        // People see each plan's report as soon as it is there.
        Format::Human => return Ok(status),
        Format::Json => json::plans(catalogue, &reports)?,
        Format::Sarif => sarif::plans(catalogue, &reports)?,
        Format::Github => github::plans(&reports),
        Format::Junit => junit::plans(catalogue, &reports)?,
        Format::Csv => csv::plans(&reports),
        Format::Markdown => markdown::plans(catalogue, &reports),
    };
    print(&text)?;
    Ok(status)
}

/// The catalogue that plans are judged by. Of the embedded handbook only what judges is taken where that is enough, and the
/// ledger only when a message names the guide's lines; a handbook of one's own is read whole, so that every fault in it is reported.
struct Judging {
    catalogue: Catalogue,
    ledger_is_embedded: bool,
}

impl Judging {
    fn new(handbook: Option<&Path>, format: Format, colours: Colours) -> anyhow::Result<Option<Self>> {
        let catalogue = match (handbook, format) {
            (Some(_), _) => sound_catalogue(handbook, colours)?.map(|(_, catalogue)| catalogue),
            (None, Format::Human | Format::Json) => without_faults(embedded_judging(), colours)?,
            // These also print what explains a rule.
            (None, _) => without_faults(embedded_catalogue(), colours)?,
        };
        Ok(catalogue.map(|catalogue| Self { catalogue, ledger_is_embedded: handbook.is_none() }))
    }

    fn add_ledger(&mut self) {
        if self.ledger_is_embedded && self.catalogue.ledger.is_empty() {
            self.catalogue.ledger = embedded_ledger();
        }
    }
}

/// How wide the terminal is that the report goes to; what is not a terminal gets a width at which lines can be read.
fn terminal_width() -> usize {
    terminal_size::terminal_size_of(std::io::stdout())
        .map_or(HumanOptions::default().width, |(width, _)| usize::from(width.0))
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
