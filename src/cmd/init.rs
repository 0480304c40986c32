//! `sp-plan init`: a new plan, blank and commented, or started from another one.

use std::io::Write;
use std::path::Path;

use anyhow::bail;
use sp_plan_engine::blank::{BlankOptions, blank_plan};
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::copied::{Copied, copy};
use sp_plan_engine::place::SourceText;
use sp_plan_engine::upgrade::{Upgraded, open_plan};

use super::files::write;
use super::upgrade::brought_up_to_date;
use super::{Colours, Status, sound_catalogue};
use crate::cli::InitArguments;
use crate::load::read_plan;
use sp_plan_report::changes;
use sp_plan_report::schema::plan_schema;

pub(super) fn run(arguments: &InitArguments, handbook: Option<&Path>, colours: Colours) -> anyhow::Result<Status> {
    let Some((_, catalogue)) = sound_catalogue(handbook, colours)? else { return Ok(Status::Unreadable) };
    let plan = &arguments.plan;
    let schema = plan.with_file_name("plan.schema.json");
    if let Some(other) = arguments.from.as_ref().filter(|other| is_same_file(other, plan)) {
        bail!("{} cannot be started from itself; name another file for the new plan", other.display());
    }
    if !arguments.force {
        for path in std::iter::once(plan).chain(arguments.with_schema.then_some(&schema)) {
            if path.exists() {
                bail!("{} is there already; choose another name, or write over it with `--force`", path.display());
            }
        }
    }
    let (text, mut said) = match &arguments.from {
        None => {
            let text = blank_plan(&catalogue, BlankOptions { with_schema: arguments.with_schema });
            let count = catalogue.questions.all().len();
            (text, format!("Wrote {}, a blank plan with {count} questions.\n", plan.display()))
        }
        Some(other) => {
            let Some(started) = started_from(&catalogue, other, colours)? else { return Ok(Status::Unreadable) };
            let (upgraded, copied) = started;
            let said = changes::started(&plan.display().to_string(), &other.display().to_string(), &upgraded, &copied);
            (changes::with_heading(&copied.text, &other_name(other), arguments.with_schema), said)
        }
    };
    write(plan, &text, arguments.force)?;
    if arguments.with_schema {
        write(&schema, &plan_schema(&catalogue)?, arguments.force)?;
        said.push_str(&format!(
            "Wrote {}, with which an editor can complete and explain the plan.\n",
            schema.display()
        ));
    }
    let what = if arguments.from.is_some() { "Confirm or correct what was copied" } else { "Fill in what you know" };
    said.push_str(&format!("{what}, then run: sp-plan check {}\n", plan.display()));
    std::io::stderr().write_all(said.as_bytes())?;
    Ok(Status::Sound)
}

/// The other plan for this question set, with every answer marked as copied; none, with the reason on standard error,
/// when it cannot be read.
fn started_from(catalogue: &Catalogue, other: &Path, colours: Colours) -> anyhow::Result<Option<(Upgraded, Copied)>> {
    let read = read_plan(other)?;
    let source = SourceText::new(read.name, read.text);
    let Some(upgraded) = brought_up_to_date(catalogue, &source, colours)? else { return Ok(None) };
    // What has been upgraded was opened before and is still sound.
    let draft = open_plan(&upgraded.text).map_err(|_| anyhow::anyhow!("{} cannot be copied", other.display()))?;
    let copied = copy(catalogue, draft);
    Ok(Some((upgraded, copied)))
}

/// The name of a file without its folders, for a comment that may be read on another machine.
fn other_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Whether two paths lead to one file. A file that is not there yet is no other file.
fn is_same_file(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
    }
}
