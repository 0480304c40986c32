//! The index that search uses: all that can be found is in it, and everything in it is there to be found.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use scraper::{ElementRef, Html, Selector};
use serde_json::Value;
use sp_plan::load::HandbookFiles;
use sp_plan_engine::finding::Page;

use crate::support::{Site, built, site, text};

const FILE: &str = "assets/search-index.js";

/// An entry as the script has it.
struct Entry {
    kind: String,
    address: String,
    title: String,
    text: String,
    also: Vec<String>,
}

fn script(site: &Site) -> &str {
    std::str::from_utf8(&site.files[FILE]).expect("the index is UTF-8")
}

/// Reads the index as a page does: the script sets one name to one value.
fn index(site: &Site) -> Vec<Entry> {
    let json = script(site).strip_prefix("window.handbookIndex = ").and_then(|rest| rest.strip_suffix(";\n"));
    let index: Value = serde_json::from_str(json.expect("one statement")).expect("the value is JSON");
    let string = |value: &Value| value.as_str().expect("a text").to_owned();
    let pages: Vec<String> = index["pages"].as_array().expect("pages").iter().map(|page| string(&page[0])).collect();
    let entry = |row: &Value| {
        let page = &pages[usize::try_from(row[1].as_u64().expect("a number")).expect("it is small")];
        let anchor = string(&row[2]);
        Entry {
            kind: string(&row[0]),
            address: if anchor.is_empty() { page.clone() } else { format!("{page}#{anchor}") },
            title: string(&row[3]),
            text: string(&row[4]),
            also: row[5].as_array().expect("names").iter().map(string).collect(),
        }
    };
    index["entries"].as_array().expect("entries").iter().map(entry).collect()
}

fn all<'a>(document: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    document.select(&Selector::parse(selector).expect("a selector")).collect()
}

#[test]
fn every_record_can_be_found_under_its_kind() {
    let catalogue = &site().catalogue;
    let index = index(site());
    let found: BTreeSet<(&str, &str)> =
        index.iter().map(|entry| (entry.kind.as_str(), entry.address.as_str())).collect();
    let mut expected: Vec<(&str, String)> = Vec::new();
    expected.extend(catalogue.terms.iter().map(|term| ("Term", format!("glossary.html#{}", term.id))));
    for question in catalogue.questions.all() {
        expected.push(("Question", Page::Question(question.path.clone()).address()));
    }
    for ingredient in &catalogue.ingredients {
        expected.push(("Ingredient", format!("ingredients.html#{}", ingredient.id)));
        for criterion in &ingredient.criteria {
            expected.push(("Criterion", Page::Criterion(criterion.id.clone()).address()));
        }
    }
    expected.extend(catalogue.rules.iter().map(|rule| ("Rule", Page::Rule(rule.id.clone()).address())));
    expected.extend(catalogue.sources.iter().map(|source| ("Source", format!("references.html#{}", source.id))));
    let missing: Vec<_> =
        expected.iter().filter(|(kind, address)| !found.contains(&(kind, address.as_str()))).collect();
    assert!(missing.is_empty(), "{} are missing: {missing:?}", missing.len());
    assert_eq!(found.len(), index.len(), "nothing stands in the index twice");
}

#[test]
fn every_heading_of_a_chapter_can_be_found() {
    let entries = index(site());
    let found: BTreeSet<&str> = entries.iter().map(|entry| entry.address.as_str()).collect();
    let mut missing = Vec::new();
    for (name, _) in site().pages().filter(|(name, _)| *name != "search.html") {
        let document = site().document(name);
        let headings = all(&document, "main h2[id], main h3[id]");
        let is_contents = |heading: &ElementRef<'_>| {
            heading.parent().and_then(ElementRef::wrap).is_some_and(|parent| parent.value().name() == "nav")
        };
        for heading in headings.into_iter().filter(|heading| !is_contents(heading)) {
            let id = heading.value().attr("id").unwrap_or_default();
            // The heading over a table's controls belongs to its question.
            let address = format!("{name}#{}", id.trim_end_matches("--title"));
            if !found.contains(address.as_str()) {
                missing.push(address);
            }
        }
    }
    assert!(missing.is_empty(), "{} are missing: {missing:?}", missing.len());
    assert!(found.contains("index.html"), "a chapter as a whole can be found");
    assert!(!entries.iter().any(|entry| entry.address.starts_with("search.html")), "search does not find itself");
}

