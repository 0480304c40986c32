//! Tests at the seams: texts in, findings, verdicts and pages out.

#![allow(missing_docs, reason = "tests say what they are by their names")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod actions;
mod bad_input;
mod commands;
mod content;
mod diff;
mod examples;
mod formats;
mod many;
mod picture;
mod reports;
mod schemas;
mod upgrade;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use sp_plan::load::HandbookFiles;
use sp_plan_engine::catalogue::Catalogue;

/// The day on which tests judge plans.
const TODAY: &str = "2026-11-22";

/// The root of the workspace.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The embedded catalogue.
fn catalogue() -> Catalogue {
    HandbookFiles::embedded().catalogue().catalogue
}

/// Runs the program in a folder.
fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sp-plan"));
    command.current_dir(folder).args(arguments).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command.output().expect("the program starts")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("results are UTF-8")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("messages are UTF-8")
}

fn status(output: &Output) -> i32 {
    output.status.code().expect("the program ended by itself")
}
