//! `sp-plan build`: the handbook as a folder of pages.

use std::path::Path;

use super::{Colours, Status, sound_catalogue};
use crate::cli::BuildArguments;

pub(super) fn run(_arguments: &BuildArguments, handbook: Option<&Path>, colours: Colours) -> anyhow::Result<Status> {
    let Some((_files, _catalogue)) = sound_catalogue(handbook, colours)? else { return Ok(Status::Unreadable) };
    anyhow::bail!("not yet")
}
