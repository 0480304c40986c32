//! Reports to read and print: the committee paper, the checklists, and the page of `check`. Their structure, what they
//! hold, and that what a plan says stays text in them.

use std::collections::BTreeSet;
use std::fs;

use pulldown_cmark::{Options, Parser};
use scraper::{ElementRef, Html, Selector};
use sp_plan::load::HandbookFiles;
use sp_plan_engine::check::{CheckOptions, Report, check};
use sp_plan_engine::place::{LineIndex, SourceText};
use sp_plan_engine::value::AnswerValue;
use sp_plan_report::checklists::{self, Checklists};
use sp_plan_report::html;
use sp_plan_report::paper::{self, Paper};
use sp_plan_report::templates::{Templates, visible};

use super::{TODAY, catalogue, root, run, status, stderr, stdout};

/// Texts that mean something in HTML, in a style sheet, or in Markdown, or that try to turn the direction of the page.
const HOSTILE: [&str; 8] = [
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "</style><script>alert(2)</script> */ } body { display: none }",
    "\"><a href='javascript:alert(3)'>x</a> &amp; &#60;b&#62; <!-- ]]> -->",
    "a | b ||\n# heading\n- list\n```\nfence\n```\n> quote",
    "[link](http://x.invalid) ![i](j) `c` **b** _e_ ~~s~~ {{ 7 * 7 }} {% raw %}",
    "\u{202e}txet desrever\u{2066} and \u{200f}marks",
    "unbroken-word-of-a-plan-that-goes-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on",
    "1. number\n+ plus\n=== rule",
];

fn templates() -> Templates {
    Templates::new(&HandbookFiles::embedded().templates).unwrap()
}

fn checked(name: &str, text: &str) -> (SourceText, Report) {
    let options = CheckOptions { today: TODAY.parse().unwrap(), stage: None };
    (SourceText::new(name, text), check(&catalogue(), text, options))
}

fn example(name: &str) -> (SourceText, Report) {
    let path = format!("examples/{name}.yaml");
    let text = fs::read_to_string(root().join(&path)).unwrap();
    checked(&path, &text)
}

fn paper((source, report): &(SourceText, Report)) -> Paper {
    Paper::new(&catalogue(), source, report).unwrap()
}

fn filled((source, report): &(SourceText, Report)) -> Checklists {
    Checklists::filled(&catalogue(), source, report).unwrap()
}

/// Every report in HTML of one plan.
fn pages(plan: (SourceText, Report)) -> Vec<(&'static str, String)> {
    let templates = templates();
    vec![
        ("paper", paper::html(&templates, &paper(&plan)).unwrap()),
        ("filled checklist", checklists::html(&templates, &filled(&plan)).unwrap()),
        ("check", html::plans(&templates, &catalogue(), &[plan]).unwrap()),
    ]
}

/// Every report in HTML that a test should look at.
fn all_pages() -> Vec<(&'static str, String)> {
    let (templates, catalogue) = (templates(), catalogue());
    let mut all: Vec<_> =
        ["flawed", "good", "blank", "rotherham-2017"].into_iter().map(example).flat_map(pages).collect();
    all.extend(pages(checked("nearly-nothing.yaml", "scheme: { name: A }\n")));
    all.push(("blank checklist", checklists::html(&templates, &Checklists::blank(&catalogue)).unwrap()));
    let broken = checked("broken.yaml", "scheme: [\n");
    all.push((
        "check of several",
        html::plans(&templates, &catalogue, &[example("good"), broken, example("flawed")]).unwrap(),
    ));
    all.push((
        "check of one that cannot be read",
        html::plans(&templates, &catalogue, &[checked("b.yaml", "a: [\n")]).unwrap(),
    ));
    all.push(("check of none", html::plans(&templates, &catalogue, &[]).unwrap()));
    all
}

fn select<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// All that a reader of a page sees, in one line.
fn words(page: &Html) -> String {
    in_one_line(&select(page, "body")[0].text().collect::<Vec<_>>().join(" "))
}

fn rendered(text: &str) -> Html {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_MATH;
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, Parser::new_ext(text, options));
    Html::parse_document(&html)
}

