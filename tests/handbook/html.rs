//! What holds of every page: sound HTML that a screen reader, a keyboard and a folder on a memory stick can all use.

use std::collections::{BTreeMap, BTreeSet};

use scraper::{ElementRef, Html, Selector};

use crate::support::site;

const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
                      connect-src 'none'; form-action 'none'; base-uri 'none'";

/// Runs a check on every page and fails with all that it found.
fn every_page(check: impl Fn(&Html, &mut Vec<String>)) {
    let mut faults = Vec::new();
    for (name, text) in site().pages() {
        let document = Html::parse_document(text);
        let mut found = Vec::new();
        check(&document, &mut found);
        faults.extend(found.into_iter().map(|fault| format!("{name}: {fault}")));
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

fn all<'a>(document: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    document.select(&Selector::parse(selector).expect("a selector")).collect()
}

/// Those that are in the page from the start: what scripts clone stands in templates, and is looked at in the browser.
fn shown<'a>(document: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    let mut found = all(document, selector);
    found.retain(|element| {
        !element.ancestors().filter_map(ElementRef::wrap).any(|outer| outer.value().name() == "template")
    });
    found
}

fn words(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn pages_parse_without_a_fault() {
    every_page(|document, faults| faults.extend(document.errors.iter().map(ToString::to_string)));
}

#[test]
fn headings_have_one_first_and_skip_no_level() {
    every_page(|document, faults| {
        let mut last = 0;
        let mut first_level = 0;
        for heading in shown(document, "h1, h2, h3, h4, h5, h6") {
            let level: u32 = heading.value().name()[1..].parse().expect("a level");
            if level > last + 1 {
                faults.push(format!("h{level} follows h{last}: {}", words(heading)));
            }
            if words(heading).is_empty() {
                faults.push("a heading is empty".to_owned());
            }
            first_level += u32::from(level == 1);
            last = level;
        }
        if first_level != 1 {
            faults.push(format!("there are {first_level} h1"));
        }
    });
}

#[test]
fn the_frame_is_whole() {
    every_page(|document, faults| {
        let mut expect = |selector: &str, count: usize| {
            let found = all(document, selector).len();
            if found != count {
                faults.push(format!("{found} of `{selector}`, not {count}"));
            }
        };
        expect("html[lang='en-GB']", 1);
        expect("meta[charset='utf-8']", 1);
        expect("meta[name='viewport'][content='width=device-width, initial-scale=1']", 1);
        expect("body > header", 1);
        expect("main#main", 1);
        expect("body > footer", 1);
        expect("nav#menu", 1);
        expect("nav:not([aria-label]):not([aria-labelledby])", 0);
        expect("script:not([src][defer]), style, iframe, object, [style], [onclick], [onload]", 0);
        expect("nav a[aria-current]", 1);
        let first = all(document, "body a").first().and_then(|link| link.value().attr("href"));
        if first != Some("#main") {
            faults.push("the first link does not skip to the main content".to_owned());
        }
        let policy = all(document, "meta[http-equiv='Content-Security-Policy']");
        let given = policy.first().and_then(|meta| meta.value().attr("content"));
        if given != Some(POLICY) {
            faults.push(format!("the content security policy is {given:?}"));
        }
    });
}

/// The styles of figures go with the pages that have them, by the classes that they draw.
#[test]
fn pages_with_figures_have_their_styles() {
    let styles = std::str::from_utf8(&site().files["assets/figures.css"]).expect("styles are UTF-8");
    let selectors = styles.lines().filter(|line| line.starts_with('.')).filter_map(|line| line.split(" {").next());
    // The first class of a selector is that of the part which is drawn; the others may stand in other parts too.
    let drawn: BTreeSet<&str> = selectors
        .flat_map(|selector| selector.split(','))
        .filter_map(|selector| selector.trim().strip_prefix('.')?.split([' ', ':', '.', '>', '+', '[']).next())
        .collect();
    assert!(drawn.len() > 20, "{drawn:?}");
    every_page(|document, faults| {
        if all(document, "link[href$='assets/figures.css']").is_empty() {
            for element in all(document, "main [class]") {
                faults.extend(
                    element
                        .value()
                        .classes()
                        .filter(|class| drawn.contains(class))
                        .map(|class| format!("`{class}` is drawn by `figures.css`, which the page does not have")),
                );
            }
        }
    });
}

#[test]
fn titles_are_unique() {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for (name, text) in site().pages() {
        let document = Html::parse_document(text);
        let title = all(&document, "head > title").first().map(|title| words(*title)).unwrap_or_default();
        assert!(!title.is_empty(), "{name} has no title");
        if let Some(other) = seen.insert(title.clone(), name) {
            panic!("{name} and {other} are both called {title}");
        }
    }
}

#[test]
fn ids_are_unique_and_named_ones_exist() {
    every_page(|document, faults| {
        let mut ids = BTreeSet::new();
        for element in all(document, "[id]") {
            let id = element.value().attr("id").unwrap_or_default();
            if id.is_empty() || id.contains(char::is_whitespace) || !ids.insert(id) {
                faults.push(format!("the id `{id}` stands twice or is no id"));
            }
        }
        for attribute in ["for", "aria-labelledby", "aria-describedby"] {
            for element in shown(document, &format!("[{attribute}]")) {
                for id in element.value().attr(attribute).unwrap_or_default().split_whitespace() {
                    if !ids.contains(id) {
                        faults.push(format!("`{attribute}` names `{id}`, which is not there"));
                    }
                }
            }
        }
    });
}

#[test]
fn every_control_has_a_label_and_every_set_a_legend() {
    every_page(|document, faults| {
        let labels: BTreeMap<&str, String> = all(document, "label[for]")
            .into_iter()
            .map(|label| (label.value().attr("for").unwrap_or_default(), words(label)))
            .collect();
        for control in shown(document, "input, textarea, select") {
            let id = control.value().attr("id").unwrap_or_default();
            if labels.get(id).is_none_or(String::is_empty) {
                faults.push(format!("the control `{id}` has no label"));
            }
            let is_one_of_many = matches!(control.value().attr("type"), Some("radio" | "checkbox"));
            let in_set =
                control.ancestors().filter_map(ElementRef::wrap).any(|outer| outer.value().name() == "fieldset");
            if is_one_of_many && !in_set {
                faults.push(format!("`{id}` is one of several and stands in no fieldset"));
            }
        }
        for set in shown(document, "fieldset") {
            let first = set.child_elements().next();
            if !first.is_some_and(|first| first.value().name() == "legend" && !words(first).is_empty()) {
                faults.push("a fieldset does not begin with a legend".to_owned());
            }
        }
        for cell in all(document, "th:not([scope])") {
            faults.push(format!("a header cell has no scope: {}", words(cell)));
        }
    });
}

#[test]
fn every_link_within_the_handbook_leads_somewhere() {
    let site = site();
    let ids: BTreeMap<&str, BTreeSet<String>> = site
        .pages()
        .map(|(name, text)| {
            let document = Html::parse_document(text);
            let ids =
                all(&document, "[id]").into_iter().filter_map(|element| element.value().attr("id")).map(str::to_owned);
            (name, ids.collect())
        })
        .collect();
    let mut broken = Vec::new();
    for (name, text) in site.pages() {
        let document = Html::parse_document(text);
        for link in all(&document, "a[href], link[href]") {
            let href = link.value().attr("href").unwrap_or_default();
            // The empty icon is in the page itself.
            if href == "data:," {
                continue;
            }
            if href.starts_with("https://") || href.starts_with("http://") || href.starts_with("mailto:") {
                if link.value().name() == "link" {
                    broken.push(format!("{name}: {href} is asked of another machine"));
                }
                continue;
            }
            let (path, fragment) = href.split_once('#').map_or((href, None), |(path, id)| (path, Some(id)));
            let target = if path.is_empty() { name.to_owned() } else { resolve(name, path) };
            let there = match (fragment, ids.get(target.as_str())) {
                (Some(id), Some(ids)) => ids.contains(id),
                (Some(_), None) => false,
                (None, _) => site.files.contains_key(&target),
            };
            if !there {
                broken.push(format!("{name}: {href}"));
            }
        }
    }
    assert!(broken.is_empty(), "{} broken links:\n{}", broken.len(), broken.join("\n"));
}

/// The name of the file that a relative address means.
fn resolve(page: &str, address: &str) -> String {
    assert!(!address.starts_with('/'), "{page}: {address} does not work in a folder");
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        if part == ".." {
            assert!(parts.pop().is_some(), "{page}: {address} leaves the handbook");
        } else {
            parts.push(part);
        }
    }
    parts.join("/")
}

#[test]
fn nothing_is_asked_of_another_machine() {
    every_page(|document, faults| {
        for element in all(document, "[src], link, [srcset], [action], [poster], [data]") {
            for attribute in ["src", "href", "srcset", "action", "poster", "data"] {
                let value = element.value().attr(attribute).unwrap_or_default();
                if value.contains("//") {
                    faults.push(format!("{} {attribute} is {value}", element.value().name()));
                }
            }
        }
    });
    for (name, bytes) in site().files.iter().filter(|(name, _)| name.starts_with("assets/")) {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("url(") && !text.contains("@import"), "{name} loads another file");
    }
}
