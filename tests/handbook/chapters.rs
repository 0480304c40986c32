//! What holds of every chapter that is read rather than filled in: each section says where it comes from, none is a stub,
//! and together they take in the facts of their topics.

use std::collections::BTreeSet;

use scraper::{ElementRef, Html, Selector};

use sp_plan::load::HandbookFiles;

use crate::support::site;

/// The chapters that are prose with figures, and not the page of a checklist or a list.
const CHAPTERS: [&str; 4] = ["start", "what", "models", "link_workers"];

/// The parts of the ledger that they tell, by the beginning of their rows' ids.
const ROWS: [&str; 5] = ["sd_", "oc_", "md_", "sc_", "lw_"];

fn all<'a>(document: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    document.select(&Selector::parse(selector).expect("a selector")).collect()
}

/// The source of a chapter.
fn chapter(name: &str) -> String {
    let files = HandbookFiles::embedded();
    let found = files.book.iter().find(|text| text.name == format!("src/{name}.md"));
    found.unwrap_or_else(|| panic!("there is no chapter {name}")).text.clone()
}

/// The sections of a chapter: heading and text.
fn sections(name: &str) -> Vec<(String, String)> {
    let text = chapter(name);
    let mut parts = text.split("\n## ");
    parts.next();
    parts
        .map(|part| part.split_once('\n').unwrap_or((part, "")))
        .map(|(heading, text)| (heading.to_owned(), text.to_owned()))
        .collect()
}

/// What the directives of this name say, in all chapters.
fn said(directive: &str) -> BTreeSet<String> {
    let start = format!("{{{{#{directive} ");
    let texts = CHAPTERS.map(chapter);
    let lines = texts.iter().flat_map(|text| text.lines());
    let inner = lines.filter_map(|line| line.strip_prefix(start.as_str())?.strip_suffix("}}"));
    inner.flat_map(str::split_whitespace).map(str::to_owned).collect()
}

#[test]
fn every_section_says_where_it_comes_from() {
    let mut silent = Vec::new();
    for name in CHAPTERS {
        let sections = sections(name);
        assert!(sections.len() >= 5, "{name} has {} sections", sections.len());
        for (heading, text) in sections {
            let sourced = ["{{#guide ", "{{#added "].iter().any(|mark| text.contains(mark));
            if !sourced {
                silent.push(format!("{name}: {heading}"));
            }
        }
    }
    assert!(silent.is_empty(), "{silent:#?}");
}

#[test]
fn every_section_is_prose_and_not_a_bare_list_of_records() {
    for name in CHAPTERS {
        for (heading, text) in sections(name) {
            let prose: usize =
                text.lines().filter(|line| !line.starts_with("{{#")).map(|line| line.split_whitespace().count()).sum();
            assert!((40..=250).contains(&prose), "{name}: {heading} has {prose} words");
        }
    }
}

#[test]
fn every_row_of_their_parts_of_the_ledger_is_named() {
    let catalogue = &site().catalogue;
    let records: BTreeSet<String> = catalogue.covered().iter().map(|(id, _)| id.text.clone()).collect();
    let chapters = said("guide");
    let rows = catalogue.ledger.iter().flat_map(|part| &part.rows);
    let rows: Vec<&str> =
        rows.map(|row| row.id.as_str()).filter(|id| ROWS.iter().any(|start| id.starts_with(start))).collect();
    let missing: Vec<&&str> = rows.iter().filter(|id| !records.contains(**id) && !chapters.contains(**id)).collect();
    assert!(rows.len() > 130, "the ledger is whole: {} rows", rows.len());
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn facts_of_their_topics_stand_in_a_chapter_once() {
    let catalogue = &site().catalogue;
    let chapters = said("fact");
    let topics = ["what", "models", "link_workers"];
    for fact in catalogue.facts.iter().filter(|fact| topics.contains(&fact.topic.as_str())) {
        assert!(chapters.contains(&fact.id), "{} stands in no chapter", fact.id);
        let anchor = format!("id=\"fact.{}\"", fact.id);
        let places: usize = site().pages().map(|(_, text)| text.matches(&anchor).count()).sum();
        assert_eq!(places, 1, "{}", fact.id);
    }
    assert!(!site().page("checklists/link_workers.html").contains("What the guide also says"));
}

#[test]
fn the_home_page_has_three_doors() {
    let home = site().document("index.html");
    let headings: Vec<String> =
        all(&home, "main h2").into_iter().map(|heading| heading.text().collect::<String>()).collect();
    assert_eq!(headings[..3], ["Read", "Plan", "Check"]);
    for page in ["start.html", "ingredients.html", "checklists/scheme.html", "rules/index.html"] {
        assert!(!all(&home, &format!("main a[href='{page}']")).is_empty(), "{page}");
    }
}
