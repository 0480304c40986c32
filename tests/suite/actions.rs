//! The next actions as a table and as a calendar, as others read them: CSV by another's parser, the calendar by the rules of
//! RFC 5545. What a plan says stays text in both.

use std::collections::BTreeSet;
use std::fs;

use sp_plan_engine::check::{CheckOptions, Report, check};
use sp_plan_engine::place::SourceText;
use sp_plan_report::actions;

use super::{TODAY, catalogue, root, run, status, stderr, stdout};

/// Texts that mean something in one of the formats.
const HOSTILE: [&str; 8] = [
    "=cmd|' /C calc'!A0",
    "@sum, \"quoted\"; then",
    "one\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:two",
    "back\\slash \\n and \\, and \\;",
    "Café, 測試 🙂 and a text that is long enough to be folded, with characters of several bytes: ééééééééééééééé 測測測測測測測",
    "\u{202e}turned\u{7}",
    " begins with a blank",
    "",
];

/// A property of a calendar: its name with its parameters, and its value, unfolded and not unescaped.
type Property = (String, String);

fn example(name: &str) -> (SourceText, Report) {
    let path = format!("examples/{name}.yaml");
    let text = fs::read_to_string(root().join(&path)).unwrap();
    checked(&path, &text)
}

fn checked(name: &str, text: &str) -> (SourceText, Report) {
    let options = CheckOptions { today: TODAY.parse().unwrap(), stage: None };
    (SourceText::new(name, text), check(&catalogue(), text, options))
}

/// The flawed plan as if everything that it can say were this text.
fn hostile(text: &str) -> (SourceText, Report) {
    let (mut source, mut report) = example("flawed");
    source.name = format!("{text}.yaml");
    report.scheme = Some(text.to_owned());
    for finding in &mut report.findings {
        text.clone_into(&mut finding.message);
    }
    for action in &mut report.actions {
        text.clone_into(&mut action.text);
        action.owner = Some(text.to_owned());
    }
    (source, report)
}

/// The properties of each event, read by the rules of the format.
fn events(calendar: &str) -> Vec<Vec<Property>> {
    assert!(calendar.ends_with("\r\n") && !calendar.replace("\r\n", "").contains(['\r', '\n']), "{calendar}");
    assert!(calendar.split("\r\n").all(|line| line.len() <= 75), "{calendar}");
    let unfolded = calendar.replace("\r\n ", "");
    let mut lines = unfolded.trim_end().split("\r\n").map(|line| {
        let (name, value) = line.split_once(':').unwrap_or_else(|| panic!("no property: {line}"));
        (name.to_owned(), value.to_owned())
    });
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(lines.next(), Some(pair("BEGIN", "VCALENDAR")));
    let mut events = Vec::new();
    let mut open: Option<Vec<Property>> = None;
    for line in lines {
        match (line.0.as_str(), line.1.as_str()) {
            ("BEGIN", "VEVENT") => assert!(open.replace(Vec::new()).is_none(), "an event within another"),
            ("END", "VEVENT") => events.push(open.take().expect("an event ends that has begun")),
            ("END", "VCALENDAR") => assert!(open.is_none(), "the calendar ends within an event"),
            _ => {
                if let Some(event) = &mut open {
                    event.push(line);
                }
            }
        }
    }
    events
}

fn value<'a>(event: &'a [Property], name: &str) -> &'a str {
    let found: Vec<&str> = event.iter().filter(|(found, _)| found == name).map(|(_, value)| value.as_str()).collect();
    assert_eq!(found.len(), 1, "{name} stands once in {event:?}");
    found[0]
}

/// A text as it was before it was escaped.
fn unescaped(value: &str) -> String {
    let mut text = String::new();
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some('n') => text.push('\n'),
                Some(kept @ ('\\' | ';' | ',')) => text.push(kept),
                other => panic!("nothing is escaped as {other:?} in {value}"),
            },
            ';' | ',' => panic!("{character} parts values in {value}"),
            _ => text.push(character),
        }
    }
    text
}

