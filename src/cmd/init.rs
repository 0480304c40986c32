//! `sp-plan init`: a blank plan, commented, made from the checklists.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, bail};
use sp_plan_engine::blank::{BlankOptions, blank_plan};

use super::{Colours, Status, sound_catalogue};
use crate::cli::InitArguments;
use crate::report::schema::plan_schema;

pub(super) fn run(arguments: &InitArguments, handbook: Option<&Path>, colours: Colours) -> anyhow::Result<Status> {
    let Some((_, catalogue)) = sound_catalogue(handbook, colours)? else { return Ok(Status::Unreadable) };
    let plan = &arguments.plan;
    let schema = plan.with_file_name("plan.schema.json");
    if !arguments.force {
        for path in std::iter::once(plan).chain(arguments.with_schema.then_some(&schema)) {
            if path.exists() {
                bail!("{} is there already; choose another name, or write over it with `--force`", path.display());
            }
        }
    }
    let text = blank_plan(&catalogue, BlankOptions { with_schema: arguments.with_schema });
    write(plan, &text, arguments.force)?;
    let mut said =
        format!("Wrote {}, a blank plan with {} questions.\n", plan.display(), catalogue.questions.all().len());
    if arguments.with_schema {
        write(&schema, &plan_schema(&catalogue)?, arguments.force)?;
        said.push_str(&format!(
            "Wrote {}, with which an editor can complete and explain the plan.\n",
            schema.display()
        ));
    }
    said.push_str(&format!("Fill in what you know, then run: sp-plan check {}\n", plan.display()));
    std::io::stderr().write_all(said.as_bytes())?;
    Ok(Status::Sound)
}

/// Writes a file; without force it must be new, even if another program made it a moment ago.
fn write(path: &Path, text: &str, force: bool) -> anyhow::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true);
    if force {
        options.create(true).truncate(true);
    } else {
        options.create_new(true);
    }
    let mut file = options.open(path).with_context(|| format!("cannot write {}", path.display()))?;
    file.write_all(text.as_bytes()).with_context(|| format!("cannot write {}", path.display()))
}
