//! The pages of the workbench have what scripts look for, in every state of the book; other pages have none of it.

use std::collections::BTreeSet;
use std::io::Read;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::read::GzDecoder;
use scraper::{ElementRef, Html, Selector};
use sp_plan::live_engine;
use sp_plan::load::HandbookFiles;
use sp_plan_engine::answer_type::AnswerType;
use sp_plan_engine::blank::{BlankOptions, blank_plan};

use crate::support::{Site, built, fault, site, text};

/// The templates that every page of the workbench has.
const EVERYWHERE: &[&str] = &[
    "error-message",
    "error-summary",
    "error-summary-item",
    "finding",
    "severity-error",
    "severity-warning",
    "severity-advice",
    "status-not_started",
    "status-in_progress",
    "status-errors",
    "status-completed",
    "text-cursor",
    "notice-no-engine",
    "notice-storage-blocked",
    "notice-storage-full",
    "notice-storage-emptied",
    "notice-made-room",
    "notice-storage-damaged",
    "notice-storage-newer",
    "notice-other-tab",
    "notice-followed",
    "notice-cleared",
    "notice-opened",
    "notice-went-back",
    "notice-upgraded",
    "notice-not-upgraded",
    "notice-unknown-answers",
    "notice-not-a-plan",
    "notice-saved",
    "notice-downloaded",
    "dialog-two-versions",
    "dialog-replace",
    "dialog-discard",
];

/// Those of each part besides.
const OF_PART: &[(&str, &[&str])] = &[
    (
        "checklist",
        &[
            "more-about-answer",
            "set-aside-radio",
            "set-aside-checkbox",
            "set-aside-fields",
            "planned-needs",
            "clear-answer",
            "not-asked",
            "answer-state",
            "question-findings",
            "table-entries",
            "table-entry",
            "group-status",
            "no-problems",
            "form-waits",
            "entry-removed",
            "show-in-text",
        ],
    ),
    (
        "plan",
        &[
            "answers-group",
            "dialog-clear",
            "dialog-remove-version",
            "dialog-go-back",
            "snapshot",
            "answer-row",
            "not-provided",
            "unknown-answer",
        ],
    ),
    (
        "results",
        &[
            "ingredient-row",
            "ingredient-why",
            "reason",
            "ingredients-legend",
            "next-action",
            "findings-group",
            "finding-line",
            "calculator",
            "calculator-step",
            "calculator-source",
            "knob",
            "outcome",
            "nothing-differs",
            "outcome-list",
            "timeline-row",
            "timeline-legend",
            "changes-group",
            "change",
            "numbers",
        ],
    ),
];

/// What every page of the workbench has besides templates.
const PLACES: &[&str] = &[
    "section.workbench-bar[hidden]",
    ".workbench-bar [data-fill='name']",
    ".workbench-bar [data-fill='saved']",
    ".workbench-bar [data-fill='met']",
    ".workbench-bar [data-fill='findings']",
    ".workbench-bar button[data-do='open']",
    ".workbench-bar button[data-do='save']",
    ".workbench-bar button[data-do='undo']",
    ".workbench-bar button[data-do='redo']",
    "input#plan-file[type='file']",
    "#announcements[role='status'][aria-live='polite']",
    "main > #notices",
    "main > #problems",
    "link[href$='assets/workbench.css']",
    "link[href$='govuk-frontend/workbench.css'] ~ link[href$='assets/handbook.css']",
    "script[src$='assets/workbench.js'][defer]",
];

fn all<'a>(document: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    document.select(&Selector::parse(selector).expect("a selector")).collect()
}

fn attribute<'a>(element: ElementRef<'a>, name: &str) -> Option<&'a str> {
    element.value().attr(name)
}

/// The pages of the workbench, each with the part that it is.
fn workbench(site: &Site) -> Vec<(String, Html, String)> {
    let pages = site.pages().map(|(name, text)| (name.to_owned(), Html::parse_document(text)));
    pages
        .filter_map(|(name, page)| {
            let part =
                all(&page, "body[data-workbench]").first().and_then(|body| attribute(*body, "data-workbench"))?;
            let part = part.to_owned();
            Some((name, page, part))
        })
        .collect()
}

