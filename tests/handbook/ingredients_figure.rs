//! The figure of the essential ingredients: nine links in the order of the text, each to its section, and the same as a list.

use scraper::Selector;

use crate::support::site;

#[test]
fn the_figure_has_a_link_for_each_ingredient_in_the_order_of_the_text() {
    let document = site().document("ingredients.html");
    let hrefs = |selector: &str| -> Vec<String> {
        let selector = Selector::parse(selector).expect("a selector");
        let links = document.select(&selector);
        links.map(|link| link.value().attr("href").unwrap_or_default().to_owned()).collect()
    };
    let expected: Vec<String> =
        site().catalogue.ingredients.iter().map(|ingredient| format!("#{}", ingredient.id)).collect();
    assert_eq!(expected.len(), 9);
    assert_eq!(hrefs(".ingredient-figure svg a"), expected);
    assert_eq!(hrefs(".ingredient-list a"), expected, "the list under the figure says the same");
    for id in &expected {
        let heading = Selector::parse(&format!("h2[id='{}']", id.trim_start_matches('#'))).expect("a selector");
        assert!(document.select(&heading).next().is_some(), "{id} has no section");
    }
}

#[test]
fn only_what_the_guides_own_figure_lacks_is_marked() {
    let document = site().document("ingredients.html");
    let selector = Selector::parse(".ingredient-figure a.marked").expect("a selector");
    let marked: Vec<(&str, &str)> = document
        .select(&selector)
        .map(|link| {
            let attribute = |name| link.value().attr(name).unwrap_or_default();
            (attribute("href"), attribute("aria-label"))
        })
        .collect();
    assert_eq!(marked, [("#communication", "Communication between sectors (text only)")]);
}

#[test]
fn every_node_stays_in_the_drawing_and_apart_from_the_others() {
    let document = site().document("ingredients.html");
    let number = |element: scraper::ElementRef<'_>, name: &str| -> i32 {
        element.value().attr(name).and_then(|value| value.parse().ok()).unwrap_or_else(|| panic!("no number {name}"))
    };
    let svg =
        document.select(&Selector::parse(".ingredient-figure svg").expect("a selector")).next().expect("it is there");
    let (width, height) = (number(svg, "width"), number(svg, "height"));
    let selector = Selector::parse(".ingredient-figure rect").expect("a selector");
    let boxes: Vec<(i32, i32, i32, i32)> = document
        .select(&selector)
        .map(|one| (number(one, "x"), number(one, "y"), number(one, "width"), number(one, "height")))
        .collect();
    for (at, &(x, y, wide, high)) in boxes.iter().enumerate() {
        assert!(x >= 0 && y >= 0 && x + wide <= width && y + high <= height, "node {at} leaves the drawing");
        for &(other_x, other_y, ..) in &boxes[at + 1..] {
            assert!((x - other_x).abs() >= wide || (y - other_y).abs() >= high, "two nodes overlap");
        }
    }
}

#[test]
fn an_ingredient_names_each_question_that_feeds_it_once() {
    let document = site().document("ingredients.html");
    let selector =
        Selector::parse("section[aria-labelledby='person_centred_service'] .question-list a").expect("a selector");
    let links: Vec<&str> = document.select(&selector).filter_map(|link| link.value().attr("href")).collect();
    let visits = "checklists/link_workers.html#link_workers.practice.home_visits";
    assert_eq!(links.iter().filter(|link| **link == visits).count(), 1, "{links:?}");
}
