//! How long a check takes beside parsing the same text, in one run: `cargo xtask bench`.
//!
//! The plan is `examples/good.yaml`, or the one that `SP_PLAN_BENCH` names. Single times depend on the machine; what is printed
//! at the end is measured in turn, and `cargo xtask bench` reads it.

#![allow(clippy::expect_used, reason = "without its plan a benchmark measures nothing")]

use std::time::{Duration, Instant};

use sp_plan::load::{HandbookFiles, embedded_catalogue, embedded_judging};
use sp_plan_engine::Date;
use sp_plan_engine::catalogue::Loaded;
use sp_plan_engine::check::{CheckOptions, check};
use sp_plan_engine::place::{FileId, SourceText};
use sp_plan_engine::yaml;
use sp_plan_report::human::{self, HumanOptions};

/// The plan that is judged.
const PLAN: &str = include_str!("../examples/good.yaml");

/// How often each is measured.
const ROUNDS: usize = 21;

fn main() {
    divan::main();
    let named =
        std::env::var_os("SP_PLAN_BENCH").map(|path| std::fs::read_to_string(path).expect("the plan can be read"));
    let plan = named.as_deref().unwrap_or(PLAN);
    let catalogue = embedded_judging().catalogue;
    let options = CheckOptions { today: Date::constant(2026, 11, 22), stage: None };
    let works: [(&str, &dyn Fn()); 3] = [
        ("parse", &|| drop(yaml::parse(divan::black_box(plan), FileId::PLAN))),
        ("check", &|| drop(check(&catalogue, divan::black_box(plan), options))),
        ("take up", &|| drop(embedded_judging())),
    ];
    let mut times = [const { Vec::new() }; 3];
    // In turn, so that a machine that grows slower does so for all.
    for _ in 0..ROUNDS {
        for ((_, work), times) in works.iter().zip(&mut times) {
            times.push(time(work));
        }
    }
    println!("Medians of {ROUNDS} for a plan of {} lines:", plan.lines().count());
    for ((name, _), times) in works.iter().zip(&mut times) {
        times.sort();
        println!("{name}: {} ns", times[ROUNDS / 2].as_nanos());
    }
}

fn time(work: impl Fn()) -> Duration {
    const TIMES: u32 = 20;
    let start = Instant::now();
    for _ in 0..TIMES {
        work();
    }
    start.elapsed() / TIMES
}

/// The text as a tree, nothing more.
#[divan::bench]
fn parse_a_plan(bencher: divan::Bencher<'_, '_>) {
    bencher.bench(|| yaml::parse(divan::black_box(PLAN), FileId::PLAN));
}

/// The whole check: parsing, typed reading, criteria, rules, verdicts, actions.
#[divan::bench]
fn check_a_plan(bencher: divan::Bencher<'_, '_>) {
    let catalogue = embedded_judging().catalogue;
    let options = CheckOptions { today: Date::constant(2026, 11, 22), stage: None };
    bencher.bench(|| check(&catalogue, divan::black_box(PLAN), options));
}

/// The report as people see it.
#[divan::bench]
fn show_a_report(bencher: divan::Bencher<'_, '_>) {
    let catalogue = embedded_judging().catalogue;
    let options = CheckOptions { today: Date::constant(2026, 11, 22), stage: None };
    let report = check(&catalogue, PLAN, options);
    let source = SourceText::new("plan.yaml", PLAN);
    bencher.bench(|| human::plan(&catalogue, divan::black_box(&source), &report, HumanOptions::default()));
}

/// What the program takes up before it can judge.
#[divan::bench]
fn take_up_what_judges() -> Loaded {
    embedded_judging()
}

/// The whole handbook, as a build takes it up.
#[divan::bench]
fn take_up_the_handbook() -> Loaded {
    embedded_catalogue()
}

/// The whole handbook from its YAML, as with `--handbook`.
#[divan::bench]
fn read_the_handbook(bencher: divan::Bencher<'_, '_>) {
    let files = HandbookFiles::embedded();
    bencher.bench(|| divan::black_box(&files).catalogue());
}