#[test]
fn every_entry_leads_to_an_anchor_and_says_something() {
    let mut anchors: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (name, _) in site().pages() {
        let document = site().document(name);
        let ids = all(&document, "[id]").into_iter().filter_map(|element| element.value().attr("id"));
        anchors.insert(name, ids.map(str::to_owned).collect());
    }
    for entry in index(site()) {
        let (page, anchor) = entry.address.split_once('#').unwrap_or((&entry.address, ""));
        let there = anchors.get(page).unwrap_or_else(|| panic!("there is no page {page}"));
        assert!(anchor.is_empty() || there.contains(anchor), "there is no {}", entry.address);
        assert!(!entry.title.is_empty(), "{} has no title", entry.address);
    }
}

#[test]
fn a_term_is_found_under_each_of_its_names() {
    let catalogue = &site().catalogue;
    let index = index(site());
    let mut names = 0;
    for term in &catalogue.terms {
        let address = format!("glossary.html#{}", term.id);
        let entry = index.iter().find(|entry| entry.address == address).expect("it is there");
        for name in term.also.iter().chain(term.called.iter().map(|called| &called.name)) {
            assert!(entry.also.contains(name), "{address} does not have {name:?}");
            names += 1;
        }
    }
    assert!(names > 50, "terms have other names: {names}");
}

#[test]
fn a_section_says_what_the_page_says() {
    let index = index(site());
    let said = |address: &str| &index.iter().find(|entry| entry.address == address).expect("it is there").text;
    let form = said("legal_forms.html#fact.legal_form_unincorporated");
    assert!(form.contains("It suits a small group without staff"), "{form}");
    assert!(!form.contains("From the guide"), "{form}");
    let group = said("checklists/setup.html#setup.partnerships");
    assert!(!group.contains("Is there a steering group"), "questions have entries of their own: {group}");
}

#[test]
fn nothing_in_the_data_breaks_out_of_the_script() {
    let mut files = HandbookFiles::embedded();
    let hostile = "</script><script>alert(1)</script><!-- \u{2028} \\ ` & \u{202e}";
    let yaml = text(&mut files.checklists, "checklists/scheme.yaml");
    *yaml = yaml.replacen("What is the scheme called?", &format!("'What {hostile}?'"), 1);
    text(&mut files.book, "src/index.md").push_str(&format!("\n## About {hostile}\n\n{hostile} &lt;/script>\n"));
    let site = built(&files);
    let script = script(&site);
    assert_eq!(script.lines().count(), 1);
    for forbidden in ['<', '\u{2028}', '\u{2029}', '\u{202e}'] {
        assert!(!script.contains(forbidden), "{forbidden:?} stands in the script");
    }
    let index = index(&site);
    let asked = index.iter().find(|entry| entry.address == "checklists/scheme.html#scheme.name").expect("it is there");
    assert!(asked.title.starts_with("What </script><script>alert(1)</script><!--"), "{}", asked.title);
    let section = index.iter().find(|entry| entry.title.starts_with("About </script>")).expect("it is there");
    assert!(section.text.ends_with("</script>"), "{}", section.text);
}

#[test]
fn a_handbook_with_an_asset_of_its_own_keeps_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    };
    for file in HandbookFiles::embedded().checklists {
        write(&file.name, file.text.as_bytes());
    }
    write("templates/assets/handbook.css", b"/* our own */");
    write("templates/assets/pictures/deep/logo.svg", b"<svg/>");
    let site = built(&HandbookFiles::in_folder(folder.path()).unwrap());
    assert_eq!(site.files["assets/handbook.css"], b"/* our own */");
    assert_eq!(site.files["assets/pictures/deep/logo.svg"], b"<svg/>");
    for name in ["search.js", "search-results.js", "vendored/minisearch/minisearch.min.js"] {
        let asset = format!("assets/{name}");
        assert_eq!(site.files.get(&asset), self::site().files.get(&asset), "{name}");
        assert!(site.files.contains_key(&asset), "{name}");
    }
}

#[test]
fn every_script_that_a_page_asks_for_is_there() {
    for (name, _) in site().pages() {
        let document = site().document(name);
        let sources: Vec<&str> =
            all(&document, "script").iter().filter_map(|script| script.value().attr("src")).collect();
        let climbs = "../".repeat(name.matches('/').count());
        for source in &sources {
            let file = source.strip_prefix(climbs.as_str()).unwrap_or_else(|| panic!("{name}: {source}"));
            assert!(site().files.contains_key(file), "{name}: there is no {file}");
        }
        assert!(sources.iter().any(|source| source.ends_with("assets/search.js")), "{name} has its search");
        assert_eq!(all(&document, "form[role='search'][hidden]").len(), 1, "{name}: search waits for its script");
    }
}