/// The bytes that a script hands over under a name.
fn handed_over(site: &Site, file: &str, name: &str) -> Vec<u8> {
    let script = String::from_utf8(site.files[file].clone()).expect("a script is text");
    let start = format!("sp_plan_take(\"{name}\", \"");
    let packed = script.strip_prefix(&start).and_then(|rest| rest.strip_suffix("\");\n")).expect("one call");
    let compressed = STANDARD.decode(packed).expect("it is base64");
    let mut bytes = Vec::new();
    if !compressed.is_empty() {
        GzDecoder::new(compressed.as_slice()).read_to_end(&mut bytes).expect("it is a gzip stream");
    }
    bytes
}

#[test]
fn the_workbench_is_the_checklists_and_two_chapters() {
    let mut expected: Vec<(String, String)> =
        vec![("plan.html".to_owned(), "plan".to_owned()), ("results.html".to_owned(), "results".to_owned())];
    let checklists = site().catalogue.checklists.iter();
    expected.extend(checklists.map(|list| (format!("checklists/{}.html", list.id), "checklist".to_owned())));
    expected.sort();
    let found: Vec<(String, String)> = workbench(site()).into_iter().map(|(name, _, part)| (name, part)).collect();
    assert_eq!(found, expected);
    for (name, page, _) in workbench(site()) {
        let root = "../".repeat(name.matches('/').count());
        assert_eq!(attribute(all(&page, "body")[0], "data-root"), Some(root.as_str()), "{name}");
    }
}

#[test]
fn other_pages_have_nothing_of_it() {
    let bench: BTreeSet<String> = workbench(site()).into_iter().map(|(name, ..)| name).collect();
    for (name, page) in site().pages().filter(|(name, _)| !bench.contains(*name)) {
        for word in ["workbench", "engine.js", "catalogue.js", "<template"] {
            assert!(!page.contains(word), "{name} has {word}");
        }
    }
    for (name, page, part) in workbench(site()) {
        let scripts: Vec<&str> = all(&page, "script").into_iter().filter_map(|one| attribute(one, "src")).collect();
        for late in ["engine.js", "results.js"] {
            assert!(!scripts.iter().any(|src| src.ends_with(late)), "{name}: {late} comes when it is asked for");
        }
        let styles: Vec<&str> = all(&page, "link").into_iter().filter_map(|one| attribute(one, "href")).collect();
        assert_eq!(styles.iter().any(|href| href.ends_with("results.css")), part == "results", "{name}");
    }
}

#[test]
fn every_question_has_its_hooks() {
    let catalogue = &site().catalogue;
    let mut seen = 0;
    for checklist in &catalogue.checklists {
        let page = site().document(&format!("checklists/{}.html", checklist.id));
        for at in checklist.questions() {
            let question = catalogue.question(at);
            let path = &question.path;
            let found = all(&page, &format!("form.checklist [id='{path}'].question"));
            let [found] = found.as_slice() else { panic!("{path} stands {} times", found.len()) };
            if question.retired.is_some() {
                assert_eq!(attribute(*found, "data-answer"), None, "{path} is not asked");
                continue;
            }
            seen += 1;
            assert_eq!(attribute(*found, "data-answer"), Some(question.answer.word()), "{path}");
            let set_aside = if question.can_be_excepted { "yes" } else { "no" };
            assert_eq!(attribute(*found, "data-set-aside"), Some(set_aside), "{path}");
            let AnswerType::Table(columns) = &question.answer else {
                assert!(!all(&page, &format!("[id='{path}'] [name='{path}']")).is_empty(), "{path} has a control");
                continue;
            };
            for column in columns {
                let row = all(&page, &format!("tr[id='{path}.{}']", column.id));
                let [row] = row.as_slice() else { panic!("{path}.{} has no row", column.id) };
                assert_eq!(attribute(*row, "data-column"), Some(column.id.as_str()), "{path}");
                assert_eq!(attribute(*row, "data-answer"), Some(column.answer.word()), "{path}.{}", column.id);
                let label = Selector::parse("th [data-fill='label']").expect("a selector");
                let label: String = row.select(&label).flat_map(|label| label.text()).collect();
                assert_eq!(label, column.label, "{path}.{}", column.id);
                let cell = Selector::parse("td:nth-child(2) .govuk-form-group [name]").expect("a selector");
                assert!(row.select(&cell).next().is_some(), "{path}.{} has no cell to clone", column.id);
            }
        }
    }
    assert!(seen > 200, "{seen} questions");
}

