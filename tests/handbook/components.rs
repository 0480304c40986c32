//! Our parts write the components of govuk-frontend as it does itself: held against its own examples, and wherever a page
//! uses one of its classes.

use std::collections::{BTreeMap, BTreeSet};

use minijinja::value::Value as Given;
use scraper::{ElementRef, Html, Node, Selector};
use serde_json::{Map, Value};
use sp_plan::load::HandbookFiles;
use sp_plan_engine::place::SourceText;
use sp_plan_report::templates::Templates;

use crate::component_parts::{LEFT_OUT, as_given, written};
use crate::support::{built, site, text};

/// How many examples of each component our parts are proved on. A smaller number is a loss; `cargo xtask assets` may make
/// it larger.
const PROVED: &[(&str, usize)] = &[
    ("breadcrumbs", 2),
    ("button", 1),
    ("checkboxes", 7),
    ("details", 6),
    ("error-message", 4),
    ("error-summary", 2),
    ("file-upload", 4),
    ("input", 18),
    ("inset-text", 3),
    ("notification-banner", 2),
    ("pagination", 2),
    ("radios", 6),
    ("select", 3),
    ("skip-link", 5),
    ("summary-list", 5),
    ("table", 2),
    ("tag", 10),
    ("task-list", 4),
    ("textarea", 5),
];

/// An example of a component and what govuk-frontend makes of it.
struct Fixture {
    component: String,
    name: String,
    options: Value,
    html: String,
}

fn fixtures() -> Vec<Fixture> {
    let word = |value: &Value| value.as_str().expect("a text").to_owned();
    include_str!("govuk/fixtures.jsonl")
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("it is JSON"))
        .map(|line| Fixture {
            component: word(&line["component"]),
            name: word(&line["name"]),
            html: word(&line["html"]),
            options: line["options"].clone(),
        })
        .collect()
}

/// A piece of HTML as lines: what tells apart how it is meant, and nothing else. `data-module` asks for scripts of
/// govuk-frontend, which our pages do not have.
fn normalised(html: &str) -> String {
    let document = Html::parse_fragment(html);
    let mut lines = Vec::new();
    let mut waiting = vec![(0, document.tree.root())];
    while let Some((depth, node)) = waiting.pop() {
        let indent = " ".repeat(depth);
        match node.value() {
            Node::Text(text) => {
                let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
                lines.extend((!words.is_empty()).then(|| format!("{indent}{words}")));
            }
            Node::Element(element) => {
                let mut attributes: Vec<String> = element
                    .attrs()
                    .filter(|(name, _)| *name != "data-module")
                    .map(|(name, value)| {
                        let mut words: Vec<&str> = value.split_whitespace().collect();
                        if name == "class" {
                            words.sort_unstable();
                        }
                        format!(" {name}={:?}", words.join(" "))
                    })
                    .collect();
                attributes.sort();
                lines.push(format!("{indent}<{}{}>", element.name(), attributes.concat()));
            }
            _ => {}
        }
        let mut inner: Vec<_> = node.children().map(|child| (depth + 1, child)).collect();
        inner.reverse();
        waiting.extend(inner);
    }
    lines.join("\n")
}

/// The paths of all options of an example, as `LEFT_OUT` names them. An option that is null or empty is not there.
fn paths(options: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![(String::new(), options)];
    while let Some((path, value)) = waiting.pop() {
        match value {
            Value::Object(map) => {
                for (key, value) in map.iter().filter(|(_, value)| !value.is_null() && value.as_str() != Some("")) {
                    let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                    found.insert(path.clone());
                    waiting.push((path, value));
                }
            }
            Value::Array(all) => waiting.extend(all.iter().map(|value| (format!("{path}[]"), value))),
            _ => {}
        }
    }
    found
}

/// Why an example is none of ours, if an option of it is not; notes which reasons were of use.
fn left_out(fixture: &Fixture, used: &mut BTreeSet<usize>) -> bool {
    let paths = paths(&fixture.options);
    let reasons = LEFT_OUT.iter().enumerate().filter(|(_, (component, option, _))| {
        (*component == "*" || *component == fixture.component) && paths.contains(*option)
    });
    let before: Vec<usize> = reasons.map(|(at, _)| at).collect();
    used.extend(&before);
    !before.is_empty()
}

#[test]
fn parts_write_what_govuk_frontend_writes() {
    let templates = Templates::new(&HandbookFiles::embedded().templates).expect("they can be read");
    let fill = |part: &str, given: Map<String, Value>| {
        let given: BTreeMap<String, Given> = given.iter().map(|(key, value)| (key.clone(), as_given(value))).collect();
        templates.render(&format!("parts/{part}.html"), given).expect("it can be filled in")
    };
    let mut used = BTreeSet::new();
    let mut proved: BTreeMap<String, usize> = BTreeMap::new();
    let mut faults = Vec::new();
    for fixture in fixtures().iter().filter(|fixture| fixture.component != "table") {
        if left_out(fixture, &mut used) {
            continue;
        }
        let Ok(html) = written(&fixture.component, &fixture.options, &fill) else { continue };
        let (ours, theirs) = (normalised(&html), normalised(&fixture.html));
        if ours == theirs {
            *proved.entry(fixture.component.clone()).or_default() += 1;
        } else {
            faults.push(format!("{} ({})\n-- ours\n{ours}\n-- theirs\n{theirs}", fixture.component, fixture.name));
        }
    }
    let tables = tables(&mut used, &mut faults);
    proved.insert("table".to_owned(), tables);
    assert!(faults.is_empty(), "{} examples come out otherwise:\n{}", faults.len(), faults.join("\n\n"));
    let idle: Vec<_> =
        LEFT_OUT.iter().enumerate().filter(|(at, _)| !used.contains(at)).map(|(_, reason)| reason).collect();
    assert!(idle.is_empty(), "reasons for which no example is left out: {idle:?}");
    let expected: BTreeMap<String, usize> = PROVED.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect();
    assert_eq!(proved, expected);
}

