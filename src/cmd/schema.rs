//! `sp-plan schema`: the JSON Schema of a plan.

use std::io::Write;
use std::path::Path;

use anyhow::Context;

use super::{Colours, Status, print, sound_catalogue};
use crate::cli::SchemaArguments;
use sp_plan_report::schema::plan_schema;

pub(super) fn run(arguments: &SchemaArguments, handbook: Option<&Path>, colours: Colours) -> anyhow::Result<Status> {
    let Some((_, catalogue)) = sound_catalogue(handbook, colours)? else { return Ok(Status::Unreadable) };
    let schema = plan_schema(&catalogue)?;
    match &arguments.output {
        None => print(&schema)?,
        Some(path) => {
            std::fs::write(path, schema).with_context(|| format!("cannot write {}", path.display()))?;
            writeln!(std::io::stderr(), "Wrote {}.", path.display())?;
        }
    }
    Ok(Status::Sound)
}
