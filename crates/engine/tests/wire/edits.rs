//! Changes from the form: what the text is afterwards.

use serde_json::{Value, json};

use super::edited;

fn answer(text: &str, path: &str, value: &Value) -> String {
    edited(text, json!([{ "path": path, "answer": value }]))
}

#[test]
fn an_answer_is_written_in_the_type_of_its_question() {
    let plan = "setup:\n  aim:\n    clear: no # c\n";
    for (path, value, expected) in [
        ("setup.aim.clear", json!("yes"), "setup:\n  aim:\n    clear: yes # c\n"),
        ("setup.aim.clear", json!("Yes"), "setup:\n  aim:\n    clear: yes # c\n"),
        ("setup.aim.clear", json!("not_applicable"), "setup:\n  aim:\n    clear: not_applicable # c\n"),
        ("setup.aim.clear", json!("perhaps: so"), "setup:\n  aim:\n    clear: \"perhaps: so\" # c\n"),
        ("setup.aim.clear", json!(null), "setup:\n  aim:\n    clear: # c\n"),
        (
            "setup.aim.target_needs",
            json!(["carers", "made up"]),
            "setup:\n  aim:\n    clear: no # c\n    target_needs: [carers, made up]\n",
        ),
        (
            "setup.partnerships.meetings_per_year",
            json!("6"),
            "setup:\n  aim:\n    clear: no # c\n  partnerships:\n    meetings_per_year: 6\n",
        ),
        ("scheme.starts", json!("2027-04-01"), "scheme:\n  starts: 2027-04-01\nsetup:\n  aim:\n    clear: no # c\n"),
        ("scheme.name", json!("yes"), "scheme:\n  name: \"yes\"\nsetup:\n  aim:\n    clear: no # c\n"),
    ] {
        assert_eq!(answer(plan, path, &value), expected, "{path}: {value}");
    }
}

/// Where the stakeholders of a scheme stand.
const TABLE: &str = "setup.partnerships.stakeholders";

fn in_table(rows: &str) -> String {
    format!("setup:\n  partnerships:\n    stakeholders:{rows}\n    # after\n    referrer_training: yes\n")
}

#[test]
fn rows_and_cells_change_however_they_are_written() {
    for (before, change, after) in [
        ("", json!({ "insert_row": 9 }), "\n      - {}"),
        (" # none yet", json!({ "insert_row": 0 }), " # none yet\n      - {}"),
        (" []", json!({ "insert_row": 0 }), "\n      - {}"),
        ("\n      - {}", json!({ "row": 0, "column": "sector", "value": "vcse" }), "\n      - { sector: vcse }"),
        (
            "\n      - { organisation: A, champion: B } # c",
            json!({ "row": 0, "column": "sector", "value": "vcse" }),
            "\n      - { organisation: A, sector: vcse, champion: B } # c",
        ),
        (
            "\n      - organisation: A # c\n        champion: B",
            json!({ "row": 0, "column": "sector", "value": "vcse" }),
            "\n      - organisation: A # c\n        sector: vcse\n        champion: B",
        ),
        ("\n      - { organisation: A }", json!({ "row": 0, "column": "organisation", "value": null }), "\n      - {}"),
        (
            "\n      - organisation: A\n        champion: B # c",
            json!({ "row": 0, "column": "champion", "value": "" }),
            "\n      - organisation: A\n        # c",
        ),
        (
            "\n      - { organisation: A }\n      - { organisation: B } # b\n      - { organisation: C }",
            json!({ "remove_row": 1 }),
            "\n      - { organisation: A }\n      # b\n      - { organisation: C }",
        ),
        (" [{ organisation: A }]", json!({ "insert_row": 0 }), " [{}, { organisation: A }]"),
        (
            " { answer: [{ organisation: A }], note: n }",
            json!({ "insert_row": 1 }),
            " { answer: [{ organisation: A }, {}], note: n }",
        ),
    ] {
        let mut whole = change.clone();
        whole["path"] = json!(TABLE);
        assert_eq!(edited(&in_table(before), json!([whole])), in_table(after), "{before}: {change}");
    }
}

