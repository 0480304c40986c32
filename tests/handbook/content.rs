//! From data and chapters to pages: a change shows, a mistake is named with its place, markup in data stays text.

use sp_plan::load::HandbookFiles;
use sp_plan_engine::place::SourceText;

use crate::support::{built, fault, site, text};

#[test]
fn a_changed_word_of_a_question_changes_its_page_alone() {
    let mut files = HandbookFiles::embedded();
    let yaml = text(&mut files.checklists, "checklists/setup.yaml");
    let ask = &site()
        .catalogue
        .questions
        .all()
        .iter()
        .find(|question| question.path == "setup.partnerships.steering_group")
        .expect("it is there")
        .ask;
    assert!(yaml.contains(ask.as_str()));
    *yaml = yaml.replacen(ask.as_str(), "Is there a zebra in the group?", 1);
    let changed = built(&files);
    assert!(changed.page("checklists/setup.html").contains("Is there a zebra in the group?"));
    for (name, text) in changed.pages().filter(|(name, _)| *name != "checklists/setup.html") {
        assert_eq!(text, site().page(name), "{name}");
    }
}

#[test]
fn markup_in_the_data_stays_text() {
    let mut files = HandbookFiles::embedded();
    let yaml = text(&mut files.checklists, "checklists/scheme.yaml");
    *yaml = yaml.replacen("What is the scheme called?", "\"What <script>alert(1)</script> & `code`?\"", 1);
    let page = built(&files);
    let page = page.page("checklists/scheme.html");
    assert!(page.contains("What &lt;script&gt;alert(1)&lt;/script&gt; &amp; <code>code</code>?"));
    assert!(!page.contains("<script>"));
}

#[test]
fn a_mistake_in_a_chapter_is_named_with_its_line() {
    let with = |name: &str, words: &str| {
        let mut files = HandbookFiles::embedded();
        text(&mut files.book, name).push_str(words);
        fault(&files)
    };
    let lines = HandbookFiles::embedded()
        .book
        .iter_mut()
        .find(|text| text.name == "src/glossary.md")
        .map(|text| text.text.lines().count())
        .expect("it is there");
    let line = lines + 2;
    for (words, expected) in [
        ("\n{{#timeline}}\n", "there is no directive `timeline`"),
        ("\n{{#include /etc/passwd}}\n", "there is no directive `include`"),
        ("\n{{#checklist nowhere}}\n", "there is no checklist `nowhere`"),
        ("\n{{#checklist setup}}\n", "belongs in `checklists/setup.md`"),
        ("\n{{#rules all}}\n", "`rules` takes no word after it"),
        ("\n{{#rule}}\n", "there is no directive `rule`; did you mean `rules`?"),
        (
            "\n{{#guide gl_link_workers}}\n",
            "there is no row of the ledger `gl_link_workers`; did you mean `gl_link_worker`?",
        ),
        ("\n{{#guide}}\n", "`guide` names what it shows"),
        ("\n{{#added}}\n", "`added` says why the section is here"),
        ("\n{{#fact link_worker_tiles}}\n", "there is no fact `link_worker_tiles`; did you mean `link_worker_titles`?"),
        ("\n{{#notes nothing_new_here}}\n", "there is no note `nothing_new_here`"),
        ("\n{{#questions setup.partnership}}\n", "did you mean `setup.partnerships`?"),
        ("\n{{#form inwards}}\n", "there is no form `inwards`; did you mean `inward`?"),
        ("\n{{#decision_aid legal_form}}\n", "there is no decision aid `legal_form`; did you mean `legal_forms`?"),
        ("\n{{#ingredient_figure}}\n", "belongs in `ingredients.md`"),
        ("\n# Another title\n", "a chapter has one title"),
        ("\n[x](javascript:alert)\n", "a link may not begin with `javascript:`"),
    ] {
        let message = with("src/glossary.md", words);
        assert!(message.starts_with(&format!("book/src/glossary.md:{line}: ")), "{message}");
        assert!(message.contains(expected), "{message}");
    }
}

#[test]
fn a_summary_that_leaves_out_a_page_is_a_mistake() {
    let mut files = HandbookFiles::embedded();
    let summary = text(&mut files.book, "src/SUMMARY.md");
    *summary = summary.replace("- [Referral](checklists/referral.md)\n", "");
    assert!(fault(&files).contains("the chapter `checklists/referral.md` is missing"), "{}", fault(&files));
    let mut files = HandbookFiles::embedded();
    text(&mut files.book, "src/SUMMARY.md").push_str("- [More](more.md)\n");
    assert!(fault(&files).contains("`more.md`, and there is no such file"), "{}", fault(&files));
    let mut files = HandbookFiles::embedded();
    files.book.push(SourceText::new("src/rules/home_visits_need_lone_worker_policy.md", "# A page of our own\n"));
    text(&mut files.book, "src/SUMMARY.md").push_str("- [Own](rules/home_visits_need_lone_worker_policy.md)\n");
    assert!(fault(&files).contains("two pages of the handbook would be `rules/home_visits"), "{}", fault(&files));
}

#[test]
fn a_chapter_takes_in_what_its_directives_name() {
    let mut files = HandbookFiles::embedded();
    let own = "# Local\n\n## Titles\n\n{{#fact link_worker_titles}}\n{{#guide lw_titles_section5 gl_link_worker}}\n\n\
               ## Ours\n\n{{#added The council asked for it.}}\n{{#questions setup.partnerships.steering_group setup.aim}}\n\
               {{#notes commissioners_are_icbs}}\n\n{{#facts link_workers}}\n";
    files.book.push(SourceText::new("src/local.md", own));
    text(&mut files.book, "src/SUMMARY.md").push_str("- [Local](local.md)\n");
    let site = built(&files);
    let page = site.page("local.html");
    assert_eq!(page.matches("id=\"fact.link_worker_titles\"").count(), 1, "taken in, so not among the others");
    assert!(page.contains("From the guide, glossary, lines") && page.contains("Added by this handbook: The council"));
    assert!(page.contains("<a href=\"checklists/setup.html#setup.partnerships.steering_group\">"));
    assert!(page.contains("<a href=\"checklists/setup.html#setup.aim\">"));
    assert!(page.contains("class=\"govuk-inset-text\""));
}

#[test]
fn a_chapter_of_ones_own_is_a_page_with_its_facts() {
    let mut files = HandbookFiles::embedded();
    let own = "# Local notes\n\nSee the [glossary](glossary.md#link_worker).\n\n## Where <b>we</b> are\n\n\
               | a | b |\n|---|---|\n| 1 | 2 |\n\n{{#facts setup}}\n";
    files.book.push(SourceText::new("src/local.md", own));
    text(&mut files.book, "src/SUMMARY.md").push_str("- [Local notes](local.md)\n");
    let fact =
        "facts: [{ id: own, topic: setup, kind: fact, title: Own, says: Ours., basis: described, added: Test. }]\n";
    files.checklists.push(SourceText::new("checklists/local.yaml", fact));
    let site = built(&files);
    let page = site.page("local.html");
    assert!(page.contains("<a href=\"glossary.html#link_worker\">glossary</a>"));
    assert!(
        page.contains("&lt;b&gt;we&lt;/b&gt;") && page.contains("id=\"facts\"") && page.contains("id=\"fact.own\"")
    );
    assert!(site.page("rules/index.html").contains("href=\"../local.html\""), "the menu leads to it");
}
