//! What a criterion expects, on answers of every type: the verdict, and what is said of an answer that falls short.

use sp_plan_engine::catalogue::Catalogue;
use sp_plan_engine::check::{CheckOptions, check};
use sp_plan_engine::place::SourceText;

use super::{CHECKLIST, SCHEME, today};

/// The verdict of a criterion that looks at a question and expects something, for an answer; with what is said.
fn judged(question: &str, expects: &str, answer: &str) -> String {
    let more = format!(
        "ingredients:\n  - id: tried\n    title: T\n    summary: S.\n    why: W.\n    added: T.\n    criteria:\n      - {{ id: it, level: must, asks: It is so, looks_at: {question}, expects: {expects}, action: A, help: H., added: T. }}\n      - {{ id: besides, level: must, asks: B, looks_at: work.first.visits, expects: no, action: A, help: H., added: T. }}\n"
    );
    // Without the criteria of the small handbook, which would speak for one that asks the same.
    let files = [SCHEME, CHECKLIST, &more].map(|text| SourceText::new("file.yaml", text));
    let loaded = Catalogue::load(files.into());
    assert_eq!(loaded.findings, [], "{expects}");
    let parts: Vec<&str> = question.split('.').collect();
    let plan = format!("scheme: {{ stage: live }}\n{}:\n  {}:\n    {}: {answer}\n", parts[0], parts[1], parts[2]);
    let report = check(&loaded.catalogue, &plan, CheckOptions { today: today(), stage: None });
    let tried = report.ingredients.iter().find(|ingredient| ingredient.id == "tried").unwrap();
    let said = report.findings.iter().find(|finding| finding.id == "it").map(|finding| {
        let what = finding.message.strip_prefix("“It is so” is not so: the plan ").unwrap();
        let place = &plan[finding.place.span.range()];
        format!(": {what}; {} at `{place}`", finding.label.as_deref().unwrap())
    });
    format!("{}{}", tried.criteria[0].verdict.word(), said.unwrap_or_default())
}

/// A question, what is expected of it, and answers with what comes of each.
type Case = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

const CASES: &[Case] = &[
    (
        "work.first.policy",
        "yes",
        &[
            ("yes", "met"),
            ("no", "unmet: says no; expected `yes` at `no`"),
            ("{ answer: planned, owner: A, due: 2027-02-01 }", "met"),
            ("{ answer: planned, owner: A }", "unmet: says planned without a due date; expected `yes` at `planned`"),
            ("{ answer: not_applicable, reason: R, review: 2027-06-01 }", "not_applicable"),
            ("{ answer: not_applicable, reason: R, review: 2026-06-01 }", "unmet"),
            ("maybe", "unanswered"),
            ("", "unanswered"),
        ],
    ),
    (
        "work.first.policy",
        "no",
        &[
            ("no", "met"),
            ("yes", "unmet: says yes; expected `no` at `yes`"),
            ("{ answer: planned, owner: A, due: 2027-02-01 }", "unmet: says planned; expected `no` at `planned`"),
        ],
    ),
    (
        "work.second.said",
        "answered",
        &[("hello", "met"), ("\" \"", "unmet: says nothing; expected an answer at `\" \"`"), ("", "unanswered")],
    ),
    ("work.second.tools", "answered", &[("[one]", "met"), ("[]", "unmet: says none; expected an answer at `[]`")]),
    ("work.first.members", "answered", &[("[gp]", "met"), ("[]", "unmet: says none; expected an answer at `[]`")]),
    (
        "work.second.posts",
        "answered",
        &[("[{ post: A }]", "met"), ("[]", "unmet: says 0 rows; expected an answer at `[]`")],
    ),
    ("work.second.budget", "answered", &[("0", "met")]),
    (
        "work.second.budget",
        "{ at_least: 100 }",
        &[("99.99", "unmet: says £99.99 a year; expected at least £100 at `99.99`"), ("100", "met"), ("101", "met")],
    ),
    (
        "work.second.budget",
        "{ at_most: 100 }",
        &[("99", "met"), ("100", "met"), ("£101", "unmet: says £101 a year; expected at most £100 at `£101`")],
    ),
    (
        "work.second.period",
        "{ at_least: 2 weeks }",
        &[
            ("13 days", "unmet: says 13 days; expected at least 2 weeks at `13 days`"),
            ("14 days", "met"),
            ("1 month", "met"),
        ],
    ),
    (
        "work.second.tools",
        "{ at_least: 2 }",
        &[("[a]", "unmet: says a; expected at least 2 items at `[a]`"), ("[a, b]", "met")],
    ),
    (
        "work.first.members",
        "{ at_most: 1 }",
        &[
            ("[gp]", "met"),
            ("[gp, icb]", "unmet: says GP, Integrated care board; expected at most 1 option at `[gp, icb]`"),
        ],
    ),
    (
        "work.second.posts",
        "{ at_least: 2 }",
        &[
            ("[{ post: A }]", "unmet: says 1 row; expected at least 2 rows at `[{ post: A }]`"),
            ("[{ post: A }, { post: B }]", "met"),
        ],
    ),
    (
        "work.first.level",
        "{ one_of: [light] }",
        &[("light", "met"), ("holistic", "unmet: says Holistic; expected one of: Light at `holistic`")],
    ),
    (
        "work.first.members",
        "{ includes: [gp, council] }",
        &[
            ("[council, icb, gp]", "met"),
            ("[gp]", "unmet: lacks Council; expected all of: GP, Council at `[gp]`"),
            ("[]", "unmet: lacks GP, Council; expected all of: GP, Council at `[]`"),
        ],
    ),
    (
        "work.first.members",
        "{ includes_any: [gp, council] }",
        &[
            ("[icb, council]", "met"),
            ("[icb]", "unmet: says Integrated care board; expected at least one of: GP, Council at `[icb]`"),
        ],
    ),
    (
        "work.second.posts",
        "{ every_row: { dbs: yes, hours: { at_least: 5 } } }",
        &[
            ("[{ post: A, dbs: yes, hours: 5 }]", "met"),
            ("[{ post: A, dbs: yes }]", "unanswered"),
            ("[]", "unanswered"),
            (
                "[{ post: A, hours: 9 }, { post: B, dbs: yes, hours: 4 }]",
                "unmet: says 4 hours for “Hours” in row 2; expected in every row: DBS check `yes`; Hours at least 5 hours at `4`",
            ),
            (
                "[{ post: A, dbs: planned, hours: 9 }]",
                "unmet: says planned for “DBS check” in row 1; expected in every row: DBS check `yes`; Hours at least 5 hours at `planned`",
            ),
        ],
    ),
];

#[test]
fn every_expectation_is_judged_on_every_kind_of_answer() {
    for (question, expects, cases) in CASES {
        for (answer, expected) in *cases {
            assert_eq!(judged(question, expects, answer), *expected, "{question} expects {expects}, and is {answer}");
        }
    }
}
