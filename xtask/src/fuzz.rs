//! The long run of the fuzz targets: libFuzzer, led by what code a text reaches. The short run is part of the tests.
//!
//! The programs are built by plain cargo with the compiler of this project: what libFuzzer has to know of the code it
//! runs is a pass of the compiler that needs no nightly one. Only the sanitizers would, and the engine has no unsafe
//! code for them to look at.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::tools::{cargo, output, root, run, target};

/// How long each target runs when no time is given, in seconds.
const SECONDS: u64 = 60;

/// The limits of `fuzz/src/lib.rs` and of the project: 64 KB of text, 5 seconds, 256 MB with libFuzzer's own tables.
const LIMITS: &[&str] = &["-max_len=65536", "-timeout=5", "-rss_limit_mb=256"];

/// What tells libFuzzer which code a text reaches and what it is compared with.
const FLAGS: &[&str] = &[
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
    "--cfg",
    "fuzzing",
];

/// Runs the targets that are named, or all of them, each for so many seconds: `[TARGET...] [SECONDS]`.
pub(crate) fn run_targets(arguments: &[&str]) -> Result<bool> {
    let (names, seconds) = match arguments.split_last() {
        Some((last, names)) if last.chars().all(|digit| digit.is_ascii_digit()) => {
            (names, last.parse().context("the time is a number of seconds")?)
        }
        _ => (arguments, SECONDS),
    };
    let targets = targets()?;
    if let Some(unknown) = names.iter().find(|name| !targets.iter().any(|target| target == *name)) {
        bail!("there is no target `{unknown}`; they are: {}", targets.join(", "));
    }
    let chosen = targets.iter().filter(|target| names.is_empty() || names.contains(&target.as_str()));
    let folder = target()?.join("fuzz");
    let programs = build(&folder)?;
    let mut sound = true;
    for name in chosen {
        sound &= run_target(&folder, &programs, name, seconds)?;
    }
    Ok(sound)
}

/// The names of the targets: each is a program.
fn targets() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(root().join("fuzz/libfuzzer/fuzz_targets")).context("cannot find the fuzz targets")? {
        names.extend(entry?.path().file_stem().map(|stem| stem.to_string_lossy().into_owned()));
    }
    names.sort();
    Ok(names)
}

/// Builds the programs and gives the folder that they lie in.
fn build(folder: &Path) -> Result<PathBuf> {
    let version = output(Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())).arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).context("the compiler names no host")?;
    let built = folder.join("build");
    let mut cargo = cargo(&["build", "--release", "--locked", "--manifest-path", "fuzz/libfuzzer/Cargo.toml"]);
    // With a target named, the flags are not those of build scripts and macros.
    cargo.args(["--target", host, "--target-dir"]).arg(&built).env("CARGO_ENCODED_RUSTFLAGS", FLAGS.join("\u{1f}"));
    run(&mut cargo).context("libFuzzer is C++ and needs a compiler for it (on Debian: apt-get install g++)")?;
    Ok(built.join(host).join("release"))
}

/// Runs one target. What it learns is kept in the target folder, and the next run goes on from there.
fn run_target(folder: &Path, programs: &Path, name: &str, seconds: u64) -> Result<bool> {
    let [corpus, seeds, crashes] = ["corpus", "seeds", "crashes"].map(|part| folder.join(part).join(name));
    for part in [&corpus, &crashes] {
        fs::create_dir_all(part).with_context(|| format!("cannot make {}", part.display()))?;
    }
    let tool = |command: &str| {
        let mut tool = cargo(&["run", "--quiet", "--locked", "--package", "sp-plan-fuzz", "--", command, name]);
        // What fails is said once and in full; where the program was then helps nobody.
        tool.env("RUST_BACKTRACE", "0");
        tool
    };
    run(tool("seeds").arg(&seeds))?;
    let before = files(&crashes)?;
    let mut program = Command::new(programs.join(name));
    program.args(LIMITS).arg(format!("-max_total_time={seconds}")).arg("-print_final_stats=1");
    program.arg(format!("-dict={}", seeds.with_extension("dict").display()));
    program.arg(format!("-artifact_prefix={}/", crashes.display()));
    let outcome = run(program.arg(&corpus).arg(&seeds));
    if outcome.is_ok() {
        return Ok(true);
    }
    let found: Vec<PathBuf> = files(&crashes)?.into_iter().filter(|file| !before.contains(file)).collect();
    for file in &found {
        // An input that takes too long or too much memory does not panic, and cannot be made shorter in this way.
        if file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("crash-")) {
            run(tool("minimise").arg(file))?;
        } else {
            println!("{} takes too long or too much memory", file.display());
        }
    }
    if found.is_empty() { outcome.map(|()| true) } else { Ok(false) }
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    entries.map(|entry| Ok(entry?.path())).collect()
}