/// Tables are made from Markdown: those that Markdown can say are put into a chapter. Gives how many come out alike.
fn tables(used: &mut BTreeSet<usize>, faults: &mut Vec<String>) -> usize {
    let all = fixtures();
    let ours: Vec<&Fixture> = all
        .iter()
        .filter(|fixture| fixture.component == "table" && !left_out(fixture, used))
        // A table of Markdown has a head.
        .filter(|fixture| fixture.options["head"].as_array().is_some_and(|head| !head.is_empty()))
        .collect();
    let mut chapter = "# Tables\n".to_owned();
    for fixture in &ours {
        let cells = |row: &Value| row.as_array().into_iter().flatten().map(cell).collect::<Vec<_>>().join(" | ");
        let head = fixture.options["head"].as_array().into_iter().flatten();
        let rule: Vec<&str> = head.map(|cell| if cell["format"] == "numeric" { "--:" } else { "---" }).collect();
        chapter.push_str(&format!("\n| {} |\n| {} |\n", cells(&fixture.options["head"]), rule.join(" | ")));
        for row in fixture.options["rows"].as_array().into_iter().flatten().filter(|row| row.is_array()) {
            chapter.push_str(&format!("| {} |\n", cells(row)));
        }
    }
    let mut files = HandbookFiles::embedded();
    files.book.push(SourceText::new("src/tables.md", chapter));
    text(&mut files.book, "src/SUMMARY.md").push_str("- [Tables](tables.md)\n");
    let site = built(&files);
    let document = site.document("tables.html");
    let selector = Selector::parse("main table").expect("a selector");
    let made: Vec<ElementRef<'_>> = document.select(&selector).collect();
    assert_eq!(made.len(), ours.len(), "each table of the chapter is one");
    let mut proved = 0;
    for (fixture, table) in ours.iter().zip(made) {
        let (ours, theirs) = (normalised(&table.html()), normalised(&fixture.html));
        if ours == theirs {
            proved += 1;
        } else {
            faults.push(format!("table ({})\n-- ours\n{ours}\n-- theirs\n{theirs}", fixture.name));
        }
    }
    proved
}

fn cell(cell: &Value) -> String {
    cell["text"]
        .as_str()
        .map(str::to_owned)
        .or_else(|| cell["text"].as_number().map(ToString::to_string))
        .unwrap_or_default()
}

/// An element with a class of govuk-frontend: its tag, the class, and the first such class of the element around it when the
/// class is that of a part of a component. Headings of all levels are alike.
type Use = (String, String, String);

fn uses(document: &Html) -> BTreeSet<Use> {
    let selector = Selector::parse("[class*='govuk-']").expect("a selector");
    let govuk = |element: ElementRef<'_>| -> Vec<String> {
        element.value().classes().filter(|class| class.starts_with("govuk-")).map(str::to_owned).collect()
    };
    let mut found = BTreeSet::new();
    for element in document.select(&selector) {
        let tag = element.value().name();
        let is_heading = tag.len() == 2 && tag.starts_with('h') && tag != "hr";
        let around = element.parent().and_then(ElementRef::wrap).map(govuk).unwrap_or_default();
        // What a script clones is put where its kind belongs.
        let is_cloned = element.parent().is_some_and(|outer| matches!(outer.value(), Node::Fragment));
        for class in govuk(element) {
            let is_part = class.contains("__");
            if is_part && is_cloned {
                continue;
            }
            let around = around.first().filter(|_| is_part).cloned().unwrap_or_default();
            found.insert((if is_heading { "heading" } else { tag }.to_owned(), class, around));
        }
    }
    found
}

#[test]
fn pages_use_classes_of_govuk_frontend_as_it_does() {
    let theirs: BTreeSet<Use> =
        fixtures().iter().flat_map(|fixture| uses(&Html::parse_fragment(&fixture.html))).collect();
    let mut faults = BTreeMap::new();
    let mut classes = BTreeSet::new();
    for (name, text) in site().pages() {
        for one in uses(&Html::parse_document(text)) {
            classes.insert(one.1.clone());
            // What only a screen reader says may stand anywhere.
            if !theirs.contains(&one) && one.1 != "govuk-visually-hidden" {
                faults.entry(one).or_insert(name);
            }
        }
    }
    assert!(faults.is_empty(), "elements that govuk-frontend does not have: {faults:#?}");
    let carried: BTreeSet<String> = fixtures().into_iter().map(|fixture| fixture.component).collect();
    assert!(carried.len() > 10, "{carried:?}");
    for block in carried {
        assert!(classes.contains(&format!("govuk-{block}")), "no page has {block}, and its styles need not be carried");
    }
}