#[test]
fn the_papers_of_the_examples() {
    for name in ["flawed", "good"] {
        let arguments = ["report", &format!("examples/{name}.yaml"), "--today", TODAY];
        let written = run(&root(), &[&arguments[..], &["--format", "markdown"]].concat());
        assert_eq!((status(&written), stderr(&written)), (0, String::new()), "{name}");
        insta::assert_snapshot!(format!("paper_{name}"), stdout(&written));
    }
    let html = stdout(&run(&root(), &["report", "examples/flawed.yaml", "--today", TODAY]));
    let (head, rest) = html.split_once("<style>").unwrap();
    let (_, body) = rest.split_once("</style>").unwrap();
    insta::assert_snapshot!("paper_flawed_html", format!("{head}<style>…</style>{body}"));
}

#[test]
fn every_report_is_one_sound_file() {
    for (name, text) in all_pages() {
        let page = Html::parse_document(&text);
        assert!(page.errors.is_empty(), "{name}: {:?}", page.errors);
        for (selector, count) in
            [("html[lang=en-GB]", 1), ("h1", 1), ("body > header", 1), ("main#main", 1), ("body > footer", 1)]
        {
            assert_eq!(select(&page, selector).len(), count, "{name}: {selector}");
        }
        for selector in ["script", "link[rel=stylesheet]", "[src]", "iframe", "[style]", "form", "input", "img"] {
            assert!(select(&page, selector).is_empty(), "{name} has {selector}");
        }
        let style = select(&page, "style")[0].inner_html();
        assert!(!style.contains("url(") && !style.contains("@import"), "{name} loads another file");
        let ids: Vec<&str> = select(&page, "[id]").iter().map(|element| element.value().attr("id").unwrap()).collect();
        assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{name}: ids stand once");
        for link in select(&page, "a") {
            let target = link.value().attr("href").unwrap().strip_prefix('#').unwrap_or("elsewhere");
            assert!(ids.contains(&target), "{name}: a link to {target}");
        }
        let levels: Vec<u8> = select(&page, "h1, h2, h3, h4, h5")
            .iter()
            .map(|heading| heading.value().name().as_bytes()[1] - b'0')
            .collect();
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{name}: {levels:?}");
        for table in select(&page, "table") {
            let of = |selector: &str| table.select(&Selector::parse(selector).unwrap()).count();
            assert_eq!(of("caption"), 1, "{name}: {}", table.html());
            assert_eq!(of("th"), of("th[scope]"), "{name}: {}", table.html());
        }
        for drawing in select(&page, "svg") {
            assert!(
                drawing.value().attr("role") == Some("img") && drawing.value().attr("aria-label").is_some(),
                "{name}"
            );
        }
    }
}

#[test]
fn what_a_plan_says_is_text_in_every_report() {
    for hostile in HOSTILE {
        let quoted = serde_json::to_string(hostile).unwrap();
        let plan = format!(
            "scheme: {{ name: {quoted}, plan_owner: {quoted}, lead_organisation: {quoted}, nation: england, starts: 2027-04-01 }}\n\
             setup:\n  aim: {{ target_people: {quoted}, {quoted}: {quoted}, target_needs: [{quoted}] }}\n  partnerships:\n\
             \x20   wider_agencies: {{ answer: not_applicable, reason: {quoted}, owner: {quoted}, review: 2026-01-01 }}\n\
             \x20   gp_champions: {{ answer: planned, note: {quoted}, owner: {quoted}, due: 2026-12-01, evidence: [{quoted}] }}\n\
             \x20   existing_agencies: [{quoted}]\n\
             \x20   stakeholders: [{{ organisation: {quoted}, sector: council, in_steering_group: no }}]\n\
             \x20 resourcing:\n    funding_lines: [{{ source: {quoted}, kind: council, covers: [link_worker_posts], amount: 1, from: 2027-04-01, to: 2027-05-01, confirmed: no }}]\n\
             governance:\n  providers:\n    list: [{{ name: {quoted}, services: {quoted}, legal_form: unincorporated, instrument: nhs_standard_contract }}]\n"
        );
        let checked = checked(&format!("{}.yaml", hostile.replace('\n', " ")), &plan);
        assert!(checked.1.readable, "{plan}");
        // What a reader should see: the text, with a mark where something would act that cannot be seen.
        let shown = in_one_line(&visible(hostile));
        let markdowns = [
            ("paper", paper::markdown(&paper(&checked))),
            ("filled checklist", checklists::markdown(&filled(&checked))),
        ];
        for (name, text) in pages(checked) {
            let page = Html::parse_document(&text);
            assert!(page.errors.is_empty(), "{name}: {hostile:?}: {:?}", page.errors);
            for selector in ["script", "img", "a:not([href^='#'])", "b", "em:not(header em)", "blockquote"] {
                assert!(select(&page, selector).is_empty(), "{name}: {hostile:?} makes {selector}");
            }
            assert_eq!(select(&page, "style").len(), 1, "{name}: {hostile:?}");
            assert!(!text.contains(['\u{202e}', '\u{2066}']), "{name}: {hostile:?}");
            let start: String = shown.chars().take(60).collect();
            assert!(words(&page).contains(start.trim_end()), "{name} does not show {shown:?}");
        }
        for (name, text) in markdowns {
            let page = rendered(&text);
            for selector in ["script", "img", "a", "del", "blockquote", "hr", "ul ul", "ol ol"] {
                assert!(select(&page, selector).is_empty(), "{name}: {hostile:?} makes {selector}:\n{text}");
            }
            assert_eq!(select(&page, "h1").len(), 1, "{name}: {hostile:?}");
            let start: String = shown.chars().take(60).collect();
            assert!(words(&page).contains(start.trim_end()), "{name} does not show {shown:?}:\n{text}");
        }
    }
}

