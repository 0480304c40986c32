//! Whatever a chapter or a record says, it makes no markup but that which it may.

use std::collections::BTreeMap;

use proptest::prelude::*;
use scraper::{Html, Selector};

use crate::small::{pages, small};

/// The elements and attributes of a page, each with how often it is there.
fn skeleton(page: &str) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for element in Html::parse_document(page).select(&Selector::parse("*").expect("a selector")) {
        let name = element.value().name();
        // An address is a link or a text, as its scheme says.
        let attributes = element.value().attrs().map(|(attribute, _)| format!("{name} {attribute}"));
        for part in attributes.chain([name.to_owned()]) {
            *found.entry(part).or_default() += 1;
        }
    }
    found
}

/// Pieces that break out where something is not escaped, or disturb what reads them.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(
            [
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "</p></main></body>",
                "</title>",
                "\"",
                "'",
                "\" onclick=\"x",
                "' autofocus onfocus='x",
                "<!--",
                "-->",
                "<![CDATA[",
                "]]>",
                "&",
                "&lt;",
                "&#60;b&#62;",
                "<",
                ">",
                "{{ frame }}",
                "{% raw %}",
                "\0",
                "\u{7}",
                "\u{b}",
                "\u{1b}[31m",
                "\u{202e}",
                "\u{2066}",
                "\u{feff}",
                "\u{85}",
                "javascript:alert(1)",
                "é",
                " ",
                "x",
            ]
            .to_vec(),
        )
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 1..12).prop_map(|pieces| format!("x{}x", pieces.concat()))
}

/// Markdown more often than chance would have it.
fn markdown() -> impl Strategy<Value = String> {
    let mark = prop::sample::select(
        [
            "\n",
            "\n\n",
            "## ",
            "> ",
            "- ",
            "1. ",
            "    ",
            "```",
            "```a\"b\n",
            "`",
            "*",
            "**",
            "_",
            "[",
            "](",
            ")",
            "![",
            "](assets/handbook.css)",
            "](https://example.org \"t\")",
            "](javascript:x)",
            "<",
            ">",
            "<https://a.example>",
            "<a@example.org>",
            "\n| a | b |\n|:-:|---|\n| c | d |\n",
            "|",
            "\n---\n",
            "\\",
            "&Tab;",
            "&#106;",
            "[a]: data:x\n",
            "<details open>",
            "<style>",
            "<div\n",
            "{{#include x}}",
            "~~",
            "[^1]",
            "$x$",
            "- [x] ",
            "{#id .class}",
        ]
        .to_vec(),
    )
    .prop_map(str::to_owned);
    prop::collection::vec(prop_oneof![mark, hostile()], 0..24).prop_map(|pieces| pieces.concat())
}

/// What the main part of a chapter may have.
const ALLOWED: &[(&str, &[&str])] = &[
    ("h1", &[]),
    ("h2", &["id"]),
    ("h3", &["id"]),
    ("h4", &["id"]),
    ("h5", &["id"]),
    ("h6", &["id"]),
    ("p", &[]),
    ("ul", &["class"]),
    ("ol", &["start"]),
    ("li", &[]),
    ("a", &["href", "title"]),
    ("em", &[]),
    ("strong", &[]),
    ("code", &["class"]),
    ("pre", &[]),
    ("blockquote", &[]),
    ("hr", &[]),
    ("br", &[]),
    ("img", &["src", "alt", "title"]),
    ("div", &["class", "role", "aria-label", "tabindex"]),
    ("table", &["class"]),
    ("thead", &["class"]),
    ("tbody", &["class"]),
    ("tr", &["class"]),
    ("th", &["scope", "class"]),
    ("td", &["class"]),
    ("nav", &["class", "aria-labelledby"]),
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_chapters_text_makes_no_markup_of_its_own(chapter in markdown()) {
        // A chapter may be refused; then there is no page.
        if let Ok(pages) = pages(&small("a term of its own", &chapter, "T")) {
            let page = &pages["index.html"];
            let document = Html::parse_document(page);
            prop_assert!(document.errors.is_empty(), "{:?}\n{}", document.errors, page);
            prop_assert_eq!(document.select(&Selector::parse("body > *").unwrap()).count(), 4);
            for element in document.select(&Selector::parse("main *").unwrap()) {
                let name = element.value().name();
                let allowed = ALLOWED.iter().find(|(known, _)| *known == name);
                prop_assert!(allowed.is_some(), "<{}> in {}", name, page);
                for (attribute, value) in element.value().attrs() {
                    let known = allowed.is_some_and(|(_, known)| known.contains(&attribute))
                        // The heading of the list of contents has an id of the template's.
                        || (name == "h2" && attribute == "id");
                    prop_assert!(known, "{} {}={} in {}", name, attribute, value, page);
                    if attribute == "href" {
                        let web = ["https://", "http://", "mailto:"].iter().any(|start| value.starts_with(start));
                        let path = value.split(['#', '?']).next().unwrap_or_default();
                        prop_assert!(web || !path.split('/').next().unwrap_or_default().contains(':'), "{}", value);
                    }
                    if attribute == "src" {
                        prop_assert_eq!(value, "assets/handbook.css");
                    }
                }
            }
        }
    }

    #[test]
    fn a_records_text_makes_no_markup_of_its_own(slot in hostile()) {
        let plain = pages(&small("xyx", "Text", "T")).unwrap();
        let Ok(found) = pages(&small(&slot, "Text", &slot)) else {
            prop_assume!(false);
            unreachable!()
        };
        prop_assert_eq!(plain.keys().collect::<Vec<_>>(), found.keys().collect::<Vec<_>>());
        for (name, page) in &found {
            let errors = Html::parse_document(page).errors;
            prop_assert!(errors.is_empty(), "{}: {:?}", name, errors);
            // Ticks in a text make code; nothing else makes an element or an attribute.
            if !slot.contains('`') {
                prop_assert_eq!(skeleton(&plain[name]), skeleton(page), "{}", name);
            }
            prop_assert!(!page.contains(['\u{202e}', '\u{2066}', '\0']), "{}", name);
        }
    }
}
