//! Which pages there are, and that what findings link to is on them.

use scraper::Selector;
use sp_plan_engine::finding::Page;
use sp_plan_engine::message::Fault;
use sp_plan_engine::verdict::FORMULA;

use crate::support::site;

/// Fails unless the address within the handbook exists.
fn assert_there(address: &str) {
    let (name, id) = address.split_once('#').map_or((address, None), |(name, id)| (name, Some(id)));
    let page = site().document(name);
    if let Some(id) = id {
        let found =
            page.select(&Selector::parse("[id]").expect("a selector")).any(|e| e.value().attr("id") == Some(id));
        assert!(found, "{name} has no anchor {id}");
    }
}

#[test]
fn every_checklist_and_every_rule_has_a_page() {
    let site = site();
    for checklist in &site.catalogue.checklists {
        assert_there(&format!("checklists/{}.html", checklist.id));
    }
    assert!(!site.catalogue.rules.is_empty());
    for rule in &site.catalogue.rules {
        assert_there(&Page::Rule(rule.id.clone()).address());
        assert!(site.page("rules/index.html").contains(&format!("rules/{}.html", rule.id)), "{}", rule.id);
    }
}

#[test]
fn every_address_that_findings_give_is_an_anchor() {
    let catalogue = &site().catalogue;
    let mut anchors: Vec<(String, Vec<String>)> = vec![
        (
            "ingredients.html".to_owned(),
            catalogue
                .ingredients
                .iter()
                .flat_map(|ingredient| {
                    std::iter::once(ingredient.id.clone()).chain(ingredient.criteria.iter().map(|one| one.id.clone()))
                })
                .collect(),
        ),
        ("messages.html".to_owned(), Fault::all().map(|fault| fault.id().to_owned()).collect()),
        ("glossary.html".to_owned(), catalogue.terms.iter().map(|term| term.id.clone()).collect()),
        ("references.html".to_owned(), catalogue.sources.iter().map(|source| source.id.clone()).collect()),
    ];
    for checklist in &catalogue.checklists {
        let paths = checklist.questions().map(|at| catalogue.question(at).path.clone()).collect();
        anchors.push((format!("checklists/{}.html", checklist.id), paths));
    }
    let selector = Selector::parse("[id]").expect("a selector");
    for (page, ids) in anchors {
        let document = site().document(&page);
        let there: Vec<&str> = document.select(&selector).filter_map(|element| element.value().attr("id")).collect();
        for id in ids {
            assert!(there.contains(&id.as_str()), "{page} has no anchor {id}");
        }
    }
    for criterion in catalogue.ingredients.iter().flat_map(|ingredient| &ingredient.criteria).take(1) {
        assert_there(&Page::Criterion(criterion.id.clone()).address());
    }
    assert_there(&Page::Question("setup.partnerships.steering_group".to_owned()).address());
    assert_there(&Page::Message(Fault::Syntax.id()).address());
}

#[test]
fn every_question_that_is_asked_has_a_control() {
    let catalogue = &site().catalogue;
    for checklist in &catalogue.checklists {
        let document = site().document(&format!("checklists/{}.html", checklist.id));
        let selector = Selector::parse(".question").expect("a selector");
        let controls = Selector::parse("input, textarea, select").expect("a selector");
        let questions: Vec<_> = document.select(&selector).collect();
        assert_eq!(questions.len(), checklist.questions().len(), "{}", checklist.id);
        for question in questions {
            assert!(question.select(&controls).next().is_some(), "{:?}", question.value().attr("id"));
        }
    }
}

#[test]
fn a_condition_is_said_in_words_and_links_to_its_question() {
    let page = site().page("checklists/setup.html");
    let link = "Asked only when <a href=\"../checklists/setup.html#setup.partnerships.steering_group\">";
    assert!(page.contains(link), "meetings_per_year names the question that decides it");
    assert!(site().catalogue.conditions.iter().flatten().count() > 50);
}

#[test]
fn the_formula_of_verdicts_is_on_the_page_of_ingredients() {
    let text: String = site().document("ingredients.html").root_element().text().collect();
    assert!(text.contains(FORMULA));
}

#[test]
fn the_home_page_says_what_the_handbook_is_and_is_not() {
    let home = site().page("index.html");
    for words in
        ["not legal advice", "2017", "Commissioners", "Steering groups", "Local authorities", "Question set 1.0"]
    {
        assert!(home.contains(words), "the home page does not say {words:?}");
    }
}

#[test]
fn a_rule_page_shows_all_of_its_rule() {
    let rule = site().catalogue.rule("home_visits_need_lone_worker_policy").expect("the rule is there");
    let document = site().document(&Page::Rule(rule.id.clone()).address());
    let text: String = document.root_element().text().collect();
    for words in [&rule.title, &rule.why, &rule.holds_text, &rule.action, "a plan that passes", "a plan that fails"] {
        assert!(text.contains(words), "the page does not say {words:?}");
    }
    assert!(text.contains("home_visits: yes"), "the examples are plans");
    assert!(text.contains("From the guide, section"), "the page says where the rule comes from");
}

#[test]
fn what_is_newer_than_the_guide_says_so_with_its_sources() {
    let said = |page: &str| site().document(page).root_element().text().collect::<String>();
    let complaints = said("rules/data_protection_complaints_have_a_procedure.html");
    for words in
        ["Since 2017, as read in July 2026", "It holds from 19 June 2026.", "Capsticks", "To be looked at again by"]
    {
        assert!(complaints.contains(words), "{words:?}: {complaints}");
    }
    let stale = said("rules/stale_terms.html");
    for note in site().catalogue.notes.iter().filter(|note| !note.replaces.is_empty()) {
        assert!(stale.contains(&note.says), "{}", note.id);
    }
    assert!(!stale.contains("This should hold"), "a rule about words has nothing that should hold");
    assert!(said("rules/index.html").contains("Since 2017"));
    assert!(
        said("checklists/governance.html").contains("From 19 June 2026 every controller"),
        "questions show their notes"
    );
    let guide = said("rules/home_visits_need_lone_worker_policy.html");
    assert!(!guide.contains("Since 2017"), "a rule of the guide's own is not marked");
}

#[test]
fn pages_say_where_their_records_come_from() {
    for page in ["checklists/setup.html", "ingredients.html", "glossary.html", "references.html"] {
        assert!(site().page(page).contains("From the guide, "), "{page}");
    }
}

#[test]
fn figures_without_a_source_say_so() {
    let basis = "indicative figure of 2017, no source given";
    let indicative = site()
        .catalogue
        .facts
        .iter()
        .filter(|fact| fact.basis == sp_plan_engine::record::Basis::Indicative && fact.figure.is_some());
    let pages: Vec<_> = site().pages().map(|(_, text)| scraper::Html::parse_document(text)).collect();
    for fact in indicative {
        let selector = Selector::parse(&format!("[id='fact.{}']", fact.id)).expect("a selector");
        let shown: Vec<String> =
            pages.iter().flat_map(|page| page.select(&selector)).map(|element| element.text().collect()).collect();
        assert!(shown.iter().all(|text| text.contains(basis)), "{}", fact.id);
        let may_wait = ["what", "models"].contains(&fact.topic.as_str());
        assert!(may_wait || !shown.is_empty(), "{} is on no page", fact.id);
    }
}