#[test]
fn the_filled_checklist_has_every_question_and_every_word() {
    let text = "\
sp_plan: \"1.0\"
scheme: { name: A scheme, owner_of_it: Someone }
setup:
  aim:
    clear: { answer: yes, note: [one remark, another remark], evidence: [minutes.pdf, { page: eleven }] }
    target_people:
      answer: |
        First line.
        Second line.
      owner: The owner
      due: 2027-01-01
    target_needs: [carers, unicorns]
    nobody_asks:
      this: [or, that]
  partnerships:
    steering_group: no
    meetings_per_year: 40 a day
    social_care_wellbeing: kept
    steering_group: perhaps later
  vcse_sector:
    cuts_under_way: no
    cuts_handling: |
      Told first,
      and in writing.
governance:
  providers:
    list:
      - { name: Garden, servces: digging, legal_form: a club of friends }
retired:
  old.question: an old answer
elsewhere: [nowhere]
";
    let plan = checked("plan.yaml", text);
    let document = Html::parse_document(&checklists::html(&templates(), &filled(&plan)).unwrap());
    let all = words(&document);
    let markdown = checklists::markdown(&filled(&plan));
    for said in [
        "Someone",
        "one remark",
        "another remark",
        "minutes.pdf",
        "eleven",
        "First line.",
        "Second line.",
        "The owner",
        "1 January 2027",
        "unicorns",
        "nobody_asks",
        "or, that",
        "40 a day",
        "kept",
        "perhaps later",
        "Told first,",
        "and in writing.",
        "Garden",
        "digging",
        "a club of friends",
        "an old answer",
        "nowhere",
    ] {
        assert!(all.contains(said), "{said:?} is missing");
        assert!(markdown.contains(said), "{said:?} is missing in Markdown");
    }
    let catalogue = catalogue();
    let asked: Vec<_> = catalogue.questions.all().iter().filter(|question| question.retired.is_none()).collect();
    for (name, page) in [
        ("filled", document),
        ("blank", Html::parse_document(&checklists::html(&templates(), &Checklists::blank(&catalogue)).unwrap())),
    ] {
        assert_eq!(select(&page, ".checklist .question").len(), asked.len(), "{name}");
        let words = words(&page);
        for question in &asked {
            assert!(words.contains(&in_one_line(&question.ask.replace('`', ""))), "{name}: {}", question.path);
        }
    }
    assert!(all.contains("Not provided") && all.contains("Not asked: only when “Cuts under way” is yes."), "{all}");
}

