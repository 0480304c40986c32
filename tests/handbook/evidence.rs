//! Evaluation, evidence, figures and what has changed: all of it is on a page, and every row of the ledger leads somewhere.

use scraper::{ElementRef, Html, Selector};
use sp_plan_engine::calculators::DERIVED;

use crate::support::site;

/// The parts of the ledger of which every row is on a page.
const PARTS_ON_PAGES: &str = "abcdefghij";

fn all<'a>(document: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    document.select(&Selector::parse(selector).expect("a selector")).collect()
}

fn words(page: &str) -> String {
    all(&site().document(page), "main").iter().flat_map(ElementRef::text).collect()
}

fn ids(page: &str) -> Vec<String> {
    let document = site().document(page);
    all(&document, "[id]").iter().filter_map(|element| element.value().attr("id")).map(str::to_owned).collect()
}

#[test]
fn every_row_of_the_ledger_leads_to_a_page() {
    let mut missing = Vec::new();
    for part in &site().catalogue.ledger {
        let name = format!("traceability/{}.html", part.part);
        let document = site().document(&name);
        let rows = all(&document, ".ledger > li");
        assert_eq!(rows.len(), part.rows.len(), "{name}");
        let is_due = PARTS_ON_PAGES.contains(part.part.as_str());
        for row in rows.into_iter().filter(|_| is_due) {
            let link = Selector::parse(".places a").expect("a selector");
            if row.select(&link).next().is_none() {
                missing.push(format!("({}) {}", part.part, row.value().attr("id").unwrap_or_default()));
            }
        }
        assert!(site().page("traceability.html").contains(&format!("href=\"{name}\"")), "the list leads to {name}");
    }
    assert!(missing.is_empty(), "{} rows are on no page: {missing:#?}", missing.len());
}

#[test]
fn the_time_before_the_first_participant_is_three_steps_away() {
    let home = site().page("index.html");
    assert!(home.contains("href=\"evaluation.html\""), "the menu leads to the chapter");
    let chapter = site().page("evaluation.html");
    assert!(chapter.contains("href=\"#about-how-long-it-takes\""), "its contents lead to the section");
    let said = words("evaluation.html");
    assert!(said.contains("2 to 4.5 months before the first participant"));
    assert!(said.contains("one after the other: 7 to 19 weeks in all"), "the figure adds up the facts");
}

#[test]
fn all_facts_on_evaluation_stand_in_its_chapter() {
    let there = ids("evaluation.html");
    let facts = site().catalogue.facts.iter().filter(|fact| fact.topic == "evaluation");
    let missing: Vec<_> = facts.map(|fact| format!("fact.{}", fact.id)).filter(|id| !there.contains(id)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert!(!site().page("checklists/evaluation.html").contains("id=\"fact."), "and nowhere else");
}

#[test]
fn every_claim_says_what_it_rests_on() {
    let (there, said) = (ids("evidence.html"), words("evidence.html"));
    assert!(site().catalogue.claims.len() >= 18);
    for claim in &site().catalogue.claims {
        assert!(there.contains(&format!("claim.{}", claim.id)), "{}", claim.id);
        assert!(said.contains(claim.strength.title()) && said.contains(&claim.says), "{}", claim.id);
    }
    assert!(said.contains("None of the guide's claims below"), "no claim of the guide rests on a trial");
}

#[test]
fn every_note_has_its_source_and_its_day_on_one_page() {
    let document = site().document("since_2017.html");
    let notes = all(&document, ".note");
    assert_eq!(notes.len(), site().catalogue.notes.len());
    for note in notes {
        let said: String = note.text().collect();
        let links = note.select(&Selector::parse("a[href^='http']").expect("a selector")).count();
        assert!(links > 0 && said.contains("To be looked at again by"), "{said}");
    }
}

#[test]
fn every_figure_to_reckon_with_is_on_its_page() {
    let there = ids("figures.html");
    let parameters = site().catalogue.questions.parameters().iter().map(|one| format!("parameter.{}", one.id));
    let derived = DERIVED.iter().map(|derived| derived.name.to_owned());
    let gates = site().catalogue.gates.iter().map(|gate| format!("gate.{}", gate.id));
    let missing: Vec<_> = parameters.chain(derived).chain(gates).filter(|id| !there.contains(id)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert_eq!(words("figures.html").matches("Made from").count(), DERIVED.len(), "each says what goes into it");
    let rule = site().page("rules/practice_meetings_leave_time_for_people.html");
    assert!(rule.contains("It reckons with"), "a rule leads to its figures");
}

#[test]
fn sources_say_what_names_them() {
    let document = site().document("references.html");
    assert_eq!(all(&document, ".sources > li").len(), site().catalogue.sources.len());
    assert!(site().page("references.html").contains("evidence.html#claim.fewer_gp_appointments"));
}
