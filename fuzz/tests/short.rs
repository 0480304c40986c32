//! The short run: what once failed, all seeds, and a fixed number of changed seeds, the same every time.

#![allow(missing_docs, reason = "tests say what they are by their names")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use sp_plan_fuzz::minimise::{failure, shortest_failure};
use sp_plan_fuzz::mutate::{Random, mutated};
use sp_plan_fuzz::{MAXIMUM_BYTES, TARGETS, Target, corpus};

/// Another number gives other texts; the tests keep this one.
const SEED: u64 = 2017;

fn try_text(target: &Target, from: &str, text: &str) {
    let Some(said) = failure(target, text) else { return };
    let shortest = shortest_failure(target, text);
    panic!(
        "{from} of the target `{name}`: {said}\n\nThe shortest text that fails:\n{shortest}\n────\n{shortest:?}\n\nMend what it \
         shows and keep the text as a file in fuzz/regressions/{name}/.",
        name = target.name
    );
}

fn short_run(name: &str) {
    let target = sp_plan_fuzz::target(name).unwrap();
    for (path, text) in corpus::regressions(target) {
        try_text(target, &format!("{}", path.display()), &text);
    }
    let seeds = (target.seeds)();
    assert!(seeds.len() > 10, "the seeds are there");
    for (at, seed) in seeds.iter().enumerate() {
        assert!(seed.len() <= MAXIMUM_BYTES);
        try_text(target, &format!("seed {at}"), seed);
    }
    let mut random = Random::new(SEED);
    for at in 0..target.short {
        try_text(target, &format!("changed text {at}"), &mutated(&seeds, target.words, &mut random));
    }
}

#[test]
fn any_yaml() {
    short_run("yaml");
}

#[test]
fn any_plan() {
    short_run("plan");
}

#[test]
fn any_file_of_a_handbook() {
    short_run("handbook");
}

#[test]
fn any_expression() {
    short_run("expression");
}

#[test]
fn every_target_is_run() {
    let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
    assert_eq!(names, ["yaml", "plan", "handbook", "expression"]);
}