#[test]
fn the_filled_checklist_of_the_examples_has_every_text() {
    let catalogue = catalogue();
    for name in ["flawed", "good", "rotherham-2017", "cullompton-2017"] {
        let plan = example(name);
        let all = words(&Html::parse_document(&checklists::html(&templates(), &filled(&plan)).unwrap()));
        for (answer, question) in plan.1.plan.as_ref().unwrap().answers.iter().zip(catalogue.questions.all()) {
            let mut said: Vec<String> = match &answer.value {
                Some(AnswerValue::Text(text)) => vec![text.clone()],
                Some(AnswerValue::List(entries)) => entries.clone(),
                Some(AnswerValue::Table(rows)) => {
                    let cells = rows.iter().flat_map(|row| row.cells.iter().zip(question.answer.columns()));
                    let shown = cells.filter_map(|(cell, column)| Some(cell.as_ref()?.value.show(&column.answer)));
                    shown.collect()
                }
                _ => Vec::new(),
            };
            let details = &answer.details;
            said.extend(details.evidence.iter().cloned());
            said.extend([&details.note, &details.owner, &details.reason].into_iter().flatten().cloned());
            for text in said {
                assert!(all.contains(&in_one_line(&text)), "{name}: {}: {text:?}", question.path);
            }
        }
    }
}

#[test]
fn an_exception_is_open_again_when_its_date_has_passed() {
    let paper = |today: &str| {
        stdout(&run(&root(), &["report", "examples/flawed.yaml", "--format", "markdown", "--today", today]))
    };
    assert!(paper("2026-09-30").contains("Looked at again on 30 Sep 2026"));
    assert!(paper("2026-10-01").contains("Open again: the review date has passed (30 Sep 2026)"));
    assert_eq!(paper("2026-10-01"), paper("2026-10-01"));
}

#[test]
fn what_a_paper_leaves_out_is_counted() {
    let plan = example("flawed");
    let page = Html::parse_document(&paper::html(&templates(), &paper(&plan)).unwrap());
    let shown = select(&page, ".gaps tbody tr").len();
    let rest = plan.1.actions.len() - shown;
    assert!(
        rest > 0
            && words(&page).contains(&format!("{rest} more, of less weight: sp-plan check examples/flawed.yaml --all"))
    );
    // The timeline shows every date, and a sign for each that a finding speaks of.
    assert_eq!(select(&page, ".dates tbody tr").len(), plan.1.timeline.len());
    let breaches = plan.1.timeline.iter().filter(|mark| mark.breach.is_some()).count();
    assert!(breaches > 0);
    for drawing in ["wide", "narrow"] {
        assert_eq!(select(&page, &format!("svg.{drawing} .breach")).len(), breaches, "{drawing}");
        let marks = select(&page, &format!("svg.{drawing} .gate, svg.{drawing} .period")).len();
        assert_eq!(marks, plan.1.timeline.len(), "{drawing}");
    }
}

#[test]
fn a_finding_from_arithmetic_shows_its_working() {
    let human = stdout(&run(&root(), &["check", "examples/flawed.yaml", "--today", TODAY, "--all"]));
    assert!(human.contains("= working: Hours needed: "), "{human}");
    assert!(human.contains("sp-plan report examples/flawed.yaml shows every sum"), "{human}");
    let page = stdout(&run(&root(), &["check", "examples/flawed.yaml", "--today", TODAY, "--format", "html"]));
    assert!(words(&Html::parse_document(&page)).contains("Working: Hours needed: "));
    let json = stdout(&run(&root(), &["check", "examples/flawed.yaml", "--today", TODAY, "--format", "json"]));
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let steps = json["plans"][0]["workings"][0]["steps"].as_array().unwrap();
    let needed = steps.iter().find(|step| step["name"] == "capacity.hours_needed").unwrap();
    assert!(
        needed["result"].is_f64() && needed["unit"] == "hours a year" && needed["inputs"][0]["origin"] == "answer",
        "{needed}"
    );
    assert_eq!(json["plans"][0]["timeline"].as_array().unwrap().len(), example("flawed").1.timeline.len());
}

#[test]
fn the_page_of_check_has_every_finding_with_its_line() {
    let plan = example("flawed");
    let lines = LineIndex::new(&plan.0.text);
    let findings: Vec<(String, usize)> = plan
        .1
        .findings
        .iter()
        .map(|finding| (finding.message.replace('`', ""), lines.line_and_column(finding.place.span.start).0))
        .collect();
    let page = html::plans(&templates(), &catalogue(), std::slice::from_ref(&plan)).unwrap();
    let page = Html::parse_document(&page);
    let shown = select(&page, ".finding");
    assert_eq!(shown.len(), findings.len());
    let shown: Vec<String> = shown.iter().map(|finding| in_one_line(&finding.text().collect::<String>())).collect();
    for (message, line) in findings {
        let has = |text: &&String| text.starts_with(&in_one_line(&message)) && text.contains(&format!("Line {line} "));
        assert!(shown.iter().any(|text| has(&text)), "line {line}: {message}");
    }
}

