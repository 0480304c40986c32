//! The engine at its seams, on a small handbook of the tests' own: a handbook in, faults out; a plan in, findings and
//! verdicts out. One function touches each; the tests hold data.

#![allow(missing_docs, reason = "tests say what they are by their names")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod compiled;
mod copied;
mod derived;
mod differences;
mod edit;
mod edit_laws;
mod expectations;
mod expressions;
mod handbook_faults;
mod judging;
mod laws;
mod long_form;
mod mentions;
mod order;
mod reading;
mod reckoning;
mod upgrade;
mod values;
mod verdicts;
mod writing;

use std::sync::LazyLock;

use sp_plan_engine::Date;
use sp_plan_engine::catalogue::{Catalogue, Loaded};
use sp_plan_engine::check::{CheckOptions, Report, check};
use sp_plan_engine::finding::Finding;
use sp_plan_engine::place::{LineIndex, SourceText};

/// A handbook with a question of every type.
const SCHEME: &str = r#"
checklist:
  id: scheme
  title: About the scheme
  summary: Details.
  stage: design
  questions:
    - { id: name, label: Name, ask: "Name?", answer: text, why: To know., added: Needed. }
    - { id: nation, label: Nation, ask: "Nation?", answer: { choice: { options: { england: England, wales: Wales } } }, why: To know., added: Needed. }
    - { id: stage, label: Stage, ask: "Stage?", answer: { choice: { options: { design: Design, pilot: Pilot, live: Live } } }, why: To know., added: Needed. }
    - { id: pilot_starts, label: Pilot starts, ask: "When?", answer: date, why: To know., added: Needed. }
    - { id: starts, label: Starts, ask: "When?", answer: date, why: To know., added: Needed. }
"#;

const CHECKLIST: &str = r#"
checklist:
  id: work
  title: The work
  summary: All types.
  stage: design
  groups:
    - id: first
      title: First
      questions:
        - { id: group, label: Steering group, ask: "Is there one?", answer: yes_no, why: It helps., not_applicable: never, added: Test. }
        - { id: meetings, label: Meetings, ask: "How many?", answer: { number: { unit: a year, min: 0, max: 52, integer: true } }, why: It helps., example: 4, show_if: work.first.group == "yes", added: Test. }
        - { id: minutes, label: Minutes taken, ask: "By whom?", answer: person, why: It helps., show_if: work.first.meetings > 0, added: Test. }
        - { id: members, label: Members, ask: "Who?", answer: { choices: { options: { gp: GP, council: Council, icb: Integrated care board } } }, why: It helps., added: Test. }
        - { id: level, label: Level, ask: "Which?", answer: { choice: { options: { light: Light, holistic: Holistic } } }, why: It helps., added: Test. }
        - { id: policy, label: Policy, ask: "Is there one?", answer: yes_no, why: It helps., example: yes, added: Test. }
        - { id: visits, label: Home visits, ask: "Are there?", answer: yes_no, why: It helps., added: Test. }
    - id: second
      title: Second
      questions:
        - { id: budget, label: Budget, ask: "How much?", answer: { money: { per: year } }, why: It helps., example: 30000, added: Test. }
        - { id: period, label: Period, ask: "How long?", answer: duration, why: It helps., example: 6 weeks, added: Test. }
        - { id: ends, label: Ends, ask: "When?", answer: date, why: It helps., added: Test. }
        - { id: tools, label: Tools, ask: "Which?", answer: list, why: It helps., added: Test. }
        - { id: said, label: Said, ask: "What?", answer: text, why: It helps., stage: live, added: Test. }
        - id: posts
          label: Posts
          ask: Which posts?
          answer:
            table:
              columns:
                - { id: post, label: Post, ask: "Which?", answer: text, required: true }
                - { id: dbs, label: DBS check, ask: "Done?", answer: yes_no }
                - { id: hours, label: Hours, ask: "How many?", answer: { number: { unit: hours } } }
          why: It helps.
          added: Test.
handbook:
  version: "1.0"
  title: Test
  guide_title: None
  guide_year: "2017"
"#;

const INGREDIENTS: &str = r#"
ingredients:
  - id: group_work
    title: Group work
    summary: A group.
    why: It helps.
    added: Test.
    criteria:
      - { id: group_exists, level: must, asks: There is a group, looks_at: work.first.group, expects: yes, action: Found one, help: Found one., added: Test. }
      - { id: group_meets, level: must, asks: It meets four times a year, looks_at: work.first.meetings, expects: { at_least: 4 }, action: Meet, help: Meet., added: Test. }
      - { id: group_is_mixed, level: should, asks: It is mixed, looks_at: work.first.members, expects: { includes: [gp, council] }, action: Invite, help: Invite., added: Test. }
      - { id: later_said, level: must, asks: It is said, looks_at: work.second.said, expects: answered, action: Say it, help: Say it., added: Test. }
  - id: safe_work
    title: Safe work
    summary: Safety.
    why: It helps.
    added: Test.
    criteria:
      - { id: policy_exists, level: must, asks: There is a policy, looks_at: work.first.policy, expects: yes, action: Write it, help: Write it., added: Test. }
rules:
  - id: visits_need_policy
    title: Visits need a policy
    ingredients: [safe_work]
    severity: error
    when: work.first.visits == "yes"
    holds: work.first.policy == "yes"
    at: work.first.policy
    says: Home visits are offered without a policy
    help: Write it.
    action: Write a policy
    why: Safety.
    added: Test.
    examples:
      - passes: { work.first.visits: yes, work.first.policy: yes }
      - fails: { work.first.visits: yes, work.first.policy: no }
  - id: post_has_check
    title: Posts have checks
    ingredients: [safe_work]
    severity: warning
    each: work.second.posts
    holds: row.dbs == "yes"
    at: row.dbs
    says: "{row.post} has no check"
    help: Get it.
    action: Get the check
    why: Safety.
    added: Test.
    examples:
      - passes: { work.second.posts: [{ post: A, dbs: yes }] }
      - fails: { work.second.posts: [{ post: A, dbs: no }] }
"#;

/// Loads the small handbook with more files after it.
fn load(more: &[&str]) -> Loaded {
    let files = [SCHEME, CHECKLIST, INGREDIENTS].iter().chain(more).enumerate();
    Catalogue::load(files.map(|(at, text)| SourceText::new(format!("{at}.yaml"), *text)).collect())
}

fn catalogue() -> Catalogue {
    let loaded = load(&[]);
    assert_eq!(loaded.findings, [], "the small handbook is sound");
    loaded.catalogue
}

fn today() -> Date {
    Date::constant(2027, 1, 1)
}

fn report(plan: &str) -> Report {
    static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(catalogue);
    check(&CATALOGUE, plan, CheckOptions { today: today(), stage: None })
}

/// Findings as `line:column id: message`, one a line.
fn shown(text: &str, findings: &[Finding]) -> String {
    let lines = LineIndex::new(text);
    let each = findings.iter().map(|finding| {
        let (line, column) = lines.line_and_column(finding.place.span.start);
        format!("{line}:{column} {}: {}", finding.id, finding.message)
    });
    each.collect::<Vec<_>>().join("\n")
}
