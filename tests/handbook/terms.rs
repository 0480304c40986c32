//! Terms in the text: which uses become links, that nothing else changes, and what the glossary shows of a term.

use std::collections::BTreeSet;

use scraper::{ElementRef, Html, Selector};
use sp_plan::load::HandbookFiles;
use sp_plan_engine::place::SourceText;

use crate::support::{Site, built, site, text};

/// A page whose chapter has this text, in a handbook with these terms besides its own.
fn chapter(markdown: &str, terms: &str) -> Site {
    let mut files = HandbookFiles::embedded();
    files.book.push(SourceText::new("src/deep/local.md", format!("# Local\n\n{markdown}\n")));
    text(&mut files.book, "src/SUMMARY.md").push_str("- [Local](deep/local.md)\n");
    if !terms.is_empty() {
        files.checklists.push(SourceText::new("checklists/own.yaml", format!("terms:\n{terms}")));
    }
    built(&files)
}

fn selected<'a>(document: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    document.select(&Selector::parse(selector).expect("a selector")).collect()
}

/// The words and the terms of the links of a page, in order.
fn links(site: &Site) -> Vec<(String, String)> {
    let document = site.document("deep/local.html");
    let link = |link: ElementRef<'_>| {
        let address = link.value().attr("href").unwrap_or_default();
        let id = address.strip_prefix("../glossary.html#").unwrap_or_else(|| panic!("{address}"));
        (link.text().collect::<String>(), id.to_owned())
    };
    selected(&document, "a.to-term").into_iter().map(link).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(words, id)| ((*words).to_owned(), (*id).to_owned())).collect()
}

#[test]
fn the_first_use_in_a_section_is_linked_whole_words_and_longest_name_first() {
    let one = chapter(
        "Signposting, and signposting again. Supported\nsignposting is another word, as is long term condition.\n\n\
         ICBs commission, icb does not. Co-produced is not pre-caseload, caseloads are, nor is evaluationist.\n\n\
         {{#facts setup}}\n\n## Next\n\nIt is *signposting* here; a **spot** purchase and long *term* conditions.\n\n\
         ## Caseload and `caseload`\n\n[caseload](https://example.org) `exit strategy` and A&E, a\\&e.\n\n\
         | caseload | x |\n|---|---|\n| caseloads | 1 |\n",
        "",
    );
    let found = links(&one);
    let own: Vec<_> = found.iter().take(6).cloned().collect();
    assert_eq!(
        own,
        pairs(&[
            ("Signposting", "signposting"),
            ("Supported\nsignposting", "supported_signposting"),
            ("long term condition", "long_term_conditions"),
            ("ICBs", "integrated_care_board"),
            ("Co-produced", "co_production"),
            ("caseloads", "caseload"),
        ])
    );
    let last: Vec<_> = found.iter().rev().take(3).rev().cloned().collect();
    assert_eq!(
        last,
        pairs(&[
            ("signposting", "signposting"),
            ("long term conditions", "long_term_conditions"),
            ("caseloads", "caseload")
        ])
    );
}

#[test]
fn a_term_says_itself_how_often_it_is_linked() {
    let term = |id: &str, link: &str| {
        format!(
            "  - {{ id: {id}, term: {id}, means: M., easy_read: E., pathway: referral, added: T., link: {link} }}\n"
        )
    };
    let terms = term("alpha", "first_in_section") + &term("beta", "first_in_page") + &term("gamma", "never");
    let site = chapter("Alpha beta, gamma.\n\n## Two\n\nAlpha beta, gamma.", &terms);
    assert_eq!(links(&site), pairs(&[("Alpha", "alpha"), ("beta", "beta"), ("Alpha", "alpha")]));
    let document = site.document("deep/local.html");
    assert_eq!(selected(&document, ".meaning").len(), 2, "what is not linked is not explained");
}

#[test]
fn names_from_a_fork_stay_text() {
    let terms = "  - { id: hostile, term: 'x\" onclick=\"y', also: ['<script>alert(1)</script>', 'A & <b>', 'zebra'], \
                 means: '<img src=x onerror=y>', easy_read: E., pathway: referral, added: T. }\n";
    let site = chapter("A zebra, x\" onclick=\"y, <script>alert(1)</script>, A & <b>.", terms);
    let document = site.document("deep/local.html");
    assert!(document.errors.is_empty(), "{:?}", document.errors);
    assert!(selected(&document, "script:not([src]), img, [onclick], [onerror]").is_empty());
    assert_eq!(links(&site), pairs(&[("zebra", "hostile")]));
    assert!(site.page("glossary.html").contains("&lt;img src=x onerror=y&gt;"));
}