fn table(text: &str) -> Vec<Vec<String>> {
    let text = text.strip_prefix('\u{feff}').expect("the mark of UTF-8 comes first");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

#[test]
fn the_actions_of_the_examples() {
    for (name, format) in [
        ("flawed", "actions-csv"),
        ("good", "actions-csv"),
        ("flawed", "actions-calendar"),
        ("good", "actions-calendar"),
    ] {
        let plan = format!("examples/{name}.yaml");
        let written = run(&root(), &["report", &plan, "--today", TODAY, "--format", format]);
        assert_eq!((status(&written), stderr(&written)), (0, String::new()), "{name} {format}");
        insta::with_settings!({ snapshot_suffix => format }, { insta::assert_snapshot!(name, stdout(&written)) });
    }
}

#[test]
fn every_action_is_a_row_and_stands_in_the_calendar() {
    let nothing_known = checked("nearly-nothing.yaml", "scheme: { name: A, nation: england, stage: design }\n");
    for (source, report) in [example("flawed"), example("good"), example("blank"), nothing_known] {
        let rows = table(&actions::csv(&catalogue(), &report).unwrap());
        assert_eq!(rows[0], actions::HEADER);
        assert_eq!(rows.len(), report.actions.len() + 1, "{}", source.name);
        let events = events(&actions::calendar(&catalogue(), &source, &report).unwrap());
        let mut told = String::new();
        for event in &events {
            told.push_str(&unescaped(value(event, "SUMMARY")));
            told.push_str(&unescaped(value(event, "DESCRIPTION")));
        }
        for (action, row) in report.actions.iter().zip(&rows[1..]) {
            assert_eq!(row[1], action.text);
            assert_eq!(row[5], action.due.map(|due| due.to_string()).unwrap_or_default());
            assert!(told.contains(&action.text), "{}: the calendar lacks {}", source.name, action.text);
            let owner = action.owner.as_deref().unwrap_or_default();
            assert!(told.contains(owner) && row[4] == owner, "{}: {owner}", source.name);
        }
        let ids: BTreeSet<&str> = events.iter().map(|event| value(event, "UID")).collect();
        assert_eq!(ids.len(), events.len(), "{}: ids stand once", source.name);
    }
}

#[test]
fn what_a_plan_says_is_text_in_table_and_calendar() {
    for text in HOSTILE {
        let (source, report) = hostile(text);
        let rows = table(&actions::csv(&catalogue(), &report).unwrap());
        for row in &rows[1..] {
            assert_eq!(row.len(), actions::HEADER.len(), "{text}");
            for cell in [&row[1], &row[4]] {
                assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']), "{text}: a formula");
                assert_eq!(cell.strip_prefix('\'').unwrap_or(cell), text);
            }
        }
        let (_, plain) = example("flawed");
        let plain = events(&actions::calendar(&catalogue(), &source, &plain).unwrap());
        let written = events(&actions::calendar(&catalogue(), &source, &report).unwrap());
        assert_eq!(written.len(), plain.len(), "{text}: an event came along");
        let shown = text.replace("\r\n", "\n").replace(['\u{202e}', '\u{7}'], "\u{fffd}");
        assert!(written.iter().any(|event| unescaped(value(event, "SUMMARY")) == shown), "{text}");
        for event in &written {
            assert!(unescaped(value(event, "DESCRIPTION")).contains(&shown), "{text}");
        }
    }
}

/// An entry is known again in a later file: whatever the day, the owner and the place in the plan.
#[test]
fn an_entry_keeps_its_id() {
    let text = fs::read_to_string(root().join("examples/good.yaml")).unwrap();
    let later = text.replace("2027-01-29", "2027-02-12");
    assert_ne!(later, text);
    let ids = |text: &str| -> Vec<(String, String)> {
        let (source, report) = checked("plan.yaml", text);
        let calendar = actions::calendar(&catalogue(), &source, &report).unwrap();
        let days = events(&calendar);
        days.iter()
            .map(|event| (value(event, "UID").to_owned(), value(event, "DTSTART;VALUE=DATE").to_owned()))
            .collect()
    };
    let (now, then) = (ids(&text), ids(&later));
    assert!(now.iter().zip(&then).any(|(now, then)| now.1 == "20270129" && then.1 == "20270212"));
    let only = |pairs: Vec<(String, String)>| pairs.into_iter().map(|(id, _)| id).collect::<BTreeSet<_>>();
    assert_eq!(only(now), only(then));
    let (source, mut report) = example("good");
    report.actions.clear();
    let empty = events(&actions::calendar(&catalogue(), &source, &report).unwrap());
    assert_eq!(value(&empty[0], "SUMMARY"), "Nothing is left to do at this stage");
}

#[test]
fn a_file_gets_what_its_ending_says() {
    let folder = tempfile::tempdir().unwrap();
    let plan = root().join("examples/good.yaml");
    let plan = plan.to_str().unwrap();
    for (name, begins) in [("next.csv", "\u{feff}number,action,"), ("next.ics", "BEGIN:VCALENDAR\r\n")] {
        let output = run(folder.path(), &["report", plan, "--today", TODAY, "-o", name]);
        assert_eq!((status(&output), stdout(&output)), (0, String::new()), "{name}");
        assert!(stderr(&output).starts_with(&format!("Wrote {name}.")), "{}", stderr(&output));
        assert!(fs::read_to_string(folder.path().join(name)).unwrap().starts_with(begins), "{name}");
        let refused = run(folder.path(), &["report", plan, "--checklist", "-o", name]);
        assert_eq!(status(&refused), 2, "{name}");
        assert!(stderr(&refused).contains("a checklist is written as HTML or Markdown"), "{}", stderr(&refused));
    }
    fs::write(folder.path().join("broken.yaml"), "scheme: [\n").unwrap();
    let unread = run(folder.path(), &["report", "broken.yaml", "-o", "broken.ics"]);
    assert_eq!(status(&unread), 2);
    assert!(!folder.path().join("broken.ics").exists());
}
