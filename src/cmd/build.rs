//! `sp-plan build`: the handbook as a folder of pages.

use std::io::Write;
use std::path::Path;

use super::{Colours, Status, sound_catalogue};
use crate::cli::BuildArguments;
use crate::handbook;

pub(super) fn run(arguments: &BuildArguments, folder: Option<&Path>, colours: Colours) -> anyhow::Result<Status> {
    let Some((files, catalogue)) = sound_catalogue(folder, colours)? else { return Ok(Status::Unreadable) };
    let built = handbook::build(&files, &catalogue, &arguments.output)?;
    let program = std::env::args().next().unwrap_or_else(|| "sp-plan".to_owned());
    let mut errors = std::io::stderr().lock();
    writeln!(
        errors,
        "Built the handbook: {} pages, {} KB, in {}",
        built.pages,
        built.bytes / 1024,
        arguments.output.display()
    )?;
    writeln!(errors, "\nOpen in a browser:\n  {}", built.home.display())?;
    if let Some(plan) = &built.plan {
        writeln!(errors, "\nFill in a plan there, checked as you write:\n  {}", plan.display())?;
    }
    writeln!(errors, "\nThen try:")?;
    for (command, what) in [
        ("init plan.yaml", "a blank plan with every question explained"),
        ("check plan.yaml", "what your plan has, and what it still needs"),
        ("check examples/flawed.yaml", "what the findings of a careless plan look like"),
        ("report examples/good.yaml -o paper.html", "a paper for a committee, to print"),
        ("explain link_worker", "any term, rule, question or message"),
    ] {
        writeln!(errors, "  {program} {command}\n      {what}")?;
    }
    Ok(Status::Sound)
}
