//! The commands: each module is one, and says with what status the program ends.

mod build;
mod check;
mod diff;
mod explain;
mod files;
mod init;
mod judging;
mod report;
mod schema;
mod serve;
mod upgrade;

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;
use sp_plan_engine::catalogue::{Catalogue, Loaded};

use crate::cli::{Cli, Colour, Command};
use crate::load::{HandbookFiles, embedded_catalogue};
use sp_plan_report::human::{HumanOptions, handbook_faults};

/// With what status the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Nothing at error level.
    Sound = 0,
    /// A plan falls short.
    FallsShort = 1,
    /// Something could not be read, or the command was wrong.
    Unreadable = 2,
}

/// Reads the command line and runs the command. A command line that is wrong ends with status 2, which is clap's own.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    let colours = Colours::of(cli.color);
    let handbook = cli.handbook.as_deref();
    let outcome = match &cli.command {
        Command::Check(arguments) => check::run(arguments, handbook, colours),
        Command::Diff(arguments) => diff::run(arguments, handbook, colours),
        Command::Init(arguments) => init::run(arguments, handbook, colours),
        Command::Upgrade(arguments) => upgrade::run(arguments, handbook, colours),
        Command::Explain(arguments) => explain::run(arguments, handbook, colours),
        Command::Schema(arguments) => schema::run(arguments, handbook, colours),
        Command::Build(arguments) => build::run(arguments, handbook, colours),
        Command::Serve(arguments) => serve::run(arguments, handbook, colours),
        Command::Report(arguments) => report::run(arguments, handbook, colours),
    };
    match outcome {
        Ok(status) => ExitCode::from(status as u8),
        Err(error) => {
            // A reader that has seen enough and closed the pipe is no failure.
            if is_broken_pipe(&error) {
                return ExitCode::SUCCESS;
            }
            let _ = writeln!(std::io::stderr(), "sp-plan: {error:#}");
            ExitCode::from(Status::Unreadable as u8)
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let broken = |error: &std::io::Error| error.kind() == std::io::ErrorKind::BrokenPipe;
    error.chain().filter_map(|cause| cause.downcast_ref::<std::io::Error>()).any(broken)
}

/// Whether to colour what goes to each stream.
#[derive(Debug, Clone, Copy)]
struct Colours {
    output: bool,
    errors: bool,
}

impl Colours {
    fn of(colour: Colour) -> Self {
        let wanted = |terminal: bool| match colour {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        };
        Self { output: wanted(std::io::stdout().is_terminal()), errors: wanted(std::io::stderr().is_terminal()) }
    }
}

/// A handbook and its catalogue; none, with every fault on standard error, when its files have faults.
fn sound_catalogue(handbook: Option<&Path>, colours: Colours) -> anyhow::Result<Option<(HandbookFiles, Catalogue)>> {
    let files = HandbookFiles::open(handbook)?;
    let loaded = if handbook.is_some() { files.catalogue() } else { embedded_catalogue() };
    let catalogue = without_faults(loaded, colours)?;
    Ok(catalogue.map(|catalogue| (files, catalogue)))
}

/// The catalogue that was loaded; none, with every fault on standard error, when there are faults: no verdict can be
/// trusted then.
fn without_faults(loaded: Loaded, colours: Colours) -> anyhow::Result<Option<Catalogue>> {
    if loaded.findings.is_empty() {
        return Ok(Some(loaded.catalogue));
    }
    std::io::stderr().write_all(faults_in_words(&loaded, colours.errors).as_bytes())?;
    Ok(None)
}

/// The faults of a handbook as people read them.
fn faults_in_words(loaded: &Loaded, colour: bool) -> String {
    let options = HumanOptions { colour, ..HumanOptions::default() };
    handbook_faults(&loaded.catalogue, &loaded.findings, options)
}

/// Prints a result.
fn print(text: &str) -> anyhow::Result<()> {
    let mut output = std::io::stdout().lock();
    output.write_all(text.as_bytes())?;
    output.flush()?;
    Ok(())
}

/// How wide the terminal is that the result goes to; what is not a terminal gets a width at which lines can be read.
fn terminal_width() -> usize {
    terminal_size::terminal_size_of(std::io::stdout())
        .map_or(HumanOptions::default().width, |(width, _)| usize::from(width.0))
}
