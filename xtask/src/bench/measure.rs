//! One run of a program from outside: how long, with how much of the processors, in how much memory.
//!
//! The system adds up what a process's finished children used and cannot take a child out again, so each run is started by
//! a process of its own: this program, as `xtask measured PROGRAM ARGUMENT...`.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeVal;

use crate::tools::output;

/// What one run took.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    /// From start to end.
    pub(super) wall: Duration,
    /// Processor time, of the program and of the system for it.
    pub(super) processor: Duration,
    /// The most memory at one time, in KB.
    pub(super) peak: u64,
}

/// The medians of several runs of each command. The commands take turns, so that a machine that grows slower does so for
/// all of them.
pub(super) fn medians(times: usize, commands: &[Vec<String>]) -> Result<Vec<Run>> {
    let mut runs: Vec<Vec<Run>> = vec![Vec::new(); commands.len()];
    for _ in 0..times {
        for (command, runs) in commands.iter().zip(&mut runs) {
            runs.push(once(command)?);
        }
    }
    let median = |runs: &[Run]| {
        let mut runs = runs.to_vec();
        runs.sort_by_key(|run| run.wall);
        runs.get(runs.len() / 2).copied().context("nothing was run")
    };
    runs.iter().map(|runs| median(runs)).collect()
}

fn once(command: &[String]) -> Result<Run> {
    let this = std::env::current_exe().context("cannot find out where this program lies")?;
    let said = output(Command::new(this).arg("measured").args(command))?;
    let numbers: Vec<u64> = said.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    match numbers.as_slice() {
        &[wall, processor, peak] => {
            Ok(Run { wall: Duration::from_micros(wall), processor: Duration::from_micros(processor), peak })
        }
        _ => bail!("a run was not measured: {said}"),
    }
}

/// `xtask measured`: runs the command once and prints microseconds, microseconds of the processor, and KB. What the
/// command prints is thrown away.
pub(crate) fn measured(command: &[&str]) -> Result<()> {
    let (program, arguments) = command.split_first().context("no command is named")?;
    let mut command = Command::new(Path::new(program));
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    let status = command.status().with_context(|| format!("cannot start {program}"))?;
    let wall = start.elapsed();
    // A plan that falls short gives status 1, here and with the others; 2 and more say that nothing was checked.
    if status.code().is_none_or(|code| code > 1) {
        bail!("{program} failed ({status})");
    }
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let micros = |time: TimeVal| time.tv_sec() * 1_000_000 + time.tv_usec();
    println!("{} {} {}", wall.as_micros(), micros(usage.user_time()) + micros(usage.system_time()), usage.max_rss());
    Ok(())
}
