//! `cargo xtask bench`: measures the checker and the handbook and writes the tables of `docs/performance.md`.
//!
//! Every figure is a ratio to something that ran beside it in the same run; a time alone says more of the machine than of
//! the program. What a user would pick instead runs on the same plans (`peers`) and the same chapters (`sites`).

mod lighthouse;
mod measure;
mod pages;
mod peers;
mod plans;
mod sites;
mod table;

pub(crate) use measure::measured;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result};

use crate::tools::{cargo, output, run, target};
use measure::{Run, medians};
use table::{Row, milliseconds, ratio};

/// How often one short command is run.
const TIMES: usize = 25;

/// How often a command on a folder is run.
const TIMES_FOLDER: usize = 3;

/// How many plans the others get at once: enough that their start weighs little, few enough for a command line.
const PLANS_FOR_PEERS: usize = 100;

/// The day on which the plans are judged.
const TODAY: [&str; 2] = ["--today", "2026-11-22"];

/// What is measured, and where it lies.
struct Bench {
    home: PathBuf,
    program: PathBuf,
    schema: PathBuf,
    plan: PathBuf,
    text: String,
}

/// Measures all of it, or one part by its name, and writes the table of each.
pub(crate) fn write_tables(part: Option<&str>) -> Result<()> {
    let bench = Bench::set_up()?;
    let asked = |name: &str| part.is_none_or(|part| part == name);
    if asked("checker") {
        let mut rows = bench.in_process()?;
        rows.extend(bench.one_plan()?);
        rows.extend(bench.many_plans()?);
        let first = format!("The plan has {} lines.", bench.text.lines().count());
        println!("\n{}", table::write("checker", &first, &rows)?);
    }
    if asked("handbook") {
        let rows = pages::rows(&bench.program, &bench.home)?;
        println!("\n{}", table::write("handbook", "", &rows)?);
    }
    if asked("lighthouse") {
        println!("\n{}", lighthouse::write(&bench.program, &bench.home)?);
    }
    println!("\nWrote docs/performance.md.");
    Ok(())
}

impl Bench {
    fn set_up() -> Result<Self> {
        run(&mut cargo(&["build", "--release", "--locked", "--package", "sp-plan"]))?;
        let home = target()?.join("bench");
        fs::create_dir_all(&home).context("cannot make a folder for the benchmarks")?;
        let program = target()?.join("release/sp-plan");
        let schema = home.join("plan.schema.json");
        fs::write(&schema, output(std::process::Command::new(&program).arg("schema"))?)?;
        let text = plans::text()?;
        let plan = home.join("plan.yaml");
        fs::write(&plan, &text)?;
        Ok(Self { home, program, schema, plan, text })
    }

    fn check(&self, plans: &Path) -> Vec<String> {
        let mut command = vec![shown(&self.program), "check".to_owned(), shown(plans)];
        command.extend(TODAY.map(str::to_owned));
        command
    }

    /// Within the process, where start and reading of files do not count.
    fn in_process(&self) -> Result<Vec<Row>> {
        let bench = ["bench", "--locked", "--package", "sp-plan", "--bench", "check", "--", "nothing of divan"];
        let said = output(cargo(&bench).env("SP_PLAN_BENCH", &self.plan))?;
        let (parse, check, take_up) =
            (nanoseconds(&said, "parse:")?, nanoseconds(&said, "check:")?, nanoseconds(&said, "take up:")?);
        Ok(vec![
            Row::new("check one plan, in process", milliseconds(check))
                .beside("parsing the same text", milliseconds(parse), ratio(check, parse))
                .bar("1.5"),
            Row::new("take up the compiled catalogue, in process", milliseconds(take_up)).beside(
                "parsing the same text",
                milliseconds(parse),
                ratio(take_up, parse),
            ),
        ])
    }

