//! The forms for referrals: everything that the guide asks of a referral has a field, and a fault in a form is named.

use std::collections::BTreeSet;

use scraper::Selector;
use sp_plan::load::HandbookFiles;
use sp_plan_engine::place::LineIndex;

use crate::support::site;

/// What the guide asks of a referral, by form.
const ELEMENTS: &[(&str, &[&str])] = &[
    (
        "inward",
        &[
            "rf_in_consent",
            "rf_in_communication_needs",
            "rf_in_reason_and_need",
            "rf_in_risk_issues",
            "rf_in_person_view",
            "rf_in_feedback_terms",
            "rf_in_lead_responsibility",
        ],
    ),
    (
        "onward",
        &[
            "rf_out_consent",
            "rf_out_coproduced_view",
            "rf_out_communication_needs",
            "rf_out_handover_clarity",
            "rf_out_handover_switch_point",
            "rf_out_handover_follow_up",
            "rf_out_handover_return",
            "rf_out_handover_group_expectations",
            "rf_out_handover_outcomes_sharing",
        ],
    ),
];

#[test]
fn every_element_of_a_referral_has_a_field() {
    for (id, elements) in ELEMENTS {
        let form = site().catalogue.forms.iter().find(|form| form.id == *id).expect("the form is there");
        let fields = form.parts.iter().flat_map(|part| &part.fields);
        let covered: BTreeSet<&str> =
            fields.flat_map(|field| &field.provenance.guide).map(|row| row.text.as_str()).collect();
        for element in *elements {
            assert!(covered.contains(element), "no field of the form {id} covers {element}");
        }
    }
}

#[test]
fn every_field_is_on_the_page_with_a_control_of_its_own() {
    for form in &site().catalogue.forms {
        let document = site().document(&format!("forms/{}.html", form.id));
        let control = Selector::parse("form.paper-form :is(input, textarea)").expect("a selector");
        let ids: BTreeSet<&str> = document.select(&control).filter_map(|control| control.value().attr("id")).collect();
        for field in form.parts.iter().flat_map(|part| &part.fields) {
            let id = format!("{}.{}", form.id, field.id);
            let first_of_several = format!("{id}--1");
            assert!(ids.contains(id.as_str()) || ids.contains(first_of_several.as_str()), "{id} has no control");
        }
        let text: String = document.root_element().text().collect();
        assert!(text.contains("not saved and not sent anywhere"), "{} does not say where entries go", form.id);
        assert!(text.contains(&form.keep), "{} does not say how to keep it", form.id);
        let named = Selector::parse("form.paper-form [name], form.paper-form button, form.paper-form [type='submit']");
        assert_eq!(document.select(&named.expect("a selector")).count(), 0, "nothing of a form can be sent");
    }
}

#[test]
fn a_fault_of_a_form_is_reported_at_its_place() {
    let mut files = HandbookFiles::embedded();
    let yaml = "forms:
  - id: visit
    title: Visit
    intro: I.
    keep: K.
    added: Test.
    parts:
      - id: who
        title: Who
        fields:
          - { id: name, label: Name, kind: box }
          - { id: name, label: Name, kind: line }
          - { id: name, label: Again, kind: line, width: 3 }
          - { id: text, label: Text, kind: lines, rows: 99 }
          - { id: boxes, label: Boxes, kind: ticks, options: [one] }
      - { id: empty, title: Empty, fields: [] }
";
    files.checklists.push(sp_plan_engine::place::SourceText::new("checklists/more.yaml", yaml));
    let loaded = files.catalogue();
    let lines = LineIndex::new(yaml);
    let faults: Vec<String> = loaded
        .findings
        .iter()
        .map(|fault| format!("{} {}", lines.line_and_column(fault.place.span.start).0, fault.message))
        .collect();
    assert_eq!(
        faults,
        [
            "11 `kind` must be one of `line`, `lines`, `tick`, `ticks`, `date`, `signature`, and this is `box`",
            "13 `name` is the id of another part or field of this form",
            "13 a field has no key `width`",
            "14 `rows` must be a whole number from 2 to 20, and this is `99`",
            "15 `ticks` needs at least two `options`; for one box there is `tick`",
            "16 a part of a form needs at least one field",
        ]
    );
}
