//! `sp-plan upgrade`: a plan for a newer question set, with a backup beside it.

use std::io::Write;
use std::path::Path;

use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::place::SourceText;
use sp_plan_engine::upgrade::{Stopped, Upgraded, upgrade};

use super::files::{back_up, replace};
use super::{Colours, Status, print, sound_catalogue};
use crate::cli::UpgradeArguments;
use crate::load::read_plan;
use sp_plan_report::changes;
use sp_plan_report::human::{self, HumanOptions};

pub(super) fn run(arguments: &UpgradeArguments, handbook: Option<&Path>, colours: Colours) -> anyhow::Result<Status> {
    let Some((_, catalogue)) = sound_catalogue(handbook, colours)? else { return Ok(Status::Unreadable) };
    let read = read_plan(&arguments.plan)?;
    let source = SourceText::new(read.name, read.text);
    let Some(upgraded) = brought_up_to_date(&catalogue, &source, colours)? else { return Ok(Status::Unreadable) };
    let mut said = changes::upgraded(&source.name, &upgraded, arguments.dry_run);
    if arguments.dry_run {
        print(&changes::difference(&source.name, &source.text, &upgraded))?;
    } else if upgraded.changed {
        let backup = back_up(&arguments.plan, upgraded.from.as_deref().unwrap_or("before"), &source.text)?;
        replace(&arguments.plan, &upgraded.text)?;
        said.push_str(&format!("The plan as it was is in {}.\n", backup.display()));
        said.push_str(&format!("See where it stands now: sp-plan check {}\n", arguments.plan.display()));
    }
    std::io::stderr().write_all(said.as_bytes())?;
    Ok(Status::Sound)
}

/// A plan for the catalogue's question set; none, with the reason on standard error, when it cannot be made.
pub(super) fn brought_up_to_date(
    catalogue: &Catalogue,
    source: &SourceText,
    colours: Colours,
) -> anyhow::Result<Option<Upgraded>> {
    let stopped = match upgrade(catalogue, &source.text) {
        Ok(upgraded) => return Ok(Some(upgraded)),
        Err(stopped) => stopped,
    };
    let options = HumanOptions { colour: colours.errors, ..HumanOptions::default() };
    let mut text = String::new();
    if let Stopped::Unreadable(findings) = &stopped {
        for found in findings {
            text.push_str(&human::finding(catalogue, source, found, options));
            text.push('\n');
        }
    }
    text.push_str(&changes::stopped(&source.name, &stopped));
    std::io::stderr().write_all(text.as_bytes())?;
    Ok(None)
}
