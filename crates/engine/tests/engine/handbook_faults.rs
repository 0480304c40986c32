//! Faults in the handbook's own files are reported with their place, all of them.

use super::load;

/// The faults of one more file, as `line:column message | help`.
fn faults(text: &str) -> String {
    let loaded = load(&[text]);
    let lines = sp_plan_engine::place::LineIndex::new(text);
    let each = loaded.findings.iter().map(|finding| {
        let (line, column) = lines.line_and_column(finding.place.span.start);
        let help = finding.help.as_deref().map(|help| format!(" | {help}")).unwrap_or_default();
        format!("{line}:{column} {}{help}", finding.message)
    });
    each.collect::<Vec<_>>().join("\n")
}

#[test]
fn every_fault_of_a_checklist_is_reported_at_its_place() {
    let text = r#"checklist:
  id: Setup
  title: T
  summary: S.
  stage: start
  grops: []
  groups:
    - id: g
      title: G
      questions:
        - { id: a, label: A, ask: Q, answer: yesno, why: W., added: T. }
        - { id: a, label: A, ask: Q, answer: yes_no, why: W., added: T. }
        - { id: a, label: A, ask: Q, answer: yes_no, why: W., added: T. }
        - { id: b, labell: A, ask: Q, answer: { choice: { options: { yes: Y } } }, why: W. }
        - { id: c, label: C, ask: Q, answer: text, why: W., show_if: work.first.grp == "yes", added: T. }
"#;
    assert_eq!(
        faults(text),
        "2:7 `Setup` is not an id: lower case letters, digits and `_` only\n\
         5:10 `stage` must be one of `design`, `pilot`, `live`, and this is `start`\n\
         6:3 a checklist has no key `grops` | Did you mean `groups`?\n\
         11:46 there is no answer type `yesno`\n\
         12:17 `a` is the id of another question of this group\n\
         13:17 `a` is the id of another question of this group\n\
         14:13 a question needs `label`\n\
         14:13 a question needs `guide` with at least one ledger id, or `added` with the reason why it is here\n\
         14:20 a question has no key `labell` | Did you mean `label`?\n\
         14:68 a choice needs at least two options\n\
         14:70 `yes` cannot be the id of an option\n\
         15:74 there is no question `work.first.grp` | Did you mean `work.first.group`?"
    );
}

#[test]
fn every_fault_of_a_rule_is_reported_at_its_place() {
    let text = r#"rules:
  - id: visits_need_policy
    title: T
    ingredients: [safe_wrk]
    severity: fatal
    holds: work.first.policy == "ja"
    at: work.first.polic
    says: "{work.first.nothing} is wrong"
    help: H.
    action: A
    why: W.
    examples:
      - passes: { work.first.police: yes }
"#;
    assert_eq!(
        faults(text),
        "2:5 a rule needs `guide` with at least one ledger id, or `added` with the reason why it is here\n\
         2:9 `visits_need_policy` needs an example with `fails`\n\
         5:15 `severity` must be one of `error`, `warning`, `advice`, and this is `fatal`\n\
         6:33 `ja` is never an answer here; the answers are `yes`, `no`\n\
         7:9 there is no question `work.first.polic` | Did you mean `work.first.policy`?\n\
         8:11 there is no question `work.first.nothing` | Did you mean `work.first.meetings`?\n\
         13:19 there is no question `work.first.police` | Did you mean `work.first.policy`?"
    );
}

#[test]
fn an_ingredient_cannot_be_met_by_saying_nothing() {
    let text = "ingredients:\n  - { id: empty, title: E, summary: E., why: W., added: T., criteria: [] }\n";
    assert_eq!(
        faults(text),
        "2:11 `empty` needs a `must` criterion that is due at the design stage, or it would be met by saying nothing"
    );
}

#[test]
fn an_expectation_has_to_fit_its_question() {
    for (expects, looks_at, message) in [
        ("yes", "work.second.budget", "a question of type `money` can never meet this expectation"),
        ("{ at_least: 3 }", "work.second.period", "a question of type `duration` can never meet this expectation"),
        (
            "{ includes: [dog] }",
            "work.first.members",
            "the question has no option `dog`; its options are `gp`, `council`, `icb`",
        ),
        (
            "{ one_of: [light, dark] }",
            "work.first.level",
            "the question has no option `dark`; its options are `light`, `holistic`",
        ),
        ("often", "work.first.policy", "this is not an expectation: see `expects` in `docs/content-format.md`"),
        ("{ every_row: { dbz: yes } }", "work.second.posts", "the table has no column `dbz`"),
    ] {
        let text = format!(
            "ingredients:\n  - id: e\n    title: E\n    summary: E.\n    why: W.\n    added: T.\n    criteria:\n      - {{ id: ok, level: must, asks: A, looks_at: work.first.policy, expects: yes, action: A, help: H., added: T. }}\n      - {{ id: c, level: should, asks: A, looks_at: {looks_at}, expects: {expects}, action: A, help: H., added: T. }}\n"
        );
        assert!(faults(&text).contains(message), "{expects}: {}", faults(&text));
    }
}

