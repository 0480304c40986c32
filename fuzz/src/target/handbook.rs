//! Any text as a file of a handbook, beside the two files of a small one.

use sp_plan_engine::blank::{BlankOptions, blank_plan};
use sp_plan_engine::catalogue::{Catalogue, Compiled, Loaded};
use sp_plan_engine::check::{check, example_fails};
use sp_plan_engine::place::SourceText;

use super::plan::assert_report;
use super::{assert_place, on_a_day, small_handbook};

/// Loading ends with every fault at its place, and what loads without a fault can be used.
pub(crate) fn holds(text: &str) {
    let loaded = load(text);
    for finding in &loaded.findings {
        assert_in_file(&loaded.catalogue, finding.place, finding);
        for related in &finding.related {
            assert_in_file(&loaded.catalogue, related.place, finding);
        }
    }
    assert!(load(text).findings == loaded.findings, "loading the same text again gives something else");
    // What has a fault is never judged with.
    if loaded.findings.is_empty() {
        use_it(&loaded.catalogue);
    }
}

fn load(text: &str) -> Loaded {
    let mut files = small_handbook();
    files.push(SourceText::new("more.yaml", text));
    Catalogue::load(files)
}

fn assert_in_file(catalogue: &Catalogue, place: sp_plan_engine::place::Place, what: &dyn std::fmt::Debug) {
    let file = catalogue.file(place.file);
    assert!(file.is_some(), "a fault of the handbook is in no file of it: {what:?}");
    assert_place(file.map_or("", |file| &file.text), place.span, what);
}

/// All that the program does with a handbook, on the handbook's own blank plan and on its examples.
fn use_it(catalogue: &Catalogue) {
    let blank = blank_plan(catalogue, BlankOptions::default());
    let report = check(catalogue, &blank, on_a_day(None));
    assert_report(catalogue, &blank, &report);
    for rule in &catalogue.rules {
        for example in &rule.examples {
            let outcome = example_fails(catalogue, rule, example);
            assert_eq!(outcome, example_fails(catalogue, rule, example), "judging again gives something else");
        }
        assert!(!rule.holds.words(catalogue).is_empty(), "an expression has no words");
    }
    let bytes = catalogue.compile();
    let taken_up = Compiled::open(&bytes).and_then(Compiled::judging);
    let again = taken_up.map(|catalogue| check(&catalogue, &blank, on_a_day(None)).findings);
    assert_eq!(again.as_ref(), Ok(&report.findings), "the compiled catalogue judges otherwise");
    for at in 0..catalogue.questions.all().len() {
        assert!(catalogue.condition_in_words(at).is_none_or(|words| !words.is_empty()), "a condition has no words");
    }
}