#[test]
fn details_make_a_long_form_and_take_it_away_again() {
    let of = |answer: &str| format!("setup:\n  aim:\n    # is it?\n    clear:{answer}\n    eligibility: all\n");
    for (before, changes, after) in [
        (" yes", json!([{ "detail": "note", "value": "so" }]), " { answer: yes, note: so }"),
        ("", json!([{ "detail": "owner", "value": "Chair" }]), " { owner: Chair }"),
        (" { answer: yes, note: so }", json!([{ "detail": "note", "value": null }]), " yes"),
        (" { answer: yes, note: so }", json!([{ "answer": null }]), " { note: so }"),
        (" { note: so }", json!([{ "detail": "note", "value": "" }]), ""),
        (" { note: so }", json!([{ "answer": "planned" }]), " { note: so, answer: planned }"),
        (
            " yes",
            json!([{ "answer": "not_applicable" }, { "detail": "reason", "value": "None." }, { "detail": "review", "value": "2027-06-01" }]),
            " { answer: not_applicable, reason: None., review: 2027-06-01 }",
        ),
        (
            " { answer: yes, confirmed: no }",
            json!([{ "detail": "confirmed", "value": "yes" }]),
            " { answer: yes, confirmed: yes }",
        ),
        (
            " yes",
            json!([{ "detail": "evidence", "value": ["a.pdf", "b, c"] }]),
            " { answer: yes, evidence: [a.pdf, \"b, c\"] }",
        ),
        (" yes", json!([{ "answer": null }]), ""),
    ] {
        let mut changes = changes;
        for change in changes.as_array_mut().unwrap() {
            change["path"] = json!("setup.aim.clear");
        }
        assert_eq!(edited(&of(before), changes.clone()), of(after), "{before}: {changes}");
    }
}

#[test]
fn a_number_that_a_comma_has_cut_is_shown_and_mended_whole() {
    let plan = "scheme: { name: £30,000, nation: wales }\n";
    assert_eq!(answer(plan, "scheme.name", &json!("£30,000")), plan, "it is shown so");
    assert_eq!(answer(plan, "scheme.name", &json!("Connect")), "scheme: { name: Connect, nation: wales }\n");
}

#[test]
fn what_cannot_be_changed_is_refused_in_words() {
    for (plan, change, expected) in [
        (
            "a: [1, 2\nb: 3\n",
            json!({ "path": "scheme.name", "answer": "x" }),
            "The form cannot change the plan text while line",
        ),
        (
            "scheme: text\n",
            json!({ "path": "scheme.name", "answer": "x" }),
            "“Name of the scheme” cannot be changed in the form: nothing can be put at",
        ),
        (
            "",
            json!({ "path": "scheme.nmae", "answer": "x" }),
            "There is no question `scheme.nmae`. Did you mean `scheme.name`?",
        ),
        ("", json!({ "path": "scheme.name", "detail": "answer", "value": "x" }), "`answer` is no detail of an answer"),
        ("", json!({ "path": TABLE, "row": 0, "column": "sector", "value": "x" }), "it has no row 1"),
        ("", json!({ "path": TABLE, "remove_row": 3 }), "it has no row 4"),
        ("", json!({ "path": TABLE, "answer": ["a"] }), "a table is filled in row by row"),
        ("", json!({ "path": "scheme.name", "insert_row": 0 }), "it has no rows"),
        ("", json!({ "path": "scheme.name" }), "does not say what is to change"),
        (
            "setup: { partnerships: { stakeholders: not_applicable } }\n",
            json!({ "path": TABLE, "insert_row": 0 }),
            "what it says now is no list of rows; take that away first",
        ),
    ] {
        let refused = edited(plan, json!([change]));
        assert!(refused.starts_with("refused: ") && refused.contains(expected), "{plan}: {refused}");
    }
    // One change that is refused leaves the others undone.
    let both = json!([{ "path": "scheme.name", "answer": "x" }, { "path": TABLE, "remove_row": 3 }]);
    assert!(edited("", both).starts_with("refused"));
}
