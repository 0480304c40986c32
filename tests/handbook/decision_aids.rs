//! Decision aids: every answer leads on, the page says where, and a fault in an aid is named with its line.

use std::collections::BTreeSet;

use scraper::Selector;
use sp_plan::load::HandbookFiles;
use sp_plan_engine::place::{LineIndex, SourceText};
use sp_plan_engine::record::Leads;

use crate::support::site;

/// The faults of one more file of the handbook: line and message, with the help where there is one.
fn faults(yaml: &str) -> Vec<String> {
    let mut files = HandbookFiles::embedded();
    files.checklists.push(SourceText::new("checklists/more.yaml", yaml));
    let lines = LineIndex::new(yaml);
    let loaded = files.catalogue();
    let said = loaded.findings.iter().map(|fault| {
        let help = fault.help.as_deref().map(|help| format!(" | {help}")).unwrap_or_default();
        format!("{} {}{help}", lines.line_and_column(fault.place.span.start).0, fault.message)
    });
    said.collect()
}

/// An aid with these steps and outcomes, which begin on line 7.
fn aid(rest: &str) -> String {
    format!("decision_aids:\n  - id: one\n    title: T\n    intro: I.\n    added: Test.\n    steps:\n{rest}")
}

#[test]
fn a_sound_aid_has_no_fault() {
    let yaml = aid("      - { id: a, ask: A?, answers: [{ label: x, to: b }, { label: y, outcome: first }] }
      - { id: b, ask: B?, answers: [{ label: x, outcome: first }, { label: y, outcome: last }] }
      - { id: c, ask: C?, answers: [{ label: x, outcome: last }, { label: y, outcome: last }] }
    outcomes:
      - { id: first, title: F, says: F., then: c }
      - { id: last, title: L, says: L., points: [{ name: N, says: S. }], questions: [setup.aim] }
");
    assert_eq!(faults(&yaml), [""; 0]);
}

#[test]
fn an_answer_that_leads_nowhere_is_named() {
    let yaml = aid("      - { id: a, ask: A?, answers: [{ label: x, to: middel }, { label: y, outcome: lats }] }
      - { id: middle, ask: B?, answers: [{ label: x }, { label: y, to: last, outcome: last }] }
    outcomes:
      - { id: last, title: L, says: L., then: nowhere, questions: [setup.aimm] }
");
    assert_eq!(
        faults(&yaml),
        [
            "7 there is no step `middel` | Did you mean `middle`?",
            "7 there is no outcome `lats` | Did you mean `last`?",
            "8 a step needs at least two answers that lead somewhere",
            "8 no answer leads to this step",
            "8 an answer leads either `to` a step or to an `outcome`",
            "8 an answer leads either `to` a step or to an `outcome`",
            "10 no answer leads to this outcome",
            "10 there is no step `nowhere`",
            "10 there is no question or group `setup.aimm` | Did you mean `setup.aim`?",
        ]
    );
}

#[test]
fn nothing_leads_back_and_nothing_is_left_aside() {
    let back = "this leads back to a step at or before its own; answers lead to later steps only";
    let yaml = aid("      - { id: a, ask: A?, answers: [{ label: x, to: b }, { label: y, to: a }] }
      - { id: b, ask: B?, answers: [{ label: x, to: a }, { label: y, outcome: again }] }
      - { id: c, ask: C?, answers: [{ label: x, to: d }, { label: y, outcome: aside }] }
      - { id: d, ask: D?, answers: [{ label: x, outcome: aside }, { label: y, outcome: aside }] }
    outcomes:
      - { id: again, title: A, says: A., then: a }
      - { id: aside, title: S, says: S. }
");
    assert_eq!(
        faults(&yaml),
        [
            format!("7 {back}"),
            format!("8 {back}"),
            format!("8 {back}"),
            "9 no answer leads to this step".to_owned(),
            "10 no answer leads to this step".to_owned(),
            "13 no answer leads to this outcome".to_owned(),
        ]
    );
}

#[test]
fn ids_are_told_apart() {
    let yaml = aid("      - { id: a, ask: A?, answers: [{ label: x, outcome: a }, { label: y, outcome: z }] }
      - { id: a, ask: B?, answers: [{ label: x, outcome: z }, { label: y, outcome: z }] }
    outcomes:
      - { id: a, title: A, says: A. }
      - { id: z, title: Z, says: Z. }
");
    assert_eq!(
        faults(&yaml),
        [
            "8 `a` is the id of another step",
            "8 no answer leads to this step",
            "10 `a` is the id of a step, and links could not tell them apart",
        ]
    );
}

/// Walks every way through every aid by the links of the page, as a reader would.
#[test]
fn every_way_through_an_aid_ends_at_an_outcome() {
    let page = site().document("legal_forms.html");
    let aid = site().catalogue.decision_aids.iter().find(|aid| aid.id == "legal_forms").expect("it is there");
    let mut open = vec![format!("legal_forms.{}", aid.steps[0].id)];
    let mut reached = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !reached.insert(id.clone()) {
            continue;
        }
        let links = Selector::parse(&format!("[id='{id}'].step .answers a")).expect("a selector");
        let hrefs = page.select(&links).filter_map(|link| link.value().attr("href"));
        open.extend(hrefs.map(|href| href.trim_start_matches('#').to_owned()));
    }
    let all = aid.steps.iter().map(|step| &step.id).chain(aid.outcomes.iter().map(|outcome| &outcome.id));
    let all: BTreeSet<String> = all.map(|id| format!("legal_forms.{id}")).collect();
    assert_eq!(reached, all, "every step and outcome is reached, and nothing else");
    let to_steps =
        aid.steps.iter().flat_map(|step| &step.answers).filter(|answer| matches!(answer.leads, Leads::Step(_)));
    let text: String = page.root_element().text().collect();
    assert_eq!(text.matches("go to step").count(), to_steps.count(), "each says which step comes next");
}

#[test]
fn a_new_reader_finds_what_a_small_group_may_be_paid_with_and_what_a_home_visit_needs() {
    let headings = |page: &str| -> Vec<String> {
        let document = site().document(page);
        let selector = Selector::parse("main h2").expect("a selector");
        document.select(&selector).map(|heading| heading.text().collect()).collect()
    };
    let paid = "What an unincorporated group may be paid with".to_owned();
    assert!(headings("legal_forms.html").contains(&paid));
    assert!(headings("governance.html").contains(&"Home visits need a lone worker policy".to_owned()));
}