/// A page without what was added for its terms.
fn without_links(page: &str) -> String {
    let mut rest = page.split_once("<div class=\"glossary-appendix\">").map_or(page, |(before, _)| before);
    let mut plain = String::new();
    while let Some((before, after)) = rest.split_once("<a class=\"to-term\"") {
        plain.push_str(before);
        let (_, after) = after.split_once('>').expect("the link begins");
        let (words, after) = after.split_once("</a>").expect("the link ends");
        plain.push_str(words);
        let (kept, after) = after.strip_prefix("<span class=\"kept\">").map_or((false, after), |after| (true, after));
        let (button, after) = after.split_once("</button>").expect("a button follows");
        assert!(button.starts_with("<button type=\"button\" class=\"what\" popovertarget=\"term."), "{button}");
        let (mark, after) = if kept { after.split_once("</span>").expect("the mark is kept") } else { ("", after) };
        assert!(mark.len() <= 1, "{mark}");
        plain.push_str(mark);
        rest = after;
    }
    plain + rest
}

#[test]
fn without_the_links_every_page_is_as_it_was() {
    let mut files = HandbookFiles::embedded();
    let glossary = files.checklists.iter_mut().filter(|texts| texts.name.starts_with("checklists/glossary"));
    for texts in glossary {
        let unlinked = texts.text.replace("    link: first_in_page\n", "").replace("    link: never\n", "");
        texts.text = unlinked.replace("    pathway: ", "    link: never\n    pathway: ");
    }
    let plain = built(&files);
    let mut linked = 0;
    for (name, page) in site().pages() {
        let before = plain.page(name);
        assert!(!before.contains("class=\"to-term\" href"), "{name} has no link");
        // The text of a plan stands below the box of the text.
        let end = |page: &str| ["<details class=\"text-pane", "</main>"].iter().find_map(|mark| page.find(mark));
        let before = &before[..end(before).expect("a main part")];
        let after = without_links(page);
        let after = end(&after).map_or(after.as_str(), |end| &after[..end]);
        // The meanings stand last in the box of the text.
        let bare = |main: &str| main.replace("</div>\n", "\n").trim_end_matches("</div>").trim_end().to_owned();
        let (after, before) = (bare(after), bare(before));
        let first = after.lines().zip(before.lines()).find(|(after, before)| after != before);
        assert!(after == before, "{name} has changed: {first:?}");
        linked += page.matches("<a class=\"to-term\"").count();
    }
    assert!(linked > 300, "{linked} links in all");
}

#[test]
fn nothing_is_linked_where_it_may_not_be() {
    for (name, page) in site().pages() {
        let document = Html::parse_document(page);
        for outer in ["a", "h1", "h2", "h3", "h4", "code", "pre", "label", "legend", "button", "nav", "dl", "cite"] {
            assert!(selected(&document, &format!("{outer} a.to-term")).is_empty(), "{name}: in {outer}");
        }
        let explained: BTreeSet<&str> =
            selected(&document, ".meaning").into_iter().filter_map(|one| one.value().attr("id")).collect();
        let asked: BTreeSet<&str> = selected(&document, "button.what")
            .into_iter()
            .filter_map(|one| one.value().attr("popovertarget"))
            .collect();
        assert_eq!(explained, asked, "{name}");
    }
    assert!(!site().page("glossary.html").contains("class=\"to-term\" href"));
    assert!(site().page("checklists/governance.html").contains("class=\"to-term\" href=\"../glossary.html#"));
    assert!(site().page("rules/home_visits_need_lone_worker_policy.html").contains("#lone_worker_policy\">"));
}

#[test]
fn the_glossary_has_every_name_every_step_and_where_things_were_read() {
    let document = site().document("glossary.html");
    let words = |selector: &str| {
        let each = selected(&document, selector).into_iter();
        each.map(|one| one.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" "))
            .collect::<Vec<_>>()
    };
    let see: BTreeSet<String> = words(".see").into_iter().map(|line| line.to_lowercase()).collect();
    let names = words("article.term h4");
    for term in &site().catalogue.terms {
        assert!(names.iter().any(|name| name.starts_with(&term.term)), "{}", term.id);
        for name in term.names().skip(1) {
            let line = format!("{}: see {}", name, term.term).to_lowercase();
            assert!(see.contains(&line) || name.to_lowercase() == term.term.to_lowercase(), "{line}");
        }
        let steps = selected(&document, &format!("[id='step-{}'] + .names a[href$='#{}']", term.pathway, term.id));
        assert_eq!(steps.len(), 1, "{} stands at its step", term.id);
        for other in &term.related {
            let back = format!("article[id='{}'] dl a[href='glossary.html#{}']", other.text, term.id);
            assert_eq!(selected(&document, &back).len(), 1, "{} and {} are related both ways", other.text, term.id);
        }
    }
    let link_worker = words("article[id='link_worker']").join(" ");
    for said in ["In Scotland", "community link worker", "Community link workers in Scotland, July 2026", "Easy read:"]
    {
        assert!(link_worker.contains(said), "{said}: {link_worker}");
    }
    assert_eq!(
        site().catalogue.terms.iter().find(|term| term.id == "link_worker").map(|term| term.also.len()),
        Some(14)
    );
    for step in ["referral", "consultation", "community", "evaluation", "governance"] {
        let way = format!(".drawing a[href='#step-{step}']");
        assert_eq!(selected(&document, &way).len(), 2, "{step} is in both drawings");
        assert_eq!(selected(&document, &format!(".in-words a[href='#step-{step}']")).len(), 1, "and in words");
    }
}
