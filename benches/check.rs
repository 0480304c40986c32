//! How long a check takes beside parsing the same text, in one run: `cargo xtask bench`.
//!
//! The plan is `examples/good.yaml`, about 380 lines. Single times depend on the machine; the ratio at the end is what to
//! compare.

use std::time::{Duration, Instant};

use sp_plan::load::{HandbookFiles, embedded_catalogue, embedded_judging};
use sp_plan::report::human::{self, HumanOptions};
use sp_plan_engine::Date;
use sp_plan_engine::catalogue::Loaded;
use sp_plan_engine::check::{CheckOptions, check};
use sp_plan_engine::place::{FileId, SourceText};
use sp_plan_engine::yaml;

/// The plan that is judged.
const PLAN: &str = include_str!("../examples/good.yaml");

fn main() {
    divan::main();
    let catalogue = embedded_judging().catalogue;
    let options = CheckOptions { today: Date::constant(2026, 11, 22), stage: None };
    // In turn, so that a machine that grows slower does so for both.
    let mut ratios: Vec<f64> = (0..21)
        .map(|_| {
            let parsing = time(|| drop(yaml::parse(divan::black_box(PLAN), FileId::PLAN)));
            let checking = time(|| drop(check(&catalogue, divan::black_box(PLAN), options)));
            checking.as_secs_f64() / parsing.as_secs_f64()
        })
        .collect();
    ratios.sort_by(f64::total_cmp);
    println!(
        "check / parse of the same {} lines: {:.2} (median of {})",
        PLAN.lines().count(),
        ratios[ratios.len() / 2],
        ratios.len()
    );
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