#[test]
fn an_answer_that_waits_to_be_confirmed_says_so() {
    let text = "scheme: { name: A }\nsetup: { aim: { clear: { answer: yes, confirmed: no } } }\n";
    let plan = checked("plan.yaml", text);
    let page = Html::parse_document(&checklists::html(&templates(), &filled(&plan)).unwrap());
    assert!(words(&page).contains("Confirmed not yet: it was copied from another plan"), "{}", words(&page));
    let paper = paper::markdown(&paper(&plan));
    assert!(paper.contains("**Confirm one answer copied from another plan.**"), "{paper}");
}

#[test]
fn the_command_writes_what_it_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    fs::write(folder.path().join("plan.yaml"), "scheme: { name: Riverside }\n").unwrap();
    fs::write(folder.path().join("plan.txt"), "scheme: { name: Riverside }\n").unwrap();
    let with = |arguments: &[&str]| run(folder.path(), arguments);
    let wrote = with(&["report", "plan.yaml", "-o", "paper.html"]);
    assert_eq!((status(&wrote), stdout(&wrote)), (0, String::new()));
    assert_eq!(stderr(&wrote), "Wrote paper.html. Open it in a browser to print it.\n");
    assert!(read("paper.html").starts_with("<!doctype html>"));
    assert_eq!(status(&with(&["report", "plan.yaml", "--checklist", "-o", "filled.md"])), 0);
    assert!(read("filled.md").starts_with("# Riverside: filled checklist\n"));
    assert_eq!(status(&with(&["report", "--blank", "--format", "html", "-o", "blank.md"])), 0);
    assert!(read("blank.md").starts_with("<!doctype html>"), "what is said goes before what the name tells");
    for (arguments, said) in [
        (&["report"][..], "required"),
        (&["report", "plan.yaml", "--blank"], "cannot be used with"),
        (&["report", "--blank", "--checklist"], "cannot be used with"),
        (&["report", "missing.yaml"], "there is no such file"),
        (&["report", "plan.yaml", "-o", "plan.yaml"], "a report would take its place"),
        (&["report", "plan.txt", "-o", "./plan.txt"], "a report would take its place"),
        (&["report", "plan.yaml", "-o", "nowhere/paper.html"], "cannot write"),
    ] {
        let refused = with(arguments);
        assert_eq!((status(&refused), stdout(&refused)), (2, String::new()), "{arguments:?}");
        assert!(stderr(&refused).contains(said), "{arguments:?}: {}", stderr(&refused));
    }
    assert_eq!(read("plan.yaml"), "scheme: { name: Riverside }\n");
    fs::write(folder.path().join("broken.yaml"), "scheme: [\n").unwrap();
    let refused = with(&["report", "broken.yaml"]);
    assert_eq!((status(&refused), stdout(&refused)), (2, String::new()));
    assert!(stderr(&refused).contains("could not be read as a plan"), "{}", stderr(&refused));
}

#[test]
fn a_fork_may_replace_one_template() {
    let folder = tempfile::tempdir().unwrap();
    for file in HandbookFiles::embedded().checklists {
        let path = folder.path().join(file.name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, file.text).unwrap();
    }
    fs::create_dir_all(folder.path().join("templates/report")).unwrap();
    fs::write(folder.path().join("templates/report/facts.html"), "<p>Ours: {{ facts[0][1] }}</p>\n").unwrap();
    fs::write(folder.path().join("plan.yaml"), "scheme: { name: A, lead_organisation: B & C }\n").unwrap();
    let own = run(folder.path(), &["--handbook", ".", "report", "plan.yaml"]);
    assert_eq!(status(&own), 0, "{}", stderr(&own));
    assert!(stdout(&own).contains("<p>Ours: B &amp; C</p>") && stdout(&own).contains("Decisions asked for"));
    fs::write(folder.path().join("templates/report/facts.html"), "a\n{{ nobody.gave }}").unwrap();
    let faulty = run(folder.path(), &["--handbook", ".", "report", "plan.yaml"]);
    assert_eq!(status(&faulty), 2);
    assert!(stderr(&faulty).contains("templates/report/facts.html:2"), "{}", stderr(&faulty));
}
