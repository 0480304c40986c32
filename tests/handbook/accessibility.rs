//! The accessibility statement: it says what its record says, plainly, and no more.

use sp_plan::load::HandbookFiles;

use crate::support::{Site, built, fault, site, text};

const RECORD: &str = "checklists/accessibility.yaml";

fn said(site: &Site) -> String {
    let text: String = site.document("accessibility.html").root_element().text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The handbook with a record in which one text stands for another.
fn with(from: &str, to: &str) -> HandbookFiles {
    let mut files = HandbookFiles::embedded();
    let record = text(&mut files.checklists, RECORD);
    assert!(record.contains(from), "{from:?} is in the record");
    *record = record.replacen(from, to, 1);
    files
}

#[test]
fn the_statement_says_all_of_its_record() {
    let statement = site().catalogue.accessibility.as_ref().expect("there is a statement");
    let page = said(site());
    assert!(page.contains("partially compliant") && page.contains(&statement.standard));
    for problem in &statement.problems {
        assert!(page.contains(&problem.says) && page.contains(&problem.reason), "{}", problem.id);
    }
    for test in &statement.tests {
        assert!(page.contains(&format!("{} {}", test.tool, test.version)), "{}", test.id);
        assert!(page.contains(&test.looks_at), "{}", test.id);
    }
    assert!(!statement.tests.is_empty(), "the checks have been run");
    assert!(site().page("index.html").contains("href=\"accessibility.html\""), "the menu leads to it");
}

#[test]
fn what_is_not_there_yet_is_said_plainly() {
    let page = said(site());
    for words in [
        "No test with people has been recorded yet",
        "This copy names nobody to write to yet",
        "no body to complain to",
    ] {
        assert!(page.contains(words), "{words:?}: {page}");
    }
    let more = "  contact: { name: the digital team, email: pages@example.org, answers_within: 10 working days }\n  \
                complaints: Write to the council.\n  people: [{ on: 2027-02-01, who: Two readers., found: All was well. }]\n";
    let page = said(&built(&with("  people: []\n", more)));
    for words in [
        "the digital team at pages@example.org",
        "within 10 working days",
        "Write to the council.",
        "1 February 2027: Two readers. All was well.",
    ] {
        assert!(page.contains(words), "{words:?}: {page}");
    }
    assert!(!page.contains("No test with people") && !page.contains("names nobody"));
}

#[test]
fn a_status_can_be_worse_and_faults_are_counted() {
    assert!(said(&built(&with("partially_compliant", "not_compliant"))).contains("They are not compliant"));
    assert!(said(&built(&with("failures: 0", "failures: 3"))).contains("3 checks failed."));
    assert!(said(&built(&with("failures: 0", "failures: 1"))).contains("One check failed."));
}

#[test]
fn a_chapter_without_a_record_is_a_mistake() {
    let mut files = HandbookFiles::embedded();
    files.checklists.retain(|file| file.name != RECORD);
    let message = fault(&files);
    assert!(
        message.contains("book/src/accessibility.md:7: no file of `checklists/` holds `accessibility`"),
        "{message}"
    );
}
