//! How each type of answer is written, and what is said of one that is written otherwise.

use super::{catalogue, report};

/// What an answer is read as, in words, or what is said of it.
fn read(path: &str, answer: &str) -> String {
    let parts: Vec<&str> = path.split('.').collect();
    // Some questions of the first group are asked only with a steering group.
    let before = if parts[1] == "first" { "    group: yes\n" } else { "" };
    let plan = format!("work:\n  {}:\n{before}    {}: {answer}\n", parts[1], parts[2]);
    let report = report(&plan);
    let said = report
        .findings
        .iter()
        .find(|finding| finding.path.as_deref() == Some(path) && catalogue().criterion(&finding.id).is_none());
    let read = report.plan.as_ref().unwrap();
    let at = catalogue().questions.find(path).unwrap();
    match said {
        Some(finding) => {
            let help = finding.help.as_deref().map(|help| format!(" | {help}")).unwrap_or_default();
            format!("{}: {} | {}{help}", finding.id, finding.message, finding.label.as_deref().unwrap_or_default())
        }
        None => read.show_with_unit(&catalogue(), at),
    }
}

#[test]
fn amounts_numbers_and_times_are_read_as_people_write_them() {
    for (path, answer, expected) in [
        ("work.second.budget", "30000", "£30,000 a year"),
        ("work.second.budget", "£30,000.50", "£30,000.5 a year"),
        ("work.second.budget", "\"£ 1,234,567\"", "£1,234,567 a year"),
        ("work.second.budget", "0", "£0 a year"),
        ("work.first.meetings", "0", "0 a year"),
        ("work.first.meetings", "52", "52 a year"),
        ("work.first.meetings", "4.0", "4 a year"),
        ("work.second.period", "6 weeks", "6 weeks"),
        ("work.second.period", "1 Months", "1 month"),
        ("work.second.period", "1.5 years", "1.5 years"),
        ("work.second.period", "1,000 days", "1,000 days"),
        ("work.second.period", "0 days", "0 days"),
        ("work.second.ends", "2028-02-29", "29 February 2028"),
        ("work.second.ends", "\" 2027-04-01 \"", "1 April 2027"),
        ("work.second.tools", "[a, 'b, c']", "a; b, c"),
        ("work.second.tools", "[]", "none"),
        ("work.second.said", "'Sam '", "Sam"),
        ("work.first.level", "' light '", "Light"),
        ("work.first.members", "[gp, icb]", "GP, Integrated care board"),
    ] {
        assert_eq!(read(path, answer), expected, "{path}: {answer}");
    }
}

#[test]
fn what_is_written_otherwise_is_named_with_what_was_expected() {
    let money = |found: &str| {
        format!(
            "wrong_type: `budget` takes an amount in pounds a year, and this is {found} | expected an amount in pounds a year | Write it like this: `budget: 30000`"
        )
    };
    for text in
        ["3,00", "30,0000", "1234,567", ",100", "1,,000", "-5", "1e9", "inf", "12.", ".5", "1.2.3", "£", "€5", "1.2,3"]
    {
        assert_eq!(read("work.second.budget", &format!("\"{text}\"")), money(&format!("`{text}`")), "{text}");
    }
    assert_eq!(read("work.second.budget", "[1]"), money("a list"));
    for (path, answer, expected) in [
        (
            "work.first.meetings",
            "2.5",
            "wrong_type: `meetings` takes a whole number (a year), and this is `2.5` | expected a whole number (a year) | Write it like this: `meetings: 4`",
        ),
        (
            "work.first.meetings",
            "-1",
            "out_of_bounds: `meetings` is -1 a year, and at least 0 makes sense | expected at least 0 | Write it like this: `meetings: 4`",
        ),
        (
            "work.first.meetings",
            "53",
            "out_of_bounds: `meetings` is 53 a year, and at most 52 makes sense | expected at most 52 | Write it like this: `meetings: 4`",
        ),
        (
            "work.first.level",
            "Holistic",
            "unknown_option: `level` has no option `Holistic` | did you mean `holistic`? | The options are `light`, `holistic`.",
        ),
        (
            "work.first.members",
            "[Integrated care board]",
            "unknown_option: `members` has no option `Integrated care board` | did you mean `icb`? | The options are `gp`, `council`, `icb`.",
        ),
        (
            "work.first.level",
            "zzz",
            "unknown_option: `level` has no option `zzz` | no such option | The options are `light`, `holistic`.",
        ),
        (
            "work.first.members",
            "gp",
            "wrong_type: `members` takes a list of options in square brackets, and this is `gp` | expected a list of options in square brackets | Write it like this: `members: [gp]`",
        ),
        (
            "work.second.tools",
            "one",
            "wrong_type: `tools` takes a list in square brackets, and this is `one` | expected a list in square brackets | Write it like this: `tools: [one]`",
        ),
        (
            "work.first.members",
            "[gp, gp]",
            "named_twice: `gp` is named twice | already named | It is counted once. Remove one of the two.",
        ),
        (
            "work.second.posts",
            "none",
            "wrong_type: `posts` takes a list of rows, each beginning with a dash, and this is `none` | expected a list of rows, each beginning with a dash | Write it like this: `posts: [{ post: ..., dbs: ..., hours: ... }]`",
        ),
    ] {
        assert_eq!(read(path, answer), expected, "{path}: {answer}");
    }
}

#[test]
fn a_long_text_is_shortened_in_a_message() {
    let forty = "a".repeat(40);
    let said = |text: &str| read("work.second.ends", text).split(" | ").next().unwrap().to_owned();
    assert!(said(&forty).ends_with(&format!("and this is `{forty}`")), "{}", said(&forty));
    assert!(said(&format!("{forty}b")).ends_with(&format!("and this is `{forty} …`")));
    assert!(said("\"first line\\nsecond\"").ends_with("and this is `first line …`"));
    assert!(said(&"é".repeat(41)).ends_with(&format!("and this is `{} …`", "é".repeat(40))));
}

#[test]
fn only_a_rest_of_three_digits_is_a_number_cut_in_two() {
    let said = |row: &str| {
        let plan = format!("work: {{ second: {{ posts: [{row}] }} }}\n");
        let report = report(&plan);
        let hours =
            report.plan.unwrap().answers[catalogue().questions.find("work.second.posts").unwrap()].value.clone();
        let found: Vec<String> = report.findings.iter().map(|finding| finding.id.clone()).collect();
        let shown = match hours {
            Some(sp_plan_engine::value::AnswerValue::Table(rows)) => rows[0].cells[2].is_some(),
            _ => false,
        };
        (found.join(" "), shown)
    };
    let cut = ("wrong_type".to_owned(), false);
    assert_eq!(said("{ post: A, hours: 1,650 }"), cut);
    assert_eq!(said("{ post: A, hours: 1,650.50 }"), cut);
    assert_eq!(
        said("{ post: A, hours: 1,650,000 }"),
        ("wrong_type wrong_type".to_owned(), false),
        "each rest is named"
    );
    let unknown = ("unknown_key".to_owned(), true);
    assert_eq!(said("{ post: A, hours: 1, 65 }"), unknown, "two digits are none");
    assert_eq!(said("{ post: A, hours: 1, abc }"), unknown);
    assert_eq!(said("{ post: A, hours: 1, 650: x }"), unknown, "a rest has no value");
    assert_eq!(said("{ 650, post: A, hours: 1 }"), unknown, "nothing stands before it");
    assert_eq!(said("{ post: A, 650, hours: 1 }"), unknown, "what stands before it is no number");
}