#[test]
fn names_are_unique_and_references_exist() {
    let text = r"terms:
  - { id: a, term: A, means: M., easy_read: E., pathway: referral, related: [b], sources: [c], added: T. }
  - { id: a, term: A, means: M., easy_read: E., pathway: nowhere, added: T. }
notes:
  - { id: n, says: S., nations: [france], added: T. }
";
    assert_eq!(
        faults(text),
        "2:78 there is no term `b`\n2:92 there is no source `c`\n\
         3:11 `a` is an id already\n3:58 `pathway` must be one of `referral`, `consultation`, `community`, `evaluation`, `governance`, and this is `nowhere`\n\
         5:7 a note needs `theme`\n5:11 a note needs at least one source: what is not sourced is not printed\n\
         5:11 a note needs `check_by`: the day by which somebody looks again\n\
         5:34 `france` is not a nation: england, scotland, wales, northern_ireland"
    );
}

#[test]
fn a_note_is_read_on_the_web() {
    let note = |address: &str| {
        faults(&format!(
            "notes:\n  - id: n\n    says: S.\n    theme: policy\n    nations: [wales]\n    check_by: 2027-01-01\n    added: T.\n    sources: [{{ title: T, address: {address}, read: 2026-07 }}]\n"
        ))
    };
    assert_eq!(note("https://example.org/a?b=1#c"), "");
    for address in [
        "javascript:alert(1)",
        "\"java\\tscript:alert(1)\"",
        "\" https://example.org/a b\"",
        "\"https://example.org/\\x01\"",
        "data:text/html,x",
        "//example.org",
        "https://",
        "www.example.org",
    ] {
        assert!(note(address).starts_with("8:36 `address` must begin with `https://`"), "{address}: {}", note(address));
    }
}

#[test]
fn a_name_leads_to_one_term_and_a_nations_name_has_its_note() {
    let term = |id: &str, rest: &str| {
        format!("  - {{ id: {id}, term: Term {id}, means: M., easy_read: E., pathway: referral, added: T., {rest} }}\n")
    };
    let notes = "notes:\n  - { id: n, says: S., theme: policy, nations: [wales], sources: [{ title: T, address: https://example.org, read: 2026-07 }], check_by: 2027-01-01, added: T. }\n";
    let with = |one: &str, two: &str| faults(&format!("terms:\n{}{}{notes}", term("a", one), term("b", two)));
    assert_eq!(with("also: [one]", "short: TWO, link: never"), "");
    assert!(with("also: [One]", "short: [ONE]").contains("`ONE` is a name of the term `a` already"));
    assert!(with("also: [term b]", "related: [b]").contains("`Term b` is a name of the term `a` already"));
    assert!(with("link: always", "").contains("`link` must be one of"));
    assert_eq!(with("called: { wales: { name: X, note: n } }", ""), "");
    assert!(with("called: { wales: { name: X } }", "").contains("a name in a nation needs `note`"));
    assert!(with("called: { wales: { name: X, note: m } }", "").contains("there is no note `m`"));
    assert!(with("called: { scotland: { name: X, note: n } }", "").contains("the note `n` does not speak of Scotland"));
}

#[test]
fn terms_are_related_both_ways() {
    let term = |id: &str, related: &str| {
        format!(
            "  - {{ id: {id}, term: T {id}, means: M., easy_read: E., pathway: referral, added: T., related: {related} }}\n"
        )
    };
    let text = format!("terms:\n{}{}{}", term("c", "[a, c]"), term("a", "[b]"), term("b", "[a]"));
    let loaded = load(&[&text]);
    let related = |id: &str| {
        let term = loaded.catalogue.terms.iter().find(|term| term.id == id).expect("it is there");
        term.related.iter().map(|other| other.text.as_str()).collect::<Vec<_>>()
    };
    assert_eq!((related("a"), related("b"), related("c")), (vec!["b", "c"], vec!["a"], vec!["a"]));
}

#[test]
fn a_ledger_id_cannot_be_invented() {
    let text = "provenance:\n  - { part: a, title: A, rows: [{ id: gl_one, lines: 1-2, kind: term }] }\nfacts:\n  - { id: f, topic: what, kind: fact, title: T, says: S., guide: [gl_one, gl_two] }\n";
    assert_eq!(faults(text), "4:75 the ledger has no row `gl_two` | Did you mean `gl_one`?");
}

