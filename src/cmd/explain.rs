//! `sp-plan explain`: any rule, criterion, ingredient, question, message or term.

use std::io::Write;
use std::path::Path;

use super::{Colours, Status, print, sound_catalogue};
use crate::cli::ExplainArguments;
use sp_plan_report::explain::explain;

pub(super) fn run(arguments: &ExplainArguments, handbook: Option<&Path>, colours: Colours) -> anyhow::Result<Status> {
    let Some((_, catalogue)) = sound_catalogue(handbook, colours)? else { return Ok(Status::Unreadable) };
    match explain(&catalogue, &arguments.id) {
        Ok(text) => {
            print(&text)?;
            Ok(Status::Sound)
        }
        Err(meant) => {
            let hint = meant.map(|word| format!("; did you mean `{word}`?")).unwrap_or_default();
            writeln!(std::io::stderr(), "sp-plan: nothing is called `{}`{hint}", arguments.id)?;
            Ok(Status::Unreadable)
        }
    }
}