#[test]
fn every_page_has_what_its_scripts_look_for() {
    for (name, page, part) in workbench(site()) {
        for place in PLACES {
            assert_eq!(all(&page, place).len(), 1, "{name}: {place}");
        }
        let found: BTreeSet<&str> = all(&page, "template").into_iter().filter_map(|one| attribute(one, "id")).collect();
        let own = OF_PART.iter().filter(|(of, _)| *of == part).flat_map(|(_, ids)| ids.iter());
        let expected: BTreeSet<&str> = EVERYWHERE.iter().chain(own).copied().collect();
        assert_eq!(found, expected, "{name}");
        if part != "results" {
            for place in ["#text-pane[hidden]", "textarea#plan-text[spellcheck='false']", "ol#pane-findings"] {
                assert_eq!(all(&page, place).len(), 1, "{name}: {place}");
            }
        }
    }
    let plan = site().document("plan.html");
    for place in [
        "#drop-area input#open-file[type='file']",
        "textarea#paste-text",
        "#snapshots",
        "#no-snapshots",
        "#unknown[hidden]",
        "[data-do='blank']",
        "[data-do='paste']",
        "[data-do='save-as']",
        "[data-do='keep']",
        "[data-do='clear-all']",
        "[data-fill='kept']",
    ] {
        assert_eq!(all(&plan, place).len(), 1, "plan.html: {place}");
    }
    for checklist in &site().catalogue.checklists {
        let id = &checklist.id;
        let status = format!("#task-list [data-checklist='{id}'] [data-slot='status']");
        assert_eq!(all(&plan, &status).len(), 1, "plan.html: {status}");
        let rows = format!("details[id='answers.{id}'][data-checklist='{id}'] [data-group] [data-slot='rows']");
        let groups = checklist.groups.iter().filter(|group| group.id.is_some()).count().max(1);
        assert_eq!(all(&plan, &rows).len(), groups, "plan.html: {rows}");
    }
    let results = site().document("results.html");
    for place in [
        "#no-plan[hidden]",
        "#verdict-summary",
        "figure#ingredients-figure",
        "tbody#ingredients-table",
        "ol#next-actions",
        "#findings-list",
        "#calculator-list",
        "figure#timeline-figure",
        "tbody#timeline-table",
        "#changes-list",
        "[data-do='copy-actions']",
        "[data-do='actions-csv']",
        "[data-do='actions-calendar']",
        "[data-do='paper-open']",
        "[data-do='paper-html']",
        "[data-do='paper-markdown']",
        "[data-do='check-html']",
        "[data-do='check-markdown']",
        "[data-do='filled-checklist']",
    ] {
        assert_eq!(all(&results, place).len(), 1, "results.html: {place}");
    }
}

#[test]
fn every_part_of_a_long_form_has_a_control_with_a_label() {
    let page = site().document("checklists/setup.html");
    for (template, parts) in [
        ("more-about-answer", ["note", "evidence", "owner", "due", "confirmed"].as_slice()),
        ("set-aside-fields", ["reason", "review"].as_slice()),
    ] {
        let template = all(&page, &format!("template[id='{template}']"))[0];
        // What stands in a template has no ancestors that a selector could name.
        let within = |selector: &str| -> Vec<ElementRef<'_>> {
            template.select(&Selector::parse(selector).expect("a selector")).collect()
        };
        for part in parts {
            let controls = within(&format!("[data-detail='{part}']"));
            assert!(!controls.is_empty(), "{part}");
            for control in controls {
                let id = attribute(control, "id").expect("an id");
                assert!(id.starts_with("--"), "{id} is completed in front");
                let label = within(&format!("label[for='{id}']"));
                assert!(label.len() == 1 && label[0].text().any(|text| !text.trim().is_empty()), "{id} has a label");
            }
        }
    }
}

#[test]
fn what_a_template_takes_in_is_there_without_script_only_as_words() {
    for (name, page, _) in workbench(site()) {
        for part in all(&page, ".with-script") {
            assert!(attribute(part, "hidden").is_some(), "{name}: it would be seen without a script");
        }
        for button in all(&page, "button[data-do]") {
            assert_eq!(attribute(button, "type"), Some("button"), "{name}");
            let waits = button
                .ancestors()
                .filter_map(ElementRef::wrap)
                .any(|outer| attribute(outer, "hidden").is_some() || outer.value().name() == "template");
            assert!(waits, "{name}: {:?} would do nothing without a script", attribute(button, "data-do"));
        }
        let words: String = all(&page, ".without-script").into_iter().flat_map(|part| part.text()).collect();
        assert!(words.contains("script"), "{name} says nothing of what it is without a script");
    }
}

