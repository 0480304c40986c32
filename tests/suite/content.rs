//! The content of the embedded handbook: sound, complete, and its examples true.

use std::collections::BTreeSet;

use sp_plan::load::HandbookFiles;
use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::example_fails;
use sp_plan_engine::finding::Finding;
use sp_plan_engine::place::LineIndex;

fn catalogue() -> Catalogue {
    let loaded = HandbookFiles::embedded().catalogue();
    let faults = describe(&loaded.catalogue, &loaded.findings);
    assert!(faults.is_empty(), "{} faults in the handbook:\n{faults}", loaded.findings.len());
    loaded.catalogue
}

fn describe(catalogue: &Catalogue, findings: &[Finding]) -> String {
    findings
        .iter()
        .map(|finding| {
            let file = catalogue.file(finding.place.file);
            let (name, text) = file.map_or(("example", ""), |file| (file.name.as_str(), file.text.as_str()));
            let (line, column) = LineIndex::new(text).line_and_column(finding.place.span.start);
            let help = finding.help.as_deref().unwrap_or_default();
            format!("{name}:{line}:{column}: {} {help}\n", finding.message)
        })
        .collect()
}

#[test]
fn the_embedded_handbook_has_no_faults() {
    catalogue();
}

#[test]
fn every_row_of_parts_a_to_g_of_the_ledger_is_covered() {
    let catalogue = catalogue();
    let covered: BTreeSet<&str> = catalogue.covered().iter().map(|(id, _)| id.text.as_str()).collect();
    let mut missing = Vec::new();
    let mut rows = 0;
    for part in catalogue.ledger.iter().filter(|part| "abcdefg".contains(part.part.as_str())) {
        for row in &part.rows {
            rows += 1;
            if !covered.contains(row.id.as_str()) {
                missing.push(format!("({}) {}", part.part, row.id));
            }
        }
    }
    assert_eq!(rows, 401, "the ledger's parts (a) to (g) have 401 rows");
    assert!(missing.is_empty(), "no record covers {missing:#?}");
}

#[test]
fn the_examples_of_every_rule_are_true() {
    let catalogue = catalogue();
    let mut wrong = Vec::new();
    for rule in &catalogue.rules {
        for example in &rule.examples {
            match example_fails(&catalogue, rule, example) {
                Err(findings) => {
                    wrong.push(format!("{}: an answer cannot be read: {}", rule.id, describe(&catalogue, &findings)));
                }
                Ok(fails) if fails == example.passes => {
                    wrong.push(format!(
                        "{}: an example that {} does not: {:?}",
                        rule.id,
                        if example.passes { "passes" } else { "fails" },
                        example
                            .answers
                            .entries
                            .iter()
                            .map(|entry| (&entry.key, sp_plan_engine::value::write_inline(&entry.value)))
                            .collect::<Vec<_>>()
                    ));
                }
                Ok(_) => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong examples:\n{}", wrong.len(), wrong.join("\n"));
}
