//! Every section of a chapter says where it comes from, and a fact that a chapter takes in stands in one place.

use std::collections::BTreeMap;

use scraper::Selector;
use sp_plan::load::HandbookFiles;

use crate::support::site;

/// The chapters that are written as text from end to end.
const CHAPTERS: &[&str] = &["ingredients.md", "referrals.md", "governance.md", "legal_forms.md", "setting_up.md"];

/// The topics whose facts the chapters speak of.
const TOPICS: &[&str] = &["ingredients", "referral", "governance", "setup"];

#[test]
fn every_section_says_where_it_comes_from() {
    let files = HandbookFiles::embedded();
    let mut faults = Vec::new();
    for chapter in CHAPTERS {
        let name = format!("src/{chapter}");
        let text = &files.book.iter().find(|text| text.name == name).expect("the chapter is there").text;
        for section in text.split("\n## ").skip(1) {
            let says =
                ["{{#guide ", "{{#added ", "{{#decision_aid "].iter().any(|directive| section.contains(directive));
            if !says {
                faults.push(format!("{chapter}: {}", section.lines().next().unwrap_or_default()));
            }
        }
    }
    assert!(faults.is_empty(), "sections without provenance:\n{}", faults.join("\n"));
}

#[test]
fn every_fact_of_these_topics_stands_on_one_page() {
    let mut places: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let selector = Selector::parse("article.fact").expect("a selector");
    for (name, _) in site().pages() {
        for fact in site().document(name).select(&selector) {
            places.entry(fact.value().attr("id").unwrap_or_default().to_owned()).or_default().push(name);
        }
    }
    for fact in site().catalogue.facts.iter().filter(|fact| TOPICS.contains(&fact.topic.as_str())) {
        let found = places.get(&format!("fact.{}", fact.id)).map(Vec::as_slice).unwrap_or_default();
        assert_eq!(found.len(), 1, "{} stands on {found:?}", fact.id);
        assert!(!found[0].starts_with("checklists/"), "no chapter speaks of {}", fact.id);
    }
}