    /// The whole process on one plan, beside its own start and beside the others.
    fn one_plan(&self) -> Result<Vec<Row>> {
        let peers = peers::bring(&self.home);
        let mut commands = vec![self.check(&self.plan), vec![shown(&self.program), "--version".to_owned()]];
        let one = [self.plan.clone()];
        commands.extend(peers.iter().map(|peer| peer.command(&self.schema, &one)));
        let runs = medians(TIMES, &commands)?;
        let [check, start, others @ ..] = runs.as_slice() else { return Ok(Vec::new()) };
        let mut rows = vec![
            Row::new("check one plan, whole process", milliseconds(check.wall))
                .beside("`sp-plan --version`", milliseconds(start.wall), ratio(check.wall, start.wall))
                .bar("5 ms"),
        ];
        for (peer, other) in peers.iter().zip(others) {
            rows.push(Row::new(&format!("the same plan with {}", peer.name), milliseconds(other.wall)).beside(
                "`sp-plan check`",
                milliseconds(check.wall),
                ratio(other.wall, check.wall),
            ));
        }
        let folder = plans::folder(&self.home, &self.text, PLANS_FOR_PEERS)?;
        let mut files: Vec<PathBuf> = fs::read_dir(&folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
        files.sort();
        let mut commands = vec![self.check(&folder)];
        commands.extend(peers.iter().map(|peer| peer.command(&self.schema, &files)));
        let runs = medians(TIMES_FOLDER, &commands)?;
        let [check, others @ ..] = runs.as_slice() else { return Ok(rows) };
        for (peer, other) in peers.iter().zip(others) {
            let what = format!("{PLANS_FOR_PEERS} plans with {}", peer.name);
            rows.push(Row::new(&what, milliseconds(other.wall)).beside(
                "`sp-plan check FOLDER`",
                milliseconds(check.wall),
                ratio(other.wall, check.wall),
            ));
        }
        Ok(rows)
    }

    /// Whether time grows as the plans do, both processors work, and memory does not grow.
    fn many_plans(&self) -> Result<Vec<Row>> {
        let counts = [100, 1_000, 10_000];
        let mut commands = Vec::new();
        for count in counts {
            commands.push(self.check(&plans::folder(&self.home, &self.text, count)?));
        }
        let runs = medians(TIMES_FOLDER, &commands)?;
        let [hundred, thousand, ten_thousand] = runs.as_slice() else { return Ok(Vec::new()) };
        let per_plan = |run: &Run, plans: u32| run.wall / plans;
        let megabytes = |run: &Run| format!("{:.1} MB", kilobytes(run.peak) / 1024.0);
        let (few, many) = (per_plan(thousand, 1_000), per_plan(ten_thousand, 10_000));
        Ok(vec![
            Row::new("10,000 plans, time a plan", milliseconds(many))
                .beside("1,000 plans, time a plan", milliseconds(few), ratio(many, few))
                .bar("1 (linear)"),
            Row::new("10,000 plans, processor time", milliseconds(ten_thousand.processor))
                .beside(
                    "time from start to end",
                    milliseconds(ten_thousand.wall),
                    ratio(ten_thousand.processor, ten_thousand.wall),
                )
                .bar("the number of cores"),
            Row::new("10,000 plans, peak memory", megabytes(ten_thousand))
                .beside(
                    "100 plans",
                    megabytes(hundred),
                    format!("{:.2}", kilobytes(ten_thousand.peak) / kilobytes(hundred.peak)),
                )
                .bar("1 (flat)"),
        ])
    }
}

/// What a benchmark within the process printed after a word.
fn nanoseconds(said: &str, what: &str) -> Result<Duration> {
    let line = said.lines().find_map(|line| line.strip_prefix(what)?.trim().strip_suffix(" ns"));
    let nanoseconds = line.and_then(|number| number.parse().ok());
    nanoseconds.map(Duration::from_nanos).with_context(|| format!("the benchmark does not tell `{what}`"))
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// KB as a number to reckon with; no memory has so many that it would not be exact.
fn kilobytes(count: u64) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}
