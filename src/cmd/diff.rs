//! `sp-plan diff`: what has changed in a plan since the last meeting.

use std::io::Write;
use std::path::Path;

use anyhow::bail;
use sp_plan_engine::Date;
use sp_plan_engine::check::{CheckOptions, Report, check};
use sp_plan_engine::difference::{Side, difference};

use super::judging::Judging;
use super::{Colours, Status, print, terminal_width};
use crate::cli::{DiffArguments, DiffFormat};
use crate::load::{PlanText, read_plan};
use sp_plan_report::diff::{Compared, human, json, markdown};

pub(super) fn run(arguments: &DiffArguments, handbook: Option<&Path>, colours: Colours) -> anyhow::Result<Status> {
    let today = arguments.today.unwrap_or_else(|| jiff::Zoned::now().date());
    let then = arguments.then.unwrap_or(today);
    if then > today {
        bail!("`--then`, the day of the last meeting, comes after the day on which the new plan is judged");
    }
    let Some(judging) = Judging::new(handbook, colours)? else { return Ok(Status::Unreadable) };
    let catalogue = &judging.catalogue;
    let stage = arguments.stage.map(Into::into);
    let checked = |path: &Path, today: Date| {
        let plan = read_plan(path).map_err(|unreadable| unreadable.to_string())?;
        let report = check(catalogue, &plan.text, CheckOptions { today, stage });
        if report.readable {
            return Ok((plan, report));
        }
        Err(format!("{0} cannot be read as a plan; `sp-plan check {0}` says why", plan.name))
    };
    // Both are read before anything is said, so that two faults are told at once.
    let (old, new) = (checked(&arguments.old, then), checked(&arguments.new, today));
    for reason in [&old, &new].into_iter().filter_map(|side: &Result<(PlanText, Report), String>| side.as_ref().err()) {
        writeln!(std::io::stderr(), "sp-plan: {reason}")?;
    }
    let (Ok(old), Ok(new)) = (old, new) else { return Ok(Status::Unreadable) };
    let sides = (Side { text: &old.0.text, report: &old.1 }, Side { text: &new.0.text, report: &new.1 });
    let Some(difference) = difference(catalogue, sides.0, sides.1) else { return Ok(Status::Unreadable) };
    let compared = Compared {
        old: &old.0.name,
        new: &new.0.name,
        difference: &difference,
        // Whoever names the day of the last meeting knows what it is for.
        tell_of_then: arguments.then.is_none(),
    };
    print(&match arguments.format {
        DiffFormat::Human => human::text(&compared, colours.output, terminal_width()),
        DiffFormat::Markdown => markdown::text(&compared),
        DiffFormat::Json => json::text(catalogue, &compared)?,
    })?;
    Ok(if arguments.strict && difference.got_worse() { Status::FallsShort } else { Status::Sound })
}