#[test]
fn an_accessibility_statement_claims_no_more_than_is_known() {
    let text = r"accessibility:
  standard: WCAG 2.2, level AA
  status: fully_compliant
  contact: { name: The team, answers_within: a week }
  prepared: 2026-11-24
  reviewed: 2026-11-23
  people: [{ on: last week, who: W. }]
  tests:
    - { id: axe, tool: axe-core, version: 4, looks_at: Pages., failures: none }
    - { id: keys, tool: t, version: 1, looks_at: Keys., failures: 0, faillures: 1 }
";
    assert_eq!(
        faults(text),
        "2:3 an accessibility statement needs `check_by`\n\
         3:11 `status` must be `partially_compliant` or `not_compliant`, and this is `fully_compliant` | What machines look at shows faults and never that there are none, so no more is claimed.\n\
         3:11 a statement that claims less than everything lists its `problems`\n\
         3:11 `reviewed` is before `prepared`\n\
         4:12 a contact needs `email` or `phone`\n\
         7:14 a test with people needs `found`\n\
         7:18 `on` must be a date such as 2027-03-31, and this is `last week`\n\
         9:74 `failures` must be a whole number, and this is `none`\n\
         10:70 a test has no key `faillures` | Did you mean `failures`?"
    );
    assert!(faults("accessibility: { status: mostly }").contains("and this is `mostly`"));
    let one = "  standard: S\n  status: not_compliant\n  problems: [{ id: p, says: S., reason: R. }]\n  prepared: 2026-11-24\n  reviewed: 2026-11-24\n  check_by: 2027-11-24\n";
    let sound = load(&[&format!("accessibility:\n{one}")]);
    assert_eq!(sound.findings, []);
    let two = load(&[&format!("accessibility:\n{one}"), &format!("accessibility:\n{one}")]);
    assert_eq!(two.findings.len(), 1);
    assert_eq!(two.findings[0].message, "there is another accessibility statement");
}

#[test]
fn a_misspelt_derived_value_is_a_fault_with_the_right_name() {
    let rule = "rules:\n  - id: tried\n    title: T\n    ingredients: [safe_work]\n    severity: error\n    holds: capacity.meeting > 4\n    at: work.first.policy\n    says: \"{capacity.hours_neded}\"\n    help: H.\n    action: A\n    why: W.\n    added: T.\n    examples:\n      - passes: {}\n      - fails: {}\n";
    let helps: Vec<String> = super::load(&[rule]).findings.into_iter().filter_map(|finding| finding.help).collect();
    assert!(helps.iter().any(|help| help.contains("`capacity.meetings`")), "{helps:?}");
    assert!(helps.iter().any(|help| help.contains("`capacity.hours_needed`")), "{helps:?}");
}

#[test]
fn an_ingredient_needs_a_must_from_the_start() {
    for (first, second, sound) in [
        ("level: must", "level: should", true),
        ("level: should", "level: must", true),
        ("level: should", "level: must, stage: live", false),
        ("level: must, stage: pilot", "level: should", false),
    ] {
        let criterion = |id: &str, keys: &str| {
            format!(
                "      - {{ id: {id}, {keys}, asks: A, looks_at: work.first.policy, expects: yes, action: A, help: H., added: T. }}\n"
            )
        };
        let said = faults(&format!(
            "ingredients:\n  - id: more\n    title: M\n    summary: S.\n    why: W.\n    added: T.\n    criteria:\n{}{}",
            criterion("one", first),
            criterion("two", second)
        ));
        assert_eq!(said.is_empty(), sound, "{first}, {second}: {said}");
    }
}

#[test]
fn an_expectation_names_one_thing() {
    let said = faults(
        "ingredients:\n  - id: more\n    title: M\n    summary: S.\n    why: W.\n    added: T.\n    criteria:\n      - { id: two, level: must, asks: A, looks_at: work.first.meetings, expects: { at_least: 4, at_most: 6 }, action: A, help: H., added: T. }\n",
    );
    assert!(said.contains("this is not an expectation"), "{said}");
}

#[test]
fn a_claim_has_a_source_or_says_that_it_has_none() {
    let text = "claims:\n  - { id: a, title: T, says: S., strength: review, year: \"2017\", added: T. }\n  - { id: b, title: T, says: S., strength: unsourced, year: \"2017\", sources: [s], added: T. }\n  - { id: c, title: T, says: S., strength: strong, year: \"2017\", sources: [s], newer: [n], added: T. }\nsources:\n  - { id: s, kind: paper, title: T, added: T. }\n";
    let said = faults(text);
    for fault in [
        "2:11 a claim needs `sources`, or the strength `unsourced`",
        "3:11 a claim with sources is not `unsourced`",
        "`strength` must be one of `trial`, `review`, `evaluation`, `survey`, `estimate`, `description`, `unsourced`, and this is `strong`",
        "there is no note `n`",
    ] {
        assert!(said.contains(fault), "{fault}: {said}");
    }
}
