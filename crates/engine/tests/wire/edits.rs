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