#[test]
fn the_scripts_hand_over_the_engine_and_the_catalogue() {
    let engine = live_engine::bytes().unwrap_or_default();
    assert!(handed_over(site(), "assets/engine.js", "engine") == engine, "the engine is the one that was built");
    let catalogue = &site().catalogue;
    let same = |name: &str, bytes: &[u8]| handed_over(site(), &format!("assets/{name}.js"), name) == bytes;
    assert!(same("catalogue", &catalogue.compile_judging()), "a page checks by what judges of the embedded catalogue");
    assert!(same("whole", &catalogue.compile()), "reports have all of it");
    assert!(
        same("blank", blank_plan(catalogue, BlankOptions::default()).as_bytes()),
        "the blank plan is that of `init`"
    );
    assert!(same("paper", live_engine::paper().unwrap_or_default()), "reports are made by the module that was built");
}

#[test]
fn a_handbook_of_ones_own_is_judged_by_its_own_catalogue() {
    let mut files = HandbookFiles::embedded();
    assert!(files.has_embedded_checklists());
    let setup = text(&mut files.checklists, "checklists/setup.yaml");
    *setup = setup.replacen("title: Setting up", "title: Beginning", 1);
    assert!(!files.has_embedded_checklists());
    let own = built(&files);
    let bytes = handed_over(&own, "assets/catalogue.js", "catalogue");
    assert!(bytes == own.catalogue.compile_judging(), "the catalogue is the one that was given");
    assert!(bytes != site().catalogue.compile_judging());
    let engine = |site: &Site| site.files["assets/engine.js"].clone();
    assert!(engine(&own) == engine(site()), "the engine is the same for all");
}

#[test]
fn the_blank_plan_lies_beside_the_pages_with_its_schema() {
    let blank = String::from_utf8(site().files["plan.yaml"].clone()).expect("it is text");
    assert_eq!(blank, blank_plan(&site().catalogue, BlankOptions { with_schema: true }));
    assert!(blank.starts_with("# yaml-language-server: $schema=plan.schema.json\n"));
    let schema: serde_json::Value = serde_json::from_slice(&site().files["plan.schema.json"]).expect("it is JSON");
    assert!(schema["properties"]["setup"].is_object());
    for page in ["plan.html", "checklists/setup.html"] {
        let root = "../".repeat(page.matches('/').count());
        let document = site().document(page);
        assert!(!all(&document, &format!(".without-script a[href='{root}plan.yaml']")).is_empty(), "{page}");
    }
}

#[test]
fn a_book_without_the_two_chapters_has_checklists_for_paper() {
    let without = |chapters: &[&str]| {
        let mut files = HandbookFiles::embedded();
        let names: Vec<String> = chapters.iter().map(|name| format!("({name}.md)")).collect();
        for page in files.book.iter_mut().filter(|page| page.name != "src/SUMMARY.md") {
            for name in &names {
                page.text = page.text.replace(&name.replace(')', "#"), "(index.md#").replace(name, "(index.md)");
            }
        }
        let summary = text(&mut files.book, "src/SUMMARY.md");
        let lines = summary.lines().filter(|line| !names.iter().any(|name| line.contains(name)));
        *summary = lines.collect::<Vec<_>>().join("\n");
        files
    };
    let paper = built(&without(&["plan", "results"]));
    assert!(workbench(&paper).is_empty());
    for name in ["assets/engine.js", "assets/catalogue.js", "plan.yaml", "plan.html"] {
        assert!(!paper.files.contains_key(name), "{name}");
    }
    let page = paper.document("checklists/setup.html");
    let words: String = all(&page, ".entries-note").into_iter().flat_map(|note| note.text()).collect();
    assert!(words.contains("keeps nothing") && words.contains("copy your answers into a plan"), "{words}");
    assert!(all(&page, ".with-script, [href*='plan.html'], [href*='results.html']").is_empty());
    for (gone, left) in [("plan", "results"), ("results", "plan")] {
        let expected = format!("the chapter `{gone}.md` is missing, and `{left}.md` links to it");
        assert!(fault(&without(&[gone])).contains(&expected), "{}", fault(&without(&[gone])));
    }
}
