//! The figure of outcomes: it holds what the checklist offers, by category, and says which places are a judgement.

use scraper::{ElementRef, Html, Selector};
use sp_plan::load::HandbookFiles;

use crate::support::{built, fault, site, text};

fn all<'a>(within: ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    within.select(&Selector::parse(selector).expect("a selector")).collect()
}

fn words(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The categories of the figure with the words of their outcomes.
fn categories(page: &Html) -> Vec<(String, Vec<String>)> {
    let outer = page.root_element();
    let category = |section| {
        let title = all(section, "h3").first().map(|title| words(*title)).expect("a category has a title");
        (title, all(section, "li").into_iter().map(words).collect())
    };
    all(outer, "figure.outcomes .category").into_iter().map(category).collect()
}

#[test]
fn thirty_outcomes_stand_in_their_six_categories() {
    let page = site().document("what.html");
    let found = categories(&page);
    let titles: Vec<&str> = found.iter().map(|(title, _)| title.as_str()).collect();
    assert_eq!(
        titles,
        [
            "Physical and emotional health and wellbeing (6)",
            "Cost effectiveness and sustainability (4)",
            "Building up the local community (4)",
            "Behaviour change (7)",
            "Capacity to build up the VCSE sector (4)",
            "Social determinants of ill-health (5)",
        ]
    );
    let counts: Vec<usize> = found.iter().map(|(_, outcomes)| outcomes.len()).collect();
    assert_eq!(counts, [6, 4, 4, 7, 4, 5]);
    let mut outcomes: Vec<&String> = found.iter().flat_map(|(_, outcomes)| outcomes).collect();
    assert!(!outcomes.iter().any(|outcome| outcome.contains("local outcome")), "a plan's own is not the guide's");
    outcomes.sort();
    outcomes.dedup();
    assert_eq!(outcomes.len(), 30);
}

#[test]
fn outcomes_whose_category_the_guide_leaves_open_say_so() {
    let page = site().document("what.html");
    let marked: Vec<String> = categories(&page)
        .into_iter()
        .flat_map(|(_, outcomes)| outcomes)
        .filter_map(|outcome| outcome.strip_suffix(" *").map(str::to_owned))
        .collect();
    assert_eq!(
        marked,
        [
            "Better mental health",
            "Better quality of life",
            "Activation (readiness to make a change)",
            "Motivation",
            "Learning new skills",
            "More skills",
        ]
    );
}

#[test]
fn each_outcome_leads_to_where_a_plan_lists_its_outcomes() {
    let page = site().document("what.html");
    let links = all(page.root_element(), "figure.outcomes li a");
    assert_eq!(links.len(), 30);
    for link in links {
        assert_eq!(link.value().attr("href"), Some("checklists/evaluation.html#evaluation.outcomes.list"));
    }
}

#[test]
fn a_changed_outcome_changes_the_figure_and_a_lost_question_is_named() {
    let mut files = HandbookFiles::embedded();
    let yaml = text(&mut files.checklists, "checklists/evaluation.yaml");
    assert!(yaml.contains("label: Self-confidence\n"));
    *yaml = yaml.replacen("label: Self-confidence\n", "label: Zebra confidence\n", 1);
    assert!(built(&files).page("what.html").contains(">Zebra confidence</a>"));

    let mut files = HandbookFiles::embedded();
    let yaml = text(&mut files.checklists, "checklists/evaluation.yaml");
    *yaml = yaml.replacen("- id: outcome\n", "- id: result\n", 1).replace("row.outcome", "row.result");
    let fault = fault(&files);
    assert!(fault.starts_with("book/src/what.md:"), "{fault}");
    assert!(fault.contains("`evaluation.outcomes.list` has no column `outcome`"), "{fault}");
}
