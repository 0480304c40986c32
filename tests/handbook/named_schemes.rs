//! The schemes that the guide names: each has a row in the table and a card, all marked with the guide's year.

use scraper::{ElementRef, Selector};
use sp_plan_engine::place::SourceText;

use sp_plan::load::HandbookFiles;

use crate::support::{site, text};

const FIELDS: [&str; 7] =
    ["Place", "Who refers", "Link workers", "Employed by", "Where they meet people", "Partners", "For whom"];

fn all<'a>(within: ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    within.select(&Selector::parse(selector).expect("a selector")).collect()
}

fn words(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn each_of_twelve_schemes_has_a_card_with_every_field() {
    let site = site();
    let page = site.document("models.html");
    let cards = all(page.root_element(), ".scheme");
    assert_eq!(cards.len(), 12);
    assert_eq!(site.catalogue.named_schemes.len(), 12);
    for (card, scheme) in cards.into_iter().zip(&site.catalogue.named_schemes) {
        assert_eq!(card.value().attr("id"), Some(format!("scheme.{}", scheme.id).as_str()));
        assert_eq!(all(card, "h3").into_iter().map(words).collect::<Vec<_>>(), [scheme.name.as_str()]);
        assert_eq!(all(card, ".kind").into_iter().map(words).collect::<Vec<_>>(), ["As of 2017"]);
        assert_eq!(all(card, "dt").into_iter().map(words).collect::<Vec<_>>(), FIELDS, "{}", scheme.id);
        for said in all(card, "dd").into_iter().map(words) {
            assert!(!said.is_empty(), "{}: a field is empty", scheme.id);
        }
        assert!(words(card).contains(&scheme.feature), "{}", scheme.id);
        for source in &scheme.sources {
            let link = format!("a[href='references.html#{}']", source.text);
            assert_eq!(all(card, &link).len(), 1, "{}", scheme.id);
        }
        assert!(words(card).contains("From the guide, section"), "{}", scheme.id);
    }
}

#[test]
fn the_table_names_every_scheme_and_leads_to_its_card() {
    let site = site();
    let page = site.document("models.html");
    let rows = all(page.root_element(), "table.compared tbody tr");
    assert_eq!(rows.len(), site.catalogue.named_schemes.len());
    for (row, scheme) in rows.into_iter().zip(&site.catalogue.named_schemes) {
        let link = all(row, &format!("th[scope='row'] a[href='#scheme.{}']", scheme.id));
        assert_eq!(link.into_iter().map(words).collect::<Vec<_>>(), [scheme.name.as_str()]);
        let cells: Vec<String> = all(row, "td").into_iter().map(words).collect();
        let them = scheme.link_workers.as_ref();
        let said = |text: Option<&String>| text.cloned().unwrap_or_else(|| "not said".to_owned());
        let expected = [
            said(scheme.who_refers.as_ref()),
            said(them.map(|them| &them.who)),
            said(them.and_then(|them| them.employer.as_ref())),
            said(them.and_then(|them| them.where_met.as_ref())),
        ];
        assert_eq!(cells, expected, "{}", scheme.id);
    }
}

#[test]
fn what_became_of_a_scheme_stands_on_its_card() {
    let page = site().document("models.html");
    let card = all(page.root_element(), "[id='scheme.ways_to_wellness'] .govuk-inset-text");
    let note = card.first().map(|note| words(*note)).expect("a note");
    assert!(note.contains("ended in summer 2025") && note.contains("July 2026"), "{note}");
}

#[test]
fn a_scheme_with_a_mistake_is_named() {
    let faults = |change: (&str, &str)| -> Vec<String> {
        let mut files = HandbookFiles::embedded();
        let yaml = text(&mut files.checklists, "checklists/named_schemes.yaml");
        assert!(yaml.contains(change.0), "{}", change.0);
        *yaml = yaml.replacen(change.0, change.1, 1);
        files.catalogue().findings.into_iter().map(|finding| finding.message).collect()
    };
    assert_eq!(faults(("sources: [wigan_url]", "sources: [wigan]")), ["there is no source `wigan`"]);
    assert_eq!(
        faults(("notes: [ways_to_wellness_ended]", "notes: [ways_to_wellness]")),
        ["there is no note `ways_to_wellness`"]
    );
    assert_eq!(faults(("- id: wigan\n", "- id: cullompton\n")), ["`cullompton` is an id already"]);
    assert_eq!(faults(("    sources: [wigan_url]\n", "")), ["a named scheme needs at least one source"]);
    let unknown = faults(("      employer: Family Action\n", "      boss: Family Action\n"));
    assert!(unknown.len() == 1 && unknown[0].contains("`boss`"), "{unknown:?}");
}

#[test]
fn a_handbook_without_schemes_still_builds() {
    let mut files = HandbookFiles::embedded();
    files.checklists.retain(|text: &SourceText| text.name != "checklists/named_schemes.yaml");
    let page = crate::support::built(&files);
    assert!(!page.page("models.html").contains("class=\"card scheme\""));
}
